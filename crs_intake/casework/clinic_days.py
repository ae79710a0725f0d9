"""The calendar: the visits in the book, on which days a clinic is held, and how full such a day is.

Nothing here blocks a booking; it says what a clerk would want to know before.
Interviews are held on any day the office is open and take no place of a clinic.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from crs_intake.casework import keeping, worklist
from crs_intake.casework.appointments import standing_in_the_book
from crs_intake.casework.partner import interview_warning
from crs_intake.casework.ports import Desk
from crs_intake.casework.rights import allow
from crs_intake.domain.case import Case
from crs_intake.domain.errors import NotInForce
from crs_intake.domain.event import AppointmentKind
from crs_intake.domain.moment import Moment
from crs_intake.domain.site import Clinic
from crs_intake.domain.text import N_
from crs_intake.words import day as day_words
from crs_intake.words import say

_ONE = timedelta(days=1)
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
AHEAD = 28
"""Days ahead in which clinic days are shown even when nobody is booked yet."""
A_FEW = 60
"""Cases that may be read anew while somebody types a day; the board knows the others."""


@dataclass(frozen=True)
class Visit:
    """A visit or interview that stands in the book."""

    number: str
    name: str
    kind: AppointmentKind
    when: Moment
    phone: str
    clinic: str
    """Id of the clinic."""
    language: str
    what: str = ""
    """As Today says it, for example that the interview is still open."""

    @property
    def takes_a_place(self) -> bool:
        """Whether it needs one of the places of a clinic day."""
        return self.kind != "interview"


@dataclass(frozen=True)
class ClinicDay:
    """A day of a clinic: whether a clinic is held, why not, its places, and who comes."""

    day: date
    held: bool
    """A clinic is held; also True where the site has not said on which days."""
    open: bool
    """The office is open that day."""
    places: int | None
    visits: tuple[Visit, ...] = ()

    @property
    def taken(self) -> int:
        """Places that are taken."""
        return sum(visit.takes_a_place for visit in self.visits)

    @property
    def free(self) -> int | None:
        """Places left, negative where the day is overbooked; None where nobody said how many there are."""
        return None if self.places is None else self.places - self.taken

    def at(self, when: Moment) -> tuple[Visit, ...]:
        """The visits at the same time."""
        return tuple(visit for visit in self.visits if visit.when == when and when.time is not None)


def clinic_of(desk: Desk, case: Case | None = None) -> Clinic | None:
    """The clinic that sees a case, or that of the signed-in person."""
    received = case.referral.clinic if case is not None and case.referral is not None else ""
    ids = (*(case.sites if case is not None else ()), received, desk.actor.site)
    found = (desk.site.clinic(id) for id in ids if id)
    return next((clinic for clinic in found if clinic is not None), None)


def has_days(clinic: Clinic | None) -> bool:
    """Whether the site has said on which days this clinic is held."""
    return clinic is not None and bool(clinic.clinic_days or clinic.clinic_dates)


def held(clinic: Clinic | None, day: date, closed: Sequence[date] = ()) -> bool:
    """Whether a clinic is held that day, by its weekdays and dates, closing days left out."""
    if clinic is None or not has_days(clinic):
        return True
    by_weekday = _WEEKDAYS[day.weekday()] in clinic.clinic_days and day not in closed
    return by_weekday or day in clinic.clinic_dates


def calendar(desk: Desk, clinic: Clinic | None = None) -> tuple[ClinicDay, ...]:
    """Every day on which somebody stands in the book, with today, and the clinic and closed days to come."""
    allow(desk, "worklist.see")
    clinic, today = clinic or clinic_of(desk), keeping.now(desk).day
    rows = [row for row in worklist.look(desk).rows if row.kind == "appointment"]
    visits = [each for each in _visits(desk, rows) if clinic is None or each.clinic == clinic.id]
    days = {visit.when.day for visit in visits} | {today}
    ahead = tuple(today + timedelta(days=n) for n in range(AHEAD))
    if has_days(clinic):
        days |= {day for day in ahead if held(clinic, day) and _open(desk, clinic, day)}
    days |= {day for day in ahead if day.weekday() < 5 and not _open(desk, clinic, day)}
    return tuple(_day(desk, clinic, day, visits) for day in sorted(days))


def day_of(desk: Desk, clinic: Clinic | None, day: date) -> ClinicDay:
    """One day of a clinic, as far as the board knows it."""
    rows = [
        row for row in worklist.look(desk, most=A_FEW).rows
        if row.kind == "appointment" and row.last is not None and row.last.day == day
    ]  # fmt: skip
    visits = [each for each in _visits(desk, rows) if clinic is None or each.clinic == clinic.id]
    return _day(desk, clinic, day, visits)


def hints(desk: Desk, case: Case, kind: AppointmentKind, when: Moment) -> tuple[str, ...]:
    """What to know before a visit is booked at a time: closed, no clinic, full, somebody else then."""
    clinic = clinic_of(desk, case)
    day, told = day_of(desk, clinic, when.day), list[str]()
    others = ClinicDay(day.day, day.held, day.open, day.places,
                       tuple(v for v in day.visits if v.number != case.number or v.kind != kind))  # fmt: skip
    if not day.open:
        told.append(say(N_("The office is closed on {day}."), day=when.day))
    elif kind != "interview" and not day.held:
        told.append(say(N_("No clinic is held on {day}."), day=when.day))
    if told and kind != "interview" and (next_one := next_days(desk, clinic, when.day, 1)):
        told.append(say(N_("The next clinic day is {day}."), day=next_one[0].day))
    if kind != "interview" and others.free is not None:
        words = N_("Places taken on {day}: {taken} of {places}.")
        if others.free <= 0:
            words = N_("{day} is full: {taken} of {places} places taken.")
        told.append(say(words, day=when.day, taken=others.taken, places=others.places))
    if same := [visit for visit in others.at(when) if visit.takes_a_place == (kind != "interview")]:
        told.append(say(N_("At {time} comes already: {names}."), time=f"{when.time:%H:%M}",
                        names=", ".join(visit.name for visit in same)))  # fmt: skip
    if kind == "interview":
        told += interview_warning(desk, when)
    return tuple(told)


def next_days(desk: Desk, clinic: Clinic | None, after: date, count: int = 3) -> tuple[ClinicDay, ...]:
    """The next clinic days after a day that have a place left."""
    found: list[ClinicDay] = []
    for ahead in range(1, 3 * AHEAD):
        day = after + timedelta(days=ahead)
        if len(found) < count and has_days(clinic) and held(clinic, day) and _open(desk, clinic, day):
            seen = day_of(desk, clinic, day)
            found += [seen] if seen.free is None or seen.free > 0 else []
    return tuple(found)


def printed(desk: Desk, clinic: Clinic | None, day: date) -> bytes:
    """The day list as a PDF; that it left the screen is noted."""
    from crs_intake.documents.day_list import Line, day_list

    allow(desk, "worklist.see")
    found = next((each for each in calendar(desk, clinic) if each.day == day), day_of(desk, clinic, day))
    lines = [
        Line(f"{visit.when.time:%H:%M}" if visit.when.time else "", visit.name, visit.what, visit.phone,
             visit.language, visit.number)
        for visit in found.visits
    ]  # fmt: skip
    with desk.store.work(desk.actor, "calendar.printed") as work:
        work.note("calendar.printed", "", day=day.isoformat(), visits=str(len(lines)))
    told = heading(found, known=has_days(clinic))
    return day_list(clinic.name if clinic else "", day_words(day), told, lines)


def heading(day: ClinicDay, *, known: bool = True) -> str:
    """What is said of a day: clinic day, how full, or that the office is closed.

    `known` is False where the site has not said on which days its clinic is held.
    """
    parts = []
    if not day.open:
        parts.append(say(N_("office closed")))
    elif known:
        parts.append(say(N_("clinic day") if day.held else N_("no clinic")))
    if day.free is not None and (day.held or day.taken):
        words = N_("{taken} of {places} places taken") if day.taken else N_("{places} free")
        if day.free < 0:
            words = N_("overbooked: {taken} of {places}")
        parts.append(say(words, taken=day.taken, places=day.places))
    elif day.visits:
        parts.append(say(N_("{count} in the book"), count=len(day.visits)))
    return " · ".join(parts)


def _visits(desk: Desk, rows: Sequence[worklist.Row]) -> list[Visit]:
    what = {(row.number, row.last): row.what for row in rows}
    at, found = keeping.now(desk), list[Visit]()
    for stored in desk.store.cases(numbers=sorted({row.number for row in rows})):
        case = stored.case
        clinic = clinic_of(desk, case)
        phones = [*case.phones, *(phone for person in case.people for phone in person.phones)]
        found += [
            Visit(case.number, case.applicant.name if case.applicant else "", event.appointment, event.when,
                  phones[0] if phones else "", clinic.id if clinic else "", case.language,
                  what[case.number, event.when])
            for event in standing_in_the_book(case, at)
            if event.when is not None and event.appointment is not None and (case.number, event.when) in what
        ]  # fmt: skip
    return sorted(found, key=lambda visit: (visit.when.sort_key(), visit.name))


def _day(desk: Desk, clinic: Clinic | None, day: date, visits: Sequence[Visit]) -> ClinicDay:
    places = clinic.places if clinic is not None else None
    those = tuple(visit for visit in visits if visit.when.day == day)
    return ClinicDay(day, held(clinic, day, desk.site.closing_days), _open(desk, clinic, day), places, those)


def _open(desk: Desk, clinic: Clinic | None, day: date) -> bool:
    if clinic is not None and day in clinic.clinic_dates:
        return True
    if clinic is not None and _WEEKDAYS[day.weekday()] in clinic.clinic_days and day.weekday() > 4:
        return day not in desk.site.closing_days  # a clinic that is held on Saturdays
    try:
        return desk.book.calendar.is_business_day(day)
    except NotInForce:  # beyond the list of holidays nothing is known against it
        return True
