"""A paper as it will come out of the printer, shown from memory: no file is written to look at it."""

from __future__ import annotations

import ctypes
from contextlib import closing
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from crs_intake.words import say
from ui.qt import style
from ui.qt.area import Area
from ui.qt.text import Label

PRINT_DPI = 300
WIDEST = 900
LETTER_RATIO = 11 / 8.5


def _open(pdf: bytes) -> Any:
    import pypdfium2

    return pypdfium2.PdfDocument(pdf)


def _picture(book: Any, number: int, scale: float) -> QImage:
    page = book[number]
    bitmap = page.render(scale=scale, rev_byteorder=False)
    data = ctypes.string_at(ctypes.addressof(bitmap.buffer), bitmap.stride * bitmap.height)
    shape = {1: QImage.Format.Format_Grayscale8, 3: QImage.Format.Format_BGR888,
             4: QImage.Format.Format_RGB32}[bitmap.n_channels]  # fmt: skip
    drawn = QImage(data, bitmap.width, bitmap.height, bitmap.stride, shape).copy()
    page.close()
    return drawn


class Preview(Area):
    """The pages under each other, as wide as the room allows; `pages_ready` when all are drawn."""

    pages_ready = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preview")
        self.setAccessibleName(say("Preview"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._pdf = b""
        self._sizes: list[tuple[float, float]] = []
        self._pages: list[_Page] = []
        self._next = 0
        self._draw = QTimer(self)
        self._draw.setInterval(0)
        self._draw.timeout.connect(self._draw_next)
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(style.GAP, style.GAP, style.GAP, style.GAP)
        self._column.setSpacing(style.BETWEEN)
        self._column.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._words = Label("", "muted")
        self._words.setMinimumWidth(300)
        self._column.addWidget(self._words)
        self.setWidget(holder)
        self.destroyed.connect(self._draw.stop)

    @property
    def count(self) -> int:
        """Pages that are shown."""
        return len(self._pages)

    def say_instead(self, words: str) -> None:
        """Show words where a paper would stand."""
        self._empty()
        self._words.setText(words)
        self._words.show()

    def show_pdf(self, pdf: bytes) -> None:
        """Show a paper; its pages are drawn one after the other, so that the window stays awake."""
        self._empty()
        self._words.hide()
        self._pdf = pdf
        # Open only while something is read of it: a window may end at any time, and a paper never stays open.
        with closing(_open(pdf)) as book:
            total = len(book)
            for number in range(total):
                page = _Page(say("Page {number} of {total}", number=number + 1, total=total))
                with closing(book[number]) as leaf, closing(leaf.get_textpage()) as text:
                    self._sizes.append(leaf.get_size())
                    page.setAccessibleDescription(text.get_text_range()[:4000])
                self._column.addWidget(page, 0, Qt.AlignmentFlag.AlignHCenter)
                self._pages.append(page)
        self.setAccessibleDescription(say("{total} pages", total=total))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Draw anew at the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _empty(self) -> None:
        self._draw.stop()
        for page in self._pages:
            self._column.removeWidget(page)
            page.hide()
            page.deleteLater()
        self._pages, self._sizes, self._pdf = [], [], b""

    def _fit(self) -> None:
        width = max(240, min(WIDEST, self.viewport().width() - 2 * style.GAP))
        for number, page in enumerate(self._pages):
            points = self._sizes[number]
            page.setFixedSize(QSize(width, round(width * points[1] / points[0])))
        self._next = 0
        if self._pages:
            self._draw.start()

    def _draw_next(self) -> None:
        if self._next >= len(self._pages):
            self._draw.stop()
            if self._pages:
                self.pages_ready.emit()
            return
        page = self._pages[self._next]
        scale = page.width() * self.devicePixelRatioF() / self._sizes[self._next][0]
        with closing(_open(self._pdf)) as book:
            page.picture = _picture(book, self._next, scale)
        page.update()
        self._next += 1


class _Page(QWidget):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.picture: QImage | None = None

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        if self.picture is not None:
            painter.drawImage(self.rect(), self.picture)
        painter.setPen(style.tone("line"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


def size_of(pdf: bytes) -> tuple[float, float]:
    """Width and height of the first page, points."""
    book = _open(pdf)
    try:
        wide, high = book[0].get_size()
    finally:
        book.close()
    return float(wide), float(high)


def count_of(pdf: bytes) -> int:
    """Pages of a paper."""
    book = _open(pdf)
    try:
        return len(book)
    finally:
        book.close()


def paint_on(painter: QPainter, printer: Any, pdf: bytes) -> None:
    """Put every page on the printer's paper, where a painter is at work already."""
    book = _open(pdf)
    try:
        for number in range(len(book)):
            drawn = _picture(book, number, PRINT_DPI / 72)
            if number:
                printer.newPage()
            room = painter.viewport()
            size = drawn.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            painter.drawImage(QRect(room.topLeft(), size), drawn)
    finally:
        book.close()
