"""Self-employment: receipts less allowed costs, of the last full calendar year (20.603.3.13, 20.603.5.3)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from crs_intake.domain.calendar import add_months
from crs_intake.domain.decision import BusinessCost
from crs_intake.domain.income import Business
from crs_intake.domain.text import N_
from crs_intake.policy.income.line import ZERO, Line, Verdict
from crs_intake.policy.income.native import less_incentive
from crs_intake.policy.income.received import ENDED_LEFT_OUT, NOT_BEGUN, Received, money, receive
from crs_intake.policy.income.registry import expense

FULL_YEAR = N_("Profit of {year}: receipts less allowed costs (20.603.3.13, 20.603.5.3)")
PARTIAL_OF = N_(
    "Profit of the {months} months of {year} since it began; the average month times twelve (20.603.5.3)"
)
PARTIAL = N_("Profit of the {months} months since it began; the average month times twelve (20.603.5.3)")
SUM_OF_MONTHS = N_("Profit of the {months} months since it began, by the office's reading (AMB-148)")
LOSS = N_("The allowed costs are above the receipts; a loss counts as nothing (AMB-127)")
ENDED = N_("It ended; the average month, for {months_counted} months of the last twelve (AMB-157)")
PASSIVE = N_("Rent without work is unearned and counts in full (20.603.2.39)")
PASSIVE_LESS = N_("Rent without work, less expenses by the office's reading (AMB-129)")
WITH_WORK = N_("Rent with work is earned and counts less expenses (20.603.3.12)")
WRONG_YEAR = N_("The figures of {year_wanted}: receipts and costs of the business")


def profit(line: Line) -> Verdict:
    """Self-employment by its business year; without one, what comes in (20.603.3.3-4, 3.13)."""
    business = line.income.business
    return less_incentive(line) if business is None else _of_business(line, business)


def rent(line: Line) -> Verdict:
    """Earned less expenses where the owner works, else unearned and whole (20.603.2.39, 3.12, AMB-129)."""
    works = line.kind.earned if line.income.for_work is None else line.income.for_work
    at, reason = ("CRS-20.603.3.12", WITH_WORK) if works else ("CRS-20.603.2.39", PASSIVE)
    business = line.income.business
    if business is None:
        return line.counts(receive(line), reason=reason, at=at, earned=works)
    if not works and business.expenses:
        if line.read("income.passive_rent_expenses") == "on":
            reason = PASSIVE_LESS
        else:
            business = replace(business, expenses=())
    return _of_business(line, business, reason=reason, at=at, earned=works)


@dataclass(frozen=True, slots=True)
class _Span:
    """The year the figures are of, and how many of its months they cover."""

    year: int
    months: int
    told: bool = False
    """The number of months is entered; they may lie in two calendar years."""


def _of_business(
    line: Line, business: Business, *, reason: str = "", at: str = "", earned: bool = True
) -> Verdict:
    """The profit of a business, for a year."""
    if business.since is not None and business.since > line.sheet.on:
        return line.verdict(ZERO, ZERO, Received(NOT_BEGUN), NOT_BEGUN, money(0), at=at, earned=earned)
    if business.receipts is None and not line.amount_told:
        line.ask("business", section="20.603.3.13.a")
    receipts, told_by_year = _receipts(line, business)
    span = _span(line, business) if told_by_year else _Span(line.sheet.on.year - 1, 12)
    costs = _costs(business)
    pairs = zip(business.expenses, costs, strict=True)
    taken = [int(each.amount) for each, cost in pairs if cost.deducted]
    cents = receipts - sum(taken)
    line.inputs["year"], line.inputs["months"] = span.year, span.months
    text = " - ".join(map(money, (receipts, *taken))) + (f" = {money(cents)}" if taken else "")
    if cents < 0 and line.read("income.business_loss") == "0":
        found = line.leaves_out(Received(LOSS, (0,)), LOSS, at=at)
        found.arithmetic, found.earned = f"{text}; {money(0)}", earned
    else:
        months = _months(line, business)
        year, why = Fraction(cents, 100), FULL_YEAR
        if told_by_year:
            year, why, text = _annual(line, cents, span, len(months), text)
        got = Received(why, (cents,), (), 0, months)
        found = line.verdict(year, year, got, reason or why, text, annual=year, at=at, earned=earned)
    found.costs = costs
    return found


def _span(line: Line, business: Business) -> _Span:
    """The last full calendar year, or the months since it began (AMB-148, AMB-149)."""
    on, since, ended = line.sheet.on, business.since or line.start, line.income.ended
    year = on.year if since is not None and since.year == on.year else on.year - 1
    young = since is not None and since > add_months(on, -12) and business.months is not None
    if business.year is not None and business.year != year and not young:
        line.inputs["year_wanted"] = year
        line.ask("business", section="20.603.5.3", label=WRONG_YEAR)
        year = business.year
    first = since.month if since is not None and since.year == year else 1
    last = _last_whole_month(on) if year == on.year else 12
    if ended is not None and ended.year == year:
        last = ended.month
    return _Span(year, business.months or max(1, last - first + 1), told=business.months is not None)


def _last_whole_month(on: date) -> int:
    """The last month of this year that is over; the figures of a month that still runs are not whole."""
    return on.month if (on + timedelta(days=1)).month != on.month else on.month - 1


def _receipts(line: Line, business: Business) -> tuple[int, bool]:
    """All cash received, and whether it is of a year; rent may be told by the month (20.603.3.13.a)."""
    if business.receipts or not line.amount_told:
        return int(business.receipts or 0), True
    return int(receive(line).annual() * 100), False


def _costs(business: Business) -> tuple[BusinessCost, ...]:
    """Every cost with its section; what may not be taken off stays on the record (20.603.3.13.c)."""
    found = []
    for each in business.expenses:
        known = expense(each.kind)
        deducted = known.allowed == "yes" or (known.allowed == "if_declared" and each.declared_on_tax_return)
        found.append(BusinessCost(known.label, each.amount.dollars, deducted, known.section))
    return tuple(found)


def _annual(line: Line, cents: int, span: _Span, ran: int, text: str) -> tuple[Fraction, str, str]:
    """The profit for a year: whole, the average month times twelve, or of the months before it ended."""
    ended = line.income.ended
    if ended is not None and ended <= line.sheet.on:
        if line.read("income.ended") == "not_counted":
            return ZERO, ENDED_LEFT_OUT, money(0)
        line.inputs["months_counted"] = ran
        return Fraction(cents * ran, 100 * span.months), ENDED, f"{text} / {span.months} × {ran}"
    if span.months == 12:
        return Fraction(cents, 100), FULL_YEAR, text
    if line.read("income.self_partial") == "sum_of_months":
        return Fraction(cents, 100), SUM_OF_MONTHS, text
    why = PARTIAL if span.told else PARTIAL_OF
    return Fraction(cents * 12, 100 * span.months), why, f"{text} / {span.months} × 12"


def _months(line: Line, business: Business) -> tuple[date, ...]:
    """The months of the last twelve in which the business ran."""
    return line.until_end(line.sheet.months_from(business.since or line.start))
