"""The line to the server: always checked TLS or a socket of this computer, and its troubles in words.

A connection is set the same way each time, and gives up in seconds what a
person would wait for; whatever was not acknowledged is tried again under the
same action id and is there once.
"""

from __future__ import annotations

import unicodedata
from typing import Any

import psycopg
import sqlalchemy as sa
from sqlalchemy.pool import QueuePool

from crs_intake.domain.errors import DeskError, NotAcceptable, UnreadableStore
from crs_intake.domain.text import N_
from crs_intake.storage.passwords import clean_name, folded
from crs_intake.storage.server.address import Address
from crs_intake.storage.slots import NOT_THIS

CONNECTIONS = 4
"""Most connections of one desk at once, beside the one that listens."""
_SETTINGS = " ".join(
    f"-c {name}={value}"
    for name, value in {
        "statement_timeout": "30s",
        "lock_timeout": "10s",
        "idle_in_transaction_session_timeout": "60s",
        "search_path": "public,pg_temp",
        "jit": "off",  # compiling the row-level rules takes longer than any of our questions
        "application_name": "crs-intake",
    }.items()
)


def role_of(name: str) -> str:
    """The server's role of a person: the name as it is compared at the sign-in; raises NotAcceptable."""
    role = folded(clean_name(name))
    if len(role.encode()) > 63:
        raise NotAcceptable(N_("Type the person's name, at most 60 letters."), where="name")
    return role


def connect(address: Address, role: str, password: str) -> psycopg.Connection[Any]:
    """One connection; raises UnreadableStore with a sentence."""
    secure: dict[str, Any] = {"sslmode": "disable"}
    if not address.is_local:
        secure = {"sslmode": "verify-full", "sslrootcert": address.certificate or "system"}
    try:
        return psycopg.connect(
            host=address.host, port=address.port, dbname=address.database, user=role,
            password=unicodedata.normalize("NFC", password), gssencmode="disable", client_encoding="UTF8",
            connect_timeout=5, keepalives_idle=10, keepalives_interval=5, keepalives_count=3,
            tcp_user_timeout=15_000, options=_SETTINGS, **secure,
        )  # fmt: skip
    except psycopg.OperationalError as trouble:
        raise refused(trouble) from None


def refused(trouble: psycopg.OperationalError) -> DeskError:
    """Why nobody was let in; the server's own words stay out of it."""
    line = trouble.pgconn
    told = str(trouble)
    if "certificate" in told or "SSL" in told:
        return UnreadableStore(
            N_("The server could not prove that it is the desk's server; nothing was sent to it."),
            then=N_("Tell whoever looks after the server: its certificate or the address is not right."),
        )
    if line is not None and line.used_password:
        return not_this()
    return UnreadableStore(
        N_("The desk's server does not answer."),
        then=N_("Check the network, or tell whoever looks after the server; nothing is lost meanwhile."),
    )


def not_this() -> UnreadableStore:
    """The trouble of a name and a password that the server does not let in."""
    return UnreadableStore(
        NOT_THIS,
        then=N_("Check the name and the Caps Lock key, or ask your site's administrator for a new password."),
    )


def engine(address: Address, role: str, password: str) -> sa.Engine:
    """The engine of a desk on a server; parameters never appear in error texts."""
    return sa.create_engine(
        "postgresql+psycopg://",
        creator=lambda: connect(address, role, password),
        poolclass=QueuePool,
        pool_size=2,
        max_overflow=CONNECTIONS - 2,
        pool_timeout=15,
        pool_pre_ping=True,
        hide_parameters=True,
    )


def for_reading(made: sa.Engine) -> sa.Engine:
    """The same engine, whose transactions see one moment and write nothing."""
    return made.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
