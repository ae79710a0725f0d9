"""A moment at the desk: a day, and the time on the wall when it was noted.

Some rules count days and some count hours (48 hours between contact attempts,
24 hours to the fax). A moment without a time is kept, but counts for no hours.
Times are Arizona's, America/Phoenix, which has no daylight saving time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from datetime import time as WallTime  # noqa: N812 - the field is called time
from typing import Any

from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.text import N_

PHOENIX = timezone(timedelta(hours=-7), "America/Phoenix")  # constant the whole year since 1968


@dataclass(frozen=True, order=False, slots=True)
class Moment:
    """A day with, if it is known, the wall time in Arizona."""

    day: date
    time: WallTime | None = None

    @classmethod
    def read(cls, given: object) -> Moment:
        """A moment from a date, an instant, or their ISO text; other zones become Arizona time."""
        if isinstance(given, Moment):
            return given
        if isinstance(given, datetime):
            return cls._of_instant(given)
        if isinstance(given, date):
            return cls(given)
        text = given.strip() if isinstance(given, str) else ""
        try:
            if len(text) == 10:
                return cls(date.fromisoformat(text))
            return cls._of_instant(datetime.fromisoformat(text))
        except (ValueError, OverflowError):  # an instant of year 1 may lie in none in Arizona
            raise NotAcceptable(
                N_("Give a day as 2026-03-02 or a day and time as 2026-03-02T14:30")
            ) from None

    @classmethod
    def _of_instant(cls, instant: datetime) -> Moment:
        local = instant.astimezone(PHOENIX) if instant.tzinfo else instant
        return cls(local.date(), local.time().replace(tzinfo=None))

    @property
    def instant(self) -> datetime | None:
        """The exact instant, or None when only the day is known."""
        return None if self.time is None else datetime.combine(self.day, self.time, PHOENIX)

    def sort_key(self) -> tuple[date, WallTime]:
        """Order within a case; a moment without a time stands at the start of its day."""
        return self.day, self.time or WallTime.min

    def not_after(self, other: Moment) -> bool:
        """Whether this had happened by `other`; a bare day counts as soon as that day has come."""
        if self.day != other.day or self.time is None or other.time is None:
            return self.day <= other.day
        return self.time <= other.time

    def __str__(self) -> str:
        if self.time is None:
            return self.day.isoformat()
        seconds = self.time.second or self.time.microsecond
        return f"{self.day.isoformat()}T{self.time.isoformat() if seconds else self.time.strftime('%H:%M')}"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Mapping[str, Any]:
        return {
            "type": "function-plain",
            "function": {"type": "no-info", "function": cls.read},
            "serialization": {"type": "function-plain", "function": str},
        }

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> Mapping[str, Any]:
        return {
            "type": "string",
            "pattern": r"^\d{4}-\d\d-\d\d(T\d\d:\d\d.*)?$",
            "examples": ["2026-03-02", "2026-03-02T14:30"],
            "description": "A day, or a day and Arizona wall time",
        }
