"""Is HEAplus up? Federal maintenance, HEAplus evenings, broadcasts, and the call center's hours.

Federal windows keep Eastern time and Arizona keeps its own, so they move by an
hour with the Eastern switch. All answers are Arizona's wall time; advice, never a block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta, timezone, tzinfo
from datetime import time as WallTime  # noqa: N812 - as in domain.moment
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from crs_intake.domain.errors import NotAcceptable, NotInForce
from crs_intake.domain.heaplus import Availability, HeaplusSettings, SettingName, Window
from crs_intake.domain.moment import PHOENIX, Moment
from crs_intake.domain.text import N_, filled
from crs_intake.policy import shelf
from crs_intake.policy.book import Book

NEEDS_TIME = N_("Give the time as well as the day, for example 2026-07-15T22:30.")
NO_HOURS = N_(
    "{what} has no hours on {day}; the book starts {first}. Check the date, or add the hours to the book."
)
NOT_A_THURSDAY = N_("{day} is not a Thursday; give a Thursday on which HEAplus had a production build.")
WRITTEN = N_("{what} is written like this: {example}.")
ENDS_FIRST = N_("The downtime of {day} ends before it begins; give the end after the start.")
ONE_YEAR = N_("Both dates lie in one year, the beginning first.")
BROADCAST = N_("Broadcast Message")
FURTHER = "Downtime, Additional HEAplus Downtime"
_DAY = timedelta(days=1)
_LOOK_AHEAD = 9
"""Days in which the next window surely lies: there is one every evening, and a broadcast may cover some."""
_SUMMER, _WINTER = (timezone(timedelta(hours=hours)) for hours in (-4, -5))
"""Eastern time with and without daylight saving time, for years given by hand."""
_CLOCKS_CHANGE = WallTime(2)
_SHAPES: Mapping[str, tuple[str, str]] = {
    "email": (r"[^@\s]+@[^@\s]+\.[^@\s]+", "name@example.gov"),
    "phone": (r"[\d()+ .-]{7,20}", "602-542-5802"),
    "url": (r"\S{4,400}", "https://example.gov/"), "text": (r".{0,120}", "1-855-432-7587"),
    "hours": (r"\d\d:\d\d-\d\d:\d\d", "08:00-17:00"), "time": (r"\d\d:\d\d", "19:00"),
    "thursday": (r"\d{4}-\d\d-\d\d", "2026-06-18"),
    "months": (r"(1[0-2]|[1-9])(,(1[0-2]|[1-9]))*", "3,6,9,12"), "days": (r"[1-9]\d{0,2}", "45"),
}  # fmt: skip
"""How a value of each kind is written, and an example."""


def available(book: Book, at: Moment) -> Availability:
    """Whether HEAplus takes an application at an instant of Arizona; a day without a time is refused."""
    if at.time is None:
        raise NotAcceptable(NEEDS_TIME)
    check(book.site.heaplus)
    try:
        return _at(book, Moment(at.day, at.time))
    except OverflowError:  # the first or the last days that a calendar can count
        told = shelf.loaded("heaplus.yaml")["federal"]
        raise NotInForce(filled(NO_HOURS, what=told["label"], day=at.day, first=_first(told))) from None


def _at(book: Book, now: Moment) -> Availability:
    windows = sorted(_windows_about(book, now.day), key=lambda each: (_key(each.starts), each.kind))
    open_now = tuple(each for each in windows if _covers(each, now))
    following = next(each for each in windows if _key(each.starts) > _key(now))
    is_open, changes = call_center(book, now)
    return Availability(
        at=now,
        windows=open_now,
        until=_up_again(windows, now) if open_now else following.starts,
        next=_after(windows, _up_again(windows, now)) if open_now else following,
        anchor_missing=anchor(book.site.heaplus, now.day) is None,
        call_center_open=is_open,
        call_center_changes=changes,
    )


def runs_into(book: Book, starts: Moment, minutes: int) -> Window | None:
    """The first downtime that an interview of that many minutes would run into, or None."""
    found = available(book, starts)
    if found.windows:
        return found.windows[0]
    ends = _plus(starts, minutes)
    return found.next if _key(found.next.starts) < _key(ends) else None


def setting(settings: HeaplusSettings, what: SettingName, day: date) -> str:
    """The address, number or hours in force on a day: the site's newest row, else what the page prints."""
    own = [row for row in settings.rows if row.what == what and row.effective_from <= day]
    if own:
        return max(reversed(own), key=lambda row: row.effective_from).value
    return str(_in_force(named(what), day))


