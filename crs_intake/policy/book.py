"""The policy book: every number, table and reading that has a date.

The rules ask the book and never know a figure themselves. A day that the book
does not cover is refused with a sentence; it is never read as zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from crs_intake.domain.calendar import WorkCalendar, add_months
from crs_intake.domain.decision import ReadingUsed
from crs_intake.domain.errors import NotAcceptable, NotInForce
from crs_intake.domain.site import Clinic, RateRow, Site
from crs_intake.domain.text import N_, filled
from crs_intake.domain.watch import Watched
from crs_intake.policy import shelf
from crs_intake.policy.shelf import Category, ChartRow, Condition, FplRow, Number, ReadingRule, Wages

__all__ = ["Book", "Category", "ChartRow", "Condition", "FplRow", "Number", "ReadingRule", "Wages"]

LAW_OF_2003 = date(2003, 1, 1)
MOST_DAYS = 400
"""Days whose numbers are kept at hand."""
NO_NUMBER = N_(
    "{what} has no value on {day}; the book starts {first}. Check the date, or add the number to the book."
)
NO_FPL = N_(
    "The Federal Poverty Level of {day} is not in the book, which starts {first}. "
    "Check the date of the determination."
)
OLD_FPL = N_(
    "The last Federal Poverty Level in the book is of {last}; a newer one is needed for {day}. "
    "Add it in Settings, The book."
)
NO_CHART = N_(
    "The AHCCCS chart of {day} is not in the book, which starts {first}. Add its rows in Settings, The book."
)
OLD_CHART = N_(
    "The last AHCCCS chart in the book is of {last}; a newer one is needed for {day}. "
    "Add its rows in Settings, The book."
)
NO_WAGE = N_(
    "The minimum wage of {day} is not in the book, which covers {first} to {last}. "
    "Add it in Settings, The book, before such pay is counted."
)


@dataclass(frozen=True)
class Book:
    """The numbers and readings in force, as shipped and as the site has added to them."""

    site: Site
    calendar: WorkCalendar
    numbers: Mapping[str, tuple[Number, ...]]
    fpl: tuple[FplRow, ...]
    """Oldest first."""
    chart_rows: tuple[ChartRow, ...]
    """Oldest first."""
    wages: tuple[Wages, ...]
    reading_rules: Mapping[str, ReadingRule]
    readings: Mapping[str, str]
    """Settings that differ from their default."""
    conditions: tuple[Condition, ...]
    """A pick list, never a decision (20.400); not verified."""
    _days: dict[date, dict[str, Any]] = field(default_factory=dict, compare=False, repr=False)
    """What was looked up for a day, by key; a desk looks at few days."""

    @classmethod
    def load(cls, site: Site | None = None) -> Book:
        """The shipped book, with the site's FPL and chart rows, readings, closing days and conditions."""
        given = site or shelf.default_site()
        return cls(
            site=given,
            calendar=shelf.calendar(given.closing_days, _chosen(given)),
            numbers=shelf.numbers(),
            fpl=shelf.fpl_rows(given.fpl),
            chart_rows=shelf.chart_rows(given.chart),
            wages=shelf.wages(given.wages),
            reading_rules=shelf.reading_rules(),
            readings=_chosen(given),
            conditions=shelf.conditions(given.conditions),
        )

    def as_of(self, day: date) -> Book:
        """The same book with the readings that the site had chosen by that day."""
        early = tuple(each for each in self.site.readings if each.since is None or each.since <= day)
        if len(early) == len(self.site.readings):
            return self
        return replace(self, readings=_chosen(replace(self.site, readings=early)), _days={})

    def of_day(self, day: date) -> dict[str, Any]:
        """What is known of a day so far: kept by key, so that a day's dates are searched once.

        A day under watch must notice each date it is compared with, so for it nothing is known before.
        """
        if isinstance(day, Watched):
            return {}
        known = self._days.get(day)
        if known is None:
            if len(self._days) >= MOST_DAYS:
                self._days.clear()
            known = self._days[day] = {}
        return known

    @property
    def clinics(self) -> tuple[Clinic, ...]:
        """The clinics of the site."""
        return self.site.clinics

    def parameter(self, key: str, day: date) -> Number:
        """The dated number with its label and citation; raises NotInForce outside its dates."""
        steps = self.numbers.get(key)
        if steps is None:
            raise KeyError(f"the book has no number called {key}")
        found = next((step for step in reversed(steps) if step.since <= day), None)
        if found is None or found.value is None:
            raise NotInForce(filled(NO_NUMBER, what=steps[0].label, day=day, first=steps[0].since))
        return found

    def number(self, key: str, day: date) -> Fraction:
        """The value in force that day: dollars, hours, per cent, months … as its unit says."""
        found = self.of_day(day)
        known: Fraction | None = found.get(key)
        if known is None:
            known = found[key] = self.parameter(key, day).exact
        return known

    def cents(self, key: str, day: date) -> int:
        """A dollar number of the book in whole cents."""
        found = self.of_day(day)
        known: int | None = found.get(f"{key} in cents")
        if known is None:
            known = found[f"{key} in cents"] = int(self.number(key, day) * 100)
        return known

    def reading(self, setting: str) -> str:
        """The reading in force for a setting of readings.md, for example "xxi"."""
        return self.in_force[setting].value

    @cached_property
    def in_force(self) -> Mapping[str, ReadingUsed]:
        """Each setting with its reading in force and the open point it answers, as a result prints it."""
        return {
            name: ReadingUsed(name, self.readings.get(name, rule.default), rule.ambiguity)
            for name, rule in self.reading_rules.items()
        }

    def fpl_row(self, day: date) -> FplRow:
        """The Federal Poverty Level in force that day; raises NotInForce outside the table."""
        found = self.of_day(day)
        known: FplRow | None = found.get("fpl")
        if known is None:
            known = found["fpl"] = self._fpl_row(day)
        return known

    def _fpl_row(self, day: date) -> FplRow:
        row = next((row for row in reversed(self.fpl) if row.effective_from <= day), None)
        if row is None:
            raise NotInForce(filled(NO_FPL, day=day, first=self.fpl[0].effective_from))
        if row is self.fpl[-1] and day >= self._stale(row.effective_from):
            raise NotInForce(filled(OLD_FPL, last=row.effective_from, day=day))
        return row

    def guideline(self, day: date, size: int) -> int:
        """The poverty guideline for a family of that size, whole dollars a year (20.604.4.E)."""
        return self.fpl_row(day).of(size)

    def chart(self, day: date) -> tuple[ChartRow, ...]:
        """The rows of the AHCCCS chart that take new people that day, in the order of the chart."""
        found = self.of_day(day)
        known: tuple[ChartRow, ...] | None = found.get("chart")
        if known is None:
            known = found["chart"] = self._chart(day)
        return known

    def _chart(self, day: date) -> tuple[ChartRow, ...]:
        started = [row for row in self.chart_rows if row.effective_from <= day]
        if not started:
            raise NotInForce(filled(NO_CHART, day=day, first=self.chart_rows[0].effective_from))
        if day >= self._stale(self.chart_rows[-1].effective_from):
            raise NotInForce(filled(OLD_CHART, last=self.chart_rows[-1].effective_from, day=day))
        latest = {row.category.id: row for row in started}
        return tuple(
            replace(row, needs=span.needs)
            for category in shelf.categories().values()
            if (row := latest.get(category.id) or category.without_limit())
            if (span := category.span(day)) is not None
        )

    def chart_of_age(self, day: date, age: int) -> tuple[ChartRow, ...]:
        """The rows of that day by which an applicant of that age may be referred (AMB-092)."""
        found = self.of_day(day)
        known: tuple[ChartRow, ...] | None = found.get(f"chart of {age}")
        if known is None:
            any_age = self.reading("chart.kidscare_max_age") == "none"
            known = found[f"chart of {age}"] = tuple(
                row
                for row in self.chart(day)
                if row.category.screens and (row.of_age(age) or (any_age and row.category.title == "xxi"))
            )
        return known

    def chart_effective_from(self, day: date) -> date:
        """The day from which the chart in force that day counts."""
        found = self.of_day(day)
        known: date | None = found.get("chart since")
        if known is None:
            known = found["chart since"] = max(row.effective_from for row in self.chart(day) if row.amounts)
        return known

    def minimum_wage(self, day: date) -> Wages:
        """The federal and state minimum wage of that day, dollars an hour (20.603.2.54-55)."""
        row = next((row for row in reversed(self.wages) if row.effective_from <= day), None)
        if row is None or day >= self._stale(self.wages[-1].effective_from):
            raise NotInForce(
                filled(
                    NO_WAGE,
                    day=day,
                    first=self.wages[0].effective_from,
                    last=self.wages[-1].effective_from.year,
                )
            )
        return row

    def rates(self, day: date) -> tuple[RateRow, ...]:
        """The AHCCCS rates of the site that count that day (20.604.5.C); none are shipped."""
        found = {
            row.key: row
            for row in sorted(self.site.rates, key=lambda row: row.effective_from)
            if row.effective_from <= day
        }
        return tuple(found[key] for key in sorted(found))

    def _stale(self, last: date) -> date:
        return add_months(last, int(self.number("book.stale_after_months", LAW_OF_2003)))


def _chosen(site: Site) -> dict[str, str]:
    """The site's readings, checked against the list; raises NotAcceptable naming what may be chosen."""
    rules = shelf.reading_rules()
    chosen: dict[str, str] = {}
    for reading in sorted(site.readings, key=lambda each: each.since or date.min):  # the newest wins
        rule = rules.get(reading.setting)
        if rule is None:
            sentence = filled(N_("There is no reading called '{setting}'."), setting=reading.setting)
            raise NotAcceptable(sentence, where="readings")
        value = shelf.slug(reading.value)
        if not rule.allows(value):
            may = ", ".join((rule.default, *rule.others))
            sentence = filled(
                N_("{setting} can be {may}; not '{value}'."),
                setting=reading.setting,
                may=may,
                value=reading.value,
            )
            raise NotAcceptable(sentence, where="readings")
        chosen[reading.setting] = value
    return chosen
