"""Reports: records that may go to the archives, the extract for a plan, and the columns of both tables."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from crs_intake.casework import figures, start, transfer, worklist
from crs_intake.casework.ports import Desk
from crs_intake.clock import moment
from crs_intake.domain.event import Event
from crs_intake.domain.moment import PHOENIX, Moment
from tests.casework.desk import family
from tests.documents.papers import text_of
from tests.qt.desks import A_NO, B, a_desk
from tests.qt.windows import opened, said, settle
from ui.qt import archive_view, style
from ui.qt.reports_page import ReportsPage

__all__ = ["said"]

OLD = "PHX-2010-0900"


@pytest.fixture
def years_later(tmp_path: Any, qapp: QApplication) -> Iterator[Desk]:
    """The desk on 4 May 2013, three years after a membership ended."""
    if not qapp.styleSheet():
        style.apply(qapp, dark=False)
    made = a_desk(tmp_path / "desk", datetime(2013, 5, 4, 9, 0, tzinfo=PHOENIX), families=False)
    for case in start.families():
        transfer.import_case(made, case)
    case = family("family_c_2010")
    end = Event(kind="member_terminated", id="end", at=Moment.read("2010-05-04T09:00"), reason_code="D",
                reason="moved away", effective=date(2010, 5, 4))  # fmt: skip
    transfer.import_case(made, replace(case, number=OLD, events=(*case.events, end)))
    yield made
    settle()
    made.store.close()


def reports(window: Any) -> ReportsPage:
    window.open_room("reports")
    settle()
    page = window.pages.currentWidget()
    assert isinstance(page, ReportsPage)
    return page


def test_records_are_offered_to_the_archives_and_go_only_by_hand(
    qtbot: Any, years_later: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(qtbot, years_later)
    page = reports(window)
    assert page.archive.table.keys() == [OLD]
    assert "May go to the State Archives" in page.archive.table.text_of(OLD)
    assert page.archive.paper.isEnabled() and page.archive.sent.isEnabled()
    monkeypatch.setattr(archive_view, "ask", lambda *_a, **_k: False)
    page.archive.sent.click()
    settle()
    assert years_later.store.case(OLD).case.events[-1].kind != "archived"
    monkeypatch.setattr(archive_view, "ask", lambda *_a, **_k: True)
    page.archive.sent.click()
    settle()
    page.look_again()
    settle()
    assert page.archive.table.text_of(OLD)[3].startswith("Archived; retention: CRSA")
    assert not page.archive.sent.isEnabled()


def test_the_extract_is_looked_at_saved_and_on_record(qtbot: Any, years_later: Desk, tmp_path: Path) -> None:
    window = opened(qtbot, years_later)
    page = reports(window)
    page.tabs.setCurrentIndex(1)
    settle()
    view = page.sharing
    view.plan.setCurrentIndex(view.plan.findData("Mercy Care Plan"))
    view.plan.activated.emit(view.plan.currentIndex())
    settle()
    assert view.table is not None
    assert view.table.keys() == [B]
    assert "AHCCCS ID: A12345678" in view.whole.text()
    assert A_NO in view.words.text(), "a title applicant without a known plan is in nobody's extract"
    view.save_to(tmp_path / "extract.csv")
    settle()
    assert (tmp_path / "extract.csv").read_bytes().startswith(b"\xef\xbb\xbfCase number,")
    assert view.before.rowCount() == 1
    assert view.before.item(0, 1).text() == "Mercy Care Plan"


def test_columns_are_taken_out_moved_and_renamed_from_a_day_on(
    qtbot: Any, years_later: Desk, said: list[str]
) -> None:
    window = opened(qtbot, years_later)
    window.open_settings("exports")
    settle()
    part = next(each for each in window.settings.parts if each.name == "exports")
    part.list.setCurrentRow(1)  # AHCCCS ID
    part.up.click()
    part.list.item(0).setText("Member ID")
    part.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    part.save.click()
    assert "Type the counts from" in part.editor._troubles["effective_from"].text()
    part.editor.fields["effective_from"].setText("5/4/2013")
    part.editor.fields["citation"].setText("Task Force, letter of May 2013")
    part.save.click()
    settle()
    assert not said
    layout = years_later.store.site().exports[-1]
    assert (layout.columns[0].name, layout.columns[0].heading) == ("ahcccs_id", "Member ID")
    assert "case" not in [each.name for each in layout.columns]
    assert part.kept.rowCount() == 1
    page = reports(window)
    page.tabs.setCurrentIndex(1)
    settle()
    assert page.sharing.extract is not None
    assert page.sharing.extract.columns.headings[0] == "Member ID"


def test_each_figure_opens_its_cases_and_goes_to_paper_and_file(
    qtbot: Any, years_later: Desk, tmp_path: Path
) -> None:
    window = opened(qtbot, years_later)
    page = reports(window)
    page.tabs.setCurrentIndex(2)
    settle()
    view = page.figures
    assert view.report is not None and view.report.name == "tracking"
    assert view.table.rowCount() == len(view.report.figures) == len(view.bars.bars)
    said_by_bars = view.bars.accessibleDescription()
    for figure, bar in zip(view.report.figures, view.bars.bars, strict=True):
        assert str(figure.count) in bar.shown and bar.shown in said_by_bars
    view.table.chosen.emit(0)
    settle()
    assert set(view.cases.keys()) == set(view.report.figures[0].cases)
    view.cases.chosen.emit(OLD)
    settle()
    assert window.case_page.number == OLD
    window.open_room("reports")
    settle()


def test_each_of_the_seven_reports_opens_its_cases_and_is_drawn_printed_and_saved(
    qtbot: Any, years_later: Desk, tmp_path: Path
) -> None:
    window = opened(qtbot, years_later)
    page = reports(window)
    page.tabs.setCurrentIndex(2)
    settle()
    view = page.figures
    assert view.which.count() == 7
    for at in range(7):
        view.which.setCurrentIndex(at)
        view.which.activated.emit(at)
        settle()
        name = view.which.itemData(at)
        assert view.report is not None and view.report.name == name
        for number, figure in enumerate(view.report.figures):
            view.table.chosen.emit(number)
            settle()
            assert set(view.cases.keys()) == set(figure.cases), name
            assert figure.count >= len(figure.cases), "a family may miss two visits"
        shown = [view.table.text_of(each) for each in range(len(view.report.figures))]
        assert [each.words for each in view.bars.bars] == [each[0] for each in shown]
        view.save_to(tmp_path / f"{name}.csv")
        view.save_to(tmp_path / f"{name}.pdf")
        lines = (tmp_path / f"{name}.csv").read_text(encoding="utf-8-sig").splitlines()
        assert lines[0] == "What,Count,Of,Per cent" and len(lines) == 1 + len(shown)
        paper = " ".join(text_of((tmp_path / f"{name}.pdf").read_bytes()).split())
        assert all(cell in paper for row in shown for cell in row), name


def test_a_long_report_is_cancelled_and_says_so(qtbot: Any, years_later: Desk) -> None:
    window = opened(qtbot, years_later)
    page = reports(window)
    page.tabs.setCurrentIndex(2)
    assert page.figures._task.progress is not None
    page.figures._task.progress.cancel()
    settle()
    assert page.figures.says.text().startswith("Cancelled.") or page.figures.report is not None


def test_the_letters_due_are_those_that_the_room_documents_lists(tmp_path: Path, qapp: QApplication) -> None:
    del qapp
    for day in (date(2009, 1, 16), date(2009, 3, 17), date(2009, 3, 31), date(2009, 4, 27)):
        evening = datetime(day.year, day.month, day.day, 17, 55, tzinfo=PHOENIX)
        desk = a_desk(tmp_path / day.isoformat(), evening)
        cases = [stored.case for stored in desk.store.cases()]
        made = figures.letters_due(cases, desk.book, moment(desk.clock), date(2009, 1, 1), date(2009, 12, 31))
        counted = sorted(
            (str(each.inputs["document"]), number)
            for each in made.figures if each.inputs for number in each.cases
        )  # fmt: skip
        listed = sorted((row.opens.document, row.number) for row in worklist.papers(desk))
        assert counted == listed, day
        desk.store.close()
