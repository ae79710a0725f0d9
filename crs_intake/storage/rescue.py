"""What can still be read of a damaged database, row by row, put into a new sealed file (safety: 4.12).

The damaged file is only ever read. Rows on a broken page are passed over and
counted; who may sign in and the settings come from the newest good back-up
where they cannot be read here. Nothing is guessed.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlcipher3 import dbapi2 as sqlcipher

from crs_intake.codec import from_store
from crs_intake.domain.case import Case
from crs_intake.domain.errors import DeskError
from crs_intake.domain.safety import Backup, Doubt, Rescued
from crs_intake.domain.text import N_
from crs_intake.storage import backups, engine, keys, schema, search
from crs_intake.storage.index import index
from crs_intake.words import say

PLACE = "rescued"
_MOST_FAILURES = 1500
"""Broken reads of one table after which the rest of it is given up: each costs a new connection."""
_FAR = 10_000
"""Rows that are looked for beyond the back-up's where the last row cannot be told."""
_DERIVED = ("words", "boards", "actions")
"""Made anew, or of no use where nothing is kept."""
_BYTES = {"documents": "pdf", "scans": "content"}
_SMALL = ("staff", "settings", "counters")


def read_out(folder: Path, key: bytes, now: datetime) -> tuple[Path, Rescued]:
    """Put what can be read of the desk in `folder` into a new file; the caller holds its lock.

    Gives the folder of the new file and what is missing in it. Raises UnreadableStore if nothing can be read.
    """
    place = folder / PLACE / f"{now.astimezone(UTC):%Y%m%dT%H%M%S}"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(mode=0o700, parents=True)
    for suffix in ("", "-wal"):  # nobody has it open: the lock is ours, and the store was let go of
        with suppress(FileNotFoundError):
            shutil.copyfile(folder / f"{engine.DATABASE}{suffix}", place / f"damaged.db{suffix}")
    shutil.copyfile(folder / keys.FILE, place / keys.FILE)
    backup = next(iter(reversed(backups.all_in(backups.first_place(folder)))), None)
    try:
        told = _fill(place, key, backup)
    finally:
        for left in place.glob("damaged.db*"):
            left.unlink()
    return place, told


def _fill(place: Path, key: bytes, backup: Backup | None) -> Rescued:
    damaged, older = _Table(place / "damaged.db", key), None
    if not damaged.opens():
        shutil.rmtree(place, ignore_errors=True)
        raise engine.nothing_left()
    if backup is not None and _Table(backup.folder / engine.DATABASE, key).opens():
        older = _Table(backup.folder / engine.DATABASE, key)
    made, lost = engine.engine(place / engine.DATABASE, key, make=True), dict[str, int]()
    with engine.plain_trouble(), engine.for_writing(made).begin() as connection:
        schema.create(connection)
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for table in schema.tables.sorted_tables:
            if table.name in _DERIVED:
                continue
            rows, lost[table.name] = damaged.rows(table, older.last(table.name) if older else 0)
            if table.name in _SMALL and lost[table.name] and older is not None:
                rows = _together(rows, older.rows(table)[0], next(iter(table.primary_key)).name)
            _put(connection, table, rows)
        _drop_orphans(connection)
        _index(connection, key)
        told = _missing(connection, lost, older, backup)
    made.dispose()
    for each in (damaged, older):
        if each is not None:
            each.close()
    return told


def doubts(told: Rescued) -> list[Doubt]:
    """What stands above every room of a rescued copy."""
    words = N_("This is what could be read of a damaged database; nothing is kept in it.")
    then = N_("Save what you need, then bring back the newest good back-up from the sign-in page.")
    found = [Doubt("rescued", words, then)]
    if told.missing or told.unknown:
        words = N_("These cases could not be read: {numbers}.")
        found.append(Doubt("rescued", say(words, numbers=", ".join(told.missing) or "?")))
    if told.thin:
        words = N_("Of these cases entries are missing, so what is shown of them may be wrong: {numbers}.")
        found.append(Doubt("rescued", say(words, numbers=", ".join(told.thin))))
    return found


