"""Schema 5: a full-text index over the words by which cases are found, and what is shown of one that was."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.operations import Operations


def step(operations: Operations) -> None:
    """Make the index and fill it from the words that are there: no case is read for it."""
    for statement in (
        "CREATE VIRTUAL TABLE find USING fts5(own, others, content='', contentless_delete=1, detail=column, "
        "prefix='1 2 3 4 5 6 7 8', tokenize=\"ascii tokenchars ':'\")",
        "INSERT INTO find(rowid, own, others) SELECT case_id, "
        "group_concat(word, ' ') FILTER (WHERE person = 'applicant'), "
        "group_concat(word, ' ') FILTER (WHERE person <> 'applicant') FROM words GROUP BY case_id",
        "INSERT INTO find(find) VALUES ('optimize')",
        "CREATE INDEX cases_card ON cases (id, number, name, born, opened, closed)",
    ):
        operations.execute(statement)
