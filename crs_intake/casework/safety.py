"""The desk's own safety as acts: back-ups by hand, the report of who looked at what, the proof of the trail.

The weekly report is for the supervisor: it stands in for a second pair of eyes
where an office has only one (safety: 4.6).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from crs_intake.casework.ports import Desk
from crs_intake.casework.rights import allow
from crs_intake.documents.report import report as paper
from crs_intake.domain import spreadsheet
from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.kept import AuditLine
from crs_intake.domain.moment import PHOENIX
from crs_intake.domain.safety import Backup, BackupState, Doubt
from crs_intake.domain.text import N_
from crs_intake.words import day, say
from crs_intake.words import told as words

GROUPS: Mapping[str, tuple[str, ...]] = {
    N_("Taken back, merged, or accepted against the rule"): (
        "mistakes.", "cases.merged", "cases.parted", "override", "second.",
    ),
    N_("Social Security numbers shown"): ("ssn.reveal",),
    N_("Refused"): ("refused",),
    N_("Failed sign-ins, recovery codes, keys"): (
        "sign_in.failed", "sign_in.journal_changed", "desk.recovered", "people.", "desk.rekeyed",
        "desk.restored", "desk.rescued",
    ),
    N_("Left the desk: exports and extracts"): (
        "transfer.export", "papers.exported", "sharing.", "reports.exported",
    ),
    N_("Printed"): ("papers.printed", "papers.printer", "calendar.printed"),
    N_("Searched"): ("cases.search",),
    N_("Cases looked at"): ("cases.view",),
}  # fmt: skip
"""Heading → beginnings of the acts below it; what stands in none is ordinary work."""
_WIDTHS = (110.0, 76.0, 80.0, 90.0, 84.0)
"""Points of the columns of the report on paper; the last one takes what is left."""
_SINGLY = 5
"""The first so many headings are told line by line; the others are counted by person."""


@dataclass(frozen=True)
class Entry:
    """One line of the report: when (or how often), who, what, which case, why."""

    heading: str
    when: str
    who: str
    act: str
    number: str
    why: str
    alone: bool = False
    """Whether nobody else could have signed beside; this report stands in for that person."""


@dataclass(frozen=True)
class AccessReport:
    """What the supervisor looks through once a week."""

    first: date
    last: date
    entries: tuple[Entry, ...]
    doubt: Doubt | None
    """What is wrong with the trail itself, if anything."""
    lines: int

    @property
    def columns(self) -> tuple[str, ...]:
        """Headings of the table."""
        return (say("Part"), say("When"), say("Who"), say("What"), say("Case"), say("Reason or details"))

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The report as a table."""
        return tuple((say(e.heading), e.when, e.who, e.act, e.number, e.why) for e in self.entries)

    @property
    def text(self) -> str:
        """The report as CSV, with formulas made harmless."""
        return spreadsheet.to_csv(self.columns, self.rows)


def access_report(desk: Desk, first: date, last: date) -> AccessReport:
    """Who looked at, printed, took out, took back and was refused what, from one day to another."""
    allow(desk, "reports.access")
    if last < first:
        raise NotAcceptable(N_("The last day must not be before the first one."), where="last")
    people = {person.id: person.name for person in desk.store.everybody()}
    lines = desk.store.trail(first, last)
    entries: list[Entry] = []
    for at, (heading, begins) in enumerate(GROUPS.items()):
        found = [line for line in lines if _is(line, begins)]
        entries += _singly(heading, found, people) if at < _SINGLY else _counted(heading, found, people)
    with desk.store.work(desk.actor, "reports.access") as work:
        work.note("reports.access", "", first=first.isoformat(), last=last.isoformat())
    return AccessReport(first, last, tuple(entries), desk.store.verify_trail(), len(lines))


def back_up(desk: Desk) -> Backup | None:
    """Make a back-up now, whether anything changed or not."""
    allow(desk, "backups.keep")
    return desk.store.back_up("by hand")


def backup_state(desk: Desk) -> BackupState:
    """Where back-ups go and how fresh they are; everybody may know."""
    return desk.store.backup_state()


def choose_place(desk: Desk, place: Path | None) -> None:
    """Choose the second folder for back-ups."""
    allow(desk, "backups.keep")
    if place is not None and not place.is_dir():
        raise NotAcceptable(
            N_("This folder is not there. Choose one, or leave it open for now."), where="place"
        )
    desk.store.choose_backup_place(desk.actor, place)


def prove_trail(desk: Desk) -> Doubt | None:
    """Look at every line of the trail before something leaves the desk; what is wrong, or None."""
    return desk.store.verify_trail()


def word_of_trail(desk: Desk) -> str:
    """Whether the history holds, noted with what leaves the desk; a doubt stands in red from now on."""
    doubt = desk.store.verify_trail()
    if doubt is None:
        return "holds"
    if doubt not in desk.store.doubts:
        desk.store.doubts.append(doubt)
    return f"{doubt.kind} {doubt.at}"


def to_pdf(report: AccessReport, act: Callable[[str], str]) -> bytes:
    """The report on paper; `act` gives the name of an act in the language of the desk."""
    told = [
        say(N_("{first} to {last}: {many} lines of the history"), first=day(report.first),
            last=day(report.last), many=report.lines),
        say(N_("The history holds: no line was changed or taken away.")) if report.doubt is None
        else f"{words(report.doubt.words)} {words(report.doubt.then)}",
    ]  # fmt: skip
    rows = [(say(e.heading), e.when, e.who, act(e.act), e.number, e.why) for e in report.entries]
    return paper(say(N_("Who looked at what")), told, report.columns, rows, widths=_WIDTHS)


def _is(line: AuditLine, begins: Sequence[str]) -> bool:
    if "override" in begins and any(str(path).endswith("override_reason") for path in _changed(line)):
        return True
    return line.act.startswith(tuple(begins))


def _changed(line: AuditLine) -> Sequence[str]:
    changes = line.details.get("changes")
    return list(changes) if isinstance(changes, Mapping) else ()


def _singly(heading: str, lines: Sequence[AuditLine], people: Mapping[str, str]) -> list[Entry]:
    return [
        Entry(
            heading, f"{line.at.astimezone(PHOENIX):%Y-%m-%d %H:%M}", people.get(line.by, line.by),
            str(line.details.get("of") or line.act), line.number, _why(line, people),
            alone=line.act == "second.none",
        )
        for line in lines
    ]  # fmt: skip


def _why(line: AuditLine, people: Mapping[str, str]) -> str:
    if line.act == "second.none":
        return say("Nobody else could sign beside; look at it here.")
    told = [str(line.details[name]) for name in ("reason", "name", "how") if line.details.get(name)]
    beside = str(line.details.get("beside", ""))
    told += [say("Beside: {name}", name=people.get(beside, beside))] if beside else []
    return "; ".join(told)


def _counted(heading: str, lines: Sequence[AuditLine], people: Mapping[str, str]) -> list[Entry]:
    many = Counter((line.by, line.act, line.number) for line in lines)
    return [
        Entry(heading, say("{many} times", many=count), people.get(by, by), act, number, "")
        for (by, act, number), count in sorted(many.items(), key=lambda each: (-each[1], each[0]))
    ]


def to_bytes(report: AccessReport) -> bytes:
    """The CSV as it is written to a file."""
    return spreadsheet.to_bytes(report.text)


__all__ = [
    "AccessReport", "Entry", "access_report", "back_up", "backup_state", "choose_place", "prove_trail",
    "to_bytes", "to_pdf", "word_of_trail",
]  # fmt: skip
