"""Is HEAplus up? The words of the rail and of the partner desk, without Qt; advice, never a block."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from crs_intake.domain.errors import DeskError
from crs_intake.domain.heaplus import Availability
from crs_intake.domain.moment import Moment
from crs_intake.policy import heaplus
from crs_intake.policy.book import Book
from crs_intake.words import day, say

LAST_MINUTES = 30
"""Minutes before a downtime in which they are counted down."""


@dataclass(frozen=True)
class Told:
    """What is shown of an instant."""

    up: bool
    short: str
    """For the rail: HEAplus up until 22:00."""
    sentence: str
    next: str
    countdown: str
    """While it closes within half an hour; else empty."""
    reasons: tuple[str, ...]
    call_center: str
    anchor_missing: str


def tell(book: Book, now: Moment) -> Told | None:
    """The words for an instant; None where the book has no hours for it."""
    try:
        found = heaplus.available(book, now)
    except DeskError:
        return None
    left = minutes_left(found)
    countdown = say("Closes in {minutes} min", minutes=left) if left is not None else ""
    until = found.until.time or time.min
    short = say("HEAplus up until {time}" if found.available else "HEAplus down until {time}",
                time=f"{until:%H:%M}")  # fmt: skip
    return Told(
        up=found.available,
        short=f"{short} · {countdown}" if countdown else short,
        sentence=say(
            "HEAplus is up until {day}, {time}." if found.available
            else "HEAplus is down until {day}, {time}.", **_when(found.until)),
        next=say("Next downtime: {label}, {day}, {time} to {ends}.", label=say(found.next.label),
                 ends=f"{found.next.ends.time:%H:%M}" if found.next.ends.time else "",
                 **_when(found.next.starts)),
        countdown=countdown,
        reasons=tuple(_reason(found)),
        call_center=say(
            "The CP-AO Call Center is open until {day}, {time}." if found.call_center_open
            else "The CP-AO Call Center is closed until {day}, {time}.", **_when(found.call_center_changes)),
        anchor_missing=say(
            "Every other Thursday HEAplus goes down early for a production build. Set one such Thursday in "
            "Settings, then the desk knows which.") if found.anchor_missing else "",
    )  # fmt: skip


def minutes_left(found: Availability) -> int | None:
    """Minutes until HEAplus closes, in the last half hour; None earlier or while it is down."""
    if not found.available:
        return None
    at = datetime.combine(found.at.day, found.at.time or time.min)
    closes = datetime.combine(found.until.day, found.until.time or time.min)
    left = -int((at - closes).total_seconds() // 60)
    return left if left <= LAST_MINUTES else None


def _reason(found: Availability) -> list[str]:
    return [f"{say(each.label)}{f': {each.note}' if each.note else ''}" for each in found.windows]


def _when(at: Moment) -> dict[str, str]:
    return {"day": day(at.day), "time": f"{at.time:%H:%M}" if at.time else ""}
