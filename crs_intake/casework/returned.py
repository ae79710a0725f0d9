"""The Turn Around Document as DES sends it back: filed with its answer, both or neither (Attachment A).

DES fills in its part on paper; a person copies it (AMB-232). The answer stops the clocks of FAA and of the
follow-ups and moves the case on (20.602.7-10). What is odd about the page is asked before it is recorded.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from crs_intake.casework import keeping
from crs_intake.casework.mistakes import voided_by
from crs_intake.casework.ports import Desk
from crs_intake.casework.received import Incoming, scan_of
from crs_intake.casework.rights import allow, allow_event
from crs_intake.domain.case import Case
from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.event import DesPart, Event, SystemsCheck, left_out
from crs_intake.domain.scan import TAD_PART
from crs_intake.domain.text import N_, filled
from crs_intake.policy import life

CLOSED = N_(
    "The case is closed, or waits for no answer of DES in its present state. The page can be filed; nothing "
    "more is recorded."
)
NOT_SENT = N_("No application to DES is noted for this case. Is it the right one?")


@dataclass(frozen=True)
class Answer:
    """What the DES part of a returned TAD says, as a person copied it."""

    decided: str
    """approved, denied or pending."""
    case_name: str = ""
    number: str = ""
    """Case number of DES."""
    systems_check: str = ""
    effective: date | None = None
    """Of an approval."""
    reason: str = ""
    worker: str = ""
    phone: str = ""
    site_code: str = ""


@dataclass(frozen=True)
class Doubt:
    """Something to be asked before a returned TAD is recorded."""

    about: str
    """second, closed, same_file, not_sent or name."""
    sentence: str
    blocks: bool = False
    """The answer cannot be recorded; the page can only be filed."""


def doubts(desk: Desk, number: str, incoming: Incoming, answer: Answer) -> tuple[Doubt, ...]:
    """What should be asked before the answer of DES is recorded: a second TAD, a closed case, a wrong one."""
    case = desk.store.case(number).case
    stands = life.standing(case, desk.book, keeping.now(desk))
    found = []
    same = next((s for s in desk.store.scans(number) if s.sha256 == incoming.sha256
                 and voided_by(case, s.id) is None), None)  # fmt: skip
    if same is not None:
        words = filled(N_("This very file was filed with the case on {day}."), day=same.received.day)
        found.append(Doubt("same_file", words, blocks=same.document == TAD_PART))
    if stands.state in keeping.ENDED or "title_result" not in stands.may:
        found.append(Doubt("closed", CLOSED, blocks=True))
    if (before := _answered(case)) is not None:
        words = filled(N_("DES has answered for this case already, on {day}. Is this a second TAD?"),
                       day=before.at.day)  # fmt: skip
        found.append(Doubt("second", words))
    elif not _sent(case):
        found.append(Doubt("not_sent", NOT_SENT))
    if answer.case_name and not _knows(case, answer.case_name):
        asked = N_("Nobody in this case is called {name}. Is it the right one?")
        words = filled(asked, name=answer.case_name)
        found.append(Doubt("name", words))
    return tuple(found)


def file_tad(desk: Desk, number: str, incoming: Incoming, answer: Answer, action: UUID | None = None) -> Case:
    """File the returned TAD and record what DES answered, both or neither; clocks stop by the answer.

    Raises NotAcceptable naming the field, CannotHappenNow, NotAllowed.
    """
    case = desk.store.case(number).case
    allow(desk, "papers.file", case)
    scan = scan_of(desk, case, TAD_PART, incoming, action=action)
    event = _of_answer(desk, answer, scan.id)
    allow_event(desk, event, case)
    with desk.store.work(desk.actor, "papers.tad_returned", action) as work:
        if work.repeated:
            return work.case(number).case
        case = keeping.add_events(desk, work, work.case(number), (event,), action)
        work.keep_scan(scan)
    return case


def check_tad(desk: Desk, number: str, answer: Answer) -> None:
    """Raise what `file_tad` would raise for the answer alone; keeps nothing."""
    case = desk.store.case(number).case
    life.check(case, _of_answer(desk, answer, ""), desk.book)


def _of_answer(desk: Desk, answer: Answer, scan: str) -> Event:
    checks: dict[str, SystemsCheck] = {"active": "active", "inactive": "inactive", "pending": "pending"}
    if answer.decided not in ("approved", "denied", "pending"):
        raise NotAcceptable(
            N_("Say what DES decided: from which day eligible, denied for which reason, or still pending."),
            where="decided",
        )
    decided = answer.decided != "pending"
    des = DesPart(
        systems_check=checks.get(answer.systems_check), case_name=answer.case_name, phone=answer.phone,
        site_code=answer.site_code,
    )  # fmt: skip
    return Event(
        kind="title_result" if decided else "followup_checked", at=keeping.now(desk), program="xix",
        outcome=answer.decided if decided else "undetermined", method="fax" if decided else "des",
        effective=answer.effective,
        reason=answer.reason if answer.decided == "denied" else "", name=answer.worker, number=answer.number,
        document=TAD_PART, document_id=scan, des=des,
    )  # fmt: skip


def _answered(case: Case) -> Event | None:
    gone = left_out(case.events)
    found = [e for e in case.events if e.kind == "title_result" and e.program == "xix" and e.id not in gone]
    return found[-1] if found else None


def _sent(case: Case) -> bool:
    gone = left_out(case.events)
    kinds = ("application_faxed", "application_by_family", "title_referred", "application_signed")
    return any(e.kind in kinds and e.id not in gone for e in case.events) or any(
        e.kind == "document_sent" and e.document == "DOC-27" and e.id not in gone for e in case.events
    )


def _knows(case: Case, name: str) -> bool:
    """Whether a word of the name is one of a person's; DES files by the family's name, often another's."""
    names = (" ".join((person.name, *person.other_names)) for person in case.people)
    known = {word for each in names for word in _words(each)}
    return not known or bool(known & _words(name))


def _words(name: str) -> set[str]:
    plain = "".join(c for c in unicodedata.normalize("NFD", name.casefold()) if not unicodedata.combining(c))
    return {word for word in plain.replace("-", " ").replace(",", " ").split() if len(word) > 1}
