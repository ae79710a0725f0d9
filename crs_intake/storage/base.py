"""The open file itself: its engine, one transaction for one act, and how it is let go."""

from __future__ import annotations

import platform
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa

from crs_intake.clock import Clock, moment
from crs_intake.domain.actor import Actor
from crs_intake.domain.safety import Doubt
from crs_intake.storage import copies, keys, schema, search
from crs_intake.storage.engine import DATABASE, damaged, engine, for_writing, plain_trouble
from crs_intake.storage.gate import Gate
from crs_intake.storage.lock import Lock
from crs_intake.storage.work import SqlWork

SSN_KEY = "key of the words for Social Security numbers"
REKEYED = "desk.db.rekeyed"


class OpenFile:
    """What every part of the store stands on."""

    def __init__(
        self, folder: Path, key: bytes, clock: Clock, lock: Lock | None, person: str = "",
        anchors: Path | None = None, read_only: bool = False,
    ) -> None:  # fmt: skip
        self.folder = folder
        self.doubts: list[Doubt] = []
        """What did not look right when the desk was opened."""
        self.recovered = ""
        """Why the desk was opened with a recovery code; "" if it was not."""
        self.read_only = read_only
        self._clock = clock
        self._lock = lock
        self._person = person
        self._anchors = anchors
        self._gate = Gate()
        self._workstation = platform.node()
        self._take(key)

    def _take(self, key: bytes) -> None:
        self._key = key
        self._engine = engine(self.folder / DATABASE, key, read_only=self.read_only)
        self._writing = for_writing(self._engine)
        self._ssn_word = search.ssn_hasher(self._ssn_key())

    @contextmanager
    def work(self, actor: Actor, act: str, action: UUID | None = None) -> Iterator[SqlWork]:
        """One transaction; the same `action` id a second time changes nothing and raises nothing."""
        with self._write() as connection:
            work = SqlWork(
                connection, actor, act, action, self._clock.now(), self._workstation, self._ssn_word
            ).begin()
            yield work
            if not self.read_only:
                work.finish()

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

    def setting(self, name: str) -> str:
        """A setting of the desk itself, or nothing."""
        table = schema.settings.c
        with self._reading() as connection:
            return str(connection.scalar(sa.select(table.value).where(table.name == name)) or "")

    def _put_setting(self, connection: sa.Connection, name: str, value: str, by: str = "") -> None:
        table = schema.settings
        connection.execute(sa.delete(table).where(table.c.name == name))
        row = {"name": name, "value": value, "by": by, "at": moment(self._clock)}
        connection.execute(sa.insert(table), row)

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
        with plain_trouble(), self._gate.passing(), self._writing.begin() as connection:
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with plain_trouble(), self._gate.passing(), self._engine.begin() as connection:
            yield connection
