"""Work that takes longer than the eye allows leaves the UI thread here and comes back as a signal.

The asker owns the task, so its signals outlive the pool's thread; a failure comes back, none is lost.
Values go in and values come out: the work itself never touches a widget.
"""

from __future__ import annotations

import contextlib
import logging
import threading
import traceback
import weakref
from collections.abc import Callable
from functools import cache
from queue import SimpleQueue

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal

log = logging.getLogger("crs_intake.window")


def log_defect(error: BaseException) -> None:
    """Note the kind and place of a defect; never its words, which may name somebody (safety.md 4.17)."""
    steps = traceback.extract_tb(error.__traceback__)
    place = f"{steps[-1].filename}:{steps[-1].lineno}" if steps else "?"
    log.error("%s at %s", type(error).__name__, place)


class Progress:
    """Handed to long work: it tells how far it is and asks whether the person cancelled."""

    def __init__(self, tell: Callable[[int, int], None]) -> None:
        self._tell = tell
        self._cancelled = threading.Event()

    def step(self, done: int, of: int) -> None:
        """Say that `done` of `of` parts are finished."""
        self._tell(done, of)

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        """Whether the person pressed Cancel."""
        return self._cancelled.is_set()


class _Post(QObject):
    """Brings letters from the pool's threads to tasks, in the UI thread.

    It outlives every window: a thread that spoke through a task that is just going would crash the program.
    """

    _came = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._letters: SimpleQueue[tuple[weakref.ref[Task], Callable[[Task], None]]] = SimpleQueue()
        self._came.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def send(self, to: weakref.ref[Task], letter: Callable[[Task], None]) -> None:
        """From any thread; who is gone gets nothing."""
        self._letters.put((to, letter))
        with contextlib.suppress(RuntimeError):  # the program itself has ended
            self._came.emit()

    def _deliver(self) -> None:
        to, letter = self._letters.get()
        task = to()
        if task is not None:
            with contextlib.suppress(RuntimeError):  # the asker's window is gone
                letter(task)


@cache
def _post() -> _Post:
    """The one of the program, made in the UI thread with the first task."""
    return _Post()


class Task(QObject):
    """One piece of work at a time off the UI thread; `done(result)`, `failed(error)`, `moved(part, of)`."""

    done = Signal(object)
    failed = Signal(object)
    moved = Signal(int, int)

    def __init__(self, parent: QObject | None = None, *, at_once: bool = False) -> None:
        """`at_once`: somebody waits at the keyboard, so it never queues behind longer work."""
        super().__init__(parent)
        self._at_once = at_once
        self._turn = 0
        self._running = 0
        self.progress: Progress | None = None
        self._post = _post()

    @property
    def busy(self) -> bool:
        """Whether work is still under way."""
        return self._running > 0

    def start(self, work: Callable[[], object]) -> None:
        """Run `work` in the pool; the answer of an earlier start that is still out is dropped."""
        self._begin(lambda _progress: work())

    def start_long(self, work: Callable[[Progress], object]) -> Progress:
        """As `start`, for work with steps; gives the handle that cancels it."""
        return self._begin(work)

    def forget(self) -> None:
        """No longer care for what is under way; its answer will not be heard."""
        self._turn += 1
        if self.progress is not None:
            self.progress.cancel()

    def _begin(self, work: Callable[[Progress], object]) -> Progress:
        self._turn += 1
        self._running += 1
        turn, post, me = self._turn, self._post, weakref.ref(self)
        progress = Progress(lambda part, of: post.send(me, lambda task: task.moved.emit(part, of)))
        self.progress = progress

        def run() -> None:
            result: object = None
            trouble: BaseException | None = None
            try:
                result = work(progress)
            except BaseException as error:  # it is handed to the asker, whatever it is
                trouble = error
            post.send(me, lambda task: task._hand_over(turn, result, trouble))

        pool = QThreadPool.globalInstance()
        full = pool.activeThreadCount() >= pool.maxThreadCount()
        pool.start(run, int(self._at_once))
        if full and self._at_once:
            pool.setMaxThreadCount(pool.maxThreadCount() + 1)
        return progress

    def _hand_over(self, turn: int, result: object, trouble: object) -> None:
        self._running -= 1
        if turn != self._turn:
            return
        if trouble is None:
            self.done.emit(result)
        else:
            self.failed.emit(trouble)
