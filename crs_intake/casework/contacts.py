"""Contact attempts after a missed visit: one click each, with their time (20.1201.A, D; 20.1202.G)."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from crs_intake.casework import keeping
from crs_intake.casework.ports import Desk
from crs_intake.domain.case import Case
from crs_intake.domain.event import Event
from crs_intake.domain.moment import Moment

Outcome = Literal["no_answer", "left_message", "letter", "reached"]


def attempt(
    desk: Desk, number: str, outcome: Outcome, *, method: str = "", name: str = "", note: str = "",
    at: Moment | None = None, action: UUID | None = None,
) -> Case:  # fmt: skip
    """ "Called, no answer", "Left message", "Letter sent" or "Reached"; now, unless `at` says when."""
    how = method or ("letter" if outcome == "letter" else "phone")
    event = Event(
        kind="contact_attempt", at=at or keeping.now(desk), outcome=outcome, method=how, name=name, note=note
    )
    return keeping.record(desk, number, (event,), "contacts.attempt", action)


def answered(
    desk: Desk, number: str, *, method: str = "phone", name: str = "", note: str = "",
    at: Moment | None = None, action: UUID | None = None,
) -> Case:  # fmt: skip
    """The family answers by itself."""
    event = Event(kind="contact_response", at=at or keeping.now(desk), method=method, name=name, note=note)
    return keeping.record(desk, number, (event,), "contacts.answered", action)
