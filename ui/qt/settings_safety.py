"""Settings that keep the desk safe: back-ups and where they go, the lock, one's own password."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QSpinBox

from crs_intake.casework import people, rights, safety
from crs_intake.domain.errors import DeskError
from crs_intake.domain.moment import PHOENIX
from crs_intake.domain.safety import Backup, BackupState
from crs_intake.words import day, say, told
from ui.qt import parts, style
from ui.qt.editor import save_row
from ui.qt.settings_base import Part
from ui.qt.task import Task
from ui.qt.text import Label, tell_error
from ui.qt.way import Way


class SafetyPart(Part):
    """Back-ups, the lock, and one's own password."""

    name = "safety"

    def __init__(self, way: Way) -> None:
        super().__init__(way, say("Backup and lock"),
                         say("Back-ups are made by themselves, locked like the desk, and read back before "
                             "they count. A password or recovery code of their "
                             "time opens them."))  # fmt: skip
        self._task = Task(self)
        self._task.done.connect(self._made)
        self._task.failed.connect(self._not_made)
        self.newest, self.second = Label(""), Label("")
        self.column.addWidget(self.newest)
        self.column.addWidget(self.second)
        row = QHBoxLayout()
        self.make = parts.button(say("Make a back-up &now"), "primary")
        self.make.clicked.connect(self._make)
        self.choose = parts.button(say("Choose the second &folder…"))
        self.choose.clicked.connect(self._choose)
        row.addWidget(self.make)
        row.addWidget(self.choose)
        row.addStretch(1)
        self.column.addLayout(row)
        self.wait = parts.waiting(say("Making the back-up"))
        self.column.addWidget(self.wait)
        self.said = Label("", "help")
        self.column.addWidget(self.said)
        self._make_lock()
        self._make_password()

    def _make_lock(self) -> None:
        self.column.addSpacing(style.GAP)
        self.column.addWidget(Label(say("Lock"), "section"))
        self.minutes = QSpinBox()
        self.minutes.setRange(1, 30)
        self.minutes.setSuffix(say(" min"))
        parts.field(self.column, say("The desk locks after"), self.minutes, width=160,
                    help=say("Without a key or a move of the mouse, from the next sign-in on. It also locks "
                             "when the computer sleeps or its screen is locked, and "
                             "after twelve hours."))  # fmt: skip
        line, self.save, self.lock_said = save_row(say("&Save"))
        self.save.clicked.connect(self._save)
        self.column.addLayout(line)

    def _make_password(self) -> None:
        self.column.addSpacing(style.GAP)
        self.column.addWidget(Label(say("Your own password"), "section"))
        self.old, self.fresh, self.again = QLineEdit(), QLineEdit(), QLineEdit()
        for field, words in (
            (self.old, say("Password in use")), (self.fresh, say("New password")),
            (self.again, say("New password again")),
        ):  # fmt: skip
            field.setEchoMode(QLineEdit.EchoMode.Password)
            parts.field(self.column, words, field, width=320)
        line, self.change, self.password_said = save_row(say("&Change it"))
        self.change.clicked.connect(self._change)
        self.column.addLayout(line)

    def show_kept(self) -> None:
        """How fresh the back-ups are, and after how many minutes the desk locks."""
        desk = self.way.desk
        self._tell(safety.backup_state(desk))
        may = rights.may(desk.actor, "backups.keep")
        if safety.backup_state(desk).elsewhere:
            for each in (self.make, self.choose, self.second):
                each.hide()
        for button in (self.make, self.choose):
            button.setEnabled(may)
            button.setToolTip("" if may else say("A supervisor or the site administrator does this."))
        self.minutes.setValue(desk.site.lock_minutes)
        self.save.setEnabled(rights.may(desk.actor, "site.keep"))

    def _tell(self, state: BackupState) -> None:
        if state.elsewhere:
            self.newest.setText(say("This desk is on a server, which is backed up where it stands."))
            return
        self.newest.setText(
            say("Newest good back-up: {when}, {cases} cases. Kept in {folder}: {many}.",
                when=_when(state.newest), cases=state.newest.cases, many=state.kept, folder=state.first)
            if state.newest else say("This desk was never backed up.")
        )  # fmt: skip
        if state.second is None:
            words = say("No second folder is chosen. A USB stick or a network folder saves the desk when "
                        "this computer is lost.")  # fmt: skip
        elif not state.second_there:
            words = say("The second folder cannot be reached now: {folder}", folder=state.second.parent)
        elif state.second_newest is None:
            words = say("The second folder has no back-up yet: {folder}", folder=state.second.parent)
        else:
            words = say("Newest one in the second folder: {when}, {folder}",
                        when=_when(state.second_newest), folder=state.second.parent)  # fmt: skip
        self.second.setText(words)

    def _make(self) -> None:
        desk = self.way.desk
        if not self._task.busy:
            self.wait.show()
            self.said.setText("")
            self._task.start(lambda: safety.back_up(desk))

    def _made(self, made: object) -> None:
        self.wait.hide()
        if isinstance(made, Backup):
            self.said.setText(say("The back-up was made and read back: it is good."))
        self.show_kept()

    def _not_made(self, trouble: object) -> None:
        self.wait.hide()
        if isinstance(trouble, DeskError):
            self.said.setText(f"{told(trouble)} {told(trouble.then)}".strip())
        elif isinstance(trouble, BaseException):
            tell_error(self, trouble)

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, say("Second folder for back-ups"))
        if chosen:
            try:
                safety.choose_place(self.way.desk, Path(chosen))
            except Exception as trouble:
                tell_error(self, trouble)
                return
            self._make()

    def _save(self) -> None:
        site = replace(self.way.desk.store.site(), lock_minutes=self.minutes.value())
        self.keep(site, self.lock_said)

    def _change(self) -> None:
        if self.fresh.text() != self.again.text():
            self.password_said.setText(say("The two passwords differ; type the second one again."))
            self.again.setFocus()
            return
        try:
            people.change_own_password(self.way.desk, self.old.text(), self.fresh.text())
        except DeskError as trouble:
            self.password_said.setText(f"{told(trouble)} {told(trouble.then)}".strip())
            return
        for field in (self.old, self.fresh, self.again):
            field.clear()
        self.password_said.setText(say("The new password opens the desk from now on."))


def _when(backup: Backup | None) -> str:
    if backup is None:
        return ""
    at = backup.made.astimezone(PHOENIX)
    return f"{day(at.date())} {at:%H:%M}"
