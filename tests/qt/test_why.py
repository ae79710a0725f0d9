""" "Why?" stands behind every figure of the desk: its lines, the numbers in force, the manual's section."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from crs_intake import words
from crs_intake.casework.ports import Desk
from tests.qt import desks
from tests.qt.desks import A_NO, C, desk
from tests.qt.windows import morning, opened, settle
from ui.forms import manual
from ui.forms.manual import Section
from ui.qt.fields import WhyButton
from ui.qt.reports_page import FIGURES, ReportsPage
from ui.qt.today import TodayPage
from ui.qt.why import Why
from ui.qt.worksheet import Worksheet

__all__ = ["desk", "morning"]


def told() -> str:
    """What the "Why?" that just opened says; it is closed again."""
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, Why) and each.isVisible()]
    assert len(found) == 1, "one answer to one question"
    words = found[0].accessibleDescription()
    found[0].close()
    settle()
    return words


def asked(root: QWidget, about: str) -> str:
    """Press the "Why?" of something that is shown."""
    name = f"Why? {about}"
    buttons = [each for each in root.findChildren(WhyButton) if each.accessibleName() == name]
    shown = [each for each in buttons if each.isVisible()]
    assert len(shown) == 1, f"{about}: {[each.accessibleName() for each in root.findChildren(WhyButton)]}"
    assert shown[0].focusPolicy() & Qt.FocusPolicy.TabFocus, "reached without a mouse"
    shown[0].click()
    return told()


def test_each_row_of_today_says_how_its_day_came_about(qtbot: Any, morning: Desk) -> None:
    window = opened(qtbot, morning)
    page = window.pages.currentWidget()
    assert isinstance(page, TodayPage)
    keys = page.table.keys()
    for key in keys:
        page.table.go_to(key)
        QTest.keyClick(page.table, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
        words = told()
        assert page.table.text_of(key)[4] in words, "the section of the row"
    clock = [each for each in keys if "day 7 of 10" in " ".join(page.table.text_of(each))]
    page.table.go_to(clock[0])
    words = asked(window, "The chosen row")
    assert "10 days. Tue 24 Mar 2009 is day 0, and the last day, Fri 3 Apr 2009" in words


def test_every_part_of_a_case_that_follows_from_a_rule_says_why(qtbot: Any, morning: Desk) -> None:
    window = opened(qtbot, morning)
    window.open_case(C)
    settle()
    page = window.case_page
    sections = {"Age": "20.301", "Referral": "20.200", "Medical": "20.400", "Interview": "20.503",
                "Household and income": "20.603.1", "Documents": "20.401", "What next": "20."}  # fmt: skip
    for about, section in sections.items():
        assert f"Manual {section}" in asked(page, about), about
    assert "day 7 of 10" in asked(page, "The next clock")
    words = asked(page, "Determination")
    for figure in ("38,724.00", "18,310.00", "20.603.5", "20.604"):
        assert figure in words, figure


@pytest.mark.parametrize("page", ["income", "worksheet"])
def test_totals_and_the_answer_of_the_worksheet_say_why(qtbot: Any, desk: Desk, page: str) -> None:
    window = desks.opened(qtbot, desk, A_NO, "worksheet", page)
    words = asked(window.current, "So far" if page == "income" else "Payment responsibility")
    for figure in ("44,564.00", "41,346.00", "3,445.50", "22,050.00", "187.51", "20.603.5.5"):
        assert figure in words, figure
    assert isinstance(window.page_at("worksheet").panel, Worksheet | None)


def test_a_report_and_each_of_its_figures_say_what_they_count(qtbot: Any, morning: Desk) -> None:
    window = opened(qtbot, morning)
    window.open_room("reports")
    settle()
    room = window.pages.currentWidget()
    assert isinstance(room, ReportsPage)
    room.open(FIGURES)
    settle()
    view = room.figures
    for at in range(view.which.count()):
        view.which.setCurrentIndex(at)
        view.look_again()
        settle()
        assert "Manual 20." in asked(view, "Report"), view.which.currentText()
        for row in range(len(view.report.figures)):
            view.tell_why(row)
            assert f": {view.report.figures[row].count}" in told()


def test_each_section_of_the_manual_has_its_words_in_english_and_in_spanish() -> None:
    sections = manual.keys()
    known = {key: {tongue: section_in(key, tongue) for tongue in ("en", "es")} for key in sections}
    assert known
    same = [key for key, told in known.items() if told["en"].text == told["es"].text]
    assert same == [], "sections whose words are the same in both languages"
    assert all(told["es"].title and told["es"].text for told in known.values())


def section_in(key: str, tongue: str) -> Section:
    """A section as it is told in a language."""
    before = words.language()
    words.use(tongue)
    try:
        found = manual.section(key)
    finally:
        words.use(before)
    assert found is not None
    return found
