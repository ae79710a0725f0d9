"""What to do next on a case, in words a person would say, and where it is done.

The worklist says what is next (Enter on a row of Today goes to the same place); here it becomes the
one button of the case page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from crs_intake.casework.worklist import Row
from crs_intake.domain.kept import Draft
from crs_intake.domain.text import N_
from crs_intake.words import say
from ui import flow, names
from ui.views import CaseView, next_appointment


@dataclass(frozen=True)
class Step:
    """What to do next, why, and where it is done: a wizard's page, a paper, or a tab of the case."""

    words: str
    why: str = ""
    section: str = ""
    wizard: str = ""
    page: str = ""
    field: str = ""
    paper: str = ""
    tab: str = ""
    happened: str = ""
    """Kind of an entry that is noted, for example "application_signed"."""
    settings: str = ""
    """Part of the settings, for example "clinic"."""


@dataclass(frozen=True)
class Resume:
    """A wizard left in the middle, in words: Financial worksheet, stopped at Child care, by R. Chavez."""

    words: str
    draft: Draft


# Wizard and page → words of the button.
_PAGES = {
    ("referral", "applicant"): N_("Complete the referral"),
    ("referral", "health"): N_("Enter the items that came"),
    ("preliminary", "condition"): N_("Record the medical determination"),
    ("preliminary", "decision"): N_("Record the medical determination"),
    ("interview", "interview"): N_("Hold the enrollment interview"),
    ("interview", "papers"): N_("Enter the papers that came"),
    ("interview", "pmmis"): N_("Look up PMMIS and enter what it shows"),
    ("worksheet", "household"): N_("Fill in the financial worksheet"),
    ("evaluation", "finding"): N_("Enter the finding of the evaluation"),
    ("evaluation", "tests"): N_("Enter the tests and their results"),
    ("evaluation", "results"): N_("Enter the tests and their results"),
    ("evaluation", "signatures"): N_("Complete the enrollment"),
    ("redetermination", "renewal"): N_("Go on with the redetermination"),
    ("redetermination", "renewal_contact"): N_("Contact the family and set the interview"),
    ("redetermination", "new_agreement"): N_("Enter the new agreement"),
    ("redetermination", "papers"): N_("Enter the papers that came"),
    ("redetermination", "renewed"): N_("Enter the result of the redetermination"),
    ("redetermination", "reapply"): N_("Go on with the new application for AHCCCS"),
    ("termination", "advice"): N_("Advise on leaving"),
    ("termination", "ending"): N_("End the enrollment"),
    ("termination", "after_ending"): N_("Send the letter and the update"),
    ("hearing", "hearing_answer"): N_("Enter the answer of ADHS/CRS"),
    ("hearing", "recommendation"): N_("Enter the recommended decision"),
    ("hearing", "decision_mailed"): N_("Enter the decision"),
}
_CONTACTS = {
    "CLK-02": N_("Book the initial evaluation"), "CLK-32": N_("Try to reach the family"),
    "CLK-33": N_("Try to reach the family"), "CLK-34": N_("Try to reach the family"),
}  # fmt: skip


# What is only asked elsewhere and noted here.
_NOTED = {
    "CLK-09": (N_("Note the answer to the urgent request"), "urgent_response"),
    "CLK-16": (N_("Contact DES and note it"), "des_contacted"),
    "CLK-19": (N_("Note the follow-up with KidsCare"), "followup_checked"),
    "CLK-20": (N_("Note the follow-up with KidsCare"), "followup_checked"),
}
_SETTLED = ("DENIED", "WITHDRAWN", "APP_TERMINATED", "ENROLLED", "ACTIVE", "TERMINATED")


def next_step(view: CaseView) -> Step:
    """The one thing to do next on a case, with why."""
    if view.case.referral is None or view.case.referral.received is None:
        return Step(say("Finish the referral"), say("It is not filed yet."), "20.200",
                    wizard="referral", page="applicant")  # fmt: skip
    if (figures := _figures(view)) is not None:
        return figures
    row = view.next_row
    if row is None:
        return Step("", say("Nothing to do now. {clock}", clock=view.clock))
    step = _of(row, view)
    why = " · ".join(part for part in (row.what, row.clock) if part) or say("No clock runs for it.")
    return replace(step, why=f"{why}. {row.wording}".strip() if row.wording else why, section=row.section)


