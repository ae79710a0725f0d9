"""The lock: idle, sleep, screen and long days close the desk; who signs in stands where they stood."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from crs_intake import storage
from crs_intake.casework.ports import Desk
from crs_intake.domain.kept import Draft
from tests.qt import desks, windows
from tests.qt.desks import AFTERNOON, B, a_desk
from tests.storage.drills import is_root
from ui.qt.app import App
from ui.qt.idle import Idle
from ui.qt.sign_in import SignIn
from ui.qt.window import Window
from ui.wiring import Wiring

NAME, WORD = "R. Chavez", "five quiet green tables"
desk, morning = desks.desk, windows.morning


class Hands:
    """A clock that a test moves: steady seconds and wall time."""

    def __init__(self) -> None:
        self.steady, self.wall = 0.0, AFTERNOON

    def on(self, seconds: float, *, slept: float = 0) -> None:
        self.steady += seconds
        self.wall += timedelta(seconds=seconds + slept)


@pytest.fixture
def watched(qapp: QApplication) -> Iterator[tuple[Idle, Hands, list[str], list[int]]]:
    hands, locked, warned = Hands(), list[str](), list[int]()
    idle = Idle(lambda: 10, lambda: hands.wall, steady=lambda: hands.steady)
    idle.lock.connect(locked.append)
    idle.warned.connect(warned.append)
    yield idle, hands, locked, warned
    idle.stop()
    assert qapp


def test_ten_minutes_without_a_hand_lock_after_a_warning(watched: Any) -> None:
    idle, hands, locked, warned = watched
    hands.on(9 * 60 + 29)
    idle.look()
    assert (locked, warned) == ([], [])
    hands.on(1)
    idle.look()
    assert (locked, warned) == ([], [30])
    idle.touch()  # any key goes on
    assert warned == [30, 0]
    hands.on(9 * 60 + 59)
    idle.look()
    assert locked == []
    hands.on(1)
    idle.look()
    assert len(locked) == 1
    hands.on(3600)
    idle.look()
    assert len(locked) == 1, "a desk is locked once"


def test_sleep_the_screen_and_twelve_hours_lock(qapp: QApplication) -> None:
    for what, seconds, slept, expected in (
        ("a minute of sleep", 1, 60, False), ("more than a minute of sleep", 1, 61, True),
        ("twelve hours", 1, 0, False),
    ):  # fmt: skip
        hands, locked = Hands(), list[str]()
        idle = Idle(lambda: 10, lambda h=hands: h.wall, steady=lambda h=hands: h.steady)  # type: ignore[misc]
        idle.lock.connect(locked.append)
        if what == "twelve hours":
            for _ in range(12 * 60):
                idle.touch()
                hands.on(60)
                idle.look()
            assert locked == []
            idle.touch()
            hands.on(1)
            expected = True
        else:
            hands.on(seconds, slept=slept)
        idle.look()
        assert bool(locked) == expected, what
        idle.stop()
    hands, locked = Hands(), []
    idle = Idle(lambda: 10, lambda: hands.wall, steady=lambda: hands.steady)
    idle.lock.connect(locked.append)
    idle.screen_locked(False)
    assert locked == []
    idle.screen_locked(True)
    assert len(locked) == 1
    assert qapp


def test_a_key_anywhere_counts_as_a_hand(watched: Any, qtbot: Any) -> None:
    idle, hands, locked, _ = watched
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    hands.on(599)
    QTest.keyClicks(field, "a")
    hands.on(599)
    idle.look()
    assert locked == []


@pytest.mark.parametrize("minutes, counted", [(0, 1), (1, 1), (30, 30), (600, 30)])
def test_the_site_chooses_between_one_and_thirty_minutes(
    qapp: QApplication, minutes: int, counted: int
) -> None:
    hands, locked = Hands(), list[str]()
    idle = Idle(lambda: minutes, lambda: hands.wall, steady=lambda: hands.steady)
    idle.lock.connect(locked.append)
    hands.on(counted * 60 - 1)
    idle.look()
    assert locked == []
    hands.on(1)
    idle.look()
    assert len(locked) == 1
    assert qapp


def app_of(made: Desk) -> App:
    """The program on a desk that exists, signed in by its real door."""
    folder, clock = made.store.folder, made.clock  # type: ignore[attr-defined]

    def door(name: str, word: str) -> Desk:
        store = storage.open_store(folder, name, word, clock)
        return Desk(store=store, book=made.book, clock=clock, actor=store.signed_in)

    return App(Wiring(
        exists=lambda: True, people=lambda: storage.users(folder), create=lambda _new: ("", ""), open=door,
        recover=lambda *_words: door(NAME, WORD), sample=lambda: made, book=lambda _site: made.book,
        warm=lambda: (),
    ))  # fmt: skip


def test_after_the_lock_the_file_is_closed_and_the_same_field_waits(tmp_path: Path, qtbot: Any) -> None:
    made = a_desk(tmp_path / "desk")
    made.store.close()
    app = app_of(made)
    app.start()
    window = signed_in(app, qtbot)
    window.open_wizard(B, "interview", "", "")
    wizard = window._wizards[(B, "interview")]
    qtbot.waitUntil(wizard.isActiveWindow)
    QTest.qWait(50)
    path, page = wizard.current.focus_path, wizard.current.page.id
    app.lock(window, "Nobody was here.")
    qtbot.waitUntil(lambda: isinstance(app.current, SignIn), timeout=5000)
    still = [name for name in open_files(os.getpid()) if str(tmp_path) in name]
    assert not still, "the database is still open"
    window = signed_in(app, qtbot)
    qtbot.waitUntil(lambda: (B, "interview") in window._wizards, timeout=5000)
    again = window._wizards[(B, "interview")]
    assert (again.current.page.id, again.current.focus_path) == (page, path)
    window.close()
    windows.settle()


def signed_in(app: App, qtbot: Any) -> Window:
    page = app.current
    assert isinstance(page, SignIn)
    QTest.keyClicks(page.password, WORD)
    page.sign_in.click()
    qtbot.waitUntil(lambda: isinstance(app.current, Window), timeout=20_000)
    assert isinstance(app.current, Window)
    windows.settle()
    return app.current


CANARY = "Xaviera Quetzalcanary"
LOCKS = """
import sys
from pathlib import Path
sys.argv = ["ui"]
import ui.__main__ as wires
wires.has_display = lambda: True
from PySide6.QtCore import QTimer
from crs_intake import storage
folder = Path(sys.orig_argv[-2])
from ui.qt import app as apps
was = apps.App.open_desk
def open_desk(self, desk, **more):
    window = was(self, desk, **more)
    held.append([draft.fields for draft in desk.store.drafts()])
    print("open", flush=True)
    QTimer.singleShot(700, lambda: self.lock(window, "test") if sys.orig_argv[-1] == "lock" else None)
    return window
