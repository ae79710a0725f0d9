"""Slips of the keys and of the clipboard: said beside the answer, in words, and never lost."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from crs_intake.casework.ports import Desk
from tests.qt.desks import A_NO, desk, field, opened, press, type_into, view
from ui.qt.grid import Grid
from ui.qt.rows import Cards
from ui.qt.wizard import CaseWizard

__all__ = ["desk"]
pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard")


def said(window: CaseWizard, key: str) -> str:
    """What stands below an answer."""
    return field(window, key)._remark.words.text()


def line(window: CaseWizard, key: str) -> QLineEdit:
    found = field(window, key).control.inputs()[0]
    assert isinstance(found, QLineEdit)
    return found


def payments(window: CaseWizard) -> Grid:
    income = view(window).views["income"]
    assert isinstance(income, Cards)
    income.focus_at("0.payments.0.day")
    found = income._detail.views["payments"]  # type: ignore[union-attr]
    assert isinstance(found, Grid)
    return found


def test_half_a_day_in_a_row_is_said_once_the_cell_is_left(qtbot: Any, desk: Desk) -> None:
    """It was not counted, and nothing said so."""
    window = opened(qtbot, desk, A_NO, "worksheet", "income")
    grid = payments(window)
    type_into(grid._cells[0]["day"].inputs()[0], "3/6")
    assert grid._remark.words.text() == ""  # it may still become right
    press(Qt.Key.Key_Return)
    assert grid._remark.words.text() == ("Row 1, Day: Type a date as month, day, year, for example 3/9/2009")
    window.reject()


@pytest.mark.parametrize("typed", ["2/29/09", "13/", "4/31"])
def test_a_day_that_can_never_be_is_said_while_it_is_typed(qtbot: Any, desk: Desk, typed: str) -> None:
    window = opened(qtbot, desk, A_NO, "worksheet", "income")
    grid = payments(window)
    type_into(grid._cells[0]["day"].inputs()[0], typed)
    assert grid._remark.words.text().startswith("Row 1, Day: ")
    window.reject()


def test_half_a_word_of_yesterday_is_said_to_be_one(qtbot: Any, desk: Desk) -> None:
    window = opened(qtbot, desk, None, "referral")
    type_into(line(window, "born"), "9/14/2")
    number = window.session.number
    window.close()
    again = opened(qtbot, desk, number, "referral")
    assert line(again, "born").text() == "9/14/2"
    assert said(again, "born").startswith("Type a date")
    again.reject()


@pytest.mark.parametrize(
    ("key", "pasted", "says"),
    [("given", "x" * 10_000, "This is too long; keep it under 400 letters"),
     ("given", "Ana 😀", "There is a sign here that no letter can be printed with; check the name"),
     ("given", "1234", "There is no letter in this name; check it"),
     ("born", "4/1/2010", "A birth date cannot be in the future; check the date")],
)  # fmt: skip
def test_a_slip_of_the_clipboard_is_said_at_once(
    qtbot: Any, desk: Desk, key: str, pasted: str, says: str
) -> None:
    window = opened(qtbot, desk, None, "referral")
    QApplication.clipboard().setText(pasted)
    line(window, key).setFocus()
    press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert said(window, key) == says
    window.reject()


def test_lines_tags_and_turned_text_of_the_clipboard_become_one_plain_line(qtbot: Any, desk: Desk) -> None:
    window = opened(qtbot, desk, None, "referral")
    QApplication.clipboard().setText("<b>Ana</b>\n\u202eMaria\u202c\t Ruiz")
    line(window, "given").setFocus()
    press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    press(Qt.Key.Key_Tab)
    assert line(window, "given").text() == "<b>Ana</b> Maria Ruiz"
    window.reject()


def test_a_family_lives_in_arizona_and_a_school_may_stand_elsewhere(qtbot: Any, desk: Desk) -> None:
    window = opened(qtbot, desk, None, "referral", "address")
    type_into(line(window, "state"), "nm")
    type_into(line(window, "zip"), "87102")
    assert said(window, "zip").startswith("This ZIP code is not in Arizona")
    assert said(window, "state") == "The applicant must live in Arizona (20.303)"
    assert line(window, "state").text() == "NM"
    window.reject()
    source = opened(qtbot, desk, None, "referral", "source")
    type_into(line(source, "state"), "nm")
    type_into(line(source, "zip"), "87102")
    press(Qt.Key.Key_Tab)
    assert "_remark" not in field(source, "zip").__dict__ or said(source, "zip") == ""
    source.reject()


def test_a_million_is_looked_at_twice(qtbot: Any, desk: Desk) -> None:
    window = opened(qtbot, desk, A_NO, "worksheet", "income")
    grid = payments(window)
    type_into(grid._cells[0]["amount"].inputs()[0], "121500000")
    assert grid._remark.words.text() == ("Row 1, Gross amount: 121,500,000.00 is very much; check the digits")
    window.reject()
