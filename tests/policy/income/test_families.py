"""Families A and C of the written day, line by line, to the cent (20.603.5.1-3)."""

from datetime import date

import pytest

from crs_intake.domain.decision import CountedLine
from crs_intake.domain.money import plain
from crs_intake.exchange.case_file import read_case
from crs_intake.policy.book import Book
from crs_intake.policy.income import count_all
from resources import here
from tests.policy.income.run import book_of

THE_DAY = date(2009, 3, 31)


def lines(name: str, on: date = THE_DAY, book: Book | None = None) -> dict[str, CountedLine]:
    case = read_case((here() / "sample" / f"{name}.json").read_bytes())
    everybody = frozenset(person.id for person in case.people)
    return {line.id: line for line in count_all(case, book or book_of(), on, everybody)}


def figures(found: dict[str, CountedLine]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(plain(line.counted[column]) for column in ("xix", "xxi", "state_only"))
            for name, line in found.items()}  # fmt: skip


@pytest.mark.proves("CRS-20.603.5.2", "CRS-20.603.3.17", "CRS-20.603.2.49")
@pytest.mark.parametrize(("name", "on"), [("family_a_no", THE_DAY), ("family_a_yes", THE_DAY),
                                          ("family_a_2026", date(2026, 3, 31))])  # fmt: skip
def test_family_a_has_wages_from_the_stubs_of_thirty_days_and_a_refund_that_is_disregarded(
    name: str, on: date
) -> None:
    found = lines(name, on)
    assert figures(found) == {
        "father-wages": ("32240.00",) * 3,
        "mother-wages": ("12324.00",) * 3,
        "refund": ("0.00",) * 3,
    }
    father, mother = found["father-wages"], found["mother-wages"]
    assert father.arithmetic == "(1,215.00 + 1,265.00) / 2 = 1,240.00 × 26"
    assert mother.arithmetic == "(228.60 + 240.00 + 234.00 + 245.40 + 237.00) / 5 = 237.00 × 52"
    assert [day for day, _, _ in father.struck] == [date(on.year, 3, 6)]
    assert [day for day, _, _ in mother.struck] == [date(on.year, 1, 29)]
    assert len(father.earning_months["xix"]) == 12
    assert mother.earning_months["state_only"][0] == date(on.year - 1, 5, 1)
    assert mother.earning_months["state_only"][-1] == date(on.year, 3, 1)
    assert len(mother.earning_months["state_only"]) == 11
    assert not any(line.missing for line in found.values())


@pytest.mark.proves("CRS-20.603.5.3", "CRS-20.603.5.3.partial", "CRS-20.603.2.09", "CRS-20.603.2.47.b")
def test_family_c_has_seven_months_of_business_support_for_one_child_and_ssi_for_title_xxi() -> None:
    found = lines("family_c")
    assert figures(found) == {
        "business": ("33600.00",) * 3,
        "support-applicant": ("1980.00",) * 3,
        "support-sibling": ("0.00",) * 3,
        "ssi-sibling": ("0.00", "4044.00", "4044.00"),
    }
    business = found["business"]
    assert business.arithmetic == "25,900.00 - 4,860.00 - 840.00 - 600.00 = 19,600.00 / 7 × 12"
    assert [cost.deducted for cost in business.expenses] == [True, True, True, False, False, False]
    assert business.earning_months["xxi"] == tuple(date(2008, month, 1) for month in range(6, 13)) + tuple(
        date(2009, month, 1) for month in range(1, 4)
    )
    assert found["ssi-sibling"].section == "20.603.2.47.b"
    assert not any(line.missing for line in found.values())


@pytest.mark.proves("CRS-20.603.5.3")
def test_family_c_a_year_later_has_the_profit_of_the_full_year() -> None:
    found = lines("family_c_2010", date(2010, 2, 26))
    assert figures(found)["business"] == ("27600.00",) * 3
    assert len(found["business"].earning_months["xix"]) == 12


@pytest.mark.parametrize(
    ("setting", "value", "line", "wrong"),
    [
        ("income.wage_average", "latest stub", "father-wages", "32890.00"),
        ("income.wage_average", "highest", "mother-wages", "12760.80"),
    ],
)
def test_another_reading_gives_another_figure_and_is_named(
    setting: str, value: str, line: str, wrong: str
) -> None:
    found = lines("family_a_no", book=book_of(((setting, value),)))[line]
    assert plain(found.counted["xxi"]) == wrong
    assert (setting, "AMB-147") in [(each.setting, each.ambiguity) for each in found.readings]
