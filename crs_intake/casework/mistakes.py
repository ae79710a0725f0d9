"""Entered by mistake: an event, a paper or a whole case counts no more, with the reason; undo is there.

Nothing is deleted. A mistake is a further event, and so is its undoing; what
the case is follows from those that count. Status of the kept papers goes along.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from crs_intake.casework import keeping
from crs_intake.casework.ports import Desk, Work
from crs_intake.casework.rights import allow, allow_event
from crs_intake.domain.case import Case
from crs_intake.domain.errors import CannotHappenNow, NotAcceptable
from crs_intake.domain.event import Event, left_out
from crs_intake.domain.kept import KeptDocument, PaperStatus
from crs_intake.domain.text import N_

VOIDS = ("entered_by_mistake", "merged")
_STATUS: dict[str, PaperStatus] = {
    "document_drafted": "drafted", "document_printed": "printed", "document_sent": "sent",
    "document_returned": "returned", "document_cancelled": "cancelled",
}  # fmt: skip


def take_back(desk: Desk, number: str, id: str, reason: str, action: UUID | None = None) -> Case:
    """An entry was a mistake, or the taking back of one was: it counts no more. Raises NotAcceptable."""
    case = desk.store.case(number).case
    target = next((event for event in case.events if event.id == id), None)
    if target is None:
        raise NotAcceptable(N_("There is no such entry in this case."))
    if id in left_out(case.events):
        raise CannotHappenNow(
            N_("This entry counts no more already."), section="", then=N_("Take back the correction.")
        )
    event = Event(kind="correction", at=keeping.now(desk), corrects=id, reason=_said(reason))
    # The whole case comes back by the act that took it out; a hand-over moves no clock and no paper.
    if target is not case_voided_by(case) and not _is_hand_over(case, target):
        allow(desk, "events.take_back", case)
    return _record(desk, number, (event,), "mistakes.taken_back", action)


def _is_hand_over(case: Case, target: Event) -> bool:
    """Whether an entry only says in whose hands the case is, or takes such a one back."""
    by_id = {event.id: event for event in case.events if event.id}
    while target.kind == "correction" and target.corrects in by_id:
        target = by_id[target.corrects]
    return target.kind == "handed_over"


def void_paper(desk: Desk, id: str, reason: str, action: UUID | None = None) -> Case:
    """A paper was made or marked by mistake: nothing noted of it counts, and it is due again if it was."""
    paper = desk.store.document(id)
    case = desk.store.case(paper.number).case
    allow(desk, "papers.void", case)
    if voided_by(case, id) is not None:
        raise CannotHappenNow(N_("This paper counts no more already."), section="")
    event = Event(
        kind="entered_by_mistake", at=keeping.now(desk), document=paper.document, document_id=id,
        reason=_said(reason),
    )  # fmt: skip
    return _record(desk, paper.number, (event,), "mistakes.paper", action)


def void_case(desk: Desk, number: str, reason: str, action: UUID | None = None) -> Case:
    """A whole case was entered by mistake: it stays readable and runs no clock; a supervisor's act."""
    event = Event(kind="entered_by_mistake", at=keeping.now(desk), reason=_said(reason))
    return _record(desk, number, (event,), "mistakes.case", action)


def voided_by(case: Case, paper: str) -> Event | None:
    """The entry that says that a paper counts no more, or None."""
    gone = left_out(case.events)
    found = (e for e in case.events if e.kind == "entered_by_mistake" and e.document_id == paper)
    return next((event for event in found if event.id not in gone), None)


def case_voided_by(case: Case) -> Event | None:
    """The entry by which the whole case counts no more (by mistake, or merged), or None."""
    gone = left_out(case.events)
    found = (e for e in case.events if e.kind in VOIDS and not e.document_id and e.id not in gone)
    return next(found, None)


def restate(work: Work, case: Case, papers: Iterable[KeptDocument]) -> None:
    """Give every kept paper the status that follows from the entries that count."""
    gone = left_out(case.events)
    named = {event.document_id for event in case.events}
    for paper in papers:
        if paper.id not in named:
            continue
        about = [e for e in case.events if e.document_id == paper.id and e.id not in gone]
        told = [event for event in about if event.kind in _STATUS]
        status: PaperStatus = _STATUS[told[-1].kind] if told else "drafted"
        if voided_by(case, paper.id) is not None:
            status = "cancelled"
        sent = next((e for e in reversed(told) if e.kind == "document_sent"), None)
        if (status, sent and sent.at) != (paper.status, paper.sent):
            work.restate_document(paper.id, status, sent.at if sent else None, sent.method if sent else "")


def _record(desk: Desk, number: str, events: tuple[Event, ...], act: str, action: UUID | None) -> Case:
    case = desk.store.case(number).case
    for event in events:
        if not event.document_id:
            allow_event(desk, event, case)
    papers = desk.store.documents(number)
    with desk.store.work(desk.actor, act, action) as work:
        case = keeping.add_events(desk, work, work.case(number), events, action)
        if not work.repeated:
            restate(work, case, papers)
    return case


def _said(reason: str) -> str:
    if not reason.strip():
        raise NotAcceptable(N_("Say why this entry is taken back."), where="reason")
    return reason.strip()
