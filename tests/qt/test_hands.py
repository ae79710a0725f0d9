"""Who has a case in hand: seen on its page, filtered in Today, handed over by one click or many at once."""

from typing import Any, cast

import pytest
from PySide6.QtCore import Qt

from crs_intake.casework import hands
from crs_intake.casework.ports import Desk
from crs_intake.domain.actor import Actor
from tests.qt.desks import A_NO, B, C
from tests.qt.windows import morning, opened, said, settle
from ui.qt.hand_over import HandOver, HandOverAll
from ui.qt.window import Window

__all__ = ["morning", "said"]


@pytest.fixture
def ben(morning: Desk) -> Actor:
    """One more person of the front desk."""
    return morning.store.add_person(
        morning.actor, "Ben Ortiz", frozenset({"front_desk"}), "PHX", "nine quiet green tables"
    )


def shown(window: Window, person: str) -> set[str]:
    """Cases whose rows Today shows for somebody, chosen in the filter."""
    window.open_room("today")
    settle()
    today = cast("Any", window._rooms["today"])
    today.staff.setCurrentIndex(today.staff.findText(person))
    today.staff.activated.emit(today.staff.currentIndex())
    settle()
    return {line.number for line in today._rows.values()}


def act(window: Window, monkeypatch: pytest.MonkeyPatch, to: str) -> list[str]:
    """Hand the case of the page over; gives the names that were offered."""
    offered: list[str] = []

    def answer(dialog: HandOver) -> None:
        offered.extend(dialog.to.itemText(at) for at in range(dialog.to.count()))
        dialog.to.setCurrentIndex(dialog.to.findText(to))
        dialog.yes.click()

    monkeypatch.setattr(HandOver, "exec", answer)
    window.case_page.acts.actions_by["hand_over"].trigger()
    settle()
    return offered


def test_a_case_is_handed_over_from_its_page_and_stands_in_today_for_that_person(
    qtbot: Any, morning: Desk, ben: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(qtbot, morning)
    window.open_case(C)
    settle()
    page = window.case_page
    assert page.hand.text() == "In the hands of R. Chavez, who kept it last"
    assert act(window, monkeypatch, "Ben Ortiz") == ["Ben Ortiz", "R. Chavez"]
    assert page.hand.text() == "In the hands of Ben Ortiz since 31 Mar 2009"
    assert act(window, monkeypatch, "R. Chavez") == ["R. Chavez"]  # not offered whom it is with
    assert act(window, monkeypatch, "Ben Ortiz") == ["Ben Ortiz"]
    assert shown(window, "Ben Ortiz") == {C}
    assert C not in shown(window, "R. Chavez")


def test_it_stands_in_the_history_and_is_taken_back_there(
    qtbot: Any, morning: Desk, ben: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(qtbot, morning)
    hands.hand_over(morning, C, ben)
    window.open_case(C, "history")
    settle()
    history = window.case_page.history
    view = window.case_page.view
    assert view is not None
    history.events.go_to(
        next(at for at, each in enumerate(view.happened) if each.event.kind == "handed_over")
    )
    line = history.chosen
    assert line is not None
    assert "Handed over" in line.title and "Ben Ortiz" in line.details
    monkeypatch.setattr(history, "ask", lambda *_said: "The wrong person")
    history.take_back.click()
    settle()
    assert window.case_page.hand.text() == "In the hands of R. Chavez, who kept it last"


def test_a_supervisor_hands_over_the_cases_of_somebody_who_leaves(
    qtbot: Any, morning: Desk, ben: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (A_NO, B, C):
        hands.hand_over(morning, number, ben)
    window = opened(qtbot, morning)
    window.open_settings("people")
    settle()
    part: Any = next(each for each in window.settings.parts if each.name == "people")
    part.table.go_to(ben.id)
    asked: list[HandOverAll] = []

    def answer(dialog: HandOverAll) -> None:
        settle()
        asked.append(dialog)
        dialog.list.item(0).setCheckState(Qt.CheckState.Unchecked)
        dialog.yes.click()
        settle()

    monkeypatch.setattr(HandOverAll, "exec", answer)
    part.hand_over.click()
    dialog = asked[0]
    assert dialog.of.currentText() == "Ben Ortiz: cases 3"
    assert [dialog.to.itemText(at) for at in range(dialog.to.count())] == ["R. Chavez"]
    assert dialog.moved == 2 and "2 cases changed hands" in part.done_to.text()
    assert len(hands.held(morning)["Ben Ortiz"]) == 1


def test_nothing_ticked_or_nobody_to_take_them_is_said_and_cannot_be_clicked(
    qtbot: Any, morning: Desk
) -> None:
    dialog = HandOverAll(morning, "R. Chavez")
    qtbot.addWidget(dialog)
    settle()
    assert not dialog.yes.isEnabled()  # nobody else works here
    for at in range(dialog.list.count()):
        dialog.list.item(at).setCheckState(Qt.CheckState.Unchecked)
    assert (dialog.chosen, dialog.said.text()) == ((), "No case is chosen.")
