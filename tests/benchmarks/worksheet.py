"""The worksheet of 30 income lines after one more key, beside a bare loop over the same arithmetic."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import cycle

from crs_intake.domain.case import Case
from crs_intake.domain.money import Money
from crs_intake.exchange.case_file import read_case
from crs_intake.policy.book import Book
from crs_intake.policy.determine import assess
from tests.benchmarks.desk import sample_bytes
from tests.benchmarks.measure import in_turns, line

ON = date(2009, 3, 31)
LINES, ROUNDS = 30, 41


def bare() -> Fraction:
    """The arithmetic of 30 averaged lines and the three columns, and nothing else."""
    gross = Fraction(0)
    for n in range(LINES):
        gross += (Fraction(1215 + n) + Fraction("1265.40")) / 2 * 26
    agi = gross - 90 * 23 - 1000
    for _column in range(3):
        agi, _, _ = max(agi, Fraction(0)), agi / 12, agi / 22050 * 100
    return agi


def cases() -> Iterator[Case]:
    """The same family again and again, with one amount one key longer or shorter."""
    case = read_case(sample_bytes("family_a_no"))
    wages = case.income[0]
    lines = tuple(replace(wages, id=f"{n}", source=f"job {n}") for n in range(LINES - 1))
    for amount in cycle((12340, 1234)):
        typed = replace(wages, id="typed", payments=(), amount=Money(amount))
        yield replace(case, income=(typed, *lines))


def run() -> None:
    """Print the time from a key to the worksheet as it is painted with it: rules, rows, layout, paint."""
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QApplication, QScrollArea

    from ui.qt import style
    from ui.qt.app import make
    from ui.qt.worksheet import Worksheet

    class Painted(QObject):
        """Counts what is painted, so that a repaint that did not come cannot look quick."""

        times = 0

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
            self.times += event.type() == QEvent.Type.Paint
            return False

    app = QApplication.instance() or make(sys.argv[:1])
    assert isinstance(app, QApplication)
    style.apply(app, dark=False)
    book, typed = Book.load(), cases()
    area, sheet = QScrollArea(), Worksheet()
    area.setWidgetResizable(True)
    area.setWidget(sheet)
    area.resize(1366, 768)
    area.show()
    painted = Painted()
    sheet.columns.viewport().installEventFilter(painted)

    def key() -> None:
        case, before = next(typed), painted.times
        sheet.show_assessment(assess(case, book, ON), case)
        while painted.times == before:
            app.processEvents()

    for _ in range(4):
        key()
    floor, subject = in_turns(bare, key, ROUNDS)
    area.close()
    line(
        f"worksheet repaint after a key, {LINES} lines",
        f"{subject * 1000:.1f} ms, {subject / floor:,.0f} x {floor * 1e6:.0f} us",
        "16 ms",
    )
