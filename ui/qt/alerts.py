"""The red lines above every room: no good back-up, a clock set back, a full disk, a changed history."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from crs_intake.domain.safety import BackupState, Doubt
from crs_intake.words import say, told
from ui.qt import parts, style
from ui.qt.text import Label, clear


class Alerts(QWidget):
    """One line for each thing that is wrong; `wished` when the person wants to do something about it."""

    wished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(style.BETWEEN, style.GAP, style.BETWEEN, 0)
        self._column.setSpacing(style.INNER)
        self.lines: tuple[str, ...] = ()
        self.hide()

    def tell(self, lines: Sequence[str]) -> None:
        """Show these lines, or nothing; lines that stand already are left alone."""
        if tuple(lines) == self.lines:
            return
        self.lines = tuple(lines)
        clear(self._column)
        for words in lines:
            banner = QFrame()
            banner.setProperty("role", "banner")
            row = QHBoxLayout(banner)
            row.setContentsMargins(style.BETWEEN, style.INNER, style.BETWEEN, style.INNER)
            row.addWidget(parts.sign("error", words), 1)
            more = parts.button(say("Back-ups…"), "link")
            more.clicked.connect(lambda: self.wished.emit())
            row.addWidget(more)
            self._column.addWidget(banner)
        self.setVisible(bool(lines))


class Locking(QWidget):
    """Floats above whatever window is in front while the lock is near; takes the cursor from nobody."""

    def __init__(self) -> None:
        flags = Qt.WindowType.ToolTip | Qt.WindowType.WindowStaysOnTopHint
        super().__init__(None, flags)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        row = QHBoxLayout(self)
        row.setContentsMargins(style.AROUND, style.BETWEEN, style.AROUND, style.BETWEEN)
        self.words = Label("", "section", wrap=False)
        row.addWidget(self.words)

    def tell(self, words: str, over: QWidget) -> None:
        """Show the words over a window, or hide."""
        self.words.setText(words)
        self.setAccessibleName(words)
        self.adjustSize()
        if words and not self.isVisible():
            front = QApplication.activeWindow() or over
            middle = front.mapToGlobal(front.rect().center())
            self.move(middle - self.rect().center())
        self.setVisible(bool(words))


def lines_of(doubts: Sequence[Doubt], state: BackupState | None, stale: bool, second: bool) -> list[str]:
    """What must be said, the gravest first."""
    lines = [f"{told(each.words)} {told(each.then)}".strip() for each in doubts]
    if state is not None and stale:
        lines.append(
            say("There is no good back-up of the last 48 hours. Make one now.") if state.newest
            else say("This desk was never backed up. Make a back-up now.")
        )  # fmt: skip
    elif state is not None and second:
        lines.append(say("The second place has no back-up of the last 48 hours. Put the stick in, or "
                         "check the folder."))  # fmt: skip
    return lines
