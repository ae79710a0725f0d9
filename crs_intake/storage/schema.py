"""The tables of the desk's database, and what may never change in them.

Facts lie whole in one JSON column with money as cents; what is searched,
counted or sorted has its own typed column. Events, determinations and the
audit trail are only ever added to: triggers refuse anything else.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from crs_intake.domain.moment import Moment
from crs_intake.storage.engine import APPLICATION_ID

VERSION = 6


class MomentText(sa.types.TypeDecorator[Moment]):
    """A moment as Arizona wall time, 2009-03-31T09:40, or as a bare day; sorts as time does."""

    impl = sa.String
    cache_ok = True

    def process_bind_param(self, value: Moment | None, dialect: Any) -> str | None:
        """The text that is stored."""
        return None if value is None else str(value)

    def process_result_value(self, value: Any, dialect: Any) -> Moment | None:
        """The moment that was stored."""
        return None if value is None else Moment.read(value)


tables = sa.MetaData()

cases = sa.Table(
    "cases",
    tables,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("uuid", sa.String, nullable=False, unique=True),
    sa.Column("number", sa.String, nullable=False, unique=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("facts", sa.Text, nullable=False),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("born", sa.Date),
    sa.Column("opened", sa.Date),
    sa.Column("closed", sa.Date, index=True),
    sa.Column("saved_by", sa.String, nullable=False),
    sa.Column("saved_at", MomentText, nullable=False),
    # What the worklist asks of every open case, so that it need not touch the facts.
    sa.Index("cases_open", "closed", "number", "name", "version", "saved_by").ddl_if("sqlite"),
)

case_sites = sa.Table(
    "case_sites",
    tables,
    sa.Column("site", sa.String, primary_key=True),
    sa.Column("case_id", sa.ForeignKey("cases.id"), primary_key=True),
)

events = sa.Table(
    "events",
    tables,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("case_id", sa.ForeignKey("cases.id"), nullable=False),
    sa.Column("seq", sa.Integer, nullable=False),
    sa.Column("uuid", sa.String, nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("time", sa.Time),
    sa.Column("data", sa.Text, nullable=False),
    sa.UniqueConstraint("case_id", "seq"),
    sa.UniqueConstraint("case_id", "uuid"),
)

words = sa.Table(
    "words",
    tables,
    # What people search by, folded: pieces of names, telephone digits, birth dates, numbers.
    sa.Column("word", sa.String, primary_key=True),
    sa.Column("case_id", sa.ForeignKey("cases.id"), primary_key=True),
    sa.Column("what", sa.String, primary_key=True),
    sa.Column("person", sa.String, primary_key=True),
    sa.Index("words_of_case", "case_id", "word"),
    sqlite_with_rowid=False,
)

different = sa.Table(
    "different",
    tables,
    # Pairs of cases that a person looked at and found to be two children.
    sa.Column("lower", sa.ForeignKey("cases.id"), primary_key=True),
    sa.Column("upper", sa.ForeignKey("cases.id"), primary_key=True),
    sa.Column("by", sa.String, nullable=False),
    sa.Column("at", MomentText, nullable=False),
)

boards = sa.Table(
    "boards",
    tables,
    # The rows of Today as they were derived, and for how long they hold; can be dropped at any time.
    sa.Column("case_id", sa.ForeignKey("cases.id"), primary_key=True),
    sa.Column("since", MomentText, primary_key=True),
    sa.Column("until", MomentText, nullable=False),
    sa.Column("stamp", sa.String, nullable=False),  # of the program, the book and the language
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("rows", sa.Text, nullable=False),
    sqlite_with_rowid=False,
)

drafts = sa.Table(
    "drafts",
    tables,
    sa.Column("number", sa.String, primary_key=True),
    sa.Column("wizard", sa.String, primary_key=True),
    sa.Column("page", sa.String, primary_key=True),
    sa.Column("by", sa.String, primary_key=True),
    sa.Column("by_name", sa.String, nullable=False),
    sa.Column("fields", sa.Text, nullable=False),
    sa.Column("focus", sa.String, nullable=False),
    sa.Column("at", MomentText, nullable=False),
)

documents = sa.Table(
    "documents",
    tables,
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("id", sa.String, nullable=False, unique=True),
    sa.Column("case_id", sa.ForeignKey("cases.id"), nullable=False, index=True),
    sa.Column("document", sa.String, nullable=False),
    sa.Column("language", sa.String, nullable=False),
    sa.Column("recipients", sa.Text, nullable=False),
    sa.Column("made", MomentText, nullable=False),
    sa.Column("made_by", sa.String, nullable=False),
    sa.Column("sha256", sa.String, nullable=False),
    sa.Column("pdf", sa.LargeBinary, nullable=False),
    sa.Column("drawn_from", sa.Text, nullable=False),
    sa.Column("corrects", sa.String, nullable=False),
    sa.Column("status", sa.String, nullable=False),
    sa.Column("sent", MomentText),
    sa.Column("method", sa.String, nullable=False),
    sa.Column("template", sa.String, nullable=False, server_default=""),
)

scans = sa.Table(
    "scans",
    tables,
    # Papers that reached the desk, as they came; the bytes stand last, so that a list need not read them.
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("id", sa.String, nullable=False, unique=True),
    sa.Column("case_id", sa.ForeignKey("cases.id"), nullable=False, index=True),
    sa.Column("document", sa.String, nullable=False),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("media", sa.String, nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("pages", sa.Integer, nullable=False),
    sa.Column("sha256", sa.String, nullable=False),
    sa.Column("received", MomentText, nullable=False),
    sa.Column("received_by", sa.String, nullable=False),
    sa.Column("event", sa.String, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
)

determinations = sa.Table(
    "determinations",
    tables,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("case_id", sa.ForeignKey("cases.id"), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("by", sa.String, nullable=False),
    sa.Column("at", MomentText, nullable=False),
    sa.Column("reason", sa.String, nullable=False),
    sa.Column("assessment", sa.Text, nullable=False),
    sa.UniqueConstraint("case_id", "version"),
)

audit = sa.Table(
    "audit",
    tables,
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("at", sa.String, nullable=False),  # UTC
    sa.Column("day", sa.Date, nullable=False),  # in Arizona
    sa.Column("by", sa.String, nullable=False),
    sa.Column("workstation", sa.String, nullable=False),
    sa.Column("act", sa.String, nullable=False),
    sa.Column("number", sa.String, nullable=False, index=True),
    sa.Column("details", sa.Text, nullable=False),
    sa.Column("prev", sa.String, nullable=False),
    sa.Column("hash", sa.String, nullable=False),
)

chained_audit = sa.Table(
    "audit",
    sa.MetaData(),
    # On a server each site has a chain of its own; the columns are those of a file's trail.
    sa.Column("chain", sa.String, primary_key=True),
    *(sa.Column(each.name, each.type, primary_key=each.primary_key, nullable=False, index=each.index,
                autoincrement=False) for each in audit.columns),
)  # fmt: skip

actions = sa.Table(
    "actions",
    tables,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("at", MomentText, nullable=False),
    sa.Column("by", sa.String, nullable=False),
    sa.Column("act", sa.String, nullable=False),
    sa.Column("result", sa.String, nullable=False),
    sqlite_with_rowid=False,
)

staff = sa.Table(
    "staff",
    tables,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("roles", sa.Text, nullable=False),
    sa.Column("site", sa.String, nullable=False),
    sa.Column("left", MomentText),
)

settings = sa.Table(
    "settings",
    tables,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("by", sa.String, nullable=False),
    sa.Column("at", MomentText, nullable=False),
)

counters = sa.Table(
    "counters",
    tables,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("last", sa.Integer, nullable=False),
)

_ONLY_ADDED = ("events", "determinations", "audit", "scans")
_AS_PRINTED = (
    "id, case_id, document, language, recipients, made, made_by, sha256, pdf, drawn_from, corrects, template"
)
_FOUND_BY = (
    # The words of each case, folded already: the tokenizer only parts them at the spaces.
    "CREATE VIRTUAL TABLE find USING fts5(own, others, content='', contentless_delete=1, detail=column, "
    "prefix='1 2 3 4 5 6 7 8', tokenize=\"ascii tokenchars ':'\")",
    # What is shown of a case that was found, without its facts, which fill several pages.
    "CREATE INDEX cases_card ON cases (id, number, name, born, opened, closed)",
)


def create(connection: sa.Connection) -> None:
    """Make all tables in the running transaction, and stamp the file with its version."""
    tables.create_all(connection)
    for statement in _FOUND_BY:
        connection.exec_driver_sql(statement)
    for table in _ONLY_ADDED:
        for verb in ("UPDATE", "DELETE"):
            _refuse(connection, f"{table}_{verb.lower()}", verb, table)
    _refuse(connection, "documents_delete", "DELETE", "documents")
    _refuse(connection, "documents_update", f"UPDATE OF {_AS_PRINTED}", "documents")
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")


def _refuse(connection: sa.Connection, name: str, verb: str, table: str) -> None:
    connection.exec_driver_sql(
        f"CREATE TRIGGER keep_{name} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} are only added, never changed'); END"
    )
