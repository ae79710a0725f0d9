"""The desk's window for tests: opened like a clerk opens it, and waited for until it has read."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QApplication

from crs_intake.casework import start
from crs_intake.casework.ports import Desk
from crs_intake.clock import FixedClock, moment
from crs_intake.domain.moment import PHOENIX
from crs_intake.domain.site import Site
from crs_intake.policy.book import Book
from tests.qt.desks import a_desk
from ui.qt import hand, style, text
from ui.qt.window import Window

MORNING = datetime(2009, 3, 31, 7, 55, tzinfo=PHOENIX)


def settle() -> None:
    """Wait until nothing is being read or drawn."""
    for _ in range(4):
        QApplication.processEvents()
        QThreadPool.globalInstance().waitForDone(20_000)
        hand.breathe()


def opened(qtbot: Any, desk: Desk, width: int = 1366, height: int = 728) -> Window:
    """The desk's window on the screen."""
    window = Window(desk, Book.load)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.resize(width, height)
        window.activateWindow()
    settle()
    return window


def at(desk: Desk, month: int, day: int, hour: int, minute: int) -> Desk:
    """The same desk at another instant of 2009."""
    return replace(desk, clock=FixedClock(datetime(2009, month, day, hour, minute, tzinfo=PHOENIX)))


@pytest.fixture
def morning(tmp_path: Any, qapp: QApplication) -> Iterator[Desk]:
    """The sample desk on Tue 31 Mar 2009 at 07:55."""
    if not qapp.styleSheet():
        style.apply(qapp, dark=False)
    made = a_desk(tmp_path / "desk", MORNING)
    yield made
    settle()
    made.store.close()


@pytest.fixture
def so_far(tmp_path: Any, qapp: QApplication) -> Iterator[Desk]:
    """The same desk, but the families do not know yet what comes after 07:55; the test lives it."""
    if not qapp.styleSheet():
        style.apply(qapp, dark=False)
    made = a_desk(tmp_path / "desk", MORNING, families=False)
    now = moment(made.clock)
    with made.store.work(made.actor, "sample.load") as work:
        for case in start.families():
            work.new_case(replace(case, events=tuple(e for e in case.events if e.at.not_after(now))))
    yield made
    settle()
    made.store.close()


@pytest.fixture
def empty(tmp_path: Any, qapp: QApplication) -> Iterator[Desk]:
    """A desk on which nothing has happened yet."""
    if not qapp.styleSheet():
        style.apply(qapp, dark=False)
    made = a_desk(tmp_path / "desk", MORNING, families=False)
    yield made
    settle()
    made.store.close()


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What message boxes say, without a box that waits for a hand."""
    heard: list[str] = []

    def hear(_parent: object, sentence: str, then: str = "", *, title: str = "") -> None:
        heard.append(f"{sentence} {then}".strip())

    monkeypatch.setattr(text, "tell", hear)
    return heard


def kept(site: Site) -> Book:
    """The book as the window reads it after the settings changed."""
    return Book.load(site)
