"""Back-ups, people, the second person and the weekly report as a person at the desk meets them."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from crs_intake import storage
from crs_intake.casework import people, safety
from crs_intake.casework.mistakes import case_voided_by
from crs_intake.casework.ports import Desk
from crs_intake.clock import FixedClock
from crs_intake.domain.safety import Doubt
from tests.qt import windows
from tests.qt.desks import A_NO
from tests.qt.windows import MORNING, opened, settle
from ui.qt import beside, restore
from ui.qt.access_view import AccessView
from ui.qt.keeper import Keeper
from ui.qt.settings_people import PeoplePart
from ui.qt.settings_safety import SafetyPart
from ui.wiring import Wiring

morning, said = windows.morning, windows.said
BEN, WORD, OWN = "Ben Ortiz", "nine slow purple ladders", "five quiet green tables"


def part(window: Any, kind: type) -> Any:
    return next(each for each in window.settings.parts if isinstance(each, kind))


def test_a_desk_without_a_good_back_up_says_so_in_red_until_one_is_made(morning: Desk, qtbot: Any) -> None:
    window = opened(qtbot, morning)
    keeper = Keeper(window.desk, window.alerts, window)
    settle()
    assert window.alerts.isVisible()
    assert "never backed up" in window.alerts.lines[0]
    keeper.back_up("start")
    settle()
    settle()
    assert window.alerts.lines == ()
    assert not window.alerts.isVisible()
    keeper.stop()


def test_a_changed_history_and_a_clock_set_back_stand_above_every_room(morning: Desk, qtbot: Any) -> None:
    morning.store.back_up("test")
    morning.store.doubts.append(Doubt("trail", "Line 3 is not as it was written.", "Tell the supervisor.", 3))
    morning.store._clock = FixedClock(MORNING.replace(year=2008))  # type: ignore[attr-defined]
    window = opened(qtbot, morning)
    keeper = Keeper(window.desk, window.alerts, window)
    settle()
    told = " ".join(window.alerts.lines)
    assert "Line 3" in told
    assert "clock is earlier" in told
    keeper.stop()


def test_back_ups_are_made_and_their_age_stands_in_the_settings(
    morning: Desk, qtbot: Any, tmp_path: Path
) -> None:
    window = opened(qtbot, morning)
    window.open_settings("safety")
    page = part(window, SafetyPart)
    assert "never backed up" in page.newest.text()
    page.make.click()
    qtbot.waitUntil(lambda: "it is good" in page.said.text(), timeout=10_000)
    assert "4 cases" in page.newest.text()
    page.minutes.setValue(3)
    page.save.click()
    assert window.desk.site.lock_minutes == 3


def test_ones_own_password_is_changed_with_the_old_one(morning: Desk, qtbot: Any) -> None:
    window = opened(qtbot, morning)
    page = part(window, SafetyPart)
    for old, new, words in (
        ("no such words at all", "two fat brown lizards run", "do not open"),
        (OWN, "Password123456789", "easy to guess"),
        (OWN, "two fat brown lizards run", "from now on"),
    ):
        page.old.setText(old)
        page.fresh.setText(new)
        page.again.setText(new)
        page.change.click()
        assert words in page.password_said.text()


def test_a_person_is_taken_off_the_list_and_the_file_gets_a_new_key(
    morning: Desk, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    people.add(morning, BEN, frozenset({"front_desk"}), WORD)
    window = opened(qtbot, morning)
    window.open_settings("people")
    page = part(window, PeoplePart)
    monkeypatch.setattr("ui.qt.settings_people.ask", lambda *_words, **_more: True)
    ben = next(each for each in morning.store.people() if each.name == BEN)
    page.table.select(ben.id) if hasattr(page.table, "select") else page.table.setCurrentCell(0, 0)
    settle()
    page.take_off.click()
    settle()
    assert "opens nothing" in page.done_to.text()
    assert [each.name for each in morning.store.people()] == ["R. Chavez"]
    assert (morning.store.folder / "backups").is_dir()  # type: ignore[attr-defined]


def test_a_whole_case_is_taken_out_with_a_second_person_beside(morning: Desk, qtbot: Any) -> None:
    people.add(morning, BEN, frozenset({"front_desk"}), WORD)
    dialog = beside.BesideDialog(morning)
    qtbot.addWidget(dialog)
    assert [dialog.person.itemText(row) for row in range(dialog.person.count())] == [BEN]
    dialog.password.setText("wrong words all over")
    dialog.yes.click()
    assert "do not open" in dialog.trouble.text()
    dialog.password.setText(WORD)
    dialog.yes.click()
    assert dialog.second is not None
    assert dialog.second.name == BEN
    from crs_intake.casework import mistakes

    done = beside.beside(
        None, morning, lambda desk: mistakes.void_case(desk, A_NO, "typed twice"),
        ask=lambda *_words: dialog.second,
    )  # fmt: skip
    assert done
    assert case_voided_by(morning.store.case(A_NO).case)
    assert not beside.beside(
        None, morning, lambda desk: mistakes.void_case(desk, "PHX-2009-0003", "no"), ask=lambda *_words: None
    )
    assert case_voided_by(morning.store.case("PHX-2009-0003").case) is None


def test_the_supervisor_reads_the_weekly_report(morning: Desk, qtbot: Any) -> None:
    window = opened(qtbot, morning)
    window.open_case(A_NO)
    settle()
    view = AccessView(window)
    qtbot.addWidget(view)
    view.show()
    view.look_again()
    settle()
    assert view.table.rowCount() > 0
    assert "lines of the history" in view.words.text()
    assert not view.trail.isVisible()
    assert view.none.isHidden()
    view.earlier.click()
    settle()
    assert view.later.isEnabled()
    assert not view.table.rowCount() and view.none.isVisible() and view.table.isHidden()


def test_searches_are_noted_once_the_person_stops_typing(morning: Desk, qtbot: Any) -> None:
    window = opened(qtbot, morning)
    QTest.keyClicks(window.search, "yazzie")
    settle()

    def noted() -> bool:
        report = safety.access_report(morning, MORNING.date(), MORNING.date())
        return "cases.search" in [entry.act for entry in report.entries]

    qtbot.waitUntil(noted, timeout=6000)


def test_a_back_up_is_brought_back_on_an_empty_computer(morning: Desk, qtbot: Any, tmp_path: Path) -> None:
    made = safety.back_up(morning)
    assert made
    stick, empty = tmp_path / "stick", tmp_path / "empty"
    shutil.copytree(made.folder, stick / "one")
    wiring = Wiring(
        exists=lambda: False, people=lambda: (), create=lambda _new: ("", ""), open=lambda *_w: morning,
        recover=lambda *_w: morning, sample=lambda: morning, book=lambda _site: morning.book, warm=lambda: (),
        backups=storage.backups_in, first_place=lambda: stick,
        restore=lambda backup, name, word, code: storage.restore(
            backup, empty, morning.clock, name=name, password=word, code=code
        ),
    )  # fmt: skip
    dialog = restore.RestoreDialog(wiring)
    qtbot.addWidget(dialog)
    dialog.show()
    settle()
    assert dialog.table.rowCount() == 1
    dialog.table.setCurrentCell(0, 0)
    dialog.person.setText("R. Chavez")
    for word, stands in (("wrong words all over", False), (OWN, True)):
        dialog.password.setText(word)
        dialog.yes.click()
        settle()
        assert dialog.trouble.isVisible() != stands
        assert storage.exists(empty) == stands
    QApplication.processEvents()
    store = storage.open_store(empty, "R. Chavez", OWN, morning.clock)
    assert len(store.cases(open_only=False)) == 4
    store.close()


def test_where_nobody_is_there_one_entry_is_taken_back_and_the_report_names_it(
    morning: Desk, qtbot: Any
) -> None:
    people.add(morning, BEN, frozenset({"front_desk"}), WORD)
    strict, dialog = beside.BesideDialog(morning), beside.BesideDialog(morning, absent=True)
    for each in (strict, dialog):
        qtbot.addWidget(each)
    assert strict.alone.isHidden()
    dialog.alone.click()
    assert (dialog.nobody, dialog.second) == (True, None)
    from crs_intake.casework import mistakes

    id = morning.store.case(A_NO).case.events[-1].id
    asked: list[bool] = []

    def nobody(_parent: object, _desk: Desk, absent: bool) -> bool:
        asked.append(absent)
        return True

    def undo(desk: Desk) -> object:
        return mistakes.take_back(desk, A_NO, id, "typed twice")

    assert beside.beside(None, morning, undo, nobody)
    assert asked == [True]
    report = safety.access_report(morning, MORNING.date(), MORNING.date())
    assert [entry.number for entry in report.entries if entry.alone] == [A_NO]
