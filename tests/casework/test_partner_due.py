"""Today tells of the Access Quarterly Connect: a week ahead, on its day, and when nobody went (CLK-51)."""

from dataclasses import replace
from datetime import date

import pytest

from crs_intake.casework import partner_due, worklist
from crs_intake.casework.due import Row
from crs_intake.casework.ports import Desk
from crs_intake.domain.moment import Moment
from crs_intake.domain.partner import Meeting, Partnership, User
from tests.casework.desk import MovableClock

SINCE = date(2026, 4, 20)
CHIEF = User(id="u1", name="R. Diaz", site_administrator=True, form_received=SINCE, form_processed=SINCE)
PARTNER = Partnership(
    organization="CRS", agreement_signed=SINCE, agreement_received=SINCE, agreement_processed=SINCE,
    form_received=SINCE, form_processed=SINCE, users=(CHIEF,),
)  # fmt: skip


def told(desk: Desk) -> list[Row]:
    """The rows of Today that are of no case."""
    return [row for row in partner_due.among(desk, worklist.today(desk)).rows if not row.number]


@pytest.mark.proves("CP-aqc.attend", "CP-aqc.lastwed")
@pytest.mark.parametrize(
    ("now", "group"),
    [
        ("2026-06-16T08:00", None), ("2026-06-17T08:00", "week"), ("2026-06-23T16:59", "week"),
        ("2026-06-24T08:00", "today"), ("2026-06-25T08:00", "overdue"), ("2026-07-08T08:00", "overdue"),
        ("2026-07-09T08:00", None),
    ],
)  # fmt: skip
def test_the_aqc_of_june_24_is_on_today(desk: Desk, clock: MovableClock, now: str, group: str | None) -> None:
    desk.store.keep_partner(desk.actor, Partnership(), PARTNER)
    clock.put(now)
    found = told(desk)
    assert [row.group for row in found] == ([group] if group else [])
    assert all(
        (row.who, row.hand, row.opens.part) == ("site_administrator", "R. Diaz", "partner") for row in found
    )
    assert all("due Wed 24 Jun" in row.clock for row in found)


def test_who_went_is_noted_and_the_row_goes(desk: Desk, clock: MovableClock) -> None:
    clock.put("2026-06-25T08:00")
    went = Meeting(day=date(2026, 6, 24), attended_by=("u1",))
    desk.store.keep_partner(desk.actor, Partnership(), replace(PARTNER, meetings=(went,)))
    assert told(desk) == []


def test_a_holiday_is_told_with_it(desk: Desk, clock: MovableClock) -> None:
    clock.put("2030-12-24T08:00")
    after = date(2030, 12, 1)
    user = replace(CHIEF, form_received=after, form_processed=after)
    desk.store.keep_partner(desk.actor, Partnership(), replace(PARTNER, users=(user,)))
    (row,) = told(desk)
    assert "The day is a holiday: ask whether the meeting takes place." in row.wording


def test_nobody_is_reminded_before_heaplus_may_be_used_or_without_the_right(
    desk: Desk, clock: MovableClock
) -> None:
    clock.put("2026-06-24T08:00")
    desk.store.keep_partner(desk.actor, Partnership(), replace(PARTNER, agreement_processed=None))
    assert told(desk) == []
    desk.store.keep_partner(desk.actor, replace(PARTNER, agreement_processed=None), PARTNER)
    assert told(desk)
    desk = replace(desk, actor=replace(desk.actor, roles=frozenset()))
    assert (
        partner_due.among(desk, worklist.Today(at=Moment.read("2026-06-24T08:00"), rows=(), begun=())).rows
        == ()
    )
