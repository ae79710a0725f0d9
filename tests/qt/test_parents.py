"""Parents' coverage in the windows: the programme's rows in Settings, the file of DES in Reports."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from crs_intake.casework import parents
from crs_intake.casework.ports import Desk
from crs_intake.domain.moment import PHOENIX
from crs_intake.domain.site import ParentsProgramRow
from tests.cli.test_tips import ANA, ANNA, BAD, HEAD, NEW, SSN
from tests.policy.parents import run
from tests.qt.desks import a_desk
from tests.qt.windows import opened, settle
from ui.qt.settings_parents import ParentsPart
from ui.qt.table import Table
from ui.qt.tips_view import TipsView

MORNING = datetime(2026, 4, 2, 8, 0, tzinfo=PHOENIX)


class Ways:
    """What a view needs of the window around it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.changes: list[str] = []

    def changed(self, number: str) -> None:
        self.changes.append(number)

    def site_changed(self) -> None:
        self.changes.append("site")


@pytest.fixture
def way(tmp_path: Path, qapp: Any) -> Any:
    desk = a_desk(tmp_path / "desk", MORNING, families=False)
    with desk.store.work(desk.actor, "sample.load") as work:
        work.new_case(run.case_of("kidscare", SSN))
    yield Ways(desk)
    desk.store.close()


def test_a_file_of_des_is_looked_at_settled_and_taken_in_whole(way: Any, tmp_path: Path) -> None:
    file = tmp_path / "des.csv"
    file.write_text("\n".join((HEAD, ANA, NEW, ANNA)), encoding="utf-8")
    view = TipsView(way)
    view.open_file(file)
    assert "Updated 1 · new 1 · already here 0 · research 1" in view.words.text()
    assert way.desk.store.case("K1").case.parents.parent("mother").des is None, "nothing is kept yet"
    view.table.go_to(4)
    view.settle.setCurrentIndex(view.settle.findData("created"))
    view._settled()
    assert "new 2 · already here 0 · research 0" in view.words.text()
    view.take.click()
    assert view.words.text() == "Taken in: 3 cases."
    assert way.desk.store.case("K1").case.parents.parent("mother").des.client_id == "C1"
    assert way.desk.store.case("TIPS-C2").case.people[0].name == "Eva Ruiz"
    view.open_file(file)
    assert "already here 3" in view.words.text() and "new 0" in view.words.text()


def test_what_a_file_left_in_research_is_matched_later(way: Any, tmp_path: Path) -> None:
    file = tmp_path / "des.csv"
    file.write_text("\n".join((HEAD, ANNA, BAD)), encoding="utf-8")
    view = TipsView(way)
    assert view.queues.isHidden()
    view.open_file(file)
    view.take.click()
    view = TipsView(way)
    assert not view.queues.isHidden() and view.waiting.rowCount() == 2
    rows = list(view._rows.values())
    view.waiting.go_to(rows[1].id)
    assert (view.match.isEnabled(), view.drop.isEnabled()) == (False, True), "DES sends it again"
    view.waiting.go_to(rows[0].id)
    view.match.click()
    assert way.desk.store.case("K1").case.parents.parent("mother").des.client_id == "C3"
    assert view.waiting.rowCount() == 1


def test_a_supervisor_closes_the_program_from_a_day_on(way: Any) -> None:
    part = ParentsPart(way)
    part.show_kept()
    assert part.now.text().startswith("Open today")
    part.pick.setCurrentIndex(part.pick.findData("closed"))
    for key, text in (("effective_from", "4/1/2026"), ("cap", "500"), ("citation", "AHCCCS notice")):
        part.editor.fields[key].setText(text)  # type: ignore[union-attr]
    part.save.click()
    row = way.desk.store.site().parents_program[0]
    assert (row.effective_from, row.open, row.cap, row.by) == (
        date(2026, 4, 1),
        False,
        500,
        way.desk.actor.name,
    )


@pytest.mark.parametrize("width", [760, 1366])
def test_no_heading_of_the_programs_rows_is_cut(qtbot: Any, way: Any, width: int) -> None:
    row = ParentsProgramRow(
        effective_from=date(2026, 4, 1), open=True, cap=500, approved=400, citation="AHCCCS letter of March"
    )
    parents.add_program_row(way.desk, row)
    window = opened(qtbot, way.desk, width=width)
    window.open_settings("parents")
    settle()
    table = next(each for each in window.findChildren(Table) if each.accessibleName() == "Parents' coverage")
    header = table.horizontalHeader()
    shown = [place for place in range(table.columnCount()) if not table.isColumnHidden(place)]
    assert len(shown) >= 5
    for place in shown:
        heading = table.horizontalHeaderItem(place)
        assert heading is not None
        assert header.sectionSize(place) >= header.sectionSizeFromContents(place).width(), heading.text()


def test_what_goes_to_des_can_be_saved_again(qtbot: Any, way: Any, tmp_path: Path) -> None:
    view = TipsView(way)
    qtbot.addWidget(view)
    view.save_to(tmp_path / "tips.csv")
    assert view.words.text() == "Saved: tips.csv, 0 records for DES"
    view.save_to(tmp_path / "again.csv", again=True)
    assert (tmp_path / "again.csv").read_bytes().startswith(b"\xef\xbb\xbfcase,name,client_id")
