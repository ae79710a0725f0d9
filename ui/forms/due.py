"""The last page of a wizard through a case's life: where the case stands then, and what is due now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from crs_intake.casework.keeping import to_go_out
from crs_intake.domain.standing import Clock, DocumentDue, Standing
from crs_intake.domain.text import N_
from crs_intake.policy import clocks
from crs_intake.words import say, say_with
from ui import names
from ui.forms.form import About, Answers, Note, Page

ENDED = ("TERMINATED", "RETENTION", "ARCHIVE_READY", "ARCHIVED", "HEARING")
FAR = timedelta(days=400)
"""A clock that ends later than this is not what is due now."""


def notes(about: About, answers: Answers) -> tuple[Note, ...]:
    """State and dates, the papers that must go out, and the clocks that run."""
    found = about.standing(about.case)
    return () if found is None else tuple(_lines(found, about))


def _lines(found: Standing, about: About) -> Iterator[Note]:
    yield Note("note", say("The case then stands at: {state}.", state=names.named(names.STATES, found.state)))
    if found.enrolled is not None and found.state not in ENDED:
        words = say("Enrolled from {day}, services from {services}.", day=found.enrolled.day,
                    services=(found.services_from or found.enrolled).day)  # fmt: skip
        yield Note("good", words, "20.700.2.D")
    if found.expires is not None and found.enrolled is not None and found.state not in ENDED:
        yield Note("note", say("The enrollment expires on {day}.", day=found.expires.day), "20.800.4")
    due = [paper for paper in found.documents if to_go_out(paper)]
    for paper in due:
        yield Note("due", paper_due(paper), paper.section)
    far = about.today + FAR
    open_ = [clock for clock in found.clocks if clock.status in ("open", "overdue")
             and not (clocks.rule(clock.id).counts or clocks.rule(clock.id).gap)
             and (clock.due.day <= far or clock.id == "CLK-29")]  # fmt: skip
    for clock in open_:
        yield Note("error" if clock.status == "overdue" else "note", clock_runs(clock), clock.section)
    if not due:
        yield Note("good", say("No paper is due."))


def paper_due(paper: DocumentDue) -> str:
    """DOC-38 Denial after the evaluation · to Family, Plan · by Mon 13 Apr 2009."""
    parts = [f"{paper.id} {say_with(paper.name, paper.inputs)}"]
    to = [each for each in paper.to if each not in ("case_file", "file")]
    if to:
        parts.append(say("to {whom}", whom=names.recipients(to)))
    if paper.by is not None:
        parts.append(say("by {day}", day=names.moment(paper.by)))
    return " · ".join(parts)


def clock_runs(clock: Clock) -> str:
    """Where a clock stands and who must act."""
    return say("{what}: {who}, until {day}", what=say_with(clock.name, clock.inputs),
               who=names.named(names.WHO, clock.who), day=names.moment(clock.due))  # fmt: skip


PAGE = Page(
    id="due",
    title=N_("What is due then"),
    intro=N_("What you entered is recorded when you press the last button; then this is due."),
    fields=(),
    show=lambda case: {},
    keep=lambda case, values: case,
    notes=notes,
)
