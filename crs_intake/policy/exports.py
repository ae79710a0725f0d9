"""Tables for others: the extract for the plans (20.404) and the referral tracking for CRSA (20.602.9).

The manual prints no layout for either, so the columns are dated lists: shipped
ones, and those a site has put in their place. Only Title XIX/XXI applicants
and members are ever in the extract.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal

from crs_intake.domain.case import Case
from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.moment import Moment
from crs_intake.domain.site import ExportColumn, ExportLayout
from crs_intake.policy import course, pathway, shelf, states
from crs_intake.policy.book import Book
from crs_intake.policy.story import Story

Table = Literal["sharing", "tracking"]
TABLES: tuple[Table, ...] = ("sharing", "tracking")


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table on a day, in their order."""

    names: tuple[str, ...]
    headings: tuple[str, ...]
    since: date
    form: str = ""
    """The receiver's own form to which they are mapped; "" = the program's own table."""


@cache
def known(table: Table) -> Mapping[str, str]:
    """Every column there is, with its shipped heading."""
    columns: dict[str, str] = shelf.loaded("exports.yaml")[table]["columns"]
    return columns


def section(table: Table) -> str:
    """The section that asks for the table."""
    return str(shelf.loaded("exports.yaml")[table]["section"])


def columns(table: Table, book: Book, day: date) -> Columns:
    """The layout in force on a day; raises NotAcceptable for a column that does not exist."""
    shipped = [
        ExportLayout(table=table, effective_from=since, columns=tuple(ExportColumn(name=n) for n in names))
        for since, names in shelf.loaded("exports.yaml")[table]["layouts"].items()
    ]
    chosen = [each for each in book.site.exports if each.table == table]
    begun = [each for each in (*shipped, *chosen) if each.effective_from <= day]
    newest = max(enumerate(begun), key=lambda each: (each[1].effective_from, each[0]))[1]
    return _read(table, newest)


def _read(table: Table, layout: ExportLayout) -> Columns:
    wrong(layout)
    headings = (each.heading.strip() or known(table)[each.name] for each in layout.columns)
    return Columns(
        tuple(each.name for each in layout.columns), tuple(headings), layout.effective_from, layout.form
    )


def wrong(layout: ExportLayout) -> None:
    """Raise NotAcceptable if a layout has no column, an unknown one, or one twice."""
    names = [each.name for each in layout.columns]
    if not names:
        raise NotAcceptable("Choose at least one column", where="columns")
    for name in names:
        if name not in known(layout.table):
            there = ", ".join(known(layout.table))
            raise NotAcceptable(f"There is no column {name!r}; there are {there}", where="columns")
        if names.count(name) > 1:
            raise NotAcceptable(f"The column {name!r} stands there twice", where="columns")


def row(table: Table, case: Case, book: Book, at: Moment) -> Mapping[str, str] | None:
    """Every column of a case; None where the case does not belong into the table.

    Into the extract belong Title XIX/XXI applicants and members (20.404), into the tracking every
    referral that was received; a case entered by mistake or merged into another belongs into neither.
    """
    if table == "sharing" and not _may_be_title(case):
        return None
    story = course.read(case, book, at)
    course.finish(story)
    if story.void or (table == "sharing" and not is_title(story)):
        return None
    if table == "tracking" and story.completeness.received is None:
        return None
    return {name: _VALUES[name](story) for name in known(table)}


def _may_be_title(case: Case) -> bool:
    """Whether anything of Title XIX or XXI stands in the case; spares reading all the others."""
    title = case.title
    told = (title.enrolled, title.pmmis and title.pmmis.program in ("xix", "xxi"),
            "approved" in (title.xix_result, title.xxi_result))  # fmt: skip
    return any(told) or any(event.kind in _TELLS for event in case.events)


_TELLS = frozenset({"title_result", "pmmis_checked", "followup_checked", "altcs_result"})


