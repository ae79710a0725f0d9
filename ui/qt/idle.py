"""Locks a desk that nobody sits at: after idle minutes, on suspend, with the screen, after a long day.

Idle time is counted by a clock that nobody can set (safety: 4.5). A jump of the
wall clock against it means that the computer slept, and locks too.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import SLOT, QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from crs_intake.words import say

DEFAULT_MINUTES, LEAST_MINUTES, MOST_MINUTES = 10, 1, 30
WARN_S = 30
JUMP_S = 60
LONGEST_S = 12 * 3600
HANDS = frozenset({
    QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel,
    QEvent.Type.TouchBegin, QEvent.Type.TabletPress, QEvent.Type.InputMethod,
})  # fmt: skip


class Idle(QObject):
    """Watches for hands; `warned(seconds)` while the lock is near (0 = no longer), `lock(why)` once."""

    warned = Signal(int)
    lock = Signal(str)

    def __init__(
        self, minutes: Callable[[], int], wall: Callable[[], datetime], parent: QObject | None = None,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._minutes, self._wall, self._steady = minutes, wall, steady
        self._hand = self._since = self._before = steady()
        self._wall_since = self._wall_before = wall()
        self._near = False
        self._over = False
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.look)
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)
        listen(self)

    def start(self) -> None:
        """Begin to count."""
        self._timer.start()

    def stop(self) -> None:
        """Count no more; the desk is closed."""
        self._over = True
        self._timer.stop()
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Any key or move of the mouse goes on; nothing is taken from anybody."""
        if event.type() in HANDS:
            self.touch()
        return False

    def touch(self) -> None:
        """Somebody is there."""
        self._hand = self._steady()
        if self._near:
            self._near = False
            self.warned.emit(0)

    def look(self) -> None:
        """Once a second: how long has nobody been here, did the computer sleep, is the day over?"""
        if self._over:
            return
        now, wall = self._steady(), self._wall()
        slept = (wall - self._wall_before).total_seconds() - (now - self._before)
        self._before, self._wall_before = now, wall
        whole_day = max(now - self._since, (wall - self._wall_since).total_seconds())
        left = max(LEAST_MINUTES, min(MOST_MINUTES, self._minutes())) * 60 - (now - self._hand)
        if slept > JUMP_S:
            self._lock(say("The computer slept, so the desk was locked."))
        elif whole_day > LONGEST_S:
            self._lock(say("Twelve hours after sign-in the desk is locked; sign in again."))
        elif left <= 0:
            self._lock(say("Nobody was at the desk for a while, so it was locked."))
        elif left <= WARN_S:
            self._near = True
            self.warned.emit(max(1, round(left)))

    @Slot(bool)
    def screen_locked(self, on: bool) -> None:
        """The system locked the screen, or goes to sleep."""
        if on:
            self._lock(say("The screen was locked, and the desk with it."))

    @Slot()
    def session_locked(self) -> None:
        """The system's login manager locked the session."""
        self.screen_locked(True)

    def _lock(self, why: str) -> None:
        if not self._over:
            self.stop()
            self.lock.emit(why)


def listen(to: Idle) -> bool:
    """Hear the system's screen lock and sleep where it tells of them (D-Bus of Linux); whether it does."""
    try:
        from PySide6.QtDBus import QDBusConnection
    except ImportError:  # other systems: the clock's jump and the idle time lock
        return False
    heard = False
    mine, whole = QDBusConnection.sessionBus(), QDBusConnection.systemBus()
    for bus, face, name, slot in (
        (mine, "org.freedesktop.ScreenSaver", "ActiveChanged", "screen_locked(bool)"),
        (mine, "org.gnome.ScreenSaver", "ActiveChanged", "screen_locked(bool)"),
        (whole, "org.freedesktop.login1.Manager", "PrepareForSleep", "screen_locked(bool)"),
        (whole, "org.freedesktop.login1.Session", "Lock", "session_locked()"),
    ):
        if bus.isConnected():
            connected = bus.connect("", "", face, name, to, SLOT(slot))  # type: ignore[call-overload]
            heard = bool(connected) or heard
    return heard
