"""One program at a time on a desk's folder.

Two programs would not harm the data, but two windows of one desk confuse
people. The lock dies with the program that holds it, so none is left over.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from crs_intake.domain.errors import UnreadableStore
from crs_intake.domain.text import N_

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Lock:
    """Held from making it until `release` or the end of the program; raises UnreadableStore."""

    def __init__(self, folder: Path) -> None:
        self._handle = os.open(folder / "desk.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _take(self._handle)
        except OSError:
            os.close(self._handle)
            raise UnreadableStore(
                N_("This desk is already open in another window of CRS Intake."),
                then=N_("Go to that window, or close it first."),
            ) from None

    def release(self) -> None:
        """Let another program open the desk."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1
