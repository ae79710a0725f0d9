"""The manual's sections in a few plain words each, for "Why?" (resources/policy/manual.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from crs_intake.policy import shelf
from crs_intake.policy.income import registry
from crs_intake.words import language, say


@dataclass(frozen=True)
class Section:
    """A section: its heading, and its rule in plain words."""

    key: str
    title: str
    text: str


def section(cite: str) -> Section | None:
    """The section cited, or the nearest one above it; None if the manual has none."""
    key, known = cite, _manual()
    if cite not in known and (kind := _kinds().get(cite)) is not None:
        return kind
    while key:
        if key in known:
            return _read(key, known[key])
        key = key.rpartition(".")[0]
    return None


def sections(cite: str) -> tuple[tuple[str, Section | None], ...]:
    """Each section of a citation that names several, "20.402.2, 20.500": as cited, and its words."""
    return tuple((each, section(each)) for part in cite.split(",") if (each := part.strip()))


def keys() -> tuple[str, ...]:
    """Every section there is."""
    return tuple(_manual())


def _kinds() -> Mapping[str, Section]:
    """Sections of single kinds of income have their words with the kind."""
    found: dict[str, Section] = {}
    for kind in registry.kinds().values():
        found.setdefault(kind.section, Section(kind.section, say(kind.label), say(kind.says)))
    return found


@cache
def _manual() -> Mapping[str, Mapping[str, Any]]:
    found: Mapping[str, Mapping[str, Any]] = shelf.loaded("manual.yaml")
    return found


def _read(key: str, entry: Mapping[str, Any]) -> Section:
    tongue = language()
    return Section(
        key, entry.get(f"title_{tongue}") or entry["title"], entry.get(f"text_{tongue}") or entry["text"]
    )
