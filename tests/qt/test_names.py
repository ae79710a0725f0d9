"""Every screen as a screen reader hears it: names as they are seen, required said, tables read."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget, QMenu, QPushButton, QTabBar, QWidget

from crs_intake.casework import batch
from crs_intake.casework.ports import Desk
from tests.qt import desks, windows
from tests.qt.desks import A_NO, WALKS, B, C, desk
from tests.qt.heard import faults, interactive, items, name
from tests.qt.windows import morning, settle
from ui.flow import WIZARDS
from ui.qt import search
from ui.qt.bar import ROOMS
from ui.qt.batch import BatchDialog
from ui.qt.case_page import TABS
from ui.qt.fax_packet import FaxPacket
from ui.qt.happened import Happened
from ui.qt.keys import KeysDialog
from ui.views import look

__all__ = ["desk", "morning"]


def test_each_room_and_each_of_its_views_is_heard_as_it_is_seen(qtbot: Any, morning: Desk) -> None:
    window = windows.opened(qtbot, morning)
    found = {}
    for room, _ in ROOMS:
        window.open_room(room)
        settle()
        for view in _views(window.pages.currentWidget()):
            found[f"{room} {view}"] = faults(window)
    assert {where: what for where, what in found.items() if what} == {}


@pytest.mark.parametrize("number", [A_NO, B, C])
def test_each_view_of_a_case_is_heard_as_it_is_seen(qtbot: Any, morning: Desk, number: str) -> None:
    window = windows.opened(qtbot, morning)
    found = {}
    for part in TABS:
        window.open_case(number, part)
        settle()
        found[part] = faults(window)
    assert {where: what for where, what in found.items() if what} == {}


@pytest.mark.parametrize(("wizard", "number"), WALKS)
def test_each_page_of_a_wizard_is_heard_as_it_is_seen(
    qtbot: Any, desk: Desk, wizard: str, number: str | None
) -> None:
    window = desks.opened(qtbot, desk, number, wizard)
    found = {}
    for at, page in enumerate(WIZARDS[wizard].pages):
        window.go(at)
        settle()
        found[page.id] = faults(window)
    assert {where: what for where, what in found.items() if what} == {}


def test_the_names_of_the_plan_are_the_names_that_are_heard(qtbot: Any, morning: Desk) -> None:
    window = windows.opened(qtbot, morning)
    rail = next(each for each in interactive(window) if name(each) == "Rooms")
    assert items(rail) == ["Today", "Cases", "Calendar", "Documents", "Reports", "Partner desk", "Settings"]
    assert "New referral" in {name(each) for each in interactive(window)}
    window.open_case(A_NO)
    settle()
    parts = ("Referral", "Medical", "Interview", "Household and income", "Determination", "Documents",
             "Appointments and contacts", "History")  # fmt: skip
    assert set(parts) <= {name(each) for each in interactive(window)}
    window.open_case(A_NO, "contacts")
    settle()
    calls = ("Called, no answer", "Left message", "Letter sent", "Reached")
    assert set(calls) <= {name(each) for each in interactive(window)}


def test_what_is_wrong_in_the_settings_is_heard_with_its_field(qtbot: Any, morning: Desk) -> None:
    window = windows.opened(qtbot, morning)
    window.open_room("settings")
    settle()
    part = window.pages.currentWidget().parts[0]
    phone = part.editor.fields["phone"]
    phone.setText("12")
    part._save()
    assert phone.accessibleDescription().startswith("Type the ten digits of a phone number")
    phone.setText("602-555-0199")
    part._save()
    assert phone.accessibleDescription() == ""


def test_an_open_menu_is_heard_by_its_button(qtbot: Any, morning: Desk) -> None:
    window = windows.opened(qtbot, morning)
    window.open_room("cases")
    window.open_case(A_NO)
    settle()
    menus = [each for each in window.findChildren(QMenu) if isinstance(each.parent(), QPushButton)]
    named = {each.accessibleName() for each in menus}
    assert {"Rooms", "More acts of the case", "Blank referral form"} <= named


def _views(page: QWidget) -> Iterator[str]:
    """The page, once for each of its tabs or each line of the list at its side."""
    tabs = next((each for each in page.findChildren(QTabBar) if each.isVisibleTo(page)), None)
    lines = next((each for each in page.findChildren(QListWidget) if each.isVisibleTo(page)), None)
    for at in range(tabs.count() if tabs else lines.count() if lines else 1):
        if tabs:
            tabs.setCurrentIndex(at)
        elif lines:
            lines.setCurrentRow(at)
        settle()
        yield tabs.tabText(at) if tabs else lines.item(at).text() if lines else ""


def test_dialogs_are_heard_as_they_are_seen(qtbot: Any, morning: Desk) -> None:
    window = windows.opened(qtbot, morning)
    view = look(morning, A_NO)
    made = [
        Happened(morning, view, window, "application_signed"), Happened(morning, view, window),
        KeysDialog(window, "referral"), FaxPacket(window, A_NO, window),
        BatchDialog(window, batch.errands(morning), window),
    ]  # fmt: skip
    found = {}
    for dialog in made:
        dialog.show()
        settle()
        found[type(dialog).__name__] = faults(dialog)
        dialog.close()
        settle()
    assert {where: what for where, what in found.items() if what} == {}


def test_results_of_the_search_are_said_while_the_cursor_stays_in_the_box(
    qtbot: Any, morning: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(search, "announce", lambda _widget, words, **_how: said.append(words))
    window = windows.opened(qtbot, morning)
    box = window.bar.search
    box.setFocus()
    QTest.keyClicks(box, "yazzie")
    qtbot.waitUntil(lambda: bool(said), timeout=5000)
    assert said[-1].startswith("Found: 1. Luc") and "Found by: name" in said[-1]
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert said[-1].startswith("Luc")
