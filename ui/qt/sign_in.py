"""The first window of the day: who sits here. It needs Qt alone, so that it is there at once.

While the person types, the store's libraries are loaded on another thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QMainWindow,
    QStackedWidget,
    QWidget,
)

from crs_intake.words import language, say, told, use
from ui.qt import parts, style
from ui.qt.task import Task
from ui.qt.text import Label
from ui.tastes import LANGUAGES
from ui.wiring import Wiring

if TYPE_CHECKING:
    from crs_intake.casework.ports import Desk
    from crs_intake.domain.safety import Rescued

AFTER_SHOWN_MS = 60
"""The window is drawn first; what opening needs is loaded while the password is typed."""


class SignIn(QMainWindow):
    """Name and password; `opened(desk)` once the store is open, `left` when the person gives up."""

    opened = Signal(object)
    left = Signal()

    def __init__(self, wiring: Wiring, *, said: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wiring = wiring
        self._done = False
        self._chose = False
        people = tuple(wiring.people())
        if people:
            use(wiring.taste(people[0], "language") or language())
        self._opening = Task(self)
        self._opening.done.connect(self._have_desk)
        self._opening.failed.connect(self._refuse)
        self._warming = Task(self)
        QTimer.singleShot(AFTER_SHOWN_MS, lambda: self._warming.start(wiring.warm))
        self._people, self._said = people, said
        self._make()
        style.grow(self, 480, 480)

    def _make(self) -> None:
        """All pages in the language in use; made again when another one is chosen."""
        self.setWindowTitle(say("CRS Intake - Sign in"))
        self.pages = QStackedWidget()
        self.setCentralWidget(self.pages)
        self._make_sign_in(self._people, self._said)
        self._make_recovery()

    def _speak(self, tongue: str) -> None:
        """Say everything in another language; the name and what is typed stay."""
        if tongue == language():
            return
        name, typed = self.person.currentText(), [each.text() for each in self._typed()]
        at = self.pages.currentIndex()
        use(tongue)
        self._make()
        self.person.setCurrentText(name)
        for field, text in zip(self._typed(), typed, strict=True):
            field.setText(text)
        self.pages.setCurrentIndex(at)
        self.language.setFocus()

    def _choose(self, at: int) -> None:
        self._chose = True
        self._speak(str(self.language.itemData(at)))

    def _typed(self) -> tuple[QLineEdit, ...]:
        return self.password, self.code, self.reason, self.fresh

    def _is(self, name: str) -> None:
        """Speak as the person who was chosen likes it, unless a language was chosen here."""
        if not self._chose:
            self._speak(self._wiring.taste(name, "language") or "en")
        self.person.setFocus()

    def _make_sign_in(self, people: Sequence[str], said: str) -> None:
        page, column = parts.page()
        column.addWidget(Label(say("Sign in"), "title"))
        if said:
            column.addWidget(Label(said, "help"))
        self.person = QComboBox()
        self.person.setEditable(len(people) > 12 or self._wiring.on_server())
        self.person.addItems(list(people))
        self.person.textActivated.connect(self._is)
        parts.asked(column, say("&Your name"), self.person, heard=say("required"))
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        heard = ". ".join(part for part in (say("required"), said) if part)
        self.trouble = parts.asked(column, say("&Password"), self.password, heard=heard)
        self.read_out = parts.button(say("Show what can be &read"))
        self.read_out.clicked.connect(self._read_out)
        self.read_out.hide()
        column.addWidget(self.read_out, 0, Qt.AlignmentFlag.AlignLeft)
        self.wait = parts.waiting(say("Opening the desk"))
        column.addWidget(self.wait)
        row = QHBoxLayout()
        self.forgot = parts.button(say("&Forgot the password"), "link")
        self.forgot.clicked.connect(lambda: self._go(1))
        row.addWidget(self.forgot)
        self.bring_back = parts.button(say("&Bring back a back-up"), "link")
        self.bring_back.clicked.connect(self._bring_back)
        row.addWidget(self.bring_back)
        if self._wiring.on_server():  # an administrator gives a new password; the server has its back-ups
            self.forgot.hide()
            self.bring_back.hide()
        row.addStretch(1)
        self.sign_in = parts.button(say("&Sign in"), "primary")
        self.sign_in.clicked.connect(self._try)
        row.addWidget(self.sign_in)
        column.addLayout(row)
        self.language = QComboBox()
        for tongue, words in LANGUAGES:
            self.language.addItem(words, tongue)
        self.language.setCurrentIndex(max(0, self.language.findData(language())))
        self.language.activated.connect(self._choose)
        parts.field(column, say("&Language"), self.language, width=160)
        column.addStretch(1)
        self.pages.addWidget(parts.scrolling(page))
        (self.password if people else self.person).setFocus()

    def _make_recovery(self) -> None:
        page, column = parts.page()
        column.addWidget(Label(say("Open with the recovery code"), "title"))
        column.addWidget(Label(say("The code was printed when the desk was set up. It opens the desk once "
                                   "more; choose a new password with it."), "help"))  # fmt: skip
        self.code = QLineEdit()
        self.code_trouble = parts.asked(column, say("&Recovery code"), self.code, heard=say("required"))
        self.reason = QLineEdit()
        self.reason_trouble = parts.asked(column, say("&Why it is used"), self.reason, heard=say("required"),
                                          help=say("It stands in the history."))  # fmt: skip
        self.fresh = QLineEdit()
        self.fresh.setEchoMode(QLineEdit.EchoMode.Password)
        self.fresh_trouble = parts.asked(column, say("&New password, 15 characters or more"), self.fresh,
                                         heard=say("required"))  # fmt: skip
        self.code_wait = parts.waiting(say("Opening the desk"))
        column.addWidget(self.code_wait)
        row = QHBoxLayout()
        back = parts.button(say("&Back"))
        back.clicked.connect(lambda: self._go(0))
        row.addWidget(back)
        row.addStretch(1)
        self.recover = parts.button(say("&Open"), "primary")
        self.recover.clicked.connect(self._try_code)
        row.addWidget(self.recover)
        column.addLayout(row)
        column.addStretch(1)
        self.pages.addWidget(parts.scrolling(page))

    def _go(self, page: int) -> None:
        """To the other page, at its first question."""
        self.pages.setCurrentIndex(page)
        (self.code if page else self.password).setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter in a field signs in; Escape goes back, or empties the password."""
        recovering = self.pages.currentIndex() == 1
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._try_code() if recovering else self._try()
        elif event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif recovering:
            self._go(0)
        else:
            self.password.clear()
            self.trouble.clear()

    def _try(self) -> None:
        if self._opening.busy:
            return
        name, word = self.person.currentText(), self.password.text()
        if not word:
            self._complain(say("Type your password."))
            return
        self._busy(True)
        self._opening.start(lambda: self._wiring.open(name, word))

    def _try_code(self) -> None:
        if self._opening.busy:
            return
        name, code, word = self.person.currentText(), self.code.text(), self.fresh.text()
        reason = self.reason.text()
        why = say("Say why the recovery code is used; it stands in the history.")
        for typed, trouble, words in (
            (code, self.code_trouble, say("Type the recovery code from the printed sheet.")),
            (reason, self.reason_trouble, why),
            (word, self.fresh_trouble, say("Choose a new password.")),
        ):
            if not typed.strip():
                trouble.say(words)
                return
        self._busy(True)
        self._opening.start(lambda: self._wiring.recover(name, code, reason, word))

    def _read_out(self) -> None:
        rescue, name, word = self._wiring.rescue, self.person.currentText(), self.password.text()
        if rescue is not None and not self._opening.busy:
            self._busy(True)
            self._opening.start(lambda: rescue(name, word))

    def _have_desk(self, desk: object) -> None:
        if isinstance(desk, tuple):
            self._have_copy(*desk)
            return
        self._done = True
        self._wiring.keep_taste(self.person.currentText(), "language", language())
        self.password.clear()
        self.fresh.clear()
        self.code.clear()
        self.opened.emit(desk)

    def _have_copy(self, desk: Desk, found: Rescued) -> None:
        """A damaged desk was read out: tell what is there, and lead on."""
        from ui.qt.rescue import RescueDialog

        self._busy(False)
        dialog = RescueDialog(desk, found, self)
        dialog.look.connect(self._have_desk)
        dialog.wished.connect(self._bring_back)
        dialog.exec()

    def _bring_back(self) -> None:
        from ui.qt.restore import RestoreDialog

        dialog = RestoreDialog(self._wiring, self)
        dialog.restored.connect(lambda: self._complain(say("The back-up stands in place. Sign in.")))
        dialog.exec()

    def _count_down(self, seconds: int) -> None:
        """Several failed tries: nothing can be tried until the delay is over."""
        for button in (self.sign_in, self.recover):
            button.setEnabled(seconds <= 0)
        if seconds > 0:
            self._complain(say("There were several failed tries. Wait {seconds} seconds, then try again.",
                               seconds=seconds))  # fmt: skip
            QTimer.singleShot(1000, self, lambda: self._count_down(seconds - 1))
        else:
            self._complain(say("Now try again."))

    def _refuse(self, trouble: object) -> None:
        from crs_intake.domain.errors import Damaged, DeskError

        self._busy(False)
        if seconds := int(getattr(trouble, "seconds", 0)):
            self._count_down(seconds)
        elif isinstance(trouble, Damaged) and self._wiring.rescue is not None:
            self._complain(say("The desk's database is damaged. Nothing was changed. See what can still be "
                               "read, or bring back the newest back-up."))  # fmt: skip
            self.read_out.show()
            self.read_out.setFocus()
        elif isinstance(trouble, DeskError):
            self._complain(f"{told(trouble)} {told(trouble.then)}".strip(), getattr(trouble, "where", ""))
        else:
            self._complain(say("The desk could not be opened. Restart the program; if it stays, tell your "
                               "supervisor: {kind}", kind=type(trouble).__name__))  # fmt: skip

    def _complain(self, words: str, where: str = "") -> None:
        """Say it beside the field it is about."""
        if self.pages.currentIndex() == 0:
            self.trouble.say(words)
        else:
            beside = {"reason": self.reason_trouble, "password": self.fresh_trouble}
            beside.get(where, self.code_trouble).say(words)

    def _busy(self, busy: bool) -> None:
        for each in (self.trouble, self.code_trouble, self.reason_trouble, self.fresh_trouble):
            each.clear()
        self.read_out.hide()
        for bar in (self.wait, self.code_wait):
            bar.setVisible(busy)
        for button in (self.sign_in, self.forgot, self.recover):
            button.setEnabled(not busy)
        for field in (self.person, self.password, self.code, self.reason, self.fresh):
            field.setEnabled(not busy)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Closing the window without signing in leaves the program."""
        self._opening.forget()
        super().closeEvent(event)
        if not self._done:
            self.left.emit()
