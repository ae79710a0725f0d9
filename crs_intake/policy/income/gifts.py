"""Gifts, contributions of relatives and of people on SSI, cash of agencies (20.603.2.10, 2.11, 2.33)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal

from crs_intake.domain.money import shown
from crs_intake.domain.text import N_
from crs_intake.policy.income.line import ZERO, Line, Sheet, Verdict
from crs_intake.policy.income.plain import anything
from crs_intake.policy.income.received import receive

SMALL = N_("Single cash gifts to one person of not more than {limit} in a calendar quarter are not counted")
LARGE = N_("Single cash gifts to one person of more than {limit} in a calendar quarter count")
EXCESS = N_("Of single cash gifts to one person, what is above {limit} a calendar quarter counts (AMB-117)")
GOODS = N_("Not cash, so not counted")
FOR_NEEDS = N_("Cash of an agency for basic needs counts")
NOT_FOR_NEEDS = N_("Cash of an agency that is not meant for basic needs is not counted")
NEEDS_LEFT_OUT = N_("Cash of an agency for basic needs is not counted, by the office's reading (AMB-105)")
OTHERS_COUNT = N_("Cash of an agency that is not for basic needs counts, by the office's reading (AMB-105)")
CONTRIBUTES = N_("A contribution of somebody on SSI counts: a condition of 20.603.2.11.b is met")
CONTRIBUTES_ALL = N_("A contribution of somebody on SSI counts: all conditions of 20.603.2.11.b are met")
NO_CONTRIBUTION = N_("A contribution of somebody on SSI is not counted: 20.603.2.11.b is not met")
BY_TITLE = N_("The conditions of 20.603.2.11.b come out differently, because SSI counts only for Title XXI")
LITERAL_OR = N_("The manual joins the conditions with 'or': nearly every contribution counts (AMB-107).")

_LETTERS: Mapping[str, str] = {
    "food": "a", "shelter": "b", "utilities": "c", "household_supplies": "d", "public_transportation": "e",
    "clothing": "f", "hygiene": "g",
}  # fmt: skip
_RECURRING = ("weekly", "biweekly", "semimonthly", "monthly", "quarterly", "yearly")


def gift(line: Line) -> Verdict:
    """Up to $30 for each recipient and calendar quarter left out; above it all count (AMB-117)."""
    income = line.income
    if income.recurring or (income.recurring is None and income.frequency in _RECURRING):
        return line.counts(receive(line), at="CRS-20.603.2.11.a")
    return _gift(line)


def _gift(line: Line) -> Verdict:
    if line.income.cash is False:
        return line.leaves_out(anything(line), GOODS, at="CRS-20.603.2.33")
    got = receive(line)
    quarters: _Quarters = line.sheet.once("gifts", _quarters)
    line.inputs["limit"] = Fraction(quarters.limit, 100)
    over = {quarter for quarter in quarters.of(line) if quarters.total[quarter] > quarters.limit}
    at = "CRS-20.603.2.33"
    if not over:
        return line.leaves_out(got, SMALL, at=at)
    whole = line.read("income.gift_cliff") == "all"
    counted = Fraction(quarters.counted(line, over, whole), 100)
    text = got.figures() if counted == got.annual() else shown(counted)
    return line.verdict(counted, counted, got, LARGE if whole else EXCESS, text, at=at)


Quarter = tuple[str, int, int]
"""Recipient, year and quarter."""


@dataclass(slots=True)
class _Quarters:
    """The single gifts of all lines, by recipient and calendar quarter, in cents."""

    sheet: Sheet
    limit: int
    total: dict[Quarter, int] = field(default_factory=dict)
    off: dict[tuple[int, Quarter], int] = field(default_factory=dict)
    """What each line has of its quarter's limit, inside the window."""

    def of(self, line: Line) -> set[Quarter]:
        return {_quarter(line, day) for day, _ in _gifts(line)}

    def inside(self, day: date) -> bool:
        first, last = self.sheet.window
        return first <= day <= last

    def counted(self, line: Line, over: set[Quarter], whole: bool) -> int:
        cents = sum(c for day, c in _gifts(line) if self.inside(day) and _quarter(line, day) in over)
        return cents if whole else cents - sum(self.off.get((id(line), quarter), 0) for quarter in over)


