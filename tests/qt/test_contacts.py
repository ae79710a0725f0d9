"""Appointments and contacts: one click each; what is not possible says why (20.401.2.D, 20.1201, 20.1202)."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from crs_intake.casework.ports import Desk
from tests.qt.desks import A_NO, B
from tests.qt.test_today import headings
from tests.qt.windows import at, kept, morning, opened, said, settle, so_far
from ui.qt.appointments import ContactsView
from ui.qt.printing import SheetsDialog
from ui.qt.text import Label
from ui.qt.window import Window

__all__ = ["morning", "said", "so_far"]
M = "PHX-2008-0417"


def log_of(qtbot: Any, desk: Desk, number: str) -> tuple[Window, ContactsView]:
    """The window at the appointments and contacts of a case."""
    window = opened(qtbot, desk)
    window.open_case(number, "contacts")
    settle()
    return window, window.case_page.contacts


def button(view: ContactsView, words: str) -> Any:
    """One of the buttons at a booked visit."""
    return next(each for each in view.booked_buttons if words in each.text().replace("&", ""))


@pytest.mark.proves("CRS-20.1201.A", "CRS-20.1201.B")
def test_missed_and_left_message_are_two_clicks(qtbot: Any, so_far: Desk) -> None:
    """Row 3 of the day: second miss; the next attempt counts from Thu 2 Apr 09:40; DOC-59 to the plan."""
    _window, view = log_of(qtbot, at(so_far, 3, 31, 9, 40), B)
    button(view, "Missed").click()
    settle()
    view.attempts["left_message"].click()
    settle()
    words = view.ladder.text()
    assert "Missed appointments that count: 2." in words
    assert "Thu 2 Apr 2009 09:40" in words
    assert "Plan" in words
    assert "Wed 1 Apr" in words
    assert "Thu 30 Apr" in words


@pytest.mark.proves("CRS-20.1202.A", "CRS-20.1202.B")
def test_called_no_answer_is_one_click_for_a_member(qtbot: Any, so_far: Desk) -> None:
    """Row 6 of the day: the attempt counts; a letter is due Wed 1 Apr; nothing ends a membership here."""
    window, view = log_of(qtbot, at(so_far, 3, 31, 11, 6), M)
    view.attempts["no_answer"].click()
    settle()
    assert window.case_page.view is not None
    assert "Wed 1 Apr" in view.ladder.text()
    assert "application_terminated" not in window.case_page.view.standing.may
    assert "member_terminated" not in [each.lower() for each in view.attempts]


def test_a_visit_can_only_be_noted_after_its_time(qtbot: Any, morning: Desk) -> None:
    _window, view = log_of(qtbot, morning, B)
    assert not button(view, "Attended").isEnabled()
    assert not button(view, "Missed").isEnabled()
    assert button(view, "Cancelled").isEnabled()


@pytest.mark.proves("CRS-20.401.2.D.30d")
def test_a_first_visit_beyond_thirty_days_asks_for_the_reason_and_is_not_blocked(
    qtbot: Any, morning: Desk
) -> None:
    _window, view = log_of(qtbot, at(morning, 3, 18, 9, 0), A_NO)
    QTest.keyClicks(view.when, "4/20/2009 10:00")
    settle()
    assert "Day 34 after the notice: the last day is Thu 16 Apr 2009" in view.warning.text()
    view.book.click()
    settle()
    assert "Say why" in view.trouble.text()
    QTest.keyClicks(view.reason, "the family is away")
    view.book.click()
    settle()
    booked = [event for event in morning.store.case(A_NO).case.events if event.kind == "appointment_made"]
    assert (str(booked[-1].when), booked[-1].reason) == ("2009-04-20T10:00", "the family is away")


def test_an_appointment_needs_day_and_time(qtbot: Any, morning: Desk) -> None:
    _window, view = log_of(qtbot, at(morning, 3, 18, 9, 0), A_NO)
    for typed, sentence in (
        ("soon", "day and time"),
        ("4/2/2009", "the time too"),
        ("3/1/2009 9:00", "is over"),
    ):
        view.when.clear()
        QTest.keyClicks(view.when, typed)
        view.book.click()
        assert sentence in view.trouble.text()


def test_what_is_not_possible_is_switched_off_with_the_reason(qtbot: Any, morning: Desk) -> None:
    """Before the preliminary determination nothing is booked (20.401.2.D)."""
    _window, view = log_of(qtbot, at(morning, 3, 10, 9, 0), A_NO)
    assert not view.book.isEnabled()
    assert "(20.401.2.D)" in view.not_booking.text()


def test_the_calendar_lists_the_visits_of_all_cases_and_enter_opens_them(qtbot: Any, morning: Desk) -> None:
    window = opened(qtbot, morning)
    window.open_room("calendar")
    settle()
    table = window._rooms["calendar"].table  # type: ignore[attr-defined]
    keys = table.keys()
    assert [table.text_of(key)[:3] for key in keys] == [
        ["09:00", "Jaylen Carter", "Initial evaluation; interview still open"],
        ["13:30", "Lucía Yazzie Morales", "Enrollment interview"],
        ["10:00", "Lucía Yazzie Morales", "Initial evaluation; interview still open"],
    ]
    assert headings(table) == ["Today, Tue 31 Mar 2009 · 2 in the book", "Thu 2 Apr 2009 · 1 in the book"]
    table.chosen.emit(keys[0])
    settle()
    assert (window.case_page.number, window.case_page.part) == (B, "contacts")


def test_the_calendar_goes_to_a_day_and_shows_its_list(
    qtbot: Any, morning: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(qtbot, morning)
    window.open_room("calendar")
    settle()
    page = window._rooms["calendar"]
    assert page.print_it.accessibleName() == "Print the day list of Tue 31 Mar"  # type: ignore[attr-defined]
    page.go_to.setFocus()  # type: ignore[attr-defined]
    QTest.keyClicks(page.go_to, "4/1/2009")  # type: ignore[attr-defined]
    QTest.keyClick(page.go_to, Qt.Key.Key_Return)  # type: ignore[attr-defined]
    assert str(page.day) == "2009-04-02"  # type: ignore[attr-defined]
    shown: list[SheetsDialog] = []
    monkeypatch.setattr(SheetsDialog, "exec", lambda dialog: shown.append(dialog))
    QTest.keyClick(page.table, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)  # type: ignore[attr-defined]
    assert [dialog.preview.count for dialog in shown] == [1]


@pytest.mark.proves("CRS-20.1201.A")
def test_an_attempt_before_the_48_hours_is_kept_and_the_page_says_that_it_does_not_count(
    qtbot: Any, so_far: Desk
) -> None:
    _window, view = log_of(qtbot, at(so_far, 3, 31, 9, 40), B)
    button(view, "Missed").click()
    settle()
    assert "First attempt: now" in view.ladder.text()
    assert view.not_trying.isHidden()
    view.attempts["no_answer"].click()
    settle()
    assert "Second attempt: counts from Thu 2 Apr 2009 09:40 (48 hours)." in view.ladder.text()
    assert view.not_trying.text() == (  # of the next click: the one just made is the first and counts
        "An attempt before Thu 2 Apr 2009 09:40 is kept but does not count as the second one (20.1201.A)."
    )
    _window, later = log_of(qtbot, at(so_far, 4, 2, 9, 40), B)
    assert later.not_trying.isHidden()


@pytest.mark.proves("CRS-20.1201.B")
def test_the_no_show_letter_is_switched_off_with_its_reason_until_two_attempts_stayed_unanswered(
    qtbot: Any, so_far: Desk
) -> None:
    _window, view = log_of(qtbot, at(so_far, 3, 31, 9, 40), B)
    button(view, "Missed").click()
    view.attempts["no_answer"].click()
    settle()
    assert letters(view) == {"Open: No-show notice to the plan": True, "Open: No-show letter": False}
    assert "two attempts without an answer, 48 hours apart (20.1201.B)" in said_by(view)
    _window, later = log_of(qtbot, at(so_far, 4, 2, 10, 0), B)
    later.attempts["left_message"].click()
    settle()
    assert letters(later)["Open: No-show letter, applicant"]


def letters(view: ContactsView) -> dict[str, bool]:
    """The buttons for letters of the ladder, and whether they can be pressed."""
    items = (view._letters.itemAt(at).widget() for at in range(view._letters.count()))
    return {each.text(): each.isEnabled() for each in items if isinstance(each, QPushButton)}


def said_by(view: ContactsView) -> str:
    """What stands below those buttons."""
    items = (view._letters.itemAt(at).widget() for at in range(view._letters.count()))
    return " ".join(each.text() for each in items if isinstance(each, Label))


def test_before_a_visit_is_booked_its_clinic_day_is_told(qtbot: Any, morning: Desk) -> None:
    clinic = replace(morning.site.clinics[0], clinic_days=("Tue", "Thu"), places=1)
    site = replace(morning.site, clinics=(clinic, *morning.site.clinics[1:]))
    _window, view = log_of(qtbot, replace(morning, book=kept(site)), M)
    assert "Next clinic days: Tue 7 Apr (1 free), Thu 9 Apr (1 free)" in view.hint.text()
    QTest.keyClicks(view.when, "4/2/2009 10:00")
    assert view.hint.text() == (
        "Thu 2 Apr 2009 is full: 1 of 1 places taken. At 10:00 comes already: Lucía Yazzie Morales."
    )
    assert view.book.isEnabled()


@pytest.mark.proves("CRS-20.1202.B", "CRS-20.1201.A")
def test_the_reasons_name_the_section_of_the_member_or_of_the_first_miss(qtbot: Any, so_far: Desk) -> None:
    _window, view = log_of(qtbot, at(so_far, 3, 29, 10, 49), M)  # one minute before the 48 hours are over
    assert "(20.1202.B)" in view.not_trying.text()
    _window, view = log_of(qtbot, at(so_far, 3, 29, 10, 50), M)
    assert view.not_trying.isHidden()
    _window, view = log_of(qtbot, at(so_far, 4, 2, 10, 30), A_NO)
    missed = [each for each in view.booked_buttons if "Missed" in each.text().replace("&", "")]
    next(each for each in missed if "evaluation" in each.accessibleName().casefold()).click()
    settle()
    assert "48 hours apart (20.1201.A)" in said_by(view)