def named(what: str) -> Mapping[str, Any]:
    """The label, kind and shipped values of a setting."""
    found: Mapping[str, Any] = shelf.loaded("heaplus.yaml")["settings"][what]
    return found


def names() -> tuple[SettingName, ...]:
    """Every address, number and hour that can be set, in the order of the page."""
    return tuple(shelf.loaded("heaplus.yaml")["settings"])


def anchor(settings: HeaplusSettings, day: date) -> date | None:
    """The Thursday from which production builds are counted on a day; None where nobody set one."""
    text = setting(settings, "thursday_anchor", day)
    return date.fromisoformat(text) if text else settings.thursday_anchor


def readable(what: SettingName, value: str) -> str:
    """The value as it is kept; raises NotAcceptable saying how it is written."""
    kind, text = named(what)["kind"], value.strip()
    shape, example = _SHAPES[kind]
    trouble = NotAcceptable(filled(WRITTEN, what=named(what)["label"], example=example), where="value")
    if not re.fullmatch(shape, text) if text else kind in ("hours", "time", "days"):
        raise trouble
    try:
        times = [_time(each) for each in text.split("-")] if kind in ("hours", "time") else []
        thursday = date.fromisoformat(text) if kind == "thursday" and text else None
    except ValueError:
        raise trouble from None
    if what == "call_center_hours" and times[0] >= times[1]:
        raise trouble
    if thursday is not None and thursday.weekday() != 3:
        raise NotAcceptable(filled(NOT_A_THURSDAY, day=thursday), where="value")
    return text


def check(settings: HeaplusSettings) -> None:
    """Refuse an anchor that is no Thursday, an unreadable value, a time that ends before it begins."""
    given = settings.thursday_anchor
    if given and given.weekday() != 3:
        raise NotAcceptable(filled(NOT_A_THURSDAY, day=given))
    for row in settings.rows:
        readable(row.what, row.value)
    for year in settings.daylight:
        if year.begins.year != year.ends.year or year.begins >= year.ends:
            raise NotAcceptable(ONE_YEAR)
    for each in settings.broadcasts:
        if each.starts.time is None or each.ends.time is None:
            raise NotAcceptable(NEEDS_TIME)
        if _key(each.ends) <= _key(each.starts):
            raise NotAcceptable(filled(ENDS_FIRST, day=each.starts.day))


def call_center(book: Book, at: Moment) -> tuple[bool, Moment]:
    """Whether the CP-AO Call Center is open, and when that changes (AMB-407: end exclusive)."""
    told = shelf.loaded("heaplus.yaml")["call_center"]
    day = at.day
    for _ in range(_LOOK_AHEAD * 2):
        hours = _in_force(told, day)
        if day.weekday() in hours["days"] and not _holiday(book, day):
            opens, closes = _hours(book.site.heaplus, "call_center_hours", day)
            if day > at.day or (at.time or WallTime.min) < opens:
                return False, Moment(day, opens)
            if (at.time or WallTime.min) < closes:
                return True, Moment(day, closes)
        day += _DAY
    raise NotInForce(filled(NO_HOURS, what=told["label"], day=at.day, first=_first(told)))


def windows_of_evening(book: Book, evening: date) -> tuple[Window, ...]:
    """The scheduled downtime that begins on a day's evening, broadcasts left out."""
    federal = _federal(book.site.heaplus, evening)
    earlier = [
        Window(kind, told["label"], _begins(book.site.heaplus, evening, given), federal.ends, told["section"])
        for kind in ("maintenance", "production_build")
        for told in (shelf.loaded("heaplus.yaml")[kind],)
        for given in (_in_force(told, evening),)
        if _is_its_week(given, evening, book.site.heaplus)
    ]
    return (*earlier, federal)


