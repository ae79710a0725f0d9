"""The worksheet as text: figures of the three families to the cent."""

from datetime import date

import pytest

from crs_intake.policy.book import Book
from crs_intake.policy.determine import assess
from tests.builders import a_case
from tests.forms.families import about, family
from ui.forms import sheet


def figures(name: str) -> dict[str, tuple[str, str, str]]:
    case = family(name)
    assessment = about(case).assess()
    assert assessment is not None
    return {row.words[0].words: row.figures for row in sheet.rows(assessment, case)}


@pytest.mark.proves("CRS-20.603.5.5", "CRS-20.602.3.B")
def test_family_a_has_the_figures_of_the_paper() -> None:
    found = figures("family_a_no")
    assert found["Wages, Daniel Yazzie, Desert Line Freight"] == ("32,240.00",) * 3
    assert found["Wages, Elena Morales, Sonora Bakery"] == ("12,324.00",) * 3
    assert found["Tax refund, Daniel Yazzie, Internal Revenue Service"] == ("0.00",) * 3
    assert found["Gross income a year"] == ("44,564.00",) * 3
    assert found["Cost of employment, Daniel Yazzie: 12 months"] == ("1,080.00",) * 3
    assert found["Cost of employment, Elena Morales: 11 months"] == ("990.00",) * 3
    assert found["Care of Lucía Yazzie Morales"] == ("1,008.00",) * 3
    assert found["Care of Tomás Yazzie Morales"] == ("140.00",) * 3
    assert found["Adjusted gross income a year"] == ("41,346.00",) * 3
    assert found["÷ 12, for the AHCCCS chart"] == ("3,445.50",) * 3


@pytest.mark.proves("CRS-20.603.5.6")
def test_family_a_insured_takes_premiums_and_bills_off() -> None:
    found = figures("family_a_yes")
    assert found["Health insurance premiums: 12 of 96.00"] == ("", "", "1,152.00")
    assert found["Bill of Lucía Yazzie Morales paid on Wed 12 Nov 2008"] == ("", "", "150.00")
    assert found["Adjusted gross income of State Only"] == ("", "", "40,044.00")


@pytest.mark.proves("CRS-20.603.2.47")
def test_family_c_has_different_columns() -> None:
    found = figures("family_c")
    assert found["Self-employment, Rachel Whitman, Whitman Home Baking"] == ("33,600.00",) * 3
    ssi = next(value for key, value in found.items() if key.startswith("Supplemental Security Income"))
    assert ssi == ("0.00", "4,044.00", "4,044.00")
    assert found["Gross income a year"] == ("35,580.00", "39,624.00", "39,624.00")
    assert found["÷ 12, for the AHCCCS chart"] == ("2,890.00", "3,227.00", "3,227.00")
    assert found["Adjusted gross income of State Only"] == ("", "", "36,560.00")


def test_months_of_care_are_gathered_with_their_reason() -> None:
    case = family("family_a_no")
    assessment = about(case).assess()
    assert assessment is not None
    row = next(each for each in sheet.rows(assessment, case) if each.text.startswith("Care of Lucía"))
    assert [each.words.split(".")[0] for each in row.words[1:]] == [
        "May 2008: 1 × 80", "Jun 2008 – Sep 2008: 4 × 100", "Oct 2008 – Mar 2009: 6 × 88",
    ]  # fmt: skip


def test_a_struck_stub_stands_with_its_reason() -> None:
    case = family("family_a_no")
    assessment = about(case).assess()
    assert assessment is not None
    row = next(each for each in sheet.rows(assessment, case) if each.text.startswith("Wages, Daniel"))
    struck = [each.words for each in row.words if each.look == "struck"]
    assert struck == ["Fri 6 Mar 2009  1,410.00"]


def test_the_gauge_has_its_numbers_as_a_table() -> None:
    assessment = about(family("family_a_no")).assess()
    assert assessment is not None
    table = {row.text: row.figures[0] for row in sheet.guideline(assessment)}
    assert table["People in the income group"] == "4"
    assert table["Per cent of the guideline"] == "187.51 %"
    assert table["KidsCare, a year"] == "42,408.00 (192.33 %)"
    assert table["Pays nothing up to 200 %, a year"] == "44,100.00 (200.00 %)"


