"""The store of a desk on a server: the same memory, people by the server's own roles, back-ups made there."""

from __future__ import annotations

import contextlib
import json
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from crs_intake.clock import Clock, moment
from crs_intake.domain.actor import Actor, Role
from crs_intake.domain.errors import NotAcceptable, UnreadableStore
from crs_intake.domain.safety import Backup, BackupState, Doubt
from crs_intake.domain.text import N_
from crs_intake.storage import journal, keys, schema, search
from crs_intake.storage.engine import plain_trouble
from crs_intake.storage.opened import SSN_KEY
from crs_intake.storage.passwords import check_password
from crs_intake.storage.server import link, listen
from crs_intake.storage.server.address import Address
from crs_intake.storage.slots import NOT_THIS
from crs_intake.storage.staff import refuse_too_soon
from crs_intake.storage.store import Memory
from crs_intake.storage.watched import Watched

DESK_ID = "id of the desk"
AT_THE_SERVER = N_("This desk is on a server; that is done there.")
ASK = N_("Ask whoever looks after the server; docs/sites.md says how.")


class ServerStore(Memory, Watched):
    """An open line to the server, made by `doors.open_server`, ended by `close`."""

    def __init__(
        self, address: Address, name: str, password: str, clock: Clock, folder: Path,
        anchors: Path | None = None,
    ) -> None:  # fmt: skip
        super().__init__(clock)
        self.folder = folder
        """The desk's folder on this computer: the address, the journal of failed sign-ins."""
        self.address = address
        self._anchors = anchors
        self._role = link.role_of(name)
        self._own_lines: set[int] = set()
        self._take(password)
        self._listening: listen.Listening | None = None

    def know(self) -> None:
        """Learn who opened it, and what goes with that; raises UnreadableStore for one who left."""
        with self._reading() as connection:
            self._person = str(connection.scalar(sa.text("SELECT crs_me()")) or "")
        if not self._person:
            raise link.not_this()
        self.chain = self.signed_in.site
        self._own_id = self.setting(DESK_ID)
        self._ssn_word = search.ssn_hasher(self._ssn_key())

    def welcome(self, person: Actor) -> None:
        """Tell the trail who came in, and which tries this computer's journal of the door holds."""
        tries = journal.read(self.folder).tries
        with self.work(person, "sign_in") as work:
            for line in tries:
                work.note("sign_in.failed", "", at=line.at, name=line.name, how=line.how)
            work.note("sign_in")
        if tries:
            with contextlib.suppress(OSError):
                journal.write(self.folder, journal.fresh())

    # People: each is a role of the server ----------------------------------------------------------

    def add_person(self, actor: Actor, name: str, roles: frozenset[Role], site: str, password: str) -> Actor:
        """Let one more person sign in, as a role of the server; raises NotAcceptable, NotAllowed."""
        person = Actor(uuid4().hex, keys.clean_name(name), roles, site)
        check_password(password, person.name)
        role = link.role_of(person.name)
        with self.work(actor, "people.add") as work:
            self._refuse_known(work.connection, role)
            given = {"id": person.id, "name": person.name, "roles": json.dumps(sorted(roles)), "site": site,
                     "role": role, "verifier": self._verifier(work.connection, role, password)}  # fmt: skip
            work.connection.execute(_ADD, given)
            work.note("people.add", "", person=person.id, roles=" ".join(sorted(roles)), site=site)
        return person

    def change_person(self, actor: Actor, person: Actor) -> None:
        """Change the roles and site of a person; the name stays, as history shows it."""
        roles = sorted(person.roles)
        given = {"id": person.id, "roles": json.dumps(roles), "site": person.site}
        with self.work(actor, "people.change") as work:
            work.connection.execute(_CHANGE, given)
            work.note("people.change", "", person=person.id, roles=" ".join(roles), site=person.site)
            if person.id == self._person:  # from here on the trail of the new site is written
                self.chain = work.chain = person.site

    def remove_person(self, actor: Actor, id: str) -> bool:
        """Let a person sign in no more; nothing need be sealed anew, as nobody knows the server's keys."""
        if len(self.people()) < 2:
            raise NotAcceptable(N_("Somebody must be able to sign in; add another person first."))
        with self.work(actor, "people.remove") as work:
            work.connection.execute(_REMOVE, {"id": id, "at": str(moment(self._clock))})
            work.note("people.remove", "", person=id)
        return True

    def set_password(self, actor: Actor, id: str, password: str) -> None:
        """Give a person a new password; raises NotAcceptable, NotAllowed."""
        person = next((each for each in self.people() if each.id == id), None)
        if person is None:
            raise NotAcceptable(N_("This person cannot sign in here."))
        check_password(password, person.name)
        with self.work(actor, "people.password") as work:
            verifier = self._verifier(work.connection, link.role_of(person.name), password)
            work.connection.execute(_PASSWORD, {"id": id, "verifier": verifier})
            work.note("people.password", "", person=id)
        if id == self._person:
            self._engine.dispose()
            self._take(password)

    def vouch(self, name: str, password: str) -> Actor:
        """The person whom this name and password belong to; for a second signature.

        Raises UnreadableStore, with the same delays as the door.
        """
        now = self._clock.now()
        refuse_too_soon(self.folder, now)
        try:
            with contextlib.closing(link.connect(self.address, link.role_of(name), password)) as line:
                found = line.execute("SELECT crs_me()").fetchone()
        except UnreadableStore as trouble:
            if str(trouble) == NOT_THIS:
                journal.note(self.folder, now, name, "vouch")
            raise
        person = next((each for each in self.people() if found and each.id == found[0]), None)
        if person is None:
            raise NotAcceptable(N_("This person cannot sign in here."))
        return person

    def new_recovery_code(self, actor: Actor, holder: str = "1") -> str:
        """There is none: an administrator gives a new password."""
        raise NotAcceptable(
            N_("A desk on a server has no recovery codes."),
            then=N_("An administrator of the site gives a new password in Settings, People."),
        )

    # Safety: the server is backed up where it stands -----------------------------------------------

    def back_up(self, why: str, *, if_changed: bool = False) -> Backup | None:
        """Nothing: whoever looks after the server backs it up (docs/sites.md)."""
        return None

    def backup_state(self) -> BackupState:
        """That back-ups are made elsewhere."""
        return BackupState(self.folder, None, None, elsewhere=True)

    def choose_backup_place(self, actor: Actor, place: Path | None) -> None:
        """There is none to choose."""
        raise NotAcceptable(AT_THE_SERVER, then=ASK)

    def check(self, *, thorough: bool = False) -> None:
        """Check the trail of this site and its anchor; what does not look right is told in `doubts`."""
        self.doubts += self._trail_doubts(None if thorough else 1000)

    def check_weekly(self) -> tuple[Doubt, ...]:
        """A server's pages are checked where it stands; each paper's hash is proved when it is read."""
        return ()

    def look_around(self) -> tuple[Doubt, ...]:
        """What a glance shows while people work: a clock set back."""
        found = self._clock_doubt()
        return () if found is None else (found,)

    def listen(self, heard: Callable[[frozenset[str]], None]) -> Callable[[], None]:
        """Tell of cases that others changed, on a thread of its own, until the given function is called."""
        self._listening = listen.Listening(
            lambda: link.connect(self.address, self._role, self._password), self._numbers, self._is_own, heard
        )
        return self._listening.stop

    def close(self) -> None:
        """Anchor the trail and let go of the line."""
        try:
            self.anchor()
        finally:
            self.abandon()

    def abandon(self) -> None:
        """Let go of the line without another word."""
        if self._listening is not None:
            self._listening.stop()
        self._engine.dispose()

    def _numbers(self, ids: frozenset[int]) -> frozenset[str]:
        case = schema.cases.c
        with self._reading() as connection:
            return frozenset(connection.scalars(sa.select(case.number).where(case.id.in_(ids))))

    def _is_own(self, pid: int) -> bool:
        return pid in self._own_lines

    def _take(self, password: str) -> None:
        self._password = password
        self._engine = link.engine(self.address, self._role, password)
        self._for_reading = link.for_reading(self._engine)
        sa.event.listen(self._engine, "connect", lambda line, _: self._own_lines.add(line.info.backend_pid))

    def _ssn_key(self) -> bytes:
        return bytes.fromhex(self.setting(SSN_KEY))

    @property
    def _desk(self) -> str:
        return f"{self._own_id}-{keys_part(self.chain)}"

    @staticmethod
    def _refuse_known(connection: sa.Connection, role: str) -> None:
        if connection.scalar(sa.text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": role}):
            raise NotAcceptable(N_("Somebody of this name can sign in already."), where="name")

    @staticmethod
    def _verifier(connection: sa.Connection, role: str, password: str) -> str:
        # What the server keeps and its log may show is no password.
        return verifier(connection.connection.driver_connection, role, password)

    @contextmanager
    def _write(self) -> Iterator[sa.Connection]:
        with plain_trouble(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with plain_trouble(), self._for_reading.begin() as connection:
            yield connection


def verifier(line: Any, role: str, password: str) -> str:
    """What the server keeps of a password: SCRAM-SHA-256, salted, never the password itself."""
    clean = unicodedata.normalize("NFC", password).encode()
    return str(line.pgconn.encrypt_password(clean, role.encode(), b"scram-sha-256").decode())


def keys_part(site: str) -> str:
    """A site as a piece of a file's name."""
    return "".join(each for each in site.casefold() if each.isascii() and each.isalnum()) or "all"


_ADD = sa.text("SELECT crs_add_person(:id, :name, :roles, :site, :role, :verifier)")
_CHANGE = sa.text("SELECT crs_change_person(:id, :roles, :site)")
_REMOVE = sa.text("SELECT crs_remove_person(:id, :at)")
_PASSWORD = sa.text("SELECT crs_set_password(:id, :verifier)")
