"""Papers of a case: drawn for one recipient, kept byte for byte, printed and sent (documents.md).

Only "sent" stops a clock. A paper that was sent is never drawn again: what the
desk shows later is what went out; a correction is a new paper.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal
from uuid import UUID, uuid4, uuid5

from crs_intake.casework import determination, keeping
from crs_intake.casework.ports import Desk, Work
from crs_intake.casework.rights import allow
from crs_intake.casework.versions import RESTS_ON_DETERMINATION
from crs_intake.clock import today
from crs_intake.codec import to_store
from crs_intake.documents import catalogue, copies
from crs_intake.documents.addressee import FAMILY
from crs_intake.domain.case import Case
from crs_intake.domain.errors import CannotHappenNow, NotAcceptable, WorldTrouble
from crs_intake.domain.event import Event, EventKind, left_out
from crs_intake.domain.kept import KeptDocument
from crs_intake.domain.moment import Moment
from crs_intake.domain.text import N_
from crs_intake.policy import life
from crs_intake.words import day as day_words
from crs_intake.words import say

Mark = Literal["printed", "sent", "returned", "cancelled"]
_KINDS: dict[Mark, EventKind] = {
    "printed": "document_printed",
    "sent": "document_sent",
    "returned": "document_returned",
    "cancelled": "document_cancelled",
}


@dataclass(frozen=True)
class Told:
    """What else is known of a mark."""

    on: date | None = None
    """Day on which it happened; None = now."""
    number: str = ""
    """Fax number to which it went."""
    reason: str = ""
    code: str = ""
    """Of `domain.kept.RETURNED`."""
    printer: str = ""
    """Name of the printer; stands in the audit trail."""
    again: bool = False
    """The person was told that it went out before, and wants to note it again."""


def draw(
    desk: Desk, case: Case, document: str, to: str, language: str = "", corrects: date | None = None
) -> bytes:
    """The paper as it would be now, to look at; nothing is kept. Raises Missing with all it lacks.

    Papers that rest on a determination print the one that is kept, never figures made anew.
    `corrects` is the day on which the paper went out that this one puts right.
    """
    made = determination.newest(desk, case.number) if document in RESTS_ON_DETERMINATION else None
    pdf = catalogue.produce(
        document, case, desk.book, today(desk.clock), language=language or case.language, to=to,
        at=keeping.now(desk), person=desk.actor.name, assessment=made,
    )  # fmt: skip
    tongue = (language or case.language) if to == FAMILY else "en"
    return pdf if corrects is None else copies.correction(pdf, corrects, tongue)


def unprintable(desk: Desk, case: Case, document: str, to: str, language: str = "") -> str:
    """The letters on that paper that no font has: somebody must write them by hand before it goes out."""
    if not catalogue.may_lack_letters(case, desk.book):
        return ""
    made = determination.newest(desk, case.number) if document in RESTS_ON_DETERMINATION else None
    return catalogue.unprintable_on(
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
    pdf = draw(desk, stored.case, document, to, language, went_out(desk, corrects, number))
    language = language or stored.case.language
    paper = KeptDocument(
        id=id, number=number, document=document, language=language, to=(to,), made=keeping.now(desk),
        pdf=pdf, sha256=hashlib.sha256(pdf).hexdigest(), corrects=corrects, made_by=desk.actor.name,
        drawn_from=to_store(stored.case), template=copies.template_of(document, language),
    )  # fmt: skip
    same = next((each for each in desk.store.documents(number) if _is_same(each, paper)), None)
    if same:
        return same
    with desk.store.work(desk.actor, "papers.prepare", action) as work:
        work.keep_document(paper)
    return paper


def went_out(desk: Desk, corrects: str, number: str) -> date | None:
    """The day of the paper that is put right; raises NotAcceptable if that one never went out."""
    if not corrects:
        return None
    old = desk.store.document(corrects)
    if old.sent is None or old.number != number:
        raise NotAcceptable(N_("Only a paper of this case that was sent can be corrected."), where="corrects")
    return old.sent.day


def mark(
    desk: Desk, id: str, status: Mark, method: str = "", *, reason: str = "", told: Told | None = None,
    action: UUID | None = None,
) -> KeptDocument:  # fmt: skip
    """Note that a kept paper was printed, sent (mail, hand, fax), came back or was cancelled."""
    mark_all(desk, (id,), status, method, told=replace(told or Told(), reason=reason or
             (told.reason if told else "")), action=action)  # fmt: skip
    return desk.store.document(id)


def mark_all(
    desk: Desk, ids: Sequence[str], status: Mark, method: str = "", *, told: Told | None = None,
    action: UUID | None = None, tell: Callable[[int, int], None] | None = None,
) -> None:  # fmt: skip
    """The same for a batch, in one transaction: all of them are marked, or none.

    `tell(done, of)` hears of each; what it raises takes all of it back.
    """
    told = told or Told()
    papers = [replace(desk.store.document(id), pdf=b"", drawn_from="") for id in ids]
    if status == "sent" and method not in ("mail", "hand", "fax"):
        raise NotAcceptable(N_("Say how it went out: mailed, handed over or faxed."), where="method")
    if status == "cancelled" and not told.reason.strip():
        raise NotAcceptable(N_("Say why this paper is not needed."), where="reason")
    for number in {paper.number for paper in papers}:
        allow(desk, "papers.mark", desk.store.case(number).case)
    if not (action and desk.store.done(action)):
        _check(desk, papers, status, told)
    with desk.store.work(desk.actor, f"papers.{status}", action) as work:
        for done, paper in enumerate(papers, 1):
            _mark(desk, work, paper, status, method, told, action)
            if tell is not None:
                tell(done, len(papers))


def sent_before(case: Case, document: str, to: str) -> tuple[Event, ...]:
    """When that paper went out to that recipient already, the oldest first; a second one is asked about."""
    gone = left_out(case.events)
    return tuple(
        event for event in case.events
        if event.kind == "document_sent" and event.document == document and event.id not in gone
        and (to in event.to or not event.to)
    )  # fmt: skip


def told_of(case: Case, id: str) -> tuple[Event, ...]:
    """All that was noted of a kept paper and counts, the oldest first."""
    gone = left_out(case.events)
    return tuple(event for event in case.events if event.document_id == id and event.id not in gone)


def show(desk: Desk, number: str) -> Sequence[KeptDocument]:
    """The kept papers of a case, the oldest first."""
    allow(desk, "papers.view", desk.store.case(number).case)
    return desk.store.documents(number)


def exported(desk: Desk, paper: KeptDocument) -> bytes:
    """The bytes of a paper that leaves the desk as a file; that it does is noted."""
    allow(desk, "papers.view", desk.store.case(paper.number).case)
    out = on_paper(paper)
    with desk.store.work(desk.actor, "papers.exported") as work:
        work.note("papers.exported", paper.number, id=paper.id, document=paper.document)
    return out


def on_paper(paper: KeptDocument) -> bytes:
    """What comes out of the printer: the kept bytes; of a paper that went out, marked as a copy of it."""
    proved(paper)
    if paper.sent is None:
        return paper.pdf
    tongue = paper.language if FAMILY in paper.to else "en"
    return copies.marked(paper.pdf, paper.sent.day, paper.method, paper.sha256, tongue)


def printed(desk: Desk, paper: KeptDocument, printer: str, pages: int) -> None:
    """Note that a paper went to a printer; one that was drafted is printed from now on."""
    if paper.status == "drafted":
        mark(desk, paper.id, "printed", told=Told(printer=printer))
        return
    allow(desk, "papers.view", desk.store.case(paper.number).case)
    with desk.store.work(desk.actor, "papers.printed_again") as work:
        work.note("papers.printed_again", paper.number, id=paper.id, document=paper.document,
                  printer=printer, pages=str(pages))  # fmt: skip


def proved(paper: KeptDocument) -> None:
    """Raise WorldTrouble if the kept bytes are not those that were kept."""
    if not paper.sound:
        raise WorldTrouble(
            N_("The kept paper is not as it was kept: its bytes do not match their hash."),
            then=N_("Do not use it. Bring back a backup, or make a new paper."),
        )


def _check(desk: Desk, papers: Iterable[KeptDocument], status: Mark, told: Told) -> None:
    on = told.on or today(desk.clock)
    if on > today(desk.clock):
        raise NotAcceptable(N_("This day is still to come."), where="on")
    for paper in papers:
        if on < paper.made.day:
            raise NotAcceptable(
                say(N_("{paper} was made on {day}; it cannot have gone out before."), paper=paper.document,
                    day=day_words(paper.made.day)), where="on",
            )  # fmt: skip
        if status == "returned" and paper.sent is None:
            raise CannotHappenNow(N_("Only a paper that was sent can come back."), section="")
        if status == "sent":
            proved(paper)
            if paper.status == "sent" and not told.again:
                raise CannotHappenNow(
                    say(N_("{paper} was sent already on {day}."), paper=paper.document,
                        day=day_words(paper.sent.day) if paper.sent else ""),
                    then=N_("Note it again only if it really went out twice."),
                )  # fmt: skip


def _mark(
    desk: Desk, work: Work, paper: KeptDocument, status: Mark, method: str, told: Told, action: UUID | None
) -> None:
    if work.repeated:
        return
    now, stored = keeping.now(desk), work.case(paper.number)
    at = Moment(told.on) if told.on is not None and told.on != now.day else now
    event = Event(
        kind=_KINDS[status], at=at, document=paper.document, document_id=paper.id, to=paper.to,
        method=method, language=paper.language, reason=told.reason.strip(), reason_code=told.code,
        number=told.number, items=_items(desk, stored.case, paper) if status == "sent" else (),
    )  # fmt: skip
    own = uuid5(action, paper.id) if action else None
    work.mark_document(paper.id, status, at, method)
    if told.printer:
        work.note("papers.printer", paper.number, id=paper.id, document=paper.document, printer=told.printer)
    keeping.add_events(desk, work, stored, (event,), own)


def _items(desk: Desk, case: Case, paper: KeptDocument) -> tuple[str, ...]:
    """The notice of an incomplete application names each missing item (20.402.1.A)."""
    if paper.document != "DOC-11":
        return ()
    return life.standing(case, desk.book, keeping.now(desk)).missing_items


def _is_same(kept: KeptDocument, new: KeptDocument) -> bool:
    unsent = kept.sound and kept.status in ("drafted", "printed")
    return unsent and (kept.document, kept.to, kept.language, kept.sha256, kept.corrects) == (
        new.document, new.to, new.language, new.sha256, new.corrects
    )  # fmt: skip
