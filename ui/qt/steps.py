"""The steps of a wizard at its left: what is done, open or has errors; any visited one is one click away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QListWidgetItem, QVBoxLayout, QWidget

from crs_intake.words import say
from ui.forms.session import STATES, State
from ui.qt import heard, parts, style
from ui.qt.text import Label, plain_tip

_SIGNS: dict[State, str] = {
    "done": "good", "open": "open", "errors": "error", "closed": "waiting", "later": "waiting",
}  # fmt: skip
_BESIDE = 43
"""Room of a step that is not for its words: the sign, and what the style sheet keeps free."""


class Steps(QWidget):
    """The list of pages; `wished(index)` when one is chosen."""

    wished = Signal(int)

    def __init__(self, title: str, pages: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages = list(pages)
        self._shown: object = None
        self.setFixedWidth(style.STEPS_WIDTH)
        self.setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.AROUND, 0, style.AROUND)
        column.setSpacing(style.BETWEEN)
        head = Label(title, "section")
        head.setContentsMargins(style.BETWEEN, 0, style.GAP, 0)
        column.addWidget(head)
        self.list = _List(self)
        self.list.setAccessibleName(say("Steps"))
        self.list.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # reached with F6, so that Tab stays on the page
        for words in pages:
            self.list.addItem(QListWidgetItem(words))
        self.list.itemClicked.connect(self._clicked)
        self.list.entered_row.connect(self.wished)
        heard.follow(self.list, self.wished.emit)
        column.addWidget(self.list, 1)

    def _clicked(self, item: QListWidgetItem) -> None:
        if item.flags() & Qt.ItemFlag.ItemIsEnabled:  # Qt tells of a click on a greyed one, too
            self.wished.emit(self.list.row(item))

    def show_states(self, states: Sequence[State], current: int, visited: Sequence[bool]) -> None:
        """Mark where each page stands and which one is open."""
        if self._shown == (list(states), current, list(visited)):
            return
        self._shown = (list(states), current, list(visited))
        for index, state in enumerate(states):
            item = self.list.item(index)
            item.setIcon(style.icon(_SIGNS[state]))
            words = say("{page}: {state}", page=self._pages[index], state=say(STATES[state]))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
            item.setToolTip(plain_tip(words))
            flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
            item.setFlags(flags if visited[index] else Qt.ItemFlag.NoItemFlags)
        self.list.setCurrentRow(current)


class _List(parts.WordsList):
    """A list whose Enter key goes to the step instead of on to the next page."""

    entered_row = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(_BESIDE, 20, parent)
        self.setObjectName("steps")
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setIconSize(QSize(16, 16))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter goes to the step under the cursor."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.entered_row.emit(self.currentRow())
            return
        super().keyPressEvent(event)


class FoldedSteps(QComboBox):
    """The same steps where there is no room for a list: one line above the page."""

    wished = Signal(int)

    def __init__(self, pages: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._pages = list(pages)
        self._shown: object = None
        heard.label(self, say("Steps"), parent)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.addItems(self._pages)
        self.activated.connect(self.wished)

    def show_states(self, states: Sequence[State], current: int, visited: Sequence[bool]) -> None:
        """Mark where each page stands and which one is open."""
        if self._shown == (list(states), current, list(visited)):
            return
        self._shown = (list(states), current, list(visited))
        for index, state in enumerate(states):
            words = say("Step {n} of {count}: {page} ({state})", n=index + 1, count=len(states),
                        page=self._pages[index], state=say(STATES[state]))  # fmt: skip
            self.setItemText(index, words)
            self.setItemIcon(index, style.icon(_SIGNS[state]))
            item = self.model().item(index)  # type: ignore[attr-defined]
            item.setEnabled(visited[index])
        self.setCurrentIndex(current)
