"""The supervisor's weekly report: who looked at, printed, took out and took back what."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crs_intake.casework import rights, safety
from crs_intake.casework.safety import AccessReport
from crs_intake.clock import today
from crs_intake.words import day, say, told
from ui import names
from ui.qt import parts, style
from ui.qt.save_as import save_as
from ui.qt.table import Column, Row, Table
from ui.qt.task import Task
from ui.qt.text import Label, tell_error
from ui.qt.way import Way


class AccessView(QWidget):
    """Seven days at a time; the newest first."""

    def __init__(self, way: Way) -> None:
        super().__init__()
        self._way = way
        self._back = 0
        self._report: AccessReport | None = None
        self._task = Task(self)
        self._task.done.connect(self._show)
        self._task.failed.connect(self._tell)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.GAP, 0, 0)
        column.setSpacing(style.GAP)
        column.addWidget(Label(say("Look through it once a week: what was taken back or accepted against the "
                                   "rule, who was refused, and who looked at "
                                   "which case."), "help"))  # fmt: skip
        self.words = Label("", "section")
        self.trail = parts.Trouble()
        column.addWidget(self.words)
        column.addWidget(self.trail)
        self.wait = parts.waiting(say("Reading the history"))
        column.addWidget(self.wait)
        self.table = Table(say("Who looked at what"), (
            Column(say("Part"), stretch=3, from_width=760), Column(say("When"), stretch=2),
            Column(say("Who"), stretch=2), Column(say("What"), stretch=3), Column(say("Case"), stretch=2),
            Column(say("Reason or details"), stretch=3, from_width=640),
        ))  # fmt: skip
        self.table.setMinimumHeight(220)
        column.addWidget(self.table, 1)
        self.none = Label(say(
            "Nothing of that happened in these days: nothing was taken back, printed or taken out, nobody "
            "was refused, no case was looked at. What the history holds of them is ordinary work."
        ), "muted")  # fmt: skip
        self.none.hide()
        column.addWidget(self.none)
        row = QHBoxLayout()
        self.earlier, self.later = parts.button(say("&Earlier week")), parts.button(say("&Later week"))
        self.save = parts.button(say("&Save…"), name=say("Save the report as PDF or CSV"))
        self.earlier.clicked.connect(lambda: self._turn(1))
        self.later.clicked.connect(lambda: self._turn(-1))
        self.save.clicked.connect(self._save)
        for each in (self.earlier, self.later, self.save):
            row.addWidget(each)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(0)  # takes the room of a table that is not there

    def look_again(self) -> None:
        """Read the week in hand."""
        desk = self._way.desk
        may = rights.may(desk.actor, "reports.access")
        for each in (self.earlier, self.later, self.save):
            each.setEnabled(may)
        if not may:
            self.trail.hide()
            self.words.setText(say("A supervisor reads this report."))
            return
        last = today(desk.clock) - timedelta(days=7 * self._back)
        first = last - timedelta(days=6)
        self.wait.show()
        self._task.start(lambda: safety.access_report(desk, first, last))

    def take_focus(self) -> None:
        """Start in the table."""
        self.table.setFocus()

    def _turn(self, weeks: int) -> None:
        self._back = max(0, self._back + weeks)
        self.look_again()

    def _show(self, found: object) -> None:
        self.wait.hide()
        if not isinstance(found, AccessReport):
            return
        self._report = found
        self.later.setEnabled(self._back > 0)
        self.words.setText(say("{first} to {last}: {many} lines of the history",
                               first=day(found.first), last=day(found.last), many=found.lines))  # fmt: skip
        doubt = found.doubt
        self.trail.setText(f"{told(doubt.words)} {told(doubt.then)}".strip() if doubt else "")
        self.trail.setVisible(doubt is not None)
        self.table.fill([
            Row(at, (say(e.heading), e.when, e.who, names.act(e.act), e.number, e.why))
            for at, e in enumerate(found.entries)
        ])  # fmt: skip
        self.table.setVisible(bool(found.entries))
        self.none.setVisible(not found.entries)

    def _tell(self, trouble: object) -> None:
        self.wait.hide()
        if isinstance(trouble, BaseException):
            tell_error(self, trouble)

    def _save(self) -> None:
        if self._report is None:
            return
        name = f"access-{self._report.first}-{self._report.last}.pdf"
        kinds = "PDF (*.pdf);;CSV (*.csv)"
        if path := save_as(self, say("Save the report as PDF or CSV"), name, kinds, "pdf", "csv"):
            report = self._report
            try:
                path.write_bytes(
                    safety.to_bytes(report) if path.suffix.casefold() == ".csv"
                    else safety.to_pdf(report, names.act)
                )  # fmt: skip
            except OSError as trouble:
                tell_error(self, trouble)
