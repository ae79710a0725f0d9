"""A copy of the live database that is known to be good before anything relies on it.

Only SQLite's own online backup is used: copying the file by other means would
miss the newest pages and can drop its locks (safety: M13). The copy is
encrypted, with the same key or with a new one.
"""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from crs_intake.domain.errors import WorldTrouble
from crs_intake.domain.text import N_
from crs_intake.storage.engine import connect, damaged, plain_trouble
from crs_intake.storage.keys import sync_folder

PAGES = 512
"""Pages copied in one step; between steps other threads get their turn."""


@dataclass(frozen=True)
class Figures:
    """What a database held at one instant: rows of every table and the head of the audit trail."""

    counts: dict[str, int]
    seq: int
    head: str


def verified_copy(database: Path, key: bytes, target: Path) -> Path:
    """Copy the database to `target`, read the copy back whole, and only then give it its name."""
    part = target.with_name(target.name + ".part")
    copy_to(database, key, part)
    part.replace(target)
    sync_folder(target.parent)
    return target


def copy_to(
    database: Path, key: bytes, part: Path, *, new_key: bytes | None = None, thorough: bool = True
) -> Figures:
    """Write a copy to `part`, read it back and make it durable; gives what it holds.

    The copy is of one instant: what others save meanwhile neither gets in nor makes it begin again.
    """
    sealed = new_key or key
    part.unlink(missing_ok=True)
    with plain_trouble():
        with closing(connect(database, key)) as source:
            source.execute("BEGIN")
            held = figures(source)
            with closing(connect(part, sealed, make=True)) as copy:
                source.backup(copy, pages=PAGES, sleep=0)
                copy.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
            source.execute("ROLLBACK")
        if not holds(part, sealed, held, thorough=thorough):
            raise WorldTrouble(
                N_("The copy of the desk's database could not be read back."),
                then=N_("Nothing was changed. Check the disk, then start again."),
            )
    with part.open("rb+") as written:
        os.fsync(written.fileno())
    return held


def holds(database: Path, key: bytes, held: Figures, *, thorough: bool = False) -> bool:
    """Whether a copy at rest opens with the key, has sound pages, and holds what it should."""
    with closing(connect(database, key, read_only=True)) as copy:
        return not troubles(copy, thorough=thorough) and figures(copy) == held


def figures(connection: Any) -> Figures:
    """What a database holds now; the caller keeps the transaction."""
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    counts = {name: str(sa.select(sa.func.count()).select_from(sa.table(name))) for (name,) in names}
    told = {name: int(connection.execute(query).fetchone()[0]) for name, query in counts.items()}
    last = None
    if "audit" in told:
        last = connection.execute("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
    return Figures(told, last[0] if last else 0, last[1] if last else "")


def troubles(connection: Any, *, thorough: bool = True) -> list[str]:
    """What is wrong with the seals of the pages and with the structure; empty if all is well.

    A writable connection must have its log checkpointed before: the check of the
    seals reads past it and would cry wolf (safety: M3).
    """
    found = [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]
    how = "integrity_check" if thorough else "quick_check"
    found += [str(row[0]) for row in connection.execute(f"PRAGMA {how}(3)") if row[0] != "ok"]
    if thorough:
        lost = connection.execute("PRAGMA foreign_key_check").fetchmany(3)
        found += [f"{row[0]} points nowhere" for row in lost]
    return found


def structure(connection: sa.Connection) -> list[str]:
    """What is wrong with the structure and the references of an open database; empty if all is well."""
    found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check(3)") if row[0] != "ok"]
    lost = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(3)
    return [*found, *(f"{row[0]} points nowhere" for row in lost)]


def check(database: Path, key: bytes, *, thorough: bool = False) -> None:
    """Check the database's pages; raises UnreadableStore if one of them is not as it was written."""
    with plain_trouble(), closing(connect(database, key)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        seals = [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]
        if seals or (thorough and troubles(connection)):
            raise damaged()
