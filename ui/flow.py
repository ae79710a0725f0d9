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
    employment,
    health,
    household,
    income,
    insurance,
    interview,
    papers,
    pmmis,
    proofs,
    receipt,
    source,
    status,
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
    )
}  # fmt: skip
