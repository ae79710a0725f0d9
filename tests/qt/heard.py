"""What a screen reader hears of a window: names, labels, what is required, and the cells of tables."""

from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTabBar,
    QTableWidget,
    QWidget,
)

from crs_intake.words import say
from ui.qt.control import Control
from ui.qt.controls import Many, Radios
from ui.qt.fields import FieldView

_TYPED = (QLineEdit, QPlainTextEdit, QComboBox)
_OWN_PLACEHOLDER = {"Search", "Find a case"}
"""Boxes whose label is what stands in them while they are empty."""


def name(widget: QWidget) -> str:
    """As it is heard: on Linux a list that folds out is named by its label, not by its answer."""
    interface = QAccessible.queryAccessibleInterface(widget)
    if isinstance(widget, QComboBox):
        labels = [each for each, which in interface.relations() if which == QAccessible.RelationFlag.Label]
        if labels:
            return labels[0].text(QAccessible.Text.Name)
    return interface.text(QAccessible.Text.Name)


def items(view: QWidget) -> list[str]:
    """The lines of a list as they are heard."""
    interface = QAccessible.queryAccessibleInterface(view)
    return [interface.child(at).text(QAccessible.Text.Name) for at in range(interface.childCount())]


def description(widget: QWidget) -> str:
    """What is heard after the name."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Description)


def plain(words: str) -> str:
    """Visible words without the mark of their letter."""
    return words.replace("&&", "\0").replace("&", "").replace("\0", "&")


def interactive(root: QWidget) -> Iterator[QWidget]:
    """Everything shown that somebody types into, chooses from or presses."""
    for each in root.findChildren(QWidget):
        if not each.isVisibleTo(root) or isinstance(each, QScrollBar | QHeaderView):
            continue
        if isinstance(each.parent(), QComboBox | QAbstractSpinBox):
            continue  # a part of the box around it
        taken = each.focusPolicy() & Qt.FocusPolicy.TabFocus and not isinstance(
            each, QAbstractScrollArea | Control
        )
        if taken or isinstance(each, (*_TYPED, QAbstractButton, QTabBar, QAbstractItemView)):
            yield each


def faults(root: QWidget) -> list[str]:
    """Names that are missing, differ from what is seen, or are there twice; what is required and not said."""
    found, heard = [], Counter[tuple[str, str, str]]()
    for each in interactive(root):
        said = name(each)
        if not said.strip():
            found.append(f"no name: {_where(each)}")
            continue
        heard[(_group(each), type(each).__name__, said)] += 1
        if not _as_seen(root, each, said):
            found.append(f"heard as {said!r}, seen as {_seen(root, each)}: {_where(each)}")
    found += [f"{many} × {said!r} ({kind})" for (_, kind, said), many in heard.items() if many > 1]
    for view in root.findChildren(FieldView):
        found += _not_said_required(root, view)
    for table in root.findChildren(QTableWidget):
        found += _silent_cells(table) if table.isVisibleTo(root) else []
    return found


def _as_seen(root: QWidget, widget: QWidget, said: str) -> bool:
    """The name is the label, or begins with it and says what else tells it apart."""
    seen = _seen(root, widget)
    if isinstance(widget, QAbstractButton):
        words = seen[0].rstrip("…") if seen else ""
        return not any(letter.isalpha() for letter in words) or said.startswith(words)
    if isinstance(widget, _TYPED) and not _in_grid(widget):
        return said in _OWN_PLACEHOLDER or any(said == each or said.startswith(f"{each},") for each in seen)
    return True


def _seen(root: QWidget, widget: QWidget) -> list[str]:
    if isinstance(widget, QAbstractButton):
        return [plain(widget.text())] if widget.text() else []
    labels = [each for each in root.findChildren(QLabel) if each.buddy() is not None]
    return [plain(each.text()) for each in labels
            if each.buddy() is widget or each.buddy().isAncestorOf(widget)]  # fmt: skip


def _in_grid(widget: QWidget) -> bool:
    """A cell is labelled by the heading of its column and the number of its row."""
    return any(type(each).__name__ == "Grid" for each in _around(widget)) and not any(
        isinstance(each, FieldView) for each in _around(widget)
    )


def _around(widget: QWidget) -> Iterator[QWidget]:
    above = widget.parentWidget()
    while above is not None:
        yield above
        above = above.parentWidget()


def _group(widget: QWidget) -> str:
    """The named group in which it is heard: its question, or its section."""
    for each in _around(widget):
        if isinstance(each, Radios | Many) or (type(each) is QWidget and each.accessibleName()):
            return f"{each.accessibleName()} {id(each)}"
    return ""


def _not_said_required(root: QWidget, view: FieldView) -> list[str]:
    if not view.isVisibleTo(root) or view.settled or view.field.kind == "tick":
        return []
    if not view.field.is_required(view.form.answers, view.form.about):
        return []
    told = [description(each) for each in (view.control, *view.control.inputs())]
    return [] if any(say("required") in each for each in told) else [f"not said to be required: {view.words}"]


def _silent_cells(table: QTableWidget) -> list[str]:
    found = []
    for column in range(table.columnCount()):
        head = table.horizontalHeaderItem(column)
        told = (head.text() or head.data(Qt.ItemDataRole.AccessibleTextRole)) if head is not None else ""
        if not told and not table.isColumnHidden(column) and not table.horizontalHeader().isHidden():
            found.append(f"column {column} of {name(table)!r} has no heading")
    interface = QAccessible.queryAccessibleInterface(table)
    heard = " | ".join(
        interface.child(at).text(QAccessible.Text.Name) for at in range(interface.childCount())
    )
    for row in range(min(table.rowCount(), 5)):
        for column in range(table.columnCount()):
            item = table.item(row, column)
            if item is not None and not table.isColumnHidden(column) and item.text() not in heard:
                found.append(f"cell {item.text()!r} of {name(table)!r} is not heard")
    return found


def _where(widget: QWidget) -> str:
    return " in ".join(type(each).__name__ for each in (widget, *list(_around(widget))[:4]))
