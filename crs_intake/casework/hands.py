"""In whose hands a case is: whom it was handed to, or else who last kept something on it.

The manual asks for no such thing; the desk needs it when work is shared out and when
somebody leaves. Handing over is an entry of the case like any other: it stands in the
history and is undone there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from crs_intake.casework import keeping
from crs_intake.casework.ports import Desk
from crs_intake.casework.rights import allow, allow_event
from crs_intake.domain.actor import Actor
from crs_intake.domain.case import Case
from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.event import Event, left_out
from crs_intake.domain.kept import Stored
from crs_intake.domain.text import N_
from crs_intake.words import say

KIND = "handed_over"


class Told(Protocol):
    """Is told how far the work is."""

    def step(self, done: int, of: int) -> None:
        """So many of so many cases are done."""
        ...


@dataclass(frozen=True)
class Held:
    """An open case as the list of somebody's cases shows it."""

    number: str
    name: str
    """Of the applicant."""
    given: bool
    """It was handed to the person; else they only kept something on it last."""


def given(case: Case) -> Event | None:
    """The entry by which the case was put into somebody's hands; None while nobody said so."""
    if not any(event.kind == KIND for event in case.events):
        return None
    gone = left_out(case.events)
    return next((e for e in reversed(case.events) if e.kind == KIND and e.id not in gone), None)


def assigned(case: Case) -> str:
    """Name of the person who was given the case, or to whom it fell back; nothing while nobody said so."""
    entry = given(case)
    if entry is not None:
        return entry.name
    last = case.events[-1] if case.events else None
    handed = {event.id for event in case.events if event.kind == KIND}
    if last is None or last.kind != "correction" or last.corrects not in handed:
        return ""
    return next((e.by for e in reversed(case.events) if e.by and e.id not in handed and e is not last), "")


def holder(stored: Stored) -> str:
    """Name of the person in whose hands the case is."""
    return assigned(stored.case) or stored.saved_by


def held(desk: Desk) -> Mapping[str, Sequence[Held]]:
    """Every open case by the name of the person in whose hands it is, those of people who left among them."""
    allow(desk, "hands.all")
    found: dict[str, list[Held]] = {}
    for stored in desk.store.cases(open_only=True):
        case = stored.case
        name = case.applicant.name if case.applicant is not None else ""
        found.setdefault(holder(stored), []).append(Held(case.number, name, given(case) is not None))
    return {who: sorted(found[who], key=lambda each: each.name.casefold()) for who in sorted(found)}


def hand_over(desk: Desk, number: str, to: Actor, action: UUID | None = None) -> bool:
    """Put one case into the hands of a person of the desk; False where they were given it before."""
    case = desk.store.case(number).case
    event = _event(desk, to)
    allow_event(desk, event, case)
    return _keep(desk, (number,), event, action, None) > 0


def hand_over_all(
    desk: Desk, numbers: Iterable[str], to: Actor, action: UUID | None = None, progress: Told | None = None
) -> int:  # fmt: skip
    """Put several cases into the hands of a person, all or none; a supervisor's act. How many were moved."""
    allow(desk, "hands.all")
    return _keep(desk, tuple(dict.fromkeys(numbers)), _event(desk, to), action, progress)


def _event(desk: Desk, to: Actor) -> Event:
    if to.id not in {person.id for person in desk.store.people()}:
        raise NotAcceptable(
            say(N_("{name} is not among the people of this desk; choose somebody who is."), name=to.name),
            where="name",
        )  # fmt: skip
    return Event(kind="handed_over", at=keeping.now(desk), name=to.name)


def _keep(
    desk: Desk, numbers: Sequence[str], event: Event, action: UUID | None, progress: Told | None
) -> int:  # fmt: skip
    moved = 0
    with desk.store.work(desk.actor, "hands.over", action) as work:
        for done, number in enumerate(() if work.repeated else numbers, 1):
            stored = work.case(number)
            before = given(stored.case)
            if before is None or before.name != event.name:
                keeping.add_events(desk, work, stored, (event,), action)
                moved += 1
            if progress is not None:
                progress.step(done, len(numbers))
    return moved
