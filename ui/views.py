"""What the case page shows, put together in words; no Qt in here.

Everything is derived at the desk's instant: the header of two lines, the running clocks, the parts of
the case with what stands in them, and what happened, newest first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from crs_intake.casework import cases, hands, merging, mistakes
from crs_intake.casework.appointments import standing_in_the_book
from crs_intake.casework.ports import Desk
from crs_intake.casework.record import from_record
from crs_intake.casework.worklist import Row, next_step, of_case
from crs_intake.clock import moment, today
from crs_intake.domain.case import Case
from crs_intake.domain.decision import Assessment
from crs_intake.domain.errors import DeskError
from crs_intake.domain.event import Event, left_out
from crs_intake.domain.kept import Determination, Draft, Stored
from crs_intake.domain.moment import Moment
from crs_intake.domain.money import shown
from crs_intake.domain.standing import Clock, DocumentDue, Standing
from crs_intake.policy import retention
from crs_intake.words import day, say, say_with
from ui import names
from ui.forms import explained, findings
from ui.forms.decision import ITEMS

LATE = ("overdue", "expired")


@dataclass(frozen=True)
class Part:
    """A part of the case: its name, what stands in it, and where it opens."""

    name: str
    title: str
    lines: tuple[str, ...]
    wizard: str = ""
    page: str = ""


@dataclass(frozen=True)
class Happening:
    """One line of the timeline."""

    when: str
    title: str
    details: str
    event: Event
    left_out: Event | None = None
    """The entry that says that this one counts no more."""
    number: str = ""
    """Case of which it is, where that is another one that was merged."""


SECTIONS = {
    "referral": "20.200", "medical": "20.400", "interview": "20.503", "household": "20.603.1",
    "contacts": "20.1201",
}  # fmt: skip
"""The manual's section behind each part of a case that shows something to be explained."""


@dataclass(frozen=True)
class CaseView:
    """All that the page of one case shows."""

    number: str
    at: Moment
    """The instant at the desk."""
    case: Case
    version: int
    standing: Standing
    assessment: Assessment | None
    trouble: str
    """Why there is no assessment (a sentence), or nothing."""
    name: str
    facts: str
    """First line beside the name: age and the 21st birthday."""
    state: str
    pathway: str
    clock: str
    """The next clock in words, or that none runs."""
    clock_sign: str
    parts: tuple[Part, ...]
    happened: tuple[Happening, ...]
    drafts: tuple[Draft, ...]
    next_row: Row | None
    """What the worklist says is next, or None where the case only waits."""
    void: Event | None = None
    """The entry by which the whole case counts no more: entered by mistake, or merged."""
    attached: tuple[tuple[str, tuple[Happening, ...]], ...] = ()
    """What happened in the cases that go on in this one, by their numbers."""
    sites_lacking: tuple[str, ...] = ()
    """Clinics where the child is seen and which do not have the case (20.1000.1)."""
    hand: str = ""
    """In whose hands the case is, in words: since when, or that the person kept something on it last."""

    @property
    def urgent_asker(self) -> str:
        """Who asked urgently, of the plan's Medical Directors; the last one that asked (20.400)."""
        asked = [each.event for each in self.happened if each.event.kind == "urgent_request"]
        return asked[0].name if asked else ""

    @property
    def on(self) -> date:
        """The day at the desk."""
        return self.at.day


