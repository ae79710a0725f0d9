"""The memory of Today: the rows of every open case, derived once and shown for as long as they hold.

While the rows of a case are derived, the present day is under watch, so it is
known to when they hold; until then they are read back, not derived. They rest
on a version of the case and on a stamp of program, book and language, are only
a copy, and can be dropped at any time.
"""

from __future__ import annotations

import hashlib
import json
from bisect import insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from crs_intake import __version__
from crs_intake.casework import hands
from crs_intake.casework.due import Opens, Row, of_case, order, place, uncovered
from crs_intake.casework.ports import Desk
from crs_intake.codec import to_store
from crs_intake.domain.errors import NotInForce
from crs_intake.domain.kept import Kept, OpenCase, Stored
from crs_intake.domain.moment import Moment
from crs_intake.domain.quick import maker
from crs_intake.domain.watch import Watch
from crs_intake.policy import clocks, life
from crs_intake.policy.book import Book
from crs_intake.words import language

_row = maker(Row)
_Place = tuple[tuple[object, ...], Row]


@dataclass
class Board:
    """The rows of all open cases at the last look; a look reads only what is new since."""

    _held: dict[str, tuple[int, str]] = field(default_factory=dict)
    """The version of each case that is read, and the moment to which its rows hold."""
    _places: list[_Place] = field(default_factory=list)
    _unread: dict[str, None] = field(default_factory=dict)
    """Numbers of cases whose rows are still to be derived, in their order."""
    _seen: tuple[str, str] = ("", "")
    """Stamp and moment of the last look."""
    _one_at_a_time: Lock = field(default_factory=Lock)

    def look(self, desk: Desk, at: Moment, most: int | None = None) -> tuple[tuple[Row, ...], int]:
        """The rows in order, with at most so many cases derived anew, and how many cases are still unread."""
        with self._one_at_a_time:
            stamp = stamp_of(desk)
            self._notice(desk, at, stamp)
            numbers = list(self._unread)[:most]
            if numbers:
                self._derive(desk, at, stamp, numbers)
            self._seen = (stamp, str(at))
            return tuple(row for _, row in self._places), len(self._unread)

    def _notice(self, desk: Desk, at: Moment, stamp: str) -> None:
        before, now = self._seen, str(at)
        if before[0] != stamp or before[1][:10] != now[:10] or now < before[1]:
            self._fill(desk, at, stamp)
            return
        there, held = desk.store.versions(), self._held
        old = {
            number for number, each in held.items()
            if there.get(number) != each[0] or each[1] <= now
        }  # fmt: skip
        self._forget(old)
        self._unread = dict.fromkeys(number for number in there if number not in held)

    def _fill(self, desk: Desk, at: Moment, stamp: str) -> None:
        found = desk.store.board(at, stamp)
        kept = [each for each in found if each.rows]
        self._unread = dict.fromkeys(each.number for each in found if not each.rows)
        packed = json.loads(f"[{','.join(each.rows for each in kept)}]")
        read = Reader(desk.book, at.day)
        self._held = {each.number: (each.version, each.until) for each in kept}
        both = zip(kept, packed, strict=True)
        self._places = sorted(place for each, rows in both for place in read.places(each, rows))

    def _forget(self, numbers: set[str]) -> None:
        for number in numbers:
            del self._held[number]
        if numbers:
            self._places = [place for place in self._places if place[1].number not in numbers]

    def _derive(self, desk: Desk, at: Moment, stamp: str, numbers: Sequence[str]) -> None:
        new: dict[str, Kept] = {}
        added: list[Row] = []
        for stored in desk.store.cases(numbers=numbers):
            number = stored.case.number
            rows, new[number] = derived(desk, stored, at)
            self._held[number] = stored.version, str(new[number].until)
            added += rows
        for number in numbers:  # one that was closed meanwhile is not there any more
            self._unread.pop(number, None)
        if len(added) > len(self._places) // 8:
            self._places = sorted([*self._places, *((order(row), row) for row in added)])
        else:
            for row in added:
                insort(self._places, (order(row), row))
        desk.store.keep_board(stamp, new)


