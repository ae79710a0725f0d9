"""Ctrl+Z and Ctrl+Y on a page, over answers, choices and rows, wherever the cursor is; and going on later."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from crs_intake.casework.ports import Desk
from tests.qt.desks import A_NO, desk, field, opened, press, tab, type_into, view, write
from ui import steps
from ui.qt.rows import Cards
from ui.qt.wizard import CaseWizard

__all__ = ["desk"]
pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard")
CTRL = Qt.KeyboardModifier.ControlModifier


def typed(window: CaseWizard) -> dict[str, str]:
    return window.session.form(window.current.page.id).dump()


def here() -> str:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget.accessibleName()


def test_each_key_takes_back_one_answer_and_the_cursor_goes_there(qtbot: Any, desk: Desk) -> None:
    window = opened(qtbot, desk, None, "referral")
    for words in ("Ana", "Ruiz"):
        write(words)
        tab()
    tab(4)
    press(Qt.Key.Key_Z, CTRL)
    assert (typed(window), here()) == ({"given": "Ana"}, "Family name")
    press(Qt.Key.Key_Z, CTRL)
    assert (typed(window), here()) == ({}, "Given name")
    press(Qt.Key.Key_Y, CTRL)
    press(Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert (typed(window), here()) == ({"given": "Ana", "family": "Ruiz"}, "Family name")
    window.reject()


def test_not_known_is_taken_back_while_the_cursor_stands_on_it(qtbot: Any, desk: Desk) -> None:
    window = opened(qtbot, desk, None, "referral")
    type_into(field(window, "born").control.inputs()[0], "9/14/2006")
    tab()
    assert here() == "Not known: Birth date"
    press(Qt.Key.Key_Space)
    assert typed(window)["born"] == "?"
    press(Qt.Key.Key_Z, CTRL)
    assert typed(window)["born"] == "9/14/2006"
    window.reject()


def test_a_choice_is_taken_back_and_the_cursor_follows_it(qtbot: Any, desk: Desk) -> None:
    window = opened(qtbot, desk, None, "referral", "health")
    field(window, "evaluated").focus()
    for key in (Qt.Key.Key_Y, Qt.Key.Key_N):
        press(key)
    press(Qt.Key.Key_Z, CTRL)
    assert (typed(window)["evaluated"], here()) == ("yes", "Yes")
    window.reject()


@pytest.mark.parametrize("by_key", [True, False])
def test_an_answer_given_by_mistake_is_taken_back_also_later(qtbot: Any, desk: Desk, by_key: bool) -> None:
    """A hearing denied by a slip of the mouse could only become a hearing held, never neither."""
    window = opened(qtbot, desk, None, "referral")
    field(window, "sex").focus()
    press(Qt.Key.Key_F)
    window.next()
    window.back()
    sex = field(window, "sex").control
    cross = next(each for each in sex.findChildren(QToolButton) if each.isVisible())
    assert cross.accessibleName() == "No answer: Sex"
    if by_key:
        field(window, "sex").focus()
        press(Qt.Key.Key_Delete)
    else:
        QTest.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert (typed(window).get("sex", ""), cross.isVisible(), here()) == ("", False, "Female")
    press(Qt.Key.Key_Z, CTRL)
    assert (typed(window)["sex"], cross.isVisible()) == ("F", True)
    window.reject()


def test_a_person_taken_out_comes_back_and_one_put_in_goes(qtbot: Any, desk: Desk) -> None:
    window = opened(qtbot, desk, A_NO, "interview", "household")
    people, before = view(window).views["people"], typed(window)
    assert isinstance(people, Cards)
    people.list.setFocus()
    press(Qt.Key.Key_Down)
    QTest.mouseClick(people.remove_button, Qt.MouseButton.LeftButton)
    assert typed(window) != before
    press(Qt.Key.Key_Z, CTRL)
    assert (typed(window), here()) == (before, "People")
    people.add_button.setFocus()
    press(Qt.Key.Key_Space)
    many = len(people.form.rows("people"))
    press(Qt.Key.Key_Z, CTRL)
    assert (typed(window), len(people.form.rows("people"))) == (before, many - 1)
    window.reject()


def test_a_line_put_in_from_another_line_is_a_step_of_its_own(qtbot: Any, desk: Desk) -> None:
    window = opened(qtbot, desk, A_NO, "worksheet", "income")
    income = view(window).views["income"]
    assert isinstance(income, Cards)
    income.focus_at("1.payments.2.amount")
    write("9")
    after = typed(window)
    income.add_button.click()
    press(Qt.Key.Key_Z, CTRL)
    assert typed(window) == after
    window.reject()


def test_a_row_of_a_grid_comes_back(qtbot: Any, desk: Desk) -> None:
    window = opened(qtbot, desk, A_NO, "worksheet", "income")
    income, before = view(window).views["income"], typed(window)
    assert isinstance(income, Cards)
    income.focus_at("0.payments.1.amount")
    press(Qt.Key.Key_Delete, CTRL)
    assert typed(window) != before
    press(Qt.Key.Key_Z, CTRL)
    assert typed(window) == before
    assert here() == "Day, row 1"
    window.reject()


# -- going on where somebody stood -----------------------------------------------------------


def test_of_two_pages_in_hand_within_a_minute_the_later_one_is_gone_on_with(qtbot: Any, desk: Desk) -> None:
    for page, key in (("details", "employer"), ("insurance", "uninsured_since"), ("details", "employer")):
        window = opened(qtbot, desk, A_NO, "interview", page)
        type_into(field(window, key).control.inputs()[0], "12/")
        window.close()
        again = opened(qtbot, desk, A_NO, "interview")
        assert (again.current.page.id, again.current.focus_path) == (page, key)
        again.reject()
    stopped = steps.resumable(desk.store.drafts(A_NO))
    assert [each.words for each in stopped] == [
        "Enrollment interview: stopped at Applicant and parent, by R. Chavez"
    ]


def test_save_and_close_in_the_middle_goes_on_at_the_same_page(qtbot: Any, desk: Desk) -> None:
    window = opened(qtbot, desk, None, "referral")
    write("Ana")
    for _ in range(2):
        window.next()
    assert window.current.page.id == "address"
    type_into(field(window, "city").control.inputs()[0], "Mesa")
    number = window.session.number
    window.save_and_close()
    again = opened(qtbot, desk, number, "referral")
    assert (again.current.page.id, again.current.focus_path) == ("address", "city")
    again.reject()


def test_save_and_close_after_one_page_was_put_right_begins_nothing(qtbot: Any, desk: Desk) -> None:
    window = opened(qtbot, desk, A_NO, "interview", "insurance")
    type_into(field(window, "uninsured_since").control.inputs()[0], "11/1/2008")
    window.save_and_close()
    assert desk.store.drafts(A_NO) == ()
