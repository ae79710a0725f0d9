"""Setting up a desk and opening it: lock, version, pages, then the store.

A file of a newer program is not touched: its version is read without writing a
byte. An older one is brought up to date, after a verified copy.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from crs_intake.clock import Clock
from crs_intake.domain.actor import Actor
from crs_intake.domain.errors import DeskError, NotAcceptable, UnreadableStore, WorldTrouble
from crs_intake.domain.safety import Rescued
from crs_intake.domain.text import N_
from crs_intake.storage import backups, journal, keys, place, rescue, schema
from crs_intake.storage.base import REKEYED
from crs_intake.storage.engine import (
    DATABASE,
    engine,
    for_writing,
    nothing_left,
    plain_trouble,
    version_of,
)
from crs_intake.storage.keys import Kdf, KeyRing
from crs_intake.storage.lock import Lock
from crs_intake.storage.safe import opened_at
from crs_intake.storage.slots import NOT_THIS, Slot, not_the_code
from crs_intake.storage.staff import first_person, refuse_too_soon
from crs_intake.storage.store import SqlStore

RECOVERY = Actor("recovery", "Recovery code", frozenset({"site_admin"}), "")


def create(
    folder: Path,
    first_user: str,
    password: str,
    clock: Clock,
    site: str,
    kdf: Kdf,
    anchors: Path | None = None,
) -> tuple[SqlStore, tuple[str, str]]:  # fmt: skip
    """Set up a desk in an empty or new folder."""
    place.refuse_unsafe(folder)
    key, person = secrets.token_bytes(32), uuid4().hex
    ring = KeyRing(secrets.token_hex(16)).with_password(key, person, first_user, password, kdf)
    ring, first = ring.with_recovery(key, kdf, "1")
    ring, second = ring.with_recovery(key, kdf, "2")
    lock = _locked(folder)
    try:
        if (folder / keys.FILE).exists():
            raise UnreadableStore(
                N_("There is a desk in this folder already."), then=N_("Sign in to it instead.")
            )
        _set_aside(folder)
        made = engine(folder / DATABASE, key, make=True)
        with plain_trouble(), for_writing(made).begin() as connection:
            schema.create(connection)
        made.dispose()
        store = SqlStore(folder, key, clock, lock, person, anchors)
        first_person(store, first_user, person, site)
        keys.write(folder, ring)  # last: a desk exists once it can be opened
    except BaseException:
        lock.release()
        raise
    return store, (first, second)


def _let_in(folder: Path, user: str, password: str, now: datetime) -> tuple[tuple[bytes, ...], Slot]:
    """Key and slot of a person with the right password; a wrong one is noted, and too many must wait."""
    ring = keys.read(folder)
    refuse_too_soon(folder, now)
    try:
        return ring.open(user, password)
    except UnreadableStore as trouble:
        if str(trouble) == NOT_THIS:
            journal.note(folder, now, user, "password")
        raise


def open_store(
    folder: Path, user: str, password: str, clock: Clock, alone: bool, anchors: Path | None = None
) -> SqlStore:
    """Open the desk for a person."""
    found, slot = _let_in(folder, user, password, clock.now())
    store = _opened(folder, found, clock, slot.person, alone=alone, anchors=anchors)
    if not slot.public and alone:  # a slot of an earlier version: exchange it while the password is at hand
        ring = keys.read(folder)
        keys.write(
            folder, ring.with_password(store._key, slot.person, slot.name, password, slot.kdf, known=True)
        )
    try:
        opened_at(store, store.signed_in)
    except BaseException:
        store.abandon()
        raise
    return store


def open_rescued(folder: Path, user: str, password: str, clock: Clock) -> tuple[SqlStore, Rescued]:
    """What can be read of a damaged desk, in a copy in which nothing is kept; its file is only read."""
    now = clock.now()
    found, slot = _let_in(folder, user, password, now)
    lock = _locked(folder)
    try:
        key = _fitting(folder / DATABASE, found)
        made, told = rescue.read_out(folder, key, now)
    finally:
        lock.release()
    store = SqlStore(made, key, clock, None, slot.person, read_only=True)
    if slot.person not in {each.id for each in store.people()}:
        store.abandon()
        raise nothing_left()  # who may do what cannot be read, and no back-up tells
    journal.note(folder, now, user, journal.RESCUED)
    store.doubts += rescue.doubts(told)
    return store, told


def open_with_recovery(
    folder: Path, code: str, reason: str, clock: Clock, anchors: Path | None = None
) -> SqlStore:
    """Open the desk with a printed code, for a reason."""
    if not reason.strip():
        raise NotAcceptable(
            N_("Say why the recovery code is used; it stands in the history."), where="reason"
        )
    refuse_too_soon(folder, clock.now())
    try:
        found = keys.read(folder).recover(code)
    except UnreadableStore as trouble:
        if str(trouble) == str(not_the_code()):
            journal.note(folder, clock.now(), "", "recovery code")
        raise
    store = _opened(folder, found, clock, "", alone=True, anchors=anchors)
    with store.work(RECOVERY, "desk.recovered") as work:
        work.note("desk.recovered", "", reason=reason.strip())
    store.recovered = reason.strip()
    return store


def restore(
    backup: Path, folder: Path, clock: Clock, *, name: str = "", password: str = "", code: str = "",
    anchors: Path | None = None,
) -> Path | None:  # fmt: skip
    """Put a back-up in the place of a desk, or on an empty machine; gives where the old desk went, if any.

    The back-up is proved first; the desk that stands here is backed up where it can be, and moved aside.
    """
    place.refuse_unsafe(folder)
    opened = backups.prove(backup, name=name, password=password, code=code)
    lock = _locked(folder)
    try:
        _last_backup(folder, opened.key, clock)
        aside = backups.put_back(opened, folder, clock.now())
        _bring_up_to_date(folder / DATABASE, opened.key, clock)
        store = SqlStore(folder, opened.key, clock, None, "", anchors)
        store.restored(RECOVERY, opened.backup.made, aside.name if aside else "")
        store.close()
    finally:
        lock.release()
    return aside


def _last_backup(folder: Path, key: bytes, clock: Clock) -> None:
    """The desk that is about to be moved aside, backed up if this key still opens it and it is sound."""
    if (folder / DATABASE).exists() and (folder / keys.FILE).exists():
        with suppress(DeskError, OSError):
            backups.make(folder, key, "restore", clock.now())


def _opened(
    folder: Path, found: tuple[bytes, ...], clock: Clock, person: str, *, alone: bool, anchors: Path | None
) -> SqlStore:
    if not (folder / DATABASE).exists():
        raise UnreadableStore(
            N_("The desk's database is not in its folder."),
            then=N_("Put back desk.db from the newest back-up."),
        )
    place.refuse_unsafe(folder)
    lock = _locked(folder) if alone else None
    store: SqlStore | None = None
    try:
        key = _fitting(folder / DATABASE, found)
        if lock:
            _tidy(folder, key, found)
        _bring_up_to_date(folder / DATABASE, key, clock)
        store = SqlStore(folder, key, clock, lock, person, anchors)
        store.check()
    except BaseException:
        if store:
            store.abandon()
        if lock:
            lock.release()
        raise
    return store


def _fitting(database: Path, found: tuple[bytes, ...]) -> bytes:
    """Which of the keys opens the file; more than one only after an interrupted new sealing."""
    for key in found[:-1]:
        with suppress(UnreadableStore):
            version_of(database, key)
            return key
    version_of(database, found[-1])
    return found[-1]


def _tidy(folder: Path, key: bytes, found: tuple[bytes, ...]) -> None:
    """Bring what an interrupted new sealing left to its end."""
    (folder / REKEYED).unlink(missing_ok=True)
    if len(found) > 1:
        keys.write(folder, keys.read(folder).settled(key, moved=key == found[-1]))


def _bring_up_to_date(database: Path, key: bytes, clock: Clock) -> None:
    version = version_of(database, key)
    if version > schema.VERSION:
        raise UnreadableStore(
            N_("This desk was last used with a newer version of the program."),
            then=N_("Install the newer version on this computer; nothing was changed."),
        )
    if version < schema.VERSION:
        from crs_intake.storage.migrations.run import migrate  # late: Alembic never on a normal start

        migrate(database, key, version, schema.VERSION, clock.now())


def _locked(folder: Path) -> Lock:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return Lock(folder)
    except OSError:
        raise WorldTrouble(
            N_("The desk's folder cannot be written."),
            then=N_("Choose a folder on a disk of this computer in which you may write."),
        ) from None


def _set_aside(folder: Path) -> None:
    """A database without keys is of a set-up that was cut short; nothing is ever thrown away."""
    for suffix in ("", "-wal", "-shm"):
        left = folder / f"{DATABASE}{suffix}"
        if left.exists():
            left.replace(folder / f"unfinished-{secrets.token_hex(4)}-{left.name}")
