"""Access Quarterly Connect: its days by the rule, and whether the organization was there (CLK-51)."""

from __future__ import annotations

from datetime import MAXYEAR, date, timedelta

from crs_intake.domain.calendar import add_months
from crs_intake.domain.errors import NotInForce
from crs_intake.domain.partner import Partnership
from crs_intake.domain.partner_standing import Aqc
from crs_intake.domain.text import filled
from crs_intake.policy import heaplus, shelf
from crs_intake.policy.book import Book

_DAY = timedelta(days=1)


def days_of(book: Book, year: int) -> tuple[date, ...]:
    """The AQC days of a year: the last Wednesday of each quarter's month (AMB-405)."""
    first = date(year, 1, 1)
    own = heaplus.setting(book.site.heaplus, "aqc_months", date(year, 12, 31))
    months = own or book.reading("aqc.months")
    return tuple(last_wednesday(first.year, int(each)) for each in sorted(map(int, months.split(","))))


def last_wednesday(year: int, month: int) -> date:
    """The last Wednesday of a month."""
    last = add_months(date(year, month, 1), 1) - _DAY
    return last - ((last.weekday() - 2) % 7) * _DAY


def next_meeting(partner: Partnership, book: Book, day: date) -> Aqc:
    """The next AQC, today's included; raises NotInForce where the calendar ends."""
    if day.year >= MAXYEAR - 1:  # the December of the next year has to be counted
        told = heaplus.named("aqc_months")
        raise NotInForce(filled(heaplus.NO_HOURS, what=told["label"], day=day, first=min(told["values"])))
    ahead = [each for year in (day.year, day.year + 1) for each in days_of(book, year) if each >= day]
    return _aqc(partner, book, ahead[0], day)


def meetings(partner: Partnership, book: Book, since: date | None, day: date) -> tuple[Aqc, ...]:
    """Every AQC since the access began, up to a day."""
    if since is None:
        return ()
    years = range(since.year, day.year + 1)
    days = [each for year in years for each in days_of(book, year) if since <= each <= day]
    return tuple(_aqc(partner, book, each, day) for each in days)


def _aqc(partner: Partnership, book: Book, held: date, day: date) -> Aqc:
    may_go = {each.id: each.name for each in partner.users if each.site_administrator or each.designee}
    went = [
        may_go[id]
        for meeting in partner.meetings
        if (meeting.day.year, meeting.day.month) == (held.year, held.month) and meeting.day <= day
        for id in meeting.attended_by
        if id in may_go
    ]
    if went:
        return Aqc(held, _holiday(book, held), "met", went[0])
    state = "ahead" if held > day else "today" if held == day else "not_met"
    return Aqc(held, _holiday(book, held), state, "")  # type: ignore[arg-type]


def _holiday(book: Book, day: date) -> bool:
    return day in book.calendar.closed and day not in book.site.closing_days


def remind_days() -> int:
    """Days before an AQC from which the desk reminds."""
    return int(shelf.loaded("partner.yaml")["aqc"]["remind_days"])
