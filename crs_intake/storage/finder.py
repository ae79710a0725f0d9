"""Which cases come into question for what was typed: the one place that knows how a database finds words.

The table `words` says by what a case is found, on any database. A file has a
full-text index beside it, which answers while somebody types over a million
cases; a server answers from the table itself. Newest cases come first, since
the index gives that order for nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import sqlalchemy as sa

from crs_intake.storage import schema

if TYPE_CHECKING:
    from crs_intake.storage.search import Sought, Word

LAST = "\U0010ffff"
"""Sorts after every letter: the end of a range of words that begin alike."""
_LOOK_AT = 200
"""Cases that a server looks at before the best are shown: sorting all of one letter takes too long."""


class Card(NamedTuple):
    """What is shown of a case that was found, days as YYYY-MM-DD."""

    id: int
    number: str
    name: str
    born: str | None
    opened: str | None
    closed: str | None


Met = tuple[str, ...]
"""A word that a piece meets, what it is, and of whom."""


class Finder(Protocol):
    """What the search asks of a database in one reading; each kind has its own way."""

    def cases(self, pieces: Sequence[Sought], limit: int) -> list[int]:
        """Cases that every piece finds, about `limit` of the best, in no order."""
        ...

    def begins(self, start: str) -> bool:
        """Whether any case has a word that begins so."""
        ...

    def shown(self, ids: Sequence[int], pieces: Sequence[Sought]) -> Iterable[tuple[Card, Sequence[Met]]]:
        """What is shown of these cases, and every word that a piece meets."""
        ...


# A file ----------------------------------------------------------------------------------------------

TURNED = 2**31 - 1
"""A case stands in the index under this less its own id, so that the newest comes first without a search."""
FILL = (
    "INSERT INTO find(find) VALUES ('delete-all')",
    "INSERT INTO find(rowid, own, others) SELECT 2147483647 - case_id, "
    "group_concat(word, ' ') FILTER (WHERE person = 'applicant'), "
    "group_concat(word, ' ') FILTER (WHERE person <> 'applicant') "
    "FROM words GROUP BY case_id ORDER BY case_id DESC",
    "INSERT INTO find(find) VALUES ('optimize')",
)
_PUT = "INSERT OR REPLACE INTO find(rowid, own, others) VALUES (?, ?, ?)"
_FIND = "SELECT 2147483647 - rowid FROM find WHERE find MATCH ? ORDER BY rowid LIMIT ?"
_BEGINS = "SELECT 1 FROM words WHERE word BETWEEN ?1 AND ?1 || char(1114111) LIMIT 1"
_SHOWN = (
    "SELECT c.id, c.number, c.name, c.born, c.opened, c.closed, ("
    "SELECT group_concat(w.word || ' ' || w.what || ' ' || w.person, char(10)) FROM json_each(?2) AS start "
    "CROSS JOIN words AS w INDEXED BY words_of_case "
    "WHERE w.case_id = c.id AND w.word BETWEEN start.value AND start.value || char(1114111)) "
    "FROM json_each(?1) AS of CROSS JOIN cases AS c INDEXED BY cases_card WHERE c.id = of.value"
)


class FileFinder:
    """The full-text index of a file, asked past SQLAlchemy, whose own work would take longer."""

    def __init__(self, cursor: Any) -> None:
        self._ask = cursor.execute

    def cases(self, pieces: Sequence[Sought], limit: int) -> list[int]:
        """All that match, if they are so few; of more the applicant's whole words first, then anybody's."""
        newest = self._ask(_FIND, (_every(pieces, "*"), limit)).fetchall()
        found: dict[int, None] = {}
        for match in _stricter(pieces) if len(newest) == limit else ():
            found.update(dict.fromkeys(row[0] for row in self._ask(_FIND, (match, limit))))
            if len(found) >= limit:
                break
        found.update(dict.fromkeys(row[0] for row in newest))
        return list(found)[:limit]

    def begins(self, start: str) -> bool:
        """One step into the table of words, which is sorted by word."""
        return self._ask(_BEGINS, (start,)).fetchone() is not None

    def shown(self, ids: Sequence[int], pieces: Sequence[Sought]) -> Iterable[tuple[Card, Sequence[Met]]]:
        """Asked for case by case: by word, the database would walk everybody of that name."""
        starts = [start for piece in pieces for start in (*piece.starts, *piece.exact)]
        for *card, met in self._ask(_SHOWN, (json.dumps(ids), json.dumps(starts))):
            yield Card._make(card), [tuple(each.split(" ")) for each in met.split("\n")] if met else []


def _stricter(pieces: Sequence[Sought]) -> Iterator[str]:
    """What is asked besides, the strictest first; the last piece is the one that is being typed."""
    yield f"own : ({_every(pieces, '')})"
    yield _every(pieces, "")
    if len(pieces) > 1:
        yield f"{_every(pieces[:-1], '')} AND {_every(pieces[-1:], '*')}"


def _every(pieces: Sequence[Sought], end: str) -> str:
    return " AND ".join(_match(piece, end) for piece in pieces)


def _match(piece: Sought, end: str) -> str:
    """One piece in the index's language; words hold letters, figures and ":" only, so quotes hold them."""
    return "(" + " OR ".join([f'"{s}"{end}' for s in piece.starts] + [f'"{w}"' for w in piece.exact]) + ")"


