"""Worksheet, last page: the three columns and what the family pays, with the one fact that often decides."""

from __future__ import annotations

from dataclasses import replace

from crs_intake.domain.case import Case
from crs_intake.domain.text import N_
from ui.forms.common import known
from ui.forms.form import About, Field, Page, Values


def show(case: Case) -> Values:
    """The facts that may be switched here; a reason is of the determination, not of the case."""
    insured = case.coverage
    return {"insured": insured.insured, "last_3_months": insured.insured_last_3_months, "reason": ""}


def keep(case: Case, values: Values) -> Case:
    """Into the coverage; everything else of it stays."""
    coverage = replace(
        case.coverage,
        insured=known(values["insured"]),
        insured_last_3_months=known(values["last_3_months"]),
    )
    return replace(case, coverage=coverage)


def _decided(about: About) -> bool:
    return any(event.kind == "determination_made" for event in about.case.events)


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
        Field(key="reason", label=N_("Why is it decided again?"), cite="20.800.2",
              help=N_("It stands beside the old determination, with your name and the time."),
              fits=_decided, required=True),  # the first determination corrects nothing
    ),
)  # fmt: skip