def _of(row: Row, view: CaseView) -> Step:
    opens = row.opens
    if row.clock_id in _NOTED:
        words, kind = _NOTED[row.clock_id]
        return Step(say(words), happened=kind)
    if opens.wizard:
        words = _PAGES.get((opens.wizard, opens.page), names.WIZARDS.get(opens.wizard, ""))
        return Step(say(words), wizard=opens.wizard, page=opens.page)
    if opens.document:
        return Step(say("Prepare the paper"), paper=opens.document)
    if row.clock_id in ("CLK-13", "CLK-14"):
        return Step(say("File the answer of DES"), tab="documents")
    if opens.part == "contacts":
        booked = next_appointment(view.case)
        past = booked is not None and booked.when is not None and booked.when.not_after(view.at)
        words = N_("Note how the visit went") if past else _CONTACTS.get(row.clock_id, "")
        if not words and booked is None:
            words = N_("Book the initial evaluation")
        return Step(say(words or N_("Open appointments and contacts")), tab="contacts")
    return Step(say("Open the history"), tab=opens.part or "history")


def _figures(view: CaseView) -> Step | None:
    """After an interview outside AHCCCS the figures come next, whatever clock runs (20.602.3)."""
    events = {event.kind for event in view.case.events}
    pmmis = view.case.title.pmmis
    in_ahcccs = pmmis is not None and pmmis.program in ("xix", "xxi")
    ended = view.standing.state in (
        "DENIED",
        "WITHDRAWN",
        "APP_TERMINATED",
        "ENROLLED",
        "ACTIVE",
        "TERMINATED",
    )
    if "interview_held" not in events or "determination_made" in events or in_ahcccs or ended:
        return None
    return Step(say("Fill in the financial worksheet"), say("The interview was held; the figures come next."),
                "20.603", wizard="worksheet", page="household")  # fmt: skip


_APPLICANT = ("PRELIM_ELIGIBLE", "INTERVIEW", "READY", "EVAL_SCHEDULED", "NO_SHOW", "EVALUATED", "TESTING",
              "MED_ELIGIBLE")  # fmt: skip
_ENDED = ("TERMINATED", "RETENTION", "ARCHIVE_READY", "ARCHIVED", "WITHDRAWN", "DENIED", "APP_TERMINATED")


def further(view: CaseView) -> tuple[Step, ...]:
    """The wizards through a case's life that its state allows, each a button of the case page."""
    stands = view.standing
    state, found = stands.state, []
    member = stands.enrolled is not None and state not in _ENDED and state != "HEARING"
    if state in _APPLICANT:
        found.append(Step(say("Initial evaluation"), wizard="evaluation"))
    if member:
        found.append(Step(say("Redetermination"), wizard="redetermination"))
    if member or state == "TERMINATED":
        found.append(Step(say("Termination"), wizard="termination"))
    asked = any(each.startswith("H_") or each == "FILED" for each in stands.substates)
    if asked or "hearing_requested" in stands.may:
        found.append(Step(say("Hearing request"), wizard="hearing"))
    if may_open_parents(view):
        found.append(Step(say("Parents' coverage"), wizard="parents"))
    if state in _ENDED:
        found.append(Step(say("Apply again"), wizard="referral"))
    return tuple(found)


def may_open_parents(view: CaseView) -> bool:
    """The child is or may be KidsCare or S.O.B.R.A. eligible, or the application is open (802.A)."""
    title = view.case.title
    known = title.enrolled or (title.pmmis.program if title.pmmis is not None else None)
    told = any(event.kind == "title_referred" and event.program == "xxi" for event in view.case.events)
    held = any(event.kind == "interview_held" for event in view.case.events)
    return view.case.parents is not None or known in ("xix", "xxi") or told or held


def resumable(drafts: Sequence[Draft]) -> list[Resume]:
    """The wizards that were left in the middle, each once, at the page where it stood."""
    newest: dict[str, Draft] = {}
    for draft in drafts:
        known = newest.get(draft.wizard)
        if known is None or _place(draft) >= _place(known):
            newest[draft.wizard] = draft
    return [Resume(stopped(draft.wizard, draft.page, draft.by_name), draft) for draft in newest.values()]


