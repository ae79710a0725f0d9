"""Today: the rows of every open case, and the wizards somebody began.

`today` derives and reads whatever it needs at once; a window keeps a `Board`
and asks it again, which then reads only what changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time as WallTime  # noqa: N812 - the field is called time
from weakref import WeakKeyDictionary

from crs_intake.casework import drafts, keeping
from crs_intake.casework.board import Board, ahead
from crs_intake.casework.due import GROUPS, OURS, Group, Opens, Row, next_step, of_case
from crs_intake.casework.ports import Desk, Store
from crs_intake.casework.rights import allow
from crs_intake.domain.actor import Actor
from crs_intake.domain.moment import Moment
from crs_intake.domain.standing import Clock
from crs_intake.policy import life

__all__ = [
    "GROUPS", "KINDS", "OURS", "Board", "Choice", "Group", "Opens", "Row", "Today", "chosen", "clock_of",
    "keep_choice", "look", "look_ahead", "next_step", "of_case", "papers", "today",
]  # fmt: skip

KINDS = ("", "appointments", "papers", "contacts", "deadlines", "unfinished")
"""Kinds of row that can be shown alone; "" is everything."""


@dataclass(frozen=True)
class Choice:
    """Which rows of Today somebody wants to see."""

    kind: str = ""
    """One of KINDS."""
    person: Actor | None = None
    """Rows of this member of the staff; None = of everybody."""

    def takes(self, row: Row) -> bool:
        """Whether the row is wanted."""
        return (not self.kind or self.kind == kind_of(row)) and (self.person is None or _of(row, self.person))

    def takes_begun(self, begun: drafts.Begun) -> bool:
        """Whether an unfinished wizard is wanted."""
        return self.kind in ("", "unfinished") and (self.person is None or begun.by == self.person.id)


def kind_of(row: Row) -> str:
    """The kind of a row, one of KINDS."""
    if row.kind == "clock":
        return "contacts" if row.opens.part == "contacts" else "deadlines"
    return {"paper": "papers", "appointment": "appointments"}[row.kind]


def _of(row: Row, person: Actor) -> bool:
    # The director's decisions are the director's, in whosever hands the case is.
    if row.who == "medical_director" and "medical_director" in person.roles:
        return True
    return row.hand == person.name


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


def look(desk: Desk, board: Board | None = None, most: int | None = None) -> Today:
    """The worklist as a board knows it (the desk's own), with at most so many cases derived in this look."""
    allow(desk, "worklist.see")
    at = keeping.now(desk)
    rows, unread = (board or _board_of(desk)).look(desk, at, most)
    return Today(at, rows, drafts.begun(desk), unread)


_boards: WeakKeyDictionary[Store, Board] = WeakKeyDictionary()


def _board_of(desk: Desk) -> Board:
    """The board that all pages of an open desk share."""
    return _boards.setdefault(desk.store, Board())


def look_ahead(desk: Desk) -> None:
    """Derive the rows of the next working day beforehand; done when the desk is idle or closes."""
    now = keeping.now(desk).day
    ahead(desk, Moment(desk.book.calendar.add_business_days(now, 1), WallTime.min))


def chosen(desk: Desk) -> Choice:
    """The rows that the signed-in person chose to see when last here."""
    kind, _, id = desk.store.preference(desk.actor, "today").partition("|")
    person = next((each for each in desk.store.people() if each.id == id), None)
    return Choice(kind if kind in KINDS else "", person)


def keep_choice(desk: Desk, choice: Choice) -> None:
    """Remember it for the signed-in person, until they choose otherwise."""
    allow(desk, "worklist.see")
    value = f"{choice.kind}|{choice.person.id if choice.person else ''}"
    desk.store.keep_preference(desk.actor, "today", value)


def papers(desk: Desk) -> tuple[Row, ...]:
    """Every paper of every open case that has to go out, the first due first."""
    found = [row for row in look(desk).rows if row.kind == "paper"]
    return tuple(sorted(found, key=lambda row: (str(row.due or "~"), row.applicant.casefold())))


def clock_of(desk: Desk, row: Row) -> Clock | None:
    """The clock behind a row as it stands now, with all that is told of it; None where none runs."""
    if not row.clock_id:
        return None
    found = life.standing(desk.store.case(row.number).case, desk.book, keeping.now(desk), with_acts=False)
    same = [clock for clock in found.clocks if clock.id == row.clock_id]
    return next((clock for clock in same if clock.status not in ("met", "stopped")), None)
