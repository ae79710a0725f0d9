"""On the screen: an entry, a paper or a case taken back with a reason, and two cases of one child."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from crs_intake.casework import events, merging, papers, referral
from crs_intake.casework.ports import Desk
from crs_intake.domain.event import Event
from crs_intake.domain.moment import Moment
from tests.qt.desks import A_NO, B
from tests.qt.windows import opened, said, settle, so_far
from ui.qt.case_page import CasePage
from ui.qt.merge import MergeDialog
from ui.qt.reason import ReasonDialog

__all__ = ["said", "so_far"]

EARLY = Moment.read("2009-03-31T07:40")


def answers(reason: str) -> Callable[[QWidget | None, str, str, str], str]:
    """A hand that types this reason whenever it is asked."""
    return lambda _parent, _title, _words, _yes: reason


def a_second_case(desk: Desk) -> str:
    """The same child with the two surnames exchanged."""
    case = desk.store.case(A_NO).case
    child = case.applicant
    assert child is not None
    swapped = replace(child, family=" ".join(reversed(child.family.split())))
    return referral.open_referral(desk, replace(case.with_person(swapped), number="", events=()))


def buttons(page: CasePage) -> list[str]:
    return [each.accessibleName() for each in page.notices.findChildren(QPushButton)]


def test_an_entry_is_struck_through_with_its_reason_and_counts_again_by_the_same_button(
    qtbot: Any, so_far: Desk
) -> None:
    events.record(so_far, A_NO, Event(kind="note", at=EARLY, note="asked about glasses"))
    window = opened(qtbot, so_far)
    window.open_case(A_NO, "history")
    view = window.case_page.history
    view.events.go_to(next(n for n, each in enumerate(window.case_page.view.happened) if each.event.note))
    assert view.take_back.accessibleName() == "Entered by mistake…"
    view.ask = answers("another child")
    view.take_back.click()
    settle()
    line = next(each for each in window.case_page.view.happened if each.event.note)
    assert line.title == "Note (taken back)"
    assert line.details.startswith("counts no more: another child · R. Chavez")
    row = next(r for r in range(view.events.rowCount()) if view.events.item(r, 1).text() == line.title)
    assert view.events.item(row, 1).font().strikeOut()
    view.events.setCurrentCell(row, 0)
    assert not view.take_back.isEnabled()
    assert "counts no more" in view.why.text()
    view.events.setCurrentCell(0, 0)
    assert view.take_back.accessibleName() == "Count it again…"
    view.take_back.click()
    settle()
    assert not [each for each in window.case_page.view.happened if each.left_out and each.event.note]


def test_nothing_is_taken_back_without_a_reason(qtbot: Any, so_far: Desk) -> None:
    asked = ReasonDialog("Undo", "Both cases come back.", "&Undo")
    qtbot.addWidget(asked)
    asked.yes.click()
    assert (asked.reason, asked.trouble.isHidden()) == ("", False)
    asked.field.setText("  wrong child ")
    asked.yes.click()
    assert asked.reason == "wrong child"
    window = opened(qtbot, so_far)
    window.open_case(A_NO, "history")
    window.case_page.history.ask = answers("")
    before = len(window.case_page.view.happened)
    window.case_page.history.take_back.click()
    assert len(window.case_page.view.happened) == before


def test_a_paper_entered_by_mistake_stays_to_be_seen_struck_through(qtbot: Any, so_far: Desk) -> None:
    paper = papers.prepare(so_far, A_NO, "DOC-57", "case_file")
    papers.mark(so_far, paper.id, "sent", "hand")
    window = opened(qtbot, so_far)
    window.open_case(A_NO, "documents:DOC-57")
    settle()
    documents = window.case_page.documents
    documents.sheet.ask = answers("of another child")
    documents.sheet.void.click()
    settle()
    line = next(each for each in documents.lines if each.kept is not None and each.kept.id == paper.id)
    assert line.void == "of another child"
    documents.table.go_to(line.key)
    settle()
    assert documents.sheet.state.text().startswith("Entered by mistake: of another child")
    assert documents.sheet.pdf == paper.pdf
    assert documents.table.currentItem().font().strikeOut()
    assert documents.sheet.void.accessibleName() == "Count it again…"
    documents.sheet.void.click()
    settle()
    assert so_far.store.document(paper.id).status == "sent"


def test_a_case_entered_by_mistake_says_so_first_and_comes_back(qtbot: Any, so_far: Desk) -> None:
    window = opened(qtbot, so_far)
    window.open_case(B)
    page = window.case_page
    page.acts.ask = answers("typed twice")
    page.acts.actions_by["void"].trigger()
    settle()
    assert page.state.text() == "Entered by mistake"
    assert buttons(page) == ["Undo…"]
    assert not page.acts.actions_by["void"].isEnabled()
    page.acts.undo_void()
    settle()
    assert page.state.text() == "Evaluation booked"
    assert not page.notices.isVisible()


def test_two_cases_are_compared_merged_seen_together_and_parted(qtbot: Any, so_far: Desk) -> None:
    second = a_second_case(so_far)
    paper = papers.prepare(so_far, second, "DOC-57", "case_file")
    dialog = MergeDialog(so_far, A_NO)
    qtbot.addWidget(dialog)
    assert dialog.table.keys() == [second]
    assert dialog.keep_this.isChecked()
    assert "More has happened in it" in dialog.advice.text()
    dialog.merge.click()
    assert "how you know" in dialog.trouble.text()
    dialog.reason.setText("same mother")
    dialog.merge.click()
    assert dialog.done_to == A_NO
    window = opened(qtbot, so_far)
    window.open_case(A_NO, "documents")
    settle()
    page = window.case_page
    line = next(each for each in page.documents.lines if each.number)
    assert (line.kept.id if line.kept else "", line.name) == (
        paper.id,
        f"Contact-attempt log (case {second})",
    )
    window.open_case(A_NO, "history")
    page.history.events.go_to((second, 0))
    assert "another case" in page.history.why.text()
    window.open_case(second)
    settle()
    assert page.state.text() == "Merged with another case"
    assert buttons(page) == [f"Open case {A_NO}", "Undo…"]
    page.acts.ask = answers("two cousins")
    page.acts.undo_void()
    settle()
    assert merging.merged_here(so_far.store.case(A_NO).case) == ()
    assert page.state.text() != "Merged with another case"


def test_told_apart_they_are_not_shown_again(qtbot: Any, so_far: Desk) -> None:
    a_second_case(so_far)
    dialog = MergeDialog(so_far, A_NO)
    qtbot.addWidget(dialog)
    dialog.apart.click()
    assert dialog.told_apart
    assert dialog.table.keys() == []
    assert not dialog.none.isHidden()


def test_an_urgent_request_stands_first_with_its_hour_and_is_answered_from_there(
    qtbot: Any, so_far: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Event(kind="urgent_request", at=EARLY, name="Dr. Plan", reason="enrollment")
    events.record(so_far, B, asked)
    window = opened(qtbot, so_far)
    window.open_case(B)
    settle()
    page = window.case_page
    assert buttons(page) == ["Note the answer…"]
    noted: list[str] = []
    monkeypatch.setattr(page, "note_what_happened", lambda kind="": noted.append(kind))
    page.notices.findChildren(QPushButton)[0].click()
    assert noted == ["urgent_response"]
    monkeypatch.undo()
    events.record(
        so_far, B, Event(kind="urgent_response", at=Moment.read("2009-03-31T07:50"), name="Dr. Tso")
    )
    window.changed(B)
    settle()
    assert buttons(page) == []
    assert page.acts.actions_by["urgent_request"].isEnabled()
    window.open_case(A_NO)
    assert not page.acts.actions_by["urgent_request"].isEnabled()
    assert "Title XIX/XXI" in page.acts.actions_by["urgent_request"].toolTip()
