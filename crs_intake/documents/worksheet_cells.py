"""Cells and words of the worksheet: figures with cents, days, and the messages of the rules in English."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from babel.dates import format_date
from reportlab.platypus import CondPageBreak

from crs_intake.documents.facts import day_in
from crs_intake.documents.layout import Row, cell
from crs_intake.documents.style import PAGE, words
from crs_intake.domain.decision import COLUMNS, Assessment, Column, Line, Value
from crs_intake.domain.money import shown
from crs_intake.words import say_with

MARGIN = 42.0
WIDTH = PAGE[1] - 2 * MARGIN
THIN = 0.4
MONEY = 76.0
RECEIVED = 92.0
SECTION = 92.0
HEADS = ("Title XIX", "Title XXI", "State Only")


def heading(text: str) -> Iterator[Any]:
    """A heading, never at the foot of a page without a line of its table."""
    yield CondPageBreak(70)
    yield words(text, "form_heading")


def heads(*titles: str) -> Row:
    """The head of a table."""
    right = {"Received a year", *HEADS}
    return Row(
        [cell(title, "figure_bold" if title in right else "cell_bold", heading="Column") for title in titles],
        0.75,
    )


def total(
    label: str, found: Assessment, figure: Any, section: str, *, extra: bool = True, rule: float = THIN
) -> Row:
    """A row of totals, one figure for each programme."""
    columns: list[Column] = [found.columns[name] for name in COLUMNS]
    return sum_row(label, [figure(column) for column in columns], section, rule, blank=extra)


def sum_row(
    label: str, amounts: Sequence[Fraction], section: str, rule: float = THIN, *, blank: bool = False
) -> Row:
    """A row of totals."""
    cells = [cell(label, "cell_bold", heading="Row")]
    if blank:
        cells.append(cell("", "figure"))
    cells += [cell(money(amount), "figure_bold") for amount in amounts]
    return Row([*cells, cell(section, "note")], rule)


def said(message: str, values: Mapping[str, Value]) -> str:
    """A message of the rules in English, its blanks filled; the worksheet stays English (agency copy)."""
    return say_with(message, blanks(values, {}), lang="en")


def label(line: Line) -> str:
    """The words of a line."""
    return say_with(line.label, blanks(line.inputs, line.numbers), lang="en")


def reason(line: Line) -> str:
    """Why, in the words of the rule."""
    return say_with(line.reason, blanks(line.inputs, line.numbers), lang="en")


def blanks(inputs: Mapping[str, Value], numbers: Mapping[str, Value]) -> dict[str, Value]:
    """What stands in the blanks of a line, as people read it."""
    return {name: _shown(name, value) for name, value in {**numbers, **inputs}.items()}


def _shown(name: str, value: Value) -> Value:
    if name == "month" and isinstance(value, date):
        return months([value])
    if name in ("limit", "percent") and not isinstance(value, str) and value is not None:
        whole = Fraction(value) if isinstance(value, int | Fraction) else None
        return f"{int(whole):,}" if whole is not None and whole.denominator == 1 else value
    return value


def is_amount(value: Value) -> bool:
    """Whether a line ends in dollars."""
    return isinstance(value, Fraction)


def amount(value: Value) -> Fraction:
    """The dollars of a line; none is zero."""
    return value if isinstance(value, Fraction) else Fraction(0)


def answer(value: Value) -> str:
    """The result of a line that is no amount."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else shown(value) if isinstance(value, Fraction) else str(value)


def money(amount: Fraction) -> str:
    """Dollars with cents."""
    return shown(amount)


def day(day: date | None) -> str:
    """A day in full: March 31, 2009."""
    return day_in(day, "en", "long")


def short(day: date | None) -> str:
    """A day in figures: 3/31/2009."""
    return f"{day.month}/{day.day}/{day.year}" if day else ""


def months(days: Sequence[date]) -> str:
    """Months in a row: Jun 2008 to Sep 2008; with a gap they are named one by one."""
    first, last = min(days), max(days)
    named = [str(format_date(day, "MMM y", locale="en_US")) for day in (first, last)]
    if first == last:
        return named[0]
    whole = (last.year - first.year) * 12 + last.month - first.month + 1 == len(days)
    return f"{named[0]} to {named[1]}" if whole else ", ".join(months([each]) for each in sorted(days))
