"""Why a case stands as it does: the entry that made a paper due, and the one that brought its state.

Nothing is kept of it; the case is read anew, up to each of its entries, when somebody asks "Why?".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from crs_intake.casework import keeping
from crs_intake.casework.ports import Desk
from crs_intake.casework.rights import allow
from crs_intake.domain.case import Case
from crs_intake.domain.errors import DeskError
from crs_intake.domain.event import Event
from crs_intake.domain.moment import Moment
from crs_intake.domain.standing import Clock, DocumentDue, Standing
from crs_intake.policy import life, papers_due
from crs_intake.policy.catalogue import catalogue
from crs_intake.policy.course import finish, read
from crs_intake.policy.papers_after import Need
from crs_intake.policy.story import Closing, Story


@dataclass(frozen=True)
class PaperBecause:
    """What made a paper due, since when, its clock, and what has become of it."""

    paper: DocumentDue
    since: Moment | None
    """None where no rule asks for it, or it only goes along with another paper."""
    event: Event | None
    """The entry of that moment; None where only time made it due."""
    clock: Clock | None
    by: Moment | None = None
    """Its last day, also once it went out."""
    reason: Closing | None = None
    """The end that a letter tells of."""
    done: tuple[Event, ...] = ()
    """What was noted of the paper itself."""


@dataclass(frozen=True)
class StateBecause:
    """What brought a case where it stands: an entry, or the end of a clock."""

    event: Event | None
    clock: Clock | None = None
    closing: Closing | None = None


def of_paper(desk: Desk, case: Case, document: str) -> PaperBecause | None:
    """Why a paper of the case is due, or was; None where no rule asks for it and none was made."""
    allow(desk, "papers.view", case)
    at, book = keeping.now(desk), desk.book
    stands = life.standing(case, book, at, with_acts=False)
    paper = next((each for each in stands.documents if each.id == document), None)
    if paper is None:
        return None
    story = read(case, book.as_of(at.day), at)
    finish(story)
    asked_for = paper.enclosed_in or document
    need = _need(story, asked_for)
    for event in story.papers.get(asked_for, ()):  # nothing asks for it any more, but something did then
        need = need or _need(read(case, book.as_of(event.at.day), event.at), asked_for)
    since = need.since if need is not None else None
    closing = story.closing if story.closing is not None and story.closing.notice == asked_for else None
    return PaperBecause(
        paper, since, _entry(story, since), _clock(stands, asked_for, paper),
        paper.by or (need.by if need is not None else None), closing,
        tuple(story.papers.get(document, ())),
    )  # fmt: skip


def of_state(desk: Desk, case: Case, tells: Callable[[Standing], str]) -> StateBecause:
    """Since which entry a case stands so, by what `tells` reads from its standing: state or pathway."""
    allow(desk, "cases.view", case)
    at, book = keeping.now(desk), desk.book
    story = read(case, book.as_of(at.day), at)
    finish(story)
    stands = life.standing(case, book, at, with_acts=False)
    now = tells(stands)
    found: Event | None = None
    for last in range(len(story.events), 0, -1):
        event = story.events[last - 1]
        past = replace(case, events=tuple(story.events[:last]))  # what was taken back never counted
        try:
            then = tells(life.standing(past, book, event.at, with_acts=False))
        except DeskError:  # before the book begins
            break
        if then != now:
            break
        found = event
    clock = None if found is not None else _ran_out(stands, story.closing, at)
    return StateBecause(found, clock, story.closing)


def _need(story: Story, document: str) -> Need | None:
    return next((each for each in papers_due.needs(story) if each.document == document), None)


def _entry(story: Story, since: Moment | None) -> Event | None:
    """The entry of a moment: what happened, before papers that were only made or sent then."""
    if since is None:
        return None
    same = [each for each in story.events if each.at == since]
    if not same and since.time is None:
        same = [each for each in story.events if each.at.day == since.day]
    return next((each for each in same if not each.kind.startswith("document_")), next(iter(same), None))


def _clock(stands: Standing, document: str, paper: DocumentDue) -> Clock | None:
    """The clock of a paper: that of the catalogue, else the one that ends on its last day."""
    known = catalogue().get(document)
    own = [each for each in stands.clocks if known is not None and each.id == known.clock]
    return next(iter(own), None) or next(
        (each for each in stands.clocks if paper.by is not None and each.due == paper.by), None
    )


def _ran_out(stands: Standing, closing: Closing | None, at: Moment) -> Clock | None:
    """The clock that ended last, where no entry but the time brought the state."""
    if closing is not None and closing.clock:
        return next((each for each in stands.clocks if each.id == closing.clock), None)
    over = [each for each in stands.clocks if each.status == "expired" and each.due.not_after(at)]
    return max(over, key=lambda each: each.due.sort_key(), default=None)
