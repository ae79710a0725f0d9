"""One income line being counted, and the sheet that all lines of a determination share.

The sheet holds what is the same for every line (window, pay periods, people);
a line collects what its rule finds: blanks, readings, missing facts, hints.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any

from crs_intake.domain.calendar import add_months, first_of_month
from crs_intake.domain.case import Case
from crs_intake.domain.decision import BusinessCost, MissingFact, ReadingUsed, Value
from crs_intake.domain.income import Income
from crs_intake.domain.people import Person
from crs_intake.policy.book import Book
from crs_intake.policy.deductions import redetermination
from crs_intake.policy.income.received import Dated, Received, Take, same
from crs_intake.policy.income.registry import Kind, kind, question, section_of
from crs_intake.policy.proofs import application_date
from crs_intake.policy.rule import Sheet as RuleSheet

_PERIODS = {
    name: f"income.pay_periods.{name}"
    for name in ("weekly", "biweekly", "semimonthly", "monthly", "quarterly", "yearly")
}


@lru_cache(maxsize=64)
def months_until(on: date) -> tuple[date, ...]:
    """The first days of the twelve months up to and including the month of a day."""
    month = first_of_month(on)
    return tuple(add_months(month, -back) for back in range(11, -1, -1))


def _periods(book: Book, on: date) -> Mapping[str, int]:
    """Pay periods a year by how often it is paid, looked up once a day."""
    day = book.of_day(on)
    periods: Mapping[str, int] | None = day.get("pay periods")
    if periods is None:
        periods = day["pay periods"] = {name: int(book.number(key, on)) for name, key in _PERIODS.items()}
    return periods


class Sheet:
    """What all income lines of one determination share."""

    def __init__(self, case: Case, book: Book, on: date, group: frozenset[str]) -> None:
        self.case = case
        self.book = book
        self.on = on
        self.group = group
        self.people: Mapping[str, Person] = {person.id: person for person in case.people}
        self.months = months_until(on)
        self.state_only = book.reading("income.state_only_column")
        self.periods = _periods(book, on)
        self.lines = [Line(self, income, at) for at, income in enumerate(case.income)]
        self._once: dict[str, Any] = {}

    def once(self, name: str, make: Callable[[Sheet], Any]) -> Any:
        """What lines of one kind share, made at the first of them."""
        if name not in self._once:
            self._once[name] = make(self)
        return self._once[name]

    def months_from(self, start: date | None) -> tuple[date, ...]:
        """The months of the last twelve from a day on; all of them for a day before or none."""
        if start is None or start < self.months[0]:
            return self.months
        return self.months[(start.year - self.months[0].year) * 12 + start.month - self.months[0].month :]

    def cents(self, key: str) -> int:
        """A dollar number of the book, in cents."""
        return int(self.book.number(key, self.on) * 100)

    @cached_property
    def window(self) -> tuple[date, date]:
        """First and last day of the window for single sums (AMB-132)."""
        if self.book.reading("income.window") == "calendar_year":
            # The last full calendar year, as for business figures (AMB-149).
            return date(self.on.year - 1, 1, 1), date(self.on.year - 1, 12, 31)
        months = int(self.book.number("income.window_months", self.on))
        return add_months(self.on, -months) + timedelta(days=1), self.on

    @cached_property
    def applied(self) -> tuple[date, tuple[ReadingUsed, ...]]:
        """The date of application (AMB-071), with the reading where it could have been another."""
        sheet = RuleSheet(self.book, self.on)
        return application_date(self.case, sheet), sheet.readings()

    @cached_property
    def stub_days(self) -> tuple[date, date]:
        """First and last day of the pay stubs that count (20.502.1.D.1); a member's end today (AMB-151)."""
        border = self.on if self.redetermination else self.applied[0]
        days = int(self.book.number("income.stub_days", self.on))
        return border - timedelta(days=days), border - timedelta(days=1)

    @cached_property
    def redetermination(self) -> bool:
        """Whether a member is looked at anew."""
        return redetermination(self.case, self.on)

    @cached_property
    def children(self) -> tuple[str, ...]:
        """Ids of the children in the income group."""
        people = self.case.people
        return tuple(person.id for person in people if person.id in self.group and self.is_child(person))

    def is_child(self, person: Person) -> bool:
        """Whether a person is a child of the household: under 18, or a dependent student (AMB-123)."""
        if person.relation not in _CHILDLIKE or person.spouse or person.partner:
            return False
        if person.relation == "applicant" and any(p.relation == "child" for p in self.case.people):
            return False
        if person.born is None or person.claimed_by_parents:
            return person.relation in _CHILDREN
        return person.born > _years_before(self.on, 18)


_AMOUNTS = {"amount", "payments", "frequency", "business", "previous_year", "contract_total", "market_value"}
_CHILDREN = ("applicant", "child", "sibling", "stepsibling")
_CHILDLIKE = (*_CHILDREN, "other_relative", "unrelated")


@lru_cache(maxsize=64)
def _years_before(day: date, years: int) -> date:
    return add_months(day, -12 * years)


@dataclass(slots=True)
class Verdict:
    """What a rule decided about a line: dollars a year for the two titles, and why."""

    xix: Fraction
    xxi: Fraction
    reason: str
    arithmetic: str
    annual: Fraction
    earned: bool
    section: str
    register: str
    got: Received
    months: tuple[date, ...] = ()
    """Months with earnings that count."""
    months_xix: tuple[date, ...] | None = None
    """The same for Title XIX, where it differs."""
    costs: tuple[BusinessCost, ...] = ()


