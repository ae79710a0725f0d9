"""Is HEAplus up? A small sign on the rail, with a word and an icon; the clock of the window keeps it true.

At the start of every session it also reminds of the Broadcast Messages, until
somebody says that they were looked at.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QPushButton, QWidget

from crs_intake.clock import moment
from crs_intake.words import say
from ui.forms import heaplus_words
from ui.qt import parts, style
from ui.qt.text import Label, tip
from ui.qt.way import Way

SMALL = 9.5


class HeaplusSign(QWidget):
    """HEAplus up until 22:00, or down until 02:00; `wished()` asks for the partner desk."""

    wished = Signal()

    def __init__(self, way: Way, *, across: bool = False) -> None:
        super().__init__()
        self._way = way
        self.setObjectName("heaplus")
        self.setProperty("across", across)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.told: heaplus_words.Told | None = None
        self.checked = False
        """The Broadcast Messages were looked at in this session."""
        way_ = QBoxLayout.Direction.LeftToRight if across else QBoxLayout.Direction.TopToBottom
        row = QBoxLayout(way_, self)
        side, below = (style.AROUND, 0) if across else (style.INNER, style.GAP)
        row.setContentsMargins(side, style.INNER, side, below)
        row.setSpacing(style.BETWEEN if across else style.INNER)
        self.now = self._link()
        self.countdown = Label("", "due")
        self.remind = self._link()
        self.remind.setText(say("Check broadcasts"))
        self.remind.setAccessibleName(say("Check broadcasts"))
        self.remind.setIcon(style.icon("due"))
        for each in (self.now, self.countdown, self.remind):
            row.addWidget(each)
        if across:
            row.addStretch(1)
        self.look()

    def _link(self) -> QPushButton:
        made = parts.button("", "link")
        font = made.font()
        font.setPointSizeF(SMALL)
        made.setFont(font)
        made.clicked.connect(self.wished)
        return made

    def look(self) -> None:
        """Say how it is now."""
        desk = self._way.desk
        self.told = told = heaplus_words.tell(desk.book, moment(desk.clock))
        self.now.setVisible(told is not None)
        self.remind.setVisible(not self.checked)
        self.countdown.setVisible(told is not None and bool(told.countdown))
        if told is None:
            return
        words = told.short.partition(" · ")[0]
        self.now.setText(words)
        self.now.setAccessibleName(words)
        self.now.setIcon(style.icon("good" if told.up and not told.countdown else "due"))
        tip(self.now, f"{told.sentence} {told.next}")
        self.countdown.setText(told.countdown)
