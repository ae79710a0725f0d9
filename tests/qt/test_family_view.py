"""The page turned to the family: their own figures, live, in their language, and gone in time."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from crs_intake.casework.ports import Desk
from crs_intake.domain.case import Case
from tests.qt.desks import A_NO, B, C, desk, field, opened, press, type_into
from tests.qt.test_wizard_worksheet import cards, detail, pick
from tests.qt.windows import morning, settle
from tests.qt.windows import opened as window_of
from ui.qt.family_view import LARGE, FamilyView
from ui.qt.wizard import CaseWizard

__all__ = ["desk", "morning"]


def told(view: FamilyView) -> str:
    return "\n".join(each.text() for each in view.findChildren(QLabel) if each.text())


def turned(window: CaseWizard) -> FamilyView:
    press(Qt.Key.Key_F9)
    settle()
    assert window.family is not None and window.family.isVisible()
    return window.family


def others(desk: Desk, number: str) -> set[str]:
    """Names and numbers of every other case of the desk, and the number of this one."""
    found = {number}
    for each in desk.store.cases(open_only=False):
        case: Case = each.case
        if case.number != number:
            found |= {case.number} | {person.name for person in case.people if person.name}
    return found


@pytest.mark.parametrize("number", [A_NO, C])
def test_the_family_reads_its_own_figures_in_its_own_language(qtbot: Any, desk: Desk, number: str) -> None:
    tongue = desk.store.case(number).case.language
    window = opened(qtbot, desk, number, "worksheet", "worksheet")
    view = turned(window)
    words = told(view)
    assert view.title.text() == ("Su familia y CRS" if tongue == "es" else "Your family and CRS")
    assert not any(each in words for each in others(desk, number))
    assert "20.6" not in words and "%" in words, "plain words and no sections"
    sizes = {each.font().pointSizeF() for each in view.findChildren(QLabel) if each.text()}
    assert min(sizes) >= LARGE
    view.other.click()
    assert view.title.text() == ("Your family and CRS" if tongue == "es" else "Su familia y CRS")
    window.close()


def test_it_follows_while_staff_types(qtbot: Any, desk: Desk) -> None:
    window = opened(qtbot, desk, A_NO, "worksheet", "income")
    view = turned(window)
    before = told(view)
    cards(window, "income").add()
    row = detail(window, "income")
    pick(row.views["person"].control, "father")  # type: ignore[union-attr]
    pick(row.views["kind"].control, "gift")  # type: ignore[union-attr]
    pick(row.views["frequency"].control, "once")  # type: ignore[union-attr]
    with qtbot.waitActive(window):
        window.activateWindow()
    type_into(row.views["amount"].control.inputs()[0], "11500")  # type: ignore[union-attr]
    assert row.form.text("amount") == "11500"
    settle()
    assert told(view) != before
    window.close()


def test_it_goes_with_the_worksheet_with_the_key_and_with_the_person(qtbot: Any, morning: Desk) -> None:
    main = window_of(qtbot, morning)
    main.open_wizard(B, "worksheet", "worksheet")
    settle()
    wizard = next(iter(main._wizards.values()))
    wizard.turn_to_family()
    view = wizard.family
    assert view is not None and view.isVisible()
    wizard.turn_to_family()
    assert wizard.family is None, "the button puts it away"
    wizard.turn_to_family()
    view = wizard.family
    assert view is not None
    wizard.hide()
    assert wizard.family is None and told(view) == "", "a lock that hides the worksheet hides this too"
    wizard.show()
    wizard.turn_to_family()
    main.switch_user()
    settle()
    assert wizard.family is None


def test_a_wizard_without_figures_has_no_page_to_turn(qtbot: Any, desk: Desk) -> None:
    window = opened(qtbot, desk, None, "referral")
    press(Qt.Key.Key_F9)
    assert window.family is None
    assert field(window, "given")
    window.close()


def test_who_has_ahcccs_reads_no_figures_of_nothing(qtbot: Any, desk: Desk) -> None:
    window = opened(qtbot, desk, B, "worksheet", "worksheet")
    words = told(turned(window))
    assert "$" not in words and "So you pay nothing for CRS care." in words
    window.close()
