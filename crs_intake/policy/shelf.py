"""Reads the data files of the book once: numbers, tables, chart, readings, holidays.

Everything here is plain parsing; what a figure means is the rules' business.
Shipped files are trusted, so a fault in one is a programming error.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

from crs_intake.domain import site as domain_site
from crs_intake.domain.calendar import WorkCalendar
from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.people import Address
from crs_intake.domain.site import Clinic, Site
from crs_intake.domain.text import N_, filled

_FOLDER = files("resources") / "policy"


@dataclass(frozen=True, slots=True)
class Number:
    """A dated number with the section it is printed in."""

    key: str
    label: str
    unit: str
    since: date
    value: str | None
    """None = not in force from that day."""
    cite: str

    @property
    def exact(self) -> Fraction:
        """The number itself."""
        return Fraction(self.value or "0")


@dataclass(frozen=True, slots=True)
class FplRow:
    """A Federal Poverty Level: whole dollars a year by family size, looked up, never computed."""

    effective_from: date
    amounts: tuple[int, ...]
    each_additional: int
    citation: str

    def of(self, size: int) -> int:
        """The amount for a family of that size."""
        return _of_size(self.amounts, self.each_additional, size)


@dataclass(frozen=True, slots=True)
class Span:
    """A time in which a category takes new people, with its special requirements."""

    since: date
    until: date | None
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Category:
    """A category of the AHCCCS Eligibility Requirements chart."""

    id: str
    label: str
    title: Literal["xix", "xxi"]
    ages: tuple[int, int] | None
    """First and last full year of age; None = any."""
    screens: bool
    unlimited: bool
    refer_to: str
    spans: tuple[Span, ...]

    def span(self, day: date) -> Span | None:
        """The open time that holds the day, or None while the category is closed (AMB-16B)."""
        return next((s for s in self.spans if s.since <= day and (s.until is None or day <= s.until)), None)

    def without_limit(self) -> ChartRow | None:
        """Its row where no income limit applies."""
        return ChartRow(self, self.spans[0].since, (), 0, "") if self.unlimited else None


@dataclass(frozen=True, slots=True)
class ChartRow:
    """One row of the chart: upper monthly income by size, whole dollars, inclusive."""

    category: Category
    effective_from: date
    amounts: tuple[int, ...]
    each_additional: int
    citation: str
    needs: tuple[str, ...] = ()
    """Special requirements in force that day, for example "uninsured"."""

    def of_age(self, age: int) -> bool:
        """Whether the row is for people of that age."""
        ages = self.category.ages
        return ages is None or ages[0] <= age <= ages[1]

    @property
    def for_everybody(self) -> bool:
        """A row for all of that age, not for one group of people (pregnant, caretakers …)."""
        return bool(self.amounts) and (self.category.title == "xxi" or not self.needs)

    def limit(self, size: int) -> int | None:
        """The limit for that size; None where no limit applies."""
        return _of_size(self.amounts, self.each_additional, size) if self.amounts else None


@dataclass(frozen=True, slots=True)
class Wages:
    """Minimum wages in force, dollars an hour; no Arizona wage before 2007."""

    effective_from: date
    federal: Fraction
    arizona: Fraction | None

    @property
    def greater(self) -> Fraction:
        """The greater of the federal and the state wage (20.603.2.55)."""
        return max(self.federal, self.arizona or self.federal)


@dataclass(frozen=True, slots=True)
class ReadingRule:
    """An open point of the manual: its default reading and the others that may be chosen."""

    setting: str
    ambiguity: str
    section: str
    question: str
    reading: str
    default: str
    others: tuple[str, ...]
    switch: bool
    """A supervisor may change it on the screen."""

    def allows(self, value: str) -> bool:
        """Whether that value may be chosen."""
        return value == self.default or value in self.others or ("editable" in self.others and bool(value))


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition of the pick list; the physician decides, not the list (20.400)."""

    name: str
    system: str
    covered: bool | None
    qualifier: str = ""
    verified: bool = False


