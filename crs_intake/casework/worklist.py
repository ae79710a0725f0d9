"""Today: the rows of every open case, and the wizards somebody began.

Rows of a case are kept for a part of a day, with the version of the case and a
stamp of the book they came from, so that a thousand cases are there at once
after sign-in. They can be dropped at any time.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import time as WallTime  # noqa: N812 - the field is called time
from functools import cache
from pathlib import Path

from crs_intake import __version__
from crs_intake.casework import drafts, keeping
from crs_intake.casework.due import GROUPS, OURS, Group, Opens, Row, next_step, of_case, order, uncovered
from crs_intake.casework.ports import Desk
from crs_intake.casework.rights import allow
from crs_intake.codec import from_store, to_store
from crs_intake.domain.errors import NotInForce
from crs_intake.domain.kept import Kept, Stored
from crs_intake.domain.moment import Moment
from crs_intake.domain.standing import Standing
from crs_intake.policy import life
from crs_intake.words import language

__all__ = ["GROUPS", "OURS", "Group", "Opens", "Row", "Today", "look_ahead", "next_step", "of_case", "today"]


@dataclass(frozen=True)
class Today:
    """The worklist of one moment."""

    at: Moment
    rows: tuple[Row, ...]
    """Ordered by group and time."""
    begun: tuple[drafts.Begun, ...]
    """Wizards begun and not finished, by whomever."""

    def group(self, name: Group) -> tuple[Row, ...]:
        """The rows of one group."""
        return tuple(row for row in self.rows if row.group == name)


@dataclass(frozen=True)
class _Rows:
    """The rows of one case as they lie in the store."""

    rows: tuple[Row, ...]


def today(desk: Desk) -> Today:
    """The worklist of every open case at this moment."""
    allow(desk, "worklist.see")
    at = keeping.now(desk)
    rows = sorted(_board(desk, at), key=order)
    return Today(at, tuple(rows), drafts.begun(desk))


def look_ahead(desk: Desk) -> None:
    """Derive the rows of the next working day beforehand; done when the desk is idle or closes."""
    now = keeping.now(desk).day
    _board(desk, Moment(desk.book.calendar.add_business_days(now, 1), WallTime.min))


def _board(desk: Desk, at: Moment) -> list[Row]:
    stamp = _stamp(desk)
    kept = desk.store.board(at, stamp)
    found = [row for each in kept.values() if each for row in from_store(_Rows, each.rows).rows]
    new: dict[str, Kept] = {}
    for stored in desk.store.cases(numbers=[number for number, each in kept.items() if each is None]):
        rows, since, until = _derived(desk, stored, at)
        new[stored.case.number] = Kept(stored.version, since, until, to_store(_Rows(rows)))
        found += rows
    if new:
        desk.store.keep_board(at.day, stamp, new)
    return found


def _derived(desk: Desk, stored: Stored, at: Moment) -> tuple[tuple[Row, ...], WallTime, WallTime]:
    """The rows of a case, and the part of the day in which they hold."""
    try:
        standing = life.standing(stored.case, desk.book, at, with_acts=False)
    except NotInForce as gap:  # one case beyond the book must not hide all the others
        return (uncovered(stored.case, gap),), WallTime.min, WallTime.max
    return of_case(desk, stored, standing, at=at), *_while(stored, standing, at)


def _while(stored: Stored, standing: Standing, at: Moment) -> tuple[WallTime, WallTime]:
    """The part of the day in which the rows hold: from the last to the next time something has on it."""
    now = at.time or WallTime.min
    moments = [each for event in stored.case.events for each in (event.at, event.when) if each]
    moments += [clock.due for clock in standing.clocks]
    times = {each.time or WallTime.min for each in moments if each.day == at.day}
    # A time that has come counts with its minute; one past it, as an hour that is over, from the next.
    times |= {_next_minute(time) for time in times}
    before, after = [t for t in times if t <= now], [t for t in times if t > now]
    return max(before, default=WallTime.min), min(after, default=WallTime.max)


def _next_minute(time: WallTime) -> WallTime:
    if time.minute < 59:
        return WallTime(time.hour, time.minute + 1)
    return WallTime(time.hour + 1) if time.hour < 23 else WallTime.max


def _stamp(desk: Desk) -> str:
    """What kept rows rest on besides the case: program, book, site, calendar and language."""
    told = "|".join((_program(), to_store(desk.site), language(), str(desk.book.calendar.last_year)))
    return hashlib.sha256(told.encode()).hexdigest()[:32]


@cache
def _program() -> str:
    """The version of the program; on a checkout also when a rule or its data was last touched."""
    room = Path(__file__).parents[1]
    files = [*(room / "policy").rglob("*.py"), *(room / "casework").glob("*.py")]
    files += (room.parent / "resources" / "policy").rglob("*.yaml")
    newest = max((file.stat().st_mtime_ns for file in files), default=0)
    return f"{__version__} {newest} {len(files)}"
