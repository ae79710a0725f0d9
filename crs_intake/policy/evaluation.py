"""The initial medical evaluation, tests, and the day of enrollment (20.700).

A title applicant is enrolled on the day of the initial evaluation, anybody
else on the day of the medical determination, once every requirement is met;
there are no CRS services in between (AMB-171).
"""

from __future__ import annotations

from datetime import date, timedelta

from crs_intake.domain.calendar import add_months
from crs_intake.domain.event import Event
from crs_intake.domain.moment import Moment
from crs_intake.domain.text import N_
from crs_intake.policy import clocks, finances, interview, pathway
from crs_intake.policy.story import Closing, Membership, Story

EVALUATION = "initial_evaluation"


def on_attended(story: Story, event: Event) -> None:
    """The visit took place; the first one of an applicant is the initial evaluation."""
    story.booked = None
    story.ladder = None
    story.mark("attended_after_miss", event.at)
    if story.member is None and story.visit is None:
        story.visit = event
        story.stage = "EVALUATED"
        story.mark("visit", event.at)
        interview.visit_made(story, event.at)


def on_finding(story: Story, event: Event) -> None:
    """What the CRS physician found: eligible, not eligible, or more tests needed."""
    if event.outcome == "tests_needed":
        story.needed = event
        return
    story.finding = event
    story.stage = "MED_ELIGIBLE" if event.outcome == "eligible" else "EVALUATED"
    if event.outcome == "not_eligible":
        story.mark("evaluation_denial", event.at)
        story.close(
            Closing(
                "DENIED",
                event.at,
                "20.700.2.E",
                N_("The evaluation found the applicant not medically eligible"),
                "DOC-38",
                "evaluation",
            )
        )


def on_tests(story: Story, event: Event) -> None:
    """Tests were ordered, or asked of the insurer."""
    story.tests, story.results = event, None
    story.stage = "TESTING"


def on_results(story: Story, event: Event) -> None:
    """The results are in; the decision may follow."""
    story.results, story.tests, story.needed = event, None, None
    story.stage = "EVALUATED"


def on_rescinded(story: Story, event: Event) -> None:
    """The authorization for the initial visit is taken back."""
    story.rescinded = event.at


def denial_sent(story: Story, event: Event, to: set[str], whole: bool) -> None:
    """DOC-38 went out."""
    if whole:
        story.mark_first("evaluation_denial_complete", event.at)


def missing_for_enrollment(story: Story, now: Moment) -> tuple[tuple[str, str], ...]:
    """What still stands between the applicant and enrollment: section and sentence (message id) of each."""
    lacks = []
    if story.visit is None:
        lacks.append(("20.700.1", N_("the initial evaluation is not attended")))
    if story.finding is None or story.finding.outcome != "eligible":
        lacks.append(("20.700.2.D", N_("no finding of medical eligibility")))
    if story.interview is None:
        lacks.append(("20.600", N_("no enrollment interview")))
    if story.title(now) is None:
        lacks.extend(_non_title(story, now))
    if story.assignment is None:
        lacks.append(("20.605.2", N_("the Assignment of Benefits Agreement is not signed")))
    days = [event.at.day for event in (story.visit, story.finding) if event is not None]
    if days and (last := interview.turned_21(story)) is not None and max(days) >= last:
        lacks.append(("20.301", N_("the applicant is not under 21")))
    return tuple(lacks)


def _non_title(story: Story, now: Moment) -> list[tuple[str, str]]:
    if pathway.pending(story):
        return [("20.602.1", N_("an application for Title XIX or Title XXI is not answered"))]
    if not finances.complete(story, now) or _class_is_old(story):
        return [("20.602.4.C", N_("the financial eligibility is not complete"))]
    if not interview.agreement_holds(story):
        return [("20.605.1", N_("the Member Payment Agreement is not signed"))]
    return []


def _class_is_old(story: Story) -> bool:
    # A denial of XIX or XXI opens the State Only lines: the class is set by a later worksheet (20.602.10).
    made = story.determined
    return made is not None and any(
        outcome == "denied" and not at.not_after(made.at) for outcome, at in story.answers.values()
    )


def settle(story: Story) -> None:
    """Enroll the applicant as soon as everything is met (20.700.2.D)."""
    if not story.is_open or story.finding is None or story.visit is None:
        return
    if story.interview is None or story.assignment is None or missing_for_enrollment(story, story.now):
        return
    title = story.title(story.visit.at) is not None
    if title:
        since = story.visit.at.day
    elif story.book.reading("enroll.nontitle_date") == "completion_date":
        since = story.now.day
    else:
        since = story.finding.at.day
    enroll(story, since, services=since if title else max(since, story.now.day))


def enroll(story: Story, since: date, *, services: date) -> Membership:
    """Start the membership, with its expiration date (AMB-180)."""
    member = story.member = Membership(since, story.now, services, expiry(story, since), Moment(since))
    story.stage = ""
    story.booked = None if story.booked is None or story.booked.appointment == EVALUATION else story.booked
    story.misses = []
    story.mark("membership", Moment(since))
    return member


def expiry(story: Story, since: date) -> date:
    """Twelve months on (a setting), or the day before the 21st birthday if that comes first."""
    months, _ = clocks.figure(story.book.reading("enroll.months"))
    end = add_months(since, months or 12)
    last = interview.turned_21(story)
    return end if last is None else min(end, last - timedelta(days=1))


def on_enrolled(story: Story, event: Event) -> None:
    """An enrollment recorded by hand, as for members taken over from paper."""
    if story.member is None and story.closing is None:
        since = event.effective or event.at.day
        member = enroll(story, since, services=since)
        member.expires = story.case.expires or member.expires


def overturn(story: Story) -> None:
    """A hearing took the denial back: the evaluation stands, its finding does not (AMB-229)."""
    story.finding = None
    story.stage = "EVALUATED"
    story.forget("evaluation_denial", "evaluation_denial_complete")
