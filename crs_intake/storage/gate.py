"""Lets everybody use the open file at once, and one alone when the file itself is exchanged."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from crs_intake.domain.errors import WorldTrouble
from crs_intake.domain.text import N_


class Gate:
    """Users pass freely, also one inside the other; `alone` waits until all have left."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._inside = 0
        self._shut = False
        self._mine = threading.local()

    @contextmanager
    def passing(self) -> Iterator[None]:
        """Use the file."""
        depth = getattr(self._mine, "depth", 0)
        with self._changed:
            while self._shut and not depth:
                self._changed.wait()
            self._inside += 1
        self._mine.depth = depth + 1
        try:
            yield
        finally:
            self._mine.depth = depth
            with self._changed:
                self._inside -= 1
                self._changed.notify_all()

    @contextmanager
    def alone(self, seconds: float = 30) -> Iterator[None]:
        """Wait until nobody uses the file, and keep everybody out meanwhile; raises WorldTrouble."""
        with self._changed:
            self._shut = True
            free = self._changed.wait_for(lambda: self._inside == 0, seconds)
            if not free:
                self._shut = False
                self._changed.notify_all()
                raise WorldTrouble(
                    N_("Another program is writing to the desk's database."),
                    then=N_("What you typed is kept. Try again in a moment."),
                )
        self._mine.depth = 1  # what is done while alone passes
        try:
            yield
        finally:
            self._mine.depth = 0
            with self._changed:
                self._shut = False
                self._changed.notify_all()