def _federal(settings: HeaplusSettings, evening: date) -> Window:
    told = shelf.loaded("heaplus.yaml")["federal"]
    given = _in_force(told, evening)
    name = next(each for each in given if evening.weekday() in given[each])
    starts, ends = _hours(settings, name, evening)
    first = evening if starts > ends else evening + _DAY  # before midnight in the East, or after it
    return Window(
        "federal",
        told["label"],
        _in_arizona(settings, first, starts),
        _in_arizona(settings, evening + _DAY, ends),
        told["section"],
    )


def _hours(settings: HeaplusSettings, what: SettingName, day: date) -> tuple[WallTime, WallTime]:
    starts, ends = setting(settings, what, day).split("-")
    return _time(starts), _time(ends)


def _begins(settings: HeaplusSettings, evening: date, given: Mapping[str, Any]) -> Moment:
    return Moment(evening, _time(setting(settings, given["starts"], evening)))


def _is_its_week(given: Mapping[str, Any], evening: date, settings: HeaplusSettings) -> bool:
    if evening.weekday() != given["evening"]:
        return False
    if given["every_weeks"] == 1:
        return True
    counted = anchor(settings, evening)
    return counted is not None and (evening - counted).days // 7 % int(given["every_weeks"]) == 0


def _windows_about(book: Book, day: date) -> Iterator[Window]:
    last = max([day, *(each.ends.day for each in book.site.heaplus.broadcasts if each.starts.day <= day)])
    evening = day - _DAY
    while evening <= last + _LOOK_AHEAD * _DAY:
        yield from windows_of_evening(book, evening)
        evening += _DAY
    for each in book.site.heaplus.broadcasts:
        yield Window("broadcast", BROADCAST, each.starts, each.ends, FURTHER, each.message)


def _up_again(windows: list[Window], at: Moment) -> Moment:
    """The end of the downtime that runs at an instant, through windows that touch or overlap."""
    end = at
    for each in windows:
        if _key(each.starts) <= _key(end) < _key(each.ends):
            end = each.ends
    return end


def _after(windows: list[Window], end: Moment) -> Window:
    return next(each for each in windows if _key(each.starts) > _key(end))


def _covers(window: Window, at: Moment) -> bool:
    return _key(window.starts) <= _key(at) < _key(window.ends)


def _key(at: Moment) -> tuple[date, WallTime]:
    return at.sort_key()


def _plus(at: Moment, minutes: int) -> Moment:
    return Moment.read(datetime.combine(at.day, at.time or WallTime.min) + timedelta(minutes=minutes))


def _in_arizona(settings: HeaplusSettings, day: date, time: WallTime) -> Moment:
    wall = datetime.combine(day, time)
    return Moment.read(wall.replace(tzinfo=_eastern(settings, wall)).astimezone(PHOENIX))


def _eastern(settings: HeaplusSettings, wall: datetime) -> tzinfo:
    by_hand = next((each for each in settings.daylight if each.begins.year == wall.year), None)
    if by_hand is None:
        return _zone(shelf.loaded("heaplus.yaml")["federal"]["zone"])
    begins, ends = (datetime.combine(day, _CLOCKS_CHANGE) for day in (by_hand.begins, by_hand.ends))
    return _SUMMER if begins <= wall < ends else _WINTER


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def _in_force(told: Mapping[str, Any], day: date) -> Any:
    found = next((value for since, value in reversed(told["values"].items()) if since <= day), None)
    if found is None:
        raise NotInForce(filled(NO_HOURS, what=told["label"], day=day, first=_first(told)))
    return found


def _first(told: Mapping[str, Any]) -> date:
    return date.fromisoformat(str(min(told["values"])))


def _holiday(book: Book, day: date) -> bool:
    # The clinic's own closing days close the clinic, not the call center.
    return day in book.calendar.closed and day not in book.site.closing_days


def _time(text: str) -> WallTime:
    return WallTime.fromisoformat(text)
