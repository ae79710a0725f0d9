"""The desk's plain words for what the rules call by number: states, clocks' owners, events, people.

No Qt in here: the screens and their tests read the same words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from crs_intake.domain.calendar import add_months, age_on, birthday
from crs_intake.domain.case import Case
from crs_intake.domain.event import Event
from crs_intake.domain.moment import Moment
from crs_intake.domain.text import N_
from crs_intake.policy.acts import acts
from crs_intake.words import day, say

STATES = {
    "RECEIVED": N_("Received"), "INCOMPLETE": N_("Incomplete"), "IN_REVIEW": N_("In medical review"),
    "PRELIM_ELIGIBLE": N_("May be eligible"), "INTERVIEW": N_("Interview"),
    "READY": N_("Papers complete"), "EVAL_SCHEDULED": N_("Evaluation booked"), "NO_SHOW": N_("No-show"),
    "EVALUATED": N_("Evaluated"), "TESTING": N_("Testing"), "MED_ELIGIBLE": N_("Medically eligible"),
    "ENROLLED": N_("Enrolled"), "WITHDRAWN": N_("Withdrawn"), "DENIED": N_("Denied"),
    "APP_TERMINATED": N_("Application ended"), "HEARING": N_("Hearing"), "ACTIVE": N_("Member"),
    "REDET_REQUESTED": N_("Redetermination asked"), "RENEWAL_NOTICED": N_("Renewal notice sent"),
    "REDET_RUNNING": N_("Redetermination"), "TITLE_REAPPLY": N_("Re-applies for AHCCCS"),
    "TERMINATED": N_("Membership ended"), "MEMBER_NO_SHOW": N_("Member, no-show"),
    "REFUSED_SERVICES": N_("Services refused"), "TERM_REQUESTED": N_("Asks to leave"),
    "RETENTION": N_("Kept in the archive"), "ARCHIVE_READY": N_("Ready for the archive"),
    "ARCHIVED": N_("Archived"), "ENTERED_BY_MISTAKE": N_("Entered by mistake"),
    "MERGED": N_("Merged with another case"),
    "I_START": N_("Interview begun"), "I_TITLE": N_("AHCCCS interview"), "I_PROOFS": N_("Proofs"),
    "I_ELIGIBLE_PENDING_DX": N_("Eligible, evaluation open"), "I_FINANCIAL": N_("Financial interview"),
    "I_TITLE_PENDING": N_("AHCCCS answer open"), "I_STATE_ONLY": N_("State Only"),
    "I_AGREEMENTS": N_("Agreements open"), "ALTCS_REFERRED": N_("Referred to ALTCS"),
}  # fmt: skip
PATHWAYS = {
    "xix": N_("Title XIX"), "xxi": N_("Title XXI"), "state_only": N_("State Only"),
    "unknown": N_("Pathway not known"),
}  # fmt: skip
WHO = {
    "front_desk": N_("Front desk"), "interviewer": N_("Interviewer"),
    "medical_director": N_("Medical Director"), "applicant": N_("Family"), "faa": N_("FAA office"),
    "kidscare": N_("KidsCare"), "adhs_crs": N_("ADHS/CRS"), "plan": N_("Plan"), "crs": N_("Front desk"),
    "site_administrator": N_("Site Administrator"),
}  # fmt: skip
RECIPIENTS = {
    "applicant": N_("Family"), "referral_source": N_("Referral source"), "plan": N_("Plan"),
    "referring_physician": N_("Referring physician"), "faa": N_("FAA office"), "ahcccsa": N_("AHCCCSA"),
    "clinic": N_("Clinic"), "pcp": N_("Primary care physician"), "crsa": N_("CRSA"),
    "insurer": N_("Insurance company"),
    "case_file": N_("Case file"), "file": N_("Case file"), "director": N_("Medical Director"),
    "altcs": N_("ALTCS"), "adhs_crs": N_("ADHS/CRS"), "kidscare": N_("KidsCare"), "des": N_("DES"),
    "state_archives": N_("State Archives"),
}  # fmt: skip
PAPER_STATUS = {
    "due": N_("Due"), "drafted": N_("Drafted"), "printed": N_("Printed"), "sent": N_("Sent"),
    "returned": N_("Returned"), "cancelled": N_("Cancelled"),
}  # fmt: skip
APPOINTMENTS = {
    "initial_evaluation": N_("Initial evaluation"), "interview": N_("Interview"),
    "clinic_visit": N_("Clinic visit"), "testing": N_("Testing"),
}  # fmt: skip
WIZARDS = {
    "referral": N_("Referral"), "preliminary": N_("Preliminary medical determination"),
    "interview": N_("Enrollment interview"), "worksheet": N_("Financial worksheet"),
    "evaluation": N_("Initial evaluation"), "redetermination": N_("Redetermination"),
    "termination": N_("Termination"), "hearing": N_("Hearing request"),
    "parents": N_("Parents' coverage"),
}  # fmt: skip
RELATIONS = {
    "applicant": N_("Applicant"), "mother": N_("Mother"), "father": N_("Father"), "parent": N_("Parent"),
    "stepmother": N_("Stepmother"), "stepfather": N_("Stepfather"),
    "partner_of_parent": N_("Parent's partner"), "spouse": N_("Spouse"), "partner": N_("Partner"),
    "child": N_("Child"), "sibling": N_("Brother or sister"), "stepsibling": N_("Stepsibling"),
    "grandparent": N_("Grandparent"), "aunt_or_uncle": N_("Aunt or uncle"), "guardian": N_("Guardian"),
    "caretaker": N_("Caretaker"), "other_relative": N_("Other relative"), "unrelated": N_("Not related"),
}  # fmt: skip
ROLES = {
    "front_desk": N_("Front desk"), "interviewer": N_("Interviewer"),
    "medical_director": N_("Medical Director"), "designee": N_("Designee"),
    "supervisor": N_("Supervisor"), "site_admin": N_("Site administrator"),
}  # fmt: skip
OUTCOMES = {
    "may_be_eligible": N_("may be eligible"), "not_eligible": N_("not eligible"),
    "incomplete": N_("incomplete"), "eligible": N_("eligible"), "tests_needed": N_("tests needed"),
    "no_answer": N_("no answer"), "left_message": N_("message left"), "reached": N_("reached"),
    "letter": N_("letter"), "approved": N_("approved"), "denied": N_("denied"),
    "undetermined": N_("undetermined"), "merged_here": N_("another case goes on here"),
    "for_applicant": N_("for the applicant"), "against_applicant": N_("against the applicant"),
    "applied_again": N_("applies again"), "copies": N_("copies"), "active": N_("active"),
    "none": N_("none"), "ok": N_("got through"), "busy": N_("busy"), "failed": N_("failed"),
    "second_referral": N_("second form of the same child"),
}  # fmt: skip
SYSTEMS_CHECK = {"active": N_("Active"), "inactive": N_("Inactive"), "pending": N_("Pending")}
METHODS = {
    "phone": N_("phone"), "letter": N_("letter"), "fax": N_("fax"), "mail": N_("mail"),
    "in_person": N_("in person"), "video": N_("video"), "hand": N_("by hand"),
    "other": N_("in another way"),
    "pmmis": "PMMIS", "ivr": "IVR", "des": "DES",
    "kidscare": "KidsCare",
}  # fmt: skip
EVENTS = {
    "referral_received": N_("Referral received"), "items_received": N_("Missing items received"),
    "medical_determination": N_("Medical determination"), "urgent_request": N_("Urgent request"),
    "urgent_response": N_("Urgent request answered"), "document_drafted": N_("Drafted"),
    "document_printed": N_("Printed"), "document_sent": N_("Sent"), "document_returned": N_("Came back"),
    "document_cancelled": N_("Cancelled"), "appointment_made": N_("Appointment booked"),
    "appointment_cancelled": N_("Appointment cancelled"), "visit_attended": N_("Attended"),
    "visit_missed": N_("Missed"), "contact_attempt": N_("Contact attempt"),
    "contact_response": N_("Family answered"), "interview_held": N_("Interview held"),
    "pmmis_checked": N_("PMMIS looked up"), "proofs_reviewed": N_("Proofs reviewed"),
    "papers_requested": N_("Papers asked for"), "papers_received": N_("Papers received"),
    "refusal_recorded": N_("Refusal recorded"), "withdrawal_requested": N_("Withdrawal asked"),
    "inability_recorded": N_("Cannot obtain papers"), "application_offered": N_("Application offered"),
    "application_signed": N_("Medical Assistance application signed"),
    "application_faxed": N_("Application faxed to FAA"),
    "application_by_family": N_("Family applies by itself"),
    "family_application_confirmed": N_("Family's application confirmed"),
    "des_contacted": N_("DES contacted"), "followup_checked": N_("Follow-up checked"),
    "title_referred": N_("Referred for AHCCCS"), "title_result": N_("AHCCCS answer"),
    "altcs_referred": N_("Referred to ALTCS"), "altcs_result": N_("ALTCS answer"),
    "determination_made": N_("Determination made"), "agreement_signed": N_("Agreement signed"),
    "agreement_refused": N_("Agreement refused"), "evaluation_finding": N_("Evaluation finding"),
    "tests_ordered": N_("Tests ordered"), "test_results_received": N_("Test results received"),
    "authorization_rescinded": N_("Authorization rescinded"), "withdrawn": N_("Application withdrawn"),
    "denied": N_("Denied"), "application_terminated": N_("Application ended"), "enrolled": N_("Enrolled"),
    "archived": N_("Archived"), "handed_over": N_("Handed over"), "note": N_("Note"),
    "correction": N_("Correction"), "entered_by_mistake": N_("Entered by mistake"),
    "merged": N_("Merged with another case"),
    "hearing_requested": N_("Hearing requested"), "member_terminated": N_("Membership ended"),
}  # fmt: skip


def named(words: dict[str, str], key: str) -> str:
    """The word for a key; a key nobody named is shown with spaces for its underscores."""
    return say(words[key]) if key in words else key.replace("_", " ").capitalize()


def recipients(to: Iterable[str]) -> str:
    """Who gets a paper, in words."""
    return ", ".join(named(RECIPIENTS, each) for each in to)


def applicant_name(case: Case) -> str:
    """The applicant as a row shows it; a case without a name says so."""
    person = case.applicant
    return person.name if person and person.name else say("(name not known)")


def age(born: date, on: date) -> str:
    """An age as the screens write it: 3 y 4 m; under two years in months too."""
    years = age_on(born, on)
    months = 0
    while months < 11 and add_months(birthday(born, years), months + 1) <= on:
        months += 1
    return say("{years} y {months} m", years=years, months=months)


def turns_21(born: date, on: date) -> str:
    """What the header says of the 21st birthday (20.301)."""
    when = birthday(born, 21)
    if when <= on:
        return say("turned 21 on {day}", day=short_day(when))
    return say("turns 21 on {day}", day=short_day(when))


def short_day(value: date) -> str:
    """A day without its weekday: 4 Mar 2027."""
    return day(value).split(" ", 1)[-1]


def near_day(value: date, today: date) -> str:
    """A day near today, without the year where it is this year's: Fri 3 Apr."""
    words = day(value)
    return words.rsplit(" ", 1)[0] if value.year == today.year else words