def ahead(desk: Desk, at: Moment) -> None:
    """Derive what will have changed by a later moment, so that the first look then only reads."""
    stamp = stamp_of(desk)
    numbers = [each.number for each in desk.store.board(at, stamp) if not each.rows]
    for start in range(0, len(numbers), 200):
        some = desk.store.cases(numbers=numbers[start : start + 200])
        desk.store.keep_board(stamp, {each.case.number: derived(desk, each, at)[1] for each in some})


def derived(desk: Desk, stored: Stored, at: Moment) -> tuple[tuple[Row, ...], Kept]:
    """The rows of a case at a moment, and the same as they are kept, with the moment to which they hold."""
    watch = Watch(at)
    try:
        standing = life.standing(stored.case, desk.book, watch.moment(), with_acts=False)
        rows = of_case(desk, stored, standing, at=watch.moment())
    except NotInForce as gap:  # one case beyond the book must not hide all the others
        rows = (replace(uncovered(stored.case, gap), hand=hands.holder(stored)),)
        watch.only_today()
    given = hands.assigned(stored.case)
    packed = json.dumps([_packed(row, given) for row in rows], ensure_ascii=False, separators=(",", ":"))
    return rows, Kept(stored.version, at, watch.until, packed)


def _packed(row: Row, given: str) -> list[Any]:
    opens = row.opens
    return [
        row.kind, row.group, row.what, str(row.due) if row.due else "", row.who, row.section,
        "|".join((opens.wizard, opens.page, opens.document, opens.part)), row.clock_id, row.to, row.wording,
        row.says, row.since.isoformat() if row.since else "", str(row.last) if row.last else "", row.length,
        row.unit, row.status, given,
    ]  # fmt: skip


class Reader:
    """Makes rows of what was kept; thousands of rows share their days and where they lead."""

    def __init__(self, book: Book, on: date) -> None:
        self._book, self._on = book, on
        self._moments: dict[str, Moment | None] = {"": None}
        self._opens: dict[str, Opens] = {}
        self._days: dict[tuple[str, str], tuple[date, int | None]] = {}

    def places(self, case: OpenCase, packed: Sequence[Sequence[Any]]) -> Iterator[_Place]:
        """The rows of one case, each with its place in the order."""
        for told in packed:
            row = self._row(case, told)
            yield place(row.group, told[3], row), row

    def _row(self, case: OpenCase, told: Sequence[Any]) -> Row:
        kind, group, what, due, who, section, opens, clock, to, wording, says, since, last, *count = told
        length, unit, status, given = count
        first, reached = self._counted(since, unit) if since else (None, None)
        return _row(
            kind, group, case.number, case.name, what, self._moment(due), who, section, self._lead(opens),
            clock, tuple(to), wording, says, first, self._moment(last), length, unit, status,
            given or case.saved_by,
            self._on, reached if length else None,
        )  # fmt: skip

    def _moment(self, text: str) -> Moment | None:
        if text not in self._moments:
            self._moments[text] = Moment.read(text)
        return self._moments[text]

    def _lead(self, text: str) -> Opens:
        found = self._opens.get(text)
        if found is None:
            found = self._opens[text] = Opens(*text.split("|"))
        return found

    def _counted(self, since: str, unit: str) -> tuple[date, int | None]:
        found = self._days.get((since, unit))
        if found is None:
            first = date.fromisoformat(since)
            found = first, clocks.day_reached(first, self._on, unit, self._book)
            self._days[since, unit] = found
        return found


def stamp_of(desk: Desk) -> str:
    """What kept rows rest on besides the case: program, book, site, calendar and language."""
    told = "|".join((_program(), to_store(desk.site), language(), str(desk.book.calendar.last_year)))
    return hashlib.sha256(told.encode()).hexdigest()[:32]


@cache
def _program() -> str:
    """The version of the program; on a checkout also when a rule, its data or a word was last touched."""
    room = Path(__file__).parents[1]
    files = [file for name in ("policy", "domain", "casework") for file in (room / name).rglob("*.py")]
    resources = room.parent / "resources"
    files += [*(resources / "policy").rglob("*"), *(resources / "i18n").rglob("*.mo")]
    newest = max((file.stat().st_mtime_ns for file in files), default=0)
    return f"{__version__} {newest} {len(files)}"
