"""Records after a case has ended: kept three years at least, then offered to the State Archives (20.1000).

The program deletes nothing, ever. It lists what may go, and a person says that it went.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from crs_intake.casework import keeping
from crs_intake.casework.ports import Desk
from crs_intake.casework.rights import allow
from crs_intake.domain.calendar import add_months
from crs_intake.domain.case import Case
from crs_intake.domain.event import Event
from crs_intake.policy import retention
from crs_intake.policy.retention import Holding

AHEAD = 6
"""Months before the third anniversary from which a case is listed as coming."""


@dataclass(frozen=True)
class Record:
    """The records of one case that has ended."""

    number: str
    name: str
    sites: tuple[str, ...]
    holding: Holding


def records(desk: Desk) -> tuple[Record, ...]:
    """Ended cases whose records are ready, held by a hearing, archived, or ready within six months."""
    allow(desk, "reports.see")
    at = keeping.now(desk)
    found = []
    for stored in desk.store.cases(open_only=False):
        if not _may_be_due(stored.case, at.day):
            continue
        holding = retention.holding(stored.case, desk.book, at)
        if holding is not None and (
            holding.state != "kept" or holding.kept_until.day <= add_months(at.day, AHEAD)
        ):
            child = stored.case.applicant
            found.append(Record(stored.case.number, child.name if child else "", stored.case.sites, holding))
    order = ("ready", "held", "kept", "archived")
    return tuple(
        sorted(found, key=lambda each: (order.index(each.holding.state), each.holding.kept_until.sort_key()))
    )


def archive(desk: Desk, number: str, note: str = "", action: UUID | None = None) -> Case:
    """The records went to the State Archives; refused before three years and during a hearing."""
    event = Event(kind="archived", at=keeping.now(desk), note=note.strip())
    return keeping.record(desk, number, (event,), "records.archived", action)


def _may_be_due(case: Case, day: date) -> bool:
    """Whether anything of the case is old enough; spares reading the others event by event."""
    first = min((event.at.day for event in case.events), default=None)
    begun = min(filter(None, (first, case.member_since)), default=None)
    return begun is not None and begun <= add_months(day, -12)
