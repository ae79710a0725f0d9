"""What stands around the words of a letter: letterhead, address, closing, enclosures, free help.

The address stands where the window of an envelope is. A copy says that it is
one and for whom. Nothing here is ever blank: what is not known was asked for before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.platypus import KeepTogether, Spacer

from crs_intake.documents.addressee import FAMILY
from crs_intake.documents.layout import WIDTH, Begin, Cell, Grid, Row, Rule
from crs_intake.documents.letter import Filled, Letter, flow, frame
from crs_intake.documents.style import Words, words
from crs_intake.documents.tagged import Node

LETTERHEAD = ("receiving_clinic", "contractor", "receiving_address", "receiving_phone")
NEEDS = (*LETTERHEAD, "today", "case_number", "applicant", "family")
"""Blanks that every letter's frame needs."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who gets this copy, and what comes with it."""

    lines: Sequence[str]
    """Name and address of the recipient."""
    to: str
    enclosed: Sequence[str] = ()
    signer: str = ""
    signer_title: str = ""


def letter(made: Letter, filled: Filled, envelope: Envelope) -> list[Any]:
    """A whole letter, from the letterhead to the line of free help."""
    said = frame(made.language)
    values = {name: str(value) for name, value in filled.values.items() if isinstance(value, str)}
    story: list[Any] = [Begin(made.id), *letterhead(values), *_head(said, values, envelope)]
    ours = FAMILY in made.recipients
    if ours and envelope.to != FAMILY:
        copy = said["copy_for"].format(who=said["recipients"][envelope.to], family="\0")
        story.append(words(copy.replace("\0", values["family"]), "small"))
    reader = values["family"] if ours else envelope.lines[0]
    story += [words(made.title, "title"), words(_with_name(said["dear"], reader))]
    body = flow(made, filled)
    last = max(index for index, each in enumerate(body) if not isinstance(each, Spacer))
    # The last words never stand apart from the closing.
    if last and isinstance(body[last - 1], Words) and getattr(body[last - 1].style, "keepWithNext", 0):
        last -= 1  # nor does a heading stand apart from them
    closing = [
        *body[last:],
        *_closing(said, values, envelope),
        *(free_help(said, values["receiving_phone"]) if ours else ()),
    ]
    return [*story, *body[:last], KeepTogether(closing)]


def page(made: Letter, filled: Filled, *, helped: bool = False) -> list[Any]:
    """An enclosure or form: its title under one line of letterhead; one that goes alone offers free help."""
    values = filled.values
    phone = str(values["receiving_phone"])
    return [
        Begin(made.id), words(f"{values['receiving_clinic']} – {phone}", "small"),
        Rule(WIDTH, before=3, after=8), words(made.title, "title"), *flow(made, filled),
        *(free_help(frame(made.language), phone) if helped else ()),
    ]  # fmt: skip


def letterhead(values: Mapping[str, str]) -> list[Any]:
    """Clinic, contractor, address and phone."""
    lines = [values["receiving_clinic"], values["contractor"]]
    place = f"{values['receiving_address']} – {values['receiving_phone']}"
    return [
        words(lines[0], "clinic"), *(words(line, "small") for line in (*lines[1:], place) if line),
        Rule(WIDTH, before=3, after=10),
    ]  # fmt: skip


def _head(said: Mapping[str, Any], values: Mapping[str, str], envelope: Envelope) -> list[Any]:
    known = [(said["date"], values["today"]), (said["case"], values["case_number"]),
             (said["about"], values["applicant"])]  # fmt: skip
    about = Grid(
        [Row([Cell((words(label, "label"),), heading="Row"), Cell((words(value, "value"),))])
         for label, value in known], [52, 176], pad=0.5,
    )  # fmt: skip
    return [_Beside([words(line, "address") for line in envelope.lines], about), Spacer(1, 16)]


def _with_name(sentence: str, name: str) -> str:
    before, _, after = sentence.partition("{name}")
    return f"{before}{name}{after}"


def _closing(said: Mapping[str, Any], values: Mapping[str, str], envelope: Envelope) -> list[Any]:
    signed = [envelope.signer, envelope.signer_title, values["receiving_clinic"]]
    story: list[Any] = [
        Spacer(1, 4), words(said["closing"]), Spacer(1, 22),
        *(words(line, "address") for line in dict.fromkeys(signed) if line),
    ]  # fmt: skip
    if envelope.enclosed:
        story += [Spacer(1, 8), words(f"{said['enclosed']}: " + "; ".join(envelope.enclosed), "small")]
    return story


def free_help(said: Mapping[str, Any], phone: str) -> list[Any]:
    """The line that a free interpreter can be had, in the letter's own language and in the other one."""
    other = words(
        said["other_interpreter"].format(phone="\0").replace("\0", phone), "small",
        node=Node("P", lang=said["other_language"]),
    )  # fmt: skip
    ours = words(said["interpreter"].format(phone="\0").replace("\0", phone), "small")
    return [Spacer(1, 8), Rule(WIDTH, before=2, after=5), ours, other]


class _Beside(Grid):
    """The address at the left, date and case at the right."""

    def __init__(self, left: Sequence[Any], right: Grid) -> None:
        super().__init__([], [])
        self.left, self.right = left, right
        self.apart = WIDTH - 228

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """Measure both sides."""
        self.left_height = sum(p.wrap(self.apart - 16, 1e6)[1] for p in self.left)
        self.tall = max(self.left_height, self.right.wrap(228, 1e6)[1])
        return WIDTH, self.tall

    def split(self, availWidth: float, availHeight: float) -> list[Any]:  # noqa: N803
        """Too tall for a page: one below the other, each split where it must be."""
        return [Spacer(1, 1), *self.left, self.right] if self.tall > availHeight else []

    def draw(self) -> None:
        """Draw the address first, as it is read."""
        y = self.tall
        for line in self.left:
            y -= line.wrap(self.apart - 16, 1e6)[1]
            line.drawOn(self.canv, 0, y)
        height = self.right.wrap(228, 1e6)[1]
        self.right.drawOn(self.canv, self.apart, self.tall - height)
