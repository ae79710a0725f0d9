"""Opens the encrypted file, and says in words what went wrong with it.

Every connection is set the same way and asked whether it took the settings:
a store that only seems to be durable or encrypted is worse than none. What was
measured is told in the plan (safety: M1 to M17).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2 as sqlcipher

from crs_intake.domain.errors import Damaged, DeskError, UnreadableStore, WorldTrouble
from crs_intake.domain.text import N_
from crs_intake.storage import trouble

DATABASE = "desk.db"
APPLICATION_ID = 0x43525349  # "CRSI"

_WRITES = "crs_writes"
_SETTINGS: tuple[tuple[str, str, object], ...] = (
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", 2),
    ("foreign_keys", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("recursive_triggers", "ON", 1),  # so that INSERT OR REPLACE cannot slip past a DELETE trigger
    ("fullfsync", "ON", 1),  # macOS: a plain fsync stops at the drive's cache
    ("checkpoint_fullfsync", "ON", 1),
    ("temp_store", "MEMORY", 2),
    ("cache_size", "-64000", -64000),
)


def connect(path: Path, key: bytes, *, make: bool = False, read_only: bool = False) -> Any:
    """A connection to the encrypted file; a file that is not there is only made if `make` says so."""
    mode = "rwc" if make else "rw"
    if read_only:
        log = path.with_name(path.name + "-wal")
        # Without a log nothing can change under us, and not even an empty one is left beside the file.
        mode = "ro" if log.exists() and log.stat().st_size else "ro&immutable=1"
    target = f"{path.resolve().as_uri()}?mode={mode}"
    connection = sqlcipher.connect(target, uri=True, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")  # by default SQLCipher writes to stderr
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA busy_timeout = 5000")
        if not read_only:
            _set(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _set(connection: Any) -> None:
    for name, value, expected in _SETTINGS:
        connection.execute(f"PRAGMA {name} = {value}")
        got = connection.execute(f"PRAGMA {name}").fetchone()[0]
        if got != expected:
            raise UnreadableStore(
                N_("The desk's database did not take a setting that keeps your work safe."),
                then=N_("Keep the desk's folder on a disk of this computer, not on a shared or synced one."),
            )


def version_of(path: Path, key: bytes) -> int:
    """The schema version of the file, read without changing a byte of it."""
    with plain_trouble():
        connection = connect(path, key, read_only=True)
        try:
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        finally:
            connection.close()
    if application != APPLICATION_ID:
        raise UnreadableStore(
            N_("This file is not the database of a CRS Intake desk."), then=N_("Choose another folder.")
        )
    return version


def engine(path: Path, key: bytes, *, make: bool = False, read_only: bool = False) -> sa.Engine:
    """The engine of the store; parameters never appear in error texts."""
    made = sa.create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=lambda: connect(path, key, make=make, read_only=read_only),
        poolclass=QueuePool,
        pool_size=3,
        max_overflow=7,
        hide_parameters=True,
    )

    @sa.event.listens_for(made, "begin")
    def begin(connection: sa.Connection) -> None:
        # Take the write lock at once: a reader that turns writer can be refused half-way.
        writes = connection.get_execution_options().get(_WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes and not read_only else "BEGIN")

    return made


def for_writing(made: sa.Engine) -> sa.Engine:
    """The same engine, whose transactions take the write lock when they begin."""
    return made.execution_options(**{_WRITES: True})


def hold(connection: sa.Connection, name: str) -> None:
    """Let nobody else hold this name until the transaction ends; a file has one writer anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(_HOLD, {"name": name})


_HOLD = sa.text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))")


@contextmanager
def plain_trouble(*, rescued: bool = False) -> Iterator[None]:
    """Turn trouble with the file into a sentence without personal data; a programming error passes."""
    try:
        yield
    except sa.exc.TimeoutError:
        raise _busy() from None
    except sa.exc.DBAPIError as error:
        if hasattr(error.orig, "sqlstate"):
            raise (trouble.sentence(error.orig) or trouble.bare(error)) from None
        raise (_sentence(error.orig, rescued) or error) from None
    except sqlcipher.Error as error:
        raise (_sentence(error, rescued) or error) from None


def _busy() -> WorldTrouble:
    return WorldTrouble(
        N_("Another program is writing to the desk's database."),
        then=N_("What you typed is kept. Try again in a moment."),
    )


def _sentence(error: BaseException | None, rescued: bool = False) -> DeskError | None:
    """The sentence for what the database reported; None for what must be a mistake of the program."""
    name = str(getattr(error, "sqlite_errorname", ""))
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return _busy()
    if name.startswith("SQLITE_FULL"):
        return WorldTrouble(
            N_("The disk is full; nothing of this step was saved."),
            then=N_("What you typed is kept. Make room on the disk and save again."),
        )
    if rescued and name.startswith("SQLITE_READONLY"):
        return only_to_read()
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
        return UnreadableStore(
            N_("The desk's database cannot be opened for writing."),
            then=N_("Check that the folder is there and that you may write in it."),
        )
    if name.startswith("SQLITE_IOERR"):
        return WorldTrouble(
            N_("The disk did not answer; nothing of this step was saved."),
            then=N_("What you typed is kept. Save again; if it fails again, have the disk checked."),
        )
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return damaged()
    return None


def damaged() -> Damaged:
    """The trouble of a file that is not what was written, or not of these keys."""
    return Damaged(
        N_("The desk's database is damaged or does not belong to these keys."),
        then=N_("Do not save again. Sign in anew: the page then shows what can still be read, and leads to "
                "the newest good back-up."),
    )  # fmt: skip


def nothing_left() -> UnreadableStore:
    """The trouble of a damaged file of which not even the first page can be read."""
    return UnreadableStore(
        N_("Nothing can be read of the damaged database with this password."),
        then=N_("Bring back the newest good back-up; the damaged file is kept beside it."),
    )


def only_to_read() -> UnreadableStore:
    """The trouble of an act that would keep something in a rescued copy."""
    return UnreadableStore(
        N_("This is what could be read of a damaged database; nothing is kept in it."),
        then=N_("Save what you need, then bring back the newest good back-up from the sign-in page."),
    )
