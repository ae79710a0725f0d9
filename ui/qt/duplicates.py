"""Perhaps the same child: cases that look alike, side by side, while the referral is typed.

"Same child" files the form with the case; "Another child" asks nothing more.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from crs_intake.casework import referral
from crs_intake.domain.case import Case
from crs_intake.domain.kept import Found
from crs_intake.domain.text import N_
from crs_intake.words import day, say
from ui.forms.common import parent_of
from ui.forms.session import Session
from ui.qt import style
from ui.qt.task import Task
from ui.qt.text import Label, clear

PAUSE_MS = 250


def buttons() -> tuple[str, str]:
    """The words of the two buttons, with their letters."""
    return say("&Same child"), say("Anot&her child")


class Duplicates(QFrame):
    """The most likely case beside what is typed; `same(number)` and `another(number)`."""

    same = Signal(str)
    another = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._found: Sequence[Found] = ()
        self._shown: object = None
        self.setProperty("role", "banner")
        self.setAccessibleName(say("Perhaps the same child"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(style.BETWEEN, style.BETWEEN, style.BETWEEN, style.BETWEEN)
        self._column.setSpacing(style.GAP)
        self._task = Task(self)
        self._task.done.connect(self._show)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.look)
        self.hide()

    def typed(self) -> None:
        """Look again shortly after the last key."""
        if self._session.is_new:
            self._pause.start()

    def look(self, *, wait: bool = False) -> None:
        """Ask the store for cases of perhaps the same child."""
        self._pause.stop()
        desk, case = self._session.desk, self._session.seen
        if case.applicant is None or not (case.applicant.given or case.applicant.family):
            self._show(())
        elif wait:
            self._show(referral.perhaps_the_same(desk, case))
        else:
            self._task.start(lambda: referral.perhaps_the_same(desk, case))

    @property
    def found(self) -> Sequence[Found]:
        """The cases shown, without those said to be of another child."""
        known = {*self._session.apart, self._session.again}
        return tuple(each for each in self._found if each.number not in known)

    def _show(self, found: object) -> None:
        self._found = found if isinstance(found, Sequence) else ()
        first = next(iter(self.found), None)
        other = self._session.desk.store.case(first.number).case if first is not None else None
        compared = compared_facts(self._session.seen, other) if other is not None else []
        if self._shown == (first, compared):
            return  # nothing new: a button under the finger stays where it is
        self._shown = (first, compared)
        clear(self._column)
        self.setVisible(first is not None)
        if first is None or other is None:
            return
        self._column.addWidget(Label(say("Perhaps the same child: {why}", why=first.why), "due"))
        heads = (say("This form"), say("Case {number}", number=other.number))
        self._column.addLayout(side_by_side(heads, compared))
        self._column.addLayout(self._buttons(first))

    def _buttons(self, found: Found) -> QHBoxLayout:
        row = QHBoxLayout()
        words = buttons()
        same = QPushButton(words[0], self)
        same.setAccessibleName(say("Same child"))
        same.setAutoDefault(False)
        same.clicked.connect(lambda: self.same.emit(found.number))
        other = QPushButton(words[1], self)
        other.setAccessibleName(say("Another child"))
        other.setAutoDefault(False)
        other.clicked.connect(lambda: self._apart(found.number))
        row.addWidget(same)
        row.addWidget(other)
        row.addWidget(Label(say("Same child files this form with the case; no clock starts."), "help"), 1)
        return row

    def _apart(self, number: str) -> None:
        self._session.apart.append(number)
        self.another.emit(number)
        self._show(self._found)


def side_by_side(heads: tuple[str, str], compared: Sequence[tuple[str, str, str]]) -> QGridLayout:
    """What two cases show of their child, in two columns."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(style.AROUND)
    grid.setVerticalSpacing(2)
    for at, words in enumerate(("", *heads)):
        grid.addWidget(Label(words, "strong"), 0, at)
    for row, (label, here, there) in enumerate(compared, start=1):
        grid.addWidget(Label(say(label), "help"), row, 0)
        grid.addWidget(Label(here), row, 1)
        grid.addWidget(Label(there), row, 2)
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(2, 1)
    return grid


def compared_facts(here: Case, there: Case) -> list[tuple[str, str, str]]:
    """Name, birth date, parent and telephone of two cases, line by line."""

    def facts(case: Case) -> tuple[str, ...]:
        child, parent = case.applicant, parent_of(case)
        born = day(child.born) if child and child.born else "–"
        return (child.name if child else "–", born, parent.name if parent else "–",
                ", ".join(case.phones) or "–")  # fmt: skip

    labels = (N_("Applicant"), N_("Birth date"), N_("Parent"), N_("Phone"))
    return [(label, mine or "–", theirs or "–")
            for label, mine, theirs in zip(labels, facts(here), facts(there), strict=True)]  # fmt: skip
