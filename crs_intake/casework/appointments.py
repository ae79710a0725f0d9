"""Visits and interviews: booked, moved, attended or missed, one click each (20.401.2.D, 20.1201)."""

from __future__ import annotations

from uuid import UUID

from crs_intake.casework import keeping
from crs_intake.casework.ports import Desk
from crs_intake.domain.case import Case
from crs_intake.domain.errors import CannotHappenNow
from crs_intake.domain.event import AppointmentKind, Event, left_out
from crs_intake.domain.moment import Moment
from crs_intake.domain.text import N_


def book(
    desk: Desk,
    number: str,
    kind: AppointmentKind,
    when: Moment,
    *,
    reason: str = "",
    action: UUID | None = None,
) -> Case:
    """Book a visit or interview; `reason` where it lies beyond what the manual allows (AMB-031)."""
    event = Event(kind="appointment_made", at=keeping.now(desk), appointment=kind, when=when, reason=reason)
    return keeping.record(desk, number, (event,), "appointments.book", action)


def cancel(
    desk: Desk, number: str, kind: AppointmentKind, when: Moment | None, *, reason: str = "",
    action: UUID | None = None,
) -> Case:  # fmt: skip
    """The family cancels beforehand; that is no missed visit (AMB-225)."""
    event = Event(
        kind="appointment_cancelled", at=keeping.now(desk), appointment=kind, when=when, reason=reason
    )
    return keeping.record(desk, number, (event,), "appointments.cancel", action)


def attended(
    desk: Desk, number: str, kind: AppointmentKind, when: Moment, action: UUID | None = None
) -> Case:
    """The family came to the visit of that time."""
    event = Event(kind="visit_attended", at=_past(desk, when), appointment=kind)
    return keeping.record(desk, number, (event,), "appointments.attended", action)


def missed(desk: Desk, number: str, kind: AppointmentKind, when: Moment, action: UUID | None = None) -> Case:
    """The family did not come to the visit of that time."""
    event = Event(kind="visit_missed", at=_past(desk, when), appointment=kind)
    return keeping.record(desk, number, (event,), "appointments.missed", action)


def standing_in_the_book(case: Case, until: Moment | None = None) -> tuple[Event, ...]:
    """Appointments that were made and neither kept, missed, cancelled nor moved, by their time."""
    taken_back = left_out(case.events)
    open_: dict[str, Event] = {}
    for event in case.events:
        kind = event.appointment or ("interview" if event.kind == "interview_held" else None)
        if event.id in taken_back or kind is None or (until and not event.at.not_after(until)):
            continue
        if event.kind == "appointment_made" and event.when:
            open_[kind] = event
        elif event.kind in ("appointment_cancelled", "visit_attended", "visit_missed", "interview_held"):
            open_.pop(kind, None)
    return tuple(sorted(open_.values(), key=lambda event: event.when.sort_key() if event.when else ()))


def _past(desk: Desk, when: Moment) -> Moment:
    if not when.not_after(keeping.now(desk)):
        raise CannotHappenNow(
            N_("This visit has not come yet."),
            then=N_("Record it after its time, or cancel the appointment."),
        )
    return when
