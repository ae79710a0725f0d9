"""The largest case has an answer too: what is tried grows no further than the case allows (issue 3)."""

from datetime import date

from crs_intake.policy import whatif
from crs_intake.policy.book import Book
from crs_intake.policy.determine import assess, at_once
from tests import builders

DAY = date(2026, 6, 1)


def test_an_ordinary_case_is_tried_sixty_four_times_the_largest_a_few_times() -> None:
    assert whatif.runs_for(12 + 30) == 64
    assert 2 <= whatif.runs_for(500 + 10_000) < 10


def test_what_takes_long_is_listed_at_once_and_weighed_later() -> None:
    """Four birth dates missing among thirty well-paid jobs: none of them can change the answer."""
    people = {f"child{n}": {"relation": "sibling", "born": None} for n in range(4)}
    jobs = {f"job{n}": {**builders.WAGES, "id": f"job{n}", "amount": "9000.00"} for n in range(30)}
    case = builders.a_case(people=people, income=jobs)
    book = Book.load()
    first, whole = at_once(case, book, DAY)
    assert not whole
    assert [each.key for each in first.missing] == [f"people.child{n}.born" for n in range(4)]
    assert assess(case, book, DAY).missing == ()


def test_a_small_case_is_whole_at_once() -> None:
    case, book = builders.a_case(coverage=None), Book.load()
    assert at_once(case, book, DAY) == (assess(case, book, DAY), True)
