"""Papers dropped on the window: the code finds the case, the answer is typed beside it, clocks stop."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from crs_intake.casework import received, returned
from crs_intake.casework.ports import Desk
from crs_intake.domain.moment import Moment
from crs_intake.policy import life
from tests.exchange.scan_files import STANDARD, blank, faxed, tad, tiff
from tests.qt.desks import A_NO, B, type_into
from tests.qt.windows import at, empty, opened, said, settle
from ui.qt import happened
from ui.qt.fields import FieldView
from ui.qt.received import ReceivedDialog
from ui.qt.window import Window

__all__ = ["empty", "said"]


def drop(window: QWidget, *files: Path) -> None:
    """Files dragged from elsewhere and dropped on the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(each)) for each in files])
    where, buttons = QPoint(300, 300), Qt.MouseButton.LeftButton
    no, copy = Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    enter = QDragEnterEvent(where, copy, data, buttons, no)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    event = QDropEvent(QPointF(where), copy, data, buttons, no)
    QApplication.sendEvent(window, event)
    assert event.isAccepted()


def asked(qtbot: Any, window: Window) -> ReceivedDialog:
    """The page that asks about the dropped file, once it was looked into and is drawn."""
    qtbot.waitUntil(lambda: window.drops.dialog is not None, timeout=5000)
    dialog = window.drops.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: not dialog._look.busy, timeout=10000)
    if dialog.incoming is not None:
        qtbot.waitUntil(lambda: dialog.view.sheet.picture is not None, timeout=10000)
    settle()
    return dialog


def question(dialog: ReceivedDialog, key: str) -> FieldView:
    """One question of the part of DES."""
    found = dialog.des.views[key]
    assert isinstance(found, FieldView)
    return found


def type_answer(dialog: ReceivedDialog, **texts: str) -> None:
    """Type what DES wrote."""
    for key, text in texts.items():
        control = question(dialog, key).control
        if hasattr(control, "_buttons"):
            control._buttons[text].click()
        else:
            type_into(control.inputs()[0], text)


def press(qtbot: Any, dialog: ReceivedDialog, button: QPushButton) -> None:
    """Press a button and wait for what it does."""
    button.click()
    qtbot.waitUntil(lambda: not dialog._keep.busy, timeout=5000)
    settle()


def running(desk: Desk, number: str) -> set[str]:
    """The clocks that run."""
    stands = life.standing(desk.store.case(number).case, desk.book, Moment.read(desk.clock.now()))
    return {clock.id for clock in stands.clocks if clock.status in ("open", "overdue")}


@pytest.fixture
def waiting(empty: Desk) -> Desk:
    """The desk on 9 Apr 2009 at 10:00 with family A waiting for its TAD."""
    from tests.casework.desk import family, until

    desk = at(empty, 4, 9, 10, 0)
    with desk.store.work(desk.actor, "sample.load") as work:
        for name in ("family_a_no", "family_b"):
            work.new_case(until(family(name), "2009-04-09T10:00"))
    return desk


@pytest.mark.proves("CRS-TAD.B.2", "CRS-TAD.des.denied", "CRS-TAD.B.2.denied")
def test_a_dropped_tad_finds_its_case_and_ends_with_the_clocks_stopped(
    qtbot: Any, waiting: Desk, tmp_path: Path
) -> None:
    window = opened(qtbot, waiting)
    assert {"CLK-13", "CLK-17"} <= running(waiting, A_NO)
    fax = tmp_path / "0017.tif"
    fax.write_bytes(faxed(tad(), STANDARD, turn=0.7, noise=0.01))
    drop(window, fax)
    dialog = asked(qtbot, window)
    assert dialog.number == A_NO
    assert "Lucía Yazzie Morales" in dialog.case.text()
    assert "code on the page" in dialog.found_by.text()
    assert dialog.keep.text() == "&Record and file"
    type_answer(dialog, case_name="Yazzie", number="0098-4471", systems_check="inactive", decided="denied",
                reason="XI")  # fmt: skip
    press(qtbot, dialog, dialog.keep)
    assert "a code alone" in dialog.trouble.text().casefold()
    assert received.listed(waiting, A_NO) == ()
    type_answer(
        dialog, reason="income above the limit", worker="K. Adams", phone="602-555-0142", site_code="12"
    )
    press(qtbot, dialog, dialog.keep)
    settle()
    assert not {"CLK-13", "CLK-17"} & running(waiting, A_NO)
    (scan,) = received.listed(waiting, A_NO)
    assert received.opened(waiting, scan.id).content == fax.read_bytes()
    event = waiting.store.case(A_NO).case.events[-1]
    assert (event.kind, event.reason, event.document_id) == (
        "title_result",
        "income above the limit",
        scan.id,
    )
    assert window.case_page.number == A_NO
    assert "Next:" in window.statusBar().currentMessage()
    assert window.drops.dialog is None