class _Table:
    """Reads a file that may be broken anywhere; each failure costs its connection."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path, self._key = path, key
        self._open: Any = None

    def opens(self) -> bool:
        """Whether the key fits and the first page can be read."""
        with suppress(DeskError):
            return engine.version_of(self._path, self._key) > 0
        return False

    def rows(self, table: sa.Table, known: int = 0) -> tuple[list[Mapping[str, Any]], int]:
        """The rows that can be read, and how many reads of single rows failed."""
        there = self._columns(table.name)
        columns = [each.name for each in table.columns if each.name in there]
        found, failed, failures = list[Mapping[str, Any]](), 0, 0
        spans = [(0, self.last(table.name) or known + _FAR)]
        while spans:
            first, last = spans.pop()
            got = self._read(table.name, columns, first, last)
            if got is not None:
                found += got
                continue
            failures += 1
            if first < last and failures < _MOST_FAILURES:
                middle = (first + last) // 2
                spans += [(middle + 1, last), (first, middle)]
                continue
            failed += 1
            if first == last and table.name in _BYTES:  # the paper is named even where its bytes are gone
                found += (
                    self._read(table.name, columns[: columns.index(_BYTES[table.name])], first, last) or []
                )
        return found, failed

    def _columns(self, name: str) -> Sequence[str]:
        found = self._asked(f"PRAGMA table_info({name})")
        return [str(row[1]) for row in found or ()]

    def last(self, name: str) -> int:
        """The number of the last row; 0 where it cannot be told."""
        found = self._asked(f"SELECT max(rowid) FROM {name}")  # noqa: S608 - a name of our schema
        return int(found[0][0] or 0) if found else 0

    def _read(
        self, name: str, columns: Sequence[str], first: int, last: int
    ) -> list[Mapping[str, Any]] | None:
        listed = ", ".join(f'"{each}"' for each in columns)
        query = f"SELECT {listed} FROM {name} WHERE rowid BETWEEN {first} AND {last} ORDER BY rowid"  # noqa: S608
        found = self._asked(query) if columns else []
        return None if found is None else [dict(zip(columns, row, strict=True)) for row in found]

    def _asked(self, query: str) -> list[Any] | None:
        try:
            if self._open is None:
                self._open = engine.connect(self._path, self._key, read_only=True)
            return list(self._open.execute(query).fetchall())
        except sqlcipher.Error:
            self.close()
            return None

    def close(self) -> None:
        """Let go of the file; the next question opens it again."""
        if self._open is not None:
            self._open.close()
            self._open = None


def _put(connection: sa.Connection, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Raw values as they stood; a column that could not be read is empty."""
    for row in rows:
        whole = {
            each.name: row.get(each.name, b"" if isinstance(each.type, sa.LargeBinary) else "")
            for each in table.columns if each.name in row or not each.nullable
        }  # fmt: skip
        names = ", ".join(f'"{name}"' for name in whole)
        marks = ", ".join("?" for _ in whole)
        query = f"INSERT OR IGNORE INTO {table.name} ({names}) VALUES ({marks})"  # noqa: S608 - our schema
        connection.exec_driver_sql(query, tuple(whole.values()))


def _together(
    rows: list[Mapping[str, Any]], older: Sequence[Mapping[str, Any]], name: str
) -> list[Mapping[str, Any]]:
    known = {row[name] for row in rows}
    return rows + [row for row in older if row[name] not in known]


def _drop_orphans(connection: sa.Connection) -> None:
    """What belongs to a case that could not be read cannot be shown with it."""
    for name in ("events", "documents", "scans", "determinations"):
        for verb in ("update", "delete"):
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS keep_{name}_{verb}")
    for table in schema.tables.sorted_tables:
        for key in table.foreign_keys:
            known = sa.select(key.column)
            connection.execute(sa.delete(table).where(key.parent.not_in(known)))


def _index(connection: sa.Connection, key: bytes) -> None:
    hasher, case = search.ssn_hasher(key), schema.cases
    for row in connection.execute(sa.select(case.c.id, case.c.number, case.c.facts)).all():
        index(connection, row.id, from_store(Case, row.facts), hasher)


def _missing(
    connection: sa.Connection, lost: Mapping[str, int], older: _Table | None, backup: Backup | None
) -> Rescued:
    """What is not there: cases of the back-up, cases whose entries have a gap, rows of other kinds."""
    case, event = schema.cases.c, schema.events.c
    numbers = set(connection.scalars(sa.select(case.number)))
    before = older.rows(schema.cases)[0] if older else []
    many = {row["id"]: 0 for row in before}
    for row in older.rows(schema.events)[0] if older else []:
        many[row["case_id"]] = many.get(row["case_id"], 0) + 1
    counted = sa.select(case.id, case.number, sa.func.count(event.id), sa.func.max(event.seq)).outerjoin(
        schema.events, event.case_id == case.id
    )
    thin = {
        number for id, number, count, last in connection.execute(counted.group_by(case.id, case.number))
        if count < max(many.get(id, 0), -1 if last is None else last + 1)
    }  # fmt: skip
    return Rescued(
        cases=len(numbers),
        missing=tuple(sorted(str(row["number"]) for row in before if row["number"] not in numbers)),
        thin=tuple(sorted(thin)),
        lost=sum(lost.values()),
        unknown=bool(lost.get("cases")) and not before,
        backup=backup,
    )
