"""The audit trail looked after: proved line by line, its head remembered outside the store, the clock."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from crs_intake.domain.safety import Doubt
from crs_intake.domain.text import N_
from crs_intake.storage import audit, keys
from crs_intake.storage.opened import Opened
from crs_intake.words import say


class Watched(Opened):
    """The part of a store, file or server, that watches over its trail."""

    _anchors: Path | None = None
    """A folder outside the store, where the head of the trail is remembered."""

    def verify_trail(self) -> Doubt | None:
        """Look at every line of the audit trail and its anchors; the first thing that is wrong, or None."""
        return next(iter(self._trail_doubts(None)), None)

    def anchor(self) -> None:
        """Write the head of the trail to a place outside the store; a disk that refuses holds nobody up."""
        if self._anchors is None or self.read_only:
            return
        with self._reading() as connection:
            seq, head = audit.newest(connection, self.chain)
        point = {"desk": self._desk, "seq": seq, "head": head, "mac": self._anchor_mac(seq, head)}
        try:
            self._anchors.mkdir(mode=0o700, parents=True, exist_ok=True)
            keys.write_whole(self._anchor_file(), json.dumps(point).encode())
        except OSError:
            return

    def _trail_doubts(self, last: int | None) -> list[Doubt]:
        with self._reading() as connection:
            broken = audit.first_broken(connection, last, self.chain)
        if broken is not None:
            words = N_("The history of this desk was changed: line {line} is not as it was written.")
            then = N_("Tell the supervisor; keep this computer as it is.")
            return [Doubt("trail", say(words, line=broken), then, broken)]
        for seq, head in self._anchor_points():
            with self._reading() as connection:
                if audit.seal_of(connection, seq, self.chain) == head:
                    continue
            return [Doubt(
                "anchor",
                N_("The desk's database is older than this computer knows it, or its history was rewritten."),
                N_("If nobody put back an older copy, tell the supervisor."), seq,
            )]  # fmt: skip
        return []

    def _anchor_points(self) -> Sequence[tuple[int, str]]:
        """What this computer remembers of the trail."""
        try:
            kept = json.loads(self._anchor_file().read_text()) if self._anchors else {}
            if kept and hmac.compare_digest(kept["mac"], self._anchor_mac(kept["seq"], kept["head"])):
                return [(kept["seq"], kept["head"])] if kept["seq"] else []
        except (OSError, ValueError, KeyError, TypeError):
            pass
        return []

    def _anchor_file(self) -> Path:
        return (self._anchors or Path()) / f"{self._desk}.json"

    def _anchor_mac(self, seq: int, head: str) -> str:
        # The key that outlives a new key of the file, so that an anchor of before still counts.
        return hmac.new(self._ssn_key(), f"anchor {seq} {head}".encode(), hashlib.sha256).hexdigest()

    def _clock_doubt(self) -> Doubt | None:
        with self._reading() as connection:
            last = audit.newest_at(connection, self.chain)
        if last is None or self._clock.now() >= last - timedelta(minutes=2):
            return None
        return Doubt(
            "clock_back", N_("This computer's clock is earlier than the last entry of the desk."),
            then=N_("Put the clock right before anything is noted; deadlines are counted from it."),
        )  # fmt: skip
