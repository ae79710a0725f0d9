"""Letters are data: words with named blanks and a header that says who gets them, when and why.

A letter is `resources/letters/<DOC-id>.<language>.md`. It has no logic beyond
passages that stand or fall with a plain fact (`[when title]`). The words are
taken apart before a blank is filled, so nothing a person typed can become a
heading, a passage or another blank. All blanks are filled, or there is no letter.

    # title   ## heading   - point   1. point   Label :: value   > small print
    {blank}, {blank} in **bold**; a point that is one blank gives a point for each of its values
    [when fact] … [end], [unless fact] … [end]   [hearing]   [sign] who | date
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml
from reportlab.platypus import CondPageBreak, Spacer

from crs_intake.documents.layout import WIDTH, Cell, Grid, Look, Row, SignHere, build
from crs_intake.documents.style import Content, Run, Words, width, words
from crs_intake.documents.tagged import Node

Kind = Literal["title", "heading", "point", "fact", "small", "paragraph", "sign", "hearing"]
Filling = str | tuple[str, ...]
"""What stands in a blank; several values make several points."""

_FOLDER = files("resources") / "letters"
_BLANK = re.compile(r"\{([a-z_0-9]+)\}")
_PASSAGE = re.compile(r"^\[(when|unless) ([a-z_]+)\]$")
_POINT = re.compile(r"^(-|\d+\.) +(.*)$")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, point or fact of a letter, and the facts it depends on."""

    kind: Kind
    text: str
    label: str = ""
    """Of a fact, or the number of a point."""
    when: tuple[tuple[str, bool], ...] = ()

    @property
    def blanks(self) -> tuple[str, ...]:
        """Names of the blanks in it."""
        return tuple(_BLANK.findall(f"{self.label} {self.text}"))

    def stands(self, flags: Collection[str] | None) -> bool:
        """Whether it is printed; with no flags at all (None) everything is."""
        return flags is None or all((fact in flags) is wanted for fact, wanted in self.when)


@dataclass(frozen=True)
class Letter:
    """A letter in one language."""

    id: str
    language: str
    name: str
    """What the desk calls it."""
    title: str
    cite: str
    """Manual section that asks for it."""
    recipients: tuple[str, ...]
    blocks: tuple[Block, ...]
    must_say: tuple[str, ...] = ()
    sent_after: str = ""
    hearing: str = "no"
    """no, yes, or the reading that decides it."""
    frame: Literal["letter", "page"] = "letter"
    """A letter has letterhead, address and closing; a page is an enclosure or a form."""
    signer: str = "clinic"
    encloses: Mapping[str, tuple[str, ...]] | None = None
    dense: bool = False
    """Printed at 11 points, so that a long list stays on its page."""

    @property
    def blanks(self) -> tuple[str, ...]:
        """Every blank of the letter, each once, in order."""
        return tuple(dict.fromkeys(name for block in self.blocks for name in block.blanks))

    def needs(self, flags: Collection[str] | None) -> tuple[str, ...]:
        """The blanks that are printed when these facts hold."""
        return tuple(
            dict.fromkeys(name for block in self.blocks if block.stands(flags) for name in block.blanks)
        )


@cache
def load(id: str, language: str) -> Letter:
    """The letter of that number and language; raises FileNotFoundError where there is none."""
    source = (_FOLDER / f"{id}.{language}.md").read_text(encoding="utf-8")
    _, header, body = source.split("---\n", 2)
    about = yaml.load(header, Loader=yaml.BaseLoader)  # noqa: S506 - reads nothing but words; 20.1100 stays whole
    blocks = tuple(_blocks(body))
    return Letter(
        id=id, language=language, blocks=blocks,
        recipients=tuple(about.pop("recipients")), must_say=tuple(about.pop("must_say", ())),
        encloses={route: tuple(ids) for route, ids in about.pop("encloses", {}).items()},
        dense=about.pop("dense", "") == "true", **about,
    )  # fmt: skip


@cache
def frame(language: str) -> Mapping[str, Any]:
    """The words around every letter: closing, tagline, page numbers, names of recipients."""
    loaded: Mapping[str, Any] = yaml.safe_load(
        (_FOLDER / f"frame.{language}.yaml").read_text(encoding="utf-8")
    )
    return loaded


@cache
def hearing_text(language: str) -> tuple[Block, ...]:
    """How to ask for a State Administrative Hearing (20.1100)."""
    return tuple(_blocks((_FOLDER / f"hearing.{language}.md").read_text(encoding="utf-8")))


@cache
def shipped() -> tuple[tuple[str, str], ...]:
    """(DOC-id, language) of every letter there is."""
    found = (re.fullmatch(r"(DOC-\d+[a-z]?)\.(en|es)\.md", each.name) for each in _FOLDER.iterdir())
    return tuple(sorted((match[1], match[2]) for match in found if match))


