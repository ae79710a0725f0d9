"""Our partnership: the checklist and what follows from it, then forms of what was sent, signed, finished."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from crs_intake.casework import partner, rights
from crs_intake.clock import today
from crs_intake.documents import partner_papers
from crs_intake.domain.moment import Moment
from crs_intake.domain.partner import Partnership, Request
from crs_intake.domain.partner_standing import STATE_NAMES, PartnerStanding
from crs_intake.policy.book import Book
from crs_intake.words import said, say
from ui.forms import partner as forms
from ui.forms import partner_rows as rows
from ui.forms import partner_why
from ui.forms.form import Note
from ui.qt import parts, style
from ui.qt.fields import Remarks, WhyButton
from ui.qt.partner_sheet import SheetView
from ui.qt.printing import SheetsDialog
from ui.qt.table import Column, Row, Table
from ui.qt.text import Label, tell_error
from ui.qt.way import Way
from ui.qt.why import asks, show_why

Asked = Callable[[Book, PartnerStanding, str], partner_why.Told]
"""What tells of a row, by its key."""


def fill(table: Table, lines: Iterable[rows.Line]) -> None:
    """Show lines in a table; an empty one is not shown."""
    found = [Row(each.key, each.cells, icon=each.icon, tip=each.tip) for each in lines]
    table.fill(found)
    table.setVisible(bool(found))
    table.updateGeometry()


class Short(Table):
    """A table as high as its rows, up to a height; it asks again when its rows wrap otherwise."""

    most = 420
    filled = Signal()

    def __init__(self, name: str, columns: Sequence[Column]) -> None:
        super().__init__(name, columns)
        # Never within a layout that is at work: it would not look again.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._measure)
        self.verticalHeader().sectionResized.connect(lambda *_: self._soon.start())

    def fill(self, rows: Sequence[Row | str]) -> None:
        """Show the rows, and take the height they need."""
        super().fill(rows)
        self._measure()
        self.filled.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """At another width the rows wrap otherwise."""
        super().resizeEvent(event)
        self._soon.start()

    def _measure(self) -> None:
        high = self.horizontalHeader().sizeHint().height() + self.verticalHeader().length() + 6
        if self.height() != min(high, self.most):
            self.setFixedHeight(min(high, self.most))


def at_left(*widgets: QWidget) -> QHBoxLayout:
    """Buttons side by side, as wide as their words."""
    row = QHBoxLayout()
    row.setSpacing(style.GAP)
    for each in widgets:
        row.addWidget(each)
    row.addStretch(1)
    return row


class RecordView(QWidget):
    """Tabs: the checklist, and a form for each part of the record."""

    scrolls = True
    """Each of its own tabs scrolls by itself."""

    def __init__(self, way: Way) -> None:
        super().__init__()
        self._way = way
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.GAP, 0, 0)
        column.setSpacing(style.GAP)
        self._told: PartnerStanding | None = None
        self.state = Label("", "strong")
        self.state_why = WhyButton(say("Our partnership"), self, stops=True)
        self.state_why.clicked.connect(lambda: self._tell(self.state.text(), partner_why.state))
        column.addLayout(parts.told(self.state, self.state_why))
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(say("Parts of our partnership"))
        self.tabs.setExpanding(False)
        column.addWidget(self.tabs)
        self.pages = QStackedWidget()
        self.tabs.addTab(say("Checklist"))
        self.pages.addWidget(parts.scrolling(self._make_checklist()))
        self.sheets: dict[str, SheetView] = {}
        self.lists: dict[str, Table] = {}
        for sheet in forms.SHEETS:
            self.tabs.addTab(say(sheet.title))
            self.pages.addWidget(parts.scrolling(self._make_sheet(sheet)))
        column.addWidget(self.pages, 1)
        self.tabs.currentChanged.connect(self.pages.setCurrentIndex)

    def look_again(self, _number: str = "") -> None:
        """Read the partnership and show how it stands."""
        desk = self._way.desk
        try:
            found, told = partner.look(desk)
        except Exception as trouble:
            self.state.setText(str(trouble))
            return
        self._told = told
        self.state.setText(_state(told))
        fill(self.steps, rows.checklist(told))
        fill(self.items, rows.items(told))
        self.notes.show_notes(tuple(
            [Note("error", f"{said(each.sentence)} ({each.section})") for each in told.wrong]
            + [Note("note", said(each)) for each in told.notes]
            + ([Note("note", say("Attested a conviction: {names}. Recorded, never judged.",
                                 names=", ".join(told.attested)))] if told.attested else [])
        ))  # fmt: skip
        self.grounds.setText("; ".join(say(label) for _, label in told.grounds))
        self._show_papers(found)
        fill(self.lists["users"], rows.users(told))
        fill(self.trainings, rows.trainings(told))
        fill(self.lists["meetings"], rows.meetings(told))
        may = rights.may(desk.actor, "partner.keep")
        for view in self.sheets.values():
            view.show_value(found, found)
            view.save.setEnabled(may)

    def take_focus(self) -> None:
        """Start at the tabs."""
        self.tabs.setFocus()

    def open(self, name: str) -> None:
        """Show a part: checklist, organization, users, meetings, updates."""
        names = ("checklist", *(sheet.name for sheet in forms.SHEETS))
        self.tabs.setCurrentIndex(names.index(name))

    def new_request(self, at: Moment) -> None:
        """A new e-mail to the Operations Team, with the signed-in Site Administrator as its sender."""
        self.open("updates")
        found = self._way.desk.store.partner()
        me = partner.me(self._way.desk, found)
        ids = {each.id for each in found.requests}
        id = next(name for n in range(1, 10_000) if (name := f"r{n}") not in ids)
        sender = me.id if me is not None else ""
        request = Request(id=id, about="other", asked_by=sender, sent_by=sender, sent=at)
        view = self.sheets["updates"]
        view.put(replace(found, requests=(*found.requests, request)), found, of=found)

    # -- making ------------------------------------------------------------------------------

    def _make_checklist(self) -> QWidget:
        inside, column = parts.page(0)
        self.steps = self._table(column, say("Checklist"), (
            Column(say("Step")), Column(say("What"), stretch=3), Column(say("State")),
            Column(say("What is missing"), stretch=3, from_width=560),
        ), partner_why.step)  # fmt: skip
        column.addWidget(Label(say("Before the first use, received and processed"), "section"))
        self.items = self._table(column, say("Before the first use, received and processed"), (
            Column(say("Item"), stretch=2), Column(say("Received"), stretch=1),
            Column(say("Processed"), stretch=1),
        ), partner_why.item)  # fmt: skip
        column.addWidget(Label(say("Reasons for which AHCCCS may deny, among others"), "section"))
        self.grounds = Label()
        column.addWidget(self.grounds)
        self.notes = Remarks(inside)
        column.addWidget(self.notes)
        column.addWidget(Label(say("Papers"), "section"))
        self.papers = self._table(column, say("Papers"), (
            Column(say("Number")), Column(say("Paper"), stretch=1)))  # fmt: skip
        self.papers.chosen.connect(lambda _key: self.show_paper())
        self.preview = parts.button(say("Sho&w and print the paper"))
        self.preview.setAccessibleName(say("Show and print the paper"))
        self.preview.clicked.connect(self.show_paper)
        column.addLayout(at_left(self.preview))
        column.addStretch(1)
        return inside

    def _make_sheet(self, sheet: forms.Sheet) -> QWidget:
        inside, column = parts.page(0)
        if sheet.name == "users":
            self.lists["users"] = self._table(column, say("Accounts"), (
                Column(say("Name"), stretch=1), Column(say("Account")),
                Column(say("Why"), stretch=2, from_width=700),
                Column(say("May"), stretch=3, from_width=480),
            ), partner_why.user)  # fmt: skip
            self.trainings = self._table(column, say("Trainings open"), (
                Column(say("Name"), stretch=1), Column(say("Training"), stretch=2), Column(say("Due")),
            ), partner_why.training)  # fmt: skip
        if sheet.name == "meetings":
            self.lists["meetings"] = self._table(column, say("Access Quarterly Connect"), (
                Column(say("Day")), Column(say("State")), Column(say("Attended by"), stretch=1),
                Column(say("To know"), stretch=1),
            ), partner_why.meeting)  # fmt: skip
        view = SheetView(self._way, sheet.fields, lambda value: self._keep(sheet, value))
        view.setMaximumWidth(style.FORM_WIDTH)
        self.sheets[sheet.name] = view
        column.addWidget(view)
        column.addStretch(1)
        return inside

    def _table(
        self, column: QVBoxLayout, name: str, columns: Sequence[Column], asked: Asked | None = None
    ) -> Table:
        made = Short(name, columns)
        column.addWidget(made)
        if asked is not None:
            button = asks(made, lambda key: self._tell(name, partial(_of_row, asked, str(key))))
            made.filled.connect(lambda: button.setVisible(bool(made.keys())))
            column.addWidget(button)
        return made

    def _tell(self, about: str, asked: Callable[[Book, PartnerStanding], partner_why.Told]) -> None:
        """The words of the Community Partner page behind what is shown."""
        if self._told is not None:
            told = asked(self._way.desk.book, self._told)
            show_why(self, about, "", told.lines, page=told.page, here=say("At the desk"))

    # -- doing -------------------------------------------------------------------------------

    def _keep(self, sheet: forms.Sheet, value: Partnership) -> None:
        # Only this form's answers: another form may stand open with words that are not saved.
        stored, seen = self._way.desk.store.partner(), self.sheets[sheet.name].value
        was = {each.key: getattr(seen, each.key) for each in sheet.fields}
        mine = {each.key: getattr(value, each.key) for each in sheet.fields}
        partner.keep(self._way.desk, replace(stored, **was), replace(stored, **mine))
        self.sheets[sheet.name].unsaved = False
        self.look_again()

    def _show_papers(self, found: Partnership) -> None:
        listed = partner_papers.listed(found, self._way.desk.book)
        self._papers = {f"{each.document} {each.part}": each for each in listed}
        fill(self.papers, [rows.Line(key, (p.document, p.title)) for key, p in self._papers.items()])
        if self.papers.current() is None and self._papers:
            self.papers.go_to(next(iter(self._papers)))

    def show_paper(self) -> None:
        """Show the paper in hand, to print or save."""
        paper = self._papers.get(str(self.papers.current()))
        if paper is None:
            return
        try:
            pdf = partner.printed(self._way.desk, paper.document, paper.part)
        except Exception as trouble:
            tell_error(self, trouble)
            return
        day = today(self._way.desk.clock)
        SheetsDialog(self, paper.title, pdf, f"{paper.document}-{day.isoformat()}.pdf").exec()


def _of_row(asked: Asked, key: str, book: Book, told: PartnerStanding) -> partner_why.Told:
    return asked(book, told, key)


def _state(told: PartnerStanding) -> str:
    words = say(STATE_NAMES[told.state])
    if told.access_since:
        return say("{state} · HEAplus may be used since {day}", state=words, day=told.access_since)
    return say("{state} · HEAplus may not be used yet", state=words)
