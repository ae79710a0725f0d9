"""What must hold for every household's income, whatever its kinds and amounts."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from crs_intake.domain.case import Case
from crs_intake.domain.decision import COLUMNS, CountedLine
from crs_intake.domain.income import Business, Income, Payment
from crs_intake.domain.money import Money
from crs_intake.domain.people import Person
from crs_intake.domain.referral import Referral
from crs_intake.policy import income
from crs_intake.policy.income import count_all
from crs_intake.words import say_with
from tests.policy.income.run import book_of

ON = date(2026, 3, 31)
PEOPLE = (
    Person(id="mother", relation="mother", born=date(1990, 1, 1), student="no"),
    Person(id="applicant", relation="applicant", born=date(2016, 1, 1), student="full_time"),
    Person(id="sibling", relation="sibling", born=date(2011, 1, 1), student="less_than_half_time"),
    Person(id="lodger", relation="unrelated", born=date(1980, 1, 1), student="no"),
)
GROUP = frozenset({"mother", "applicant", "sibling"})
money = st.integers(0, 500_000).map(Money.of_cents)
days = st.integers(-800, 60).map(lambda back: ON + timedelta(days=back))
maybe_days = st.none() | days
NAMES = sorted(name for name in income.names())
EXCLUDED = sorted(kind.name for kind in income.kinds().values() if kind.rule == "excluded")
often = st.sampled_from(
    ["weekly", "biweekly", "semimonthly", "monthly", "quarterly", "yearly", "once", "irregular"]
)
mailed = st.none() | st.integers(0, 400).map(lambda back: ON - timedelta(days=back))
payments = st.lists(st.builds(Payment, day=days, amount=money, mailed=mailed), max_size=3).map(tuple)


@st.composite
def a_line(
    draw: Any, names: list[str] = NAMES, people: tuple[str, ...] = ("mother", "applicant", "sibling")
) -> Income:
    yes_or_no = st.none() | st.booleans()
    begun, ended = draw(maybe_days), draw(maybe_days)
    if begun is not None and ended is not None:
        begun, ended = min(begun, ended), max(begun, ended)
    return Income(
        id=f"line-{draw(st.integers(0, 10**9))}", person=draw(st.sampled_from(people)),
        kind=draw(st.sampled_from(names)), frequency=draw(st.none() | often),
        amount=draw(st.none() | money), payments=draw(payments), begun=begun, ended=ended,
        for_child=draw(st.sampled_from(["", "applicant", "sibling"])),
        children=draw(st.none() | st.integers(1, 3)),
        intended_for=draw(st.sampled_from([None, "food", "other"])),
        paid_out=draw(yes_or_no), cash=draw(yes_or_no), for_work=draw(yes_or_no), recurring=draw(yes_or_no),
        interest_part=draw(st.none() | money), medical_adjustment=draw(st.none() | money),
        covers_months=draw(st.none() | st.integers(1, 30)), covers_from=draw(maybe_days),
        education_costs=draw(st.none() | money), payee=draw(st.sampled_from([None, "in_home", "elsewhere"])),
        made_available=draw(st.none() | money), recouped=draw(st.none() | money),
        seasonal=draw(st.booleans()),
        previous_year=draw(st.none() | money), contract_total=draw(st.none() | money),
        funded_by=draw(st.sampled_from([None, "us_department_of_education", "bia", "private"])),
        business=draw(st.none() | st.builds(Business, since=maybe_days, receipts=money)),
    )  # fmt: skip


def count(*lines: Income) -> tuple[CountedLine, ...]:
    case = Case(
        format="crs-case/1", people=PEOPLE, income=lines, referral=Referral(form_date=date(2026, 3, 6))
    )
    return count_all(case, book_of(), ON, GROUP)


def totals(found: tuple[CountedLine, ...]) -> dict[tuple[str, bool], Any]:
    return {(name, earned): sum(line.counted[name] for line in found if line.earned == earned)
            for name in COLUMNS for earned in (True, False)}  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(a_line(), max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_lines_never_matters(lines: list[Income], chance: Random) -> None:
    shuffled = list(lines)
    chance.shuffle(shuffled)
    assert totals(count(*lines)) == totals(count(*shuffled))


@settings(max_examples=50, deadline=None)
@given(st.lists(a_line(), max_size=5), a_line(people=("lodger",)))
def test_a_stranger_outside_the_group_changes_nothing(lines: list[Income], of_stranger: Income) -> None:
    assert count(*lines, of_stranger)[:-1] == count(*lines)
    assert not any(count(*lines, of_stranger)[-1].counted.values())


@settings(max_examples=40, deadline=None)
@given(st.lists(a_line(), max_size=5), a_line(names=EXCLUDED))
def test_a_kind_excluded_in_every_column_changes_no_figure(lines: list[Income], excluded: Income) -> None:
    assert totals(count(*lines, excluded)) == totals(count(*lines))
    assert count(excluded)[0].missing == ()


@settings(max_examples=60, deadline=None)
@given(st.lists(a_line(), max_size=4))
def test_nothing_counts_below_zero_and_state_only_follows_title_xxi(lines: list[Income]) -> None:
    for line in count(*lines):
        assert all(amount >= 0 for amount in line.counted.values())
        assert line.counted["state_only"] == line.counted["xxi"]
        assert line.earned or not any(line.earning_months.values())
        for name, months in line.earning_months.items():
            assert len(months) <= 12
            assert not months or line.counted[name] > 0
            assert list(months) == sorted(set(months))


@settings(max_examples=60, deadline=None)
@given(a_line(), money)
def test_a_larger_amount_never_counts_less(line: Income, more: Money) -> None:
    if line.amount is None or line.kind == "self_employment":
        return
    other = replace(line, amount=Money.of_cents(int(line.amount) + int(more)))
    [low], [high] = count(line), count(other)
    assert all(high.counted[name] >= low.counted[name] for name in COLUMNS)


@settings(max_examples=60, deadline=None)
@given(st.lists(a_line(), max_size=4))
def test_the_same_income_gives_the_same_lines(lines: list[Income]) -> None:
    assert count(*lines) == count(*lines)
    assert repr(count(*lines)) == repr(count(*lines))


@given(st.lists(a_line(), min_size=1, max_size=3))
@settings(max_examples=200)
def test_every_sentence_of_a_line_is_complete(lines: list[Income]) -> None:
    for line in count(*lines):
        said = [say_with(each, line.inputs) for each in (line.reason, *line.hints)]
        said += [say_with(why, line.inputs) for _, _, why in line.struck]
        said += [say_with(fact.label, fact.inputs) for fact in line.missing]
        assert "{" not in " ".join(said)