held = []
apps.App.open_desk = open_desk
wires.renew.__globals__["os"].environ["CRS_TEST"] = "1"
real = wires.os.execv
def execv(program, command):
    wires.os.execv = real
    code = ("import time; print('renewed', flush=True); from ui.qt.app import make; "
            "import ui.qt.sign_in; app = make([]); time.sleep(30)")
    real(program, [program, "-c", code])
wires.os.execv = execv
from ui.qt.sign_in import SignIn
made = SignIn.__init__
def init(self, *words, **more):
    made(self, *words, **more)
    def go():
        self.password.setText("five quiet green tables")
        self.sign_in.click()
    QTimer.singleShot(100, go)
SignIn.__init__ = init
sys.exit(wires.main(["--data", str(folder)]))
"""


def memory_of(pid: int, words: tuple[bytes, ...]) -> dict[bytes, int]:
    """How often each word stands in the memory of a process; needs root."""
    found = dict.fromkeys(words, 0)
    with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb", 0) as memory:
        for line in maps:
            span, rights = line.split()[:2]
            if "r" not in rights or "[v" in line:
                continue
            first, last = (int(each, 16) for each in span.split("-"))
            try:
                memory.seek(first)
                content = memory.read(last - first)
            except (OSError, ValueError, OverflowError):
                continue
            for word in words:
                found[word] += content.count(word)
    return found


def open_files(pid: int) -> list[str]:
    """What a process has open; a file that it closes meanwhile is none."""
    found = []
    for each in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(FileNotFoundError):
            found.append(os.readlink(each))
    return found


@pytest.mark.skipif(not is_root(), reason="reading another process's memory needs root")
@pytest.mark.parametrize("how", ["lock", "stay"])
def test_the_new_process_remembers_no_word_and_the_control_does(tmp_path: Path, how: str) -> None:
    folder = tmp_path / "desk"
    made = a_desk(folder, families=False)
    with made.store.work(made.actor, "drafts.keep") as work:
        work.keep_draft(Draft("new:1", "referral", "applicant", {"given": CANARY}))
    made.store.close()
    key = made.store._key  # type: ignore[attr-defined]
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_STATE_HOME": str(tmp_path / "state")}
    child = subprocess.Popen(
        [sys.executable, "-c", LOCKS, str(folder), how], stdout=subprocess.PIPE, text=True, env=env,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    words = (CANARY.encode(), CANARY.encode("utf-16-le"), key, key.hex().encode())
    try:
        assert child.stdout
        assert child.stdout.readline().strip() == "open"
        if how == "lock":
            assert child.stdout.readline().strip() == "renewed"
            assert not [name for name in open_files(child.pid) if str(folder) in name]
            assert sum(memory_of(child.pid, words).values()) == 0
        else:
            assert sum(memory_of(child.pid, words).values()) > 0, "the control shows nothing"
    finally:
        child.send_signal(signal.SIGKILL)
        child.wait()
        assert child.stdout
        child.stdout.close()


def test_events_that_are_no_hands_do_not_keep_a_desk_open(watched: Any) -> None:
    idle, hands, locked, _ = watched
    hands.on(599)
    idle.eventFilter(idle, QEvent(QEvent.Type.Timer))
    hands.on(1)
    idle.look()
    assert len(locked) == 1
