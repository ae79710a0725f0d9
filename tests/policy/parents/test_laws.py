"""What holds for every family: bands, rounding, dates, and no state that a fact did not cause."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crs_intake.domain.money import Money
from crs_intake.domain.parents import FamilyIncome
from crs_intake.policy.parents import figures, interface, premium
from crs_intake.policy.parents.decide import decide
from tests.policy.parents import run

BOOK = run.book_of()
CENTS = st.integers(0, 900_000)
SIZES = st.integers(1, 9)


@given(CENTS, CENTS, SIZES)
def test_within_a_band_more_income_never_lowers_the_premium(one: int, more: int, size: int) -> None:
    low, high = sorted((one, more))
    first, second = (premium.of_amount(Fraction(each, 100), size, BOOK, run.DAY) for each in (low, high))
    if first.percent == second.percent and first.amount is not None and second.amount is not None:
        assert first.amount <= second.amount
    if first.percent is not None and second.percent is not None:
        assert first.percent <= second.percent


@given(CENTS, SIZES)
def test_the_premium_is_the_percentage_to_the_half_cent(cents: int, size: int) -> None:
    found = premium.of_amount(Fraction(cents, 100), size, BOOK, run.DAY)
    if found.percent is None or found.amount is None:
        assert found.fpl_percent > 200
    else:
        assert abs(found.amount - found.gross * found.percent / 100) <= Fraction(1, 200)


@given(st.dates(date(2003, 1, 1), date(2030, 12, 31)))
def test_the_month_after_is_always_a_first_of_a_later_month(day: date) -> None:
    found = figures.month_after(day)
    assert found.day == 1 and day < found <= day + timedelta(days=31)


@given(st.dates(date(2026, 1, 1), date(2026, 10, 1)), st.integers(0, 40))
def test_a_debt_paid_in_full_up_to_the_last_day_is_always_in_time(notice: date, after: int) -> None:
    due, plain = figures.term("CLK-47", notice, BOOK)
    assert plain == notice + timedelta(days=30) <= due
    debt = run.codec.from_file(
        interface.Debt,
        f'{{"searched": "{notice}", "unpaid": "40.00", "notice": "{notice}", '
        f'"payments": [{{"on": "{notice + timedelta(days=after)}", "amount": "40.00"}}]}}',
    )
    assert (interface.paid_on(debt, due) is not None) is (notice + timedelta(days=after) <= due)


@pytest.mark.parametrize("start", list(run.STARTS))
@pytest.mark.parametrize("on", [date(2026, 4, 22), date(2026, 5, 1), date(2027, 1, 1)])
def test_only_an_approved_parent_has_a_key_code_a_plan_and_a_premium(start: str, on: date) -> None:
    case = run.case_of(start)
    for facts in ({}, {"insured": True}, {"potentially_medicaid": True}, {"cooperates": None}):
        assert case.parents is not None
        parents = tuple(replace(each, **facts) for each in case.parents.parents)
        income = (FamilyIncome(since=date(2026, 1, 1), gross_monthly=Money(350000), members=3),)
        told = replace(case.parents, parents=parents, income=income)
        for each in decide(replace(case, parents=told), BOOK, on).people:
            if each.role == "parent" and each.outcome != "approved":
                assert (each.key_code, each.plan, each.premium) == ("", "", None)
            assert each.section


def test_what_comes_later_changes_nothing_before() -> None:
    """An ending, a payment and a screening of next month leave today's answer as it is."""
    today = run.answer(run.case_of("dual_member"), BOOK, date(2026, 5, 2))
    later = run.case_of("dual_member", {"parents": {"parents": {"mother": {
        "endings": [{"on": "2026-05-20", "program": "kidscare", "reason": "death"}],
        "medicaid_approved": "2026-05-21",
        "hearings": [{"requested": "2026-05-22", "program": "kidscare", "about": "premium"}],
    }}}})  # fmt: skip
    assert run.answer(later, BOOK, date(2026, 5, 2)) == today
