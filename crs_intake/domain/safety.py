"""What the desk knows of its own safety: back-ups, the place of its file, and what looks wrong.

Values only; `storage` fills them, windows and the command line tell them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

STALE = timedelta(hours=48)
"""A desk whose newest good back-up is older than this says so in red (safety: 4.10)."""


@dataclass(frozen=True)
class Backup:
    """One verified back-up: a folder with the sealed database, its key slots and a catalogue."""

    folder: Path
    made: datetime
    why: str
    size: int
    cases: int
    seq: int
    """Number of the newest line of the audit trail, and its seal: the anchor of the trail."""
    head: str
    mark: str = ""
    """Short sum of what the desk held, to know whether anything changed since."""


@dataclass(frozen=True)
class BackupState:
    """Where back-ups go and how fresh they are."""

    first: Path
    second: Path | None
    newest: Backup | None
    """The newest one in any place."""
    second_newest: Backup | None = None
    second_there: bool = False
    """Whether the second place can be reached now (the stick is in, the share is up)."""
    kept: int = 0
    elsewhere: bool = False
    """The desk is on a server, which is backed up where it stands."""

    def is_stale(self, now: datetime) -> bool:
        """Whether the newest good back-up is too old, or there is none."""
        if self.elsewhere:
            return False
        return self.newest is None or now - self.newest.made > STALE

    def second_is_stale(self, now: datetime) -> bool:
        """Whether the second place is chosen and has nothing new enough."""
        old = self.second_newest is None or now - self.second_newest.made > STALE
        return self.second is not None and old


@dataclass(frozen=True)
class Rescued:
    """What could be read of a damaged database, and what is not there."""

    cases: int
    missing: tuple[str, ...]
    """Cases of the newest back-up that could not be read."""
    thin: tuple[str, ...]
    """Cases of which entries are missing."""
    lost: int
    """Places that could not be read, of any kind."""
    unknown: bool = False
    """Cases were lost, and no back-up tells which."""
    backup: Backup | None = None
    """The newest good back-up."""


@dataclass(frozen=True)
class Doubt:
    """Something that does not look right; it is told, and the desk stays usable."""

    kind: str
    """clock_back, disk_low, trail, anchor, keys, journal, place."""
    words: str
    then: str = ""
    at: int = 0
    """Number of the first line of the trail that is concerned."""
