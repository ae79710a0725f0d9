"""How far the figures are from the next limit, in dollars a month (20.602.3.B, 20.604.4.E)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from crs_intake.domain.case import Case
from crs_intake.domain.decision import Column, ColumnName, Fpl, Screening, Threshold, Value
from crs_intake.domain.text import N_
from crs_intake.policy.book import ChartRow
from crs_intake.policy.rule import Sheet

IN_RANGE_LESS = N_("{gap} a month less would be in the {category} range")
IN_RANGE_MORE = N_("{gap} a month more would be above the {category} range")
PAYS_LESS = N_("{annual} more in deductions would change it to nothing")
PAYS_MORE = N_("{gap} a month more would be above {percent} % of the guideline")


def limits(case: Case, sheet: Sheet, size: int) -> list[ChartRow]:
    """The rows of the chart for everybody of the applicant's age, without the rows for special groups."""
    applicant = case.applicant
    if applicant is None or applicant.born is None:
        return []
    age = sheet.age(applicant.born)
    return [
        row
        for row in sheet.book.chart(sheet.on)
        if row.category.screens
        and row.amounts
        and (row.category.title == "xxi" or not row.needs)
        and (row.category.ages is None or row.category.ages[0] <= age <= row.category.ages[1])
    ]


def thresholds(
    case: Case, sheet: Sheet, columns: Mapping[ColumnName, Column], size: int, fpl: Fpl, screening: Screening
) -> tuple[Threshold, ...]:
    """The nearest limits, nearest first; a negative gap means that much less is needed."""
    found = [_chart(row, columns, size) for row in limits(case, sheet, size)]
    found.append(_guideline(sheet, columns["state_only"], fpl))
    return tuple(sorted(found, key=lambda each: (abs(each.monthly_gap), each.label)))


def _chart(row: ChartRow, columns: Mapping[ColumnName, Column], size: int) -> Threshold:
    column: ColumnName = row.category.title
    gap = Fraction(row.limit(size) or 0) - columns[column].monthly
    label = IN_RANGE_LESS if gap < 0 else IN_RANGE_MORE
    return Threshold(label, column, gap, "20.602.3.B", {"gap": abs(gap), "category": row.category.label})


def _guideline(sheet: Sheet, column: Column, fpl: Fpl) -> Threshold:
    percent = sheet.number("payment.limit_percent")
    annual = percent * fpl.amount / 100 - column.agi
    facts: dict[str, Value] = {"gap": abs(annual) / 12, "annual": abs(annual), "percent": int(percent)}
    label = PAYS_LESS if annual < 0 else PAYS_MORE
    return Threshold(label, "state_only", annual / 12, "20.604.4.E", facts)
