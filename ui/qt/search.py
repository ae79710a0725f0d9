"""One search box on top, from anywhere with Ctrl+K: results while typing, each with why it matched.

The list lies in the window, not in a window of its own, so that the keys stay in the box: arrows
walk the results, Enter opens, Esc gives back the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from crs_intake.domain.kept import Found
from crs_intake.domain.text import N_
from crs_intake.words import say
from ui import names
from ui.qt import style
from ui.qt.heard import announce, follow
from ui.qt.task import Task
from ui.qt.text import Label

SHOWN = 12
_BESIDE = 48
"""Pixels of a row that are not for words: padding, the mark of the row in hand, a scroll bar."""
_DAY_BEGUN = re.compile(r"\d{1,2}[-/.](?:\d{1,2}(?:[-/.]\d{0,3})?)?|\d{4}[-/.](?:\d{1,2}(?:[-/.]\d?)?)?")
_NOBODY = N_("Nobody found. Try a part of the name, the birth date or the phone.")
_BEGUN = N_("Type the whole birth date: month/day/year.")
_KEY = Qt.ItemDataRole.UserRole


class SearchBox(QLineEdit):
    """Finds cases by name, birth date, phone, AHCCCS ID or case number; `opened(number)`."""

    opened = Signal(str)
    left = Signal()
    """Esc, when nothing is typed any more."""

    def __init__(self, find: Callable[[str], Sequence[Found]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._find = find
        self._answered = ""
        self.setAccessibleName(say("Search"))
        self.setPlaceholderText(say("Search: name, birth date, phone, AHCCCS ID, case number (Ctrl+K)"))
        self.setClearButtonEnabled(True)
        self._asking = False
        self._task = Task(self, at_once=True)
        self._task.done.connect(self._answer)
        self._task.failed.connect(self._trouble)
        self.textChanged.connect(self._typed)
        self._panel: _Panel | None = None

    @property
    def panel(self) -> _Panel:
        """The list of results, made when it is first needed, on top of the window's pages."""
        if self._panel is None:
            self._panel = _Panel(self.window())
            results = self._panel.results
            results.itemClicked.connect(lambda item: self._open(item))
            follow(results, lambda row: self._open(results.item(row)))
            self.window().installEventFilter(self)
        return self._panel

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Arrows walk the results, Enter opens the one that is marked, Esc closes the list."""
        key = event.key()
        shown = self._panel is not None and self._panel.isVisible()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and shown:
            self.panel.step(1 if key == Qt.Key.Key_Down else -1)
            announce(self, self.panel.here())
            return
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.text().strip() != self._answered:
                self._ask(wait=True)
            self._open(self.panel.results.currentItem())
            return
        if key == Qt.Key.Key_Escape:
            self.leave()
            self.left.emit()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Leaving the box closes the list."""
        super().focusOutEvent(event)
        if self._panel is not None and event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self._panel.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keep the list under the box when the window changes its size."""
        if event.type() == QEvent.Type.Resize and self._panel is not None and self._panel.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def leave(self) -> None:
        """Forget what was typed and close the list."""
        self._task.forget()
        self._asking = False
        self.clear()
        self._answered = ""
        if self._panel is not None:
            self._panel.hide()

    def _typed(self, _text: str) -> None:
        if not self.text().strip():
            self.leave()
        elif not self._asking:  # else the answer that is on its way asks again
            self._ask()

    def _ask(self, *, wait: bool = False) -> None:
        text = self.text().strip()
        if not text:
            return
        if wait:
            self._task.forget()
            self._asking = False
            self._show(text, self._find(text))
            return
        self._asking = True
        self._task.start(lambda: (text, self._find(text)))

    def _answer(self, answer: tuple[str, Sequence[Found]]) -> None:
        self._asking = False
        text, found = answer
        if text != self.text().strip():  # somebody types faster than the search: only the last word counts
            self._ask()
        else:
            self._show(text, found)

    def _trouble(self, _trouble: object) -> None:
        self._asking = False
        self._say(N_("The search did not work; type again."))

    def _show(self, text: str, found: Sequence[Found]) -> None:
        if text != self.text().strip():
            return
        self._answered = text
        self.panel.fill(found, _BEGUN if _DAY_BEGUN.fullmatch(text) else "")
        self._place()
        announce(self, self.panel.heard())

    def _say(self, words: str) -> None:
        self.panel.fill((), words)
        self._place()

    def _place(self) -> None:
        corner = self.mapTo(self.window(), QPoint(0, self.height() + 2))
        width = max(self.width(), min(520, self.window().width() - 2 * style.GAP))
        left = min(corner.x(), self.window().width() - width - style.GAP)
        room = self.window().height() - corner.y() - style.GAP
        self.panel.setGeometry(max(style.GAP, left), corner.y(), width, min(room, self.panel.wanted(width)))
        self.panel.show()
        self.panel.raise_()

    def _open(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        number = item.data(_KEY)
        self.leave()
        if number:
            self.opened.emit(str(number))


class SearchOver(QFrame):
    """The same box on top of another window; Esc goes back to where the cursor stood."""

    opened = Signal(str)

    def __init__(self, window: QWidget, find: Callable[[str], Sequence[Found]]) -> None:
        super().__init__(window)
        self.setProperty("role", "box")
        self.setAutoFillBackground(True)
        self._before: QWidget | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(style.GAP, style.GAP, style.GAP, style.GAP)
        self.box = SearchBox(find, self)
        self.box.setMinimumHeight(style.ROW_HEIGHT)
        self.box.opened.connect(self._open)
        self.box.left.connect(self._go_back)
        column.addWidget(self.box)
        self.hide()
        window.installEventFilter(self)

    def come(self) -> None:
        """Show the box over the page, with the cursor in it."""
        if not self.isVisible():
            self._before = QApplication.focusWidget()
        self._place()
        self.show()
        self.raise_()
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Stay on top of the window when it changes its size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        window = self.window()
        width = min(640, window.width() - 2 * style.GAP)
        self.setGeometry((window.width() - width) // 2, style.GAP, width, self.sizeHint().height())

    def _go_back(self) -> None:
        self.hide()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, number: str) -> None:
        self.hide()
        self.opened.emit(number)


class _Panel(QFrame):
    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("role", "box")
        self.setAutoFillBackground(True)
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 1, 1, 1)
        box.setSpacing(0)
        self.results = QListWidget()
        self.results.setAccessibleName(say("Search results"))
        self.results.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.results.setFrameShape(QFrame.Shape.NoFrame)
        self.results.setWordWrap(True)
        self.results.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        box.addWidget(self.results, 1)
        self.none = Label()
        self.none.setContentsMargins(12, 12, 12, 12)
        box.addWidget(self.none)
        self.hide()

    def fill(self, found: Sequence[Found], words: str = "") -> None:
        self.results.clear()
        for each in found[:SHOWN]:
            born = names.short_day(each.born) if each.born else say("birth date not known")
            closed = say("closed") if each.closed else ""
            first = " · ".join(part for part in (each.name, born, each.number, closed) if part)
            item = QListWidgetItem(f"{first}\n{say('Found by: {why}', why=each.why)}" if each.why else first)
            item.setData(_KEY, each.number)
            self.results.addItem(item)
        self.results.setVisible(bool(found))
        self.none.setVisible(not found)
        self.none.setText(say(words or _NOBODY))
        if found:
            self.results.setCurrentRow(0)

    def heard(self) -> str:
        """What a screen reader says of the list, which never has the cursor."""
        count = self.results.count()
        if not count:
            return self.none.text()
        return say("Found: {count}. {first}", count=count, first=self.here())

    def here(self) -> str:
        """The marked result."""
        item = self.results.currentItem()
        return item.text().replace("\n", ". ") if item is not None else ""

    def step(self, by: int) -> None:
        count = self.results.count()
        if count:
            self.results.setCurrentRow(max(0, min(count - 1, self.results.currentRow() + by)))

    def wanted(self, width: int) -> int:
        """The height at this width; a long name takes two lines, and why it was found is seen below them."""
        if not self.results.count():
            return 64
        room, metrics, whole = QRect(0, 0, width - _BESIDE, 1000), self.results.fontMetrics(), 4
        for item in map(self.results.item, range(self.results.count())):
            words = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), item.text())
            height = max(32, words.height() + 14)
            item.setSizeHint(QSize(0, height))
            whole += height + 4
        return whole
