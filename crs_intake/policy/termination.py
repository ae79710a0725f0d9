"""Termination of enrollment: reasons A to G, leaving, refusing services (20.900, 20.604.2, 20.1202.F).

Missed visits are never a reason. What stands as step A in the manual is lost;
nothing is invented in its place (AMB-190).
"""

from __future__ import annotations

from datetime import date, timedelta

from crs_intake.domain.calendar import add_months
from crs_intake.domain.event import Event
from crs_intake.domain.moment import Moment
from crs_intake.domain.text import N_
from crs_intake.policy.book import Book
from crs_intake.policy.story import Closing, Membership, Story

REASONS = {
    "A": N_("The member no longer meets the medical or non-medical requirements"),
    "B": N_("The member did not enroll in Title XIX or XXI after being found eligible"),
    "C": N_("The member did not stay enrolled in Title XIX or XXI while eligible"),
    "D": N_("The member or parent asked to end the enrollment"),
    "E": N_("The signed payment agreement was not kept (State Only)"),
    "F": N_("Documents that were asked for were not given in time (State Only)"),
    "G": N_("The redetermination was not completed before the expiration date (State Only)"),
}


def on_refused(story: Story, event: Event) -> None:
    """A member refuses CRS services (20.604.2, 20.1202.F)."""
    if story.member is not None:
        story.member.refused, story.member.lived = event, True


def refusal_letter_sent(story: Story, event: Event, to: set[str], whole: bool) -> None:
    """DOC-46 went out; the member stays."""
    if story.member is not None and "applicant" in to:
        story.member.refused = None


def letter_on_refusal(story: Story) -> bool:
    """DOC-46 is for members without private primary insurance and without Medicare (AMB-167)."""
    coverage = story.case.coverage
    medicare = any(
        policy is not None and policy.medicare for policy in (coverage.primary, coverage.secondary)
    )
    return not coverage.insured and not medicare


def on_leaving(story: Story, event: Event) -> None:
    """The member asks to leave; advice and confirmation follow (20.900.1.D)."""
    member = story.member
    if member is None:
        return
    member.lived = True
    if event.kind == "termination_requested":
        member.leaving, member.advised, member.confirmed = event, None, None
    elif event.kind == "leaving_advised":
        member.advised = event
    elif event.kind == "leaving_confirmed":
        member.confirmed = event
    else:
        member.leaving = member.advised = member.confirmed = None


def needs_advice(story: Story) -> bool:
    """A title member without third-party insurance is advised and referred to the plan first."""
    return story.title(story.now) is not None and not story.case.coverage.insured


def on_terminated(story: Story, event: Event) -> None:
    """The membership ends for one of the reasons A to G (20.900.1)."""
    if story.member is None:
        return
    closing = story.closing
    code = event.reason_code.upper()[:1]
    if closing is None and (code in REASONS or not code):  # missed visits, for one, end nobody
        day = event.effective or effective_on(story, event.at.day)
        reason = REASONS.get(code, N_("The enrollment was ended"))
        story.close(
            Closing(
                "TERMINATED",
                Moment(day),
                f"20.900.1.{code}".rstrip("."),
                reason,
                "DOC-44",
                code,
                recorded=True,
                noted=event.at,
            )
        )


def effective_on(story: Story, letter: date) -> date:
    """The effective date by the setting: the letter's own date unless chosen otherwise (AMB-193)."""
    reading = story.book.reading("termination.effective")
    if reading == "plus_10_days":
        return letter + timedelta(days=10)
    if reading == "month_end":
        return add_months(letter.replace(day=1), 1) - timedelta(days=1)
    return letter


def step_a(book: Book) -> str:
    """What the site does as step A, lost in the manual; "" by default, no duty is invented (AMB-190).

    The words stand as the reason beside the reading.
    """
    if book.reading("termination.step_a") == "off":
        return ""
    chosen = [each for each in book.site.readings if each.setting == "termination.step_a"]
    return chosen[-1].reason if chosen else ""


def dis_enrollment_sent(story: Story, event: Event, to: set[str], whole: bool) -> None:
    """DOC-44 with hearing rights and its copies (20.900.2.C-D)."""
    if whole:
        story.mark_first("dis_enrollment_told", event.at)


def on_update(story: Story, event: Event) -> None:
    """ADHS/CRS was told through the eligibility update (20.900.2.B)."""
    story.mark("eligibility_update", event.at)


def is_done(story: Story) -> bool:
    """Letter, copies and update are out: only retention is left (20.900.2)."""
    return "dis_enrollment_told" in story.marks and "eligibility_update" in story.marks


def leaving_state(story: Story, member: Membership) -> str:
    """REFUSED_SERVICES or TERM_REQUESTED beside the member's other state; "" if neither."""
    if member.leaving is not None:
        return "TERM_REQUESTED"
    refused = member.refused is not None and letter_on_refusal(story)  # with Medicare nothing waits
    return "REFUSED_SERVICES" if refused else ""
