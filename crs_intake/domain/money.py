"""Money as it is entered: whole cents, never a float.

What people type is `Money`. What the rules compute from it is an exact
`Fraction` of dollars, compared unrounded and rounded half up only to be shown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.text import N_

_SHAPE = re.compile(r"^\$?\s*(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?$")
LARGEST = 10**11  # cents: a billion dollars; more is a slip of the keys


class Money(int):
    """Whole cents that somebody entered; never negative."""

    __slots__ = ()

    @classmethod
    def read(cls, given: object) -> Money:
        """Money from typed text, whole dollars or another Money; raises NotAcceptable."""
        if isinstance(given, Money):
            return given
        if isinstance(given, bool) or given is None:
            raise NotAcceptable(N_("Type an amount, for example 1,250.00"))
        text = repr(given) if isinstance(given, float) else str(given).strip()
        shape = _SHAPE.match(text) if text.isascii() else None
        if shape is None:
            raise NotAcceptable(N_("Type an amount of dollars and whole cents, for example 1,250.00"))
        cents = int(shape[1].replace(",", "")) * 100 + int((shape[2] or "0").ljust(2, "0"))
        if cents > LARGEST:
            raise NotAcceptable(N_("This amount is too large; check the digits"))
        return cls(cents)

    @classmethod
    def of_cents(cls, cents: int) -> Money:
        """Money of that many cents."""
        return cls(cents)

    @property
    def dollars(self) -> Fraction:
        """The exact amount in dollars."""
        return Fraction(int(self), 100)

    def plain(self) -> str:
        """Two decimals without separators, the form of the case file: 1250.00."""
        return f"{self // 100}.{self % 100:02d}"

    def __str__(self) -> str:
        return f"{self // 100:,}.{self % 100:02d}"

    def __repr__(self) -> str:
        return f"Money({self.plain()!r})"

    # The case file's reader (pydantic) asks types how they are written; the answer is
    # plain data, so that this room needs nothing beyond the standard library.
    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Mapping[str, Any]:
        return {
            "type": "function-plain",
            "function": {"type": "with-info", "function": _from_file},
            "serialization": {"type": "function-plain", "function": _to_file, "info_arg": True},
        }

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> Mapping[str, Any]:
        return {
            "type": "string",
            "pattern": r"^\d+(\.\d{1,2})?$",
            "examples": ["1250.00"],
            "description": "US dollars as text with two decimals, never negative",
        }


def _from_file(given: object, info: Any) -> Money:
    if info.context == "store":  # the database keeps whole cents
        if type(given) is not int:
            raise ValueError("stored money must be whole cents")
        return Money(given)
    return Money.read(given)


def _to_file(value: Money, info: Any) -> int | str:
    return int(value) if info.context == "store" else value.plain()


def shown(amount: Fraction | Money | int) -> str:
    """A computed amount of dollars for people: rounded half up to the cent, 1,250.00."""
    top, bottom = (int(amount), 100) if isinstance(amount, Money) else amount.as_integer_ratio()
    cents = _half_up(top * 100, bottom)
    sign, cents = ("-" if cents < 0 else ""), abs(cents)
    return f"{sign}{cents // 100:,}.{cents % 100:02d}"


def plain(amount: Fraction | Money | int) -> str:
    """As `shown`, without separators: the form of JSON answers."""
    return shown(amount).replace(",", "")


def half_up(number: Fraction) -> int:
    """The nearest whole number, halves away from zero."""
    return _half_up(*number.as_integer_ratio())


def _half_up(top: int, bottom: int) -> int:
    whole = (2 * abs(top) + bottom) // (2 * bottom)
    return whole if top >= 0 else -whole
