"""Where a row of the book comes from and since when a category is open, in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from crs_intake.domain.site import ChartRow, FplRow, RateRow, WageRow
from crs_intake.domain.text import N_
from crs_intake.policy import shelf
from crs_intake.words import say

BASES = {
    "inpatient_per_diem": N_("Inpatient hospital, a day"),
    "outpatient_ratio": N_("Outpatient hospital, part of the charge"),
    "fee_schedule": N_("Physicians and suppliers, fee"),
}
"""What a rate is of, in the order of 20.604.5.C.1-3."""
SHIPPED = {
    "computed": N_("Computed from the guideline; to be confirmed by the site"),
    "verified": N_("Partly from the printed chart; to be confirmed by the site"),
}


def source(added: FplRow | ChartRow | WageRow | None, shipped: str) -> str:
    """Where a row was published; of a shipped chart row, how it was come by."""
    if added is not None:
        return added.citation
    known = next((words for mark, words in SHIPPED.items() if mark in shipped), "")
    return say(known) if known else shipped


def by(added: FplRow | ChartRow | WageRow | RateRow | None) -> str:
    """Who added a row and when."""
    if added is None:
        return say("shipped with the program")
    if added.added is None:
        return added.by or say("not told")
    return say("{name}, {day}", name=added.by, day=added.added)


def open_times(category: shelf.Category) -> str:
    """When a category of the chart takes new people."""
    spans = [
        say("from {since} to {until}", since=span.since, until=span.until)
        if span.until
        else say("from {since} on", since=span.since)
        for span in category.spans
    ]
    return say("Takes new people {times}.", times="; ".join(spans))


def counts(key: object, keys: Iterable[object], on: date) -> str:
    """Whether a row counts today, or only later, or another one counts in its place."""
    mine, rest = _start(key), _rest(key)
    later = [start for each in keys if _rest(each) == rest and mine < (start := _start(each)) <= on]
    if mine > on:
        return say("It counts from {day} on, not yet.", day=mine)
    if later:
        return say("A later row counts in its place, since {day}.", day=min(later))
    return say("It is the row in force today, {day}.", day=on)


def _start(key: object) -> date:
    found = key[0] if isinstance(key, tuple) else key
    return found if isinstance(found, date) else date.max


def _rest(key: object) -> tuple[object, ...]:
    return key[1:] if isinstance(key, tuple) else ()
