"""All cases: the open ones to walk through, anyone by typing a part of a name, date, phone or number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from crs_intake.casework.ports import Desk
from crs_intake.domain.errors import DeskError
from crs_intake.domain.kept import Stored
from crs_intake.words import say, told
from ui import names, views
from ui.qt import parts, style
from ui.qt.table import Column, Row, Table
from ui.qt.task import Task
from ui.qt.text import Label
from ui.qt.way import Way

MOST = 200
PAUSE_MS = 60


@dataclass(frozen=True)
class Listed:
    """One line of the list."""

    number: str
    name: str
    born: str
    state: str
    pathway: str
    clock: str
    sign: str
    why: str = ""


@dataclass(frozen=True)
class Answer:
    """What was asked, the lines found, and how many there are in all."""

    text: str
    lines: tuple[Listed, ...]
    total: int


class CasesPage(QWidget):
    """A list with search while typing; Enter opens the case."""

    def __init__(self, way: Way) -> None:
        super().__init__()
        self._way = way
        self._task = Task(self)
        self._task.done.connect(self._show)
        self._task.failed.connect(self._say)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.AROUND, style.BETWEEN, style.AROUND, style.BETWEEN)
        column.setSpacing(style.GAP)
        column.addWidget(Label(say("Cases"), "title"))
        row = QHBoxLayout()
        self.typed = QLineEdit()
        self.typed.setAccessibleName(say("Find a case"))
        self.typed.setPlaceholderText(say("Name, birth date, phone, AHCCCS ID or case number"))
        self.typed.setClearButtonEnabled(True)
        self.typed.setMaximumWidth(480)
        self.closed = QCheckBox(say("&Closed cases too"))
        row.addWidget(self.typed, 1)
        row.addWidget(self.closed)
        row.addStretch(1)
        column.addLayout(row)
        self.words = Label("", "help")
        column.addWidget(self.words)
        self.table = Table(say("Cases"), (
            Column(say("Name"), stretch=3), Column(say("Born")), Column(say("State")),
            Column(say("Pathway"), from_width=760), Column(say("Next clock"), stretch=4, from_width=520),
            Column(say("Case"), from_width=900),
        ))  # fmt: skip
        self.table.chosen.connect(lambda number: self._way.open_case(str(number)))
        column.addWidget(self.table, 1)
        self.empty = self._make_empty()
        column.addWidget(self.empty)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.typed.textEdited.connect(lambda _text: self._pause.start())
        self.typed.returnPressed.connect(self._open_first)
        self.closed.toggled.connect(lambda _on: self._ask())

    def look_again(self, _number: str = "") -> None:
        """Read the list again."""
        self._ask()

    def take_focus(self) -> None:
        """Start in the field."""
        self.typed.setFocus()
        self.typed.selectAll()

    def _make_empty(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        self.empty_words = Label("")
        column.addWidget(self.empty_words)
        self.new = parts.button(say("New referral"))
        self.new.clicked.connect(lambda: self._way.open_wizard("", "referral"))
        row = QHBoxLayout()
        row.addWidget(self.new)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        holder.hide()
        return holder

    def _ask(self) -> None:
        self._pause.stop()
        desk, text, closed = self._way.desk, self.typed.text().strip(), self.closed.isChecked()
        self._task.start(lambda: find(desk, text, closed=closed))

    def _open_first(self) -> None:
        self._task.forget()
        self._pause.stop()
        desk, text, closed = self._way.desk, self.typed.text().strip(), self.closed.isChecked()
        self._show(find(desk, text, closed=closed))
        number = self.table.current()
        if number:
            self._way.open_case(str(number))

    def _say(self, trouble: object) -> None:
        self.words.setText(told(trouble))

    def _show(self, answer: Answer) -> None:
        if answer.text != self.typed.text().strip():
            return
        self.table.fill([
            Row(line.number, (line.name, line.born, line.state, line.pathway, line.clock, line.number),
                icon=line.sign, tip=line.why, strong=0)
            for line in answer.lines
        ])  # fmt: skip
        found = bool(answer.lines)
        self.table.setVisible(found)
        self.empty.setVisible(not found)
        self.words.setVisible(found)
        if answer.total > len(answer.lines):
            self.words.setText(say("The first {shown} of {total}; type more of the name to find others.",
                                   shown=len(answer.lines), total=answer.total))  # fmt: skip
        else:
            self.words.setText(say("{count} cases", count=len(answer.lines)))
        self.empty_words.setText(
            say("Nobody found. Try a part of the name, the birth date or the phone.") if answer.text
            else say("There is no case yet. The first referral starts one.")
        )  # fmt: skip


def find(desk: Desk, text: str, *, closed: bool) -> Answer:
    """The cases that match, or the open ones when nothing is typed; each with where it stands."""
    from crs_intake.casework.cases import search

    if text:
        found = [each for each in search(desk, text, MOST) if closed or not each.closed]
        lines = [_listed(desk, desk.store.case(each.number), each.why) for each in found]
        return Answer(text, tuple(lines), len(lines))
    stored = list(desk.store.cases(open_only=not closed))
    newest = sorted(stored, key=lambda each: each.case.number, reverse=True)[:MOST]
    return Answer(text, tuple(_by_name([_listed(desk, each) for each in newest])), len(stored))


def _by_name(lines: Sequence[Listed]) -> list[Listed]:
    return sorted(lines, key=lambda line: line.name.casefold())


def _listed(desk: Desk, stored: Stored, why: str = "") -> Listed:
    from crs_intake.casework import cases, worklist

    case = stored.case
    born = case.applicant.born if case.applicant else None
    name, when = names.applicant_name(case), names.short_day(born) if born else say("not known")
    try:
        stands = cases.look(desk, stored).standing
    except DeskError as trouble:  # a gap in the book must not hide the case
        return Listed(case.number, name, when, "", "", told(trouble), "error", why)
    rows = worklist.of_case(desk, stored, stands)
    return Listed(
        case.number, name, when, names.named(names.STATES, stands.state),
        names.named(names.PATHWAYS, stands.pathway), views.pressing(rows), views.sign_of(rows), why,
    )  # fmt: skip
