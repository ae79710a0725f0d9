"""When an act of the application is possible: referral, visits, evaluation, endings (20.200-403, 20.700).

A guard looks at the story and, once it is known, at the event. Asked without
an event it answers for the kind as such.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from crs_intake.domain.decision import Value
from crs_intake.domain.event import Event
from crs_intake.domain.standing import NotNow
from crs_intake.domain.text import N_
from crs_intake.policy import evaluation, finances, interview, pathway
from crs_intake.policy.story import Closing, Story, day_after

Guard = Callable[[Story, Event | None], NotNow | None]


def no(event: str, section: str, reason: str, **inputs: Value) -> NotNow:
    """A refusal with its section and reason."""
    return NotNow(event, section, reason, inputs)


def referral_received(story: Story, event: Event | None) -> NotNow | None:
    """A second form of the same child is filed with the case."""
    known = story.completeness.received is not None and story.completeness.received.not_after(story.at)
    if event is None and not known:
        return None
    if event is None or any(each.kind == "referral_received" for each in story.events):
        return no(
            "referral_received",
            "20.200",
            N_("The referral is already in; a second form for the same child is filed with the case"),
        )
    return None


def medical_determination(story: Story, event: Event | None) -> NotNow | None:
    """A denial is the Director's own, unless the setting says otherwise (AMB-052)."""
    if event is None or event.outcome != "not_eligible" or event.role == "director":
        return None
    if story.book.reading("medical.denial_by_designee") == "on":
        return None
    return no("medical_determination", "20.403.1", N_("Only the Medical Director denies medical eligibility"))


def urgent_request(story: Story, event: Event | None) -> NotNow | None:
    """Urgent requests concern Title XIX/XXI."""
    if story.title(story.now) is None:
        return no(
            "urgent_request", "20.400", N_("Urgent requests concern Title XIX/XXI applicants and members")
        )
    return None


def urgent_response(story: Story, event: Event | None) -> NotNow | None:
    """An answer needs a question."""
    return (
        None if story.urgent is not None else no("urgent_response", "20.400", N_("No urgent request is open"))
    )


def appointment_made(story: Story, event: Event | None) -> NotNow | None:
    """First the initial evaluation; no further visit of a non-title applicant before everything is met."""
    if event is None or story.member is not None or event.appointment == "interview":
        return None
    if event.appointment == evaluation.EVALUATION:
        if story.visit is not None:
            return no("appointment_made", "20.700.1", N_("The initial evaluation has taken place"))
        return None
    return second_visit(story, "appointment_made", testing=event.appointment == "testing")


def second_visit(story: Story, kind: str, *, testing: bool = False) -> NotNow | None:
    """Why a visit after the initial evaluation is not possible for an applicant (20.602.4.C, 20.700.2)."""
    if story.visit is None:
        return no(kind, "20.700.1", N_("The initial evaluation comes first"))
    if story.title(story.now) is not None:
        return None
    if testing:
        return _testing(story, kind)
    settled = finances.complete(story, story.now) and interview.agreement_holds(story)
    if not settled or pathway.pending(story):
        return no(
            kind, "20.602.4.C", N_("No further clinic visits until the financial eligibility is complete")
        )
    return no(kind, "20.700.2.D", N_("No CRS services until all enrollment requirements are met"))


def _testing(story: Story, kind: str) -> NotNow | None:
    if story.agreement is None:
        return no(
            kind,
            "20.700.2.A",
            N_(
                "Before any test the Member Payment Agreement must be signed; while the class "
                "is open it says 'to be determined'"
            ),
        )
    return None


def appointment_cancelled(story: Story, event: Event | None) -> NotNow | None:
    """Before its time; afterwards it is attended or missed (AMB-225)."""
    if story.booked is None and story.interview_booked is None:
        return no("appointment_cancelled", "20.1201", N_("No appointment stands in the book"))
    if event is None or event.appointment == "interview" or story.booked is None:
        return None
    when = story.booked.when
    if when is not None and event.at.sort_key() >= when.sort_key() and event.at.day >= when.day:
        return no(
            "appointment_cancelled", "20.1201", N_("Its time is over; record the visit as attended or missed")
        )
    return None


