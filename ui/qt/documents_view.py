"""The papers of a case beside the chosen one, and the papers of all cases that have to go out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from crs_intake.casework import worklist
from crs_intake.casework.worklist import Row as Line
from crs_intake.clock import today
from crs_intake.domain.kept import KeptDocument
from crs_intake.words import say
from ui import because_words, names, papers
from ui.papers import PaperLine
from ui.qt import blank_form, parts, style
from ui.qt.control import Fold
from ui.qt.list_page import ListPage
from ui.qt.received_list import ReceivedPapers
from ui.qt.sheet import Sheet
from ui.qt.table import Column, Row, Table
from ui.qt.task import Task
from ui.qt.text import Label, tell_error
from ui.qt.way import Way
from ui.qt.why import asks, show_why
from ui.views import CaseView

if TYPE_CHECKING:  # reportlab is loaded with the first paper, not with the window
    from ui.qt.batch import BatchDialog
    from ui.qt.fax_packet import FaxPacket

SIDE_BY_SIDE = 980


class CaseDocuments(QWidget):
    """The list of papers, and the chosen one with its buttons."""

    def __init__(self, way: Way) -> None:
        super().__init__()
        self._way = way
        self._view: CaseView | None = None
        self.lines: list[PaperLine] = []
        self._wanted = ""
        self.packet: FaxPacket | None = None
        self.sheet = Sheet(way)
        self.sheet.settled.connect(lambda number: way.changed(number))
        self.sheet.anew.connect(self._start)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, style.GAP, 0, style.GAP)
        self._box.setSpacing(style.BETWEEN)
        left = QVBoxLayout()
        self.table = Table(say("Papers of the case"), (
            Column(say("Paper"), stretch=4), Column(say("To"), stretch=2), Column(say("Status"), stretch=3),
        ))  # fmt: skip
        self.why = asks(self.table, self.tell_why)
        self.table.moved.connect(lambda _key: self._chosen())
        self.table.chosen.connect(lambda _key: self.sheet.take_focus())
        left.addWidget(self.table, 1)
        left.addWidget(self.why)
        self.none = Label(say("No paper is due, and none was made yet."), "muted")
        self.none.hide()  # until the case was looked at
        left.addWidget(self.none)
        self.others = Fold("full")
        self.others.setAccessibleName(say("Another paper"))
        heard = Label(say("Another paper"), parent=self)  # on Linux a box is heard as its answer alone
        heard.setBuddy(self.others)
        heard.hide()
        self.make_other = parts.button(say("&Make another paper"))
        self.make_other.clicked.connect(self._make_other)
        row = QHBoxLayout()
        row.addWidget(self.others, 1)
        row.addWidget(self.make_other)
        left.addLayout(row)
        self.fax_packet = parts.button(say("Fax pac&ket to FAA…"))
        self.fax_packet.clicked.connect(lambda: self.open_fax_packet())
        left.addWidget(self.fax_packet)
        self.received = ReceivedPapers(way)
        left.addWidget(self.received)
        self._box.addLayout(left, 4)
        self._box.addWidget(self.sheet, 5)

    def show_case(self, view: CaseView) -> None:
        """Fill the list; the paper in hand stays in hand."""
        from crs_intake.casework import merging, versions
        from crs_intake.casework import papers as acts
        from crs_intake.documents import catalogue

        self._view = view
        self.received.show_case(view)
        known = catalogue.known()
        if not self.others.count():
            for entry in known:
                self.others.addItem(f"{say(entry.name)} ({entry.id})", entry.id)
        title = {entry.id: say(entry.name) for entry in known}
        kept = acts.show(self._way.desk, view.number)
        older = versions.on_older(self._way.desk, view.number)
        self.lines = papers.lines_of(view.standing.documents, kept, title, _void(view, kept), older=older)
        for number, _ in view.attached:
            theirs = [each for each in merging.papers_of_attached(self._way.desk, view.number)
                      if each.number == number]  # fmt: skip
            self.lines += papers.lines_of((), theirs, title, number=number)
        self.table.fill([_row(line, view) for line in self.lines])
        for each in (self.table, self.why):
            each.setVisible(bool(self.lines))
        self.none.setVisible(not self.lines)
        signed = any(event.kind == "application_signed" for event in view.case.events)
        self.fax_packet.setVisible(signed or any(line.document == "DOC-27" for line in self.lines))
        if self._wanted:
            self.show_paper(self._wanted)
        self._chosen()

    def show_paper(self, document: str) -> None:
        """Stand on a paper; one that is not in the list is made. The fax packet opens on its own page."""
        self._wanted = document
        if document == papers.FAX_PACKET:
            if self._view is not None:
                self._wanted = ""
                self.open_fax_packet()
            return
        for line in self.lines:
            if line.document == document and not line.settled:
                self._wanted = ""
                self.table.go_to(line.key)
                self._chosen()
                self.sheet.take_focus()
                return
        for line in self.lines:
            if line.document == document:
                self._wanted = ""
                self.table.go_to(line.key)
                self._chosen()
                return
        if self._view is not None:
            self._wanted = ""
            self._start(document)

    def take_focus(self) -> None:
        """Start in the list."""
        self.table.setFocus()

    def tell_why(self, key: object) -> None:
        """What made a paper due, its clock, its section, and to whom it goes."""
        line = next((each for each in self.lines if each.key == key), None)
        if line is not None and self._view is not None:
            number = line.number or self._view.number
            found = because_words.paper(self._way.desk, number, line.document, line.kept)
            show_why(self, f"{line.document} {line.name}", found.section, found.lines)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """List and paper side by side where there is room, else under each other."""
        super().resizeEvent(event)
        wide = self.width() >= SIDE_BY_SIDE
        ways = QBoxLayout.Direction
        self._box.setDirection(ways.LeftToRight if wide else ways.TopToBottom)
        self.table.setMaximumHeight(16_777_215 if wide else 180)
        self.table.setMinimumHeight(140)
        self.sheet.pages.setMinimumHeight(160 if wide else 360)

    def _chosen(self) -> None:
        key = self.table.current()
        line = next((each for each in self.lines if each.key == key), None)
        if line is not None and self._view is not None:
            self.sheet.show_line(self._view, line)
        elif line is None and not self.lines:
            self.sheet.empty()

    def open_fax_packet(self, corrects: str = "") -> None:
        """The whole fax to FAA: cover, TAD, application, copies (20.401); one that puts a sent one right."""
        from ui.qt.fax_packet import FaxPacket

        if self._view is not None:
            self.packet = FaxPacket(self._way, self._view.number, self, corrects)
            self.packet.open()

    def _make_other(self) -> None:
        self._start(str(self.others.currentData()))

    def _start(self, document: str, to: str = "", corrects: str = "") -> None:
        from crs_intake.documents import catalogue

        if corrects and papers.is_packet(corrects, self.lines):
            self.open_fax_packet(corrects)
        elif self._view is not None:
            entry = catalogue.entry(document)
            self.table.blockSignals(True)  # no line of the list is in hand now
            self.table.setCurrentCell(-1, -1)
            self.table.clearSelection()
            self.table.blockSignals(False)
            line = PaperLine(document, to or entry.recipients[0], say(entry.name), "due", None, None, None,
                             corrects=corrects)  # fmt: skip
            self.sheet.show_line(self._view, line, recipients=(to,) if to else entry.recipients)
            self.sheet.take_focus()


def _row(line: PaperLine, view: CaseView) -> Row:
    due = names.near_day(line.by.day, view.on) if line.by else ""
    late = line.by is not None and line.by.day < view.on and not line.settled
    near = line.by is not None and not line.settled
    icon = "overdue" if late else "due" if near else "good" if line.status == "sent" else "open"
    status = papers.status_words(line)
    if due and not line.settled:
        status = say("{status} by {day}", status=status, day=due)
    name = line.name if not line.void else say("{paper} (counts no more)", paper=line.name)
    cells = (name, names.recipients((line.to,)), status)
    return Row(line.key, cells, icon=icon, struck=bool(line.void), strikes=0)


def _void(view: CaseView, kept: Sequence[KeptDocument]) -> dict[str, str]:
    """Why each kept paper that was entered by mistake counts no more."""
    from crs_intake.casework import mistakes

    found = {each.id: mistakes.voided_by(view.case, each.id) for each in kept}
    return {id: event.reason for id, event in found.items() if event is not None}


class DocumentsPage(ListPage):
    """Every paper of every open case that has to go out; Enter opens it, ready to print."""

    def __init__(self, way: Way) -> None:
        table = Table(say("Papers that have to go out"), (
            Column(say("Due")), Column(say("Paper"), stretch=3), Column(say("To"), stretch=2, from_width=560),
            Column(say("Applicant"), stretch=2), Column(say("Status"), from_width=760),
        ))  # fmt: skip
        super().__init__(way, say("Documents"), table, (
            say("No paper has to go out. What falls due appears here by itself."), say("To Today"),
            lambda: way.open_room("today"),
        ))  # fmt: skip
        table.chosen.connect(self._open)
        self.explain(self.tell_why)
        self.file_it = parts.button(say("File a &received paper…"))
        self.file_it.clicked.connect(lambda: way.file_received())
        self.all = parts.button(say("&Print all that are due"), "primary")
        self.posted = parts.button(say("&Mark printed papers as mailed"))
        for button, act in ((self.all, self.print_all), (self.posted, self.mark_mailed)):
            button.clicked.connect(lambda _on=False, act=act: act())
        holder = QWidget()
        flow = parts.Flow(style.GAP)
        holder.setLayout(flow)
        self.blank = blank_form.button(way.desk, self)
        for button in (self.all, self.posted, self.file_it, self.blank):
            flow.addWidget(button)
        self.tools.addWidget(holder)
        self.in_order(self.all, self.posted, self.file_it, self.blank)
        self._look = Task(self)
        self._look.done.connect(self._begin)
        self._look.failed.connect(lambda trouble: tell_error(self, trouble))
        self.dialog: BatchDialog | None = None

    def print_all(self) -> None:
        """Choose which of the papers that are due, and make them in one go."""
        from crs_intake.casework import batch

        desk = self._way.desk
        self._look.start(lambda: (batch.errands(desk), None))

    def mark_mailed(self) -> None:
        """Papers that were printed before: which of them went to the post, and on which day."""
        from crs_intake.casework import batch

        desk = self._way.desk
        self._look.start(lambda: ((), batch.Made(batch.printed(desk), ())))

    def _begin(self, found: object) -> None:
        from ui.qt.batch import BatchDialog

        if not isinstance(found, tuple):
            return
        errands, made = found
        self.dialog = BatchDialog(self._way, errands, self)
        if made is not None:
            self.dialog.setWindowTitle(say("Mark printed papers as mailed"))
            self.dialog.show_made(made)
        self.dialog.open()

    def _reading(self, number: str) -> Callable[[], object]:
        desk = self._way.desk
        return lambda: worklist.papers(desk)

    def _open(self, key: object) -> None:
        if isinstance(key, tuple):
            self._way.open_paper(str(key[0]), str(key[1]))

    def tell_why(self, key: object) -> None:
        """What made a paper due, its clock, its section, and to whom it goes."""
        if isinstance(key, tuple):
            found = because_words.paper(self._way.desk, str(key[0]), str(key[1]))
            show_why(self, " · ".join(part for part in self.table.text_of(key)[1:4] if part),
                     found.section, found.lines)  # fmt: skip

    def _show(self, found: Sequence[Line]) -> None:
        on = today(self._way.desk.clock)
        words = say("Papers that have to go out: {count}. Enter opens one.", count=len(found))
        self.all.setEnabled(bool(found))
        self.posted.setEnabled(any(line.status == "printed" for line in found))
        self._fill([_waiting(line, on) for line in found], words)


def _waiting(line: Line, on: date) -> Row:
    due = names.near_day(line.due.day, on) if line.due else ""
    late = line.due is not None and line.due.day < on
    icon = "overdue" if late else "due" if line.due else "open"
    whom = names.recipients(each for each in line.to if each != "case_file")
    name = line.what.removeprefix(f"{line.opens.document} ") or line.opens.document
    cells = (due, name, whom, line.applicant or say("(name not known)"),
             names.named(names.PAPER_STATUS, line.status))  # fmt: skip
    return Row((line.number, line.opens.document, *line.to), cells, icon=icon, strong=1)