def is_title(story: Story) -> bool:
    """Whether the applicant or member is known to be in Title XIX or XXI now."""
    return story.title(story.at) is not None


def plan_of(case: Case) -> str:
    """The ALTCS/Acute Care Contractor of the applicant, by name."""
    plan = case.title.plan
    return (plan.name or plan.organization).strip() if plan is not None else ""


# --- what stands in the columns ----------------------------------------------------------------------


def _iso(when: Moment | date | None) -> str:
    day = when.day if isinstance(when, Moment) else when
    return day.isoformat() if day is not None else ""


def _person(story: Story, name: str) -> str:
    applicant = story.case.applicant
    value = getattr(applicant, name) if applicant is not None else ""
    return _iso(value) if isinstance(value, date) else str(value or "")


def _born(story: Story) -> str:
    """By PMMIS where it shows one: it is the authority for what is submitted (20.601.1)."""
    pmmis = story.case.title.pmmis
    return _iso(pmmis.born) if pmmis is not None and pmmis.born is not None else _person(story, "born")


def _form(story: Story, name: str) -> str:
    form = story.case.referral
    return str(getattr(form, name) or "") if form is not None else ""


def _source(story: Story) -> str:
    source = story.case.referral.source if story.case.referral is not None else None
    return (source.organization or source.name) if source is not None else ""


def _ahcccs_id(story: Story) -> str:
    title = story.case.title
    return next((each.ahcccs_id for each in (title.pmmis, title.presented) if each and each.ahcccs_id), "")


def _program(story: Story) -> str:
    names = {"xix": "Title XIX", "xxi": "Title XXI", "state_only": "State Only"}
    return names.get(pathway.pathway(story), "")


def _days(story: Story) -> str:
    received, decision = story.completeness.received, story.decision
    return str((decision.at.day - received.day).days) if received is not None and decision else ""


def _answers(story: Story) -> str:
    return "; ".join(f"{program.upper()} {outcome}" for program, (outcome, _) in story.answers.items())


def _clinic(story: Story) -> str:
    return _form(story, "clinic") or next(iter(story.case.sites), "")


def _attribute(event: Any, name: str) -> str:
    value = getattr(event, name, None)
    return _iso(value) if isinstance(value, Moment) else str(value or "")


_VALUES: Mapping[str, Callable[[Story], str]] = {
    "case": lambda s: s.case.number,
    "ahcccs_id": _ahcccs_id,
    "family": lambda s: _person(s, "family"),
    "given": lambda s: _person(s, "given"),
    "born": _born,
    "sex": lambda s: _person(s, "sex"),
    "program": _program,
    "plan": lambda s: plan_of(s.case),
    "clinic": _clinic,
    "received": lambda s: _iso(s.completeness.received),
    "channel": lambda s: _form(s, "channel"),
    "source": _source,
    "source_relation": lambda s: _form(s, "source_relation"),
    "condition": lambda s: s.case.condition,
    "complete": lambda s: _iso(s.marks.get("referral_complete")),
    "status": states.main,
    "determination": lambda s: _attribute(s.decision, "outcome"),
    "determined": lambda s: _attribute(s.decision, "at"),
    "days": _days,
    "noticed": lambda s: _iso(s.marks.get("positive_notice") or s.marks.get("denial_notice")),
    "interview": lambda s: _attribute(s.interview, "at"),
    "evaluation": lambda s: _attribute(s.visit, "at"),
    "finding": lambda s: _attribute(s.finding, "outcome"),
    "referred": lambda s: "; ".join(program.upper() for program in s.referred),
    "answer": _answers,
    "enrolled": lambda s: _iso(s.member.since if s.member else None),
    "expires": lambda s: _iso(s.member.expires if s.member else None),
    "ended": lambda s: _iso(s.closing.at if s.closing else None),
    "reason": lambda s: s.closing.reason if s.closing else "",
    "as_of": lambda s: _iso(s.at),
}
