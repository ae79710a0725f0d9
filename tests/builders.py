"""Good cases to start a test from: one default family, changed by name.

The family lives in Tucson in 2026: a mother who works, and the applicant, ten
years old, a citizen, uninsured for long, every proof shown. Whatever a test
does not care about stays as it is here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from crs_intake import codec
from crs_intake.domain.case import Case
from crs_intake.domain.income import Income
from crs_intake.domain.money import Money
from crs_intake.domain.people import Person

APPLICANT: Mapping[str, Any] = {
    "id": "applicant", "given": "Mia", "family": "Soto", "relation": "applicant", "born": "2016-03-08",
    "parents": ["mother"],
}  # fmt: skip
MOTHER: Mapping[str, Any] = {
    "id": "mother", "given": "Ana", "family": "Soto", "relation": "mother", "born": "1990-05-01",
}  # fmt: skip
WAGES: Mapping[str, Any] = {
    "id": "wages", "person": "mother", "kind": "wages", "source": "Sol Bakery", "frequency": "monthly",
    "amount": "2000.00", "begun": "2020-01-06", "hours_per_month": "160", "expected_to_continue": True,
}  # fmt: skip
FAMILY: Mapping[str, Any] = {
    "format": "crs-case/1",
    "people": [APPLICANT, MOTHER],
    "referral": {"form_date": "2026-05-04", "received": "2026-05-05T09:00", "channel": "fax"},
    "coverage": {"insured": False, "uninsured_since": "2020-01-01", "state_employee_plan": False},
    "eligibility": {"citizenship": "us_citizen", "lives_in_arizona": True, "intends_to_remain": True},
    "proofs": [
        {"kind": "certified_birth_certificate", "shown": "2026-05-20"},
        {"kind": "lease", "shown": "2026-05-20"},
    ],
    "income": [WAGES],
}  # fmt: skip
AWAY_FROM_TITLE: Mapping[str, Any] = {"xix_result": "denied", "xxi_result": "denied"}


def a_case(**changes: Any) -> Case:
    """The default family with these parts of the case file in the place of its own (see `merged`)."""
    return read(merged(FAMILY, changes))


def read(facts: Mapping[str, Any]) -> Case:
    """A case from its file's facts; days and amounts as text, or as YAML reads them."""
    return codec.from_file(Case, json.dumps(facts, default=str))


def a_person(id: str, **changes: Any) -> Person:
    """A person with that id."""
    return codec.from_file(Person, json.dumps({"id": id, **changes}, default=str))


def wages(person: str = "mother", amount: str = "2000.00", **changes: Any) -> Income:
    """Monthly wages of a person who has worked there for years."""
    return codec.from_file(
        Income,
        json.dumps(
            {**WAGES, "id": f"{person}-wages", "person": person, "amount": amount, **changes}, default=str
        ),
    )


def dollars(text: str) -> Money:
    """Money from text."""
    return Money.read(text)


def merged(facts: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The facts with the changes: mappings are merged, lists replaced, None takes a fact away.

    People (and anything else with ids) may be given as a mapping from id to facts: those are merged into
    the person with that id, or added; None removes the person.
    """
    found = dict(facts)
    for key, value in changes.items():
        old = found.get(key)
        if value is None:
            found.pop(key, None)
        elif isinstance(value, Mapping) and _has_ids(key, old):
            found[key] = _by_id(old or [], value)
        elif isinstance(value, Mapping) and isinstance(old, Mapping):
            found[key] = merged(old, value)
        else:
            found[key] = value
    return found


def _has_ids(key: str, old: Any) -> bool:
    return key in ("people", "income", "care", "premiums", "bills") and (old is None or isinstance(old, list))


def _by_id(old: list[Any], changes: Mapping[str, Any]) -> list[Any]:
    found = {each.get("id", str(n)): each for n, each in enumerate(old)}
    for id, value in changes.items():
        if value is None:
            found.pop(id, None)
        else:
            found[id] = {"id": id, **merged(found.get(id, {}), value)}
    return list(found.values())
