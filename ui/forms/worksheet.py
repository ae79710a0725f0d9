"""Worksheet, last page: the three columns and what the family pays, with the one fact that often decides."""

from __future__ import annotations

from dataclasses import replace

from crs_intake.domain.case import Case
from crs_intake.domain.text import N_
from ui.forms.common import known
from ui.forms.form import Field, Page, Values


def show(case: Case) -> Values:
    """The facts that may be switched here."""
    return {"insured": case.coverage.insured}


def keep(case: Case, values: Values) -> Case:
    """Into the coverage; everything else of it stays."""
    return replace(case, coverage=replace(case.coverage, insured=known(values["insured"])))


PAGE = Page(
    id="worksheet",
    title=N_("Worksheet"),
    panel="worksheet",
    show=show,
    keep=keep,
    fields=(
        Field(key="insured", label=N_("Covered by other health insurance now?"), kind="yes_no",
              cite="20.602.3.B.1"),
    ),
)  # fmt: skip