def test_each_limit_of_the_chart_is_money_with_cents() -> None:
    assessment = about(family("family_a_no")).assess()
    assert assessment is not None
    assert [row.text for row in sheet.chart(assessment)][1] == (
        "KidsCare: 3,445.50 a month, limit 3,534.00 for 4: inside the limit"
    )


def test_what_cannot_change_the_answer_is_said() -> None:
    """A.3: before premiums and bills it was 187.51 %."""
    assessment = about(family("family_a_yes")).assess()
    assert assessment is not None
    assert sheet.cannot_change(assessment) == (
        "Premiums and bills cannot change the answer: without them it is 187.51 %."
    )
    other = about(family("family_c")).assess()
    assert other is not None
    assert sheet.cannot_change(other) == ""


def test_the_answer_is_one_sentence() -> None:
    assessment = about(family("family_c")).assess()
    assert assessment is not None
    assert sheet.answer(assessment) == (
        "State Only, without insurance, 199.67 % of the guideline: the family pays nothing for CRS services "
        "(20.604.4.E, 20.604.6.A)."
    )


def test_the_arithmetic_of_a_line_ends_in_what_it_comes_to() -> None:
    """Support less the 50.00 is 1,980.00 a year, though 2,580.00 were received."""
    assessment = about(family("family_c")).assess()
    assert assessment is not None
    assert [sheet.worked_out(line) for line in assessment.income] == [
        "25,900.00 - 4,860.00 - 840.00 - 600.00 = 19,600.00 / 7 × 12 = 33,600.00",
        "215.00 - 50.00 = 165.00 × 12 = 1,980.00",
        "max(0, 40.00 - 50.00) = 0.00 × 12 = 0.00",
        "337.00 × 12 = 4,044.00",
    ]


def test_each_programme_shows_its_own_deductions_and_says_how_a_total_comes_about() -> None:
    """JTPA pay in Job Corps counts for Title XXI alone: so do its $90 and the care (20.603.3.10)."""
    jtpa = {"person": "mother", "job_corps": True, "kind": "jtpa", "frequency": "monthly", "amount": "300.00",
            "begun": "2020-01-06", "hours_per_month": "40", "expected_to_continue": True}  # fmt: skip
    case = a_case(
        income={"wages": None, "jtpa": jtpa},
        care={"day": {"person": "applicant", "months": [{"month": "2026-05-01", "paid": "50.00"}]}},
    )
    assessment = assess(case, Book.load(), date(2026, 6, 1))
    rows = {row.words[0].words: row for row in sheet.rows(assessment, case)}
    work = next(row for words, row in rows.items() if words.startswith("Cost of employment"))
    assert work.figures == ("0.00", "1,080.00", "1,080.00")
    assert rows["Care of Mia Soto"].figures == ("0.00", "50.00", "50.00")
    assert len(rows["Care of Mia Soto"].words) == 2
    assert rows["Deductions"].why == (
        "Title XXI: 1,080.00 + 50.00 = 1,130.00", "State Only: 1,080.00 + 50.00 = 1,130.00",
    )  # fmt: skip


def test_care_that_gives_nothing_says_why() -> None:
    case = a_case(care={"day": {"person": "applicant", "unpaid": True, "months": []}})
    assessment = assess(case, Book.load(), date(2026, 6, 1))
    row = next(each for each in sheet.rows(assessment, case) if each.text.startswith("Care of Mia Soto"))
    assert row.text.endswith("The care is not paid for")
    assert row.figures == ("0.00",) * 3


def test_every_figure_tells_why() -> None:
    for name in ("family_a_no", "family_a_yes", "family_c"):
        case = family(name)
        assessment = about(case).assess()
        assert assessment is not None
        for row in (*sheet.rows(assessment, case), *sheet.beside(assessment)):
            assert row.heading or row.section or not any(row.figures) or row.figures == ("", "", "0.00")


def test_rights_and_readings_stand_beside_the_columns() -> None:
    assessment = about(family("family_a_yes")).assess()
    assert assessment is not None
    words = [row.text for row in sheet.beside(assessment)]
    assert "Private insurance: see that the insurer pays (also Section 50.300) (20.604.1)" in words
    assert "Hours, where two people work: Of the person with fewer hours" in words
