"""Money from what a family owns, wins or is awarded: interest, stocks, mortgages, prizes, settlements."""

from __future__ import annotations

from fractions import Fraction

from crs_intake.domain.money import shown
from crs_intake.domain.text import N_
from crs_intake.policy.income.line import ZERO, Line, Verdict
from crs_intake.policy.income.plain import anything
from crs_intake.policy.income.received import money, receive

RESOURCE = N_("Left on deposit or turned into securities: a resource, not income (20.603.2.27)")
GAIN = N_("The gain of stocks sold counts, by the office's reading (AMB-116)")
INTEREST = N_("Only the interest in each payment counts (20.603.2.32)")
LESS_FEES = N_("Counts less the attorney's fees (20.603.2.30)")
NAMED_BILL = N_("Money meant for a certain bill is usually no income; the manual counts it (AMB-121).")
FOR_CARE = N_("Money for the member's medical care is also due to the CRS providers (20.605.2.B, AMB-120).")
ASSIGNED = N_("A settlement assigned to CRS is not counted, by the office's reading (AMB-120)")
GOODS = N_("Goods, food, clothing and shelter that were won are not counted (20.603.2.34)")
FOR_WORK = N_("Won for work done, so earned (20.603.3.8, AMB-115)")
UP_TO_EXPENSE = N_("Not more than the actual expense, so not counted (20.603.2.37)")
ABOVE_EXPENSE = N_("What is paid above the actual expense is earned (20.603.3.17.b)")


def paid_out(line: Line) -> Verdict:
    """Interest, dividends, royalties: counted when they are paid out (20.603.2.27, AMB-104)."""
    if line.income.paid_out is False:
        return line.leaves_out(anything(line), RESOURCE)
    return line.counts(receive(line))


def stocks(line: Line) -> Verdict:
    """Stocks sold: the proceeds, unless they were reinvested (20.603.2.45, AMB-116)."""
    if line.income.paid_out is False:
        return line.leaves_out(anything(line), RESOURCE, at="CRS-20.603.2.27")
    got = receive(line)
    if line.read("income.stock_basis") == "proceeds" or not got.cents:
        return line.counts(got)
    gain = line.income.gain
    if gain is None:
        line.ask("gain")
        return line.counts(got)
    part = min(got.annual(), gain.dollars)
    return line.verdict(part, part, got, GAIN, shown(part))


def mortgage(line: Line) -> Verdict:
    """Payments from a mortgage or sales contract: the interest in them (20.603.2.32)."""
    got = receive(line)
    if line.income.interest_part is None:
        return line.counts(got)
    part = int(line.income.interest_part)
    return line.counts(got, lambda cents: min(cents, part), reason=INTEREST)


def insurance(line: Line) -> Verdict:
    """Counted when the insured receives it (20.603.2.26, AMB-121)."""
    if line.income.earmarked:
        line.hint(NAMED_BILL)
    return line.counts(receive(line))


def settlement(line: Line) -> Verdict:
    """A lump sum less the attorney's fees (20.603.2.30, AMB-120)."""
    got = receive(line)
    fees = int(line.income.attorney_fees or 0)
    if line.income.assigned:
        line.hint(FOR_CARE)
        if line.read("income.medical_settlement") == "excluded_if_assigned":
            return line.leaves_out(got, ASSIGNED)
    if not fees or not got.cents:
        return line.counts(got)
    rest = max(ZERO, got.annual() - Fraction(fees, 100))
    return line.verdict(rest, rest, got, LESS_FEES, f"{got.figures()} - {money(fees)} = {shown(rest)}")


def prize(line: Line) -> Verdict:
    """Money won counts; goods do not; won for work it is earned (20.603.2.34, AMB-115)."""
    if line.income.for_work:
        return line.counts(receive(line), reason=FOR_WORK, earned=True, at="CRS-20.603.3.08")
    if line.income.cash is False:
        return line.leaves_out(anything(line), GOODS)
    return line.counts(receive(line))


def reimbursement(line: Line) -> Verdict:
    """Up to the actual expense left out; the rest is earned (20.603.2.37, 20.603.3.17.b)."""
    got = receive(line)
    if line.income.actual_expense is None or not got.cents:
        return line.counts(got, earned=True)
    spent = int(line.income.actual_expense)
    if all(cents <= spent for cents in got.net()):
        return line.leaves_out(got, UP_TO_EXPENSE, at="CRS-20.603.2.37")
    return line.counts(
        got,
        lambda cents: max(0, cents - spent),
        reason=ABOVE_EXPENSE,
        minus=(spent,),
        earned=True,
        at="CRS-20.603.3.17.b",
    )
