"""Initial evaluation: the visit, the finding, further tests, and the enrollment (20.700)."""

from __future__ import annotations

from collections.abc import Mapping

from crs_intake.domain.case import Case
from crs_intake.domain.errors import DeskError
from crs_intake.domain.event import Event
from crs_intake.domain.moment import Moment
from crs_intake.domain.text import N_
from crs_intake.policy import life
from crs_intake.words import say, say_with
from ui.forms.form import About, Answers, Choice, Door, Note, Values
from ui.forms.happening import (
    Entry,
    after_last,
    ask,
    ask_reason,
    barred_kinds,
    before,
    last,
    page,
    standing_events,
)  # fmt: skip

VISIT = "initial_evaluation"
CAME = (
    Choice("visit_attended", N_("The family came")), Choice("visit_missed", N_("Nobody came")),
    Choice("appointment_cancelled", N_("Cancelled before its time")),
)  # fmt: skip
OUTCOMES = (
    Choice("eligible", N_("Medically eligible")), Choice("not_eligible", N_("Not medically eligible")),
    Choice("tests_needed", N_("More tests are needed")),
)  # fmt: skip
SIGNED = (
    Choice("agreement_signed", N_("The family has signed")),
    Choice("agreement_refused", N_("The family will not sign")),
)
HOW = (
    Choice("insurer", N_("The insurance or AHCCCS covers the tests")),
    Choice("crs", N_("Nobody covers them: CRS orders the tests")),
)


def _of_visit(event: Event) -> bool:
    return event.appointment in (VISIT, None)


def in_title(about: About) -> bool:
    """Whether the case stands in Title XIX or XXI."""
    found = about.standing(before(about))
    return found is not None and found.pathway in ("xix", "xxi")


def booked(case: Case) -> Event | None:
    """The initial evaluation that stands in the book, or took place."""
    found: Event | None = None
    for event in standing_events(case):
        if event.appointment != VISIT:
            continue
        if event.kind == "appointment_made":
            found = event
        elif event.kind in ("visit_missed", "appointment_cancelled"):
            found = None
    return found


def _visit(case: Case) -> Event | None:
    found: Event | None = None
    for event in standing_events(case):
        if event.kind == "appointment_made" and event.appointment == VISIT:
            found = None
        elif event.kind in ("visit_attended", "visit_missed", "appointment_cancelled") and _of_visit(event):
            found = event
    return found


def _ahead(about: About) -> Values:
    """The visit's own time once it has come."""
    event = booked(before(about))
    when = event.when if event is not None else None
    return {"at": when} if when is not None and when.not_after(about.now) else {}


def _visit_notes(about: About, answers: Answers) -> tuple[Note, ...]:
    event = booked(before(about))
    found = []
    if event is not None and event.when is not None:
        words = say("In the book: {when}", when=_written(event.when))
        found.append(Note("note", words, "20.401.2.D"))
    if answers["kind"] == "visit_missed":
        words = say("Attempts to reach the family are noted with their time under Appointments and contacts; "
                    "the second counts from 48 hours after the first.")  # fmt: skip
        found.append(Note("due", words, "20.1201.A"))
    if answers["kind"] == "visit_attended" and not in_title(about):
        words = say("No further clinic visit until the financial eligibility is complete.")
        found.append(Note("note", words, "20.602.4.C"))
    return tuple(found)


def _written(when: Moment) -> str:
    from ui import names

    return names.moment(when)


BOOKING = page(
    "booking", N_("Appointment"),
    Entry(kinds=("appointment_made",), pick=booked, fixed={"appointment": VISIT}, fields=(
        ask("when", N_("Day and time of the visit"), cite="20.401.2.D"),
        ask("reason", N_("Reason, if it lies beyond 30 days of the notice"), cite="20.401.2.D"),
        ask("at", N_("Booked on")),
    )),
    intro=N_("Within 30 days of the notice. Leave it open while no day is known."),
    doors=lambda about: (Door(N_("Open appointments and contacts"), part="contacts"),),
)  # fmt: skip

VISITED = page(
    "visit", N_("Visit"),
    Entry(kinds=("visit_attended", "visit_missed", "appointment_cancelled"), pick=_visit,
          fixed={"appointment": VISIT}, fields=(
        ask("kind", N_("How the visit went"), choices=CAME, cite="20.700.1",
            barred=barred_kinds("visit_attended", "visit_missed", "appointment_cancelled")),
        ask("at", N_("When"), help=N_("A visit that was kept or missed: its own day and time")),
    )),
    suggest=_ahead, notes=_visit_notes,
    doors=lambda about: (Door(N_("Open appointments and contacts"), part="contacts"),),
)  # fmt: skip


