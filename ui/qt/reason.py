"""Asks for the reason of an act that takes something back; without one nothing happens."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from crs_intake.words import say
from ui.forms import reading
from ui.qt import parts, style
from ui.qt.text import Label


class ReasonDialog(QDialog):
    """What will happen, in words, and a field for the reason; `reason` is filled once it was accepted."""

    def __init__(self, title: str, words: str, yes: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reason = ""
        self.setWindowTitle(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.AROUND, style.AROUND, style.AROUND, style.AROUND)
        column.setSpacing(style.GAP)
        column.addWidget(Label(title, "section"))
        column.addWidget(Label(words))
        self.field = QLineEdit()
        self.field.setMaxLength(500)
        self.trouble = parts.asked(column, say("&Reason (required)"), self.field)
        column.addStretch(1)
        self.yes = parts.answers(self, column, yes, self._accept)
        style.grow(self, 560, 260)
        self.field.setFocus()

    def _accept(self) -> None:
        self.reason = reading.tidy(self.field.text())
        if self.reason:
            self.accept()
            return
        self.trouble.say(say("Say why; the reason stands in the history."))


def ask_reason(parent: QWidget | None, title: str, words: str, yes: str) -> str:
    """The reason that was typed, or nothing when the person cancelled."""
    asked = ReasonDialog(title, words, yes, parent)
    asked.exec()
    return asked.reason