def test_a_page_without_a_code_is_picked_by_name(qtbot: Any, waiting: Desk, tmp_path: Path) -> None:
    window = opened(qtbot, waiting)
    scan = tmp_path / "scan.tif"
    scan.write_bytes(tiff([blank()]))
    drop(window, scan)
    dialog = asked(qtbot, window)
    assert dialog.number == ""
    assert "No code" in dialog.found_by.text()
    press(qtbot, dialog, dialog.keep)
    assert "Choose the case" in dialog.trouble.text()
    type_into(dialog.search, "yazzie")
    settle()
    dialog.search._ask(wait=True)
    dialog.search._open(dialog.search.panel.results.item(0))
    assert dialog.number == A_NO
    dialog.reject()
    settle()
    assert received.listed(waiting, A_NO) == ()


def test_a_second_tad_is_asked_about_at_once_and_can_only_be_filed(
    qtbot: Any, waiting: Desk, tmp_path: Path
) -> None:
    first = received.look_into(waiting, "first.tif", faxed(tad()))
    returned.file_tad(waiting, A_NO, first, returned.Answer("denied", reason="income above the limit"))
    window = opened(qtbot, waiting)
    again = tmp_path / "again.tif"
    again.write_bytes(faxed(tad(), STANDARD))
    drop(window, again)
    dialog = asked(qtbot, window)
    assert any("second TAD" in words for words in dialog.remarks.texts)
    assert set(dialog.ways) == {"record", "only_file"}
    press(qtbot, dialog, dialog.keep)
    assert "Answer the question" in dialog.trouble.text()
    dialog.ways["only_file"].click()
    press(qtbot, dialog, dialog.keep)
    settle()
    assert len(received.listed(waiting, A_NO)) == 2
    assert [e.kind for e in waiting.store.case(A_NO).case.events].count("title_result") == 1


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [("a.pdf", b"", "empty"), ("a.docx", b"PK\x03\x04" + bytes(99), "no PDF"),
     ("a.tif", b"II*\0xx", "damaged"),
     ("big.pdf", b"%PDF-" + bytes(21 * 2**20), "20 MB")],
)  # fmt: skip
def test_a_file_that_is_no_scan_costs_a_sentence(
    qtbot: Any, waiting: Desk, tmp_path: Path, name: str, data: bytes, sentence: str
) -> None:
    window = opened(qtbot, waiting)
    (tmp_path / name).write_bytes(data)
    drop(window, tmp_path / name)
    dialog = asked(qtbot, window)
    assert sentence in dialog.trouble.text()
    assert not dialog.keep.isEnabled()
    dialog.reject()


def test_a_request_for_a_hearing_is_filed_and_then_noted_once(
    qtbot: Any, waiting: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from crs_intake.casework import events
    from crs_intake.domain.event import Event

    events.record(waiting, A_NO, Event(kind="withdrawal_requested", at=Moment.read("2009-04-08T10:00"),
                                       name="Elena Morales"))  # fmt: skip
    shown: list[happened.Happened] = []

    def fill_in(dialog: happened.Happened) -> int:
        shown.append(dialog)
        assert dialog.act is not None
        assert dialog.act.kind == "hearing_requested"
        dialog.fields["name"].setText("Elena Morales")  # type: ignore[union-attr]
        dialog.fields["reason"].setText("We did not wish to withdraw.")  # type: ignore[union-attr]
        dialog._keep()
        return dialog.result()

    monkeypatch.setattr(happened.Happened, "exec", fill_in)
    window = opened(qtbot, waiting)
    for number, words in enumerate(("asked to note", "Noted already")):
        letter = tmp_path / f"{number}.pdf"
        out = io.BytesIO()
        Image.new("L", (850, 1100), 255 - number).save(out, "PDF")
        letter.write_bytes(out.getvalue())
        window.open_case(A_NO)
        settle()
        drop(window, letter)
        dialog = asked(qtbot, window)
        dialog.paper.setCurrentIndex(dialog.paper.findData("DOC-50"))
        dialog.paper.activated.emit(0)
        if number:
            assert "asked to note" not in dialog.offered.text()
        else:
            assert words in dialog.offered.text()
        press(qtbot, dialog, dialog.keep)
        settle()
    assert len(shown) == 1
    noted = [e for e in waiting.store.case(A_NO).case.events if e.kind == "hearing_requested"]
    assert [event.document_id for event in noted] == [received.listed(waiting, A_NO)[0].id]


def test_a_filed_paper_is_looked_at_saved_and_taken_back(
    qtbot: Any, waiting: Desk, tmp_path: Path, said: list[str]
) -> None:
    incoming = received.look_into(waiting, "statement.pdf", tad())
    received.file(waiting, A_NO, "DOC-36", incoming)
    window = opened(qtbot, waiting)
    window.open_case(A_NO, "documents")
    settle()
    papers = window.case_page.documents.received
    assert papers.table.rowCount() == 1
    papers.look.click()
    dialog = papers.shown
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.view.sheet.picture is not None, timeout=10000)
    dialog.save_to(tmp_path / "copy.pdf")
    assert (tmp_path / "copy.pdf").read_bytes() == tad()
    dialog.ask = lambda *_words: "filed with the wrong case"
    dialog.void.click()
    settle()
    assert "counts no more" in papers.table.text_of(received.listed(waiting, A_NO)[0].id)[0]
    acts = {line.act for line in waiting.store.history(A_NO)}
    assert {"papers.filed", "papers.scan_viewed", "papers.exported", "mistakes.paper"} <= acts
    assert not said


