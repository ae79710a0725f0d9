"""Help: a page for each wizard, the first day in five steps, the keys, and F1 where one stands."""

from typing import Any

from PySide6.QtWidgets import QLabel

from crs_intake.casework.ports import Desk
from tests.qt.desks import A_NO
from tests.qt.windows import morning, opened, settle
from ui.flow import WIZARDS
from ui.forms.help import HOW, TOUR
from ui.forms.manual import section
from ui.qt.keys import KeysDialog

__all__ = ["morning"]


def test_each_wizard_has_a_page_that_names_a_section_of_the_manual() -> None:
    assert {"referral", "preliminary", "interview", "worksheet", "evaluation", "redetermination",
            "termination", "hearing"} <= set(HOW) & set(WIZARDS)  # fmt: skip
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
