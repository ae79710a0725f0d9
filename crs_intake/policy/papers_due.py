"""The papers of a case: which are due, by when, and which have gone out.

What the state of the case asks for is a need; what happened to that document
since then is its status. Catalogue and recipients stand in `papers`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

from crs_intake.domain.event import Event
from crs_intake.domain.moment import Moment
from crs_intake.domain.standing import DocumentDue
from crs_intake.policy import (
    clocks,
    finances,
    hearing,
    interview,
    no_show,
    pathway,
    redetermination,
    termination,
)
from crs_intake.policy.catalogue import NAMES, SAME, enclosures, recipients
from crs_intake.policy.catalogue import catalogue as catalogue
from crs_intake.policy.papers_after import Need, Status, clock_due, ending_needs, hearing_needs
from crs_intake.policy.story import Story


def needs(story: Story) -> Iterator[Need]:
    """Every document that the case asks for or has asked for, in the order of its life."""
    if story.void:
        return
    yield from _referral_needs(story)
    yield from _interview_needs(story)
    yield from _title_needs(story)
    yield from _visit_needs(story)
    yield from _member_needs(story)
    yield from ending_needs(story)
    yield from hearing_needs(story)


def _referral_needs(story: Story) -> Iterator[Need]:
    marks = story.marks
    if (since := marks.get("incomplete_received")) is not None and (
        "incomplete_notice" in marks
        or (story.decision is None and story.completeness.missing and story.is_open)
    ):
        yield Need("DOC-11", since, clock_due(story, "CLK-04", since))
    decision = story.decision
    if decision is None:
        return
    yield Need("DOC-04", decision.at, status="drafted")
    if decision.outcome == "may_be_eligible":
        since = marks.get("referral_complete", decision.at)
        document = "DOC-12" if "requested_items_complete" in marks else "DOC-05"
        yield Need(document, decision.at, clock_due(story, "CLK-01", since))


def _interview_needs(story: Story) -> Iterator[Need]:
    held = story.interview
    if held is None:
        return
    title = story.title(held.at) is not None
    yield Need("DOC-18", held.at, status="drafted")
    if title:
        yield Need("DOC-19", held.at, status="drafted")
    else:
        form = story.case.financial_application
        signed = Moment(form.signed) if form is not None and form.signed is not None else None
        yield Need("DOC-16", held.at, done=signed)
        if _same_day(story, held):
            yield Need("DOC-23", held.at, Moment(held.at.day))
    if story.determined is not None and not title:
        yield Need("DOC-33", story.determined.at, status="drafted")
    yield from _agreement_needs(story, held)


def _same_day(story: Story, held: Event) -> bool:
    visit = (
        story.visit.at if story.visit is not None else story.booked.when if story.booked is not None else None
    )
    if visit is None or visit.day != held.at.day or story.case.referral is None:
        return False
    done = finances.financial_since(story, held.at) if story.determined is None else story.determined.at
    return done is None or done.day > held.at.day


def _agreement_needs(story: Story, held: Event) -> Iterator[Need]:
    now = story.title(story.now) is not None
    wanted = story.determined is not None and not pathway.pending(story)
    tests = story.stage == "TESTING" or (story.agreement is not None)
    if not now and story.member is None and (wanted or tests):
        signed = story.agreement.at if story.agreement is not None else None
        fits = interview.agreement_holds(story) or not wanted
        since = story.determined.at if story.determined is not None else held.at
        yield Need("DOC-34", since, done=signed if fits else None)
    elif story.agreement is not None:
        yield Need("DOC-34", story.agreement.at, done=story.agreement.at)
    yield Need("DOC-35", held.at, done=story.assignment.at if story.assignment is not None else None)


def _title_needs(story: Story) -> Iterator[Need]:
    marks = story.marks
    if (since := marks.get("application_in_hand")) is not None:
        yield Need("DOC-27", since, clock_due(story, "CLK-12", since), done=marks.get("application_faxed"))
    if (since := marks.get("own_application")) is not None:
        yield Need("DOC-29", since, Moment(since.day))
    if (asked := story.referred.get("xxi")) is not None or "xxi" in pathway.pending(story):
        made = story.determined.at if story.determined is not None else asked
        if made is not None:
            yield Need("DOC-31", made if asked is None else min(made, asked, key=Moment.sort_key))
    if story.altcs:
        yield Need(
            "DOC-32", story.interview.at if story.interview is not None else story.at, status="drafted"
        )


def _visit_needs(story: Story) -> Iterator[Need]:
    if story.tests is not None:
        yield Need("DOC-37", story.tests.at, status="drafted")
    ladder, misses = story.ladder, story.misses
    title = story.title(story.now) is not None
    if len(misses) > 1 and title and (story.member is not None or len(misses) < no_show.LAST_MISS):
        yield Need("DOC-59", misses[1].at, no_show.by_mail(story, misses[1].at.day))
    if ladder is not None and story.member is None:
        by = no_show.letter_by(story)
        if by is not None and ladder.second is not None and story.closing is None:
            yield Need("DOC-58", ladder.second.at, by)
    elif ladder is not None:
        yield from _member_letters(story)


def _member_letters(story: Story) -> Iterator[Need]:
    ladder, misses = story.ladder, story.misses
    if ladder is None:
        return
    # The first letter is for the family alone; of the others the plan has a copy (20.1202.D-E).
    plan = ("plan",) if story.title(story.now) is not None else ()
    if len(misses) >= no_show.LAST_MISS:
        yield Need("DOC-61", misses[-1].at, no_show.by_mail(story, misses[-1].at.day), copies=plan)
    elif ladder.second is not None and (by := no_show.letter_by(story)) is not None:
        yield Need("DOC-61", ladder.second.at, by)
    if (silent := story.marks.get("silent")) is not None and ladder.answered is None:
        yield Need("DOC-61", silent, no_show.by_mail(story, silent.day), copies=plan)


def _member_needs(story: Story) -> Iterator[Need]:
    member = story.member
    if member is None:
        return
    if not any(event.kind == "enrolled" for event in story.events) and story.case.member_since is None:
        yield Need("DOC-39", member.reached)
    if story.agreement is not None and story.interview is None:  # signed for a renewal
        yield Need("DOC-34", story.agreement.at, done=story.agreement.at)
    if (done := story.marks.get("renewed")) is not None:
        yield Need("DOC-43", done)
    if story.closing is not None:
        return
    if (courtesy := _courtesy(story)) is not None:
        yield courtesy
    asked = member.asked
    if asked is not None and asked.role in redetermination.CONTRACTOR:
        yield Need("DOC-40", asked.at, Moment(asked.at.day))
    reminder = story.inputs.get("reminder")
    by = story.marks.get("expiration_notice_by")
    if by is not None and "membership_state_only" in story.marks and _notice_wanted(story):
        since = story.marks.get("expiration_told") or Moment.read(reminder)
        if since.not_after(story.at):
            yield Need("DOC-42", since, by)
    if member.refused is not None and termination.letter_on_refusal(story):
        yield Need("DOC-46", member.refused.at)
    if member.leaving is not None and termination.needs_advice(story):
        yield Need(
            "DOC-47", member.leaving.at, done=member.advised.at if member.advised is not None else None
        )


def _courtesy(story: Story) -> Need | None:
    """The letter before the 21st birthday, as many days ahead as the expiration notice (AMB-197)."""
    birthday = story.marks.get("birthday_21")
    if birthday is None:
        return None
    ahead, _ = clocks.figure(story.book.reading("redet.notice_days"))
    reminder = clocks.rule("CLK-23").step(birthday.day).reminder
    since = Moment(birthday.day - timedelta(days=reminder))
    by = Moment(birthday.day - timedelta(days=ahead or 0))
    return Need("DOC-73", since, by) if since.not_after(story.at) else None


def _notice_wanted(story: Story) -> bool:
    if story.book.reading("redet.low_income_process") != "none":
        return True
    return redetermination.above_200(story) is not False


_STATUS: Mapping[str, Status] = {
    "document_drafted": "drafted",
    "document_printed": "printed",
    "document_sent": "sent",
    "document_returned": "returned",
    "document_cancelled": "cancelled",
}


def documents(story: Story) -> tuple[DocumentDue, ...]:
    """Every paper of the case with its status, those that are asked for first."""
    found: list[DocumentDue] = []
    used: set[str] = set()
    for need in needs(story):
        row = _row(story, need)
        if row.status == "due" and _needless(story, need.document):
            continue
        used.add(need.document)
        if need.document == "DOC-12":
            used.add("DOC-05")
        found.append(row)
        found.extend(_along(story, row, _known_at(story, need)))
    for document, events in story.papers.items():
        if document and document not in used and SAME.get(document) not in used:
            found.append(_of_before(story, document, events))
    return tuple(found)


def _of_before(story: Story, document: str, events: list[Event]) -> DocumentDue:
    """A paper that nothing asks for any more, with the day it last went out."""
    row = _row(story, Need(document, events[0].at, status=_STATUS[events[-1].kind]))
    last = max((e.at for e in events if e.kind == "document_sent"), default=None, key=Moment.sort_key)
    return replace(row, sent=last) if row.sent is not None else row


_OF_AN_APPLICANT = ("DOC-05", "DOC-11", "DOC-12", "DOC-16", "DOC-23", "DOC-29")
_AFTER_AN_END = ("DOC-22", "DOC-45", "DOC-48", hearing.REQUEST)


def _needless(story: Story, document: str) -> bool:
    """Whether nobody waits for a paper that never went out: the case ended, or the applicant is a member."""
    if story.closing is not None:
        return document != story.closing.notice and document not in _AFTER_AN_END
    return story.member is not None and document in _OF_AN_APPLICANT


def _row(story: Story, need: Need) -> DocumentDue:
    paper = catalogue().get(need.document)
    known = _known_at(story, need)
    to = (*recipients(story, need.document, known), *need.copies)
    status, sent, reached = _reached(story, need, set(to))
    if sent is None and reached:  # some have it: it is due to the others
        to = tuple(who for who in to if who not in reached)
    return DocumentDue(
        need.document,
        to,
        _copies_by(story, need) if sent is None and reached else need.by,
        status,
        paper.section if paper else "",
        paper.name if paper else "",
        enclosures(story, need.document, known) if paper else (),
        sent,
        need.reason,
        need.inputs,
    )


def _known_at(story: Story, need: Need) -> Moment:
    """As of when it counts who must have a paper and what goes along: its first sending, else now."""
    events = (*story.papers.get(need.document, ()), *_twins(story, need.document))
    sent = [e.at for e in events if e.kind == "document_sent" and need.since.not_after(e.at)]
    return min(sent, default=story.at, key=Moment.sort_key)


def _copies_by(story: Story, need: Need) -> Moment | None:
    since = story.marks.get("denial_title")
    return clock_due(story, "CLK-08", since) if need.document == "DOC-14" and since is not None else need.by


def _reached(story: Story, need: Need, to: set[str]) -> tuple[Status, Moment | None, set[str]]:
    """What happened to a document since it was asked for: its status, when it was sent, who has it."""
    if need.done is not None:
        return ("sent" if catalogue()[need.document].kind == "letter" else "returned"), need.done, to
    status, sent, reached = need.status, None, set[str]()
    events = [*story.papers.get(need.document, ()), *_twins(story, need.document)]
    for event in events:
        if event.at.day < need.since.day:
            continue
        if event.kind == "document_sent":
            if not need.since.not_after(event.at):
                continue
            reached |= {NAMES.get(who, who) for who in event.to} or to
            if to <= reached and (status != "sent" or sent is None):  # a copy does not move the first sending
                status, sent = "sent", event.at
        elif status != "sent" or event.kind == "document_returned":
            status = _STATUS[event.kind]
    return status, sent, reached


def _twins(story: Story, document: str) -> tuple[Event, ...]:
    other = {"DOC-05": "DOC-12", "DOC-12": "DOC-05"}.get(document)
    return tuple(story.papers.get(other, ())) if other else ()


def _along(story: Story, row: DocumentDue, since: Moment) -> Iterator[DocumentDue]:
    for document in row.enclosures:
        paper = catalogue()[document]
        to = recipients(story, document, since)
        yield DocumentDue(
            document, to, row.by, row.status, paper.section, paper.name, (), row.sent, enclosed_in=row.id
        )
