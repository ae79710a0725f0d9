"""Refuses what no rule can read: negative amounts, impossible counts, hours and days, people nobody knows."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any

from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.income import Business, Income
from crs_intake.domain.money import LARGEST, Money
from crs_intake.domain.text import N_, filled

_AMOUNTS = (
    "amount", "previous_year", "contract_total", "made_available", "recouped", "attorney_fees",
    "actual_expense", "interest_part", "medical_adjustment", "incentive_part", "living_expenses",
    "education_costs", "gain", "market_value",
)  # fmt: skip
_COUNTS = {"covers_months": 1, "children": 1, "months_already_excluded": 0}
_DAYS = ("begun", "first_payment", "ended", "covers_from")
_PEOPLE = ("person", "for_child", "contributor")
_MOST_MONTHS = 600
_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)  # outside a year is a slip of the keys
_amounts = attrgetter(*_AMOUNTS)
_counts = attrgetter(*_COUNTS)
_days = attrgetter(*_DAYS)
_people = attrgetter(*_PEOPLE)
_NO_AMOUNTS = (None,) * len(_AMOUNTS)
_NO_COUNTS = (None,) * len(_COUNTS)
_WHOLE = (Money, int)  # never a bool, which is an int too

NO_AMOUNT = N_('In the income line {line}, "{name}" is no amount of dollars and whole cents.')
BELOW_ZERO = N_('In the income line {line}, "{name}" is below zero; enter what was received.')
TOO_LARGE = N_('In the income line {line}, "{name}" is too large; check the digits.')
NO_COUNT = N_('In the income line {line}, "{name}" must be a whole number from {least} to {most}.')
NO_HOURS = N_('In the income line {line}, "{name}" must be a number of hours.')
NO_HOURS_ABOVE = N_('In the income line {line}, "{name}" must be a number of hours above zero.')
NO_DAY = N_('In the income line {line}, "{name}" is no day that can be right; check the year.')
ENDS_FIRST = N_('In the income line {line}, "{name}" is before the day on which it began; check both days.')
STRANGER = N_(
    "The income line {line} belongs to '{person}', who is not among the people of the case. Choose one of "
    "them, or enter the person first."
)
STRANGER_NAMED = N_(
    "The income line {line} names '{person}' in \"{name}\", who is not among the people of the case. Choose "
    "one of them, or enter the person first."
)


def check(line: str, income: Income, people: Collection[str]) -> None:
    """Raise NotAcceptable, with the place, for what cannot be right."""
    if _amounts(income) != _NO_AMOUNTS:
        _all_amounts(line, income)
    for payment in income.payments:
        if not _fits(payment.amount):
            raise _amount(line, "payments", payment.amount)
        if not _FIRST_DAY <= payment.day <= _LAST_DAY:
            raise _bad(line, "payments", NO_DAY)
        if payment.mailed is not None:
            _day(line, "payments.mailed", payment.mailed)
    if income.business is not None:
        _business(line, income.business)
    if _counts(income) != _NO_COUNTS:
        _all_counts(line, income)
    if income.hours is not None:
        _hours(line, "hours", income.hours, above=True)
    if income.hours_per_month is not None:
        _hours(line, "hours_per_month", income.hours_per_month, above=False)
    _when(line, income)
    if income.person not in people or income.for_child or income.contributor:
        for name, who in _strangers(income, people):
            message = STRANGER if name == "person" else STRANGER_NAMED
            raise _bad(line, name, message, person=who)


def _all_amounts(line: str, income: Income) -> None:
    for name, value in zip(_AMOUNTS, _amounts(income), strict=True):
        if value is not None and not _fits(value):
            raise _amount(line, name, value)


def _all_counts(line: str, income: Income) -> None:
    for name, value in zip(_COUNTS, _counts(income), strict=True):
        if value is not None:
            _count(line, name, value, _COUNTS[name])


def _strangers(income: Income, people: Collection[str]) -> Iterator[tuple[str, str]]:
    named = zip(_PEOPLE, _people(income), strict=True)
    return ((name, who) for name, who in named if (who or name == "person") and who not in people)


def _when(line: str, income: Income) -> None:
    for name, value in zip(_DAYS, _days(income), strict=True):
        if value is not None and not _FIRST_DAY <= value <= _LAST_DAY:
            raise _bad(line, name, NO_DAY)
    if income.ended is not None and income.begun is not None and income.ended < income.begun:
        raise _bad(line, "ended", ENDS_FIRST)


def _day(line: str, name: str, value: date) -> None:
    if not _FIRST_DAY <= value <= _LAST_DAY:
        raise _bad(line, name, NO_DAY)


def _business(line: str, business: Business) -> None:
    if business.receipts is not None and not _fits(business.receipts):
        raise _amount(line, "business.receipts", business.receipts)
    for each in business.expenses:
        if not _fits(each.amount):
            raise _amount(line, "business.expenses", each.amount)
    if business.months is not None:
        _count(line, "business.months", business.months, 1)
    if business.since is not None:
        _day(line, "business.since", business.since)
    if business.year is not None and not _FIRST_DAY.year <= business.year <= _LAST_DAY.year:
        raise _bad(line, "business.year", NO_DAY)


def _fits(value: Any) -> bool:
    return type(value) in _WHOLE and 0 <= value <= LARGEST


def _amount(line: str, name: str, value: Any) -> NotAcceptable:
    if not isinstance(value, int) or isinstance(value, bool):
        return _bad(line, name, NO_AMOUNT)
    return _bad(line, name, BELOW_ZERO if value < 0 else TOO_LARGE)


def _count(line: str, name: str, value: Any, least: int) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= _MOST_MONTHS:
        raise _bad(line, name, NO_COUNT, least=least, most=_MOST_MONTHS)


def _hours(line: str, name: str, value: Decimal, *, above: bool) -> None:
    if not isinstance(value, Decimal) or not value.is_finite() or value < 0 or (above and value == 0):
        raise _bad(line, name, NO_HOURS_ABOVE if above else NO_HOURS)


def _bad(line: str, name: str, message: str, **blanks: object) -> NotAcceptable:
    return NotAcceptable(filled(message, line=line, name=name, **blanks), where=f"income.{line}.{name}")
