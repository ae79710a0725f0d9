""" "Why?": the manual's section and its rule in plain words, beside a question or a result.

Shift+F1 opens it everywhere: on a question or a row that of it, elsewhere the one that stands nearest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from crs_intake.words import say
from ui.forms.manual import Section, sections
from ui.qt import style
from ui.qt.area import Area
from ui.qt.fields import WhyButton
from ui.qt.table import Table
from ui.qt.text import Label

_AROUND, _HIGH = 24, 22
"""Room around the word on a "Why?" that stands by itself, and its height."""


class Why(QDialog):
    """The sections, and what the program did with them in this case."""

    def __init__(
        self, about: str, cite: str, lines: Sequence[str] = (), parent: QWidget | None = None,
        *, page: Sequence[Section] = (), here: str = "",
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setWindowTitle(say("Why?"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        said = _words(cite, page, lines, here)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.AROUND, style.AROUND, style.AROUND, style.BETWEEN)
        column.setSpacing(style.BETWEEN)
        column.addWidget(Label(about, "section"))
        inside = QWidget()
        words = QVBoxLayout(inside)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(style.GAP)
        for text, role in said:
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
        self.setAccessibleDescription("\n".join(text for text, _role in said))
        style.grow(self, 560, 360 if not lines else 480)


def _words(cite: str, page: Sequence[Section], lines: Sequence[str], here: str) -> list[tuple[str, str]]:
    said: list[tuple[str, str]] = []
    for key, found in sections(cite):
        if found is None:
            said.append((say("Manual {section}", section=key), "strong"))
            continue
        said.append((say("Manual {section}: {title}", section=key, title=found.title), "strong"))
        if (found.text, "") not in said:
            said.append((found.text, ""))
    for each in page:
        said.append((say("HEAplus Community Partner page: {title}", title=each.title), "strong"))
        said.append((each.text, ""))
    if lines:
        said.append((here or say("In this case"), "strong"))
        said += [(line, "") for line in lines]
    return said


def show_why(
    parent: QWidget, about: str, cite: str, lines: Sequence[str] = (),
    *, page: Sequence[Section] = (), here: str = "",
) -> Why:  # fmt: skip
    """Open "Why?" beside the window; the person may go on working.

    `page` holds parts of a page that is no manual; `here` is the heading of the lines outside a case.
    """
    opened = Why(about, cite, lines, parent.window(), page=page, here=here)
    opened.show()
    return opened


def asks(table: Table, tell: Callable[[object], object], about: str = "") -> WhyButton:
    """A "Why?" for the rows of a table: this button, and Shift+F1 on a row. Both tell of the row in hand."""
    button = WhyButton(about or say("The chosen row: {list}", list=table.accessibleName()), stops=True)
    button.setText(say("Why?"))  # it stands beside nothing that would say what the sign asks
    button.setFixedSize(button.fontMetrics().horizontalAdvance(button.text()) + _AROUND, _HIGH)
    button.setToolTip(say("Why? (Shift+F1)"))

    def look() -> None:
        button.setEnabled(table.current() is not None)

    def ask(key: object) -> None:
        if key is not None:
            tell(key)

    button.clicked.connect(lambda: ask(table.current()))
    table.why.connect(ask)
    table.moved.connect(lambda _key: look())
    look()
    return button


def ask_here(page: QWidget) -> bool:
    """Open the "Why?" that stands nearest to the cursor within a page; False where none stands there."""
    here: QWidget | None = page.window().focusWidget()
    around = here
    while here is not None and around is not None and page.isAncestorOf(around):
        around = around.parentWidget()
        found = [] if around is None else [
            each for each in around.findChildren(WhyButton) if each.isVisible() and each.isEnabled()
        ]  # fmt: skip
        if found:
            min(found, key=lambda each: _far(here, each)).click()
            return True
    return False


def _far(one: QWidget, other: QWidget) -> tuple[int, int]:
    """How far apart two widgets stand: by lines first."""
    first, then = (each.mapToGlobal(QPoint(0, each.height() // 2)) for each in (one, other))
    return abs(first.y() - then.y()), abs(first.x() - then.x())
