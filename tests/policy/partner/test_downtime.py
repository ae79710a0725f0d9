"""HEAplus is up or down at an instant of Arizona's wall time, as the partner page says."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from crs_intake import codec
from crs_intake.cli import main
from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.heaplus import HeaplusSettings
from crs_intake.domain.moment import Moment
from crs_intake.exchange.heaplus_answer import answer
from crs_intake.policy import heaplus
from crs_intake.policy.book import Book
from tests.policy.files import KINDS

INSTANTS = st.datetimes(datetime(2003, 1, 1), datetime(2030, 12, 1))  # noqa: DTZ001 - wall time of Arizona
CASES = Path(__file__).with_name("downtime.yaml")


def rows() -> Iterator[Any]:
    for entry in yaml.load(CASES.read_text(encoding="utf-8"), yaml.CSafeLoader):
        for case in entry["cases"]:
            kind = next(each for each in KINDS if each in case)
            yield pytest.param(entry, case, id=f"{kind}: {case[kind]} ({case['at']})")


def book(given: Mapping[str, Any]) -> Book:
    shipped = Book.load()
    settings = codec.adapter(HeaplusSettings).validate_python(given)
    return replace(shipped, site=replace(shipped.site, heaplus=settings))


@pytest.mark.parametrize(("entry", "case"), list(rows()))
def test_heaplus_is_as_the_page_says(entry: Mapping[str, Any], case: Mapping[str, Any]) -> None:
    found = heaplus.available(book(case.get("site", entry.get("site", {}))), Moment.read(str(case["at"])))
    if "down" in case:
        assert [each.kind for each in found.windows] == case["down"]
        assert found.available is (not case["down"])
        assert str(found.until) == str(case["until"])
    if "next" in case:
        assert str(found.next.starts) == str(case["next"])
    if "call_center" in case:
        assert (found.call_center_open, str(found.call_center_changes)) == (
            case["call_center"],
            str(case["changes"]),
        )
    if "note" in case:
        assert any(case["note"] in note for note in answer(found)["notes"])


@given(INSTANTS)
def test_up_and_down_take_turns(instant: datetime) -> None:
    """Just before `until` the answer is the same, and at `until` it is the other one."""
    found = heaplus.available(Book.load(), Moment.read(instant))
    turn = datetime.combine(found.until.day, found.until.time or instant.time())
    before = heaplus.available(Book.load(), Moment.read(turn - timedelta(microseconds=1)))
    after = heaplus.available(Book.load(), Moment.read(turn))
    assert before.available is found.available
    assert after.available is not found.available


@given(INSTANTS)
def test_every_evening_has_downtime_within_a_day(instant: datetime) -> None:
    found = heaplus.available(Book.load(), Moment.read(instant))
    starts = datetime.combine(found.next.starts.day, found.next.starts.time or instant.time())
    assert instant < starts <= instant + timedelta(hours=29)


def test_an_interview_that_would_run_into_the_downtime_is_warned_of() -> None:
    shipped = Book.load()
    tuesday = Moment.read("2026-06-16T18:15")
    assert heaplus.runs_into(shipped, tuesday, 45) is None, "it ends as the downtime begins"
    found = heaplus.runs_into(shipped, tuesday, 46)
    assert found is not None and found.kind == "maintenance"


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"thursday_anchor": "2026-06-17"}, "not a Thursday"),
        ({"broadcasts": [{"starts": "2026-07-01T13:00", "ends": "2026-07-01T12:00"}]}, "ends before"),
        ({"broadcasts": [{"starts": "2026-07-01", "ends": "2026-07-02"}]}, "time as well as the day"),
        ({"daylight": [{"begins": "2026-11-01", "ends": "2026-03-08"}]}, "the beginning first"),
        ({"daylight": [{"begins": "2026-03-08", "ends": "2027-11-01"}]}, "in one year"),
    ],
)
def test_settings_that_cannot_be_are_refused(settings: Mapping[str, Any], says: str) -> None:
    with pytest.raises(NotAcceptable, match=says):
        heaplus.available(book(settings), Moment.read("2026-07-01T12:30"))


def test_the_command_line_answers(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["heaplus", "--at", "2026-07-15T22:30", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["available"], told["window"], told["until"], told["next"]) == (
        False,
        "federal",
        "2026-07-16T02:00",
        "2026-07-16T22:00",
    )
    assert main(["heaplus", "--at", "2026-07-15T21:30-07:00"]) == 0
    assert "HEAplus is up until" in capsys.readouterr().out


def test_an_instant_of_another_zone_becomes_arizona_time(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["heaplus", "--at", "2026-07-16T05:30+00:00", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["at"] == "2026-07-15T22:30"


@pytest.mark.parametrize(
    "at",
    [
        "2026-07-15",
        "2026-07-15T25:00",
        "soon",
        "",
        "1999-12-31T22:00",
        "9999-12-31T23:59",
        "0001-01-01T00:00",
    ],
)
def test_an_instant_that_is_none_is_refused(at: str, capsys: pytest.CaptureFixture[str]) -> None:
    try:
        code: Any = main(["heaplus", "--at", at, "--json"])
    except SystemExit as ended:
        code = ended.code
    said = capsys.readouterr()
    assert code == 2 and said.err and not said.out and "Traceback" not in said.err