def look(desk: Desk, number: str, *, opening: bool = False) -> CaseView:
    """Read a case and put its page together; that a person opens it is noted. Raises DeskError."""
    now = moment(desk.clock)
    opened = cases.view(desk, number) if opening else cases.look(desk, desk.store.case(number))
    stored, stands = opened.stored, opened.standing
    case = until(stored.case, now)
    found, trouble = assessment(desk, stored.case)
    rows = of_case(desk, stored, stands)
    return CaseView(
        number=number, at=now, case=case, version=stored.version, standing=stands,
        assessment=found, trouble=trouble,
        name=names.applicant_name(case), facts=facts_line(case, now.day),
        state=names.named(names.STATES, stands.state), pathway=names.named(names.PATHWAYS, stands.pathway),
        clock=pressing(rows) or say("No clock is running."), clock_sign=sign_of(rows),
        parts=parts_of(desk, case, stands, found),
        happened=happenings(case), drafts=tuple(desk.store.drafts(number)),
        next_row=next_step(desk, stored, stands), void=mistakes.case_voided_by(case),
        attached=_attached(desk, case, now), sites_lacking=retention.sites_lacking(case, now),
        hand=in_hands(stored),
    )  # fmt: skip


def in_hands(stored: Stored) -> str:
    """In whose hands the case is: handed over to them, or by default who kept something on it last."""
    given, name = hands.given(stored.case), hands.holder(stored)
    if given is not None:
        return say("In the hands of {name} since {day}", name=name, day=names.short_day(given.at.day))
    return say("In the hands of {name}, who kept it last", name=name) if name else ""


def _attached(desk: Desk, case: Case, now: Moment) -> tuple[tuple[str, tuple[Happening, ...]], ...]:
    """The histories of the cases that were merged into this one, for its page."""
    if not merging.merged_here(case):
        return ()
    return tuple(
        (each.case.number, tuple(replace(line, number=each.case.number)
                                 for line in happenings(until(each.case, now))))
        for each in merging.attached(desk, case.number)
    )  # fmt: skip


def until(case: Case, now: Moment) -> Case:
    """The case with what has happened so far; on a sample desk the clock may stand before its last events."""
    past = tuple(event for event in case.events if event.at.not_after(now))
    return case if len(past) == len(case.events) else replace(case, events=past)


def assessment(desk: Desk, case: Case) -> tuple[Assessment | None, str]:
    """Today's determination of the case, or the sentence why it cannot be made."""
    from crs_intake.policy.determine import assess

    try:
        return assess(case, desk.book, today(desk.clock)), ""
    except DeskError as trouble:
        return None, f"{trouble} {trouble.then}".strip()


def facts_line(case: Case, on: date) -> str:
    """Age and the 21st birthday of the applicant (20.301)."""
    person = case.applicant
    if person is None or person.born is None:
        return say("birth date not known")
    return f"{names.age(person.born, on)} · {names.turns_21(person.born, on)}"


# Clocks --------------------------------------------------------------------------------------------


def pressing(rows: Sequence[Row]) -> str:
    """The most pressing line of a case: Interview before the evaluation · due Thu 2 Apr."""
    first = next(iter(rows), None)
    return " · ".join(part for part in (first.what, first.clock) if part) if first is not None else ""


def sign_of(rows: Sequence[Row]) -> str:
    """The sign of the most pressing line: overdue, due, open, waiting; good where nothing waits."""
    first = next(iter(rows), None)
    if first is None:
        return "good"
    return {"overdue": "overdue", "today": "due", "waiting": "waiting"}.get(first.group, "open")


def clock_place(clock: Clock, on: date) -> str:
    """Where a clock stands: day 7 of 14 · due Mon 16 Mar; a clock of hours: until Wed 1 Apr 14:50."""
    if clock.due.time is not None:
        words = f"{names.near_day(clock.due.day, on)} {clock.due.time:%H:%M}"
        return (
            say("late since {when}", when=words) if clock.status in LATE else say("until {when}", when=words)
        )
    due = names.near_day(clock.due.day, on)
    last = say("overdue since {day}", day=due) if clock.status in LATE else say("due {day}", day=due)
    if clock.day is None or not clock.length:
        return last
    return say("day {day} of {length}", day=clock.day, length=clock.length) + f" · {last}"


# What happened -------------------------------------------------------------------------------------


def happenings(case: Case) -> tuple[Happening, ...]:
    """The events of a case, newest first; what was taken back says so."""
    gone = left_out(case.events)
    ordered = sorted(enumerate(case.events), key=lambda each: (each[1].at.sort_key(), each[0]), reverse=True)
    return tuple(_happening(event, gone.get(event.id) if event.id else None) for _, event in ordered)


