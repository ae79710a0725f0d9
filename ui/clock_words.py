"""What is told of a clock, in words: since when, due, what stops it, who must act, and what it ends in.

No Qt in here; Today and the case page show the same lines.
"""

from __future__ import annotations

from datetime import date

from crs_intake.casework.worklist import Row
from crs_intake.domain.standing import Clock
from crs_intake.words import say, say_with
from ui import names, views

Line = tuple[str, str]
"""A short name, and the words after it."""


def lines(clock: Clock, on: date) -> tuple[Line, ...]:
    """The five things to know of a clock, the end last."""
    name = f"{say_with(clock.name, clock.inputs)} ({clock.section})"
    since = say("since {day}", day=names.near_day(clock.since.day, on))
    return (
        ("", f"{name}: {since} · {views.clock_place(clock, on)} · {names.named(names.WHO, clock.who)}"),
        (say("What stops it"), say_with(clock.stops_it, clock.inputs)),
        (say("If nothing happens"), say_with(clock.at_expiry, clock.inputs)),
    )


def of_row(row: Row) -> tuple[Line, ...]:
    """What can be said of a row behind which no clock runs."""
    words = " · ".join(part for part in (row.what, row.clock, names.named(names.WHO, row.who)) if part)
    told: Line = ("", f"{words} ({row.section})" if row.section else words)
    return (told, (say("If nothing happens"), row.wording)) if row.wording else (told,)
