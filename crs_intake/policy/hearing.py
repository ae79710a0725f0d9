"""State Administrative Hearings: who may ask, until when, and what follows (20.1100).

ADHS/CRS decides; the program keeps the dates. A decision for the applicant
puts the case back where it was, with its original dates (AMB-229).
"""

from __future__ import annotations

from datetime import timedelta

from crs_intake.domain.event import Event
from crs_intake.domain.moment import Moment
from crs_intake.domain.text import N_
from crs_intake.policy import clocks, evaluation, medical
from crs_intake.policy.story import Closing, Hearing, Story

DENIAL_GROUNDS = {
    "A": N_("The request is untimely"),
    "B": N_("The request is not about an adverse action under this policy"),
    "C": N_("The request is moot on the facts of the case"),
    "D": N_("The sole issue is a federal or state law that requires an automatic change"),
}
REHEARING_GROUNDS = {
    "A": N_("Irregularity that deprived the petitioner of a fair hearing"),
    "B": N_("Misconduct of ADHS, AHCCCS, OAH or a party"),
    "C": N_("Newly discovered material evidence"),
    "D": N_("The decision is the result of passion or prejudice"),
    "E": N_("The decision is not justified by the evidence or is contrary to law"),
    "F": N_("Good cause for the nonappearance of a party"),
}
BY_HAND = ("hand", "in_person", "handed_over", "fax")


def notice_sent(story: Story, event: Event, to: set[str], whole: bool) -> None:
    """The notice of the adverse action reached the family: 30 days from its receipt (AMB-210)."""
    closing = story.closing
    if closing is None or event.document != closing.notice or "applicant" not in to:
        return
    story.mark_first("notice_of_action", event.at)
    story.mark_first("notice_of_action_received", Moment.read(received_on(story, event)))


def received_on(story: Story, event: Event) -> object:
    """Day of receipt: as proved, the same day when handed over, else so many days after mailing."""
    if event.effective is not None:
        return event.effective
    if event.method in BY_HAND:
        return event.at.day
    days, _ = clocks.figure(story.book.reading("hearing.mail_days"))
    return event.at.day + timedelta(days=days or 0)


def on_requested(story: Story, event: Event) -> None:
    """A written request came in; whether it is timely ADHS/CRS decides."""
    story.hearing = Hearing(event, against=story.closing)
    story.mark("hearing_requested", event.at)
    story.forget("hearing_recommended", "hearing_decided")


def is_timely(story: Story, filed: Moment) -> bool:
    """Filed by the moved day 30 (AMB-006); without a known receipt nothing is untimely."""
    received = story.marks.get("notice_of_action_received")
    if received is None:
        return True
    term = clocks.term("CLK-30", received, story.book)
    return term is None or filed.day <= term.due.day


def on_mailed(story: Story, event: Event) -> None:
    """ADHS/CRS mailed the Notice of Hearing."""
    if story.hearing is not None:
        story.hearing.mailed, story.hearing.state = event, "H_SET"


def on_denied(story: Story, event: Event) -> None:
    """The request was denied in writing, for one of the grounds A to D."""
    if story.hearing is not None:
        story.hearing.state, story.hearing.over = "H_DENIED", True


def on_withdrawn(story: Story, event: Event) -> None:
    """The request was withdrawn in writing; after the notice it goes to OAH."""
    found = story.hearing
    if found is not None:
        found.state = "H_WITHDRAWN" if found.mailed is None else "H_FORWARDED"
        found.over = True


def on_recommended(story: Story, event: Event) -> None:
    """The Administrative Law Judge recommends; the decision is mailed within 30 days."""
    if story.hearing is not None:
        story.hearing.recommended, story.hearing.state = event, "H_RECOMMENDED"
        story.mark("hearing_recommended", event.at)


def on_decided(story: Story, event: Event) -> None:
    """The decision was mailed; one for the applicant takes the adverse action back."""
    found = story.hearing
    if found is None:
        return
    found.state, found.over = "H_DECIDED", True
    story.mark("hearing_decided", event.at)
    if event.outcome == "for_applicant" and story.closing is not None:
        _take_back(story, story.closing, event.at)
    elif event.outcome == "against_applicant" and found.against in story.past and story.closing is None:
        story.past.remove(found.against)  # a rehearing restored the action that had been taken back
        story.closing = found.against
        story.mark("ended_undenied", event.at)  # its letter is out since long ago


def on_rehearing(story: Story, event: Event) -> None:
    """A motion for rehearing or review, to ADHS or, for title members, to AHCCCS."""
    if story.hearing is not None:
        story.hearing.state, story.hearing.over = "H_REHEARING", False


def grants_rehearing(story: Story) -> str:
    """Who grants a rehearing: AHCCCS for Title XIX/XXI, ADHS for everybody else (A.R.S. 41-1092.09)."""
    return "AHCCCS" if story.title(story.now) is not None else "ADHS"


def _take_back(story: Story, closing: Closing, at: Moment) -> None:
    story.past.append(closing)
    story.closing = None
    story.forget("notice_of_action", "notice_of_action_received", "dis_enrollment_told", "eligibility_update")
    if closing.ground == "medical":
        medical.overturn(story)
    elif closing.ground == "evaluation":
        evaluation.overturn(story)
    elif closing.ground == "proofs":
        story.proofs = None
    if story.member is not None:
        story.member.hold, story.member.lived = True, True
    _start_anew(story, at)


def _start_anew(story: Story, at: Moment) -> None:
    """Clocks that were running begin again on the day of the decision (AMB-229)."""
    for rule in clocks.rules():
        since = story.marks.get(rule.starts)
        settled = any(
            (mark := story.marks.get(name)) is not None and since is not None and since.not_after(mark)
            for name in (*rule.met_by, *rule.stopped_by)
        )
        if since is None or settled or rule.track != "application":
            continue
        story.mark(rule.starts, at)
        if rule.id in story.last_days and (term := clocks.term(rule.id, at, story.book)) is not None:
            story.last_days[rule.id] = term.due.day
