"""The fax cover sheet: who to whom, on which numbers, when, how many pages, and that it is confidential.

Whoever picks the fax up reads it, so it names the case by its number alone: no
person of the family and nothing of anybody's health.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.platypus import PageBreak, Spacer

from crs_intake.documents.layout import Begin, Cell, Grid, Look, Row, Rule, build
from crs_intake.documents.style import words
from crs_intake.documents.tad_page import MARGIN, WIDTH, Contact

CONFIDENTIAL = (
    "This fax is confidential. It is meant only for the office named above and may hold facts that the "
    "law protects. If you are not that office, you may not read, copy or pass it on. Call the sender at "
    "{phone} at once and destroy all pages."
)
UNREADABLE = "If a page is missing or cannot be read, call {phone}."


@dataclass(frozen=True, slots=True)
class Cover:
    """What the sheet says."""

    receiver: Contact
    sender: Contact
    clinic: str
    contractor: str
    address: str
    sent: str
    """The day, in words."""
    number: str
    contents: Sequence[tuple[str, int]]
    """What follows the cover, with pages of each part."""
    about: str = "CRS application"


def story(cover: Cover, pages: int) -> list[Any]:
    """The sheet, before what it covers."""
    receiver, sender = cover.receiver, cover.sender
    head = [words(line, "small") for line in (cover.contractor, cover.address) if line]
    return [
        Begin("Fax cover sheet"),
        words(cover.clinic, "clinic"), *head, Rule(WIDTH, before=3, after=10),
        words("Fax cover sheet", "title"),
        _facts([
            ("To:", receiver.name), ("To fax:", receiver.fax), ("To phone:", receiver.phone),
            ("From:", sender.name), ("From fax:", sender.fax), ("From phone:", sender.phone),
            ("Date:", cover.sent), ("Pages including cover:", str(pages)),
            ("About:", f"{cover.about}, CRS case number {cover.number}"),
        ]),
        Spacer(1, 8),
        words("What follows", "heading"),
        _facts(list(_places(cover.contents))),
        Spacer(1, 14),
        words("Confidential", "heading"),
        words(CONFIDENTIAL.format(phone=sender.phone)),
        words(UNREADABLE.format(phone=sender.phone)),
    ]  # fmt: skip


def before(cover: Cover, pages: int) -> list[Any]:
    """The sheet as page one of a longer paper."""
    return [*story(cover, pages), PageBreak()]


def make(cover: Cover) -> bytes:
    """The sheet alone, for a fax whose other pages come from elsewhere."""
    pages = 1 + sum(count for _, count in cover.contents)
    look = Look(
        title="Fax cover sheet", foot=f"Case {cover.number}", page_words=f"Page {{number}} of {pages}",
        margin=MARGIN, top=36, foot_room=48,
    )  # fmt: skip
    return build(story(cover, pages), look)


def _places(contents: Sequence[tuple[str, int]]) -> list[tuple[str, str]]:
    found, first = [], 2
    for name, count in contents:
        last = first + count - 1
        found.append((name, f"page {first}" if count == 1 else f"pages {first} to {last}"))
        first = last + 1
    return found


def _facts(known: Sequence[tuple[str, str]]) -> Grid:
    """Label and value, with no rules between: after a second fax those run into the letters."""
    rows = [
        Row([Cell((words(label, "label"),), heading="Row"), Cell((words(value, "value"),))])
        for label, value in known
    ]
    return Grid(rows, [WIDTH * 0.36, WIDTH * 0.64], pad=2.5, gap=10)
