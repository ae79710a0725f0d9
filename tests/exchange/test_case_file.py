"""A case file goes in and comes out whole, or is refused with a sentence."""

from __future__ import annotations

import json
from contextlib import suppress
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crs_intake.domain.errors import NotAcceptable
from crs_intake.exchange import case_file

SAMPLES = sorted(
    path.name
    for path in (files("resources") / "sample").iterdir()
    if path.name.endswith(".json") and path.name not in ("desk.json", "site.json")
)


def sample(name: str) -> bytes:
    return (files("resources") / "sample" / name).read_bytes()


@pytest.mark.parametrize("name", SAMPLES)
def test_a_case_file_comes_out_as_it_went_in(name: str) -> None:
    case = case_file.read_case(sample(name))
    assert case_file.read_case(case_file.write(case)) == case


def test_the_sample_site_comes_out_as_it_went_in() -> None:
    site = case_file.read_site(sample("site.json"))
    assert case_file.read_site(case_file.write(site)) == site


def refusal(plain: Any) -> str:
    with pytest.raises(NotAcceptable) as refused:
        case_file.read_case(json.dumps(plain))
    return str(refused.value)


def case(**parts: Any) -> dict[str, Any]:
    return {"format": "crs-case/1", **parts}


WRONG = [
    (case(incme=[]), 'incme is not known in this format. Did you mean "income"?'),
    (
        case(people=[{"id": "a"}], income=[{"person": "a", "kind": "wages", "frequncy": "weekly"}]),
        'income[1].frequncy is not known in this format. Did you mean "frequency"?',
    ),
    ({"people": []}, "format is missing"),
    ({"format": "crs-case/2"}, "format must be one of"),
    (case(people=[{"id": "a"}, {"id": "a"}]), 'Two people have the id "a"'),
    (case(income=[{"person": "b", "kind": "wages"}]), 'nobody in the case has the id "b"'),
    (case(people=[{"id": "a", "parents": ["z"]}]), 'names "z", who is not in the case'),
    (case(people=[{"id": "a", "born": "2009-02-30"}]), "people[1].born"),
    # What is no day is no day of 1970: not known is never 56 years old.
    (case(people=[{"id": "a", "born": 0}]), "people[1].born: a day is wanted, as 2026-03-02"),
    (case(people=[{"id": "a", "born": "0"}]), "people[1].born: a day is wanted, as 2026-03-02"),
    (case(people=[{"id": "a", "born": "9999-12-31"}]), "people[1].born: Fri 31 Dec 9999 is no day"),
    (case(referral={"form_date": "0001-01-01"}), "referral.form_date: Mon 1 Jan 1 is no day"),
    (case(referral={"received": "0001-01-01T00:00+14:00"}), "referral.received: Give a day as"),
    (case(referral={"received": 20260302}), "referral.received: Give a day as"),
    (case(events=[{"kind": "note", "at": "9999-12-31"}]), "events[1].at: Fri 31 Dec 9999 is no day"),
    (case(coverage={"insured": 0}), "coverage.insured: true or false is wanted"),
    (case(coverage={"insured": "yes"}), "coverage.insured: true or false is wanted"),
    (case(financial_application={"household_count": 0}), "a whole number from 1 to 500 is wanted"),
    (case(people=[{"id": "a", "given": "Ana‮"}]), "people[1].given holds control characters"),
    (case(events=[{"kind": "note", "at": "yesterday"}]), "events[1].at: Give a day as 2026-03-02"),
    ([], "one JSON object"),
]


@pytest.mark.parametrize(("plain", "sentence"), WRONG, ids=[sentence[:40] for _, sentence in WRONG])
def test_what_does_not_fit_is_refused_with_its_place(plain: Any, sentence: str) -> None:
    assert sentence in refusal(plain)


@pytest.mark.parametrize(
    "amount", ["-5", "1.234", "1e30", "NaN", "", "12,34", "ten", -5, 1.005, True, 10**12, "٥"]
)
def test_money_that_is_not_whole_cents_is_refused(amount: Any) -> None:
    said = refusal(case(people=[{"id": "a"}], income=[{"person": "a", "kind": "wages", "amount": amount}]))
    assert said.startswith("income[1].amount: ")


@pytest.mark.parametrize(
    ("amount", "cents"), [("1,250.5", 125050), (1250, 125000), ("0.01", 1), (12.5, 1250), ("$7", 700)]
)
def test_money_is_read_as_people_write_it(amount: Any, cents: int) -> None:
    read = case_file.read_case(
        json.dumps(case(people=[{"id": "a"}], income=[{"person": "a", "kind": "wages", "amount": amount}]))
    )
    assert read.income[0].amount == cents


def test_decomposed_accents_become_one_form() -> None:
    read = case_file.read_case(json.dumps(case(people=[{"id": "a", "given": "Jose\u0301"}])))
    assert read.people[0].given == "Jos\u00e9"


def test_five_hundred_people_and_one_more() -> None:
    people = [{"id": f"p{n}"} for n in range(501)]
    assert len(case_file.read_case(json.dumps(case(people=people[:500]))).people) == 500
    assert "501 people" in refusal(case(people=people))


def test_lines_without_an_id_get_one_of_their_own() -> None:
    lines = [{"person": "a", "kind": "wages"}, {"id": "income-1", "person": "a", "kind": "wages"}]
    read = case_file.read_case(json.dumps(case(people=[{"id": "a"}], income=lines)))
    assert len({line.id for line in read.income}) == 2


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=12,
)
KEYS = st.sampled_from(
    ["people", "income", "events", "referral", "title", "coverage", "bills", "proofs", "care"]
)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(KEYS, ANY_JSON, max_size=4))
def test_no_file_gives_a_trace_back(parts: dict[str, Any]) -> None:
    with suppress(NotAcceptable):
        case_file.read_case(json.dumps(case(**parts)))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_give_a_trace_back(rubbish: bytes) -> None:
    with pytest.raises(NotAcceptable):
        case_file.read_case(rubbish)
