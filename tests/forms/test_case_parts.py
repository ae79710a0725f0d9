"""The page of a case tells each part of the eligibility process for itself (20.100)."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

import pytest

from crs_intake.casework import transfer
from crs_intake.casework.ports import Desk
from crs_intake.domain.case import Case
from crs_intake.domain.event import Event
from crs_intake.domain.moment import Moment
from crs_intake.policy.book import Book
from crs_intake.policy.determine import assess
from crs_intake.policy.life import standing
from tests import builders
from tests.casework.conftest import clock, desk
from tests.casework.desk import MovableClock
from ui import views

NOW = Moment.read("2026-06-01T09:00")
BOOK = Book.load()
NUMBERS = count(1)
__all__ = ["clock", "desk"]


@pytest.fixture(autouse=True)
def _june(clock: MovableClock) -> None:
    clock.put("2026-06-01T09:00")


def parts(desk: Desk, case: Case) -> dict[str, tuple[str, ...]]:
    """What stands in each part of the case's page on the first of June 2026."""
    case = replace(case, number=f"PHX-2026-{next(NUMBERS):04}")
    transfer.import_case(desk, case)
    found = assess(case, BOOK, NOW.day)
    return {part.name: part.lines for part in views.parts_of(desk, case, standing(case, BOOK, NOW), found)}


def reviewed(case: Case) -> Case:
    at = Moment.read("2026-05-10T09:00")
    return case.after(Event(id="d", kind="medical_determination", at=at, outcome="may_be_eligible"))


@pytest.mark.proves(
    "CRS-20.100", "CRS-20.100.1", "CRS-20.100.1.A", "CRS-20.100.1.B", "CRS-20.100.1.C", "CRS-20.100.1.D",
    "CRS-20.100.5",
)  # fmt: skip
def test_each_part_of_the_process_is_told_for_itself(desk: Desk) -> None:
    new, done = (
        parts(desk, builders.a_case()),
        parts(desk, reviewed(builders.a_case(title=builders.AWAY_FROM_TITLE))),
    )
    assert "The preliminary determination is not made yet (20.400)." in new["medical"]
    assert any("may be eligible" in line for line in done["medical"])
    assert done["interview"][-3:] == (
        "Age: met (20.301)",
        "Residency: met (20.303)",
        "Citizenship: met (20.302.A)",
    )
    assert "20.604.4.E" in done["determination"][0]


@pytest.mark.proves("CRS-20.100", "CRS-20.100.1")
def test_three_met_and_citizenship_open_is_told_as_that(desk: Desk) -> None:
    told = parts(desk, builders.a_case(proofs=[{"kind": "school_record", "shown": "2026-05-20"},
                                         {"kind": "lease", "shown": "2026-05-20"}]))  # fmt: skip
    assert told["interview"][-3:] == (
        "Age: met (20.301)", "Residency: met (20.303)", "Citizenship: not known yet (20.503.1.B)",
    )  # fmt: skip
    nevada = parts(desk, builders.a_case(eligibility={"lives_in_arizona": False}))
    assert "Residency: not met (20.303)" in nevada["interview"]


@pytest.mark.proves(
    "CRS-20.100.1.A", "CRS-20.100.1.B", "CRS-20.100.1.C", "CRS-20.100.1.D", "CRS-20.100.2", "CRS-20.100.5"
)
def test_for_a_member_of_ahcccs_pmmis_stands_in_and_nothing_is_hidden(desk: Desk) -> None:
    told = parts(desk, builders.a_case(title={"pmmis": {"program": "xix"}}))
    assert told["interview"][-3:] == (
        "Age: met by PMMIS (20.601.2)", "Residency: met by PMMIS (20.601.2)",
        "Citizenship: met by PMMIS (20.601.2)",
    )  # fmt: skip
    assert "The preliminary determination is not made yet (20.400)." in told["medical"]
    assert "20.604.4.D" in told["determination"][0]
    assert len(told["determination"]) == 1, "no figures: there is no payment worksheet"
