"""Refuses what no rule can read: negative amounts, impossible numbers of months, hours or children."""

from __future__ import annotations

from decimal import Decimal
from operator import attrgetter
from typing import Any

from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.income import Business, Income
from crs_intake.domain.money import LARGEST

_AMOUNTS = (
    "amount", "previous_year", "contract_total", "made_available", "recouped", "attorney_fees",
    "actual_expense", "interest_part", "medical_adjustment", "incentive_part", "living_expenses",
    "education_costs", "gain", "market_value",
)  # fmt: skip
_COUNTS = {"covers_months": 1, "children": 1, "months_already_excluded": 0}
_MOST_MONTHS = 600
_amounts = attrgetter(*_AMOUNTS)
_counts = attrgetter(*_COUNTS)


def check(line: str, income: Income) -> None:
    """Raise NotAcceptable, with the place, for a figure that cannot be right."""
    for at, value in enumerate(_amounts(income)):
        if value is not None and not _fits(value):
            raise _amount(line, _AMOUNTS[at], value)
    for payment in income.payments:
        if not _fits(payment.amount):
            raise _amount(line, "payments", payment.amount)
    if income.business is not None:
        _business(line, income.business)
    for name, value in zip(_COUNTS, _counts(income), strict=True):
        if value is not None:
            _count(line, name, value, _COUNTS[name])
    if income.hours is not None:
        _hours(line, "hours", income.hours, above=True)
    if income.hours_per_month is not None:
        _hours(line, "hours_per_month", income.hours_per_month, above=False)


def _business(line: str, business: Business) -> None:
    if not _fits(business.receipts):
        raise _amount(line, "business.receipts", business.receipts)
    for each in business.expenses:
        if not _fits(each.amount):
            raise _amount(line, "business.expenses", each.amount)
    if business.months is not None:
        _count(line, "business.months", business.months, 1)


def _fits(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST


def _amount(line: str, name: str, value: Any) -> NotAcceptable:
    if not isinstance(value, int) or isinstance(value, bool):
        return _bad(line, name, "is no amount of dollars and whole cents")
    if value < 0:
        return _bad(line, name, "is below zero; enter what was received")
    return _bad(line, name, "is too large; check the digits")


def _count(line: str, name: str, value: Any, least: int) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= _MOST_MONTHS:
        raise _bad(line, name, f"must be a whole number from {least} to {_MOST_MONTHS}")


def _hours(line: str, name: str, value: Decimal, *, above: bool) -> None:
    if not isinstance(value, Decimal) or not value.is_finite() or value < 0 or (above and value == 0):
        raise _bad(line, name, f"must be a number of hours{' above zero' if above else ''}")


def _bad(line: str, name: str, what: str) -> NotAcceptable:
    return NotAcceptable(f'In the income line {line}, "{name}" {what}.', where=f"income.{line}.{name}")
