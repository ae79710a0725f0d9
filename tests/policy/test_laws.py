"""What holds for every family, whatever was typed (issue 3, Laws).

Each law says its conditions: a new referral, a new month with earnings or
another group changes the question, not the answer.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crs_intake import codec
from crs_intake.domain.case import Case
from crs_intake.domain.decision import COLUMNS, Assessment, Line
from crs_intake.domain.money import Money
from crs_intake.policy.book import Book
from crs_intake.policy.determine import assess
from tests import builders

BOOK = Book.load()
DAYS = st.sampled_from([date(2009, 3, 31), date(2012, 6, 1), date(2026, 3, 31)])
PAYS = {
    "exempt_ahcccs": 0, "exempt_ward": 0, "exempt_adoption": 0, "exempt_foster": 0,
    "pays_nothing_at_or_below_200": 1, "pays_insured_above_200": 2, "pays_uninsured_above_200": 2,
}  # fmt: skip
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
cents = st.integers(0, 900_000).map(lambda n: f"{n // 100}.{n % 100:02d}")
UNEARNED = ("alimony", "ssi", "social_security", "child_support", "energy_assistance", "tax_refund")


@st.composite
def families(draw: Any) -> tuple[Case, date]:
    """A family of up to six with wages, other income, care, premiums and bills; every proof shown."""
    on = draw(DAYS)
    back = on.year - 2026
    people: dict[str, Any] = {
        "applicant": {"born": date(draw(st.integers(on.year - 19, on.year - 1)), 5, 14)},
        "mother": {"born": date(on.year - 35, 5, 1)},
    }
    if draw(st.booleans()):
        people["father"] = {"relation": "father", "born": date(on.year - 40, 1, 1)}
    for n in range(draw(st.integers(0, 2))):
        people[f"child{n}"] = {
            "relation": "sibling",
            "born": date(draw(st.integers(on.year - 17, on.year - 1)), 7, 2),
        }
    earners = [id for id in ("mother", "father") if id in people]
    income: dict[str, Any] = {
        "wages": {"amount": draw(cents), "begun": date(on.year - 1, draw(st.integers(1, 12)), 3)}
    }
    for n in range(draw(st.integers(0, 3))):
        income[f"more{n}"] = {"person": draw(st.sampled_from(sorted(people))), "frequency": "monthly",
                              "kind": draw(st.sampled_from(UNEARNED)), "amount": draw(cents)}  # fmt: skip
    if "father" in earners and draw(st.booleans()):
        income["his"] = {
            **builders.WAGES,
            "person": "father",
            "amount": draw(cents),
            "begun": date(on.year - 3, 1, 5),
        }
    care = {"day": {"person": "applicant", "months": [{"month": date(on.year, 1, 1), "paid": draw(cents)}]}}
    form = date(on.year, on.month, 1)
    title = draw(
        st.sampled_from([{}, {"xix_result": "denied"}, {"xix_result": "denied", "xxi_result": "denied"}])
    )
    changes = {
        "people": people, "income": income, "care": care, "title": title,
        "coverage": {"insured": draw(st.booleans()), "uninsured_since": date(2003 + 0 * back, 1, 1)},
        "premiums": {"p": {"amount": draw(cents), "first": date(on.year - 2, 3, 9)}},
        "bills": {"b": {"person": "mother", "amount": draw(cents), "incurred": date(on.year - 1, 1, 7)}},
        "referral": {"form_date": form, "received": f"{form.isoformat()}T09:00"},
        "proofs": [{"kind": "certified_birth_certificate", "shown": form}, {"kind": "lease", "shown": form}],
    }  # fmt: skip
    return builders.a_case(**changes), on


def decided(case: Case, on: date) -> Assessment:
    return assess(case, BOOK, on)


def more_wages(case: Case, cents: int) -> Case:
    """The same case with so many cents a month more of the mother's wages, which were paid before too."""
    income = tuple(
        replace(line, amount=Money(int(line.amount or 0) + cents)) if line.id == "wages" else line
        for line in case.income
    )
    return replace(case, income=income)


