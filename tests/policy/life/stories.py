"""Cases to start a life from, and a short way to write what happened to them.

The families live in Phoenix in 2026. An event is one line: when, what, and its
details, for example `2026-03-10T09:00 document_sent DOC-11 to=applicant method=mail`.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, get_args

from crs_intake import codec
from crs_intake.domain.case import Case
from crs_intake.domain.event import AppointmentKind, Event
from crs_intake.domain.moment import Moment
from crs_intake.domain.site import Site
from crs_intake.policy.book import Book
from tests import builders
from tests.policy.test_cases import sample

SOURCE = {
    "name": "Karen Whitfield", "organization": "Encanto Park School", "phone": "602-555-0111",
    "address": {"street": "1420 W. Osborn Road", "city": "Phoenix", "zip": "85013"},
}  # fmt: skip
PHYSICIAN = {"name": "Dr. Alma Reyes", "phone": "602-555-0164"}
HOME = {"street": "2140 W. Mulberry Drive", "city": "Phoenix", "zip": "85015"}
REFERRAL = {
    "received": "2026-03-02T09:00", "channel": "fax", "clinic": "PHX", "form_date": "2026-02-27",
    "source": SOURCE, "source_relation": "school nurse", "evaluated_by_physician": True,
    "referring_physician": PHYSICIAN, "primary_care": {"name": "Dr. Bo Chee"},
    "papers": [{"kind": "physician_diagnosis"}, {"kind": "test_results"}],
}  # fmt: skip
# An uninsured child whose XIX and XXI applications were denied, so the case is State Only; figures complete.
STATE_ONLY: Mapping[str, Any] = {
    "referral": REFERRAL,
    "address": HOME,
    "phones": ["602-555-0142"],
    "people": {"applicant": {"sex": "F"}},
    "title": {"xix_result": "denied", "xxi_result": "denied"},
    "financial_application": {"signer": "mother", "signed": "2026-03-20", "household_count": 2},
    "proofs": [
        {
            "kind": "certified_birth_certificate",
            "shown": "2026-03-20",
            "copied": "2026-03-20",
            "copied_by": "J. Begay",
        },
        {"kind": "lease", "shown": "2026-03-20"},
    ],
}  # fmt: skip
TITLE: Mapping[str, Any] = {
    "referral": REFERRAL,
    "address": HOME,
    "phones": ["602-555-0142"],
    "people": {"applicant": {"sex": "F"}},
    "title": {
        "enrolled": "xix",
        "pmmis": {"checked": "2026-03-02", "program": "xix", "born": "2016-03-08"},
        "plan": {"name": "Mercy Care Plan"},
    },
    "coverage": {"insured": False, "uninsured_since": None},
    "income": None,
    "proofs": None,
}
MEMBER: Mapping[str, Any] = {
    **STATE_ONLY,
    "referral": None,
    "member_since": "2025-06-30",
    "expires": "2026-06-30",
}
TITLE_MEMBER: Mapping[str, Any] = {
    **TITLE,
    "referral": None,
    "member_since": "2025-06-30",
    "expires": "2026-06-30",
}
BASES = {"state_only": STATE_ONLY, "title": TITLE, "member": MEMBER, "title_member": TITLE_MEMBER}

# The usual beginnings, by name; cases build on them.
PREPARED: Mapping[str, Sequence[str]] = {
    "decided": (
        "2026-03-04T10:00 medical_determination may_be_eligible role=director name='Dr. Tso'",
    ),
    "noticed": (
        "2026-03-04T10:00 medical_determination may_be_eligible role=director name='Dr. Tso'",
        "2026-03-05T09:00 appointment_made initial_evaluation when=2026-03-30T10:00",
        "2026-03-05T15:00 document_sent DOC-05 method=mail",
    ),
    "interviewed": (
        "2026-03-04T10:00 medical_determination may_be_eligible role=director name='Dr. Tso'",
        "2026-03-05T09:00 appointment_made initial_evaluation when=2026-03-30T10:00",
        "2026-03-05T15:00 document_sent DOC-05 method=mail",
        "2026-03-20T13:00 interview_held method=in_person name='Ana Soto'",
    ),
    "ready": (
        "2026-03-04T10:00 medical_determination may_be_eligible role=director name='Dr. Tso'",
        "2026-03-05T09:00 appointment_made initial_evaluation when=2026-03-30T10:00",
        "2026-03-05T15:00 document_sent DOC-05 method=mail",
        "2026-03-20T13:00 interview_held method=in_person name='Ana Soto'",
        "2026-03-20T14:00 determination_made reason_code=pays_nothing_at_or_below_200",
        "2026-03-20T14:10 agreement_signed DOC-34 signer=mother",
        "2026-03-20T14:12 agreement_signed DOC-35 signer=mother",
    ),
    "enrolled": (
        "2026-03-04T10:00 medical_determination may_be_eligible role=director name='Dr. Tso'",
        "2026-03-05T09:00 appointment_made initial_evaluation when=2026-03-30T10:00",
        "2026-03-05T15:00 document_sent DOC-05 method=mail",
        "2026-03-20T13:00 interview_held method=in_person name='Ana Soto'",
        "2026-03-20T14:00 determination_made reason_code=pays_nothing_at_or_below_200",
        "2026-03-20T14:10 agreement_signed DOC-34 signer=mother",
        "2026-03-20T14:12 agreement_signed DOC-35 signer=mother",
        "2026-03-30T10:00 visit_attended initial_evaluation",
        "2026-03-30T11:00 evaluation_finding eligible name='Dr. Tso'",
    ),
}  # fmt: skip
_LISTS = ("to", "items", "took_part")
_KINDS = get_args(AppointmentKind)


@cache
def book_of(readings: str = "") -> Book:
    """The shipped book, or one with readings given as "setting=value,…"."""
    if not readings:
        return Book.load()
    pairs = [pair.split("=") for pair in readings.split(",")]
    site = {
        "format": "crs-site/1",
        "readings": [{"setting": name, "value": value, "reason": "test"} for name, value in pairs],
    }
    return Book.load(codec.adapter(Site).validate_python(site))


def facts(start: str) -> Mapping[str, Any]:
    """The facts of a base, or of a sample family that the program ships."""
    if start in BASES:
        return builders.merged(builders.FAMILY, BASES[start])
    return sample(start)


def event(line: str, number: int = 0) -> Event:
    """An event from its line; a word without a name is its outcome, document or appointment."""
    at, kind, *words = shlex.split(line)
    given: dict[str, Any] = {"at": at, "kind": kind, "id": f"e{number}"}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals:
            name, value = _unnamed(word), word
        given[name] = value.split(",") if name in _LISTS else value == "yes" if name == "consent" else value
    return codec.adapter(Event).validate_python(given)


def _unnamed(word: str) -> str:
    if word.startswith("DOC-"):
        return "document"
    return "appointment" if word in _KINDS else "outcome"


def events(lines: Sequence[str], start: int = 1) -> tuple[Event, ...]:
    """Events from lines, with the ids e1, e2 …; a name of PREPARED stands for its lines."""
    written = [each for line in lines for each in PREPARED.get(line, (line,))]
    return tuple(event(line, number) for number, line in enumerate(written, start))


def a_case(start: str = "state_only", *lines: str, **given: Any) -> Case:
    """A case with these facts and events."""
    case = builders.read(builders.merged(facts(start), given))
    return case.after(*events(lines, len(case.events) + 1))


def at(text: object) -> Moment:
    """A moment from its text."""
    return Moment.read(text)
