"""Hearing: the request, the answer of ADHS/CRS, the decision, a rehearing (20.1100)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from crs_intake.domain.case import Case
from crs_intake.domain.event import Event
from crs_intake.domain.money import shown
from crs_intake.domain.text import N_
from crs_intake.policy.hearing import DENIAL_GROUNDS, REHEARING_GROUNDS
from crs_intake.words import say, say_with
from ui.forms.evaluation import in_title
from ui.forms.form import About, Answers, Choice, Door, Note, Values
from ui.forms.happening import (
    Entry,
    Pick,
    ask,
    barred_kinds,
    before,
    methods,
    not_yet,
    page,
    refused,
    standing_events,
)  # fmt: skip

FILES = (
    Choice("applicant", N_("The applicant or member")), Choice("parent", N_("A parent")),
    Choice("representative", N_("A representative")), Choice("provider", N_("A provider")),
)  # fmt: skip
ANSWERS = (Choice("hearing_notice_mailed", N_("Notice of Hearing mailed")),
           Choice("hearing_denied", N_("Request denied in writing")))  # fmt: skip
CONTENTS = {
    "20.1100.N2.A": N_("A · time, place and nature of the hearing"),
    "20.1100.N2.B": N_("B · legal authority and jurisdiction"),
    "20.1100.N2.C": N_("C · statutes and rules involved"),
    "20.1100.N2.D": N_("D · short plain statement of the matters"),
    "20.1100.N2.E": N_("E · the date may be advanced or delayed for good cause or by agreement"),
}  # fmt: skip
DENIED_FOR = {
    "A": N_("A · untimely"), "B": N_("B · not about an adverse action"), "C": N_("C · moot"),
    "D": N_("D · only an automatic change of law"),
}  # fmt: skip
GROUNDS = {
    "A": N_("A · irregularity"), "B": N_("B · misconduct"), "C": N_("C · new evidence"),
    "D": N_("D · passion or prejudice"), "E": N_("E · against evidence or law"),
    "F": N_("F · good cause for not appearing"),
}  # fmt: skip
DECIDED = (Choice("for_applicant", N_("For the applicant or member")),
           Choice("against_applicant", N_("Against the applicant or member")))  # fmt: skip
_OVER = ("hearing_denied", "hearing_withdrawn", "hearing_decided")
_ADVERSE = ("denied", "withdrawn", "application_terminated", "member_terminated")


def _round(case: Case) -> list[Event]:
    """The events from the present request on; none once another adverse action followed its end."""
    found = standing_events(case)
    asked = [at for at, each in enumerate(found) if each.kind == "hearing_requested"]
    if not asked:
        return []
    after, over = found[asked[-1] :], False
    for each in after:
        over = over or each.kind in _OVER
        adverse = each.kind in _ADVERSE or (
            each.outcome == "not_eligible"
            and each.kind in ("medical_determination", "evaluation_finding", "redetermination_completed")
        )
        if over and adverse:
            return []
    return after


def _of(*kinds: str) -> Pick:
    def pick(case: Case) -> Event | None:
        found = [each for each in _round(case) if each.kind in kinds]
        return found[-1] if found else None

    return pick


def _anew(*kinds: str) -> Pick:
    """As `_of`, but a rehearing begins the way to its decision anew."""

    def pick(case: Case) -> Event | None:
        found = _round(case)
        again = [at for at, each in enumerate(found) if each.kind == "rehearing_requested"]
        after = found[again[-1] :] if again else found
        return next((each for each in reversed(after) if each.kind in kinds), None)

    return pick


# -- the request --------------------------------------------------------------------------------------------


def _helped(answers: Answers) -> bool:
    return answers["role"] in ("representative", "provider")


def _request_notes(about: About, answers: Answers) -> tuple[Note, ...]:
    found = about.standing(before(about))
    if found is None:
        return ()
    notes = []
    against = next((paper for paper in found.documents if paper.reason), None)
    if against is not None:
        notes.append(Note("note", say("The adverse action: {action}.", action=say(against.reason)),
                          against.section))  # fmt: skip
    clock = next((each for each in found.clocks if each.id == "CLK-30"), None)
    if clock is not None:
        unmoved = clock.unrolled or clock.due
        notes.append(Note("note", say("30 days from receiving the notice: until {day}; tell the family "
                                      "this day.",
                                      day=unmoved.day), "20.1100"))  # fmt: skip
        if unmoved.day != clock.due.day:
            notes.append(Note("note", say("That is a closed day; a request counts as in time through {day}.",
                                          day=clock.due.day), "20.1100"))  # fmt: skip
    elif against is not None:
        notes.append(Note("due", say("The notice is not sent yet; the 30 days start when the family has it."),
                          "20.1100"))  # fmt: skip
    return tuple(notes)


HANDED = (Choice("adhs_crs", N_("At ADHS/CRS")), Choice("clinic", N_("Here, at the clinic")))


def _handed_here(answers: Answers) -> bool:
    return answers["handed"] == "clinic"


def _went_to(values: Values) -> Mapping[str, object]:
    handed = values.get("handed")
    return {"to": (handed,)} if handed else {}


def _forward(about: About) -> tuple[Door, ...]:
    event = _of("hearing_requested")(before(about))
    if event is None or not event.id or "clinic" not in event.to:
        return ()
    return (Door(N_("Note that it went on to ADHS/CRS"), paper="DOC-50"),)


REQUEST = page(
    "hearing_request", N_("Request"),
    Entry(kinds=("hearing_requested",), pick=_of("hearing_requested"), also=_went_to, fields=(
        ask("role", N_("Who files the request"), choices=FILES, cite="20.1100"),
        ask("name", required=True, line="who"),
        ask("at", N_("Received on"), line="who"),
        ask("consent", N_("The applicant's written consent lies with it"), when=_helped,
            required=lambda answers, about: _helped(answers)),
        ask("method", N_("How it came"), choices=methods("mail", "fax", "in_person", "phone"), line="came"),
        ask("handed", N_("Where it was handed in"), kind="choice", choices=HANDED, line="came",
            cite="20.1100"),
        ask("effective", N_("Day of filing that ADHS/CRS accepts"), when=_handed_here, cite="20.1100"),
        ask("reason", N_("Reason for the request"), required=True, cite="20.1100"),
        ask("note", N_("The action it is about, in the family's words")),
    )),
    intro=N_("In writing, with the applicant's name, the action and the reason."),
    notes=_request_notes, doors=_forward,
)  # fmt: skip


# -- what ADHS/CRS does -----------------------------------------------------------------------------------


def _mailed(answers: Answers) -> bool:
    return answers["kind"] == "hearing_notice_mailed"


def _denied(answers: Answers) -> bool:
    return answers["kind"] == "hearing_denied"


def _barred_grounds(about: About) -> Mapping[str, str]:
    found: Mapping[str, str] = about.once("grounds", before(about), lambda: _no_grounds(about))
    return found


def _no_grounds(about: About) -> Mapping[str, str]:
    found = {}
    for code in DENIED_FOR:
        event = Event(kind="hearing_denied", at=about.now, reason_code=code, reason="-", method="letter")
        words = refused(about, event)
        if words:
            found[code] = words
    return found


def _answer_notes(about: About, answers: Answers) -> tuple[Note, ...]:
    if _mailed(answers):
        words = say("ADHS/CRS mails the notice; it is only tracked here. What it lacks is noted, not issued.")
        return (Note("note", words, "20.1100"),)
    code = answers["reason_code"]
    if _denied(answers) and code in DENIAL_GROUNDS:
        return (Note("note", say(DENIAL_GROUNDS[code]), f"20.1100.{code}"),)
    return ()


ANSWER = page(
    "hearing_answer", N_("Answer of ADHS/CRS"),
    Entry(kinds=("hearing_notice_mailed", "hearing_denied"),
          pick=_of("hearing_notice_mailed", "hearing_denied"), fields=(
        ask("kind", N_("What ADHS/CRS did"), choices=ANSWERS, cite="20.1100",
            barred=barred_kinds("hearing_notice_mailed", "hearing_denied")),
        ask("when", N_("Day and time of the hearing"), when=_mailed),
        ask("place", N_("Place of the hearing"), when=_mailed, width="long"),
        ask("items", N_("What the notice contains"), when=_mailed, cite="20.1100",
            choices=tuple(Choice(key, words) for key, words in CONTENTS.items())),
        ask("reason_code", N_("Ground of the denial"), when=_denied, required=True, barred=_barred_grounds,
            stacked=True,
            choices=tuple(Choice(code, words) for code, words in DENIED_FOR.items()), cite="20.1100"),
        ask("reason", when=_denied, required=True),
        ask("at", N_("Mailed on")),
    )),
    intro=N_("A timely request with name, action and reason gets a Notice of Hearing; another a written "
             "denial."),
    notes=_answer_notes,
)  # fmt: skip


def _withdrawal_notes(about: About, answers: Answers) -> tuple[Note, ...]:
    notice = _of("hearing_notice_mailed")(before(about))
    words = (
        N_("The Notice of Hearing was mailed: the withdrawal is forwarded to the Office of Administrative "
           "Hearings.")
        if notice is not None
        else N_("No Notice of Hearing was mailed: ADHS/CRS accepts the withdrawal and the request is closed.")
    )  # fmt: skip
    return (Note("note", say(words), "20.1100"),)


WITHDRAWAL = page(
    "hearing_withdrawal", N_("Withdrawal"),
    Entry(kinds=("hearing_withdrawn",), pick=_of("hearing_withdrawn"), fields=(
        ask("method", N_("How the withdrawal came"), choices=methods("mail", "fax", "in_person", "phone")),
        ask("name", N_("Who withdraws")),
        ask("at", N_("Received on")),
    )),
    intro=N_("Only when the applicant gives the request up, in writing. Otherwise press Next."),
    notes=_withdrawal_notes, optional=True,
)  # fmt: skip

RECOMMENDED = page(
    "recommendation", N_("Recommended decision"),
    Entry(kinds=("hearing_recommended",), pick=_anew("hearing_recommended"), fields=(
        ask("made", N_("The Administrative Law Judge has recommended a decision"), kind="tick"),
        ask("at", N_("Recommended on"), cite="20.1100"),
        ask("note"),
    )),
    notes=lambda about, answers: (Note("note", say("ADHS/CRS mails the decision within 30 days of it."),
                                       "20.1100"),),
)  # fmt: skip


def _decision_notes(about: About, answers: Answers) -> tuple[Note, ...]:
    if answers["outcome"] == "for_applicant":
        return (Note("good", say("The case goes back to where it was before the adverse action, with its "
                                 "original dates."), "20.1100"),)  # fmt: skip
    if answers["outcome"] == "against_applicant":
        return (Note("note", say("The action stands. A rehearing may be asked for, for one of the "
                                 "grounds A to "
                                 "F."), "20.1100"),)  # fmt: skip
    return ()


DECISION = page(
    "decision_mailed", N_("Decision"),
    Entry(kinds=("hearing_decided",), pick=_anew("hearing_decided"), fields=(
        ask("outcome", N_("What was decided"), choices=DECIDED, cite="20.1100"),
        ask("at", N_("Mailed on")),
        ask("note"),
    )),
    notes=_decision_notes,
)  # fmt: skip


def _rehearing_notes(about: About, answers: Answers) -> tuple[Note, ...]:
    code = answers["reason_code"]
    found = [Note("note", say(REHEARING_GROUNDS[code]), f"20.1100.{code}")] if code in GROUNDS else []
    words = (
        N_("The motion goes to AHCCCS: the applicant or member is in Title XIX or XXI.") if in_title(about)
        else N_("The motion goes to ADHS: the applicant or member is not in Title XIX or XXI.")
    )  # fmt: skip
    return (*found, Note("note", say(words), "20.1100"))


REHEARING = page(
    "rehearing", N_("Rehearing or review"),
    Entry(kinds=("rehearing_requested",), pick=_of("rehearing_requested"), fields=(
        ask("reason_code", N_("Ground of the motion"), cite="20.1100", stacked=True,
            choices=tuple(Choice(code, words) for code, words in GROUNDS.items())),
        ask("reason"),
        ask("name", N_("Who asks for it"), line="who"),
        ask("at", N_("Filed on"), line="who"),
    )),
    notes=_rehearing_notes,
)  # fmt: skip


# -- copies --------------------------------------------------------------------------------------------------


def _cost(about: About, answers: Answers) -> tuple[Note, ...]:
    price = about.book.reading("hearing.copy_price") if about.book is not None else "0"
    try:
        cost = Fraction(price) * int(answers["pages"])
    except ValueError:  # no figure: the setting says in words that it is to be filled in
        return ()
    if not cost:
        return (Note("note", say("No price for copies is set in Settings, Readings."), "20.1100"),)
    return (Note("note", say("Cost: {amount}", amount=shown(cost)), "20.1100"),)


def _copied(values: Values) -> Mapping[str, object]:
    return {"reason": say_with(N_("Copies for the hearing: {pages} pages"), {"pages": values["pages"]})}


COPIES = page(
    "copies", N_("Copies of documents"),
    Entry(kinds=("note",), fixed={"outcome": "copies"}, also=_copied,
          pick=lambda case: None, fields=(
        ask("pages", N_("Pages copied"), cite="20.1100"),
        ask("name", N_("For whom")),
        ask("note", N_("What was withheld, and by which law")),
        ask("at", N_("Given on"), check=not_yet),
    )),
    intro=N_("The applicant may have copies of what is relevant, at the applicant's expense, unless a "
             "law protects "
             "it."),
    notes=_cost,
    optional=True,
)  # fmt: skip

PAGES = (REQUEST, ANSWER, WITHDRAWAL, RECOMMENDED, DECISION, REHEARING, COPIES)