def moment(value: Moment, *, long: bool = True) -> str:
    """A moment as the screens write it: Thu 2 Apr 2009 10:00."""
    when = day(value.day) if long else day(value.day).rsplit(" ", 1)[0]
    return f"{when} {value.time:%H:%M}" if value.time else when


def event_title(event: Event) -> str:
    """What happened, in one short line for the timeline."""
    title = named(EVENTS, event.kind) if event.kind in EVENTS else say(acts()[event.kind].label)
    parts = []
    if event.document and event.kind.startswith(("document_", "agreement_", "entered_")):
        parts.append(event.document)
    if event.appointment:
        parts.append(named(APPOINTMENTS, event.appointment).lower())
    if event.outcome:
        parts.append(named(OUTCOMES, event.outcome).lower())
    return f"{title}: {', '.join(parts)}" if any(parts) else title


def event_details(event: Event) -> str:
    """The rest of an event: who, when it is, to whom, how, why."""
    parts = []
    if event.when:
        parts.append(say("for {when}", when=moment(event.when)))
    if event.to:
        parts.append(say("to {whom}", whom=recipients(event.to)))
    if event.method:
        parts.append(named(METHODS, event.method).lower())
    parts += [each for each in (event.name, *event.took_part) if each]
    if event.interpreter:
        parts.append(say("interpreter: {who}", who=event.interpreter))
    if event.kind == "application_faxed" and event.number:
        parts.append(say("to {whom}", whom=event.number))
    if event.kind == "application_faxed" and event.pages:
        parts.append(say("{count} pages", count=event.pages))
    if event.kind in ("merged", "note") and event.number:
        parts.append(say("Case {number}", number=event.number))
    parts += [each for each in (event.reason, event.note) if each]
    if event.items:
        parts.append(", ".join(event.items))
    if event.des is not None:
        parts += _des(event)
    if event.by:
        parts.append(say("entered by {name}", name=event.by))
    return " · ".join(parts)


