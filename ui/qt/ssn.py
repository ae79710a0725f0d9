"""A Social Security number in full for twenty seconds, for a reason that stands in the history (4.18).

It stands in a label that cannot be marked or copied, goes when the window is left, and is never heard:
a screen reader is told the last four figures only.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

from crs_intake.casework import cases
from crs_intake.casework.ports import Desk
from crs_intake.words import say
from ui.forms import reading
from ui.qt.reason import ask_reason
from ui.qt.text import Label, tell_error

SHOWN_MS = 20_000
_NOT_IN_PICTURES = 0x11  # WDA_EXCLUDEFROMCAPTURE of Windows


class Shown(QObject):
    """The number in a label until the time is over, the label is hidden or the window is left."""

    def __init__(self, label: Label, full: str) -> None:
        super().__init__(label)
        self._label, self._masked = label, cases.masked(full)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        label.setProperty("in_full", True)
        label.setText(reading.write("ssn", full))
        label.setAccessibleName(self._masked)
        label.installEventFilter(self)
        label.window().installEventFilter(self)
        keep_out_of_pictures(label.window(), True)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self._timer.start(SHOWN_MS)

    def hide(self) -> None:
        """Show the last four figures again."""
        if self._timer.isActive() or self._label.text() != self._masked:
            self._timer.stop()
            self._label.setProperty("in_full", False)
            self._label.setText(self._masked)
            keep_out_of_pictures(self._label.window(), False)
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Whoever looks elsewhere needs the number no more."""
        gone = event.type() == QEvent.Type.Hide or (
            event.type() == QEvent.Type.WindowDeactivate and watched is self._label.window()
        )
        if gone:
            self.hide()
        return False


def show(
    parent: QWidget, label: Label, desk: Desk, number: str, person: str,
    ask: Callable[..., str] = ask_reason,
) -> Shown | None:  # fmt: skip
    """Ask for the reason, note it, and show the number; None where it was cancelled or is not allowed."""
    reason = ask(
        parent, say("Show the Social Security number"),
        say("It is shown for 20 seconds. Who saw it, when and why stands in the history."), say("&Show it"),
    )  # fmt: skip
    if not reason:
        return None
    try:
        full = cases.reveal_ssn(desk, number, person, reason)
    except Exception as trouble:
        tell_error(parent, trouble)
        return None
    return Shown(label, full) if full else None


def keep_out_of_pictures(window: QWidget, on: bool) -> None:
    """Ask Windows to leave the window out of pictures of the screen; other systems offer nothing to ask."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.SetWindowDisplayAffinity(int(window.winId()), _NOT_IN_PICTURES if on else 0)
