"""Tables that leave the desk: title applicants' status for the plans (20.404), referrals for CRSA (20.602.9).

Looked at first, then handed out; what was handed to whom, and the file as it
was, stand in the audit trail, and each child's history says that it was in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from crs_intake.casework import keeping
from crs_intake.casework.ports import Desk
from crs_intake.casework.rights import allow
from crs_intake.casework.safety import word_of_trail
from crs_intake.clock import today
from crs_intake.domain import spreadsheet
from crs_intake.domain.case import Case
from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.moment import Moment
from crs_intake.domain.site import ExportLayout, Site
from crs_intake.domain.text import N_
from crs_intake.policy import exports
from crs_intake.policy.book import Book

HANDED = "sharing.handed"


@dataclass(frozen=True)
class Extract:
    """The extract for one plan as it would be handed out."""

    plan: str
    at: Moment
    columns: exports.Columns
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[str, ...]
    """Case of each row."""
    no_plan: tuple[str, ...] = ()
    """Title applicants whose plan is not known: they are in no plan's extract."""

    @property
    def text(self) -> str:
        """The extract as CSV that no spreadsheet executes."""
        return spreadsheet.to_csv(self.columns.headings, self.rows)


@dataclass(frozen=True)
class Handed:
    """An extract that was handed to a plan."""

    plan: str
    at: datetime
    by: str
    cases: int
    columns: tuple[str, ...]
    text: str
    sha256: str


def plans(desk: Desk) -> tuple[tuple[str, int], ...]:
    """The plans of Settings and of the cases, with how many title applicants each has."""
    allow(desk, "sharing.extract")
    at = keeping.now(desk)
    counts = {plan.name or plan.organization: 0 for plan in desk.site.on(at.day).plans}
    for stored in desk.store.cases():
        name = exports.plan_of(stored.case)
        if name and exports.row("sharing", stored.case, desk.book, at) is not None:
            known = next((each for each in counts if _same(each, name)), name)
            counts[known] = counts.get(known, 0) + 1
    return tuple(sorted(counts.items(), key=lambda each: (-each[1], each[0].casefold())))


def preview(desk: Desk, plan: str) -> Extract:
    """The extract for a plan, to be looked at; nobody else's members are in it."""
    allow(desk, "sharing.extract")
    cases = (stored.case for stored in desk.store.cases())
    return extract(cases, desk.book, keeping.now(desk), plan)


def extract(cases: Iterable[Case], book: Book, at: Moment, plan: str = "") -> Extract:
    """Title XIX/XXI applicants and members among these cases, of one plan or ("") of all (20.404)."""
    columns = exports.columns("sharing", book, at.day)
    found: list[tuple[tuple[str, ...], str]] = []
    no_plan: list[str] = []
    for case in cases:
        name = exports.plan_of(case)
        if plan and name and not _same(name, plan):
            continue  # before the case is read: a plan has few of all applicants
        row = exports.row("sharing", case, book, at)
        if row is not None and plan and not name:
            no_plan.append(case.number)
        elif row is not None:
            found.append((tuple(row[each] for each in columns.names), case.number))
    found.sort(key=lambda each: each[1])
    return Extract(
        plan, at, columns, tuple(row for row, _ in found), tuple(number for _, number in found),
        tuple(sorted(no_plan)),
    )  # fmt: skip


def hand(desk: Desk, made: Extract) -> bytes:
    """The bytes of an extract that leaves the desk; to which plan, with what, is noted first."""
    allow(desk, "sharing.extract")
    if not made.plan:
        raise NotAcceptable(N_("Choose the plan that gets the extract."), where="plan")
    if not made.rows:
        raise NotAcceptable(N_("There is no title applicant of this plan; nothing is handed out."))
    text = made.text
    data = spreadsheet.to_bytes(text)
    trail = word_of_trail(desk)
    with desk.store.work(desk.actor, HANDED) as work:
        work.note(
            HANDED, "", plan=made.plan, cases=str(len(made.rows)), columns=" ".join(made.columns.names),
            sha256=hashlib.sha256(data).hexdigest(), text=text, trail=trail,
        )  # fmt: skip
        for number in made.numbers:
            work.note(HANDED, number, plan=made.plan)
    return data


def handed(desk: Desk) -> Sequence[Handed]:
    """What was handed to which plan, the newest first."""
    allow(desk, "sharing.extract")
    people = {person.id: person.name for person in desk.store.people()}
    return [
        Handed(
            str(told["plan"]), line.at, people.get(line.by, line.by), int(str(told["cases"])),
            tuple(str(told["columns"]).split()), str(told["text"]), str(told["sha256"]),
        )
        for line in reversed(desk.store.history(""))
        if line.act == HANDED and (told := line.details)
    ]  # fmt: skip


def keep_layout(desk: Desk, layout: ExportLayout) -> Site:
    """Put other columns in force from a day on; an earlier layout stays as it was. Raises NotAcceptable."""
    allow(desk, "site.keep")
    day, site = today(desk.clock), desk.store.site()
    _check(layout, site, day)
    made = replace(layout, by=desk.actor.name, added=day, citation=layout.citation.strip())
    site = replace(site, exports=(*site.exports, made))
    desk.store.keep_site(desk.actor, site)
    return site


def _check(layout: ExportLayout, site: Site, day: date) -> None:
    if layout.table not in exports.TABLES:
        raise NotAcceptable(N_("Choose the table."), where="table")
    exports.wrong(layout)
    if layout.effective_from < day:
        raise NotAcceptable(
            N_("What was handed out before stays as it was; choose today or a later day."),
            where="effective_from",
        )
    if not layout.citation.strip():
        raise NotAcceptable(N_("Say who asked for these columns, and where."), where="citation")


def _same(one: str, other: str) -> bool:
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())
