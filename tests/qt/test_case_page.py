"""The case page: who it is, what is next and why, what happened, and the way into each part."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint

from crs_intake.casework.ports import Desk
from tests.qt.desks import A_NO, B, C
from tests.qt.windows import at, empty, morning, opened, said, settle
from ui import steps, views

__all__ = ["empty", "morning", "said"]


def test_the_header_says_who_where_and_until_when(qtbot: Any, morning: Desk) -> None:
    window = opened(qtbot, morning)
    window.open_case(A_NO)
    page = window.case_page
    assert page.name.text() == "Lucía Yazzie Morales"
    assert page.facts.text() == "2 y 6 m · turns 21 on 14 Sep 2027"
    assert page.state.text() == "Evaluation booked"
    assert page.pathway.text() == "Pathway not known"
    assert "13:30" in page.clock.text()
    assert page.case_number.text() == f"Case {A_NO}"


@pytest.mark.proves("CRS-20.401.2.B")
def test_what_next_is_one_button_with_its_reason(qtbot: Any, morning: Desk) -> None:
    window = opened(qtbot, morning)
    window.open_case(A_NO)
    overview = window.case_page.overview
    assert overview.next_button.text() == "Hold the enrollment interview"
    assert "20.600" in overview.next_why.text()
    overview.next_button.click()
    settle()
    wizard = window._wizards[(A_NO, "interview")]
    assert wizard.current.page.id == "interview"
    wizard.close()


def test_every_part_opens_its_wizard_at_the_right_page_or_its_view(qtbot: Any, morning: Desk) -> None:
    window = opened(qtbot, morning)
    window.open_case(C)
    page = window.case_page
    assert page.view is not None
    opens = {
        "referral": ("referral", "applicant"), "medical": ("preliminary", "condition"),
        "interview": ("interview", "interview"), "household": ("worksheet", "household"),
        "determination": ("worksheet", "worksheet"),
    }  # fmt: skip
    for part in page.view.parts:
        page.open_part(part)
        settle()
        if part.name in opens:
            wizard, at_page = opens[part.name]
            shown = window._wizards[(C, wizard)]
            assert (shown.session.wizard.name, shown.current.page.id) == (wizard, at_page)
            shown.close()
            settle()
        else:
            assert page.part == part.name


def test_what_has_not_happened_yet_is_not_told(qtbot: Any, morning: Desk) -> None:
    # The sample families know their whole story; the desk's clock stands in the middle of it.
    view = views.look(morning, A_NO)
    assert all(each.event.at.not_after(view.at) for each in view.happened)
    assert view.happened[0].title == "Sent: DOC-05"


def test_a_narrow_window_shows_one_column(qtbot: Any, morning: Desk) -> None:
    window = opened(qtbot, morning, 1000, 700)
    window.open_case(A_NO)
    settle()
    card = window.case_page.overview.cards.itemAt(0).widget()
    button = window.case_page.overview.next_button
    assert card.mapTo(window, QPoint()).y() > button.mapTo(window, QPoint()).y()
    window.resize(1366, 728)
    settle()
    assert card.mapTo(window, QPoint()).x() > 700


def test_after_the_interview_the_figures_come_next(qtbot: Any, morning: Desk) -> None:
    view = views.look(at(morning, 3, 12, 9, 0), C)
    step = steps.next_step(view)
    assert (step.wizard, step.page) == ("worksheet", "household")


def test_a_case_that_is_gone_leaves_the_page_as_it_was(qtbot: Any, morning: Desk, said: list[str]) -> None:
    window = opened(qtbot, morning)
    window.open_case(B)
    window.open_case("PHX-1999-0001")
    assert window.case_page.number == B
    assert said


def test_before_the_first_determination_its_view_says_so_at_the_top(qtbot: Any, morning: Desk) -> None:
    window = opened(qtbot, morning)
    window.open_case(C, "determinations")
    settle()
    none = window.case_page.compare.none
    assert "Nothing has been determined yet" in none.text()
    assert none.isVisible() and none.y() < 60  # right below its heading, not in the middle of the page


def test_before_the_first_determination_one_press_opens_the_worksheet(qtbot: Any, morning: Desk) -> None:
    window = opened(qtbot, morning)
    window.open_case(C, "determinations")
    settle()
    first = window.case_page.compare.first
    assert first.isVisible() and first.text() == "Fill in the financial worksheet"
    first.click()
    shown = window._wizards[(C, "worksheet")]
    assert shown.current.page.id == "household"
    shown.close()
    settle()
