"""The calendar: on which days a clinic is held, how full they are, and what is said before a booking."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from crs_intake.casework import appointments, clinic_days
from crs_intake.casework.ports import Desk
from crs_intake.domain.moment import Moment
from crs_intake.domain.site import Clinic
from crs_intake.policy.book import Book
from tests.casework.desk import A, B, M, MovableClock
from tests.documents.papers import words_of

TUESDAY, THURSDAY, SATURDAY = date(2009, 3, 31), date(2009, 4, 2), date(2009, 4, 11)


def with_days(desk: Desk, places: int | None = 1, closed: Sequence[date] = ()) -> Desk:
    """The desk of a clinic held on Tuesdays and Thursdays and on one Saturday."""
    clinic = replace(
        desk.site.clinics[0], clinic_days=("Tue", "Thu"), clinic_dates=(SATURDAY,), places=places
    )
    site = replace(desk.site, clinics=(clinic, *desk.site.clinics[1:]), closing_days=tuple(closed))
    return replace(desk, book=Book.load(site))


def headings(desk: Desk) -> dict[date, str]:
    """Each day of the calendar and what is said of it."""
    return {day.day: clinic_days.heading(day) for day in clinic_days.calendar(desk)}


def test_the_calendar_shows_clinic_days_with_their_places(morning: Desk) -> None:
    seen = headings(with_days(morning))
    assert seen[TUESDAY] == "clinic day · 1 of 1 places taken"  # the interview of that day takes none
    assert seen[THURSDAY] == "clinic day · 1 of 1 places taken"
    assert seen[SATURDAY] == "clinic day · 1 free"
    assert date(2009, 4, 1) not in seen


def test_a_closing_day_is_no_clinic_day(morning: Desk) -> None:
    assert date(2009, 4, 7) in headings(with_days(morning))
    assert headings(with_days(morning, closed=(date(2009, 4, 7),)))[date(2009, 4, 7)] == "office closed"
    assert headings(with_days(morning, closed=(THURSDAY,)))[THURSDAY].startswith("office closed")


@pytest.mark.parametrize(
    ("day", "held"),
    [("2009-03-31", True), ("2009-04-01", False), ("2009-04-11", True), ("2009-04-18", False)],
)
def test_a_clinic_is_held_on_its_weekdays_and_dates(day: str, held: bool) -> None:
    clinic = Clinic(id="PHX", clinic_days=("Tue", "Thu"), clinic_dates=(SATURDAY,))
    assert clinic_days.held(clinic, date.fromisoformat(day)) is held


def test_where_nobody_said_when_a_clinic_is_held_no_day_is_wrong(morning: Desk) -> None:
    case = morning.store.case(M).case
    assert clinic_days.hints(morning, case, "clinic_visit", Moment.read("2009-04-01T10:00")) == ()
    assert clinic_days.next_days(morning, clinic_days.clinic_of(morning, case), TUESDAY) == ()


@pytest.mark.parametrize(
    ("when", "told"),
    [
        ("2009-04-02T09:00", ("Thu 2 Apr 2009 is full: 1 of 1 places taken.",)),
        ("2009-04-02T10:00", ("Thu 2 Apr 2009 is full: 1 of 1 places taken.",
                              "At 10:00 comes already: Lucía Yazzie Morales.")),
        ("2009-04-01T10:00", ("No clinic is held on Wed 1 Apr 2009.",
                              "The next clinic day is Tue 7 Apr 2009.",
                              "Places taken on Wed 1 Apr 2009: 0 of 1.")),
        ("2009-04-07T10:00", ("Places taken on Tue 7 Apr 2009: 0 of 1.",)),
        ("2009-05-25T10:00", ("The office is closed on Mon 25 May 2009.",
                              "The next clinic day is Tue 26 May 2009.",
                              "Places taken on Mon 25 May 2009: 0 of 1.")),
    ],
)  # fmt: skip
def test_before_a_visit_is_booked_its_day_is_told(morning: Desk, when: str, told: tuple[str, ...]) -> None:
    desk = with_days(morning)
    case = desk.store.case(M).case
    assert clinic_days.hints(desk, case, "clinic_visit", Moment.read(when)) == told


def test_an_interview_needs_no_clinic_day_but_an_open_office(morning: Desk) -> None:
    desk = with_days(morning)
    case = desk.store.case(M).case
    assert clinic_days.hints(desk, case, "interview", Moment.read("2009-04-01T10:00")) == ()
    closed = clinic_days.hints(desk, case, "interview", Moment.read("2009-05-25T10:00"))
    assert closed == ("The office is closed on Mon 25 May 2009.",)
    same = clinic_days.hints(desk, case, "interview", Moment.read("2009-03-31T13:30"))
    assert same == ("At 13:30 comes already: Lucía Yazzie Morales.",)


def test_moving_a_visit_within_its_day_takes_no_second_place(morning: Desk) -> None:
    desk = with_days(morning)
    case = desk.store.case(A).case
    told = clinic_days.hints(desk, case, "initial_evaluation", Moment.read("2009-04-02T11:00"))
    assert told == ("Places taken on Thu 2 Apr 2009: 0 of 1.",)


def test_an_overbooked_day_says_so_and_is_not_blocked(morning: Desk) -> None:
    desk = with_days(morning)
    appointments.book(desk, M, "clinic_visit", Moment.read("2009-04-02T09:00"))
    assert headings(desk)[THURSDAY] == "clinic day · overbooked: 2 of 1"
    free = clinic_days.next_days(desk, clinic_days.clinic_of(desk), TUESDAY, 2)
    assert [day.day for day in free] == [date(2009, 4, 7), date(2009, 4, 9)]


def test_a_visit_that_is_over_waits_in_the_calendar_for_a_word(morning: Desk, clock: MovableClock) -> None:
    clock.put("2009-04-01T08:00")
    assert TUESDAY in headings(morning)
    appointments.missed(morning, B, "initial_evaluation", Moment.read("2009-03-31T09:00"))
    assert B not in {v.number for day in clinic_days.calendar(morning) for v in day.visits}


def test_the_day_list_names_who_comes_when_and_no_diagnosis(morning: Desk) -> None:
    desk = with_days(morning, places=6)
    text = words_of(clinic_days.printed(desk, clinic_days.clinic_of(desk), TUESDAY))
    for words in ("Day list: Tue 31 Mar 2009", "clinic day · 1 of 6 places taken", "09:00", "Jaylen Carter",
                  "602-555-0178", "13:30", "Lucía Yazzie Morales", "Spanish"):  # fmt: skip
        assert words in text
    for number in (A, B):
        condition = desk.store.case(number).case.condition
        assert not condition or condition not in text
    noted = [line for line in desk.store.history("") if line.act == "calendar.printed"]
    assert noted[-1].details == {"day": "2009-03-31", "visits": "2"}
