"""Keeps the words and sites of a case, and hands out case numbers.

Only what differs is written: a page saved most often changes no word at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import sqlalchemy as sa

from crs_intake.domain.case import Case
from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.text import N_
from crs_intake.storage import finder, mapping, schema
from crs_intake.storage.engine import hold
from crs_intake.storage.search import Word, words_of
from crs_intake.words import say

_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,31}")
_FACTS = ("number", "people", "phones", "title", "sites")
"""The facts from which words and sites are made."""

_LONGEST = 200
"""Letters of a word that are kept: nobody types more, and a server's index takes no page-long ones."""

_word, _site, _case, _counter = schema.words, schema.case_sites, schema.cases, schema.counters
_WORDS = sa.select(_word.c.word, _word.c.what, _word.c.person).where(_word.c.case_id == sa.bindparam("of"))
_DROP = sa.delete(_word).where(
    _word.c.case_id == sa.bindparam("of"),
    _word.c.word == sa.bindparam("a_word"),
    _word.c.what == sa.bindparam("a_what"),
    _word.c.person == sa.bindparam("a_person"),
)
_SITES = sa.select(_site.c.site).where(_site.c.case_id == sa.bindparam("of"))
_DROP_SITES = sa.delete(_site).where(_site.c.case_id == sa.bindparam("of"))
_TAKEN = sa.select(_case.c.id).where(_case.c.number == sa.bindparam("is"))
_TAKEN_ANYWHERE = sa.text("SELECT crs_number_taken(:is)")
_LAST = sa.select(_counter.c.last).where(_counter.c.name == sa.bindparam("of"))
_COUNT = sa.update(_counter).where(_counter.c.name == sa.bindparam("of")).values(last=_counter.c.last + 1)


def concerns(paths: object) -> bool:
    """Whether changed facts (by their paths) may change what the case is found by."""
    return any(str(path).partition(".")[0] in _FACTS for path in paths)  # type: ignore[attr-defined]


def index(connection: sa.Connection, case_id: int, case: Case, ssn_word: Callable[[str], str]) -> None:
    """Bring the words and sites of the case up to date."""
    there = {Word(*row) for row in connection.execute(_WORDS, {"of": case_id})}
    wanted = {each._replace(word=each.word[:_LONGEST]) for each in words_of(case, ssn_word)}
    if gone := there - wanted:
        rows = [{"of": case_id, "a_word": w.word, "a_what": w.what, "a_person": w.person} for w in gone]
        connection.execute(_DROP, rows)
    if new := sorted(wanted - there):
        connection.execute(sa.insert(_word), [{**word._asdict(), "case_id": case_id} for word in new])
    if gone or new:
        finder.put(connection, case_id, wanted)
    if set(connection.scalars(_SITES, {"of": case_id})) != set(case.sites):
        connection.execute(_DROP_SITES, {"of": case_id})
        if rows := [{"case_id": case_id, "site": site} for site in sorted(set(case.sites))]:
            # In one statement: on a server a case is out of sight once other sites alone serve it.
            connection.execute(sa.insert(_site).values(rows))


def number_of(connection: sa.Connection, case: Case, site: str, today: date) -> str:
    """The number of the case, or the next free one of its clinic and year; raises NotAcceptable."""
    if case.number:
        if not _NUMBER.fullmatch(case.number):
            raise NotAcceptable(
                N_("A case number has letters, figures and hyphens, at most 32."), where="number"
            )
        hold(connection, f"number {case.number}")
        if _is_taken(connection, case.number):
            sentence = say(N_("Case {number} is in the desk already."), number=case.number)
            raise NotAcceptable(sentence, where="number")
        return case.number
    received_at = case.referral.clinic if case.referral else ""
    clinic = next(filter(None, (*case.sites, received_at, site)), "")
    prefix = "".join(each for each in clinic.upper() if each.isascii() and each.isalnum())[:8] or "CRS"
    year = (mapping.opened(case) or today).year
    while True:
        number = f"{prefix}-{year}-{_next(connection, f'case {prefix} {year}'):04d}"
        hold(connection, f"number {number}")
        if not _is_taken(connection, number):
            return number


def _is_taken(connection: sa.Connection, number: str) -> bool:
    # On a server a number may be taken by a case of another site, which is not in sight here.
    asked = _TAKEN_ANYWHERE if connection.dialect.name == "postgresql" else _TAKEN
    return bool(connection.scalar(asked, {"is": number}))


def _next(connection: sa.Connection, counter: str) -> int:
    hold(connection, f"counter {counter}")
    last = connection.scalar(_LAST, {"of": counter})
    if last is None:
        connection.execute(sa.insert(_counter).values(name=counter, last=1))
        return 1
    connection.execute(_COUNT, {"of": counter})
    return int(last) + 1
