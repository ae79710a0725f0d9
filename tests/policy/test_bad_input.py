"""Whatever is given, the rules answer rightly or with a sentence, never with a trace-back (issue 3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from crs_intake.domain.case import Case
from crs_intake.domain.decision import Assessment
from crs_intake.domain.errors import NotAcceptable, NotInForce
from crs_intake.domain.site import ChartRow, FplRow, Reading, Site
from crs_intake.policy.book import Book
from crs_intake.policy.determine import assess
from tests import builders

ON = date(2026, 6, 1)
BOOK = Book.load()


def decided(case: Case, on: date = ON) -> Assessment:
    return assess(case, BOOK, on)


def test_a_birth_after_the_determination_is_refused_with_the_place() -> None:
    with pytest.raises(NotAcceptable, match="lies after the day of the determination") as caught:
        decided(builders.a_case(people={"applicant": {"born": "2026-06-02"}}))
    assert caught.value.where == "people.applicant.born"
    newborn = decided(builders.a_case(people={"applicant": {"born": "2026-06-01"}}))
    assert newborn.age.state == "met"


def test_a_child_not_yet_born_that_day_does_not_count() -> None:
    found = decided(builders.a_case(people={"baby": {"relation": "sibling", "born": "2026-06-02"}}))
    assert [member.inside for member in found.group] == [True, True, False]


def test_a_case_with_nothing_in_it_names_the_applicant() -> None:
    found = decided(Case(format="crs-case/1"))
    assert found.outcome == "not_decidable"
    assert [fact.key for fact in found.missing] == ["people.applicant"]


@pytest.mark.parametrize("on", [date(2002, 12, 31), date(1990, 1, 1), date(2027, 6, 1), date(2099, 1, 1)])
def test_a_day_outside_the_book_is_refused_with_a_sentence(on: date) -> None:
    with pytest.raises(
        NotInForce, match=r"Federal Poverty Level .* (is not in the book|a newer one is needed)"
    ):
        decided(builders.a_case(people={"applicant": {"born": "1989-01-01"}}), on)


def test_a_relation_to_somebody_who_is_not_there_is_no_relation() -> None:
    case = builders.a_case(
        people={"applicant": {"parents": ["mother", "ghost"], "spouse": "ghost", "lives_with": "x"}}
    )
    assert [member.inside for member in decided(case).group] == [True, True]


def test_income_of_nobody_is_refused() -> None:
    case = builders.a_case(
        income={"x": {"person": "ghost", "kind": "alimony", "frequency": "monthly", "amount": "9.00"}}
    )
    with pytest.raises(NotAcceptable, match="not among the people"):
        decided(case)


def test_everybody_related_to_everybody_still_ends() -> None:
    people: dict[str, Any] = {
        "mother": {"spouse": "applicant", "parents": ["applicant"], "partner": "mother", "born": None},
        "applicant": {"spouse": "mother", "partner": "applicant", "parents": ["applicant", "mother"]},
    }
    assert decided(builders.a_case(people=people)).group


def test_five_hundred_people_and_ten_thousand_lines_are_counted() -> None:
    people = {f"c{n}": {"relation": "sibling", "born": "2012-01-01"} for n in range(498)}
    income = {
        f"i{n}": {"person": f"c{n % 498}", "kind": "alimony", "frequency": "monthly", "amount": "1.00"}
        for n in range(9999)
    }
    found = decided(builders.a_case(people=people, income=income))
    assert found.columns["xxi"].unearned == 9999 * 12
    assert found.fpl is not None
    assert found.fpl.amount == 55_720 + 492 * 5_680


def test_more_unknown_facts_than_can_be_tried_are_all_listed() -> None:
    people = {f"c{n}": {"relation": "sibling"} for n in range(100)}
    found = decided(builders.a_case(people=people))
    assert len(found.missing) == 100
    assert found.missing[0].key == "people.c0.born"


def test_the_largest_amount_is_counted_exactly() -> None:
    found = decided(builders.a_case(income={"wages": {"frequency": "weekly", "amount": "1000000000.00"}}))
    assert found.columns["xix"].earned == 52_000_000_000
    assert found.payment.cls == "pays_uninsured_above_200"


def a_site(**changes: Any) -> Site:
    return Site(format="crs-site/1", **changes)


def test_rows_that_staff_add_take_their_place_in_the_book() -> None:
    fpl = FplRow(
        effective_from=date(2027, 1, 15), amounts=(16_500, 22_300), each_additional=5_800, citation="92 FR 1"
    )
    chart = replace(chart_row("KIDSCARE"), effective_from=date(2027, 2, 1), amounts=(3_100, 4_200),
                    each_additional=1_100)  # fmt: skip
    book = Book.load(a_site(fpl=(fpl,), chart=(chart,)))
    assert book.guideline(date(2027, 6, 1), 4) == 33_900
    assert book.guideline(date(2027, 1, 14), 4) == 33_000
    rows = {row.category.id: row.limit(3) for row in book.chart(date(2027, 6, 1))}
    assert rows["KIDSCARE"] == 5_300


def fpl_row(*amounts: int) -> FplRow:
    return FplRow(effective_from=ON, amounts=amounts, each_additional=1, citation="x")


def chart_row(category: str) -> ChartRow:
    return ChartRow(effective_from=ON, category=category, amounts=(1,), each_additional=1, citation="x")


def reading(setting: str, value: str) -> Reading:
    return Reading(setting=setting, value=value, reason="r")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"fpl": (fpl_row(),)}, "rising whole dollars"),
        ({"fpl": (fpl_row(2, 1),)}, "rising whole dollars"),
        ({"chart": (chart_row("KIDCARE"),)}, "no category 'KIDCARE'"),
        ({"readings": (reading("income.state_only", "xix"),)}, "no reading called"),
        ({"readings": (reading("income.state_only_column", "xiix"),)}, "can be xxi, xix"),
    ],
)
def test_a_site_file_that_makes_no_sense_is_refused(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(NotAcceptable, match=words):
        Book.load(a_site(**changes))


def test_a_reading_counts_from_its_day() -> None:
    chosen = replace(reading("income.state_only_column", "xix"), since=date(2026, 6, 2))
    book = Book.load(a_site(readings=(chosen,)))
    assert book.as_of(date(2026, 6, 1)).reading("income.state_only_column") == "xxi"
    assert book.as_of(date(2026, 6, 2)).reading("income.state_only_column") == "xix"


def test_every_shipped_number_says_where_it_is_printed() -> None:
    for key, steps in BOOK.numbers.items():
        for step in steps:
            assert step.cite, key
            assert step.label, key
        assert steps[-1].unit == "date" or BOOK.number(key, ON) >= 0


@pytest.mark.parametrize(
    ("people", "words", "where"),
    [
        ({"mother": {"born": "2026-06-02"}, "applicant": {"born": None, "parents": []}},
         "lies after the day of the determination", "people.mother.born"),
        ({"mother": {"born": "2016-03-08"}}, "not before the child", "people.mother.born"),
        ({"mother": {"absence": {"since": "2026-05-01", "until": "2026-04-30"}}}, "before it begins",
         "people.mother.absence"),
        ({"applicant": {"pregnant": True, "expected_children": 0}}, "between 1 and 12",
         "people.applicant.expected_children"),
        ({"applicant": {"pregnant": True, "expected_children": 13}}, "between 1 and 12",
         "people.applicant.expected_children"),
    ],
)  # fmt: skip
def test_people_who_cannot_be_are_refused_with_the_place(
    people: dict[str, Any], words: str, where: str
) -> None:
    with pytest.raises(NotAcceptable, match=words) as caught:
        decided(builders.a_case(people=people))
    assert caught.value.where == where


def test_people_who_just_can_be_are_decided() -> None:
    people: dict[str, Any] = {
        "mother": {"born": "2016-03-07", "absence": {"since": "2026-05-01", "until": "2026-05-01"}},
        "applicant": {"sex": "F", "pregnant": True, "expected_children": 12},
    }
    assert decided(builders.a_case(people=people)).outcome == "eligible"
