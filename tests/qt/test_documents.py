"""Papers in the window: looked at from memory, kept byte for byte, printed, saved, sent."""

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from crs_intake.casework import events, papers
from crs_intake.casework.ports import Desk
from crs_intake.domain.event import Event
from crs_intake.domain.moment import Moment
from tests.qt.desks import A_NO, B, C
from tests.qt.windows import at, morning, opened, said, settle
from ui.qt.window import Window

__all__ = ["morning", "said"]


def paper(window: Window, number: str, document: str) -> Any:
    """The paper of a case in the window, drawn."""
    window.open_paper(number, document)
    settle()
    return window.case_page.documents.sheet


def papers_of(desk: Desk, number: str, document: str) -> list[Any]:
    """The kept papers of that number."""
    return [each for each in desk.store.documents(number) if each.document == document]


@pytest.mark.proves("CRS-20.401.1")
def test_looking_at_a_paper_keeps_nothing(qtbot: Any, morning: Desk) -> None:
    window = opened(qtbot, at(morning, 3, 17, 9, 30))
    sheet = paper(window, A_NO, "DOC-05")
    qtbot.waitUntil(lambda: sheet.preview.count > 1)
    assert sheet.pdf.startswith(b"%PDF")
    assert not papers_of(morning, A_NO, "DOC-05")


def test_marked_as_mailed_it_is_kept_byte_for_byte_and_stops_its_clock(qtbot: Any, morning: Desk) -> None:
    window = opened(qtbot, at(morning, 3, 17, 15, 20))
    sheet = paper(window, A_NO, "DOC-05")
    shown = sheet.pdf
    sheet.mailed.click()
    settle()
    kept = papers_of(morning, A_NO, "DOC-05")
    assert [(each.status, each.method, each.to, each.language) for each in kept] == [
        ("sent", "mail", ("applicant",), "es"),
    ]  # fmt: skip
    assert kept[0].pdf == shown
    assert hashlib.sha256(kept[0].pdf).hexdigest() == kept[0].sha256
    row = next(line for line in window.case_page.documents.lines if line.kept is not None)
    assert (row.status, row.to) == ("sent", "applicant")
    assert not sheet.mailed.isVisible() or sheet._line.to != "applicant"


def test_the_language_is_chosen_per_family_and_can_be_changed(qtbot: Any, morning: Desk) -> None:
    window = opened(qtbot, at(morning, 3, 17, 9, 30))
    sheet = paper(window, A_NO, "DOC-05")
    assert sheet.language.currentText() == "Spanish"
    spanish = sheet.pdf
    sheet.language.setCurrentIndex(sheet.language.findData("en"))
    sheet.language.activated.emit(0)
    settle()
    assert sheet.pdf.startswith(b"%PDF")
    assert sheet.pdf != spanish


def test_printing_marks_it_printed_and_a_second_click_makes_no_second_paper(
    qtbot: Any, morning: Desk
) -> None:
    window = opened(qtbot, at(morning, 3, 17, 9, 30))
    sheet = paper(window, A_NO, "DOC-05")
    printed: list[bytes] = []

    def printer(_parent: QWidget, pdf: bytes, _usual: str) -> bool:
        printed.append(pdf)
        return True

    sheet.print_with = printer
    sheet.print_it.click()
    settle()
    sheet.print_it.click()
    settle()
    assert [each.status for each in papers_of(morning, A_NO, "DOC-05")] == ["printed"]
    assert len(printed) == 2


def test_a_cancelled_print_marks_nothing(qtbot: Any, morning: Desk) -> None:
    window = opened(qtbot, at(morning, 3, 17, 9, 30))
    sheet = paper(window, A_NO, "DOC-05")
    sheet.print_with = lambda _parent, _pdf, _usual: False
    sheet.print_it.click()
    settle()
    assert [each.status for each in papers_of(morning, A_NO, "DOC-05")] == ["drafted"]


def test_saved_as_pdf_it_carries_no_name_and_stands_in_the_history(
    qtbot: Any, morning: Desk, tmp_path: Path
) -> None:
    window = opened(qtbot, at(morning, 3, 17, 9, 30))
    sheet = paper(window, A_NO, "DOC-05")
    sheet.save_to(tmp_path / "paper.pdf")
    settle()
    assert (tmp_path / "paper.pdf").read_bytes() == papers_of(morning, A_NO, "DOC-05")[0].pdf
    assert "papers.exported" in {line.act for line in morning.store.history(A_NO)}


