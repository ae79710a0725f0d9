"""The partner desk: the clinic as a HEAplus community partner, in four parts.

Nothing here sends anything or blocks anything by itself; the program works without a network.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from crs_intake.clock import moment
from crs_intake.words import say
from ui.qt import parts, style
from ui.qt.partner_applications import ApplicationsView
from ui.qt.partner_contacts import ContactsView
from ui.qt.partner_now import NowView
from ui.qt.partner_record import RecordView
from ui.qt.text import Label
from ui.qt.way import Way

View = NowView | RecordView | ApplicationsView | ContactsView


class PartnerPage(QWidget):
    """Now, Our partnership, Applications, Contacts and how-to; each reads what it shows when turned to."""

    def __init__(self, way: Way, checked: Callable[[], None] = lambda: None) -> None:
        super().__init__()
        self._way = way
        column = QVBoxLayout(self)
        column.setContentsMargins(style.AROUND, style.BETWEEN, style.AROUND, style.BETWEEN)
        column.setSpacing(style.GAP)
        column.addWidget(Label(say("Partner desk"), "title"))
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(say("Partner desk"))
        self.tabs.setExpanding(False)
        column.addWidget(self.tabs)
        self.pages = QStackedWidget()
        self.now, self.record = NowView(way, checked), RecordView(way)
        self.applications = ApplicationsView(way)
        self.contacts = ContactsView(way, self._email)
        self.views: tuple[View, ...] = (self.now, self.record, self.applications, self.contacts)
        titles = (say("Now"), say("Our partnership"), say("Applications"), say("Contacts and how-to"))
        for title, view in zip(titles, self.views, strict=True):
            self.tabs.addTab(title)
            self.pages.addWidget(view if view is self.record else parts.scrolling(view))
        column.addWidget(self.pages, 1)
        self.tabs.currentChanged.connect(self._turned)

    def look_again(self, number: str = "") -> None:
        """Show the part in hand as it is now."""
        self.views[self.tabs.currentIndex()].look_again(number)

    def take_focus(self) -> None:
        """Start in the part in hand."""
        self.views[self.tabs.currentIndex()].take_focus()

    def open(self, at: int) -> None:
        """Show a part: 0 Now, 1 Our partnership, 2 Applications, 3 Contacts and how-to."""
        self.tabs.setCurrentIndex(at)

    def turn_to(self, part: str, number: str = "") -> None:
        """Show Now, the meetings, or the application of a case; one without gets a new one to fill in."""
        self.open({"meetings": 1, "application": 2}.get(part, 0))
        if part == "meetings":
            self.record.open(part)
        elif part == "application":
            self.applications.turn_to(number)

    def _turned(self, at: int) -> None:
        self.pages.setCurrentIndex(at)
        self.look_again()

    def _email(self) -> None:
        self.open(1)
        self.record.new_request(moment(self._way.desk.clock))
