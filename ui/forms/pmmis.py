"""Enrollment interview, page 2: what AHCCCS's system shows, beside what the family shows (20.601.1).

PMMIS is the authority; another value goes into the submission only with a
reason (AMB-080). For an applicant outside AHCCCS it is one answer.
"""

from __future__ import annotations

from dataclasses import replace

from crs_intake.domain.case import Case
from crs_intake.domain.insurance import Pmmis, Presented
from crs_intake.domain.text import N_
from crs_intake.policy import pmmis
from crs_intake.words import say
from ui.forms.common import born_check, not_future, or_none, read_contact, text
from ui.forms.form import About, Answers, Choice, Door, Field, Note, Page, Values
from ui.forms.health import plans

PROGRAMS = (
    Choice("xix", N_("Title XIX")), Choice("xxi", N_("Title XXI (KidsCare)")),
    Choice("none", N_("Not enrolled")),
)  # fmt: skip
COMPARED = {
    "ahcccs_id": N_("AHCCCS ID"), "name": N_("Name"), "born": N_("Birth date"),
    "insurance": N_("Other insurance"), "guardian": N_("Guardianship"),
}  # fmt: skip


def show(case: Case) -> Values:
    """Both sides of the comparison."""
    there, here = case.title.pmmis or Pmmis(), case.title.presented or Presented()
    return {
        "checked": there.checked, "program": there.program, "ended": there.ended,
        "pmmis_ahcccs_id": or_none(there.ahcccs_id), "pmmis_name": or_none(there.name),
        "pmmis_born": there.born, "pmmis_insurance": or_none(there.insurance),
        "pmmis_guardian": or_none(there.guardian),
        "shown_ahcccs_id": or_none(here.ahcccs_id), "shown_name": or_none(here.name),
        "shown_born": here.born, "shown_insurance": or_none(here.insurance_card),
        "shown_guardian": or_none(here.guardianship_papers),
        "photo_id": or_none(here.photo_id),
        "plan": or_none(case.title.plan.name) if case.title.plan else None,
        "differences": or_none(here.differences_note), "override": or_none(here.pmmis_override_reason),
    }  # fmt: skip


def keep(case: Case, values: Values) -> Case:
    """Both sides into the title facts."""
    there = Pmmis(
        checked=values["checked"], program=values["program"], ended=values["ended"],
        ahcccs_id=text(values["pmmis_ahcccs_id"]), name=text(values["pmmis_name"]),
        born=values["pmmis_born"], insurance=text(values["pmmis_insurance"]),
        guardian=text(values["pmmis_guardian"]),
    )  # fmt: skip
    here = Presented(
        ahcccs_id=text(values["shown_ahcccs_id"]), name=text(values["shown_name"]),
        born=values["shown_born"], photo_id=text(values["photo_id"]),
        insurance_card=text(values["shown_insurance"]), guardianship_papers=text(values["shown_guardian"]),
        differences_note=text(values["differences"]), pmmis_override_reason=text(values["override"]),
    )  # fmt: skip
    title = replace(
        case.title,
        pmmis=None if there == Pmmis() else there,
        presented=None if here == Presented() else here,
        plan=read_contact(case.title.plan, name=text(values["plan"])),
    )
    return replace(case, title=title)


def enrolled(answers: Answers) -> bool:
    """Whether PMMIS shows Title XIX or XXI."""
    return answers["program"] in ("xix", "xxi")


def notes(about: About, answers: Answers) -> tuple[Note, ...]:
    """Each difference by name, and what stands for the submission."""
    if answers["program"] == "none":
        return (Note("note", say("Not in AHCCCS: proofs of age, citizenship and residency and the financial "
                                 "screening follow."), "20.602"),)  # fmt: skip
    if not enrolled(answers):
        return ()
    different = [say(row.label) for row in pmmis.differences(about.case)]
    if not different:
        return (Note("good", say("No difference between PMMIS and what was presented."), "20.601.1"),)
    return (
        Note("due", say("Different from PMMIS: {items}. PMMIS goes into the submission; help the family to "
                        "put it right with DES (Title XIX) or AHCCCSA (Title XXI).",
                        items=", ".join(different)), "20.601.1"),
    )  # fmt: skip


def _pair(key: str, words: str, kind: str = "text") -> tuple[Field, Field]:
    side = {"line": key, "section": N_("Comparison"), "when": enrolled,
            "width": None if kind == "day" else "medium",
            "check": born_check if kind == "day" else None}  # fmt: skip
    return (
        Field(key=f"pmmis_{key}", label=f"{words} in PMMIS", kind=kind, cite="20.601.1", **side),  # type: ignore[arg-type]
        Field(key=f"shown_{key}", label=f"{words} as presented", kind=kind, **side),  # type: ignore[arg-type]
    )


# The pairs' labels, written out once so that the catalogues know them.
_LABELS = (
    N_("AHCCCS ID in PMMIS"), N_("AHCCCS ID as presented"), N_("Name in PMMIS"), N_("Name as presented"),
    N_("Birth date in PMMIS"), N_("Birth date as presented"), N_("Other insurance in PMMIS"),
    N_("Other insurance as presented"), N_("Guardianship in PMMIS"), N_("Guardianship as presented"),
)  # fmt: skip


def _parents(about: About) -> tuple[Door, ...]:
    """The parents of a child who is or may be KidsCare or S.O.B.R.A. eligible may have coverage (802.A)."""
    title = about.case.title
    known = title.enrolled or (title.pmmis.program if title.pmmis is not None else None)
    found = about.assess()
    maybe = found is not None and {"xix", "xxi"} & set(found.screening.potential)
    if known in ("xix", "xxi") or maybe or about.case.parents is not None:
        return (Door(N_("Parents' coverage"), wizard="parents", page="parents_application"),)
    return ()


PAGE = Page(
    doors=_parents,
    id="pmmis",
    title=N_("AHCCCS check"),
    show=show,
    keep=keep,
    notes=notes,
    suggest=lambda about: {"checked": about.today},
    fields=(
        Field(key="program", label=N_("PMMIS shows"), kind="choice", choices=PROGRAMS, required=True,
              cite="20.601.2"),
        Field(key="checked", label=N_("Looked up on"), kind="day", required=True, check=not_future,
              line="checked"),
        Field(key="ended", label=N_("Coverage ended on"), kind="day", when=enrolled, line="checked"),
        *(each for key, words in COMPARED.items()
          for each in _pair(key, words, "day" if key == "born" else "text")),
        Field(key="photo_id", label=N_("Photo identification, and of whom"), when=enrolled, width="full",
              section=N_("Comparison"), cite="20.401.2.F"),
        Field(key="plan", label=N_("AHCCCS health plan"), kind="offer", choices=plans, when=enrolled,
              width="medium", section=N_("Comparison"), settled=True),
        Field(key="differences", label=N_("Differences, and the help given"), when=enrolled, width="full",
              section=N_("Comparison"), cite="20.601.1"),
        Field(key="override", label=N_("Reason for a value other than PMMIS's"), when=enrolled, width="full",
              section=N_("Comparison"), cite="20.601.1"),
    ),
)  # fmt: skip
