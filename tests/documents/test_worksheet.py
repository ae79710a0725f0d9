"""The Member Payment Responsibility Worksheet prints what was determined, and cuts nothing (20.603.5.1)."""

from dataclasses import replace
from datetime import date

import pytest

from crs_intake import words
from crs_intake.documents import catalogue
from crs_intake.domain.income import Income
from crs_intake.domain.money import Money
from crs_intake.policy.determine import assess
from crs_intake.policy.explain import explain
from tests.builders import a_case
from tests.documents.papers import book, family, figures, pages_of, text_of, words_of

DAY = date(2009, 3, 31)


def sheet(name: str, day: date = DAY) -> str:
    """The words of a family's worksheet."""
    return words_of(catalogue.produce("DOC-33", family(name), book(), day, to="case_file"))


@pytest.mark.proves("CRS-20.603.5.1")
def test_family_a_with_insurance_line_by_line() -> None:
    text = sheet("a_yes")
    for printed in (
        "Household income group (20.603.1): 4 people",
        "(1,215.00 + 1,265.00) / 2 = 1,240.00 × 26",
        "32,240.00 32,240.00 32,240.00 32,240.00 20.603.3.17",
        "Left out: 3/6/2009 1,410.00",
        "Left out: 1/29/2009 198.00",
        "1,150.00 0.00 0.00 0.00 20.603.2.49",
        "Total income (step 1) 44,564.00 44,564.00 44,564.00",
        "Cost of employment, Elena Morales: 11 months 990.00 990.00 990.00",
        "6 × 88.00",
        "Deductions (step 4) 3,218.00 3,218.00 3,218.00",
        "Adjusted gross income (step 5) 41,346.00 41,346.00 41,346.00",
        "A month (÷ 12), held against the AHCCCS chart 3,445.50 3,445.50 3,445.50",
        "Further deductions (step 6) 1,302.00",
        "Adjusted gross income, State Only 40,044.00",
        "1/23/2009 4 22,050.00 44,100.00 40,044.00 181.61 %",
        "State Only, insured, 181.61 % of the guideline: the family pays nothing for CRS services",
        "deduct.two_earners = fewer_hours (AMB-141)",
    ):
        assert printed in text


def test_family_c_in_three_different_columns() -> None:
    text = sheet("c")
    assert "4,044.00 0.00 4,044.00 4,044.00 20.603.2.47.b" in text
    assert "Adjusted gross income (step 5) 34,680.00 38,724.00 38,724.00" in text
    assert "2,890.00 3,227.00 3,227.00" in text
    assert "199.67 %" in text


def test_while_a_referral_is_open_the_further_deductions_are_closed_and_say_why() -> None:
    text = sheet("a_no")
    assert "Not open: they are taken only when no Title XIX or XXI referral is open" in text
    assert "Potentially eligible: Title XXI. Refer to: AHCCCSA" in text


def test_thirty_lines_of_twelve_people_all_stand_on_paper_under_the_same_head() -> None:
    case, found = figures(people=12, lines=30)
    pdf = catalogue.produce("DOC-33", case, book(), DAY, to="case_file", assessment=found)
    text = words_of(pdf)
    assert pages_of(pdf) > 3
    for person in case.people:
        assert text.count(person.name) >= 2
    for line in found.income:
        assert line.arithmetic in text
    heads = [page for page in text_of(pdf).split("\f") if "Received a year" in page]
    assert len(heads) >= 3
    assert all("PHX-2009-0001" in page for page in text_of(pdf).split("\f"))


def test_the_worksheet_stays_english_and_is_the_same_twice() -> None:
    once, twice = (
        catalogue.produce("DOC-33", family("a_yes"), book(), DAY, to="case_file", person="R. Chavez")
        for _ in range(2)
    )
    assert once == twice
    assert "Interviewer: R. Chavez" in words_of(once)


def test_the_family_reads_its_outcome_in_its_own_language_and_in_english() -> None:
    case = family("a_yes")
    found = assess(case, book(), DAY)
    text = sheet("a_yes")
    for language in ("en", "es"):
        assert words.paragraph(explain(found, case), lang=language) in text
    english = words_of(catalogue.produce("DOC-33", replace(case, language="en"), book(), DAY, to="case_file"))
    assert "Contamos a" not in english
    assert "338.00 a month more would be above 200 % of the guideline" in english


def test_care_that_gives_nothing_and_the_costs_of_a_business_say_why() -> None:
    business = {"person": "mother", "kind": "self_employment", "business": {
        "since": "2020-01-01", "year": 2025, "receipts": "9000.00",
        "expenses": [{"kind": "stock", "amount": "500.00"}, {"kind": "entertainment", "amount": "90.00"}],
    }}  # fmt: skip
    care = {"day": {"person": "applicant", "unpaid": True, "months": []}}
    case = a_case(number="TUC-1", income={"own": business}, care=care)
    text = words_of(catalogue.produce("DOC-33", case, book(), date(2026, 6, 1), to="case_file"))
    assert "Care of Mia Soto: The care is not paid for (20.603.4.A.1)" in text
    assert "500.00, taken off (20.603.3.13.b" in text
    assert "90.00, not taken off (20.603.3.13.c" in text


def test_what_a_supervisor_should_look_at_stands_under_its_income_and_once() -> None:
    """20.603.2.26.b: money meant for a bill counts as printed, which is unusual (AMB-121)."""
    roof = Income(
        id="roof", person="mother", kind="insurance_for_bill", frequency="once", amount=Money(200_000)
    )
    case = replace(family("c"), income=(roof,))
    printed = words_of(catalogue.produce("DOC-33", case, book(), DAY, to="case_file"))
    assert printed.count("Money meant for a certain bill is usually no income; the manual counts it") == 1
    assert printed.count("No day is given: it is taken as received from") == 1
