"""The papers of a case as its list shows them: one line for each paper and recipient; no Qt in here."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from crs_intake.domain.event import Event
from crs_intake.domain.kept import RETURNED, KeptDocument
from crs_intake.domain.moment import Moment
from crs_intake.domain.standing import DocumentDue
from crs_intake.domain.text import N_
from crs_intake.policy.pathway import NOT_THROUGH
from crs_intake.words import say, say_with
from ui import names

_NONE: Mapping[str, str] = {}
FAX_PACKET = "fax-packet"
"""Asks the papers of a case for the whole fax to FAA in place of one paper."""
METHODS = {"mail": N_("mailed"), "hand": N_("handed over"), "fax": N_("faxed")}


@dataclass(frozen=True)
class PaperLine:
    """One paper for one recipient: what is due, and what is kept of it."""

    document: str
    to: str
    name: str
    status: str
    by: Moment | None
    kept: KeptDocument | None
    due: DocumentDue | None
    void: str = ""
    """Why it counts no more, where it was entered by mistake."""
    number: str = ""
    """Case of which it is, where that is another one that goes on here."""
    corrects: str = ""
    """Id of the kept paper that a new one puts right."""
    corrected: KeptDocument | None = None
    """The later paper that put this one right."""
    older: bool = False
    """It went out on a determination that another one has followed since."""

    @property
    def key(self) -> str:
        """Identifies the line among the lines of the case."""
        return f"{self.document}:{self.to}:{self.kept.id if self.kept else ''}"

    @property
    def settled(self) -> bool:
        """Whether nothing is left to do with it."""
        return bool(self.number) or self.status in ("sent", "returned", "cancelled")


def lines_of(
    due: Sequence[DocumentDue], kept: Sequence[KeptDocument], title: Mapping[str, str],
    void: Mapping[str, str] = _NONE, number: str = "", older: Collection[str] = (),
) -> list[PaperLine]:  # fmt: skip
    """What is due first, by its day; then what went out, the newest first. `title` names papers by number.

    `void` says, by id, why a paper counts no more; `number` is the case of papers of a merged case;
    `older` are the ids of papers that went out on an earlier determination.
    """
    used: set[str] = set()
    lines: list[PaperLine] = []
    for paper in due:
        name = say_with(paper.name, paper.inputs) or title.get(paper.id, paper.id)
        for to in paper.to or ("case_file",):
            known = _kept_for(paper, to, kept)
            called = (packet_name(known) if known is not None else "") or name
            if known is not None:
                used.add(known.id)
            status = known.status if known is not None else paper.status
            if paper.status == "sent" and status in ("drafted", "printed"):
                status = "sent"
            lines.append(PaperLine(paper.id, to, called, status, paper.by, known, paper,
                                   corrected=_corrected(known, kept),
                                   older=known is not None and known.id in older))  # fmt: skip
    for each in kept:
        if each.id not in used:
            to = each.to[0] if each.to else "case_file"
            name = packet_name(each) or title.get(each.document, each.document)
            why = void.get(each.id, "")
            if number:
                name = say("{paper} (case {number})", paper=name, number=number)
            lines.append(PaperLine(each.document, to, name, each.status, None, each, None, why, number,
                                   corrected=_corrected(each, kept), older=each.id in older))  # fmt: skip
    return sorted(lines, key=_order)


def _kept_for(paper: DocumentDue, to: str, kept: Sequence[KeptDocument]) -> KeptDocument | None:
    """The newest kept paper of that number for that recipient; what was sent counts before a draft.

    A whole fax packet that waits counts before a draft of the TAD alone: it is what goes to FAA.
    """
    live = [each for each in kept if each.document == paper.id and each.status != "cancelled"]
    same = [each for each in live if to in each.to]
    sent = [each for each in same if each.status == "sent"]
    return next(reversed(sent or [each for each in same if packet_name(each)] or same), None)


def packet_name(paper: KeptDocument) -> str:
    """What a kept fax packet is called; nothing for any other paper."""
    from crs_intake.casework import faxing  # reads the makers of papers, which are loaded with the first one

    if not faxing.is_packet(paper):
        return ""
    return say("Fax packet to FAA, {pages} pages", pages=faxing.pages_of(paper))


def is_packet(id: str, lines: Sequence[PaperLine]) -> bool:
    """Whether the kept paper with that id is a whole fax packet."""
    return any(line.kept is not None and line.kept.id == id and packet_name(line.kept) for line in lines)


def _corrected(paper: KeptDocument | None, kept: Sequence[KeptDocument]) -> KeptDocument | None:
    """The newest paper that puts this one right and went out."""
    found = [each for each in kept if paper is not None and each.corrects == paper.id and each.sent]
    return next(reversed(found), None)


def _order(line: PaperLine) -> tuple[bool, str, str, str]:
    by = str(line.by) if line.by else "9999"
    return line.settled, by, line.document, line.to


def status_words(line: PaperLine) -> str:
    """The state of a line in words: Sent 17 Mar 2009, mailed."""
    if line.void:
        return say("Entered by mistake: {why}", why=line.void)
    if line.kept is not None and not line.kept.sound:
        return say("Damaged: the kept bytes do not match their hash")
    words = names.named(names.PAPER_STATUS, line.status)
    sent = line.kept.sent if line.kept is not None else line.due.sent if line.due is not None else None
    if line.status != "sent" or sent is None:
        return words
    how = say(METHODS[line.kept.method]) if line.kept is not None and line.kept.method in METHODS else ""
    later = line.corrected
    put_right = say("corrected {day}", day=names.short_day(later.sent.day)) if later and later.sent else ""
    before = say("on an earlier determination") if line.older and not put_right else ""
    told = (f"{words} {names.short_day(sent.day)}", how, put_right, before)
    return ", ".join(part for part in told if part)


def told_words(events: Sequence[Event]) -> str:
    """What was noted of a paper, in one line: Printed 17 Mar · Sent 18 Mar, faxed to 602-555-0130."""
    tries = (
        _tried(event) if event.kind == "application_faxed" else _told(event)
        for event in events
        if event.kind in _MARKS or (event.kind == "application_faxed" and event.outcome in NOT_THROUGH)
    )
    return " · ".join(tries)  # fmt: skip


def _tried(event: Event) -> str:
    """A fax that did not get through; one that did is told as sent."""
    tried = f"{names.named(names.OUTCOMES, event.outcome)} {names.short_day(event.at.day)}"
    return f"{tried} ({event.number})" if event.number else tried


_MARKS = {
    "document_printed": "printed", "document_sent": "sent", "document_returned": "returned",
    "document_cancelled": "cancelled",
}  # fmt: skip


def _told(event: Event) -> str:
    parts = [f"{names.named(names.PAPER_STATUS, _MARKS[event.kind])} {names.short_day(event.at.day)}"]
    if event.method in METHODS:
        parts.append(say(METHODS[event.method]) + (f" ({event.number})" if event.number else ""))
    if event.reason_code in RETURNED:
        parts.append(say(RETURNED[event.reason_code]))
    if event.reason:
        parts.append(event.reason)
    return ", ".join(parts)


def again_words(before: Sequence[Event], name: str, to: str) -> str:
    """The question before a second sending."""
    last = before[-1]
    how = say(METHODS[last.method]) if last.method in METHODS else ""
    return say("{name} went to this recipient already ({to}): {day} {how}. Send it a second time?", name=name,
               to=names.recipients((to,)), day=names.short_day(last.at.day), how=how)  # fmt: skip


def file_name(document: str, number: str) -> str:
    """A file name without anybody's name: DOC-05-PHX-2009-0001.pdf."""
    plain = "".join(each if each.isalnum() or each == "-" else "-" for each in f"{document}-{number}")
    return f"{plain}.pdf"
