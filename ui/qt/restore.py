"""Bring back a back-up, also on an empty computer: choose it, prove who you are, and it stands in place.

Nothing is overwritten: what stood there is moved aside.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLineEdit, QWidget

from crs_intake.domain.moment import PHOENIX
from crs_intake.domain.safety import Backup
from crs_intake.words import day, say, told
from ui.qt import heard, parts, style
from ui.qt.table import Column, Row, Table
from ui.qt.task import Task
from ui.qt.text import Label
from ui.wiring import Wiring


class RestoreDialog(QDialog):
    """A folder, the back-ups in it, a name with a password or a recovery code; `done` when it stands."""

    restored = Signal()

    def __init__(self, wiring: Wiring, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wiring = wiring
        self._found: tuple[Backup, ...] = ()
        self._task = Task(self)
        self._task.done.connect(self._stands)
        self._task.failed.connect(self._refuse)
        column = parts.sheet(self, say("Bring back a back-up"))
        column.addWidget(Label(say("It is checked before it is used. What stands here now is not "
                                   "overwritten: it is moved into a folder beside it."), "help"))  # fmt: skip
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        self.folder = QLineEdit()
        heard.finished(self.folder, self.look)
        choose = parts.button(say("C&hoose…"), name=say("Choose the folder with back-ups"))
        choose.clicked.connect(self._choose)
        row.addWidget(self.folder, 1)
        row.addWidget(choose)
        self.folder_trouble = parts.asked(
            column, say("&Folder with back-ups (required)"), holder, line=self.folder
        )
        self.table = Table(say("Back-ups"), (Column(say("Made"), stretch=2), Column(say("Cases")),
                                             Column(say("Size"))))  # fmt: skip
        self.table.setFixedHeight(160)
        column.addWidget(self.table)
        self.person, self.password, self.code = QLineEdit(), QLineEdit(), QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.person_trouble = parts.asked(column, say("&Your name"), self.person)
        either = say("Your name and password of that time, or a recovery code: one of both is required.")
        self.password_trouble = parts.asked(column, say("&Password at that time"), self.password, help=either)
        parts.asked(column, say("or a &recovery code"), self.code)
        self.wait = parts.waiting(say("Checking and bringing back"))
        column.addWidget(self.wait)
        self.yes = parts.answers(self, column, say("&Bring back"), self._go)
        style.grow(self, 640, 680)
        if wiring.first_place().is_dir():
            self.folder.setText(str(wiring.first_place()))
            self.look()
        (self.table if self._found else self.folder).setFocus()

    @property
    def troubles(self) -> tuple[parts.Trouble, ...]:
        """What may be wrong, field by field."""
        return self.folder_trouble, self.person_trouble, self.password_trouble

    @property
    def trouble(self) -> parts.Trouble:
        """What is said to be wrong, beside its field."""
        return next((each for each in self.troubles if each.isVisible()), self.folder_trouble)

    def look(self) -> None:
        """List the back-ups of the folder, the newest first."""
        self._found = self._wiring.backups(Path(self.folder.text().strip()))
        rows = []
        for number, each in enumerate(self._found):
            at = each.made.astimezone(PHOENIX)
            rows.append(Row(number, (f"{day(at.date())} {at:%H:%M}", str(each.cases),
                                     say("{many} kB", many=each.size // 1000))))  # fmt: skip
        self.table.fill(rows)
        self.folder_trouble.clear()

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, say("Folder with back-ups"))
        if chosen:
            self.folder.setText(chosen)
            self.look()

    def _go(self) -> None:
        chosen = self.table.current()
        if self._task.busy:
            return
        if not isinstance(chosen, int):
            self.folder_trouble.say(say("Choose a folder with back-ups, and one of them."))
            return
        folder, name = self._found[chosen].folder, self.person.text().strip()
        word, code = self.password.text(), self.code.text().strip()
        if not code and not name:
            self.person_trouble.say(say("Type your name and password of that time, or a recovery code."))
            return
        if not code and not word:
            self.password_trouble.say(say("Type your password of that time, or a recovery code."))
            return
        for trouble in self.troubles:
            trouble.clear()
        self.wait.show()
        self.yes.setEnabled(False)
        self._task.start(lambda: self._wiring.restore(folder, name, word, code))

    def _stands(self, _aside: object) -> None:
        self.wait.hide()
        for secret in (self.password, self.code):
            secret.clear()
        self.restored.emit()
        self.accept()

    def _refuse(self, trouble: object) -> None:
        from crs_intake.domain.errors import DeskError

        self.wait.hide()
        self.yes.setEnabled(True)
        words = (
            f"{told(trouble)} {told(trouble.then)}".strip() if isinstance(trouble, DeskError)
            else say("This did not work. Try once more; if it stays, tell your supervisor: {kind}",
                     kind=type(trouble).__name__)
        )  # fmt: skip
        self.password_trouble.say(words)
