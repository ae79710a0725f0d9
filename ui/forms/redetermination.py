"""Redetermination of a member: which class, what the family brings, the result (20.800)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from crs_intake.domain.calendar import add_months, birthday
from crs_intake.domain.case import Case
from crs_intake.domain.event import Event
from crs_intake.domain.insurance import Pmmis
from crs_intake.domain.text import N_
from crs_intake.words import listed, say
from ui.forms.evaluation import in_title
from ui.forms.form import About, Answers, Choice, Door, Note, Page, Values
from ui.forms.happening import (
    PROGRAMS,
    Entry,
    ask,
    barred_kinds,
    before,
    last,
    methods,
    page,
    standing_events,
)  # fmt: skip
from ui.forms.interview import LANGUAGES, MODES
from ui.forms.papers import KINDS

Class = Literal["title", "lost", "above", "below", "open"]
ASKED_BY = (
    Choice("contractor", N_("CRS asks for information")),
    Choice("member", N_("The member or a parent asks in writing")),
)
FOUND = (
    Choice("xix", N_("Active in Title XIX")), Choice("xxi", N_("Active in Title XXI")),
    Choice("none", N_("In neither")),
)  # fmt: skip
AGAIN = (
    Choice("application_by_family", N_("The family applies by itself")),
    Choice("title_referred", N_("CRS has referred the family")),
)
ANSWERS = (Choice("approved", N_("Eligible")), Choice("denied", N_("Not eligible")))
RESULTS = (
    Choice("eligible", N_("Remains eligible for CRS")),
    Choice("not_eligible", N_("No longer meets the requirements")),
)
_RECORDS = ("pay_stubs", "w2", "tax_return", "quarterly_statement", "unearned_income")


# -- the round -----------------------------------------------------------------------------------------


def round_of(found: list[Event]) -> int:
    """Where the present redetermination begins: behind the enrollment, or behind the last one."""
    start, renewing = 0, False
    for at, each in enumerate(found):
        if each.kind in ("redetermination_completed", "enrolled", "evaluation_finding"):
            start, renewing = at + 1, False
        elif each.kind in ("redetermination_requested", "redetermination_contact") or _notice(each):
            renewing = True
        elif each.kind == "agreement_signed" and not renewing:  # it completed the enrollment
            start = at + 1
    return start


def _notice(event: Event) -> bool:
    return event.kind == "document_sent" and event.document in ("DOC-40", "DOC-42")


# -- which class ---------------------------------------------------------------------------------------


def class_of(about: About) -> Class:
    """Title member, title lost, State Only above 200 %, at or below, or not known yet (20.800.4.A-C)."""
    found = about.standing(before(about))
    if found is not None and found.pathway in ("xix", "xxi"):
        return "title"
    if _title_lost(about):
        return "lost"
    assessment = about.assess()
    if assessment is None or assessment.payment.cls in ("undetermined",):
        return "open"
    return "above" if "above_200" in assessment.payment.cls else "below"


def _title_lost(about: About) -> bool:
    found = about.standing(before(about))
    if found is not None and "TITLE_REAPPLY" in (found.state, *found.substates):
        return True
    return before(about).title.enrolled is not None


_CLASS_SAYS: dict[Class, tuple[str, str]] = {
    "title": (N_("Class A: Title XIX or XXI. Look the member up in PMMIS; if still active, send the "
                 "notice with "
                 "the new expiration date. No payment agreement is asked."), "20.800.4.A"),
    "lost": (N_("Class B: no longer in Title XIX or XXI. The family applies again at DES or AHCCCSA and/or "
                "completes a financial application and an interview."), "20.800.4.B"),
    "above": (N_("Class C: State Only above 200 % of the guideline. If the net income has stayed above, "
                 "a new "
                 "Member Payment Agreement within 30 days of the notice; if not, a financial interview."),
              "20.800.4.C"),
    "below": (N_("State Only at or below 200 % of the guideline: the same notice, and a financial "
                 "interview."),
              "20.800.4.C"),
    "open": (N_("State Only; the household's share of the guideline is not known: notice and a financial "
                "interview."), "20.800.4.C"),
}  # fmt: skip


def _bring(about: About, found: Class) -> Note:
    if found == "title":
        return Note("note", say("The family brings: the AHCCCS ID card."), "20.800.4.A.1")
    records = listed([say(KINDS[key]) for key in _RECORDS])
    if found == "above":
        words = say("The family brings the signed new agreement; if the income fell: {records}.",
                    records=records)  # fmt: skip
        return Note("note", words, "20.800.4.C.2-3")
    return Note("note", say("The family brings the financial application and: {records}. Papers that cannot "
                            "change any more are not asked for "
                            "again.", records=records), "20.502")  # fmt: skip


def _class_notes(about: About, answers: Answers) -> tuple[Note, ...]:
    kind = class_of(about)
    words, section = _CLASS_SAYS[kind]
    return (Note("note", say(words), section), _bring(about, kind), *_dates(about),
            Note("note", say("Medical eligibility is not part of this. If the member no longer meets it, the "
                             "enrollment ends for reason A in the wizard "
                             "Termination."), "20.800.4"))  # fmt: skip


def _dates(about: About) -> tuple[Note, ...]:
    found = about.standing(before(about))
    if found is None or found.expires is None:
        return ()
    notes = [Note("due", say("The enrollment expires on {day}.", day=found.expires.day), "20.900.1.G")]
    for clock in found.clocks:
        if clock.id == "CLK-23" and clock.status in ("open", "overdue"):
            sign: Literal["error", "due"] = "error" if clock.status == "overdue" else "due"
            notes.append(Note(sign, say("The notice must go out by {day}, at least 45 days before.",
                                        day=clock.due.day), "20.800.4.C.1"))  # fmt: skip
    sent = [each for each in standing_events(before(about)) if each.kind == "document_sent"
            and each.document == "DOC-42"]  # fmt: skip
    if sent:
        notes.append(Note("good", say("The notice went out on {day}.", day=sent[-1].at.day), "20.800.4.C.1"))
    person = before(about).applicant
    if person is not None and person.born is not None:
        turns = birthday(person.born, 21)
        if turns <= add_months(found.expires.day, 12):
            notes.append(Note("due", say("Turns 21 on {day}: the enrollment ends that day; no renewal goes "
                                         "past the day before.", day=turns), "20.900.1.A"))  # fmt: skip
    if "DECISION_PENDING" in found.substates:
        notes.append(Note("due", say("The member did everything; the enrollment is held until the decision."),
                          "20.900.1.G"))  # fmt: skip
    return tuple(notes)


def _notice_door(about: About) -> tuple[Door, ...]:
    found = about.standing(before(about))
    due = found is not None and any(
        paper.id == "DOC-42" and paper.status in ("due", "drafted", "printed") for paper in found.documents
    )
    notice = (Door(N_("Prepare the expiration notice"), paper="DOC-42"),) if due else ()
    return (*notice, Door(N_("Open the termination"), wizard="termination"))


CLASS = Page(
    id="renewal", title=N_("Class and dates"), fields=(), show=lambda case: {},
    keep=lambda case, values: case, notes=_class_notes, doors=_notice_door,
)  # fmt: skip


# -- what happens ---------------------------------------------------------------------------------------


def _by_crs(answers: Answers) -> bool:
    return answers["role"] == "contractor"


def _asked_notes(about: About, answers: Answers) -> tuple[Note, ...]:
    says = {
        "contractor": (N_("The letter names what is needed and by when; without another day the family "
                          "has 30 "
                          "days. Medical information is not asked for in this way."), "20.800.1"),
        "member": (N_("Contact the family and set the financial interview within 30 days of receiving the "
                      "request."), "20.800.3"),
    }  # fmt: skip
    role = answers["role"]
    return (Note("note", say(says[role][0]), says[role][1]),) if role in says else ()


ASKED = page(
    "renewal_asked", N_("Request"),
    Entry(kinds=("redetermination_requested",), pick=last("redetermination_requested", since=round_of),
          fields=(
        ask("role", N_("Who asks"), choices=ASKED_BY, cite="20.800.1-2"),
        ask("method", N_("How the request came"), choices=methods("mail", "fax", "in_person", "phone"),
            when=lambda answers: answers["role"] == "member"),
        ask("name", N_("Name of the person who asks"), when=lambda answers: answers["role"] == "member"),
        ask("note", N_("What is needed"), when=_by_crs),
        ask("effective", N_("Due by"), when=_by_crs, cite="20.800.1"),
        ask("at", N_("Asked on")),
    )),
    intro=N_("Only when CRS or the family asks; a renewal before the expiration date needs no request."),
    notes=_asked_notes,
)  # fmt: skip


def _with_pmmis(case: Case, values: Values) -> Case:
    """What PMMIS shows is a fact of the case too: the worksheet looks at it."""
    program, at = values.get("outcome"), values.get("at")
    if program not in ("xix", "xxi", "none") or at is None:
        return case
    old = case.title.pmmis or Pmmis()
    if old.program == program:
        return case
    return replace(case, title=replace(case.title, pmmis=replace(old, program=program, checked=at.day)))


def _program(values: Values) -> Mapping[str, object]:
    found = values.get("outcome")
    return {"program": found} if found in ("xix", "xxi") else {}


LOOKED_UP = page(
    "renewal_pmmis", N_("Title XIX and XXI"),
    Entry(kinds=("pmmis_checked",), pick=last("pmmis_checked", since=round_of), also=_program, fields=(
        ask("outcome", N_("What PMMIS shows"), choices=FOUND, cite="20.800.4.A.1"),
        ask("at", N_("Looked up on")),
    )),
    facts=_with_pmmis,
)  # fmt: skip


def _still_in(about: About) -> str:
    if in_title(about):
        return say("The member is in Title XIX or XXI: nothing to apply for (20.800.4.A)")
    return ""


REAPPLY = page(
    "reapply", N_("New application for AHCCCS"),
    Entry(kinds=("application_by_family", "title_referred"), bar=_still_in,
          pick=last("application_by_family", "title_referred", since=round_of), fields=(
        ask("kind", N_("How the family applies again"), choices=AGAIN, cite="20.800.4.B",
            barred=barred_kinds("application_by_family", "title_referred")),
        ask("program", choices=PROGRAMS, required=True, kind="choice"),
        ask("at", N_("Applied or referred on")),
    )),
    intro=N_("Where the household may be in Title XIX or XXI; else the financial interview is enough."),
)  # fmt: skip


def _nothing_asked(about: About) -> str:
    events = standing_events(before(about))
    kinds = {each.kind for each in events[round_of(events) :]}
    if kinds & {"application_by_family", "title_referred", "application_signed"}:
        return _still_in(about)
    return _still_in(about) or say("No new application for Title XIX or XXI is noted (20.800.4.B)")


def _reason_denied(answers: Answers) -> bool:
    return answers["outcome"] == "denied"


ANSWER = page(
    "title_answer", N_("Answer of DES or KidsCare"),
    Entry(kinds=("title_result",), bar=_nothing_asked, pick=last("title_result", since=round_of), fields=(
        ask("outcome", N_("What was decided"), choices=ANSWERS, cite="20.800.4.B"),
        ask("program", choices=PROGRAMS, required=True, kind="choice"),
        ask("reason", N_("Reason in words, never a bare code"), when=_reason_denied, required=True),
        ask("at", N_("Answered on")),
    )),
)  # fmt: skip


def _interview_booked(case: Case) -> Event | None:
    """The financial interview that stands in the book, or was held."""
    events, found = standing_events(case), None
    for each in events[round_of(events) :]:
        if each.appointment == "interview" and each.kind == "appointment_made":
            found = each
        elif each.appointment == "interview" and each.kind in ("visit_missed", "appointment_cancelled"):
            found = None
    return found


CONTACT = page(
    "renewal_contact", N_("Contact and appointment"),
    Entry(kinds=("redetermination_contact",), pick=last("redetermination_contact", since=round_of), fields=(
        ask("name", N_("Who was reached"), section=N_("Contact"), cite="20.800.3"),
        ask("method", choices=methods("phone", "mail", "in_person"), section=N_("Contact")),
        ask("at", N_("Reached on"), section=N_("Contact")),
    )),
    Entry(kinds=("appointment_made",), prefix="interview_", fixed={"appointment": "interview"},
          pick=_interview_booked,
          fields=(
        ask("when", N_("Day and time of the financial interview"), prefix="interview_",
            section=N_("Financial interview"), cite="20.800.4.C.3"),
        ask("at", N_("Set on"), prefix="interview_", section=N_("Financial interview")),
    )),
    intro=N_("Within 30 days of the member's request, or of the notice before expiration."),
)  # fmt: skip

HELD = page(
    "renewal_interview", N_("Financial interview"),
    Entry(kinds=("interview_held",), pick=last("interview_held", since=round_of), fields=(
        ask("method", N_("How"), choices=MODES, cite="20.600"),
        ask("name", N_("With whom"), required=True, line="who"),
        ask("at", N_("Held on"), line="who"),
        ask("language", N_("Language of the interview"), kind="choice", choices=LANGUAGES),
    )),
)  # fmt: skip


def _figures(about: About, answers: Answers) -> tuple[Note, ...]:
    kind = class_of(about)
    if kind == "title":
        return (Note("good", say("A Title XIX or XXI member needs no worksheet."), "20.604.4.D"),)
    made = last("determination_made", since=round_of)(before(about))
    found = []
    if made is not None:
        found.append(Note("good", say("The worksheet was decided anew on {day}.", day=made.at.day),
                          "20.603.5"))  # fmt: skip
    elif kind == "above":
        found.append(Note("note", say("If the family states that the income stayed above 200 %, the new "
                                      "agreement "
                                      "is enough; otherwise fill in a new "
                                      "worksheet."), "20.800.4.C.2-3"))  # fmt: skip
    else:
        found.append(Note("due", say("Fill in the worksheet with today's figures; it is kept as a new "
                                     "version."),
                          "20.603.5"))  # fmt: skip
    assessment = about.assess()
    if assessment is not None:
        from crs_intake.words import say_with

        found.append(Note("note", say_with(assessment.payment.sentence, assessment.payment.inputs)))
    return tuple(found)


WORKSHEET = Page(
    id="renewal_figures", title=N_("New worksheet"), fields=(), show=lambda case: {},
    keep=lambda case, values: case, notes=_figures,
    doors=lambda about: () if in_title(about) else (
        Door(N_("Open the financial worksheet"), wizard="worksheet", page="household"),),
)  # fmt: skip


def _no_agreement(about: About) -> str:
    kind = class_of(about)
    if kind == "title":
        return say("No payment agreement is asked of a Title XIX or XXI member (20.800.4.A.3)")
    if kind == "below":
        return say("A new agreement is asked for only above 200 %; the old one stays (20.800.4.C.2)")
    return ""


def _new_agreement(case: Case) -> Event | None:
    """The agreement of this round: signed after it had begun."""
    return last("agreement_signed", since=round_of, where=lambda event: event.document == "DOC-34")(case)


AGREEMENT = page(
    "new_agreement", N_("New agreement"),
    Entry(kinds=("agreement_signed",), fixed={"document": "DOC-34"}, bar=_no_agreement, pick=_new_agreement,
          fields=(
        ask("signer", N_("Member Payment Agreement signed by"), cite="20.800.4.C.2"),
        ask("at", N_("Signed on")),
    )),
    intro=N_("Signed and returned within 30 days of the notice, when the net income stayed above 200 %."),
)  # fmt: skip


def _result_notes(about: About, answers: Answers) -> tuple[Note, ...]:
    if answers["outcome"] == "not_eligible":
        return (Note("due", say("The enrollment ends for reason A; the letter with the hearing rights "
                                "is due."),
                     "20.900.1.A"),)  # fmt: skip
    found = about.standing(about.case) if len(about.case.events) > len(before(about).events) else None
    if answers["outcome"] == "eligible" and found is not None and found.expires is not None:
        return (Note("note", say("New expiration date: {day}. The notice of continued eligibility tells it.",
                                 day=found.expires.day), "20.800.4.A.2, C.4"),)  # fmt: skip
    return ()


RESULT = page(
    "renewed", N_("Result"),
    Entry(kinds=("redetermination_completed",), pick=lambda case: None, fields=(
        ask("outcome", N_("What was decided"), choices=RESULTS, cite="20.800.4"),
        ask("reason", when=lambda answers: answers["outcome"] == "not_eligible", required=True),
        ask("at", N_("Decided on")),
    )),
    notes=_result_notes,
)  # fmt: skip

PAGES = (CLASS, ASKED, LOOKED_UP, REAPPLY, ANSWER, CONTACT, HELD, WORKSHEET, AGREEMENT, RESULT)
