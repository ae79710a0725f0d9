"""Help with F1: how the page in hand is done, all "How do I…" pages, the first day, and the keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from crs_intake.domain.text import N_
from crs_intake.words import say
from ui.forms.help import HOW, TOUR
from ui.qt import heard, parts, style
from ui.qt.table import Column, Row, Table
from ui.qt.text import Label, clear
from ui.qt.why import show_why

KEYS = (
    ("Ctrl+K", N_("Search from anywhere; arrows walk the results, Enter opens")),
    ("Ctrl+N", N_("New referral")),
    ("Ctrl+E", N_("On a case: note what happened")),
    ("Ctrl+I", N_("File a received paper with a case")),
    ("Ctrl+P", N_("In the calendar: print the day list")),
    ("Alt+1 … Alt+7", N_("The rooms of the rail, from the top")),
    (N_("Alt+Left"), N_("Back to what was shown before")),
    (N_("Enter"), N_("On a row: opens the page or paper that settles it. In a wizard: next page")),
    ("Esc", N_("Leaves a wizard to the case; what was typed is kept")),
    ("Ctrl+Z", N_("In a wizard: takes back the last answer of the page")),
    ("Ctrl+Y", N_("In a wizard: gives again what Ctrl+Z took back")),
    (N_("Delete"), N_("On a choice of several answers: no answer")),
    ("F6", N_("In a wizard: to the list of steps")),
    ("F9", N_("On the worksheet: turns the page to the family, and back")),
    ("Ctrl+D", N_("In rows of amounts: repeats what stands above")),
    (N_("Ctrl+Delete"), N_("In rows of amounts: takes the row out")),
    ("Alt+…", N_("Alt and the underlined letter: to that question or button")),
    ("+ − 0", N_("On a scanned page: larger, smaller, as wide as the window")),
    ("R", N_("On a scanned page: turns it")),
    (N_("Page Up, Page Down"), N_("On a scanned page: the page before, the next page")),
    (N_("Shift+F1"), N_("On a question, a row or a figure: why it is so")),
    ("F5", N_("Looks again")),
    ("F1", N_("Help for the window in hand, and these keys")),
)


class WholeTable(Table):
    """A table as tall as its rows; the page around it scrolls, so that there is one scroll bar."""

    def __init__(self, name: str, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(name, columns, parent)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentCellChanged.connect(lambda *_cells: self._bring())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Words wrap anew at another width."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        rows = sum(self.rowHeight(number) for number in range(self.rowCount()))
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + rows + 2 * self.frameWidth() + 2)

    def _bring(self) -> None:
        """Keep the row in hand in sight."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, parts.Scroll):
            above = above.parentWidget()
        page = above.widget() if above is not None else None
        if above is not None and page is not None and self.hasFocus():
            row = self.visualRect(self.currentIndex())
            foot = self.viewport().mapTo(page, row.bottomLeft())
            above.ensureVisible(0, foot.y() - row.height() // 2, 0, row.height())


class KeysDialog(QDialog):
    """Topics at the left, the one in hand at the right; `topic` is a wizard, "tour" or "keys"."""

    def __init__(self, parent: QWidget | None = None, topic: str = "keys") -> None:
        super().__init__(parent)
        self.setWindowTitle(say("Help"))
        column = QVBoxLayout(self)
        column.setContentsMargins(style.AROUND, style.AROUND, style.AROUND, style.BETWEEN)
        column.setSpacing(style.BETWEEN)
        column.addWidget(Label(say("Help"), "title"))
        row = QHBoxLayout()
        row.setSpacing(style.AROUND)
        self.topics = parts.WordsList(2 * style.GAP + 6, 15)
        self.topics.setAccessibleName(say("Topics"))
        self.topics.setFixedWidth(style.STEPS_WIDTH + 60)
        self._names = ("keys", "tour", *HOW)
        for name in self._names:
            self.topics.addItem(QListWidgetItem(_title(name)))
        row.addWidget(self.topics)
        holder = QWidget()
        self._page = QVBoxLayout(holder)
        self._page.setContentsMargins(0, 0, 0, 0)
        self._page.setSpacing(style.BETWEEN)
        row.addWidget(parts.scrolling(holder), 1)
        column.addLayout(row, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText(say("Close"))
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        self.topics.currentRowChanged.connect(self._show)
        heard.follow(self.topics)
        self.topics.setCurrentRow(self._names.index(topic) if topic in self._names else 0)
        style.grow(self, 860, 560)

    def _show(self, at: int) -> None:
        clear(self._page)
        name = self._names[at]
        self._page.addWidget(Label(_title(name), "section"))
        if name == "keys":
            table = WholeTable(say("Keys"), (Column(say("Key")), Column(say("What it does"), stretch=1)))
            table.fill([Row(key, (say(key), say(words))) for key, words in KEYS])
            self._page.addWidget(table)
            self.table = table
        elif name == "tour":
            for number, (title, words) in enumerate(TOUR, 1):
                self._page.addWidget(Label(f"{number}. {say(title)}", "strong"))
                self._page.addWidget(Label(say(words)))
        else:
            self._how(name)
        self._page.addStretch(1)

    def _how(self, name: str) -> None:
        how = HOW[name]
        for number, words in enumerate(how.steps, 1):
            self._page.addWidget(Label(f"{number}. {say(words)}"))
        why = parts.button(say("Why? Manual {section}", section=how.section), "link")
        why.clicked.connect(lambda: show_why(self, say(how.title), how.section))
        self._page.addWidget(why)


def _title(name: str) -> str:
    if name == "keys":
        return say("Keys")
    return say("The first day, in five steps") if name == "tour" else say(HOW[name].title)
