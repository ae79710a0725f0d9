"""Clocks: since when, until when, who must act, and what happens at the end.

Which clock runs from what, how long, and whose deadline it is, is data
(`resources/policy/clocks`). Counting is here: the day of the event is day 0,
the last day counts in full, and an applicant's deadline moves off closed days.
"""

from __future__ import annotations

import re
import weakref
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any, get_args

from crs_intake.domain.calendar import add_months
from crs_intake.domain.decision import Value
from crs_intake.domain.errors import NotInForce
from crs_intake.domain.moment import Moment
from crs_intake.domain.standing import Clock, ClockStatus, Who
from crs_intake.domain.text import N_, filled
from crs_intake.domain.watch import bare
from crs_intake.policy import shelf
from crs_intake.policy.book import Book

FILES = ("application", "title", "no_show", "member", "after")
_ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Step:
    """A clock's counting from one day on."""

    since: date
    length: int
    unit: str
    section: str
    section_member: str = ""
    setting: str = ""
    """Reading that gives the length instead (readings.md)."""
    setting_application: str = ""
    roll: bool = False
    closed: str = ""
    """Reading that moves a clock of hours off closed days."""
    reminder: int = 0


@dataclass(frozen=True, slots=True)
class ClockRule:
    """One clock as the data files give it; marks are named moments of a case (see `story`)."""

    id: str
    name: str
    register: str
    starts: str
    due: str
    met_by: tuple[str, ...]
    stopped_by: tuple[str, ...]
    stops_it: str
    who: Who
    first_who: Who | None
    first_until: str
    at_expiry: str
    track: str
    """application, title, member, case or after: which ending stops it."""
    survives: bool
    """Goes on after a denial, withdrawal or termination."""
    gap: bool
    """A least gap, not a limit: never overdue."""
    counts: bool
    """Counts occasions, not days."""
    ends: bool
    """Passing is an end, not a lateness."""
    steps: tuple[Step, ...]

    def step(self, day: date) -> Step:
        """The counting in force that day; raises NotInForce before the book begins."""
        for step in reversed(self.steps):
            if step.since <= day:
                return step
        raise NotInForce(
            filled(
                N_("{id} has no length on {day}; the manual is used here from {first}. Check the date."),
                id=self.id,
                day=day,
                first=self.steps[0].since,
            )
        )


@dataclass(frozen=True, slots=True)
class Term:
    """Where a clock ends: the due moment, the same before moving off closed days, and the length."""

    due: Moment
    unrolled: Moment | None
    length: int | None
    unit: str
    section: str


@cache
def rules() -> tuple[ClockRule, ...]:
    """Every clock that runs on a case, in the order of its number."""
    found = [_rule(id, entry) for name in FILES for id, entry in shelf.loaded(f"clocks/{name}.yaml").items()]
    return tuple(sorted(found, key=lambda rule: rule.id))


@cache
def rule(id: str) -> ClockRule:
    """The clock with that number, for example "CLK-05"."""
    return next(each for each in rules() if each.id == id)


def _rule(id: str, entry: Mapping[str, Any]) -> ClockRule:
    first = entry.get("first", {})
    if entry["who"] not in get_args(Who):
        raise ValueError(f"{id}: nobody is called {entry['who']}")
    return ClockRule(
        id, entry["name"], entry["register"], entry["starts"], entry.get("due", ""), tuple(entry["met_by"]),
        tuple(entry.get("stopped_by", ())), entry["stops_it"], entry["who"], first.get("who"),
        first.get("until", ""), entry["at_expiry"], entry["track"], entry.get("survives", False),
        entry.get("gap", False), entry.get("counts", False), entry.get("ends", False),
        tuple(_step(since, step) for since, step in sorted(entry["values"].items())),
    )  # fmt: skip


def _step(since: date, step: Mapping[str, Any]) -> Step:
    return Step(since=since, **{"length": 0, **step})


@cache
def figure(reading: str) -> tuple[int | None, str]:
    """A reading of a setting as a length and, where it says so, a unit: "45_business" → (45, "business")."""
    found = re.search(r"\d+", reading)
    if reading == "same_day":
        return 0, ""
    unit = "business" if "business" in reading else "calendar" if "calendar" in reading else ""
    return (int(found.group()) if found else None), unit


def length_of(step: Step, book: Book, *, application: bool = False) -> tuple[int | None, str]:
    """Length and unit with the reading in force; None = no clock by that reading."""
    setting = step.setting_application if application and step.setting_application else step.setting
    if not setting:
        return step.length, step.unit
    amount, unit = figure(book.reading(setting))
    return amount, unit or step.unit


def setting_days(setting: str, book: Book, since: date) -> date:
    """The last day that a setting in days or business days gives, counted from `since`."""
    amount, unit = figure(book.reading(setting))
    if unit == "business":
        return book.calendar.add_business_days(since, amount or 0)
    return since + timedelta(days=amount or 0)


def term(
    id: str, since: Moment, book: Book, *, given: Moment | None = None, application: bool = False
) -> Term | None:
    """When the clock ends; None where a reading switches it off or its given date is not known."""
    kept = _terms_of(book)
    key = (id, since, given, application)
    if key not in kept:
        kept[key] = _term(rule(id), since, book, given, application)
    return kept[key]


_Key = tuple[str, Moment, Moment | None, bool]
_terms: dict[int, tuple[weakref.ref[Book], dict[_Key, Term | None]]] = {}


