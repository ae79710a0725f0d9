"""Reports over all cases: how referrals are tracked and reported to CRSA (20.602.9).

Pure functions over cases, so that the command line answers without a desk. The
program's own table does not replace CRSA's form until its columns are mapped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from crs_intake.domain import spreadsheet
from crs_intake.domain.case import Case
from crs_intake.domain.moment import Moment
from crs_intake.policy import exports
from crs_intake.policy.book import Book

UNTIL = ("received", "complete", "determined", "noticed", "interview", "evaluation", "enrolled", "ended")
"""Columns that hold days; each is counted by how many referrals have reached it."""


@dataclass(frozen=True)
class Tracking:
    """The referrals received in a span of days, and how far they have come."""

    first: date
    last: date
    at: Moment
    columns: exports.Columns
    rows: tuple[tuple[str, ...], ...]
    """One line for each referral, in the chosen columns, by the day it was received."""
    figures: Mapping[str, int]
    """Received, complete, determined, …; determined:may_be_eligible …; status:RECEIVED …; by clinic."""
    median_days: float | None
    """Median of the days from receipt to the preliminary determination; None while none was made."""

    @property
    def mapped(self) -> bool:
        """Whether the columns are mapped to CRSA's own form (20.602.9)."""
        return bool(self.columns.form)

    @property
    def text(self) -> str:
        """The table as CSV that no spreadsheet executes."""
        return spreadsheet.to_csv(self.columns.headings, self.rows)


def referral_tracking(cases: Iterable[Case], book: Book, at: Moment, first: date, last: date) -> Tracking:
    """The referrals received from `first` to `last`, both included, as they stand at an instant."""
    columns = exports.columns("tracking", book, at.day)
    found = []
    for case in cases:
        row = exports.row("tracking", case, book, at)
        if row is not None and first.isoformat() <= row["received"] <= last.isoformat():
            found.append(row)
    found.sort(key=lambda row: (row["received"], row["case"]))
    return Tracking(
        first, last, at, columns, tuple(tuple(row[name] for name in columns.names) for row in found),
        _figures(found), _median([int(row["days"]) for row in found if row["days"]]),
    )  # fmt: skip


def _figures(rows: Iterable[Mapping[str, str]]) -> Mapping[str, int]:
    counted: Counter[str] = Counter(dict.fromkeys(UNTIL, 0))
    for row in rows:
        counted.update(name for name in UNTIL if row[name])
        for name in ("determination", "finding", "program", "status", "clinic", "channel"):
            if row[name]:
                counted[f"{name}:{row[name]}"] += 1
    return dict(counted)


def _median(days: list[int]) -> float | None:
    if not days:
        return None
    ordered, half = sorted(days), len(days) // 2
    return float(ordered[half]) if len(days) % 2 else (ordered[half - 1] + ordered[half]) / 2
