"""What "Why?" says of a visit, a day of the calendar, a missed appointment and each contact after it.

No Qt in here (20.401.2.D, 20.1201, 20.1202).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from crs_intake.casework import clinic_days, contacts
from crs_intake.casework.clinic_days import ClinicDay
from crs_intake.casework.ports import Desk
from crs_intake.clock import moment, today
from crs_intake.domain.case import Case
from crs_intake.domain.errors import DeskError
from crs_intake.domain.event import Event
from crs_intake.domain.moment import Moment
from crs_intake.domain.site import Clinic
from crs_intake.domain.standing import Standing
from crs_intake.policy import life, shelf
from crs_intake.words import day, say, told
from ui import ladder_words, names
from ui.because_words import Because, case_of, clock, entry
from ui.views import CaseView

VISITS = {
    "initial_evaluation": ("20.401.2.D", "CLK-02"), "interview": ("20.401.2.B, 20.600", "CLK-03"),
    "testing": ("20.700.2", ""), "clinic_visit": ("20.401.2", ""),
}  # fmt: skip
"""Section of each kind of visit, and the clock that says by when it is."""


# The calendar ----------------------------------------------------------------------------------------


def visit(desk: Desk, number: str, kind: str, when: Moment) -> Because:
    """Why a visit stands on its day: who booked it, by when it is to be, and what it may not come before."""
    section, its_clock = VISITS[kind]
    try:
        case = case_of(desk, number)
        stands = life.standing(case, desk.book, moment(desk.clock), with_acts=False)
    except DeskError as trouble:
        return Because(section, (told(trouble),))
    return Because(section, tuple(_visit(case, stands, kind, when, its_clock, today(desk.clock))))


def _visit(case: Case, stands: Standing, kind: str, when: Moment, its: str, on: date) -> Iterator[str]:
    booked = (e for e in case.events if e.kind == "appointment_made" and e.when == when)
    made = [e for e in booked if e.appointment == kind]
    for event in made[-1:]:
        by = f", {event.by}" if event.by else ""
        yield say("Booked {when}{by}.", when=names.moment(event.at), by=by)
        if event.reason:
            yield say("Reason for the late day: {reason}", reason=event.reason)
    also = {its, "CLK-03"} if kind == "initial_evaluation" else {its}
    for each in stands.clocks:
        if each.id in also:
            yield from clock(each, on)
    if kind == "initial_evaluation":
        yield say("The enrollment interview comes before the evaluation or on its day (20.401.2.B).")
    if stands.missed:
        yield say("Missed appointments that count: {count}.", count=stands.missed)


def of_day(desk: Desk, found: ClinicDay, clinic: Clinic | None) -> Because:
    """Why a day stands in the calendar: today, a clinic day, a closed day; and how its places are counted."""
    known = clinic_days.has_days(clinic)
    lines = [f"{day(found.day)}: {clinic_days.heading(found, known=known) or say('nobody yet')}."]
    if found.day == today(desk.clock):
        lines.append(say("Today always stands in the calendar."))
    lines += _held(desk, found, clinic)
    if not found.open:
        lines.append(_closed(desk, found.day))
    if found.places is not None:
        lines.append(
            say(
                "Places taken: {taken} of {places}. Interviews take none.",
                taken=found.taken,
                places=found.places,
            )
        )
    return Because("20.401.2.D", tuple(lines))


def _held(desk: Desk, found: ClinicDay, clinic: Clinic | None) -> Iterator[str]:
    """By which word of the site a clinic is held that day, or not."""
    if clinic is None or not clinic_days.has_days(clinic):
        yield say("Nobody has said on which days the clinic is held: Settings, Clinic and letterhead.")
        return
    name = clinic.name or clinic.id
    if found.day in clinic.clinic_dates:
        yield say(
            "A clinic of {clinic} is held: the day is one of its dates in Settings, Clinic and letterhead.",
            clinic=name,
        )
    elif found.held and found.open:
        yield say(
            "A clinic of {clinic} is held on this day of each week, by Settings, Clinic and letterhead.",
            clinic=name,
        )
    else:
        yield say("No clinic of {clinic} is held, by Settings, Clinic and letterhead.", clinic=name)


def _closed(desk: Desk, on: date) -> str:
    if on in desk.site.closing_days:
        return say("Closed: a closing day of the site (Settings, Calendar).")
    if on.weekday() > 4:
        return say("Closed: a weekend.")
    if name := shelf.holiday(on):
        return say("Closed: a holiday of the State, {name}.", name=say(name))
    return say("Closed by the calendar of the book.")


# The no-show ladder ----------------------------------------------------------------------------------

LADDER = ("CLK-32", "CLK-33", "CLK-34")


def ladder(desk: Desk, view: CaseView) -> Because:
    """Which miss it is, which attempts count, the 48 hours, the letter and the end (20.1201, 20.1202)."""
    found = contacts.rungs(desk, view.case)
    section = "20.1202" if found is not None and found.member else "20.1201"
    if found is None:
        return Because(section, (say("No missed appointment counts now."),))
    lines = [f"{names.event_title(found.miss)}, {names.moment(found.miss.at)}."]
    lines += ladder_words.lines(view, found)
    if early := ladder_words.too_early(contacts.caution(desk, view.case)):
        lines.append(early)
    if letter := ladder_words.no_letter(view, found):
        lines.append(letter)
    for each in view.standing.clocks:
        if each.id in LADDER:
            lines += clock(each, view.on)
    return Because(section, tuple(dict.fromkeys(lines)))


def contact(desk: Desk, view: CaseView, event: Event) -> Because:
    """What an entry of the contact log is worth: the miss, the first or second attempt, or none of them."""
    if event.kind.startswith("appointment_"):
        when = event.when or event.at
        return visit(desk, view.number, event.appointment or "clinic_visit", when)
    lines = [f"{names.moment(event.at)}: {entry(event)}."]
    lines += _worth(event, contacts.rungs(desk, view.case, event.at))
    return Because(ladder(desk, view).section, tuple(lines))


def _worth(event: Event, then: contacts.Rungs | None) -> Iterator[str]:
    """What an entry counted for when it was made."""
    if then is None:
        yield say("No missed appointment counted then.")
    elif event.kind == "visit_missed":
        yield say("Missed appointments that count: {count}.", count=then.missed)
    elif then.answered == event.at:
        yield say("The family answered: a new miss begins the attempts anew.")
    elif event == then.first:
        yield say("It is the first attempt since the missed appointment; the 48 hours run from it.")
    elif event == then.second:
        yield say("It is the second attempt: 48 hours or more after the first one.")
    elif event.kind == "contact_attempt" and then.second is None and then.earliest is not None:
        yield say(
            "It does not count as the second attempt, which counts from {when} on.",
            when=names.moment(then.earliest),
        )
    elif event.kind == "contact_attempt":
        yield say("Two attempts were made before it; it adds nothing to them.")
