"""The site's own settings; a reading of an open point is a supervisor's, with a reason (readings.md)."""

from __future__ import annotations

from crs_intake.casework.ports import Desk
from crs_intake.casework.rights import allow
from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.site import Site
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
    book = Book.load(site)
    desk.store.keep_site(desk.actor, site)
    return book
