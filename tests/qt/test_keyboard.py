"""With Tab alone: every screen is walked round, nobody is trapped, and the cursor is always in sight."""

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QListWidget, QTabBar

from crs_intake.casework.ports import Desk
from tests.qt import desks, walk, windows
from tests.qt.desks import A_NO, WALKS, C, desk
from tests.qt.windows import morning, settle
from ui.flow import WIZARDS
from ui.qt import style
from ui.qt.bar import ROOMS
from ui.qt.case_page import TABS

__all__ = ["desk", "morning"]


def test_tab_goes_round_each_room(qtbot: Any, morning: Desk) -> None:
    window = windows.opened(qtbot, morning)
    found = {}
    for room, _ in ROOMS:
        window.open_room(room)
        settle()
        page = window.pages.currentWidget()
        choices = next((each for kind in (QTabBar, QListWidget) for each in page.findChildren(kind)
                        if each.isVisible()), None)  # fmt: skip
        for at in range(choices.count() if choices is not None else 1):
            if isinstance(choices, QTabBar):
                choices.setCurrentIndex(at)
            elif choices is not None:
                choices.setCurrentRow(at)
            settle()
            if choices is not None:
                choices.setFocus()
            found[f"{room} {at}"] = walk.faults(window)
    assert {where: what for where, what in found.items() if what} == {}


@pytest.mark.parametrize("number", [A_NO, C])
def test_tab_goes_round_each_view_of_a_case(qtbot: Any, morning: Desk, number: str) -> None:
    window = windows.opened(qtbot, morning)
    found = {}
    for part in TABS:
        window.open_case(number, part)
        settle()
        found[part] = walk.faults(window)
    assert {where: what for where, what in found.items() if what} == {}


@pytest.mark.parametrize(("wizard", "number"), WALKS)
def test_tab_goes_round_each_page_of_a_wizard(
    qtbot: Any, desk: Desk, wizard: str, number: str | None
) -> None:
    window = desks.opened(qtbot, desk, number, wizard)
    found = {}
    for at, page in enumerate(WIZARDS[wizard].pages):
        window.go(at)
        settle()
        found[page.id] = walk.faults(window)
    assert {where: what for where, what in found.items() if what} == {}


@pytest.mark.parametrize("look", ["light", "dark", "contrast"])
def test_the_cursor_is_seen_on_every_stop(qtbot: Any, morning: Desk, qapp: QApplication, look: str) -> None:
    style.choose(qapp, look)
    try:
        window = windows.opened(qtbot, morning)
        unseen = {}
        for room in ("today", "cases", "calendar", "documents", "reports", "settings"):
            window.open_room(room)
            settle()
            unseen[room] = walk.without_mark(window)
        for part in TABS:
            window.open_case(A_NO, part)
            settle()
            unseen[part] = walk.without_mark(window)
        wizard = desks.opened(qtbot, morning, A_NO, "worksheet")
        for page in ("income", "costs", "worksheet"):
            wizard.go([each.id for each in WIZARDS["worksheet"].pages].index(page))
            settle()
            unseen[page] = walk.without_mark(wizard)
        wizard.close()
    finally:
        style.choose(qapp, "light")
    assert {where: what for where, what in unseen.items() if what} == {}
