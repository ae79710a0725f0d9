"""What happened to a case is recorded once, and taken back only by a correction that says why."""

from __future__ import annotations

from uuid import UUID

from crs_intake.casework import keeping, mistakes
from crs_intake.casework.ports import Desk
from crs_intake.domain.case import Case
from crs_intake.domain.event import Event


def record(desk: Desk, number: str, event: Event, action: UUID | None = None) -> Case:
    """Record an event; raises CannotHappenNow with what can, NotAllowed with who may."""
    return keeping.record(desk, number, (event,), f"events.{event.kind}", action)


def record_all(desk: Desk, number: str, events: tuple[Event, ...], action: UUID | None = None) -> Case:
    """Record several events of one click, all or none."""
    return keeping.record(desk, number, events, "events.record", action)


def take_back(desk: Desk, number: str, id: str, reason: str, action: UUID | None = None) -> Case:
    """Take back an event that was entered wrongly; it stays readable with the reason (see `mistakes`)."""
    return mistakes.take_back(desk, number, id, reason, action)