def _happening(event: Event, back: Event | None) -> Happening:
    title, details = names.event_title(event), names.event_details(event)
    if back is not None:
        title = f"{title} ({say('taken back')})"
        why = " · ".join(part for part in (back.reason, back.by) if part)
        details = " · ".join(part for part in (say("counts no more: {why}", why=why), details) if part)
    return Happening(names.moment(event.at), title, details, event, back)


# Parts ---------------------------------------------------------------------------------------------


def parts_of(desk: Desk, case: Case, stands: Standing, found: Assessment | None) -> tuple[Part, ...]:
    """The eight parts of a case, each with what stands in it."""
    on = today(desk.clock)
    return (
        Part("referral", say("Referral"), _referral(case, stands), "referral", "applicant"),
        Part("medical", say("Medical"), _medical(case), "preliminary", "condition"),
        Part("interview", say("Interview"), _interview(case, found), "interview", "interview"),
        Part("household", say("Household and income"), _household(case), "worksheet", "household"),
        Part(
            "determination", say("Determination"), _determination(desk, case, found), "worksheet", "worksheet"
        ),
        Part("documents", say("Documents"), _documents(stands.documents, on)),
        Part("contacts", say("Appointments and contacts"), _contacts(case, stands)),
        Part("history", say("History"), _history(case)),
    )


def _referral(case: Case, stands: Standing) -> tuple[str, ...]:
    referral = case.referral
    if referral is None or referral.received is None:
        return (say("Not received yet."),)
    how = {"fax": say("by fax"), "mail": say("by mail"), "in_person": say("in person")}
    lines = [say("Received {when} {how}", when=names.moment(referral.received),
                 how=how.get(referral.channel or "", ""))]  # fmt: skip
    if referral.source is not None:
        source = " · ".join(p for p in (referral.source.name, referral.source.organization) if p)
        lines.append(say("From {source}", source=source or say("(not known)")))
    lines.append(
        say("Missing: {items}", items="; ".join(map(_item, stands.missing_items))) if stands.missing_items
        else say("Everything of 20.200 is there.")
    )  # fmt: skip
    return tuple(lines)


def _item(section: str) -> str:
    return f"{say(ITEMS[section])} ({section})" if section in ITEMS else section


def _medical(case: Case) -> tuple[str, ...]:
    lines = [say("Condition: {name}", name=case.condition) if case.condition else say("No condition yet.")]
    for event in case.events:
        if event.kind in ("medical_determination", "evaluation_finding"):
            outcome = names.named(names.OUTCOMES, event.outcome).lower()
            lines.append(f"{names.named(names.EVENTS, event.kind)}: {outcome} · {day(event.at.day)}")
    if not any(event.kind == "medical_determination" for event in case.events):
        lines.append(say("The preliminary determination is not made yet (20.400)."))
    return tuple(lines)


def _interview(case: Case, found: Assessment | None) -> tuple[str, ...]:
    held = [event.at for event in case.events if event.kind == "interview_held"]
    pmmis = case.title.pmmis
    shown_proofs = sum(1 for proof in case.proofs if proof.shown)
    program = {"xix": say("Title XIX"), "xxi": say("Title XXI"), "none": say("neither Title XIX nor XXI")}
    return (
        say("Held {when}", when=names.moment(held[-1])) if held else say("Not held yet."),
        say("PMMIS: {program}", program=program[pmmis.program]) if pmmis and pmmis.program
        else say("PMMIS not looked up yet."),
        say("Proofs shown: {count}", count=shown_proofs),
        *findings.told(found),
    )  # fmt: skip


def _household(case: Case) -> tuple[str, ...]:
    members = [person for person in case.people if person.in_home]
    return (
        say("{count} in the home", count=len(members)),
        say("{count} income lines", count=len(case.income)) if case.income
        else say("Nobody has income.") if case.no_income_stated else say("No income entered yet."),
    )  # fmt: skip


