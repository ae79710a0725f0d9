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


class Finder(Protocol):
    """What the search asks of a database; each kind has its own way."""

    def put(self, connection: sa.Connection, case_id: int, words: Iterable[Word]) -> None:
        """Let the case be found by these words and no others; the table `words` is written by the caller."""
        ...

    def cases(self, connection: sa.Connection, pieces: Sequence[Sought], limit: int) -> list[int]:
        """Cases that every piece finds, about `limit` of the best, in no order."""
        ...

    def met(
        self, connection: sa.Connection, ids: Sequence[int], pieces: Sequence[Sought]
    ) -> Iterator[tuple[int, str, str, str]]:
        """Of these cases every word that a piece meets: case, word, what, person."""
        ...

    def cards(self, connection: sa.Connection, ids: Sequence[int]) -> Iterator[Card]:
        """What is shown of these cases."""
        ...


# A file ----------------------------------------------------------------------------------------------

FILL = (
    "INSERT INTO find(find) VALUES ('delete-all')",
    "INSERT INTO find(rowid, own, others) SELECT case_id, "
    "group_concat(word, ' ') FILTER (WHERE person = 'applicant'), "
    "group_concat(word, ' ') FILTER (WHERE person <> 'applicant') FROM words GROUP BY case_id",
    "INSERT INTO find(find) VALUES ('optimize')",
)
_PUT = "INSERT OR REPLACE INTO find(rowid, own, others) VALUES (?, ?, ?)"
_FIND = "SELECT rowid FROM find WHERE find MATCH ? ORDER BY rowid DESC LIMIT ?"
_MET = (
    "SELECT w.case_id, w.word, w.what, w.person FROM json_each(?) AS of CROSS JOIN json_each(?) AS start "
    "CROSS JOIN words AS w INDEXED BY words_of_case "
    "WHERE w.case_id = of.value AND w.word BETWEEN start.value AND start.value || char(1114111)"
)
_CARDS = (
    "SELECT c.id, c.number, c.name, c.born, c.opened, c.closed FROM json_each(?) AS of "
    "CROSS JOIN cases AS c INDEXED BY cases_card WHERE c.id = of.value"
)


class FileFinder:
    """The full-text index of a file, asked past SQLAlchemy, whose own work would take longer."""

    def put(self, connection: sa.Connection, case_id: int, words: Iterable[Word]) -> None:
        """Let the case be found by these words and no others."""
        sides: tuple[set[str], set[str]] = set(), set()
        for each in words:
            sides[each.person != "applicant"].add(each.word)
        row = (case_id, *(" ".join(sorted(side)) for side in sides))
        connection.exec_driver_sql(_PUT, row)

    def cases(self, connection: sa.Connection, pieces: Sequence[Sought], limit: int) -> list[int]:
        """All that match, if they are so few; of more the applicant's whole words first, then anybody's."""
        cursor = _cursor(connection)
        newest = cursor.execute(_FIND, (_every(pieces, "*"), limit)).fetchall()
        found: dict[int, None] = {}
        for match in _stricter(pieces) if len(newest) == limit else ():
            found.update(dict.fromkeys(row[0] for row in cursor.execute(_FIND, (match, limit))))
            if len(found) >= limit:
                break
        found.update(dict.fromkeys(row[0] for row in newest))
        return list(found)[:limit]

    def met(
        self, connection: sa.Connection, ids: Sequence[int], pieces: Sequence[Sought]
    ) -> Iterator[tuple[int, str, str, str]]:
        """Asked for case by case: by word, the database would walk everybody of that name."""
        starts = [start for piece in pieces for start in (*piece.starts, *piece.exact)]
        yield from _cursor(connection).execute(_MET, (json.dumps(ids), json.dumps(starts)))

    def cards(self, connection: sa.Connection, ids: Sequence[int]) -> Iterator[Card]:
        """What is shown of these cases."""
        return map(Card._make, _cursor(connection).execute(_CARDS, (json.dumps(ids),)))


def _cursor(connection: sa.Connection) -> Any:
    return connection.connection.cursor()


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

    def put(self, connection: sa.Connection, case_id: int, words: Iterable[Word]) -> None:
        """Nothing stands beside the table."""

    def cases(self, connection: sa.Connection, pieces: Sequence[Sought], limit: int) -> list[int]:
        """Whole words first, then words that only start so; the sharpest piece drives the search."""
        found: set[int] = set()
        for whole in (True, False):
            if len(found) < max(limit, _LOOK_AT):
                found.update(connection.scalars(_having(pieces, whole=whole).limit(max(limit, _LOOK_AT))))
        return list(found)

    def met(
        self, connection: sa.Connection, ids: Sequence[int], pieces: Sequence[Sought]
    ) -> Iterator[tuple[int, str, str, str]]:
        """All words of the few cases, and of these the ones that are met."""
        word = schema.words.c
        rows = sa.select(word.case_id, word.word, word.what, word.person).where(word.case_id.in_(ids))
        for row in connection.execute(rows):
            if any(piece.met_by(row.word) for piece in pieces):
                yield tuple(row)

    def cards(self, connection: sa.Connection, ids: Sequence[int]) -> Iterator[Card]:
        """What is shown of these cases."""
        case = schema.cases.c
        columns = sa.select(case.id, case.number, case.name, case.born, case.opened, case.closed)
        for row in connection.execute(columns.where(case.id.in_(ids))):
            days = (each.isoformat() if isinstance(each, date) else None for each in row[3:])
            yield Card(*row[:3], *days)


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


_FINDERS: dict[str, Finder] = {"sqlite": FileFinder()}


def of(connection: sa.Connection) -> Finder:
    """How this database finds words."""
    return _FINDERS.get(connection.dialect.name) or _PLAIN


_PLAIN: Finder = PlainFinder()


def fill(connection: sa.Connection) -> None:
    """Make the index of a file anew from the table of words."""
    for statement in FILL:
        connection.exec_driver_sql(statement)
