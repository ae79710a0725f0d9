"""Schema 4: a kept paper tells the version of the words it was drawn from; that too never changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from alembic.operations import Operations

AS_PRINTED = (
    "id, case_id, document, language, recipients, made, made_by, sha256, pdf, drawn_from, corrects, template"
)


def step(operations: Operations) -> None:
    """Add the column, and let the trigger that refuses changes know of it."""
    operations.add_column("documents", sa.Column("template", sa.String, nullable=False, server_default=""))
    operations.execute("DROP TRIGGER IF EXISTS keep_documents_update")
    operations.execute(
        f"CREATE TRIGGER keep_documents_update BEFORE UPDATE OF {AS_PRINTED} ON documents "
        "BEGIN SELECT RAISE(ABORT, 'documents are only added, never changed'); END"
    )
