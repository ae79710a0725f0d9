"""Papers that reached the desk: looked into, filed with a case as they came, seen and saved again.

A filed paper is never changed. What it means is told by events that carry its id, so that a paper filed
by mistake takes along all that was noted with it (see `mistakes`). The TAD that DES sent back has a
module of its own (`returned`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID, uuid4, uuid5

from crs_intake.casework import keeping, merging
from crs_intake.casework.mistakes import voided_by
from crs_intake.casework.ports import Desk, ScanReader
from crs_intake.casework.rights import allow, may
from crs_intake.domain.case import Case
from crs_intake.domain.errors import CannotHappenNow, NotAcceptable
from crs_intake.domain.event import Event, EventKind, left_out
from crs_intake.domain.scan import Looked, Picture, Scan, file_name
from crs_intake.domain.standing import Standing
from crs_intake.domain.text import N_, clean
from crs_intake.policy import life
from crs_intake.policy.catalogue import catalogue

SIGNED = ("DOC-16", "DOC-17", "DOC-34", "DOC-35", "DOC-51")
"""Forms of the desk that come back signed."""
PAPERS: tuple[str, ...] = (
    "DOC-28", "DOC-01", "DOC-02", "DOC-24", "DOC-36", "DOC-41", "DOC-50", "DOC-52", "DOC-53", "DOC-54",
    "DOC-55", "DOC-56", *SIGNED,
)  # fmt: skip
"""Which papers may be filed; any other one is filed with words that say what it is."""
TELLS: Mapping[str, EventKind] = {
    "DOC-01": "referral_received", "DOC-02": "items_received", "DOC-24": "application_signed",
    "DOC-34": "agreement_signed", "DOC-35": "agreement_signed", "DOC-36": "papers_received",
    "DOC-41": "redetermination_requested", "DOC-50": "hearing_requested", "DOC-52": "hearing_notice_mailed",
    "DOC-53": "hearing_denied", "DOC-54": "hearing_withdrawn", "DOC-55": "hearing_decided",
    "DOC-56": "rehearing_requested",
}  # fmt: skip
"""What happened when a paper came in."""
OFTEN = frozenset({"items_received", "papers_received", "agreement_signed"})
"""What may happen again and again: an earlier entry of the kind need not be of this paper."""


@dataclass(frozen=True)
class Incoming:
    """A file that was looked into and is not filed yet."""

    name: str
    data: bytes
    looked: Looked
    codes: tuple[str, ...] = ()
    number: str = ""
    """The case that the code on its pages names, if it is known here."""

    @property
    def sha256(self) -> str:
        """The hash of the bytes."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True)
class Offer:
    """What could be noted with a paper: the kind, whether it can happen now, and what is noted already."""

    kind: EventKind | None = None
    now: bool = False
    noted: Event | None = None


# Looking --------------------------------------------------------------------------------------------------


def look_into(desk: Desk, name: str, data: bytes) -> Incoming:
    """What a file is and whose code it carries; keeps nothing. Raises NotAcceptable with a sentence."""
    allow(desk, "papers.file")
    reader = _reader(desk)
    looked = reader.look(data)
    codes = reader.codes(data)
    return Incoming(file_name(name), data, looked, codes, _case_of(desk, codes))


def page(desk: Desk, data: bytes, at: int, width: int) -> Picture:
    """One page of a file as a picture, drawn in memory."""
    return _reader(desk).page(data, at, width)


def _reader(desk: Desk) -> ScanReader:
    if desk.reader is None:
        raise NotAcceptable(N_("Scans cannot be read here."), then=N_("File the paper at another desk."))
    return desk.reader


def _case_of(desk: Desk, codes: tuple[str, ...]) -> str:
    """The first of the codes that is the number of a case here; of a merged case the one it goes on in."""
    for code in codes:
        if (clean(code) or "").strip() != code or len(code) > 40:
            continue
        try:
            case = desk.store.case(code).case
        except NotAcceptable:
            continue
        return merging.goes_on_as(case) or case.number
    return ""


# Filing ---------------------------------------------------------------------------------------------------


def offer(desk: Desk, number: str, document: str, standing: Standing | None = None) -> Offer:
    """What may be noted when such a paper is filed; an entry noted already is named, never doubled."""
    kind = TELLS.get(document)
    if kind is None:
        return Offer()
    case = desk.store.case(number).case
    stands = standing or life.standing(case, desk.book, keeping.now(desk))
    return Offer(kind, kind in stands.may, _noted(desk, case, kind, document))


