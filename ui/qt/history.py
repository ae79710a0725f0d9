"""All that happened to a case and who changed what: nothing is edited, nothing is lost.

An entry made by mistake is struck through with its reason and counts no more; the same button counts it
again. What happened in a case that was merged stands below its own heading.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crs_intake.casework import cases, merging
from crs_intake.casework.ports import Desk
from crs_intake.domain.kept import AuditLine
from crs_intake.domain.moment import PHOENIX
from crs_intake.words import day, say
from ui import names
from ui.qt import parts, style
from ui.qt.beside import beside
from ui.qt.reason import ask_reason
from ui.qt.table import Column, Row, Table
from ui.qt.text import Label, tell_error
from ui.views import CaseView, Happening

NEWEST = 400
UNDOES = ("correction", "entered_by_mistake", "merged")


class HistoryView(QWidget):
    """The events of the case above, the lines of the audit trail below; `changed(number)`."""

    changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._desk: Desk | None = None
        self._view: CaseView | None = None
        self.ask: Callable[[QWidget | None, str, str, str], str] = ask_reason
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.GAP, 0, 0)
        column.setSpacing(style.GAP)
        self.events = Table(say("What happened"), (
            Column(say("When")), Column(say("What"), stretch=2),
            Column(say("Details"), stretch=3, from_width=560),
        ))  # fmt: skip
        self.events.moved.connect(lambda _key: self._moved())
        column.addWidget(self.events, 3)
        row = QHBoxLayout()
        self.take_back = parts.button(say("Entered by &mistake…"))
        self.take_back.clicked.connect(self._take_back)
        self.why = Label("", "help")
        row.addWidget(self.take_back)
        row.addWidget(self.why, 1)
        column.addLayout(row)
        column.addWidget(Label(say("Who changed what"), "section"))
        self.changes = Table(say("Who changed what"), (
            Column(say("When")), Column(say("Who")), Column(say("What"), stretch=1),
            Column(say("Workstation"), from_width=760),
        ))  # fmt: skip
        column.addWidget(self.changes, 2)

    def show_case(self, view: CaseView, desk: Desk) -> None:
        """Fill both tables, newest first."""
        self._desk, self._view = desk, view
        rows: list[Row | str] = [_row(number, each) for number, each in enumerate(view.happened[:NEWEST])]
        for number, lines in view.attached:
            rows.append(say("From case {number}, which goes on here", number=number))
            rows += [_row((number, place), each) for place, each in enumerate(lines[:NEWEST])]
        self.events.fill(rows)
        lines_told = tuple(reversed(cases.history(desk, view.number)))
        people = {person.id: person.name for person in desk.store.people()}
        self.changes.fill([_change(line, people) for line in lines_told[:NEWEST]])
        self._moved()

    def take_focus(self) -> None:
        """Start in the events."""
        self.events.setFocus()

    @property
    def chosen(self) -> Happening | None:
        """The entry of this case in which the person stands."""
        key = self.events.current()
        return self._view.happened[key] if self._view is not None and isinstance(key, int) else None

    def _moved(self) -> None:
        line = self.chosen
        undo = line is not None and _undoes(line)
        self.take_back.setText(say("&Count it again…") if undo else say("Entered by &mistake…"))
        self.take_back.setAccessibleName(self.take_back.text().replace("&", ""))
        told = ""
        if line is None and self.events.current() is not None:
            told = say("This entry is of another case; open that one to change it.")
        elif line is not None and line.left_out is not None:
            told = say("It counts no more; the entry that says so can be undone.")
        elif line is not None and not line.event.id:
            told = say("This entry has no number and cannot be taken back.")
        self.take_back.setEnabled(line is not None and not told)
        self.why.setText(told)

    def _take_back(self) -> None:
        line, desk, view = self.chosen, self._desk, self._view
        if line is None or desk is None or view is None:
            return
        undo = _undoes(line)
        what = f"{line.when} · {line.title}"
        title = say("Count it again") if undo else say("Entered by mistake")
        words = (
            say("{what}: this is taken back, and what it left out counts again.", what=what) if undo
            else say("{what}: it stays readable, struck through with your reason, and counts no more.",
                     what=what)
        )  # fmt: skip
        reason = self.ask(self, title, words, say("&Take back"))
        if not reason:
            return
        try:
            number, id, action = view.number, line.event.id, uuid4()
            beside(self, desk, lambda with_them: merging.take_back(with_them, number, id, reason, action))
        except Exception as trouble:
            tell_error(self, trouble)
        self.changed.emit(view.number)


def _undoes(line: Happening) -> bool:
    return line.event.kind in UNDOES or line.event.outcome == merging.HERE


def _row(key: object, each: Happening) -> Row:
    return Row(key, (each.when, each.title, each.details), tip=each.details, struck=each.left_out is not None)


def _change(line: AuditLine, people: dict[str, str]) -> Row:
    at = line.at.astimezone(PHOENIX)
    what = names.act(line.act)
    return Row(
        line.seq, (f"{day(at.date())} {at:%H:%M}", people.get(line.by, line.by), what, line.workstation)
    )
