"""Enrollment interview, page 4: citizenship and residency as stated (20.302, 20.303).

The statements; the papers that prove them are the next page. "Not known yet"
keeps the question open and denies nothing.
"""

from __future__ import annotations

from dataclasses import replace

from crs_intake.domain.case import Case
from crs_intake.domain.text import N_
from ui.forms.common import known, or_none, text
from ui.forms.details import in_ahcccs
from ui.forms.findings import findings
from ui.forms.form import About, Answers, Choice, Field, Note, Page, Values

CITIZENSHIPS = (
    Choice("us_citizen", N_("U.S. citizen")), Choice("qualified_alien", N_("Qualified alien")),
    Choice("nondocumented", N_("Non-documented alien")), Choice("visitor", N_("Visitor")),
    Choice("other", N_("Other")),
)  # fmt: skip


def _alien(answers: Answers) -> bool:
    return answers["citizenship"] == "qualified_alien"


def _nondocumented(answers: Answers) -> bool:
    return answers["citizenship"] == "nondocumented"


def show(case: Case) -> Values:
    """The statements."""
    said = case.eligibility
    return {
        "citizenship": said.citizenship, "exempt": said.alien_exempt_group,
        "five_years": said.alien_five_years,
        "since_1996": said.alien_since_1996, "document": or_none(said.alien_document),
        "crs_enrolled": said.crs_enrolled, "lives": said.lives_in_arizona,
        "remains": said.intends_to_remain, "no_other": said.no_other_residency_proof,
    }  # fmt: skip


def keep(case: Case, values: Values) -> Case:
    """The statements into the case."""
    said = replace(
        case.eligibility,
        citizenship=values["citizenship"], alien_exempt_group=known(values["exempt"]),
        alien_five_years=known(values["five_years"]), alien_since_1996=known(values["since_1996"]),
        alien_document=text(values["document"]), crs_enrolled=values["crs_enrolled"],
        lives_in_arizona=known(values["lives"]), intends_to_remain=known(values["remains"]),
        no_other_residency_proof=known(values["no_other"]),
    )  # fmt: skip
    return replace(case, eligibility=said)


def notes(about: About, answers: Answers) -> tuple[Note, ...]:
    """Where the two tests stand."""
    return findings(about, "citizenship", "residency")


PAGE = Page(
    id="status",
    title=N_("Citizenship and residency"),
    show=show,
    keep=keep,
    notes=notes,
    closed=in_ahcccs,
    fields=(
        Field(key="citizenship", label=N_("Citizenship of the applicant"), kind="choice", required=True,
              choices=CITIZENSHIPS, cite="20.302"),
        Field(key="exempt", label=N_("Belongs to a group that federal law exempts?"), kind="yes_no",
              when=_alien, cite="20.302"),
        Field(key="five_years", label=N_("A qualified alien for five years or more?"), kind="yes_no",
              when=_alien, cite="20.302"),
        Field(key="since_1996", label=N_("In the United States without a break since August 21, 1996?"),
              kind="yes_no", when=_alien, cite="20.302"),
        Field(key="document", label=N_("Document that shows the alien status"), when=_alien, required=True,
              width="full", cite="20.302"),
        Field(key="crs_enrolled", label=N_("First enrolled in CRS on"), kind="day", when=_nondocumented,
              required=True, cite="20.302"),
        Field(key="lives", label=N_("Lives in Arizona?"), kind="yes_no", required=True,
              section=N_("Residency"), cite="20.303"),
        Field(key="remains", label=N_("Intends to remain in Arizona?"), kind="yes_no", required=True,
              section=N_("Residency"), cite="20.303"),
        Field(key="no_other", label=N_("None of the other residency proofs can be had?"), kind="yes_no",
              section=N_("Residency"), cite="20.503.1.C",
              help=N_("Only then may the affidavit stand for them")),
    ),
)  # fmt: skip
