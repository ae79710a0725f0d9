"""What every control is: something that holds one answer as text, and says when it is edited and left.

Widths follow the answer; a folded-out list of offers gives its keys back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QToolTip,
    QWidget,
)  # fmt: skip

from ui.forms.form import Width
from ui.qt import heard, style
from ui.qt.text import plain_tip

REDO = ("Ctrl+Y", "Ctrl+Shift+Z")
_AGAIN = tuple(QKeySequence(each) for each in REDO)
LISTS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)
"""Why the cursor is lent to a folded-out list and comes back."""
_LETTERS: dict[Width, int] = {"tiny": 7, "short": 13, "medium": 27, "long": 42, "full": 200}


class Control(QWidget):
    """Something that holds one answer as text."""

    edited = Signal(str)
    """The text changed by the person's hand."""
    left = Signal()
    """The person went on to something else."""

    def text(self) -> str:
        """The answer as text."""
        raise NotImplementedError

    def set_text(self, text: str) -> None:
        """Show an answer; nobody typed it, so nothing is said to have been edited."""
        raise NotImplementedError

    def inputs(self) -> Sequence[QWidget]:
        """The widgets that take the keys, in order."""
        raise NotImplementedError

    def describe(self, name: str, description: str) -> None:
        """Give the accessible name, equal to the visible label, and what else should be heard."""
        for each in self.inputs():
            heard.name(each, name, description)

    def mark(self, wrong: bool) -> None:
        """Draw the frame of an answer that cannot be taken, or the usual one."""
        for each in self.inputs():
            if bool(each.property("wrong")) != wrong:
                each.setProperty("wrong", wrong)
                each.style().unpolish(each)
                each.style().polish(each)

    def focus(self) -> None:
        """Put the cursor here."""
        inputs = self.inputs()
        if inputs:
            inputs[0].setFocus(Qt.FocusReason.TabFocusReason)

    def watch(self, widget: QWidget) -> None:
        """Notice when a widget of this control loses the cursor."""
        widget.installEventFilter(self)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # so that a label's letter may lead here
        self.setFocusProxy(self.inputs()[0])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Say `left`; and let the wheel scroll the page instead of changing an answer."""
        if event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            self._gone(event.reason())
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._undo(event):
            return True
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QComboBox) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _undo(self, event: QKeyEvent) -> bool:
        # A line would only know its own letters; the page knows the order of all its answers.
        what = "undo_answer" if event.matches(QKeySequence.StandardKey.Undo) else ""
        if QKeySequence(event.keyCombination()) in _AGAIN:
            what = "redo_answer"
        page = self.parentWidget() if what else None
        while page is not None and not hasattr(page, what):
            page = page.parentWidget()
        if page is not None:
            getattr(page, what)()
        return page is not None

    def _gone(self, why: Qt.FocusReason) -> None:
        # A folded-out list or another window on top is no going on to something else.
        if why not in LISTS:
            self.left.emit()


def in_row(parent: QWidget) -> QHBoxLayout:
    """A row inside a control, without edges of its own."""
    row = QHBoxLayout(parent)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(style.GAP)
    return row


def breadth(widget: QWidget, width: Width) -> int:
    """The width of a class in pixels, by the letters of the widget's own font."""
    return widget.fontMetrics().horizontalAdvance("0") * _LETTERS[width] + 22


class Box(QLineEdit):
    """A line that is as wide as its answer where there is room, and narrower where there is none."""

    def __init__(self, width: Width, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wide = min(breadth(self, width), style.FORM_WIDTH)
        self.setMinimumWidth(min(self._wide, 88))
        if width != "full":
            self.setMaximumWidth(self._wide)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as the answer."""
        return QSize(self._wide, super().sizeHint().height())


class Fold(QComboBox):
    """A list that folds out, as wide as its answer."""

    def __init__(self, width: Width, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._wide = min(breadth(self, width) + 24, style.FORM_WIDTH)
        self.setMinimumWidth(88)
        if width != "full":
            self.setMaximumWidth(self._wide)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def event(self, event: QEvent) -> bool:
        """Where the answer is longer than the box, the mouse shows it whole; the ear has it anyway."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and not self.toolTip():
            QToolTip.showText(event.globalPos(), plain_tip(self.currentText()), self)
            return True
        return super().event(event)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as the answer."""
        return QSize(self._wide, super().sizeHint().height())


_ITSELF = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
"""Why a line loses the cursor to the very list that folds out below it."""


class Keys(QObject):
    """While offers are folded out, Enter settles on one, and Tab settles and goes on."""

    def __init__(self, completer: QCompleter, line: QWidget, settle: Callable[[str], None]) -> None:
        super().__init__(line)
        self._line, self._settle = line, settle
        popup = completer.popup()
        assert popup is not None  # noqa: S101 - a completer makes it when it is asked for
        self._popup = popup
        popup.installEventFilter(self)
        line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take the keys before the completer swallows them; no list stays when the cursor is elsewhere."""
        if watched is self._line:
            # A screen reader moves the cursor by itself, and an open list would take the next keys.
            if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() not in _ITSELF:
                self._popup.hide()
            return False
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        onward = event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        if not onward and event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        index = self._popup.currentIndex()
        marked = str(index.data()) if index.isValid() else ""
        self._popup.hide()
        self._settle(marked)
        if onward:
            again = QKeyEvent(QEvent.Type.KeyPress, event.key(), event.modifiers())
            QApplication.postEvent(self._line, again)
        return True
