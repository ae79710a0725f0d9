"""What may happen to a case now, what may not, and why.

Which details an event needs and in which phase it belongs is data
(`resources/policy/events.yaml`); the finer rules are the guards.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from crs_intake.domain.case import Case
from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.event import Event
from crs_intake.domain.moment import Moment
from crs_intake.domain.standing import NotNow
from crs_intake.domain.text import N_
from crs_intake.policy import (
    agreements,
    guards,
    guards_after,
    guards_papers,
    hearing,
    no_show,
    referral,
    shelf,
    states,
    termination,
)
from crs_intake.policy.catalogue import catalogue
from crs_intake.policy.story import APPLICATION_ENDS, Story

_PHASES = ("new", "referral", "open", "member", "closed", "ended", "void")
_PARTS = {
    "name": N_("the name of the person"),
    "role": N_("in which role the person acted"),
    "outcome": N_("the outcome"),
    "method": N_("how it was done"),
    "document": N_("which document"),
    "items": N_("which items"),
    "appointment": N_("which appointment"),
    "when": N_("day and time of the appointment"),
    "program": N_("which programme"),
    "reason": N_("the reason in words"),
    "reason_code": N_("the reason's letter"),
    "signer": N_("who signed"),
    "number": N_("the number of the other case"),
    "corrects": N_("which entry is taken back"),
    "note": N_("what is to be noted"),
}


@dataclass(frozen=True, slots=True)
class Act:
    """One kind of event, as the desk speaks of it."""

    kind: str
    label: str
    plain: str
    section: str
    needs: tuple[str, ...]
    outcomes: tuple[str, ...]
    timed: bool
    """The time on the wall must be given: hours count (20.1201.D, 20.401)."""
    phases: frozenset[str]
    not_now: str


@cache
def acts() -> Mapping[str, Act]:
    """Every kind of event, in the order of a case's life."""
    return {
        kind: Act(
            kind,
            entry["label"],
            entry["plain"],
            str(entry["section"]),
            tuple(entry["needs"]),
            tuple(entry.get("outcomes", ())),
            entry.get("timed", False),
            frozenset(entry["phases"]),
            entry["not_now"],
        )
        for kind, entry in shelf.loaded("events.yaml").items()
    }


@cache
def _by_phase(phase: str) -> tuple[tuple[str, ...], tuple[NotNow, ...]]:
    """What a phase allows as such, and what it does not, with the reason."""
    may = tuple(act.kind for act in acts().values() if phase in act.phases)
    no = tuple(
        NotNow(act.kind, act.section, act.not_now)
        for act in acts().values()
        if phase not in act.phases and act.not_now
    )
    return may, no


def phase(story: Story) -> str:
    """The phase of a case's life, as `events.yaml` names them."""
    if story.void:
        return "void"
    if story.closing is not None:
        return "closed" if story.closing.state in APPLICATION_ENDS else "ended"
    if story.member is not None:
        return "member"
    received = story.completeness.received
    if received is None or not received.not_after(story.at):
        return "new"
    decided = story.decision is not None and story.decision.outcome == "may_be_eligible"
    return "open" if decided else "referral"


def possible(story: Story) -> tuple[tuple[str, ...], tuple[NotNow, ...]]:
    """Kinds of events that may happen now, and those that may not, each with section and reason."""
    listed, refused = _by_phase(phase(story))
    may: list[str] = []
    no = list(refused)
    for kind in listed:
        guard = _GUARDS.get(kind)
        found = guard(story, None) if guard is not None else None
        if found is None:
            may.append(kind)
        else:
            no.append(found)
    no.extend(guards.finer(story))
    return tuple(may), tuple(no)


def refused(story: Story, event: Event) -> NotNow | None:
    """Why this event cannot happen now; None if it can."""
    act = acts()[event.kind]
    if phase(story) not in act.phases:
        return NotNow(act.kind, act.section, act.not_now or N_("The case is closed"))
    guard = _GUARDS.get(event.kind)
    return guard(story, event) if guard is not None else None


def way_out(story: Story) -> str:
    """What can happen instead, in words."""
    may, _ = possible(story)
    everyday = [
        acts()[kind].label for kind in may if not kind.startswith(("document_", "note", "correction"))
    ]
    return "Possible now: " + ", ".join(everyday) if everyday else ""


def demand_details(case: Case, event: Event) -> None:
    """Raise NotAcceptable for the first detail that is missing or wrong."""
    act = acts()[event.kind]
    for need in act.needs:
        names = need.split("|")
        if not any(getattr(event, name) for name in names):
            what = _PARTS.get(names[0], names[0])
            raise NotAcceptable(f"{act.label}: give {what}", where=names[0])
    if act.timed and event.at.time is None:
        raise NotAcceptable(f"{act.label}: give the time, because hours count", where="at")
    if act.outcomes and event.outcome and event.outcome not in act.outcomes:
        raise NotAcceptable(
            f"{act.label}: the outcome can be {', '.join(act.outcomes)}; not {event.outcome!r}",
            where="outcome",
        )
    detail = _DETAILS.get(event.kind)
    if detail is not None:
        detail(case, event)


def _determination(case: Case, event: Event) -> None:
    if event.role not in ("director", "designee"):
        raise NotAcceptable("The Medical Director or a designee decides; give the role", where="role")
    if event.outcome == "incomplete" and not event.items:
        raise NotAcceptable("Name each item that is missing (20.402.1.A)", where="items")


def _document_known(case: Case, event: Event) -> None:
    if event.document not in catalogue():
        raise NotAcceptable(f"There is no document called {event.document!r}", where="document")


