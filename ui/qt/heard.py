"""What a screen reader is told beyond names: announcements, and what tells two controls of one name apart."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QComboBox, QWidget

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


def shares_label(form: Form, field: Field) -> bool:
    """Whether another question of the form has the same label, as both insurances have."""
    return any(each.key != field.key and each.label == field.label for each in form.fields)


def beside(form: Form, field: Field) -> tuple[Field, ...]:
    """The other tables of the same kind that are asked now: their cells and buttons may sound the same."""
    tables = (each for each in form.asked() if each.kind == "rows" and each.key != field.key)
    return tuple(each for each in tables if each.shape == field.shape)
