"""Help: a page for each wizard, the first day in five steps, the keys, and F1 where one stands."""

import re
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

import ui.qt
from crs_intake.casework.ports import Desk
from crs_intake.words import say, use
from tests.qt.desks import A_NO
from tests.qt.windows import morning, opened, settle
from ui.flow import WIZARDS
from ui.forms.help import HOW, TOUR
from ui.forms.manual import section
from ui.qt.keys import KEYS, KeysDialog

__all__ = ["morning"]


def test_each_wizard_has_a_page_that_names_a_section_of_the_manual() -> None:
    assert set(HOW) == set(WIZARDS)
    assert all(len(how.steps) >= 3 and section(how.section) is not None for how in HOW.values())
    assert len(TOUR) == 5


def test_f1_in_a_wizard_shows_how_it_is_done(qtbot: Any, morning: Desk, monkeypatch: Any) -> None:
    seen: list[str] = []
    monkeypatch.setattr(KeysDialog, "exec", lambda self: seen.append(self.topics.currentItem().text()))
    window = opened(qtbot, morning)
    window.show_keys()
    window.open_wizard(A_NO, "worksheet", "income")
    settle()
    next(iter(window._wizards.values())).show_help()
    assert seen == ["Keys", "How do I fill in the financial worksheet?"]


def test_the_tour_is_read_in_five_numbered_steps(qtbot: Any, morning: Desk) -> None:
    dialog = KeysDialog(None, "tour")
    qtbot.addWidget(dialog)
    texts = [each.text() for each in dialog.findChildren(QLabel)]
    assert [each[:2] for each in texts if each[:1].isdigit()] == ["1.", "2.", "3.", "4.", "5."]


def test_each_shortcut_that_exists_is_in_the_list_of_keys() -> None:
    """Read off the program's own code, so that no key is added without a word."""
    code = "\n".join(each.read_text(encoding="utf-8") for each in Path(ui.qt.__file__).parent.glob("*.py"))
    made = set(re.findall(r"""(?:QKeySequence|\bkey)\(f?"([^"]+)"[,)]""", code))
    made |= {{"Print": "Ctrl+P", "Undo": "Ctrl+Z", "Find": "Ctrl+F"}[each]
             for each in re.findall(r"StandardKey\.(\w+)", code)}  # fmt: skip
    listed = {each for each, _ in KEYS}
    assert {"Ctrl+K", "Ctrl+Z", "F6", "F9"} <= made, "the search of the code finds what is known"
    assert {each for each in made if each not in listed and not each.startswith("Alt+{")} == set()


def test_help_is_read_in_spanish_too() -> None:
    words = {each for how in HOW.values() for each in (how.title, *how.steps)}
    words |= {each for _, each in KEYS} | {each for step in TOUR for each in step}
    assert [each for each in words if say(each, lang="es") == each] == []


@pytest.mark.parametrize(("language", "width", "height"), [("en", 860, 560), ("es", 683, 384)])
def test_the_keys_have_one_scroll_bar_and_nothing_is_cut(
    qtbot: Any, morning: Desk, language: str, width: int, height: int
) -> None:
    use(language)
    try:
        dialog = KeysDialog()
        qtbot.addWidget(dialog)
        dialog.resize(width, height)
        dialog.show()
        settle()
    finally:
        use("en")
    table = dialog.table
    assert not table.verticalScrollBar().isVisible()
    last = table.rowCount() - 1
    assert table.rowViewportPosition(last) + table.rowHeight(last) <= table.viewport().height()
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    settle()
    foot = table.viewport().mapTo(dialog, table.visualRect(table.currentIndex()).bottomLeft())
    assert table.currentRow() == last
    assert 0 < foot.y() < dialog.height(), "the row in hand is out of sight"
