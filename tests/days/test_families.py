"""The three families of design/day.md, typed key by key through the real windows, to the cent."""

from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

import ui.__main__ as wires
from crs_intake import storage
from crs_intake.casework import determination, start
from crs_intake.casework.ports import Desk
from crs_intake.clock import FixedClock
from crs_intake.domain.case import Case
from crs_intake.domain.moment import PHOENIX
from crs_intake.policy.life import standing
from crs_intake.words import say_with
from tests.qt.desks import a_desk
from tests.qt.windows import settle
from ui import steps, views
from ui.qt import hand, style, tour
from ui.qt.wizard import open_wizard

# A list of offers under a line grabs the keyboard, which the offscreen screen cannot.
pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard", "support raise", extend=True)


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    made = storage.create
    monkeypatch.setattr(
        storage, "create",
        lambda *words, **named: made(*words, **{**named, "kdf": storage.WEAK_FOR_TESTS_ONLY}),
    )  # fmt: skip
    if not qapp.styleSheet():
        style.apply(qapp, dark=False)


@pytest.fixture
def empty_desk(tmp_path: Path) -> Any:
    made = a_desk(tmp_path / "desk", families=False)
    yield made
    settle()
    made.store.close()


def on(desk: Desk, month: int, day: int, hour: int, minute: int = 0) -> Desk:
    """The same desk at an instant of 2009."""
    return replace(desk, clock=FixedClock(datetime(2009, month, day, hour, minute, tzinfo=PHOENIX)))


def known_by(case: Case, day: date) -> Case:
    """The family as it was known on a day: papers that came later have not come yet."""
    papers = tuple(
        replace(paper, received=None) if paper.received and paper.received > day else paper
        for paper in case.papers
    )
    return replace(case, papers=papers)


def typed(qtbot: Any, desk: Desk, number: str, wizard: str, page: str, case: Case) -> str:
    """Type a family into a wizard, from its first page to its last button; gives the case's number."""
    window = open_wizard(desk, number, wizard, page)
    window.resize(1366, 768)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    kept: list[str] = []
    window.kept.connect(kept.append)
    hand.through(window, case)
    settle()
    return kept[-1]


@pytest.mark.proves("CRS-20.602.3.B", "CRS-20.603.5.2", "CRS-20.603.4.A.2", "CRS-20.401.1")
def test_family_a_goes_all_the_way_through_and_leaves_its_papers(qtbot: Any, tmp_path: Path) -> None:
    folder, told, desks = tmp_path / "tour", [], []

    def new_desk(place: Path, clock: Any) -> Desk:
        desks.append(wires._new_store(place, clock))
        return desks[-1]

    checked = []
    whole = tour.Tour.close

    def look_then_close(walk: tour.Tour) -> None:
        checked.append((determination.versions(desks[0], walk.number)[-1], walk.number))
        whole(walk)

    tour.Tour.close = look_then_close  # type: ignore[method-assign]
    try:
        undone = tour.take(folder, new_desk, wires._book, told.append)
    finally:
        tour.Tour.close = whole  # type: ignore[method-assign]
    assert undone == 0, told
    kept, number = checked[0]
    found = kept.assessment
    for column in ("xix", "xxi", "state_only"):
        assert found.columns[column].gross == 44564
        assert found.columns[column].deductions == 2070 + 1148
        assert found.columns[column].agi == 41346
    assert found.columns["xxi"].monthly == Fraction("3445.50")
    assert found.fpl is not None
    assert found.fpl.percent is not None
    assert round(float(found.fpl.percent), 2) == 187.51
    assert found.screening.potential == ("xxi",)
    assert found.payment.cls == "undetermined"
    papers = {path.name for path in folder.glob("*.pdf")}
    for name in (f"DOC-05-en-{number}.pdf", f"DOC-05-es-{number}.pdf", f"DOC-27-{number}.pdf",
                 f"DOC-33-{number}.pdf"):  # fmt: skip
        assert name in papers, sorted(papers)
    pictures = sorted(folder.glob("*.png"))
    assert len(pictures) >= 40
    assert all(not QImage(str(path)).isNull() for path in pictures)


@pytest.mark.proves("CRS-20.601.1", "CRS-20.604.4.D")
def test_family_b_is_in_ahcccs_and_meets_no_worksheet(qtbot: Any, empty_desk: Desk) -> None:
    family = start.families()[1]
    number = typed(qtbot, on(empty_desk, 2, 17, 17), "", "referral", "applicant", family)
    typed(qtbot, on(empty_desk, 2, 24, 12), number, "preliminary", "condition", family)
    later = on(empty_desk, 4, 8, 12, 40)
    typed(qtbot, later, number, "interview", "interview", family)
    found = determination.figures(later, empty_desk.store.case(number).case)
    assert found.payment.cls == "exempt_ahcccs"
    assert steps.next_step(views.look(later, number)).wizard != "worksheet"


@pytest.mark.proves("CRS-20.604.4.E", "CRS-20.603.5.3", "CRS-20.603.3.13")
def test_family_c_turns_on_its_papers(qtbot: Any, empty_desk: Desk) -> None:
    family = start.families()[2]
    number = typed(qtbot, on(empty_desk, 2, 19, 12), "", "referral", "applicant", family)
    typed(qtbot, on(empty_desk, 2, 26, 12), number, "preliminary", "condition", family)
    then = on(empty_desk, 3, 11, 12)
    typed(qtbot, then, number, "interview", "interview", known_by(family, date(2009, 3, 11)))
    state = standing(empty_desk.store.case(number).case, empty_desk.book, views.moment(then.clock))
    assert "INTERVIEW" in (state.state, *state.substates) or state.state == "EVAL_SCHEDULED"
    today = on(empty_desk, 3, 31, 10, 40)
    typed(qtbot, today, number, "worksheet", "household", family)
    found = determination.versions(today, number)[-1].assessment
    assert (found.columns["xix"].gross, found.columns["state_only"].gross) == (35580, 39624)
    assert (found.columns["xix"].agi, found.columns["xxi"].agi) == (34680, 38724)
    assert found.columns["state_only"].extra_deductions == 2164
    assert found.columns["state_only"].agi == 36560
    assert found.payment.cls == "pays_nothing_at_or_below_200"
    assert "199.67" in say_with(found.payment.sentence, found.payment.inputs)
