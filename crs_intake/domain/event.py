"""Events: what happened to a case and when. They are added, never changed.

One shape for all; which details an event needs is data
(`resources/policy/events.yaml`), and `policy.life` says what may happen when.
A mistake is put right by a `correction` that names the event and the reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from crs_intake.domain.moment import Moment
from crs_intake.domain.people import STRICT

EventKind = Literal[
    "referral_received", "items_received", "medical_determination", "urgent_request", "urgent_response",
    "document_drafted", "document_printed", "document_sent", "document_returned", "document_cancelled",
    "appointment_made", "appointment_cancelled", "visit_attended", "visit_missed",
    "contact_attempt", "contact_response",
    "interview_held", "pmmis_checked", "proofs_reviewed", "papers_requested", "papers_received",
    "refusal_recorded", "withdrawal_requested", "inability_recorded",
    "application_offered", "application_signed", "application_faxed", "application_by_family",
    "family_application_confirmed", "des_contacted", "followup_checked", "title_referred",
    "title_result", "altcs_referred", "altcs_result",
    "determination_made", "agreement_signed", "agreement_refused",
    "evaluation_finding", "tests_ordered", "test_results_received", "authorization_rescinded",
    "withdrawn", "denied", "application_terminated", "enrolled",
    "redetermination_requested", "redetermination_contact", "redetermination_completed",
    "services_refused", "termination_requested", "leaving_advised", "leaving_confirmed", "changed_mind",
    "member_terminated", "eligibility_update_sent",
    "hearing_requested", "hearing_notice_mailed", "hearing_denied", "hearing_withdrawn",
    "hearing_recommended", "hearing_decided", "rehearing_requested",
    "archived", "handed_over", "note", "correction", "entered_by_mistake", "merged",
]  # fmt: skip

AppointmentKind = Literal["initial_evaluation", "interview", "clinic_visit", "testing"]


SystemsCheck = Literal["active", "inactive", "pending"]


@dataclass(frozen=True, kw_only=True)
class DesPart:
    """The part of the TAD that DES fills in, as copied from the returned page (Attachment A, B.2)."""

    __pydantic_config__ = STRICT
    systems_check: SystemsCheck | None = None
    """Whether DES found the applicant's case active, inactive or pending."""
    case_name: str = ""
    phone: str = ""
    """Of the eligibility worker, who is the event's `name`."""
    site_code: str = ""


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened to the case."""

    __pydantic_config__ = STRICT
    kind: EventKind
    at: Moment
    """When it happened; with the time where hours count."""
    id: str = ""
    """Client-made id, so that a retry never doubles; made on import if left out."""
    by: str = ""
    """Name of the staff member who recorded it."""
    role: str = ""
    """Role in which an outside person acted: director, designee, physician, parent, representative."""
    name: str = ""
    """Name of the person who decided, was reached or took part."""
    outcome: str = ""
    """Result, by kind: may_be_eligible | not_eligible | incomplete | eligible | tests_needed | no_answer |
    left_message | reached | letter | approved | denied | undetermined | for_applicant |
    against_applicant …"""
    method: str = ""
    """phone | letter | fax | mail | in_person | hand | pmmis | ivr | des | kidscare"""
    document: str = ""
    """DOC-nn for document and agreement events."""
    document_id: str = ""
    """Id of the kept document, where the program produced it."""
    to: tuple[str, ...] = ()
    """Recipients of a document: applicant, referral_source, plan, referring_physician, faa, ahcccsa,
    clinic, pcp, crsa, altcs, insurer."""
    items: tuple[str, ...] = ()
    """Items missing, asked for or received, by their names in the manual's lists."""
    appointment: AppointmentKind | None = None
    when: Moment | None = None
    """For an appointment: when it is. For a missed or attended one: which it was, if `at` differs."""
    place: str = ""
    """For an appointment: id of the clinic where it is; left out = the clinic that received the referral."""
    program: Literal["xix", "xxi", "altcs"] | None = None
    effective: date | None = None
    """Effective or due date that the event sets (enrollment, eligibility, letter's due date)."""
    reason: str = ""
    """Reason in words; for a denial by DES never a bare code (Attachment A, B.2)."""
    reason_code: str = ""
    """For a termination A-G (20.900.1); for hearings the ground."""
    signer: str = ""
    """Id of the person who signed."""
    number: str = ""
    """Fax number, case number, authorization or ticket number."""
    pages: int | None = None
    stamp_page: int | None = None
    """Page of an on-site Medical Assistance application that carries the CRS stamp (20.602.6)."""
    took_part: tuple[str, ...] = ()
    """Who took part in an interview besides the person named, by their names (20.600)."""
    interpreter: str = ""
    """Who interpreted, or that nobody was needed."""
    consent: bool | None = None
    """Written consent of the applicant for a representative (20.1100)."""
    des: DesPart | None = None
    """What DES wrote on the returned TAD besides its answer (Attachment A, B.2)."""
    plan_told: bool | None = None
    corrects: str = ""
    """Id of the event that a correction takes back."""
    language: str = ""
    note: str = ""


def left_out(events: Sequence[Event]) -> Mapping[str, Event]:
    """Id of each event that does not count → the event that says so, with the reason.

    A correction leaves out the entry it names; a paper entered by mistake leaves out all that was noted
    of that paper. What is itself left out leaves out nothing.
    """
    found: dict[str, Event] = {}
    for event in reversed(events):
        if event.id in found:
            continue
        if event.kind == "correction":
            found[event.corrects] = event
        elif event.kind == "entered_by_mistake" and event.document_id:
            for each in events:
                if each.id and each.document_id == event.document_id and each is not event:
                    found.setdefault(each.id, event)
    return found
