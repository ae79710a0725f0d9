"""Child support: each month, what is above $50 for each child counts (20.603.2.9, AMB-106).

Payments for the same child share one disregard a month, whoever pays them, so
the lines of a household are looked at together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from crs_intake.domain.calendar import first_of_month
from crs_intake.domain.money import shown
from crs_intake.domain.text import N_
from crs_intake.policy.income.line import ZERO, Line, Sheet, Verdict
from crs_intake.policy.income.received import Received, money, receive

PER_CHILD = N_("Each month {disregard} of the support for a child is not counted; the rest counts")
POOLED = N_("Each month {disregard} for each of {children} children is not counted; the rest counts")
_STEADY = ("weekly", "biweekly", "semimonthly")


@dataclass(slots=True)
class Share:
    """One line of child support and what is taken off it."""

    line: Line
    got: Received
    children: int
    child: str
    """Id of the child, or "" when the support is not split."""
    of: int = 0
    """The number of children for whom disregards are pooled."""
    alone: bool = True
    """It shares its disregard with no other line."""
    months: dict[date, Fraction] = field(default_factory=dict)
    """Dollars that came in each month, only where disregards are shared."""
    counted: Fraction = ZERO


def child_support(line: Line) -> Verdict:
    """Above $50 for each child and month; unsplit support: the number of children times $50."""
    shares: Mapping[int, Share] = line.sheet.once("support", _shares)
    share = shares.get(id(line)) or _share(line)
    each = line.sheet.cents("income.support_disregard")
    children = share.of or share.children
    line.inputs["disregard"], line.inputs["children"] = Fraction(each, 100), children
    pooled = _pooled(line, shares)
    reason = POOLED if children > 1 and (pooled or not share.child) else PER_CHILD
    if share.alone or not share.got.cents:
        return _alone(line, share.got, each * share.children, reason)
    came = sum(share.months.values(), ZERO)
    text = f"{shown(came)} - {shown(came - share.counted)} = {shown(share.counted)}"
    return line.verdict(share.counted, share.counted, share.got, reason, text)


def _pooled(line: Line, shares: Mapping[int, Share]) -> bool:
    if len(shares) < 2 and all(share.children < 2 for share in shares.values()):
        return False  # one child: both readings are the same
    return line.read("income.child_support_split") == "pooled"


def _share(line: Line) -> Share:
    children, child = _children(line)
    return Share(line, receive(line), children, child)


def _children(line: Line) -> tuple[int, str]:
    """For how many children a line is, and for which one."""
    income = line.income
    if income.for_child:
        return 1, income.for_child
    if income.children is not None:
        return income.children, ""
    return max(1, len(line.sheet.children)), ""


def _alone(line: Line, got: Received, credit: int, reason: str) -> Verdict:
    """A line with a disregard of its own."""
    if got.periods and line.income.frequency in _STEADY and not got.pay_days:
        monthly = got.annual() / 12
        rest = max(ZERO, monthly - Fraction(credit, 100))
        text = f"{got.figures()} / 12 = {shown(monthly)} - {money(credit)} = {shown(rest)} × 12"
        return line.verdict(rest * 12, rest * 12, got, reason, text)
    if got.averaged and len(set(map(first_of_month, got.days))) < len(got.days):
        return _monthly(line, got, credit, reason)
    if (len(got.cents) <= 1 and line.income.frequency not in _STEADY) or got.averaged:
        return line.counts(got, lambda cents: max(0, cents - credit), reason=reason, minus=(credit,))
    months = _by_month(line.sheet, got)
    total = sum((max(ZERO, came - Fraction(credit, 100)) for came in months.values()), ZERO)
    parts = " + ".join(f"max(0, {shown(came)} - {money(credit)})" for came in months.values())
    return line.verdict(total, total, got, reason, f"{parts} = {shown(total)}")


def _monthly(line: Line, got: Received, credit: int, reason: str) -> Verdict:
    """Monthly support that comes in parts: the months are averaged, each less its disregard."""
    months = _by_month(line.sheet, replace(got, periods=0))
    rest = sum((max(ZERO, came - Fraction(credit, 100)) for came in months.values()), ZERO)
    year = rest * got.periods / len(months)
    parts = " + ".join(f"max(0, {shown(came)} - {money(credit)})" for came in months.values())
    text = f"({parts}) / {len(months)} = {shown(rest / len(months))} × {got.periods}"
    annual = sum(months.values(), ZERO) * got.periods / len(months)
    return line.verdict(year, year, got, reason, text, annual=annual)


def _shares(sheet: Sheet) -> Mapping[int, Share]:
    """Every line of the income group; those that share disregards are divided month by month."""
    shares = [_share(line) for line in sheet.lines if line.inside and line.kind.rule == "child_support"]
    pooled = sheet.book.reading("income.child_support_split") == "pooled"
    lines_of = Counter(share.child for share in shares)
    for share in shares:
        share.alone = len(shares) == 1 or bool(
            share.child and not pooled and lines_of[share.child] == 1 and not lines_of[""]
        )
        if pooled and len(shares) > 1:
            share.of = _children_of_all(sheet, shares)
    together = [share for share in shares if not share.alone]
    if together:
        _divide(sheet, together, pooled)
    return {id(share.line): share for share in shares}


def _divide(sheet: Sheet, shares: list[Share], pooled: bool) -> None:
    """Take each month's disregards off the lines: one for each child, and never more in all."""
    each = Fraction(sheet.cents("income.support_disregard"), 100)
    cap = each * _children_of_all(sheet, shares)
    for share in shares:
        share.months = _by_month(sheet, share.got)
    shares = sorted(shares, key=lambda share: not share.child)  # children who are known come first
    for month in {month: None for share in shares for month in share.months}:
        left = cap
        of_child: dict[str, Fraction] = {}
        for share in shares:
            amount = share.months.get(month, ZERO)
            known = of_child.get(share.child, each) if share.child else each * share.children
            own = left if pooled else known
            off = min(amount, own, left)
            left -= off
            if share.child:
                of_child[share.child] = own - off
            share.counted += amount - off


def _by_month(sheet: Sheet, got: Received) -> dict[date, Fraction]:
    """What came in, month by month; what goes on comes in each of the last twelve."""
    months: dict[date, Fraction] = {}
    if got.pay_days or (got.days and not got.periods):
        days = got.pay_days or got.days
        net = got.net() * (len(days) if got.pay_days else 1)
        for day, cents in zip(days, net, strict=True):
            month = first_of_month(day)
            months[month] = months.get(month, ZERO) + Fraction(cents, 100)
    elif got.periods in (1, 4):
        step = 12 // got.periods
        months = dict.fromkeys(sheet.months[step - 1 :: step], got.annual() / got.periods)
    elif got.periods:
        months = dict.fromkeys(sheet.months, got.annual() / 12)
    elif got.cents:
        months[sheet.months[-1]] = got.annual()
    return months


def _children_of_all(sheet: Sheet, shares: list[Share]) -> int:
    """The number of children for whom any support comes."""
    named = len({share.child for share in shares if share.child})
    unsplit = [share.children for share in shares if not share.child]
    if not unsplit:
        return named
    return max(*unsplit, min(named + sum(unsplit), max(len(sheet.children), named)))
