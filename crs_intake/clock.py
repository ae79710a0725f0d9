"""The clock of the desk: the only place in the program that asks what time it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from crs_intake.domain.moment import PHOENIX, Moment


class Clock(Protocol):
    """Tells the instant; tests, demonstrations and guides hand in a fixed one."""

    def now(self) -> datetime:
        """The present instant, with its zone (Arizona)."""
        ...


class SystemClock:
    """The computer's clock, in Arizona time."""

    def now(self) -> datetime:
        """The present instant in Arizona time."""
        return datetime.now(PHOENIX)


@dataclass(frozen=True)
class FixedClock:
    """A clock that stands still at one instant."""

    instant: datetime

    def now(self) -> datetime:
        """The instant it was set to."""
        return (
            self.instant.astimezone(PHOENIX) if self.instant.tzinfo else self.instant.replace(tzinfo=PHOENIX)
        )


def today(clock: Clock) -> date:
    """The day at the desk."""
    return clock.now().astimezone(PHOENIX).date()


def moment(clock: Clock) -> Moment:
    """The present moment at the desk, to the minute."""
    return Moment.read(clock.now().replace(second=0, microsecond=0))
