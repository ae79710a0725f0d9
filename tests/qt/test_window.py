"""The desk's window: rooms, search, keys, and always who is signed in."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from crs_intake import words
from crs_intake.casework.ports import Desk
from tests.qt.desks import A_NO, B, C
from tests.qt.windows import empty, morning, opened, settle
from ui.qt import hand
from ui.qt.bar import NARROW, RAIL_WIDTH, ROOMS, Bar
from ui.qt.search import SearchBox

__all__ = ["empty", "morning"]
CONTROL = Qt.KeyboardModifier.ControlModifier


def test_the_rooms_stand_on_the_rail_and_each_shows_its_page(qtbot: Any, morning: Desk) -> None:
    window = opened(qtbot, morning)
    shown = [window.rail.item(row).text() for row in range(window.rail.count())]
    assert shown == [
        "Today", "Cases", "Calendar", "Documents", "Reports", "Partner desk", "Settings",
    ]  # fmt: skip
    for row, (name, _) in enumerate(ROOMS):
        window.rail.setCurrentRow(row)
        settle()
        assert window.pages.currentWidget() is window._rooms[name]


def test_the_signed_in_person_and_the_day_are_always_in_sight(qtbot: Any, morning: Desk) -> None:
    window = opened(qtbot, morning)
    assert window.bar.who.text() == "R. Chavez"
    assert window.bar.day.text() == "Tue 31 Mar 2009"
    window.open_case(A_NO)
    assert window.bar.who.isVisible()


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("width", [683, 760, 859, 860, 1000, 1366])
def test_nothing_of_the_bar_is_cut_in_a_narrow_window(qtbot: Any, width: int, language: str) -> None:
    """683 is a screen of 1366 at twice the size; the day gives way before the person's name does."""
    words.use(language)
    try:
        bar = Bar("R. Chavez-Montenegro de la Torre", lambda _: ())
        qtbot.addWidget(bar)
        bar.tell(date(2009, 3, 31), width)
        own = width if width < NARROW else width - RAIL_WIDTH
        assert bar.minimumSizeHint().width() <= own
        assert bar.who.text().startswith("R. Chavez")
    finally:
        words.use("en")


def test_no_title_names_anybody(qtbot: Any, morning: Desk) -> None:
    # Titles stand in task bars and screen shares (safety.md M6).
    window = opened(qtbot, morning)
    window.open_case(A_NO)
    window.open_wizard(A_NO, "referral")
    settle()
    for each in QApplication.topLevelWidgets():
        for name in ("Yazzie", "Morales", "Lucía"):
            assert name not in each.windowTitle()


def test_ctrl_k_finds_by_two_surnames_in_any_order_and_enter_opens(qtbot: Any, morning: Desk) -> None:
    window = opened(qtbot, morning)
    QTest.keyClick(window, Qt.Key.Key_K, CONTROL)
    assert QApplication.focusWidget() is window.search
    QTest.keyClicks(window.search, "morales yaz")
    qtbot.waitUntil(lambda: window.search.panel.results.count() == 1)
    assert "Lucía Yazzie Morales" in window.search.panel.results.item(0).text()
    assert "Found by: name" in window.search.panel.results.item(0).text()
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    assert window.case_page.number == A_NO


def test_the_last_four_digits_of_a_phone_find_the_case(qtbot: Any, morning: Desk) -> None:
    """Row 2 of the day: the mother of C calls."""
    window = opened(qtbot, morning)
    phone = morning.store.case(C).case.phones[0]
    window.search.setFocus()
    QTest.keyClicks(window.search, phone[-4:])
    QTest.keyClick(window.search, Qt.Key.Key_Return)  # faster than the results
    assert window.case_page.number == C


def test_esc_leaves_the_search_as_it_was(qtbot: Any, morning: Desk) -> None:
    window = opened(qtbot, morning)
    window.search.setFocus()
    QTest.keyClicks(window.search, "zzz")
    qtbot.waitUntil(lambda: window.search.panel.none.isVisible())
    assert "Nobody found" in window.search.panel.none.text()
    QTest.keyClick(window.search, Qt.Key.Key_Escape)
    assert window.search.text() == ""
    assert not window.search.panel.isVisible()


