"""Cases go into the hands of another person: one from its own page, several when somebody leaves.

Whoever has a case in hand finds its rows in Today. Handing over stands in the history of each case, and
is taken back there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from crs_intake.casework import hands
from crs_intake.casework.hands import Held
from crs_intake.casework.ports import Desk
from crs_intake.domain.actor import Actor
from crs_intake.words import say
from ui.qt import parts, style
from ui.qt.task import Task
from ui.qt.text import Label, tell_error

NUMBER = Qt.ItemDataRole.UserRole


def _people(box: QComboBox, people: Sequence[Actor], without: str = "") -> None:
    for person in people:
        if person.name != without:
            box.addItem(person.name, person.id)


class HandOver(QDialog):
    """One case: to whom; `handed` tells whether it changed hands."""

    def __init__(self, desk: Desk, number: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._number, self.handed = desk, number, False
        self._who = desk.store.people()
        stored = desk.store.case(number)
        self.setWindowTitle(say("Hand over"))
        column = QVBoxLayout(self)
        column.setContentsMargins(style.AROUND, style.AROUND, style.AROUND, style.AROUND)
        column.setSpacing(style.GAP)
        column.addWidget(Label(say("Hand over case {number}", number=number), "section"))
        words = say("Its rows stand in Today for the person who has it in hand. The history keeps who "
                    "handed it over; there it can be taken back.")  # fmt: skip
        column.addWidget(Label(words, "help"))
        self.to = QComboBox()
        given = hands.given(stored.case)
        _people(self.to, self._who, given.name if given is not None else "")
        self.to.setCurrentIndex(max(0, self.to.findData(desk.actor.id)))
        parts.field(column, say("Into the hands &of"), self.to, width=320)
        column.addStretch(1)
        self.yes = parts.answers(self, column, say("&Hand over"), self.hand_over)
        self.yes.setEnabled(self.to.count() > 0)
        style.grow(self, 520, 260)
        self.to.setFocus()

    def hand_over(self) -> None:
        """Do it, and close."""
        person = next((each for each in self._who if each.id == self.to.currentData()), None)
        if person is None:
            return
        try:
            self.handed = hands.hand_over(self._desk, self._number, person, uuid4())
        except Exception as trouble:
            tell_error(self, trouble)
            return
        self.accept()


class HandOverAll(QDialog):
    """Somebody's open cases, all ticked, and to whom they go; `moved` counts what changed hands."""

    def __init__(self, desk: Desk, person: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._wanted, self.moved = desk, person, 0
        self._who = desk.store.people()
        self._held: Mapping[str, Sequence[Held]] = {}
        self.setWindowTitle(say("Hand over cases"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(style.AROUND, style.AROUND, style.AROUND, style.AROUND)
        outer.setSpacing(style.GAP)
        inside, column = parts.page(0)
        outer.addWidget(parts.scrolling(inside), 1)
        column.addWidget(Label(say("Hand over cases"), "section"))
        column.addWidget(Label(say("Open cases of one person go to another, for example when somebody "
                                   "leaves. A case is in the hands of the person it was handed to, or "
                                   "else of who kept something on it last."), "help"))  # fmt: skip
        self.of, self.to, self.list = QComboBox(), QComboBox(), QListWidget()
        parts.field(column, say("Cases in the hands &of"), self.of, width=320)
        parts.field(column, say("&Cases; untick what stays"), self.list)
        column.setStretch(column.count() - 1, 1)
        self.list.setMinimumHeight(140)
        parts.field(column, say("&To"), self.to, width=320)
        self.said = Label(say("Reading the cases"), "help")
        column.addWidget(self.said)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(say("How far it is"))
        column.addWidget(self.bar)
        self.bar.hide()
        outer.addWidget(self._buttons())
        self._look, self._work = Task(self), Task(self)
        self._look.done.connect(self._found)
        self._work.done.connect(self._after)
        self._work.moved.connect(self._moved)
        for task in (self._look, self._work):
            task.failed.connect(self._failed)
        self.of.activated.connect(lambda _at: self._show())
        self.to.activated.connect(lambda _at: self._count())
        self.list.itemChanged.connect(lambda _item: self._count())
        style.grow(self, 620, 620)
        self._look.start(lambda: hands.held(desk))

    def _buttons(self) -> QWidget:
        self.yes, leave = parts.button(say("&Hand over"), "primary"), parts.button(say("Close"))
        self.yes.clicked.connect(self.hand_over)
        self.yes.setEnabled(False)
        leave.clicked.connect(self.reject)
        return parts.foot(self.yes, leave)

    @property
    def chosen(self) -> tuple[str, ...]:
        """Numbers of the cases that are ticked."""
        items = (self.list.item(at) for at in range(self.list.count()))
        return tuple(str(i.data(NUMBER)) for i in items if i.checkState() is Qt.CheckState.Checked)

    def hand_over(self) -> None:
        """Do it for all that are ticked, or for none."""
        person = next((each for each in self._who if each.id == self.to.currentData()), None)
        numbers, desk, action = self.chosen, self._desk, uuid4()
        if person is None or not numbers or self._work.busy:
            return
        self.yes.setEnabled(False)
        self.bar.setRange(0, len(numbers))
        self.bar.setVisible(len(numbers) > 20)
        self._work.start_long(lambda told: hands.hand_over_all(desk, numbers, person, action, told))

    def reject(self) -> None:
        """Close; not while cases change hands."""
        if not self._work.busy:
            super().reject()

    def _found(self, found: object) -> None:
        assert isinstance(found, Mapping)  # noqa: S101 - tells the type
        self._held = found
        wanted = str(self.of.currentData() or self._wanted)
        self.of.clear()
        for name, cases in self._held.items():
            whom = name or say("(nobody)")
            self.of.addItem(say("{name}: cases {count}", name=whom, count=len(cases)), name)
        self.of.setCurrentIndex(max(0, self.of.findData(wanted)))
        if self._wanted and self._wanted not in self._held and not self.moved:
            self.of.insertItem(0, say("{name}: cases {count}", name=self._wanted, count=0), self._wanted)
            self.of.setCurrentIndex(0)
        self._show()

    def _show(self) -> None:
        who = str(self.of.currentData() or "")
        self.list.blockSignals(True)
        self.list.clear()
        for each in self._held.get(who, ()):
            item = QListWidgetItem(f"{each.name or say('(name not known)')} · {each.number}")
            item.setData(NUMBER, each.number)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self.list.addItem(item)
        self.list.blockSignals(False)
        kept = self.to.currentData()
        self.to.clear()
        _people(self.to, self._who, who)
        self.to.setCurrentIndex(max(0, self.to.findData(kept)))
        self._count()

    def _count(self) -> None:
        many = len(self.chosen)
        self.said.setText(say("{count} cases go to {name}.", count=many, name=self.to.currentText()) if many
                          else say("No case is chosen."))  # fmt: skip
        self.yes.setEnabled(bool(many and self.to.count()))

    def _moved(self, done: int, of: int) -> None:
        self.bar.setRange(0, of)
        self.bar.setValue(done)

    def _after(self, moved: object) -> None:
        assert isinstance(moved, int)  # noqa: S101 - tells the type
        self.moved += moved
        self.accept()

    def _failed(self, trouble: object) -> None:
        self.bar.hide()
        self._count()
        if isinstance(trouble, BaseException):
            tell_error(self, trouble)