@QUICK
@given(families(), st.integers(1, 500_000))
def test_more_counted_income_never_lowers_the_adjusted_income_or_the_class(
    family: tuple[Case, date], more: int
) -> None:
    case, on = family
    case = more_wages(case, 1)  # the mother has earnings in the same months before and after
    before, after = decided(case, on), decided(more_wages(case, more), on)
    for name in COLUMNS:
        assert after.columns[name].agi_before_extra >= before.columns[name].agi_before_extra
        assert after.columns[name].agi >= before.columns[name].agi or after.screening != before.screening
    same_referral = before.screening.potential == after.screening.potential
    if same_referral and before.payment.cls in PAYS and after.payment.cls in PAYS:
        assert PAYS[after.payment.cls] >= PAYS[before.payment.cls]


@QUICK
@given(families(), cents)
def test_a_kind_excluded_in_every_column_changes_no_figure(family: tuple[Case, date], amount: str) -> None:
    case, on = family
    refund = builders.wages("mother", amount, id="refund", kind="tax_refund", frequency="once", begun=None,
                            hours_per_month=None, expected_to_continue=None)  # fmt: skip
    before, after = decided(case, on), decided(replace(case, income=(*case.income, refund)), on)
    assert after.columns == before.columns
    assert after.payment == before.payment
    assert after.screening == before.screening


@QUICK
@given(families(), st.randoms(use_true_random=False))
def test_the_order_of_people_and_lines_never_matters(family: tuple[Case, date], random: Any) -> None:
    case, on = family
    not_told = case.applicant.born.year % 2 == 0 if case.applicant and case.applicant.born else False
    people, income = list(case.people), list(case.income)
    if not_told:  # what is missing does not hang on the order either
        people = [replace(each, born=None) if each.relation == "sibling" else each for each in people]
    case = replace(case, people=tuple(people))
    random.shuffle(people)
    random.shuffle(income)
    mixed = replace(case, people=tuple(people), income=tuple(income))
    before, after = decided(case, on), decided(mixed, on)
    assert after.columns == before.columns
    assert after.payment == before.payment
    assert after.outcome == before.outcome
    assert {each.key for each in after.missing} == {each.key for each in before.missing}
    assert {m.person: (m.inside, m.section) for m in after.group} == {
        m.person: (m.inside, m.section) for m in before.group
    }


def added(lines: tuple[Line, ...], group: str, column: str) -> Fraction:
    return sum(
        (Fraction(line.result) for line in lines
         if line.group == group and line.column in ("", column) and isinstance(line.result, Fraction)),
        Fraction(0),
    )  # fmt: skip


@QUICK
@given(families())
def test_the_trace_adds_up_to_the_result_exactly(family: tuple[Case, date]) -> None:
    case, on = family
    found = decided(case, on)
    for name in COLUMNS:
        column = found.columns[name]
        assert added(found.lines, "income", name) == column.gross
        assert added(found.lines, "deductions", name) == column.deductions
        assert column.agi_before_extra == max(column.gross - column.deductions, Fraction(0))
        extra = added(found.lines, "extra_deductions", name)
        assert extra == column.extra_deductions
        assert column.agi == max(column.gross - column.deductions - extra, Fraction(0))
    assert all(line.register.startswith("CRS-") and line.section for line in found.lines)


@QUICK
@given(families(), cents)
def test_a_stranger_outside_the_group_changes_nothing(family: tuple[Case, date], amount: str) -> None:
    case, on = family
    case = replace(case, income=tuple(replace(line, expected_to_continue=None) for line in case.income))
    stranger = builders.a_person("lodger", relation="unrelated", born="1980-01-01", given="Max")
    theirs = builders.wages("lodger", amount)  # expects to go on earning, which says nothing of the family
    bill = replace(case.bills[0], id="theirs", person="lodger")
    crowded = replace(
        case, people=(*case.people, stranger), income=(*case.income, theirs), bills=(*case.bills, bill)
    )
    before, after = decided(case, on), decided(crowded, on)
    assert after.columns == before.columns
    assert after.payment == before.payment
    assert after.screening == before.screening
    assert after.fpl == before.fpl
    assert after.missing == before.missing


@QUICK
@given(families())
def test_the_same_input_gives_the_same_bytes(family: tuple[Case, date]) -> None:
    case, on = family
    again = codec.from_file(Case, codec.to_file(case))
    assert codec.to_file(decided(case, on)) == codec.to_file(decided(again, on))


@QUICK
@given(families())
def test_only_facts_that_nobody_told_are_asked(family: tuple[Case, date]) -> None:
    case, on = family
    assert decided(case, on).missing == ()
