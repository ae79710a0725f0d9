"""The extract of Title XIX/XXI applicants for one plan: looked at, saved as CSV, and noted (20.404).

Only that plan's own applicants and members are in it; no spreadsheet executes what stands in a cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from crs_intake.casework import rights, sharing
from crs_intake.casework.sharing import Extract, Handed
from crs_intake.words import day, say, told
from ui.qt import parts, style
from ui.qt.save_as import save_as
from ui.qt.table import Column, Row, Table
from ui.qt.task import Task
from ui.qt.text import Label, clear, tell_error
from ui.qt.way import Way

SHOWN = 200
FIRST = ("case", "family", "given", "born", "program", "status")
"""Columns of the preview; the line in hand is told whole below."""


class SharingView(QWidget):
    """Choose a plan, look at the extract, save it; below, what was handed to whom."""

    def __init__(self, way: Way) -> None:
        super().__init__()
        self._way = way
        self.extract: Extract | None = None
        self._plans, self._preview = Task(self), Task(self)
        self._plans.done.connect(self._offer)
        self._preview.done.connect(self._show)
        for task in (self._plans, self._preview):
            task.failed.connect(self._tell)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.GAP, 0, 0)
        column.setSpacing(style.GAP)
        column.addWidget(Label(say(
            "Title XIX and XXI applicants and members of one plan, in the columns of Settings, Tables for "
            "others. Nobody outside Title XIX and XXI is in it (20.404)."
        ), "help"))  # fmt: skip
        self.plan = QComboBox()
        self.plan.activated.connect(lambda _at: self._look())
        parts.field(column, say("&Plan"), self.plan, width=360)
        self.words = Label("", "help")
        column.addWidget(self.words)
        self.wait = parts.waiting(say("Reading the cases"))
        column.addWidget(self.wait)
        self.holder = QVBoxLayout()
        column.addLayout(self.holder)
        self.table: Table | None = None
        row = QHBoxLayout()
        self.save = parts.button(say("&Save as CSV and note it…"), "primary")
        self.save.clicked.connect(self._save)
        columns = parts.button(say("&Columns…"))
        columns.clicked.connect(lambda: way.open_settings("exports"))
        row.addWidget(self.save)
        row.addWidget(columns)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(Label(say("Handed to plans before"), "section"))
        self.before = Table(say("Handed to plans before"), (
            Column(say("When")), Column(say("Plan"), stretch=2), Column(say("Applicants"), right=True),
            Column(say("Columns"), right=True, from_width=620), Column(say("By whom"), stretch=1),
        ))  # fmt: skip
        self.before.setFixedHeight(150)
        self.none = Label(say("Nothing was handed out yet."), "muted")
        column.addWidget(self.before)
        column.addWidget(self.none)
        column.addStretch(1)

    def look_again(self) -> None:
        """Read the plans, the extract and what was handed out again."""
        desk = self._way.desk
        if not rights.may(desk.actor, "sharing.extract"):
            self.words.setText(say("Interviewers and supervisors hand data to the plans."))
            self.save.setEnabled(False)
            return
        self.wait.show()
        self._plans.start(lambda: (sharing.plans(desk), sharing.handed(desk)))

    def take_focus(self) -> None:
        """Start at the plan."""
        self.plan.setFocus()

    def save_to(self, path: Path) -> None:
        """Note what is handed out, then write it to a file that the person chose."""
        if self.extract is None:
            return
        try:
            path.write_bytes(sharing.hand(self._way.desk, self.extract))
        except Exception as trouble:
            tell_error(self, trouble)
        self.look_again()

    def _offer(self, found: tuple[Sequence[tuple[str, int]], Sequence[Handed]]) -> None:
        plans, before = found
        chosen = self.plan.currentData()
        self.plan.clear()
        for name, count in plans:
            self.plan.addItem(say("{plan} · applicants: {count}", plan=name, count=count), name)
        self.plan.setCurrentIndex(max(0, self.plan.findData(chosen)))
        self.before.fill([
            Row(number, (f"{day(each.at.date())} {each.at:%H:%M}", each.plan, str(each.cases),
                         str(len(each.columns)), each.by), tip=" · ".join(each.columns))
            for number, each in enumerate(before)
        ])  # fmt: skip
        self.before.setVisible(bool(before))
        self.none.setVisible(not before)
        self.save.setEnabled(False)
        if plans:
            self._look()
        else:
            self.wait.hide()
            clear(self.holder)
            self.words.setText(say("No plan is known yet: add one in Settings, Plans."))

    def _tell(self, trouble: object) -> None:
        self.wait.hide()
        self.words.setText(told(trouble))

    def _look(self) -> None:
        desk, plan = self._way.desk, str(self.plan.currentData() or "")
        self.wait.show()
        self._preview.start(lambda: sharing.preview(desk, plan))

    def _show(self, extract: Extract) -> None:
        self.wait.hide()
        self.extract = extract
        clear(self.holder)
        names = extract.columns.names
        order = sorted(range(len(names)), key=lambda at: (names[at] not in FIRST, at))[: len(FIRST)]
        self.table = Table(say("Preview of the extract"), tuple(
            Column(extract.columns.headings[at], stretch=1, from_width=0 if place < 3 else 150 * place)
            for place, at in enumerate(order)
        ))  # fmt: skip
        self.table.setMinimumHeight(150)
        self.whole = Label("", "help")
        self.table.moved.connect(self._tell_row)
        self.table.fill([
            Row(number, tuple(row[at] for at in order))
            for number, row in zip(extract.numbers, extract.rows[:SHOWN], strict=False)
        ])  # fmt: skip
        self.holder.addWidget(self.table)
        QWidget.setTabOrder(self.plan, self.table)
        self.holder.addWidget(self.whole)
        self.table.setVisible(bool(extract.rows))
        words = say("Applicants: {count} · columns: {columns}", count=len(extract.rows), columns=len(names))
        if not extract.rows:
            words = say("This plan has no applicant in Title XIX or XXI.")
        if extract.no_plan:
            words += ". " + say("In no extract, because their plan is not known: {cases}.",
                               cases=", ".join(extract.no_plan[:12]))  # fmt: skip
        self.words.setText(words)
        self.save.setEnabled(bool(extract.rows))

    def _tell_row(self, number: object) -> None:
        """Every column of the line in which the person stands, as it will be in the file."""
        made = self.extract
        if made is None or number not in made.numbers:
            return
        row = made.rows[made.numbers.index(str(number))]
        told_ = (f"{head}: {value or '–'}" for head, value in zip(made.columns.headings, row, strict=True))
        self.whole.setText(" · ".join(told_))

    def _save(self) -> None:
        if self.extract is None:
            return
        start = f"extract-{self.extract.at.day.isoformat()}.csv"
        if path := save_as(self, say("Save as CSV"), start, say("CSV files (*.csv)"), "csv"):
            self.save_to(path)
