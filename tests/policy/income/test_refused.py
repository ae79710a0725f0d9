"""What no rule can read is refused with a sentence and its place; a great many lines are counted."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from crs_intake.domain.case import Case
from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.income import Business, BusinessExpense, Income, Payment
from crs_intake.domain.money import Money
from crs_intake.domain.people import Person
from crs_intake.policy import income
from crs_intake.policy.income import count_all
from tests.policy.income.run import book_of

ON = date(2026, 3, 31)
ONE = Money(100)
LINE = "In the income line income-1, "


def count(*lines: Income, people: tuple[str, ...] = ("mother",)) -> tuple[Any, ...]:
    case = Case(
        format="crs-case/1",
        people=tuple(Person(id=id, relation="mother", born=date(1990, 1, 1)) for id in people),
        income=lines,
    )
    return count_all(case, book_of(), ON, frozenset(people))


def a_line(**facts: Any) -> Income:
    return Income(**{"person": "mother", "kind": "wages", "frequency": "monthly", "amount": ONE, **facts})


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"amount": Money.of_cents(-1)}, f'{LINE}"amount" is below zero; enter what was received.'),
        ({"amount": Money.of_cents(10**30)}, f'{LINE}"amount" is too large; check the digits.'),
        ({"amount": 1.5}, 'In the income line income-1, "amount" is no amount of dollars and whole cents.'),
        ({"amount": float("nan")}, '"amount" is no amount of dollars and whole cents.'),
        ({"amount": True}, '"amount" is no amount of dollars and whole cents.'),
        ({"payments": (Payment(day=ON, amount=Money.of_cents(-5)),)}, '"payments" is below zero'),
        ({"business": Business(receipts=Money.of_cents(-5))}, '"business.receipts" is below zero'),
        ({"business": Business(expenses=(BusinessExpense(kind="stock", amount=Money.of_cents(-5)),))},
         '"business.expenses" is below zero'),
        ({"business": Business(months=601)}, '"business.months" must be a whole number from 1 to 600'),
        ({"business": Business(expenses=(BusinessExpense(kind="bribes", amount=ONE),))},  # type: ignore[arg-type]
         '"bribes" is no kind of business cost; it can be stock'),
        ({"hours": Decimal("NaN")}, '"hours" must be a number of hours above zero.'),
        ({"hours": Decimal("0")}, '"hours" must be a number of hours above zero.'),
        ({"hours_per_month": Decimal("Infinity")}, '"hours_per_month" must be a number of hours.'),
        ({"covers_months": 1.5}, '"covers_months" must be a whole number'),
        ({"covers_months": True}, '"covers_months" must be a whole number'),
        ({"months_already_excluded": -1}, '"months_already_excluded" must be a whole number from 0'),
        ({"kind": "CRS-20.603.2.07"}, "is not one kind of income; choose one of"),
        ({"kind": ""}, '"" is no known kind of income.'),
        ({"person": "stranger"}, "belongs to 'stranger', who is not among the people of the case."),
    ],
)  # fmt: skip
def test_a_figure_that_cannot_be_right_is_refused(facts: dict[str, Any], sentence: str) -> None:
    if "business" in facts:
        facts = {"kind": "self_employment", **facts}
    with pytest.raises(NotAcceptable) as refused:
        count(a_line(**facts))
    assert sentence in str(refused.value)
    assert refused.value.where


def test_the_largest_amounts_and_the_smallest_are_counted() -> None:
    largest, cent = count(a_line(amount=Money.of_cents(10**11)), a_line(amount=Money.of_cents(1)))
    assert largest.counted["xix"] == 12 * 10**9
    assert cent.counted["xix"] == Fraction(12, 100)


def test_the_same_id_twice_and_no_id_are_no_trouble() -> None:
    found = count(a_line(id="a"), a_line(id="a"), a_line())
    assert [line.id for line in found] == ["a", "a", "income-3"]


def test_five_hundred_people_and_ten_thousand_lines_are_counted() -> None:
    people = tuple(f"p{number}" for number in range(500))
    kinds = [kind.name for kind in income.kinds().values()]
    lines = [
        a_line(person=people[number % 500], kind=kinds[number % len(kinds)], intended_for="food")
        for number in range(10_000)
    ]
    found = count(*lines, people=people)
    assert len(found) == 10_000
    assert sum(line.counted["xxi"] for line in found) > 0


@pytest.mark.parametrize("name", ["child_support", "gift", "alaska_native", "jtpa"])
def test_ten_thousand_lines_that_belong_together_do_not_take_the_square(name: str) -> None:
    lines = [
        a_line(kind=name, payments=(Payment(day=ON, amount=ONE),), frequency="once") for _ in range(10_000)
    ]
    found = count(*lines)
    assert len(found) == 10_000


def test_a_line_that_nobody_finished_asks_and_never_breaks() -> None:
    for name in income.names():
        [line] = count(Income(person="mother", kind=name))
        assert set(line.counted) == {"xix", "xxi", "state_only"}
        [line] = count(Income(person="mother", kind=name, frequency="irregular", seasonal=True))
        assert all(fact.label and fact.section and fact.key for fact in line.missing)


def test_an_answer_of_nothing_is_an_answer() -> None:
    full = a_line(kind="mortgage_received", interest_part=Money(0))
    assert count(full)[0].counted["xix"] == 0
    assert not count(full)[0].missing
    assert count(replace(full, interest_part=None))[0].missing
