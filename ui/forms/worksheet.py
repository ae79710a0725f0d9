"""Worksheet, last page: the three columns and what the family pays, with the one fact that often decides."""

from __future__ import annotations

from dataclasses import replace

from crs_intake.domain.case import Case
from crs_intake.domain.text import N_
from ui.forms.common import known
from ui.forms.form import Field, Page, Values


def show(case: Case) -> Values:
    """The facts that may be switched here."""
    return {"insured": case.coverage.insured, "last_3_months": case.coverage.insured_last_3_months}


def keep(case: Case, values: Values) -> Case:
    """Into the coverage; everything else of it stays."""
    coverage = replace(
        case.coverage,
        insured=known(values["insured"]),
        insured_last_3_months=known(values["last_3_months"]),
    )
    return replace(case, coverage=coverage)


PAGE = Page(
    id="worksheet",
    title=N_("Worksheet"),
    panel="worksheet",
    show=show,
    keep=keep,
    fields=(
        Field(key="insured", label=N_("Covered by other health insurance now?"), kind="yes_no",
              line="insured", cite="20.602.3.B.1"),
        Field(key="last_3_months", label=N_("Covered at any time in the last three months?"), kind="yes_no",
              when=lambda answers: answers["insured"] == "no", line="insured", cite="20.602.3.B.1"),
    ),
)  # fmt: skip
