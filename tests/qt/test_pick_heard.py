"""A list that folds out is heard with its question, answered or not."""

from typing import Any

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from ui.forms.form import Choice, Field
from ui.qt.controls import Offer, Pick


def test_an_answered_list_still_says_which_question_it_answers(qapp: QApplication) -> None:
    pick = Pick(Field(key="of", label="Of & for", kind="pick"), [Choice("a", "Anna"), Choice("b", "Berta")])
    pick.describe("Of & for", "required")
    pick.set_text("b")
    pick.show()
    labels = [each for each, which in QAccessible.queryAccessibleInterface(pick.box).relations()
              if which == QAccessible.RelationFlag.Label]  # fmt: skip
    assert [each.text(QAccessible.Text.Name) for each in labels] == ["Of & for"]
    assert not pick._heard.isVisible()
    pick.deleteLater()


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_offers_fold_in_when_a_screen_reader_moves_the_cursor(qtbot: Any, qapp: QApplication) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    offer = Offer(Field(key="who", label="Who", kind="offer"), ["school nurse", "clinic nurse"])
    phone = QLineEdit()
    column.addWidget(offer)
    column.addWidget(phone)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    offer.box.setFocus()
    QTest.keyClicks(offer.box, "nurse")
    assert QApplication.activePopupWidget() is not None
    phone.setFocus()
    assert QApplication.activePopupWidget() is None
    assert offer.text() == "nurse"


def test_an_answer_typed_whole_is_taken_though_another_one_holds_it(qtbot: Any) -> None:
    words = ("Stepsibling", "Sibling", *(f"Cousin {n}" for n in range(12)))
    pick = Pick(Field(key="r", label="Relation", kind="pick"), [Choice(each, each) for each in words])
    qtbot.addWidget(pick)
    for typed, taken in (("sibling", "Sibling"), ("sib", "Sibling"), ("steps", "Stepsibling")):
        pick.set_text("")
        pick.box.setEditText(typed)
        pick._pick_first("")
        assert pick.text() == taken
