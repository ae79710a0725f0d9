"""The first start: set up this desk, or look around with sample families. Asks five things and no more."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QFont,
    QKeyEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QMainWindow,
    QStackedWidget,
    QWidget,
)

from crs_intake.words import say, told
from ui.qt import heard, parts, style
from ui.qt.task import Task
from ui.qt.text import Label
from ui.wiring import NewDesk, Wiring

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

LEAST = 15
"""Characters of a password (safety.md 4.4); the store asks for the same."""


class SetUp(QMainWindow):
    """Two choices, the five questions, the recovery code; `opened(desk)` at the end."""

    opened = Signal(object, bool)
    """The desk, and whether it is the sample."""
    restored = Signal()
    """A back-up stands in place; now somebody signs in."""
    left = Signal()

    def __init__(self, wiring: Wiring, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wiring = wiring
        self._done = False
        self._sampling = False
        self._new: NewDesk | None = None
        self.setWindowTitle(say("CRS Intake - First start"))
        self._making, self._opening, self._warming = Task(self), Task(self), Task(self)
        self._making.done.connect(self._show_code)
        self._making.failed.connect(self._refuse)
        self._opening.done.connect(self._have_desk)
        self._opening.failed.connect(self._refuse)
        self._warming.done.connect(self._know_clinics)
        self._warming.start(wiring.warm)
        self.pages = QStackedWidget()
        self.setCentralWidget(self.pages)
        self._make_choice()
        self._make_questions()
        self._make_code()
        style.grow(self, 640, 620)

    def _make_choice(self) -> None:
        page, column = parts.page()
        column.addWidget(Label(say("Welcome to CRS Intake"), "title"))
        column.addWidget(Label(say("Everything stays on this computer, in one locked file.")))
        column.addSpacing(style.BETWEEN)
        self.set_up = parts.button(say("&Set up this desk"), "primary")
        self.set_up.clicked.connect(lambda: self._go(1))
        column.addWidget(self.set_up)
        column.addWidget(Label(say("For daily work: clinic, phone, your name, a password, a place for "
                                   "back-ups. About two minutes."), "help"))  # fmt: skip
        column.addSpacing(style.GAP)
        self.look = parts.button(say("&Look around with sample families"))
        self.look.clicked.connect(self._look_around)
        column.addWidget(self.look)
        column.addWidget(Label(say("Four invented families on Tuesday 31 March 2009. Nothing you do there "
                                   "touches a real case."), "help"))  # fmt: skip
        column.addSpacing(style.GAP)
        self.bring_back = parts.button(say("&Bring back a back-up"))
        self.bring_back.clicked.connect(self._bring_back)
        column.addWidget(self.bring_back)
        column.addWidget(Label(say("For a new computer or a lost desk: the back-up and a password or "
                                   "recovery code are enough."), "help"))  # fmt: skip
        if self._wiring.join is not None:
            column.addSpacing(style.GAP)
            self.join = parts.button(say("&Join a desk on a server"))
            self.join.clicked.connect(self._join)
            column.addWidget(self.join)
            column.addWidget(Label(say("For clinics whose desks work on the same cases."), "help"))
        self.look_wait = parts.waiting(say("Opening the sample families"))
        column.addWidget(self.look_wait)
        self.look_trouble = parts.Trouble()
        self.look_trouble.hide()
        column.addWidget(self.look_trouble)
        column.addStretch(1)
        self.pages.addWidget(parts.scrolling(page))

    def _make_questions(self) -> None:
        page, column = parts.page()
        column.addWidget(Label(say("Set up this desk"), "title"))
        self.clinic, self.phone, self.person = QComboBox(), QLineEdit(), QLineEdit()
        self.clinic.setEditable(True)
        self.clinic.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.clinic.activated.connect(self._take_phone)
        self.password, self.again, self.backup = QLineEdit(), QLineEdit(), QLineEdit()
        for secret in (self.password, self.again):
            secret.setEchoMode(QLineEdit.EchoMode.Password)
        clinic = parts.asked(column, say("&Clinic name (required)"), self.clinic, width=420,
                             help=say("Choose it, or type it as it stands on your letterhead."))  # fmt: skip
        line = self.clinic.lineEdit()
        assert line is not None  # noqa: S101 - an editable box has one
        heard.name(line, self.clinic.accessibleName(), self.clinic.accessibleDescription())
        phone = parts.asked(column, say("Cli&nic phone (required)"), self.phone, width=220)
        person = parts.asked(
            column, say("&Your name (required)"), self.person, width=320,
            help=say("You are the first person here and hold all roles; add others in Settings."),
        )  # fmt: skip
        password = parts.asked(
            column, say("&Password (required)"), self.password, width=320,
            help=say("15 characters or more; a sentence you remember is best."),
        )  # fmt: skip
        again = parts.asked(column, say("Password &again (required)"), self.again, width=320)
        row = QHBoxLayout()
        choose = parts.button(say("C&hoose…"), name=say("Choose the back-up folder"))
        choose.clicked.connect(self._choose_folder)
        holder = QWidget()
        holder.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.backup, 1)
        row.addWidget(choose)
        backup = parts.asked(
            column, say("Folder for bac&k-ups"), holder, line=self.backup,
            help=say("A USB stick or network folder; back-ups are locked like the desk. It can be "
                     "left open and chosen later."))  # fmt: skip
        self.troubles: dict[QWidget, parts.Trouble] = {
            self.clinic: clinic, self.phone: phone, self.person: person, self.password: password,
            self.again: again, self.backup: backup,
        }  # fmt: skip
        self.wait = parts.waiting(say("Setting up"))
        column.addWidget(self.wait)
        buttons = QHBoxLayout()
        back = parts.button(say("&Back"))
        back.clicked.connect(lambda: self._go(0))
        self.make = parts.button(say("&Set up"), "primary")
        self.make.clicked.connect(self._make)
        buttons.addWidget(back)
        buttons.addStretch(1)
        buttons.addWidget(self.make)
        column.addLayout(buttons)
        column.addStretch(1)
        self.pages.addWidget(parts.scrolling(page))

    def _make_code(self) -> None:
        page, column = parts.page()
        column.addWidget(Label(say("Keep these two recovery codes"), "title"))
        column.addWidget(Label(say("If a password is forgotten, either one opens the desk. Print them; give "
                                   "each to one of two people, in a sealed envelope, locked away. They are "
                                   "shown only now.")))  # fmt: skip
        font = QFont("monospace")
        font.setStyleHint(QFont.StyleHint.Monospace)
        self.code, self.code_2 = Label("", "strong"), Label("", "strong")
        for label, words in (
            (self.code, say("Recovery code of the first holder")),
            (self.code_2, say("Recovery code of the second holder")),
        ):
            label.setFont(font)
            label.setAccessibleDescription(words)
            column.addWidget(Label(words, "help"))
            column.addWidget(label)
        self.print_code = parts.button(say("&Print the codes, each on its page"))
        self.print_code.clicked.connect(self._print)
        line = QHBoxLayout()
        line.addWidget(self.print_code)
        line.addStretch(1)
        column.addLayout(line)
        self.kept = QCheckBox(say("Both codes are &locked away"))
        column.addWidget(self.kept)
        self.code_wait = parts.waiting(say("Opening the desk"))
        column.addWidget(self.code_wait)
        self.code_trouble = parts.Trouble()
        self.code_trouble.hide()
        column.addWidget(self.code_trouble)
        buttons = QHBoxLayout()
        self.start = parts.button(say("&Open the desk"), "primary")
        self.start.setEnabled(False)
        self.kept.toggled.connect(self.start.setEnabled)
        self.start.clicked.connect(self._open)
        buttons.addStretch(1)
        buttons.addWidget(self.start)
        column.addLayout(buttons)
        column.addStretch(1)
        self.pages.addWidget(parts.scrolling(page))

    @property
    def trouble(self) -> parts.Trouble:
        """What is said to be wrong, beside its field."""
        return next((each for each in self.troubles.values() if each.isVisible()), self.troubles[self.clinic])

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter in a field sets the desk up; Escape goes back. The codes are left by their button alone."""
        if self.pages.currentIndex() == 1 and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._make()
        elif self.pages.currentIndex() == 1 and event.key() == Qt.Key.Key_Escape:
            self._go(0)
        else:
            super().keyPressEvent(event)

    def _go(self, number: int) -> None:
        self.pages.setCurrentIndex(number)
        first = {0: self.set_up, 1: self.clinic, 2: self.print_code}[number]
        first.setFocus()

    def _know_clinics(self, clinics: object) -> None:
        typed = self.clinic.currentText()
        self.clinic.clear()
        if isinstance(clinics, tuple):
            for name, phone in clinics:
                self.clinic.addItem(name, phone)
        self.clinic.setCurrentIndex(-1)
        self.clinic.setEditText(typed)

    def _take_phone(self, _index: int) -> None:
        if self.clinic.currentData():
            self.phone.setText(str(self.clinic.currentData()))

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, say("Folder for back-ups"))
        if chosen:
            self.backup.setText(chosen)

    def _make(self) -> None:
        if self._making.busy:
            return
        for each in self.troubles.values():
            each.clear()
        if trouble := self._what_is_wrong():
            words, at = trouble
            self.troubles[at].say(words)
            return
        folder = self.backup.text().strip()
        new = NewDesk(
            self.clinic.currentText().strip(), self.phone.text().strip(), self.person.text().strip(),
            self.password.text(), Path(folder) if folder else None,
        )  # fmt: skip
        self._new = new
        self.wait.show()
        self.make.setEnabled(False)
        self._making.start(lambda: self._wiring.create(new))

    def _what_is_wrong(self) -> tuple[str, QWidget] | None:
        if not self.clinic.currentText().strip():
            return say("Choose or type the clinic's name; it heads every letter."), self.clinic
        for at, words in (
            (self.phone, say("Type the clinic's phone; families call it.")),
            (self.person, say("Type your name; it stands beside everything you enter.")),
        ):
            if not at.text().strip():
                return words, at
        if len(self.password.text()) < LEAST:
            return say(
                "The password needs 15 characters or more; a sentence is easy to remember."
            ), self.password
        if self.password.text() != self.again.text():
            return say("The two passwords differ; type the second one again."), self.again
        folder = self.backup.text().strip()
        if folder and not Path(folder).is_dir():
            return say("This folder is not there. Choose one, or leave it open for now."), self.backup
        return None

    def _show_code(self, codes: object) -> None:
        self.wait.hide()
        if isinstance(codes, tuple):
            for label, code in zip((self.code, self.code_2), codes, strict=True):
                label.setText(code)
        self._go(2)

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter()
        if QPrintDialog(printer, self).exec():
            codes = (self.code.text(), self.code_2.text())
            words = [
                say("CRS Intake: recovery code {number} of 2 of {clinic}\n\n{code}\n\n"
                    "Keep it sealed and locked away.",
                    number=number, clinic=self.clinic.currentText(), code=code)
                for number, code in enumerate(codes, 1)
            ]  # fmt: skip
            print_pages(printer, words)

    def _open(self) -> None:
        new = self._new
        if new is None or self._opening.busy:
            return
        self.start.setEnabled(False)
        self.code_wait.show()
        self._opening.start(lambda: self._wiring.open(new.person, new.password))

    def _bring_back(self) -> None:
        from ui.qt.restore import RestoreDialog

        dialog = RestoreDialog(self._wiring, self)
        dialog.restored.connect(self._restored)
        dialog.exec()

    def _join(self) -> None:
        from ui.qt.join import JoinDialog

        dialog = JoinDialog(self._wiring, self)
        dialog.exec()
        if dialog.desk is not None:
            self._have_desk(dialog.desk)

    def _restored(self) -> None:
        self._done = True
        self.restored.emit()

    def _look_around(self) -> None:
        if self._opening.busy:
            return
        self.look_trouble.hide()
        self.look_wait.show()
        self.look.setEnabled(False)
        self._sampling = True
        self._opening.start(self._wiring.sample)

    def _have_desk(self, desk: object) -> None:
        self._done = True
        self._new = None
        for secret in (self.password, self.again):
            secret.clear()
        self.opened.emit(desk, self._sampling)

    def _refuse(self, trouble: object) -> None:
        from crs_intake.domain.errors import DeskError

        self._sampling = False
        for bar in (self.wait, self.code_wait, self.look_wait):
            bar.hide()
        for each in (self.make, self.look, self.start):
            each.setEnabled(True)
        words = (
            f"{told(trouble)} {told(trouble.then)}".strip()
            if isinstance(trouble, DeskError)
            else say("This did not work. Try once more; if it stays, tell your supervisor: {kind}",
                     kind=type(trouble).__name__)
        )  # fmt: skip
        if self.pages.currentIndex() == 0:
            self.look_trouble.setText(words)
            self.look_trouble.show()
        elif self.pages.currentIndex() == 1:
            fields: dict[str, QWidget] = {"password": self.password, "name": self.person}
            self.troubles[fields.get(getattr(trouble, "where", ""), self.backup)].say(words)
        else:
            self.code_trouble.setText(words)
            self.code_trouble.show()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Closing without opening a desk leaves the program."""
        for task in (self._making, self._opening):
            task.forget()
        super().closeEvent(event)
        if not self._done:
            self.left.emit()


def print_pages(printer: QPrinter, pages: Sequence[str]) -> None:
    """Print each text on a page of its own, from memory."""
    sheet = QTextDocument()
    cursor = QTextCursor(sheet)
    new_page = QTextBlockFormat()
    new_page.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
    for number, text in enumerate(pages):
        if number:
            cursor.insertBlock(new_page)
        cursor.insertText(text)
    sheet.print_(printer)
