"""Looks after an open desk in the background: back-ups now and then, and what looks wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer

from crs_intake.casework.ports import Desk, Store
from crs_intake.domain.errors import DeskError
from crs_intake.domain.safety import BackupState, Doubt
from crs_intake.words import told
from ui.qt.alerts import Alerts, lines_of
from ui.qt.task import Task, log_defect

FIRST_MS = 4_000
"""The desk is drawn first; then the back-up of the start is made."""
EVERY_MS = 30 * 60_000
LOOK_MS = 60_000


@dataclass(frozen=True)
class _Seen:
    doubts: Sequence[Doubt]
    state: BackupState


def _look(store: Store) -> _Seen:
    store.anchor()
    return _Seen(store.look_around(), store.backup_state())


_CHECKED = "checked"


def _check(store: Store) -> str:
    store.check_weekly()
    return _CHECKED


class Keeper(QObject):
    """Owned by the window of a real desk; a sample desk has none."""

    def __init__(self, desk: Desk, alerts: Alerts, parent: QObject) -> None:
        super().__init__(parent)
        self._store, self._clock, self._alerts = desk.store, desk.clock, alerts
        self._failed = ""
        self._saving, self._looking = Task(self), Task(self)
        self._saving.done.connect(self._saved)
        self._saving.failed.connect(self._not_saved)
        self._looking.done.connect(self._seen)
        self._looking.failed.connect(self._not_seen)
        for ms, once, what in (
            (FIRST_MS, True, lambda: self.back_up("start")),
            (EVERY_MS, False, lambda: self.back_up("half hour")),
            (LOOK_MS, False, self.look),
        ):  # fmt: skip
            timer = QTimer(self, singleShot=once, interval=ms)
            timer.timeout.connect(what)
            timer.start()
        self.look()

    def back_up(self, why: str) -> None:
        """Make a back-up off the UI thread if anything changed."""
        if not self._saving.busy:
            store = self._store
            self._saving.start(lambda: store.back_up(why, if_changed=True))

    def look(self) -> None:
        """See what looks wrong, and anchor the trail."""
        store = self._store
        if not self._looking.busy:
            self._looking.start(lambda: _look(store))

    def stop(self) -> None:
        """The desk closes; answers that are still out are not heard."""
        for task in (self._saving, self._looking):
            task.forget()
        for timer in self.findChildren(QTimer):
            timer.stop()

    def _saved(self, made: object) -> None:
        self._failed = ""
        store = self._store
        if made is not _CHECKED and not self._saving.busy:  # once a week, after a back-up
            self._saving.start(lambda: _check(store))
        self.look()

    def _not_saved(self, trouble: object) -> None:
        if isinstance(trouble, DeskError):
            self._failed = f"{told(trouble)} {told(trouble.then)}".strip()
        elif isinstance(trouble, BaseException):
            log_defect(trouble)
        self.look()

    def _not_seen(self, trouble: object) -> None:
        """A server that does not answer is told at once, not when somebody saves."""
        if isinstance(trouble, DeskError):
            self._alerts.tell([f"{told(trouble)} {told(trouble.then)}".strip()])
        elif isinstance(trouble, BaseException):
            log_defect(trouble)

    def _seen(self, found: object) -> None:
        if not isinstance(found, _Seen):
            return
        doubts, state = found.doubts, found.state
        now = self._clock.now()
        told_before = [each for each in self._store.doubts if each.kind not in {d.kind for d in doubts}]
        failed = [Doubt("backup", self._failed)] if self._failed else []
        stale, second = state.is_stale(now), state.second_is_stale(now)
        if self._store.read_only:  # of a rescued copy no back-ups are made
            stale = second = False
        self._alerts.tell(lines_of([*told_before, *doubts, *failed], state, stale, second))
