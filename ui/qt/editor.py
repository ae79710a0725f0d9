"""A small form for settings: labelled fields, read by the same readers as the wizards, and one Save."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from crs_intake.words import say
from ui.forms import reading
from ui.forms.list_rows import read_one
from ui.qt import parts, style

_WIDTHS = {"zip": 110, "phone": 220, "day": 140, "short": 140, "medium": 280, "long": 460}


@dataclass(frozen=True)
class Ask:
    """One field: key, words, the reader's kind, and whether it must be filled."""

    key: str
    label: str
    kind: str = "text"
    help: str = ""
    required: bool = False
    width: str = ""
    lines: int = 1


class Editor(QWidget):
    """Fields in one column; `read()` gives the values, or says beside the field what is wrong."""

    touched = Signal()

    def __init__(self, asks: Sequence[Ask]) -> None:
        super().__init__()
        self.asks = asks
        self.fields: dict[str, QLineEdit | QPlainTextEdit] = {}
        self._troubles: dict[str, parts.Trouble] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        for ask in asks:
            field: QLineEdit | QPlainTextEdit
            if ask.lines > 1:
                field = QPlainTextEdit()
                field.setTabChangesFocus(True)
                field.setFixedHeight(24 * ask.lines)
            else:
                field = QLineEdit()
            field.textChanged.connect(self.touched)
            words = say("{label} (required)", label=ask.label) if ask.required else ask.label
            self._troubles[ask.key] = parts.asked(
                column, words, field, help=ask.help,
                width=_WIDTHS.get(ask.width or ask.kind, _WIDTHS["long"]),
            )  # fmt: skip
            self.fields[ask.key] = field

    def put(self, values: Mapping[str, Any]) -> None:
        """Show these values."""
        for ask in self.asks:
            field, words = self.fields[ask.key], reading.write(ask.kind, values.get(ask.key))
            field.blockSignals(True)
            if isinstance(field, QPlainTextEdit):
                field.setPlainText(words)
            else:
                field.setText(words)
                field.setCursorPosition(0)
            field.blockSignals(False)
            self._troubles[ask.key].clear()

    def read(self, today: date) -> dict[str, Any] | None:
        """The values, or None when something is wrong; the first such field gets the focus."""
        values: dict[str, Any] = {}
        wrong: QWidget | None = None
        for ask in self.asks:
            field, trouble = self.fields[ask.key], self._troubles[ask.key]
            words = field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()
            values[ask.key], sentence = read_one(ask, words, today)
            trouble.setText(sentence)
            trouble.setVisible(bool(sentence))
            if sentence and wrong is None:
                wrong = field
        if wrong is not None:
            wrong.setFocus()
            return None
        return values


def save_row(words: str) -> tuple[QHBoxLayout, Any, Any]:
    """A Save button with room beside it for what was saved; gives the row, the button and the words."""
    from ui.qt.text import Label

    row = QHBoxLayout()
    save = parts.button(words, "primary")
    said = Label("", "help")
    row.addWidget(save)
    row.addWidget(said, 1)
    return row, save, said