def visit_attended(story: Story, event: Event | None) -> NotNow | None:
    """The initial evaluation once; further visits by the rules of `second_visit`."""
    if story.member is not None:
        return None
    if event is None:
        return (
            None
            if story.visit is None
            else second_visit(story, "visit_attended", testing=story.tests is not None)
        )
    if event.appointment == evaluation.EVALUATION:
        if story.visit is not None:
            return no("visit_attended", "20.700.1", N_("The initial evaluation has taken place"))
        return None
    return second_visit(story, "visit_attended", testing=event.appointment == "testing")


def visit_missed(story: Story, event: Event | None) -> NotNow | None:
    """A visit in the book whose time has come."""
    booked = (
        story.interview_booked if event is not None and event.appointment == "interview" else story.booked
    )
    if booked is None:
        return no(
            "visit_missed",
            "20.1201",
            N_("No visit stands in the book; one cancelled before its time is not missed"),
        )
    when = booked.when
    now = story.now if event is None else event.at
    if when is not None and not when.not_after(now):
        return no(
            "visit_missed",
            "20.1201",
            N_("The visit is on {day}; before its time nobody has missed it"),
            day=when.day,
        )
    return None


def evaluation_finding(story: Story, event: Event | None) -> NotNow | None:
    """After the visit, once; while tests are out, after their results (20.700.2.B.3, C.2)."""
    if story.visit is None:
        return no("evaluation_finding", "20.700.1", N_("The initial evaluation is not attended"))
    if story.finding is not None:
        return no(
            "evaluation_finding",
            "20.700.2",
            N_("The finding is recorded; a mistake is corrected with a reason"),
        )
    waiting = story.needed is not None or story.tests is not None
    if waiting and (event is None or event.outcome != "tests_needed"):
        covered = story.tests is not None and story.tests.method == "insurer"
        section = "20.700.2.B.3" if covered or story.title(story.now) is not None else "20.700.2.C.2"
        return no("evaluation_finding", section, N_("The finding follows the results of the tests"))
    return None


def tests_ordered(story: Story, event: Event | None) -> NotNow | None:
    """After the visit; a non-title family signs the payment agreement first (20.700.2.A)."""
    if story.visit is None:
        return no("tests_ordered", "20.700.2", N_("Tests follow the initial evaluation"))
    if story.finding is not None:
        return no("tests_ordered", "20.700.2", N_("The finding is recorded; no test is needed for it"))
    return _wrong_way(story, event) if event is not None else _unsigned(story)


def _unsigned(story: Story) -> NotNow | None:
    return None if story.title(story.now) is not None else _testing(story, "tests_ordered")


def _wrong_way(story: Story, event: Event) -> NotNow | None:
    """Covered tests go through the insurance or the plan; CRS orders what nobody covers (20.700.2.B-C)."""
    title = story.title(story.now) is not None
    if title and event.method == "crs":
        return no(
            "tests_ordered", "20.700.2.B", N_("Title XIX and XXI cover the tests: they go through the plan")
        )
    if not title and event.method == "insurer" and story.case.coverage.insured is False:
        return no("tests_ordered", "20.700.2.C", N_("No insurance is entered for the family"))
    return _unsigned(story)


def test_results_received(story: Story, event: Event | None) -> NotNow | None:
    """Results need an order."""
    if story.tests is None and story.needed is None:
        return no("test_results_received", "20.700.2", N_("No tests were ordered"))
    return None


def authorization_rescinded(story: Story, event: Event | None) -> NotNow | None:
    """Only what is out can be taken back."""
    if "positive_notice" not in story.marks or story.rescinded is not None:
        return no("authorization_rescinded", "20.601.3.B", N_("No authorization is out"))
    return None


def withdrawn(story: Story, event: Event | None) -> NotNow | None:
    """Only when the dates say so; a refusal or a request closes by itself when it is recorded."""
    closing = story.closing
    if closing is not None:
        return _recorded(closing, "WITHDRAWN", "withdrawn")
    items = story.last_days.get("CLK-05")
    if items is not None:
        return no(
            "withdrawn",
            "20.402.2",
            N_("The family has until {last}; considered withdrawn from {first} on"),
            last=items,
            first=day_after(items),
        )
    return _papers(story)


