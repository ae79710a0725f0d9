"""Setting up a desk and opening it: lock, version, pages, then the store.

A file of a newer program is not touched: its version is read without writing a
byte. An older one is brought up to date, after a verified copy.
"""

from __future__ import annotations

import secrets
from pathlib import Path
from uuid import uuid4

from crs_intake.clock import Clock
from crs_intake.domain.actor import Actor
from crs_intake.domain.errors import NotAcceptable, UnreadableStore, WorldTrouble
from crs_intake.domain.text import N_
from crs_intake.storage import keys, schema
from crs_intake.storage.engine import DATABASE, engine, for_writing, plain_trouble, version_of
from crs_intake.storage.keys import Kdf, KeyRing
from crs_intake.storage.lock import Lock
from crs_intake.storage.store import SqlStore, first_person

RECOVERY = Actor("recovery", "Recovery code", frozenset({"site_admin"}), "")


def create(
    folder: Path, first_user: str, password: str, clock: Clock, site: str, kdf: Kdf
) -> tuple[SqlStore, str]:
    """Set up a desk in an empty or new folder."""
    key, person = secrets.token_bytes(32), uuid4().hex
    ring = KeyRing(secrets.token_hex(16)).with_password(key, person, first_user, password, kdf)
    ring, code = ring.with_recovery(key, kdf)
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
        store = SqlStore(folder, key, clock, lock, person)
        first_person(store, first_user, person, site)
        keys.write(folder, ring)  # last: a desk exists once it can be opened
    except BaseException:
        lock.release()
        raise
    return store, code


def open_store(folder: Path, user: str, password: str, clock: Clock, alone: bool) -> SqlStore:
    """Open the desk for a person."""
    key, slot = keys.read(folder).open(user, password)
    return _opened(folder, key, clock, slot.person, alone=alone)


def open_with_recovery(folder: Path, code: str, reason: str, clock: Clock) -> SqlStore:
    """Open the desk with the printed code, for a reason."""
    if not reason.strip():
        raise NotAcceptable(
            N_("Say why the recovery code is used; it stands in the history."), where="reason"
        )
    store = _opened(folder, keys.read(folder).recover(code), clock, "", alone=True)
    with store.work(RECOVERY, "desk.recovered") as work:
        work.note("desk.recovered", "", reason=reason.strip())
    return store


def _opened(folder: Path, key: bytes, clock: Clock, person: str, *, alone: bool) -> SqlStore:
    if not (folder / DATABASE).exists():
        raise UnreadableStore(
            N_("The desk's database is not in its folder."),
            then=N_("Put back desk.db from the newest back-up."),
        )
    lock = _locked(folder) if alone else None
    store: SqlStore | None = None
    try:
        _bring_up_to_date(folder / DATABASE, key, clock)
        store = SqlStore(folder, key, clock, lock, person)
        store.check()
    except BaseException:
        if store:
            store.abandon()
        if lock:
            lock.release()
        raise
    return store


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
