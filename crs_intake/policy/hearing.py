"""State Administrative Hearings: who may ask, until when, and what follows (20.1100).

ADHS/CRS decides; the program keeps the dates. A decision for the applicant
puts the case back where it was, with its original dates (AMB-229).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from crs_intake.domain.event import Event
from crs_intake.domain.moment import Moment
from crs_intake.domain.text import N_
from crs_intake.policy import clocks, evaluation, medical, shelf
from crs_intake.policy.story import Closing, Hearing, Story

DENIAL_GROUNDS = {
    "A": N_("The request is untimely"),
    "B": N_("The request is not about an adverse action under this policy"),
    "C": N_("The request is moot on the facts of the case"),
    "D": N_("The sole issue is a federal or state law that requires an automatic change"),
}
REHEARING_GROUNDS = {
    "A": N_("Irregularity that deprived the petitioner of a fair hearing"),
    "B": N_("Misconduct of ADHS, AHCCCS, OAH or a party"),
    "C": N_("Newly discovered material evidence"),
    "D": N_("The decision is the result of passion or prejudice"),
    "E": N_("The decision is not justified by the evidence or is contrary to law"),
    "F": N_("Good cause for the nonappearance of a party"),
}
REQUEST, NOTICE = "DOC-50", "DOC-52"
ADHS, DESK = "adhs_crs", ("contractor", "clinic")
"""To whom a request goes, and who may have been handed it instead (AMB-217)."""
BY_HAND = ("hand", "in_person", "handed_over", "fax")


def notice_sent(story: Story, event: Event, to: set[str], whole: bool) -> None:
    """The notice of the adverse action reached the family: 30 days from its receipt (AMB-210)."""
    closing = story.closing
    if closing is None or event.document != closing.notice or "applicant" not in to:
        return
    asked = story.hearing
    if asked is not None and not asked.over and asked.against is not None and asked.against.at == closing.at:
        return  # asked for before the notice came: no time runs for asking
    story.mark_first("notice_of_action", event.at)
    story.mark_first("notice_of_action_received", Moment.read(received_on(story, event)))


def notice_returned(story: Story, event: Event, to: set[str]) -> None:
    """The notice came back undelivered: nobody has received it, so no day of the 30 is over (20.1100)."""
    closing = story.closing
    if closing is not None and event.document == closing.notice and (not to or "applicant" in to):
        story.forget("notice_of_action", "notice_of_action_received")


def received_on(story: Story, event: Event) -> object:
    """Day of receipt: as proved, the same day when handed over, else so many days after mailing."""
    if event.effective is not None:
        return event.effective
    if event.method in BY_HAND:
        return event.at.day
    days, _ = clocks.figure(story.book.reading("hearing.mail_days"))
    return event.at.day + timedelta(days=days or 0)


def on_requested(story: Story, event: Event) -> None:
    """A written request came in; whether it is timely ADHS/CRS decides."""
    story.hearing = Hearing(event, against=story.closing)
    story.forget("hearing_recommended", "hearing_decided", "hearing_withdrawn")
    if event.effective is not None:
        _filed(story, Moment(event.effective))
    elif not handed_to_us(event):
        _filed(story, event.at)


def _filed(story: Story, asked: Moment) -> None:
    """The request is filed. Who files has the notice, whatever day its mailing lets presume (AMB-210)."""
    story.mark("hearing_requested", asked)
    received = story.marks.get("notice_of_action_received")
    if received is not None and asked.day < received.day:
        story.mark("notice_of_action_received", Moment(asked.day))


def request_sent(story: Story, event: Event, to: set[str], whole: bool) -> None:
    """A request that was handed to the contractor went on to ADHS/CRS: from then on it is filed (AMB-217)."""
    found = story.hearing
    waits = found is not None and handed_to_us(found.filed) and found.filed.effective is None
    if waits and "hearing_requested" not in story.marks:
        _filed(story, event.at)


def handed_to_us(event: Event) -> bool:
    """Whether the family gave its request to the contractor, though it goes to ADHS/CRS (AMB-217)."""
    return any(who in DESK for who in event.to)


def filed_on(story: Story, event: Event) -> date:
    """When a request counts as filed: at ADHS/CRS; the day it was handed over only if ADHS/CRS accepts that.

    The day that ADHS/CRS accepts stands in the event's `effective`.
    """
    if event.effective is not None or not handed_to_us(event):
        return event.effective or event.at.day
    sent = [e.at.day for e in story.papers.get(REQUEST, ()) if e.kind == "document_sent"]
    return next((day for day in sent if day >= event.at.day), max(event.at.day, story.now.day))


def is_timely(story: Story, event: Event) -> bool:
    """Filed by the moved day 30 (AMB-006); without a known receipt nothing is untimely."""
    received = story.marks.get("notice_of_action_received")
    if received is None:
        return True
    term = clocks.term("CLK-30", received, story.book)
    return term is None or filed_on(story, event) <= term.due.day


@dataclass(frozen=True, slots=True)
class NoticePart:
    """One of the contents of the Notice of Hearing, and whether the notice that came has it."""

    letter: str
    name: str
    section: str
    register: str
    there: bool
    rule: bool
    """A rule that is printed among the contents; a notice without it lacks nothing (AMB-212)."""
    text: str = ""


def notice_contents(event: Event) -> tuple[NoticePart, ...]:
    """The five rows of a Notice of Hearing that was mailed (20.1100, Notice of Hearing 2.A-E)."""
    rows: Mapping[str, Mapping[str, object]] = shelf.loaded("hearing.yaml")["notice"]
    texts = {item[:1].upper(): item[1:].lstrip(" :.)") for item in event.items if item}
    found = []
    for letter, row in rows.items():
        ticked = str(row["register"]).removeprefix("CRS-") in event.items
        if "when" in row["asks"]:  # type: ignore[operator]
            known = event.when is not None and event.when.time is not None and bool(event.place.strip())
            there = known or (ticked and event.when is None)
            text = f"{event.when}, {event.place}" if known else ""
        else:
            text = texts.get(letter, "").strip()
            there = ticked or bool(text)
        rule = bool(row.get("rule"))
        found.append(
            NoticePart(letter, str(row["name"]), str(row["section"]), str(row["register"]), there, rule, text)
        )
    return tuple(found)


def notice_gaps(event: Event) -> tuple[NoticePart, ...]:
    """What the notice lacks; ADHS/CRS issues it, so a gap is noted and holds nothing up."""
    return tuple(part for part in notice_contents(event) if not part.there and not part.rule)


def prompt_by(story: Story) -> date | None:
    """The day by which a motion for rehearing is advised; no deadline of the manual (AMB-214)."""
    decided = story.marks.get("hearing_decided")
    days, _ = clocks.figure(story.book.reading("hearing.rehearing_days"))
    return None if decided is None or days is None else decided.day + timedelta(days=days)


def on_mailed(story: Story, event: Event) -> None:
    """ADHS/CRS mailed the Notice of Hearing."""
    if story.hearing is not None:
        story.hearing.mailed, story.hearing.state = event, "H_SET"


def on_denied(story: Story, event: Event) -> None:
    """The request was denied in writing, for one of the grounds A to D."""
    if story.hearing is not None:
        story.hearing.state, story.hearing.over = "H_DENIED", True


def on_withdrawn(story: Story, event: Event) -> None:
    """The request was withdrawn in writing; after the notice it goes to OAH."""
    found = story.hearing
    if found is not None:
        found.state = "H_WITHDRAWN" if found.mailed is None else "H_FORWARDED"
        found.over = True
        story.mark("hearing_withdrawn", event.at)


def on_recommended(story: Story, event: Event) -> None:
    """The Administrative Law Judge recommends; the decision is mailed within 30 days."""
    if story.hearing is not None:
        story.hearing.recommended, story.hearing.state = event, "H_RECOMMENDED"
        story.mark("hearing_recommended", event.at)


def on_decided(story: Story, event: Event) -> None:
    """The decision was mailed; one for the applicant takes the adverse action back."""
    found = story.hearing
    if found is None:
        return
    found.state, found.over = "H_DECIDED", True
    story.mark("hearing_decided", event.at)
    if event.outcome == "for_applicant" and story.closing is not None:
        _take_back(story, story.closing, event.at)
    elif event.outcome == "against_applicant" and found.against in story.past and story.closing is None:
        story.past.remove(found.against)  # a rehearing restored the action that had been taken back
        story.closing = found.against
        story.mark("ended_undenied", event.at)  # its letter is out since long ago


def on_rehearing(story: Story, event: Event) -> None:
    """A motion for rehearing or review, to ADHS or, for title members, to AHCCCS."""
    if story.hearing is not None:
        story.hearing.state, story.hearing.over = "H_REHEARING", False


def grants_rehearing(story: Story) -> str:
    """Who grants a rehearing: AHCCCS for Title XIX/XXI, ADHS for everybody else (A.R.S. 41-1092.09)."""
    return "AHCCCS" if story.title(story.now) is not None else "ADHS"


def _take_back(story: Story, closing: Closing, at: Moment) -> None:
    story.past.append(closing)
    story.closing = None
    story.forget("notice_of_action", "notice_of_action_received", "dis_enrollment_told", "eligibility_update")
    if closing.ground == "medical":
        medical.overturn(story)
    elif closing.ground == "evaluation":
        evaluation.overturn(story)
    elif closing.ground == "proofs":
        story.proofs = None
    if story.member is not None:
        story.member.hold, story.member.lived = True, True
    _start_anew(story, at)


def _start_anew(story: Story, at: Moment) -> None:
    """Clocks that were running begin again on the day of the decision (AMB-229)."""
    for rule in clocks.rules():
        since = story.marks.get(rule.starts)
        settled = any(
            (mark := story.marks.get(name)) is not None and since is not None and since.not_after(mark)
            for name in (*rule.met_by, *rule.stopped_by)
        )
        if since is None or settled or rule.track not in ("application", "title"):
            continue
        story.mark(rule.starts, at)
        if rule.id in story.last_days and (term := clocks.term(rule.id, at, story.book)) is not None:
            story.last_days[rule.id] = term.due.day
