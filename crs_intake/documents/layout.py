"""The few shapes that pages are made of: tables, facts, lists, signature lines, codes, running feet.

Tables draw horizontal rules only: a closed box around a value is what a fax
machine loses first. A row taller than a page is continued on the next one.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any, Literal

import segno
from reportlab.platypus import Flowable, SimpleDocTemplate

from crs_intake.documents import style
from crs_intake.documents.style import MARGIN, PAGE, RULE, Content, Words, words
from crs_intake.documents.tagged import Node, TaggedCanvas, finish

Heading = Literal["", "Column", "Row"]
"""What a heading cell is the heading of."""

WIDTH = PAGE[0] - 2 * MARGIN
TOP, FOOT = 48.0, 60.0
_TALLEST = PAGE[0] - TOP - FOOT - 60  # of a row, on any page; a taller one is cut in two


@dataclass(frozen=True, slots=True)
class Look:
    """How a page and its running foot look."""

    title: str
    """Of the PDF: neutral, never a name."""
    language: str = "en-US"
    foot: str = ""
    page_words: str = "Page {number} of {count}"
    landscape: bool = False
    margin: float = MARGIN
    foot_size: float = 10
    top: float = TOP
    foot_room: float = FOOT


@dataclass(slots=True)
class Cell:
    """A table cell: paragraphs, over one column or more."""

    words: tuple[Words, ...]
    span: int = 1
    heading: Heading = ""


@dataclass(slots=True)
class Row:
    """A table row with the rule below it."""

    cells: list[Cell]
    rule: float = 0.0
    node: Node = field(default_factory=lambda: Node("TR"))
    height: float = 0.0


def cell(content: Content, style_name: str = "cell", *, span: int = 1, heading: Heading = "") -> Cell:
    """A cell with one paragraph."""
    return Cell((words(content, style_name),), span, heading)


class Grid(Flowable):  # type: ignore[misc]
    """A table of words; its first `heads` rows stand again on every page it reaches."""

    def __init__(
        self, rows: Sequence[Row], widths: Sequence[float], *, heads: int = 0, pad: float = 2.5,
        gap: float = 12, node: Node | None = None, continued: bool = False,
    ) -> None:  # fmt: skip
        super().__init__()
        self.rows, self.widths, self.heads, self.pad, self.gap = list(rows), list(widths), heads, pad, gap
        self.node = node or Node("Table")
        self.continued = continued
        self.spaceBefore = self.spaceAfter = 3
        for row in self.rows:
            self._place(row)

    def _place(self, row: Row) -> None:
        row.node.parent = self.node
        for each in row.cells:
            node = each.words[0].node if each.words else None
            if node is None or node.role not in ("TD", "TH"):
                node = Node("TH" if each.heading else "TD", row.node, scope=each.heading)
            node.parent = row.node
            for paragraph in each.words:
                paragraph.node = node

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """Measure every row; returns width and height in points."""
        for row in self.rows:
            row.height = self._measure(row)
        return sum(self.widths), sum(row.height for row in self.rows)

    def _measure(self, row: Row) -> float:
        tallest, column = 0.0, 0
        for each in row.cells:
            room = self._room(column, each.span)
            tallest = max(tallest, sum(p.wrap(room, 1e6)[1] for p in each.words))
            column += each.span
        return tallest + 2 * self.pad

    def _room(self, column: int, span: int) -> float:
        last = column + span >= len(self.widths)
        return sum(self.widths[column : column + span]) - (0 if last else self.gap)

    def split(self, availWidth: float, availHeight: float) -> list[Grid]:  # noqa: N803
        """As many rows as fit, and the rest under the same head."""
        self.wrap(availWidth, availHeight)
        heads, room = self.rows[: self.heads], availHeight
        room -= sum(row.height for row in heads)
        fits = 0
        for row in self.rows[self.heads :]:
            if row.height > room:
                break
            room -= row.height
            fits += 1
        body = self.rows[self.heads :]
        first, rest = body[:fits], body[fits:]
        if rest and rest[0].height > _TALLEST and room > 60:
            upper, lower = self._cut(rest[0], room)
            first, rest = [*first, upper], [lower, *rest[1:]]
        if not first or not rest:
            return []
        again = partial(
            Grid, widths=self.widths, heads=self.heads, pad=self.pad, gap=self.gap, node=self.node
        )
        return [again([*heads, *first], continued=self.continued), again([*heads, *rest], continued=True)]

    def _cut(self, row: Row, room: float) -> tuple[Row, Row]:
        upper, lower, column = Row([], 0, row.node), Row([], row.rule, row.node), 0
        for each in row.cells:
            above: list[Words] = []
            below: list[Words] = []
            left = room - 2 * self.pad - 2
            for paragraph in each.words:
                height = paragraph.wrap(self._room(column, each.span), 1e6)[1]
                if below or height > left:
                    parts = [] if below else paragraph.split(self._room(column, each.span), left)
                    above += parts[:1] if len(parts) > 1 else []
                    below += parts[1:] if len(parts) > 1 else [paragraph]
                else:
                    above.append(paragraph)
                    left -= height
            column += each.span
            upper.cells.append(Cell(tuple(above), each.span, each.heading))
            lower.cells.append(Cell(tuple(below), each.span, each.heading))
        return upper, lower

    def draw(self) -> None:
        """Draw the rows; a head that stands again is decoration."""
        top = sum(row.height for row in self.rows)
        for index, row in enumerate(self.rows):
            if self.continued and index < self.heads:
                with self.canv.artifact():
                    self._draw_again(row, top)
            else:
                self._draw_row(row, top)
            top -= row.height
            if row.rule:
                self._line(top, row.rule)

    def _draw_row(self, row: Row, top: float) -> None:
        x, column = 0.0, 0
        for each in row.cells:
            y, room = top - self.pad, self._room(column, each.span)
            for paragraph in each.words:
                y -= paragraph.wrap(room, 1e6)[1]
                paragraph.drawOn(self.canv, x, y)
            x += sum(self.widths[column : column + each.span])
            column += each.span

    def _draw_again(self, row: Row, top: float) -> None:
        marked = self.canv.marked
        self.canv.marked = lambda node: _Nothing()
        try:
            self._draw_row(row, top)
        finally:
            self.canv.marked = marked

    def _line(self, y: float, thickness: float) -> None:
        with self.canv.artifact():
            self.canv.setLineWidth(thickness)
            self.canv.line(0, y, sum(self.widths), y)


class _Nothing:
    def __enter__(self) -> None: ...

    def __exit__(self, *_: object) -> None: ...


class Rule(Flowable):  # type: ignore[misc]
    """A line across the page."""

    def __init__(self, width: float, *, before: float = 3, after: float = 5, thickness: float = RULE) -> None:
        super().__init__()
        self.across, self.before, self.after, self.thickness = width, before, after, thickness

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """Width and height in points."""
        return self.across, self.before + self.after

    def draw(self) -> None:
        """Draw it as decoration."""
        with self.canv.artifact():
            self.canv.setLineWidth(self.thickness)
            self.canv.line(0, self.after, self.across, self.after)


class SignHere(Flowable):  # type: ignore[misc]
    """A line to sign on and a line for the date, with what belongs on each below it."""

    def __init__(self, who: Words, date: Words, width: float, *, room: float = 30) -> None:
        super().__init__()
        self.who, self.date, self.across, self.room = who, date, width, room
        self.left = width * 0.66

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """Width and height in points."""
        self.below = max(
            self.who.wrap(self.left - 16, 1e6)[1], self.date.wrap(self.across - self.left, 1e6)[1]
        )
        return self.across, self.room + 3 + self.below + 6

    def draw(self) -> None:
        """Draw lines and words."""
        y = self.below + 9
        with self.canv.artifact():
            self.canv.setLineWidth(RULE)
            self.canv.line(0, y, self.left - 16, y)
            self.canv.line(self.left, y, self.across, y)
        for words_, x in ((self.who, 0.0), (self.date, self.left)):
            words_.drawOn(self.canv, x, y - 3 - words_.height)


class Begin(Flowable):  # type: ignore[misc]
    """Nothing to see: from here on the page belongs to another part of the packet."""

    def __init__(self, foot_note: str, lang: str = "") -> None:
        super().__init__()
        self.foot_note, self.lang = foot_note, lang

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """Takes no room."""
        return 0, 0

    def draw(self) -> None:
        """Open the part in the structure and in the running foot."""
        self.canv.section = Node("Sect", self.canv.root, lang=self.lang)
        self.canv.foot_note = self.foot_note


def code(canvas: TaggedCanvas, x: float, y: float, side: float, text: str) -> None:
    """Draw a QR code with its lower left corner at x, y; black squares on the paper's own white."""
    matrix = _squares(text)
    dot = side / len(matrix)
    with canvas.marked(Node("Figure", alt=f"QR code: {text}")):
        path = canvas.beginPath()
        for row, line in enumerate(matrix):
            for column, many in line:
                path.rect(x + column * dot, y + side - (row + 1) * dot, many * dot, dot)
        canvas.drawPath(path, stroke=0, fill=1)