def _of_size(amounts: tuple[int, ...], each_additional: int, size: int) -> int:
    if size < 1:
        raise NotAcceptable(N_("A household income group has at least one person."))
    known = len(amounts)
    return amounts[size - 1] if size <= known else amounts[-1] + each_additional * (size - known)


def slug(text: str) -> str:
    """A reading's value as the book writes it: "Later of both" → "later_of_both"."""
    return re.sub(r"[^a-z0-9+.,]+", "_", text.strip().lower().replace("'", "").replace("%", "")).strip("_")


@cache
def loaded(name: str) -> Any:
    """A YAML file of the policy folder, read once."""
    return yaml.load(_text(name), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - safe


def _text(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _table(name: str) -> Iterator[dict[str, str]]:
    return csv.DictReader(_text(f"tables/{name}").splitlines())


@cache
def numbers() -> Mapping[str, tuple[Number, ...]]:
    """Every dated number of parameters/*.yaml, oldest step first."""
    found: dict[str, tuple[Number, ...]] = {}
    for file in sorted((_FOLDER / "parameters").iterdir(), key=lambda each: each.name):
        if file.name.endswith(".yaml"):
            for key, entry in loaded(f"parameters/{file.name}").items():
                found[key] = tuple(
                    Number(
                        key,
                        entry["label"],
                        entry.get("unit", "dollars"),
                        since,
                        step.get("value"),
                        str(step["cite"]),
                    )
                    for since, step in sorted(entry["values"].items())
                )
    return found


def fpl_rows(added: tuple[domain_site.FplRow, ...] = ()) -> tuple[FplRow, ...]:
    """The guidelines, oldest first; a row that staff added replaces the shipped one of the same day."""
    rows = {row.effective_from: row for row in _shipped_fpl()}
    for extra in added:
        _checked(extra.amounts, extra.each_additional, "Federal Poverty Level")
        rows[extra.effective_from] = FplRow(
            extra.effective_from, extra.amounts, extra.each_additional, extra.citation
        )
    return tuple(rows[day] for day in sorted(rows))


@cache
def _shipped_fpl() -> tuple[FplRow, ...]:
    return tuple(
        FplRow(_day(row["effective_from"]), _amounts(row), int(row["additional"]), row["citation"])
        for row in _table("fpl.csv")
    )


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _amounts(row: Mapping[str, str]) -> tuple[int, ...]:
    return tuple(int(row[f"hh{size}"]) for size in range(1, 9) if row[f"hh{size}"])


def _checked(amounts: tuple[int, ...], each_additional: int, what: str) -> None:
    if not amounts or min(amounts) <= 0 or list(amounts) != sorted(amounts) or each_additional < 0:
        raise NotAcceptable(
            filled(N_("The added row of the {what} needs rising whole dollars from size 1 on."), what=what)
        )


@cache
def categories() -> Mapping[str, Category]:
    """The categories of the chart, in its order."""
    return {
        name: Category(
            name,
            entry["label"],
            entry["title"],
            tuple(entry["ages"]) if "ages" in entry else None,
            entry.get("screens", True),
            entry.get("unlimited", False),
            entry["refer_to"],
            tuple(Span(s["from"], s.get("to"), tuple(s.get("needs", ()))) for s in entry["open"]),
        )
        for name, entry in loaded("chart_categories.yaml").items()
    }


def chart_rows(added: tuple[domain_site.ChartRow, ...] = ()) -> tuple[ChartRow, ...]:
    """The chart's rows, oldest first; a row that staff added replaces the shipped one of the same day."""
    rows = {(row.effective_from, row.category.id): row for row in _shipped_chart()}
    for extra in added:
        category = categories().get(extra.category)
        if category is None:
            may = ", ".join(categories())
            sentence = filled(
                N_("The chart has no category '{category}'; it has {may}."), category=extra.category, may=may
            )
            raise NotAcceptable(sentence, where="chart")
        _checked(extra.amounts, extra.each_additional, "AHCCCS chart")
        rows[extra.effective_from, extra.category] = ChartRow(
            category, extra.effective_from, extra.amounts, extra.each_additional, extra.citation
        )
    return tuple(rows[key] for key in sorted(rows))


@cache
def _shipped_chart() -> tuple[ChartRow, ...]:
    return tuple(
        ChartRow(
            categories()[row["category"]],
            _day(row["chart_effective_from"]),
            _amounts(row),
            int(row["each_additional"] or 0),
            row["status"],
        )
        for row in _table("ahcccs_monthly_limits.csv")
    )


def wages(added: tuple[domain_site.WageRow, ...] = ()) -> tuple[Wages, ...]:
    """The minimum wages, one row for each day of a change; an added one replaces that of its day."""
    steps = {(day, where): per_hour for day, where, per_hour in _shipped_wages()}
    for extra in added:
        if not extra.per_hour:
            raise NotAcceptable(N_("The added minimum wage needs an amount."), where="wages")
        steps[extra.effective_from, extra.jurisdiction] = extra.per_hour.dollars
    rows: dict[date, Wages] = {}
    federal, arizona = Fraction(0), None
    for day, where in sorted(steps):
        if where == "federal":
            federal = steps[day, where]
        else:
            arizona = steps[day, where]
        rows[day] = Wages(day, federal, arizona)
    return tuple(rows.values())


@cache
def _shipped_wages() -> tuple[tuple[date, str, Fraction], ...]:
    return tuple(
        (_day(row["effective_from"]), row["jurisdiction"], Fraction(row["per_hour"]))
        for row in _table("minimum_wage.csv")
    )


@cache
def reading_rules() -> Mapping[str, ReadingRule]:
    """The open points of the manual by the name of their setting."""
    return {
        setting: ReadingRule(
            setting,
            entry["ambiguity"],
            entry["section"],
            entry["question"],
            entry["reading"],
            entry["default"],
            tuple(entry["others"]),
            entry["switch"],
        )
        for setting, entry in loaded("readings.yaml").items()
    }


def calendar(closing_days: tuple[date, ...], readings: Mapping[str, str]) -> WorkCalendar:
    """The business and postal calendar, with the site's own closing days (AMB-004, AMB-136)."""
    rows = _holidays()
    closed = {row["az_state_closed"] for row in rows} | set(closing_days)
    if readings.get("calendar.holidays") == "arizona_and_federal":
        closed |= {row["federal_observed"] for row in rows}
    federal = readings.get("calendar.postal_holidays") == "federal_observed"
    no_mail = {row["federal_observed" if federal else "usps_no_delivery"] for row in rows}
    years = [day.year for row in rows if (day := row["calendar_date"])]
    return WorkCalendar(
        frozenset(filter(None, closed)), frozenset(filter(None, no_mail)), min(years), max(years)
    )


@cache
def _holidays() -> tuple[dict[str, date | None], ...]:
    columns = ("calendar_date", "az_state_closed", "federal_observed", "usps_no_delivery")
    return tuple(
        {column: date.fromisoformat(row[column]) if row[column] else None for column in columns}
        for row in _table("holidays.csv")
    )


def holiday(day: date) -> str:
    """The name of the holiday for which the offices of the State are closed that day; empty if it is none."""
    closed = (row for row in _table("holidays.csv") if row["az_state_closed"] == day.isoformat())
    return next((row["holiday"].split(" (")[0] for row in closed), "")


def conditions(added: tuple[str, ...] = ()) -> tuple[Condition, ...]:
    """The pick list of conditions with those the site added; shipped ones are not verified."""
    shipped = tuple(
        Condition(row["condition"], row["system"], row["covered"] == "true", row["qualifier"])
        for row in _table("crs_conditions.csv")
    )
    return (*shipped, *(Condition(name, "", None, verified=True) for name in added))


@cache
def default_site() -> Site:
    """The shipped start of a site: clinic names and addresses; faxes and hearing address are not known."""
    given = json.loads(_text("default_site.json"))
    return Site(
        format="crs-site/1",
        contractor=given["contractor"],
        clinics=tuple(
            Clinic(id=each["id"], name=each["name"], address=Address(**each["address"]), phone=each["phone"])
            for each in given["clinics"]
        ),
    )
