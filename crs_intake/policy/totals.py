"""The three columns of the worksheet: steps 1, 4, 5 and 6, and the month held against the chart (20.603.5).

Columns that agree share one value, so that they are worked out and written once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from operator import attrgetter
from typing import Any

from crs_intake.domain.decision import COLUMNS, Column, ColumnName
from crs_intake.domain.money import half_up
from crs_intake.domain.quick import maker
from crs_intake.domain.text import N_
from crs_intake.policy.exact import ZERO
from crs_intake.policy.rule import NOTHING, Sheet, line_of

Sums = dict[ColumnName, Fraction]
Entries = tuple[tuple[Any, Fraction], ...]
"""A figure with the column it stands in, "" for all."""
column_of = maker(Column)


def of_columns(earned: Sums, unearned: Sums, taken_off: Sums) -> dict[ColumnName, Column]:
    """The three columns; those with the same figures share one value."""
    columns: dict[ColumnName, Column] = {}
    for name in COLUMNS:
        figures = (earned[name], unearned[name], taken_off[name])
        same = (made for made in columns.values() if figures == (made.earned, made.unearned, made.deductions))
        columns[name] = next(same, None) or _column(*figures)
    return columns


def _column(earned: Fraction, unearned: Fraction, taken_off: Fraction) -> Column:
    """Step 5: never below zero (20.603.5.5, AMB-150)."""
    agi = max(earned + unearned - taken_off, ZERO)
    return column_of(earned, unearned, taken_off, ZERO, agi, agi)


def with_extra(sheet: Sheet, column: Column, extra: Fraction) -> Column:
    """Step 6, State Only alone (20.603.5.6)."""
    if not extra:
        return column
    agi = max(column.earned + column.unearned - column.deductions - extra, ZERO)
    made = replace(column, extra_deductions=extra, agi=agi)
    sheet.line(N_("Further deductions of State Only"), extra, "20.603.5.6", "totals", column="state_only")
    sheet.line(
        N_("Adjusted gross income after further deductions"), agi, "20.603.5.6", "totals", column="state_only"
    )
    return made


TOTALS: tuple[tuple[str, str, Callable[[Column], Fraction]], ...] = (
    (N_("Earned income"), "20.603.5.1", attrgetter("earned")),
    (N_("Unearned income"), "20.603.5.1", attrgetter("unearned")),
    (N_("Total income (step 1)"), "20.603.5.1", attrgetter("gross")),
    (N_("Deductions of the past 12 months"), "20.603.5.4", attrgetter("deductions")),
    (N_("Adjusted gross income"), "20.603.5.5", attrgetter("agi_before_extra")),
)
A_MONTH = N_("A month (÷ 12)")


def monthly(columns: Mapping[ColumnName, Column], sheet: Sheet) -> dict[ColumnName, Fraction]:
    """A twelfth of step 5, before the further deductions (20.602.3.B)."""
    xix, xxi, state_only = (columns[name] for name in COLUMNS)
    first = xix.agi_before_extra / 12
    second = first if xxi is xix else xxi.agi_before_extra / 12
    third = second if state_only is xxi else state_only.agi_before_extra / 12
    found: dict[ColumnName, Fraction] = {"xix": first, "xxi": second, "state_only": third}
    if sheet.book.reading("money.rounding") == "monthly_before_compare":
        sheet.reading("money.rounding")
        return {name: Fraction(half_up(amount * 100), 100) for name, amount in found.items()}
    return found


def write(sheet: Sheet, columns: Mapping[ColumnName, Column], a_month: Mapping[ColumnName, Fraction]) -> None:
    """A line for each step of the calculation, and for the twelfth of step 5."""
    rows = [(label, section, _figures(columns, figure)) for label, section, figure in TOTALS]
    for label, section, entries in (*rows, (A_MONTH, "20.602.3.B", by_column(a_month))):
        for column, amount in entries:
            sheet.lines.append(
                line_of(label, amount, section, "CRS-" + section, NOTHING, NOTHING, column, "totals", "", "")
            )


def _figures(columns: Mapping[ColumnName, Column], figure: Callable[[Column], Fraction]) -> Entries:
    xix, xxi, state_only = columns["xix"], columns["xxi"], columns["state_only"]
    if xix is xxi is state_only:
        return (("", figure(xix)),)
    return by_column({name: figure(columns[name]) for name in COLUMNS})


def by_column(amounts: Mapping[ColumnName, Fraction]) -> Entries:
    """One entry for all columns where they agree, else one for each."""
    xix, xxi, state_only = amounts["xix"], amounts["xxi"], amounts["state_only"]
    if (xix is xxi or xix == xxi) and (xxi is state_only or xxi == state_only):
        return (("", xix),)
    return (("xix", xix), ("xxi", xxi), ("state_only", state_only))
