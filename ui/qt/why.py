""" "Why?": the manual's section and its rule in plain words, beside a question or a result."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from crs_intake.words import say
from ui.forms.manual import Section, section
from ui.qt import style
from ui.qt.area import Area
from ui.qt.text import Label


class Why(QDialog):
    """One section, and what the program did with it in this case."""

    def __init__(
        self, about: str, cite: str, lines: Sequence[str] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("Why?"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        found = section(cite)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.AROUND, style.AROUND, style.AROUND, style.BETWEEN)
        column.setSpacing(style.BETWEEN)
        column.addWidget(Label(about, "section"))
        inside = QWidget()
        words = QVBoxLayout(inside)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(style.GAP)
        for text, role in _words(cite, found, lines):
            label = Label(text, role)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.addWidget(label)
        words.addStretch(1)
        area = Area()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        column.addWidget(area, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setText(say("Close"))
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        self.setAccessibleDescription("\n".join(text for text, _role in _words(cite, found, lines)))
        style.grow(self, 560, 360 if not lines else 480)


def _words(cite: str, found: Section | None, lines: Sequence[str]) -> list[tuple[str, str]]:
    said: list[tuple[str, str]] = []
    if found is not None:
        said += [
            (say("Manual {section}: {title}", section=cite, title=found.title), "strong"),
            (found.text, ""),
        ]
    elif cite:
        said.append((say("Manual {section}", section=cite), "strong"))
    if lines:
        said.append((say("In this case"), "strong"))
        said += [(line, "") for line in lines]
    return said


def show_why(parent: QWidget, about: str, cite: str, lines: Sequence[str] = ()) -> Why:
    """Open "Why?" beside the window; the person may go on working."""
    opened = Why(about, cite, lines, parent.window())
    opened.show()
    return opened
