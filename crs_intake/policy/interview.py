"""The enrollment interview, the proofs, the financial papers and the agreements (20.500 to 20.605).

A refusal is a recorded act and never guessed; somebody who cannot get a paper
does not refuse. A title member signs the assignment, never a payment agreement.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from crs_intake.domain.calendar import birthday
from crs_intake.domain.event import Event
from crs_intake.domain.moment import Moment
from crs_intake.domain.text import N_
from crs_intake.policy import clocks, finances
from crs_intake.policy.story import Closing, Story, day_after

PAYMENT_AGREEMENT, ASSIGNMENT = "DOC-34", "DOC-35"
TWENTY_ONE = 21


def on_held(story: Story, event: Event) -> None:
    """The interview was held; for non-title applicants the clock of the financial papers starts."""
    story.interview_booked = None
    if story.interview is None:
        story.interview = event
        story.mark("interview", event.at)
    financial(story, event)
    age_test(story, event)


def financial(story: Story, held: Event) -> None:
    """The first interview outside Title XIX/XXI is the initial financial interview (20.602.11)."""
    if story.title(story.now) is None and "interview_non_title" not in story.marks:
        story.mark("interview_non_title", held.at)
        _until(story, "CLK-11", held.at)


def age_test(story: Story, event: Event) -> None:
    """PMMIS shows a title member who is not under 21: denied, visit rescinded, plan told (20.601.3)."""
    if story.interview is None or not story.is_open or story.title(event.at) is None:
        return
    born = turned_21(story)
    if born is not None and event.at.day >= born:
        story.close(
            Closing(
                "DENIED",
                event.at,
                "20.601.3",
                N_("PMMIS shows that the applicant is not under 21"),
                "DOC-20",
                "age",
            )
        )


def turned_21(story: Story) -> date | None:
    """The 21st birthday, by PMMIS where it shows a birth date (20.601.1)."""
    pmmis, applicant = story.case.title.pmmis, story.case.applicant
    born = (
        pmmis.born if pmmis is not None and pmmis.born is not None else applicant.born if applicant else None
    )
    if born is None:
        return None
    return birthday(born, TWENTY_ONE, feb29_on_march_1=story.book.reading("age.feb29") == "march_1")


def on_proofs(story: Story, event: Event) -> None:
    """Age, citizenship and residency were reviewed; one not met ends the application (20.602.2.A)."""
    story.proofs = event
    if event.outcome == "not_met":
        story.close(
            Closing(
                "DENIED",
                event.at,
                "20.602.2.A",
                N_("Age, citizenship or residency is not met"),
                "DOC-21",
                "proofs",
            )
        )


def on_requested(story: Story, event: Event) -> None:
    """Papers were asked for; each stays open until it is received or cannot be had."""
    for item in event.items or ("*",):
        story.requested.setdefault(item, event.at)  # asked for again it is missing since the first time


def on_received(story: Story, event: Event) -> None:
    """Papers came in; a receipt that names none settles all."""
    waited = bool(story.requested)
    for item in event.items or tuple(story.requested):
        story.requested.pop(item, None)
    if not event.items or set(story.requested) == {"*"}:
        story.requested.clear()
    if waited or story.received is None:  # what comes when nothing is waited for makes nothing later
        story.received = event.at


def on_inability(story: Story, event: Event) -> None:
    """The family cannot get a paper: no refusal, and it is not waited for (A.R.S. 36-263)."""
    on_received(story, event)


def on_refusal(story: Story, event: Event) -> None:
    """A non-title applicant refuses to cooperate (20.500)."""
    if story.title(event.at) is None and story.member is None:
        story.close(
            Closing(
                "WITHDRAWN",
                event.at,
                "20.500",
                N_("The family refused to cooperate in the screening"),
                "DOC-13",
                "refusal",
            )
        )


def on_withdrawal(story: Story, event: Event) -> None:
    """The applicant does not wish to enroll (20.700.1)."""
    if story.member is None:
        story.close(
            Closing(
                "WITHDRAWN", event.at, "20.700.1", N_("The applicant asked to withdraw"), "DOC-13", "request"
            )
        )


def on_determined(story: Story, event: Event) -> None:
    """The worksheet was decided and kept (20.603.5)."""
    story.determined = event
    story.mark("determined", event.at)


def on_signed(story: Story, event: Event) -> None:
    """An agreement was signed."""
    if event.document == ASSIGNMENT:
        story.assignment = event
        story.mark("assignment", event.at)
    elif event.document == PAYMENT_AGREEMENT:
        story.agreement = event
        story.mark("agreement", event.at)


def on_not_signed(story: Story, event: Event) -> None:
    """A payment agreement was refused: no testing, and the application is withdrawn (20.700.2.A)."""
    if event.document == PAYMENT_AGREEMENT and story.title(event.at) is None and story.member is None:
        story.close(
            Closing(
                "WITHDRAWN",
                event.at,
                "20.700.2.A",
                N_("The Member Payment Agreement was not signed"),
                "DOC-13",
                "testing",
            )
        )


def agreement_holds(story: Story) -> bool:
    """A payment agreement with its class; one signed before the worksheet has none (AMB-173)."""
    if story.agreement is None or story.determined is None:
        return False
    return story.determined.at.not_after(story.agreement.at)


def visit_made(story: Story, at: Moment) -> None:
    """The initial evaluation was attended: the visit clock of a non-title applicant's papers starts."""
    if story.title(at) is None and "visit_non_title" not in story.marks:
        story.mark("visit_non_title", at)
        _until(story, "CLK-10", at)


