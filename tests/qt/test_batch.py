"""All letters that are due in one go: chosen by name, made with a bar, cancelled, printed, mailed."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from crs_intake.casework import batch
from crs_intake.casework.ports import Desk
from crs_intake.codec import from_file
from crs_intake.domain.case import Case
from tests.benchmarks.desk import another, sample_bytes
from tests.qt.windows import at, morning, opened, settle
from ui.qt.batch import READY, WORKING, BatchDialog
from ui.qt.printing import print_on
from ui.qt.task import Task

__all__ = ["morning"]
COPIES = 6


@pytest.fixture
def due(morning: Desk) -> Desk:
    """Six families whose first notice is due, to the family and to the referral source."""
    whole = from_file(Case, sample_bytes("family_a_no"))
    now = at(morning, 3, 17, 9, 30)
    early = replace(whole, events=tuple(e for e in whole.events if str(e.at) < "2009-03-17T09:30"))
    with morning.store.work(morning.actor, "case.open") as work:
        for n in range(COPIES):
            work.new_case(another(early, n))
    return now


def dialog(qtbot: Any, desk: Desk) -> BatchDialog:
    """The window's own dialog, opened from the list of papers."""
    window = opened(qtbot, desk)
    window.open_room("documents")
    settle()
    page = window._rooms["documents"]
    press(page, "Print all that are due")
    settle()
    found = page.dialog  # type: ignore[attr-defined]
    assert isinstance(found, BatchDialog)
    return found


def press(inside: QWidget, name: str) -> None:
    """Press a button by its accessible name, as a screen reader does."""
    buttons = [each for each in inside.findChildren(QAbstractButton) if each.isVisible()]
    named = {(each.accessibleName() or each.text()).replace("&", ""): each for each in buttons}
    assert name in named, sorted(named)
    named[name].click()


def finished(qtbot: Any, made: BatchDialog) -> None:
    qtbot.waitUntil(lambda: made.pages.currentIndex() != WORKING, timeout=60_000)
    settle()


def test_from_the_list_to_the_post(qtbot: Any, due: Desk, tmp_path: Path) -> None:
    made = dialog(qtbot, due)
    kinds = [box for box in made.kinds.values() if box.isChecked()]
    assert kinds, "letters are ticked from the start"
    mine = [each for each in made.chosen() if each.number.startswith("BEN")]
    assert len(mine) == 2 * COPIES
    press(made, "Make them")
    finished(qtbot, made)
    assert made.pages.currentIndex() == READY
    assert f"pages: {made.made.pages}" in made.summary.text()
    assert made.list.count() == len(made.made.ready)
    asked: list[str] = []
    sheets: list[int] = []

    def choose(_parent: QWidget, words: str, _usual: str) -> str:
        asked.append(words)
        return "Front desk printer"

    def put(_name: str, pdfs: Sequence[bytes]) -> None:
        sheets.extend(batch.job.pages_of(pdf) for pdf in pdfs)

    made.choose, made.print_on = choose, put
    press(made, "Print")
    finished(qtbot, made)
    assert asked == [f"Papers: {len(made.made.ready)}, pages: {made.made.pages}."], "pages are said before"
    assert sum(sheets) == made.made.pages
    lines = [line for line in due.store.history("BEN-000000") if line.act == "papers.printer"]
    assert [line.details["printer"] for line in lines] == ["Front desk printer"] * 2
    made.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    left_out = made.made.ready[0]
    press(made, "Mark as mailed")
    finished(qtbot, made)
    assert [each.id for each in made.made.ready] == [left_out.id], "what was unticked is not marked"
    assert due.store.document(left_out.id).status == "printed"
    assert {each.key for each in batch.errands(due) if each.number.startswith("BEN")} <= {left_out.errand.key}


def test_cancelled_what_was_made_stays_made_and_nothing_is_half(qtbot: Any, due: Desk) -> None:
    made = dialog(qtbot, due)
    made._task.moved.connect(lambda done, _of: made.cancel() if done >= 2 else None)
    press(made, "Make them")
    finished(qtbot, made)
    assert 0 < len(made.made.ready) < len(made.made.ready) + made.made.left
    assert "Cancelled" in made.summary.text()
    numbers = {each.number for each in batch.errands(due)}
    kept = [paper for number in numbers for paper in due.store.documents(number)]
    drafted = {paper.id for paper in kept if paper.status == "drafted"}
    assert {each.id for each in made.made.ready} <= drafted
    assert all(paper.sound and paper.pdf.endswith(b"%%EOF\n") for paper in kept)


def test_one_file_for_all_of_them(qtbot: Any, due: Desk, tmp_path: Path) -> None:
    made = dialog(qtbot, due)
    press(made, "Make them")
    finished(qtbot, made)
    made.save_to(tmp_path / "letters.pdf")
    finished(qtbot, made)
    assert batch.job.pages_of((tmp_path / "letters.pdf").read_bytes()) == made.made.pages
    assert {each.name for each in tmp_path.iterdir() if each.name.startswith("letters")} == {"letters.pdf"}
    assert {due.store.document(each.id).status for each in made.made.ready} == {"printed"}
    QApplication.processEvents()


def test_the_printer_gets_every_page_off_the_windows_thread(qtbot: Any, due: Desk, tmp_path: Path) -> None:
    made = batch.make(due, batch.errands(due)[:2])
    file = tmp_path / "printer.pdf"
    papers = [paper.pdf for _, paper in batch.sheets(due, made.ready)]
    task = Task()
    with qtbot.waitSignal(task.done, timeout=60_000):
        task.start(lambda: print_on("", papers, file=str(file)))
    assert batch.job.pages_of(file.read_bytes()) == made.pages


def test_printed_before_and_mailed_another_day(qtbot: Any, due: Desk) -> None:
    made = batch.make(due, batch.errands(due))
    batch.mark_printed(due, made.ready, "Front desk printer")
    window = opened(qtbot, due)
    window.open_room("documents")
    settle()
    page = window._rooms["documents"]
    press(page, "Mark printed papers as mailed")
    settle()
    shown = page.dialog  # type: ignore[attr-defined]
    assert shown.list.count() == len(made.ready)
    shown.day.setText("3/18/2009")
    press(shown, "Mark as mailed")
    settle()
    assert shown.said.text(), "a day to come is refused, in words"
    assert {due.store.document(each.id).status for each in made.ready} == {"printed"}
    shown.day.setText("3/17/2009")
    press(shown, "Mark as mailed")
    finished(qtbot, shown)
    assert {due.store.document(each.id).status for each in made.ready} == {"sent"}


def test_nothing_ticked_says_what_to_do(qtbot: Any, due: Desk) -> None:
    made = dialog(qtbot, due)
    for box in made.kinds.values():
        box.setChecked(False)
    assert made.counted.text().startswith("No paper is chosen. Tick what is to be made")
    made.reject()
