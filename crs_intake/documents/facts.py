"""What a paper may say about a case on a day: the facts, seen as the letters need them.

Only what had happened by that moment is seen, so that a letter made again for
an earlier day says what it would have said then.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time
from functools import cached_property
from typing import Literal

from babel.dates import format_date

from crs_intake.documents import letter
from crs_intake.domain.calendar import age_on
from crs_intake.domain.case import Case
from crs_intake.domain.decision import Assessment
from crs_intake.domain.errors import NotInForce
from crs_intake.domain.event import AppointmentKind, Event, EventKind
from crs_intake.domain.insurance import Program
from crs_intake.domain.moment import Moment
from crs_intake.domain.people import Person
from crs_intake.domain.site import Clinic
from crs_intake.domain.text import N_
from crs_intake.policy import clocks, course, pathway, reasons
from crs_intake.policy.book import Book
from crs_intake.policy.determine import assess
from crs_intake.policy.story import Story, effective
from crs_intake.words import say

ADULT = 18
_PARENTS = ("mother", "father", "parent", "guardian", "stepmother", "stepfather", "caretaker", "grandparent")

Route = Literal["title", "nontitle", "unknown"]


@dataclass(frozen=True)
class Facts:
    """A case on a day, with the book, the language and the reader of the paper."""

    case: Case
    book: Book
    on: date
    language: str = "en"
    to: str = "applicant"
    at: Moment | None = None
    assessment: Assessment | None = None
    person: str = ""
    """Name of the staff member who signs or sends."""

    def reading_in(self, language: str) -> Facts:
        """The same facts for a paper in another language."""
        return replace(self, language=language)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """What had happened by then and was not taken back."""
        return tuple(effective(self.case.events, self.at or Moment(self.on)))

    def last(self, *kinds: EventKind, **details: str) -> Event | None:
        """The latest event of these kinds with these details."""
        fits = (e for e in reversed(self.events) if e.kind in kinds)
        return next((e for e in fits if all(getattr(e, k) == v for k, v in details.items())), None)

    def appointment(self, kind: AppointmentKind) -> Event | None:
        """The appointment of that kind that stands, if one is set and not cancelled."""
        last = self.last("appointment_made", "appointment_cancelled", appointment=kind)
        return last if last is not None and last.kind == "appointment_made" else None

    @property
    def applicant(self) -> Person | None:
        """The applicant."""
        return self.case.applicant

    @cached_property
    def child(self) -> bool:
        """The applicant is under 18; one whose age is not known is a child if a parent is named (AMB-013)."""
        if self.applicant is not None and self.applicant.born is not None:
            return age_on(self.applicant.born, self.on) < ADULT
        return self.parent is not None

    @cached_property
    def parent(self) -> Person | None:
        """The parent or guardian who is written to: at home first, in the order of the form."""
        people = [p for p in self.case.people if p.relation in _PARENTS and p.name]
        people.sort(key=lambda p: (not p.in_home or p.absence is not None, _PARENTS.index(p.relation) > 2))
        return people[0] if people else None

    @property
    def reader(self) -> Person | None:
        """Who reads the family's letters: a parent of a child, else the applicant."""
        return self.parent if self.child else self.applicant

    @cached_property
    def titles(self) -> tuple[Program | None, ...]:
        """What was known of Title XIX or XXI, oldest first; PMMIS overrules what was told (20.601.1)."""
        now = self.at or Moment(self.on)
        told = [each for each in pathway.known_titles(self.case) if each[0].not_after(now)]
        for event in self.events:
            if event.kind == "title_result" and event.outcome == "approved" and event.program != "altcs":
                told.append((event.at, event.program))
        told.sort(key=lambda each: each[0].sort_key())
        return tuple(program for _, program in told)

    @property
    def program(self) -> Program | None:
        """Title XIX or XXI, if the applicant is enrolled."""
        return self.titles[-1]

    @property
    def route(self) -> Route:
        """Whether the applicant is in Title XIX or XXI, is not, or nobody knows yet."""
        if self.program is not None:
            return "title"
        return "unknown" if len(self.titles) == 1 else "nontitle"

    @cached_property
    def clinic(self) -> Clinic | None:
        """The clinic that received the referral; its letterhead stands on every letter."""
        referral = self.case.referral
        named = referral.clinic if referral is not None else ""
        clinics = self.book.site.clinics
        if not named and not self.case.sites and len(clinics) == 1:
            return clinics[0]  # a desk with one clinic has no other
        return self.clinic_called(named or (self.case.sites[0] if self.case.sites else ""))

    def clinic_called(self, id: str) -> Clinic | None:
        """The clinic with that id, however its letters are written."""
        return self.book.site.clinic(id)

    def deadline(self, clock: str, since: date) -> date:
        """The last day of a clock that runs from `since`; a family's moves off closed days (AMB-006)."""
        ending = clocks.term(clock, Moment(since), self.book)
        if ending is None:
            raise NotInForce(say(N_("By the readings of this site {clock} does not run."), clock=clock))
        return ending.due.day

    def length(self, clock: str) -> int:
        """Days that a clock of the book runs."""
        return clocks.length_of(clocks.rule(clock).step(self.on), self.book)[0] or 0

    def window(self, clock: str, anchor: date) -> clocks.Window:
        """First and last day of a window of the book before a day (CLK-36, CLK-37)."""
        return clocks.window(clock, anchor, self.book)

    @cached_property
    def figures(self) -> Assessment | None:
        """The determination handed over, else that of these facts on this day; None without an applicant."""
        if self.assessment is not None or self.case.applicant is None:
            return self.assessment
        return assess(self.case, self.book, self.on)

    @cached_property
    def story(self) -> Story:
        """What the events of the case add up to by that moment."""
        return course.read(self.case, self.book, self.at or Moment(self.on))

    @property
    def silent(self) -> bool:
        """Nobody has answered for as long as the manual waits (20.1201.E, 20.1202.E)."""
        ladder = self.story.ladder
        newest = ladder.newest if ladder is not None and ladder.answered is None else None
        return newest is not None and self.deadline("CLK-34", newest.day) < self.on

    def reason(self, typed: str) -> str:
        """A reason as the letter gives it: a standard one in its language, own words marked as such."""
        standard = reasons.known(typed)
        if standard is not None:
            return standard.said(self.language)
        own = letter.frame(self.language).get("own_words", "{words}") if typed else "{words}"
        return str(own).replace("{words}", typed)

    def day(self, value: date | None) -> str:
        """A day in full: Thursday, April 2, 2009."""
        return day_in(value, self.language)

    def time(self, value: time | None) -> str:
        """A time of day: 10:00 a.m."""
        return clock(value)


def day_in(value: date | None, language: str, width: str = "full") -> str:
    """A day in words of that language; "long" leaves the weekday out."""
    if value is None:
        return ""
    return str(format_date(value, width, locale="es_US" if language == "es" else "en_US"))


def clock(value: time | None) -> str:
    """A time of day on the twelve-hour clock, in English and Spanish alike."""
    if value is None:
        return ""
    return f"{value.hour % 12 or 12}:{value.minute:02d} {'a.m.' if value.hour < 12 else 'p.m.'}"
