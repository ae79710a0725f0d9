"""Grants, scholarships and loans: what is left after school costs, spread over its months (20.603.2.15)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from crs_intake.domain.calendar import add_months, first_of_month
from crs_intake.domain.money import shown
from crs_intake.domain.text import N_
from crs_intake.policy.income.line import ZERO, Line, Verdict
from crs_intake.policy.income.plain import anything
from crs_intake.policy.income.received import Received, money, receive

SPREAD = N_(
    "What is left after school costs is spread over its months: {covers_months}, "
    "of them in the last twelve: {months_counted} (20.603.2.15)"
)
FUNDED = N_(
    "Grants and scholarships of the U.S. Department of Education, a Veterans Education program or BIA "
    "are not counted (20.603.2.16)"
)
FUNDED_LOAN = N_("An educational loan funded as in 20.603.2.16 is not counted (AMB-109)")
LOAN = N_("A loan is not counted for Title XIX and counts for Title XXI (20.603.2.31)")
LOAN_LEFT_OUT = N_("A loan is not counted, by the office's reading for Title XXI (AMB-109)")
SCHOOL_LOAN = N_("An educational loan is not counted for Title XIX, by the office's reading (AMB-135)")
ASSUMED = N_("The first month it is meant for is not told: its months are taken to lie in the last twelve.")

_FUNDED_AS_16 = ("us_department_of_education", "veterans_education", "bia")


def educational_benefit(line: Line) -> Verdict:
    """What is left of a grant, scholarship or educational loan, month by month (AMB-110, AMB-135)."""
    if line.income.funded_by in _FUNDED_AS_16:
        reason = FUNDED_LOAN if line.income.educational else FUNDED
        return line.leaves_out(anything(line), reason, at="CRS-20.603.2.16")
    found = _spread(line)
    if line.income.educational and line.read("income.education_loan_xix") == "excluded":
        found.xix = ZERO
        found.reason = SCHOOL_LOAN
    return found


def loan(line: Line) -> Verdict:
    """Left out for Title XIX, counted for Title XXI; educational loans by item 15 (20.603.2.31)."""
    if line.income.educational:
        if line.income.funded_by is None:
            line.ask("funded_by", section="20.603.2.16")
        return educational_benefit(line)
    if line.read("income.loans_xxi") == "excluded":
        return line.leaves_out(anything(line), LOAN_LEFT_OUT)
    got = receive(line)
    return line.verdict(ZERO, got.annual(), got, LOAN if got.cents else got.reason, got.figures())


def _spread(line: Line) -> Verdict:
    """The months of the last twelve, each with its part of what school costs leave."""
    whole = _whole(line)
    total, costs = sum(whole.cents), int(line.income.education_costs or 0)
    left, text = total, money(total)
    if costs:
        line.read("income.education_deductions")
        left = max(0, total - costs)
        text = f"{text} - {money(costs)} = {money(left)}"
    months = line.income.covers_months
    if months is None:
        line.ask("covers_months", section="20.603.2.15")
        months = 12
    counted = len(_inside(line, months))
    line.inputs["covers_months"], line.inputs["months_counted"] = months, counted
    monthly = Fraction(left, 100 * months)
    text = f"{text} / {months} = {shown(monthly)} × {counted}"
    year = monthly * counted
    return line.verdict(year, year, whole, SPREAD, text, at="CRS-20.603.2.15", annual=Fraction(total, 100))


def _whole(line: Line) -> Received:
    """The whole benefit for its period, on whatever days it was paid."""
    income = line.income
    if line.payments:
        days = tuple(day for day, _ in line.payments)
        return Received(SPREAD, tuple(cents for _, cents in line.payments), days)
    if income.amount is None:
        line.ask("amount", section="20.603.2.15")
        return Received(SPREAD)
    periods = line.sheet.periods.get(income.frequency or "", 0)
    if periods and income.covers_months:
        # Paid term by term or month by month: all payments of the period.
        return Received(SPREAD, (int(income.amount) * max(1, round(periods * income.covers_months / 12)),))
    return Received(SPREAD, (int(income.amount),))


def _inside(line: Line, months: int) -> Sequence[date]:
    """The months it is meant for that lie in the last twelve."""
    first = line.income.covers_from
    if first is None:
        line.hint(ASSUMED)
        return line.sheet.months[-months:]
    start = first_of_month(first)
    meant = {add_months(start, step) for step in range(months)}
    return [month for month in line.sheet.months if month in meant]
