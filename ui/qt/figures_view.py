"""The reports of the desk: a table, the same numbers as bars, and behind each figure its cases.

All cases are read off the window's thread, with a bar and Cancel; what is shown can be printed as PDF
and saved as CSV. Reports hold figures; names of families stand only in the list that a figure opens.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from crs_intake.casework import figures, keeping, rights
from crs_intake.casework.figures import Figure, Report
from crs_intake.domain import spreadsheet
from crs_intake.domain.case import Case
from crs_intake.domain.kept import Stored
from crs_intake.domain.money import shown
from crs_intake.words import day, say, told
from ui.forms import explained
from ui.qt import parts, style
from ui.qt.bars import Bar, Bars
from ui.qt.fields import WhyButton
from ui.qt.save_as import save_as
from ui.qt.table import Column, Row, Table
from ui.qt.task import Progress, Task
from ui.qt.text import Label, tell_error
from ui.qt.way import Way
from ui.qt.why import show_why

LISTED = 500
_EVERY = 25


class Cancelled(Exception):
    """The person pressed Cancel."""


class FiguresView(QWidget):
    """Choose a report and a span; Enter on a figure lists its cases, Enter on a case opens it."""

    def __init__(self, way: Way) -> None:
        super().__init__()
        self._way = way
        self.report: Report | None = None
        self._names: dict[str, str] = {}
        self._listed: object = None
        """The figure whose cases are listed."""
        self._task = Task(self)
        self._task.done.connect(self._show)
        self._task.failed.connect(self._failed)
        self._task.moved.connect(self._moved)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.GAP, 0, 0)
        column.setSpacing(style.GAP)
        self._make_choice(column)
        self.says = Label("", "help")
        self.why = WhyButton(say("Report"), self, stops=True)
        self.why.clicked.connect(lambda: self.tell_why(self._listed))
        row = QHBoxLayout()
        row.addWidget(self.says, 1)
        row.addWidget(self.why, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        self._make_waiting(column)
        self.table = Table(say("Figures"), (
            Column(say("What"), stretch=1), Column(say("Count"), right=True), Column(say("Of"), right=True),
            Column(say("Per cent"), right=True),
        ))  # fmt: skip
        self.table.setAccessibleDescription(say("Enter on a line lists its cases."))
        self.table.chosen.connect(self._list)
        self.table.why.connect(self.tell_why)
        column.addWidget(self.table)
        self.bars = Bars()
        column.addWidget(self.bars)
        self._make_buttons(column)
        self.about = Label("", "section")
        column.addWidget(self.about)
        self.cases = Table(say("Cases of the figure"), (Column(say("Applicant"), stretch=1),
                                                        Column(say("Case number"))))  # fmt: skip
        self.cases.chosen.connect(lambda number: way.open_case(str(number)))
        column.addWidget(self.cases)
        column.addStretch(1)
        self._list(None)

    def look_again(self) -> None:
        """Read all cases anew for the report that is chosen."""
        desk = self._way.desk
        if not rights.may(desk.actor, "reports.see"):
            self.says.setText(say("Interviewers and supervisors see the reports."))
            return
        name, at = str(self.which.currentData()), keeping.now(desk)
        first, last = figures.span(str(self.span.currentData()), at.day)

        def work(progress: Progress) -> object:
            names: dict[str, str] = {}
            cases = _passing(desk.store.cases(open_only=False), len(desk.store.versions(open_only=False)),
                             names, progress)  # fmt: skip
            made = figures.REPORTS[name](cases, desk.book, at, first, last)
            kept = {number for each in made.figures for number in each.cases[:LISTED]}
            return made, {number: words for number, words in names.items() if number in kept}

        self.waiting.show()
        self.bar.setRange(0, 0)
        self.stop.setEnabled(True)
        self._task.start_long(work)

    def take_focus(self) -> None:
        """Start at the choice of the report."""
        self.which.setFocus()

    def _make_choice(self, column: QVBoxLayout) -> None:
        self.which, self.span = QComboBox(), QComboBox()
        for name, title in figures.TITLES.items():
            self.which.addItem(say(title), name)
        for name, title in figures.SPANS.items():
            self.span.addItem(say(title), name)
        row = QHBoxLayout()
        for words, box in ((say("&Report"), self.which), (say("S&pan"), self.span)):
            held = QVBoxLayout()
            parts.field(held, words, box, width=260)
            row.addLayout(held)
            box.activated.connect(lambda _at: self.look_again())
        row.addStretch(1)
        column.addLayout(row)

    def _make_waiting(self, column: QVBoxLayout) -> None:
        self.bar = QProgressBar()
        self.bar.setAccessibleName(say("Reading the cases"))
        self.stop = parts.button(say("Cancel"))
        self.stop.clicked.connect(self._cancel)
        self.waiting = parts.beside(self.bar, self.stop)
        self.waiting.hide()
        column.addWidget(self.waiting)

    def _make_buttons(self, column: QVBoxLayout) -> None:
        self.pdf, self.csv = parts.button(say("Save as P&DF…")), parts.button(say("Save as &CSV…"))
        self.pdf.clicked.connect(lambda: self._save("pdf", say("PDF files (*.pdf)")))
        self.csv.clicked.connect(lambda: self._save("csv", say("CSV files (*.csv)")))
        row = QHBoxLayout()
        for each in (self.pdf, self.csv):
            row.addWidget(each)
        row.addStretch(1)
        column.addLayout(row)

    # -- what was read ---------------------------------------------------------------------------

    def _show(self, found: tuple[Report, dict[str, str]]) -> None:
        self.waiting.hide()
        self.report, self._names = found
        rows = [
            Row(at, cells) for at, cells in enumerate(table_of(self.report))
        ]  # fmt: skip
        shares = any(each.of for each in self.report.figures)
        self.table.leave_out(() if shares else (2, 3))
        self.table.fill(rows)
        head, lines = self.table.horizontalHeader(), self.table.verticalHeader()
        self.table.setFixedHeight(head.sizeHint().height() + lines.length() + 2 * self.table.frameWidth())
        self.table.setVisible(bool(rows))
        self.bars.show_bars([_bar(each, shares) for each in self.report.figures], whole=shares)
        self.bars.setVisible(bool(rows))
        self.says.setText(" ".join(told_of(self.report)))
        for button in (self.pdf, self.csv):
            button.setEnabled(True)
        self._list(None)

    def _list(self, at: object) -> None:
        """The cases behind a figure."""
        figure = self.report.figures[at] if self.report is not None and isinstance(at, int) else None
        self._listed = at
        numbers = figure.cases[:LISTED] if figure is not None else ()
        self.cases.fill([Row(number, (self._names.get(number, ""), number)) for number in numbers])
        self.cases.setVisible(bool(numbers))
        self.cases.setFixedHeight(min(320, 48 + style.ROW_HEIGHT * max(1, len(numbers)) + 8))
        self.about.setVisible(figure is not None)
        if figure is not None:
            what = explained.line_of(figure)
            words = say("{what}: cases {count}", what=what, count=len(figure.cases))
            if len(figure.cases) > LISTED:
                words = f"{words} · {say('the first {count} are listed', count=LISTED)}"
            self.about.setText(words)
        if numbers:
            self.cases.setFocus()
            self.cases.go_to(numbers[0])

    def _moved(self, done: int, of: int) -> None:
        self.bar.setRange(0, max(1, of))
        self.bar.setValue(done)

    def _cancel(self) -> None:
        if self._task.progress is not None:
            self._task.progress.cancel()
        self.stop.setEnabled(False)

    def _failed(self, trouble: object) -> None:
        self.waiting.hide()
        if isinstance(trouble, Cancelled):
            self.says.setText(say("Cancelled. Choose a report to read the cases again."))
        else:
            self.says.setText(told(trouble))

    def tell_why(self, at: object) -> None:
        """What a figure counts, of when, and by which section; without one, of the whole report."""
        if self.report is None:
            return
        figure = self.report.figures[at] if isinstance(at, int) else None
        about = say(self.report.title) if figure is None else explained.line_of(figure)
        lines = explained.report(self.report, figure, told_of(self.report))
        show_why(self, about, self.report.section, lines)

    # -- paper and file --------------------------------------------------------------------------

    def save_to(self, path: Path) -> None:
        """Write the report to a file that the person chose, by its ending."""
        if self.report is None:
            return
        try:
            pdf = path.suffix.casefold() == ".pdf"
            path.write_bytes(pdf_of(self.report) if pdf else csv_of(self.report))
            self.says.setText(say("Saved as {path}.", path=path.name))
        except Exception as trouble:
            tell_error(self, trouble)

    def _save(self, ending: str, words: str) -> None:
        if self.report is None:
            return
        start = f"{self.report.name}-{self.report.at.day.isoformat()}.{ending}"
        if path := save_as(self, say("Save"), start, words, ending):
            self.save_to(path)


def heads() -> tuple[str, ...]:
    """The headings of the table, of the paper and of the file."""
    return say("What"), say("Count"), say("Of"), say("Per cent")


def table_of(report: Report) -> list[tuple[str, str, str, str]]:
    """The rows as they are shown, printed and saved."""
    return [
        (explained.line_of(each), str(each.count), str(each.of) if each.of else "", _share(each))
        for each in report.figures
    ]  # fmt: skip


def told_of(report: Report) -> tuple[str, ...]:
    """What is counted, of when, and what could not be counted."""
    span = say("From {first} to {last}, as it stands on {day}.", first=day(report.first),
               last=day(report.last), day=day(report.at.day))  # fmt: skip
    if report.first == figures.BEGINNING:
        span = say("From the beginning, as it stands on {day}.", day=day(report.at.day))
    lines = [say("{what} ({section})", what=say(report.says).rstrip("."), section=report.section) + ".", span]
    if not report.figures:
        lines.append(say("Nothing to count in this span."))
    if report.unread:
        lines.append(say("Not counted, because the book does not reach their days: {cases}.",
                         cases=", ".join(report.unread[:12])))  # fmt: skip
    return tuple(lines)


def csv_of(report: Report) -> bytes:
    """The table as CSV that no spreadsheet executes."""
    return spreadsheet.to_bytes(spreadsheet.to_csv(heads(), table_of(report)))


def pdf_of(report: Report) -> bytes:
    """The table as a PDF."""
    from crs_intake.documents.report import report as draw  # late: reportlab comes with the first paper

    return draw(say(report.title), told_of(report), heads(), table_of(report))


def _share(figure: Figure) -> str:
    return f"{shown(figure.share)} %" if figure.share is not None else ""


def _bar(figure: Figure, shares: bool) -> Bar:
    value = (figure.share or Fraction(0)) if shares else Fraction(figure.count)
    number = f"{figure.count} / {figure.of} · {_share(figure)}" if figure.of else str(figure.count)
    return Bar(explained.line_of(figure), value, number)


def _passing(stored: Iterable[Stored], of: int, names: dict[str, str], progress: Progress) -> Iterator[Case]:
    """The cases one after the other, telling how far it is; stops when the person cancels."""
    for done, each in enumerate(stored):
        if done % _EVERY == 0:
            if progress.cancelled:
                raise Cancelled
            progress.step(done, of)
        case = each.case
        names[case.number] = case.applicant.name if case.applicant else ""
        yield case
