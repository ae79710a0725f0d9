"""Runs a case of Chapter 800: the default family's application, changed by name, on a day."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from crs_intake import codec
from crs_intake.domain.case import Case
from crs_intake.domain.site import Site
from crs_intake.exchange import parents_answer
from crs_intake.policy.book import Book
from crs_intake.policy.parents.decide import decide
from tests import builders

DAY = date(2026, 4, 22)
MOTHER: Mapping[str, Any] = {
    "person": "mother", "ssn_applied": "2026-04-10", "arizona_resident": True, "inmate": False,
    "imd_patient": False, "citizenship": "us_citizen", "insured": False, "never_insured": True,
    "state_employee_plan": False, "potentially_medicaid": False, "screened": "2026-04-21", "cooperates": True,
    "effective": "2026-05-01",
}  # fmt: skip
APPLICATION: Mapping[str, Any] = {
    "applied": "2026-04-20", "willing": "all", "signatures": [{"person": "mother", "on": "2026-04-20"}],
    "children": [{"person": "applicant", "program": "kidscare", "status": "receiving"}],
    "income": [{"since": "2026-04-01", "gross_monthly": "3500.00", "members": 3}],
    "parents": [MOTHER],
}  # fmt: skip
DES: Mapping[str, Any] = {
    "received": "2026-04-02", "aztecs_case": "A1234567", "name": "Soto, Ana", "client_id": "C99",
    "ssn": "123456789", "born": "1990-05-01", "gender": "F",
    "address": {"street": "12 Elm St", "city": "Yuma", "state": "AZ", "zip": "85364"},
    "fpl_threshold": 175, "members": 4, "effective": "2026-05-01",
}  # fmt: skip
SOBRA: Mapping[str, Any] = {
    "children": {"applicant": {"program": "sobra"}},
    "parents": {"mother": {
        "des": DES, "debt": {"searched": "2026-04-02", "unpaid": "0.00"},
        "medicaid": {"looked_up": "2026-04-02", "covered": False},
        "available": {"looked_up": "2026-04-02", "available": True},
    }},
}  # fmt: skip
MEMBER: Mapping[str, Any] = {
    "parents": {
        "mother": {"decisions": [{"on": "2026-04-22", "program": "kidscare", "outcome": "approved",
                                  "effective": "2026-05-01"}]}
    }
}  # fmt: skip
SOBRA_MEMBER: Mapping[str, Any] = {
    "children": {"applicant": {"program": "sobra"}},
    "parents": {
        "mother": {"decisions": [{"on": "2026-04-22", "program": "sobra", "outcome": "approved",
                                  "effective": "2026-05-01"}]}
    },
}  # fmt: skip
DUAL: Mapping[str, Any] = {
    "children": {"sibling": {"program": "sobra", "status": "receiving"}},
    "parents": {"mother": {"pmmis_code": "325"}},
}
STARTS: Mapping[str, tuple[Mapping[str, Any], ...]] = {
    "kidscare": (), "sobra": (SOBRA,), "member": (MEMBER,), "sobra_member": (SOBRA_MEMBER,),
    "dual": (DUAL,), "dual_member": (MEMBER, DUAL),
}  # fmt: skip
SSN = {"people": {"mother": {"ssn": "123456789", "sex": "F"}}}
BROTHER = {
    "people": {"sibling": {"given": "Leo", "family": "Soto", "relation": "sibling", "born": "2019-02-02"}}
}


def case_of(start: str, *changes: Mapping[str, Any]) -> Case:
    """The default family with an application of that start, and changes in the shape of the case file."""
    told: Mapping[str, Any] = APPLICATION
    for each in STARTS[start]:
        told = _by_person(told, each)
    facts = builders.merged(builders.merged(builders.FAMILY, SSN if "sobra" in start else {}),
                            BROTHER if "dual" in start else {})  # fmt: skip
    facts = {**facts, "parents": told}
    for change in changes:
        own = change.get("parents", {})
        facts = builders.merged(facts, {key: value for key, value in change.items() if key != "parents"})
        facts["parents"] = _by_person(facts["parents"], own)
    return codec.from_file(Case, json.dumps(facts, default=str))


def _by_person(told: Mapping[str, Any], change: Mapping[str, Any]) -> dict[str, Any]:
    """The application with changes; its parents and children are given by id."""
    made = dict(told)
    for key, value in change.items():
        if key in ("parents", "children") and isinstance(value, Mapping):
            rows = {row["person"]: row for row in made.get(key, ())}
            for id, row in value.items():
                if row is None:
                    rows.pop(id, None)
                else:
                    rows[id] = builders.merged({"person": id, **rows.get(id, {})}, row)
            made[key] = list(rows.values())
        elif value is None:
            made.pop(key, None)
        elif isinstance(value, Mapping) and isinstance(made.get(key), Mapping):
            made[key] = builders.merged(made[key], value)
        else:
            made[key] = value
    return made


def book_of(site: Mapping[str, Any] | None = None, readings: str = "") -> Book:
    """The shipped book with a site's rows, and readings as "setting=value,…"."""
    given: dict[str, Any] = {"format": "crs-site/1", **(site or {})}
    if readings:
        chosen = [
            dict(zip(("setting", "value"), pair.split("="), strict=True)) for pair in readings.split(",")
        ]
        given["readings"] = [{**each, "reason": "test"} for each in chosen]
    return Book.load(codec.from_file(Site, json.dumps(given, default=str)))


