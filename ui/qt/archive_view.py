"""Records of cases that have ended: kept three years at least, then offered to the State Archives (20.1000).

A person says that they went, with the transmittal (DOC-48); the program deletes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crs_intake.casework import retention, rights
from crs_intake.casework.retention import Record
from crs_intake.domain.text import N_
from crs_intake.words import day, say, told
from ui import because_words, names
from ui.qt import parts, style
from ui.qt.table import Column, Row, Table
from ui.qt.task import Task
from ui.qt.text import Label, ask, tell_error
from ui.qt.way import Way
from ui.qt.why import asks, show_why

STATES = {
    "ready": N_("May go to the State Archives"), "held": N_("Held: a hearing is open"),
    "kept": N_("Kept at the site"), "archived": N_("Archived; retention: CRSA"),
}  # fmt: skip
SIGNS = {"ready": "due", "held": "waiting", "kept": "open", "archived": "good"}


class ArchiveView(QWidget):
    """The list, and what can be done with the chosen case."""

    def __init__(self, way: Way) -> None:
        super().__init__()
        self._way = way
        self._found: dict[str, Record] = {}
        self._task = Task(self)
        self._task.done.connect(self._show)
        self._task.failed.connect(self._tell)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.GAP, 0, 0)
        column.setSpacing(style.GAP)
        column.addWidget(Label(say(
            "Financial enrollment records stay at the site for at least three years after the end. From then "
            "on they may go to the State Archives; nothing is deleted, and nothing goes by itself (20.1000)."
        ), "help"))  # fmt: skip
        self.words = Label("", "help")
        column.addWidget(self.words)
        self.wait = parts.waiting(say("Reading the cases"))
        column.addWidget(self.wait)
        self.table = Table(say("Records of ended cases"), (
            Column(say("Applicant"), stretch=3), Column(say("Ended"), stretch=3, from_width=560),
            Column(say("Kept until")), Column(say("State"), stretch=3),
            Column(say("Sites"), from_width=860), Column(say("Case"), stretch=2, from_width=640),
        ))  # fmt: skip
        self.table.setMinimumHeight(180)
        self.why = asks(self.table, self.tell_why)
        self.table.chosen.connect(lambda number: way.open_case(str(number), "documents"))
        self.table.moved.connect(lambda _key: self._allow())
        column.addWidget(self.table, 1)
        self.empty = parts.empty(
            say("No record is three years old yet, and none will be within six months."),
            say("To Today"), lambda: way.open_room("today"),
        )  # fmt: skip
        column.addWidget(self.empty, 1)
        row = QHBoxLayout()
        self.paper = parts.button(say("&Transmittal (DOC-48)"))
        self.sent = parts.button(say("Sent to the State &Archives…"))
        self.paper.clicked.connect(lambda: way.open_paper(str(self.table.current()), "DOC-48"))
        self.sent.clicked.connect(self._archive)
        row.addWidget(self.paper)
        row.addWidget(self.sent)
        row.addWidget(self.why)
        row.addStretch(1)
        column.addLayout(row)

    def look_again(self) -> None:
        """Read the list again."""
        desk = self._way.desk
        if not rights.may(desk.actor, "reports.see"):
            self._show(())
            self.words.setText(say("Interviewers and supervisors see the reports."))
            self.words.show()
            return
        self.wait.show()
        self._task.start(lambda: retention.records(desk))

    def take_focus(self) -> None:
        """Start in the list."""
        self.table.setFocus()

    def _show(self, found: Sequence[Record]) -> None:
        self.wait.hide()
        self._found = {each.number: each for each in found}
        self.table.fill([_row(each) for each in found])
        self.table.setVisible(bool(found))
        self.empty.setVisible(not found)
        ready = sum(each.holding.state == "ready" for each in found)
        self.words.setText(say("May go to the State Archives now: {count}", count=ready))
        self.words.setVisible(bool(found))
        for button in (self.paper, self.sent, self.why):
            button.setVisible(bool(found))
        self._allow()

    def tell_why(self, key: object) -> None:
        """Why a record is kept until its day: the end, and the years from it."""
        record = self._found.get(str(key))
        if record is None:
            return
        holding, state = record.holding, because_words.state(self._way.desk, record.number)
        kept = say("Ended {ended}; the records stay until {until} (20.1000.2).",
                   ended=names.moment(holding.ended), until=names.moment(holding.kept_until))  # fmt: skip
        stands = say("State: {name}", name=say(STATES[holding.state]))
        show_why(self, record.name, f"20.1000, {state.section}", (kept, f"{stands}.", *state.lines))

    def _tell(self, trouble: object) -> None:
        self.wait.hide()
        self.words.setText(told(trouble))
        self.words.show()

    def _allow(self) -> None:
        record = self._found.get(str(self.table.current()))
        ready = record is not None and record.holding.state == "ready"
        self.paper.setEnabled(record is not None and record.holding.state in ("ready", "archived"))
        self.sent.setEnabled(ready and rights.may(self._way.desk.actor, "events.void"))

    def _archive(self) -> None:
        record = self._found.get(str(self.table.current()))
        if record is None or not ask(
            self, say("The records of case {number} went to the State Archives?", number=record.number),
            yes=say("They went"), then=say("CRSA keeps them from there; the case stays here to be read."),
        ):  # fmt: skip
            return
        try:
            retention.archive(self._way.desk, record.number, action=uuid4())
        except Exception as trouble:
            tell_error(self, trouble)
        self._way.changed(record.number)


def _row(each: Record) -> Row:
    holding = each.holding
    how = f"{names.named(names.STATES, holding.how)} · {names.short_day(holding.ended.day)}"
    stands = say(STATES[holding.state])
    if holding.archived is not None:
        stands = f"{stands} · {names.short_day(holding.archived.day)}"
    cells = (each.name, how, day(holding.kept_until.day), stands, ", ".join(each.sites), each.number)
    return Row(each.number, cells, icon=SIGNS[holding.state], strong=0)
