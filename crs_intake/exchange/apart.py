"""A reader of received files in a process of its own, so that no file can stop or crash the desk.

What comes by fax, mail or memory stick is not trusted: a file that takes too long, too much memory or
the whole reader with it costs a sentence. Bytes go through a pipe, nothing is written to a disk.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from crs_intake.domain.errors import NotAcceptable, WorldTrouble
from crs_intake.domain.scan import Looked, Picture
from crs_intake.domain.text import N_

LONGEST = 3.5
"""Seconds that one answer may take."""
LONGEST_FAX = 90.0
"""Seconds for turning a whole file into pages, or all pages into a fax."""
STARTING = 30.0
"""Seconds that the reader's process may take to start on a slow machine."""
MOST_MEMORY = 1_500_000_000
"""Bytes that the reader may use, where the system can hold it to that."""


class Reader:
    """`look`, `codes` and `page` of `scans`, done elsewhere; one question at a time, from any thread."""

    def __init__(self, longest: float = LONGEST) -> None:
        self._longest = longest
        self._lock = threading.Lock()
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._has = ""

    def look(self, data: bytes) -> Looked:
        """What it is and how many pages it has; raises NotAcceptable with a sentence."""
        found: Looked = self._ask("look", data)
        return found

    def codes(self, data: bytes) -> tuple[str, ...]:
        """What the codes on its pages say; empty where none can be read."""
        try:
            found: tuple[str, ...] = self._ask("codes", data)
        except NotAcceptable:
            return ()  # a person picks the case
        return found

    def page(self, data: bytes, at: int, width: int) -> Picture:
        """One page, drawn in memory at most that many dots wide; `at` counts from 0."""
        found: Picture = self._ask("page", data, at, width)
        return found

    def copied(self, data: bytes) -> bytes:
        """The file as a PDF of its pages, with nothing in it that acts; raises NotAcceptable."""
        found: bytes = self._ask("copied", data, longest=LONGEST_FAX)
        return found

    def fax(self, pdf: bytes, mode: str) -> bytes:
        """A PDF as a fax file (Group 4 TIFF), "fine" or "standard"."""
        found: bytes = self._ask("fax", pdf, mode, longest=LONGEST_FAX)
        return found

    def warm(self) -> None:
        """Start the process beforehand, while a person still chooses a file."""
        with self._lock, suppress(WorldTrouble):
            self._started()

    def close(self) -> None:
        """End the process; a later question starts another."""
        with self._lock:
            self._end()

    def _ask(self, what: str, data: bytes, *given: int | str, longest: float = 0.0) -> Any:
        with self._lock:
            pipe = self._started()
            key = hashlib.sha256(data).hexdigest()
            try:
                pipe.send((what, None if key == self._has else data, given))
                if not pipe.poll(longest or self._longest):
                    raise TimeoutError
                answer, trouble = pipe.recv()
            except (OSError, EOFError):  # it was too slow, or it took its process with it
                self._end()
                raise _late() from None
            self._has = key
        if trouble is not None:
            raise NotAcceptable(trouble[0], then=trouble[1])
        return answer

    def _started(self) -> Connection:
        if self._pipe is not None and self._process is not None and self._process.is_alive():
            return self._pipe
        self._end()
        context = multiprocessing.get_context("spawn")  # the same on every system, and nothing is inherited
        here, there = context.Pipe()
        self._process = context.Process(target=serve, args=(there,), daemon=True, name="scans")
        try:
            self._process.start()
            there.close()
            if not here.poll(STARTING):
                raise TimeoutError
            here.recv()
        except (OSError, EOFError):
            self._end()
            raise WorldTrouble(
                N_("The part of the program that reads scans did not start."),
                then=N_("Nothing was kept. Try again; if it happens again, start the program anew."),
            ) from None
        self._pipe = here
        return here

    def _end(self) -> None:
        process, pipe = self._process, self._pipe
        self._process = self._pipe = None
        self._has = ""
        if pipe is not None:
            pipe.close()
        if process is not None:
            process.kill()
            process.join(5)
            with suppress(ValueError):
                process.close()


def serve(pipe: Connection) -> None:
    """The reader's own process: answers until the pipe is closed."""
    _hold_memory()
    from crs_intake.exchange import fax, fax_pages, scans

    acts: dict[str, Callable[..., Any]] = {
        "look": scans.look, "codes": scans.codes, "page": scans.page,
        "copied": fax_pages.copied, "fax": fax.tiff,
    }  # fmt: skip
    data = b""
    pipe.send("ready")
    with suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            what, given, more = pipe.recv()
            data = data if given is None else given
            answer: tuple[Any, tuple[str, str] | None]
            try:
                answer = (acts[what](data, *more), None)
            except NotAcceptable as trouble:
                answer = (None, (str(trouble), trouble.then))
            except BaseException:  # whatever it is, the desk hears a sentence
                late = _late()
                answer = (None, (str(late), late.then))
            pipe.send(answer)


def _hold_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows: the limit of time and those of the pages hold
        return
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a crash leaves no picture of a paper behind


def _late() -> NotAcceptable:
    return NotAcceptable(
        N_("This file cannot be read in reasonable time; it may be damaged."),
        then=N_("Scan the paper again, or ask for it again."),
    )
