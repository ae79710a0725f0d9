"""The family premium and the income range of the programme (801.A, 806).

One amount for parents and children: gross monthly family income x 3, 4 or 5 per
cent. Bands are compared unrounded; exactly 150 per cent still pays 3.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Literal

from crs_intake.domain.case import Case
from crs_intake.domain.errors import NotInForce
from crs_intake.domain.money import half_up
from crs_intake.domain.parents import ParentsApplication
from crs_intake.domain.parents_decision import FamilyPremium
from crs_intake.policy.book import Book
from crs_intake.policy.determine import assess
from crs_intake.policy.parents import figures

Range = Literal["inside", "low", "high", "unknown"]


def of_family(case: Case, told: ParentsApplication, book: Book, day: date) -> FamilyPremium | None:
    """The family's premium on a day; None while the gross income of the group is not known (806.B)."""
    rows = [each for each in told.income if each.since <= day]
    if rows:
        newest = max(rows, key=lambda each: each.since)
        return of_amount(newest.gross_monthly.dollars, newest.members, book, day)
    proposed = proposal(case, book, day)
    return None if proposed is None else of_amount(*proposed, book, day, proposed=True)


def proposal(case: Case, book: Book, day: date) -> tuple[Fraction, int] | None:
    """Gross income a month and size of the group by the Title XXI column; Chapter 700 is not supplied."""
    if case.applicant is None or not (case.income or case.no_income_stated):
        return None
    try:
        found = assess(case, book, day)
    except NotInForce:
        return None
    if found.fpl is None or any(each.key.startswith("income") for each in found.missing):
        return None
    return found.columns["xxi"].gross / 12, found.fpl.size


def of_amount(
    gross: Fraction, members: int, book: Book, day: date, *, proposed: bool = False
) -> FamilyPremium:
    """The premium for a gross monthly income and a group; by the guideline of that day."""
    guideline = book.guideline(day, members)
    percent = next(
        (int(band["percent"]) for band in figures.dated("premium", day)
         if gross * 12 * 100 <= band["to"] * guideline), None,
    )  # fmt: skip
    amount = None if percent is None else rounded(gross * percent / 100, book)
    return FamilyPremium(
        gross, members, guideline, gross * 1200 / guideline, percent, amount, proposed=proposed
    )


def rounded(amount: Fraction, book: Book) -> Fraction:
    """Half up to the cent, or to the dollar by the other reading (AMB-313)."""
    parts = 1 if book.reading("parents.premium_round") == "dollar" else 100
    return Fraction(half_up(amount * parts), parts)


def in_range(found: FamilyPremium | None, book: Book, day: date) -> Range:
    """Whether the family income is over the floor and at or below the ceiling (801.A, AMB-301)."""
    if found is None:
        return "unknown"
    limits = figures.dated("range", day)
    if found.fpl_percent > limits["ceiling"]:
        return "high"
    floor = book.reading("parents.floor") == "on"
    return "low" if floor and found.fpl_percent <= limits["floor"] else "inside"


def percent_of_threshold(threshold: int, day: date) -> int | None:
    """The per cent that goes with the threshold that DES sends (804.B.1, 806.B)."""
    return next(
        (int(band["percent"]) for band in figures.dated("premium", day) if band["to"] == threshold), None
    )