def stopped(wizard: str, page: str, who: str) -> str:
    """Financial worksheet: stopped at Child care, by R. Chavez."""
    known = flow.WIZARDS.get(wizard)
    if known is not None and any(each.id == page for each in known.pages):
        page = say(known.page(page).title)
    name = names.named(names.WIZARDS, wizard)
    if who:
        return say("{wizard}: stopped at {page}, by {who}", wizard=name, page=page, who=who)
    return say("{wizard}: stopped at {page}", wizard=name, page=page)


def _place(draft: Draft) -> tuple[bool, str, str]:
    return (bool(draft.focus), str(draft.at) if draft.at else "", draft.page)


# Where a fact is asked that a paper lacks: words of its name → (wizard, page), tab, or part of the settings.
_ASKED: tuple[tuple[str, Step], ...] = (
    ("Signature on the Medical", Step("", happened="application_signed")),
    ("Date on the Medical", Step("", happened="application_signed")),
    ("pages of the Medical", Step("", happened="application_signed")),
    ("Fax number of the clinic", Step("", settings="clinic")),
    ("Settings, Clinic", Step("", settings="clinic")), ("hearing", Step("", settings="hearing")),
    ("FAA", Step("", settings="offices")), ("office that serves", Step("", settings="offices")),
    ("Settings, Plans", Step("", settings="plans")), ("Settings, Other", Step("", settings="others")),
    ("Initial evaluation, Tests", Step("", wizard="evaluation", page="tests")),
    ("Member Payment Agreement", Step("", wizard="evaluation", page="signatures")),
    ("Prior authorization", Step("", wizard="evaluation", page="tests")),
    ("initial evaluation", Step("", wizard="evaluation", page="finding")),
    ("insurance company", Step("", wizard="interview", page="insurance")),
    ("policy", Step("", wizard="interview", page="insurance")),
    ("PMMIS", Step("", wizard="interview", page="pmmis")),
    ("Papers that were asked", Step("", wizard="interview", page="papers")),
    ("age, citizenship", Step("", wizard="interview", page="proofs")),
    ("proofs", Step("", wizard="interview", page="proofs")),
    ("Financial worksheet", Step("", wizard="worksheet", page="income")),
    ("membership", Step("", wizard="termination", page="ending")),
    ("of the termination", Step("", wizard="termination", page="ending")),
    ("withdrawal", Step("", happened="withdrawal_requested")),
    ("Appointments", Step("", tab="contacts")), ("visit", Step("", tab="contacts")),
    ("interview", Step("", tab="contacts")),
    ("Medical Director", Step("", wizard="preliminary", page="decision")),
    ("decision", Step("", wizard="preliminary", page="decision")),
    ("finding", Step("", wizard="preliminary", page="decision")),
    ("medically eligible", Step("", wizard="preliminary", page="decision")),
    ("Preliminary", Step("", wizard="preliminary", page="decision")),
    ("referral source", Step("", wizard="referral", page="source")),
    ("physician", Step("", wizard="referral", page="health")),
    ("received", Step("", wizard="referral", page="receipt")),
    ("Application Form", Step("", wizard="referral", page="receipt")),
    ("plan", Step("", wizard="interview", page="pmmis")),
    ("address", Step("", wizard="referral", page="address")),
    ("applicant", Step("", wizard="referral", page="applicant")),
    ("proof", Step("", wizard="interview", page="proofs")),
    ("insurance", Step("", wizard="interview", page="insurance")),
    ("income", Step("", wizard="worksheet", page="income")),
)  # fmt: skip


def where_asked(item: str) -> Step:
    """The page on which a missing fact is asked; the referral where nothing better is known."""
    from crs_intake.documents.blanks import BLANKS

    plain = next((ask for ask, _ in BLANKS.values() if say(ask) == item), item)
    found = next((step for words, step in _ASKED if words.casefold() in plain.casefold()), None)
    return found or Step("", wizard="referral", page="applicant")
