"""Are the proofs and the financial papers complete, and since when? (20.401.2.F.2.c, 20.602.11)

Two clocks run for the family's papers, and the later one decides (AMB-033).
What staff asked for and did not get counts first; then the determination that
was made; only when neither says it are the figures themselves looked at.
"""

from __future__ import annotations

import weakref
from datetime import date

from crs_intake.domain.case import Case
from crs_intake.domain.decision import Assessment
from crs_intake.domain.errors import DeskError
from crs_intake.domain.moment import Moment
from crs_intake.policy import determine, referral
from crs_intake.policy.book import Book
from crs_intake.policy.story import Story

_PROOFS = ("20.503",)
_known: dict[int, tuple[weakref.ref[Case], date, weakref.ref[Book], Assessment | None]] = {}


def assessed(case: Case, book: Book, on: date) -> Assessment | None:
    """The determination of these facts that day, kept while the case is at hand; None if no rule can run."""
    kept = _known.get(id(case))
    if kept is not None and kept[0]() is case and kept[1] == on and kept[2]() is book:
        return kept[3]
    try:
        found = determine.assess(case, book, on)
    except DeskError:  # a gap in the book: nobody can say, so the papers are not called complete
        found = None
    key = id(case)
    _known[key] = (weakref.ref(case, lambda _: _known.pop(key, None)), on, weakref.ref(book), found)
    return found


def potential(story: Story) -> tuple[str, ...]:
    """Programmes for which the screening finds the applicant potentially eligible (20.602.3.B)."""
    made = story.determined
    if made is None:
        return ()
    if made.program is not None:
        return (made.program,) if made.program in ("xix", "xxi") else ()
    if made.outcome in ("state_only", "pays"):
        return ()
    found = assessed(story.case, story.book, made.at.day)
    return tuple(p for p in found.screening.potential if p != "altcs") if found is not None else ()


def is_proof(item: str) -> bool:
    """Whether an item proves age, citizenship or residency: the visit clock alone runs for it."""
    return referral.name_of(item).startswith(_PROOFS)


def asked_for(story: Story, now: Moment) -> dict[str, Moment]:
    """Papers asked for by a moment and not there then; what the family cannot get is not waited for."""
    open_ = {item: since for item, since in story.requested.items() if since.day <= now.day}
    later = _later_today(story, now) if open_ else False
    for paper in story.case.papers:
        asked = paper.requested
        if asked is None or asked > now.day or paper.unavailable:
            if paper.unavailable:
                open_.pop(paper.kind, None)
            continue
        if paper.received is not None and paper.received <= now.day:
            if not (later and paper.received == now.day):
                open_.pop(paper.kind, None)
        elif paper.kind not in story.requested:
            open_[paper.kind] = Moment(asked)
    return open_


def _later_today(story: Story, now: Moment) -> bool:
    # The fact knows only the day; the receipt noted with its time tells that it has not come yet.
    return now.time is not None and any(
        event.kind == "papers_received" and event.at.day == now.day and not event.at.not_after(now)
        for event in story.case.events
    )


def proofs_since(story: Story, now: Moment) -> Moment | None:
    """When age, citizenship and residency were shown; None while a proof is missing."""
    key = ("proofs", now)
    if key not in story.memo:
        story.memo[key] = _proofs_since(story, now)
    return story.memo[key]


def _proofs_since(story: Story, now: Moment) -> Moment | None:
    if any(is_proof(item) or item == "*" for item in asked_for(story, now)):
        return None
    if story.proofs is not None and story.proofs.outcome == "met":
        return _latest(story, story.proofs.at)
    if story.determined is None:
        found = assessed(story.case, story.book, now.day)
        if found is None or any(
            each.state == "unknown" for each in (found.age, found.citizenship, found.residency)
        ):
            return None
    shown = [p.shown for p in story.case.proofs if p.shown is not None and p.shown <= now.day]
    return _latest(story, *map(Moment, shown))


def financial_since(story: Story, now: Moment) -> Moment | None:
    """When the financial papers were complete; None while a paper asked for, or a figure, is missing."""
    key = ("financial", now)
    if key not in story.memo:
        story.memo[key] = _financial_since(story, now)
    return story.memo[key]


def _financial_since(story: Story, now: Moment) -> Moment | None:
    if any(not is_proof(item) for item in asked_for(story, now)):
        return None
    if story.determined is None or story.determined.outcome == "not_decidable":
        found = assessed(story.case, story.book, now.day)
        if found is None or any(_is_figure(each.section, each.key) for each in found.missing):
            return None
    received = [p.received for p in story.case.papers if p.received is not None and p.received <= now.day]
    return _latest(story, *map(Moment, received))


def complete(story: Story, now: Moment) -> bool:
    """Whether the financial eligibility of a non-title applicant is complete (20.602.4.C)."""
    return (
        story.determined is not None
        and financial_since(story, now) is not None
        and proofs_since(story, now) is not None
    )


def _is_figure(section: str, key: str) -> bool:
    # An open application for XIX or XXI is no paper of the family's.
    return not section.startswith(("20.503", "20.301", "20.302", "20.303")) and not key.startswith("title.")


def _latest(story: Story, *moments: Moment) -> Moment | None:
    held = [
        m
        for m in (story.interview.at if story.interview else None, story.received, *moments)
        if m is not None
    ]
    return max(held, default=None, key=Moment.sort_key)
