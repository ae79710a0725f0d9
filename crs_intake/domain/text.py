"""Marks words that people will read, in rooms that must not translate them.

Domain and policy hand out English message ids with named blanks; the words
are put into a language where they are shown (`crs_intake.words`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def N_(message: str) -> str:  # noqa: N802 - the gettext convention
    """Mark a message id for the catalogues and give it back unchanged."""
    return message


@dataclass(frozen=True)
class Sentence:
    """A message id with its blanks filled; a blank may be a sentence again, or several names or sentences."""

    message: str
    blanks: Mapping[str, object] = field(default_factory=dict)


class Filled(str):
    """An English sentence that still knows its message id, so that it can be said in another language."""

    message: str
    blanks: Mapping[str, object]


def filled(message: str, **blanks: object) -> Filled:
    """The sentence of a trouble with its blanks filled; days are written as 2026-03-02."""
    return with_blanks(
        message.format_map({name: _english(value) for name, value in blanks.items()}), message, blanks
    )


def with_blanks(text: str, message: str, blanks: Mapping[str, object]) -> Filled:
    """An English text that keeps the message id and the blanks from which it was made."""
    made = Filled(text)
    made.message, made.blanks = message, blanks
    return made


def _english(value: object) -> str:
    if isinstance(value, Sentence):
        return value.message.format_map({name: _english(each) for name, each in value.blanks.items()})
    if isinstance(value, tuple):
        return ", ".join(map(_english, value))
    return str(value)


def clean(text: str) -> str | None:
    """Typed or imported text in one normal form (NFC); None if it hides control or direction characters."""
    if text.isascii() and text.isprintable():
        return text
    normal = unicodedata.normalize("NFC", text)
    for sign in normal:
        if sign in _BIDI or (unicodedata.category(sign) in ("Cc", "Cs", "Co", "Cn") and sign not in "\n\t"):
            return None
    return normal
