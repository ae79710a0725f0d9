"""The paragraph for the family: it tells what the assessment says, and a sixth-grader can read it."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from crs_intake import words
from crs_intake.codec import from_file
from crs_intake.domain.case import Case
from crs_intake.domain.decision import Assessment
from crs_intake.domain.money import shown
from crs_intake.domain.text import Sentence
from crs_intake.policy.book import Book
from crs_intake.policy.determine import assess
from crs_intake.policy.explain import explain
from tests.builders import a_case
from tests.documents.reading_level import PROGRAMMES, english_grade, spanish_ease

SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "sample"
BOOK = Book.load()
DAY = date(2026, 6, 1)
DENIED = {"title": {"xix_result": "denied", "xxi_result": "denied"}}
INSURED = {"coverage": {"insured": True}}


def earning(amount: str) -> Mapping[str, Any]:
    """The mother's wages a month."""
    line = {"id": "w", "person": "mother", "kind": "wages", "frequency": "monthly", "amount": amount,
            "begun": "2020-01-06", "hours_per_month": "160", "expected_to_continue": True}  # fmt: skip
    return {"income": [line]}


def sample(name: str) -> Case:
    """A family of day.md."""
    return from_file(Case, (SAMPLES / f"{name}.json").read_bytes())


FAMILIES: Mapping[str, tuple[Case, date]] = {
    "A, insured": (sample("family_a_yes"), date(2009, 3, 31)),
    "A, not insured": (sample("family_a_no"), date(2009, 3, 31)),
    "A in 2026": (sample("family_a_2026"), date(2026, 3, 31)),
    "B, in AHCCCS": (sample("family_b"), date(2009, 4, 8)),
    "C": (sample("family_c"), date(2009, 3, 31)),
    "C, a year later": (sample("family_c_2010"), date(2010, 2, 26)),
    "above 200 %, insured": (a_case(**earning("5000.00"), **DENIED, **INSURED), DAY),
    "above 200 %, not insured": (a_case(**earning("5000.00"), **DENIED), DAY),
    "KidsCare": (a_case(**earning("3500.00")), DAY),
    "AHCCCS": (a_case(), DAY),
    "no income": (a_case(income=[], no_income_stated=True, **DENIED), DAY),
    "income not known": (a_case(income=[]), DAY),
    "insurance not known": (a_case(**earning("3500.00"), coverage={"insured": None}), DAY),
    "no proofs": (a_case(proofs=[]), DAY),
    "ward": (a_case(special_status="ward"), DAY),
    "foster child": (a_case(special_status="foster"), DAY),
    "adoption subsidy": (a_case(special_status="adoption_subsidy"), DAY),
    "twenty-one": (a_case(people={"applicant": {"born": "2005-06-01"}}), DAY),
    "visitor": (a_case(eligibility={"citizenship": "visitor"}), DAY),
    "moving away": (a_case(eligibility={"intends_to_remain": False}), DAY),
    "long-term care": (a_case(people={"applicant": {"needs_long_term_care": True}}, **DENIED), DAY),
}  # fmt: skip


def told(name: str) -> tuple[Case, Assessment, tuple[Sentence, ...]]:
    """A family, its assessment and its paragraph."""
    case, day = FAMILIES[name]
    found = assess(case, BOOK, day)
    return case, found, explain(found, case)


def in_words(name: str, language: str = "en") -> str:
    """The paragraph as it is read."""
    return words.paragraph(told(name)[2], lang=language)


def measured(name: str, language: str) -> list[str]:
    """The sentences with names of people and programmes left out; a figure is one short word."""
    case, _, sentences = told(name)
    text = words.paragraph(sentences, lang=language)
    for person in case.people:
        text = text.replace(person.given, "")
    text = re.sub(r"\bALTCS\b", "", PROGRAMMES.sub("", text))
    text = re.sub(r"\$?\d[\d,]*(\.\d\d)?", "10", text)
    return [each for each in re.split(r"(?<=[.?!])\s+", text) if re.search(r"\w", each)]


