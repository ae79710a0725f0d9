"""A room with tabs, each made when somebody turns to it: all at once would keep the window waiting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QTabBar, QVBoxLayout, QWidget

from ui.qt import parts, style
from ui.qt.places import Places
from ui.qt.text import Label

Tab = tuple[str, Callable[[], Any]]
"""What stands on a tab, and what makes its view; a view can `look_again` and `take_focus`."""


class Tabbed(QWidget):
    """A title, tabs, and the view of the tab in hand, which reads what it shows when it is turned to."""

    def __init__(self, title: str, tabs: Sequence[Tab]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(style.AROUND, style.BETWEEN, style.AROUND, style.BETWEEN)
        column.setSpacing(style.GAP)
        column.addWidget(Label(title, "title", parent=self))
        self.tabs = QTabBar(self)
        self.tabs.setAccessibleName(title)
        self.tabs.setExpanding(False)
        column.addWidget(self.tabs)
        self.pages = Places([make for _, make in tabs], self, _dressed)
        column.addWidget(self.pages, 1)
        for words, _ in tabs:
            self.tabs.addTab(words)
        self.tabs.currentChanged.connect(self._turned)

    def view(self, at: int) -> Any:
        """The view of a tab, counted from 0; made now if nobody turned to it yet."""
        return self.pages.view(at)

    def open(self, at: int) -> None:
        """Turn to a tab, counted from 0."""
        self.tabs.setCurrentIndex(at)

    def look_again(self, _number: str = "") -> None:
        """Read the tab in hand again."""
        self.view(self.tabs.currentIndex()).look_again()

    def take_focus(self) -> None:
        """Start in the tab in hand."""
        self.view(self.tabs.currentIndex()).take_focus()

    def _turned(self, at: int) -> None:
        self.pages.turn_to(at).look_again()


def _dressed(view: QWidget) -> QWidget:
    return view if getattr(view, "scrolls", False) else parts.scrolling(view)
