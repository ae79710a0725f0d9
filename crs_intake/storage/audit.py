"""The audit trail: who did what to which case; each line seals the one before it.

A line is written in the same transaction as what it tells of. Old and new
values stand only here, inside the encrypted file; a Social Security number
only with its last four digits.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

from crs_intake.domain.kept import AuditLine
from crs_intake.domain.moment import PHOENIX
from crs_intake.storage import schema
from crs_intake.storage.engine import hold

_START = "0" * 64
_NEWEST = sa.select(schema.audit.c.seq, schema.audit.c.hash).order_by(schema.audit.c.seq.desc()).limit(1)
CHAIN = "chain of the audit trail"


def add(
    connection: sa.Connection,
    at: datetime,
    by: str,
    workstation: str,
    act: str,
    number: str,
    details: Mapping[str, Any],
    chain: str = "",
) -> None:
    """Add a line at the end of the chain; nobody else adds one to it until the transaction ends."""
    hold(connection, f"{CHAIN} {chain}")
    last = connection.execute(_of(connection, _NEWEST, chain)).first()
    row = {
        "seq": last.seq + 1 if last else 1,
        "at": at.astimezone(UTC).isoformat(timespec="milliseconds"),
        "day": at.astimezone(PHOENIX).date(),
        "by": by,
        "workstation": workstation,
        "act": act,
        "number": number,
        "details": json.dumps(details, sort_keys=True),
        "prev": last.hash if last else _START,
    }
    row["hash"] = _seal(row)
    if _is_chained(connection):
        row["chain"] = chain
        connection.execute(sa.insert(schema.chained_audit), row)
    else:
        connection.execute(sa.insert(schema.audit), row)


def _is_chained(connection: sa.Connection) -> bool:
    return connection.dialect.name == "postgresql"


def _of(connection: sa.Connection, query: sa.Select[Any], chain: str) -> sa.Select[Any]:
    """The query on one chain: a server keeps one for each site, a file has one."""
    return query.where(sa.column("chain") == chain) if _is_chained(connection) else query


def first_broken(connection: sa.Connection, last: int | None = None, chain: str = "") -> int | None:
    """The number of the first line that is missing or was altered; None if all (or the `last`) hold."""
    line = schema.audit.c
    newest = connection.scalar(_of(connection, sa.select(sa.func.max(line.seq)), chain)) or 0
    start = max(0, newest - last) if last else 0
    before = seal_of(connection, start, chain) if start else _START
    expected = start + 1
    query = sa.select(schema.audit).where(line.seq > start).order_by(line.seq)
    rows = connection.execute(_of(connection, query, chain))
    for row in map(dict, rows.mappings()):
        if row["seq"] != expected or row["prev"] != before or row["hash"] != _seal(row):
            return expected
        before, expected = row["hash"], expected + 1
    return None


def newest(connection: sa.Connection, chain: str = "") -> tuple[int, str]:
    """Number and seal of the newest line: the anchor of the trail; (0, "") of an empty one."""
    last = connection.execute(_of(connection, _NEWEST, chain)).first()
    return (last.seq, last.hash) if last else (0, "")


def newest_at(connection: sa.Connection, chain: str = "") -> datetime | None:
    """When the newest line was written."""
    query = sa.select(schema.audit.c.at).order_by(schema.audit.c.seq.desc()).limit(1)
    at = connection.scalar(_of(connection, query, chain))
    return datetime.fromisoformat(at) if at else None


def seal_of(connection: sa.Connection, seq: int, chain: str = "") -> str:
    """The seal of one line, or nothing."""
    query = sa.select(schema.audit.c.hash).where(schema.audit.c.seq == seq)
    return str(connection.scalar(_of(connection, query, chain)) or "")


def between(connection: sa.Connection, first: date, last: date) -> tuple[AuditLine, ...]:
    """The lines from one day to another, the oldest first."""
    day = schema.audit.c.day
    return _told(connection, sa.and_(day >= first, day <= last))


def lines(connection: sa.Connection, number: str) -> tuple[AuditLine, ...]:
    """The lines of one case, the oldest first."""
    return _told(connection, schema.audit.c.number == number)


def _told(connection: sa.Connection, which: sa.ColumnElement[bool]) -> tuple[AuditLine, ...]:
    line = schema.audit.c
    order = (line.at, line.seq) if _is_chained(connection) else (line.seq,)  # chains are told as one
    rows = connection.execute(sa.select(schema.audit).where(which).order_by(*order))
    return tuple(
        AuditLine(
            row.seq, datetime.fromisoformat(row.at).astimezone(PHOENIX), row.by, row.workstation, row.act,
            row.number, json.loads(row.details),
        )
        for row in rows
    )  # fmt: skip


def changes(old: Any, new: Any, path: str = "") -> dict[str, list[Any]]:
    """What differs between two JSON values: path of the fact → [old value, new value]."""
    if old == new:
        return {}
    if isinstance(old, dict) and isinstance(new, dict):
        found: dict[str, list[Any]] = {}
        for key in (*old, *(key for key in new if key not in old)):
            found |= changes(old.get(key), new.get(key), f"{path}.{key}" if path else key)
        return found
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        found = {}
        for at, (one, other) in enumerate(zip(old, new, strict=True)):
            found |= changes(one, other, f"{path}.{at}")
        return found
    return {path: [_masked(path, old), _masked(path, new)]}


def _masked(path: str, value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _masked(key, each) for key, each in value.items()}
    if isinstance(value, list):
        return [_masked(path, each) for each in value]
    if path.rsplit(".", 1)[-1] == "ssn" and value:
        return f"***-**-{str(value)[-4:]}"
    return value


def _seal(row: Mapping[str, Any]) -> str:
    told = [row[name] for name in ("seq", "at", "by", "workstation", "act", "number", "details", "prev")]
    told.append(row["day"].isoformat())
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()
