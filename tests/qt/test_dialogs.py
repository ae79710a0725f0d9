"""The door and every dialog by keyboard and ear: names, the way of Tab, Enter, Escape, and what is wrong."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QLineEdit, QWidget

from crs_intake import words
from crs_intake.casework import people
from crs_intake.casework.ports import Desk
from crs_intake.domain.safety import Backup, Rescued
from tests.qt import walk
from tests.qt.cuts import cut
from tests.qt.desks import A_NO, B, C
from tests.qt.heard import description, faults, interactive, name
from tests.qt.windows import MORNING, morning, settle
from ui.qt import parts, style
from ui.qt.beside import BesideDialog
from ui.qt.hand_over import HandOver, HandOverAll
from ui.qt.join import JoinDialog
from ui.qt.keys import KeysDialog
from ui.qt.printing import PrinterDialog
from ui.qt.reason import ReasonDialog
from ui.qt.rescue import RescueDialog
from ui.qt.restore import RestoreDialog
from ui.qt.setup import SetUp
from ui.qt.sign_in import SignIn
from ui.qt.why import Why
from ui.wiring import Wiring

__all__ = ["morning"]
BACKUP = Backup(Path("/media/stick/crs-backups/1"), MORNING, "close", 1_482_000, 4, 211, "c0ffee")
RESCUED = Rescued(3, (C,), (B,), 7, backup=BACKUP)


def wiring(**doors: Any) -> Wiring:
    """Doors behind which nothing happens."""

    def closed(*_words: Any) -> Any:
        raise OSError

    given = {"exists": lambda: True, "people": lambda: ("R. Chavez", "M. Ortiz"), "warm": tuple,
             "backups": lambda _folder: (BACKUP,), "join": closed, "rescue": closed, **doors}  # fmt: skip
    shut = dict.fromkeys(("create", "open", "recover", "sample", "book"), closed)
    return Wiring(**{**shut, **given})


def sign_in(_desk: Desk) -> QWidget:
    return SignIn(wiring(), said="The computer slept, so the desk was locked.")


def recovery(_desk: Desk) -> QWidget:
    made = SignIn(wiring())
    made.forgot.click()
    return made


def first_start(page: int) -> Callable[[Desk], QWidget]:
    def make(_desk: Desk) -> QWidget:
        made = SetUp(wiring())
        made._go(page)
        return made

    return make


def beside(desk: Desk) -> QWidget:
    people.add(desk, "M. Ortiz", frozenset({"front_desk"}), "nine slow yellow lamps")
    return BesideDialog(desk, absent=True)


WINDOWS: dict[str, Callable[[Desk], QWidget]] = {
    "sign in": sign_in,
    "recovery code": recovery,
    "first start": first_start(0),
    "set up": first_start(1),
    "codes": first_start(2),
    "restore": lambda _desk: RestoreDialog(wiring()),
    "join": lambda _desk: JoinDialog(wiring()),
    "rescue": lambda desk: RescueDialog(desk, RESCUED),
    "beside": beside,
    "reason": lambda _desk: ReasonDialog("Entered by mistake", "It counts no more.", "&Entered by mistake"),
    "hand over": lambda desk: HandOver(desk, A_NO),
    "hand over all": lambda desk: HandOverAll(desk, "R. Chavez"),
    "printer": lambda _desk: PrinterDialog("Pages: 3", ["HP LaserJet 4050"], ""),
    "keys": lambda _desk: KeysDialog(),
    "why": lambda _desk: Why("Notice of the interview", "20.404", ("Day 11 of 14.",)),
}


@pytest.fixture(params=["en", "es"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    words.use(request.param)
    yield str(request.param)
    words.use("en")


def shown(qtbot: Any, made: QWidget, width: int = 0, height: int = 0) -> QWidget:
    qtbot.addWidget(made)
    if width:
        made.resize(width, height)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    settle()
    return made


@pytest.mark.parametrize("which", WINDOWS)
def test_it_is_heard_as_it_is_seen_and_tab_goes_round(
    qtbot: Any, morning: Desk, language: str, which: str
) -> None:
    window = shown(qtbot, WINDOWS[which](morning))
    found = faults(window)
    if len([each for each in interactive(window) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]) > 1:
        found += walk.faults(window)
    assert found == []
    letters = Counter(_letters(window))
    assert [each for each, many in letters.items() if many > 1] == [], f"letters with Alt: {letters}"


@pytest.mark.parametrize("which", WINDOWS)
def test_on_a_screen_at_200_percent_nothing_is_cut(
    qtbot: Any, morning: Desk, language: str, which: str
) -> None:
    window = shown(qtbot, WINDOWS[which](morning), 683, 384)
    assert (window.width(), window.height()) <= (683, 384)
    assert cut(window) == []


FIRST = {
    "sign in": "Password", "recovery code": "Recovery code", "first start": "Set up this desk",
    "set up": "Clinic name (required)", "codes": "Print the codes, each on its page",
    "restore": "Back-ups", "join": "Address of the server (required)", "rescue": "Bring back a back-up",
    "beside": "Their password", "reason": "Reason (required)", "keys": "Topics",
}  # fmt: skip


@pytest.mark.parametrize("which", FIRST)
def test_the_cursor_begins_where_the_answer_begins(qtbot: Any, morning: Desk, which: str) -> None:
    window = shown(qtbot, WINDOWS[which](morning))
    here = QApplication.focusWidget()
    assert here is not None
    assert window.isAncestorOf(here)
    assert name(here) == FIRST[which]


def test_where_no_name_is_known_the_sign_in_begins_with_it(qtbot: Any, morning: Desk) -> None:
    door = shown(qtbot, SignIn(wiring(people=tuple, on_server=lambda: True)))
    assert QApplication.focusWidget() in (door.person, door.person.lineEdit())


MISSING = {
    "recovery code": ("Recovery code", "Type the recovery code from the printed sheet."),
    "sign in": ("Password", "Type your password."),
    "set up": ("Clinic name (required)", "Choose or type the clinic's name; it heads every letter."),
    "restore": ("Your name", "Type your name and password of that time, or a recovery code."),
    "join": ("Address of the server (required)", "Type the address of the server."),
    "reason": ("Reason (required)", "Say why; the reason stands in the history."),
    "beside": ("Their password", ""),
}


@pytest.mark.parametrize("which", MISSING)
def test_enter_in_a_field_is_the_answer_and_what_is_missing_is_said_beside_its_field(
    qtbot: Any, morning: Desk, monkeypatch: pytest.MonkeyPatch, which: str
) -> None:
    told: list[str] = []
    monkeypatch.setattr(parts.Trouble, "_read_out", lambda self: told.append(self.text()))
    window = shown(qtbot, WINDOWS[which](morning))
    lines = [each for each in window.findChildren(QLineEdit) if each.isVisible()]
    lines[-1].setFocus()
    QTest.keyClick(lines[-1], Qt.Key.Key_Return)
    settle()
    assert window.isVisible(), "the window went away"
    where, sentence = MISSING[which]
    here = QApplication.focusWidget()
    assert here is not None
    assert name(here) == where
    assert told, "nothing was read out"
    assert sentence in told[-1]
    assert told[-1] in description(here)
    words_ = next(each for each in window.findChildren(parts.Trouble) if each.isVisible())
    beneath = words_.mapTo(window, QPoint(0, 0)).y() - here.mapTo(window, QPoint(0, here.height())).y()
    assert 0 <= beneath <= 3 * style.AROUND, "it does not stand beside its field"
    if isinstance(here, QLineEdit):
        QTest.keyClicks(here, "x")
        assert not words_.isVisible(), "it is still said while the field is mended"


def test_enter_beside_never_says_that_nobody_is_there(qtbot: Any, morning: Desk) -> None:
    asked = shown(qtbot, beside(morning))
    QTest.keyClicks(asked.password, "wrong")
    QTest.keyClick(asked.password, Qt.Key.Key_Return)
    assert (asked.nobody, asked.second, asked.isVisible()) == (False, None, True)


@pytest.mark.parametrize("which", [each for each in WINDOWS if each not in ("first start", "codes")])
def test_escape_leaves_a_dialog_and_goes_a_page_back(qtbot: Any, morning: Desk, which: str) -> None:
    window = shown(qtbot, WINDOWS[which](morning))
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    here = QApplication.focusWidget()
    assert here is not None
    if which == "sign in":
        QTest.keyClicks(here, "half a password")
    QTest.keyClick(here, Qt.Key.Key_Escape)
    settle()
    if isinstance(window, QDialog):
        assert not window.isVisible()
    elif isinstance(window, SignIn):
        assert (window.isVisible(), window.pages.currentIndex(), window.password.text()) == (True, 0, "")
    elif isinstance(window, SetUp):
        assert (window.isVisible(), window.pages.currentIndex()) == (True, 0)


def test_what_is_required_is_heard(qtbot: Any, morning: Desk) -> None:
    for which, fields in (("sign in", 2), ("recovery code", 3), ("beside", 2)):
        window = shown(qtbot, WINDOWS[which](morning))
        heard = [each for each in interactive(window) if "required" in description(each)]
        assert len(heard) == fields, which


def test_why_the_desk_was_locked_is_seen_and_heard_with_the_password(qtbot: Any, morning: Desk) -> None:
    door = shown(qtbot, sign_in(morning))
    assert isinstance(door, SignIn)
    assert "The computer slept, so the desk was locked." in [
        each.text() for each in door.findChildren(QLabel)
    ]
    assert "The computer slept, so the desk was locked." in description(door.password)


def _letters(window: QWidget) -> Iterator[str]:
    """The letters that go somewhere with Alt."""
    for each in window.findChildren(QWidget):
        if each.isVisible() and isinstance(each, QLabel | QAbstractButton):
            bound = isinstance(each, QAbstractButton) or each.buddy() is not None
            text = each.text().replace("&&", "")
            if bound and "&" in text:
                yield text[text.index("&") + 1].casefold()
