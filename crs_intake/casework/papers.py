"""Papers of a case: drawn for one recipient, kept byte for byte, printed and sent (documents.md).

Only "sent" stops a clock. A paper that was sent is never drawn again: what the
desk shows later is what went out; a correction is a new paper.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Literal
from uuid import UUID, uuid4, uuid5

from crs_intake.casework import determination, keeping
from crs_intake.casework.ports import Desk, Work
from crs_intake.casework.rights import allow
from crs_intake.casework.versions import RESTS_ON_DETERMINATION
from crs_intake.clock import today
from crs_intake.codec import to_store
from crs_intake.documents import catalogue
from crs_intake.domain.case import Case
from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.event import Event, EventKind
from crs_intake.domain.kept import KeptDocument
from crs_intake.domain.text import N_
from crs_intake.policy import life

Mark = Literal["printed", "sent", "returned", "cancelled"]
_KINDS: dict[Mark, EventKind] = {
    "printed": "document_printed",
    "sent": "document_sent",
    "returned": "document_returned",
    "cancelled": "document_cancelled",
}


def draw(desk: Desk, case: Case, document: str, to: str, language: str = "") -> bytes:
    """The paper as it would be now, to look at; nothing is kept. Raises Missing with all it lacks.

    Papers that rest on a determination print the one that is kept, never figures made anew.
    """
    made = determination.newest(desk, case.number) if document in RESTS_ON_DETERMINATION else None
    return catalogue.produce(
        document, case, desk.book, today(desk.clock), language=language or case.language, to=to,
        at=keeping.now(desk), person=desk.actor.name, assessment=made,
    )  # fmt: skip


def prepare(
    desk: Desk, number: str, document: str, to: str, language: str = "", *, corrects: str = "",
    action: UUID | None = None,
) -> KeptDocument:  # fmt: skip
    """Draw a paper and keep it as drafted; the same paper drawn twice is kept once. Raises Missing."""
    stored = desk.store.case(number)
    allow(desk, "papers.prepare", stored.case)
    id = str(uuid5(action, f"{document}:{to}") if action else uuid4())
    if action and desk.store.done(action):
        return desk.store.document(id)
    pdf = draw(desk, stored.case, document, to, language)
    paper = KeptDocument(
        id=id, number=number, document=document,
        language=language or stored.case.language, to=(to,), made=keeping.now(desk), pdf=pdf,
        sha256=hashlib.sha256(pdf).hexdigest(), corrects=corrects, made_by=desk.actor.name,
        drawn_from=to_store(stored.case),
    )  # fmt: skip
    same = next((each for each in desk.store.documents(number) if _is_same(each, paper)), None)
    if same:
        return same
    with desk.store.work(desk.actor, "papers.prepare", action) as work:
        work.keep_document(paper)
    return paper


def mark(
    desk: Desk, id: str, status: Mark, method: str = "", *, reason: str = "", action: UUID | None = None
) -> KeptDocument:
    """Note that a kept paper was printed, sent (mail, hand, fax), came back or was cancelled."""
    return mark_all(desk, (id,), status, method, reason=reason, action=action)[0]


def mark_all(
    desk: Desk, ids: Sequence[str], status: Mark, method: str = "", *, reason: str = "",
    action: UUID | None = None,
) -> tuple[KeptDocument, ...]:  # fmt: skip
    """The same for a batch, in one transaction: all of them are marked, or none."""
    papers = [desk.store.document(id) for id in ids]
    if status == "sent" and method not in ("mail", "hand", "fax"):
        raise NotAcceptable(N_("Say how it went out: mailed, handed over or faxed."), where="method")
    for number in {paper.number for paper in papers}:
        allow(desk, "papers.mark", desk.store.case(number).case)
    with desk.store.work(desk.actor, f"papers.{status}", action) as work:
        for paper in papers:
            _mark(desk, work, paper, status, method, reason, action)
    return tuple(desk.store.document(id) for id in ids)


def show(desk: Desk, number: str) -> Sequence[KeptDocument]:
    """The kept papers of a case, the oldest first."""
    allow(desk, "papers.view", desk.store.case(number).case)
    return desk.store.documents(number)


def exported(desk: Desk, paper: KeptDocument) -> bytes:
    """The bytes of a paper that leaves the desk as a file; that it does is noted."""
    allow(desk, "papers.view", desk.store.case(paper.number).case)
    with desk.store.work(desk.actor, "papers.exported") as work:
        work.note("papers.exported", paper.number, id=paper.id, document=paper.document)
    return paper.pdf


def _mark(
    desk: Desk, work: Work, paper: KeptDocument, status: Mark, method: str, reason: str, action: UUID | None
) -> None:
    if work.repeated:
        return
    at, stored = keeping.now(desk), work.case(paper.number)
    event = Event(
        kind=_KINDS[status], at=at, document=paper.document, document_id=paper.id, to=paper.to,
        method=method, language=paper.language, reason=reason,
        items=_items(desk, stored.case, paper) if status == "sent" else (),
    )  # fmt: skip
    own = uuid5(action, paper.id) if action else None
    work.mark_document(paper.id, status, at, method)
    keeping.add_events(desk, work, stored, (event,), own)


def _items(desk: Desk, case: Case, paper: KeptDocument) -> tuple[str, ...]:
    """The notice of an incomplete application names each missing item (20.402.1.A)."""
    if paper.document != "DOC-11":
        return ()
    return life.standing(case, desk.book, keeping.now(desk)).missing_items


def _is_same(kept: KeptDocument, new: KeptDocument) -> bool:
    unsent = kept.status in ("drafted", "printed")
    return unsent and (kept.document, kept.to, kept.language, kept.sha256, kept.corrects) == (
        new.document, new.to, new.language, new.sha256, new.corrects
    )  # fmt: skip
