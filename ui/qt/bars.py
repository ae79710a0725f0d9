"""The bar chart of a report: one bar a line, as long as its number; the same numbers stand in its table.

One of the two drawn widgets of the program. One colour; what a bar means stands beside it in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from crs_intake.words import say
from ui.qt import style

_ROW, _BAR, _WORDS = 26, 14, 250


@dataclass(frozen=True)
class Bar:
    """A bar: its words, how long it is, and the number as it stands in the table."""

    words: str
    value: Fraction
    shown: str


class Bars(QWidget):
    """Bars one under the other; the longest reaches the end, shares reach it at 100 %."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bars: tuple[Bar, ...] = ()
        self._most = Fraction(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(say("Bar chart"))

    def show_bars(self, bars: Sequence[Bar], *, whole: bool) -> None:
        """Draw these; `whole` where the values are per cents of something."""
        self.bars = tuple(bars)
        most = max((each.value for each in bars), default=Fraction(1))
        self._most = Fraction(100) if whole else max(Fraction(1), most)
        self.setAccessibleDescription("; ".join(f"{each.words}: {each.shown}" for each in bars))
        self.setFixedHeight(max(_ROW, _ROW * len(self.bars)) + 4)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for all bars."""
        return QSize(480, max(_ROW, _ROW * len(self.bars)) + 4)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Words at the left, the bar, its number behind it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = self.palette().color(QPalette.ColorRole.WindowText)
        metrics = painter.fontMetrics()
        longest = max((metrics.horizontalAdvance(each.words) for each in self.bars), default=0)
        left = min(max(_WORDS, longest + style.GAP), self.width() * 2 // 5)
        number = max((metrics.horizontalAdvance(each.shown) for each in self.bars), default=0)
        room = max(40, self.width() - left - number - 2 * style.GAP)
        for at, bar in enumerate(self.bars):
            top = 2 + at * _ROW
            painter.setPen(ink)
            words = metrics.elidedText(bar.words, Qt.TextElideMode.ElideMiddle, left - style.GAP)
            line = QRectF(0, top, left - style.GAP, _ROW)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(line, int(right), words)
            painter.setPen(QPen(style.tone("edge"), 1))
            length = max(1.0, room * float(min(bar.value, self._most) / self._most)) if bar.value else 0.0
            middle = top + _ROW / 2
            painter.drawLine(QPointF(left, top + 2), QPointF(left, top + _ROW - 2))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(style.tone("accent"))
            painter.drawRect(QRectF(left, middle - _BAR / 2, length, _BAR))
            painter.setPen(ink)
            painter.drawText(QPointF(left + length + style.GAP, middle + metrics.ascent() / 2 - 1), bar.shown)
        painter.end()
