"""What finishing a wizard does, and how its drafts and facts are kept, all through casework.

A new referral has no case yet; its drafts stand under a name of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from crs_intake.casework import determination, drafts, events, facts, referral
from crs_intake.casework.keeping import to_go_out
from crs_intake.casework.ports import Desk, Draft, Stored
from crs_intake.clock import moment
from crs_intake.domain.case import Case
from crs_intake.domain.event import Event, left_out
from crs_intake.domain.text import N_
from crs_intake.policy.life import standing
from crs_intake.policy.redetermination import CONTRACTOR
from crs_intake.policy.referral import completeness
from crs_intake.words import say

NEW = "new:"
LIFE = ("evaluation", "redetermination", "termination", "hearing")
"""Wizards through a case's life: they end with what is due."""


def new_number() -> str:
    """The name under which a referral is drafted that is no case yet."""
    return f"{NEW}{uuid4().hex[:12]}"


def is_new(number: str) -> bool:
    """Whether that number is a draft's own."""
    return number.startswith(NEW)


def stored(desk: Desk, number: str) -> Stored:
    """The case as it is kept now."""
    return desk.store.case(number)


def begun(desk: Desk, number: str, wizard: str) -> tuple[Mapping[str, Draft], tuple[str, str] | None]:
    """The typed pages of a wizard and the place where it was left; another person's are taken over."""
    found = drafts.resume(desk, number, wizard)
    if found is None:
        return {}, None
    return found.pages, (found.page, found.focus)


def keep_draft(desk: Desk, draft: Draft) -> None:
    """Keep what is typed on a page."""
    drafts.keep(desk, draft)


def forget(desk: Desk, number: str, wizard: str, page: str = "") -> None:
    """Forget the drafts of a page or of the whole wizard."""
    drafts.forget(desk, number, wizard, page)


def keep_facts(desk: Desk, base: Stored, case: Case, action: UUID, wizard: str, page: str) -> Stored:
    """Keep changed facts; raises SavedMeanwhile. With `page`, its draft goes in the same step."""
    return facts.keep(desk, base, case, action, wizard=wizard if page else "", page=page)


# -- finishing -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Finished:
    """What finishing did: the case's number, and what to say of it."""

    number: str
    said: str = ""


def finish(desk: Desk, wizard: str, number: str, case: Case, pending: Case, action: UUID,
           apart: Iterable[str] = (), reason: str = "", again: str = "") -> Finished:  # fmt: skip
    """Do what the wizard is for; `pending` is the case with the events typed, `case` without them."""
    if wizard == "referral" and is_new(number):
        opened = referral.open_referral(desk, case, action, draft=number, another_child=tuple(apart),
                                        again=again)  # fmt: skip
        return Finished(opened, say("The referral is filed as case {number}.", number=opened))
    if wizard == "worksheet":
        determination.decide(desk, number, reason, action=action)
        forget(desk, number, wizard)
        return Finished(number, say("The determination is kept."))
    happened = _happened(desk, wizard, case, pending)
    if happened:
        events.record_all(desk, number, happened, action)
    forget(desk, number, wizard)
    return Finished(number, _now_due(desk, number) if wizard in LIFE and happened else "")


def _now_due(desk: Desk, number: str) -> str:
    """Recorded, and the papers that are due now, for the line below the window."""
    found = standing(stored(desk, number).case, desk.book, moment(desk.clock), with_acts=False)
    papers = [paper.id for paper in found.documents if to_go_out(paper)]
    if not papers:
        return say("Recorded. No paper is due.")
    return say("Recorded. Now due: {papers}.", papers=", ".join(dict.fromkeys(papers)))


def _happened(desk: Desk, wizard: str, case: Case, pending: Case) -> tuple[Event, ...]:
    found: list[Event] = []
    for event in pending.events[len(case.events) :]:
        same = next(
            (old for old in reversed(case.events) if old.kind == event.kind and old.at == event.at), None
        )
        if same is not None and same.id:
            found.append(Event(kind="correction", at=moment(desk.clock), corrects=same.id,
                               reason=say(N_("Entered again with other answers"))))  # fmt: skip
        found.append(event)
    if wizard in ("interview", "redetermination"):
        found += _papers(desk, case)
    if wizard == "redetermination" and not any(event.kind == "papers_received" for event in found):
        found += _asked_by_letter(desk, case)
    if wizard == "referral":
        found += _items(desk, case)
    return tuple(found)


def _papers(desk: Desk, case: Case) -> list[Event]:
    """Papers asked for, and those asked for that have come, each told once (20.602.11)."""
    told: dict[str, set[str]] = {"papers_requested": set(), "papers_received": set()}
    for event in case.events:
        if event.kind in told:
            told[event.kind].update(event.items)
    asked = {each.kind: None for each in case.papers if each.requested and not each.received}
    came = {each.kind: None for each in case.papers if each.requested and each.received}
    found = []
    now = moment(desk.clock)
    if new := tuple(kind for kind in asked if kind not in told["papers_requested"]):
        found.append(Event(kind="papers_requested", at=now, items=new))
    known = told["papers_requested"] - told["papers_received"]
    if new := tuple(kind for kind in came if kind in known):
        found.append(Event(kind="papers_received", at=now, items=new))
    return found


def _asked_by_letter(desk: Desk, case: Case) -> list[Event]:
    """Papers that came since the contractor asked for information, each told once (20.800.1)."""
    events = [each for each in case.events if each.id not in left_out(case.events)]
    asked = [at for at, each in enumerate(events) if _asks_by_letter(each)]
    if not asked:
        return []
    since, after = events[asked[-1]].at.day, events[asked[-1] :]
    told = {item for each in after if each.kind == "papers_received" for item in each.items}
    came = {paper.kind for paper in case.papers if paper.received and paper.received >= since}
    new = tuple(sorted(came - told))
    return [Event(kind="papers_received", at=moment(desk.clock), items=new)] if new else []


def _asks_by_letter(event: Event) -> bool:
    if event.kind == "redetermination_requested":
        return event.role in CONTRACTOR
    return event.kind == "document_sent" and event.document == "DOC-40"


def _items(desk: Desk, case: Case) -> list[Event]:
    """Items of the referral that the incomplete notice asked for and that have come (20.402.3)."""
    asked: set[str] = set()
    for event in case.events:
        if event.kind == "document_sent" and event.document == "DOC-11":
            asked |= set(event.items)
        if event.kind == "items_received":
            asked -= set(event.items)
    if not asked:
        return []
    now = moment(desk.clock)
    title = case.title.pmmis.program if case.title.pmmis else case.title.enrolled
    found = completeness(case, desk.book, now, title=None if title == "none" else title)
    came = tuple(sorted(asked - set(found.missing)))
    return [Event(kind="items_received", at=now, items=came)] if came else []
