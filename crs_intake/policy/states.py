"""The names of `states.md`: the main state of a case, and what holds beside it.

The medical way gives the main state; the way of the papers runs beside it,
because the visit may come before the papers are complete (20.602.4.A).
"""

from __future__ import annotations

from typing import Literal

from crs_intake.domain.event import Event
from crs_intake.policy import (
    clocks,
    evaluation,
    finances,
    medical,
    no_show,
    pathway,
    records,
    redetermination,
    termination,
)
from crs_intake.policy.story import Membership, Story


def main(story: Story) -> str:
    """The main state at this instant."""
    if story.void:
        return story.void
    closing = story.closing
    if closing is not None:
        if story.hearing is not None and not story.hearing.over:
            return "HEARING"
        return records.state(story) if closing.state == "TERMINATED" else closing.state
    if story.member is not None:
        return _member(story, story.member)
    if story.decision is None:
        return medical.state(story)
    if story.stage == "PRELIM_ELIGIBLE" and story.interview is not None:
        return "INTERVIEW"
    return story.stage or "PRELIM_ELIGIBLE"


def _member(story: Story, member: Membership) -> str:
    leaving = termination.leaving_state(story, member)
    if leaving == "TERM_REQUESTED":
        return leaving
    if no_show.on_ladder(story):
        return "MEMBER_NO_SHOW"
    renewal = redetermination.state(story, member)
    if renewal not in ("ACTIVE", "ENROLLED"):
        return renewal
    return leaving or renewal


def beside(story: Story) -> tuple[str, ...]:
    """Further states that hold: the inner states of the interview, of a hearing, of a membership."""
    found: list[str] = []
    if story.void:
        return ()
    if story.closing is None and story.member is not None:
        found.extend(_beside_member(story, story.member))
    elif story.closing is None and story.decision is not None and story.interview is not None:
        if main(story) != "INTERVIEW":
            found.append("INTERVIEW")
        found.append(inner(story))
    if story.altcs == "referred":
        found.append("ALTCS_REFERRED")
    if story.hearing is not None:
        found.append(story.hearing.state)
    return tuple(found)


def _beside_member(story: Story, member: Membership) -> list[str]:
    name = main(story)
    found = [] if name == "ACTIVE" else ["ACTIVE"]
    renewal = redetermination.state(story, member)
    if renewal not in ("ACTIVE", "ENROLLED", name):
        found.append(renewal)
    if member.hold:
        found.append("DECISION_PENDING")
    return found


def inner(story: Story) -> str:
    """Where the interview stands (20.601 to 20.605)."""
    now = story.now
    if story.title(now) is not None:
        if story.assignment is not None:
            return "READY"
        approved = any(outcome == "approved" for outcome, _ in story.answers.values())
        return "I_TITLE" if approved else "I_ELIGIBLE_PENDING_DX"
    if pathway.pending(story):
        return "I_TITLE_PENDING"
    if story.determined is None:
        return "I_PROOFS" if finances.proofs_since(story, now) is None else "I_FINANCIAL"
    lacks = {section for section, _ in evaluation.missing_for_enrollment(story, now)}
    if "20.602.4.C" in lacks:
        return "I_STATE_ONLY" if any(o == "denied" for o, _ in story.answers.values()) else "I_FINANCIAL"
    return "I_AGREEMENTS" if lacks & {"20.605.1", "20.605.2"} else "READY"


def authorization(story: Story) -> Literal["none", "active", "rescinded"]:
    """The authorization for the initial evaluation: out with the notice, never active after the end."""
    if "positive_notice" not in story.marks or story.member is not None or story.void:
        return "none"
    ended = story.closing is not None
    return "rescinded" if ended or story.rescinded is not None else "active"


def booked_inside(story: Story, event: Event) -> None:
    """The first booking settles the 30 days if it lies inside, or has a reason (20.401.2.D, AMB-031)."""
    if event.when is None or story.member is not None:
        return
    notice = story.marks.get("positive_notice")
    if notice is None or "evaluation_booked" in story.marks:
        return
    if event.reason or not beyond(story, event):
        story.mark("evaluation_booked", event.at)


def booked_with_notice(story: Story) -> None:
    """A visit that was booked before the notice is told with it."""
    booked, notice = story.booked, story.marks.get("positive_notice")
    if booked is None or notice is None or "evaluation_booked" in story.marks:
        return
    if booked.reason or not beyond(story, booked):
        story.mark("evaluation_booked", notice)


def beyond(story: Story, event: Event) -> bool:
    """Whether a visit lies more than the 30 days after the notice; before the notice nothing does."""
    notice = story.marks.get("positive_notice")
    if notice is None or event.when is None:
        return False
    term = clocks.term("CLK-02", notice, story.book)
    return term is not None and event.when.day > term.due.day
