"""The keys of the desk, shown with F1."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from crs_intake.domain.text import N_
from crs_intake.words import say
from ui.qt import style
from ui.qt.table import Column, Row, Table
from ui.qt.text import Label

KEYS = (
    ("Ctrl+K", N_("Search from anywhere; arrows walk the results, Enter opens")),
    ("Ctrl+N", N_("New referral")),
    ("Ctrl+E", N_("On a case: note what happened")),
    ("Ctrl+I", N_("File a received paper; files can also be dropped anywhere on the window")),
    ("Alt+1 … Alt+5", N_("Today, Cases, Calendar, Documents, Settings")),
    ("Alt+Left", N_("Back to what was shown before")),
    ("Enter", N_("On a row: opens the page or paper that settles it. In a wizard: next page")),
    ("Esc", N_("Leaves a wizard to the case; what was typed is kept")),
    ("F5", N_("Looks again")),
    ("F1", N_("These keys")),
)


class KeysDialog(QDialog):
    """A list of keys and what they do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("Keys"))
        column = QVBoxLayout(self)
        column.setContentsMargins(style.AROUND, style.AROUND, style.AROUND, style.AROUND)
        column.addWidget(Label(say("Keys"), "title"))
        self.table = Table(say("Keys"), (Column(say("Key")), Column(say("What it does"), stretch=1)))
        self.table.fill([Row(key, (key, say(words))) for key, words in KEYS])
        column.addWidget(self.table, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        style.grow(self, 600, 420)
