"""Determinations a second, beside a bare loop over the same arithmetic."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from importlib.resources import files

from crs_intake.exchange.case_file import read_case
from crs_intake.policy.book import Book
from crs_intake.policy.determine import assess
from tests.benchmarks.measure import in_turns, line

ON = date(2009, 3, 31)
ROUNDS, CALLS = 7, 200


def bare() -> list[Fraction]:
    """Family A's arithmetic and nothing else: no reasons, no lines, no citations."""
    found = []
    for _ in range(CALLS):
        father = (Fraction(1215) + Fraction(1265)) / 2 * 26
        mother = (Fraction("228.60") + 240 + 234 + Fraction("245.40") + 237) / 5 * 52
        care = sum(
            (min(Fraction(130), Fraction(cap)) for cap in (100, 100, 100, 100, 88, 88, 88, 88, 88, 88)),
            Fraction(80),
        )
        agi = father + mother - 90 * 23 - care - 140
        found += [agi, agi / 12, agi / 22050 * 100]
    return found


def run() -> None:
    """Print determinations a second for four people and six income lines, with the full trace."""
    case = read_case((files("resources") / "sample" / "family_a_no.json").read_bytes())
    extra = tuple(replace(case.income[0], id=f"{n}", person="mother", source=f"job {n}") for n in range(3))
    case = replace(case, income=case.income + extra)
    book = Book.load()
    assess(case, book, ON)

    def ours() -> None:
        for _ in range(CALLS):
            assess(case, book, ON)

    floor, subject = in_turns(bare, ours, ROUNDS)
    rate = CALLS / subject
    line(
        "determinations a second, 4 people, 6 lines, full trace",
        f"{rate:,.0f}/s, {subject / floor:.1f} x bare",
        "2,000/s",
    )
