"""Preliminary determination, page 2: what the Medical Director or designee decided (20.400-20.403).

Recorded from the signed paper. It becomes an event only when the wizard is
finished, because the notices and their clocks follow from it.
"""

from __future__ import annotations

from crs_intake.domain.case import Case
from crs_intake.domain.event import Event, left_out
from crs_intake.domain.text import N_
from crs_intake.policy.referral import completeness
from crs_intake.words import say
from ui.forms.common import choices, or_none, text
from ui.forms.form import About, Answers, Choice, Field, Note, Page, Values
from ui.forms.happening import own_words, standard_reasons

OUTCOMES = (
    Choice("may_be_eligible", N_("May be eligible")), Choice("not_eligible", N_("Not eligible")),
    Choice("incomplete", N_("Incomplete: items are missing")),
)  # fmt: skip
ROLES = (Choice("director", N_("Medical Director")), Choice("designee", N_("Designee")))
ITEMS = {
    "20.200.1.A": N_("Name, address and phone of the referral source"),
    "20.200.1.B": N_("Relationship of the person who completed the form"),
    "20.200.1.C": N_("Name and sex of the applicant"),
    "20.200.1.D": N_("Name of a parent"),
    "20.200.1.E": N_("Address and phone of the applicant or a parent"),
    "20.200.2.A.1": N_("Physician's document stating the diagnosis"),
    "20.200.2.A.2": N_("Diagnostic test results"),
    "20.200.2.B": N_("Reason the source believes the applicant may be eligible"),
    "20.200.2.C.1": N_("Physician's document stating the individual's diagnosis"),
    "20.200.2.C.2": N_("Available diagnostic test results"),
}


def latest(case: Case, kind: str) -> Event | None:
    """The last event of a kind that was not taken back."""
    taken_back = left_out(case.events)
    found = [each for each in case.events if each.kind == kind and (not each.id or each.id not in taken_back)]
    return found[-1] if found else None


def show(case: Case) -> Values:
    """The last determination."""
    event = latest(case, "medical_determination")
    return {
        "outcome": or_none(event.outcome) if event else None,
        "items": event.items if event else (),
        "reason": or_none(event.reason) if event else None,
        "name": or_none(event.name) if event else None,
        "role": or_none(event.role) if event else None,
        "at": event.at if event else None,
    }


def keep(case: Case, values: Values) -> Case:
    """A determination is an event; the same answers make no second one."""
    if show(case) == values or not values["outcome"] or values["at"] is None:
        return case
    return case.after(
        Event(
            kind="medical_determination", at=values["at"], outcome=values["outcome"], items=values["items"],
            reason=text(values["reason"]), name=text(values["name"]), role=text(values["role"]),
        )
    )  # fmt: skip


def notes(about: About, answers: Answers) -> tuple[Note, ...]:
    """What follows from the outcome."""
    outcome = answers["outcome"]
    if outcome == "not_eligible" and answers["role"] == "designee":
        return (Note("error", say("A denial is the Medical Director's: a designee may find 'may be eligible' "
                                  "or 'incomplete'."), "20.403"),)  # fmt: skip
    says = {
        "may_be_eligible": (N_("The notice of the preliminary determination is due within 14 days of the "
                               "completed referral; the visit within 30 days of the notice."), "20.401"),
        "not_eligible": (N_("The denial with the hearing instructions is due within 14 days of the completed "
                            "referral."), "20.403"),
        "incomplete": (N_("The notice names each missing item and asks for it within 30 days."), "20.402"),
    }  # fmt: skip
    return (Note("note", say(says[outcome][0]), says[outcome][1]),) if outcome in says else ()


def _incomplete(answers: Answers) -> bool:
    return answers["outcome"] == "incomplete"


def _denied(answers: Answers) -> bool:
    return answers["outcome"] == "not_eligible"


def _anew(case: Case) -> bool:
    """After an incomplete notice the next determination is a new one."""
    event = latest(case, "medical_determination")
    return event is not None and event.outcome == "incomplete"


def _suggest(about: About) -> Values:
    missing: tuple[str, ...] = ()
    if about.book is not None:
        missing = completeness(about.case, about.book, about.now, title=about.case.title.enrolled).missing
    return {"at": about.now, "items": tuple(each for each in missing if each in ITEMS)}


PAGE = Page(
    id="decision",
    title=N_("Determination"),
    intro=N_("Recorded from the signed paper."),
    show=show,
    keep=keep,
    notes=notes,
    event=True,
    suggest=_suggest,
    anew=_anew,
    fields=(
        Field(key="outcome", label=N_("Outcome"), kind="choice", choices=OUTCOMES, required=True,
              cite="20.400"),
        Field(key="items", label=N_("Missing items"), kind="many", choices=choices(ITEMS), when=_incomplete,
              required=True, cite="20.402.1"),
        Field(key="reason", label=N_("Reason"), kind="offer", width="full", when=_denied, required=True,
              choices=lambda about: standard_reasons("medical_determination"), warn=own_words, cite="20.403"),
        Field(key="name", label=N_("Decided by"), kind="name", required=True, line="who", cite="20.400"),
        Field(key="role", label=N_("Role"), kind="choice", choices=ROLES, required=True, line="who"),
        Field(key="at", label=N_("Decided on"), kind="moment", required=True,
              check=lambda value, about: "" if value.not_after(about.now)
              else say("This moment has not come yet; check the date")),
    ),
)  # fmt: skip
