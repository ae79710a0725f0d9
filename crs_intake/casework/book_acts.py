"""What a supervisor adds to the policy book: this year's figures, and a reading that was chosen.

Nothing in the book is edited. A row counts from its day on, a reading from the
day it is chosen, and a determination that was made stays as it was made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from crs_intake.casework import rights
from crs_intake.casework.ports import Desk
from crs_intake.clock import today
from crs_intake.domain.calendar import add_months
from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.site import ChartRow, FplRow, RateRow, Reading, Site, WageRow
from crs_intake.policy import shelf
from crs_intake.policy.book import Book
from crs_intake.words import say

Row = FplRow | ChartRow | WageRow | RateRow
SIZES = 8
"""Family sizes that a published table prints; larger ones take the step for each more person."""
AHEAD = 24
"""Months; a later date is a slip of the keys."""
STRANGE = Fraction(20, 100)
"""A change from one row to the next that somebody should look at twice."""
LONGEST = 500


def add_fpl_row(desk: Desk, row: FplRow) -> Site:
    """Add a Federal Poverty Level, dollars a year (20.604.4.E); raises NotAcceptable, NotAllowed."""
    return add_rows(desk, (row,))


def add_chart_row(desk: Desk, row: ChartRow) -> Site:
    """Add a row of the AHCCCS chart, dollars a month (20.602.3.B); raises NotAcceptable, NotAllowed."""
    return add_rows(desk, (row,))


def add_minimum_wage(desk: Desk, row: WageRow) -> Site:
    """Add a minimum wage, dollars an hour (20.603.2.54-55); raises NotAcceptable, NotAllowed."""
    return add_rows(desk, (row,))


def add_rate(desk: Desk, row: RateRow) -> Site:
    """Add an AHCCCS rate (20.604.5.C, 20.604.6.B); raises NotAcceptable, NotAllowed."""
    return add_rows(desk, (row,))


def add_rows(desk: Desk, rows: Sequence[Row]) -> Site:
    """Add rows together or not at all, the oldest first; gives the settings that are kept now."""
    rights.allow(desk, "site.keep")
    day, site = today(desk.clock), desk.store.site()
    for row in in_order(rows):
        for where, sentence in wrong(site, row, day).items():
            raise NotAcceptable(sentence, where=where)
        site = with_row(site, replace(row, by=desk.actor.name, added=day, citation=row.citation.strip()))
    Book.load(site)  # a book that cannot be read would keep everybody out
    desk.store.keep_site(desk.actor, site)
    return site


def choose_reading(desk: Desk, setting: str, value: str, reason: str, since: date | None = None) -> Site:
    """Choose another reading of an open point, from today or a later day, for a reason (readings.md, 3)."""
    rights.allow(desk, "site.readings")
    day, site = today(desk.clock), desk.store.site()
    chosen = Reading(setting=setting, value=shelf.slug(value), reason=reason.strip(), by=desk.actor.name,
                     since=since or day)  # fmt: skip
    _check_reading(site, chosen, day)
    site = replace(site, readings=(*site.readings, chosen))
    desk.store.keep_site(desk.actor, site)
    return site


def in_order(rows: Sequence[Row]) -> list[Row]:
    """Rows in the order in which they come into force."""
    return sorted(rows, key=lambda row: row.effective_from)


def wrong(site: Site, row: Row, day: date) -> dict[str, str]:
    """What keeps a row out of the book, by field: effective_from, size_1 …, each_additional, citation."""
    found = _wrong_day(site, row, day)
    if isinstance(row, WageRow):
        if not row.per_hour:
            found["per_hour"] = say("Type the dollars an hour, for example 15.15.")
    elif isinstance(row, RateRow):
        found.update(_wrong_rate(row))
    else:
        if isinstance(row, ChartRow):
            found.update(_wrong_category(row))
        found.update(_wrong_amounts(row.amounts, row.each_additional))
    if not row.citation.strip():
        found["citation"] = say("Say where it was published, for example 91 FR 1797; worksheets print it.")
    elif len(row.citation) > LONGEST:
        found["citation"] = say("This is too long; keep it under {longest} letters", longest=LONGEST)
    return found


def unusual(site: Site, row: Row) -> tuple[str, ...]:
    """What somebody should look at once more before the row is added: a replaced row, a great step."""
    found = []
    known = known_amounts(site, row)
    if (old := known.get(row.effective_from)) is not None:
        found.append(
            say(
                "Takes the place of the row of {day}, which began with {old}.",
                day=row.effective_from,
                old=old[0],
            )
        )
    earlier = [known[each] for each in sorted(known) if each < row.effective_from]
    if earlier and (step := _greatest_step(earlier[-1], amounts(row))) is not None:
        percent = str(round(abs(step) * 100))
        found.append(
            say("{percent} % more than the row before; look at the figures once more.", percent=percent)
            if step > 0
            else say("{percent} % less than the row before; look at the figures once more.", percent=percent)
        )
    return tuple(found)


def known_amounts(site: Site, row: Row) -> Mapping[date, tuple[Fraction, ...]]:
    """The rows of the same table that are in the book, by day, as `amounts` gives them."""
    if isinstance(row, FplRow):
        return {each.effective_from: _exact(each) for each in shelf.fpl_rows(site.fpl)}
    if isinstance(row, ChartRow):
        return {
            each.effective_from: _exact(each)
            for each in shelf.chart_rows(site.chart)
            if each.category.id == row.category
        }
    if isinstance(row, RateRow):
        return {each.effective_from: amounts(each) for each in site.rates if each.key == row.key}
    found: dict[date, tuple[Fraction, ...]] = {}
    for step in shelf.wages(site.wages):
        amount = step.federal if row.jurisdiction == "federal" else step.arizona
        if amount is not None and (amount,) not in list(found.values())[-1:]:
            found[step.effective_from] = (amount,)
    return found


def _wrong_day(site: Site, row: Row, day: date) -> dict[str, str]:
    known = known_amounts(site, row)
    newest = max(known, default=day)
    if row.effective_from < newest and row.effective_from not in known:
        return {"effective_from": say(
            "The book has a row of {newest}. A new row starts later; to correct a row, give its own day.",
            newest=newest)}  # fmt: skip
    if row.effective_from > add_months(max(day, newest), AHEAD):
        return {"effective_from": say("{day} is more than two years ahead; check the year.",
                                      day=row.effective_from)}  # fmt: skip
    return {}


def _wrong_category(row: ChartRow) -> dict[str, str]:
    category = shelf.categories().get(row.category)
    if category is None:
        return {"category": say("Choose a category of the chart.")}
    if category.unlimited:
        return {"category": say("{category} has no income limit; nothing is entered for it.",
                                category=say(category.label))}  # fmt: skip
    return {}


def _wrong_rate(row: RateRow) -> dict[str, str]:
    if not row.value.is_finite() or row.value <= 0:
        return {"value": say("Type the rate, more than nothing, for example 1,250.00 or 0.2155.")}
    if row.basis == "outpatient_ratio" and row.value > 1:
        return {"value": say("A cost-to-charge ratio is a part of the charge, up to 1, for example 0.2155.")}
    if len(row.service) > LONGEST:
        return {"service": say("This is too long; keep it under {longest} letters", longest=LONGEST)}
    return {}


def _wrong_amounts(amounts: Sequence[int], each_additional: int) -> dict[str, str]:
    found = {}
    if len(amounts) != SIZES:
        found["size_1"] = say("Give the amounts for 1 to {count} people.", count=SIZES)
    for size, amount in enumerate(amounts, 1):
        if amount <= 0:
            found[f"size_{size}"] = say("Type whole dollars, more than nothing.")
        elif size > 1 and amount <= amounts[size - 2]:
            found[f"size_{size}"] = say("The amount for {size} people must be more than that for {fewer}.",
                                        size=size, fewer=size - 1)  # fmt: skip
    if each_additional <= 0:
        found["each_additional"] = say("Type the whole dollars for each more person.")
    return found


def _check_reading(site: Site, chosen: Reading, day: date) -> None:
    rule = shelf.reading_rules().get(chosen.setting)
    if rule is None or not rule.switch:
        raise NotAcceptable(say("This reading is fixed in the book; only the open ones can be changed."),
                            where="setting")  # fmt: skip
    if not rule.allows(chosen.value):
        raise NotAcceptable(say("Choose one of the readings that are listed."), where="value")
    earlier = [each for each in site.readings if each.setting == chosen.setting]
    if (shelf.slug(earlier[-1].value) if earlier else rule.default) == chosen.value:
        raise NotAcceptable(say("This reading is in force already."), where="value")
    if not chosen.reason or len(chosen.reason) > LONGEST:
        raise NotAcceptable(say("Give the reason in up to {longest} letters; it is kept with the reading.",
                                longest=LONGEST), where="reason")  # fmt: skip
    last = max((each.since for each in earlier if each.since), default=day)
    if chosen.since is None or chosen.since < max(day, last):
        raise NotAcceptable(say("A reading starts on {day} or later; earlier determinations stay.",
                                day=max(day, last)), where="since")  # fmt: skip


def with_row(site: Site, row: Row) -> Site:
    """The site with the row, in the place of an added one of the same table and day."""
    if isinstance(row, FplRow):
        others = [each for each in site.fpl if each.effective_from != row.effective_from]
        return replace(site, fpl=(*others, row))
    if isinstance(row, ChartRow):
        key = row.effective_from, row.category
        left = [each for each in site.chart if (each.effective_from, each.category) != key]
        return replace(site, chart=(*left, row))
    if isinstance(row, RateRow):
        rest = [
            each for each in site.rates if (each.effective_from, *each.key) != (row.effective_from, *row.key)
        ]
        return replace(site, rates=(*rest, row))
    which = row.effective_from, row.jurisdiction
    kept = [each for each in site.wages if (each.effective_from, each.jurisdiction) != which]
    return replace(site, wages=(*kept, row))


def amounts(row: Row) -> tuple[Fraction, ...]:
    """The dollars of a row by size and for each more person, the one amount an hour, or the rate."""
    if isinstance(row, RateRow):
        return (Fraction(row.value),)
    return (row.per_hour.dollars,) if isinstance(row, WageRow) else _exact(row)


def _exact(row: FplRow | ChartRow | shelf.FplRow | shelf.ChartRow) -> tuple[Fraction, ...]:
    return tuple(Fraction(amount) for amount in (*row.amounts, row.each_additional))


def _greatest_step(before: Sequence[Fraction], after: Sequence[Fraction]) -> Fraction | None:
    """The greatest change of an amount, as a part of it, if it is strange; a lower amount always is."""
    steps = [(new - old) / old for old, new in zip(before, after, strict=False) if old]
    greatest = max(steps, key=abs, default=Fraction(0))
    lowest = min(steps, default=Fraction(0))
    return lowest if lowest < 0 else greatest if greatest > STRANGE else None
