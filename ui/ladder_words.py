"""The no-show ladder in words: which miss, which attempts, when the next one counts, which letter, the end.

No Qt in here (20.1201 for applicants, 20.1202 for members).
"""

from __future__ import annotations

from crs_intake.casework.contacts import LETTERS, Rungs
from crs_intake.domain.event import Event
from crs_intake.domain.standing import DocumentDue, NotNow
from crs_intake.domain.text import N_
from crs_intake.words import say, say_with
from ui import names, views
from ui.views import CaseView


def lines(view: CaseView, found: Rungs | None) -> list[str]:
    """The rungs from the first to the last, and what is due of papers."""
    if found is None:
        return []
    said = [_missed(found), *_attempts(found)] if found.answered is None else [_missed(found), _answer(found)]
    said += [
        f"{say_with(clock.name, clock.inputs)}: {views.clock_place(clock, view.on)}. "
        f"{say_with(clock.at_expiry, clock.inputs)}."
        for clock in view.standing.clocks
        if clock.id in ("CLK-33", "CLK-34") and clock.status in ("open", "overdue")
    ]
    for paper in due(view):
        by = f" {names.near_day(paper.by.day, view.on)}" if paper.by else ""
        said.append(say("{paper} to {whom} is due{by}.", paper=say_with(paper.name, paper.inputs) or paper.id,
                        whom=names.recipients(paper.to), by=by))  # fmt: skip
    return said


def due(view: CaseView) -> list[DocumentDue]:
    """The letters of the ladder that have to go out now."""
    waiting = ("due", "drafted", "printed")
    return [paper for paper in view.standing.documents if paper.id in LETTERS and paper.status in waiting]


def no_letter(view: CaseView, found: Rungs | None) -> str:
    """Why the letter to the family cannot go out yet, or nothing."""
    if found is None or found.answered is not None or any("applicant" in paper.to for paper in due(view)):
        return ""
    if found.second is not None:
        return ""
    again = "20.1201.B" if found.missed > 1 else "20.1201.A"  # the second miss repeats A
    section = "20.1202.B" if found.member else again
    return say("The no-show letter follows two attempts without an answer, 48 hours apart ({section}).",
               section=section)  # fmt: skip


def too_early(no: NotNow | None) -> str:
    """What a click now would be worth while the 48 hours are not over; nothing once they are."""
    if no is None:
        return ""
    words = N_("An attempt before {earliest} is kept but does not count as the second one")
    return f"{say_with(words, no.inputs)} ({no.section})."


def _missed(found: Rungs) -> str:
    count = say("Missed appointments that count: {count}.", count=found.missed)
    end = (say("A member is never ended for missed visits (20.1202).") if found.member
           else say("The third one ends the application (20.1201.C)."))  # fmt: skip
    return f"{count} {end}"


def _answer(found: Rungs) -> str:
    return say("The family answered {when}.", when=names.moment(found.answered)) if found.answered else ""


def _attempts(found: Rungs) -> list[str]:
    if found.first is None:
        return [say("First attempt: now, by phone or letter.")]
    first = say("First attempt: {what}.", what=_attempt(found.first))
    if found.second is not None:
        return [first, say("Second attempt: {what}.", what=_attempt(found.second))]
    if found.earliest is None:
        return [first]
    when = names.moment(found.earliest)
    return [first, say("Second attempt: counts from {when} (48 hours).", when=when)]


def _attempt(event: Event) -> str:
    parts = (names.moment(event.at), names.named(names.OUTCOMES, event.outcome).lower())
    return ", ".join(part for part in parts if part)
