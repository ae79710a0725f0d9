"""What every open store stands on, a file or a server: its people, and one transaction for one act."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from crs_intake.clock import Clock, moment
from crs_intake.domain.actor import Actor
from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.kept import AuditLine
from crs_intake.domain.safety import Doubt
from crs_intake.domain.text import N_
from crs_intake.storage import audit, finder, mapping, schema, settings
from crs_intake.storage.work import SqlWork

SSN_KEY = "key of the words for Social Security numbers"


class Opened:
    """A database that somebody opened; `_write` and `_reading` are filled by the file and by the server."""

    read_only = False
    chain = ""
    """Which chain of the audit trail this desk writes: its site's on a server; a file has one."""
    _ssn_word: Callable[[str], str]

    def __init__(self, clock: Clock, person: str = "") -> None:
        self.doubts: list[Doubt] = []
        """What did not look right when the desk was opened."""
        self.recovered = ""
        """Why the desk was opened with a recovery code; "" if it was not."""
        self._clock = clock
        self._person = person
        self._workstation = platform.node()

    @contextmanager
    def work(self, actor: Actor, act: str, action: UUID | None = None) -> Iterator[SqlWork]:
        """One transaction; the same `action` id a second time changes nothing and raises nothing."""
        with self._write() as connection:
            work = SqlWork(
                connection, actor, act, action, self._clock.now(), self._workstation, self._ssn_word,
                self.chain,
            ).begin()  # fmt: skip
            yield work
            if not self.read_only:
                work.finish()

    def setting(self, name: str) -> str:
        """A setting of the desk itself, or nothing."""
        table = schema.settings.c
        with self._reading() as connection:
            return str(connection.scalar(sa.select(table.value).where(table.name == name)) or "")

    @property
    def signed_in(self) -> Actor:
        """The person whose password opened the store; raises NotAcceptable if there is none (recovery)."""
        found = next((each for each in self.people() if each.id == self._person), None)
        if found is None:
            raise NotAcceptable(
                N_("The desk was opened with the recovery code."),
                then=N_("Give a person a new password first."),
            )
        return found

    def people(self) -> tuple[Actor, ...]:
        """Everybody who may sign in."""
        return tuple(self._staff(schema.staff.c.left.is_(None)))

    def everybody(self) -> tuple[Actor, ...]:
        """Everybody who ever could sign in; history names those who left too."""
        return tuple(self._staff())

    def trail(self, first: date, last: date) -> tuple[AuditLine, ...]:
        """All lines of the trail from one day to another, the oldest first."""
        with self._reading() as connection:
            return audit.between(connection, first, last)

    def listen(self, heard: Callable[[frozenset[str]], None]) -> Callable[[], None]:
        """Tell of cases that others change (no numbers: anything), until the given function is called.

        A file is written by one program; there is nothing to hear.
        """
        return lambda: None

    def _staff(self, *which: sa.ColumnElement[bool]) -> list[Actor]:
        table = schema.staff
        with self._reading() as connection:
            rows = connection.execute(sa.select(table).where(*which).order_by(table.c.name))
            return [mapping.actor(row) for row in rows]

    def _put_setting(self, connection: sa.Connection, name: str, value: str, by: str = "") -> None:
        settings.keep(connection, name, value, by, moment(self._clock))

    def _write(self) -> AbstractContextManager[sa.Connection]:
        raise NotImplementedError

    def _reading(self) -> AbstractContextManager[sa.Connection]:
        raise NotImplementedError

    @contextmanager
    def _finding(self) -> Iterator[finder.Finder]:
        with self._reading() as connection:
            yield finder.of(connection)

    def _ssn_key(self) -> bytes:
        """The key under which Social Security numbers are searched."""
        raise NotImplementedError

    @property
    def _desk(self) -> str:
        """What this desk is called among the anchors."""
        raise NotImplementedError
