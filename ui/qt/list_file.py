"""Entries of a list of the settings from a CSV file: looked at line by line, added together or not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from crs_intake.domain.errors import DeskError
from crs_intake.words import say
from ui.forms.book_rows import Line
from ui.qt import parts, style
from ui.qt.row_preview import Dated, RowPreview
from ui.qt.text import Label, tell_error


class ListFile(QWidget):
    """The button, what the file's first line must name, and the lines before anything is added."""

    taken = Signal(object)
    """Entries that the person wants added."""

    def __init__(
        self, title: str, columns: Sequence[str], read: Callable[[bytes], Sequence[Line[Dated]]]
    ) -> None:
        super().__init__()
        self._read = read
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        row = QHBoxLayout()
        self.button = parts.button(say("From a CSV &file…"))
        self.button.clicked.connect(self._choose)
        row.addWidget(self.button)
        row.addWidget(Label(say("Its first line names: {names}.", names=", ".join(columns)), "help"), 1)
        column.addLayout(row)
        self.preview = RowPreview(title)
        self.preview.taken.connect(self._take)
        self.preview.closed.connect(self.close_preview)
        self.preview.hide()
        column.addWidget(self.preview)

    def open_file(self, file: Path) -> None:
        """Show what a CSV file would add."""
        look_into(self, self.preview, lambda: self._read(file.read_bytes()))

    def close_preview(self) -> None:
        """Add nothing."""
        self.preview.hide()
        self.button.setFocus()

    def _choose(self) -> None:
        if file := choose_csv(self):
            self.open_file(file)

    def _take(self, rows: object) -> None:
        self.close_preview()
        self.taken.emit(rows)


def choose_csv(parent: QWidget) -> Path | None:
    """The CSV file that the person chose; None on Cancel."""
    name, _ = QFileDialog.getOpenFileName(
        parent, say("Choose a CSV file"), "", say("CSV files (*.csv *.txt)")
    )
    return Path(name) if name else None


def look_into(parent: QWidget, preview: RowPreview, read: Callable[[], Sequence[Line[Dated]]]) -> None:
    """Show what a CSV file would add, or say why it cannot be read."""
    try:
        lines = read()
    except OSError:
        unread = DeskError(say("This file cannot be read."), then=say("Choose another, or copy it here."))
        tell_error(parent, unread)
    except DeskError as trouble:
        tell_error(parent, trouble)
    else:
        preview.fill(lines)
        preview.show()
        preview.table.setFocus()
