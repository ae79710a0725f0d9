"""Reading the events of a case in their order, and what time ends between them.

Time itself ends some things (20.402.2, 20.602.11, 20.1201.E, 20.900.1.G), so
before each event, and at the end, the dates are looked at; the earliest end
counts. Which part of the manual hears which event stands in one table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from crs_intake.domain.case import Case
from crs_intake.domain.event import Event
from crs_intake.domain.insurance import Program
from crs_intake.domain.moment import Moment
from crs_intake.policy import (
    catalogue,
    endings,
    evaluation,
    hearing,
    interview,
    medical,
    no_show,
    pathway,
    records,
    redetermination,
    referral,
    states,
    termination,
)
from crs_intake.policy.book import Book
from crs_intake.policy.story import Closing, Story, effective

Handler = Callable[[Story, Event], None]


def read(case: Case, book: Book, at: Moment) -> Story:
    """The story of a case up to an instant."""
    events = effective(case.events, at)
    story = _begun(case, book, at, events)
    for event in events:
        _pass_time(story, event.at)
        handler = _HANDLERS.get(event.kind)
        if handler is not None and (story.closing is None or event.kind in _AFTER_THE_END):
            story.memo.clear()
            handler(story, event)
            evaluation.settle(story)
    _pass_time(story, at)
    story.memo.clear()
    return story


def _begun(case: Case, book: Book, at: Moment, events: list[Event]) -> Story:
    titles = pathway.known_titles(case)
    decided = next(
        (e.at for e in events if e.kind == "medical_determination" and e.outcome != "incomplete"), at
    )
    asked = medical.asked_items(events, referral.received_on(case, events))
    story = Story(case, book, at, events, _NOTHING_YET, at, titles=titles)
    story.completeness = referral.completeness(
        case, book, at, title=story.title(decided), events=events, asked=asked
    )
    _answers_without_events(story)
    if case.member_since is not None and Moment(case.member_since).not_after(at):
        story.now = Moment(case.member_since)
        member = evaluation.enroll(story, case.member_since, services=case.member_since)
        member.expires, member.lived = case.expires, True
    return story


def _answers_without_events(story: Story) -> None:
    """An approval that stands in the facts alone counts from the last interview or worksheet on."""
    title = story.case.title
    told = {event.program for event in story.events if event.kind == "title_result"}
    programs: tuple[Program, Program] = ("xix", "xxi")
    for program, result in zip(programs, (title.xix_result, title.xxi_result), strict=True):
        if result == "approved" and program not in told:
            kinds = ("determination_made", "interview_held")
            since = [event.at for event in story.events if event.kind in kinds]
            story.add_title(since[-1] if since else story.at, program)


def _pass_time(story: Story, now: Moment) -> None:
    """What the passing of days ends before `now`; the earliest end counts."""
    story.now = now
    if story.closing is not None or story.void:
        return
    if story.member is not None:
        no_show.member_silence(story)
        ended = redetermination.lapse(story)
    elif story.last_days and now.day > min(story.last_days.values()):
        found = [each(story) for each in _ENDS_BY_TIME]
        ended = min((each for each in found if each is not None), key=_when, default=None)
    else:
        return
    if ended is not None:
        story.close(ended)


_ENDS_BY_TIME = (medical.lapse, no_show.lapse, interview.lapse, pathway.lapse)


def _when(closing: Closing) -> date:
    return closing.at.day


def finish(story: Story) -> None:
    """The marks that follow from facts and dates, once all events are read."""
    medical.referral_marks(story)
    interview.paper_marks(story)
    if story.member is not None:
        redetermination.member_marks(story, story.member)
    records.marks(story)
    birthday = interview.turned_21(story)
    start = story.completeness.received or (Moment(story.member.since) if story.member else None)
    if birthday is not None and start is not None and start.not_after(story.at):
        story.mark("born", start)
        story.mark("birthday_21", Moment(birthday))


def _interview_held(story: Story, event: Event) -> None:
    interview.on_held(story, event) if story.member is None else redetermination.on_interview(story, event)


def _appointment(story: Story, event: Event) -> None:
    no_show.on_made(story, event)
    if event.appointment == "interview":
        redetermination.on_interview(story, event)
    elif event.appointment == evaluation.EVALUATION:
        states.booked_inside(story, event)


def _attended(story: Story, event: Event) -> None:
    if event.appointment == "interview":
        return
    no_show.reset(story)
    evaluation.on_attended(story, event)


def _pmmis(story: Story, event: Event) -> None:
    pathway.on_pmmis(story, event)
    held = story.interview
    if held is not None and held.at.day == event.at.day and story.is_open:
        interview.financial(story, held)  # looked up in the interview itself
    interview.age_test(story, event)


def _papers(story: Story, event: Event) -> None:
    interview.on_received(story, event)
    redetermination.on_papers(story, event)


def _signed(story: Story, event: Event) -> None:
    interview.on_signed(story, event)
    redetermination.on_agreement(story, event)


def _document(story: Story, event: Event) -> None:
    catalogue.on_document(story, event)
    if event.kind == "document_sent" and event.document in ("DOC-05", "DOC-12"):
        states.booked_with_notice(story)


_HANDLERS: Mapping[str, Handler] = {
    "medical_determination": medical.on_determination,
    "urgent_request": medical.on_urgent_request,
    "urgent_response": medical.on_urgent_response,
    "document_drafted": _document,
    "document_printed": _document,
    "document_sent": _document,
    "document_returned": _document,
    "document_cancelled": _document,
    "appointment_made": _appointment,
    "appointment_cancelled": no_show.on_cancelled,
    "visit_attended": _attended,
    "visit_missed": no_show.on_missed,
    "contact_attempt": no_show.on_attempt,
    "contact_response": no_show.on_response,
    "interview_held": _interview_held,
    "pmmis_checked": _pmmis,
    "proofs_reviewed": interview.on_proofs,
    "papers_requested": interview.on_requested,
    "papers_received": _papers,
    "refusal_recorded": interview.on_refusal,
    "withdrawal_requested": interview.on_withdrawal,
    "inability_recorded": interview.on_inability,
    "application_offered": pathway.on_offered,
    "application_signed": pathway.on_signed,
    "application_faxed": pathway.on_faxed,
    "application_by_family": pathway.on_own_application,
    "family_application_confirmed": pathway.on_own_confirmed,
    "des_contacted": pathway.on_des_contacted,
    "followup_checked": pathway.on_checked,
    "title_referred": pathway.on_referred,
    "title_result": pathway.on_result,
    "altcs_referred": pathway.on_altcs,
    "altcs_result": pathway.on_altcs,
    "determination_made": interview.on_determined,
    "agreement_signed": _signed,
    "agreement_refused": interview.on_not_signed,
    "evaluation_finding": evaluation.on_finding,
    "tests_ordered": evaluation.on_tests,
    "test_results_received": evaluation.on_results,
    "authorization_rescinded": evaluation.on_rescinded,
    "withdrawn": endings.on_recorded,
    "denied": endings.on_recorded,
    "application_terminated": endings.on_recorded,
    "enrolled": evaluation.on_enrolled,
    "redetermination_requested": redetermination.on_requested,
    "redetermination_contact": redetermination.on_contact,
    "redetermination_completed": redetermination.on_completed,
    "services_refused": termination.on_refused,
    "termination_requested": termination.on_leaving,
    "leaving_advised": termination.on_leaving,
    "leaving_confirmed": termination.on_leaving,
    "changed_mind": termination.on_leaving,
    "member_terminated": endings.on_recorded,
    "eligibility_update_sent": termination.on_update,
    "hearing_requested": hearing.on_requested,
    "hearing_notice_mailed": hearing.on_mailed,
    "hearing_denied": hearing.on_denied,
    "hearing_withdrawn": hearing.on_withdrawn,
    "hearing_recommended": hearing.on_recommended,
    "hearing_decided": hearing.on_decided,
    "rehearing_requested": hearing.on_rehearing,
    "archived": records.on_archived,
    "entered_by_mistake": endings.on_void,
    "merged": endings.on_void,
}
_AFTER_THE_END = frozenset(
    kind
    for kind in _HANDLERS
    if kind.startswith(("document_", "hearing_", "rehearing_"))
    or kind
    in {
        "withdrawn", "denied", "application_terminated", "member_terminated", "eligibility_update_sent",
        "archived", "urgent_response", "authorization_rescinded", "entered_by_mistake", "merged",
    }
)  # fmt: skip
_NOTHING_YET = referral.Completeness((), (), None, "", None, None)
