"""The dated figures and lists of Chapter 800: programme open or closed, range, bands, clocks, words.

The site's own rows (Settings, The book) come after the shipped ones; whoever is
approved stays approved when the programme closes (801.C).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from crs_intake.domain.decision import ReadingUsed
from crs_intake.domain.errors import NotAcceptable, NotInForce
from crs_intake.domain.text import N_, filled
from crs_intake.policy import clocks, shelf
from crs_intake.policy.book import Book

BEFORE = N_(
    "AHCCCS Health Insurance for Parents began on {first} (801.B); {day} is before it. Check the date."
)
NO_NUMBER = N_("{setting} must be a number or none; it is '{value}'. Choose it again in Settings, Readings.")


def data() -> Mapping[str, Any]:
    """The chapter's data file."""
    loaded: Mapping[str, Any] = shelf.loaded("parents.yaml")
    return loaded


@dataclass(frozen=True, slots=True)
class Availability:
    """Whether the programme takes parents on a day, by which row (801.C)."""

    open: bool
    citation: str
    cap: int | None = None
    approved: int | None = None
    own: bool = False
    """The row is the site's."""


def start() -> date:
    """First day of the programme (801.B)."""
    first: date = min(row["effective_from"] for row in data()["programme"])
    return first


def in_force(day: date) -> None:
    """Raise NotInForce for a day before the programme began (801.B)."""
    if day < start():
        raise NotInForce(filled(BEFORE, first=start(), day=day))


def availability(book: Book, day: date) -> Availability:
    """Whether the programme is open on a day: the newest row, its switch and its cap (AMB-302)."""
    in_force(day)
    own = max((row for row in book.site.parents_program if row.effective_from <= day),
              key=lambda row: row.effective_from, default=None)  # fmt: skip
    limit = _cap(book)
    if own is None:
        row = max((row for row in data()["programme"] if row["effective_from"] <= day),
                  key=lambda row: row["effective_from"])  # fmt: skip
        return Availability(row["open"], row["citation"], limit)
    cap = own.cap if own.cap is not None else limit
    full = cap is not None and own.approved is not None and own.approved >= cap
    return Availability(own.open and not full, own.citation, cap, own.approved, own=True)


def _cap(book: Book) -> int | None:
    value = book.reading("parents.cap")
    return None if value == "none" else _whole("parents.cap", value)


def _whole(setting: str, value: str) -> int:
    if not value.isdigit():
        raise NotAcceptable(filled(NO_NUMBER, setting=setting, value=value), where="readings")
    return int(value)


def tries(book: Book) -> int:
    """On how many different days the primary informant is tried (AMB-307)."""
    return _whole("parents.contact_tries", book.reading("parents.contact_tries"))


def look_again(book: Book, day: date) -> bool:
    """The shipped row is old enough that somebody should say whether the programme still runs (AMB-302)."""
    limit: date = data()["look_again"]
    return day > limit and not availability(book, day).own


def denial(words: str) -> str:
    """The code of a denial by the words somebody wrote down for it; empty for words of their own."""
    plain = words.strip().rstrip(".").casefold()
    for code, told in data()["denials"].items():
        if plain in (code, *(each.casefold() for each in (told["label"], *told["also"]))):
            return str(code)
    return ""


def denial_words(code: str) -> str:
    """The words of a denial that DES is told (804.B.6)."""
    return str(data()["denials"][code]["label"])


def dated(key: str, day: date) -> Any:
    """The value of a list with dates that is in force on a day."""
    in_force(day)
    found = [value for since, value in sorted(data()[key].items()) if since <= day]
    return found[-1]


def term(id: str, since: date, book: Book) -> tuple[date, date]:
    """The last day of a clock of this chapter, moved off closed days, and the same before it is moved."""
    steps = data()["clocks"][id]["values"]
    step = [each for begun, each in sorted(steps.items()) if begun <= since][-1]
    end = clocks.count(since, step["length"], step["unit"], book)
    reading = book.reading("calendar.roll_forward")
    rolls = (step["roll"] and reading != "never") or reading == "all"
    return (book.calendar.roll(end) if rolls else end), end


def used(book: Book, *settings: str) -> tuple[ReadingUsed, ...]:
    """Readings that took part."""
    rules = book.reading_rules
    return tuple(ReadingUsed(name, book.reading(name), rules[name].ambiguity) for name in sorted(settings))


def month_after(day: date) -> date:
    """The first day of the following month."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
