"""Parents' coverage at the desk: a day's file of DES, whole or not at all, and the programme's rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from crs_intake.casework import keeping
from crs_intake.casework.ports import Desk, Work
from crs_intake.casework.rights import allow
from crs_intake.clock import today
from crs_intake.domain import spreadsheet
from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.kept import Stored
from crs_intake.domain.parents import DesRecord
from crs_intake.domain.site import ParentsProgramRow, Site
from crs_intake.domain.text import N_
from crs_intake.domain.tips import Resolved, TipsPreview, TipsWaiting
from crs_intake.policy.book import Book
from crs_intake.policy.parents import figures, tips, tips_out


def preview(desk: Desk, data: bytes, resolved: Mapping[int, Resolved] | None = None) -> TipsPreview:
    """What a file of DES would do; nothing is kept. Raises NotAcceptable for a file that is none."""
    allow(desk, "transfer.import")
    return tips.preview(data, [each.case for each in _all(desk)], today(desk.clock), resolved or {})


def _all(desk: Desk) -> Sequence[Stored]:
    return tuple(desk.store.cases(open_only=False))


def take_in(
    desk: Desk, data: bytes, resolved: Mapping[int, Resolved] | None = None, action: UUID | None = None
) -> TipsPreview:
    """Take a file of DES in, in one transaction; a second time it changes nothing."""
    allow(desk, "transfer.import")
    there = _all(desk)
    found = tips.preview(data, [each.case for each in there], today(desk.clock), resolved or {})
    with desk.store.work(desk.actor, "transfer.import", action) as work:
        _keep(desk, work, found, there)
        waited = work.tips_queues()
        waits = tips.queued(waited, found.lines)
        if waits != waited:
            work.keep_tips_queues(waits)
    return found


def _keep(desk: Desk, work: Work, found: TipsPreview, there: Sequence[Stored]) -> None:
    """The new and changed cases, as they were when the rows were weighed; raises SavedMeanwhile otherwise."""
    versions = {each.case.number: each.version for each in there}
    for number, case in found.cases.items():
        if number in versions:
            work.keep(case, versions[number], closed=keeping.closed_on(case, desk))
        else:
            work.new_case(case, closed=keeping.closed_on(case, desk))


def waiting(desk: Desk) -> tuple[TipsWaiting, ...]:
    """The rows of DES in the research and error queues (804.B.1-2)."""
    allow(desk, "transfer.import")
    return desk.store.tips_queues().rows


def decide_waiting(desk: Desk, id: str, how: Resolved, action: UUID | None = None) -> None:
    """Match a row in research to its case, or create by hand; the case and the queue change together."""
    row = _waiting(desk, id)
    if row.queue != "research" or not isinstance(row.record, DesRecord):
        raise NotAcceptable(N_("Only a partial match is decided so. DES sends a row with errors again."))
    there = _all(desk)
    found = tips.settled(row.record, [each.case for each in there], today(desk.clock), how)
    line = found.lines[0]
    if line.outcome in ("research", "error"):
        raise NotAcceptable(
            N_("This parent was taken in before and has changed since. Change the case by hand, then take "
               "the row off the list.")
        )  # fmt: skip
    with desk.store.work(desk.actor, "transfer.import", action) as work:
        _keep(desk, work, found, there)
        _take_off(work, id)


def drop_waiting(desk: Desk, id: str, action: UUID | None = None) -> None:
    """Take a row off the queues that is dealt with elsewhere; no case changes."""
    _waiting(desk, id)
    with desk.store.work(desk.actor, "transfer.import", action) as work:
        _take_off(work, id)


def _waiting(desk: Desk, id: str) -> TipsWaiting:
    row = next((each for each in waiting(desk) if each.id == id), None)
    if row is None:
        raise NotAcceptable(N_("This row waits no more; somebody has dealt with it."))
    return row


def _take_off(work: Work, id: str) -> None:
    queues = work.tips_queues()
    work.keep_tips_queues(replace(queues, rows=tuple(each for each in queues.rows if each.id != id)))


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A file for DES, and everything that stands on its day."""

    text: str
    """As CSV."""
    count: int
    standing: tuple[tips_out.Record, ...]


def outgoing(desk: Desk, *, again: bool = False) -> Outgoing:
    """Today's records for DES: those no earlier file told, or `again` every one that stands (804.B.6)."""
    allow(desk, "transfer.export")
    day = today(desk.clock)
    stands = tips_out.standing([each.case for each in _all(desk)], desk.book, day)
    rows = stands if again else tips_out.unsent(stands, desk.store.tips_queues(), day)
    return Outgoing(spreadsheet.to_csv(tips_out.SENT, [each.cells for each in rows]), len(rows), stands)


def told_des(desk: Desk, file: Outgoing, action: UUID | None = None) -> None:
    """A file for DES was written: from tomorrow its records are not told again."""
    allow(desk, "transfer.export")
    with desk.store.work(desk.actor, "transfer.export", action) as work:
        before = work.tips_queues()
        after = tips_out.marked(before, file.standing, today(desk.clock))
        if after != before:
            work.keep_tips_queues(after)


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
