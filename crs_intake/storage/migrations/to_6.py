"""Schema 6: the full-text index holds the newest case first, the order in which it is read fastest."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.operations import Operations


def step(operations: Operations) -> None:
    """Fill the index of a file anew from the words; a server has none."""
    if operations.get_bind().dialect.name != "sqlite":
        return
    for statement in (
        "INSERT INTO find(find) VALUES ('delete-all')",
        "INSERT INTO find(rowid, own, others) SELECT 2147483647 - case_id, "
        "group_concat(word, ' ') FILTER (WHERE person = 'applicant'), "
        "group_concat(word, ' ') FILTER (WHERE person <> 'applicant') "
        "FROM words GROUP BY case_id ORDER BY case_id DESC",
        "INSERT INTO find(find) VALUES ('optimize')",
    ):
        operations.execute(statement)
