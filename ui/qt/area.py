"""The area every scrolling page lies in; it always has the same parts for a screen reader.

Qt lists a scroll bar among the area's parts only while it is in sight, and takes any number it is asked
for without a look (QAccessibleAbstractScrollArea::child, Qt 6.11). A screen reader that has counted two
parts and asks for the second after the page was left made Qt read behind its list, and the program ended.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

_UNLISTED = "scroll_bar"
"""Qt knows its own holders of scroll bars by their object names; under another name they are not listed."""


class Area(QScrollArea):
    """A scroll area with one accessible part, what is scrolled; the bars are for the eye and the mouse."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            holder = bar.parentWidget()
            assert holder is not None  # noqa: S101 - the area made it
            holder.setObjectName(_UNLISTED)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Bring the cursor in sight when it comes from outside; Qt does so only for what is inside."""
        inside = self.widget()
        if new is not None and inside is not None and inside.isAncestorOf(new):
            self._bring()
            QTimer.singleShot(0, self, self._bring)  # once more when a new page has its measures

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The cursor stays in sight when the room becomes small."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._bring)

    def _bring(self) -> None:
        inside, new = self.widget(), QApplication.focusWidget()
        if new is None or inside is None or not inside.isAncestorOf(new) or not new.isVisible():
            return
        place = QRect(new.mapTo(inside, QPoint(0, 0)), new.size())
        sight = QRect(inside.mapFrom(self.viewport(), QPoint(0, 0)), self.viewport().size())
        if not place.intersects(sight):  # what is partly seen stays where a hand may just press it
            self.ensureWidgetVisible(new)