def _determination(desk: Desk, case: Case, today_: Assessment | None) -> tuple[str, ...]:
    """The determination in force as it was kept; while none is, what the facts say so far."""
    kept = _in_force(desk, case.number)
    found = from_record(kept.assessment) if kept is not None else today_
    if found is None:
        return (say("Not made yet."),)
    lines = [say_with(found.payment.sentence, found.payment.inputs)]
    if kept is not None:
        lines.insert(0, say("Determined {day}, {who}", day=kept.on, who=kept.by))
    if found.fpl is not None and found.fpl.percent is not None:
        lines.append(say("{percent} % of the guideline for {size}", percent=shown(found.fpl.percent),
                         size=found.fpl.size))  # fmt: skip
    if found.missing:
        lines.append(say("{count} facts could still change it", count=len(found.missing)))
    lines += [f"{say_with(each.label, each.inputs)} ({each.section})" for each in found.notes]
    if kept is not None and today_ is not None and today_.payment.cls != found.payment.cls:
        now = say_with(today_.payment.sentence, today_.payment.inputs)
        lines.append(say("As the facts and the book stand today: {sentence}", sentence=now))
    return tuple(line for line in dict.fromkeys(lines) if line)


def _in_force(desk: Desk, number: str) -> Determination | None:
    return max(desk.store.determinations(number), key=lambda each: each.version, default=None)


def why_part(desk: Desk, view: CaseView, part: Part) -> tuple[str, tuple[str, ...]]:
    """The manual's section behind what a part of the case shows, and the lines it came from."""
    if part.name == "determination":
        kept = _in_force(desk, view.number)
        found = from_record(kept.assessment) if kept is not None else view.assessment
        if found is None:
            return "20.602", part.lines
        return found.payment.section, explained.determination(found, view.case)
    if part.name == "documents":
        return "20.401", tuple(_paper_due(each) for each in view.standing.documents if each.by is not None)
    return SECTIONS.get(part.name, ""), part.lines


def _paper_due(paper: DocumentDue) -> str:
    name = say_with(paper.name, paper.inputs) or paper.id
    by = say("by {day}", day=day(paper.by.day)) if paper.by is not None else ""
    return f"{paper.id} {name}: {by} ({paper.section})"


def _documents(papers: Sequence[DocumentDue], on: date) -> tuple[str, ...]:
    due = [paper for paper in papers if paper.status in ("due", "drafted", "printed")]
    sent = sum(1 for paper in papers if paper.status == "sent")
    lines = [
        f"{say_with(paper.name, paper.inputs) or paper.id}"
        + (f" · {say('by {day}', day=names.near_day(paper.by.day, on))}" if paper.by else "")
        for paper in due[:3]
    ]
    if len(due) > 3:
        lines.append(say("and {count} more", count=len(due) - 3))
    return (*(lines or [say("Nothing is due.")]), say("Sent: {count}", count=sent))


def _contacts(case: Case, stands: Standing) -> tuple[str, ...]:
    lines = []
    booked = next_appointment(case)
    if booked is not None and booked.when is not None:
        kind = names.named(names.APPOINTMENTS, booked.appointment or "")
        lines.append(f"{kind}: {names.moment(booked.when)}")
    else:
        lines.append(say("No appointment is booked."))
    if stands.missed:
        lines.append(say("Missed: {count}", count=stands.missed))
    if stands.next_contact_not_before is not None:
        lines.append(
            say("Next attempt counts from {when}", when=names.moment(stands.next_contact_not_before))
        )
    return tuple(lines)


def _history(case: Case) -> tuple[str, ...]:
    if not case.events:
        return (say("Nothing has happened yet."),)
    return (say("{count} entries", count=len(case.events)),)


def next_appointment(case: Case) -> Event | None:
    """The appointment that comes first of those that stand in the book, or None."""
    return next(iter(standing_in_the_book(case)), None)
