"""What a file of the DES interface would do, and what of it waits for a person (804.B-C)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from crs_intake.domain.case import Case
from crs_intake.domain.parents import DesDiscontinuance, DesRecord
from crs_intake.domain.people import STRICT

Outcome = Literal["update", "new", "known", "research", "error"]
Resolved = Literal["matched", "created"]
Record = DesRecord | DesDiscontinuance


@dataclass(frozen=True)
class TipsLine:
    """One line of the file and what taking it in would do."""

    number: int
    outcome: Outcome
    record: Record
    case: str = ""
    """Number of the case; of a new one the number it will get."""
    person: str = ""
    faults: tuple[str, ...] = ()
    """Items that are missing or wrong (message ids)."""


@dataclass(frozen=True)
class TipsPreview:
    """What a file holds, and the cases as they would be."""

    lines: tuple[TipsLine, ...]
    cases: Mapping[str, Case]
    """Changed and new cases by number; nothing of it is kept yet."""

    def count(self, outcome: Outcome) -> int:
        """How many lines come out so."""
        return sum(each.outcome == outcome for each in self.lines)


@dataclass(frozen=True, kw_only=True)
class TipsWaiting:
    """A row of DES that waits for a person: a partial match, or one that is not whole (804.B.1-2, 804.C)."""

    __pydantic_config__ = STRICT
    id: str
    record: Record
    queue: Literal["research", "error"]
    case: str = ""
    """Number of the case that it may belong to."""
    person: str = ""
    faults: tuple[str, ...] = ()
    """Items that are missing or wrong (message ids)."""


@dataclass(frozen=True, kw_only=True)
class TipsSent:
    """A record that a file for DES has told, and the day of that file (804.B.6)."""

    __pydantic_config__ = STRICT
    key: str
    on: date


@dataclass(frozen=True, kw_only=True)
class TipsQueues:
    """The research and error queues, in the order in which the rows came, and what DES was told."""

    __pydantic_config__ = STRICT
    rows: tuple[TipsWaiting, ...] = ()
    sent: tuple[TipsSent, ...] = ()
    """Records that still stand and were told."""
