"""The first sign-in at a desk that is on a server: its address, and the name and password of the person.

The address is asked once for this computer; the certificate's file is part of it.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLineEdit, QWidget

from crs_intake.domain.errors import DeskError
from crs_intake.words import say, told
from ui.qt import parts, style
from ui.qt.task import Task
from ui.qt.text import Label
from ui.wiring import Wiring


class JoinDialog(QDialog):
    """Four fields; `desk` is there once the server let the person in."""

    def __init__(self, wiring: Wiring, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk: object = None
        self._wiring = wiring
        self._opening = Task(self)
        self._opening.done.connect(self._have_desk)
        self._opening.failed.connect(self._refuse)
        column = parts.sheet(self, say("Join a desk on a server"))
        words = say("For clinics whose desks work on the same cases. Whoever looks after the server gives "
                    "you the address and the certificate's file.")  # fmt: skip
        column.addWidget(Label(words, "help"))
        self.server, self.certificate = QLineEdit(), QLineEdit()
        self.person, self.password = QLineEdit(), QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        server = parts.asked(column, say("&Address of the server (required)"), self.server,
                             help=say("Such as: postgresql://server.example/crs"))  # fmt: skip
        choose = parts.button(say("C&hoose…"), name=say("Choose the certificate's file"))
        choose.clicked.connect(self._choose)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.certificate, 1)
        row.addWidget(choose)
        certificate = parts.asked(
            column, say("&Certificate of the authority (.pem)"), holder, line=self.certificate,
            help=say("The program talks to no server that cannot prove itself with it."))  # fmt: skip
        person = parts.asked(column, say("&Your name (required)"), self.person, width=320)
        password = parts.asked(column, say("&Password (required)"), self.password, width=320)
        self.troubles = {
            self.server: server, self.certificate: certificate, self.person: person, self.password: password
        }  # fmt: skip
        self.wait = parts.waiting(say("Opening the desk"))
        column.addWidget(self.wait)
        column.addStretch(1)
        self.join = parts.answers(self, column, say("&Join"), self._try)
        style.grow(self, 600, 520)

    @property
    def trouble(self) -> parts.Trouble:
        """What is said to be wrong, beside its field."""
        return next((each for each in self.troubles.values() if each.isVisible()), self.troubles[self.server])

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, say("Choose the certificate's file"), "", "*.pem *.crt")
        if chosen:
            self.certificate.setText(chosen)

    def _try(self) -> None:
        join = self._wiring.join
        if self._opening.busy or join is None:
            return
        for field, words in (
            (self.server, say("Type the address of the server.")), (self.person, say("Type your name.")),
            (self.password, say("Type your password.")),
        ):  # fmt: skip
            if not field.text().strip():
                self._complain(words, field)
                return
        certificate = self.certificate.text().strip()
        if certificate and not Path(certificate).is_file():
            self._complain(say("There is no such file; choose the certificate's file."), self.certificate)
            return
        server, name, word = self._address(certificate), self.person.text(), self.password.text()
        for trouble in self.troubles.values():
            trouble.clear()
        self.wait.show()
        self.join.setEnabled(False)
        self._opening.start(lambda: join(server, name, word))

    def _address(self, certificate: str) -> str:
        server = self.server.text().strip()
        if not certificate:
            return server
        return f"{server}{'&' if '?' in server else '?'}sslrootcert={quote(certificate)}"

    def _have_desk(self, desk: object) -> None:
        self.wait.hide()
        self.password.clear()
        self.desk = desk
        self.accept()

    def _refuse(self, trouble: object) -> None:
        self.wait.hide()
        self.join.setEnabled(True)
        if isinstance(trouble, DeskError):
            self._complain(f"{told(trouble)} {told(trouble.then)}".strip(), self.password)
        else:
            self._complain(say("This did not work. Try once more; if it stays, tell your supervisor: {kind}",
                               kind=type(trouble).__name__), self.server)  # fmt: skip

    def _complain(self, words: str, field: QLineEdit) -> None:
        self.troubles[field].say(words)

    def reject(self) -> None:
        """Leave without joining; what the server still answers is not heard."""
        self._opening.forget()
        super().reject()