def _quarters(sheet: Sheet) -> _Quarters:
    found = _Quarters(sheet, sheet.cents("income.gift_limit"))
    dated = [(day, cents, line) for line in sheet.lines if is_gift(line) for day, cents in _gifts(line)]
    for day, cents, line in sorted(dated, key=lambda each: each[:2]):
        quarter = _quarter(line, day)
        before = found.total.get(quarter, 0)
        found.total[quarter] = before + cents
        if found.inside(day):
            key = (id(line), quarter)
            found.off[key] = found.off.get(key, 0) + min(cents, max(0, found.limit - before))
    return found


def is_gift(line: Line) -> bool:
    """Whether a line is a single cash gift, entered as a gift or as a contribution that comes once."""
    income = line.income
    if income.cash is False:
        return False
    if line.kind.rule == "gift":
        return not (income.recurring or (income.recurring is None and income.frequency in _RECURRING))
    return line.kind.rule == "contribution" and income.recurring is False


def _gifts(line: Line) -> list[tuple[date, int]]:
    """The gifts with their days; one without a day is taken as received on the determination day."""
    if line.payments:
        return line.net_by(line.sheet.on)
    amount = line.income.amount
    return [] if amount is None else [(line.start or line.sheet.on, max(0, int(amount) - line.cut))]


def _quarter(line: Line, day: date) -> Quarter:
    return line.person.id, day.year, (day.month - 1) // 3


def contribution(line: Line) -> Verdict:
    """Cash of relatives and others, if it is no gift (20.603.2.11.a)."""
    if line.income.recurring is False:
        return _gift(line)
    return line.counts(receive(line))


def agency_cash(line: Line) -> Verdict:
    """Counts when it is meant for basic needs (20.603.2.10, AMB-105)."""
    need = line.income.intended_for
    if line.income.cash is False:
        return line.leaves_out(anything(line), GOODS)
    if need is None:
        line.ask("intended_for")
        return line.counts(receive(line))
    letter = _LETTERS.get(need)
    usual = line.read("income.agency_basic_needs") == "counted"
    at = f"CRS-20.603.2.10.{letter}" if letter else ""
    if bool(letter) == usual:
        return line.counts(receive(line), reason=FOR_NEEDS if letter else OTHERS_COUNT, at=at)
    return line.leaves_out(anything(line), NEEDS_LEFT_OUT if letter else NOT_FOR_NEEDS, at=at)


def ssi_contribution(line: Line) -> Verdict:
    """A household member on SSI contributes: conditions i, ii or iii (20.603.2.11.b, AMB-107)."""
    want_all = line.read("income.ssi_contribution") == "all"
    xix, xxi = (_counts(line, title, want_all) for title in ("xix", "xxi"))
    if not want_all:
        line.hint(LITERAL_OR)
    got = receive(line)
    year = got.annual()
    reason = NO_CONTRIBUTION
    if xix and xxi:
        reason = CONTRIBUTES_ALL if want_all else CONTRIBUTES
    elif xix or xxi:
        reason = BY_TITLE
    return line.verdict(year if xix else ZERO, year if xxi else ZERO, got, reason, got.figures())


def _counts(line: Line, title: Literal["xix", "xxi"], want_all: bool) -> bool:
    """Whether the conditions let it count; asks only for those that can change it."""
    found = {
        "contributor_otherwise_included": _not(_otherwise_included(line)),
        "income_otherwise_available": _not(_available(line, title)),
        "beyond_own_share": line.income.beyond_own_share,
    }
    known = [met for met in found.values() if met is not None]
    if want_all and False in known:
        return False
    if not want_all and True in known:
        return True
    unknown = [fact for fact, met in found.items() if met is None]
    for fact in unknown:
        line.ask(fact)
    return bool(unknown) or want_all


def _not(answer: bool | None) -> bool | None:
    return None if answer is None else not answer


def _otherwise_included(line: Line) -> bool | None:
    """Condition i: somebody of the income group would be included."""
    income = line.income
    if income.contributor_otherwise_included is not None or not income.contributor:
        return income.contributor_otherwise_included
    return income.contributor in line.sheet.group


def _available(line: Line, title: Literal["xix", "xxi"]) -> bool | None:
    """Condition ii: SSI of somebody of the group counts for Title XXI only (20.603.2.47.b)."""
    income = line.income
    if income.income_otherwise_available is not None or not income.contributor:
        return income.income_otherwise_available
    return title == "xxi" and income.contributor in line.sheet.group
