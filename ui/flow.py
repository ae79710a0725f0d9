"""The table of contents: which pages each wizard has, in which order."""

from __future__ import annotations

from crs_intake.domain.text import N_
from ui.forms import (
    address,
    applicant,
    care,
    condition,
    costs,
    decision,
    details,
    due,
    employment,
    evaluation,
    health,
    hearing,
    household,
    income,
    insurance,
    interview,
    papers,
    parents,
    parents_after,
    pmmis,
    proofs,
    receipt,
    redetermination,
    source,
    status,
    termination,
    worksheet,
)  # fmt: skip
from ui.forms.form import Wizard

WIZARDS: dict[str, Wizard] = {
    each.name: each
    for each in (
        Wizard(
            name="referral",
            title=N_("Referral"),
            pages=(applicant.PAGE, source.PAGE, address.PAGE, health.PAGE, receipt.PAGE),
            finish=N_("File the referral"),
        ),
        Wizard(
            name="preliminary",
            title=N_("Preliminary medical determination"),
            pages=(condition.PAGE, decision.PAGE),
            finish=N_("Record the determination"),
        ),
        Wizard(
            name="interview",
            title=N_("Enrollment interview"),
            pages=(
                interview.PAGE, pmmis.PAGE, details.PAGE, status.PAGE, proofs.PAGE, insurance.PAGE,
                household.PAGE, papers.PAGE,
            ),
            finish=N_("Record the interview"),
        ),
        Wizard(
            name="worksheet",
            title=N_("Financial worksheet"),
            pages=(household.PAGE, income.PAGE, care.PAGE, employment.PAGE, costs.PAGE, worksheet.PAGE),
            finish=N_("Decide"),
        ),
        Wizard(
            name="parents",
            title=N_("Parents' coverage"),
            pages=(
                parents.APPLICATION, parents.WILLINGNESS, parents.LIST, parents.INCOME,
                parents_after.CHECKS, parents_after.DECISION, parents_after.AFTER,
            ),
            finish=N_("Keep the application"),
        ),
        Wizard(
            name="evaluation",
            title=N_("Initial evaluation"),
            pages=(*evaluation.PAGES, due.PAGE),
            finish=N_("Record the evaluation"),
            along=True,
        ),
        Wizard(
            name="redetermination",
            title=N_("Redetermination"),
            pages=(*redetermination.PAGES[:7], papers.PAGE, *redetermination.PAGES[7:], due.PAGE),
            finish=N_("Record the redetermination"),
            along=True,
        ),
        Wizard(
            name="termination",
            title=N_("Termination"),
            pages=(*termination.PAGES, due.PAGE),
            finish=N_("Record the termination"),
            along=True,
        ),
        Wizard(
            name="hearing",
            title=N_("Hearing request"),
            pages=(*hearing.PAGES, due.PAGE),
            finish=N_("Record the hearing"),
            along=True,
        ),
    )
}  # fmt: skip