def answer(case: Case, book: Book, day: date) -> dict[str, Any]:
    """What the command line would answer."""
    return parents_answer.answer(decide(case, book, day))


def seen(found: Mapping[str, Any], what: str, wanted: Any) -> Any:
    """What the answer says about one expectation, in the shape of the expectation."""
    if what in SHAPES:
        return SHAPES[what](found)
    people = {each["person"]: each for each in found["people"]}
    if what in people:
        return {key: _of_person(people[what], key, value) for key, value in wanted.items()}
    if isinstance(wanted, Mapping) and isinstance(found.get(what), Mapping):
        return {key: found[what][key] for key in wanted}
    if what == "has_notes":
        said = " ".join(found["notes"])
        return [each for each in wanted if each in said]
    return found[what]


def _of_person(person: Mapping[str, Any], key: str, wanted: Any) -> Any:
    if key == "items":
        states = {each["item"]: each["state"] for each in person["requirements"]}
        return {item: states[item] for item in wanted}
    if key == "why":
        reasons = {each["item"]: each["reason"] for each in person["requirements"]}
        return {item: words if words in reasons[item] else reasons[item] for item, words in wanted.items()}
    if key == "sides":
        return {each["program"]: each["outcome"] for each in person["sides"]}
    if key == "steps":
        return [f"{each['step']} {each['result']}" for each in person["interface"]]
    if key in ("says", "asks", "lacks"):
        said = " | ".join({"says": [person["reason"], *person["notes"]], "asks": person["todo"],
                           "lacks": person["missing"]}[key])  # fmt: skip
        return [each if each in said else said for each in wanted]
    if key == "willing":
        pays = person["willingness"]
        return f"{pays['state']} {pays['documentation']}"
    return person[key]


SHAPES: Mapping[str, Any] = {
    "notices": lambda found: [
        f"{each['document']} {each['person']}{' hearing' if each['hearing_text'] else ''}"
        for each in found["notices"]
    ],
    "tips": lambda found: [f"{each['kind']} {each['person']} {each['reason']}" for each in found["tips"]],
    "clocks": lambda found: {each["id"]: f"{each['due']} {each['status']}" for each in found["clocks"]},
    "changes": lambda found: [f"{each['person']} {each['kind']} {each['to']}" for each in found["changes"]],
    "hearings": lambda found: [
        f"{each['attends']} {each['section']} {'continue' if each['benefits_continue'] else 'stop'}"
        for each in found["hearings"]
    ],
    "packet": lambda found: [each["packet"] for each in found["hearings"]],
    "people_out": lambda found: [f"{each['role']} {each['outcome']} {each['key_code']}".strip()
                                 for each in found["people"]],
}  # fmt: skip


def as_text(value: Any) -> Any:
    """A value as the answer's JSON writes it."""
    if isinstance(value, Mapping):
        return {key: as_text(each) for key, each in value.items()}
    if isinstance(value, list):
        return [as_text(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value