def _des(event: Event) -> Iterator[str]:
    """What DES wrote on the returned TAD (Attachment A, B.2)."""
    des = event.des
    if des is None:
        return
    if event.effective:
        yield say("from {day}", day=short_day(event.effective))
    if des.case_name or event.number:
        yield say("DES case {name}", name=" ".join(each for each in (des.case_name, event.number) if each))
    if des.systems_check:
        yield say("systems check: {found}", found=named(SYSTEMS_CHECK, des.systems_check).lower())
    if des.phone:
        yield des.phone
    if des.site_code:
        yield say("site code {code}", code=des.site_code)


ACTS = {
    "papers.filed": N_("Received paper filed"), "papers.tad_returned": N_("Returned TAD filed"),
    "papers.scan_viewed": N_("Received paper looked at"), "papers.exported": N_("Paper saved as a file"),
    "papers.faxed_again": N_("Faxed once more"),
    "mistakes.taken_back": N_("Entry taken back"), "mistakes.paper": N_("Paper entered by mistake"),
    "mistakes.case": N_("Case entered by mistake"), "cases.merged": N_("Merged with another case"),
    "cases.parted": N_("Parted again"), "sharing.handed": N_("Handed to a plan in an extract"),
    "records.archived": N_("Sent to the State Archives"),
    "cases.view": N_("Case looked at"), "cases.search": N_("Searched"), "refused": N_("Refused"),
    "ssn.reveal": N_("Social Security number shown"), "transfer.export": N_("Case file saved"),
    "second.signed": N_("A second person signed beside"),
    "second.none": N_("Nobody else could sign beside"),
    "sign_in": N_("Signed in"), "sign_in.failed": N_("Failed sign-in"),
    "sign_in.journal_changed": N_("Journal of sign-ins changed"),
    "desk.recovered": N_("Opened with a recovery code"), "desk.rekeyed": N_("File locked with a new key"),
    "desk.rescued": N_("Damaged database read out"),
    "desk.restored": N_("Back-up brought back"), "desk.set_up": N_("Desk set up"),
    "desk.backup_place": N_("Second folder for back-ups chosen"),
    "people.add": N_("Person added"), "people.change": N_("Roles changed"),
    "people.remove": N_("Person taken off the list"), "people.password": N_("Password changed"),
    "people.recovery_code": N_("New recovery code"), "reports.access": N_("Access report read"),
    "papers.printer": N_("Printed"), "papers.printed_again": N_("Printed again"),
    "calendar.printed": N_("Day list printed"), "hands.over": N_("Handed over"),
}  # fmt: skip


def act(name: str) -> str:
    """A line of the audit trail in words."""
    return say(ACTS[name]) if name in ACTS else name.replace(".", ": ").replace("_", " ")
