"""What came in and how it becomes a year: pay periods, stubs, months of receipt, income that ended.

The figures stay whole cents until one division at the end. A payment that
does not count is kept with its reason, so that it can be shown struck out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from crs_intake.domain.calendar import add_months
from crs_intake.domain.text import N_
from crs_intake.policy.exact import dollars

if TYPE_CHECKING:
    from crs_intake.policy.income.line import Line

Dated = tuple[date, int]
Take = Callable[[int], int]
_MANY = 12  # payments that are still written out one by one

BEFORE_STUBS = N_("Before the pay stubs that count, {stubs_first} to {stubs_last} (20.502.1.D.1)")
AFTER_STUBS = N_("After the pay stubs that count, {stubs_first} to {stubs_last} (20.502.1.D.1)")
NOT_IN_WINDOW = N_("Not received from {window_first} to {window_last} (20.603.2)")
NOT_YET = N_("Not yet received on the day of the determination")
OTHER_STUB = N_("Another stub is used by the office's reading (AMB-147)")

STUBS = N_("Average gross pay, {stubs_first} to {stubs_last}, for {periods} pay periods a year (20.603.5.2)")
WANTED_STUBS = N_("Pay stubs from {stubs_first} to {stubs_last}")
AVERAGE = N_("Average of what was received, for {periods} payments a year")
ALIKE = N_("The same amount {periods} times a year")
YEARLY = N_("The same amount once a year")
SUM = N_("What was received from {window_first} to {window_last}, counted once")
ENDED = N_("It ended; what was received from {window_first} to {window_last} counts")
ENDED_LEFT_OUT = N_("It ended, and income that ended is not counted by the office's reading (AMB-157)")
NOT_BEGUN = N_("It has not begun by the day of the determination")
NOTHING = N_("Nothing was received from {window_first} to {window_last}")
UNKNOWN = N_("The amounts are not known yet")

CHECK_STUBS = N_(
    "By how often it is paid, a pay stub of about {stub_due} should be there; the others are averaged "
    "(20.502.1.D.1)."
)
_STUB_STEPS = {"weekly": timedelta(7), "biweekly": timedelta(14), "semimonthly": timedelta(16)}
"""From one pay to the next, at most."""
_NEVER = timedelta(366)
_SHIFT = timedelta(days=3)  # a pay day before or after a holiday
CHECK_DAY = N_(
    "No day is given: it is taken as received from {window_first} to {window_last}. To give its day, list it "
    "as a payment."
)
CHECK_LIST = N_("It ended: only the payments listed count. Is every payment from {window_first} on listed?")


def same(cents: int) -> int:
    """An amount as it is."""
    return cents


@lru_cache(maxsize=4096)
def money(cents: int) -> str:
    """Whole cents as figures: 1,240.00; the same few amounts come again and again."""
    return f"{cents // 100:,}.{cents % 100:02d}" if cents >= 0 else f"-{-cents // 100:,}.{-cents % 100:02d}"


@dataclass(slots=True)
class Received:
    """The payments that count, and how often a year they come (0 = a sum, as received)."""

    reason: str
    cents: tuple[int, ...] = ()
    days: tuple[date, ...] = ()
    """Days of the payments, where they are known."""
    periods: int = 0
    months: tuple[date, ...] = ()
    """Months of the last twelve in which it was received."""
    struck: tuple[tuple[date, int, str], ...] = ()
    cut: int = 0
    """Cents of each payment that are kept back for an earlier overpayment."""
    pay_days: tuple[date, ...] = field(default=())
    """Days on which an amount that is always alike was received, for income that ended."""

    def net(self, take: Take = same) -> list[int]:
        """Each payment after what is kept back and after the rule."""
        if self.cut:
            return [take(max(0, each - self.cut)) for each in self.cents]
        return [take(each) for each in self.cents] if take is not same else list(self.cents)

    def annual(self, take: Take = same) -> Fraction:
        """Dollars a year after the rule `take` on each payment."""
        total = sum(self.net(take)) * (self.periods or 1)
        return dollars(total, len(self.cents)) if self.averaged else dollars(total)

    @property
    def averaged(self) -> bool:
        """The payments are averaged, not added."""
        return self.periods > 0 and len(self.cents) > 1

    def figures(self, take: Take = same, minus: tuple[int, ...] = ()) -> str:
        """The arithmetic in figures: "(1,215.00 + 1,265.00) / 2 = 1,240.00 × 26"."""
        if not self.cents:
            return money(0)
        net = self.net(take)
        minus = (self.cut, *minus) if self.cut else minus
        if len(net) == 1:
            one = money(net[0])
            if minus:
                one = f"{self._less(self.cents[0], minus)} = {one}"
            return f"{one} × {self.periods}" if self.periods else one
        return self._sum(net, minus)

    def _sum(self, net: list[int], minus: tuple[int, ...]) -> str:
        total, count = sum(net), len(net)
        if count > _MANY:
            text = money(total)
        elif minus:
            text = " + ".join(f"({self._less(each, minus)})" for each in self.cents)
        else:
            text = " + ".join(map(money, net))
        if not self.periods:
            return text if count > _MANY else f"{text} = {money(total)}"
        text = text if count > _MANY else f"({text})"
        return f"{text} / {count} = {money((2 * total + count) // (2 * count))} × {self.periods}"

    def _less(self, cents: int, minus: tuple[int, ...]) -> str:
        rest = cents - sum(minus)
        text = " - ".join(map(money, (cents, *minus)))
        return text if rest >= 0 else f"max(0, {text})"


def receive(line: Line, amount: int | None = None) -> Received:
    """What came in on a line, by how often it is paid; asks for what is missing."""
    income, sheet = line.income, line.sheet
    if amount is None and income.amount is not None:
        amount = int(income.amount)
    periods = sheet.periods.get(income.frequency) if income.frequency else None
    if income.ended is not None and income.ended <= sheet.on:
        found = _ended(line, amount, periods)
    elif line.start is not None and line.start > sheet.on and not line.received_by(sheet.on):
        found = Received(NOT_BEGUN)
    elif periods and not (line.kind.basis == "received" and line.payments):
        found = _recurring(line, amount, periods)
    else:
        found = _once(line, amount)
    found.cut = line.cut
    if periods:
        line.inputs["periods"] = periods
    return found


def _recurring(line: Line, amount: int | None, periods: int) -> Received:
    if line.payments:
        return _stubs(line, amount, periods) if line.kind.basis == "stubs" else average(line, amount, periods)
    if amount is None:
        line.ask("amount")
        return Received(UNKNOWN)
    reason = ALIKE if periods > 1 else YEARLY
    return Received(reason, (amount,), (), periods, line.months_since_start())


def _stubs(line: Line, amount: int | None, periods: int) -> Received:
    """Wages: the stubs of the days before the application form (20.502.1.D.1, 20.603.5.2)."""
    first, last = line.sheet.stub_days
    line.inputs["stubs_first"], line.inputs["stubs_last"] = first, last
    if not line.sheet.redetermination:
        line.have_read(line.sheet.applied[1])
    used = [each for each in line.payments if first <= each[0] <= last]
    struck = () if len(used) == len(line.payments) else _not_of_stubs(line, first, last)
    months = line.months_since_start()
    if not used:
        if line.start is None or line.start <= last:
            line.ask("payments", section="20.502.1.D.1", label=WANTED_STUBS)
        if amount is not None:
            return Received(ALIKE, (amount,), (), periods, months, struck)
        used, struck = line.received_by(line.sheet.on), tuple(_late(line))
        return _averaged(used, AVERAGE, periods, months, struck)
    _gap(line, sorted([day for day, _ in used]))
    used, others = _by_reading(line, used)
    return _averaged(used, STUBS, periods, months, struck + others)


def _not_of_stubs(line: Line, first: date, last: date) -> tuple[tuple[date, int, str], ...]:
    return tuple(
        [
            (day, cents, BEFORE_STUBS if day < first else AFTER_STUBS)
            for day, cents in line.payments
            if not first <= day <= last
        ]
    )


def _gap(line: Line, known: Sequence[date]) -> None:
    """Note the first day on which a stub should be and none is, by how often it is paid."""
    first, last = line.sheet.stub_days
    step = _STUB_STEPS.get(line.income.frequency or "", _NEVER)
    before = known[0] - step
    if before >= first and (line.start is None or line.start <= before):
        line.inputs["stub_due"] = before
    else:
        ends, longest = (*known[1:], last + _SHIFT), step + _SHIFT
        for day, after in zip(known, ends, strict=True):
            if after - day > longest:
                line.inputs["stub_due"] = day + step
                break
        else:
            return
    line.hint(CHECK_STUBS)


def _by_reading(line: Line, used: list[Dated]) -> tuple[list[Dated], tuple[tuple[date, int, str], ...]]:
    """All stubs, or the one that the office's reading picks (AMB-147)."""
    if len({cents for _, cents in used}) < 2:
        return used, ()
    reading = line.read("income.wage_average")
    if reading == "average_of_window":
        return used, ()
    picked = max(used, key=(lambda each: each[0]) if reading == "latest_stub" else (lambda each: each[1]))
    return [picked], tuple((day, cents, OTHER_STUB) for day, cents in used if (day, cents) != picked)