class Line:
    """One income line on its way from what was entered to what counts."""

    __slots__ = (
        "hints", "id", "income", "inputs", "inside", "kind", "missing", "payments", "person", "readings",
        "sheet", "start",
    )  # fmt: skip

    def __init__(self, sheet: Sheet, income: Income, at: int) -> None:
        self.sheet = sheet
        self.kind: Kind = kind(income.kind)
        if self.kind.given:
            open_ = {name: value for name, value in self.kind.given if getattr(income, name) in (None, False)}
            income = replace(income, **open_)
        self.income = income
        self.id = income.id or f"income-{at + 1}"
        self.person = sheet.people[income.person]
        self.inside = income.person in sheet.group
        self.start: date | None = income.first_payment or income.begun
        self.payments: list[Dated] = [(payment.day, int(payment.amount)) for payment in income.payments]
        if not self.payments and self.start and income.amount is not None and self.comes_once:
            self.payments = [(self.start, int(income.amount))]
        self.inputs: dict[str, Value] = {}
        self.readings: dict[str, ReadingUsed] = {}
        self.missing: list[MissingFact] = []
        self.hints: list[str] = []

    @property
    def comes_once(self) -> bool:
        """It is a single sum: said to be, or left open for a kind that usually is."""
        often = self.income.frequency
        return often == "once" or (often is None and (self.income.recurring is False or self.usual == "once"))

    @property
    def usual(self) -> str:
        """How often the kind is usually paid; a sum that does not recur comes once."""
        return "once" if self.income.recurring is False else self.kind.usually

    def read(self, setting: str) -> str:
        """A reading of the book; it is noted as one that decided this line."""
        used = self.readings[setting] = self.sheet.book.in_force[setting]
        return used.value

    def have_read(self, used: Iterable[ReadingUsed]) -> None:
        """Note readings that decided a fact of the case, and so this line."""
        for each in used:
            self.readings[each.setting] = each

    def ask(self, fact: str, *, section: str = "", label: str = "", key: str = "") -> None:
        """Note a fact of this line that must still be answered."""
        key = key or f"income.{self.id}.{fact}"
        if any(each.key == key for each in self.missing):
            return
        blanks: dict[str, Value] = {
            "line": self.id, "person": self.person.id, "kind": self.kind.name, **self.inputs
        }  # fmt: skip
        words, section = label or question(fact), section or self.kind.section
        self.missing.append(MissingFact(key, words, section, blanks, on_record=fact == "note"))

    def hint(self, message: str) -> None:
        """Note something that a supervisor should look at."""
        if message not in self.hints:
            self.hints.append(message)

    def window(self) -> None:
        """Put the window of single sums into the blanks, and note its reading (AMB-132)."""
        self.inputs["window_first"], self.inputs["window_last"] = self.sheet.window
        self.read("income.window")

    def received_by(self, day: date) -> list[Dated]:
        """The payments received up to a day."""
        return [each for each in self.payments if each[0] <= day]

    @property
    def amount_told(self) -> bool:
        """Some amount is told, alike each time or payment by payment."""
        return self.income.amount is not None or bool(self.payments)

    @property
    def amounts_known(self) -> bool:
        """Whether what came in is known; if not, no figure may be taken as the most that it could be."""
        return not self.missing or not any(fact.key.rpartition(".")[2] in _AMOUNTS for fact in self.missing)

    @property
    def cut(self) -> int:
        """Cents of each payment kept back for an earlier overpayment; of earnings none (AMB-131)."""
        return int(self.income.recouped or 0) if not self.kind.earned else 0

    def net_by(self, day: date) -> list[Dated]:
        """The payments received up to a day, less what was kept back of each."""
        return [(on, max(0, cents - self.cut)) for on, cents in self.received_by(day)]

    def months_since_start(self) -> tuple[date, ...]:
        """The months of the last twelve since it began; all of them where no beginning is known."""
        return self.sheet.months_from(self.start)

    def until_end(self, months: Sequence[date]) -> tuple[date, ...]:
        """These months up to the one in which it ended."""
        ended = self.income.ended
        return tuple(month for month in months if ended is None or month <= ended)

    def months_of(self, days: Sequence[date]) -> tuple[date, ...]:
        """The months of the last twelve in which these days lie."""
        found = {first_of_month(day) for day in days}
        return tuple(month for month in self.sheet.months if month in found)

    def counts(
        self,
        got: Received,
        take: Take = same,
        *,
        xix: Take | None = None,
        reason: str = "",
        minus: tuple[int, ...] = (),
        at: str = "",
        earned: bool | None = None,
    ) -> Verdict:
        """A verdict that counts what was received, each payment after `take` (for Title XIX: `xix`).

        `minus` are the cents that `take` takes off, for the arithmetic; `at` the register entry that decided.
        """
        year = got.annual(take)
        return self.verdict(
            year if xix is None else got.annual(xix),
            year,
            got,
            reason if reason and got.cents else got.reason,
            got.figures(take, minus),
            at=at,
            earned=earned,
            annual=year if take is same else None,
        )

    def verdict(
        self,
        xix: Fraction,
        xxi: Fraction,
        got: Received,
        reason: str,
        arithmetic: str,
        *,
        at: str = "",
        earned: bool | None = None,
        annual: Fraction | None = None,
    ) -> Verdict:
        """A verdict with what is usual for this kind filled in."""
        return Verdict(
            xix,
            xxi,
            reason,
            arithmetic,
            got.annual() if annual is None else annual,
            self.kind.earned if earned is None else earned,
            section_of(at) if at else self.kind.section,
            at or self.kind.register,
            got,
            got.months,
        )

    def leaves_out(self, got: Received, reason: str, *, at: str = "") -> Verdict:
        """A verdict that counts nothing in any column."""
        return self.verdict(ZERO, ZERO, got, reason, got.figures(), at=at)


ZERO = Fraction(0)
Rule = Callable[[Line], Verdict]