def test_ctrl_n_begins_a_referral(qtbot: Any, empty: Desk) -> None:
    window = opened(qtbot, empty)
    QTest.keyClick(window, Qt.Key.Key_N, CONTROL)
    settle()
    wizard = next(iter(window._wizards.values()))
    assert wizard.session.wizard.name == "referral"
    wizard.close()


def test_alt_left_goes_back_to_what_was_shown(qtbot: Any, morning: Desk) -> None:
    window = opened(qtbot, morning)
    window.open_room("calendar")
    window.open_case(B)
    QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.pages.currentWidget() is window._rooms["calendar"]


def test_a_narrow_window_folds_the_rail_into_a_menu(qtbot: Any, morning: Desk) -> None:
    window = opened(qtbot, morning, 683, 384)
    assert not window.rail.isVisible()
    assert [action.text() for action in window.bar.menu.menu().actions()] == [words for _, words in ROOMS]


def test_closing_for_another_person_says_so(qtbot: Any, morning: Desk) -> None:
    window = opened(qtbot, morning)
    with qtbot.waitSignal(window.leaving) as heard:
        window.bar.switch.click()
    assert heard.args == [True]


def test_everything_that_takes_keys_has_a_name(qtbot: Any, morning: Desk) -> None:
    window = opened(qtbot, morning)
    for room in ("today", "cases", "calendar", "documents", "reports", "settings"):
        window.open_room(room)
        settle()
        assert not _nameless(window), room
    for part in ("", "documents", "contacts", "history"):
        window.open_case(A_NO, part)
        settle()
        assert not _nameless(window), part


def _nameless(window: QWidget) -> list[str]:
    found = []
    for each in window.findChildren(QWidget):
        takes = each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisible()
        if not takes or each.metaObject().className() in ("QScrollArea", "Scroll"):
            continue
        name = each.accessibleName() or getattr(each, "text", lambda: "")()
        if not name and each.parentWidget() is not None:
            name = each.parentWidget().accessibleName()
        if not name:
            found.append(f"{each.metaObject().className()} in {each.parentWidget()}")
    return found


def test_ctrl_k_searches_over_a_wizard_and_what_is_typed_there_waits(qtbot: Any, morning: Desk) -> None:
    window = opened(qtbot, morning)
    window.open_wizard(A_NO, "interview", "interview")
    settle()
    wizard = window._wizards[A_NO, "interview"]
    before = QApplication.focusWidget()
    assert before is not None and wizard.isAncestorOf(before)
    QTest.keyClick(before, Qt.Key.Key_K, CONTROL)
    box = QApplication.focusWidget()
    assert isinstance(box, SearchBox) and wizard.isAncestorOf(box) and box.isVisible()
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is before and wizard.isVisible() and not box.isVisible()
    wizard.session.touched = True
    QTest.keyClick(before, Qt.Key.Key_K, CONTROL)
    hand.write("carter", box)
    qtbot.waitUntil(lambda: box._answered == "carter")
    QTest.keyClick(box, Qt.Key.Key_Return)
    settle()
    assert window.case_page.number == B
    assert window.statusBar().currentMessage() == (
        "Enrollment interview is kept as it stands; Today, Unfinished, goes on with it."
    )
    assert not window._wizards


def test_ctrl_n_begins_a_referral_from_within_a_wizard(qtbot: Any, morning: Desk) -> None:
    window = opened(qtbot, morning)
    window.open_wizard(A_NO, "interview")
    settle()
    for _ in range(2):
        here = QApplication.focusWidget()
        assert here is not None
        QTest.keyClick(here, Qt.Key.Key_N, CONTROL)
        settle()
    open_now = [each.session.wizard.name for each in window._wizards.values()]
    assert open_now == ["interview", "referral", "referral"]
    for each in list(window._wizards.values()):
        each.close()
