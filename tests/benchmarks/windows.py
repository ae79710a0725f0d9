"""The sign-in beside a bare window, and a desk with 1,000 cases from password to Today."""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

from crs_intake import storage
from crs_intake.clock import FixedClock
from crs_intake.domain.moment import PHOENIX
from tests.benchmarks.desk import fill
from tests.benchmarks.measure import in_turns, line, process, seconds

AT = datetime(2009, 3, 31, 7, 55, tzinfo=PHOENIX)
PASSWORD = "a long enough password"
BARE = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication(sys.argv); window = QMainWindow(); window.show(); app.processEvents()
import os; os._exit(0)
"""
SIGN_IN = """
import sys, pathlib
from ui.__main__ import wiring
from ui.qt.app import App, make
from crs_intake.clock import SystemClock
app = make(sys.argv[:1]); desk = App(wiring(pathlib.Path(sys.argv[1]), SystemClock()))
desk.start(); app.processEvents()
import os; os._exit(0)
"""
CASES = 1000


def run() -> None:
    """Print both, each against its aim."""
    with tempfile.TemporaryDirectory() as folder:
        clock = FixedClock(AT)
        store, _ = storage.create(Path(folder), "Bench", PASSWORD, clock, site="PHX")
        fill(store, store.signed_in, CASES)
        store.close()
        floor, subject = in_turns(process(BARE), process(SIGN_IN, folder), 9)
        line(
            "sign-in window against a bare QMainWindow (process)",
            f"{subject * 1000:.0f} ms, {subject / floor:.2f} x {floor * 1000:.0f} ms",
            "1.3 x",
        )
        _desk(Path(folder), clock)


def _desk(folder: Path, clock: FixedClock) -> None:
    from PySide6.QtWidgets import QApplication

    from ui.__main__ import wiring
    from ui.qt.app import make
    from ui.qt.window import Window

    doors = wiring(folder, clock)
    doors.warm()
    app = QApplication.instance() or make(sys.argv[:1])
    opened: list[Window] = []

    def from_password_to_today() -> None:
        desk = doors.open("Bench", PASSWORD)
        window = Window(desk, doors.book)
        window.show()
        opened.append(window)
        page = window.pages.currentWidget()
        while not page.table.rowCount():
            app.processEvents()
            time.sleep(0.005)  # as the real event loop sleeps, and leaves the processor to the worker

    for what in ("the first look of a day", "once its rows are kept"):
        taken = seconds(from_password_to_today)
        opened[-1].close()
        opened[-1].desk.store.close()
        line(f"desk with {CASES:,} cases, password to Today, {what}", f"{taken:.2f} s", "1 s")
