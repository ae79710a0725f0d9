"""Exact sums of computed money, quick enough for a worksheet that is redrawn on each keystroke.

A `Fraction` is reduced after every single addition; here the parts are added
over one denominator and reduced once. The result is the same fraction.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

ZERO = Fraction(0)


def total(amounts: Iterable[Fraction]) -> Fraction:
    """The exact sum; zero of nothing."""
    top, bottom = 0, 1
    for amount in amounts:
        part, of = amount.as_integer_ratio()
        if of == bottom:
            top += part
        else:
            top, bottom = top * of + part * bottom, bottom * of
    if bottom == 1:  # whole dollars need no reducing
        return Fraction(top) if top else ZERO
    return Fraction(top, bottom)


@lru_cache(maxsize=4096)
def ratio(told: Decimal) -> Fraction:
    """A decimal number as it was told, exactly."""
    return Fraction(told)


@lru_cache(maxsize=4096)
def dollars(cents: int, parts: int = 1) -> Fraction:
    """Whole cents, or one of so many equal parts of them, as exact dollars; the same few come again."""
    return Fraction(cents, 100 * parts)
