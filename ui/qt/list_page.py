"""What every page with one list has: its name, a line of words, the list, and what it says when empty.

The list is read off the window's thread; the page only says what to read and how to show it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crs_intake.words import say, told
from ui.qt import parts, style
from ui.qt.fields import WhyButton
from ui.qt.table import Row, Table
from ui.qt.task import Task
from ui.qt.text import Label
from ui.qt.way import Way
from ui.qt.why import asks


class ListPage(QWidget):
    """A page with one list; who makes one gives its name, its table, and what stands there when empty."""

    def __init__(
        self, way: Way, title: str, table: Table, empty: tuple[str, str, Callable[[], object]]
    ) -> None:
        super().__init__()
        self._way = way
        self._task = Task(self)
        self._task.done.connect(self._show)
        self._task.failed.connect(self._say)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(style.AROUND, style.BETWEEN, style.AROUND, style.BETWEEN)
        self.column.setSpacing(style.GAP)
        self.column.addWidget(Label(title, "title"))
        self._above: tuple[QWidget, ...] = ()
        self.why: WhyButton | None = None
        self.tools = QVBoxLayout()
        """Fields and buttons above the list."""
        self.column.addLayout(self.tools)
        self.words = Label("", "help")
        self.said = QHBoxLayout()
        """The line of words over the list, and "Why?" behind it where the page can tell."""
        self.said.setSpacing(style.GAP)
        self.said.addWidget(self.words, 1)
        self.column.addLayout(self.said)
        self.wait = parts.waiting(say("Reading the cases"))
        self.column.addWidget(self.wait)
        self.table = table
        self.column.addWidget(table, 1)
        self.empty = parts.empty(*empty)
        self.column.addWidget(self.empty, 1)

    def look_again(self, number: str = "") -> None:
        """Read the list again; of all cases, or because one case changed."""
        if not self.table.rowCount() and self.empty.isHidden():
            self.wait.show()
        self._task.start(self._reading(number))

    def explain(self, tell: Callable[[object], object]) -> None:
        """Put "Why?" behind the line of words: for the row in hand, and for Shift+F1 on a row."""
        self.why = asks(self.table, tell, say("The chosen row"))
        self.said.addWidget(self.why)

    def in_order(self, *tools: QWidget) -> None:
        """Tab goes as one reads: what stands above the list first."""
        self._above = tools

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Order the stops of Tab; a page that is put into a window forgets them."""
        super().showEvent(event)
        stops = (*self._above, *([self.why] if self.why is not None else []), self.table)
        for first, then in pairwise(stops):
            QWidget.setTabOrder(first, then)

    def take_focus(self) -> None:
        """Start in the list."""
        self.table.setFocus()

    def _reading(self, number: str) -> Callable[[], object]:
        """What is done off the window's thread; gives what `_show` is handed."""
        raise NotImplementedError

    def _show(self, found: Any) -> None:
        """Show what was read."""
        raise NotImplementedError

    def _fill(self, rows: Sequence[Row | str], words: str) -> None:
        """Put the rows in, or say that there are none."""
        self.wait.hide()
        self.table.fill(rows)
        for each in (self.table, self.words, *([self.why] if self.why is not None else [])):
            each.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.words.setText(words)

    def _say(self, trouble: object) -> None:
        self.wait.hide()
        self.words.show()
        self.words.setText(told(trouble))
