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
from ui.qt import parts, style
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
        row = QHBoxLayout()
        self.folder = QLineEdit()
        self.folder.setAccessibleName(say("Folder with back-ups"))
        self.folder.editingFinished.connect(self.look)
        choose = parts.button(say("C&hoose…"), name=say("Choose the folder with back-ups"))
        choose.clicked.connect(self._choose)
        row.addWidget(self.folder, 1)
        row.addWidget(choose)
        column.addWidget(Label(say("Folder with back-ups")))
        column.addLayout(row)
        self.table = Table(say("Back-ups"), (Column(say("Made"), stretch=2), Column(say("Cases")),
                                             Column(say("Size"))))  # fmt: skip
        self.table.setFixedHeight(160)
        column.addWidget(self.table)
        self.person, self.password, self.code = QLineEdit(), QLineEdit(), QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        parts.field(column, say("&Your name"), self.person)
        parts.field(column, say("&Password at that time"), self.password)
        parts.field(column, say("or a &recovery code"), self.code)
        self.trouble = parts.Trouble()
        self.trouble.hide()
        column.addWidget(self.trouble)
        self.wait = parts.waiting(say("Checking and bringing back"))
        column.addWidget(self.wait)
        self.yes = parts.answers(self, column, say("&Bring back"), self._go)
        style.grow(self, 640, 680)
        if wiring.first_place().is_dir():
            self.folder.setText(str(wiring.first_place()))
            self.look()

    def look(self) -> None:
        """List the back-ups of the folder, the newest first."""
        self._found = self._wiring.backups(Path(self.folder.text().strip()))
        rows = []
        for number, each in enumerate(self._found):
            at = each.made.astimezone(PHOENIX)
            rows.append(Row(number, (f"{day(at.date())} {at:%H:%M}", str(each.cases),
                                     say("{many} kB", many=each.size // 1000))))  # fmt: skip
        self.table.fill(rows)
        self.trouble.setVisible(False)

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
            self._complain(say("Choose a folder with back-ups, and one of them."))
            return
        folder, name = self._found[chosen].folder, self.person.text().strip()
        word, code = self.password.text(), self.code.text().strip()
        self.trouble.hide()
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
        if isinstance(trouble, DeskError):
            self._complain(f"{told(trouble)} {told(trouble.then)}".strip())
        else:
            self._complain(say("This did not work. Try once more; if it stays, tell your supervisor: {kind}",
                               kind=type(trouble).__name__))  # fmt: skip

    def _complain(self, words: str) -> None:
        self.trouble.setText(words)
        self.trouble.show()
