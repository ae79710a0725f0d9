"""The sign-in journal: tries at the door while the database is shut, told to the audit trail later.

Each line is sealed with a key that is thrown away for its own hash, so a line
once written cannot be changed by who reads the file afterwards. The first key
stands in the database: the next sign-in proves the lines with it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crs_intake.domain.errors import UnreadableStore
from crs_intake.storage import keys

FILE = "sign-ins.json"
RESCUED = "what could be read of a damaged database was opened, to look at and to save"
"""No failed try: the line waits here for the history, as the damaged file takes none."""
FREE = 5
"""Tries without delay; then 1, 2, 4 … seconds, at most LONGEST (safety: 4.4)."""
LONGEST = 60
_MOST = 2000


class TooSoon(UnreadableStore):
    """A try before its time; `seconds` says how long to wait."""

    def __init__(self, sentence: str, seconds: int, *, then: str = "") -> None:
        super().__init__(sentence, then=then)
        self.seconds = seconds


@dataclass(frozen=True)
class Try:
    """One failed try: when, under which name, with what."""

    at: str
    name: str
    how: str
    seal: str


@dataclass(frozen=True)
class Journal:
    """The failed tries since the last sign-in, and the key for the next line."""

    key: str
    tries: tuple[Try, ...] = ()

    def with_try(self, now: datetime, name: str, how: str) -> Journal:
        """With one more line, sealed; the key of that line is gone afterwards."""
        at = now.astimezone(UTC).isoformat(timespec="milliseconds")
        line = Try(at, name[:80], how, _seal(self.key, at, name[:80], how))
        return Journal(_next(self.key), (*self.tries, line)[-_MOST:])

    def holds(self, first: str) -> bool:
        """Whether these lines grew from the first key, none left out or changed."""
        key = first
        for line in self.tries:
            if not hmac.compare_digest(line.seal, _seal(key, line.at, line.name, line.how)):
                return False
            key = _next(key)
        return hmac.compare_digest(key, self.key)


def wait(folder: Path, now: datetime) -> int:
    """Seconds until the next try may be made; 0 = now.

    A clock that was set back shuts nobody out: only time that seems to have passed counts.
    """
    tries = [each for each in read(folder).tries if each.how != RESCUED]
    if len(tries) < FREE:
        return 0
    delay = min(LONGEST, 2 ** (len(tries) - FREE))
    passed = (now - datetime.fromisoformat(tries[-1].at)).total_seconds()
    return 0 if passed < 0 or passed >= delay else max(1, round(delay - passed))


def note(folder: Path, now: datetime, name: str, how: str) -> None:
    """Write down a failed try; a disk that does not take it changes nothing for the person."""
    try:
        write(folder, read(folder).with_try(now, name, how))
    except OSError:
        return


def fresh() -> Journal:
    """An empty journal with a new first key."""
    return Journal(secrets.token_hex(32))


def read(folder: Path) -> Journal:
    """The journal; an empty one where there is none or it cannot be read."""
    try:
        given: Any = json.loads((folder / FILE).read_text(encoding="utf-8"))
        tries = tuple(
            Try(*(str(each[name]) for name in ("at", "name", "how", "seal"))) for each in given["tries"]
        )
        for each in tries:
            datetime.fromisoformat(each.at).astimezone(UTC)
        return Journal(str(given["key"]), tries)
    except (OSError, ValueError, KeyError, TypeError):
        return fresh()


def write(folder: Path, journal: Journal) -> None:
    """Keep the journal in place of the earlier one."""
    told = {"key": journal.key, "tries": [vars(each) for each in journal.tries]}
    keys.write_whole(folder / FILE, json.dumps(told, ensure_ascii=False).encode("utf-8", "replace"))


def _seal(key: str, *told: str) -> str:
    return hmac.new(key.encode(), json.dumps(told).encode(), hashlib.sha256).hexdigest()


def _next(key: str) -> str:
    return hashlib.sha256(f"next {key}".encode()).hexdigest()
