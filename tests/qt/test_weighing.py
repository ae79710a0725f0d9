"""What a missing fact could change is tried off the window's thread: keys are never waited for (issue 3)."""

import threading
from dataclasses import replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import QElapsedTimer, QTimer

from crs_intake.casework.ports import Desk
from crs_intake.domain.case import Case
from crs_intake.domain.decision import Assessment
from crs_intake.domain.moment import PHOENIX
from tests import builders
from tests.qt.desks import A_NO, at, desk, opened
from ui.forms.session import Session
from ui.qt.wizard import CaseWizard
from ui.qt.worksheet import Worksheet

__all__ = ["desk"]
MORNING = datetime(2026, 6, 1, 9, 0, tzinfo=PHOENIX)


def large(siblings: int = 4) -> Case:
    """Twelve people, of whom some have no birth date yet, and thirty well-paid jobs: nothing can change."""
    others = {f"child{n}": {"relation": "sibling", "born": None if n < siblings else "2012-01-01"}
              for n in range(10)}  # fmt: skip
    jobs = {f"job{n}": {**builders.WAGES, "id": f"job{n}", "amount": "9000.00"} for n in range(30)}
    return builders.a_case(people=others, income=jobs)


def kept(desk: Desk, case: Case) -> str:
    with desk.store.work(desk.actor, "case.open") as work:
        return work.new_case(case)


def spied(session: Session) -> list[threading.Thread]:
    """The threads in which the session's work is done aside, from now on."""
    threads: list[threading.Thread] = []
    aside = session.later
    assert aside is not None

    def later(work: Any) -> None:
        def noted() -> tuple[Case, Assessment]:
            threads.append(threading.current_thread())
            found: tuple[Case, Assessment] = work()
            return found

        aside(noted)

    session.later = later
    return threads


def shown(window: CaseWizard) -> str:
    panel = window.current.panel
    assert isinstance(panel, Worksheet)
    return panel.answer.sentence.text()


def test_facts_that_cannot_matter_are_found_in_another_thread(qtbot: Any, desk: Desk) -> None:
    """Twelve people, thirty lines, four birth dates missing: first all are open, then none."""
    number = kept(desk, replace(large(), number="PHX-2026-0001", sites=("PHX",)))
    window = opened(qtbot, at(desk, MORNING), number, "worksheet", "worksheet")
    qtbot.waitUntil(lambda: not window._aside.busy, timeout=20_000)
    threads = spied(window.session)
    window.session.seen = replace(window.session.seen, no_income_stated=False)
    window.current.refresh()
    at_first = window.session.assessment()
    assert at_first is not None
    assert [each.key for each in at_first.missing] == [f"people.child{n}.born" for n in range(4)]
    clock, longest, beats = QElapsedTimer(), [0], QTimer()
    beats.timeout.connect(lambda: longest.__setitem__(0, max(longest[0], clock.restart())))
    clock.start()
    beats.start(5)
    qtbot.waitUntil(lambda: not window._aside.busy, timeout=20_000)
    beats.stop()
    assert threads
    assert threading.main_thread() not in threads
    assert longest[0] < 2000  # the window's loop went round; how fast is the benchmark's question
    found = window.session.assessment()
    assert found is not None
    assert found.missing == ()
    assert found.outcome == "eligible"
    assert "100 %" in shown(window)
    window.reject()


def test_a_small_case_is_answered_at_once(qtbot: Any, desk: Desk) -> None:
    window = opened(qtbot, desk, A_NO, "worksheet", "worksheet")
    assert not window._aside.busy
    window.reject()