def _blocks(body: str) -> Iterator[Block]:
    when: tuple[tuple[str, bool], ...] = ()
    lines: list[str] = []

    def flush() -> Iterator[Block]:
        if lines:
            yield Block("paragraph", " ".join(lines), when=when)
            lines.clear()

    for raw in [*body.splitlines(), ""]:
        line = raw.strip()
        passage = _PASSAGE.match(line)
        block = None if passage or line == "[end]" else _single(line, when)
        if line and not passage and line != "[end]" and block is None:
            lines.append(line)
            continue
        yield from flush()
        if passage:
            when = (*when, (passage[2], passage[1] == "when"))
        elif line == "[end]":
            when = when[:-1]
        elif block is not None:
            yield block


def _single(line: str, when: tuple[tuple[str, bool], ...]) -> Block | None:
    for mark, kind in _MARKS:
        if line.startswith(mark):
            return Block(kind, line.removeprefix(mark).strip(), when=when)
    point = _POINT.match(line)
    if point:
        return Block("point", point[2], point[1], when)
    if " :: " in line:
        label, text = line.split(" :: ", 1)
        return Block("fact", text.strip(), label.strip(), when)
    return None


_MARKS: tuple[tuple[str, Kind], ...] = (
    ("## ", "heading"), ("# ", "title"), ("> ", "small"), ("[sign]", "sign"), ("[hearing]", "hearing"),
)  # fmt: skip


@dataclass(frozen=True)
class Filled:
    """What is put into a letter: the blanks' values and the facts its passages stand on."""

    values: Mapping[str, Filling]
    flags: Collection[str] | None = None
    hearing: bool = False


def flow(letter: Letter, filled: Filled) -> list[Any]:
    """The body of a letter as it goes on paper."""
    story: list[Any] = []
    size = "_dense" if letter.dense else ""
    labels = _label_room(_standing(letter, filled), filled)
    facts: list[Block] = []
    points: list[Words] = []
    for block in (*_standing(letter, filled), None):
        if facts and (block is None or block.kind != "fact"):
            story.append(_table(facts, filled, labels))
            facts = []
        if points and (block is None or block.kind != "point"):
            story.append(Spacer(1, 4))
            points = []
        if block is None:
            break
        if block.kind == "fact":
            facts.append(block)
        elif block.kind == "point":
            listed = points[0].node.parent if points else Node("L")
            made = list(_points(block, filled, listed, len(points), f"item{size}"))
            points += made
            story += made
        else:
            story += _plain(block, filled, f"body{size}")
    return story


def _standing(letter: Letter, filled: Filled) -> Iterator[Block]:
    for block in letter.blocks:
        if not block.stands(filled.flags):
            continue
        if block.kind != "hearing":
            yield block
        elif filled.hearing:
            yield from (each for each in hearing_text(letter.language) if each.stands(filled.flags))


def _plain(block: Block, filled: Filled, body: str) -> list[Any]:
    text = _content(block.text, filled)
    if block.kind == "heading":
        return [CondPageBreak(60), words(text, "heading")]
    if block.kind == "sign":
        who, _, day = block.text.partition("|")
        small = [words(_content(part.strip(), filled), "small") for part in (who, day)]
        return [Spacer(1, 4), SignHere(small[0], small[1], WIDTH)]
    return [words(text, {"title": "title", "small": "small"}.get(block.kind, body))]


def _points(block: Block, filled: Filled, listed: Node | None, before: int, style: str) -> Iterator[Words]:
    only = _BLANK.fullmatch(block.text)
    several = filled.values.get(only[1]) if only else None
    texts: Sequence[Content] = several if isinstance(several, tuple) else [_content(block.text, filled)]
    for index, text in enumerate(texts):
        label = "–" if block.label == "-" else f"{before + index + 1}."
        yield words(text, style, node=Node("LI", listed), bullet=label)


def _table(facts: Sequence[Block], filled: Filled, labels: float) -> Grid:
    rows = [
        Row(
            [
                Cell((words(_content(fact.label, filled), "label"),), heading="Row"),
                Cell((words(_content(fact.text, filled), "value"),)),
            ]
        )
        for fact in facts
    ]
    return Grid(rows, [labels, WIDTH - labels], pad=1.5)


def _label_room(blocks: Iterable[Block], filled: Filled) -> float:
    """Room for the longest label, so that all facts of a letter stand in line."""
    labels = (_content(block.label, filled) for block in blocks if block.kind == "fact")
    widest = max((width("".join(run.text for run in label), 11) for label in labels), default=0)
    return min(max(widest + 18, 90), 210)


def _content(text: str, filled: Filled) -> list[Run]:
    runs = []
    for index, part in enumerate(text.split("**")):
        for place, piece in enumerate(_BLANK.split(part)):
            runs.append(Run(_value(filled.values[piece]) if place % 2 else piece, bold=bool(index % 2)))
    return [run for run in runs if run.text]


def _value(value: Filling) -> str:
    return value if isinstance(value, str) else ", ".join(value)


def to_pdf(letter: Letter, values: Mapping[str, Filling]) -> bytes:
    """The letter alone, every passage printed: how letters are proofread and tested."""
    filled = Filled({"dear": "", **values}, None, hearing=True)
    return build(flow(letter, filled), Look(f"CRS {letter.id}", language=letter.language))
