"""A stack of pages, each made in its place when somebody first turns to it.

All of them at once would keep the window waiting; one that is made elsewhere is dressed twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.qt.parts import scrolling


class Places(QStackedWidget):
    """As many places as makers; `dress` puts a view into what stands in its place, an area that scrolls."""

    def __init__(
        self, makers: Sequence[Callable[[], Any]], parent: QWidget,
        dress: Callable[[Any], QWidget] = scrolling,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._makers, self._dress = tuple(makers), dress
        self._places: list[QVBoxLayout] = []
        self.made: dict[int, Any] = {}
        """The views that somebody turned to so far."""
        for _ in self._makers:
            place = QWidget(self)
            column = QVBoxLayout(place)
            column.setContentsMargins(0, 0, 0, 0)
            self._places.append(column)
            self.addWidget(place)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Where a least height is set, it asks for no more; it takes what there is."""
        hint = super().sizeHint()
        return QSize(hint.width(), self.minimumHeight()) if self.minimumHeight() else hint

    def view(self, at: int) -> Any:
        """The view of a place, counted from 0; made now if nobody turned to it yet."""
        if at not in self.made:
            self.made[at] = made = self._makers[at]()
            self._places[at].addWidget(self._dress(made))
        return self.made[at]

    def turn_to(self, at: int) -> Any:
        """Show a place and give its view, which stands there before it is shown."""
        found = self.view(at)
        self.setCurrentIndex(at)
        return found
