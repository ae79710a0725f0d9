"""The tables on a server: those of a file, and beside them who may see and change which rows (tables.sql).

The server holds what `casework.rights` says: a case is in sight of the sites
that serve it, and of everybody while none is named (20.1000.1). The trail has
one chain for each site; nobody adds a line in another person's name. Functions
that need more than a person may are few, and each asks who calls.
"""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from crs_intake.storage import schema

_RIGHTS = Path(__file__).with_name("tables.sql")


def create(connection: sa.Connection) -> None:
    """Make all tables with their rights in the running transaction; the caller owns them."""
    rest = [table for table in schema.tables.sorted_tables if table is not schema.audit]
    schema.tables.create_all(connection, tables=rest)
    schema.chained_audit.create(connection)
    # Past the driver's placeholders: the script holds % signs of its own, and no values.
    connection.connection.cursor().execute(_RIGHTS.read_bytes())
    connection.execute(sa.text("INSERT INTO desk (version) VALUES (:version)"), {"version": schema.VERSION})


def version(connection: sa.Connection) -> int:
    """The schema version of the server's tables."""
    return int(connection.exec_driver_sql("SELECT version FROM desk").scalar_one())
