"""One named value of the desk in place of the earlier one."""

from __future__ import annotations

import sqlalchemy as sa

from crs_intake.domain.moment import Moment
from crs_intake.storage import schema
from crs_intake.storage.engine import hold


def keep(connection: sa.Connection, name: str, value: str, by: str, at: Moment) -> None:
    """Keep a value; on a server nobody else keeps one of that name meanwhile."""
    table = schema.settings
    hold(connection, f"setting {name}")
    connection.execute(sa.delete(table).where(table.c.name == name))
    connection.execute(sa.insert(table), {"name": name, "value": value, "by": by, "at": at})