def _papers(story: Story) -> NotNow:
    proofs = story.visit is not None and finances.proofs_since(story, story.now) is None
    last = interview.last_day(story, proofs=proofs)
    if last is not None and (proofs or finances.financial_since(story, story.now) is None):
        section = "20.401.2.F.2.c" if proofs else "20.602.11"
        return no(
            "withdrawn",
            section,
            N_("The family has until {last}; withdrawn from {first} on if papers are still missing"),
            last=last,
            first=day_after(last),
        )
    if story.last_days.keys() & {"CLK-10", "CLK-11"} and last is None:
        return no(
            "withdrawn",
            "20.602.11",
            N_("The later of the visit clock and the interview clock decides; one of them has not started"),
        )
    return no(
        "withdrawn",
        "20.402.2",
        N_("Nothing ends this application: no term is over, and nobody has asked or refused"),
    )


def _recorded(closing: Closing, state: str, kind: str) -> NotNow | None:
    if closing.state != state:
        return no(kind, closing.section, N_("The application has ended otherwise"))
    if closing.recorded:
        return no(kind, closing.section, N_("It is recorded already"))
    return None


def denied(story: Story, event: Event | None) -> NotNow | None:
    """After the determination or in the interview; never before (20.602.2, AMB-012)."""
    if story.closing is not None:
        return _recorded(story.closing, "DENIED", "denied")
    if story.interview is None:
        return no(
            "denied",
            "20.602.2",
            N_("Age, citizenship and residency are decided in the interview; nothing is denied before"),
        )
    if event is not None and event.reason_code not in ("age", "citizenship", "residency"):
        return no(
            "denied",
            "20.602.2.A",
            N_(
                "A denial here is for age, citizenship or residency; a medical one is the "
                "determination or the finding"
            ),
        )
    return None


def application_terminated(story: Story, event: Event | None) -> NotNow | None:
    """The third miss or 30 days of silence, whichever comes first (AMB-221)."""
    if story.closing is not None:
        return _recorded(story.closing, "APP_TERMINATED", "application_terminated")
    last = story.last_days.get("CLK-33")
    if last is not None:
        return no(
            "application_terminated",
            "20.1201.E",
            N_("Missed visits so far: {misses} of 3; the family may answer until {last}"),
            misses=len(story.misses),
            last=last,
        )
    return no(
        "application_terminated",
        "20.1201.C",
        N_(
            "Missed visits so far: {misses}; only the third, or 30 days "
            "without an answer, ends an application"
        ),
        misses=len(story.misses),
    )


def enrolled(story: Story, event: Event | None) -> NotNow | None:
    """Everything must be met; then the enrollment stands by itself and may be recorded once."""
    member = story.member
    if member is not None:
        taken_over = event is None and story.case.member_since is not None
        if taken_over or any(each.kind == "enrolled" for each in story.events):
            return no("enrolled", "20.700.2.D", N_("Enrolled since {day}"), day=member.since)
        if event is not None and event.effective not in (None, member.since):
            return no("enrolled", "20.700.2.D", N_("The enrollment date is {day}"), day=member.since)
        return None
    lacks = evaluation.missing_for_enrollment(story, story.now)
    section, reason = lacks[0] if lacks else ("20.700.2.D", N_("all requirements must be met first"))
    return no("enrolled", section, reason)


def finer(story: Story) -> Iterator[NotNow]:
    """Refusals that concern one sort of an act whose kind as such is possible."""
    if story.closing is not None or story.void:
        return
    if story.member is None and story.visit is not None:
        found = second_visit(story, "appointment_made")
        if found is not None:
            yield NotNow(found.event, found.section, found.reason, {"appointment": "clinic_visit"})
    if story.title(story.now) is not None and (story.decision is not None or story.member is not None):
        yield NotNow(
            "agreement_signed",
            "20.601.4",
            N_("No payment agreement (DOC-34) is asked of a Title XIX/XXI applicant or member"),
            {"document": "DOC-34"},
        )


GUARDS: Mapping[str, Guard] = {
    "referral_received": referral_received,
    "medical_determination": medical_determination,
    "urgent_request": urgent_request,
    "urgent_response": urgent_response,
    "appointment_made": appointment_made,
    "appointment_cancelled": appointment_cancelled,
    "visit_attended": visit_attended,
    "visit_missed": visit_missed,
    "evaluation_finding": evaluation_finding,
    "tests_ordered": tests_ordered,
    "test_results_received": test_results_received,
    "authorization_rescinded": authorization_rescinded,
    "withdrawn": withdrawn,
    "denied": denied,
    "application_terminated": application_terminated,
    "enrolled": enrolled,
}
