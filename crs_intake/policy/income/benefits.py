"""Benefits with a rule of their own: payees, SSI, unemployment, veterans, volunteers."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction

from crs_intake.domain.money import shown
from crs_intake.domain.text import N_
from crs_intake.policy.book import Wages
from crs_intake.policy.income.line import Line, Verdict
from crs_intake.policy.income.received import Received, Take, receive, same

HANDED_OVER = N_("The payee lives elsewhere: only what the payee hands over counts (20.603.2.43.c)")
SSI = N_("SSI is not counted for Title XIX and counts for Title XXI (20.603.2.47.b)")
SSI_HANDED_OVER = N_("SSI is not counted for Title XIX; for Title XXI only what the payee hands over counts")
SSI_CHILD = N_("An applicant with SSI has Medicaid (20.603.2.47.b): look in PMMIS before going on (AMB-111).")
POSTAL = N_("Counts on the third postal workday after it was mailed (20.603.2.51)")
LESS_MEDICAL = N_("For Title XIX less the part for medical expenses and Aid and Attendance (20.603.2.53.b)")
BELOW_WAGE = N_("{hourly} an hour is below the federal minimum wage of {wage}: not counted")
AS_WAGES = N_("{hourly} an hour is not below the federal minimum wage of {wage}: counts as wages")
UP_TO_WAGE = N_("{hourly} an hour is not above the greater minimum wage of {wage}: not counted")
ABOVE_WAGE = N_("{hourly} an hour is above the greater minimum wage of {wage}: counts as wages")


def payee(line: Line) -> Verdict:
    """Social Security; of a payee elsewhere only what is handed over (20.603.2.43.c)."""
    take = _handed_over(line)
    if take is None:
        return line.counts(receive(line))
    return line.counts(_for_payee(line), take, reason=HANDED_OVER, at="CRS-20.603.2.43.c")


def ssi(line: Line) -> Verdict:
    """Left out for Title XIX, counted for Title XXI by the payee rule (20.603.2.47)."""
    take = _handed_over(line)
    if line.person.relation == "applicant":
        line.hint(SSI_CHILD)
    got = receive(line) if take is None else _for_payee(line)
    reason = SSI if take is None else SSI_HANDED_OVER
    letter = "b" if take is None else "a"
    return line.counts(got, take or same, xix=nothing, reason=reason, at=f"CRS-20.603.2.47.{letter}")


def nothing(_: int) -> int:
    """No part of a payment."""
    return 0


def _handed_over(line: Line) -> Take | None:
    """What a payee who lives elsewhere makes available of each payment; None = all counts."""
    if line.income.payee != "elsewhere":
        return None
    given = line.income.made_available
    if given is None:
        line.ask("made_available", section="20.603.2.43.c")
        return None
    part = int(given)
    return lambda cents: min(cents, part)


def _for_payee(line: Line) -> Received:
    """What the payee received; where only what is handed over is known, that is enough."""
    income = line.income
    told = line.amount_told or income.made_available is None
    return receive(line, None if told else int(income.made_available or 0))


def unemployment(line: Line) -> Verdict:
    """Counts on the third postal workday after mailing; deposits on their day (20.603.2.51)."""
    income = line.income
    deposited = income.direct_deposit and line.read("income.ui_direct_deposit") == "deposit_date"
    mailed = False
    if not deposited:
        third = line.sheet.book.calendar.third_postal_workday
        for at, payment in enumerate(income.payments):
            day = payment.mailed or (payment.day if income.direct_deposit else None)
            if day is not None:
                line.payments[at] = (third(day), int(payment.amount))
                mailed = True
    return line.counts(receive(line), reason=POSTAL if mailed else "")


def veterans(line: Line) -> Verdict:
    """In full for Title XXI; for Title XIX less the medical adjustment (20.603.2.53)."""
    got = receive(line)
    part = int(line.income.medical_adjustment or 0)
    if not part:
        return line.counts(got)

    def less(cents: int) -> int:
        return max(0, cents - part)

    found = line.counts(got, xix=less, reason=LESS_MEDICAL)
    found.arithmetic = f"{found.arithmetic}; XIX: {got.figures(less, (part,))}"
    return found


def volunteer(line: Line) -> Verdict:
    """ACTION, Older Americans Act: left out below the federal minimum wage (20.603.2.54)."""
    return _volunteer(line, lambda wages: wages.federal, operator.lt, BELOW_WAGE, AS_WAGES)


def vista(line: Line) -> Verdict:
    """VISTA: left out up to the greater minimum wage (20.603.2.55, AMB-113)."""
    return _volunteer(line, lambda wages: wages.greater, operator.le, UP_TO_WAGE, ABOVE_WAGE)


def _volunteer(
    line: Line,
    wage_of: Callable[[Wages], Fraction],
    left_out: Callable[[Fraction, Fraction], bool],
    out: str,
    wages: str,
) -> Verdict:
    hours = line.income.hours
    if hours is None:
        return line.counts(receive(line), earned=True)
    line.read("income.min_wage_table")
    got = receive(line)
    line.inputs["hourly"] = line.inputs["wage"] = ""
    kept: list[int] = []
    for at, cents in enumerate(got.net()):
        day = got.days[at] if got.days else line.sheet.on
        hourly, wage = Fraction(cents, 100) / Fraction(hours), wage_of(line.sheet.book.minimum_wage(day))
        line.inputs["hourly"], line.inputs["wage"] = shown(hourly), shown(wage)
        kept.append(0 if left_out(hourly, wage) else cents)
    if not any(kept):
        return line.leaves_out(got, out if kept else got.reason)
    paid = replace(got, cents=tuple(kept), cut=0, months=_paid_months(line, got, kept))
    found = line.counts(paid, reason=wages, earned=True)
    found.annual = got.annual()
    return found


def _paid_months(line: Line, got: Received, kept: list[int]) -> tuple[date, ...]:
    """The months in which pay counts as wages."""
    if got.periods or not got.days:
        return got.months
    return line.months_of([day for day, cents in zip(got.days, kept, strict=True) if cents])
