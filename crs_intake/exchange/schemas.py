"""The JSON Schemas of the formats, as `crs-intake schema` prints them.

They follow from the frozen values; committed copies in `resources/schemas`
make a change visible, and a test compares the two.
"""

from __future__ import annotations

from typing import Any

from crs_intake import codec
from crs_intake.domain.case import Case
from crs_intake.domain.site import Site
from crs_intake.exchange import answers

FORMATS = ("case", "site", "assessment", "deadlines")


def named(what: str) -> dict[str, Any]:
    """The JSON Schema of a format: case, site, assessment or deadlines."""
    found = {
        "case": _case,
        "site": lambda: codec.schema(Site),
        "assessment": lambda: answers.schema(answers.AssessmentAnswer),
        "deadlines": lambda: answers.schema(answers.DeadlinesAnswer),
    }[what]()
    version = {"case": "crs-case/1", "site": "crs-site/1", "assessment": "crs-assessment/1"}.get(what, "")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$comment": version, **found}


def _case() -> dict[str, Any]:
    """The case format, with the names that `kind` of income and proofs may have."""
    from crs_intake.policy import income, proofs

    found = codec.schema(Case)
    found["$defs"]["Income"]["properties"]["kind"]["examples"] = sorted(income.names())
    found["$defs"]["Proof"]["properties"]["kind"]["examples"] = sorted(proofs.names())
    return found
