"""The fax to FAA as one act: drawn whole, kept as it went, sent, and its result logged (20.401).

What is kept is what was sent, byte for byte. Only a fax that got through stops the 24 hours; one that did
not is tried again with the same packet, and one that did is not logged as sent a second time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, Protocol, get_args, runtime_checkable
from uuid import UUID, uuid4, uuid5

from crs_intake.casework import keeping
from crs_intake.casework.facts import counts
from crs_intake.casework.papers import proved, went_out
from crs_intake.casework.ports import Desk
from crs_intake.casework.rights import allow, allow_event
from crs_intake.clock import today
from crs_intake.codec import to_store
from crs_intake.documents import copies, packet
from crs_intake.documents.facts import Facts
from crs_intake.documents.packet import Copy, Packet, TadRow
from crs_intake.domain.case import Case
from crs_intake.domain.errors import CannotHappenNow, DeskError, NotAcceptable
from crs_intake.domain.event import Event, left_out
from crs_intake.domain.kept import KeptDocument
from crs_intake.domain.moment import Moment
from crs_intake.domain.site import Office
from crs_intake.domain.text import N_
from crs_intake.policy.pathway import NOT_THROUGH
from crs_intake.words import day as day_words
from crs_intake.words import say

TAD = "DOC-27"
PACKET = "fax-packet"
"""Begins the template of a kept paper that is a whole packet, not the TAD alone."""
Result = Literal["ok", "busy", "no_answer", "failed"]
Mode = Literal["fine", "standard"]
APPLICATION: Final = "application"
Role = TadRow | Literal["application"]


@runtime_checkable
class FaxMachine(Protocol):
    """What turns scans into pages and pages into a fax, away from the desk's own process."""

    def copied(self, data: bytes) -> bytes:
        """A scanned PDF, TIFF, JPEG or PNG as a PDF of its pages; raises NotAcceptable."""
        ...

    def fax(self, pdf: bytes, mode: Mode) -> bytes:
        """A PDF as a Group 4 TIFF of 1728 dots a line."""
        ...


@dataclass(frozen=True, slots=True)
class Piece:
    """A scan chosen for the fax, already as pages."""

    role: Role
    name: str
    """Name of the file or paper."""
    pdf: bytes
    copied_by: str = ""
    """Who made a citizenship copy, when it is not the person at the desk."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the fax log."""

    id: str
    at: Moment
    number: str
    result: Result
    pages: int | None
    by: str


def take(desk: Desk, role: Role, name: str, data: bytes) -> Piece:
    """A scanned file as pages for the fax; raises NotAcceptable that names the file."""
    try:
        return Piece(role, name, machine(desk).copied(data))
    except NotAcceptable as trouble:
        raise NotAcceptable(f"{name}: {say(str(trouble))}", where="scan", then=trouble.then) from None


def take_filed(desk: Desk, role: Role, id: str) -> Piece:
    """A paper that was filed with the case, as pages for the fax."""
    scan = desk.store.scan(id)
    allow(desk, "papers.view", desk.store.case(scan.number).case)
    return take(desk, role, scan.name, scan.content)


def machine(desk: Desk) -> FaxMachine:
    """What makes pages and faxes at this desk."""
    reader: object = desk.reader
    if not isinstance(reader, FaxMachine):
        raise DeskError(N_("The part of the program that reads scans is not there."),
                        then=N_("Start the program anew."))  # fmt: skip
    return reader


def draw(desk: Desk, case: Case, pieces: Sequence[Piece], corrects: str = "") -> Packet:
    """The packet as it would be now, to look at; nothing is kept. Raises Missing with all it lacks.

    `corrects` is the kept packet that went out and that this one puts right: the cover says so.
    """
    old = went_out(desk, corrects, case.number)
    on = today(desk.clock)
    facts = Facts(case, desk.book, on, "en", "faa", keeping.now(desk), None, desk.actor.name)
    application = [piece.pdf for piece in pieces if piece.role == APPLICATION]
    if len(application) > 1:
        raise NotAcceptable(N_("Choose one file for the Medical Assistance Application."), where="scan")
    scans = [
        Copy(piece.pdf, piece.role, piece.name, stamped=on, copied_by=piece.copied_by or desk.actor.name)
        for piece in pieces
        if piece.role != APPLICATION
    ]
    made = packet.make(facts, application[0] if application else None, scans)
    if old is None:
        return made
    return replace(made, pdf=copies.correction(made.pdf, old, "en", copies.CORRECTS_FAX))


def keep(
    desk: Desk, number: str, pieces: Sequence[Piece], action: UUID | None = None, corrects: str = ""
) -> tuple[KeptDocument, Packet]:
    """Draw the packet and keep it with its hash; stamps put on now become facts of the case."""
    stored = desk.store.case(number)
    allow(desk, "papers.prepare", stored.case)
    counts(stored.case)
    made = draw(desk, stored.case, pieces, corrects)
    paper = KeptDocument(
        id=str(uuid5(action, TAD) if action else uuid4()), number=number, document=TAD, language="en",
        to=("faa",), made=keeping.now(desk), pdf=made.pdf, sha256=hashlib.sha256(made.pdf).hexdigest(),
        made_by=desk.actor.name, drawn_from=to_store(stored.case), template=f"{PACKET} {made.pages}",
        corrects=corrects,
    )  # fmt: skip
    kept = (each for each in desk.store.documents(number) if is_packet(each) and each.status != "cancelled")
    same = next((each for each in kept if each.sha256 == paper.sha256), None)
    if same is not None:
        return same, made
    stamped = _stamped(desk, stored.case, pieces)
    with desk.store.work(desk.actor, "papers.prepare", action) as work:
        if not work.repeated:
            if stamped != stored.case:
                work.keep(stamped, stored.version, closed=keeping.closed_on(stamped, desk))
            work.keep_document(paper)
    return desk.store.document(paper.id), made


