"""The list of kinds against the register, and the words and questions of every kind."""

from collections import Counter
from dataclasses import fields
from importlib import import_module
from pathlib import Path
from typing import get_args

import pytest

from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.income import ExpenseKind, Income
from crs_intake.policy import income
from crs_intake.policy.income import registry, rules
from tests.house import register

UNEARNED = [f"CRS-20.603.2.{number:02d}" for number in range(1, 58)] + ["CRS-20.603.2.23A"]
EARNED = [f"CRS-20.603.3.{number:02d}" for number in range(1, 18)]


def _entries() -> dict[str, dict[str, object]]:
    if not register.entries():
        pytest.skip(f"the register is not at hand ({register.REGISTER})")
    parts = ("CRS-20.603.2", "CRS-20.603.3")
    return {id: entry for id, entry in register.entries().items() if id.startswith(parts)}


def test_all_58_unearned_and_17_earned_items_have_a_kind() -> None:
    known = [kind.register for kind in income.kinds().values()]
    assert len(UNEARNED) == 58
    assert [item for item in UNEARNED + EARNED if not any(each.startswith(item) for each in known)] == []


def test_every_item_of_the_register_can_be_chosen_or_names_its_choices() -> None:
    businesses = ("CRS-20.603.3.13.", "CRS-20.603.2.overpay", "CRS-20.603.2.month", "CRS-20.603.2.31.def")
    lists = ("CRS-20.603.2", "CRS-20.603.3", "CRS-20.603.2.07", "CRS-20.603.2.11")
    for entry in _entries():
        if entry.startswith(businesses):
            continue
        if entry in lists:
            with pytest.raises(NotAcceptable, match=r"is not one kind|is a whole list"):
                income.kind(entry)
        else:
            assert income.kind(entry), entry


def test_simple_kinds_count_as_the_register_says() -> None:
    for entry in _entries().values():
        told = entry.get("program") or {}
        if entry["id"] not in registry._book().found or set(told.values()) - {"counted", "excluded"}:
            continue
        kind = income.kind(str(entry["id"]))
        if kind.name == "student_earnings":
            continue  # left out for a dependent student by the rule of all earnings
        for title, treatment in kind.treatment.items():
            assert told.get(title, treatment) == treatment, entry["id"]


@pytest.mark.proves("CRS-20.603.2", "CRS-20.603.3")
def test_money_for_work_is_earned_and_other_money_is_not() -> None:
    earned_in_the_other_list = {"tribal_work_experience", "high_school_training", "student_earnings"}
    for kind in income.kinds().values():
        by_list = kind.register.startswith("CRS-20.603.3")
        assert kind.earned == (by_list or kind.name in earned_in_the_other_list), kind.name


@pytest.mark.proves("CRS-20.603.2.31.def", "CRS-20.603.2.43.a", "CRS-20.603.2.47", "CRS-20.603.2.51.a")
@pytest.mark.proves("CRS-20.603.3.12.a", "CRS-20.603.3.13.a", "CRS-20.603.3.15.c")
def test_definitions_stand_with_their_kind() -> None:
    said = {
        "CRS-20.603.2.31": "must be paid back within an agreed time",
        "CRS-20.603.2.43.a": "Social Security benefits count",
        "CRS-20.603.2.47": "SSI",
        "CRS-20.603.2.51.a": "postal workday",
        "CRS-20.603.3.12.a": "works on the property or its records",
        "CRS-20.603.3.13": "receipts less allowed expenses",
        "CRS-20.603.3.15.c": "See also educational benefits (20.603.2.15)",
    }
    assert {entry: words in income.kind(entry).says for entry, words in said.items()} == dict.fromkeys(
        said, True
    )


@pytest.mark.proves("CRS-20.603.2.54.a", "CRS-20.603.2.54.b", "CRS-20.603.2.54.c")
def test_the_volunteer_programs_are_in_the_pick_list() -> None:
    labels = {
        entry: income.kind(entry).label
        for entry in ("CRS-20.603.2.54.a", "CRS-20.603.2.54.b", "CRS-20.603.2.54.c")
    }
    assert labels == {
        "CRS-20.603.2.54.a": "Volunteers in Service to America (VISTA)",
        "CRS-20.603.2.54.b": "Volunteer's compensation, ACTION",
        "CRS-20.603.2.54.c": "Volunteer's compensation, Older Americans Act programs",
    }
    assert income.kind("CRS-20.603.2.54.a").name == "vista"  # item 55 is the specific rule (AMB-113)


@pytest.mark.parametrize("kind", income.kinds().values(), ids=lambda kind: kind.name)
def test_a_kind_has_words_and_asks_only_what_can_be_answered(kind: income.Kind) -> None:
    answers = {field.name for field in fields(Income)}
    assert kind.label
    assert kind.says.endswith(".")
    assert set(kind.questions) <= answers
    assert set(kind.needs) <= set(kind.questions)
    assert {name for name, _ in kind.given} <= answers - set(kind.questions)
    assert all(income.question(name) for name in kind.questions)
    if kind.rule == "excluded":
        assert kind.questions == ("amount", "frequency", "payments")
        assert dict(kind.treatment) == {"xix": "excluded", "xxi": "excluded"}
    if kind.rule == "counted":
        assert dict(kind.treatment) == {"xix": "counted", "xxi": "counted"}


def test_names_are_their_own_and_every_cost_of_a_business_is_known() -> None:
    kinds = income.kinds().values()
    assert max(Counter(kind.label for kind in kinds).values()) == 1
    assert set(
        "wages self_employment child_support social_security unemployment_insurance ssi tanf agent_orange "
        "tax_refund unlisted_earned unlisted_unearned".split()
    ) <= set(income.names())
    assert set(income.expenses()) == set(get_args(ExpenseKind))


def test_every_rule_is_used_and_listed_where_it_lives() -> None:
    used = {kind.rule for kind in income.kinds().values()}
    assert used == set(rules.RULES)
    folder = Path(str(income.__file__)).parent
    modules = {rule.__module__.rpartition(".")[2] for rule in rules.RULES.values()}
    others = {"__init__", "check", "count", "line", "received", "registry", "rules", "students"}
    assert {file.stem for file in folder.glob("*.py")} == modules | others
    for name in modules:
        assert import_module(f"crs_intake.policy.income.{name}").__doc__


def test_every_word_of_the_list_can_be_translated() -> None:
    words = list(income.messages())
    assert len(words) > 200
    assert all(word and "{" not in word for word in words)


def test_a_kind_is_found_by_its_name_or_its_entry() -> None:
    assert income.kind("wages") is income.kind("CRS-20.603.3.17")
    assert income.kind("CRS-20.603.2.09").name == "child_support"
    assert income.kind("CRS-20.603.2.09").section == "20.603.2.9"
    assert income.kind("CRS-20.603.3.12.b").name == "rental_income"
