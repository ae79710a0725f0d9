"""A damaged desk at the sign-in: what happened, what could be read, and the two ways on (safety: 4.12)."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QVBoxLayout, QWidget

from crs_intake.casework import rescued
from crs_intake.casework.ports import Desk
from crs_intake.domain.errors import DeskError
from crs_intake.domain.moment import PHOENIX
from crs_intake.domain.safety import Rescued
from crs_intake.words import day, say, told
from ui.qt import parts, style
from ui.qt.task import Task
from ui.qt.text import Label


class RescueDialog(QDialog):
    """`wished` when the newest back-up is to come back; `look` when the copy is to be looked at."""

    wished = Signal()
    look = Signal(object)

    def __init__(self, desk: Desk, found: Rescued, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._found = desk, found
        self._kept = False
        self._task = Task(self)
        self._task.done.connect(self._saved)
        self._task.failed.connect(self._refuse)
        column = parts.sheet(self, say("The desk's database is damaged"))
        column.addWidget(Label(say(
            "Pages of its file are not as they were written, mostly because a disk begins to fail. Nothing "
            "more is written to it. Bring back the newest good back-up, then type in again what came after "
            "it: what can still be read shows it."), "help"))  # fmt: skip
        for heading, words in self._story():
            column.addWidget(Label(heading, "section"))
            column.addWidget(Label(words))
        self.said = Label("", "help")
        column.addWidget(self.said)
        self.trouble = parts.Trouble()
        self.trouble.hide()
        column.addWidget(self.trouble)
        self.wait = parts.waiting(say("Saving what could be read"))
        column.addWidget(self.wait)
        column.addStretch(1)
        self._make_buttons(column)
        style.grow(self, 640, 620)

    def _story(self) -> list[tuple[str, str]]:
        found = self._found
        read = say("{cases} cases, with the papers kept for them.", cases=found.cases)
        lines = [(say("What can still be read"), read)]
        if found.missing:
            words = say("These cases could not be read: {numbers}.", numbers=", ".join(found.missing))
            lines.append((say("What is missing"), words))
        elif found.unknown:
            words = say("Cases could not be read, and no back-up tells which.")
            lines.append((say("What is missing"), words))
        if found.thin:
            words = say("Of these cases entries are missing, so what is shown of them may be wrong: "
                        "{numbers}.", numbers=", ".join(found.thin))  # fmt: skip
            lines.append((say("What is not whole"), words))
        if found.backup is not None:
            at = found.backup.made.astimezone(PHOENIX)
            words = say("{when}, {cases} cases. It is read back before it is used.",
                        when=f"{day(at.date())} {at:%H:%M}", cases=found.backup.cases)  # fmt: skip
            lines.append((say("The newest back-up here"), words))
        return lines

    def _make_buttons(self, column: QVBoxLayout) -> None:
        self.bring = parts.button(say("&Bring back a back-up"), "primary")
        self.save = parts.button(say("&Save what can be read…"))
        self.see = parts.button(say("&Look at it"))
        leave = parts.button(say("Cancel"))
        self.bring.clicked.connect(self._bring)
        self.save.clicked.connect(self._save)
        self.see.clicked.connect(self._look)
        leave.clicked.connect(self.reject)
        parts.last_row(self, column, self.bring, self.save, self.see, leave)

    def _bring(self) -> None:
        self.wished.emit()
        self.accept()

    def _look(self) -> None:
        self._kept = True
        self.look.emit(self._desk)
        self.accept()

    def _save(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, say("Folder for what can be read"))
        if chosen and not self._task.busy:
            self.trouble.hide()
            self.wait.show()
            self._task.start(lambda: write(self._desk, self._found, Path(chosen)))

    def _saved(self, many: object) -> None:
        self.wait.hide()
        self.said.setText(say("{many} files were saved. They are not locked: keep them where only the desk "
                              "can read them, and delete them afterwards.", many=str(many)))  # fmt: skip

    def _refuse(self, trouble: object) -> None:
        self.wait.hide()
        if isinstance(trouble, DeskError):
            words = f"{told(trouble)} {told(trouble.then)}".strip()
        else:
            words = say("The files could not be written. Choose a folder in which you may write.")
        self.trouble.setText(words)
        self.trouble.show()

    def done(self, how: int) -> None:
        """Let go of the copy unless it is looked at."""
        if not self._kept:
            self._task.forget()
            self._desk.store.close()
            self._kept = True
        super().done(how)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """The cross is Cancel."""
        self.reject()
        event.accept()


def write(desk: Desk, found: Rescued, folder: Path) -> int:
    """Write what can be read into a folder; gives how many files. Raises OSError, NotAllowed."""
    many = 0
    for name, content in rescued.files(desk, found):
        (folder / name).write_bytes(content)
        many += 1
    return many