@pytest.mark.parametrize("name", FAMILIES)
def test_a_sixth_grader_can_read_it(name: str) -> None:
    assert english_grade(measured(name, "en")) <= 6.9
    assert spanish_ease(measured(name, "es")) >= 70


@pytest.mark.parametrize("name", FAMILIES)
def test_every_sentence_is_whole_in_both_languages(name: str) -> None:
    english, spanish = in_words(name), in_words(name, "es")
    assert english != spanish
    for text in (english, spanish):
        assert "{" not in text
        assert "None" not in text
        assert text.endswith(".")


@pytest.mark.parametrize(
    "name", [name for name in FAMILIES if name not in ("twenty-one", "visitor", "moving away")]
)
def test_it_names_everybody_who_counts_and_the_figure_that_decides(name: str) -> None:
    case, found, _ = told(name)
    text = in_words(name)
    people = {person.id: person.given for person in case.people}
    assert all(people[member.person] in text for member in found.group)
    if found.payment.cls.startswith("pays"):
        column = found.columns["state_only"]
        assert f"${shown(column.gross)}" in text or "no income that counts" in text
        assert found.fpl is not None and found.fpl.percent is not None
        assert not column.gross or f"{shown(found.fpl.percent)} percent" in text


def test_family_a_with_insurance_pays_nothing_and_hears_why() -> None:
    assert in_words("A, insured") == (
        "Lucía meets the CRS rules on age, home and legal status. We count 4 people: Lucía, Elena, Daniel "
        "and Tomás. Your income for a year is $44,564.00, all from work. We take off $3,218.00 for the costs "
        "of work and care. We take off $1,302.00 for health insurance and doctor bills. That leaves "
        "$40,044.00 a year, or $3,337.00 a month. This is 181.61 percent of the poverty level for 4 people. "
        "You pay nothing for CRS care. We bill your health insurance first. With over $338.00 more a month, "
        "you would have to pay. With $1,095.50 less a month, you would be in the AHCCCS range."
    )


def test_family_a_without_insurance_applies_for_kidscare_first() -> None:
    text = in_words("A, not insured")
    assert "The KidsCare limit for your family is $3,534.00 a month. So Lucía may get KidsCare." in text
    assert "Please apply at the KidsCare office first." in text
    assert "What you pay to CRS is not set yet." in text
    assert "You pay nothing" not in text


def test_family_c_hears_both_next_limits() -> None:
    text = in_words("C")
    assert "With over $5.00 more a month, you would have to pay." in text
    assert "With $293.00 less a month, you would be in the KidsCare range." in text


def test_more_to_take_off_is_told_where_it_would_help() -> None:
    assert "more to take off, you would pay nothing." in in_words("above 200 %, not insured")
    assert "KidsCare range" not in in_words("above 200 %, insured")


def test_while_a_proof_is_open_nothing_is_promised() -> None:
    text = in_words("no proofs")
    assert "We cannot decide for Mia yet." in text
    assert "may get" not in text
    assert "These figures may still change." in text
    assert (
        "What you pay to CRS is not set yet. We still need 3 things: a paper that shows the birth date"
        in text
    )


def test_a_family_that_is_refused_hears_the_rule_and_no_figures() -> None:
    text = in_words("twenty-one")
    assert text == (
        "Mia cannot join CRS now. CRS is for people under 21. Mia turned 21 on Mon 1 Jun 2026. You will get "
        "a letter that tells you why and what you can do."
    )


def test_nobody_entered_is_no_trouble() -> None:
    nobody = replace(a_case(), people=())
    text = words.paragraph(explain(assess(nobody, BOOK, DAY), nobody))
    assert text.startswith("We cannot decide for the applicant yet.")


def test_the_names_of_a_family_are_only_ever_words() -> None:
    odd = a_case(people={"mother": {"given": "{name} %s <b>&"}})
    assert "{name} %s <b>&" in words.paragraph(explain(assess(odd, BOOK, DAY), odd))
    assert json.dumps(explain(assess(odd, BOOK, DAY), odd), default=str)
