"""First start, sign-in, the recovery code and the change of persons, on a real store."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import ui.__main__ as wires
from crs_intake import storage
from crs_intake.clock import FixedClock
from crs_intake.domain.moment import PHOENIX
from tests.qt.windows import settle
from ui.qt import style
from ui.qt.app import App
from ui.qt.setup import SetUp
from ui.qt.sign_in import SignIn
from ui.qt.window import Window

CLOCK = FixedClock(datetime(2009, 3, 31, 7, 55, tzinfo=PHOENIX))
WORD = "seven green saguaros"


@pytest.fixture(autouse=True)
def _quick_keys(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> None:
    # The real key stretching takes a fifth of a second by design; its strength is tested in tests/storage.
    made = storage.create
    monkeypatch.setattr(
        storage, "create",
        lambda *words, **named: made(*words, **{**named, "kdf": storage.WEAK_FOR_TESTS_ONLY}),
    )  # fmt: skip
    if not qapp.styleSheet():
        style.apply(qapp, dark=False)


@pytest.fixture
def app(tmp_path: Path, qtbot: Any) -> Any:
    made = App(wires.wiring(tmp_path / "desk", CLOCK))
    made.start()
    settle()
    yield made
    if made.current is not None:
        made.current.close()
    settle()


def shown(app: App, kind: type) -> Any:
    """The window that is open, which must be of that kind."""
    settle()
    assert isinstance(app.current, kind), type(app.current)
    return app.current


def set_up(app: App, qtbot: Any) -> str:
    """Answer the five questions; gives the recovery code."""
    first = shown(app, SetUp)
    first.set_up.click()
    QTest.keyClicks(first.clinic.lineEdit(), "CRS Phoenix regional clinic")
    for field, words in ((first.phone, "602-406-6400"), (first.person, "R. Chavez"),
                         (first.password, WORD), (first.again, WORD)):  # fmt: skip
        QTest.keyClicks(field, words)
    first.make.click()
    qtbot.waitUntil(lambda: first.pages.currentIndex() == 2, timeout=10_000)
    return str(first.code.text())


def test_the_first_start_offers_two_ways(app: App) -> None:
    first = shown(app, SetUp)
    assert first.set_up.isVisible()
    assert first.look.isVisible()


def test_a_desk_is_set_up_and_opens_with_its_recovery_code_shown_once(app: App, qtbot: Any) -> None:
    code = set_up(app, qtbot)
    assert len(code) >= 20
    first = shown(app, SetUp)
    assert not first.start.isEnabled()
    first.kept.setChecked(True)
    first.start.click()
    qtbot.waitUntil(lambda: isinstance(app.current, Window), timeout=10_000)
    window = shown(app, Window)
    assert window.desk.actor.name == "R. Chavez"
    assert window.desk.actor.site == "PHX"
    clinic = window.desk.site.clinic("PHX")
    assert clinic is not None
    assert clinic.phone == "602-406-6400"


def test_each_gap_of_the_first_start_is_said(app: App) -> None:
    first = shown(app, SetUp)
    first.set_up.click()
    assert first.clinic.lineEdit().accessibleName() == "Clinic name (required)"
    for field, words, sentence in (
        (first.clinic.lineEdit(), "C", "clinic's name"), (first.phone, "602", "phone"),
        (first.person, "R", "your name"), (first.password, "short", "15 characters"),
        (first.again, "", "differ"),
    ):  # fmt: skip
        first.make.click()
        assert sentence in first.trouble.text()
        field.clear()
        QTest.keyClicks(field, words if words != "short" else "long enough a word")


def test_the_sample_families_open_without_sign_in_and_say_so(app: App, qtbot: Any) -> None:
    shown(app, SetUp).look.click()
    qtbot.waitUntil(lambda: isinstance(app.current, Window), timeout=20_000)
    window = shown(app, Window)
    assert window.desk.actor.name == wires.SAMPLE_NAME
    assert len(list(window.desk.store.cases(open_only=False))) == 4
    window.bar.switch.click()
    assert shown(app, SetUp)


def test_a_wrong_password_is_refused_and_the_right_one_opens(app: App, qtbot: Any) -> None:
    set_up(app, qtbot)
    first = shown(app, SetUp)
    first.close()
    app.start()
    sign_in = shown(app, SignIn)
    assert [sign_in.person.itemText(row) for row in range(sign_in.person.count())] == ["R. Chavez"]
    QTest.keyClicks(sign_in.password, "a wrong password here")
    sign_in.sign_in.click()
    qtbot.waitUntil(lambda: sign_in.trouble.isVisible(), timeout=10_000)
    assert sign_in.trouble.text()
    assert "Traceback" not in sign_in.trouble.text()
    sign_in.password.clear()
    QTest.keyClicks(sign_in.password, WORD)
    sign_in.sign_in.click()
    qtbot.waitUntil(lambda: isinstance(app.current, Window), timeout=10_000)


def test_switch_user_locks_the_desk_and_asks_again(app: App, qtbot: Any) -> None:
    set_up(app, qtbot)
    first = shown(app, SetUp)
    first.kept.setChecked(True)
    first.start.click()
    qtbot.waitUntil(lambda: isinstance(app.current, Window), timeout=10_000)
    shown(app, Window).bar.switch.click()
    sign_in = shown(app, SignIn)
    QTest.keyClicks(sign_in.password, WORD)
    sign_in.sign_in.click()
    qtbot.waitUntil(lambda: isinstance(app.current, Window), timeout=10_000)


def test_the_recovery_code_opens_once_more_with_a_new_password(app: App, qtbot: Any) -> None:
    code = set_up(app, qtbot)
    shown(app, SetUp).close()
    app.start()
    sign_in = shown(app, SignIn)
    sign_in.forgot.click()
    for field, words in (
        (sign_in.code, code),
        (sign_in.reason, "forgotten"),
        (sign_in.fresh, "eight blue herons sit"),
    ):
        QTest.keyClicks(field, words)
    sign_in.recover.click()
    qtbot.waitUntil(lambda: isinstance(app.current, Window), timeout=10_000)
    assert shown(app, Window).desk.actor.name == "R. Chavez"
