"""The words of the letters as a person of the site confirms them, text by text, by their hash.

Spanish was written here and is to be confirmed at each site. A changed text
has another hash and is open again; nothing of this ever stands on a letter.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from crs_intake.domain.site import ConfirmedText, Site
from crs_intake.domain.text import N_
from crs_intake.policy import catalogue

_FOLDER = files("resources") / "letters"
_FILE = re.compile(r"([A-Za-z0-9-]+)\.([a-z]{2})\.(?:md|yaml)")
COMMON = {
    "frame": N_("Words around every letter"),
    "hearing": N_("How to ask for a hearing"),
    "items": N_("Names of missing papers"),
}
"""Texts that several letters share, with what the desk calls them."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A text in one language, and whether somebody of the site confirmed it."""

    document: str
    language: str
    name: str
    """Message id."""
    text: str
    sha256: str
    confirmed: ConfirmedText | None = None
    """Who confirmed these very words; None while nobody did."""
    changed: ConfirmedText | None = None
    """Who confirmed other words, which have changed since."""

    @property
    def to_read(self) -> str:
        """The words as a reader needs them: of a letter its title and body, without the header."""
        parts = self.text.split("---\n", 2)
        if len(parts) < 3:
            return self.text
        title = next(line for line in parts[1].splitlines() if line.startswith("title: "))
        return f"{title.removeprefix('title: ')}\n\n{parts[2].strip()}"


@cache
def texts(language: str) -> tuple[Wording, ...]:
    """Every text of a language, the letters by their number first."""
    found = []
    for file in _FOLDER.iterdir():
        match = _FILE.fullmatch(file.name)
        if match is None or match[2] != language:
            continue
        text = file.read_text(encoding="utf-8")
        listed = catalogue.catalogue().get(match[1])
        name = listed.name if listed is not None else COMMON[match[1]]
        found.append(Wording(match[1], language, name, text, hashlib.sha256(text.encode()).hexdigest()))
    return tuple(sorted(found, key=lambda each: (each.document in COMMON, each.document)))


def known(site: Site, language: str = "es") -> tuple[Wording, ...]:
    """Every text of a language with what the site said of it."""
    return tuple(_with(each, site.letters) for each in texts(language))


def _with(text: Wording, said: Sequence[ConfirmedText]) -> Wording:
    of_it = [each for each in said if (each.document, each.language) == (text.document, text.language)]
    same = next((each for each in reversed(of_it) if each.sha256 == text.sha256), None)
    other = of_it[-1] if of_it and same is None else None
    return Wording(text.document, text.language, text.name, text.text, text.sha256, same, other)
