"""The list of a day as it will be printed; it is made anew each time and not kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from crs_intake.words import say
from ui.qt import parts, style
from ui.qt.preview import Preview, print_pdf
from ui.qt.text import tell_error


class DayList(QDialog):
    """A preview with Print, Save as PDF and Close."""

    def __init__(
        self, parent: QWidget, day: date, pdf: bytes, *, title: str = "", name: str = "day-list"
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title or say("Day list"))
        self._day, self._pdf, self._name = day, pdf, name
        column = QVBoxLayout(self)
        column.setContentsMargins(style.BETWEEN, style.BETWEEN, style.BETWEEN, style.BETWEEN)
        self.preview = Preview()
        self.preview.show_pdf(pdf)
        column.addWidget(self.preview, 1)
        row = QHBoxLayout()
        self.print_it = parts.button(say("&Print"), "primary")
        self.print_it.clicked.connect(self._print)
        self.save = parts.button(say("&Save as PDF"))
        self.save.clicked.connect(self._save)
        self.leave = parts.button(say("&Close"))
        self.leave.clicked.connect(self.reject)
        for each in (self.print_it, self.save, self.leave):
            row.addWidget(each)
        row.addStretch(1)
        column.addLayout(row)
        style.grow(self, 820, 680)
        self.print_it.setFocus()

    def _print(self) -> None:
        try:
            if print_pdf(self, self._pdf):
                self.accept()
        except Exception as trouble:
            tell_error(self, trouble)

    def _save(self) -> None:
        start = f"{self._name}-{self._day.isoformat()}.pdf"
        chosen, _ = QFileDialog.getSaveFileName(self, say("Save as PDF"), start, say("PDF files (*.pdf)"))
        if chosen:
            try:
                Path(chosen).write_bytes(self._pdf)
            except OSError as trouble:
                tell_error(self, trouble)
