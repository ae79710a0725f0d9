"""Records of ended cases: kept three years, then offered; held during a hearing; nothing deletes them."""

from dataclasses import replace
from datetime import date

import pytest

from crs_intake.casework import retention, transfer
from crs_intake.casework.ports import Desk
from crs_intake.domain.errors import CannotHappenNow, NotAllowed
from crs_intake.domain.event import Event
from crs_intake.domain.moment import Moment
from crs_intake.policy.retention import sites_lacking
from tests.casework.desk import MovableClock, as_, family

NUMBER = "PHX-2009-0004"


def ended(desk: Desk) -> None:
    """A member whose enrollment ended on 4 May 2010."""
    case = family("family_c_2010")
    end = Event(kind="member_terminated", id="end", at=Moment.read("2010-05-04T09:00"), reason_code="D",
                reason="moved away", effective=date(2010, 5, 4))  # fmt: skip
    transfer.import_case(desk, replace(case, events=(*case.events, end)))


def state(desk: Desk) -> str:
    return next((each.holding.state for each in retention.records(desk)), "")


@pytest.mark.proves("CRS-20.1000.2", "CRS-20.1000.3")
def test_the_third_anniversary_offers_the_archives_and_the_day_before_does_not(
    desk: Desk, clock: MovableClock
) -> None:
    ended(desk)
    clock.put("2012-10-01T08:00")
    assert state(desk) == "", "more than half a year to go"
    clock.put("2013-05-03T08:00")
    assert state(desk) == "kept"
    with pytest.raises(CannotHappenNow) as trouble:
        retention.archive(desk, NUMBER)
    assert trouble.value.section == "20.1000.2"
    clock.put("2013-05-04T08:00")
    assert state(desk) == "ready"
    with pytest.raises(NotAllowed):
        retention.archive(as_(desk, "interviewer"), NUMBER)
    retention.archive(desk, NUMBER, "box 12")
    assert state(desk) == "archived"
    assert desk.store.history(NUMBER)[-1].act == "records.archived"


@pytest.mark.proves("CRS-20.1000.4")
def test_archived_records_stay_to_be_read_and_nothing_can_delete_them(
    desk: Desk, clock: MovableClock
) -> None:
    ended(desk)
    clock.put("2013-05-04T08:00")
    before = desk.store.case(NUMBER).case.events
    retention.archive(desk, NUMBER)
    assert desk.store.case(NUMBER).case.events[: len(before)] == before
    assert not [name for name in dir(desk.store) if "delete" in name or "purge" in name]


def test_an_open_hearing_holds_the_records(desk: Desk, clock: MovableClock) -> None:
    ended(desk)
    asked = Event(kind="hearing_requested", at=Moment.read("2010-05-20T09:00"), name="Rachel Whitman",
                  role="parent", reason="we did not move")  # fmt: skip
    from crs_intake.casework import events

    clock.put("2010-05-20T09:00")
    events.record(desk, NUMBER, asked)
    clock.put("2013-05-04T08:00")
    assert state(desk) == "held"
    with pytest.raises(CannotHappenNow):
        retention.archive(desk, NUMBER)


@pytest.mark.proves("CRS-20.1000.1")
def test_a_site_that_sees_the_member_without_the_records_is_named() -> None:
    case = replace(family("family_c"), sites=("PHX",))
    at = Moment.read("2009-05-01T09:00")
    visit = Event(kind="appointment_made", id="v1", at=Moment.read("2009-04-20T09:00"), place="YUM",
                  appointment="clinic_visit", when=Moment.read("2009-05-10T09:00"))  # fmt: skip
    both = replace(case, events=(*case.events, visit))
    assert sites_lacking(case, at) == ()
    assert sites_lacking(both, at) == ("YUM",)
    assert sites_lacking(replace(both, sites=("PHX", "YUM")), at) == ()
