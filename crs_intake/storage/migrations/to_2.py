"""Schema 2: rows of Today are kept for as long as they hold, no longer for a part of one day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from alembic.operations import Operations


def step(operations: Operations) -> None:
    """Put the new table in the place of the old one; what stood there is derived anew."""
    operations.create_index("cases_open", "cases", ["closed", "number", "name", "version", "saved_by"])
    operations.drop_table("boards")
    operations.create_table(
        "boards",
        sa.Column("case_id", sa.Integer, sa.ForeignKey("cases.id"), primary_key=True),
        sa.Column("since", sa.String, primary_key=True),
        sa.Column("until", sa.String, nullable=False),
        sa.Column("stamp", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("rows", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
