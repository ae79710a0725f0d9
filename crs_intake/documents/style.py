"""How paper looks: one typeface, few sizes, black on white, and one way to put words on it.

Whatever a person typed reaches a page only through `words`, which escapes it;
markup in a name is printed, never obeyed. Sizes follow the fax rules: values
12 pt, labels 10 pt or more, no fills, no grey.
"""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import as_file, files
from itertools import groupby
from typing import Any
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph

from crs_intake.documents.tagged import Node

rl_config.trustedHosts = None  # nothing is ever fetched while a page is drawn
rl_config.trustedSchemes = []
rl_config.useA85 = 0  # a file of bytes needs no letters: a fifth smaller, and quicker

ONE_AT_A_TIME = threading.RLock()
"""A typeface remembers which letters the page in work uses, so two threads must not draw at once."""

PLAIN, BOLD, RARE = "Liberation Sans", "Liberation Sans Bold", "DejaVu Sans"
"""`RARE` has the letters that the first two lack."""
PAGE = (612.0, 792.0)
"""US Letter, points."""
MARGIN = 64.0
RULE = 0.75
"""Thickness of every line; thinner ones vanish on a fax."""

_FILES = {PLAIN: "LiberationSans-Regular.ttf", BOLD: "LiberationSans-Bold.ttf", RARE: "DejaVuSans.ttf"}


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one manner; plain text may be given as str instead."""

    text: str
    bold: bool = False
    struck: bool = False


Content = str | Run | Sequence[str | Run]


class Words(Paragraph):  # type: ignore[misc]
    """A paragraph that carries its place in the structure tree, also over a page break."""

    node: Node
    _wrapped: tuple[float, float, float] | None = None
    """The width that was offered last, and what the words took of it."""

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """Width and height in points; tables measure twice at the same width, lines are broken once."""
        if self._wrapped is None or self._wrapped[0] != availWidth or "blPara" not in self.__dict__:
            self._wrapped = (availWidth, *super().wrap(availWidth, availHeight))
        return self._wrapped[1:]

    def draw(self) -> None:
        """Draw between the marks that a screen reader follows."""
        with self.canv.marked(self.node):
            super().draw()

    def split(self, availWidth: float, availHeight: float) -> list[Words]:  # noqa: N803 - reportlab's names
        """Split; the halves stay one element."""
        parts: list[Words] = super().split(availWidth, availHeight)
        for part in parts:
            part.node = self.node
        return parts


def words(content: Content, style: str = "body", *, node: Node | None = None, bullet: str = "") -> Words:
    """Words for a page: escaped, in letters the fonts have; the only place that makes a paragraph."""
    runs = [content] if isinstance(content, str | Run) else content
    for each in runs if _HEARD else ():
        _hear(each.text if isinstance(each, Run) else each)
    pieces = [piece.clone() for piece in _parsed("".join(map(_markup, runs)), style)]
    made = _made("", style, bullet, pieces)
    made.node = node or Node(_ROLE.get(style, "P"))
    return made


@lru_cache(maxsize=4096)
def _parsed(markup: str, style: str) -> Sequence[Any]:
    """The pieces of a paragraph; the sentences of a letter come again in the next one."""
    pieces: Sequence[Any] = _made(markup, style).frags
    return pieces


def _made(markup: str, style: str, bullet: str = "", pieces: Sequence[Any] | None = None) -> Words:
    return Words(markup, styles()[style], bulletText=bullet or None, frags=pieces)


@lru_cache(maxsize=4096)
def _markup(run: str | Run) -> str:
    run = Run(run) if isinstance(run, str) else run
    font = BOLD if run.bold else PLAIN
    pieces = []
    for name, letters in groupby(clean(run.text), key=lambda letter: _font_of(letter, font)):
        piece = escape("".join(letters))
        pieces.append(piece if name == PLAIN else f'<font name="{name}">{piece}</font>')
    whole = "".join(pieces)
    return f"<strike>{whole}</strike>" if run.struck else whole


def clean(text: str) -> str:
    """The text as it can be printed: composed letters, no control characters, no halves of a pair."""
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", text)
    return "".join(_clean(letter) for letter in text)


def _clean(letter: str) -> str:
    kind = unicodedata.category(letter)
    if kind == "Cs" or ord(letter) in (0xFFFE, 0xFFFF):
        return "\ufffd"
    return " " if kind == "Cc" else letter


def says_something(text: str) -> bool:
    """Whether anything of the text would be seen on paper."""
    kinds = map(unicodedata.category, text)
    return any(kind not in ("Cc", "Cf", "Cs") and kind[0] != "Z" for kind in kinds)


def _font_of(letter: str, first: str) -> str:
    if letter.isspace() or letter in _letters(first):
        return first
    return RARE if letter in _letters(RARE) else first


@cache
def _letters(font: str) -> frozenset[str]:
    register()
    return frozenset(map(chr, pdfmetrics.getFont(font).face.charToGlyph))


def unprintable(text: str) -> str:
    """The letters of a text that no font has, or whose direction cannot be drawn, each once."""
    if text.isascii():
        return ""
    letters = map(_clean, dict.fromkeys(unicodedata.normalize("NFC", text)))
    return "".join(dict.fromkeys(letter for letter in letters if not _printable(letter)))


_HEARD: list[dict[str, None]] = []


@contextmanager
def listening() -> Iterator[dict[str, None]]:
    """The letters that no font has, of everything that is put on paper inside; hold ONE_AT_A_TIME."""
    heard: dict[str, None] = {}
    _HEARD.append(heard)
    try:
        yield heard
    finally:
        _HEARD.remove(heard)


def _hear(text: str) -> None:
    if _HEARD and not text.isascii():
        _HEARD[-1].update(dict.fromkeys(unprintable(text)))


def _printable(letter: str) -> bool:
    if unicodedata.bidirectional(letter) in ("R", "AL", "RLE", "RLO", "RLI"):
        return False  # drawn left to right, so read wrongly
    return letter.isspace() or _font_of(letter, PLAIN) == RARE or letter in _letters(PLAIN)


def runs(text: str, font: str = PLAIN) -> Iterable[tuple[str, str]]:
    """(font, piece) for text that is drawn straight on a canvas."""
    for name, letters in groupby(clean(text), key=lambda letter: _font_of(letter, font)):
        yield name, "".join(letters)


def width(text: str, size: float, font: str = PLAIN) -> float:
    """Width of a line in points."""
    register()
    return float(sum(pdfmetrics.stringWidth(piece, name, size) for name, piece in runs(text, font)))


def draw(canvas: Any, x: float, y: float, text: str, size: float, font: str = PLAIN) -> None:
    """Draw one line with its left end at x on the baseline y."""
    register()
    _hear(text)
    for name, piece in runs(text, font):
        canvas.setFont(name, size)
        canvas.drawString(x, y, piece)
        x += pdfmetrics.stringWidth(piece, name, size)


class _Font(TTFont):  # type: ignore[misc]
    """A typeface that remembers how wide the words are; a letter asks for the same ones again and again."""

    def __init__(self, name: str, file: str) -> None:
        super().__init__(name, file)
        self._known: dict[str, int] = {}

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:  # noqa: N802
        """Width in points."""
        known = self._known.get(text)
        if known is None:
            if len(self._known) > 50_000:
                self._known.clear()
            wide, other = self.face.charWidths.get, self.face.defaultWidth
            known = self._known[text] = sum(wide(ord(letter), other) for letter in text)
        return 0.001 * size * known


@cache
def register() -> None:
    """Load the fonts once, at the first document."""
    for name, file in _FILES.items():
        with as_file(files("resources") / "fonts" / file) as path:
            pdfmetrics.registerFont(_Font(name, str(path)))
    for name in _FILES:
        pdfmetrics.registerFontFamily(name, normal=name, bold=BOLD, italic=name, boldItalic=BOLD)


_ROLE = {
    "form_heading12": "H2",
    "title": "H1",
    "heading": "H2",
    "subheading": "H3",
    "form_title": "H1",
    "form_heading": "H2",
}


@cache
def styles() -> dict[str, ParagraphStyle]:
    """The paragraph styles by name: points of size, leading and space."""
    register()
    table: dict[str, tuple[str, float, float, dict[str, Any]]] = {
        "title": (BOLD, 16, 20, {"spaceBefore": 4, "spaceAfter": 8}),
        "heading": (BOLD, 12.5, 16, {"spaceBefore": 7, "spaceAfter": 3, "keepWithNext": 1}),
        "subheading": (BOLD, 12, 15, {"spaceBefore": 6, "spaceAfter": 2, "keepWithNext": 1}),
        "body": (PLAIN, 12, 15, {"spaceAfter": 6, "allowWidows": 0, "allowOrphans": 0}),
        "item": (
            PLAIN,
            12,
            15,
            {"spaceAfter": 2, "leftIndent": 22, "bulletFontName": PLAIN, "bulletFontSize": 12},
        ),
        "body_dense": (PLAIN, 11, 13.5, {"spaceAfter": 4}),
        "item_dense": (
            PLAIN,
            11,
            13.5,
            {"spaceAfter": 1, "leftIndent": 22, "bulletFontName": PLAIN, "bulletFontSize": 11},
        ),
        "label": (PLAIN, 11, 15, {}),
        "value": (PLAIN, 12, 15, {}),
        "small_label": (PLAIN, 10.5, 12.5, {}),
        "row_label": (PLAIN, 10.5, 15.6, {}),
        "cell12": (PLAIN, 12, 15, {}),
        "address": (PLAIN, 12, 14.5, {}),
        "small": (PLAIN, 10, 12.5, {"spaceAfter": 3}),
        "clinic": (BOLD, 13, 16, {}),
        # Forms of the case file, which nobody faxes: smaller, to keep a family on few pages.
        "form_title": (BOLD, 14, 17, {"spaceAfter": 2}),
        "form_heading": (BOLD, 10.5, 13, {"spaceBefore": 8, "spaceAfter": 1}),
        "form_heading12": (BOLD, 12, 15, {}),
        "cell": (PLAIN, 9, 11, {}),
        "cell_bold": (BOLD, 9, 11, {}),
        "figure": (PLAIN, 9, 11, {"alignment": TA_RIGHT}),
        "figure_bold": (BOLD, 9, 11, {"alignment": TA_RIGHT}),
        "note": (PLAIN, 8.5, 10.5, {}),
        "sentence": (BOLD, 11, 14, {"spaceBefore": 2, "spaceAfter": 4}),
    }
    return {
        name: ParagraphStyle(name, fontName=font, fontSize=size, leading=leading, splitLongWords=1, **more)
        for name, (font, size, leading, more) in table.items()
    }
