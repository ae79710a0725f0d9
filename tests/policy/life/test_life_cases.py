"""The life of a case, case by case: every file in `cases/` is run against the rules as they are.

An analyst can read and add one. An entry names what it proves and gives an
example, a counterexample and the edge; see `cases/README.md` for the words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from crs_intake.domain.case import Case
from crs_intake.domain.errors import CannotHappenNow, NotAcceptable
from crs_intake.domain.event import Event
from crs_intake.domain.moment import Moment
from crs_intake.domain.standing import Clock, DocumentDue, Standing
from crs_intake.policy import life
from crs_intake.policy.book import Book
from tests import builders
from tests.policy.files import entries
from tests.policy.life import stories

FOLDER = Path(__file__).parent / "cases"
DATES = ("since", "due", "stopped", "unrolled", "by", "sent")


@pytest.mark.parametrize(("entry", "case"), list(entries(FOLDER)))
def test_the_case_lives_as_written(entry: Mapping[str, Any], case: Mapping[str, Any]) -> None:
    book = stories.book_of(case.get("readings", entry.get("readings", "")))
    story = _story(entry, case)
    for line in case.get("accepts", ()):
        life.check(story, stories.event(line, 99), book)
    for line, why in case.get("refuses", {}).items():
        _refused(story, stories.event(line, 99), why, book)
    for line, words in case.get("cautions", {}).items():
        found = life.cautions(story, stories.event(line, 99), book)
        assert [life.in_words(each.reason, each.inputs) for each in found] == words, line
    if "expect" in case:
        when = Moment.read(case.get("at", entry.get("at")))
        _expect(life.standing(story, book, when), case["expect"], book)


def _story(entry: Mapping[str, Any], case: Mapping[str, Any]) -> Case:
    given = builders.merged(
        stories.facts(case.get("start", entry.get("start", "state_only"))), entry.get("given", {})
    )
    read = builders.read(builders.merged(given, case.get("given", {})))
    lines = [*case.get("instead", entry.get("events", ())), *case.get("events", ())]
    dropped = set(case.get("without", ()))
    kept = tuple(event for event in read.events if event.id not in dropped and event.kind not in dropped)
    written = tuple(
        e for e in stories.events(lines, len(kept) + 1) if e.id not in dropped and e.kind not in dropped
    )
    return replace(read, events=(*kept, *written))


def _refused(case: Case, event: Event, why: str, book: Book) -> None:
    if why.startswith("where="):
        with pytest.raises(NotAcceptable) as wrong:
            life.check(case, event, book)
        assert wrong.value.where == why.removeprefix("where=")
        return
    with pytest.raises(CannotHappenNow) as cannot:
        life.check(case, event, book)
    assert cannot.value.section == why, str(cannot.value)


def _expect(found: Standing, wanted: Mapping[str, Any], book: Book) -> None:
    for what, value in wanted.items():
        _CHECKS.get(what, _plain)(found, what, value)


def _plain(found: Standing, what: str, wanted: Any) -> None:
    value = getattr(found, what)
    seen = list(value) if isinstance(value, tuple) else _text(value)
    assert seen == (wanted if isinstance(wanted, list) else _text(wanted)), what


def _text(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int) else str(value)


def _clocks(found: Standing, what: str, wanted: Mapping[str, Any]) -> None:
    for id, values in wanted.items():
        clocks = [clock for clock in found.clocks if clock.id == id]
        if values is None:
            assert not clocks, f"{id} should not run"
            continue
        assert clocks, f"{id} does not run; there are {[clock.id for clock in found.clocks]}"
        given = (
            values
            if isinstance(values, Mapping)
            else dict(zip(("due", "status"), str(values).split(), strict=False))
        )
        _same(clocks[0], given)


def _documents(found: Standing, what: str, wanted: Mapping[str, Any]) -> None:
    for id, values in wanted.items():
        papers = [paper for paper in found.documents if paper.id == id]
        if values is None:
            assert not papers, f"{id} should not be there"
            continue
        assert papers, f"{id} is not there; there are {[paper.id for paper in found.documents]}"
        _same(papers[-1], values if isinstance(values, Mapping) else {"status": values})


def _same(found: Clock | DocumentDue, wanted: Mapping[str, Any]) -> None:
    for name, value in wanted.items():
        seen = getattr(found, name)
        if name == "to":
            assert sorted(seen) == sorted(value), f"{found.id} to"
        elif name in DATES and isinstance(seen, Moment) and len(str(value)) == 10:
            assert seen.day.isoformat() == str(value), f"{found.id} {name}"
        else:
            assert _text(list(seen) if isinstance(seen, tuple) else seen) == _text(value), (
                f"{found.id} {name}"
            )


def _may(found: Standing, what: str, wanted: list[str]) -> None:
    assert set(wanted) <= set(found.may), sorted(set(wanted) - set(found.may))


def _may_not(found: Standing, what: str, wanted: Mapping[str, str] | list[str]) -> None:
    said = {each.event: each.section for each in found.may_not}
    for kind in wanted:
        assert kind in said, f"{kind} is not refused"
        if isinstance(wanted, Mapping):
            assert wanted[kind] in [each.section for each in found.may_not if each.event == kind], (
                kind,
                said[kind],
            )


def _says(found: Standing, what: str, wanted: Mapping[str, str]) -> None:
    for id, words in wanted.items():
        clock = next(clock for clock in found.clocks if clock.id == id)
        assert words in life.consequence(clock, stories.book_of()), life.consequence(clock, stories.book_of())


_CHECKS: Mapping[str, Any] = {
    "clocks": _clocks,
    "documents": _documents,
    "may": _may,
    "may_not": _may_not,
    "says": _says,
}
