"""Looking at cases: every opening of a case stands in the audit trail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crs_intake.casework import keeping
from crs_intake.casework.ports import Desk
from crs_intake.casework.rights import allow
from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.kept import AuditLine, Found, Stored
from crs_intake.domain.standing import Standing
from crs_intake.domain.text import N_
from crs_intake.policy import life


@dataclass(frozen=True)
class Opened:
    """A case as the case page shows it."""

    stored: Stored
    standing: Standing


def search(desk: Desk, text: str, limit: int = 50) -> Sequence[Found]:
    """Cases by name, birth date, telephone, AHCCCS ID, case number or Social Security number."""
    allow(desk, "cases.search")
    return desk.store.search(text, limit)


def note_search(desk: Desk, text: str, found: Sequence[Found]) -> None:
    """Note a search once its results were looked at; a long number stands with its last four figures only."""
    figures = "".join(each for each in text if each.isdigit())
    sought = f"***{figures[-4:]}" if len(figures) >= 7 else text.strip()[:60]
    with desk.store.work(desk.actor, "cases.search") as work:
        work.note("cases.search", "", sought=sought, found=" ".join(each.number for each in found[:12]))


def view(desk: Desk, number: str) -> Opened:
    """Open a case: its facts, events and standing; that it was opened is noted."""
    stored = desk.store.case(number)
    allow(desk, "cases.view", stored.case)
    with desk.store.work(desk.actor, "cases.view") as work:
        work.note("cases.view", number)
    return look(desk, stored)


def look(desk: Desk, stored: Stored) -> Opened:
    """The case as it stands at this moment; for a page that is open already."""
    return Opened(stored, life.standing(stored.case, desk.book, keeping.now(desk)))


def history(desk: Desk, number: str) -> Sequence[AuditLine]:
    """Who did what to the case, the oldest line first."""
    allow(desk, "cases.history", desk.store.case(number).case)
    return desk.store.history(number)


def masked(ssn: str) -> str:
    """A Social Security number as every screen and letter shows it: ***-**-1234."""
    figures = "".join(each for each in ssn if each.isdigit())
    return f"***-**-{figures[-4:]}" if figures else ""


def reveal_ssn(desk: Desk, number: str, person: str, reason: str) -> str:
    """A Social Security number in full, for a reason that is noted; the window hides it again."""
    case = desk.store.case(number).case
    allow(desk, "ssn.reveal", case)
    found = case.person(person)
    if not reason.strip():
        raise NotAcceptable(N_("Say why the number is needed."), where="reason")
    with desk.store.work(desk.actor, "ssn.reveal") as work:
        work.note("ssn.reveal", number, person=person, reason=reason.strip())
    return found.ssn if found else ""
