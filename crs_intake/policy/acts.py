"""What may happen to a case now, what may not, and why.

Which details an event needs and in which phase it belongs is data
(`resources/policy/events.yaml`); the finer rules are the guards.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from crs_intake.domain.event import Event
from crs_intake.domain.standing import NotNow
from crs_intake.domain.text import N_, Sentence, filled
from crs_intake.policy import (
    guards,
    guards_after,
    guards_papers,
    shelf,
)
from crs_intake.policy.story import APPLICATION_ENDS, Story

_PHASES = ("new", "referral", "open", "member", "closed", "ended", "void")


@dataclass(frozen=True, slots=True)
class Act:
    """One kind of event, as the desk speaks of it."""

    kind: str
    label: str
    plain: str
    section: str
    needs: tuple[str, ...]
    outcomes: tuple[str, ...]
    timed: bool
    """The time on the wall must be given: hours count (20.1201.D, 20.401)."""
    phases: frozenset[str]
    not_now: str


@cache
def acts() -> Mapping[str, Act]:
    """Every kind of event, in the order of a case's life."""
    return {
        kind: Act(
            kind,
            entry["label"],
            entry["plain"],
            str(entry["section"]),
            tuple(entry["needs"]),
            tuple(entry.get("outcomes", ())),
            entry.get("timed", False),
            frozenset(entry["phases"]),
            entry["not_now"],
        )
        for kind, entry in shelf.loaded("events.yaml").items()
    }


@cache
def _by_phase(phase: str) -> tuple[tuple[str, ...], tuple[NotNow, ...]]:
    """What a phase allows as such, and what it does not, with the reason."""
    may = tuple(act.kind for act in acts().values() if phase in act.phases)
    no = tuple(
        NotNow(act.kind, act.section, _not_now(act, phase))
        for act in acts().values()
        if phase not in act.phases and act.not_now
    )
    return may, no


_OVER = {
    "closed": ({"new", "referral", "open"}, N_("The application is closed; the family may apply again")),
    "ended": ({"member"}, N_("The enrollment has ended")),
    "void": (set(_PHASES), N_("The case was entered by mistake, or goes on under another number")),
}
"""What is over in a phase: acts of these phases are possible no more, whatever else they would need."""


def _not_now(act: Act, phase: str) -> str:
    before, over = _OVER.get(phase, (set[str](), ""))
    return over if act.phases & before else act.not_now


def phase(story: Story) -> str:
    """The phase of a case's life, as `events.yaml` names them."""
    if story.void:
        return "void"
    if story.closing is not None:
        return "closed" if story.closing.state in APPLICATION_ENDS else "ended"
    if story.member is not None:
        return "member"
    received = story.completeness.received
    if received is None or not received.not_after(story.at):
        return "new"
    decided = story.decision is not None and story.decision.outcome == "may_be_eligible"
    return "open" if decided else "referral"


def possible(story: Story) -> tuple[tuple[str, ...], tuple[NotNow, ...]]:
    """Kinds of events that may happen now, and those that may not, each with section and reason."""
    listed, refused = _by_phase(phase(story))
    may: list[str] = []
    no = list(refused)
    for kind in listed:
        guard = _GUARDS.get(kind)
        found = guard(story, None) if guard is not None else None
        if found is None:
            may.append(kind)
        else:
            no.append(found)
    no.extend(guards.finer(story))
    return tuple(may), tuple(no)


def refused(story: Story, event: Event) -> NotNow | None:
    """Why this event cannot happen now; None if it can."""
    act = acts()[event.kind]
    if phase(story) not in act.phases:
        reason = _not_now(act, phase(story))
        return NotNow(act.kind, act.section, reason or N_("The case is closed"))
    guard = _GUARDS.get(event.kind)
    return guard(story, event) if guard is not None else None


def way_out(story: Story) -> str:
    """What can happen instead, in words."""
    may, _ = possible(story)
    everyday = tuple(
        Sentence(acts()[kind].label)
        for kind in may
        if not kind.startswith(("document_", "handed_over", "note", "correction"))
    )
    return filled(N_("Possible now: {acts}"), acts=everyday) if everyday else ""


_GUARDS: Mapping[str, guards.Guard] = {**guards.GUARDS, **guards_papers.GUARDS, **guards_after.GUARDS}
