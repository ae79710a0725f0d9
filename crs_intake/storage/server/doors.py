"""Setting up the store on a server, bringing it up to date, and opening it for a person.

The first two are done by the role that owns the database; nobody signs in as it.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from pathlib import Path
from uuid import uuid4

import sqlalchemy as sa

from crs_intake.clock import Clock
from crs_intake.domain.actor import ROLES, Actor
from crs_intake.domain.errors import NotAcceptable, UnreadableStore
from crs_intake.domain.moment import Moment
from crs_intake.domain.text import N_
from crs_intake.storage import audit, journal, keys, schema, settings
from crs_intake.storage.engine import hold, plain_trouble
from crs_intake.storage.migrations import STEPS, Step
from crs_intake.storage.opened import SSN_KEY
from crs_intake.storage.passwords import check_password
from crs_intake.storage.server import link, tables
from crs_intake.storage.server.address import Address
from crs_intake.storage.server.store import DESK_ID, ServerStore, verifier
from crs_intake.storage.slots import NOT_THIS
from crs_intake.storage.staff import refuse_too_soon


def set_up(
    address: Address, owner: str, owner_password: str, first_user: str, password: str, clock: Clock,
    site: str = "",
) -> None:  # fmt: skip
    """Make the tables in an empty database, and let the first person in, who holds all roles.

    Raises UnreadableStore, NotAcceptable. With `site` empty that person sees every site.
    """
    name, role = keys.clean_name(first_user), link.role_of(first_user)
    check_password(password, name)
    made = link.engine(address, owner, owner_password)
    try:
        with plain_trouble(), made.begin() as connection:
            _refuse_unfit(connection)
            tables.create(connection)
            _first_person(connection, Actor(uuid4().hex, name, frozenset(ROLES), site), role, password, clock)
    finally:
        made.dispose()


def bring_up_to_date(
    address: Address, owner: str, owner_password: str, steps: Mapping[int, Step] = STEPS,
    to: int = schema.VERSION,
) -> tuple[int, int]:  # fmt: skip
    """Run the steps that the server's tables lack, all in one transaction; gives both versions.

    The server is to be backed up before (docs/sites.md). Nobody need stop: who works meanwhile waits.
    """
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    made = link.engine(address, owner, owner_password)
    try:
        with plain_trouble(), made.begin() as connection:
            hold(connection, "schema")
            since = tables.version(connection)
            operations = Operations(MigrationContext.configure(connection))
            for version in range(since + 1, to + 1):
                steps[version](operations)
            connection.execute(sa.text("UPDATE desk SET version = :to"), {"to": max(since, to)})
    finally:
        made.dispose()
    return since, max(since, to)


def open_server(
    address: Address, user: str, password: str, clock: Clock, folder: Path, anchors: Path | None = None
) -> ServerStore:
    """Open the desk on a server for a person. Raises UnreadableStore with a sentence."""
    now = clock.now()
    refuse_too_soon(folder, now)
    store = ServerStore(address, user, password, clock, folder, anchors)
    try:
        try:
            _refuse_version(store)
            store.know()
        except UnreadableStore as trouble:
            if str(trouble) == NOT_THIS:
                journal.note(folder, now, user, "password")
            raise
        store.check()
        store.welcome(store.signed_in)
        store.doubts += store.look_around()
        store.anchor()
    except BaseException:
        store.abandon()
        raise
    return store


def _refuse_version(store: ServerStore) -> None:
    with store._reading() as connection:
        found = tables.version(connection)
    if found > schema.VERSION:
        raise UnreadableStore(
            N_("This desk was last used with a newer version of the program."),
            then=N_("Install the newer version on this computer; nothing was changed."),
        )
    if found < schema.VERSION:
        raise UnreadableStore(
            N_("The server's tables are of an older version of the program."),
            then=N_("Whoever looks after the server runs: crs-intake server update (docs/sites.md)."),
        )


def _refuse_unfit(connection: sa.Connection) -> None:
    """Words are sorted and found letter by letter, in UTF-8, whatever language the server speaks."""
    query = (
        "SELECT pg_encoding_to_char(encoding), datcollate FROM pg_database WHERE datname = current_database()"
    )
    encoding, order = connection.exec_driver_sql(query).one()
    if (encoding, order) not in (("UTF8", "C"), ("UTF8", "C.UTF-8"), ("UTF8", "POSIX")):
        raise NotAcceptable(
            N_("The database must be made with ENCODING 'UTF8' LOCALE 'C' TEMPLATE template0."),
            then=N_("Make it anew as docs/sites.md says."),
        )
    if connection.exec_driver_sql("SELECT to_regclass('public.cases')").scalar() is not None:
        raise UnreadableStore(N_("There is a desk in this database already."), then=N_("Join it instead."))


def _first_person(connection: sa.Connection, person: Actor, role: str, password: str, clock: Clock) -> None:
    now = clock.now()
    row = {"id": person.id, "name": person.name, "roles": json.dumps(sorted(person.roles)),
           "site": person.site}  # fmt: skip
    connection.execute(sa.insert(schema.staff), row)
    given = {"id": person.id, "role": role,
             "verifier": verifier(connection.connection.driver_connection, role, password)}  # fmt: skip
    connection.execute(sa.text("SELECT crs_new_login(:id, :role, :verifier)"), given)
    at = Moment.read(now.replace(second=0, microsecond=0))
    settings.keep(connection, SSN_KEY, secrets.token_hex(32), person.id, at)
    settings.keep(connection, DESK_ID, secrets.token_hex(8), person.id, at)
    told = {"person": person.id}
    audit.add(connection, now, person.id, "", "desk.set_up", "", told, person.site)
