"""The reports count what a clerk would count by hand, and know which cases stand behind each figure."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from crs_intake.casework import figures
from crs_intake.domain.case import Case
from crs_intake.domain.event import Event
from crs_intake.domain.moment import Moment
from crs_intake.policy.book import Book
from tests.casework.desk import family

BOOK = Book.load()
MAY = Moment.read("2009-05-04T09:00")
YEAR = (date(2009, 1, 1), date(2009, 12, 31))
CASES = [family(name) for name in ("family_a_no", "family_b", "family_c")]
A, B, C = (each.number for each in CASES)


def lines(report: figures.Report) -> dict[str, tuple[int, int, tuple[str, ...]]]:
    return {each.label: (each.count, each.of, each.cases) for each in report.figures}


def until(case: Case, moment: str) -> Case:
    at = Moment.read(moment)
    return replace(case, events=tuple(each for each in case.events if each.at.not_after(at)))


@pytest.mark.proves("CRS-20.602.9")
def test_the_tracking_says_how_many_referrals_reached_each_step() -> None:
    made = figures.tracking(CASES, BOOK, MAY, *YEAR)
    assert lines(made)["Referral received"] == (3, 3, (A, B, C))
    assert lines(made)["Enrolled"][:2] == (3, 3) and lines(made)["Ended"][:2] == (0, 3)
    january = figures.tracking(CASES, BOOK, MAY, date(2009, 1, 9), date(2009, 1, 9))
    assert lines(january)["Referral received"] == (1, 1, (B,)), "both days of the span count"
    assert lines(figures.tracking(CASES, BOOK, MAY, date(2009, 1, 10), date(2009, 1, 31)))[
        "Referral received"] == (0, 0, ())  # fmt: skip


def test_a_notice_is_in_time_on_its_fourteenth_day_and_late_on_the_day_after() -> None:
    made = figures.timeliness(CASES, BOOK, MAY, *YEAR)
    assert lines(made) == {"2009-01": (1, 1, (B,)), "2009-02": (2, 2, (B, C)), "2009-03": (1, 1, (A,))}
    [running] = [until(CASES[2], "2009-02-20T09:00")]
    on_the_day = Moment.read("2009-03-05T17:00")
    assert not figures.timeliness([running], BOOK, on_the_day, *YEAR).figures, "it still runs"
    day_after = figures.timeliness([running], BOOK, Moment.read("2009-03-06T08:00"), *YEAR)
    [late] = day_after.figures
    assert (late.label, late.count, late.of, late.share) == ("2009-02", 0, 1, Fraction(0))


def test_waiting_applications_stand_in_the_band_of_their_days() -> None:
    waits = until(CASES[2], "2009-02-20T09:00")  # received on 19 Feb

    def bands(on: str) -> list[int]:
        return [each.count for each in figures.pending([waits], BOOK, Moment.read(on), *YEAR).figures]

    assert bands("2009-03-05T09:00") == [1, 0, 0, 0, 0], "day 14"
    assert bands("2009-03-06T09:00") == [0, 1, 0, 0, 0], "day 15"
    assert not sum(each.count for each in figures.pending(CASES, BOOK, MAY, *YEAR).figures), "all enrolled"


def test_missed_visits_are_shared_out_over_those_that_were_due() -> None:
    made = figures.no_shows(CASES, BOOK, MAY, *YEAR)
    missed = sum(each.count for each in made.figures)
    assert (missed, sum(each.of for each in made.figures)) == (2, 5)
    case = CASES[1]
    first = next(each for each in case.events if each.kind == "visit_missed")
    back = Event(kind="correction", id="x", at=MAY, corrects=first.id, reason="typed for another child")
    corrected = replace(case, events=(*case.events, back))
    again = figures.no_shows([corrected], BOOK, MAY, *YEAR)
    assert sum(each.count for each in again.figures) == 1, "what was taken back was never missed"


def test_outcomes_and_payment_classes_add_up_to_their_cases() -> None:
    made = figures.outcomes(CASES, BOOK, MAY, *YEAR)
    assert lines(made)["Enrolled"] == (3, 3, (A, B, C))
    assert sum(each.count for each in made.figures) == 3
    classes = figures.payment_classes(CASES, BOOK, MAY, *YEAR)
    assert lines(classes) == {
        "Pays nothing: Title XIX or XXI": (2, 3, (A, B)),
        "Pays nothing: income at or below the limit": (1, 3, (C,)),
    }


def test_a_class_that_was_open_when_determined_is_the_one_that_holds_now() -> None:
    (a,) = (each for each in CASES if each.number == A)
    open_then = figures.payment_classes(
        [until(a, "2009-04-19T17:00")], BOOK, Moment.read("2009-04-19T17:00"), *YEAR
    )
    assert lines(open_then) == {"Not decided": (1, 1, (A,))}
    approved = figures.payment_classes([a], BOOK, MAY, *YEAR)  # KidsCare approved on 20 April (20.700.2)
    assert lines(approved) == {"Pays nothing: Title XIX or XXI": (1, 1, (A,))}


def test_letters_that_wait_are_counted_by_kind_with_those_past_their_day() -> None:
    made = figures.letters_due(CASES, BOOK, MAY, *YEAR)
    kinds = {str(each.inputs.get("document", "late")): each for each in made.figures}
    assert kinds["DOC-39"].cases == (A, B, C)
    assert "DOC-05" not in kinds, "what is sent is not due"


def test_a_case_beyond_the_book_is_named_and_stops_no_report() -> None:
    for name, make in figures.REPORTS.items():
        made = make(CASES, BOOK, MAY, *figures.span("all", MAY.day))
        assert made.name == name and made.title == figures.TITLES[name]
        assert not made.unread


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [("month", "2009-05-01", "2009-05-31"), ("last_month", "2009-04-01", "2009-04-30"),
     ("quarter", "2009-04-01", "2009-06-30"), ("year", "2009-01-01", "2009-12-31"),
     ("last_year", "2008-01-01", "2008-12-31")],
)  # fmt: skip
def test_spans_begin_and_end_with_their_months(name: str, first: str, last: str) -> None:
    assert figures.span(name, MAY.day) == (date.fromisoformat(first), date.fromisoformat(last))
