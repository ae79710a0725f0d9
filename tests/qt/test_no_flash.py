"""Nothing flashes over the desk: a part that is shown before it has its place opens as a window of its own.

Such a window takes the keyboard away from the desk for good, also where nobody sees it.
"""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget

from crs_intake.casework.ports import Desk
from tests.qt.desks import A_NO, desk
from tests.qt.desks import opened as wizard_opened
from tests.qt.windows import at, morning, opened, settle
from ui.qt import style
from ui.qt.bar import ROOMS
from ui.qt.case_page import TABS

__all__ = ("desk", "morning")


class Flashes(QObject):
    """Hears every window that opens and is neither a desk window nor a dialog."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        shown = event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow()
        if shown and not isinstance(watched, QMainWindow | QDialog):
            self.seen.append(f"{type(watched).__name__} {watched.objectName()}")
        return False


def test_no_room_and_no_part_of_a_case_opens_a_window_of_its_own(qtbot: Any, morning: Desk) -> None:
    window = opened(qtbot, at(morning, 3, 31, 8, 0))
    heard = Flashes()
    QApplication.instance().installEventFilter(heard)  # type: ignore[union-attr]
    try:
        for name, _ in ROOMS:
            window.open_room(name)
            settle()
        for part in TABS:
            window.open_case(A_NO, part)
            settle()
        stray = QWidget()
        stray.setVisible(True)  # the guard hears: a part without a place is a window
        assert heard.seen.pop() == "QWidget "
        stray.close()
    finally:
        QApplication.instance().removeEventFilter(heard)  # type: ignore[union-attr]
    assert heard.seen == []
    assert window.isActiveWindow()


def test_no_page_of_a_wizard_opens_a_window_of_its_own(qtbot: Any, desk: Desk) -> None:
    heard = Flashes()
    QApplication.instance().installEventFilter(heard)  # type: ignore[union-attr]
    try:
        for name in ("referral", "preliminary", "interview", "worksheet"):
            window = wizard_opened(qtbot, desk, A_NO, name)
            for index in range(len(window.session.wizard.pages)):
                window.go(index)
                settle()
            window.close()
    finally:
        QApplication.instance().removeEventFilter(heard)  # type: ignore[union-attr]
    assert heard.seen == []


def test_a_table_of_a_window_that_closed_tells_nothing_when_the_look_changes(
    qtbot: Any, morning: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is closed then: whoever is told of a row would ask a store that is gone."""
    window = opened(qtbot, at(morning, 3, 31, 8, 0))
    table = window._rooms["today"].table  # type: ignore[attr-defined]
    told: list[object] = []
    table.moved.connect(told.append)
    change = QEvent(QEvent.Type.PaletteChange)
    monkeypatch.setattr(style, "_chosen", "contrast")
    table.changeEvent(change)
    assert told, "an open window's table tells where one stands"
    window.close()
    told.clear()
    monkeypatch.setattr(style, "_chosen", "dark")
    table.changeEvent(change)
    assert told == []
