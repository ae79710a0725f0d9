"""Today: the rows of every open case, and the wizards somebody began.

`today` derives and reads whatever it needs at once; a window keeps a `Board`
and asks it again, which then reads only what changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time as WallTime  # noqa: N812 - the field is called time

from crs_intake.casework import drafts, keeping
from crs_intake.casework.board import Board, ahead
from crs_intake.casework.due import GROUPS, OURS, Group, Opens, Row, next_step, of_case
from crs_intake.casework.ports import Desk
from crs_intake.casework.rights import allow
from crs_intake.domain.moment import Moment
from crs_intake.domain.standing import Clock
from crs_intake.policy import life

__all__ = [
    "GROUPS", "OURS", "Board", "Group", "Opens", "Row", "Today", "clock_of", "look", "look_ahead",
    "next_step", "of_case", "today",
]  # fmt: skip


@dataclass(frozen=True)
class Today:
    """The worklist of one moment."""

    at: Moment
    rows: tuple[Row, ...]
    """Ordered by group and time."""
    begun: tuple[drafts.Begun, ...]
    """Wizards begun and not finished, by whomever."""
    unread: int = 0
    """Cases whose rows are not among them yet; look again for these."""

    def group(self, name: Group) -> tuple[Row, ...]:
        """The rows of one group."""
        return tuple(row for row in self.rows if row.group == name)


def today(desk: Desk) -> Today:
    """The worklist of every open case at this moment."""
    return look(desk, Board())


def look(desk: Desk, board: Board, most: int | None = None) -> Today:
    """The worklist as the board knows it, with at most so many cases derived anew in this look."""
    allow(desk, "worklist.see")
    at = keeping.now(desk)
    rows, unread = board.look(desk, at, most)
    return Today(at, rows, drafts.begun(desk), unread)


def look_ahead(desk: Desk) -> None:
    """Derive the rows of the next working day beforehand; done when the desk is idle or closes."""
    now = keeping.now(desk).day
    ahead(desk, Moment(desk.book.calendar.add_business_days(now, 1), WallTime.min))


def clock_of(desk: Desk, row: Row) -> Clock | None:
    """The clock behind a row as it stands now, with all that is told of it; None where none runs."""
    if not row.clock_id:
        return None
    found = life.standing(desk.store.case(row.number).case, desk.book, keeping.now(desk), with_acts=False)
    same = [clock for clock in found.clocks if clock.id == row.clock_id]
    return next((clock for clock in same if clock.status not in ("met", "stopped")), None)
