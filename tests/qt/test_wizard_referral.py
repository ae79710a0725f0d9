"""A referral typed at the desk: by keyboard alone, with the duplicate check, and never losing a word."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from crs_intake.casework import drafts
from crs_intake.casework.ports import Desk
from crs_intake.domain.moment import PHOENIX
from tests.qt.desks import A_NO, at, desk, field, go_on, opened, press, tab, type_into, view, write
from ui.qt.duplicates import Duplicates
from ui.qt.wizard import CaseWizard

__all__ = ["desk"]
# The list of usual answers folds out while one types; offscreen it says that it grabs no keyboard.
pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard")


def the_applicant(given: str, family: str, born: str, sex: str = "Female") -> None:
    write(given)
    tab()
    write(family)
    tab()
    write(born)
    tab(2)
    press(Qt.Key.Key_F if sex == "Female" else Qt.Key.Key_M)


@pytest.mark.proves("CRS-20.200.2.B", "CRS-20.200.1.F")
def test_a_newborn_is_referred_by_fax_without_the_mouse(qtbot: Any, desk: Desk) -> None:
    """Row 7 of the day: uninsured, not yet seen, diagnosis and physician not known: complete all the same."""
    window = opened(qtbot, at(desk, datetime(2009, 3, 31, 11, 20, tzinfo=PHOENIX)), None, "referral")
    kept: list[str] = []
    window.kept.connect(kept.append)
    the_applicant("Mateo", "Salas Ortega", "3/12/2009", "Male")
    tab()
    press(Qt.Key.Key_M)  # mother
    tab()
    write("Inés")
    tab()
    write("Ortega")
    go_on()
    assert window.current.page.id == "source"
    for words in ("Linda Park", "Maricopa Clinic", "clinic nurse"):
        write(words)
        tab()
    tab()
    write("6025550177")
    tab(2)
    for words in ("100 N. Central Avenue", "Phoenix"):
        write(words)
        tab()
    tab()
    write("85004")
    go_on()
    assert window.current.page.id == "address"
    for words in ("55 W. Roosevelt Street", "Phoenix"):
        write(words)
        tab()
    tab()
    write("85003")
    tab()
    write("602 555 0188")
    go_on()
    assert window.current.page.id == "health"
    press(Qt.Key.Key_N)  # not evaluated
    type_into(field(window, "insured").control.inputs()[1], "n")
    type_into(field(window, "diagnosis").control.inputs()[0], "?")
    type_into(field(window, "care_name").control.inputs()[0], "?")
    go_on()
    assert window.current.page.id == "receipt"
    type_into(field(window, "form_date").control.inputs()[0], "3/30/2009")
    type_into(field(window, "channel").control.inputs()[0], "f")
    papers = view(window).views["papers"]
    papers.add()  # type: ignore[union-attr]
    press(Qt.Key.Key_R)
    assert window.current.session.notes("receipt")[0].section == "20.200.2.B"
    with qtbot.waitSignal(window.closed):
        window.button(CaseWizard.WizardButton.FinishButton).click()
    case = desk.store.case(kept[-1]).case
    assert case.applicant is not None
    assert case.applicant.name == "Mateo Salas Ortega"
    assert case.phones == ("602-555-0188",)
    assert case.referral is not None
    assert case.referral.not_known == ("diagnosis", "primary_care")
    assert case.events[0].kind == "referral_received"
    assert str(case.events[0].at) == "2009-03-31T11:20"
    assert [each for each in desk.store.drafts() if each.wizard == "referral"] == []


def test_the_same_child_is_seen_while_typing_and_filed_with_one_key(qtbot: Any, desk: Desk) -> None:
    """Row 8: the two surnames swapped, another phone; seen before the second page."""
    window = opened(qtbot, desk, None, "referral")
    kept: list[str] = []
    window.kept.connect(kept.append)
    the_applicant("Lucía", "Morales Yazzie", "9/14/2006")
    panel = window.current.panel
    assert isinstance(panel, Duplicates)
    panel.look(wait=True)
    assert panel.isVisible()
    assert panel.found[0].number == A_NO
    with qtbot.waitSignal(window.closed):
        press(Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    case = desk.store.case(A_NO).case
    assert case.applicant is not None
    assert "Lucía Morales Yazzie" in case.applicant.other_names
    assert kept == [A_NO]
    assert sum(event.kind == "referral_received" for event in case.events) == 1


def test_another_child_is_not_asked_about_again(qtbot: Any, desk: Desk) -> None:
    window = opened(qtbot, desk, None, "referral")
    the_applicant("Lucía", "Morales Yazzie", "9/14/2006")
    panel = window.current.panel
    assert isinstance(panel, Duplicates)
    panel.look(wait=True)
    press(Qt.Key.Key_H, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: not panel.isVisible())
    panel.look(wait=True)
    assert not panel.isVisible()
    assert window.session.apart == [A_NO]
    window.reject()


@pytest.mark.proves("CRS-20.301")
def test_an_applicant_who_turns_21_tomorrow_is_warned_of_while_typing(qtbot: Any, desk: Desk) -> None:
    """Row 4: the form may still be saved; nothing is denied before the interview."""
    window = opened(qtbot, desk, None, "referral")
    type_into(field(window, "born").control.inputs()[0], "4/1/1988")
    words = field(window, "born")._remark.words.text()
    assert words == "20 years, turns 21 on 1 Apr 2009 (tomorrow): not eligible from that day (20.301)"
    assert not field(window, "born").wrong
    window.reject()


@pytest.mark.parametrize(
    ("key", "typed", "says"),
    [
        ("born", "2/29/2009", "That month has no day 29; check the date"),
        ("born", "4/1/2009", "A birth date cannot be in the future; check the date"),
        ("born", "13/1/2008", "There is no month 13; type month, day, year: 3/9/2009"),
    ],
)
def test_impossible_dates_are_said_beside_the_field_while_typing(
    qtbot: Any, desk: Desk, key: str, typed: str, says: str
) -> None:
    window = opened(qtbot, desk, None, "referral")
    type_into(field(window, key).control.inputs()[0], typed)
    assert field(window, key)._remark.words.text() == says
    assert field(window, key).control.inputs()[0].property("wrong")
    window.reject()


def test_a_page_stops_once_at_an_error_and_never_traps(qtbot: Any, desk: Desk) -> None:
    window = opened(qtbot, desk, None, "referral")
    type_into(field(window, "born").control.inputs()[0], "2/30/2008")
    go_on()
    assert window.current.page.id == "applicant"
    assert QApplication.focusWidget() is field(window, "born").control.inputs()[0]
    go_on()
    assert window.current.page.id == "source"
    assert window.session.state("applicant") == "errors"
    window.reject()
    again = opened(qtbot, desk, window.session.number, "referral", "applicant")
    assert field(again, "born").control.text() == "2/30/2008"
    again.reject()


def test_another_clerk_goes_on_where_the_first_stopped(qtbot: Any, desk: Desk) -> None:
    """Row 9: the draft stands as begun by the first; nothing is typed twice."""
    window = opened(qtbot, desk, None, "referral", "source")
    type_into(field(window, "name").control.inputs()[0], "Linda Park")
    tab()
    number = window.session.number
    window.reject()
    other = desk.store.add_person(
        desk.actor, "M. Begay", frozenset({"front_desk"}), "PHX", "six slow blue chairs"
    )
    second = replace(desk, actor=other)
    assert drafts.begun(second)[0].by_name == "R. Chavez"
    again = opened(qtbot, second, number, "referral")
    assert again.current.page.id == "source"
    assert field(again, "name").control.text() == "Linda Park"
    again.reject()


def test_esc_closes_and_the_wizard_opens_again_at_the_same_field(qtbot: Any, desk: Desk) -> None:
    window = opened(qtbot, desk, None, "referral")
    the_applicant("Ana", "Lopez Rivera", "1/2/2003")
    type_into(field(window, "parent_given").control.inputs()[0], "Rosa")
    number = window.session.number
    with qtbot.waitSignal(window.closed):
        press(Qt.Key.Key_Escape)
    again = opened(qtbot, desk, number, "referral")
    assert again.current.focus_path == "parent_given"
    assert QApplication.focusWidget() is field(again, "parent_given").control.inputs()[0]
    assert field(again, "parent_given").control.text() == "Rosa"
    assert field(again, "family").control.text() == "Lopez Rivera"
    again.reject()


def test_ctrl_z_takes_back_answer_by_answer(qtbot: Any, desk: Desk) -> None:
    window = opened(qtbot, desk, None, "referral")
    write("Ana")
    tab()
    write("Lopez")
    tab()
    for expected in ("", "Ana"):
        press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        if not expected:
            assert field(window, "family").control.text() == ""
            assert field(window, "given").control.text() == "Ana"
    assert field(window, "given").control.text() == ""
    window.reject()


def test_a_draft_is_kept_two_seconds_after_the_last_key(qtbot: Any, desk: Desk) -> None:
    window = opened(qtbot, desk, None, "referral")
    write("Ana")
    assert drafts.begun(desk, window.session.number) == ()
    qtbot.waitUntil(lambda: bool(drafts.begun(desk, window.session.number)), timeout=4000)
    assert drafts.begun(desk, window.session.number)[0].said == {"given": "Ana"}
    window.reject()


def test_looking_into_a_wizard_leaves_no_draft(qtbot: Any, desk: Desk) -> None:
    before = drafts.begun(desk)
    window = opened(qtbot, desk, A_NO, "interview")
    window.next()
    window.reject()
    assert drafts.begun(desk) == before
