"""The partnership follows from its facts as the partner page says: the cases of partner.yaml."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from crs_intake.cli import main
from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.heaplus import HeaplusRow
from crs_intake.domain.moment import Moment
from crs_intake.domain.partner import Partnership
from crs_intake.domain.partner_standing import PartnerStanding
from crs_intake.exchange.case_file import read_partner
from crs_intake.policy import aqc, assisted, partner, partner_access
from crs_intake.policy.book import Book
from crs_intake.words import said
from tests.policy.files import KINDS

TOLD = yaml.load(Path(__file__).with_name("partner.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
AT = "2026-06-15T12:00"


def rows() -> Iterator[Any]:
    for entry in TOLD["entries"]:
        assert {k for c in entry["cases"] for k in KINDS if k in c} == set(KINDS), entry["name"]
        for case in entry["cases"]:
            kind = next(each for each in KINDS if each in case)
            yield pytest.param(case, id=f"{entry['name']}: {kind}: {case[kind]}")


def given(case: Mapping[str, Any]) -> Partnership:
    """The base partnership with the changes of a case, read like a file."""
    plain = {"format": "crs-partner/1", **copy.deepcopy(TOLD["base"]), **case.get("with", {})}
    for user in plain["users"]:
        user.update(case.get("user", {}).get(user["id"], {}))
    plain["applications"][0].update(case.get("app", {}))
    return read_partner(json.dumps(plain, default=str))


def book(case: Mapping[str, Any]) -> Book:
    shipped = Book.load()
    own = tuple(
        HeaplusRow(what=what, effective_from=date(2026, 1, 1), value=value)
        for what, value in case.get("site", {}).items()
    )
    site = replace(shipped.site, heaplus=replace(shipped.site.heaplus, rows=own))
    return replace(shipped, site=site, readings={**shipped.readings, **case.get("readings", {})})


@pytest.mark.parametrize("case", list(rows()))
def test_the_partnership_is_as_the_page_says(case: Mapping[str, Any]) -> None:
    expected = dict(case["expect"])
    at = Moment.read(str(case.get("at", AT)))
    refused = expected.pop("refused", "")
    if refused:
        with pytest.raises(NotAcceptable, match=refused):
            given(case)
        return
    facts, numbers = given(case), book(case)
    found = partner.standing(facts, numbers, at)
    for key, wanted in expected.items():
        got = asked(key, facts, found, numbers, at)
        if isinstance(wanted, str) and isinstance(got, str) and key not in EXACT:
            if wanted.startswith("!"):
                assert wanted[1:] not in got, key
            else:
                assert (wanted in got) if wanted else not got, f"{key}: {got!r}"
        else:
            assert got == (str(wanted) if isinstance(wanted, date) else wanted), key


EXACT = {"state", "status"}


def asked(key: str, facts: Partnership, found: PartnerStanding, numbers: Book, at: Moment) -> Any:
    """What a key of `expect` asks."""
    name, _, rest = key.partition(".")
    one, app = facts.applications[0], found.applications[0]
    plain: dict[str, Any] = {
        "state": found.state, "access": found.access, "access_since": str(found.access_since),
        "steps": len(found.steps), "programs": len(one.programs), "status": app.status, "final": app.final,
        "expedited": app.expedited, "trackable": app.trackable, "remind": found.remind,
        "overdue": str(app.overdue_since) if app.overdue_since else None,
        "tasks": " ".join(map(said, app.tasks)), "advice": " ".join(map(said, app.advice)),
        "needed": list(assisted.needed(one, at)), "next": str(found.next_meeting.day),
        "wrong": " ".join(said(each.sentence) for each in found.wrong),
        "notes": " ".join(map(said, found.notes)), "attested": list(found.attested),
        "grounds": len(found.grounds), "trainings": [f"{t.user} {t.kind}" for t in found.trainings],
        "ground": next((g for o in facts.owners for g in o.grounds), ""),
        "agenda": len(facts.meetings[0].agenda) if facts.meetings else -1,
    }  # fmt: skip
    if name in plain and not rest:
        return plain[name]
    return further(name, rest, facts, found, numbers, at)


def further(
    name: str, rest: str, facts: Partnership, found: PartnerStanding, numbers: Book, at: Moment
) -> Any:  # fmt: skip
    """What a key with a second part asks."""
    if name == "step":
        number, _, what = rest.partition(".")
        step = found.steps[int(number) - 1]
        return getattr(step, what) if what else " ".join(map(said, step.missing))
    if name == "item":
        return next(each.done for each in found.items if each.id == rest)
    if name == "user":
        return next(each.state for each in found.users if each.id == rest)
    if name == "may":
        id, _, act = rest.partition(".")
        user = facts.user(id)
        assert user is not None
        return partner_access.may(facts, user, act, at.day).allowed
    if name == "aqc":
        days = {str(m.day): m.state for m in (*found.meetings, found.next_meeting)}
        return days.get(rest, "none")
    if name == "year":
        return list(aqc.days_of(numbers, int(rest)))
    if name == "whom":
        id, _, problem = rest.partition(".")
        told = assisted.whom(problem, facts, facts.user(id), numbers, at, facts.applications[0])
        late = " closed" if told.open_now is False and "closed" in said(told.sentence) else ""
        return f"{told.contact} {'yes' if told.fits else 'no'}{late}"
    raise KeyError(name)


def test_a_policy_appeal_is_no_problem_of_the_table() -> None:
    assert "appeal" not in assisted.problems() and len(assisted.problems()) == 9


def test_a_day_at_the_end_of_the_calendar_is_refused_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "partner.json"
    file.write_text('{"format": "crs-partner/1"}')
    assert main(["partner", str(file), "--at", "9998-12-31T10:00"]) == 2
    assert "has no hours on 9998-12-31" in capsys.readouterr().err
    assert main(["partner", str(file), "--at", "9997-12-31T10:00"]) == 0
