"""A received paper on the screen: page by page, larger, smaller, turned; drawn in memory, off this thread.

Page Up and Page Down turn the pages, + and - change the size, 0 shows the whole width, R turns the page.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QTransform
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from crs_intake.casework import received
from crs_intake.casework.ports import Desk
from crs_intake.domain.errors import DeskError
from crs_intake.domain.scan import Picture
from crs_intake.words import say, told
from ui.qt import parts, style
from ui.qt.area import Area
from ui.qt.task import Task, log_defect
from ui.qt.text import Label

SIZES = (1.0, 1.5, 2.0, 3.0, 4.0)


class ScanView(QWidget):
    """The pages of one file; `drawn` when the page in hand is on the screen."""

    drawn = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk: Desk | None = None
        self._data = b""
        self.pages, self.at, self.turned, self._size = 0, 0, 0, 0
        self._asked: tuple[int, int] = (-1, 0)
        self._task = Task(self)
        self._task.done.connect(self._show)
        self._task.failed.connect(self._lacks)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        column.addWidget(self._make_buttons())
        self.wait = parts.waiting(say("Drawing the page"))
        column.addWidget(self.wait)
        self.trouble = parts.Trouble()
        self.trouble.hide()
        column.addWidget(self.trouble)
        self.sheet = _Sheet()
        self.area = _Area(self)
        self.area.setWidget(self.sheet)
        column.addWidget(self.area, 1)

    def show_file(self, desk: Desk, data: bytes, pages: int) -> None:
        """Show a file from its first page on."""
        self._desk, self._data, self.pages = desk, data, pages
        self.at = self.turned = self._size = 0
        self._asked = (-1, 0)
        self.sheet.put(None)
        self._draw()

    def empty(self) -> None:
        """Show nothing."""
        self._task.forget()
        self._data, self.pages = b"", 0
        self.sheet.put(None)
        self._tell()

    def turn_to(self, at: int) -> None:
        """Show a page; counted from 0."""
        at = max(0, min(self.pages - 1, at))
        if self.pages and at != self.at:
            self.at = at
            self.area.verticalScrollBar().setValue(0)
            self._draw()

    def zoom(self, by: int) -> None:
        """One size larger or smaller; 0 = the whole width."""
        self._size = max(0, min(len(SIZES) - 1, self._size + by)) if by else 0
        self._draw()

    def turn(self) -> None:
        """Turn the page by a quarter to the right; what is kept is not touched."""
        self.turned = (self.turned + 90) % 360
        self._draw()

    def key(self, event: QKeyEvent) -> bool:
        """Act on a key of the picture; False for all others."""
        acts = {
            Qt.Key.Key_PageDown: lambda: self.turn_to(self.at + 1),
            Qt.Key.Key_PageUp: lambda: self.turn_to(self.at - 1),
            Qt.Key.Key_Home: lambda: self.turn_to(0), Qt.Key.Key_End: lambda: self.turn_to(self.pages - 1),
            Qt.Key.Key_Plus: lambda: self.zoom(1), Qt.Key.Key_Equal: lambda: self.zoom(1),
            Qt.Key.Key_Minus: lambda: self.zoom(-1), Qt.Key.Key_0: lambda: self.zoom(0),
            Qt.Key.Key_R: self.turn,
        }  # fmt: skip
        act = acts.get(Qt.Key(event.key()))
        if act is None:
            return False
        act()
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Draw anew at the new width."""
        super().resizeEvent(event)
        if self._data:
            self._draw()

    def _make_buttons(self) -> QWidget:
        holder = QWidget()
        flow = parts.Flow(style.GAP)
        holder.setLayout(flow)
        self.back, self.on = parts.button(say("Previous page")), parts.button(say("Next page"))
        self.place = Label("", wrap=False)
        self.larger, self.smaller = parts.button(say("Larger")), parts.button(say("Smaller"))
        self.whole, self.turn_it = parts.button(say("Whole width")), parts.button(say("Turn"))
        self.back.clicked.connect(lambda: self.turn_to(self.at - 1))
        self.on.clicked.connect(lambda: self.turn_to(self.at + 1))
        self.larger.clicked.connect(lambda: self.zoom(1))
        self.smaller.clicked.connect(lambda: self.zoom(-1))
        self.whole.clicked.connect(lambda: self.zoom(0))
        self.turn_it.clicked.connect(self.turn)
        for each in (self.back, self.on, self.larger, self.smaller, self.whole, self.turn_it):
            each.setAutoDefault(False)
            flow.addWidget(each)
        flow.addWidget(self.place)
        return holder

    def _draw(self) -> None:
        self._tell()
        if self._desk is None or not self._data:
            return
        room = max(200, self.area.viewport().width() - 2)
        wide = round(room * SIZES[self._size] * self.devicePixelRatioF())
        asked = (self.at, wide)
        if asked == self._asked and self.sheet.picture is not None:
            self._fit()
            return
        self._asked = asked
        self.wait.show()
        self._task.start(partial(received.page, self._desk, self._data, self.at, wide))

    def _show(self, found: object) -> None:
        self.wait.hide()
        self.trouble.hide()
        if isinstance(found, Picture):
            line = found.width * (3 if found.coloured else 1)
            kind = QImage.Format.Format_RGB888 if found.coloured else QImage.Format.Format_Grayscale8
            self.sheet.put(QImage(found.dots, found.width, found.height, line, kind).copy())
            self._fit()
            self.drawn.emit()

    def _fit(self) -> None:
        wide = max(200, self.area.viewport().width() - 2) * SIZES[self._size]
        self.sheet.fit(round(wide), self.turned)

    def _lacks(self, trouble: object) -> None:
        self.wait.hide()
        if not isinstance(trouble, DeskError) and isinstance(trouble, BaseException):
            log_defect(trouble)
        known = isinstance(trouble, DeskError)
        self.trouble.setText(told(trouble) if known else say("This page could not be drawn."))
        self.trouble.show()

    def _tell(self) -> None:
        words = say("Page {number} of {total}", number=self.at + 1, total=self.pages) if self.pages else ""
        self.place.setText(words)
        self.area.setAccessibleDescription(words)
        self.back.setEnabled(self.at > 0)
        self.on.setEnabled(self.at + 1 < self.pages)
        self.larger.setEnabled(bool(self.pages) and self._size + 1 < len(SIZES))
        self.smaller.setEnabled(self._size > 0)
        for each in (self.whole, self.turn_it):
            each.setEnabled(bool(self.pages))


class _Area(Area):
    """The picture in an area that scrolls and takes the keys."""

    def __init__(self, view: ScanView) -> None:
        super().__init__(view)
        self._view = view
        self.setAccessibleName(say("Picture of the page"))
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """The keys of the picture; arrows scroll."""
        if not self._view.key(event):
            super().keyPressEvent(event)


class _Sheet(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.picture: QImage | None = None
        self._turned: QImage | None = None

    def put(self, picture: QImage | None) -> None:
        """Take another picture."""
        self.picture = self._turned = picture
        if picture is None:
            self.resize(QSize(0, 0))
        self.update()

    def fit(self, wide: int, turned: int) -> None:
        """As wide as there is room, turned to the right by so many degrees."""
        if self.picture is None:
            return
        self._turned = self.picture.transformed(QTransform().rotate(turned)) if turned else self.picture
        high = round(wide * self._turned.height() / max(1, self._turned.width()))
        self.setFixedSize(QSize(wide, high))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        if self._turned is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self.rect(), self._turned)
        painter.end()