@pytest.mark.proves("CRS-20.401.1")
def test_a_paper_that_lacks_facts_names_them_and_each_leads_to_its_page(qtbot: Any, morning: Desk) -> None:
    """Row 13 of the day: a missing FAA fax number is asked for, never guessed."""
    window = opened(qtbot, morning)
    sheet = paper(window, C, "DOC-27")
    assert sheet.pdf == b""
    links = {button.text(): button for button in sheet.missing.findChildren(QPushButton)}
    assert any("FAA" in words for words in links), sorted(links)
    next(button for words, button in links.items() if "FAA" in words).click()
    settle()
    assert window.pages.currentWidget() is window.settings
    assert window.settings.parts[window.settings.pages.currentIndex()].name == "offices"


def test_a_paper_that_the_program_does_not_make_is_noted_as_sent(qtbot: Any, morning: Desk) -> None:
    incapacity = Event(kind="document_drafted", at=Moment.read("2009-03-31T07:50"), document="DOC-36")
    events.record(morning, A_NO, incapacity)
    window = opened(qtbot, morning)
    sheet = paper(window, A_NO, "DOC-36")
    assert not sheet.print_it.isVisible()
    assert sheet.handed.text() == "&Filed"
    sheet.handed.click()
    settle()
    sent = [event for event in morning.store.case(A_NO).case.events if event.document == "DOC-36"]
    assert [(event.kind, event.method) for event in sent][1:] == [("document_sent", "hand")]


def test_the_room_lists_what_has_to_go_out_and_enter_opens_it(qtbot: Any, morning: Desk) -> None:
    window = opened(qtbot, at(morning, 3, 31, 9, 45))
    window.open_room("documents")
    settle()
    page = window._rooms["documents"]
    keys = page.table.keys()  # type: ignore[attr-defined]
    assert keys
    number, document, *_whom = keys[0]
    page.table.chosen.emit(keys[0])  # type: ignore[attr-defined]
    settle()
    assert window.case_page.number == number
    assert window.case_page.documents.sheet._line is not None
    assert window.case_page.documents.sheet._line.document == document


def test_a_sent_paper_is_shown_as_it_was_sent(qtbot: Any, morning: Desk) -> None:
    desk = at(morning, 3, 17, 15, 20)
    made = papers.prepare(desk, A_NO, "DOC-05", "applicant", "en")
    papers.mark(desk, made.id, "sent", "hand")
    window = opened(qtbot, morning)
    window.open_case(A_NO, "documents")
    settle()
    documents = window.case_page.documents
    line = next(each for each in documents.lines if each.kept is not None and each.kept.id == made.id)
    documents.table.go_to(line.key)
    settle()
    assert documents.sheet.pdf == made.pdf
    assert not documents.sheet.mailed.isVisible()
    assert documents.sheet.back.isVisible()
    assert B


def test_what_is_drawn_no_longer_waits_once_another_paper_is_shown(qtbot: Any, morning: Desk) -> None:
    window = opened(qtbot, morning)
    sheet = paper(window, A_NO, "DOC-05")
    line = sheet._line
    assert line is not None and sheet._view is not None
    sheet.wait.show()  # as while it is drawn
    sheet.show_line(sheet._view, replace(line, status="sent", kept=None))
    assert sheet.wait.isHidden()
    settle()
    assert sheet.wait.isHidden()


def test_letters_that_no_font_has_are_named_beside_the_paper_before_it_is_printed(
    qtbot: Any, morning: Desk
) -> None:
    from dataclasses import replace

    from crs_intake.casework import facts

    desk = at(morning, 3, 17, 9, 30)
    stored = desk.store.case(A_NO)
    people = tuple(replace(p, given="小明") if p.id == "mother" else p for p in stored.case.people)
    facts.keep(desk, stored, replace(stored.case, people=people))
    window = opened(qtbot, desk)
    sheet = paper(window, A_NO, "DOC-05")
    qtbot.waitUntil(lambda: sheet.by_hand.isVisible())
    assert any("小明" in each.text() for each in sheet.by_hand.findChildren(QLabel))
    window.open_paper(B, "DOC-19")
    settle()
    qtbot.waitUntil(lambda: not sheet.by_hand.isVisible())
