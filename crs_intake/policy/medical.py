"""The preliminary medical determination and its notices (20.400 to 20.403).

The Medical Director or a designee decides; the program only keeps time. What
was sent to whom decides when the fourteen days are kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from crs_intake.domain.event import Event
from crs_intake.domain.moment import Moment
from crs_intake.domain.text import N_
from crs_intake.policy import clocks, referral
from crs_intake.policy.story import Closing, Story, day_after


def asked_items(events: Sequence[Event], received: Moment | None) -> Mapping[str, Moment]:
    """Items that the review or the notice of incomplete application named, and from when an answer counts."""
    asked: dict[str, Moment] = {}
    for event in events:
        if event.kind == "medical_determination" and event.outcome == "incomplete":
            asked.update((referral.name_of(item), event.at) for item in event.items)
        elif event.kind == "document_sent" and event.document == "DOC-11":
            for item in event.items:
                asked.setdefault(referral.name_of(item), received or event.at)
    return asked


def on_determination(story: Story, event: Event) -> None:
    """The Director or designee has decided, or cannot decide without more."""
    if event.outcome == "incomplete":
        _new_round(story, event)
        story.incomplete = event
        return
    story.decision = event
    story.mark("medical_decision", event.at)
    story.last_days.pop("CLK-05", None)
    if event.outcome == "may_be_eligible":
        story.mark("may_be_eligible", event.at)
        story.stage = story.stage or "PRELIM_ELIGIBLE"
    elif event.outcome == "not_eligible":
        story.mark("medical_denial", event.at)
        story.close(
            Closing(
                "DENIED",
                event.at,
                "20.403.1",
                N_("The Medical Director found the applicant not medically eligible"),
                "DOC-14",
                "medical",
            )
        )


def _new_round(story: Story, event: Event) -> None:
    """What was asked for had come, and something else is missing: its notice gives 30 days of its own."""
    if "incomplete_notice" in story.marks and _answered(story, event.at, before=event):
        story.forget("incomplete_notice", "incomplete_notice_complete")
        story.last_days.pop("CLK-05", None)
        story.reached.pop("DOC-11", None)


def _answered(story: Story, at: Moment, *, before: Event | None = None) -> Moment | None:
    """When all that had been asked for until then had come; None while an item was missing."""
    known = [e for e in story.events if e is not before and e.at.not_after(at)]
    if before is not None:
        known = known[: next((i for i, e in enumerate(story.events) if e is before), len(known))]
    asked = asked_items(known, story.completeness.received)
    found = referral.completeness(
        story.case, story.book, at, title=story.title(at), events=known, asked=asked
    )
    return found.complete_on


def on_urgent_request(story: Story, event: Event) -> None:
    """A contractor's Medical Director asks urgently (20.400); asked again, the first one still waits."""
    if story.urgent is not None:
        return
    story.urgent = event
    story.mark("urgent_request", event.at)
    story.forget("urgent_response")


def on_urgent_response(story: Story, event: Event) -> None:
    """The response is logged."""
    story.urgent = None
    story.mark("urgent_response", event.at)


def positive_notice_sent(story: Story, event: Event, to: set[str], whole: bool) -> None:
    """DOC-05, or DOC-12 with its contents: the visit is to be within 30 days of it (20.401.2.D)."""
    if story.decision is None or story.decision.outcome != "may_be_eligible":
        return
    if "applicant" in to:
        story.mark_first("positive_notice", event.at)
    if whole:
        story.mark_first("positive_notice_complete", event.at)


def incomplete_notice_sent(story: Story, event: Event, to: set[str], whole: bool) -> None:
    """DOC-11: the family has 30 days from its date (20.402.1.B)."""
    if "applicant" in to and "incomplete_notice" in story.marks:
        _new_round(story, event)
    if "applicant" in to and "incomplete_notice" not in story.marks and story.decision is None:
        story.mark("incomplete_notice", event.at)
        term = clocks.term("CLK-05", event.at, story.book)
        if term is not None:
            story.last_days["CLK-05"] = term.due.day
    if whole:
        story.mark_first("incomplete_notice_complete", event.at)


