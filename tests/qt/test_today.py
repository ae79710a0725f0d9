"""Today: the five rows with which the day of design/day.md starts, and where Enter leads."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from crs_intake.casework import referral, start
from crs_intake.casework.ports import Desk
from crs_intake.domain.case import Case
from crs_intake.domain.kept import Draft
from crs_intake.domain.moment import Moment
from tests.qt.desks import A_NO, B, C
from tests.qt.windows import empty, morning, opened, settle, so_far

__all__ = ["empty", "morning", "so_far"]
M = "PHX-2008-0417"


def headings(table: Any) -> list[str]:
    """The headings of the groups, in order."""
    rows = [table.item(row, 0) for row in range(table.rowCount())]
    return [item.text() for item in rows if item.flags() == Qt.ItemFlag.NoItemFlags]


@pytest.mark.proves("CRS-20.401.2.F.2.c", "CRS-20.1201.A")
def test_the_morning_shows_the_five_rows_with_who_acts_and_the_section(qtbot: Any, morning: Desk) -> None:
    table = opened(qtbot, morning)._rooms["today"].table  # type: ignore[attr-defined]
    assert headings(table) == [
        "Overdue · nothing", "Due today · 2", "Next 7 days · 1", "Waiting on someone else · 2",
    ]  # fmt: skip
    keys = table.keys()
    rows = [table.text_of(key) for key in keys]
    assert [row[0] for row in rows] == [
        "Jaylen Carter", "Lucía Yazzie Morales", "Lucía Yazzie Morales", "Mariana Ruiz Delgado",
        "Noah Whitman",
    ]  # fmt: skip
    assert [row[2] for row in rows] == [
        "09:00", "13:30", "Thu 2 Apr 10:00", "possible since Sun 29 Mar 10:50", "day 7 of 10 · due Fri 3 Apr",
    ]  # fmt: skip
    assert [row[3] for row in rows] == ["Front desk", "Interviewer", "Front desk", "Front desk", "Family"]
    assert all(row[4].startswith("20.") for row in rows)


def test_enter_on_a_row_opens_what_settles_it(qtbot: Any, morning: Desk) -> None:
    window = opened(qtbot, morning)
    table = window._rooms["today"].table  # type: ignore[attr-defined]
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Return)  # B's visit of today
    settle()
    assert (window.case_page.number, window.case_page.part) == (B, "contacts")
    window.open_room("today")
    settle()
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)  # A's interview
    settle()
    wizard = window._wizards[(A_NO, "interview")]
    assert wizard.current.page.id == "interview"
    wizard.close()


def test_the_arrows_pass_over_the_headings(qtbot: Any, morning: Desk) -> None:
    table = opened(qtbot, morning)._rooms["today"].table  # type: ignore[attr-defined]
    table.setFocus()
    stood = [table.current()]
    for _ in range(4):
        QTest.keyClick(table, Qt.Key.Key_Down)
        stood.append(table.current())
    assert stood == table.keys()


@pytest.mark.parametrize("modifier", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier])
def test_home_and_end_go_to_the_first_and_the_last_row(
    qtbot: Any, morning: Desk, modifier: Qt.KeyboardModifier
) -> None:
    table = opened(qtbot, morning)._rooms["today"].table  # type: ignore[attr-defined]
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_End, modifier)
    assert table.current() == table.keys()[-1]
    QTest.keyClick(table, Qt.Key.Key_Home, modifier)
    assert table.current() == table.keys()[0], "the heading above it is no row"
    QTest.keyClick(table, Qt.Key.Key_PageDown)
    assert table.current() == table.keys()[-1]
    QTest.keyClick(table, Qt.Key.Key_PageUp)
    assert table.current() == table.keys()[0]


def test_a_wizard_left_in_the_middle_stands_in_today(qtbot: Any, morning: Desk) -> None:
    """Row 9 of the day: the next clerk sees what the first one began."""
    with morning.store.work(morning.actor, "draft") as work:
        work.keep_draft(Draft(C, "worksheet", "care", {"expects": "yes"}, "expects"))
    window = opened(qtbot, morning)
    table = window._rooms["today"].table  # type: ignore[attr-defined]
    assert "Unfinished · 1" in headings(table)
    key = table.keys()[-1]
    assert table.text_of(key)[:2] == [
        "Noah Whitman", "Financial worksheet: stopped at Child care, by R. Chavez",
    ]  # fmt: skip
    window._rooms["today"].open_row(key)  # type: ignore[attr-defined]
    settle()
    wizard = window._wizards[(C, "worksheet")]
    assert wizard.current.page.id == "care"
    wizard.close()


def test_an_empty_day_says_so_and_offers_the_first_step(qtbot: Any, empty: Desk) -> None:
    page: Any = opened(qtbot, empty)._rooms["today"]
    assert page.empty.isVisible()
    assert page.empty.words.text() == "Nothing is due in the next 7 days, and nobody is waited for."
    assert not page.empty.first.isVisible()
    assert not page.table.isVisible()


def test_the_list_shows_one_kind_and_remembers_it_for_the_person(qtbot: Any, morning: Desk) -> None:
    page: Any = opened(qtbot, morning)._rooms["today"]
    page.kind.setFocus()
    QTest.keyClick(page.kind, Qt.Key.Key_Down)  # from Everything to Appointments, without the mouse
    page.kind.activated.emit(page.kind.currentIndex())
    assert headings(page.table) == [
        "Overdue · nothing", "Due today · 2", "Next 7 days · 1", "Waiting on someone else · nobody",
    ]  # fmt: skip
    again: Any = opened(qtbot, morning)._rooms["today"]
    assert again.kind.currentData() == "appointments"
    assert len(again.table.keys()) == 3


def test_below_the_list_stands_what_the_clock_of_the_row_does(qtbot: Any, morning: Desk) -> None:
    page: Any = opened(qtbot, morning)._rooms["today"]
    page.table.go_to(page.table.keys()[-1])  # Noah: papers after the visit
    words = page.story.words.text()
    for told in ("since Tue 24 Mar", "day 7 of 10 · due Fri 3 Apr", "Family", "What stops it: The proofs",
                 "If nothing happens: The application is withdrawn from"):  # fmt: skip
        assert told in words
    assert "{" not in words


def test_one_change_touches_only_its_rows(qtbot: Any, so_far: Desk) -> None:
    from crs_intake.casework import contacts

    page: Any = opened(qtbot, so_far)._rooms["today"]
    others = {key: page.table.item(row, 1) for row, key in rows_of(page.table) if key[0] != M}
    page.table.go_to(next(iter(others)))
    stood = page.table.current()
    contacts.attempt(so_far, M, "reached")
    page.look_again(M)
    settle()
    assert page.table.current() == stood
    kept = {key: page.table.item(row, 1) for row, key in rows_of(page.table) if key in others}
    first = list(others)[:3]
    assert [kept[key] is others[key] for key in first] == [True, True, True]


def rows_of(table: Any) -> list[tuple[int, Any]]:
    """Number and key of every row that is no heading."""
    keys = ((row, table.item(row, 0).data(Qt.ItemDataRole.UserRole)) for row in range(table.rowCount()))
    return [(row, key) for row, key in keys if key]


@pytest.mark.proves("CRS-20.401.1")
def test_an_empty_day_says_what_comes_next_and_leads_there(qtbot: Any, empty: Desk) -> None:
    """A referral was filed today: its notice is due in 14 days, and its row comes 7 days before."""
    case = next(each for each in start.families() if each.number == A_NO)
    applicant, form = case.applicant, case.referral
    assert applicant is not None
    assert form is not None
    fresh = Case(
        format="crs-case/1", sites=("PHX",), address=case.address, people=(applicant,),
        condition=case.condition,
        referral=replace(form, received=Moment(date(2009, 3, 31), time(7, 30))),
    )  # fmt: skip
    referral.open_referral(empty, fresh)
    page: Any = opened(qtbot, empty)._rooms["today"]
    assert page.empty.words.text() == (
        "Nothing is due in the next 7 days. Next: DOC-11 Notice of incomplete application, "
        "Lucía Yazzie Morales, on Tue 14 Apr."
    )
    assert page.empty.first.isVisible()
    page.empty.first.click()
    settle()
    window: Any = page.window()
    assert (window.case_page.number, window.case_page.part) == (A_NO, "documents")
