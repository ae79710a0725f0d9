"""What a paper is needed for, and which papers an end or a hearing asks for (20.403, 20.900.2, 20.1100).

A need says since when and by when; `papers_due` finds out what has become of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from crs_intake.domain.decision import Value
from crs_intake.domain.moment import Moment
from crs_intake.domain.text import N_
from crs_intake.policy import clocks, hearing, records
from crs_intake.policy.catalogue import catalogue
from crs_intake.policy.story import Story

Status = Literal["due", "drafted", "printed", "sent", "returned", "cancelled"]


@dataclass(frozen=True, slots=True)
class Need:
    """A document that the state of the case asks for."""

    document: str
    since: Moment
    by: Moment | None = None
    done: Moment | None = None
    """Settled otherwise than by sending it, for example signed or faxed."""
    status: Status = "due"
    reason: str = ""
    copies: tuple[str, ...] = ()
    """Recipients beside those of the catalogue."""
    inputs: Mapping[str, Value] = field(default_factory=dict)


def ending_needs(story: Story) -> Iterator[Need]:
    """The letters that tell of an end, the rescission, the update and the transmittal to the archives."""
    closing = story.closing
    if closing is None:
        return
    off = closing.ground == "items" and story.book.reading("notice.withdrawal_402") == "off"
    if not off:
        since = closing.told_from
        yield Need(closing.notice, since, notice_by(story, closing.notice, since), reason=closing.reason)
    if closing.ground == "refusal":
        yield Need("DOC-74", closing.at, status="drafted")  # signed by those who refuse (A.R.S. 36-263)
    if closing.notice in ("DOC-20", "DOC-21") and "positive_notice" in story.marks:
        yield Need("DOC-22", closing.at, notice_by(story, closing.notice, closing.at), done=story.rescinded)
    until = records.kept_until(story)
    if until is not None and ("archived" in story.marks or records.is_ready(story)):
        yield Need("DOC-48", until, status="drafted")
    if closing.state == "TERMINATED":
        since = closing.told_from
        yield Need("DOC-45", since, Moment(since.day), done=story.marks.get("eligibility_update"))


def hearing_needs(story: Story) -> Iterator[Need]:
    """A request that must go on to ADHS/CRS, and the Notice of Hearing with what it lacks."""
    found = story.hearing
    if found is None:
        return
    if hearing.handed_to_us(found.filed):  # sent on the same day (AMB-217)
        yield Need(hearing.REQUEST, found.filed.at, Moment(found.filed.at.day), copies=(hearing.ADHS,))
    if found.mailed is not None:
        gaps = hearing.notice_gaps(found.mailed)
        reason = N_("The Notice of Hearing lacks item {letters} of 20.1100") if gaps else ""
        letters = {"letters": ", ".join(part.letter for part in gaps)}
        yield Need(hearing.NOTICE, found.mailed.at, done=found.mailed.at, reason=reason, inputs=letters)


def notice_by(story: Story, document: str, at: Moment) -> Moment | None:
    """By when a letter goes out: its clock, the day itself, or the days of a setting."""
    paper = catalogue()[document]
    if paper.clock:
        since = story.marks.get(clocks.rule(paper.clock).starts, at)
        return clock_due(story, paper.clock, since)
    if paper.by == "same_day":
        return Moment(at.day)
    return Moment(clocks.setting_days(paper.by, story.book, at.day)) if paper.by else None


def clock_due(story: Story, clock: str, since: Moment) -> Moment | None:
    """The last day of a clock that starts there."""
    term = clocks.term(clock, since, story.book)
    return term.due if term is not None else None
