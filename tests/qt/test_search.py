"""The search box: whatever the caller says finds the family while it is typed; nothing typed is an error."""

import threading
import time
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtTest import QTest

from crs_intake.casework.ports import Desk
from crs_intake.domain.case import Case
from crs_intake.domain.kept import Found
from crs_intake.domain.people import Person
from tests.qt.windows import empty, morning, opened
from ui.qt import hand
from ui.qt.search import SearchBox
from ui.qt.task import Task

__all__ = ["empty", "morning"]


def family(number: str, given: str, name: str, *, born: str = "", phone: str = "", parent: str = "") -> Case:
    """A case of a child and a mother, as a referral leaves it."""
    from datetime import date

    day = date.fromisoformat(born) if born else None
    child = Person(id="child", relation="applicant", given=given, family=name, born=day)
    mother = Person(id="mother", relation="mother", given=parent or "Rosa", family=name, phones=(phone,))
    return Case(format="crs-case/1", number=number, people=(child, mother))


@pytest.fixture
def clinic(empty: Desk) -> Desk:
    """Four families whose names people write in many ways."""
    from crs_intake.domain.insurance import Pmmis, Title

    garcia = family("PHX-2009-0101", "José", "García López", born="2001-03-05", phone="(602) 555-0100")
    families = (
        replace(garcia, title=Title(pmmis=Pmmis(ahcccs_id="A12345678"))),
        family("TUC-2008-0007", "Erin", "O'Brien", born="1999-12-31", phone="520.555.0177"),
        family("PHX-2009-0102", "Ana-Lucía", "Smith-Jones", born="2003-05-03", phone="4805550123"),
        family("PHX-2009-0103", "Marco", "Delacruz", born="2005-07-19", phone="928 555 0144", parent="Íris"),
    )
    with empty.store.work(empty.actor, "test") as work:
        for case in families:
            work.new_case(case)
    return empty


GARCIA, BRIEN, JONES, CRUZ = "PHX-2009-0101", "TUC-2008-0007", "PHX-2009-0102", "PHX-2009-0103"
SAID = {
    "garcia": (GARCIA, "name"), "GARCÍA": (GARCIA, "name"), "lopez garcia": (GARCIA, "name"),
    "garcia lopez": (GARCIA, "name"), "lop jos": (GARCIA, "name"), "garcialopez": (GARCIA, "name"),
    "obrien": (BRIEN, "name"), "o'brien": (BRIEN, "name"), "O’Brien erin": (BRIEN, "name"),
    "o brien": (BRIEN, "name"), "smith-jones": (JONES, "name"), "smithjones": (JONES, "name"),
    "jones ana": (JONES, "name"), "analucia": (JONES, "name"), "lucia smith": (JONES, "name"),
    "de la cruz": (CRUZ, "name"), "iris": (CRUZ, "name of mother"),
    "(602) 555-0100": (GARCIA, "phone of mother"), "6025550100": (GARCIA, "phone of mother"),
    "602.555.0100": (GARCIA, "phone of mother"), "+1 602 555 0100": (GARCIA, "phone of mother"),
    "555-0100": (GARCIA, "phone of mother"), "0100": (GARCIA, "phone of mother"),
    "602 555 01": (GARCIA, "phone of mother"), "0177 obrien": (BRIEN, "phone of mother, name"),
    "3/5/2001": (GARCIA, "birth date"), "5 mar 2001": (GARCIA, "birth date"),
    "2001-03-05": (GARCIA, "birth date"), "03052001": (GARCIA, "birth date"),
    "March 5, 2001": (GARCIA, "birth date"), "5 de marzo de 2001": (GARCIA, "birth date"),
    "3-5-01": (GARCIA, "birth date"), "05MAR2001": (GARCIA, "birth date"),
    "31.12.1999": (BRIEN, "birth date"),
    "PHX-2009-0101": (GARCIA, "case number"), "phx20090101": (GARCIA, "case number"),
    "2009-0101": (GARCIA, "case number"), "tuc 2008 0007": (BRIEN, "case number"),
    "a12345678": (GARCIA, "AHCCCS ID"), "A1234": (GARCIA, "AHCCCS ID"), "a 1234 5678": (GARCIA, "AHCCCS ID"),
}  # fmt: skip


def answered(qtbot: Any, box: SearchBox, text: str) -> None:
    """Type into the box and wait until the list answers what was typed last."""
    box.leave()
    hand.write(text, box)
    qtbot.waitUntil(lambda: box._answered == text.strip())


