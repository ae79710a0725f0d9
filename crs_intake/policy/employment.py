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
from crs_intake.policy import exact
from crs_intake.policy.exact import ZERO
from crs_intake.policy.rule import Sheet, rule

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
    taken: dict[ColumnName, list[Fraction]] = {"xix": [], "xxi": [], "state_only": []}
    by_person: dict[str, list[CountedLine]] = {}
    for line in counted:
        if line.earned and line.inside and _deducted(line, sheet):
            by_person.setdefault(line.person, []).append(line)
    for id, lines in by_person.items():
        person = case.person(id)
        name = (person.name if person else "") or id
        if all(map(_alike, lines)):
            amount = _of_person(sheet, lines, "xxi", "", id, name)
            for column in COLUMNS:
                taken[column].append(amount)
        else:
            for column in COLUMNS:
                taken[column].append(_of_person(sheet, lines, column, column, id, name))
    found = exact.total(taken["xxi"])
    return {c: found if taken[c] == taken["xxi"] else exact.total(taken[c]) for c in COLUMNS}


def _deducted(line: CountedLine, sheet: Sheet) -> bool:
    """The self-employed have the deduction too, unless the office reads it otherwise (AMB-144)."""
    return not self_employed(line) or sheet.reading("deduct.employment_self_employed") != "off"


def _alike(line: CountedLine) -> bool:
    """Whether all programmes count the line, and its months, in the same way."""
    amounts, months = line.counted, line.earning_months
    xix, xxi, state_only = amounts["xix"], amounts["xxi"], amounts["state_only"]
    if not (xix is xxi is state_only or xix == xxi == state_only):
        return False
    return months.get("xix") == months.get("xxi") == months.get("state_only")


def _of_person(
    sheet: Sheet, lines: Sequence[CountedLine], column: ColumnName, shown: str, id: str, name: str
) -> Fraction:
    """The deduction of one person: months with earnings that the column includes (AMB-158)."""
    counting = [line for line in lines if line.counted[column]]
    months: set[date] = set().union(*[line.earning_months.get(column, ()) for line in counting])
    if not months:
        return ZERO
    count = len(months)
    if sheet.book.reading("deduct.months") == "annualise":
        sheet.reading("deduct.months")
        count = 12
    earnings = exact.total([line.counted[column] for line in counting])
    return sheet.apply(cost_of_employment, count, earnings, column=shown, subject=id, name=name, months=count)


def self_employed(line: CountedLine) -> bool:
    """Whether the line is of self-employment, for the reading of AMB-144."""
    return line.section.startswith("20.603.3.13")
