"""Contact attempts after a missed visit: one click each, with their time (20.1201.A, D; 20.1202.G)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from crs_intake.casework import keeping
from crs_intake.casework.ports import Desk
from crs_intake.domain.case import Case
from crs_intake.domain.event import Event
from crs_intake.domain.moment import Moment
from crs_intake.domain.standing import NotNow
from crs_intake.policy import life, no_show
from crs_intake.policy.course import read

LETTERS = ("DOC-58", "DOC-59", "DOC-60", "DOC-61")
"""The papers of the no-show ladder."""
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


@dataclass(frozen=True)
class Rungs:
    """Where a case stands on the ladder after a missed appointment."""

    missed: int
    """Missed appointments that count."""
    member: bool
    miss: Event
    first: Event | None
    second: Event | None
    """The first attempt made 48 hours or more after the first one."""
    earliest: Moment | None
    """From when a second attempt counts."""
    answered: Moment | None


def rungs(desk: Desk, case: Case, at: Moment | None = None) -> Rungs | None:
    """The rungs behind the case and before it, now or at an instant; None where nothing was missed."""
    story = read(case, desk.book, at or keeping.now(desk))
    found = story.ladder
    if found is None:
        return None
    return Rungs(
        len(story.misses), story.member is not None, found.miss, found.first, found.second,
        no_show.earliest_second(story), found.answered,
    )  # fmt: skip


def caution(desk: Desk, case: Case) -> NotNow | None:
    """What to know before an unanswered attempt is noted now: that it would be too early to count."""
    event = Event(kind="contact_attempt", at=keeping.now(desk), outcome="no_answer", method="phone")
    return next(iter(life.cautions(case, event, desk.book)), None)
