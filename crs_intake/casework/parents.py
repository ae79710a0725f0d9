"""Parents' coverage at the desk: a day's file of DES, whole or not at all, and the programme's rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from crs_intake.casework import keeping
from crs_intake.casework.ports import Desk
from crs_intake.casework.rights import allow
from crs_intake.clock import today
from crs_intake.domain import spreadsheet
from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.site import ParentsProgramRow, Site
from crs_intake.domain.text import N_
from crs_intake.domain.tips import Resolved, TipsPreview
from crs_intake.policy.book import Book
from crs_intake.policy.parents import figures, tips


def preview(desk: Desk, data: bytes, resolved: Mapping[int, Resolved] | None = None) -> TipsPreview:
    """What a file of DES would do; nothing is kept. Raises NotAcceptable for a file that is none."""
    allow(desk, "transfer.import")
    cases = [stored.case for stored in desk.store.cases(open_only=False)]
    return tips.preview(data, cases, today(desk.clock), resolved or {})


def take_in(
    desk: Desk, data: bytes, resolved: Mapping[int, Resolved] | None = None, action: UUID | None = None
) -> TipsPreview:
    """Take a file of DES in, in one transaction; a second time it changes nothing."""
    found = preview(desk, data, resolved)
    new = {each.case for each in found.lines if each.outcome == "new"}
    with desk.store.work(desk.actor, "transfer.import", action) as work:
        for number, case in found.cases.items():
            if number in new:
                work.new_case(case, closed=keeping.closed_on(case, desk))
            else:
                work.keep(case, work.case(number).version, closed=keeping.closed_on(case, desk))
    return found


def outgoing(desk: Desk) -> str:
    """Today's records for DES as CSV."""
    allow(desk, "transfer.export")
    cases = [stored.case for stored in desk.store.cases(open_only=False)]
    return spreadsheet.to_csv(tips.SENT, tips.outgoing(cases, desk.book, today(desk.clock)))


def add_program_row(desk: Desk, row: ParentsProgramRow) -> Site:
    """Open or close the programme, or set its cap, from a day on (801.C); raises NotAcceptable."""
    allow(desk, "site.keep")
    if row.effective_from < figures.start():
        raise NotAcceptable(
            N_("The program began on January 1, 2003; give a later day."), where="effective_from"
        )
    if not row.citation.strip():
        raise NotAcceptable(N_("Say where it was announced; the answer names it."), where="citation")
    if row.cap is not None and row.cap < 0:
        raise NotAcceptable(N_("The cap is a number of parents."), where="cap")
    site = desk.store.site()
    others = tuple(each for each in site.parents_program if each.effective_from != row.effective_from)
    made = replace(row, by=desk.actor.name, added=today(desk.clock), citation=row.citation.strip())
    site = replace(site, parents_program=tuple(sorted((*others, made), key=lambda each: each.effective_from)))
    Book.load(site)
    desk.store.keep_site(desk.actor, site)
    return site