def _until(story: Story, clock: str, since: Moment) -> None:
    term = clocks.term(clock, since, story.book)
    if term is not None:
        story.last_days[clock] = term.due.day


def last_day(story: Story, *, proofs: bool) -> date | None:
    """The last day for the papers: a clock not started has not passed, the later decides (AMB-033)."""
    visit, interview = story.last_days.get("CLK-10"), story.last_days.get("CLK-11")
    reading = story.book.reading("withdrawal.financial_clock")
    if proofs or reading == "visit_clock_only":
        return visit
    if reading == "interview_clock_only":
        return interview
    both = [day for day in (visit, interview) if day is not None]
    if reading == "earlier_of_both":
        return min(both, default=None)
    return max(both) if len(both) == 2 else None


def lapse(story: Story) -> Closing | None:
    """The application as it is withdrawn for papers that did not come."""
    if story.title(story.now) is not None:
        return None
    for proofs, section, reason in _GROUNDS:
        last = last_day(story, proofs=proofs)
        if last is None or story.now.day <= last:
            continue
        there = finances.proofs_since if proofs else finances.financial_since
        if there(story, Moment(last)) is None:
            return Closing(
                "WITHDRAWN", Moment(day_after(last)), section, reason, "DOC-13", "papers", "CLK-10"
            )
    return None


_GROUNDS = (
    (True, "20.401.2.F.2.c", N_("The proof of eligibility did not come within 10 days of the visit")),
    (False, "20.602.11", N_("The financial papers did not come before both clocks were over")),
)


def _in_time(story: Story, there: Callable[[Story, Moment], Moment | None], clock: str) -> Moment | None:
    """When papers were complete; a paper first asked for after the clock was over undoes nothing."""
    found, last = there(story, story.at), story.last_days.get(clock)
    if found is None and last is not None and story.at.day > last:
        found = there(story, Moment(last))
    return found


def paper_marks(story: Story) -> None:
    """When the papers were complete, for the two clocks; and from when a withdrawal would count."""
    if not {"visit_non_title", "interview_non_title"} & story.marks.keys():
        return
    financial = _in_time(story, finances.financial_since, "CLK-11")
    if financial is not None:
        begun = story.marks.get("interview_non_title", financial)
        story.mark("financial_papers_complete", max(financial, begun, key=Moment.sort_key))
    all_of_them = _in_time(story, finances.financial_since, "CLK-10")
    proofs = _in_time(story, finances.proofs_since, "CLK-10")
    if all_of_them is not None and proofs is not None:
        begun = story.marks.get("visit_non_title", proofs)
        story.mark("papers_complete", max(all_of_them, proofs, begun, key=Moment.sort_key))
    last = last_day(story, proofs=financial is not None)
    story.inputs["closes"] = (
        day_after(last) if last is not None else N_("the day after the later of both clocks")
    )
