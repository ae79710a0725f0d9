"""A second person signs in beside for what takes a whole case back; the first stays signed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QVBoxLayout, QWidget

from crs_intake.casework import people
from crs_intake.casework.ports import Desk
from crs_intake.domain.actor import Actor
from crs_intake.domain.errors import DeskError, NeedsSecond
from crs_intake.words import say, told
from ui.forms.session import Session
from ui.qt import parts, style
from ui.qt.text import Label, tip

T = TypeVar("T")


class BesideDialog(QDialog):
    """Name and password of the second person; `second` is filled once they proved right."""

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, absent: bool = False) -> None:
        super().__init__(parent)
        self._desk = desk
        self.second: Actor | None = None
        self.nobody = False
        """The person said that nobody is there."""
        self.setWindowTitle(say("A second person"))
        column = QVBoxLayout(self)
        column.setContentsMargins(style.AROUND, style.AROUND, style.AROUND, style.AROUND)
        column.setSpacing(style.GAP)
        column.addWidget(Label(say("A second person"), "section"))
        column.addWidget(Label(say("This step needs somebody beside you. They look at it and sign in here; "
                                   "you stay signed in, and both names stand in the history.")))  # fmt: skip
        self.person = QComboBox()
        self.person.addItems([each.name for each in desk.store.people() if each.id != desk.actor.id])
        parts.asked(column, say("&Name of the second person"), self.person, heard=say("required"))
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.trouble = parts.asked(column, say("Their &password"), self.password, heard=say("required"))
        column.addStretch(1)
        self.alone = parts.button(say("Nobody is &here now"), "link")
        tip(self.alone, say("It is done, and the supervisor's weekly report names it."))
        self.alone.clicked.connect(self._go_alone)
        if not absent:
            self.alone.hide()
        before = (self.alone,) if absent else ()
        self.yes = parts.answers(self, column, say("&Sign beside"), self._try, *before)
        style.grow(self, 560, 340)
        self.password.setFocus()

    def _go_alone(self) -> None:
        self.nobody = True
        self.accept()

    def _try(self) -> None:
        try:
            self.second = people.sign_beside(self._desk, self.person.currentText(), self.password.text())
        except DeskError as trouble:
            self.trouble.say(f"{told(trouble)} {told(trouble.then)}".strip())
            return
        self.accept()


def ask_second(parent: QWidget | None, desk: Desk, absent: bool = False) -> Actor | bool | None:
    """Who signed beside, True where nobody is there and that may be, or None when it was cancelled."""
    asked = BesideDialog(desk, parent, absent=absent)
    asked.exec()
    return asked.nobody or asked.second


def beside(
    parent: QWidget | None, desk: Desk, act: Callable[[Desk], object],
    ask: Callable[[QWidget | None, Desk, bool], Actor | bool | None] | None = None,
) -> bool:  # fmt: skip
    """Do an act; where it needs a second person, ask for one and do it then. False if that was cancelled."""
    try:
        act(desk)
    except NeedsSecond as needs:
        second = (ask or ask_second)(parent, desk, needs.absent)
        if not second:
            return False
        act(with_second(desk, second))
    return True


def with_second(desk: Desk, second: Actor | bool) -> Desk:
    """The desk for one act, with who signed beside, or with the word that nobody is there."""
    return replace(desk, nobody_here=True) if isinstance(second, bool) else replace(desk, second=second)


def within(parent: QWidget | None, session: Session, act: Callable[[], T]) -> T:
    """As `beside` for what a wizard keeps; where it was cancelled, what needs the second person is raised."""
    try:
        return act()
    except NeedsSecond as needs:
        first = session.desk
        second = ask_second(parent, first, needs.absent)
        if not second:
            raise
        session.desk = with_second(first, second)
        try:
            return act()
        finally:
            session.desk = first
