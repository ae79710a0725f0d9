"""What is told of a clock, in words: since when, due, what stops it, who must act, and what it ends in.

No Qt in here; Today and the case page show the same lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from crs_intake.casework.worklist import Row
from crs_intake.domain.standing import Clock
from crs_intake.domain.text import N_
from crs_intake.words import day, say, say_with
from ui import names, views

COUNTED = {
    "calendar": N_("{length} calendar days"), "business": N_("{length} business days"),
    "plain": N_("{length} days"), "years": N_("{length} years"),
}  # fmt: skip
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


def why(clock: Clock, on: date) -> tuple[str, ...]:
    """How a due day came about: what is told of the clock, how long it is, and whether its end was moved."""
    told = [f"{name}: {words}" if name else words for name, words in lines(clock, on)]
    return (*told, *counted(clock))


def counted(clock: Clock) -> Iterator[str]:
    """The length in force and how it is counted."""
    first, last = day(clock.since.day), day((clock.unrolled or clock.due).day)
    if clock.unit == "hours":
        yield say("Counted in hours of the clock, from {first} to {last}.", first=names.moment(clock.since),
                  last=names.moment(clock.due))  # fmt: skip
    elif clock.length and clock.unit in COUNTED:
        yield say("Counted: {span}. {first} is day 0, and the last day, {last}, counts in full.",
                  span=say(COUNTED[clock.unit], length=clock.length), first=first, last=last)  # fmt: skip
    if clock.unrolled is not None and clock.unrolled != clock.due:
        yield say("{last} is a closed day, so the family has until {due}.", last=last, due=day(clock.due.day))


def of_row(row: Row) -> tuple[Line, ...]:
    """What can be said of a row behind which no clock runs."""
    words = " · ".join(part for part in (row.what, row.clock, names.named(names.WHO, row.who)) if part)
    told: Line = ("", f"{words} ({row.section})" if row.section else words)
    return (told, (say("If nothing happens"), row.wording)) if row.wording else (told,)
