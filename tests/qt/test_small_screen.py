"""1366 × 768 at 200 %: 683 × 384 points, less what the system takes. Every room and dialog fits, uncut."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractScrollArea, QDialog, QPushButton, QWidget

from crs_intake import words
from crs_intake.casework.ports import Desk
from tests.qt import gallery_dialogs as dialogs
from tests.qt.cuts import faults
from tests.qt.desks import A_NO, B
from tests.qt.gallery import a_wiring
from tests.qt.windows import morning, opened, settle
from ui.qt import app
from ui.qt.case_page import TABS
from ui.qt.keys import KeysDialog
from ui.qt.table import Column, Row, Table
from ui.qt.window import Window

__all__ = ["morning"]
SCREEN = (683, 384)
DIALOG = (683, 344)
"""What is left below a title bar and above the bar of tasks, logical pixels."""


@pytest.fixture(autouse=True)
def spanish() -> Iterator[None]:
    """The longer words of the two."""
    words.use("es")
    yield
    words.use("en")


def places(window: Window) -> Iterator[str]:
    """Every room with its tabs, every part of the settings, every view of two cases."""
    for room in ("today", "cases", "calendar", "documents", "reports", "partner"):
        window.open_room(room)
        yield room
        tabs = getattr(window.pages.currentWidget(), "tabs", None)
        for at in range(1, tabs.count() if tabs is not None else 1):
            window.pages.currentWidget().open(at)
            yield f"{room} {at + 1}"
    window.open_room("partner")
    window.partner.open(1)
    for at in range(window.partner.record.tabs.count()):
        window.partner.record.tabs.setCurrentIndex(at)
        yield f"partner record {at + 1}"
    for part in window.settings.parts:
        window.open_settings(part.name)
        yield f"settings {part.name}"
    for number in (A_NO, B):
        for tab in TABS:
            window.open_case(number, tab)
            yield f"case {number} {tab}"


@pytest.mark.parametrize("size", [SCREEN, (911, 512), (1366, 728)], ids=str)
def test_no_room_cuts_anything(qtbot: Any, morning: Desk, size: tuple[int, int]) -> None:
    window = opened(qtbot, morning, *size)
    assert (window.width(), window.height()) <= size
    found = {}
    for place in places(window):
        settle()
        if wrong := faults(window):
            found[place] = wrong
    assert found == {}


def test_every_dialog_fits_cuts_nothing_and_keeps_its_last_row_in_sight(
    qtbot: Any, morning: Desk, tmp_path: Path
) -> None:
    window = opened(qtbot, morning, *SCREEN)
    found: dict[str, list[str]] = {}
    kinds = set()

    def look(_folder: Path, shown: QWidget, name: str) -> None:
        settle()
        wrong = faults(shown)
        if isinstance(shown, QDialog):
            kinds.add(type(shown).__name__)
            if shown.width() > DIALOG[0] or shown.height() > DIALOG[1]:
                wrong.append(f"larger than the screen: {shown.width()} × {shown.height()}")
            if not in_sight(shown):
                wrong.append("no button is in sight without scrolling")
        if wrong:
            found[name] = wrong

    album = dialogs.Album(tmp_path, DIALOG, look)
    dialogs.of_the_door(album, morning, a_wiring(morning))
    dialogs.of_the_same(album, window)
    dialogs.of_papers(album, window)
    dialogs.of_a_case(album, window)
    for topic in ("keys", "tour", "referral"):
        album.as_is(KeysDialog(window, topic), f"help {topic}")
    assert found == {}
    assert len(kinds) >= 18, "a dialog is missing here"


def in_sight(dialog: QWidget) -> bool:
    """Whether a button that leads on or out stands whole in the dialog, wherever it is scrolled to."""
    for each in dialog.findChildren(QPushButton):
        place = QRect(each.mapTo(dialog, QPoint(0, 0)), each.size())
        if each.isVisible() and dialog.rect().contains(place) and not _scrolls(each, dialog):
            return True
    return False


def _scrolls(each: QWidget, dialog: QWidget) -> bool:
    above = each.parentWidget()
    while above is not None and above is not dialog:
        if isinstance(above, QAbstractScrollArea) and above.verticalScrollBar().maximum() > 0:
            return True
        above = above.parentWidget()
    return False


def test_no_column_is_narrower_than_its_heading_while_others_have_room(qtbot: Any, morning: Desk) -> None:
    columns = (Column("Nombre", stretch=1), Column("Edad", stretch=1), Column("Grupo de ingresos", stretch=1))
    table = Table("Personas", columns)
    qtbot.addWidget(table)
    table.resize(420, 200)
    table.show()
    table.fill([Row(1, ("Lucía Yazzie Morales", "2 a 6 m", "cuenta (20.603.1.1)"))])
    settle()
    assert faults(table) == []
    assert sum(table.columnWidth(at) for at in range(3)) <= table.viewport().width()


def test_a_word_for_which_no_column_has_room_is_told_by_its_tip(qtbot: Any, morning: Desk) -> None:
    table = Table("Contactos", (Column("Qué", stretch=1), Column("Vigente", stretch=1)))
    qtbot.addWidget(table)
    table.resize(260, 200)
    table.show()
    table.fill([Row(1, ("Correo", "CP-AOOperationsTeam@azahcccs.gov"))])
    settle()
    item = table.item(0, 1)
    assert item is not None
    assert "CP-AOOperationsTeam@azahcccs.gov" in item.toolTip()


@pytest.mark.parametrize(("low", "maximized"), [(10_000, True), (1, False)])
def test_the_desk_takes_all_of_a_low_screen_and_no_more_than_it_needs_of_a_high_one(
    qtbot: Any, morning: Desk, monkeypatch: pytest.MonkeyPatch, low: int, maximized: bool
) -> None:
    monkeypatch.setattr(app, "LOW", low)
    window = app.App(a_wiring(morning)).open_desk(morning, sample=True)
    qtbot.addWidget(window)
    settle()
    assert window.isMaximized() is maximized