def _terms_of(book: Book) -> dict[_Key, Term | None]:
    """Ends already counted with this book: thousands of cases share their dates."""
    found = _terms.get(id(book))
    if found is not None and found[0]() is book:
        return found[1]
    key = id(book)
    made: dict[_Key, Term | None] = {}
    _terms[key] = (weakref.ref(book, lambda _: _terms.pop(key, None) and None), made)
    return made


def _term(
    rule_: ClockRule, since: Moment, book: Book, given: Moment | None, application: bool
) -> Term | None:
    step = rule_.step(since.day)
    length, unit = length_of(step, book, application=application)
    if length is None or (unit == "given" and given is None):
        return None
    if unit == "hours":
        return Term(_hours(since, length, step, book), None, length, unit, step.section)
    end = given.day if unit == "given" and given is not None else count(since.day, length, unit, book)
    rolled = book.calendar.roll(end) if _rolls(step, book) else end
    due = given if given is not None and rolled == end else Moment(rolled)
    return Term(due, Moment(end) if rolled != end else None, length or None, unit, step.section)


def count(since: date, length: int, unit: str, book: Book) -> date:
    """The last day of so many days, business days, plain days or years; `since` is day 0."""
    if unit == "business" or (unit == "plain" and book.reading("calendar.plain_days") == "business"):
        return book.calendar.add_business_days(since, length)
    if unit == "years":
        return add_months(since, 12 * length)
    return since + timedelta(days=length)


def _rolls(step: Step, book: Book) -> bool:
    reading = book.reading("calendar.roll_forward")
    if reading == "all" and step.unit not in ("given", "years"):  # birthdays and expirations never move
        return True
    return step.roll and reading != "never"


def _hours(since: Moment, hours: int, step: Step, book: Book) -> Moment:
    instant = since.instant
    if instant is None:  # only the day was noted: the hours end with the day they reach
        return Moment(since.day + timedelta(days=-(-hours // 24)))
    due = Moment.read(instant + timedelta(hours=hours))
    if step.closed and book.reading(step.closed) != "off":
        return Moment(book.calendar.roll(due.day), due.time)
    return due


def run(
    rule_: ClockRule,
    since: Moment,
    ending: Term,
    at: Moment,
    *,
    met: Moment | None,
    stopped: Moment | None,
    book: Book,
    who: Who,
    inputs: Mapping[str, Value],
    section: str = "",
    counted: int | None = None,
    subject: str = "",
) -> Clock:
    """The clock as it stands at `at`: its status, and the day it has reached."""
    end = met or stopped or at
    status: ClockStatus = "met" if met else "stopped" if stopped else _running(rule_, ending, at)
    by_hours = ending.unit == "hours"
    return Clock(
        rule_.id, rule_.name, since if by_hours else Moment(since.day), ending.due, status, who,
        rule_.at_expiry, section or ending.section, met or stopped, ending.unrolled, subject,
        counted if rule_.counts else _day(ending, since, end, book), ending.length if not by_hours else None,
        rule_.stops_it, {"since": since.day, "due": ending.due.day, "after": ending.due.day + _ONE, **inputs},
        ending.unit,
    )  # fmt: skip


def passed(ending: Term, at: Moment) -> bool:
    """Whether the last day, or the last minute where hours count, is over."""
    if ending.unit == "hours" and ending.due.time is not None and at.time is not None:
        return at.sort_key() > ending.due.sort_key()
    return at.day > ending.due.day


def _running(rule_: ClockRule, ending: Term, at: Moment) -> ClockStatus:
    if rule_.gap or rule_.counts:
        return "open"
    over = at.day >= ending.due.day if rule_.ends else passed(ending, at)
    if not over:
        return "open"
    return "expired" if rule_.who == "applicant" or rule_.ends else "overdue"


def _day(ending: Term, since: Moment, end: Moment, book: Book) -> int | None:
    return day_reached(since.day, bare(end.day), ending.unit, book)


def day_reached(since: date, day: date, unit: str, book: Book) -> int | None:
    """Which day of a clock a day is, `since` being day 0; None for clocks of hours and given ends."""
    if unit in ("hours", "given", "years"):
        return None
    if unit == "business":
        return book.calendar.business_days_between(since, day)
    return (day - since).days


@dataclass(frozen=True, slots=True)
class Window:
    """First and last day that count; None = open on that side. Both ends count."""

    first: date | None
    last: date | None
    section: str

    def holds(self, day: date) -> bool:
        """Whether a day lies inside."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


def window(id: str, anchor: date, book: Book) -> Window:
    """The days that CLK-36 to CLK-45 let count, from their anchor (see `clocks/windows.yaml`)."""
    entry = shelf.loaded("clocks/windows.yaml")[id]
    step = next(step for since, step in sorted(entry["values"].items(), reverse=True) if since <= anchor)
    section = step["section"]
    if "span" in step:
        return _span(step["span"], anchor, section)
    if step["unit"] == "postal":
        return Window(None, book.calendar.third_postal_workday(anchor), section)
    if "ahead" in step:
        return Window(anchor, anchor + timedelta(days=step["ahead"]), section)
    if "until" in step:
        return Window(None, add_months(anchor, -step["until"]), section)
    back = step["from"]
    first = anchor - timedelta(days=back) if step["unit"] == "days" else add_months(anchor, -back)
    last = anchor - timedelta(days=step["to"]) if "to" in step else None
    return Window(first, last, section)


def _span(span: str, anchor: date, section: str) -> Window:
    if span == "year":
        return Window(date(anchor.year, 1, 1), date(anchor.year, 12, 31), section)
    first = date(anchor.year, 3 * ((anchor.month - 1) // 3) + 1, 1)
    return Window(first, add_months(first, 3) - _ONE, section)
