"""What holds for every test: no display, no stray warnings, no threads left running.

Qt chooses its platform when it loads, so the choice stands at the very top.
A warning that nobody expected is a defect, so a test that logs one fails.
"""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before anything can load Qt
os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.fonts.warning=false")

import logging
import re
import threading
import time
from collections.abc import Iterator

import pytest


class _Kept(logging.Handler):
    """Keeps what the program logs at WARNING or above while one test runs."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def no_unexpected_log_lines(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that logs a warning it does not announce with `expects_log`."""
    kept = _Kept()
    logging.getLogger().addHandler(kept)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(kept)
    expected = [mark.args[0] for mark in request.node.iter_markers("expects_log")]
    stray = [line for line in kept.lines if not any(re.search(each, line) for each in expected)]
    if stray:
        pytest.fail("Logged, and no test expects it:\n" + "\n".join(stray), pytrace=False)


@pytest.fixture(autouse=True)
def no_threads_left() -> Iterator[None]:
    """Fail a test that leaves a Python thread running (Qt's own pool threads are not counted)."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + 2
    while left := [each for each in threading.enumerate() if each not in before and _ours(each)]:
        if time.monotonic() > deadline:
            pytest.fail(f"Threads still running: {', '.join(each.name for each in left)}", pytrace=False)
        time.sleep(0.01)


@pytest.fixture(autouse=True)
def no_box_waits_for_a_hand(request: pytest.FixtureRequest) -> Iterator[None]:
    """Close a message box that no test answers, and fail that test with its words."""
    if not {"qapp", "qtbot"} & set(request.fixturenames):
        yield
        return
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QMessageBox

    request.getfixturevalue("qapp")
    seen: dict[int, float] = {}
    unanswered: list[str] = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):
            seen.clear()
        elif time.monotonic() - seen.setdefault(id(box), time.monotonic()) > PATIENCE:
            unanswered.append(f"{box.text()} {box.informativeText()}".strip())
            box.reject()

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(500)
    yield
    timer.stop()
    if unanswered:
        pytest.fail("A box waited for a hand: " + " / ".join(unanswered), pytrace=False)


PATIENCE = 20
"""Seconds after which nobody will answer a message box any more."""


def _ours(thread: threading.Thread) -> bool:
    # A pool thread of Qt that once ran Python shows up as a dummy and lives as long as the pool.
    return thread.is_alive() and not isinstance(thread, threading._DummyThread)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """After a whole run, say how long the code has become and how much of the policy is proved."""
    if os.environ.get("CRS_HOUSE_REPORT"):
        from tests.house import report

        terminalreporter.section("the house")
        for line in report.lines():
            terminalreporter.write_line(line)
