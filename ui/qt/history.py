"""All that happened to a case and who changed what: nothing is edited, nothing is lost."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crs_intake.casework import cases
from crs_intake.casework.ports import Desk
from crs_intake.domain.moment import PHOENIX
from crs_intake.words import day, say
from ui.qt import style
from ui.qt.table import Column, Row, Table
from ui.qt.text import Label
from ui.views import CaseView

NEWEST = 400


class HistoryView(QWidget):
    """The events of the case above, the lines of the audit trail below."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.GAP, 0, 0)
        column.setSpacing(style.GAP)
        self.events = Table(say("What happened"), (
            Column(say("When")), Column(say("What"), stretch=2),
            Column(say("Details"), stretch=3, from_width=560),
        ))  # fmt: skip
        column.addWidget(self.events, 3)
        row = QHBoxLayout()
        row.addWidget(Label(say("Who changed what"), "section"))
        row.addStretch(1)
        column.addLayout(row)
        self.changes = Table(say("Who changed what"), (
            Column(say("When")), Column(say("Who")), Column(say("What"), stretch=1),
            Column(say("Workstation"), from_width=760),
        ))  # fmt: skip
        column.addWidget(self.changes, 2)

    def show_case(self, view: CaseView, desk: Desk) -> None:
        """Fill both tables, newest first."""
        self.events.fill([
            Row(number, (each.when, each.title, each.details), tip=each.details)
            for number, each in enumerate(view.happened[:NEWEST])
        ])  # fmt: skip
        lines = sorted(cases.history(desk, view.number), key=lambda line: line.seq, reverse=True)[:NEWEST]
        people = {person.id: person.name for person in desk.store.people()}
        self.changes.fill([
            Row(line.seq, (
                f"{day(line.at.astimezone(PHOENIX).date())} {line.at.astimezone(PHOENIX):%H:%M}",
                people.get(line.by, line.by), line.act.replace(".", ": ").replace("_", " "), line.workstation,
            ))
            for line in lines
        ])  # fmt: skip

    def take_focus(self) -> None:
        """Start in the events."""
        self.events.setFocus()
