"""Hears from the server which cases others changed, on a thread that does nothing else.

The server tells ids of rows; a number is shown only of a case that this person
may see. After the line broke, everything is looked at anew.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import closing
from typing import Any

import psycopg

from crs_intake.domain.errors import DeskError

_GATHER = 0.1
"""Seconds in which changes that come together are told as one."""
_LOOK = 0.2
"""Seconds after which the thread sees that it is to end."""
_AGAIN = 2.0
"""Seconds between tries to reach the server again."""


class Listening:
    """A running thread; `stop` ends it and waits."""

    def __init__(
        self,
        connect: Callable[[], psycopg.Connection[Any]],
        numbers: Callable[[frozenset[int]], frozenset[str]],
        is_own: Callable[[int], bool],
        heard: Callable[[frozenset[str]], None],
    ) -> None:
        self._connect, self._numbers, self._is_own, self._heard = connect, numbers, is_own, heard
        self._over = threading.Event()
        self.hears = threading.Event()
        """Set while the line stands."""
        self._thread = threading.Thread(target=self._run, name="changes of others", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End it; nothing more is told."""
        self._over.set()
        if self._thread is not threading.current_thread():
            self._thread.join(2)  # a line that is being sought ends by itself

    def _run(self) -> None:
        first = True
        while not self._over.is_set():
            try:
                with closing(self._connect()) as line:
                    line.autocommit = True
                    line.execute("LISTEN crs")
                    self.hears.set()
                    if not first:
                        self._tell(frozenset(), everything=True)
                    first = False
                    self._hear(line)
            except (psycopg.Error, DeskError, OSError):
                first = False
            self.hears.clear()
            self._over.wait(_AGAIN)

    def _hear(self, line: psycopg.Connection[Any]) -> None:
        while not self._over.is_set():
            told: list[psycopg.Notify] = list(line.notifies(timeout=_LOOK, stop_after=1))
            if told:
                told += line.notifies(timeout=_GATHER)
                others = {each.payload for each in told if not self._is_own(each.pid)}
                if others:
                    self._tell(frozenset(int(each) for each in others if each), everything="" in others)

    def _tell(self, ids: frozenset[int], *, everything: bool) -> None:
        numbers = frozenset() if everything else self._numbers(ids)
        if (numbers or everything) and not self._over.is_set():
            self._heard(numbers)
