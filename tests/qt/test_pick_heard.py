"""A list that folds out is heard with its question, answered or not."""

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from ui.forms.form import Choice, Field
from ui.qt.controls import Pick


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
