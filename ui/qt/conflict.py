"""The same page changed at two desks: both versions side by side, who saved the other, and one choice."""

from __future__ import annotations

from typing import Literal

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from crs_intake.words import say
from ui.forms.conflict import Conflict
from ui.names import moment
from ui.qt import parts, style
from ui.qt.table import Column, Row, Table
from ui.qt.text import Label

Choice = Literal["mine", "theirs", "later"]


class ConflictDialog(QDialog):
    """What differs, question by question; `choice` is "later" until a button is pressed."""

    def __init__(self, conflict: Conflict, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice: Choice = "later"
        self.setWindowTitle(say("Changed at two desks"))
        column = QVBoxLayout(self)
        column.setContentsMargins(style.AROUND, style.AROUND, style.AROUND, style.AROUND)
        column.setSpacing(style.GAP)
        column.addWidget(Label(say("Changed at two desks"), "title"))
        saved = conflict.newest
        when = moment(saved.saved_at) if saved.saved_at else ""
        column.addWidget(Label(say(
            "{who} saved this page at {when} while you had it open. Choose which version is kept; what the "
            "other desk saved stays in the history.", who=saved.saved_by, when=when,
        )))  # fmt: skip
        self.table = Table(say("What differs"), (
            Column(say("Question"), stretch=2), Column(say("You typed"), stretch=2),
            Column(say("Saved by {who}", who=saved.saved_by), stretch=2),
        ))  # fmt: skip
        self.table.fill([
            Row(at, (each.question, each.mine or "–", each.theirs or "–"))
            for at, each in enumerate(conflict.differing)
        ])  # fmt: skip
        column.addWidget(self.table, 1)
        column.addWidget(self._make_buttons())
        style.grow(self, 760, 460)

    def _make_buttons(self) -> QWidget:
        self.later = parts.button(say("Decide &later"))
        self.theirs = parts.button(say("Keep the &other desk's"))
        self.mine = parts.button(say("Keep &mine"), "primary")
        self.later.clicked.connect(self.reject)
        self.theirs.clicked.connect(lambda: self._choose("theirs"))
        self.mine.clicked.connect(lambda: self._choose("mine"))
        return parts.foot(self.mine, self.theirs, self.later)

    def _choose(self, choice: Choice) -> None:
        self.choice = choice
        self.accept()


def ask_which(conflict: Conflict, parent: QWidget | None) -> Choice:
    """Show both versions and give what the person chose."""
    dialog = ConflictDialog(conflict, parent)
    dialog.exec()
    return dialog.choice
