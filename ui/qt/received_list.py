"""The received papers of a case in a list, and one of them looked at: from memory, saved only on request."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from crs_intake.casework import mistakes, received
from crs_intake.domain.scan import ENDINGS, Scan
from crs_intake.words import say
from ui import names
from ui.papers import file_name
from ui.qt import parts, style
from ui.qt.beside import beside
from ui.qt.reason import ask_reason
from ui.qt.save_as import save_as
from ui.qt.scan_view import ScanView
from ui.qt.table import Column, Row, Table
from ui.qt.task import Task
from ui.qt.text import Label, tell_error
from ui.qt.way import Way
from ui.views import CaseView


class ReceivedPapers(QWidget):
    """A list that is there only where something came in, and the button to file more."""

    def __init__(self, way: Way) -> None:
        super().__init__()
        self._way = way
        self._view: CaseView | None = None
        self.scans: tuple[Scan, ...] = ()
        self.shown: ScanDialog | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        self.title = Label(say("Received papers"), "section")
        column.addWidget(self.title)
        self.table = Table(say("Received papers"), (
            Column(say("Paper"), stretch=3), Column(say("Received")),
            Column(say("File"), stretch=2, from_width=420),
        ))  # fmt: skip
        self.table.setMinimumHeight(96)
        self.table.setMaximumHeight(180)
        self.table.chosen.connect(lambda key: self.look_at(str(key)))
        column.addWidget(self.table)
        row = QHBoxLayout()
        self.file_it = parts.button(say("File a &received paper…"))
        self.file_it.clicked.connect(lambda: way.file_received(self._view.number if self._view else ""))
        self.look = parts.button(say("&Look at it"), name=say("Look at the received paper"))
        self.look.clicked.connect(lambda: self.look_at(str(self.table.current() or "")))
        row.addWidget(self.file_it)
        row.addWidget(self.look)
        row.addStretch(1)
        column.addLayout(row)

    def show_case(self, view: CaseView) -> None:
        """The papers of this case and of those that go on in it."""
        self._view = view
        self.scans = received.listed(self._way.desk, view.number)
        self.table.fill([_row(scan, view) for scan in self.scans])
        for each in (self.title, self.table, self.look):
            each.setVisible(bool(self.scans))

    def look_at(self, id: str) -> None:
        """Open one of them beside the case."""
        scan = next((each for each in self.scans if each.id == id), None)
        if scan is None or self._view is None:
            return
        self.shown = ScanDialog(self._way, self._view, scan, self.window())
        self.shown.changed.connect(self._way.changed)
        self.shown.open()


def title_of(scan: Scan) -> str:
    """What paper it is, in words."""
    known = dict(received.known())
    name = say(known[scan.document]) if scan.document in known else scan.note or say("Another paper")
    return f"{name} ({scan.document})" if scan.document else name


def _row(scan: Scan, view: CaseView) -> Row:
    void = scan.number == view.number and mistakes.voided_by(view.case, scan.id) is not None
    name = title_of(scan)
    if void:
        name = say("{paper} (counts no more)", paper=name)
    elif scan.number != view.number:
        name = say("{paper} (case {number})", paper=name, number=scan.number)
    cells = (name, names.moment(scan.received, long=False), scan.name)
    return Row(scan.id, cells, icon="good", struck=void, strikes=0)


class ScanDialog(QDialog):
    """One received paper as it came; closing it leaves nothing behind."""

    changed = Signal(str)

    def __init__(self, way: Way, view: CaseView, scan: Scan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._way, self._scan, self._case = way, scan, view
        self.ask: Callable[[QWidget | None, str, str, str], str] = ask_reason
        self._read = Task(self)
        self._read.done.connect(self._show)
        self._read.failed.connect(self._lacks)
        self.setWindowTitle(say("Received paper"))
        column = QVBoxLayout(self)
        column.setContentsMargins(style.BETWEEN, style.BETWEEN, style.BETWEEN, style.BETWEEN)
        column.setSpacing(style.GAP)
        column.addWidget(Label(title_of(scan), "section"))
        words = say("Received {when}, filed by {who}: {file}", when=names.moment(scan.received),
                    who=scan.received_by, file=scan.name)  # fmt: skip
        column.addWidget(Label(words, "help"))
        self._void = mistakes.voided_by(view.case, scan.id) if scan.number == view.number else None
        if self._void is not None:
            column.addWidget(
                parts.sign("error", say("Entered by mistake: {why}", why=self._void.reason), "error")
            )
        self.view = ScanView()
        column.addWidget(self.view, 1)
        self.save = parts.button(say("&Save a copy…"))
        self.save.clicked.connect(self._save)
        self.void = parts.button(say("&Count it again…") if self._void else say("Entered by &mistake…"))
        self.void.setAccessibleName(self.void.text().replace("&", ""))
        self.void.clicked.connect(self._take_back)
        self.void.setVisible(scan.number == view.number)
        leave = parts.button(say("Close"))
        leave.clicked.connect(self.reject)
        column.addWidget(parts.foot(self.save, self.void, leave))
        style.grow(self, 860, 720)
        self.save.setEnabled(False)
        self._read.start(partial(received.opened, way.desk, scan.id))

    def save_to(self, path: Path) -> None:
        """Write the paper as it came to a file that the person chose; that is noted."""
        try:
            path.write_bytes(received.exported(self._way.desk, self._scan))
        except Exception as trouble:
            tell_error(self, trouble)

    def _save(self) -> None:
        ending = ENDINGS.get(self._scan.media, "")  # type: ignore[call-overload]
        start = file_name(self._scan.document or "scan", self._scan.number).removesuffix(".pdf") + ending
        if path := save_as(self, say("Save a copy"), start, "", ending.removeprefix(".")):
            self.save_to(path)

    def _show(self, scan: object) -> None:
        if isinstance(scan, Scan):
            self._scan = scan
            self.view.show_file(self._way.desk, scan.content, scan.pages)
            self.view.area.setFocus()
            self.save.setEnabled(True)

    def _lacks(self, trouble: object) -> None:
        if isinstance(trouble, BaseException):
            tell_error(self, trouble)
        self.reject()

    def _take_back(self) -> None:
        """Filed by mistake or with the wrong case, or that was the mistake; asks for the reason."""
        undo, desk, number = self._void, self._way.desk, self._scan.number
        words = (
            say("The paper counts again, with what was noted of it.") if undo
            else say("The paper stays to be looked at and counts no more, nor does what was noted of it.")
        )  # fmt: skip
        title = say("Count it again") if undo else say("Entered by mistake")
        reason = self.ask(self, title, words, say("&Take back"))
        if not reason:
            return
        try:
            action, id = uuid4(), self._scan.id
            done = (
                beside(self, desk, lambda d: mistakes.take_back(d, number, undo.id, reason, action)) if undo
                else beside(self, desk, lambda d: received.void(d, id, reason, action))
            )  # fmt: skip
            if not done:
                return
        except Exception as trouble:
            tell_error(self, trouble)
            return
        self.accept()
        self.changed.emit(number)
