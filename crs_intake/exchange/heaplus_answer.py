"""What `crs-intake heaplus` answers: available, window, until, next; times are Arizona's wall time.

The call center's hours stand beside it, because the next question at the desk
is whom to call.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from crs_intake import codec
from crs_intake.domain.heaplus import Availability, Window
from crs_intake.domain.people import STRICT
from crs_intake.words import day, say

THURSDAY = 3


@dataclass(frozen=True)
class WindowAnswer:
    """A time in which HEAplus is down; `ends` is the first minute at which it is up again."""

    __pydantic_config__ = STRICT
    kind: str
    """federal, maintenance, production_build or broadcast."""
    label: str
    starts: str
    ends: str
    section: str
    note: str


@dataclass(frozen=True)
class CallCenterAnswer:
    """The CP-AO Call Center: open or closed, and the instant at which that changes."""

    __pydantic_config__ = STRICT
    open: bool
    changes: str


@dataclass(frozen=True)
class HeaplusAnswer:
    """Whether HEAplus takes an application at an instant (America/Phoenix), as advice."""

    __pydantic_config__ = STRICT
    at: str
    zone: str
    available: bool
    window: str | None
    """Kind of the downtime that runs; None while HEAplus is up."""
    until: str
    """End of the downtime, or start of the next one while HEAplus is up."""
    next: str
    """Start of the next downtime that has not begun."""
    windows: tuple[WindowAnswer, ...]
    """The downtimes that run, with their reasons."""
    next_window: WindowAnswer
    notes: tuple[str, ...]
    call_center: CallCenterAnswer


def answer(found: Availability) -> dict[str, Any]:
    """The answer as its JSON object."""
    told = HeaplusAnswer(
        at=str(found.at),
        zone="America/Phoenix",
        available=found.available,
        window=found.windows[0].kind if found.windows else None,
        until=str(found.until),
        next=str(found.next.starts),
        windows=tuple(map(_window, found.windows)),
        next_window=_window(found.next),
        notes=tuple(notes(found)),
        call_center=CallCenterAnswer(found.call_center_open, str(found.call_center_changes)),
    )
    plain: dict[str, Any] = codec.adapter(HeaplusAnswer).dump_python(told, mode="json")
    return plain


def notes(found: Availability) -> Iterator[str]:
    """What the answer cannot know, in sentences."""
    yield say("This is advice: HEAplus may be down without notice. Check its Broadcast Messages.")
    if found.anchor_missing and found.at.day.weekday() == THURSDAY:
        yield say(
            "Every other Thursday HEAplus goes down at 7:00 pm for a production build. "
            "Set a Thursday with a build in Settings, then this answer knows which."
        )


def lines(found: Availability) -> Iterator[str]:
    """The same answer for a person at a terminal."""
    if found.available:
        yield say("HEAplus is up until {day}, {time}.", **_when(found.next))
    for each in found.windows:
        yield say("HEAplus is down: {label}, until {until}.", label=say(each.label), until=str(each.ends))
        if each.note:
            yield f"  {each.note}"
    yield say("Next downtime: {label}, {day}, {time}.", label=say(found.next.label), **_when(found.next))
    if found.call_center_open:
        yield say("The CP-AO Call Center is open until {until}.", until=str(found.call_center_changes))
    else:
        yield say("The CP-AO Call Center is closed until {until}.", until=str(found.call_center_changes))
    yield from notes(found)


def _when(window: Window) -> dict[str, str]:
    time = window.starts.time
    return {"day": day(window.starts.day), "time": time.strftime("%H:%M") if time else ""}


def _window(window: Window) -> WindowAnswer:
    return WindowAnswer(
        window.kind,
        say(window.label),
        str(window.starts),
        str(window.ends),
        window.section,
        window.note,
    )
