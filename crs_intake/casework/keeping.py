"""What every act that adds events does: check, sign, keep, and see whether the case is still open.

An act happens inside one transaction on the case as it is now, so a click on a
page that stood open for an hour is checked against what others did meanwhile.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4, uuid5

from crs_intake.casework.ports import Desk, Work
from crs_intake.casework.rights import allow_event
from crs_intake.clock import moment
from crs_intake.domain.case import Case
from crs_intake.domain.errors import NotInForce
from crs_intake.domain.event import Event
from crs_intake.domain.kept import Stored
from crs_intake.domain.moment import Moment
from crs_intake.domain.standing import DocumentDue, Standing
from crs_intake.policy import life
from crs_intake.policy.catalogue import catalogue

ENDED = frozenset({
    "WITHDRAWN", "DENIED", "APP_TERMINATED", "TERMINATED", "RETENTION", "ARCHIVE_READY", "ARCHIVED",
    "ENTERED_BY_MISTAKE", "MERGED",
})  # fmt: skip
_NOBODY_ACTS = frozenset({"CLK-28", "CLK-29", "CLK-30"})
"""Clocks that run on after an ending without anything for the desk to do: age, retention, hearing time."""


def now(desk: Desk) -> Moment:
    """The present moment at the desk."""
    return moment(desk.clock)


def signed(desk: Desk, event: Event, action: UUID | None = None, at: int = 0) -> Event:
    """The event with an id that a retry of the same action makes again, and the recorder's name."""
    id = event.id or str(uuid5(action, f"{at}:{event.kind}") if action else uuid4())
    return replace(event, id=id, by=event.by or desk.actor.name)


def add_events(
    desk: Desk, work: Work, stored: Stored, events: Sequence[Event], action: UUID | None = None
) -> Case:
    """Check each event against the case with those before it, and keep them all; gives the case after."""
    case = stored.case
    if work.repeated:
        return case
    for at, event in enumerate(events):
        life.check(case, event, desk.book)
        case = case.after(signed(desk, event, action, at))
    work.keep(case, stored.version, closed=closed_on(case, desk))
    return case


def record(desk: Desk, number: str, events: Sequence[Event], act: str, action: UUID | None = None) -> Case:
    """Record events on a case in one transaction: the person may, the manual allows it, it is kept."""
    case = desk.store.case(number).case
    for event in events:
        allow_event(desk, event, case)
    with desk.store.work(desk.actor, act, action) as work:
        return add_events(desk, work, work.case(number), events, action)


def closed_on(case: Case, desk: Desk) -> date | None:
    """The day from which nothing is left to do on the case, or None while it belongs on the worklist."""
    try:
        standing = life.standing(case, desk.book, now(desk), with_acts=False)
    except NotInForce:  # a gap in the book must not keep anybody from saving what is typed
        return None
    return now(desk).day if is_done(standing) else None


def is_done(standing: Standing) -> bool:
    """Whether the case has ended, every paper is out, and no clock waits for anybody."""
    open_clocks = any(
        clock.status in ("open", "overdue") and clock.id not in _NOBODY_ACTS for clock in standing.clocks
    )
    waits = any(to_go_out(paper) or came_back(paper) for paper in standing.documents)
    return standing.state in ENDED and not open_clocks and not waits


def to_go_out(paper: DocumentDue) -> bool:
    """Whether a paper must still leave the desk: a letter, or a form somebody must get or sign."""
    if paper.status not in ("due", "drafted", "printed"):
        return False
    known = catalogue().get(paper.id)
    return known is not None and known.kind in ("letter", "form")


def came_back(paper: DocumentDue) -> bool:
    """Whether the post brought a letter back, and it was neither sent again nor given up with a reason."""
    known = catalogue().get(paper.id)
    letter = known is not None and known.kind == "letter"
    return letter and paper.status == "returned" and not paper.enclosed_in
