"""Preliminary determination, page 1: the condition from the pick list (20.400).

The list helps to write the name the same way each time. It never decides.
"""

from __future__ import annotations

from dataclasses import replace

from crs_intake.domain.case import Case
from crs_intake.domain.text import N_
from crs_intake.words import say
from ui.forms.common import known, not_known, or_none, referral_of, text, with_referral
from ui.forms.form import NOT_KNOWN, About, Answers, Choice, Field, Note, Page, Values


def _conditions(about: About) -> tuple[Choice, ...]:
    if about.book is None:
        return ()
    site = about.book.site
    later = set(site.conditions) - set(site.on(about.today).conditions)
    names = dict.fromkeys(each.name for each in about.book.conditions if each.name not in later)
    return tuple(Choice(name, name, named=True) for name in names)


def show(case: Case) -> Values:
    """Diagnosis of the form and the condition picked."""
    referral = referral_of(case)
    unknown = "diagnosis" in referral.not_known
    return {
        "diagnosis": or_none(referral.diagnosis) or (NOT_KNOWN if unknown else None),
        "evaluated": referral.evaluated_by_physician,
        "condition": or_none(case.condition),
    }


def keep(case: Case, values: Values) -> Case:
    """The condition into the case; a diagnosis corrected here is the referral's."""
    unknown = not_known(referral_of(case), "diagnosis", values["diagnosis"] is NOT_KNOWN)
    case = with_referral(
        case, diagnosis=text(known(values["diagnosis"])), not_known=unknown,
        evaluated_by_physician=known(values["evaluated"]),
    )  # fmt: skip
    return replace(case, condition=text(values["condition"]))


SYSTEMS = (
    N_("Cardiovascular"), N_("Ear, nose and throat"), N_("Endocrine"), N_("Gastrointestinal"),
    N_("General medical and behavioral"), N_("Genitourinary"), N_("Hemic and lymphatic"),
    N_("Integumentary"), N_("Metabolic"), N_("Musculoskeletal"), N_("Nervous system"), N_("Ophthalmology"),
    N_("Respiratory"),
)  # fmt: skip
"""The groups of the shipped list of conditions, which is data."""


def notes(about: About, answers: Answers) -> tuple[Note, ...]:
    """What the list says of the condition, marked as no decision."""
    if about.book is None or not answers["condition"]:
        return ()
    found = [each for each in about.book.conditions if each.name == answers["condition"]]
    if not found:
        return (Note("note", say("This name is not on the list; it is kept as written."), "20.400"),)
    listed = found[0]
    words = {True: N_("The list names it as a CRS condition ({system})."),
             False: N_("The list names it as excluded ({system})."),
             None: N_("Added by this site.")}  # fmt: skip
    sure = say("The list is not verified; the Medical Director or designee decides.")
    return (Note("note", f"{say(words[listed.covered], system=say(listed.system))} {sure}", "20.400"),)


PAGE = Page(
    id="condition",
    title=N_("Condition"),
    show=show,
    keep=keep,
    notes=notes,
    fields=(
        Field(key="diagnosis", label=N_("Diagnosis on the form"), width="full", not_known=True, settled=True,
              cite="20.200.1.F"),
        Field(key="evaluated", label=N_("Has a physician evaluated the applicant?"), kind="yes_no",
              settled=True, cite="20.200.2"),
        Field(key="condition", label=N_("CRS condition"), kind="offer", choices=_conditions, width="full",
              help=N_("Type a few letters to pick from the list"), cite="20.400"),
    ),
)  # fmt: skip