def _not_eligible(answers: Answers) -> bool:
    return answers["outcome"] == "not_eligible"


def _finding_notes(about: About, answers: Answers) -> tuple[Note, ...]:
    says = {
        "eligible": (N_("Enrolled as soon as every requirement is met: a Title XIX or XXI applicant from the "
                        "day of the evaluation, everybody else from the day of the medical determination."),
                     "20.700.2.D"),
        "not_eligible": (N_("The denial goes to the family with the hearing instructions, to the referring "
                            "physician, and to the plan of a Title XIX or XXI applicant."), "20.700.2.E"),
        "tests_needed": (N_("The decision waits for the results. Whoever is not in Title XIX or XXI signs "
                            "the payment agreement before any test."), "20.700.2.A"),
    }  # fmt: skip
    outcome = answers["outcome"]
    return (Note("note", say(says[outcome][0]), says[outcome][1]),) if outcome in says else ()


def _first_finding(case: Case) -> Event | None:
    found = standing_events(case)
    after = found[after_last("hearing_decided")(found) :]
    first = next((each for each in after if each.kind == "evaluation_finding"), None)
    if first is not None or not any(each.kind == "hearing_decided" for each in found):
        return first
    against = next(each for each in reversed(found) if each.kind == "hearing_decided")
    if against.outcome == "for_applicant":
        return None
    return next((each for each in found if each.kind == "evaluation_finding"), None)


def _review(case: Case) -> Event | None:
    found = standing_events(case)
    if not any(each.kind == "test_results_received" for each in found):
        return None
    return last("evaluation_finding", since=after_last("test_results_received"))(case)


def _after_tests(about: About) -> str:
    if any(each.kind == "test_results_received" for each in standing_events(before(about))):
        return ""
    return say("Only after the results of further tests (20.700.2.B.3, C.2)")


FINDING = page(
    "finding", N_("Finding"),
    Entry(kinds=("evaluation_finding",), pick=_first_finding, fixed={"role": "physician"}, fields=(
        ask("outcome", N_("What the CRS physician found"), choices=OUTCOMES, cite="20.700.2"),
        ask_reason("evaluation_finding", N_("Reason, as the letter tells it"), when=_not_eligible,
                   required=True, cite="20.700.2.E"),
        ask("name", N_("CRS physician"), required=True, line="who", kind="name"),
        ask("at", N_("Found on"), line="who"),
    )),
    intro=N_("Recorded from the physician's signed paper."), notes=_finding_notes,
)  # fmt: skip


def _no_tests(about: About) -> str:
    found = _first_finding(before(about))
    if found is None or found.outcome != "tests_needed":
        return say("Only when the physician needs more tests (20.700.2)")
    return ""


def _no_signature(about: About) -> str:
    if in_title(about):
        return say("No payment agreement is asked of a Title XIX or XXI applicant (20.601.4)")
    return _no_tests(about)


def _refusal_notes(about: About, answers: Answers) -> tuple[Note, ...]:
    if answers["kind"] == "agreement_refused":
        return (Note("due", say("Tell the family that the tests cannot be ordered; the application is "
                                "withdrawn and the letter says so."), "20.700.2.A"),)  # fmt: skip
    return ()


TESTING = page(
    "testing", N_("Agreement before tests"),
    Entry(kinds=("agreement_signed", "agreement_refused"), fixed={"document": "DOC-34"}, bar=_no_signature,
          pick=last("agreement_signed", "agreement_refused",
                    where=lambda event: event.document in ("DOC-34", "")), fields=(
        ask("kind", N_("Member Payment Agreement"), choices=SIGNED, cite="20.700.2.A",
            barred=barred_kinds("agreement_signed", "agreement_refused"),
            help=N_("Wanting to think about it is no refusal: leave this open")),
        ask("signer", when=lambda answers: answers["kind"] != "agreement_refused", required=True,
            cite="20.605.3"),
        ask("name", N_("Who refuses"), when=lambda answers: answers["kind"] == "agreement_refused",
            required=True),
        ask("at", N_("Said or signed on")),
    )),
    intro=N_("Before any test of a family outside Title XIX and XXI; the class may still be open."),
    notes=_refusal_notes,
)  # fmt: skip


def _barred_ways(about: About) -> Mapping[str, str]:
    if in_title(about):
        return {"crs": say("Title XIX and XXI cover the tests: they go through the plan (20.700.2.B)")}
    if before(about).coverage.insured is False:
        return {"insurer": say("No insurance is entered for the family (20.700.2.C)")}
    return {}


