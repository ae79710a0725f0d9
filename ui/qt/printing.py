"""The printer: which one, asked before anything leaves the screen; pages go to it one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from crs_intake.casework.ports import Desk
from crs_intake.words import say
from ui.qt import parts, style
from ui.qt.preview import Preview, count_of, paint_on, size_of
from ui.qt.save_as import save_as
from ui.qt.text import Label, tell, tell_error


class PrinterDialog(QDialog):
    """What will be printed, in words, and on which printer; `printer` is its name once accepted."""

    def __init__(self, words: str, known: Sequence[str], usual: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.printer = ""
        self.setWindowTitle(say("Print"))
        column = QVBoxLayout(self)
        column.setContentsMargins(style.AROUND, style.AROUND, style.AROUND, style.AROUND)
        column.setSpacing(style.GAP)
        column.addWidget(Label(say("Print"), "section"))
        column.addWidget(Label(words))
        self.which = QComboBox()
        self.which.addItems(list(known))
        self.which.setCurrentIndex(max(0, self.which.findText(usual)))
        parts.field(column, say("P&rinter"), self.which)
        column.addStretch(1)
        self.yes = parts.answers(self, column, say("&Print"), self._accept)
        style.grow(self, 480, 240)
        self.yes.setFocus()

    def _accept(self) -> None:
        self.printer = self.which.currentText()
        self.accept()


def usual_printer(desk: Desk) -> str:
    """The printer that the person's own site chose in the settings, or nothing."""
    site = desk.store.site()
    here = site.clinic(desk.actor.site) or next(iter(site.clinics), None)
    return here.printer if here is not None else ""


def printers() -> list[str]:
    """Names of the printers of this computer."""
    from PySide6.QtPrintSupport import QPrinterInfo

    return list(QPrinterInfo.availablePrinterNames())


def choose_printer(parent: QWidget, words: str, usual: str) -> str:
    """The printer on which the person wants it; nothing when they cancelled, or there is none."""
    known = printers()
    if not known:
        tell(parent, say("No printer is set up on this computer."),
             say("Save it as a PDF instead, or set one up."))  # fmt: skip
        return ""
    dialog = PrinterDialog(words, known, usual, parent)
    dialog.exec()
    return dialog.printer


def print_pdf(parent: QWidget, pdf: bytes, usual: str = "") -> str:
    """Ask for a printer and print every page; the printer's name, or nothing when the person cancels."""
    name = choose_printer(parent, say("Pages: {count}", count=count_of(pdf)), usual)
    if name:
        print_on(name, (pdf,))
    return name


def print_on(name: str, papers: Iterable[bytes], *, file: str = "") -> None:
    """One job of the printer: every page of every paper, one page in memory at a time.

    `file` writes what the printer would get; may run off the window's thread.
    """
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if file:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(file)
    else:
        printer.setPrinterName(name)
    printer.setFullPage(True)
    painter: Any = None
    try:
        for pdf in papers:
            _fit(printer, pdf)
            if painter is None:
                painter = QPainter(printer)
            else:
                printer.newPage()
            paint_on(painter, printer, pdf)
    finally:
        if painter is not None:
            painter.end()


def _fit(printer: Any, pdf: bytes) -> None:
    wide, high = size_of(pdf)
    ways = QPageLayout.Orientation
    size = QPageSize(QSizeF(min(wide, high), max(wide, high)), QPageSize.Unit.Point)
    printer.setPageLayout(
        QPageLayout(size, ways.Landscape if wide > high else ways.Portrait, QMarginsF(0, 0, 0, 0))
    )


class SheetsDialog(QDialog):
    """A day list, envelopes, labels … as they will be printed; made anew each time and not kept."""

    def __init__(self, parent: QWidget, title: str, pdf: bytes, file: str, usual: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._pdf, self._file, self._usual = pdf, file, usual
        column = QVBoxLayout(self)
        column.setContentsMargins(style.BETWEEN, style.BETWEEN, style.BETWEEN, style.BETWEEN)
        self.preview = Preview()
        self.preview.show_pdf(pdf)
        column.addWidget(self.preview, 1)
        row = QHBoxLayout()
        self.print_it, self.save = parts.button(say("&Print"), "primary"), parts.button(say("&Save as PDF"))
        leave = parts.button(say("&Close"))
        for each, act in ((self.print_it, self._print), (self.save, self._save), (leave, self.reject)):
            each.clicked.connect(lambda _on=False, act=act: act())
            row.addWidget(each)
        row.addStretch(1)
        column.addLayout(row)
        style.grow(self, 820, 680)
        self.print_it.setFocus()

    def _print(self) -> None:
        try:
            if print_pdf(self, self._pdf, self._usual):
                self.accept()
        except Exception as trouble:
            tell_error(self, trouble)

    def _save(self) -> None:
        if path := save_as(self, say("Save as PDF"), self._file, say("PDF files (*.pdf)"), "pdf"):
            try:
                path.write_bytes(self._pdf)
            except OSError as trouble:
                tell_error(self, trouble)
