"""A desk with the sample families for tests of the windows, and hands that type like a clerk's."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from crs_intake import storage
from crs_intake.casework import start
from crs_intake.casework.ports import Desk
from crs_intake.clock import FixedClock
from crs_intake.domain.moment import PHOENIX
from crs_intake.exchange.apart import Reader
from crs_intake.policy.book import Book
from ui.flow import WIZARDS
from ui.qt import style
from ui.qt.fields import FieldView
from ui.qt.form_view import FormView
from ui.qt.wizard import CaseWizard, open_wizard

AFTERNOON = datetime(2009, 3, 31, 14, 30, tzinfo=PHOENIX)
READER = Reader()
"""One process for all tests of a run; it ends with the run."""
A_NO, B, C = "PHX-2009-0001", "PHX-2009-0003", "PHX-2009-0004"
WALKS = [
    ("referral", None),
    *((each, number) for each in WIZARDS for number in (A_NO, C) if each != "referral"),
]
"""A referral begins without a case; every other wizard is walked with two families."""


def a_desk(folder: Path, at: datetime = AFTERNOON, *, families: bool = True) -> Desk:
    """A new desk at an instant, with the sample families or empty."""
    clock = FixedClock(at)
    store, _ = storage.create(
        folder, "R. Chavez", "five quiet green tables", clock, site="PHX", kdf=storage.WEAK_FOR_TESTS_ONLY
    )
    book = Book.load()
    store.keep_site(store.signed_in, book.site)
    desk = Desk(store=store, book=book, clock=clock, actor=store.signed_in, reader=READER)
    if families:
        start.sample(desk)
    return desk


@pytest.fixture
def desk(tmp_path: Path, qapp: QApplication) -> Iterator[Desk]:
    """A desk on Tue 31 Mar 2009 at 14:30 with the sample families."""
    if not qapp.styleSheet():
        style.apply(qapp, dark=False)
    made = a_desk(tmp_path / "desk")
    yield made
    for window in QApplication.topLevelWidgets():
        if isinstance(window, CaseWizard):
            window.close()
            window.deleteLater()
    QApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete))
    QApplication.processEvents()
    made.store.close()


def at(desk: Desk, when: datetime) -> Desk:
    """The same desk at another instant."""
    return replace(desk, clock=FixedClock(when))


def opened(
    qtbot: Any, desk: Desk, number: str | None, wizard: str, page: str = "", field: str = ""
) -> CaseWizard:
    """A wizard on the screen, 1366 by 768."""
    window = open_wizard(desk, number, wizard, page, field)
    window.resize(1366, 768)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    QApplication.processEvents()
    return window


def view(window: CaseWizard) -> FormView:
    """The questions of the page in hand."""
    found = window.current.view
    assert found is not None
    return found


def field(window: CaseWizard, key: str) -> FieldView:
    """One question of the page in hand."""
    found = view(window).views[key]
    assert isinstance(found, FieldView)
    return found


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key, wherever the cursor is."""
    QApplication.processEvents()
    widget = QApplication.activePopupWidget() or QApplication.focusWidget()
    assert widget is not None, "nothing has the cursor"
    QTest.keyClick(widget, key, modifier)
    QApplication.processEvents()


def write(text: str) -> None:
    """Text typed wherever the cursor is; a letter that keyClicks cannot send goes as an event."""
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the cursor"
    for letter in text:
        if letter.isascii():
            QTest.keyClicks(widget, letter)
        else:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))
    QApplication.processEvents()


def tab(times: int = 1) -> None:
    """Go on to the next field."""
    for _ in range(times):
        press(Qt.Key.Key_Tab)


def type_into(widget: QWidget, text: str) -> None:
    """Put the cursor into a widget, take out what is there, and type."""
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    write(text)


def go_on() -> None:
    """Enter = Next."""
    press(Qt.Key.Key_Return)
