"""The determination: the rules run on today's book, and their lines are kept as they were (20.602-20.604)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from crs_intake.casework import keeping
from crs_intake.casework.ports import Desk
from crs_intake.casework.record import from_record, to_record
from crs_intake.casework.rights import allow
from crs_intake.clock import today
from crs_intake.domain.case import Case
from crs_intake.domain.decision import Assessment
from crs_intake.domain.errors import Missing, NotAcceptable
from crs_intake.domain.event import Event
from crs_intake.domain.kept import Determination
from crs_intake.domain.text import N_
from crs_intake.policy.determine import assess
from crs_intake.words import say, say_with

AGAIN = N_("The case was decided before. Say why it is decided again; the reason stands beside the old one.")


@dataclass(frozen=True)
class Decided:
    """A kept determination with its lines."""

    kept: Determination
    assessment: Assessment


def figures(desk: Desk, case: Case) -> Assessment:
    """The assessment as the case stands, recomputed on each keystroke; nothing is kept."""
    return assess(case, desk.book, today(desk.clock))


def decide(desk: Desk, number: str, reason: str = "", action: UUID | None = None) -> Assessment:
    """Decide the case today and keep the lines as a new version.

    Raises Missing with everything that must be known first, and NotAcceptable where an earlier one is
    corrected without a reason; the earlier one stays as it was.
    """
    allow(desk, "determination.decide", desk.store.case(number).case)
    with desk.store.work(desk.actor, "determination.decide", action) as work:
        stored = work.case(number)
        found = assess(stored.case, desk.book, today(desk.clock))
        if work.repeated:
            return found
        if not reason.strip() and desk.store.determinations(number):
            raise NotAcceptable(say(AGAIN), where="reason")
        if found.outcome == "not_decidable":
            items = [say_with(each.label, each.inputs) for each in found.missing]
            raise Missing(
                say(N_("The case cannot be decided yet. Missing: {items}."), items="; ".join(items)),
                items, then=N_("Fill in what is missing; the figures so far are provisional."),
            )  # fmt: skip
        moment = keeping.now(desk)
        kept = Determination(number, 0, found.on, desk.actor.name, moment, reason.strip(), to_record(found))
        version = work.keep_determination(kept)
        event = Event(
            kind="determination_made",
            at=moment,
            outcome=found.outcome,
            reason=reason.strip(),
            number=str(version),
        )
        keeping.add_events(desk, work, stored, (event,), action)
    return found


def newest(desk: Desk, number: str) -> Assessment | None:
    """The determination in force, as it was kept; None while none is made."""
    kept = desk.store.determinations(number)
    return from_record(max(kept, key=lambda each: each.version).assessment) if kept else None


def versions(desk: Desk, number: str) -> Sequence[Decided]:
    """Every determination of the case with its lines as they were, the first one first."""
    allow(desk, "cases.view", desk.store.case(number).case)
    return tuple(Decided(each, from_record(each.assessment)) for each in desk.store.determinations(number))
