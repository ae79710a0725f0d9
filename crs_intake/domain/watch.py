"""A present that notices what it is asked, so that an answer derived in it is known to hold for longer.

What is derived from a case changes only when the present moment passes a day
or time it was compared with. `Watched` and `WatchedTime` stand in for it while
something is derived and keep the first later moment at which an answer could
differ. Where they cannot follow (the day's own figures, a place in a table),
the answer holds for this day, or this instant, only.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from datetime import time as WallTime  # noqa: N812 - the field is called time
from typing import Any

from crs_intake.domain.moment import Moment

_ONE = timedelta(days=1)
_LEAST = timedelta(microseconds=1)


class Watch:
    """The first moment after `at` at which an answer could differ from the present one."""

    def __init__(self, at: Moment) -> None:
        self._at = at
        self._day = date.max
        self._time: WallTime | None = None

    @property
    def until(self) -> Moment:
        """To when the answer holds."""
        return Moment(self._day) if self._time is None else Moment(self._at.day, self._time)

    def day(self, day: date) -> None:
        """Note a day from which on a comparison comes out otherwise."""
        if self._at.day < day < self._day:
            self._day = day

    def time(self, time: WallTime) -> None:
        """Note a time of this day from which on a comparison comes out otherwise."""
        now = self._at.time
        if now is not None and now < time and (self._time is None or time < self._time):
            self._time = time

    def only_today(self) -> None:
        """The answer rests on the present day itself."""
        if self._at.day < date.max:
            self.day(self._at.day + _ONE)

    def only_now(self) -> None:
        """The answer rests on the present time itself."""
        self.only_today()
        if self._at.time is not None:
            self.time(_next(self._at.time))

    def moment(self) -> Moment:
        """The present moment as the rules are given it, under watch."""
        time = self._at.time
        watched = None if time is None else _watched_time(time, self)
        return _WatchedMoment(_watched(self._at.day, self, timedelta()), watched)


def bare(day: date) -> date:
    """The day without its watch, for figures that are counted anew wherever they are shown."""
    return day._bare if isinstance(day, Watched) else day


def _next(time: WallTime) -> WallTime:
    """The smallest step later; midnight is looked after by the day."""
    return time if time == WallTime.max else (datetime.combine(date.min, time) + _LEAST).time()


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
            self._watch.day(turn)
            if turn < date.max:
                self._watch.day(turn + _ONE)
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

    def replace(self, year: Any = None, month: Any = None, day: Any = None) -> Any:
        """Another day; it rests on those figures of this one that stay."""
        return date(year or self.year, month or self.month, day or self.day)


class WatchedTime(WallTime):
    """The present time of the day, under watch."""

    _bare: WallTime
    _watch: Watch

    def _met(self, other: WallTime) -> WallTime:
        """Note what the present time was compared with; gives the other time bare."""
        plain = other._bare if isinstance(other, WatchedTime) else other
        if plain is not self._bare:
            self._watch.time(plain)
            self._watch.time(_next(plain))
        return plain

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WallTime) and self._bare == self._met(other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __lt__(self, other: WallTime) -> bool:
        return self._bare < self._met(other)

    def __le__(self, other: WallTime) -> bool:
        return self._bare <= self._met(other)

    def __gt__(self, other: WallTime) -> bool:
        return self._bare > self._met(other)

    def __ge__(self, other: WallTime) -> bool:
        return self._bare >= self._met(other)


class _WatchedMoment(Moment):
    """The present moment; where its exact instant is asked for, the answer holds for that instant."""

    def __hash__(self) -> int:
        # Found in a memo, it was compared with the moment there; not found, the answer is worked out anew.
        time = self.time
        return hash((bare(self.day), time._bare if isinstance(time, WatchedTime) else time))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Moment) and self.day == other.day and self.time == other.time

    @property
    def instant(self) -> datetime | None:
        day, time = self.day, self.time
        if isinstance(day, Watched):
            day._watch.only_now()
        return Moment(bare(day), time._bare if isinstance(time, WatchedTime) else time).instant


def _told(name: str, note: Callable[[Watch], None]) -> Callable[..., Any]:
    def answer(self: Watched | WatchedTime, *given: Any, **named: Any) -> Any:
        note(self._watch)
        return getattr(self._bare, name)(*given, **named)

    return answer


def _figure(name: str) -> property:
    def answer(self: WatchedTime) -> Any:
        self._watch.only_now()
        return getattr(self._bare, name)

    return property(answer)


_EITHER = ("__hash__", "__str__", "__repr__", "__format__", "__reduce__", "__reduce_ex__", "isoformat",
           "strftime")  # fmt: skip
for _name in (*_EITHER, "ctime", "isocalendar", "isoweekday", "timetuple", "toordinal", "weekday"):
    setattr(Watched, _name, _told(_name, Watch.only_today))
for _name in (*_EITHER, "replace"):
    setattr(WatchedTime, _name, _told(_name, Watch.only_now))
for _name in ("hour", "minute", "second", "microsecond"):
    setattr(WatchedTime, _name, _figure(_name))


def _watched(day: date, watch: Watch, ahead: timedelta) -> Watched:
    made = Watched.__new__(Watched, day.year, day.month, day.day)
    made._bare, made._watch, made._ahead = day, watch, ahead
    return made


def _watched_time(time: WallTime, watch: Watch) -> WatchedTime:
    made = WatchedTime.__new__(WatchedTime, time.hour, time.minute, time.second, time.microsecond)
    made._bare, made._watch = time, watch
    return made
