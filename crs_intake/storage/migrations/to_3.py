"""Schema 3: papers that reached the desk are kept as they came, and only added."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from alembic.operations import Operations


def step(operations: Operations) -> None:
    """Add the table of received papers, with the triggers that refuse any change."""
    operations.create_table(
        "scans",
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("id", sa.String, nullable=False, unique=True),
        sa.Column("case_id", sa.Integer, sa.ForeignKey("cases.id"), nullable=False),
        sa.Column("document", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("media", sa.String, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("pages", sa.Integer, nullable=False),
        sa.Column("sha256", sa.String, nullable=False),
        sa.Column("received", sa.String, nullable=False),
        sa.Column("received_by", sa.String, nullable=False),
        sa.Column("event", sa.String, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    operations.create_index("ix_scans_case_id", "scans", ["case_id"])
    for verb in ("UPDATE", "DELETE"):
        operations.execute(
            f"CREATE TRIGGER keep_scans_{verb.lower()} BEFORE {verb} ON scans "
            "BEGIN SELECT RAISE(ABORT, 'scans are only added, never changed'); END"
        )
