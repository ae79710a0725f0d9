"""Reports: figures over all cases, records for the State Archives, and the extract for the plans.

What leaves the desk is looked at first and noted; nothing is ever deleted here (20.404, 20.1000).
"""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from crs_intake.words import say
from ui.qt import parts, style
from ui.qt.access_view import AccessView
from ui.qt.archive_view import ArchiveView
from ui.qt.figures_view import FiguresView
from ui.qt.sharing_view import SharingView
from ui.qt.text import Label
from ui.qt.tips_view import TipsView
from ui.qt.way import Way


class ReportsPage(QWidget):
    """Tabs over all cases; each reads what it shows when it is turned to."""

    def __init__(self, way: Way) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(style.AROUND, style.BETWEEN, style.AROUND, style.BETWEEN)
        column.setSpacing(style.GAP)
        column.addWidget(Label(say("Reports"), "title"))
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(say("Reports"))
        self.tabs.setExpanding(False)
        column.addWidget(self.tabs)
        self.pages = QStackedWidget()
        self.archive, self.sharing, self.figures = ArchiveView(way), SharingView(way), FiguresView(way)
        self.tips, self.access = TipsView(way), AccessView(way)
        self.views: tuple[ArchiveView | SharingView | FiguresView | TipsView | AccessView, ...] = (
            self.archive, self.sharing, self.figures, self.tips, self.access,
        )  # fmt: skip
        titles = (say("Records to archive"), say("Data for the plans"), say("Figures"),
                  say("DES interface"), say("Access"))  # fmt: skip
        for title, view in zip(titles, self.views, strict=True):
            self.tabs.addTab(title)
            self.pages.addWidget(parts.scrolling(view))
        column.addWidget(self.pages, 1)
        self.tabs.currentChanged.connect(self._turned)

    def look_again(self, _number: str = "") -> None:
        """Read the list of the tab again."""
        self.views[self.tabs.currentIndex()].look_again()

    def take_focus(self) -> None:
        """Start in the list of the tab."""
        self.views[self.tabs.currentIndex()].take_focus()

    def _turned(self, index: int) -> None:
        self.pages.setCurrentIndex(index)
        self.look_again()