def average(line: Line, amount: int | None, periods: int) -> Received:
    """Other income that goes on: the average of the last twelve months, a year long (AMB-132)."""
    used, struck = _in_window(line)
    months = line.months_since_start()
    if not used:
        line.ask("payments")
        if amount is not None:
            return Received(ALIKE, (amount,), (), periods, months, struck)
        return _averaged(line.received_by(line.sheet.on), AVERAGE, periods, months, struck)
    return _averaged(used, AVERAGE, periods, months, struck)


def _averaged(
    used: list[Dated],
    reason: str,
    periods: int,
    months: tuple[date, ...],
    struck: tuple[tuple[date, int, str], ...],
) -> Received:
    if not used:
        return Received(UNKNOWN, struck=struck)
    days, cents = zip(*used, strict=True)
    return Received(reason, cents, days, periods, months, struck)


def _once(line: Line, amount: int | None) -> Received:
    """Single sums: counted once, in the month of receipt (20.603.2)."""
    income = line.income
    usual = line.usual
    if income.frequency is None and usual != "once" and (not line.payments or line.kind.basis == "stubs"):
        line.ask("frequency" if amount is not None or line.payments else "amount")
    if line.payments:
        return _sum(line, SUM)
    if amount is None:
        if income.frequency is not None or usual == "once":
            line.ask("amount")
        return Received(UNKNOWN)
    if line.start is not None:
        line.payments = [(line.start, amount)]
        return _sum(line, SUM)
    if income.frequency == "irregular":
        line.ask("payments")
    line.hint(CHECK_DAY)
    line.window()
    return Received(SUM, (amount,), (), 0, line.sheet.months[-1:])


