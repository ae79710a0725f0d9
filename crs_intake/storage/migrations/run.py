"""Brings an older database to the present schema, whole or not at all.

First a verified copy, then every step in one BEGIN IMMEDIATE with the version
number inside: killed at any point, the file is the old one or the new one
(statement by statement, 33 of 150 kills left it half done; safety: M7).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations

from crs_intake.storage.copies import verified_copy
from crs_intake.storage.engine import damaged, engine, for_writing, plain_trouble
from crs_intake.storage.migrations import STEPS, Step


def migrate(
    database: Path, key: bytes, since: int, to: int, now: datetime, steps: Mapping[int, Step] = STEPS
) -> Path:
    """Run the steps after `since` up to `to`; gives the copy of the database as it was before."""
    name = f"{database.stem}-schema{since}-{now:%Y%m%dT%H%M%S}.db"
    copy = verified_copy(database, key, database.with_name(name))
    made = engine(database, key)

    @sa.event.listens_for(made, "connect")
    def rebuild(connection: sa.engine.interfaces.DBAPIConnection, _: object) -> None:
        # Tables are rebuilt under other names on the way; every reference is checked before the commit.
        connection.cursor().execute("PRAGMA foreign_keys = OFF")

    try:
        with plain_trouble(), for_writing(made).begin() as connection:
            operations = Operations(MigrationContext.configure(connection))
            for version in range(since + 1, to + 1):
                steps[version](operations)
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise damaged()
            connection.exec_driver_sql(f"PRAGMA user_version = {to}")
    finally:
        made.dispose()
    return copy