def denial_sent(story: Story, event: Event, to: set[str], whole: bool) -> None:
    """DOC-14, or DOC-12 with its contents: family and source within 14 days, copies within 5 of it."""
    if "applicant" in to and "denial_notice" not in story.marks:
        story.mark("denial_notice", event.at)
        if story.title(event.at) is not None:
            story.mark("denial_title", event.at)
    if {"applicant", "referral_source"} <= to:
        story.mark_first("denial", event.at)
    if whole:
        story.mark_first("denial_complete", event.at)
        if story.title(event.at) is not None:
            story.mark_first("denial_copies", event.at)


def lapse(story: Story) -> Closing | None:
    """The application as it is considered withdrawn when the items did not come in time (20.402.2)."""
    last = story.last_days.get("CLK-05")
    if last is None or story.now.day <= last:
        return None
    whole = story.completeness.complete_on
    if whole is not None and whole.day <= last:
        return None
    if _answered(story, Moment(last)) is not None:
        return None  # all that had been asked for by then was there; what is asked for later has its own time
    return Closing(
        "WITHDRAWN",
        Moment(day_after(last)),
        "20.402.2",
        N_("The items that were asked for did not come within 30 days of the notice"),
        "DOC-13",
        "items",
        "CLK-05",
    )


def referral_marks(story: Story) -> None:
    """When the referral, or what was asked for, became complete: from these days the notices are due."""
    found = story.completeness
    received = found.received
    if received is None or not received.not_after(story.at):
        return
    whole = found.complete_on
    if whole is not None and story.closing is not None and story.closing.ground == "items":
        whole = None  # too late: what came afterwards needs a new application (AMB-042)
    if whole is None and story.decision is not None:
        whole = _enough(story, story.decision)
        story.mark("incomplete_received", received)
    before = _before_review(story)
    if before is not None and story.incomplete is not None:
        story.mark("incomplete_received", before)
        story.mark("referral_complete", before)
        story.mark("found_incomplete", story.incomplete.at)
    if whole is not None:
        late = whole.day > received.day or story.incomplete is not None
        if late:
            story.mark_first("incomplete_received", received)
            story.mark("items_complete", whole)
            if "incomplete_notice" in story.marks:
                story.mark("requested_items_complete", whole)
        story.mark("referral_complete", whole)
    elif story.incomplete is None:
        story.mark("incomplete_received", received)
    _from_the_hearing(story)


def _from_the_hearing(story: Story) -> None:
    """After a denial that a hearing took back the days count from its decision (AMB-229)."""
    since = story.marks.get("denial_overturned")
    if since is None:
        return
    for name in ("referral_complete", "requested_items_complete"):
        begun = story.marks.get(name)
        if begun is not None and begun.sort_key() < since.sort_key():
            story.mark(name, since)


def _enough(story: Story, decision: Event) -> Moment:
    # Decided although something was missing: what had come by then was enough (20.402.1, "unable").
    found = referral.completeness(
        story.case, story.book, decision.at, title=story.title(decision.at), events=story.events
    )
    return found.last_item or decision.at


def _before_review(story: Story) -> Moment | None:
    """When the application that the review found incomplete had come."""
    if story.incomplete is None:
        return None
    at = story.incomplete.at
    known = story.events[: next(i for i, event in enumerate(story.events) if event is story.incomplete)]
    title, asked = story.title(at), asked_items(known, story.completeness.received)
    found = referral.completeness(story.case, story.book, at, title=title, events=known, asked=asked)
    if asked.keys() & set(found.missing):  # still the same incomplete application
        found = referral.completeness(story.case, story.book, at, title=title, events=known)
    return found.last_item or found.received


def state(story: Story) -> str:
    """RECEIVED, INCOMPLETE or IN_REVIEW, before the determination."""
    found = story.completeness
    if found.received is None or not found.received.not_after(story.at):
        return "NOT_RECEIVED"
    if found.missing:
        return "INCOMPLETE"
    return "RECEIVED" if found.unanswered else "IN_REVIEW"


def overturn(story: Story) -> None:
    """A hearing took the denial back: the application is in review again (AMB-229)."""
    story.decision = None
    story.mark("denial_overturned", story.now)
    for notice in ("DOC-05", "DOC-14"):
        story.reached.pop(notice, None)
    story.forget(
        "medical_decision",
        "medical_denial",
        "denial",
        "denial_complete",
        "denial_notice",
        "denial_title",
        "denial_copies",
    )
