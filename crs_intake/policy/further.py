"""The three further deductions of State Only: premiums, unpaid bills, paid bills (20.602.10, 20.603.4.B).

They are open only while no referral to Title XIX or XXI is; the windows end
the day before the application, for members the day before the redetermination
(AMB-071, AMB-151). Only the household's own share of a bill counts (AMB-155).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction

from crs_intake.domain.calendar import add_months
from crs_intake.domain.case import Case
from crs_intake.domain.income import MedicalBill, Premium
from crs_intake.domain.text import N_
from crs_intake.policy.deductions import Window, member_since, window
from crs_intake.policy.rule import Sheet

ZERO = Fraction(0)
EXTRA = "extra_deductions"


def total(case: Case, sheet: Sheet, inside: frozenset[str]) -> Fraction:
    """Premiums, unpaid and paid bills, for the State Only column alone; dollars a year."""
    if not case.premiums and not case.bills:
        return ZERO
    span = window(case, sheet)
    cents = sum(_premium(case, sheet, premium, span, inside) for premium in case.premiums)
    cents += sum(_bill(case, sheet, bill, span, inside) for bill in case.bills)
    return Fraction(cents, 100)


def _premium(case: Case, sheet: Sheet, premium: Premium, span: Window, inside: frozenset[str]) -> int:
    days = [day for day in premium_days(premium, min(span.last, sheet.on)) if day >= span.first]
    ours = not premium.payer or premium.payer in inside
    cents = int(premium.amount) * len(days) if ours else 0
    reason = (
        N_("{count} premiums paid from {first} to {last}") if ours else N_("Not paid by the income group")
    )
    sheet.line(
        N_("Health insurance premiums: {count} of {amount}"),
        Fraction(cents, 100),
        "20.603.4.B.1",
        EXTRA,
        column="state_only",
        subject=premium.id,
        reason=reason,
        inputs={"count": len(days), "amount": premium.amount.dollars, "first": span.first, "last": span.last},
    )
    return cents


_EVERY: Mapping[str, int] = {"monthly": 1, "quarterly": 3, "yearly": 12, "semimonthly": 1}
_DAYS: Mapping[str, int] = {"weekly": 7, "biweekly": 14}


def premium_days(premium: Premium, until: date) -> list[date]:
    """The days on which a premium was paid, up to `until`."""
    end = min(premium.last or until, until)
    if premium.first > end:
        return []
    if premium.frequency in ("once", "irregular") or premium.last == premium.first:
        return [premium.first]
    days: list[date] = []
    if premium.frequency in _DAYS:
        step = timedelta(days=_DAYS[premium.frequency])
        count = (end - premium.first) // step + 1
        return [premium.first + step * n for n in range(count)]
    months = _EVERY[premium.frequency]
    n = 0
    while (day := add_months(premium.first, n * months)) <= end:
        days.append(day)
        if premium.frequency == "semimonthly" and day + timedelta(days=15) <= end:
            days.append(day + timedelta(days=15))
        n += 1
    return days


def _bill(case: Case, sheet: Sheet, bill: MedicalBill, span: Window, inside: frozenset[str]) -> int:
    unpaid = bill.paid is None or bill.paid > sheet.on
    section = "20.603.4.B.2" if unpaid else "20.603.4.B.3"
    reason = _why_not(case, sheet, bill, span, inside, unpaid)
    cents = 0 if reason else max(0, int(bill.amount) - int(bill.third_party))
    if unpaid:
        sheet.reading("deduct.unpaid_repeat")
    person = case.person(bill.person)
    sheet.line(
        N_("Unpaid bill of {name}") if unpaid else N_("Bill of {name} paid on {paid}"),
        Fraction(cents, 100),
        section,
        EXTRA,
        column="state_only",
        subject=bill.id,
        reason=reason or N_("The household's own share: {amount} less {third_party} of others"),
        inputs={
            "name": (person.name if person else "") or bill.person,
            "paid": bill.paid,
            "amount": bill.amount.dollars,
            "third_party": bill.third_party.dollars,
            "first": span.first,
            "last": span.last,
            "border": span.border,
            "incurred": bill.incurred,
        },
    )
    return cents


def _why_not(
    case: Case, sheet: Sheet, bill: MedicalBill, span: Window, inside: frozenset[str], unpaid: bool
) -> str:
    """Why a bill is left out; "" = it counts."""
    if bill.person not in inside:
        return N_("Not of the household income group")
    if not unpaid:
        paid = bill.paid
        return "" if paid and span.first <= paid <= span.last else N_("Paid outside {first} to {last}")
    before = (
        bill.incurred < span.border
        if bill.incurred
        else sheet.ask(
            f"bills.{bill.id}.incurred",
            None,
            N_("Day of the unpaid bill of {amount}"),
            "20.603.4.B.2",
            amount=bill.amount.dollars,
        )
    )
    if not before:
        return N_("Not incurred before {border}")
    if span.redetermination and sheet.book.reading("deduct.unpaid_repeat") == "once_only":
        since = member_since(case, sheet.on)
        if since and bill.incurred and bill.incurred < since:
            return N_("Already taken at the first determination")
    return ""