def _noted(desk: Desk, case: Case, kind: EventKind, document: str) -> Event | None:
    """The last entry of that kind to which no paper belongs yet."""
    gone = left_out(case.events)
    taken = {scan.event for scan in desk.store.scans(case.number) if not voided_by(case, scan.id)}
    found = [
        event for event in case.events
        if event.kind == kind and event.id not in gone and event.id not in taken and not event.document_id
        and (event.document in ("", document)) and event.at.not_after(keeping.now(desk))
    ]  # fmt: skip
    if kind in OFTEN:
        found = [event for event in found if event.at.day == keeping.now(desk).day]
    return found[-1] if found else None


def file(
    desk: Desk, number: str, document: str, incoming: Incoming, *, event: str = "", note: str = "",
    action: UUID | None = None,
) -> Scan:  # fmt: skip
    """File a paper with a case as it came; the same bytes as the same paper are filed once.

    `event` is the id of an entry noted before to which it belongs. Raises NotAcceptable, NotAllowed.
    """
    case = desk.store.case(number).case
    allow(desk, "papers.file", case)
    scan = scan_of(desk, case, document, incoming, event=event, note=note, action=action)
    same = next((each for each in desk.store.scans(number) if _is_same(case, each, scan)), None)
    if same is not None:
        return same
    with desk.store.work(desk.actor, "papers.filed", action) as work:
        work.keep_scan(scan)
    return replace(scan, content=b"")


def scan_of(
    desk: Desk, case: Case, document: str, incoming: Incoming, *, event: str = "", note: str = "",
    action: UUID | None = None,
) -> Scan:  # fmt: skip
    """The paper as it will be kept; raises NotAcceptable for one that does not come in."""
    if document and document not in PAPERS:
        raise NotAcceptable(N_("This paper is made here and does not come in."), where="document")
    if not document and not note.strip():
        raise NotAcceptable(N_("Say which paper it is."), where="note")
    if event and all(each.id != event for each in case.events):
        raise NotAcceptable(N_("There is no such entry in this case."), where="event")
    id = str(uuid5(action, "scan") if action else uuid4())
    return Scan(
        id=id, number=case.number, document=document, name=incoming.name, media=incoming.looked.media,
        size=len(incoming.data), pages=incoming.looked.pages, sha256=incoming.sha256,
        received=keeping.now(desk), received_by=desk.actor.name, event=event, note=note.strip(),
        content=incoming.data,
    )  # fmt: skip


def _is_same(case: Case, kept: Scan, new: Scan) -> bool:
    return (kept.sha256, kept.document) == (new.sha256, new.document) and voided_by(case, kept.id) is None


# Seeing them again ----------------------------------------------------------------------------------------


def listed(desk: Desk, number: str) -> tuple[Scan, ...]:
    """The received papers of a case and of those that go on in it, without their bytes, the oldest first."""
    allow(desk, "papers.view", desk.store.case(number).case)
    own = tuple(desk.store.scans(number))
    return own + tuple(
        scan for stored in merging.attached(desk, number) for scan in desk.store.scans(stored.case.number)
    )


def opened(desk: Desk, id: str) -> Scan:
    """A received paper with its bytes, proved by their hash; that it is looked at is noted."""
    scan = desk.store.scan(id)
    allow(desk, "papers.view", desk.store.case(scan.number).case)
    with desk.store.work(desk.actor, "papers.scan_viewed") as work:
        work.note("papers.scan_viewed", scan.number, id=scan.id, document=scan.document)
    return scan


def exported(desk: Desk, scan: Scan) -> bytes:
    """The bytes of a received paper that leave the desk as a file; that they do is noted."""
    allow(desk, "papers.view", desk.store.case(scan.number).case)
    content = scan.content or desk.store.scan(scan.id).content
    with desk.store.work(desk.actor, "papers.exported") as work:
        work.note("papers.exported", scan.number, id=scan.id, document=scan.document)
    return content


def may_file(desk: Desk) -> bool:
    """Whether the person at the desk files papers at all."""
    return may(desk.actor, "papers.file")


def void(desk: Desk, id: str, reason: str, action: UUID | None = None) -> Case:
    """A paper was filed by mistake or with the wrong case: it stays in sight and counts no more."""
    scan = desk.store.scan(id)
    case = desk.store.case(scan.number).case
    allow(desk, "papers.void", case)
    if not reason.strip():
        raise NotAcceptable(N_("Say why this entry is taken back."), where="reason")
    if voided_by(case, id) is not None:
        raise CannotHappenNow(N_("This paper counts no more already."), section="")
    event = Event(
        kind="entered_by_mistake", at=keeping.now(desk), document=scan.document, document_id=id,
        reason=reason.strip(),
    )  # fmt: skip
    with desk.store.work(desk.actor, "mistakes.paper", action) as work:
        return keeping.add_events(desk, work, work.case(scan.number), (event,), action)


def known() -> tuple[tuple[str, str], ...]:
    """The papers that may be filed, with their names (message ids), in the order of the offers."""
    entries = catalogue()
    return tuple((id, entries[id].name) for id in PAPERS)
