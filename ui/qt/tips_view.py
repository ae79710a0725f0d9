"""The DES interface (TIPS): the day's file of DES looked at and taken in, and what goes back (804.B-C)."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from crs_intake.casework import parents as acts
from crs_intake.casework import rights
from crs_intake.domain import spreadsheet
from crs_intake.domain.errors import DeskError
from crs_intake.domain.text import N_
from crs_intake.domain.tips import Resolved, TipsPreview, TipsWaiting
from crs_intake.policy.parents.tips import LONGEST_FILE
from crs_intake.words import say
from ui import names
from ui.qt import parts, style
from ui.qt.save_as import save_as
from ui.qt.table import Column, Row, Table
from ui.qt.text import Label, tell_error
from ui.qt.way import Way

OUTCOMES = {
    "update": N_("updates the case"), "new": N_("a new application is registered"),
    "known": N_("already here"), "research": N_("research queue: partial match"),
    "error": N_("error queue"),
}  # fmt: skip


class TipsView(QWidget):
    """Choose a file, look at each line, settle partial matches, take it in whole; save what goes to DES."""

    def __init__(self, way: Way) -> None:
        super().__init__()
        self._way = way
        self.data: bytes | None = None
        self.found: TipsPreview | None = None
        self.resolved: dict[int, Resolved] = {}
        self._rows: dict[str, TipsWaiting] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.GAP, 0, 0)
        column.setSpacing(style.GAP)
        column.addWidget(Label(say(
            "One CSV file with the items that DES sends each day (804.B.1, 804.C). Nothing is kept before "
            "Take in; then all of it is, or nothing. The same file a second time changes nothing."
        ), "help"))  # fmt: skip
        row = parts.Flow(style.GAP)
        self.choose = parts.button(say("&Choose the file of DES…"), "primary")
        self.choose.clicked.connect(self._choose)
        self.send = parts.button(say("&Save today's records for DES…"))
        self.send.clicked.connect(lambda: self._save())
        self.resend = parts.button(say("Save all records &again…"))
        self.resend.setToolTip(say("Every record that stands, told before or not: when a file got lost."))
        self.resend.clicked.connect(lambda: self._save(again=True))
        for each in (self.choose, self.send, self.resend):
            row.addWidget(each)
        column.addLayout(row)
        self.words = Label("", "strong")
        column.addWidget(self.words)
        self.table = Table(say("Lines of the file"), (
            Column(say("Line"), right=True), Column(say("Name"), stretch=1),
            Column(say("Outcome"), stretch=2),
            Column(say("Case"), stretch=1), Column(say("Missing or wrong"), stretch=2, from_width=620),
        ))  # fmt: skip
        self.table.setMinimumHeight(220)
        self.table.moved.connect(self._moved)
        column.addWidget(self.table)
        self.settle = QComboBox()
        for value, words in (("", say("Still in research")), ("matched", say("Match to this case")),
                             ("created", say("Create by hand"))):  # fmt: skip
            self.settle.addItem(words, value)
        self.settle.activated.connect(lambda _at: self._settled())
        parts.field(column, say("&Research of the line in hand"), self.settle, width=260)
        self.take = parts.button(say("&Take in"), "primary")
        self.take.clicked.connect(self._take)
        line = QHBoxLayout()
        line.addWidget(self.take)
        line.addStretch(1)
        column.addLayout(line)
        column.addWidget(self._make_queues())
        column.addStretch(1)
        self.look_again()

    def look_again(self, _number: str = "") -> None:
        """Show where it stands."""
        actor = self._way.desk.actor
        self.choose.setEnabled(rights.may(actor, "transfer.import"))
        for each in (self.send, self.resend):
            each.setEnabled(rights.may(actor, "transfer.export"))
        self._show()
        self._show_queues()

    def take_focus(self) -> None:
        """Start at the file."""
        self.choose.setFocus()

    def open_file(self, file: Path) -> None:
        """Show what a file would do; nothing is kept."""
        try:
            with file.open("rb") as stream:  # no more than can be taken in, however long the file is
                self.data, self.resolved = stream.read(LONGEST_FILE + 1), {}
            self.found = acts.preview(self._way.desk, self.data)
        except OSError:
            self.data = self.found = None
            trouble = DeskError(
                say("This file cannot be read."), then=say("Choose another, or copy it here.")
            )
            tell_error(self, trouble)
        except DeskError as trouble:
            self.data = self.found = None
            tell_error(self, trouble)
        self._show()

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, say("Choose a CSV file"), "", say("CSV files (*.csv *.txt)")
        )
        if name:
            self.open_file(Path(name))

    def _show(self) -> None:
        found = self.found
        rows = []
        for each in found.lines if found is not None else ():
            faults = ", ".join(map(say, each.faults))
            rows.append(Row(each.number, (str(each.number), each.record.name, say(OUTCOMES[each.outcome]),
                                          each.case, faults)))  # fmt: skip
        self.table.fill(rows)
        self.table.setVisible(bool(rows))
        self.take.setEnabled(found is not None and any(each.outcome != "known" for each in found.lines))
        if found is not None:
            self.words.setText(say(
                "Updated {update} · new {new} · already here {known} · research {research} · errors {error}",
                **{outcome: found.count(outcome) for outcome in OUTCOMES},  # type: ignore[arg-type]
            ))  # fmt: skip
        self.words.setVisible(found is not None)
        self._moved(self.table.current())

    def _moved(self, key: object) -> None:
        lines = self.found.lines if self.found is not None else ()
        line = next((each for each in lines if each.number == key), None)
        asked = line is not None and (line.outcome == "research" or line.number in self.resolved)
        self.settle.setEnabled(asked)
        wanted = self.resolved.get(line.number, "") if line is not None else ""
        self.settle.setCurrentIndex(self.settle.findData(wanted))

    def _settled(self) -> None:
        key, how = self.table.current(), self.settle.currentData()
        if not isinstance(key, int) or self.data is None:
            return
        self.resolved.pop(key, None)
        if how in ("matched", "created"):
            self.resolved[key] = how
        self.found = acts.preview(self._way.desk, self.data, self.resolved)
        self._show()
        self.table.go_to(key)

    def _take(self) -> None:
        if self.data is None:
            return
        try:
            self.found = acts.take_in(self._way.desk, self.data, self.resolved, uuid4())
        except Exception as trouble:
            tell_error(self, trouble)
            return
        self._way.changed("")
        self._show()
        self._show_queues()
        self.take.setEnabled(False)
        self.words.setText(say("Taken in: {count} cases.", count=len(self.found.cases)))

    def _make_queues(self) -> QWidget:
        """What earlier files left for a person: partial matches in research, and rows with errors."""
        self.queues = QWidget()
        column = QVBoxLayout(self.queues)
        column.setContentsMargins(0, style.BETWEEN, 0, 0)
        column.addWidget(Label(say("Research and error queues"), "section"))
        self.waiting = Table(say("Research and error queues"), (
            Column(say("Received")), Column(say("Name"), stretch=1), Column(say("Outcome"), stretch=2),
            Column(say("Case"), stretch=1), Column(say("Missing or wrong"), stretch=2, from_width=620),
        ))  # fmt: skip
        self.waiting.setMinimumHeight(140)
        self.waiting.moved.connect(lambda _key: self._allow_queues())
        column.addWidget(self.waiting)
        self.match, self.create_it = (
            parts.button(say("&Match to this case")),
            parts.button(say("Create &by hand")),
        )
        self.drop = parts.button(say("Take &off the list"))
        self.match.clicked.connect(lambda: self._decide("matched"))
        self.create_it.clicked.connect(lambda: self._decide("created"))
        self.drop.clicked.connect(lambda: self._decide(None))
        row = parts.Flow(style.GAP)
        for each in (self.match, self.create_it, self.drop):
            row.addWidget(each)
        column.addLayout(row)
        return self.queues

    def _show_queues(self) -> None:
        may = rights.may(self._way.desk.actor, "transfer.import")
        self._rows = {each.id: each for each in acts.waiting(self._way.desk)} if may else {}
        self.waiting.fill([
            Row(each.id, (names.short_day(each.record.received), each.record.name, say(OUTCOMES[each.queue]),
                          each.case, ", ".join(map(say, each.faults))))
            for each in self._rows.values()
        ])  # fmt: skip
        self.queues.setVisible(bool(self._rows))
        self._allow_queues()

    def _allow_queues(self) -> None:
        row = self._rows.get(str(self.waiting.current()))
        for button in (self.match, self.create_it):
            button.setEnabled(row is not None and row.queue == "research")
        self.drop.setEnabled(row is not None)

    def _decide(self, how: Resolved | None) -> None:
        """Settle the row in hand: matched, created, or taken off."""
        id = str(self.waiting.current())
        try:
            if how is None:
                acts.drop_waiting(self._way.desk, id, uuid4())
            else:
                acts.decide_waiting(self._way.desk, id, how, uuid4())
        except Exception as trouble:
            tell_error(self, trouble)
        else:
            self._way.changed("")
        self._show_queues()

    def _save(self, *, again: bool = False) -> None:
        if path := save_as(self, say("Save as CSV"), "tips.csv", say("CSV files (*.csv)"), "csv"):
            self.save_to(path, again=again)

    def save_to(self, file: Path, *, again: bool = False) -> None:
        """Save today's records for DES; those of earlier files only `again`."""
        try:
            made = acts.outgoing(self._way.desk, again=again)
            file.write_bytes(spreadsheet.to_bytes(made.text))
            acts.told_des(self._way.desk, made, uuid4())
        except OSError:
            tell_error(
                self, DeskError(say("This file cannot be written."), then=say("Choose another place."))
            )
        except DeskError as trouble:
            tell_error(self, trouble)
        else:
            self.words.setText(
                say("Saved: {file}, {count} records for DES", file=file.name, count=made.count)
            )
            self.words.show()
