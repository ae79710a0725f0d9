"""One case: a header of two lines, what to do next, what happened, and the parts to open.

Wide windows show two columns, narrow ones one. Documents, appointments and the history stand behind
tabs of the same page, so that the header stays in sight.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QTabBar, QVBoxLayout, QWidget

from crs_intake.casework.ports import Desk
from crs_intake.casework.worklist import of_case
from crs_intake.domain.errors import DeskError
from crs_intake.words import say
from ui import because_words, steps
from ui.qt import parts, ssn, style
from ui.qt.case_acts import CaseActs
from ui.qt.case_notices import Notices
from ui.qt.fields import WhyButton
from ui.qt.overview import Overview
from ui.qt.places import Places
from ui.qt.text import Label, tell_error
from ui.qt.way import Way
from ui.qt.why import show_why
from ui.views import CaseView, Part, look, why_part

if TYPE_CHECKING:
    from ui.qt.appointments import ContactsView
    from ui.qt.compare import CompareView
    from ui.qt.documents_view import CaseDocuments
    from ui.qt.history import HistoryView

TABS = ("", "documents", "contacts", "determinations", "history")
VIEW_HEIGHT = 240
"""Least height of the view in hand, logical pixels; below it the whole page scrolls."""


class CasePage(QWidget):
    """The page of one case; `show_case` turns it to another."""

    def __init__(self, way: Way) -> None:
        super().__init__()
        self._way = way
        self.number = ""
        self.part = ""
        self.view: CaseView | None = None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        inside = QWidget()
        inside.setObjectName("page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(style.AROUND, style.BETWEEN, style.AROUND, style.GAP)
        column.setSpacing(style.GAP)
        column.addWidget(self._make_header())
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(say("Views of the case"))
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(True)
        for words in (
            say("Overview"), say("Documents"), say("Appointments and contacts"), say("Determinations"),
            say("History"),
        ):  # fmt: skip
            self.tabs.addTab(words)
        self.tabs.currentChanged.connect(self._turned)
        row = QHBoxLayout()
        row.setSpacing(style.GAP)
        row.addWidget(self.tabs, 1)
        self.note = parts.button(say("&Note what happened…"))
        self.note.clicked.connect(lambda: self.note_what_happened())
        row.addWidget(self.note)
        self.acts = CaseActs(self, way)
        row.addWidget(self.acts)
        column.addLayout(row)
        self.notices = Notices(self.acts.undo_void, lambda number: self._way.open_case(number),
                               lambda: self.note_what_happened("urgent_response"))  # fmt: skip
        column.addWidget(self.notices)
        self.pages = Places((
            lambda: Overview(self), self._make_documents, self._make_contacts, self._make_compare,
            self._make_history,
        ), self)  # fmt: skip
        self.pages.setMinimumHeight(VIEW_HEIGHT)
        column.addWidget(self.pages, 1)
        whole.addWidget(parts.scrolling(inside))  # on a low screen the header makes room for the view
        self.overview: Overview = self.pages.view(0)

    @property
    def documents(self) -> CaseDocuments:
        """The papers of the case."""
        found: CaseDocuments = self.pages.view(1)
        return found

    @property
    def contacts(self) -> ContactsView:
        """Appointments and the contact log."""
        found: ContactsView = self.pages.view(2)
        return found

    @property
    def compare(self) -> CompareView:
        """The determinations, two side by side."""
        found: CompareView = self.pages.view(3)
        return found

    @property
    def history(self) -> HistoryView:
        """What happened, and who noted it."""
        found: HistoryView = self.pages.view(4)
        return found

    def _make_documents(self) -> CaseDocuments:
        from ui.qt.documents_view import CaseDocuments

        return CaseDocuments(self._way)

    def _make_contacts(self) -> ContactsView:
        from ui.qt.appointments import ContactsView

        return ContactsView(self._way)

    def _make_compare(self) -> CompareView:
        from ui.qt.compare import CompareView

        made = CompareView(self._way.desk)
        made.wished.connect(lambda: self._way.open_wizard(self.number, "worksheet", "household"))
        return made

    def _make_history(self) -> HistoryView:
        from ui.qt.history import HistoryView

        made = HistoryView()
        made.changed.connect(lambda number: self._way.changed(number))
        return made

    def show_case(self, number: str, part: str = "") -> None:
        """Turn the page to a case, at a part; "documents:DOC-05" shows that paper."""
        # First: a case that cannot be read leaves the page as it is.
        view = look(self._way.desk, number, opening=True)
        self.number = number
        part, _, detail = part.partition(":")
        self.part = part if part in TABS else ""
        self._show(view)
        self.tabs.setCurrentIndex(TABS.index(self.part))
        if part == "documents" and detail:
            self.documents.show_paper(detail)

    def look_again(self, number: str = "") -> None:
        """Read the case again after something was kept."""
        if self.number and number in ("", self.number):
            self._show(look(self._way.desk, self.number))

    def take_focus(self) -> None:
        """Start at what is next, or in the table of the tab."""
        if self.tabs.currentIndex() == 0:
            self.overview.next_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.tabs.setFocus()
            page = self.pages.view(self.tabs.currentIndex())
            if hasattr(page, "take_focus"):
                page.take_focus()

    def show_number(self, label: Label) -> None:
        """Show the applicant's Social Security number for twenty seconds, for a reason."""
        applicant = self.view.case.applicant if self.view is not None else None
        if applicant is not None:
            ssn.show(self, label, self._way.desk, self.number, applicant.id)

    def open_part(self, part: Part) -> None:
        """Open a part: its wizard at the right page, or its tab."""
        if part.wizard:
            self._way.open_wizard(self.number, part.wizard, part.page)
        else:
            self.tabs.setCurrentIndex(TABS.index(part.name))

    def note_what_happened(self, kind: str = "") -> bool:
        """Note an entry that has no page of its own; True if it was kept."""
        from ui.qt.happened import Happened

        if self.view is None:
            return False
        asked = Happened(self._way.desk, self.view, self, kind)
        asked.exec()
        if asked.noted:
            self._way.changed(self.number)
        return asked.noted

    def take_step(self, step: steps.Step) -> None:
        """Do what is next: a wizard, a paper, or the contacts."""
        if step.wizard:
            self._way.open_wizard(self.number, step.wizard, step.page, step.field)
        elif step.paper:
            self.tabs.setCurrentIndex(TABS.index("documents"))
            self.documents.show_paper(step.paper)
        elif step.happened:
            self.note_what_happened(step.happened)
        else:
            self.tabs.setCurrentIndex(TABS.index(step.tab or "contacts"))

    def why_next(self, step: steps.Step | None) -> None:
        """How the next step and its day came about: its clock, the numbers in force, the section."""
        if self.view is None or step is None:
            return
        row = self.view.next_row
        same = row is not None and row.section == step.section
        lines = because_words.of_line(self._way.desk, row) if row is not None and same else (step.why,)
        show_why(self, step.words or say("What next"), step.section, lines)

    def why_clock(self) -> None:
        """How the clock in the header came about."""
        if self.view is None:
            return
        desk = self._way.desk
        rows = of_case(desk, desk.store.case(self.number), self.view.standing)
        if (row := next(iter(rows), None)) is not None:
            show_why(self, row.what, row.section, because_words.of_line(desk, row))

    def _tell(self, about: str, asked: Callable[[Desk, str], because_words.Because]) -> None:
        """Since which entry the case stands so, and by which section."""
        if self.view is None:
            return
        try:
            found = asked(self._way.desk, self.number)
        except DeskError as trouble:
            tell_error(self, trouble)
            return
        show_why(self, about, found.section, found.lines)

    def why_age(self) -> None:
        """Until when CRS serves a person, and what the age is counted from (20.301)."""
        person = self.view.case.applicant if self.view is not None else None
        if self.view is not None and person is not None and person.born is not None:
            born = say("Born on {day}.", day=person.born)
            show_why(self, self.view.name, "20.301", (born, self.view.facts))

    def why_part(self, part: Part) -> None:
        """Where what a part of the case shows comes from."""
        if self.view is not None:
            section, lines = why_part(self._way.desk, self.view, part)
            show_why(self, part.title, section, lines)

    def take_way(self, step: steps.Step) -> None:
        """Open a wizard through the case's life; applying again starts a new referral."""
        if step.wizard == "referral":
            self._way.apply_again(self.number)
        else:
            self._way.open_wizard(self.number, step.wizard, step.page)

    def resume(self, wizard: str, page: str, field: str) -> None:
        """Go on in a wizard that was left in the middle."""
        self._way.open_wizard(self.number, wizard, page, field)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Two columns where the window is wide."""
        super().resizeEvent(event)
        self.overview.lay_out(wide=self.window().width() >= style.WIDE)

    def _make_header(self) -> QWidget:
        header = QWidget()
        column = QVBoxLayout(header)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.INNER)
        first = QWidget()
        flow = parts.Flow(style.BETWEEN)
        first.setLayout(flow)
        self.name = Label("", "title", wrap=False)
        self.facts = Label("", wrap=False)
        flow.addWidget(self.name)
        self.age_why = WhyButton(say("Age"), self, stops=True)
        self.age_why.clicked.connect(self.why_age)
        flow.addWidget(parts.beside(self.facts, self.age_why))
        column.addWidget(first)
        second = QWidget()
        flow = parts.Flow(style.GAP)
        second.setLayout(flow)
        self.pathway, self.state = parts.chip(""), parts.chip("")
        self.sign = Label("", wrap=False)
        self.clock = Label("", wrap=False)
        self.clock_why = WhyButton(say("The next clock"), self, stops=True)
        self.clock_why.clicked.connect(self.why_clock)
        self.case_number = Label("", "muted", wrap=False)
        self.hand = Label("", "muted", wrap=False)
        ticking = parts.beside(self.sign, self.clock, self.clock_why)
        self.pathway_why = WhyButton(say("Pathway"), self, stops=True)
        self.pathway_why.clicked.connect(lambda: self._tell(say("Pathway"), because_words.pathway))
        self.state_why = WhyButton(say("State"), self, stops=True)
        self.state_why.clicked.connect(lambda: self._tell(say("State"), because_words.state))
        chips = (parts.beside(self.pathway, self.pathway_why), parts.beside(self.state, self.state_why))
        for each in (*chips, ticking, self.case_number, self.hand):
            flow.addWidget(each)
        column.addWidget(second)
        return header

    def _show(self, view: CaseView) -> None:
        self.view = view
        self.name.setText(view.name)
        self.facts.setText(view.facts)
        self.pathway.setText(view.pathway)
        self.pathway.setAccessibleName(say("Pathway: {name}", name=view.pathway))
        self.state.setText(view.state)
        self.state.setAccessibleName(say("State: {name}", name=view.state))
        self.sign.setPixmap(style.picture(view.clock_sign))
        self.clock.setText(view.clock)
        self.clock_why.setVisible(view.clock != say("No clock is running."))
        self.age_why.setVisible(view.case.applicant is not None and view.case.applicant.born is not None)
        self.case_number.setText(say("Case {number}", number=view.number))
        self.hand.setText(view.hand)
        self.notices.show_view(view, self._way.desk)
        self.acts.show_view(view)
        self.overview.show_view(view)
        self._fill_tab(self.tabs.currentIndex())

    def _turned(self, index: int) -> None:
        large = index == TABS.index("documents") and index not in self.pages.made
        self.pages.turn_to(index)
        self.part = TABS[index]
        if large:  # to make it and to fill it in one go would keep the window waiting
            QTimer.singleShot(0, self, lambda: self._fill_tab(index))
        else:
            self._fill_tab(index)

    def _fill_tab(self, index: int) -> None:
        if self.view is None:
            return
        if index == 1:
            self.documents.show_case(self.view)
        elif index == 2:
            self.contacts.show_case(self.view)
        elif index == 3:
            self.compare.show_case(self.number)
        elif index == 4:
            self.history.show_case(self.view, self._way.desk)
