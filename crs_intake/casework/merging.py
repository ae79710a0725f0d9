"""Two cases of one child become one to work with; nothing is copied and nothing deleted.

The merged case becomes a pointer to the kept one, whose page shows the other's
events and papers. Undo takes both entries back, and both cases are what they were.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from crs_intake.casework import keeping, mistakes
from crs_intake.casework.mistakes import case_voided_by
from crs_intake.casework.ports import Desk
from crs_intake.casework.rights import allow
from crs_intake.domain.case import Case
from crs_intake.domain.errors import CannotHappenNow, NotAcceptable
from crs_intake.domain.event import Event, left_out
from crs_intake.domain.kept import Found, KeptDocument, Stored
from crs_intake.domain.text import N_
from crs_intake.policy import life
from crs_intake.words import say

HERE = "merged_here"
"""Outcome of the note on the kept case."""


@dataclass(frozen=True)
class Pair:
    """Two cases that may be one child, and which of them should be kept."""

    kept: Case
    gone: Case
    why: str
    """Why that one should be kept (message id)."""


def candidates(desk: Desk, number: str, limit: int = 8) -> Sequence[Found]:
    """Cases that may be of the same child as this one; those told apart before are left out."""
    allow(desk, "cases.search")
    return desk.store.possible_duplicates(desk.store.case(number).case, limit)


def advise(desk: Desk, one: str, other: str) -> Pair:
    """Which of two cases should be kept: the member's, else the one further on, else the older one."""
    cases = [desk.store.case(number).case for number in (one, other)]
    for case in cases:
        allow(desk, "cases.view", case)
    found = [life.standing(case, desk.book, keeping.now(desk), with_acts=False) for case in cases]
    member = [each.enrolled is not None for each in found]
    if member[0] != member[1]:
        first, why = member[0], N_("It is the case of a member.")
    elif (counted := [_counted(case) for case in cases])[0] != counted[1]:
        first, why = counted[0] > counted[1], N_("More has happened in it.")
    else:
        first, why = _since(cases[0]) <= _since(cases[1]), N_("It came in first.")
    kept, gone = cases if first else reversed(cases)
    return Pair(kept, gone, why)


def merge(desk: Desk, gone: str, kept: str, reason: str, action: UUID | None = None) -> Case:
    """Let one case go on in another (supervisor); raises NotAcceptable, CannotHappenNow, NotAllowed."""
    stored = _checked(desk, gone, kept, reason)
    at = keeping.now(desk)
    away = Event(kind="merged", at=at, number=kept, reason=reason.strip())
    here = Event(kind="note", at=at, outcome=HERE, number=gone, reason=reason.strip())
    with desk.store.work(desk.actor, "cases.merged", action) as work:
        if work.repeated:
            return desk.store.case(kept).case
        keeping.add_events(desk, work, work.case(gone), (away,), action)
        case = keeping.add_events(desk, work, work.case(kept), (here,), action)
        work.note("cases.merged", stored.case.number, into=kept)
    return case


def undo(desk: Desk, gone: str, reason: str, action: UUID | None = None) -> None:
    """Part two merged cases again; both are what they were before, with the reason in both histories."""
    stored = desk.store.case(gone)
    away = case_voided_by(stored.case)
    if away is None or away.kind != "merged":
        raise CannotHappenNow(N_("This case is not merged with another one."), section="")
    if not reason.strip():
        raise NotAcceptable(N_("Say why the two cases are parted again."), where="reason")
    kept = desk.store.case(away.number)
    for case in (stored.case, kept.case):
        allow(desk, "cases.merge", case)
    here = next((each for each in _notes(kept.case) if each.number == gone), None)
    at = keeping.now(desk)
    with desk.store.work(desk.actor, "cases.parted", action) as work:
        if work.repeated:
            return
        for number, event in ((gone, away), (away.number, here)):
            if event is not None:
                back = Event(kind="correction", at=at, corrects=event.id, reason=reason.strip())
                keeping.add_events(desk, work, work.case(number), (back,), action)


def take_back(desk: Desk, number: str, id: str, reason: str, action: UUID | None = None) -> None:
    """Take back any entry from the history; an entry of a merge parts both cases."""
    case = desk.store.case(number).case
    event = next((each for each in case.events if each.id == id), None)
    if event is not None and event in _notes(case):
        undo(desk, event.number, reason, action)
    elif event is not None and event.kind == "merged" and event is case_voided_by(case):
        undo(desk, number, reason, action)
    else:
        mistakes.take_back(desk, number, id, reason, action)


def goes_on_as(case: Case) -> str:
    """Number of the case in which a merged one goes on; "" if it is not merged."""
    event = case_voided_by(case)
    return event.number if event is not None and event.kind == "merged" else ""


def merged_here(case: Case) -> tuple[str, ...]:
    """Numbers of the cases that were merged into this one, and not parted again."""
    return tuple(dict.fromkeys(event.number for event in _notes(case)))


def attached(desk: Desk, number: str) -> tuple[Stored, ...]:
    """The cases that go on in this one, and those that go on in them; to be seen from its page."""
    allow(desk, "cases.view", desk.store.case(number).case)
    found: dict[str, Stored] = {}
    to_see = list(merged_here(desk.store.case(number).case))
    while to_see:
        each = to_see.pop(0)
        if each not in found and each != number:
            found[each] = desk.store.case(each)
            to_see += merged_here(found[each].case)
    return tuple(found.values())


def papers_of_attached(desk: Desk, number: str) -> tuple[KeptDocument, ...]:
    """Kept papers of the cases that go on in this one."""
    return tuple(
        paper for stored in attached(desk, number) for paper in desk.store.documents(stored.case.number)
    )


def _checked(desk: Desk, gone: str, kept: str, reason: str) -> Stored:
    if gone == kept:
        raise NotAcceptable(N_("Choose two different cases."), where="number")
    if not reason.strip():
        raise NotAcceptable(N_("Say how you know that it is the same child."), where="reason")
    stored, other = desk.store.case(gone), desk.store.case(kept)
    for case in (stored.case, other.case):
        allow(desk, "cases.merge", case)
        if case_voided_by(case) is not None:
            raise CannotHappenNow(
                say(N_("Case {number} counts no more itself."), number=case.number), section="",
                then=N_("Merge with the case in which it goes on, or undo that first."),
            )  # fmt: skip
    at = keeping.now(desk)
    away, stays = (life.standing(c, desk.book, at, with_acts=False) for c in (stored.case, other.case))
    if away.enrolled is not None and stays.enrolled is None:
        raise CannotHappenNow(
            say(N_("Case {number} is the case of a member."), number=gone), section="20.700.2.D",
            then=N_("Keep that one, and let the other go on in it."),
        )  # fmt: skip
    if away.state == "HEARING":
        raise CannotHappenNow(
            say(N_("A hearing is open in case {number}."), number=gone), section="20.1100",
            then=N_("Keep that one, or wait for the decision."),
        )  # fmt: skip
    return stored


def _notes(case: Case) -> list[Event]:
    gone = left_out(case.events)
    return [e for e in case.events if e.kind == "note" and e.outcome == HERE and e.id not in gone]


def _counted(case: Case) -> int:
    gone = left_out(case.events)
    return sum(event.id not in gone and event.kind not in ("note", "correction") for event in case.events)


def _since(case: Case) -> str:
    received = case.referral.received if case.referral else None
    return str(received or next((event.at for event in case.events), "9999"))
