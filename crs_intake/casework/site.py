"""The site's own settings; a reading of an open point is a supervisor's, with a reason (readings.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from crs_intake.casework.ports import Desk
from crs_intake.casework.rights import allow
from crs_intake.clock import today
from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.site import Entry, ListName, Site, plan_name
from crs_intake.domain.text import N_
from crs_intake.policy import shelf
from crs_intake.policy.book import Book

FIXED = N_("This reading is fixed in the book; only the open ones can be changed.")


def keep(desk: Desk, site: Site) -> Book:
    """Keep the site's settings and give the book read anew; raises NotAcceptable if the book refuses them."""
    before = desk.store.site()
    allow(desk, "site.keep")
    if site.readings != before.readings:
        allow(desk, "site.readings")
        chosen = [reading for reading in site.readings if reading not in before.readings]
        if any(not reading.reason.strip() for reading in chosen):
            raise NotAcceptable(N_("Say why this reading is chosen."), where="reason")
        rules = shelf.reading_rules()
        if any(each.setting in rules and not rules[each.setting].switch for each in chosen):
            raise NotAcceptable(FIXED, where="setting")
    site = replace(site, entries=told(before, site, desk.actor.name, today(desk.clock)))
    book = Book.load(site)
    desk.store.keep_site(desk.actor, site)
    return book


def listed(site: Site) -> Mapping[tuple[ListName, str], object]:
    """The entries of the lists by list and name."""
    found: dict[tuple[ListName, str], object] = {("offices", each.name): each for each in site.offices}
    found |= {("plans", plan_name(each)): each for each in site.plans}
    found |= {("conditions", each): each for each in site.conditions}
    found |= {("closing_days", each.isoformat()): each for each in site.closing_days}
    found |= {("clinic_dates", f"{clinic.id} {each.isoformat()}"): each
              for clinic in site.clinics for each in clinic.clinic_dates}  # fmt: skip
    return found


def told(before: Site, site: Site, by: str, on: date) -> tuple[Entry, ...]:
    """Where each entry comes from now: what was entered or changed carries the person and the day."""
    old, found = listed(before), []
    for (table, key), value in listed(site).items():
        was, entry = before.entry(table, key), site.entry(table, key)
        given = (entry.effective_from, entry.citation)
        if old.get((table, key)) != value or given != (was.effective_from, was.citation):
            entry = replace(entry, citation=entry.citation.strip(), by=by, added=on)
        if entry != Entry(table=table, key=key):
            found.append(entry)
    return tuple(found)
