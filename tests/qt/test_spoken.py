"""What a screen reader, a voice or a braille line does by itself counts as done by the hand.

They write into a field and mark a row without keys and without the mouse; Qt tells neither edit nor click.
"""

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QWidget

from crs_intake.casework.ports import Desk
from tests.qt import desks, windows
from tests.qt.desks import A_NO, desk
from tests.qt.windows import morning, settle
from ui.flow import WIZARDS
from ui.forms.form import Choice, Field
from ui.forms.reading import UNKNOWN_TEXT
from ui.qt.bar import ROOMS
from ui.qt.controls import Line, Pick, When
from ui.qt.keys import KeysDialog

__all__ = ["desk", "morning"]


def heard(widget: QWidget) -> QAccessibleInterface:
    """The widget as a screen reader has it."""
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None
    return found


def write(widget: QWidget, words: str) -> None:
    """Put words into a field as a screen reader does."""
    heard(widget).setText(QAccessible.Text.Value, words)


def below(node: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """Everything in it."""
    for at in range(node.childCount()):
        each = node.child(at)
        if each is not None:
            yield each
            yield from below(each)


def mark(widget: QWidget, words: str) -> None:
    """Mark the line that begins so, as a screen reader does."""
    line = next(each for each in below(heard(widget)) if each.text(QAccessible.Text.Name).startswith(words))
    line.actionInterface().doAction("Toggle")
    settle()


def test_a_room_marked_in_the_rail_opens(qtbot: Any, morning: Desk) -> None:
    window = windows.opened(qtbot, morning)
    gone: list[str] = []
    window.rail.wished.connect(gone.append)
    for room, words in reversed(ROOMS):
        mark(window.rail, words)
        assert [room] == gone[-1:]


def test_a_row_marked_is_the_row_that_enter_opens(qtbot: Any, morning: Desk) -> None:
    window = windows.opened(qtbot, morning)
    window.open_room("cases")
    settle()
    table = window.pages.currentWidget().table
    table.setCurrentCell(0, 0)
    last = table.item(table.rowCount() - 1, 0).text()
    mark(table, last)
    assert table.currentRow() == table.rowCount() - 1
    with qtbot.waitSignal(table.chosen) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [table.keys()[-1]]


def test_words_put_into_the_search_are_found_and_a_marked_result_opens(qtbot: Any, morning: Desk) -> None:
    window = windows.opened(qtbot, morning)
    box = window.bar.search
    write(box, "yazzie")
    qtbot.waitUntil(lambda: box.panel.results.count() > 0, timeout=5000)
    write(box, "a")
    qtbot.waitUntil(lambda: box.panel.results.count() > 1, timeout=5000)
    wanted = box.panel.results.item(1).text()
    with qtbot.waitSignal(box.opened, timeout=5000) as opened:
        mark(box.panel.results, wanted)
    assert opened.args[0] in wanted


def test_words_put_into_a_page_are_kept_and_not_known_is_an_answer(qtbot: Any, desk: Desk) -> None:
    wizard = desks.opened(qtbot, desk, None, "referral")
    form = wizard.session.form("applicant")
    views = desks.view(wizard).views
    write(views["given"].control.box, "Lucia")
    write(views["born"].control.box, "9/14/2006")
    assert form.texts["given"] == "Lucia" and form.texts["born"] == "9/14/2006"
    unknown = next(each for each in views["born"].findChildren(QCheckBox))
    heard(unknown).actionInterface().doAction("Toggle")
    assert form.texts["born"] == UNKNOWN_TEXT
    heard(unknown).actionInterface().doAction("Toggle")
    assert form.texts["born"] == ""


def test_a_visited_step_that_is_marked_opens(qtbot: Any, desk: Desk) -> None:
    wizard = desks.opened(qtbot, desk, A_NO, "interview")
    wizard.go(1)
    settle()
    mark(wizard.steps.list, wizard.steps.list.item(0).text())
    assert wizard.current.page.id == WIZARDS["interview"].pages[0].id


def test_lines_days_and_lists_hear_what_is_put_into_them(qtbot: Any) -> None:
    line = Line(Field(key="name", label="Name", kind="text"))
    when = When(Field(key="at", label="At", kind="moment"))
    words = ("Stepsibling", "Sibling", *(f"Cousin {n}" for n in range(12)))
    pick = Pick(Field(key="r", label="Relation", kind="pick"), [Choice(each, each) for each in words])
    for control, box, put, kept in (
        (line, line.box, "Lucía", "Lucía"), (when, when.time, "08:05", "08:05"),
        (pick, pick.box.lineEdit(), "cousin 3", "Cousin 3"),
    ):  # fmt: skip
        qtbot.addWidget(control)
        with qtbot.waitSignal(control.edited):
            write(box, put)
        assert control.text() == kept
        with qtbot.assertNotEmitted(control.edited):
            control.set_text("")


def test_a_topic_marked_in_the_help_is_shown(qtbot: Any) -> None:
    dialog = KeysDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    last = dialog.topics.item(dialog.topics.count() - 1).text()
    mark(dialog.topics, last)
    assert dialog.topics.currentRow() == dialog.topics.count() - 1
