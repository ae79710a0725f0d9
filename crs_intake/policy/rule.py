"""The sheet a determination is written on, and the rules that write to it.

A rule is plain arithmetic: facts before the star, dated numbers after it. The
sheet fetches the numbers for the day, notes the line with its citation, and
remembers which readings took part and which facts nobody knows yet.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from inspect import Parameter, signature
from typing import Any, Generic, ParamSpec, TypeVar, cast

from crs_intake.domain.calendar import age_on, birthday
from crs_intake.domain.decision import Line, ReadingUsed, Value
from crs_intake.domain.quick import maker
from crs_intake.policy.book import Book

line_of = maker(Line)
R = TypeVar("R")
A = TypeVar("A")
P = ParamSpec("P")
Kept = dict[Hashable, Any]
"""What the runs over one case share."""
NOTHING: Mapping[str, Value] = {}  # shared by all lines without blanks; nobody writes to it


@dataclass(frozen=True)
class Rule(Generic[P, R]):
    """A rule of the manual: its label, citation and the dated numbers it takes."""

    label: str
    cite: str
    group: Any
    numbers: tuple[tuple[str, str], ...]
    """Name of each keyword-only argument with the key of its number in the book."""
    work: Callable[P, R]

    def __call__(self, *facts: P.args, **numbers: P.kwargs) -> R:
        """The bare arithmetic, for tests and plain numbers."""
        return self.work(*facts, **numbers)


RULES: list[Rule[Any, Any]] = []


def rule(label: str, *, cite: str, group: str, **numbers: str) -> Callable[[Callable[P, R]], Rule[P, R]]:
    """Name a function as a rule; refused at once if its numbers are not its keyword-only arguments."""

    def named(work: Callable[P, R]) -> Rule[P, R]:
        wanted = {p.name for p in signature(work).parameters.values() if p.kind is Parameter.KEYWORD_ONLY}
        if wanted != set(numbers):
            raise TypeError(
                f"{getattr(work, '__name__', work)} takes {sorted(wanted)}, not {sorted(numbers)}"
            )
        made = Rule(label, cite, group, tuple(numbers.items()), work)
        RULES.append(made)
        return made

    return named


@dataclass(frozen=True, slots=True)
class Unknown:
    """A fact that nobody has entered, and what it could turn out to be."""

    key: str
    label: str
    section: str
    options: tuple[Any, ...]
    """Answers that can be tried; empty = cannot be tried, so it is always asked."""
    inputs: Mapping[str, Value] = field(default_factory=dict)


class Sheet:
    """What one determination has written down so far."""

    __slots__ = (
        "_cents", "_kept", "_known", "assumed", "book", "lines", "march_1", "on", "together", "unknown",
        "used",
    )  # fmt: skip

    def __init__(
        self, book: Book, on: date, assumed: Mapping[str, Any] = NOTHING, kept: Kept | None = None
    ) -> None:
        self.book = book
        self.on = on
        self.assumed = assumed
        self.lines: list[Line] = []
        self.unknown: dict[str, Unknown] = {}
        self.together: dict[str, list[Unknown]] = {}
        """Facts that are asked only along with another one: the further questions of one income line."""
        self.used: dict[str, str] = {}
        self.march_1 = book.reading("age.feb29") == "march_1"
        self._known = book.of_day(on)
        self._cents: dict[str, int] = {}
        self._kept: Kept = {} if kept is None else kept

    def once(self, key: Hashable, work: Callable[[], A]) -> A:
        """What no assumption can change: worked out once for all runs over the same facts."""
        if key not in self._kept:
            self._kept[key] = work()
        return cast("A", self._kept[key])

    def number(self, key: str) -> Fraction:
        """A dated number of the book, for the day of the determination."""
        known: Fraction | None = self._known.get(key)
        return known if known is not None else self.book.number(key, self.on)

    def cents(self, key: str) -> int:
        """A dollar number of the book in whole cents."""
        known = self._cents.get(key)
        if known is None:
            known = self._cents[key] = self.book.cents(key, self.on)
        return known

    def reading(self, setting: str) -> str:
        """A reading that takes part; it will be printed with the result."""
        value = self.used[setting] = self.book.reading(setting)
        return value

    def readings(self) -> tuple[ReadingUsed, ...]:
        """The readings that took part, by name."""
        return tuple([self.book.in_force[setting] for setting in sorted(self.used)])

    def age(self, born: date, day: date | None = None) -> int:
        """Completed years, today or on another day (20.301, AMB-011)."""
        return age_on(born, day or self.on, feb29_on_march_1=self.march_1)

    def birthday(self, born: date, years: int) -> date:
        """The day an age is reached."""
        if born.month == 2 and born.day == 29:
            self.reading("age.feb29")
        return birthday(born, years, feb29_on_march_1=self.march_1)

    def ask(
        self,
        key: str,
        known: A | None,
        label: str,
        section: str,
        *,
        options: tuple[Any, ...] = (True, False),
        **inputs: Value,
    ) -> A | None:
        """The known answer; else it is noted as unknown and the assumed one (or None) is given."""
        if known is not None:
            return known
        if key not in self.unknown:
            self.unknown[key] = Unknown(key, label, section, options, inputs)
        return cast("A | None", self.assumed.get(key))

    def line(
        self,
        label: str,
        result: Value,
        section: str,
        group: Any,
        *,
        column: Any = "",
        subject: str = "",
        reason: str = "",
        inputs: Mapping[str, Value] = NOTHING,
        numbers: Mapping[str, Value] = NOTHING,
        register: str = "",
    ) -> None:
        """Write a line down."""
        self.lines.append(
            line_of(
                label,
                result,
                section,
                register or "CRS-" + section,
                inputs,
                numbers,
                column,
                group,
                subject,
                reason,
            )
        )

    def apply(
        self,
        law: Rule[Any, R],
        *facts: Any,
        column: Any = "",
        subject: str = "",
        reason: str = "",
        **inputs: Value,
    ) -> R:
        """Run a rule with the numbers in force and write its line; gives the rule's result."""
        numbers: dict[str, Any] = {name: self.number(key) for name, key in law.numbers}
        result = law.work(*facts, **numbers)
        value = cast("Value", result)
        self.line(
            law.label,
            value,
            law.cite,
            law.group,
            column=column,
            subject=subject,
            reason=reason,
            inputs=inputs,
            numbers=numbers,
        )
        return result
