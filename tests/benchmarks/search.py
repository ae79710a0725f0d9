"""Search over 100,000 people from keystroke to shown, and the store alone beside a raw FTS5 table.

`python -m tests.benchmarks search` takes 100,000; with CRS_MILLION=1 the store is tried at 1,000,000.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import sqlalchemy as sa

from crs_intake import storage
from crs_intake.clock import FixedClock
from crs_intake.storage import schema
from crs_intake.storage.search import Word, fold
from tests.benchmarks.measure import line, seconds
from tests.benchmarks.windows import AT, PASSWORD

GIVEN = (
    "Ana Luis María José Elena Daniel Lucía Tomás Jaylen Karen Rosa Ben Iris Noé Eva Hugo Sofía Mateo".split()
)
FAMILY = ("Begay Yazzie Morales García López Nez Tso Carter Whitfield Ortiz Chavez Luna Ruiz Hernández "
          "Benally Castillo Peña O'Neil Smith Johnson").split()  # fmt: skip
TYPED = ("mor", "yaz el", "elena garc", "garcia lopez", "602 555 01", "A1234", "9/14/2006", "o'neil", "l",
         "luc mor ya", "PHX-2009-0", "benally tso rosa", "2006-09-14", "pena", "14 sep 2006")  # fmt: skip


def fill(connection: sa.Connection, people: int) -> None:
    """Case rows with the words by which they are found; put in as the index would keep them."""
    chance, step = random.Random(20), 20_000
    row = dict(connection.execute(sa.select(schema.cases).limit(1)).mappings().one())
    for start in range(0, people, step):
        cases, words = [], []
        for n in range(start, min(people, start + step)):
            given, one, two = chance.choice(GIVEN), chance.choice(FAMILY), chance.choice(FAMILY)
            born = date(1990, 1, 1) + timedelta(days=chance.randrange(7000))
            number = f"BEN-{n:07d}"
            cases.append(
                {
                    **row,
                    "id": 10 + n,
                    "uuid": f"bench-{n}",
                    "number": number,
                    "name": f"{given} {one} {two}",
                    "born": born,
                }
            )
            found = {*(Word(each, "given", "applicant") for each in fold(given)),
                     *(Word(each, "family", "applicant") for each in (*fold(one), *fold(two))),
                     Word("".join(fold(one) + fold(two)), "family", "applicant"),
                     Word(f"{born:%Y%m%d}", "born", "applicant"),
                     Word(f"602555{n % 10_000:04d}", "phone", "mother"),
                     Word(f"555{n % 10_000:04d}", "phone", "mother"),
                     Word(f"a{n:08d}", "ahcccs", "applicant"),
                     Word("".join(fold(number)), "number", "applicant")}  # fmt: skip
            words += [{**each._asdict(), "case_id": 10 + n} for each in found]
        connection.execute(sa.insert(schema.cases), cases)
        connection.execute(sa.insert(schema.words), words)


def raw(connection: sa.Connection) -> Callable[[str], object]:
    """The floor: the same names in a bare FTS5 table, 50 rows by prefix, unranked."""
    connection.exec_driver_sql(
        "CREATE VIRTUAL TABLE temp.floor USING fts5(name, detail=column, prefix='2 3')"
    )
    connection.exec_driver_sql("INSERT INTO temp.floor(rowid, name) SELECT id, name FROM cases")

    def find(text: str) -> object:
        tokens = " ".join(f'"{each}"*' for each in fold(text)) or '"x"*'
        return connection.exec_driver_sql(
            "SELECT rowid, name FROM temp.floor WHERE floor MATCH ? LIMIT 50", (tokens,)
        ).fetchall()

    return find


def p95(times: list[float]) -> float:
    """The 95th of a hundred."""
    return statistics.quantiles(times, n=20)[-1]


def run() -> None:
    """Print what a keystroke costs at 100,000, and the store beside FTS5, at a million if asked."""
    million = bool(os.environ.get("CRS_MILLION"))
    with tempfile.TemporaryDirectory() as folder:
        store, _ = storage.create(Path(folder), "Bench", PASSWORD, FixedClock(AT), site="PHX")
        from tests.benchmarks.desk import fill as fill_desk

        fill_desk(store, store.signed_in, 1)
        people = 1_000_000 if million else 100_000
        with store._write() as connection:
            fill(connection, people)
        _store(store, people)
        if not million:
            _window(store)
        store.close()


def _store(store: storage.SqlStore, people: int) -> None:
    floors: list[float] = []
    mine: list[float] = []
    worst = {}
    with store._reading() as connection:
        find = raw(connection)
        for _ in range(5):
            for text in TYPED:
                floors.append(seconds(lambda text=text: find(text)))
                mine.append(seconds(lambda text=text: store.search(text, 12)))
                worst[text] = max(worst.get(text, 0.0), mine[-1])
    slow = max(worst, key=lambda each: worst[each])
    line(f"search of {people:,} people, the store alone, p95", f"{p95(mine) * 1000:.1f} ms", "-")
    line(
        "  beside raw FTS5 by prefix, p95",
        f"{p95(floors) * 1000:.1f} ms: {p95(mine) / p95(floors):.2f} x",
        "2 x",
    )
    line(
        "  median",
        f"{statistics.median(mine) * 1000:.1f} ms, floor {statistics.median(floors) * 1000:.1f} ms",
        "-",
    )
    line(f"  slowest typed: {slow!r}", f"{worst[slow] * 1000:.1f} ms", "-")


def _window(store: storage.SqlStore) -> None:
    from PySide6.QtWidgets import QApplication, QMainWindow

    from crs_intake.casework.cases import search
    from crs_intake.casework.ports import Desk
    from crs_intake.policy.book import Book
    from ui.qt.app import make
    from ui.qt.search import SearchBox

    app = QApplication.instance() or make(sys.argv[:1])
    desk = Desk(store=store, book=Book.load(), clock=FixedClock(AT), actor=store.signed_in)
    window = QMainWindow()
    box = SearchBox(lambda text: search(desk, text, 12), window)
    window.setCentralWidget(box)
    window.resize(900, 700)
    window.show()
    times = []
    for text in TYPED * 2:
        for end in range(1, len(text) + 1):
            box.setText(text[:end])
            begun = time.perf_counter()
            box.textEdited.emit(box.text())
            while box._answered != text[:end].strip() and time.perf_counter() - begun < 2:
                app.processEvents()
            times.append(time.perf_counter() - begun)
        box.leave()
    line("keystroke to shown at 100,000 people, p95", f"{p95(times) * 1000:.1f} ms", "50 ms")
    line("  median and worst", f"{statistics.median(times) * 1000:.1f} ms, {max(times) * 1000:.1f} ms", "-")
    window.close()
