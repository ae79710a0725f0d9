"""A damaged desk: the sign-in tells of it, what can be read is seen and saved, the back-up comes back."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog

import ui.__main__ as wires
from crs_intake.casework import rescued
from crs_intake.clock import FixedClock
from crs_intake.storage.engine import DATABASE
from tests.qt.desks import A_NO, a_desk
from tests.qt.windows import MORNING, settle
from ui.qt.app import App
from ui.qt.rescue import RescueDialog
from ui.qt.restore import RestoreDialog
from ui.qt.sign_in import SignIn
from ui.qt.window import Window

WORD = "five quiet green tables"
SEED = 4


@pytest.fixture
def damaged(tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[App]:
    """The program before a desk of which three pages are broken; it has a good back-up."""
    made = a_desk(tmp_path / "desk", MORNING)
    made.store.back_up("test")
    made.store.close()
    path, chance = tmp_path / "desk" / DATABASE, random.Random(SEED)
    content = bytearray(path.read_bytes())
    for page in chance.sample(range(len(content) // 8192, len(content) // 4096), 3):
        content[page * 4096 + 7] ^= 1
    path.write_bytes(content)
    monkeypatch.setattr(wires, "anchor_folder", lambda: tmp_path / "anchors")
    app = App(wires.wiring(tmp_path / "desk", FixedClock(MORNING)))
    yield app
    if app.current is not None:  # the program lets go of the sign-in by itself once the window is there
        app.current.close()
        settle()


def at_the_door(app: App, qtbot: Any) -> SignIn:
    app.start()
    page = app.current
    assert isinstance(page, SignIn)
    page.password.setText(WORD)
    page.sign_in.click()
    qtbot.waitUntil(page.read_out.isVisible, timeout=20_000)
    return page


def when(kind: type, do: Any) -> None:
    """Do something once a dialog of that kind is in front."""

    def look() -> None:
        found = QApplication.activeModalWidget()
        if isinstance(found, kind):
            do(found)
        else:
            QTimer.singleShot(50, look)

    QTimer.singleShot(50, look)


def test_the_sign_in_says_what_happened_and_the_copy_is_looked_at(damaged: App, qtbot: Any) -> None:
    page = at_the_door(damaged, qtbot)
    assert "damaged" in page.trouble.text()
    assert "Nothing was changed" in page.trouble.text()
    told: list[str] = []

    def look(dialog: RescueDialog) -> None:
        told.extend(words for pair in dialog._story() for words in pair)
        dialog.see.click()

    when(RescueDialog, look)
    page.read_out.click()
    qtbot.waitUntil(lambda: isinstance(damaged.current, Window), timeout=20_000)
    settle()
    window = damaged.current
    assert isinstance(window, Window)
    assert any("cases, with the papers" in words for words in told)
    assert "nothing is kept in it" in window.alerts.lines[0]
    window.open_case(A_NO)
    settle()
    assert window._case is not None


def test_what_can_be_read_is_saved_and_the_back_up_is_offered(
    damaged: App, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = at_the_door(damaged, qtbot)
    target = tmp_path / "out"
    target.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_words: str(target))
    offered: list[RestoreDialog] = []

    def save(dialog: RescueDialog) -> None:
        dialog.save.click()
        qtbot.waitUntil(lambda: "files were saved" in dialog.said.text(), timeout=10_000)
        when(RestoreDialog, lambda restore: (offered.append(restore), restore.reject()))
        dialog.bring.click()

    when(RescueDialog, save)
    page.read_out.click()
    qtbot.waitUntil(lambda: bool(offered), timeout=20_000)
    assert offered[0].table.rowCount() == 1
    names = {file.name for file in target.iterdir()}
    assert rescued.LIST in names
    assert any(name.endswith(".json") for name in names)
    assert (target / rescued.LIST).read_text().startswith("Read out of a damaged database")
