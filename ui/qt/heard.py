"""What a screen reader is told beyond names, and what is done with it where keys and the mouse are not.

Announcements, what tells two controls of one name apart; a reader, a voice or a braille line also marks
a row and writes into a field by itself, of which Qt tells neither a click nor an edit.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QLineEdit, QWidget

from ui.forms.form import Field, Form
from ui.qt.text import Label


def announce(widget: QWidget, words: str, *, urgent: bool = False) -> None:
    """Have something read out at once; what is not urgent waits until the sentence in hand is read."""
    politeness = QAccessible.AnnouncementPoliteness
    event = QAccessibleAnnouncementEvent(widget, words)
    event.setPoliteness(politeness.Assertive if urgent else politeness.Polite)
    QAccessible.updateAccessibility(event)


def name(widget: QWidget, words: str, description: str) -> None:
    """Name a widget and say what else is heard; only where it changed, for each telling is an event."""
    if widget.accessibleName() != words:
        widget.setAccessibleName(words)
    if widget.accessibleDescription() != description:
        widget.setAccessibleDescription(description)


def label(box: QComboBox, words: str, holder: QWidget) -> None:
    """Name a list that has no label in sight; on Linux it would be heard as its answer alone."""
    box.setAccessibleName(words)
    unseen = Label(words.replace("&", "&&"), parent=holder)
    unseen.setBuddy(box)
    unseen.hide()


def follow(view: QAbstractItemView, act: Callable[[int], None] | None = None) -> None:
    """Stand on the row that a screen reader marked, as after a click on it; then do `act` with its number."""
    rows = view.selectionModel()

    def go() -> None:
        marked = rows.selectedIndexes()
        lines = {each.row() for each in marked}
        if len(lines) == 1 and view.currentIndex().row() not in lines:
            view.setCurrentIndex(marked[0])
            if act is not None:
                act(marked[0].row())

    # Of keys and the mouse Qt tells the mark before the cursor, so it is looked at when both are set.
    rows.selectionChanged.connect(lambda *_: QTimer.singleShot(0, view, go))


def finished(line: QLineEdit, act: Callable[[], None]) -> None:
    """Act when a line is left or Enter is pressed, and at once on what a screen reader writes into it."""
    line.editingFinished.connect(act)
    line.textChanged.connect(lambda _text: None if line.isModified() else act())


def shares_label(form: Form, field: Field) -> bool:
    """Whether another question of the form has the same label, as both insurances have."""
    return any(each.key != field.key and each.label == field.label for each in form.fields)


def beside(form: Form, field: Field) -> tuple[Field, ...]:
    """The other tables of the same kind that are asked now: their cells and buttons may sound the same."""
    tables = (each for each in form.asked() if each.kind == "rows" and each.key != field.key)
    return tuple(each for each in tables if each.shape == field.shape)
