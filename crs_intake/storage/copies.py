"""A copy of the live database that is known to be good before anything relies on it.

Only SQLite's own online backup is used: copying the file by other means would
miss the newest pages and can drop its locks (safety: M13). The copy is
encrypted with the same key.
"""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from crs_intake.domain.errors import WorldTrouble
from crs_intake.domain.text import N_
from crs_intake.storage.engine import connect, damaged, plain_trouble
from crs_intake.storage.keys import sync_folder


def verified_copy(database: Path, key: bytes, target: Path) -> Path:
    """Copy the database to `target`, read the copy back whole, and only then give it its name."""
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    with plain_trouble(), closing(connect(database, key)) as source:
        with closing(connect(part, key, make=True)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
        with closing(connect(part, key, read_only=True)) as copy:
            if troubles(copy) or _counts(copy) != _counts(source):
                raise WorldTrouble(
                    N_("The copy of the desk's database could not be read back."),
                    then=N_("Nothing was changed. Check the disk, then start again."),
                )
    with part.open("rb+") as written:
        os.fsync(written.fileno())
    part.replace(target)
    sync_folder(target.parent)
    return target


def troubles(connection: Any, *, thorough: bool = True) -> list[str]:
    """What is wrong with the seals of the pages and, if thorough, with the structure; empty if all is well.

    A writable connection must have its log checkpointed before: the check of the
    seals reads past it and would cry wolf (safety: M3).
    """
    found = [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]
    if thorough:
        found += [str(row[0]) for row in connection.execute("PRAGMA integrity_check(3)") if row[0] != "ok"]
        lost = connection.execute("PRAGMA foreign_key_check").fetchmany(3)
        found += [f"{row[0]} points nowhere" for row in lost]
    return found


def check(database: Path, key: bytes, *, thorough: bool = False) -> None:
    """Check the database's pages; raises UnreadableStore if one of them is not as it was written."""
    with plain_trouble(), closing(connect(database, key)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        if troubles(connection, thorough=thorough):
            raise damaged()


def _counts(connection: Any) -> dict[str, int]:
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    counts = {name: str(sa.select(sa.func.count()).select_from(sa.table(name))) for (name,) in names}
    return {name: connection.execute(query).fetchone()[0] for name, query in counts.items()}
