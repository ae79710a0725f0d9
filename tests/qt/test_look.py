"""What the Look table asks of every screen: words that are read on their ground, one height, nothing cut."""

from typing import Any

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QSpinBox, QVBoxLayout, QWidget

from ui.qt import parts, style
from ui.qt.table import Column, Row, Table
from ui.qt.text import Label

READ = 4.5
_ROLE, _GROUP = QPalette.ColorRole, QPalette.ColorGroup


def contrast(one: QColor, other: QColor) -> float:
    """The contrast of two colours as WCAG counts it, 1 to 21."""
    light, dark = sorted((_light(one), _light(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _light(colour: QColor) -> float:
    def line(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * line(colour.redF()) + 0.7152 * line(colour.greenF()) + 0.0722 * line(colour.blueF())


@pytest.fixture
def wearing(qapp: QApplication) -> Any:
    """Wear a look for a test, and the light one again after it."""
    if not qapp.styleSheet():
        style.apply(qapp, dark=False)
    yield lambda look: style.choose(qapp, look)
    style.choose(qapp, "light")


@pytest.mark.parametrize("look", ["light", "dark", "contrast"])
def test_every_word_is_read_on_its_ground(qapp: QApplication, wearing: Any, look: str) -> None:
    wearing(look)
    palette = qapp.palette()
    grounds = [palette.color(role) for role in (_ROLE.Window, _ROLE.Base)]
    words = [style.tone(name) for name in ("accent", "error", "due", "good", "muted")]
    words += [palette.color(_ROLE.PlaceholderText), palette.color(_ROLE.WindowText)]
    words += [
        palette.color(_GROUP.Disabled, role) for role in (_ROLE.WindowText, _ROLE.Text, _ROLE.ButtonText)
    ]
    for ground in grounds:
        for word in words:
            assert contrast(word, ground) >= READ, (look, word.name(), ground.name())
    chosen = contrast(palette.color(_ROLE.HighlightedText), palette.color(_ROLE.Highlight))
    assert chosen >= READ


def test_fields_and_buttons_of_a_row_stand_in_one_line(qtbot: Any, qapp: QApplication, wearing: Any) -> None:
    wearing("light")
    holder = QWidget()
    flow = parts.Flow(style.GAP)
    holder.setLayout(flow)
    row = [Label("Name", wrap=False), QLineEdit(), QComboBox(), QSpinBox(), QPushButton("Open"),
           parts.button("Print", "primary")]  # fmt: skip
    for each in row:
        flow.addWidget(each)
    outer = QWidget()
    QVBoxLayout(outer).addWidget(holder)
    qtbot.addWidget(outer)
    outer.resize(1200, 80)
    outer.show()
    middles = {each.geometry().center().y() for each in row}
    assert max(middles) - min(middles) <= 1
    heights = [each.height() for each in row[1:]]
    assert max(heights) - min(heights) <= 4, heights
    assert row[4].height() == row[5].height()


def test_the_last_row_of_a_dialog_stands_at_the_right_its_answer_first(qtbot: Any, wearing: Any) -> None:
    wearing("light")
    yes, leave = parts.button("Keep", "primary"), parts.button("Cancel")
    row = parts.foot(yes, leave)
    qtbot.addWidget(row)
    row.resize(500, 40)
    row.show()
    assert yes.geometry().right() < leave.geometry().left()
    assert leave.geometry().right() == row.rect().right()


def test_no_word_of_a_table_wraps_while_its_row_has_room(qtbot: Any, wearing: Any) -> None:
    wearing("light")
    columns = (Column("From"), Column("Who", stretch=1), Column("What", stretch=5))
    table = Table("Rows", columns)
    qtbot.addWidget(table)
    table.resize(700, 200)
    table.show()
    table.fill([Row("a", ("13 Jan 2026", "Mariana Ruiz Delgado", "Second contact"), icon="due")])
    assert table.rowHeight(0) == style.ROW_HEIGHT
    table.leave_out((2,))
    assert table.isColumnHidden(2)
