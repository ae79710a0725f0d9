"""The fax to FAA in the window: scans are chosen, the pages looked at, saved, and the result is logged.

Looking keeps nothing. Saving or logging keeps the packet byte for byte; reading scans and making the
fax file happen away from the window's thread.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from crs_intake.casework import faxing
from crs_intake.casework.faxing import Mode, Piece
from crs_intake.clock import today
from crs_intake.documents.packet import APPLICATION, Packet
from crs_intake.domain.errors import Missing
from crs_intake.domain.kept import KeptDocument
from crs_intake.words import say, told
from ui import steps
from ui.forms import fax_packet as form
from ui.qt import parts, style
from ui.qt.preview import Preview
from ui.qt.save_as import save_as
from ui.qt.table import Column, Row, Table
from ui.qt.task import Task, log_defect
from ui.qt.text import Label, clear, tell_error
from ui.qt.way import Way, follow

SIDE_BY_SIDE = 900
FILES = "PDF, TIFF, JPEG, PNG (*.pdf *.tif *.tiff *.jpg *.jpeg *.png)"


class FaxPacket(QDialog):
    """Scans at the left, pages or what is missing at the right, the log and the buttons below."""

    def __init__(self, way: Way, number: str, parent: QWidget | None = None, corrects: str = "") -> None:
        super().__init__(parent)
        self._way, self._number, self._corrects = way, number, corrects
        self._case = way.desk.store.case(number).case
        self.packing = form.Packing(form.slots(self._case, today(way.desk.clock)))
        self.made: Packet | None = None
        self.kept = None if corrects else form.waiting_packet(way.desk, number)
        """A packet made today that has not gone through; shown until scans are chosen."""
        self._take, self._draw, self._work = Task(self), Task(self), Task(self)
        self._take.done.connect(self._taken)
        self._take.failed.connect(self._not_taken)
        self._draw.done.connect(self._drawn)
        self._draw.failed.connect(self._lacks)
        self._work.done.connect(self._done)
        self._work.failed.connect(self._not_done)
        self._for = ""
        self.setWindowTitle(say("Fax packet to FAA"))
        column = QVBoxLayout(self)
        column.setContentsMargins(style.BETWEEN, style.BETWEEN, style.BETWEEN, style.BETWEEN)
        column.setSpacing(style.GAP)
        column.addWidget(Label(say("Fax packet to FAA"), "title"))
        self.office = Label(form.office_words(way.desk, self._case), "help")
        column.addWidget(self.office)
        if corrects:
            old = way.desk.store.document(corrects)
            column.addWidget(parts.sign("due", form.corrects_words(old)))
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._box.setSpacing(style.BETWEEN)
        self._box.addLayout(self._make_scans(), 5)
        self._box.addLayout(self._make_pages(), 5)
        inside, all_ = parts.page(0)
        all_.addLayout(self._box, 1)
        self._log = QVBoxLayout()
        all_.addLayout(self._log)
        column.addWidget(parts.scrolling(inside), 1)
        column.addWidget(self._make_buttons())
        style.grow(self, 1180, 720)
        self._show_slots()
        self._redraw()

    # Making ----------------------------------------------------------------------------------------

    def _make_scans(self) -> QVBoxLayout:
        left = QVBoxLayout()
        self.table = Table(say("Papers of the fax"), (
            Column(say("Paper"), stretch=4), Column(say("Scan"), stretch=3),
            Column(say("Stamp"), stretch=2, from_width=480),
        ))  # fmt: skip
        self.table.chosen.connect(lambda _key: self._choose())
        left.addWidget(self.table, 1)
        holder = QWidget()
        flow = parts.Flow(style.GAP)
        holder.setLayout(flow)
        self.choose = parts.button(say("&Choose scan…"))
        self.choose.clicked.connect(self._choose)
        self.leave_out = parts.button(say("&Leave out"))
        self.leave_out.clicked.connect(self._leave_out)
        self.filed, self.take_filed = QComboBox(), parts.button(say("Take &filed paper"))
        self.filed.setAccessibleName(say("Papers filed with the case"))
        self.take_filed.clicked.connect(self._take_filed)
        for scan in self._way.desk.store.scans(self._number):
            self.filed.addItem(say("{name}, {pages} pages", name=scan.name, pages=scan.pages), scan.id)
        for each in (self.choose, self.leave_out, self.filed, self.take_filed):
            flow.addWidget(each)
        for each in (self.filed, self.take_filed):
            each.setVisible(self.filed.count() > 0)
        left.addWidget(holder)
        self.trouble = parts.Trouble()
        self.trouble.hide()
        left.addWidget(self.trouble)
        return left

    def _make_pages(self) -> QVBoxLayout:
        right = QVBoxLayout()
        self.summary = Label("", "section")
        right.addWidget(self.summary)
        self._cautions = QVBoxLayout()
        right.addLayout(self._cautions)
        self.wait = parts.waiting(say("Drawing the fax packet"))
        right.addWidget(self.wait)
        self.pages = QStackedWidget()
        self.preview = Preview()
        self.missing = QWidget()
        self._missing = QVBoxLayout(self.missing)
        self.pages.addWidget(self.preview)
        self.pages.addWidget(parts.scrolling(self.missing))
        right.addWidget(self.pages, 1)
        return right

    def _make_buttons(self) -> QWidget:
        self.save_pdf = parts.button(say("Save as &PDF"), "primary")
        self.save_fine = parts.button(say("Save as fax &TIFF, fine"))
        self.save_standard = parts.button(say("Save as fax TIFF, &standard"))
        self.save_pdf.clicked.connect(lambda: self._save(None))
        self.save_fine.clicked.connect(lambda: self._save("fine"))
        self.save_standard.clicked.connect(lambda: self._save("standard"))
        self.how, self.fax_number = QComboBox(), QLineEdit()
        for value, words in form.RESULTS.items():
            self.how.addItem(say(words), value)
        office = faxing.office(self._way.desk, self._case)
        self.fax_number.setText(office.fax if office else "")
        self.fax_number.setFixedWidth(150)
        self.log_it = parts.button(say("&Mark as faxed"))
        self.log_it.clicked.connect(self._note)
        self.leave = parts.button(say("Close"))
        self.leave.clicked.connect(self.reject)
        return parts.foot(
            self.save_pdf, self.save_fine, self.save_standard,
            _beside(say("Fax &number"), self.fax_number), _beside(say("&Result"), self.how),
            self.log_it, self.leave,
        )  # fmt: skip

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Scans and pages side by side where there is room, else under each other."""
        super().resizeEvent(event)
        ways, wide = QBoxLayout.Direction, self.width() >= SIDE_BY_SIDE
        self._box.setDirection(ways.LeftToRight if wide else ways.TopToBottom)
        self.table.setMinimumHeight(140 if wide else 220)
        self.pages.setMinimumHeight(160 if wide else 400)

    # Choosing --------------------------------------------------------------------------------------

    def _show_slots(self) -> None:
        at = self.table.current()
        rows = []
        for slot in self.packing.slots:
            chosen = slot.key in self.packing.chosen
            rows.append(Row(slot.key, self.packing.cells(slot), icon="good" if chosen else "open"))
        self.table.fill(rows)
        if at is not None:
            self.table.go_to(at)

    def _choose(self) -> None:
        slot = self.packing.slot(self.table.current())
        if slot is None:
            return
        paths, _ = QFileDialog.getOpenFileNames(self, slot.words, "", FILES)
        if paths:
            self.take_files(slot.key, [Path(path) for path in paths])

    def _choose_application(self) -> None:
        self.table.go_to("application")
        self._choose()

    def take_files(self, key: str, paths: Sequence[Path]) -> None:
        """Read these scans for a paper, away from the window."""
        slot = self.packing.slot(key)
        if slot is None:
            return
        desk = self._way.desk

        def read() -> list[Piece]:
            return [faxing.take(desk, slot.role, path.name, path.read_bytes()) for path in paths]

        self._start_taking(key, read)

    def _take_filed(self) -> None:
        slot = self.packing.slot(self.table.current())
        id = self.filed.currentData()
        if slot is not None and id:
            desk = self._way.desk
            self._start_taking(slot.key, lambda: [faxing.take_filed(desk, slot.role, str(id))])

    def _start_taking(self, key: str, read: Callable[[], list[Piece]]) -> None:
        self._for = key
        self.trouble.hide()
        self.wait.show()
        self._take.start(read)
        self._allow()

    def _taken(self, pieces: object) -> None:
        if isinstance(pieces, list):
            self.packing.put(self._for, pieces)
        self._show_slots()
        self._redraw()

    def _not_taken(self, trouble: object) -> None:
        self.wait.hide()
        self.trouble.setText(" ".join(filter(None, (told(trouble), say(getattr(trouble, "then", "") or "")))))
        self.trouble.show()
        self._allow()

    def _leave_out(self) -> None:
        self.packing.leave_out(str(self.table.current()))
        self._show_slots()
        self._redraw()

    # Showing ---------------------------------------------------------------------------------------

    def _redraw(self) -> None:
        self.made = None
        self.wait.show()
        self._case = self._way.desk.store.case(self._number).case
        self._show_log()
        pieces = self.packing.pieces()
        if self.kept is not None and not pieces:
            self._show_kept(self.kept)
        else:
            self.kept = None
            self._draw.start(partial(faxing.draw, self._way.desk, self._case, pieces, self._corrects))
        self._allow()

    def _show_kept(self, paper: KeptDocument) -> None:
        self.wait.hide()
        clear(self._cautions)
        self.summary.setText(form.kept_words(paper))
        self.preview.show_pdf(paper.pdf)
        self.pages.setCurrentIndex(0)

    def _drawn(self, made: object) -> None:
        self.wait.hide()
        clear(self._cautions)
        if isinstance(made, Packet):
            self.made = made
            self.summary.setText(form.parts_words(made))
            for each in made.cautions:
                self._cautions.addWidget(parts.sign("due", each))
            self.preview.show_pdf(made.pdf)
            self.pages.setCurrentIndex(0)
        self._allow()

    def _lacks(self, trouble: object) -> None:
        self.wait.hide()
        self.summary.setText("")
        clear(self._cautions)
        clear(self._missing)
        if isinstance(trouble, Missing):
            self._missing.addWidget(Label(say("The fax packet cannot be made yet. It lacks:")))
            for item in trouble.items:
                self._missing.addWidget(self._link(item))
            self._missing.addWidget(Label(trouble.then, "help"))
        else:
            if isinstance(trouble, BaseException):
                log_defect(trouble)
            self._missing.addWidget(parts.sign("error", told(trouble), "error"))
        self._missing.addStretch(1)
        self.pages.setCurrentIndex(1)
        self._allow()

    def _link(self, item: str) -> QWidget:
        step = steps.where_asked(item)
        if item == say(APPLICATION):
            link = parts.button(item, "link")
            link.clicked.connect(self._choose_application)
            return link
        if not (step.settings or step.happened or step.wizard):
            return parts.sign("due", item)
        link = parts.button(item, "link")
        link.clicked.connect(lambda: self._go(step))
        return link

    def _go(self, step: steps.Step) -> None:
        self.reject()
        follow(self._way, self._number, step)

    def _show_log(self) -> None:
        clear(self._log)
        lines = faxing.log(self._case)
        if faxing.through(self._case) is not None:
            words = say(
                "FAA has the application. A further fax is noted in the history and starts nothing anew."
            )
            self._log.addWidget(Label(words, "help"))
        if lines:
            self._log.addWidget(Label(say("Faxes so far"), "section"))
        for line in lines:
            good = line.result == "ok"
            self._log.addWidget(parts.sign("good" if good else "overdue", form.log_words(line)))

    def _allow(self) -> None:
        free = not (self._work.busy or self._take.busy)
        for button in (self.save_pdf, self.save_fine, self.save_standard, self.log_it):
            button.setEnabled(free and (self.made is not None or self.kept is not None))
        for button in (self.choose, self.leave_out, self.take_filed):
            button.setEnabled(free)

    # Doing -----------------------------------------------------------------------------------------

    def _save(self, mode: Mode | None) -> None:
        ending = "pdf" if mode is None else "tif"
        start = form.file_name(self._number, today(self._way.desk.clock), ending)
        words = say("Save as PDF") if mode is None else say("Save as fax TIFF")
        endings = ("pdf",) if mode is None else ("tif", "tiff")
        if path := save_as(self, words, start, f"*.{ending}", *endings):
            self.save_to(path, mode)

    def save_to(self, path: Path, mode: Mode | None = None) -> None:
        """Keep the packet and write it to a file that the person chose."""
        desk, packet = self._way.desk, self._packet()

        def work() -> KeptDocument:
            paper = packet()
            path.write_bytes(faxing.exported(desk, paper, mode))
            return paper

        self._begin(work)

    def _note(self) -> None:
        desk, packet = self._way.desk, self._packet()
        result, to = self.how.currentData(), self.fax_number.text()

        def work() -> object:
            return faxing.note(desk, packet().id, result, number=to, action=uuid4())

        self._begin(work)

    def _packet(self) -> Callable[[], KeptDocument]:
        """What gives the packet as it is shown, kept."""
        kept = self.kept
        if kept is not None:
            return lambda: kept
        desk, number, pieces, click = self._way.desk, self._number, self.packing.pieces(), uuid4()
        corrects = self._corrects
        return lambda: faxing.keep(desk, number, pieces, click, corrects)[0]

    def _begin(self, work: Callable[[], object]) -> None:
        self.wait.show()
        self._work.start(work)
        self._allow()

    def _done(self, _result: object) -> None:
        self.wait.hide()
        self._case = self._way.desk.store.case(self._number).case
        self._show_log()
        self._way.changed(self._number)
        self._allow()

    def _not_done(self, trouble: object) -> None:
        self.wait.hide()
        self._allow()
        if isinstance(trouble, Missing):
            self._lacks(trouble)
        elif isinstance(trouble, BaseException):
            tell_error(self, trouble)


def _beside(words: str, field: QWidget) -> QWidget:
    """A field with its label at its left."""
    pair = QWidget()
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    label = Label(words, wrap=False)
    label.setBuddy(field)
    field.setAccessibleName(words.replace("&", ""))
    row.addWidget(label, 0, Qt.AlignmentFlag.AlignVCenter)
    row.addWidget(field)
    return pair
