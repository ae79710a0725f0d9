"""Which records are kept, from when and until when, case by case (20.1000).

The list is for eyes: nothing leaves the desk and nothing is deleted by itself.
Active members' records lie at every site that serves them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from crs_intake.domain.case import Case
from crs_intake.domain.moment import Moment
from crs_intake.policy import course, records, states
from crs_intake.policy.book import Book
from crs_intake.policy.story import effective


@dataclass(frozen=True, slots=True)
class Holding:
    """The records of a case that has ended."""

    ended: Moment
    how: str
    """WITHDRAWN, DENIED, APP_TERMINATED or TERMINATED."""
    kept_until: Moment
    """Third anniversary of the end; from it the State Archives may have them (AMB-200, 202)."""
    state: Literal["kept", "ready", "held", "archived"]
    """`held`: a hearing is open, so nothing becomes ready (20.1100)."""
    archived: Moment | None = None


def holding(case: Case, book: Book, at: Moment) -> Holding | None:
    """Where the records of a case stand; None while the case is open, or void."""
    story = course.read(case, book, at)
    course.finish(story)
    closing, until = story.closing, records.kept_until(story)
    if story.void or closing is None or until is None:
        return None
    archived = story.marks.get("archived")
    state: Literal["kept", "ready", "held", "archived"] = "kept"
    if archived is not None:
        state = "archived"
    elif records.is_ready(story):
        state = "ready"
    elif states.main(story) == "HEARING":
        state = "held"
    return Holding(closing.at, closing.state, until, state, archived)


def sites_lacking(case: Case, at: Moment) -> tuple[str, ...]:
    """Clinics where the child is seen and which do not have the case yet (20.1000.1)."""
    there = {site.casefold() for site in case.sites}
    seen = [
        event.place
        for event in effective(case.events, at)
        if event.appointment is not None and event.place and event.kind != "appointment_cancelled"
    ]
    return tuple(dict.fromkeys(place for place in seen if place.casefold() not in there))
