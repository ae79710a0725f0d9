"""The JSON Schemas of the formats, as `crs-intake schema` prints them.

They follow from the frozen values; committed copies in `resources/schemas`
make a change visible, and a test compares the two.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from crs_intake import codec
from crs_intake.domain.case import Case
from crs_intake.domain.partner import Partnership
from crs_intake.domain.site import Site
from crs_intake.exchange import answers
from crs_intake.exchange.heaplus_answer import HeaplusAnswer
from crs_intake.exchange.parents_answer import ParentsOut

FORMATS = ("case", "site", "assessment", "deadlines", "heaplus", "parents", "partner")


def named(what: str, *, incomes: Iterable[str] = (), proofs: Iterable[str] = ()) -> dict[str, Any]:
    """The JSON Schema of a format; of a case with the names that kinds of income and proofs may have."""
    found = {
        "case": lambda: _case(sorted(incomes), sorted(proofs)),
        "site": lambda: codec.schema(Site),
        "assessment": lambda: answers.schema(answers.AssessmentAnswer),
        "deadlines": lambda: answers.schema(answers.DeadlinesAnswer),
        "heaplus": lambda: codec.schema(HeaplusAnswer),
        "partner": lambda: codec.schema(Partnership),
        "parents": lambda: codec.schema(ParentsOut),
    }[what]()
    version = {
        "case": "crs-case/1",
        "site": "crs-site/1",
        "assessment": "crs-assessment/1",
        "parents": "crs-parents/1",
    }.get(what, "")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$comment": version, **found}


def _case(incomes: list[str], proofs: list[str]) -> dict[str, Any]:
    found = codec.schema(Case)
    found["$defs"]["Income"]["properties"]["kind"]["examples"] = incomes
    found["$defs"]["Proof"]["properties"]["kind"]["examples"] = proofs
    return found
