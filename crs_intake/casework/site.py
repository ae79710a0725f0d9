"""The site's own settings; a reading of an open point is a supervisor's, with a reason (readings.md)."""

from __future__ import annotations

from crs_intake.casework.ports import Desk
from crs_intake.casework.rights import allow
from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.site import Site
from crs_intake.domain.text import N_
from crs_intake.policy.book import Book


def keep(desk: Desk, site: Site) -> Book:
    """Keep the site's settings and give the book read anew; raises NotAcceptable if the book refuses them."""
    before = desk.store.site()
    allow(desk, "site.keep")
    if site.readings != before.readings:
        allow(desk, "site.readings")
        if any(not reading.reason.strip() for reading in site.readings if reading not in before.readings):
            raise NotAcceptable(N_("Say why this reading is chosen."), where="reason")
    book = Book.load(site)
    desk.store.keep_site(desk.actor, site)
    return book
