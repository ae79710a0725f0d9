"""What of a window cannot be read at its size: words cut off, pages wider than their room, parts on parts.

A tool tip that holds the words makes up for words that are cut in a cell or a box.
"""

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QTableWidget,
    QToolButton,
    QWidget,
)

from ui.qt.area import Area
from ui.qt.control import Fold
from ui.qt.table import ICON, PADDING, Table

SLACK = 2
ARROW = 30
"""Logical pixels of a box beside its words: the arrow and the frame."""


def faults(window: QWidget) -> list[str]:
    """Everything that is cut, too wide or hidden behind something, in words."""
    shown = [each for each in window.findChildren(QWidget) if each.isVisibleTo(window)]
    found = [fault for each in shown for fault in _of(each)]
    return [*found, *_behind(window, shown)]


def _of(each: QWidget) -> Iterator[str]:
    if isinstance(each, QLabel):
        yield from _label(each)
    elif isinstance(each, (QPushButton, QCheckBox, QRadioButton)):
        yield from _button(each)
    elif isinstance(each, QComboBox) and not each.isEditable():
        yield from _box(each)
    elif isinstance(each, Table):
        yield from _table(each)
    elif isinstance(each, QScrollArea) and each.horizontalScrollBar().maximum() > 0:
        yield f"wider than its room by {each.horizontalScrollBar().maximum()}: {_words(each)}"


def _words(each: QWidget) -> str:
    for get in ("text", "currentText"):
        if hasattr(each, get):
            return f"{type(each).__name__} {getattr(each, get)()!r}"
    return f"{type(each).__name__} {each.accessibleName()!r}"


def _label(each: QLabel) -> Iterator[str]:
    if not each.text().strip() or not each.pixmap().isNull():
        return
    if each.wordWrap():
        if each.heightForWidth(each.width()) > each.height() + SLACK:
            yield f"lines cut: {_words(each)}"
        each_word = max(
            (each.fontMetrics().horizontalAdvance(word) for word in each.text().split()), default=0
        )
        if each_word > each.width() + SLACK:
            yield f"a word cut: {_words(each)}"
    elif each.sizeHint().width() > each.width() + SLACK:
        yield f"words cut: {_words(each)}"
    if not each.wordWrap() and each.sizeHint().height() > each.height() + SLACK:
        yield f"letters cut: {_words(each)}"


def _button(each: QAbstractButton) -> Iterator[str]:
    wish = each.sizeHint()
    if wish.width() > each.width() + SLACK or wish.height() > each.height() + SLACK:
        yield f"button cut ({each.width()} of {wish.width()}): {_words(each)}"


def _box(each: QComboBox) -> Iterator[str]:
    if not each.currentText():
        return
    icon = each.iconSize().width() + 4 if not each.itemIcon(each.currentIndex()).isNull() else 0
    if each.fontMetrics().horizontalAdvance(each.currentText()) + ARROW + icon > each.width() and not (
        each.toolTip() or isinstance(each, Fold)
    ):
        yield f"box cut: {_words(each)}"


def _table(each: QTableWidget) -> Iterator[str]:
    header = each.horizontalHeader()
    for place in range(each.columnCount()):
        if each.isColumnHidden(place):
            continue
        item = each.horizontalHeaderItem(place)
        width = each.columnWidth(place)
        if header.sectionSizeHint(place) > width + SLACK and item is not None:
            yield f"heading cut: {item.text()!r} of {each.accessibleName()!r}"
        for row in range(each.rowCount()):
            cell = each.item(row, place)
            if cell is None or each.columnSpan(row, place) > 1 or cell.toolTip():
                continue
            inner = width - 2 * PADDING - (0 if cell.icon().isNull() else ICON)
            metrics = QFontMetrics(cell.font())
            if (
                max((metrics.horizontalAdvance(word) for word in cell.text().split()), default=0)
                > inner + SLACK
            ):
                yield f"cell cut: {cell.text()!r} of {each.accessibleName()!r}"


def _behind(window: QWidget, shown: list[QWidget]) -> Iterator[str]:
    """Parts that stand on each other, or beyond the edge of what holds them."""
    for each in shown:
        holder = each.parentWidget()
        if (
            holder is None
            or isinstance(holder, (QAbstractScrollArea, QLineEdit, QComboBox))
            or each.isWindow()
        ):
            continue
        viewport = holder.parentWidget()
        if isinstance(viewport, QAbstractScrollArea):
            continue
        beyond = each.geometry().right() > holder.rect().right() + SLACK
        if (
            beyond or each.geometry().bottom() > holder.rect().bottom() + SLACK
        ) and not holder.size().isEmpty():
            yield f"beyond the edge of {type(holder).__name__}: {_words(each)}"
    areas: dict[int, list[tuple[QWidget, QRect]]] = {}
    for each in shown:
        if _leaf(each):
            place = QRect(each.mapTo(window, QPoint(0, 0)), each.size())
            areas.setdefault(id(_area(each)), []).append((each, place))
    for together in areas.values():
        for (one, here), (other, there) in combinations(together, 2):
            both = here & there
            if both.width() > SLACK and both.height() > SLACK:
                yield f"on each other: {_words(one)} and {_words(other)}"


def _leaf(each: QWidget) -> bool:
    if isinstance(each.parentWidget(), (QLineEdit, QComboBox, QToolButton)):
        return False
    if isinstance(each, QLabel):
        return bool(each.text().strip())
    return isinstance(each, (QAbstractButton, QComboBox, QLineEdit, QTableWidget, QListView))


def _area(each: QWidget) -> QWidget | None:
    above = each.parentWidget()
    while above is not None and not isinstance(above, QAbstractScrollArea):
        above = above.parentWidget()
    return above


def cut(window: QWidget, *, signs: bool = True) -> list[str]:
    """What stands on the screen and is wider or higher than its room, and where one would scroll sideways.

    The signs × and ? of a wizard's answers have a size of their own, set: there `signs` is off.
    """
    found = []
    for each in window.findChildren(QWidget):
        if not each.isVisible():
            continue
        if isinstance(each, Area) and each.horizontalScrollBar().maximum() > 0:
            found.append(f"scrolls sideways by {each.horizontalScrollBar().maximum()}")
        if isinstance(each, QLabel | QAbstractButton):
            wide, high = each.minimumSizeHint().toTuple()
            high = each.heightForWidth(each.width()) if each.hasHeightForWidth() else high
            words = any(sign.isalpha() for sign in each.text())
            if (wide > each.width() + 1 and (words or signs)) or (words and high > each.height() + 1):
                found.append(f"{each.text()!r} needs {wide} × {high}, has {each.width()} × {each.height()}")
    return found
