"""The lines of a CSV file for the book, each with what would happen, before anything is added."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crs_intake.words import day, say
from ui.forms.book_rows import Line
from ui.qt import parts, style
from ui.qt.table import Column, Row, Table
from ui.qt.text import Label


class Dated(Protocol):
    """What a line of a file gives."""

    @property
    def effective_from(self) -> date | None: ...


class RowPreview(QWidget):
    """The lines of a file, before anything is added."""

    taken = Signal(object)
    closed = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        column.addWidget(Label(say("What the file would add"), "strong"))
        self.table = Table(say("Lines of the file, {title}", title=title), (
            Column(say("Line")), Column(say("From")), Column(say("What happens"), stretch=1),
        ))  # fmt: skip
        self.table.setMinimumHeight(160)
        column.addWidget(self.table)
        row = QHBoxLayout()
        row.setSpacing(style.GAP)
        self.take = parts.button("", "primary")
        self.take.clicked.connect(lambda: self.taken.emit(self._rows))
        cancel = parts.button(say("Add &nothing"))
        cancel.clicked.connect(self.closed)
        row.addWidget(self.take)
        row.addWidget(cancel)
        row.addStretch(1)
        column.addLayout(row)
        self._rows: tuple[Dated, ...] = ()

    def fill(self, lines: Sequence[Line[Dated]]) -> None:
        """Show the lines; only whole ones can be added."""
        self._rows = tuple(line.row for line in lines if line.new and line.row is not None)
        self.table.fill([_line_row(line) for line in lines])
        self.take.setText(say("Add {count} &rows", count=len(self._rows)))
        self.take.setEnabled(bool(self._rows))


def _line_row(line: Line[Dated]) -> Row:
    since = line.row.effective_from if line.row else None
    start, name = day(since) if since else "", str(getattr(line.row, "name", ""))
    if line.wrong:
        words, sign = say("Cannot be added: {why}", why=" ".join(dict.fromkeys(line.wrong.values()))), "error"
    elif line.known:
        words, sign = (say("Is in the list already") if name else say("Is in the book already")), "open"
    elif line.looks:
        words, sign = say("Will be added. {look}", look=" ".join(line.looks)), "due"
    else:
        words, sign = say("Will be added"), "good"
    told = f"{name}: {words}" if name else words
    return Row(line.number, (str(line.number), start, told), icon=sign)
