"""The blank referral form is at hand where papers are made and where cases begin (20.200)."""

from typing import Any, cast

import pytest
from PySide6.QtWidgets import QPushButton, QWizard

from crs_intake.casework.ports import Desk
from tests.qt.desks import A_NO, desk
from tests.qt.desks import opened as wizard
from tests.qt.windows import morning, opened, said, settle
from ui.qt.printing import SheetsDialog

__all__ = ["desk", "morning", "said"]


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[SheetsDialog]:
    """The dialogs that were opened with sheets to print."""
    found: list[SheetsDialog] = []
    monkeypatch.setattr(SheetsDialog, "exec", lambda dialog: found.append(dialog))
    return found


def choose(button: QPushButton, language: str) -> None:
    """Pick a language in the menu of the button."""
    next(each for each in button.menu().actions() if each.text() == language).trigger()
    settle()


@pytest.mark.proves("CRS-20.200.sources")
@pytest.mark.parametrize("room", ["documents", "cases"])
def test_the_blank_form_is_offered_in_both_languages(
    qtbot: Any, morning: Desk, shown: list[SheetsDialog], room: str
) -> None:
    window = opened(qtbot, morning)
    window.open_room(room)
    settle()
    button: QPushButton = cast("Any", window._rooms[room]).blank
    assert button.isVisible() and "Blank referral form" in button.accessibleName() + button.text()
    for language in ("English", "Español"):
        choose(button, language)
    assert [each.preview.count for each in shown] == [2, 2]
    assert shown[0]._pdf != shown[1]._pdf
    assert [each._file for each in shown] == ["CRS-Application-Form-en.pdf", "CRS-Application-Form-es.pdf"]


@pytest.mark.proves("CRS-20.200.sources")
def test_where_it_can_be_had_is_edited_in_the_settings(
    qtbot: Any, morning: Desk, shown: list[SheetsDialog]
) -> None:
    window = opened(qtbot, morning)
    window.open_settings("form")
    settle()
    part: Any = next(each for each in window.settings.parts if each.name == "form")
    english = part.editor.fields["en"]
    assert "www.azdhs.gov/phs/ocshcn" in english.toPlainText()
    english.setPlainText("At the front desk, and at crs.example.")
    part.save.click()
    settle()
    assert morning.store.site().form_sources.en == "At the front desk, and at crs.example."
    assert morning.store.site().form_sources.es == ""  # what was not changed follows the shipped words
    english.clear()
    part.save.click()
    settle()
    assert morning.store.site().form_sources.en == ""
    assert "www.azdhs.gov/phs/ocshcn" in english.toPlainText()


@pytest.mark.proves("CRS-20.200.sources")
def test_it_is_at_hand_where_a_referral_is_begun_and_not_in_other_wizards(
    qtbot: Any, desk: Desk, shown: list[SheetsDialog]
) -> None:
    begun = wizard(qtbot, desk, None, "referral")
    button = begun.button(QWizard.WizardButton.CustomButton2)
    assert isinstance(button, QPushButton) and button.isVisible()
    assert button.accessibleName() == "Blank form: referral"
    choose(button, "Español")
    assert [each._file for each in shown] == ["CRS-Application-Form-es.pdf"]
    begun.reject()
    filed = wizard(qtbot, desk, A_NO, "referral")  # the form is here already
    assert not filed.button(QWizard.WizardButton.CustomButton2).isVisible()
    filed.reject()
