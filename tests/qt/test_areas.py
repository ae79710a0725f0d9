"""A page that scrolls never takes a screen reader's place away, whatever comes or goes in it."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from tests.qt.windows import settle
from ui.qt import parts
from ui.qt.area import Area
from ui.qt.preview import Preview

UI = Path(__file__).resolve().parents[2] / "ui"


def tall(area: QScrollArea) -> QScrollArea:
    """An area that needs both scroll bars, in sight."""
    page = QWidget()
    page.setFixedSize(900, 900)
    area.setWidget(page)
    area.resize(200, 200)
    area.show()
    settle()
    return area


@pytest.mark.parametrize("make", [Area, Preview, lambda: parts.Scroll(QWidget())])
def test_a_scroll_bar_that_comes_or_goes_leaves_the_accessible_parts_as_they_are(
    make: type[QScrollArea], qapp: QApplication
) -> None:
    area = tall(make())
    assert area.verticalScrollBar().isVisible()
    heard = QAccessible.queryAccessibleInterface(area)
    assert heard.childCount() == 1
    area.hide()
    assert heard.childCount() == 1, "what was counted can still be asked for"
    area.deleteLater()


def test_every_scrolling_page_of_the_program_is_such_an_area() -> None:
    used = re.compile(r"QScrollArea[(),\n]")  # style sheets may name it
    own = {each.name for each in UI.rglob("*.py") if used.search(each.read_text(encoding="utf-8"))}
    assert own == {"area.py"}
