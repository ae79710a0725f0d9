"""A Social Security number: masked everywhere, in full for twenty seconds, for a reason that is noted."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from crs_intake.casework import facts
from crs_intake.casework.ports import Desk
from tests.qt import desks, windows
from tests.qt.desks import A_NO, B
from tests.qt.windows import opened, settle
from ui.qt import ssn
from ui.qt.text import Label

desk, morning, said = desks.desk, windows.morning, windows.said
FULL, SHOWN, MASKED = "526419982", "526-41-9982", "***-**-9982"


def with_number(made: Desk, number: str = B) -> Desk:
    """The desk, whose applicant of that case has a number."""
    stored = made.store.case(number)
    applicant = stored.case.applicant
    assert applicant is not None
    facts.keep(made, stored, stored.case.with_person(replace(applicant, ssn=FULL)))
    return made


def words_of(window: Any) -> str:
    """Everything that can be read in a window: labels, fields and what a screen reader hears."""
    found = [window.windowTitle()]
    for each in (
        window.findChildren(QLabel) + window.findChildren(QPushButton) + window.findChildren(QLineEdit)
    ):
        found += [each.text(), each.accessibleName(), each.accessibleDescription(), each.toolTip()]
    return "\n".join(found)


def shows(window: Any) -> QPushButton:
    return next(each for each in window.findChildren(QPushButton)
                if each.text() == "Show for 20 seconds" and each.isVisible())  # fmt: skip


@pytest.fixture
def reasons(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The reasons that are typed, one for each time it is asked."""
    typed: list[str] = []
    monkeypatch.setattr(ssn.show, "__defaults__", (lambda *_words: typed.pop(0),))
    return typed


def reveals(made: Desk, number: str = B) -> list[Any]:
    return [line for line in made.store.history(number) if line.act == "ssn.reveal"]


def test_the_case_page_shows_four_figures_and_the_whole_for_a_reason(
    morning: Desk, qtbot: Any, reasons: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ssn, "SHOWN_MS", 300)
    window = opened(qtbot, with_number(morning))
    window.open_case(B)
    settle()
    assert MASKED in words_of(window)
    assert SHOWN not in words_of(window)
    assert FULL not in words_of(window)
    reasons.append("")  # Cancel
    shows(window).click()
    assert SHOWN not in words_of(window)
    assert reveals(morning) == []
    reasons.append("AHCCCS asks on the telephone")
    shows(window).click()
    label = next(each for each in window.findChildren(Label) if each.text() == SHOWN)
    assert label.accessibleName() == MASKED, "it is not read out in the waiting room"
    assert SHOWN not in window.windowTitle()
    (line,) = reveals(morning)
    assert (line.by, line.details["reason"]) == (morning.actor.id, "AHCCCS asks on the telephone")
    assert FULL not in str(line.details)
    qtbot.waitUntil(lambda: SHOWN not in words_of(window), timeout=3000)
    assert MASKED in words_of(window)
    assert FULL not in QApplication.clipboard().text()
    window.close()
    settle()


def test_twenty_seconds_are_twenty_seconds() -> None:
    assert ssn.SHOWN_MS == 20_000


def test_who_leaves_the_window_leaves_the_number(morning: Desk, qtbot: Any, reasons: list[str]) -> None:
    window = opened(qtbot, with_number(morning))
    window.open_case(B)
    settle()
    for leave in (
        lambda: QApplication.sendEvent(window, QEvent(QEvent.Type.WindowDeactivate)),
        lambda: window.open_room("today"),
    ):
        window.open_case(B)
        settle()
        reasons.append("called")
        shows(window).click()
        assert SHOWN in words_of(window)
        leave()
        settle()
        assert SHOWN not in words_of(window)
    window.close()
    settle()


def test_the_interview_shows_it_in_the_same_way(desk: Desk, qtbot: Any, reasons: list[str]) -> None:
    window = desks.opened(qtbot, with_number(desk, A_NO), A_NO, "interview", "details")
    assert "ssn" in desks.view(window).views
    assert SHOWN not in words_of(window)
    assert FULL not in words_of(window)
    reasons.append("the family asks")
    shows(window).click()
    assert SHOWN in words_of(window)
    desks.view(window).refresh()  # typing elsewhere on the page does not take it away
    assert SHOWN in words_of(window)
    assert len(reveals(desk, A_NO)) == 1
    window.close()
    settle()


def test_who_may_not_see_it_is_told_and_the_try_is_noted(
    morning: Desk, qtbot: Any, reasons: list[str], said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = with_number(morning)
    clerk = replace(made, actor=replace(made.actor, roles=frozenset({"front_desk"})))
    told: list[BaseException] = []
    monkeypatch.setattr(ssn, "tell_error", lambda _parent, trouble: told.append(trouble))
    window = opened(qtbot, clerk)
    window.open_case(B)
    settle()
    reasons.append("curious")
    shows(window).click()
    assert "roles do not allow" in str(told[0])
    assert SHOWN not in words_of(window)
    assert reveals(made) == []
    assert [line.details["of"] for line in made.store.history(B) if line.act == "refused"] == ["ssn.reveal"]
    window.close()
    settle()
