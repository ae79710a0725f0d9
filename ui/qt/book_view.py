"""The book: Federal Poverty Level, AHCCCS chart, minimum wage and rates by date, source and person.

A row is added, never edited; it counts from its day on. A CSV file is looked at
line by line before anything is added.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from crs_intake.casework import book_acts, rights
from crs_intake.casework.book_acts import Row
from crs_intake.casework.ports import Desk
from crs_intake.clock import today
from crs_intake.domain.errors import DeskError
from crs_intake.domain.money import shown
from crs_intake.domain.site import ChartRow, FplRow, Site
from crs_intake.policy import shelf
from crs_intake.words import say
from ui.forms import book_rows, book_words
from ui.names import short_day
from ui.qt import parts, style
from ui.qt.list_file import choose_csv, look_into
from ui.qt.row_form import RowForm
from ui.qt.row_preview import RowPreview
from ui.qt.table import Column, Table
from ui.qt.table import Row as Shown
from ui.qt.text import Label, ask, tell_error
from ui.qt.why import asks, show_why

TABLE_HEIGHT = 250
SIZES_FROM = {3: 480, 4: 580, 5: 810, 6: 910, 7: 1010, 8: 1110}
"""Table widths from which the columns of larger families are shown; the line below tells them always."""


class BookView(QWidget):
    """The tables in tabs; `kept()` after rows were added, so that the book is read again."""

    kept = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        column.addWidget(Label(say("The book"), "section"))
        words = say(
            "Figures by date. A row counts from its day on; what was determined before stays as it was."
        )
        column.addWidget(Label(words, "help"))
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(say("Tables of the book"))
        self.tabs.setDocumentMode(True)
        self.pages: list[_Page] = [_Fpl(self), _Chart(self), _Wages(self), _Rates(self)]
        for page in self.pages:
            self.tabs.addTab(page, page.title)
        column.addWidget(self.tabs, 1)
        self.look_again()

    @property
    def desk(self) -> Desk:
        """Store, clock and the signed-in person."""
        return self._desk

    def look_again(self, _number: str = "") -> None:
        """Show what is in the book now."""
        site = self._desk.store.site()
        for page in self.pages:
            page.show_rows(site)

    def take_focus(self) -> None:
        """Start at the table that is shown."""
        self.pages[self.tabs.currentIndex()].table.setFocus()

    def add(self, rows: Sequence[Row]) -> bool:
        """Add rows and say so; False when it did not work."""
        try:
            book_acts.add_rows(self._desk, rows)
        except DeskError as trouble:
            tell_error(self, trouble)
            return False
        self.look_again()
        self.kept.emit()
        return True


class _Page(QWidget):
    """One table of the book with its form and its file preview."""

    kind: book_rows.Table = "fpl"
    section = "20.604.4.E"
    """The manual's section in which the figures are used."""

    def __init__(self, book: BookView, title: str, columns: Sequence[Column], form: RowForm) -> None:
        super().__init__()
        self.book = book
        self.title = title
        self._told: dict[object, str] = {}
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, style.GAP, 0, 0)
        self.column.setSpacing(style.GAP)
        self.above()
        self.table = Table(self.title, columns)
        self.table.setMinimumHeight(TABLE_HEIGHT)
        _figures_right(self.table)
        self.table.moved.connect(self._tell)
        self.column.addWidget(self.table)
        self.about = Label("", "help")
        self.why = asks(self.table, self.tell_why)
        self.column.addLayout(parts.told(self.about, self.why))
        self._make_buttons()
        self.form = form
        self.form.added.connect(self._add)
        self.form.closed.connect(self._close)
        self.form.hide()
        self.column.addWidget(self.form)
        self.preview = RowPreview(self.title)
        self.preview.taken.connect(self._take_file)
        self.preview.closed.connect(self._close)
        self.preview.hide()
        self.column.addWidget(self.preview)
        self.said = Label("", "good")
        self.said.hide()
        self.column.addWidget(self.said)
        self.column.addStretch(1)

    def above(self) -> None:
        """What stands above the table."""

    def rows(self, site: Site) -> list[tuple[Shown, str]]:
        """The rows, the newest first, each with the line that tells it whole."""
        raise NotImplementedError

    def show_rows(self, site: Site) -> None:
        """Show the rows that are in the book now."""
        found = self.rows(site)
        self._told = {row.key: line for row, line in found}
        self.table.fill([row for row, _ in found])
        self._tell(self.table.current())

    def _make_buttons(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(style.GAP)
        self.add_button = parts.button(say("&Add a row"), "primary")
        self.add_button.clicked.connect(self._open_form)
        self.file_button = parts.button(say("From a CSV &file…"))
        self.file_button.clicked.connect(self._choose_file)
        row.addWidget(self.add_button)
        row.addWidget(self.file_button)
        row.addStretch(1)
        self.column.addLayout(row)
        allowed = rights.may(self.book.desk.actor, "site.keep")
        for button in (self.add_button, self.file_button):
            button.setEnabled(allowed)
        if not allowed:
            self.column.addWidget(Label(say("A supervisor or site administrator can add rows."), "muted"))

    def tell_why(self, key: object) -> None:
        """The figures of a row, where they were published, and whether they count today."""
        now = today(self.book.desk.clock)
        lines = (self._told.get(key, ""), book_words.counts(key, self._told, now))
        about = " · ".join((self.title, self.table.text_of(key)[0]))
        show_why(self, about, self.section, lines, here=say("In force"))

    def _tell(self, key: object) -> None:
        self.about.setText(self._told.get(key, ""))

    def _open_form(self) -> None:
        self._close()
        self.form.clear()
        self.form.show()
        self.form.take_focus()

    def _close(self) -> None:
        for part in (self.form, self.preview, self.said):
            part.hide()
        self.add_button.setFocus()

    def _add(self, texts: dict[str, str]) -> None:
        desk = self.book.desk
        site, now = desk.store.site(), today(desk.clock)
        row, wrong = book_rows.typed(self.kind, {**texts, **self.fixed()}, site, now)
        self.form.complain(wrong)
        if row is None:
            return
        looks = book_acts.unusual(site, row)
        if looks and not ask(
            self, " ".join(looks), yes=say("Add it all the same"), no=say("Back to the row")
        ):
            return
        if self.book.add((row,)):
            self._close()
            self._say_added((row,))

    def fixed(self) -> dict[str, str]:
        """What is chosen outside the form."""
        return {}

    def _choose_file(self) -> None:
        if file := choose_csv(self):
            self.open_file(file)

    def open_file(self, file: Path) -> None:
        """Show what a CSV file would add."""
        desk = self.book.desk
        self._close()
        now, site = today(desk.clock), desk.store.site()
        look_into(self, self.preview, lambda: book_rows.from_csv(self.kind, file.read_bytes(), site, now))

    def _take_file(self, rows: tuple[Row, ...]) -> None:
        if self.book.add(rows):
            self._close()
            self._say_added(rows)

    def _say_added(self, rows: Sequence[Row]) -> None:
        first = min(row.effective_from for row in rows)
        self.said.setText(
            say("Added. It counts from {day} on.", day=first)
            if len(rows) == 1
            else say("{count} rows added; the first counts from {day} on.", count=len(rows), day=first)
        )
        self.said.show()


class _Fpl(_Page):
    kind = "fpl"

    def __init__(self, book: BookView) -> None:
        form = RowForm(book_rows.FIELDS["fpl"], say("dollars a year"))
        super().__init__(book, say("Federal Poverty Level"), _size_columns(), form)

    def rows(self, site: Site) -> list[tuple[Shown, str]]:
        mine = {each.effective_from: each for each in site.fpl}
        found = [
            _size_row(row, mine.get(row.effective_from), row.effective_from)
            for row in shelf.fpl_rows(site.fpl)
        ]
        return found[::-1]


class _Chart(_Page):
    kind = "chart"
    section = "20.602.3.B"

    def __init__(self, book: BookView) -> None:
        fields = tuple(name for name in book_rows.FIELDS["chart"] if name != "category")
        form = RowForm(fields, say("dollars a month"))
        super().__init__(book, say("AHCCCS chart"), _size_columns(), form)

    def above(self) -> None:
        self.category = QComboBox()
        for id, category in shelf.categories().items():
            if not category.unlimited:
                self.category.addItem(say(category.label), id)
        self.category.setCurrentIndex(self.category.findData("KIDSCARE"))
        self.category.currentIndexChanged.connect(lambda _at: self.show_rows(self.book.desk.store.site()))
        parts.field(self.column, say("Categor&y"), self.category, width=420)
        self.open = Label("", "help")
        self.column.addWidget(self.open)

    def fixed(self) -> dict[str, str]:
        return {"category": str(self.category.currentData())}

    def rows(self, site: Site) -> list[tuple[Shown, str]]:
        id = str(self.category.currentData())
        self.open.setText(book_words.open_times(shelf.categories()[id]))
        mine = {each.effective_from: each for each in site.chart if each.category == id}
        found = [
            _size_row(row, mine.get(row.effective_from), row.effective_from)
            for row in shelf.chart_rows(site.chart)
            if row.category.id == id
        ]
        return found[::-1]


class _Wages(_Page):
    kind = "wages"
    section = "20.603.2.54, 20.603.2.55"

    def __init__(self, book: BookView) -> None:
        columns = (
            Column(say("From")),
            Column(say("Federal"), right=True),
            Column(say("Arizona"), right=True),
            Column(say("Source")),
            Column(say("Added by"), from_width=520),
        )
        form = RowForm(book_rows.FIELDS["wages"], say("dollars an hour"))
        super().__init__(book, say("Minimum wage"), columns, form)

    def rows(self, site: Site) -> list[tuple[Shown, str]]:
        mine = {each.effective_from: each for each in site.wages}
        found = []
        for step in shelf.wages(site.wages):
            added = mine.get(step.effective_from)
            arizona = shown(step.arizona) if step.arizona is not None else say("none")
            cells = (
                short_day(step.effective_from),
                shown(step.federal),
                arizona,
                added.citation if added else say("To be confirmed by the site"),
                book_words.by(added),
            )
            whole = say("The greater of the two counts: {amount} an hour.", amount=step.greater)
            whole += " " + say("Source: {source}. Added by: {by}.", source=cells[3], by=cells[4])
            found.append((Shown(step.effective_from, cells), whole))
        return found[::-1]


class _Rates(_Page):
    kind = "rates"
    section = "20.604.5, 20.604.6"

    def __init__(self, book: BookView) -> None:
        columns = (
            Column(say("From")),
            Column(say("Rate of")),
            Column(say("Hospital, service or code"), stretch=1),
            Column(say("Rate"), right=True),
            Column(say("Added by"), from_width=620),
        )
        form = RowForm(book_rows.FIELDS["rates"], "")
        super().__init__(book, say("AHCCCS rates"), columns, form)

    def above(self) -> None:
        words = say(
            "What a family above 200 % pays where no insurance does (20.604.5.C, 20.604.6.B). "
            "AHCCCS publishes the rates; none are shipped with the program."
        )
        self.column.addWidget(Label(words, "help"))

    def rows(self, site: Site) -> list[tuple[Shown, str]]:
        found = []
        for row in sorted(site.rates, key=lambda each: (each.effective_from, *each.key), reverse=True):
            of = say(book_words.BASES[row.basis])
            service = row.service or say("all")
            cells = (short_day(row.effective_from), of, service, f"{row.value:,f}", book_words.by(row))
            whole = say("{of}, {service}: {value} from {day} on. Source: {source}. Added by: {by}.",
                        of=of, service=service, value=f"{row.value:,f}", day=row.effective_from,
                        source=row.citation, by=book_words.by(row))  # fmt: skip
            found.append((Shown((row.effective_from, *row.key), cells), whole))
        return found


def _size_columns() -> tuple[Column, ...]:
    sizes = [Column(_people(size), right=True, from_width=SIZES_FROM.get(size, 0))
             for size in range(1, book_acts.SIZES + 1)]  # fmt: skip
    each = Column(say("Each more"), right=True, from_width=600)
    return (Column(say("From")), *sizes, each, Column(say("Source"), stretch=1, from_width=720))


def _people(size: int) -> str:
    return say("1 person") if size == 1 else str(size)


def _size_row(
    row: shelf.FplRow | shelf.ChartRow, added: FplRow | ChartRow | None, start: object
) -> tuple[Shown, str]:
    amounts = [shown(amount) for amount in row.amounts]
    amounts += [""] * (book_acts.SIZES - len(amounts))
    source = book_words.source(added, row.citation)
    short = source.split(";", 1)[0]
    cells = (short_day(row.effective_from), *amounts, shown(row.each_additional), short)
    whole = say(
        "From {day}, 1 to {count} people: {amounts}; each more {more}. Source: {source}. Added by: {by}.",
        day=row.effective_from,
        count=len(row.amounts),
        amounts=" · ".join(filter(None, amounts)),
        more=shown(row.each_additional),
        source=source or say("not told"),
        by=book_words.by(added),
    )
    return Shown(start, cells), whole


def _figures_right(table: Table) -> None:
    """Headings of figures stand over their figures."""
    for place, column in enumerate(table.columns):
        heading = table.horizontalHeaderItem(place)
        if column.right and heading is not None:
            heading.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
