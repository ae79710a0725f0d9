"""Where a file is saved: the person is asked, and its ending is the one of what is written.

A name typed without an ending, or with another one, would make a file that no program opens.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


def save_as(parent: QWidget, title: str, start: str, kinds: str, *endings: str) -> Path | None:
    """The file that the person chose, None on Cancel; its ending is one of these, else the first is added."""
    dialog = QFileDialog(parent, title, "", kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(endings[0])  # asked for before an old file of that name is written over
    dialog.selectFile(start)
    chosen = dialog.selectedFiles() if dialog.exec() else []
    dialog.deleteLater()
    return with_ending(Path(chosen[0]), *endings) if chosen else None


def with_ending(path: Path, *endings: str) -> Path:
    """The path with one of these endings, however it is written; without one the first is added."""
    known = path.suffix.casefold().removeprefix(".") in endings
    return path if known else path.with_name(f"{path.name}.{endings[0]}")
