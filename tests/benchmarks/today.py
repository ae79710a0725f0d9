"""Today over 5,000 open cases: a morning, a look again, and one change, beside bare reads."""

from __future__ import annotations

import json
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from crs_intake import storage
from crs_intake.casework import contacts, worklist
from crs_intake.casework.ports import Desk
from crs_intake.domain.moment import PHOENIX, Moment
from crs_intake.policy.book import Book
from crs_intake.storage import engine
from crs_intake.storage.store import SqlStore
from tests.benchmarks.desk import fill
from tests.benchmarks.measure import in_turns, line, seconds

CASES = 5000
PASSWORD = "a long enough password"
AT = datetime(2009, 3, 31, 7, 55, tzinfo=PHOENIX)
BARE = "SELECT c.number, c.name, c.version, b.until, b.rows FROM cases c JOIN boards b ON b.case_id = c.id"
ONE = "SELECT c.number, c.version FROM cases c WHERE c.closed IS NULL"


class MovableClock:
    """A clock that the benchmark puts forward."""

    def __init__(self) -> None:
        self.instant = AT

    def now(self) -> datetime:
        """The instant it was put to."""
        return self.instant


def run() -> None:
    """Print the looks of two days and a change, each against its aim and its floor."""
    with tempfile.TemporaryDirectory() as folder:
        clock = MovableClock()
        store, _ = storage.create(
            Path(folder),
            "Bench",
            "a long enough password",
            clock,
            site="PHX",
            kdf=storage.WEAK_FOR_TESTS_ONLY,
        )
        desk = Desk(store=store, book=Book.load(), clock=clock, actor=store.signed_in)
        fill(store, store.signed_in, CASES, Moment.read(AT))
        taken = seconds(lambda: worklist.today(desk))
        line(f"{CASES:,} cases, the very first look ever (derived)", f"{taken:.2f} s", "once")
        _same_day(desk, store)
        _on_screen(desk)
        _mornings(desk, clock)
        store.close()


def _same_day(desk: Desk, store: SqlStore) -> None:
    bare = engine.connect(store.folder / engine.DATABASE, store._key)

    def floor() -> None:
        rows = bare.execute(BARE).fetchall()
        json.loads(f"[{','.join(row[4] for row in rows)}]")

    least, ours = in_turns(floor, lambda: worklist.today(desk), 9)
    line("sign-in to Today, rows kept, against reading them bare",
         f"{ours * 1000:.0f} ms, {ours / least:.1f} x {least * 1000:.0f} ms", "500 ms")  # fmt: skip
    board = worklist.Board()
    worklist.look(desk, board)
    least, ours = in_turns(
        lambda: bare.execute(ONE).fetchall(), lambda: worklist.look(desk, board), 15
    )  # fmt: skip
    line("looked at again, nothing changed, against reading the versions",
         f"{ours * 1000:.1f} ms, {ours / least:.1f} x {least * 1000:.1f} ms", "50 ms")  # fmt: skip
    numbers = [each.case.number for each in store.cases()][3::4]
    outcomes = []
    for number in numbers[:15]:
        contacts.attempt(desk, number, "no_answer")
        outcomes.append(seconds(lambda: worklist.look(desk, board)))
    line("refreshed after one case changed (derived, kept, in its place)",
         f"{sorted(outcomes)[7] * 1000:.1f} ms, worst {max(outcomes) * 1000:.1f} ms", "50 ms")  # fmt: skip
    bare.close()


def _on_screen(desk: Desk) -> None:
    """The page itself: from the look to the painted list, at first and after one change."""
    import sys

    from PySide6.QtWidgets import QApplication

    from ui.qt.app import make
    from ui.qt.today import TodayPage

    app = QApplication.instance() or make(sys.argv[:1])
    page = TodayPage(_Nowhere(desk))
    page.resize(1190, 677)
    page.show()

    def shown() -> None:
        page._show(worklist.look(desk))
        app.processEvents()

    line("the page filled and painted for the first time", f"{seconds(shown) * 1000:.0f} ms", "500 ms")
    taken = []
    for stored in list(desk.store.cases())[7::400][:9]:
        contacts.attempt(desk, stored.case.number, "no_answer")
        taken.append(seconds(shown))
    middle, worst = sorted(taken)[len(taken) // 2] * 1000, max(taken) * 1000
    told = f"{middle:.0f} ms, worst {worst:.0f} ms"
    line("the page after one change, from the look to the paint", told, "50 ms")
    page.close()


class _Nowhere:
    """The ways of a page that leads nowhere."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def __getattr__(self, name: str) -> object:
        return lambda *_given, **_named: None


def _mornings(desk: Desk, clock: MovableClock) -> None:
    clock.instant = AT + timedelta(days=1)
    board = worklist.Board()
    at_once = seconds(lambda: worklist.look(desk, board, 40))
    left = worklist.look(desk, board, 0).unread
    rest = seconds(lambda: worklist.look(desk, board))
    line("next morning, nothing prepared: first rows, then the rest",
         f"{at_once * 1000:.0f} ms, {rest:.2f} s for {left:,}", "500 ms")  # fmt: skip
    prepared = seconds(lambda: worklist.look_ahead(desk))
    clock.instant = AT + timedelta(days=2)
    taken = seconds(lambda: worklist.today(desk))
    line("next morning, prepared while the desk was quiet",
         f"{taken * 1000:.0f} ms after {prepared:.1f} s", "500 ms")  # fmt: skip
