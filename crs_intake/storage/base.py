"""The open file itself: its engine, its key, and how it is let go."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from crs_intake.clock import Clock
from crs_intake.storage import copies, keys, search
from crs_intake.storage.engine import DATABASE, damaged, engine, for_writing, plain_trouble
from crs_intake.storage.finder import FileFinder, Finder
from crs_intake.storage.gate import Gate
from crs_intake.storage.lock import Lock
from crs_intake.storage.opened import SSN_KEY, Opened

REKEYED = "desk.db.rekeyed"


class OpenFile(Opened):
    """What every part of the store of one file stands on."""

    def __init__(
        self, folder: Path, key: bytes, clock: Clock, lock: Lock | None, person: str = "",
        anchors: Path | None = None, read_only: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(clock, person)
        self.folder = folder
        self.read_only = read_only
        self._lock = lock
        self._anchors = anchors
        self._gate = Gate()
        self._take(key)

    def _take(self, key: bytes) -> None:
        self._key = key
        self._engine = engine(self.folder / DATABASE, key, read_only=self.read_only)
        self._writing = for_writing(self._engine)
        self._ssn_word = search.ssn_hasher(self._ssn_key())

    def close(self) -> None:
        """Let the file rest in one piece, and another program open it."""
        try:
            if not self.read_only:
                with plain_trouble(), self._engine.connect() as connection:
                    connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                    connection.exec_driver_sql("PRAGMA optimize")
        finally:
            self.abandon()

    def abandon(self) -> None:
        """Let go of the file without writing another byte to it."""
        self._engine.dispose()
        if self._lock:
            self._lock.release()

    def _ssn_key(self) -> bytes:
        """The key under which Social Security numbers are searched; it outlives the key of the file."""
        kept = self.setting(SSN_KEY) if not self.read_only else ""
        return bytes.fromhex(kept) if kept else self._key

    def _seal_anew(self) -> None:
        """Write the whole file anew under a new key, and take it; killed at any point, one of them opens.

        The new file is a copy that was read back, and takes the old one's place in one rename; the key
        ring names both keys meanwhile. The old file is never written to.
        """
        new, database, part = secrets.token_bytes(32), self.folder / DATABASE, self.folder / REKEYED
        if not self.setting(SSN_KEY):
            with self._write() as connection:
                self._put_setting(connection, SSN_KEY, self._key.hex())
        ring = keys.read(self.folder)
        keys.write(self.folder, ring.with_next(new))
        moved = False
        with self._gate.alone():
            try:
                with self._engine.connect() as connection:
                    connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                self._engine.dispose()
                copies.copy_to(database, self._key, part, new_key=new)
                log = database.with_name(database.name + "-wal")
                if log.exists() and log.stat().st_size:
                    raise damaged()  # somebody else holds the file; its newest pages would be lost
                part.replace(database)
                moved = True
                keys.sync_folder(self.folder)
            finally:
                part.unlink(missing_ok=True)
                key = new if moved else self._key
                keys.write(self.folder, keys.read(self.folder).settled(key, moved=moved))
                self._take(key)

    @contextmanager
    def _write(self) -> Iterator[sa.Connection]:
        with plain_trouble(rescued=self.read_only), self._gate.passing(), self._writing.begin() as connection:
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with plain_trouble(), self._gate.passing(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _finding(self) -> Iterator[Finder]:
        """A reading past SQLAlchemy, whose own work for one key typed would take longer than the answer."""
        with plain_trouble(), self._gate.passing():
            raw = self._engine.raw_connection()
            try:
                cursor = raw.cursor()
                cursor.execute("BEGIN")
                yield FileFinder(cursor)
            finally:
                raw.close()  # the pool ends the reading
