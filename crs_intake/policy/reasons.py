"""Standard reasons for the letters to a family: data in both languages, with their sections.

What staff type in their own words stays as it was typed; what they pick is
known in both languages, so that a Spanish letter says it in Spanish (20.403, 20.900.2.C).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from crs_intake.policy import shelf


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason in both languages."""

    kinds: tuple[str, ...]
    """Kinds of event whose reason it can be."""
    section: str
    en: str
    es: str

    def said(self, language: str) -> str:
        """The reason in a language."""
        return self.es if language == "es" else self.en


@cache
def standard() -> tuple[Reason, ...]:
    """Every standard reason, in the order of the list."""
    return tuple(
        Reason(tuple(each["for"]), str(each["section"]), each["en"], each["es"])
        for each in shelf.loaded("reasons.yaml")
    )


def offered(kind: str) -> tuple[Reason, ...]:
    """The standard reasons of a kind of event."""
    return tuple(each for each in standard() if kind in each.kinds)


def known(text: str) -> Reason | None:
    """The standard reason with these words, in whichever language they were picked; None for own words."""
    return _by_words().get(_plain(text))


@cache
def _by_words() -> dict[str, Reason]:
    return {_plain(words): each for each in standard() for words in (each.en, each.es)}


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")
