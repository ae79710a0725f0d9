"""The gauge: where the income stands in per cent of the Federal Poverty Level, and where the limits are.

One of the two drawn widgets of the program; the same numbers stand beside it
as a table, and as words for a screen reader.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from crs_intake.domain.money import shown
from crs_intake.words import say
from ui.forms.sheet import Mark
from ui.qt import style

_BAR, _TOP, _ROW = 14, 30, 17


class Gauge(QWidget):
    """A bar with a pointer at the per cent and a stroke at each limit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._percent: Fraction | None = None
        self._marks: tuple[Mark, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(say("Per cent of the guideline"))

    def show_percent(self, percent: Fraction | None, marks: Sequence[Mark]) -> None:
        """Point at a per cent; None shows the limits alone."""
        self._percent, self._marks = percent, tuple(sorted(marks, key=lambda each: each.percent))
        said = [say("{label} at {percent} %", label=each.label, percent=each.percent) for each in self._marks]
        here = say("{percent} % of the guideline", percent=percent) if percent is not None else ""
        self.setAccessibleDescription("; ".join(part for part in (here, *said) if part))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for the bar and one line of words for each limit."""
        return QSize(320, _TOP + _BAR + 10 + _ROW * max(1, len(self._marks)) + 4)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The same height, narrower."""
        return QSize(220, self.sizeHint().height())

    @property
    def end(self) -> Fraction:
        """The per cent at the right end: full hundreds beyond everything shown, at least 250."""
        most = max(Fraction(230), self._percent or Fraction(0), *(each.percent for each in self._marks))
        return min(Fraction(1000), Fraction((most * Fraction(108, 100) // 50 + 1) * 50))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Bar, limits, pointer."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setPointSizeF(9.5)
        painter.setFont(font)
        bar = QRectF(1, _TOP, self.width() - 2, _BAR)
        painter.setPen(QPen(style.tone("edge"), 1))
        painter.setBrush(self.palette().color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(bar, 3, 3)
        if self._percent is not None:
            filled = QRectF(
                bar.left(), bar.top(), max(2.0, self._x(self._percent) - bar.left()), bar.height()
            )
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(style.tone("accent"))
            painter.drawRoundedRect(filled, 3, 3)
        placed = list(enumerate(reversed(self._marks)))
        for row, mark in placed:
            self._draw_stroke(painter, mark, row)
        for row, mark in placed:
            self._draw_words(painter, mark, row)
        if self._percent is not None:
            self._draw_pointer(painter, self._percent)
        painter.end()

    def _x(self, percent: Fraction) -> float:
        return 1 + (self.width() - 2) * float(min(percent, self.end) / self.end)

    def _middle(self, row: int) -> float:
        return _TOP + _BAR + 6 + row * _ROW + _ROW / 2

    def _draw_stroke(self, painter: QPainter, mark: Mark, row: int) -> None:
        x = self._x(mark.percent)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.WindowText), 1.5))
        painter.drawLine(QPointF(x, _TOP - 4), QPointF(x, self._middle(row)))

    def _draw_words(self, painter: QPainter, mark: Mark, row: int) -> None:
        """The words beside the end of their stroke, on ground of their own so that no other crosses them."""
        x, middle = self._x(mark.percent), self._middle(row)
        words = f"{shown(mark.percent)} %  {mark.label}"
        width = painter.fontMetrics().horizontalAdvance(words)
        right = x + 5 + width < self.width()
        at = x + 5 if right else max(0.0, x - 5 - width)
        ground = QRectF(at - 2, middle - _ROW / 2 + 1, width + 4, _ROW - 1)
        painter.fillRect(ground, self.palette().color(QPalette.ColorRole.Window))
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(QPointF(at, middle + 5), words)

    def _draw_pointer(self, painter: QPainter, percent: Fraction) -> None:
        x = self._x(percent)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.palette().color(QPalette.ColorRole.WindowText)))
        tip = QPointF(x, _TOP - 1)
        painter.drawPolygon(QPolygonF([tip, tip + QPointF(-6, -8), tip + QPointF(6, -8)]))
        font = QFont(painter.font())
        font.setPointSizeF(10.5)
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        words = f"{shown(percent)} %"
        width = painter.fontMetrics().horizontalAdvance(words)
        left = min(max(0.0, x - width / 2), self.width() - width)
        painter.drawText(QPointF(left, _TOP - 13), words)
