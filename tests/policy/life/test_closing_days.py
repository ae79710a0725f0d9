"""The extra days on which an office is closed (Settings): no business days, and no last days of families.

The contractor's own deadlines do not move for them (AMB-004, AMB-006).
"""

from __future__ import annotations

import pytest

from crs_intake import codec
from crs_intake.domain.site import Site
from crs_intake.domain.standing import Clock, Standing
from crs_intake.policy import life
from crs_intake.policy.book import Book
from tests.policy.life import stories

CLOSED = {"format": "crs-site/1", "closing_days": ["2026-04-09", "2026-04-10"]}
VISIT = ("interviewed", "2026-03-20T14:00 papers_requested items=pay_stubs",
         "2026-03-30T10:00 visit_attended initial_evaluation")  # fmt: skip


def standing(at: str, *lines: str, **given: object) -> Standing:
    """A State Only case of an office that is closed on Thursday 9 and Friday 10 April 2026."""
    book = Book.load(codec.adapter(Site).validate_python(CLOSED))
    return life.standing(stories.a_case("state_only", *lines, **given), book, stories.at(at))


def clock(found: Standing, id: str) -> Clock:
    """One of its clocks."""
    return next(each for each in found.clocks if each.id == id)


@pytest.mark.proves("CRS-20.401.2.F.2.c")
def test_the_familys_last_day_leaves_the_closed_days_and_the_weekend_after_them() -> None:
    found = standing("2026-04-13", *VISIT)
    assert found.state == "EVALUATED"
    assert clock(found, "CLK-10").due == stories.at("2026-04-13")
    assert clock(found, "CLK-10").unrolled == stories.at("2026-04-09")
    assert standing("2026-04-14", *VISIT).state == "WITHDRAWN"


@pytest.mark.proves("CRS-20.602.11")
def test_closed_days_are_no_business_days() -> None:
    lines = ("2026-03-30T10:00 medical_determination may_be_eligible role=director name=Tso",
             "2026-04-01T10:00 interview_held method=phone name='Ana Soto'")  # fmt: skip
    assert clock(standing("2026-04-02", *lines), "CLK-11").due == stories.at("2026-04-17")


@pytest.mark.proves("CRS-20.401.1")
def test_the_contractors_own_last_day_stays_where_it_is() -> None:
    came = {"received": "2026-03-26T09:00", "form_date": "2026-03-25"}
    found = clock(standing("2026-04-09", referral=came), "CLK-01")
    assert (found.due, found.unrolled, found.status) == (stories.at("2026-04-09"), None, "open")
    assert clock(standing("2026-04-10", referral=came), "CLK-01").status == "overdue"
