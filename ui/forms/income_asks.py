"""What the page of a kind of income asks: how each fact is answered, and when it is asked at all.

A kind names its questions in the list of kinds; another answer can make one of
them needless, such as the months of a loan that is no educational one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from crs_intake.domain.text import N_
from crs_intake.policy.income import registry
from ui.forms.common import FREQUENCIES, people
from ui.forms.form import About, Answers, Choice, Kind

NEEDS = {
    "food": N_("Food"), "shelter": N_("Rent or mortgage"), "utilities": N_("Utilities"),
    "household_supplies": N_("Household supplies"), "public_transportation": N_("Public transportation"),
    "clothing": N_("Clothing or diapers"), "hygiene": N_("Personal care and hygiene"),
    "other": N_("None of these"),
}  # fmt: skip
FUNDERS = {
    "us_department_of_education": N_("U.S. Department of Education"),
    "veterans_education": N_("Veterans education program"), "bia": N_("Bureau of Indian Affairs"),
    "tribal": N_("Tribe"), "state": N_("State"), "college": N_("College"), "private": N_("Private"),
    "other": N_("Other"),
}  # fmt: skip
PAID_TO = {"family": N_("The family"), "student": N_("The student"), "vendor": N_("A shop or landlord"),
           "provider": N_("A provider")}  # fmt: skip
PAYEES = {"self": N_("The person"), "in_home": N_("Somebody in the home"),
          "elsewhere": N_("Somebody elsewhere")}  # fmt: skip

FIRST: dict[str, Kind] = {
    "for_child": "pick", "children": "whole", "payee": "choice", "made_available": "money",
    "paid_to": "choice", "intended_for": "pick", "funded_by": "pick", "educational": "yes_no",
    "living_expenses": "money", "education_costs": "money", "covers_from": "day", "covers_months": "whole",
    "contributor": "pick", "contributor_otherwise_included": "yes_no",
    "income_otherwise_available": "yes_no", "beyond_own_share": "yes_no", "attorney_fees": "money",
    "assigned": "yes_no", "interest_part": "money", "medical_adjustment": "money", "incentive_part": "money",
    "paid_out": "yes_no", "gain": "money", "cash": "yes_no", "for_work": "yes_no", "recurring": "yes_no",
    "hours": "hours", "market_value": "money", "earmarked": "tick", "direct_deposit": "tick",
    "job_corps": "tick", "months_already_excluded": "whole", "contract_total": "money", "frequency": "pick",
}  # fmt: skip
"""What only some kinds ask, before the money, and how it is answered."""
AFTER: dict[str, Kind] = {
    "hours_per_month": "hours", "begun": "day", "first_payment": "day", "ended": "day",
    "expected_to_continue": "yes_no", "note": "text",
}  # fmt: skip
SELDOM: dict[str, Kind] = {
    "seasonal": "tick", "previous_year": "money", "recouped": "money", "actual_expense": "money",
    "repaid_from_wages": "yes_no",
}  # fmt: skip
CHOICES: dict[str, Any] = {
    "frequency": FREQUENCIES, "for_child": people, "contributor": people,
    "payee": tuple(Choice(*each) for each in PAYEES.items()),
    "paid_to": tuple(Choice(*each) for each in PAID_TO.items()),
    "intended_for": tuple(Choice(*each) for each in NEEDS.items()),
    "funded_by": tuple(Choice(*each) for each in FUNDERS.items()),
}  # fmt: skip


def asks(key: str) -> Any:
    """Whether the line's kind asks for a fact."""

    def asked(row: Answers) -> bool:
        kind = registry.kinds().get(row["kind"])
        return kind is not None and key in kind.questions

    return asked


def needs(key: str) -> Any:
    """Whether the line is not settled without the fact."""

    def needed(row: Answers, about: About) -> bool:
        kind = registry.kinds().get(row["kind"])
        return kind is not None and key in kind.needs

    return needed


_TRIBAL, _SCHOOL = ("bia", "tribal"), ("us_department_of_education", "veterans_education", "bia")


def _spread(row: Answers) -> bool:
    """Item 15 spreads a benefit that no federal program funds; of loans only the educational ones."""
    return (row["kind"] != "loan" or row["educational"] == "yes") and row["funded_by"] not in _SCHOOL


def _tribal(row: Answers) -> bool:
    return row["kind"] != "college_work_study" or row["funded_by"] in _TRIBAL


def _no_contributor(key: str) -> Callable[[Answers], bool]:
    """Who contributes tells it; an answer that was given all the same stays to be seen."""
    return lambda row: not row["contributor"] or bool(row[key])


_ALSO: Mapping[str, Callable[[Answers], bool]] = {
    "children": lambda row: not row["for_child"],
    "made_available": lambda row: row["payee"] == "elsewhere",
    "funded_by": lambda row: row["kind"] != "loan" or row["educational"] == "yes",
    "education_costs": _spread, "covers_from": _spread, "covers_months": _spread,
    "living_expenses": _tribal,
    "contributor_otherwise_included": _no_contributor("contributor_otherwise_included"),
    "income_otherwise_available": _no_contributor("income_otherwise_available"),
    "months_already_excluded": lambda row: row["job_corps"] != "yes",
    "intended_for": lambda row: row["cash"] != "no",
    "gain": lambda row: row["paid_out"] != "no",
}  # fmt: skip
"""What a question needs beside its kind, so that nobody is asked what the rule will not look at."""


def when(key: str) -> Any:
    """When a question is asked: by its kind, and only if another answer leaves it open."""
    asked, also = _WHEN.get(key, asks(key)), _ALSO.get(key)
    return asked if also is None else lambda row: asked(row) and also(row)


def a_business(row: Answers) -> bool:
    """A business is told by its year; it has no payments of its own."""
    kind = registry.kinds().get(row["kind"])
    return kind is not None and "business" in kind.needs


def business_year(row: Answers) -> bool:
    """Costs are asked where they may be taken off: of rent only where the owner works (AMB-129)."""
    asked = bool(asks("business")(row))
    if row["kind"] == "rental_income":
        return asked and row["for_work"] == "yes"
    return asked and (row["kind"] != "rental_with_work" or row["for_work"] != "no")


def _of_the_year(row: Answers) -> bool:
    """The whole year's pay is told, by the contract or by the year before of seasonal work."""
    by_contract = row["kind"] == "contract_income" and row["contract_total"]
    return bool(by_contract or (row["seasonal"] == "yes" and row["previous_year"] and _last_year(row)))


def _often(row: Answers) -> bool:
    return bool(asks("frequency")(row)) and not a_business(row) and not _of_the_year(row)


def _one_amount(row: Answers) -> bool:
    """Payments that are all alike need one amount; stubs that are typed make it needless."""
    asked = bool(asks("amount")(row)) and not a_business(row)
    told = row["payments"] or row["market_value"] or _of_the_year(row)
    return bool(row["amount"]) or (asked and not told)


def single_payments(row: Answers) -> bool:
    """Payments are listed where they are not all alike."""
    asked = bool(asks("payments")(row)) and not a_business(row)
    return bool(row["payments"]) or (asked and not row["amount"] and not row["market_value"])


def _last_year(row: Answers) -> bool:
    kind = registry.kinds().get(row["kind"])
    needed = kind is not None and "previous_year" in kind.needs
    return bool(asks("previous_year")(row)) and (needed or row["seasonal"] == "yes")


_WHEN = {
    "frequency": _often,
    "amount": _one_amount,
    "payments": single_payments,
    "previous_year": _last_year,
}
