"""All cases: the open ones to walk through, anyone by typing a part of a name, date, phone or number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit

from crs_intake.casework.ports import Desk
from crs_intake.domain.errors import DeskError
from crs_intake.domain.kept import Stored
from crs_intake.words import say, told
from ui import because_words, names, views
from ui.qt import blank_form
from ui.qt.list_page import ListPage
from ui.qt.table import Column, Row, Table
from ui.qt.way import Way
from ui.qt.why import show_why

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


class CasesPage(ListPage):
    """A list with search while typing; Enter opens the case."""

    def __init__(self, way: Way) -> None:
        table = Table(say("Cases"), (
            Column(say("Name"), stretch=3), Column(say("Born")), Column(say("State")),
            Column(say("Pathway"), from_width=760), Column(say("Next clock"), stretch=4, from_width=520),
            Column(say("Case"), from_width=900),
        ))  # fmt: skip
        super().__init__(way, say("Cases"), table, (
            say("There is no case yet. The first referral starts one."), say("New referral"),
            lambda: way.open_wizard("", "referral"),
        ))  # fmt: skip
        self.typed = QLineEdit()
        self.typed.setAccessibleName(say("Find a case"))
        self.typed.setPlaceholderText(say("Name, birth date, phone, AHCCCS ID or case number"))
        self.typed.setClearButtonEnabled(True)
        self.typed.setMaximumWidth(480)
        self.closed = QCheckBox(say("&Closed cases too"))
        row = QHBoxLayout()
        row.addWidget(self.typed, 1)
        row.addWidget(self.closed)
        row.addStretch(0)
        self.blank = blank_form.button(way.desk, self)
        row.addWidget(self.blank)
        self.tools.addLayout(row)
        self.explain(self.tell_why)
        self.in_order(self.typed, self.closed, self.blank)
        table.chosen.connect(lambda number: self._way.open_case(str(number)))
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.look_again)
        self.typed.textChanged.connect(lambda _text: self._pause.start())
        self.typed.returnPressed.connect(self._open_first)
        self.closed.toggled.connect(lambda _on: self.look_again())

    def tell_why(self, key: object) -> None:
        """Why the case is in its state and on its way, and how the next day came about."""
        show_why(self, self.table.text_of(key)[0], *because_words.case(self._way.desk, str(key)))

    def take_focus(self) -> None:
        """Start in the field."""
        self.typed.setFocus()
        self.typed.selectAll()

    def _reading(self, number: str) -> Callable[[], object]:
        self._pause.stop()
        desk, text, closed = self._way.desk, self.typed.text().strip(), self.closed.isChecked()
        return lambda: find(desk, text, closed=closed)

    def _open_first(self) -> None:
        self._task.forget()
        answer = self._reading("")()
        assert isinstance(answer, Answer)  # noqa: S101 - tells the type
        self._show(answer)
        number = self.table.current()
        if number:
            self._way.open_case(str(number))

    def _show(self, found: Answer) -> None:
        if found.text != self.typed.text().strip():
            return
        words = say("{count} cases", count=len(found.lines))
        if found.total > len(found.lines):
            words = say("The first {shown} of {total}; type more of the name to find others.",
                        shown=len(found.lines), total=found.total)  # fmt: skip
        self.empty.say(
            say("Nobody found. Try a part of the name, the birth date or the phone.") if found.text
            else say("There is no case yet. The first referral starts one.")
        )  # fmt: skip
        self._fill([
            Row(line.number, (line.name, line.born, line.state, line.pathway, line.clock, line.number),
                icon=line.sign, tip=line.why, strong=0)
            for line in found.lines
        ], words)  # fmt: skip


def find(desk: Desk, text: str, *, closed: bool) -> Answer:
    """The cases that match, or the open ones when nothing is typed; each with where it stands."""
    from crs_intake.casework.cases import search

    if text:
        found = [each for each in search(desk, text, MOST) if closed or not each.closed]
        lines = [_listed(desk, desk.store.case(each.number), each.why) for each in found]
        return Answer(text, tuple(lines), len(lines))
    numbers = sorted(desk.store.versions(open_only=not closed), reverse=True)
    newest = desk.store.cases(open_only=not closed, numbers=numbers[:MOST])
    return Answer(text, tuple(_by_name([_listed(desk, each) for each in newest])), len(numbers))


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
