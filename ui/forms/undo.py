"""What Ctrl+Z takes back on a page and Ctrl+Y gives again: texts as they stood, and where they changed.

Letters typed one after the other in one answer are one step; so are letters taken out one after the
other. A paste, a choice, a tick, a row that is added or removed is a step of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Texts = Mapping[str, str]
"""A form as it is dumped into a draft."""
MOST = 100


@dataclass(frozen=True)
class Step:
    """A page as it stood, and the answer by which it became another one."""

    texts: Texts
    path: str


@dataclass(frozen=True)
class _Run:
    """The answer in which letters come (1) or go (-1) just now; 0 = that is not plain yet."""

    path: str
    text: str
    way: int


class Undo:
    """The steps of one page since somebody came to it."""

    def __init__(self, texts: Texts) -> None:
        self._now = texts
        self._past: list[Step] = []
        self._ahead: list[Step] = []
        self._run: _Run | None = None

    def typed(self, path: str, text: str | None, texts: Texts) -> None:
        """An answer was edited; `text` is what stands there if it is typed letter by letter."""
        if texts == self._now:
            return
        run = None if text is None else self._follows(path, text)
        if run is None:
            self._past = [*self._past[1 - MOST :], Step(self._now, path)]
            run = _begun(path, text, self._now)
        self._run, self._now = run, texts
        self._ahead.clear()

    def _follows(self, path: str, text: str) -> _Run | None:
        """The run that goes on with this letter, None if it is another one."""
        run = self._run
        way = len(text) - len(run.text) if run is not None else 0
        if run is None or run.path != path or abs(way) != 1 or run.way not in (0, way):
            return None
        return _Run(path, text, way)

    def left(self, texts: Texts) -> None:
        """The cursor went on; what was tidied then is no step of its own."""
        self._run, self._now = None, texts

    def back(self) -> Step | None:
        """The page before the last step; None if nothing was done."""
        return self._turn(self._past, self._ahead)

    def again(self) -> Step | None:
        """The page after the step that was taken back last; None if nothing was."""
        return self._turn(self._ahead, self._past)

    def _turn(self, here: list[Step], there: list[Step]) -> Step | None:
        if not here:
            return None
        step = here.pop()
        there.append(Step(self._now, step.path))
        self._run, self._now = None, step.texts
        return step


def _begun(path: str, text: str | None, before: Texts) -> _Run | None:
    """A run begins with one letter, also in place of a word; of a row nobody knows what stood there."""
    if text is None:
        return None
    way = len(text) - len(before.get(path, "")) if "." not in path else 0
    return _Run(path, text, way if way >= -1 else 0) if way <= 1 else None
