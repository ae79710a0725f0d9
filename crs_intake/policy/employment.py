"""Cost of employment: $90 for each month a person had earnings that count (20.603.4.A.2).

The months are those of the twelve that end with the month of the determination
(20.603.5.4, AMB-145), though wages are annualised.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from crs_intake.domain.case import Case
from crs_intake.domain.decision import COLUMNS, ColumnName, CountedLine
from crs_intake.domain.text import N_
from crs_intake.policy.rule import Sheet, rule

ZERO = Fraction(0)
Sums = dict[ColumnName, Fraction]
GROUP = "deductions"


# Cost of employment (20.603.4.A.2) ------------------------------------------------------------------


@rule(
    N_("Cost of employment, {name}: {months} months"),
    cite="20.603.4.A.2",
    group=GROUP,
    cost="employment.cost",
)
def cost_of_employment(months: int, earnings: Fraction, *, cost: Fraction) -> Fraction:
    """$90 for each month with earnings, never more than the person earned (AMB-144, AMB-145)."""
    return min(cost * months, earnings)


def cost(case: Case, sheet: Sheet, counted: Sequence[CountedLine]) -> Sums:
    """Cost of employment of each person with earnings, by column; dollars a year."""
    total: Sums = dict.fromkeys(COLUMNS, ZERO)
    by_person: dict[str, list[CountedLine]] = {}
    for line in counted:
        if line.earned and line.inside:
            by_person.setdefault(line.person, []).append(line)
    for id, lines in by_person.items():
        person = case.person(id)
        name = (person.name if person else "") or id
        of_columns = [_months_and_earnings(case, sheet, lines, column) for column in COLUMNS]
        if of_columns[0] == of_columns[1] == of_columns[2]:
            months, earnings = of_columns[0]
            if months and earnings:
                taken = sheet.apply(
                    cost_of_employment, months, earnings, subject=id, name=name, months=months
                )
                for column in COLUMNS:
                    total[column] += taken
            continue
        for column, (months, earnings) in zip(COLUMNS, of_columns, strict=True):
            if months and earnings:
                total[column] += sheet.apply(
                    cost_of_employment, months, earnings, column=column, subject=id, name=name, months=months
                )
    return total


def _months_and_earnings(
    case: Case, sheet: Sheet, lines: Sequence[CountedLine], column: ColumnName
) -> tuple[int, Fraction]:
    """Months with earnings that the column includes, and those earnings (AMB-158)."""
    months: set[date] = set()
    earnings = ZERO
    for line in lines:
        amount = line.counted[column]
        if amount and not (self_employed(line) and sheet.reading("deduct.employment_self_employed") == "off"):
            months.update(line.earning_months.get(column, ()))
            earnings += amount
    if not months or not earnings:
        return 0, ZERO
    if sheet.book.reading("deduct.months") == "annualise":
        sheet.reading("deduct.months")
        return 12, earnings
    return len(months), earnings


def self_employed(line: CountedLine) -> bool:
    """Whether the line is of self-employment, for the reading of AMB-144."""
    return line.section.startswith("20.603.3.13")