def test_pages_are_turned_enlarged_and_rotated_by_keys(qtbot: Any, waiting: Desk, tmp_path: Path) -> None:
    window = opened(qtbot, waiting)
    (tmp_path / "three.tif").write_bytes(tiff([blank(), blank(), blank()]))
    drop(window, tmp_path / "three.tif")
    dialog = asked(qtbot, window)
    view, key = dialog.view, Qt.Key
    view.area.setFocus()
    for press_, at_ in ((key.Key_PageDown, 1), (key.Key_End, 2), (key.Key_PageDown, 2), (key.Key_PageUp, 1),
                        (key.Key_Home, 0)):  # fmt: skip
        qtbot.keyClick(view.area, press_)
        settle()
        assert view.at == at_
    assert view.place.text() == "Page 1 of 3"
    small = view.sheet.width()
    qtbot.keyClick(view.area, key.Key_Plus)
    settle()
    assert view.sheet.width() > small * 1.4
    high = view.sheet.height() > view.sheet.width()
    qtbot.keyClick(view.area, key.Key_R)
    settle()
    assert (view.sheet.height() > view.sheet.width()) is not high
    dialog.reject()


def test_the_ways_in_are_a_button_a_menu_a_key_and_the_documents_page(qtbot: Any, waiting: Desk) -> None:
    window = opened(qtbot, waiting)
    asked_for: list[int] = []

    def choose() -> list[str]:
        asked_for.append(1)
        return []

    window.drops.choose = choose
    window.open_case(A_NO, "documents")
    settle()
    window.case_page.documents.received.file_it.click()
    window.case_page.acts.actions_by["received"].trigger()
    window._rooms["documents"].file_it.click()  # type: ignore[attr-defined]
    qtbot.keyClick(window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert len(asked_for) == 4


def test_every_control_has_a_name(qtbot: Any, waiting: Desk, tmp_path: Path) -> None:
    window = opened(qtbot, waiting)
    (tmp_path / "a.tif").write_bytes(faxed(tad()))
    drop(window, tmp_path / "a.tif")
    dialog = asked(qtbot, window)
    for each in dialog.findChildren(QWidget):
        takes_keys = each.focusPolicy() != Qt.FocusPolicy.NoFocus and each.focusProxy() is None
        if each.isVisible() and takes_keys and not isinstance(each, QLabel):
            text: Callable[[], str] = getattr(each, "text", lambda: "")
            assert each.accessibleName() or text(), each
    dialog.reject()


def test_two_files_are_filed_one_after_the_other(qtbot: Any, waiting: Desk, tmp_path: Path) -> None:
    window = opened(qtbot, waiting)
    for at_, page in enumerate((blank(), blank((1728, 1100)))):
        (tmp_path / f"{at_}.tif").write_bytes(tiff([page]))
    window.open_case(B)
    settle()
    drop(window, tmp_path / "0.tif", tmp_path / "1.tif")
    dialog = asked(qtbot, window)
    for at_ in range(2):
        qtbot.waitUntil(lambda: dialog.incoming is not None, timeout=10000)
        settle()
        assert f"File {at_ + 1} of 2" in dialog.which.text()
        assert dialog.number == B
        dialog.what.setText(f"Proof {at_}")
        press(qtbot, dialog, dialog.keep)
        settle()
    assert [scan.note for scan in received.listed(waiting, B)] == ["Proof 0", "Proof 1"]
