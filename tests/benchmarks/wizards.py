"""Every page of every wizard for a family of 12 with 30 income lines: how long the window is blocked.

A stretch is time in which no event is handled, counted in processor time of the window's thread, so that
others at work on the machine do not count. The floor shows as many bare QWidgets.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from crs_intake import storage
from crs_intake.casework.ports import Desk
from crs_intake.clock import FixedClock
from crs_intake.domain.case import Case
from crs_intake.domain.moment import PHOENIX
from crs_intake.domain.people import Person
from crs_intake.exchange.case_file import read_case
from crs_intake.policy.book import Book
from tests.benchmarks.desk import NAMES, sample_bytes
from tests.benchmarks.measure import line

if TYPE_CHECKING:
    from ui.qt.wizard import CaseWizard

AT = datetime(2009, 3, 31, 14, 30, tzinfo=PHOENIX)
PEOPLE, LINES, ROUNDS = 12, 30, 2
QUIET = 6
"""So many turns of the event loop without work mean that the page is whole."""


def family(name: str) -> Case:
    """A sample family with more brothers, sisters and income."""
    case = read_case(sample_bytes(name))
    more = tuple(
        Person(id=f"child-{n}", given=f"Child {n}", family="Yazzie", relation="sibling",
               born=date(1995 + n, 2, 3), sex="F" if n % 2 else "M")
        for n in range(PEOPLE - len(case.people))
    )  # fmt: skip
    kinds = read_case(sample_bytes("family_a_no")).income
    adult = next(each.id for each in case.people if each.id != "applicant")
    lines = tuple(
        replace(kinds[n % len(kinds)], id=f"line-{n}", person=adult, source=f"Employer number {n}")
        for n in range(LINES - len(case.income))
    )
    return replace(case, people=(*case.people, *more), income=(*case.income, *lines))


def desk(folder: Path) -> tuple[Desk, list[str]]:
    """A desk with the large families, and their numbers."""
    clock, book = FixedClock(AT), Book.load()
    store, _ = storage.create(
        folder, "Bench", "a long enough password", clock, site="PHX", kdf=storage.WEAK_FOR_TESTS_ONLY
    )
    store.keep_site(store.signed_in, book.site)
    with store.work(store.signed_in, "sample.load") as work:
        numbers = [work.new_case(family(name)) for name in NAMES]
    return Desk(store=store, book=book, clock=clock, actor=store.signed_in), numbers


def stretches(act: Callable[[], object]) -> list[float]:
    """Seconds of every turn that did something, from the act until nothing moves any more."""
    from PySide6.QtWidgets import QApplication

    begun = time.thread_time()
    act()
    found, idle = [time.thread_time() - begun], 0
    while idle < QUIET:
        begun = time.thread_time()
        QApplication.processEvents()
        found.append(time.thread_time() - begun)
        idle = idle + 1 if found[-1] < 0.001 else 0
        time.sleep(0.0005)
    return [each for each in found if each >= 0.001] or found[:1]


def bare(count: int) -> Callable[[], object]:
    """As many empty widgets in a column of a shown window, and nothing else."""
    from PySide6.QtWidgets import QVBoxLayout, QWidget

    def make() -> None:
        window = QWidget()
        column = QVBoxLayout(window)
        for _ in range(count):
            column.addWidget(QWidget(window))
        window.show()
        window.close()
        window.deleteLater()

    return make


def pages(desk: Desk, number: str, name: str) -> Iterator[tuple[str, list[float], int]]:
    """Opening a wizard, then each of its pages: what it was, its stretches, and how many widgets it has."""
    from PySide6.QtWidgets import QWidget

    from ui.flow import WIZARDS
    from ui.qt.wizard import open_wizard

    opened: list[CaseWizard] = []
    wizard = WIZARDS[name]

    def begin() -> None:
        opened.append(open_wizard(desk, number, name, wizard.pages[0].id))
        opened[0].resize(1366, 728)
        opened[0].show()

    yield f"{name} opened", stretches(begin), 0
    window = opened[0]
    window.session.visited |= {page.id for page in wizard.pages}
    for at, page in enumerate(wizard.pages):
        if at:
            took = stretches(lambda at=at: window.go(at))  # type: ignore[misc]
            yield f"{name} {page.id}", took, len(window.current.findChildren(QWidget))
    window.close()
    stretches(lambda: None)


def measured(desk: Desk, numbers: list[str], rounds: int) -> dict[str, tuple[float, float, int]]:
    """By page the longest stretch, the whole, and its widgets: the best of the rounds at the worst case."""
    from ui.flow import WIZARDS

    found: dict[str, tuple[float, float, int]] = {}
    for number in numbers:
        best: dict[str, tuple[float, float, int]] = {}
        for _ in range(rounds):
            for name in WIZARDS:
                for what, took, count in pages(desk, number, name):
                    longest, whole, _ = best.get(what, (9.0, 9.0, 0))
                    best[what] = min(longest, max(took)), min(whole, sum(took)), count
        for what, each in best.items():
            found[what] = max(found.get(what, each), each)
    return found


def run() -> None:
    """Print the longest stretch of all pages, and each page that is over the aim."""
    from PySide6.QtWidgets import QApplication

    from ui.qt.app import make

    app = QApplication.instance() or make(sys.argv[:1])
    assert app is not None
    with tempfile.TemporaryDirectory() as folder:
        made, numbers = desk(Path(folder))
        measured(made, numbers[:1], 1)  # what is read once stays out of it
        found = measured(made, numbers, ROUNDS)
        made.store.close()
    worst = max(found, key=lambda what: found[what][0])
    count = max(each[2] for each in found.values())
    floor = min(max(stretches(bare(count))) for _ in range(5))
    for what in sorted(found, key=lambda what: -found[what][0])[: None if "-v" in sys.argv else 5]:
        longest, whole, widgets = found[what]
        print(
            f"  {what:<36} longest {longest * 1000:5.0f} ms, whole {whole * 1000:5.0f} ms, {widgets} widgets"
        )
    line(
        f"wizard page, longest stretch of {len(found)} ({worst})",
        f"{found[worst][0] * 1000:.0f} ms, {found[worst][0] / floor:.1f} x {floor * 1000:.0f} ms",
        "100 ms",
    )


if __name__ == "__main__":
    run()