def _sum(line: Line, reason: str) -> Received:
    used, struck = _in_window(line)
    line.window()
    if not used:
        return Received(NOTHING, struck=struck)
    days, cents = zip(*used, strict=True)
    return Received(reason, cents, days, 0, line.months_of(days), struck)


def _in_window(line: Line) -> tuple[list[Dated], tuple[tuple[date, int, str], ...]]:
    first, last = line.sheet.window
    used = [each for each in line.payments if first <= each[0] <= last]
    if len(used) == len(line.payments):
        return used, ()
    line.window()
    struck = tuple(
        (day, cents, NOT_YET if day > line.sheet.on else NOT_IN_WINDOW)
        for day, cents in line.payments
        if not first <= day <= last
    )
    return used, struck


def _late(line: Line) -> Iterable[tuple[date, int, str]]:
    return ((day, cents, NOT_YET) for day, cents in line.payments if day > line.sheet.on)


def _ended(line: Line, amount: int | None, periods: int | None) -> Received:
    """Income that ended counts what was received in the twelve months (AMB-157)."""
    if line.read("income.ended") == "not_counted":
        return Received(ENDED_LEFT_OUT)
    line.window()
    if line.payments:
        if periods:
            line.hint(CHECK_LIST)
        return _sum(line, ENDED)
    if amount is None:
        line.ask("amount")
        return Received(UNKNOWN)
    if line.income.frequency == "irregular":
        line.ask("payments")
    elif not periods and not line.comes_once:
        line.ask("frequency")
    days = tuple(_pay_days(line)) if periods else _last_day(line)
    if not days:
        return Received(NOTHING)
    return Received(ENDED, (amount,), (), len(days), line.months_of(days), pay_days=days)


def _last_day(line: Line) -> tuple[date, ...]:
    first, last = line.sheet.window
    ended = line.income.ended
    return (ended,) if ended is not None and first <= ended <= last else ()


def _pay_days(line: Line) -> Iterable[date]:
    """The days of pay counted back from the last day, down to the first day or the window's."""
    first, last = line.sheet.window
    ended = line.income.ended or last
    floor = max(first, line.start) if line.start else first
    step = 0
    while (day := _back(ended, line.income.frequency or "monthly", step)) >= floor:
        if day <= last:
            yield day
        step += 1


def _back(last: date, frequency: Literal["weekly"] | str, step: int) -> date:
    if frequency in ("weekly", "biweekly"):
        return last - timedelta(days=step * (7 if frequency == "weekly" else 14))
    if frequency == "semimonthly":
        day = add_months(last, -(step // 2))
        return day - timedelta(days=15) if step % 2 else day
    return add_months(last, -step * {"monthly": 1, "quarterly": 3, "yearly": 12}[frequency])
