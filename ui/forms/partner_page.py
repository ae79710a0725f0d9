"""The Contacts and how-to page without Qt: texts as data, with the addresses, numbers and hours in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from crs_intake.policy import heaplus, shelf
from crs_intake.policy.book import Book
from crs_intake.words import say


@dataclass(frozen=True)
class Text:
    """One text of the page, and the entries of the register that it shows."""

    words: str
    proves: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """A heading with its texts."""

    heading: str
    texts: tuple[Text, ...]


def page(book: Book, day: date) -> Sequence[Part]:
    """The page as it stands on a day; an address that nobody entered says so."""
    values = {what: heaplus.setting(book.site.heaplus, what, day) for what in heaplus.names()}
    values["aqc_months"] = values["aqc_months"] or book.reading("aqc.months")
    shown = {name: value or say("not entered yet, see Settings") for name, value in values.items()}
    return [
        Part(
            say(part["heading"]["label"]),
            tuple(Text(say(each["says"], **shown), tuple(each["proves"])) for each in part["texts"]),
        )
        for part in shelf.loaded("partner_page.yaml")
    ]
