"""What other desks change on the same server is shown here as it happens.

The store hears of it on a thread of its own; here it comes back to the windows, gathered so that a burst
of changes is one look. A desk in a file has nobody to hear.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from crs_intake.casework.ports import Store

if TYPE_CHECKING:
    from ui.qt.window import Window

GATHER_MS = 150
BUSY_MS = 500
"""While somebody types in the search box nothing moves under the words found."""


class Others(QObject):
    """Owned by the window of a real desk; `stop` before the store is closed."""

    _told = Signal(object)

    def __init__(self, window: Window, store: Store) -> None:
        super().__init__(window)
        self._window, self._store = window, store
        self._changed: set[str] = set()
        self._anything = False
        self._soon = QTimer(self, singleShot=True, interval=GATHER_MS)
        self._soon.timeout.connect(self._show)
        self._told.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._stop = store.listen(self._told.emit)

    def stop(self) -> None:
        """Hear no more."""
        self._soon.stop()
        self._told.disconnect(self._take)
        self._stop()

    def _take(self, numbers: object) -> None:
        if isinstance(numbers, frozenset):
            self._changed |= numbers
            self._anything |= not numbers
            if not self._soon.isActive():
                self._soon.start(GATHER_MS)

    def _show(self) -> None:
        if self._window.search.text():
            self._soon.start(BUSY_MS)
            return
        changed, anything = self._changed, self._anything
        self._changed, self._anything = set(), False
        self._window.others_changed(frozenset() if anything else frozenset(changed))
