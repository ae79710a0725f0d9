"""The people of the desk and their keys: who may sign in, who vouches, who left."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import sqlalchemy as sa

from crs_intake.clock import moment
from crs_intake.domain.actor import ROLES, Actor, Role
from crs_intake.domain.errors import NotAcceptable, UnreadableStore
from crs_intake.domain.text import N_
from crs_intake.storage import journal, keys, schema
from crs_intake.storage.base import OpenFile
from crs_intake.storage.slots import NOT_THIS
from crs_intake.words import say


class Staff(OpenFile):
    """The part of the store that keeps people."""

    def add_person(self, actor: Actor, name: str, roles: frozenset[Role], site: str, password: str) -> Actor:
        """Let one more person sign in; raises NotAcceptable."""
        person = Actor(uuid4().hex, keys.clean_name(name), roles, site)
        with self.work(actor, "people.add") as work:
            put_person(work.connection, person)
            work.note("people.add", "", person=person.id, roles=" ".join(sorted(roles)), site=site)
            self._give_slot(person, password)
        return person

    def change_person(self, actor: Actor, person: Actor) -> None:
        """Change the roles and site of a person; the name stays, as history shows it."""
        table = schema.staff
        values = {"roles": json.dumps(sorted(person.roles)), "site": person.site}
        with self.work(actor, "people.change") as work:
            work.connection.execute(sa.update(table).where(table.c.id == person.id).values(**values))
            roles = " ".join(sorted(person.roles))
            work.note("people.change", "", person=person.id, roles=roles, site=person.site)

    def remove_person(self, actor: Actor, id: str) -> bool:
        """Let a person sign in no more, and seal the data anew so that the key they knew opens nothing.

        What they did keeps their name. A back-up is made first. False where the data waits to be sealed
        anew, because somebody's slot is of an earlier version (until that person signs in once).
        """
        if len(self.people()) < 2:
            raise NotAcceptable(N_("Somebody must be able to sign in; add another person first."))
        self._before_rekey()
        table = schema.staff
        with self.work(actor, "people.remove") as work:
            values = {"left": moment(self._clock)}
            work.connection.execute(sa.update(table).where(table.c.id == id).values(**values))
            work.note("people.remove", "", person=id)
            ring = keys.read(self.folder).without(id)
            keys.write(self.folder, replace(ring, rekey_due=True).proved(self._key))
        return self.rekey_if_due(actor)

    def rekey_if_due(self, actor: Actor) -> bool:
        """Seal the data anew if somebody left and everybody who stays can be given the new key."""
        ring = keys.read(self.folder)
        if not ring.rekey_due or not ring.can_rekey or self._lock is None:
            return not ring.rekey_due
        if not ring.is_proved(self._key):
            raise UnreadableStore(
                N_("The file with this desk's keys was changed by something else than this program."),
                then=N_("Take keys.json from the newest back-up before somebody is taken off the list."),
            )
        self._seal_anew()
        with self.work(actor, "desk.rekeyed") as work:
            work.note("desk.rekeyed")
        return True

    def set_password(self, actor: Actor, id: str, password: str) -> None:
        """Give a person a new password; raises NotAcceptable."""
        person = next((each for each in self.people() if each.id == id), None)
        if person is None:
            raise NotAcceptable(N_("This person cannot sign in here."))
        with self.work(actor, "people.password") as work:
            work.note("people.password", "", person=id)
            self._give_slot(person, password)

    def vouch(self, name: str, password: str) -> Actor:
        """The person whom this name and password belong to, without opening anything; for a second signature.

        Raises UnreadableStore, with the same delays as the door.
        """
        now = self._clock.now()
        refuse_too_soon(self.folder, now)
        try:
            found = keys.read(self.folder).open(name, password)[1]
        except UnreadableStore as trouble:
            if str(trouble) == NOT_THIS:
                journal.note(self.folder, now, name, "vouch")
            raise
        person = next((each for each in self.people() if each.id == found.person), None)
        if person is None:
            raise NotAcceptable(N_("This person cannot sign in here."))
        return person

    def new_recovery_code(self, actor: Actor, holder: str = "1") -> str:
        """Make a new code for one of the two holders; that holder's earlier one opens nothing any more."""
        with self.work(actor, "people.recovery_code") as work:
            work.note("people.recovery_code", "", holder=holder)
            ring, code = keys.read(self.folder).with_recovery(self._key, self._kdf, holder)
            keys.write(self.folder, ring)
        return code

    def _before_rekey(self) -> None:
        """A back-up stands before the keys change."""

    @property
    def _kdf(self) -> keys.Kdf:
        slots = keys.read(self.folder).slots
        return keys.WEAK_FOR_TESTS_ONLY if any(slot.kdf.for_tests for slot in slots) else keys.STRONG

    def _give_slot(self, person: Actor, password: str, *, known: bool = False) -> None:
        ring = keys.read(self.folder)
        made = ring.with_password(self._key, person.id, person.name, password, self._kdf, known=known)
        keys.write(self.folder, made)


def refuse_too_soon(folder: Path, now: datetime) -> None:
    """Raise TooSoon while a delay after failed tries runs."""
    seconds = journal.wait(folder, now)
    if seconds:
        words = N_("There were several failed tries. Wait {seconds} seconds, then try again.")
        then = N_("If the password is forgotten, use a recovery code.")
        raise journal.TooSoon(say(words, seconds=seconds), seconds, then=then)


def first_person(store: Staff, name: str, person: str, site: str) -> Actor:
    """Put the first person in, who holds all roles until others are added."""
    actor = Actor(person, keys.clean_name(name), frozenset(ROLES), site)
    with store.work(actor, "desk.set_up") as work:
        put_person(work.connection, actor)
        work.note("desk.set_up", "", person=person)
    return actor


def put_person(connection: sa.Connection, person: Actor) -> None:
    """Write a person's row."""
    connection.execute(
        sa.insert(schema.staff).values(
            id=person.id, name=person.name, roles=json.dumps(sorted(person.roles)), site=person.site
        )
    )