@lru_cache(maxsize=64)
def _squares(text: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    """The rows of a code; of each the dark runs: where one begins and how many squares it has."""
    rows = []
    for line in segno.make(text, error="q", micro=False).matrix:
        dark, runs = [bool(square) for square in line], []
        for column, is_dark in enumerate(dark):
            if is_dark and (column == 0 or not dark[column - 1]):
                runs.append((column, next((n for n, one in enumerate(dark[column:]) if not one),
                                          len(dark) - column)))  # fmt: skip
        rows.append(tuple(runs))
    return tuple(rows)


def build(story: Sequence[Any], look: Look) -> bytes:
    """The finished, tagged PDF of a story."""
    style.register()
    out = io.BytesIO()
    size = (PAGE[1], PAGE[0]) if look.landscape else PAGE
    made: list[TaggedCanvas] = []

    def canvas(*_: Any, **__: Any) -> TaggedCanvas:
        made.append(TaggedCanvas(out, partial(_foot, look), style.PLAIN, size))
        return made[0]

    side = look.margin - 6  # a frame keeps 6 points on each side for itself
    SimpleDocTemplate(
        out,
        pagesize=size,
        leftMargin=side,
        rightMargin=side,
        topMargin=look.top - 6,
        bottomMargin=look.foot_room - 6,
        title=look.title,
        author="CRS Intake",
        subject="",
        creator="CRS Intake",
        lang=look.language,
    ).build(list(story), canvasmaker=canvas)
    return finish(out.getvalue(), made[0].marks, root=made[0].root, title=look.title, language=look.language)


def _foot(look: Look, canvas: TaggedCanvas, number: int, count: int) -> None:
    right = canvas._pagesize[0] - look.margin
    canvas.setLineWidth(RULE)
    base = look.foot_room - 14
    canvas.line(look.margin, base, right, base)
    left = " – ".join(part for part in (look.foot, canvas.foot_note) if part)
    style.draw(canvas, look.margin, base - 13, left, look.foot_size)
    page = look.page_words.format(number=number, count=count)
    style.draw(canvas, right - style.width(page, look.foot_size), base - 13, page, look.foot_size)