def _result(case: Case, event: Event) -> None:
    code = event.reason.strip()
    if event.program == "xix" and event.outcome == "denied" and (not code or not _WORDS.search(code)):
        raise NotAcceptable(
            "Ask DES for the specific reason; a code alone is not enough (Attachment A, B.2)", where="reason"
        )


_WORDS = re.compile(r"[^\W\d_]{3,}.*\s.*[^\W\d_]{2,}", re.S)  # at least two words


def _interviewed(case: Case, event: Event) -> None:
    if not referral.is_child(case, event.at.day) or _with_authority(case, event):
        return
    raise NotAcceptable("For a minor a parent or guardian takes part in the interview (20.600)", where="role")


def _with_authority(case: Case, event: Event) -> bool:
    """Whether somebody who may speak for a minor took part; a stranger to the case is not doubted."""
    if event.role:
        return event.role in _MAY_SPEAK or any(_speaks(case, name) for name in event.took_part)
    there = (event.name, *event.took_part)
    known = {p.name.casefold() for p in case.people if p.name}
    strangers = [name for name in there if name.strip() and name.strip().casefold() not in known]
    return bool(strangers) or any(_speaks(case, name) for name in there)


def _speaks(case: Case, name: str) -> bool:
    named = (p for p in case.people if p.name.casefold() == name.strip().casefold())
    return any(person.relation in _MAY_SPEAK for person in named)


_MAY_SPEAK = ("parent", "guardian", "mother", "father")


def _agreement(case: Case, event: Event) -> None:
    if event.document not in (agreements.PAYMENT_AGREEMENT, agreements.ASSIGNMENT):
        raise NotAcceptable("Agreements are DOC-34 and DOC-35", where="document")


def _correction(case: Case, event: Event) -> None:
    if all(each.id != event.corrects for each in case.events):
        raise NotAcceptable("The entry that is taken back is not in this case", where="corrects")


def _request(case: Case, event: Event) -> None:
    if event.role not in guards_after.CONTRACTOR and event.method == "phone":
        raise NotAcceptable(
            "A member asks for a redetermination in writing (20.800.2); note the call", where="method"
        )


def _hearing_ground(case: Case, event: Event) -> None:
    if event.reason_code not in hearing.DENIAL_GROUNDS:
        raise NotAcceptable("A hearing request is denied for ground A, B, C or D", where="reason_code")
    if event.method == "phone":
        raise NotAcceptable("A hearing request is denied by written determination", where="method")


def _rehearing_ground(case: Case, event: Event) -> None:
    if event.reason_code not in hearing.REHEARING_GROUNDS:
        raise NotAcceptable("A rehearing is granted for ground A, B, C, D, E or F", where="reason_code")


def _termination(case: Case, event: Event) -> None:
    if event.reason_code not in termination.REASONS:
        raise NotAcceptable(
            "An enrollment ends only for a reason A to G of 20.900.1; missed visits are none",
            where="reason_code",
        )


_DETAILS = {
    "medical_determination": _determination,
    "document_drafted": _document_known,
    "document_printed": _document_known,
    "document_sent": _document_known,
    "title_result": _result,
    "interview_held": _interviewed,
    "agreement_signed": _agreement,
    "correction": _correction,
    "redetermination_requested": _request,
    "hearing_denied": _hearing_ground,
    "rehearing_requested": _rehearing_ground,
    "member_terminated": _termination,
}
_GUARDS: Mapping[str, guards.Guard] = {**guards.GUARDS, **guards_papers.GUARDS, **guards_after.GUARDS}


def cautions(story: Story, event: Event) -> tuple[NotNow, ...]:
    """What should be thought about before recording this."""
    found: list[NotNow] = []
    if event.kind == "appointment_made" and event.appointment == "initial_evaluation":
        found.extend(_late_visit(story, event))
    if event.kind == "interview_held" and story.visit is not None and event.at.day > story.visit.at.day:
        found.append(
            NotNow(event.kind, "20.401.2.B", N_("The interview comes after the day of the evaluation"))
        )
    if event.kind == "appointment_made" and event.appointment == "interview" and event.when is not None:
        day = story.marks.get("evaluation_day")
        if day is not None and event.when.day > day.day:
            found.append(
                NotNow(
                    event.kind,
                    "20.401.2.B",
                    N_(
                        "The interview is to be held before or on the day of "
                        "the evaluation, {day}; give a reason"
                    ),
                    {"day": day.day},
                )
            )
    if event.kind == "contact_attempt" and no_show.too_early(story, event.at):
        earliest = no_show.earliest_second(story)
        found.append(
            NotNow(
                event.kind,
                "20.1201.A",
                N_("The attempt is kept but does not count; the earliest second one is {earliest}"),
                {"earliest": _clock_time(earliest)},
            )
        )
    if event.kind == "application_faxed" and event.stamp_page is None:
        found.append(
            NotNow(event.kind, "20.602.6", N_("Look: page one of the application carries the CRS stamp"))
        )
    if event.kind == "hearing_requested" and not hearing.is_timely(story, event.at):
        found.append(
            NotNow(
                event.kind,
                "20.1100",
                N_("The request is after day 30 and its moved day; ADHS/CRS denies it in writing"),
            )
        )
    return tuple(found)


def _late_visit(story: Story, event: Event) -> list[NotNow]:
    notice = story.marks.get("positive_notice")
    if notice is None or event.when is None or event.reason or not states.beyond(story, event):
        return []
    days = (event.when.day - notice.day).days
    return [
        NotNow(
            event.kind,
            "20.401.2.D",
            N_("Day {days}, beyond 30 days of the notice; give a reason"),
            {"days": days},
        )
    ]


def _clock_time(moment: Moment | None) -> str:
    if moment is None or moment.time is None:
        return ""
    return f"{moment.day:%a} {moment.day.day} {moment.day:%b %Y} {moment.time:%H:%M}"
