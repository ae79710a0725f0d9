"""Two desks of one clinic on a real server: joined at the first start, and each sees what the other does."""

import os
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import ui.__main__ as wires
from crs_intake import storage
from crs_intake.clock import FixedClock
from crs_intake.policy.book import Book
from tests.qt.windows import MORNING, settle
from tests.storage.desk import BEN, NAME, OTHER, PASSWORD, family, keep, with_note
from tests.storage.server import Server, running
from ui.qt import style
from ui.qt.app import App
from ui.qt.join import JoinDialog
from ui.qt.setup import SetUp
from ui.qt.sign_in import SignIn
from ui.qt.window import Window

CLOCK = FixedClock(MORNING)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    yield from running()


@pytest.fixture
def desk(server: Server, tmp_path: Path) -> Iterator[Any]:
    """The desk of the server as Ben has it open at another computer, with one family."""
    place = server.new_desk()
    with closing(storage.join(tmp_path / "rosa", place.url, NAME, PASSWORD, CLOCK)) as rosa:
        rosa.keep_site(rosa.signed_in, Book.load().site)
        rosa.add_person(rosa.signed_in, BEN.name, BEN.roles, "PHX", OTHER)
    ben = storage.join(tmp_path / "ben", place.url, BEN.name, OTHER, CLOCK)
    with ben.work(ben.signed_in, "test") as work:
        work.new_case(family())
    yield ben
    ben.close()
    server.forget(place)


@pytest.fixture
def app(
    desk: Any, tmp_path: Path, qtbot: Any, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> Iterator[App]:
    assert qtbot
    monkeypatch.setattr(wires, "anchor_folder", lambda: tmp_path / "anchors")
    if not qapp.styleSheet():
        style.apply(qapp, dark=False)
    made = App(wires.wiring(tmp_path / "here", CLOCK))
    made.start()
    settle()
    yield made
    if made.current is not None:
        made.current.close()
    settle()


def picture(widget: Any, name: str) -> None:
    if folder := os.environ.get("CRS_PICTURES"):
        widget.grab().save(f"{folder}/{name}.png")


def join(app: App, qtbot: Any, address: str, word: str = PASSWORD) -> list[str]:
    """Join at the first start; gives what the dialog complained of, if anything."""
    complaints: list[str] = []

    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, JoinDialog):
            QTimer.singleShot(20, fill)
            return
        for field, text in ((dialog.server, address), (dialog.person, NAME), (dialog.password, word)):
            QTest.keyClicks(field, text)
        gone: list[int] = []
        dialog.finished.connect(gone.append)
        dialog.join.click()
        qtbot.waitUntil(lambda: bool(gone) or dialog.trouble.isVisible(), timeout=20_000)
        if not gone:
            picture(dialog, "join")
            complaints.append(dialog.trouble.text())
            dialog.reject()

    first = app.current
    assert isinstance(first, SetUp)
    picture(first, "first_start")
    QTimer.singleShot(0, fill)
    first.join.click()
    return complaints


def test_a_computer_joins_the_desk_of_a_server_and_signs_in_there_from_then_on(
    app: App, desk: Any, qtbot: Any, tmp_path: Path
) -> None:
    assert join(app, qtbot, desk.address.url) == []
    qtbot.waitUntil(lambda: isinstance(app.current, Window), timeout=20_000)
    settle()
    window: Any = app.current
    assert window.desk.actor.name == NAME
    assert [each.number for each in window.desk.store.search("carter")] == ["PHX-2009-0003"]
    window.open_settings("safety")
    settle()
    picture(window, "server_safety")
    assert window.alerts.lines == ()
    window.switch_user()
    settle()
    door: Any = app.current
    assert isinstance(door, SignIn)
    picture(door, "server_sign_in")
    assert door.person.currentText() == NAME
    assert not door.forgot.isVisible()
    QTest.keyClicks(door.password, PASSWORD)
    door.sign_in.click()
    qtbot.waitUntil(lambda: isinstance(app.current, Window), timeout=20_000)
    settle()


def test_a_wrong_address_or_password_is_told_beside_the_fields(app: App, desk: Any, qtbot: Any) -> None:
    (told,) = join(app, qtbot, "server.example")
    assert "postgresql://" in told
    (told,) = join(app, qtbot, desk.address.url, "not the right password")
    assert "do not open the desk" in told


def test_what_another_desk_does_stands_on_the_screen_within_two_seconds(
    app: App, desk: Any, qtbot: Any
) -> None:
    join(app, qtbot, desk.address.url)
    qtbot.waitUntil(lambda: isinstance(app.current, Window), timeout=20_000)
    settle()
    window: Any = app.current
    assert window.desk.store._listening.hears.wait(10)
    table = window._rooms["today"].table
    before = len(table.keys())
    with desk.work(desk.signed_in, "test") as work:
        begun = time.monotonic()
        work.new_case(family("family_c"))
    qtbot.waitUntil(lambda: len(table.keys()) > before, timeout=5_000)
    assert time.monotonic() - begun < 2
    window.open_case("PHX-2009-0003", "history")
    settle()
    lines = window.case_page.history.changes
    before = len(lines.keys())
    stored = desk.case("PHX-2009-0003")
    begun = time.monotonic()
    keep(desk, with_note(stored.case, "called"), stored.version)
    qtbot.waitUntil(lambda: len(lines.keys()) > before, timeout=5_000)
    assert time.monotonic() - begun < 2
