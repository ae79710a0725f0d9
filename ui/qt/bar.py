"""What frames every room: the rail at the left, and the bar on top with search, day and person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from crs_intake.domain.kept import Found
from crs_intake.domain.text import N_
from crs_intake.words import day, say
from ui.qt import heard, parts, style
from ui.qt.search import SearchBox
from ui.qt.text import Label

ROOMS = (
    ("today", N_("Today")), ("cases", N_("Cases")), ("calendar", N_("Calendar")),
    ("documents", N_("Documents")), ("reports", N_("Reports")),
    ("partner", N_("Partner desk")), ("settings", N_("Settings")),
)  # fmt: skip
RAIL_WIDTH = 184
NARROW = 860
"""Logical pixels below which the rail becomes a menu."""
NAME_LEAST, NAME_MOST = 110, 320
"""Logical pixels of the person's name: before the day gives way, and at the most."""
_NAME = Qt.ItemDataRole.UserRole


class Rail(QListWidget):
    """The rooms; `wished(name)` when one is chosen."""

    wished = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAccessibleName(say("Rooms"))
        self.setFixedWidth(RAIL_WIDTH)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for number, (name, words) in enumerate(ROOMS, 1):
            item = QListWidgetItem(say(words))
            item.setData(_NAME, name)
            item.setToolTip(say("Alt+{number}", number=number))
            item.setSizeHint(QSize(RAIL_WIDTH, 44))
            self.addItem(item)
        self.currentItemChanged.connect(lambda item, _old: self._wish(item))
        self.itemClicked.connect(self._wish)
        heard.follow(self)

    def mark(self, name: str) -> None:
        """Show which room is open; nobody wished for it here."""
        self.blockSignals(True)
        for number, (room, _) in enumerate(ROOMS):
            if room == name:
                self.setCurrentRow(number)
        self.blockSignals(False)

    def _wish(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.wished.emit(str(item.data(_NAME)))


class Bar(QWidget):
    """Search, new referral, the day at the desk, and who is signed in."""

    room_wished = Signal(str)
    case_wished = Signal(str)
    referral_wished = Signal()
    switch_wished = Signal()

    def __init__(self, person: str, find: Callable[[str], Sequence[Found]]) -> None:
        super().__init__()
        self._person = person
        self._day = date.min
        row = QHBoxLayout(self)
        row.setContentsMargins(style.BETWEEN, style.GAP, style.BETWEEN, style.GAP)
        row.setSpacing(style.GAP)
        self.menu = self._make_menu()
        self.search = SearchBox(find)
        self.search.setMinimumWidth(100)
        self.search.setMaximumWidth(560)
        self.search.opened.connect(self.case_wished)
        self.new = parts.button(say("&New referral"), "primary")
        self.new.setToolTip(say("Ctrl+N"))
        self.new.clicked.connect(lambda: self.referral_wished.emit())
        self.day = Label("", "muted", wrap=False)
        self.who = Label(person, "strong", wrap=False)
        self.who.setAccessibleName(say("Signed in: {name}", name=person))
        self.switch = parts.button(say("Switch &user"))
        self.switch.clicked.connect(lambda: self.switch_wished.emit())
        row.addWidget(self.menu)
        row.addWidget(self.search, 3)
        row.addWidget(self.new)
        self._row, self._between = row, row.count()
        row.addStretch(1)
        for each in (self.day, self.who, self.switch):
            row.addWidget(each)

    def tell(self, today: date, width: int) -> None:
        """Show the day and the person in the room that the window has."""
        words, narrow = day(today), width < NARROW
        self.menu.setVisible(narrow)
        self._row.setStretch(self._between, 0 if width < style.WIDE else 1)  # below it all is the search's
        self.day.setText(words.split(" ", 1)[-1] if narrow else words)
        self.day.setAccessibleName(say("Today is {day}", day=words))
        for each in (self.day, self.who):
            each.ensurePolished()  # before that they are measured in another font
        metrics, spare = self.who.fontMetrics(), self._spare(width, narrow)
        whole = min(metrics.horizontalAdvance(self._person), NAME_MOST)
        self.day.setVisible(spare - self.day.sizeHint().width() >= min(whole, NAME_LEAST))
        if not self.day.isHidden():
            spare -= self.day.sizeHint().width() + style.GAP
        room = max(0, min(spare, NAME_MOST))
        self.who.setText(metrics.elidedText(self._person, Qt.TextElideMode.ElideRight, room))

    def _spare(self, width: int, narrow: bool) -> int:
        """What the buttons and the search box leave to the day and the name, logical pixels."""
        buttons = (self.new, self.switch, *((self.menu,) if narrow else ()))
        for each in buttons:
            each.ensurePolished()
        taken: int = sum(each.sizeHint().width() for each in buttons) + self.search.minimumWidth()
        around: int = 2 * style.BETWEEN + (len(buttons) + 3) * style.GAP
        own: int = width if narrow else width - RAIL_WIDTH
        return own - taken - around

    def _make_menu(self) -> QPushButton:
        button = parts.button(say("&Menu"))
        menu = QMenu(button)
        menu.setAccessibleName(say("Rooms"))
        for name, words in ROOMS:
            action = QAction(say(words), menu)
            action.triggered.connect(lambda _on=False, room=name: self.room_wished.emit(room))
            menu.addAction(action)
        button.setMenu(menu)
        button.hide()
        return button


def notice(words: str) -> QWidget:
    """A line above every room, for example that these are sample families."""
    banner = QFrame()
    banner.setProperty("role", "banner")
    row = QHBoxLayout(banner)
    row.setContentsMargins(style.BETWEEN, style.INNER, style.BETWEEN, style.INNER)
    row.addWidget(parts.sign("due", words), 1)
    holder = QWidget()
    around = QVBoxLayout(holder)
    around.setContentsMargins(style.BETWEEN, style.GAP, style.BETWEEN, 0)
    around.addWidget(banner)
    return holder
