"""Records of the case file: the interview, the comparison with PMMIS, the contact and follow-up logs.

Nobody is written to; each prints what was recorded, with the day, the person
and the result, so that the file can be read without the program.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crs_intake.documents.facts import Facts, clock, day_in
from crs_intake.documents.layout import WIDTH, Begin, Grid, Look, Row, Rule, SignHere, build, cell
from crs_intake.documents.style import words
from crs_intake.domain.errors import CannotHappenNow
from crs_intake.domain.event import Event, EventKind
from crs_intake.domain.proofs import Paper
from crs_intake.domain.referral import ReferralPaper
from crs_intake.domain.text import N_
from crs_intake.policy import catalogue as documents_list
from crs_intake.policy import proofs, referral
from crs_intake.policy import records as retention
from crs_intake.words import say

THIN = 0.5
CONTACTS: tuple[EventKind, ...] = ("visit_missed", "contact_attempt", "contact_response", "appointment_made")
FOLLOW_UPS: tuple[EventKind, ...] = (
    "application_faxed", "application_by_family", "family_application_confirmed", "title_referred",
    "des_contacted", "followup_checked", "pmmis_checked", "title_result",
)  # fmt: skip
KIND = {
    "visit_missed": "Visit missed",
    "contact_attempt": "Attempt",
    "contact_response": "The family answered",
    "appointment_made": "Appointment made",
    "application_faxed": "Application faxed",
    "application_by_family": "The family applies by itself",
    "family_application_confirmed": "The family's application confirmed",
    "title_referred": "Referred",
    "des_contacted": "DES contacted",
    "followup_checked": "Status checked",
    "pmmis_checked": "PMMIS looked up",
    "title_result": "Result",
}
RESULTS = {
    "may_be_eligible": "May be medically eligible (20.401)",
    "incomplete": "Cannot be determined: the application is incomplete (20.402)",
    "not_eligible": "Not medically eligible (20.403)",
}
OPEN_RESULT = "may be medically eligible (20.401)  /  incomplete (20.402)  /  not eligible (20.403): mark one"
ENDED = {
    "WITHDRAWN": "application withdrawn", "DENIED": "application denied",
    "APP_TERMINATED": "application terminated", "TERMINATED": "enrollment terminated",
}  # fmt: skip
LANGUAGES = {"en": "English", "es": "Spanish", "other": "another language"}
METHOD = {
    "in_person": "in person", "other": "in another way", "pmmis": "PMMIS", "ivr": "IVR", "des": "DES",
    "kidscare": "KidsCare",
}  # fmt: skip


def interview(facts: Facts) -> bytes:
    """DOC-18: who was interviewed, when, how, by whom, and what was shown and asked for (20.600)."""
    held = facts.last("interview_held")
    refuse_without(facts, "DOC-18", N_("The enrollment interview") if held is None else "")
    assert held is not None  # noqa: S101 - refused above
    case = facts.case
    shown = [proofs.kind_of(p).label for p in case.proofs if p.shown and p.shown <= facts.on]
    asked = [p for p in case.papers if p.requested and p.requested <= facts.on]
    story = [
        _facts([
            ("Date and time", _when(held)),
            ("Manner", METHOD.get(held.method, held.method) or "not recorded"),
            ("Place", _place(facts, held)),
            ("Person interviewed", _with_relation(facts, held.name) or "not recorded"),
            ("Also took part", "; ".join(_with_relation(facts, each) for each in held.took_part)),
            ("Interviewer", held.by or facts.person),
            ("Language", LANGUAGES.get(held.language, held.language)),
            ("Interpreter", held.interpreter or "none noted"), ("Outcome", held.outcome or "recorded below"),
            ("Note", held.note),
        ]),
        words("Proofs shown (20.503)", "form_heading"),
        *_list(shown, "none"),
        words("Papers asked for (20.502)", "form_heading"),
        *_list([_asked(facts, paper) for paper in asked], "none"),
    ]  # fmt: skip
    return record(facts, "DOC-18", story, signer="Interviewer")


def _with_relation(facts: Facts, name: str) -> str:
    known = (p for p in facts.case.people if name.strip() and p.name.casefold() == name.strip().casefold())
    person = next(known, None)
    return f"{name} ({person.relation.replace('_', ' ')})" if person is not None else name


def _place(facts: Facts, held: Event) -> str:
    clinic = facts.clinic_called(held.place) if held.place else None
    return clinic.name if clinic is not None and clinic.name else held.place


def medical_review(facts: Facts) -> bytes:
    """DOC-04: who reviewed what, when, and with which result; before it, the sheet to be signed (20.400)."""
    case, referral_form = facts.case, facts.case.referral
    received = facts.story.completeness.received
    refuse_without(facts, "DOC-04", N_("Day on which the referral was received") if received is None else "")
    found = facts.last("medical_determination")
    papers = [_medical_paper(p) for p in referral_form.papers] if referral_form is not None else []
    story = [
        _facts([
            ("Referral received", _day(received.day if received else None)),
            ("Condition (Chapter 30)", case.condition or "not entered"),
            ("Diagnosis on the form", referral_form.diagnosis if referral_form is not None else ""),
            ("Reviewed on", _when(found) if found is not None else "open"),
            ("Reviewer", _reviewer(found)),
            ("Result", RESULTS.get(found.outcome, found.outcome) if found is not None else OPEN_RESULT),
            ("Reason", found.reason if found is not None else ""),
            ("Entered by", found.by if found is not None else ""),
        ]),
        words("Records reviewed (20.200.2)", "form_heading"), *_list(papers, "the form alone"),
        *_missing(found),
        words("Urgent requests of a plan's Medical Director (20.400)", "form_heading"),
        *_list(_urgent(facts), "none"),
    ]  # fmt: skip
    return record(facts, "DOC-04", story, signer="Medical Director or designee; a denial: Medical Director")


def _medical_paper(paper: ReferralPaper) -> str:
    told = [paper.kind.replace("_", " "), paper.author, f"of {_day(paper.dated)}" if paper.dated else "",
            f"received {_day(paper.received.day)}" if paper.received else "with the form"]  # fmt: skip
    return ", ".join(each for each in told if each)


def _reviewer(found: Event | None) -> str:
    if found is None:
        return "open"
    role = {"director": "Medical Director", "designee": "designee of the Medical Director"}.get(found.role)
    return ", ".join(each for each in (found.name or found.by, role) if each) or "not recorded"


def _missing(found: Event | None) -> list[Any]:
    if found is None or not found.items:
        return []
    items = [f"{say(referral.label_of(item), lang='en')} ({item})" for item in found.items]
    return [words("Missing, so that nothing could be determined (20.402)", "form_heading"), *_list(items, "")]


def _urgent(facts: Facts) -> list[str]:
    kinds = {"urgent_request": "request of", "urgent_response": "answered by"}
    told = [event for event in facts.events if event.kind in kinds]
    return [
        "; ".join(p for p in (f"{_when(e)}: {kinds[e.kind]} {e.name}", e.reason, e.note) if p) for e in told
    ]


def archive(facts: Facts) -> bytes:
    """DOC-48: what goes to the State Archives, and the label of the box; not before three years (20.1000)."""
    story, case = facts.story, facts.case
    closing, until = story.closing, retention.kept_until(story)
    refuse_without(facts, "DOC-48", N_("End of the membership or application") if closing is None else "")
    assert closing is not None and until is not None  # noqa: S101 - refused above
    if "archived" not in story.marks and not retention.is_ready(story):
        raise CannotHappenNow(
            say(N_("The records stay at the site until {day} at least, and while a hearing is open."),
                day=until.day), section="20.1000.2", then=say(N_("Make it from that day on.")),
        )  # fmt: skip
    applicant = facts.applicant
    born = applicant.born if applicant is not None else None
    label = [
        ("Records of", applicant.name if applicant is not None else ""),
        ("Born", _day(born)), ("Case", case.number), ("Sites", ", ".join(case.sites)),
        ("Enrolled", _day(story.member.since if story.member is not None else None)),
        ("How it ended", f"{ENDED.get(closing.state, closing.state)} ({closing.section})"),
        ("Termination date", _day(closing.at.day)), ("Kept at the site until", _day(until.day)),
        ("Retention from here on", "CRSA, by its own policy and its contract with AHCCCS (20.1000.4)"),
    ]  # fmt: skip
    body = [
        words("Retention label: financial enrollment records", "form_heading"), _facts(label),
        words("List of the records", "form_heading"), *_list(_held(facts), "the case file alone"),
        words("The site deletes nothing. Archived records are kept by CRSA (20.1000.3-4).", "cell"),
    ]  # fmt: skip
    return record(facts, "DOC-48", body, signer="Custodian of the records")


def _held(facts: Facts) -> list[str]:
    """The financial enrollment records of a case, by kind, with their days."""
    case, found = facts.case, []
    form = case.financial_application
    if form is not None and form.signed is not None:
        found.append(f"Financial application (DOC-16), signed {_day(form.signed)}")
    for paper in case.papers:
        if paper.received:
            sheets = f", {paper.sheets} sheets" if paper.sheets > 1 else ""
            found.append(f"{_asked(facts, paper)}{sheets}")
    found += [f"{proofs.kind_of(p).label}: shown {_day(p.shown)}" for p in case.proofs if p.shown]
    for event in facts.events:
        if event.kind == "determination_made":
            found.append(f"Payment Responsibility Worksheet (DOC-33) of {_day(event.at.day)}")
        elif event.kind == "agreement_signed":
            found.append(f"{_paper_name(event)}, signed {_day(event.at.day)}")
        elif event.kind == "document_sent":
            found.append(f"{_paper_name(event)}, sent {_day(event.at.day)}")
    return found


def _paper_name(event: Event) -> str:
    listed = documents_list.catalogue().get(event.document)
    return f"{say(listed.name, lang='en')} ({event.document})" if listed is not None else event.document


def _asked(facts: Facts, paper: Paper) -> str:
    came = paper.received is not None and paper.received <= facts.on
    label = say(referral.label_of(paper.kind), lang="en")
    return f"{label}: received {_day(paper.received)}" if came else f"{label}: not received yet"


def pmmis(facts: Facts) -> bytes:
    """DOC-19: what was presented against what PMMIS shows, item by item (20.601.1)."""
    title = facts.case.title
    refuse_without(facts, "DOC-19", N_("The look-up in PMMIS") if title.pmmis is None else "")
    assert title.pmmis is not None  # noqa: S101 - refused above
    seen, shown = title.pmmis, title.presented
    pairs = [
        ("AHCCCS ID", shown.ahcccs_id if shown else "", seen.ahcccs_id),
        ("Name", shown.name if shown else "", seen.name),
        ("Birth date", _day(shown.born) if shown else "", _day(seen.born)),
        ("Photo identification", shown.photo_id if shown else "", "–"),
        ("Other insurance", shown.insurance_card if shown else "", seen.insurance),
        ("Guardianship papers", shown.guardianship_papers if shown else "", seen.guardian),
    ]
    rows = [_heads("Item", "Presented", "PMMIS", "Comparison")]
    rows += [
        Row([cell(item, heading="Row"), cell(mine or "not presented"), cell(theirs or "not shown"),
             cell(_compared(mine, theirs))], THIN)
        for item, mine, theirs in pairs
    ]  # fmt: skip
    note = shown.differences_note if shown else ""
    override = shown.pmmis_override_reason if shown else ""
    story = [
        _facts([("PMMIS looked up on", _day(seen.checked)), ("Enrolled in", _program(seen.program)),
                ("Coverage ended", _day(seen.ended))]),
        Grid(rows, [120, 130, 130, WIDTH - 380], heads=1),
        words("PMMIS is the authority for what is submitted (20.601.1).", "cell"),
        *([words(f"Differences and help from DES or AHCCCSA: {note}", "cell")] if note else []),
        *([words(f"Submitted otherwise than PMMIS shows, because: {override}", "cell")] if override else []),
    ]  # fmt: skip
    return record(facts, "DOC-19", story, signer="Interviewer")


def contacts(facts: Facts) -> bytes:
    """DOC-57: every attempt to reach the family, with date, time, method, person and result (20.1201.D)."""
    refuse_without(facts, "DOC-57")
    return record(facts, "DOC-57", _log([e for e in facts.events if e.kind in CONTACTS]))


def follow_ups(facts: Facts) -> bytes:
    """DOC-30: every look at an undetermined application for Title XIX or XXI (20.602.7-8)."""
    refuse_without(facts, "DOC-30")
    return record(facts, "DOC-30", _log([e for e in facts.events if e.kind in FOLLOW_UPS]))


def _log(events: Sequence[Event]) -> list[Any]:
    if not events:
        return [words("Nothing has been recorded yet.", "cell")]
    rows = [_heads("Date and time", "What", "How", "Person", "Result", "Recorded by")]
    rows += [
        Row([cell(_when(e), heading="Row"), cell(_what(e)), cell(METHOD.get(e.method, e.method)),
             cell(e.name), cell(_result(e)), cell(e.by)], THIN)
        for e in events
    ]  # fmt: skip
    return [Grid(rows, [112, 94, 46, 88, WIDTH - 396, 56], heads=1, gap=8)]


def _what(event: Event) -> str:
    program = {"xix": " (Title XIX)", "xxi": " (Title XXI)", "altcs": " (ALTCS)"}.get(event.program or "", "")
    if event.kind == "appointment_made" and event.when is not None:
        return f"Visit set for {_day(event.when.day)} {clock(event.when.time)}"
    return KIND[event.kind] + program


def _result(event: Event) -> str:
    told = [event.outcome.replace("_", " "), event.reason, event.number and f"no. {event.number}", event.note]
    return "; ".join(part for part in told if part)


def record(facts: Facts, id: str, story: Sequence[Any], *, signer: str = "") -> bytes:
    """A record of the case file: whose it is, what it tells, and who signs."""
    name = say(documents_list.catalogue()[id].name, lang="en")
    applicant = facts.applicant
    head: list[Any] = [
        Begin(f"{id} {name}"),
        words(name, "form_title"),
        _facts([("Applicant", applicant.name if applicant else ""), ("Case", facts.case.number),
                ("Printed for", _day(facts.on))]),
        Rule(WIDTH, before=2, after=4),
    ]  # fmt: skip
    signed = [SignHere(words(signer, "note"), words("Date", "note"), WIDTH)] if signer else []
    return build([*head, *story, *signed], Look(title=f"CRS {id} {name}", foot=f"Case {facts.case.number}"))


def refuse_without(facts: Facts, id: str, *more: str) -> None:
    """Raise Missing without case number, name, or whatever else is named."""
    from crs_intake.documents.catalogue import refuse

    asked = [N_("Case number") if not facts.case.number else "", *more]
    if facts.applicant is None or not facts.applicant.name:
        asked.append(N_("Name of the applicant"))
    refuse([each for each in asked if each], id)


def _facts(pairs: Sequence[tuple[str, str]]) -> Grid:
    rows = [Row([cell(label, "note", heading="Row"), cell(value)]) for label, value in pairs if value]
    return Grid(rows, [120, WIDTH - 120], pad=1.5)


def _list(items: Sequence[str], none: str) -> list[Any]:
    return [words(f"– {item}", "cell") for item in items or [none]]


def _heads(*titles: str) -> Row:
    return Row([cell(title, "cell_bold", heading="Column") for title in titles], 0.75)


def _compared(mine: str, theirs: str) -> str:
    if not mine or not theirs or theirs == "–":
        return "–"
    return "the same" if mine.casefold() == theirs.casefold() else "DIFFERENT: PMMIS counts"


def _program(program: str | None) -> str:
    return {"xix": "Title XIX", "xxi": "Title XXI", "none": "neither"}.get(program or "", "not looked up")


def _when(event: Event) -> str:
    return f"{_day(event.at.day)} {clock(event.at.time)}".strip()


def _day(day: Any) -> str:
    return day_in(day, "en", "medium")
