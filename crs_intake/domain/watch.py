"""A day that notices what it is asked, so that an answer derived on it is known to hold for longer.

What is derived from a case changes only when the present day crosses a day it
was compared with. `Watched` stands in for that day while something is derived
and keeps the first later day on which an answer could differ. Whatever it
cannot follow (the day's own figures, a place in a table) holds until midnight.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from crs_intake.domain.moment import Moment

_ONE = timedelta(days=1)


class Watch:
    """The first day after `day` on which an answer could differ from today's."""

    def __init__(self, day: date) -> None:
        self.until = date.max
        self._day = day

    def differs_from(self, day: date) -> None:
        """Note a day from which on a comparison with the present day comes out otherwise."""
        if self._day < day < self.until:
            self.until = day

    def only_today(self) -> None:
        """The answer rests on the present day itself."""
        if self._day < date.max:
            self.until = self._day + _ONE

    def moment(self, at: Moment) -> Moment:
        """The present moment as the rules are given it, under watch."""
        return _WatchedMoment(_watched(at.day, self, timedelta()), at.time)


def bare(day: date) -> date:
    """The day without its watch, for figures that are counted anew wherever they are shown."""
    return day._bare if isinstance(day, Watched) else day


class Watched(date):
    """The present day, or one so many days from it, under watch."""

    _bare: date
    _watch: Watch
    _ahead: timedelta

    def _met(self, other: date) -> date:
        """Note what the present day was compared with; gives the other day bare."""
        plain = bare(other)
        if isinstance(other, Watched) and other._watch is self._watch:
            return plain  # both move on together
        try:
            turn = plain - self._ahead
            self._watch.differs_from(turn)
            if turn < date.max:
                self._watch.differs_from(turn + _ONE)
        except OverflowError:  # beyond the years there are: never
            pass
        return plain

    def __eq__(self, other: object) -> bool:
        return isinstance(other, date) and self._bare == self._met(other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __lt__(self, other: date) -> bool:
        return self._bare < self._met(other)

    def __le__(self, other: date) -> bool:
        return self._bare <= self._met(other)

    def __gt__(self, other: date) -> bool:
        return self._bare > self._met(other)

    def __ge__(self, other: date) -> bool:
        return self._bare >= self._met(other)

    def __add__(self, other: timedelta) -> Watched:
        return _watched(self._bare + other, self._watch, self._ahead + other)

    def __radd__(self, other: timedelta) -> Watched:
        return self + other

    def __sub__(self, other: Any) -> Any:
        if isinstance(other, timedelta):
            return self + -other
        self._watch.only_today()
        return self._bare - bare(other)

    def __rsub__(self, other: date) -> timedelta:
        self._watch.only_today()
        return other - self._bare

    @property
    def year(self) -> int:
        """The year, which holds until it ends."""
        self._met(date(self._bare.year + 1, 1, 1))
        return self._bare.year

    @property
    def month(self) -> int:
        """The month, which holds until it ends."""
        self._met((self._bare.replace(day=28) + timedelta(days=4)).replace(day=1))
        return self._bare.month

    @property
    def day(self) -> int:
        """The day of the month, which holds today."""
        self._watch.only_today()
        return self._bare.day

    def replace(self, year: Any = None, month: Any = None, day: Any = None) -> date:
        """Another day; it rests on those figures of this one that stay."""
        return date(year or self.year, month or self.month, day or self.day)


def _told(name: str) -> Callable[..., Any]:
    def answer(self: Watched, *given: Any, **named: Any) -> Any:
        self._watch.only_today()
        return getattr(self._bare, name)(*given, **named)

    return answer


for _name in (
    "__hash__", "__str__", "__repr__", "__format__", "__reduce__", "__reduce_ex__", "ctime", "isocalendar",
    "isoformat", "isoweekday", "strftime", "timetuple", "toordinal", "weekday",
):  # fmt: skip
    setattr(Watched, _name, _told(_name))


def _watched(day: date, watch: Watch, ahead: timedelta) -> Watched:
    made = Watched.__new__(Watched, day.year, day.month, day.day)
    made._bare, made._watch, made._ahead = day, watch, ahead
    return made


class _WatchedMoment(Moment):
    """The present moment; where its exact instant is asked for, the answer holds until midnight."""

    def __hash__(self) -> int:
        # Found in a memo, it was compared with the moment there; not found, the answer is worked out anew.
        return hash((bare(self.day), self.time))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Moment) and self.time == other.time and self.day == other.day

    @property
    def instant(self) -> datetime | None:
        day = self.day
        if isinstance(day, Watched):
            day._watch.only_today()
        return Moment(bare(day), self.time).instant
