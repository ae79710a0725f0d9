"""Days and how the manual counts them.

Calendar days, business days (Monday to Friday without Arizona state holidays
and the site's own closing days), postal workdays (not Sunday, not a day
without mail) and elapsed hours. The day of the event is day 0 (AMB-006).
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field
from datetime import date, timedelta

from crs_intake.domain.errors import NotInForce
from crs_intake.domain.text import N_, filled

_ONE = timedelta(days=1)


@dataclass(frozen=True)
class WorkCalendar:
    """Closed days of the office and the post, for the years the list covers."""

    closed: Set[date]
    """Arizona state holidays as observed, with the site's closing days."""
    no_mail: Set[date]
    first_year: int
    last_year: int
    _cache: dict[date, bool] = field(default_factory=dict, compare=False, repr=False)

    def is_business_day(self, day: date) -> bool:
        """Whether the office is open that day; raises NotInForce outside the list's years."""
        self._covered(day)
        return day.weekday() < 5 and day not in self.closed

    def add_business_days(self, day: date, count: int) -> date:
        """The day `count` business days after `day`, which is day 0."""
        while count > 0:
            day += _ONE
            count -= self.is_business_day(day)
        return day

    def roll(self, day: date) -> date:
        """`day`, or the next business day if the office is closed (applicants' deadlines, AMB-006)."""
        while not self.is_business_day(day):
            day += _ONE
        return day

    def business_days_between(self, start: date, end: date) -> int:
        """Business days after `start` up to and including `end`."""
        count, day = 0, start
        while day < end:
            day += _ONE
            count += self.is_business_day(day)
        return count

    def third_postal_workday(self, mailed: date) -> date:
        """The third day on which mail runs after the mailing date (20.603.2.51)."""
        day, left = mailed, 3
        while left:
            day += _ONE
            self._covered(day)
            left -= day.weekday() != 6 and day not in self.no_mail
        return day

    def _covered(self, day: date) -> None:
        if not self.first_year <= day.year <= self.last_year:
            raise NotInForce(
                filled(
                    N_(
                        "The list of holidays covers {first} to {last}; {day} is outside it. "
                        "Add the year's closing days in Settings, Calendar."
                    ),
                    first=self.first_year,
                    last=self.last_year,
                    day=day,
                )
            )


def add_months(day: date, months: int) -> date:
    """The same day of another month; the 31st becomes the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    for day_of_month in range(day.day, 27, -1):
        try:
            return date(year, month + 1, day_of_month)
        except ValueError:
            continue
    return date(year, month + 1, min(day.day, 28))


def birthday(born: date, years: int, *, feb29_on_march_1: bool = True) -> date:
    """The day a person reaches an age; born on 29 February: 1 March in a common year (AMB-011)."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1) if feb29_on_march_1 else date(born.year + years, 2, 28)


def age_on(born: date, day: date, *, feb29_on_march_1: bool = True) -> int:
    """Completed years of age on a day."""
    years = day.year - born.year
    if born.month == 2 and born.day == 29:
        return years if birthday(born, years, feb29_on_march_1=feb29_on_march_1) <= day else years - 1
    return years - ((day.month, day.day) < (born.month, born.day))


def first_of_month(day: date) -> date:
    """The first day of the day's month."""
    return day.replace(day=1)
