"""What people typed is never read as markup: no picture is loaded, no file is opened (safety.md M10, T8)."""

import ast
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QWidget

import ui.qt
from crs_intake.casework import start
from crs_intake.casework.ports import Desk
from crs_intake.domain.errors import NotAcceptable
from tests.qt.windows import empty, opened, settle
from ui.qt import hand, text

__all__ = ["empty"]
RED = QColor(255, 0, 0)
ROOM = Path(ui.qt.__file__).parent
BARE = {"QLabel", "QMessageBox", "QTextEdit", "QTextBrowser", "setHtml", "insertHtml", "toHtml"}


def test_labels_and_messages_are_made_in_one_place() -> None:
    said = [
        f"{path.name}:{line} uses {name}"
        for path in sorted(ROOM.glob("*.py"))
        if path.name != "text.py"
        for name, line in used(path)
        if name in BARE and (path.name, name) != ("tour.py", "QMessageBox")
    ]
    assert not said, "Take ui.qt.text.Label, tell or ask instead:\n" + "\n".join(said)


def used(path: Path) -> list[tuple[str, int]]:
    """Every name and attribute that a file uses, with its line."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    names = [(node.id, node.lineno) for node in nodes if isinstance(node, ast.Name)]
    return names + [(node.attr, node.lineno) for node in nodes if isinstance(node, ast.Attribute)]


@pytest.fixture
def trap(tmp_path: Path, qapp: QApplication) -> str:
    """Markup that would load a red picture, if anything read it as markup."""
    picture = QImage(60, 60, QImage.Format.Format_RGB32)
    picture.fill(RED)
    picture.save(str(tmp_path / "red.png"))
    return f'<img src="{tmp_path / "red.png"}">'


def red(widget: QWidget) -> int:
    """How many of the pixels looked at are of the trap's red."""
    drawn = widget.grab().toImage()
    places = ((x, y) for x in range(0, drawn.width(), 7) for y in range(0, drawn.height(), 7))
    return sum(drawn.pixelColor(x, y) == RED for x, y in places)


def test_the_control_a_bare_label_falls_into_the_trap(qtbot: Any, trap: str) -> None:
    label = QLabel(trap)
    qtbot.addWidget(label)
    label.resize(200, 100)
    label.show()
    assert red(label) > 0


def test_no_screen_shows_the_picture(qtbot: Any, empty: Desk, trap: str) -> None:
    case = start.families()[0]
    people = tuple(replace(p, given=trap, family=trap, employer=trap, note=trap) for p in case.people)
    events = tuple(replace(e, name=trap, reason=trap, note=trap) for e in case.events)
    assert case.referral is not None
    source = replace(case.referral.source, name=trap, organization=trap) if case.referral.source else None
    referral = replace(case.referral, source=source, diagnosis=trap, source_relation=trap)
    caught = replace(case, people=people, events=events, referral=referral, condition=trap, phones=(trap,))
    with empty.store.work(empty.actor, "test") as work:
        number = work.new_case(caught)
    window = opened(qtbot, empty)
    for room in ("today", "cases", "calendar", "documents"):
        window.open_room(room)
        settle()
        assert red(window) == 0, room
    for part in ("", "documents", "contacts", "history"):
        window.open_case(number, part)
        settle()
        assert red(window) == 0, part
    hand.into(window.search, "img")
    qtbot.waitUntil(lambda: window.search._panel is not None and window.search._panel.isVisible())
    assert red(window) == 0


def test_messages_and_tips_show_their_words_as_they_are(qtbot: Any, trap: str) -> None:
    box = text._box(None, trap, trap, "")
    qtbot.addWidget(box)
    box.show()
    settle()
    assert red(box) == 0
    assert trap in box.text()
    widget = QWidget()
    qtbot.addWidget(widget)
    text.tip(widget, trap)
    assert "<img" not in widget.toolTip()


def test_an_unexpected_trouble_is_said_without_its_words(qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda self: heard.append(self.text() + self.informativeText()))
    text.tell_error(None, NotAcceptable("Type an amount", then="For example 1,250.00"))
    assert heard == ["Type an amountFor example 1,250.00"]


@pytest.mark.expects_log("KeyError at")
def test_a_defect_is_logged_by_kind_and_place_alone(qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda self: heard.append(self.text() + self.informativeText()))
    try:
        raise KeyError("Lucía Yazzie Morales")
    except KeyError as trouble:
        text.tell_error(None, trouble)
    assert heard
    assert "Lucía" not in heard[0]