def _stamped(desk: Desk, case: Case, pieces: Sequence[Piece]) -> Case:
    """The case with day and copier of the citizenship copies that are stamped now (DOC-25)."""
    on = today(desk.clock)
    for piece in pieces:
        if piece.role == "citizenship":
            by = piece.copied_by or desk.actor.name
            case = packet.with_stamp(case, on, Copy(b"", "citizenship", stamped=on, copied_by=by))
    return case


def open_packets(desk: Desk, number: str) -> tuple[KeptDocument, ...]:
    """Packets of the case that were made and have not gone through, the newest first."""
    kept = (each for each in desk.store.documents(number) if is_packet(each))
    return tuple(each for each in reversed(list(kept)) if each.status in ("drafted", "printed"))


def is_packet(paper: KeptDocument) -> bool:
    """Whether a kept paper is a whole fax packet."""
    return paper.document == TAD and paper.template.startswith(PACKET)


def pages_of(paper: KeptDocument) -> int:
    """Pages of a kept packet, cover included."""
    return int(paper.template.removeprefix(PACKET).strip() or 0)


def exported(desk: Desk, paper: KeptDocument, mode: Mode | None = None) -> bytes:
    """The packet as a file: the kept PDF, or the fax TIFF made of it; that it leaves the desk is noted."""
    allow(desk, "papers.view", desk.store.case(paper.number).case)
    proved(paper)
    out = paper.pdf if mode is None else machine(desk).fax(paper.pdf, mode)
    with desk.store.work(desk.actor, "papers.exported") as work:
        work.note("papers.exported", paper.number, id=paper.id, document=TAD, as_=mode or "pdf")
    return out


def office(desk: Desk, case: Case) -> Office | None:
    """The FAA office of the family's ZIP code, or None: it is asked for, never guessed (20.401)."""
    zip_code = case.address.zip if case.address else ""
    return desk.site.on(today(desk.clock)).office_for(zip_code) if zip_code else None


def log(case: Case) -> tuple[Line, ...]:
    """Every fax of the application to FAA that counts, the oldest first."""
    gone = left_out(case.events)
    return tuple(
        Line(e.id, e.at, e.number, _result(e), e.pages, e.by)
        for e in case.events
        if e.kind == "application_faxed" and e.id not in gone
    )


def through(case: Case) -> Line | None:
    """The fax by which the application in hand reached FAA, if one did."""
    signed = max((e.at.sort_key() for e in case.events if e.kind == "application_signed"), default=None)
    good = (line for line in log(case) if line.result == "ok")
    return next((line for line in good if signed is None or signed <= line.at.sort_key()), None)


def note(
    desk: Desk, id: str, result: Result, *, number: str = "", at: Moment | None = None,
    action: UUID | None = None,
) -> Case:  # fmt: skip
    """Log the result of a fax of a kept packet; one that got through stops the 24 hours, once."""
    if result not in get_args(Result):
        raise NotAcceptable(
            N_("Say how the fax went: it got through, busy, no answer, or failed."), where="result"
        )
    paper = desk.store.document(id)
    stored = desk.store.case(paper.number)
    allow(desk, "papers.mark", stored.case)
    at = at or keeping.now(desk)
    number = number.strip() or _number(desk, stored.case)
    if action is None or not desk.store.done(action):
        _check(desk, paper, at)
    again = through(stored.case)
    faxed = Event(
        kind="application_faxed", at=at, document_id=paper.id, outcome=result, number=number, method="fax",
        pages=pages_of(paper) or None, stamp_page=1, to=("faa",),
    )  # fmt: skip
    allow_event(desk, faxed, stored.case)
    sent = replace(faxed, kind="document_sent", document=TAD, outcome="", stamp_page=None, language="en")
    with desk.store.work(desk.actor, "papers.faxed", action) as work:
        if work.repeated:
            return work.case(paper.number).case
        if again is not None:  # FAA has the application since then: the log of the audit trail tells of more
            if paper.corrects and result not in NOT_THROUGH:
                work.mark_document(paper.id, "sent", at, "fax")
            work.note("papers.faxed_again", paper.number, id=paper.id, result=result, to=number, at=str(at))
            return stored.case
        good = result not in NOT_THROUGH
        if good:
            work.mark_document(paper.id, "sent", at, "fax")
        events = (faxed, sent) if good else (faxed,)
        return keeping.add_events(desk, work, work.case(paper.number), events, action)


def _check(desk: Desk, paper: KeptDocument, at: Moment) -> None:
    proved(paper)
    if paper.status == "cancelled":
        raise CannotHappenNow(N_("This packet was cancelled; make a new one."), section="20.401")
    if keeping.now(desk).sort_key() < at.sort_key():
        raise NotAcceptable(N_("This moment is still to come."), where="at")
    if at.sort_key() < paper.made.sort_key() and at.day == paper.made.day and at.time is not None:
        raise NotAcceptable(N_("The packet was made after that; it cannot have gone out before."), where="at")
    if at.day != paper.made.day:
        raise NotAcceptable(
            say(N_("The TAD says that it was sent on {day}. Make the packet anew, so that it says the day on "
                   "which it goes."), day=day_words(paper.made.day)), where="at",
        )  # fmt: skip


def _number(desk: Desk, case: Case) -> str:
    found = office(desk, case)
    return found.fax if found is not None else ""


def _result(event: Event) -> Result:
    for each in get_args(Result):
        if event.outcome == each:
            found: Result = each
            return found
    return "ok"
