"""A page changed at two desks: both versions are shown, one is kept, and neither is lost unseen."""

import os
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from crs_intake.casework.ports import Desk
from crs_intake.domain.insurance import Coverage
from tests.qt.desks import A_NO, desk, field, go_on, opened, type_into
from ui.flow import WIZARDS
from ui.forms.conflict import Conflict, Differing
from ui.forms.session import Session
from ui.qt.conflict import ConflictDialog
from ui.qt.table import Table

__all__ = ["desk"]
pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard")


def saved_elsewhere(desk: Desk) -> None:
    """The other desk says the child is insured."""
    stored = desk.store.case(A_NO)
    with desk.store.work(desk.actor, "test") as work:
        work.keep(replace(stored.case, coverage=Coverage(insured=True)), stored.version)


def answer(press: Callable[[ConflictDialog], object]) -> list[list[str]]:
    """Press a button of the question when it comes; gives what it shows."""
    shown: list[list[str]] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, ConflictDialog):
            QTimer.singleShot(20, look)
            return
        table = dialog.findChild(Table)
        assert table is not None
        shown.extend(map(table.text_of, table.keys()))
        if folder := os.environ.get("CRS_PICTURES"):
            dialog.grab().save(f"{folder}/conflict.png")
        press(dialog)

    QTimer.singleShot(20, look)
    return shown


def test_both_versions_are_told_question_by_question(desk: Desk) -> None:
    session = Session(desk, WIZARDS["interview"], A_NO)
    session.enter("insurance").type_in("uninsured_since", "11/1/2008")
    session.typed("insurance")
    saved_elsewhere(desk)
    with pytest.raises(Conflict) as found:
        session.leave("insurance")
    assert found.value.newest.saved_by == desk.actor.name
    told = {each.question: (each.mine, each.theirs) for each in found.value.differing}
    assert ("11/1/2008", "") in told.values()
    assert told["Covered by other health insurance now?"] == ("no", "yes")
    assert all(isinstance(each, Differing) and each.mine != each.theirs for each in found.value.differing)


@pytest.mark.parametrize("mine", [True, False])
def test_the_version_that_is_chosen_is_kept_and_the_history_has_both(
    qtbot: Any, desk: Desk, mine: bool
) -> None:
    window = opened(qtbot, desk, A_NO, "interview", "insurance")
    type_into(field(window, "uninsured_since").control.inputs()[0], "11/1/2008")
    saved_elsewhere(desk)
    shown = answer(lambda dialog: (dialog.mine if mine else dialog.theirs).click())
    go_on()
    qtbot.waitUntil(lambda: bool(shown))
    assert [row for row in shown if "11/1/2008" in row[1]]
    coverage = desk.store.case(A_NO).case.coverage
    assert (str(coverage.uninsured_since) == "2008-11-01") is mine
    assert (coverage.insured is True) is not mine
    assert len(desk.store.history(A_NO)) == len({line.seq for line in desk.store.history(A_NO)})
    told = str([line.details for line in desk.store.history(A_NO)])
    assert "coverage" in told
    assert (
        desk.store.drafts(A_NO) == ()
        or mine is False
        or "uninsured_since" not in str([each.fields for each in desk.store.drafts(A_NO)])
    )
    window.reject()


def test_deciding_later_changes_nothing_and_keeps_what_was_typed(qtbot: Any, desk: Desk) -> None:
    window = opened(qtbot, desk, A_NO, "interview", "insurance")
    type_into(field(window, "uninsured_since").control.inputs()[0], "11/1/2008")
    saved_elsewhere(desk)
    shown = answer(lambda dialog: dialog.later.click())
    go_on()
    qtbot.waitUntil(lambda: bool(shown))
    assert desk.store.case(A_NO).case.coverage == Coverage(insured=True)
    window.reject()
    again = Session(desk, WIZARDS["interview"], A_NO)
    assert again.form("insurance").text("uninsured_since") == "11/1/2008"