def test_whatever_is_said_finds_the_family_and_says_by_what(qtbot: Any, clinic: Desk) -> None:
    window = opened(qtbot, clinic)
    box = window.search
    box.setFocus()
    for typed, (number, why) in SAID.items():
        answered(qtbot, box, typed)
        first = box.panel.results.item(0)
        assert first is not None, typed
        assert number in first.text(), typed
        assert first.text().endswith(f"Found by: {why}"), typed
        assert box.panel.isVisible(), typed
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert window.case_page.number == GARCIA


def test_words_that_find_nobody_say_what_to_do(qtbot: Any, clinic: Desk) -> None:
    box = opened(qtbot, clinic).search
    box.setFocus()
    answered(qtbot, box, "zzz")
    assert box.panel.none.isVisible()
    assert not box.panel.results.isVisible()
    assert box.panel.none.text() == "Nobody found. Try a part of the name, the birth date or the phone."
    for begun in ("3/", "3/5", "3/5/", "3/5/200", "2001-0"):
        answered(qtbot, box, begun)
        assert box.panel.none.text() == "Type the whole birth date: month/day/year.", begun
    answered(qtbot, box, "3/5/2001")
    assert box.panel.results.isVisible()


def test_nothing_that_is_typed_or_pasted_is_an_error(qtbot: Any, clinic: Desk) -> None:
    box = opened(qtbot, clinic).search
    box.setFocus()
    for text in ('"', "*", "NEAR", "^garcia", "garcia*", '"garcia', "own:garcia", "a AND", "x" * 10_000,
                 "garcia\0lopez", "();--", "%", "\u202egarcia", "🙂"):  # fmt: skip
        box.leave()
        box.setText(text)
        box.textEdited.emit(text)
        qtbot.waitUntil(lambda: box._answered == box.text().strip())
        assert "did not work" not in box.panel.none.text(), text


def test_whoever_types_faster_than_the_search_sees_only_the_last_word(qtbot: Any) -> None:
    asked, go = [], threading.Event()

    def slowly(text: str) -> tuple[Found, ...]:
        asked.append(text)
        go.wait(5)
        return (Found("N-1", text, None, "name"),)

    box = SearchBox(slowly)
    qtbot.addWidget(box)
    box.show()
    QTest.keyClicks(box, "gar")
    assert box.panel.isHidden()
    go.set()
    qtbot.waitUntil(lambda: box._answered == "gar")
    assert asked == ["g", "gar"]
    assert box.panel.results.item(0).text().startswith("gar")
    box.leave()
    qtbot.wait(20)
    assert box.panel.isHidden()


def test_a_search_that_fails_says_so_and_the_next_one_works(qtbot: Any) -> None:
    def find(text: str) -> tuple[Found, ...]:
        if text == "a":
            raise RuntimeError
        return ()

    box = SearchBox(find)
    qtbot.addWidget(box)
    box.show()
    QTest.keyClicks(box, "a")
    qtbot.waitUntil(lambda: box.panel.none.text() == "The search did not work; type again.")
    QTest.keyClicks(box, "b")
    qtbot.waitUntil(lambda: box._answered == "ab")
    assert box.panel.none.text().startswith("Nobody found")


def test_a_search_does_not_wait_behind_longer_work(qtbot: Any) -> None:
    pool, go, most = (
        QThreadPool.globalInstance(),
        threading.Event(),
        QThreadPool.globalInstance().maxThreadCount(),
    )
    slow = [Task() for _ in range(most + 2)]
    for task in slow:
        task.start(lambda: go.wait(10))
    quick = Task(at_once=True)
    try:
        with qtbot.waitSignal(quick.done, timeout=3000) as told:
            quick.start(lambda: "here")
        assert told.args == ["here"]
    finally:
        go.set()
        pool.waitForDone(10_000)
        pool.setMaxThreadCount(most)
        until = time.monotonic() + 5
        while any(task.busy for task in slow) and time.monotonic() < until:
            qtbot.wait(5)


def test_a_long_name_takes_the_lines_it_needs_and_why_it_was_found_is_seen(qtbot: Any, empty: Desk) -> None:
    with empty.store.work(empty.actor, "test") as work:
        work.new_case(
            family("PHX-2009-0101", "Maximiliana Guadalupe", "Fernández-Castellanos", born="2006-09-14")
        )
        work.new_case(family("PHX-2009-0102", "Max", "Ray", born="2006-09-14"))
    window = opened(qtbot, empty)
    hand.into(window.search, "max")
    panel = window.search.panel
    qtbot.waitUntil(lambda: panel.results.count() == 2)
    heights = {item.text()[:4]: item.sizeHint().height() for item in map(panel.results.item, range(2))}
    line = panel.results.fontMetrics().lineSpacing()
    assert heights["Max "] < heights["Maxi"] >= 3 * line
    assert panel.height() >= sum(heights.values())