def _test_notes(about: About, answers: Answers) -> tuple[Note, ...]:
    if answers["method"] == "insurer":
        words = say("Ask the family to have the tests done through the insurance and the results sent "
                    "to CRS; "
                    "work with the insurer on prior authorization, billing and collection.")  # fmt: skip
        return (Note("note", words, "20.700.2.B"),)
    return ()


ORDERED = page(
    "tests", N_("Tests"),
    Entry(kinds=("tests_ordered",), pick=last("tests_ordered"), bar=_no_tests, fields=(
        ask("method", N_("How the tests are done"), choices=HOW, barred=_barred_ways, cite="20.700.2.B-C",
            stacked=True),
        ask("note", N_("Which tests")),
        ask("number", N_("Prior authorization number"),
            when=lambda answers: answers["method"] == "insurer", width="medium", cite="20.700.2.B.2"),
        ask("name", N_("CRS physician"), required=True, line="who", kind="name"),
        ask("at", N_("Ordered on"), line="who"),
    )),
    notes=_test_notes,
)  # fmt: skip

RESULTS = page(
    "results", N_("Results"),
    Entry(kinds=("test_results_received",), pick=last("test_results_received"), fields=(
        ask("in", N_("The results of the tests are in"), kind="tick"),
        ask("at", N_("Received on")),
        ask("note"),
    )),
    intro=N_("The finding follows the results, never before."),
)  # fmt: skip

REVIEW = page(
    "review", N_("Finding after the tests"),
    Entry(kinds=("evaluation_finding",), pick=_review, fixed={"role": "physician"}, bar=_after_tests, fields=(
        ask("outcome", N_("What the CRS physician found"), choices=OUTCOMES, cite="20.700.2.B.3"),
        ask_reason("evaluation_finding", N_("Reason, as the letter tells it"), when=_not_eligible,
                   required=True, cite="20.700.2.E"),
        ask("name", N_("CRS physician"), required=True, line="who", kind="name"),
        ask("at", N_("Found on"), line="who"),
    )),
    notes=_finding_notes,
)  # fmt: skip


def _no_payment(about: About) -> str:
    return say("No payment agreement is asked of a Title XIX or XXI applicant (20.601.4)") if in_title(
        about
    ) else ""  # fmt: skip


def _enrollment(about: About, answers: Answers) -> tuple[Note, ...]:
    """What still stands between the applicant and the enrollment; no services before (20.700.2.D)."""
    case = about.case
    found = about.standing(case)
    if found is None or about.book is None:
        return ()
    if found.enrolled is not None:
        services = (found.services_from or found.enrolled).day
        words = say("Enrolled from {day}, services from {services}.", day=found.enrolled.day,
                    services=services)  # fmt: skip
        return (Note("good", words, "20.700.2.D"),)
    try:
        lacks = life.lacking(case, about.book, about.now)
    except DeskError:
        return ()
    notes = [Note("due", say("Still needed: {what}", what=say_with(each.reason, each.inputs)), each.section)
             for each in lacks]  # fmt: skip
    if lacks and not in_title(about):
        notes.append(Note("note", say("No CRS services until all enrollment requirements are met."),
                          "20.700.2.D"))  # fmt: skip
    return tuple(notes)


SIGNATURES = page(
    "signatures", N_("Agreements and enrollment"),
    Entry(kinds=("agreement_signed",), prefix="assignment_", fixed={"document": "DOC-35"},
          pick=last("agreement_signed", where=lambda event: event.document == "DOC-35"), fields=(
        ask("signer", N_("Assignment of Benefits Agreement signed by"), prefix="assignment_",
            section=N_("Assignment of benefits"), line="assignment", cite="20.605.2"),
        ask("at", N_("Assignment signed on"), prefix="assignment_", section=N_("Assignment of benefits"),
            line="assignment"),
    )),
    Entry(kinds=("agreement_signed",), prefix="payment_", fixed={"document": "DOC-34"}, bar=_no_payment,
          pick=last("agreement_signed", where=lambda event: event.document == "DOC-34"), fields=(
        ask("signer", N_("Member Payment Agreement signed by"), prefix="payment_",
            section=N_("Payment agreement"), line="payment", cite="20.605.1"),
        ask("at", N_("Payment agreement signed on"), prefix="payment_", section=N_("Payment agreement"),
            line="payment"),
    )),
    notes=_enrollment,
    doors=lambda about: () if in_title(about) else (
        Door(N_("Open the financial worksheet"), wizard="worksheet"),
        Door(N_("Open the enrollment interview"), wizard="interview")),
)  # fmt: skip

PAGES = (BOOKING, VISITED, FINDING, TESTING, ORDERED, RESULTS, REVIEW, SIGNATURES)
