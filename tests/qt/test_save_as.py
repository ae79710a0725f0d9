"""What is saved as a file gets the ending of what it is, and a place that cannot be written is said."""

import errno
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget

from tests.qt.windows import said
from ui.qt.save_as import save_as, with_ending
from ui.qt.text import tell_error

__all__ = ["said"]


@pytest.mark.parametrize(
    ("typed", "endings", "written"),
    [
        ("report.pdf", ("pdf",), "report.pdf"),
        ("report", ("pdf",), "report.pdf"),
        ("REPORT.PDF", ("pdf",), "REPORT.PDF"),
        ("report 3.2009", ("csv",), "report 3.2009.csv"),
        ("report.csv", ("pdf",), "report.csv.pdf"),
        ("fax.tiff", ("tif", "tiff"), "fax.tiff"),
    ],
)
def test_a_file_has_the_ending_of_what_is_written(typed: str, endings: tuple[str, ...], written: str) -> None:
    assert with_ending(Path("/x") / typed, *endings) == Path("/x") / written


def test_a_name_typed_without_an_ending_gets_one(qtbot: Any, tmp_path: Path) -> None:
    page = QWidget()
    qtbot.addWidget(page)

    def type_and_save() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        box = dialog.findChild(QLineEdit, "fileNameEdit")
        assert isinstance(box, QLineEdit)
        box.setText(str(tmp_path / "march"))
        dialog.accept()

    QTimer.singleShot(0, page, type_and_save)
    assert save_as(page, "Save", "tracking.pdf", "PDF files (*.pdf)", "pdf") == tmp_path / "march.pdf"


def test_a_place_that_cannot_be_written_is_said_and_is_no_fault_of_the_program(said: list[str]) -> None:
    for trouble in (OSError(errno.ENOSPC, "full"), PermissionError("no"), FileNotFoundError("gone")):
        tell_error(None, trouble)
    assert said == [
        "The disk is full; the file was not written whole. "
        "Make room or choose another place, and save again.",
        "This file may not be read or written there. "
        "Choose another folder, or close the program that has it open.",
        "This file cannot be read or written there. "
        "See that the folder or drive is there, or choose another place.",
    ]
