"""The appointments of all cases, day by day; Enter opens the case at its appointments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from crs_intake.clock import today
from crs_intake.words import say, told
from ui import names, views
from ui.qt import parts, style
from ui.qt.table import Column, Row, Table
from ui.qt.task import Task
from ui.qt.text import Label
from ui.qt.way import Way


class CalendarPage(QWidget):
    """Every appointment that stands in the book; those that are over wait for a word how they went."""

    def __init__(self, way: Way) -> None:
        super().__init__()
        self._way = way
        self._task = Task(self)
        self._task.done.connect(self._show)
        self._task.failed.connect(self._say)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.AROUND, style.BETWEEN, style.AROUND, style.BETWEEN)
        column.setSpacing(style.GAP)
        column.addWidget(Label(say("Calendar"), "title"))
        self.words = Label("", "help")
        column.addWidget(self.words)
        self.table = Table(say("Appointments"), (
            Column(say("When")), Column(say("Applicant"), stretch=3), Column(say("What"), stretch=2),
            Column(say("Phone"), from_width=620), Column(say("Case"), from_width=760),
        ))  # fmt: skip
        self.table.chosen.connect(lambda key: self._way.open_case(str(key).partition("|")[0], "contacts"))
        column.addWidget(self.table, 1)
        self.empty = parts.empty(say("No appointment stands in the book. Book one on the page of its case."),
                                 say("To Cases"), lambda: way.open_room("cases"))  # fmt: skip
        column.addWidget(self.empty, 1)

    def look_again(self, _number: str = "") -> None:
        """Read the appointments again."""
        desk = self._way.desk
        self._task.start(lambda: views.visits_ahead(desk))

    def take_focus(self) -> None:
        """Start in the list."""
        self.table.setFocus()

    def _show(self, lines: Sequence[views.VisitLine]) -> None:
        on = today(self._way.desk.clock)
        rows: list[Row | str] = []
        heading = ""
        for number, line in enumerate(lines):
            when = line.visit.when or line.visit.at
            group = _group(when.day, on)
            if group != heading:
                heading = group
                rows.append(group)
            kind = names.named(names.APPOINTMENTS, line.visit.appointment or "")
            rows.append(Row(f"{line.number}|{number}", (names.moment(when), line.name, kind, line.phone,
                        line.number), icon="overdue" if when.day < on else "open", strong=1))  # fmt: skip
        self.table.fill(rows)
        self.table.setVisible(bool(lines))
        self.words.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        self.words.setText(say("Enter opens the case at its appointments."))

    def _say(self, trouble: object) -> None:
        self.words.setText(told(trouble))


def _group(when: date, on: date) -> str:
    if when < on:
        return say("Over; note how it went")
    if when == on:
        return say("Today")
    return say("Next 7 days") if (when - on).days <= 7 else say("Later")