# A server --------------------------------------------------------------------------------------------


class PlainFinder:
    """The table of words alone, on any database."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def cases(self, pieces: Sequence[Sought], limit: int) -> list[int]:
        """Whole words first, then words that only start so; the sharpest piece drives the search."""
        found: set[int] = set()
        many = max(limit, _LOOK_AT)
        for whole in (True, False):
            if len(found) < many:
                found.update(self._connection.scalars(_having(pieces, whole=whole).limit(many)))
        return list(found)

    def begins(self, start: str) -> bool:
        """One step into the table of words, which is sorted by word."""
        word = schema.words.c.word
        any_word = sa.select(sa.literal(1)).where(word >= start, word < start + LAST).limit(1)
        return self._connection.scalar(any_word) is not None

    def shown(self, ids: Sequence[int], pieces: Sequence[Sought]) -> Iterable[tuple[Card, Sequence[Met]]]:
        """All words of the few cases, and of these the ones that are met."""
        word, case = schema.words.c, schema.cases.c
        rows = sa.select(word.case_id, word.word, word.what, word.person).where(word.case_id.in_(ids))
        met: dict[int, list[Met]] = {}
        for case_id, *each in self._connection.execute(rows):
            if any(piece.met_by(each[0]) for piece in pieces):
                met.setdefault(case_id, []).append(tuple(each))
        columns = sa.select(case.id, case.number, case.name, case.born, case.opened, case.closed)
        for row in self._connection.execute(columns.where(case.id.in_(ids))):
            days = (each.isoformat() if isinstance(each, date) else None for each in row[3:])
            yield Card(*row[:3], *days), met.get(row.id, [])


def _having(pieces: Sequence[Sought], *, whole: bool) -> sa.Select[Any]:
    first, *others = sorted(pieces, key=lambda piece: -piece.sharp)
    word = schema.words.alias()
    query = sa.select(word.c.case_id).distinct().where(first.matches(word.c.word, whole=whole))
    for other in others:
        also = schema.words.alias()
        query = query.where(
            sa.exists().where(also.c.case_id == word.c.case_id, other.matches(also.c.word, whole=whole))
        )
    return query


def of(connection: sa.Connection) -> Finder:
    """How this database finds words."""
    if connection.dialect.name == "sqlite":
        return FileFinder(connection.connection.cursor())
    return PlainFinder(connection)


def put(connection: sa.Connection, case_id: int, words: Iterable[Word]) -> None:
    """Let the case be found by these words and no others; the table `words` is written by the caller."""
    if connection.dialect.name != "sqlite":
        return  # nothing stands beside the table
    sides: tuple[set[str], set[str]] = set(), set()
    for each in words:
        sides[each.person != "applicant"].add(each.word)
    connection.exec_driver_sql(_PUT, (TURNED - case_id, *(" ".join(sorted(side)) for side in sides)))


def fill(connection: sa.Connection) -> None:
    """Make the index of a file anew from the table of words."""
    for statement in FILL:
        connection.exec_driver_sql(statement)
