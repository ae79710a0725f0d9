"""How far the figures are from the next limit, in dollars a month (20.602.3.B, 20.604.4.E)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from crs_intake.domain.case import Case
from crs_intake.domain.decision import ColumnName, Fpl, Threshold, Value
from crs_intake.domain.quick import maker
from crs_intake.domain.text import N_
from crs_intake.policy.book import ChartRow
from crs_intake.policy.rule import Sheet

threshold_of = maker(Threshold)
IN_RANGE_LESS = N_("{gap} a month less would be in the {category} range")
IN_RANGE_MORE = N_("{gap} a month more would be above the {category} range")
PAYS_LESS = N_("{annual} more in deductions would change it to nothing")
PAYS_MORE = N_("{gap} a month more would be above {percent} % of the guideline")


def limits(case: Case, sheet: Sheet) -> list[ChartRow]:
    """The rows of the chart for everybody of the applicant's age, without the rows for special groups."""
    applicant = case.applicant
    if applicant is None or applicant.born is None:
        return []
    age = sheet.age(applicant.born)
    return [row for row in sheet.book.chart_of_age(sheet.on, age) if row.for_everybody]


def thresholds(
    case: Case, sheet: Sheet, monthly: Mapping[ColumnName, Fraction], agi: Fraction, fpl: Fpl
) -> tuple[Threshold, ...]:
    """The nearest limits, nearest first; a negative gap means that much less is needed."""
    found = [_chart(row, monthly[row.category.title], fpl.size) for row in limits(case, sheet)]
    found.append(_guideline(sheet, agi, fpl))
    return tuple(sorted(found, key=_distance))


def _distance(threshold: Threshold) -> tuple[int, str]:
    top, bottom = threshold.monthly_gap.as_integer_ratio()
    return abs(top) * 1_000_000 // bottom, threshold.label  # to a millionth of a dollar, only to sort


def _chart(row: ChartRow, monthly: Fraction, size: int) -> Threshold:
    gap = (row.limit(size) or 0) - monthly
    label, shown = (IN_RANGE_LESS, -gap) if gap.numerator < 0 else (IN_RANGE_MORE, gap)
    facts: dict[str, Value] = {"gap": shown, "category": row.category.label}
    return threshold_of(label, row.category.title, gap, "20.602.3.B", facts)


def _guideline(sheet: Sheet, agi: Fraction, fpl: Fpl) -> Threshold:
    percent = sheet.number("payment.limit_percent")
    annual = percent * fpl.amount / 100 - agi
    gap = annual / 12
    label, shown, year = (PAYS_LESS, -gap, -annual) if annual.numerator < 0 else (PAYS_MORE, gap, annual)
    facts: dict[str, Value] = {"gap": shown, "annual": year, "percent": int(percent)}
    return threshold_of(label, "state_only", gap, "20.604.4.E", facts)
