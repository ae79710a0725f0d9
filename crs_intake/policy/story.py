"""The story of a case up to an instant: what the rules of a case's life read and write.

Events are taken one after another, mistakes that were taken back left out.
Each part of the manual keeps its own marks here: named moments from which
clocks start and at which they stop. Nothing of it is stored.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from datetime import time as WallTime  # noqa: N812 - the field is called time

from crs_intake.domain.case import Case
from crs_intake.domain.decision import Value
from crs_intake.domain.event import Event, left_out
from crs_intake.domain.insurance import Program
from crs_intake.domain.moment import Moment
from crs_intake.policy.book import Book
from crs_intake.policy.referral import Completeness

NEVER = Moment(date.min)
APPLICATION_ENDS = ("WITHDRAWN", "DENIED", "APP_TERMINATED")


@dataclass(frozen=True, slots=True)
class Closing:
    """An application or a membership has ended: how, since when, and why."""

    state: str
    """WITHDRAWN, DENIED, APP_TERMINATED or TERMINATED."""
    at: Moment
    section: str
    reason: str
    """Message id of one sentence."""
    notice: str
    """The letter that tells the family (DOC-nn)."""
    ground: str
    """medical, age, proofs, evaluation, items, papers, refusal, request, testing, no_show, silence, A-G."""
    clock: str = ""
    """The clock that ran out, where time ended it."""
    recorded: bool = False
    """A person has recorded it; else it follows from the dates."""
    noted: Moment | None = None
    """When it was recorded, where it takes effect on another day (AMB-193): its letter goes out then."""

    @property
    def told_from(self) -> Moment:
        """From when its letters are due."""
        return self.noted or self.at


@dataclass(slots=True)
class Ladder:
    """The steps after a missed appointment (20.1201, 20.1202)."""

    miss: Event
    first: Event | None = None
    """First attempt with a time since the miss or since the last answer."""
    second: Event | None = None
    """First attempt made 48 hours or more after the first."""
    newest: Moment | None = None
    """Last documented attempt, the letter after two attempts included (AMB-222)."""
    answered: Moment | None = None


@dataclass(slots=True)
class Membership:
    """An enrollment: since when, until when, and its renewal."""

    since: date
    """Enrollment date (20.700.2.D)."""
    reached: Moment
    """When all requirements were met."""
    services: date
    expires: date | None
    period: Moment
    """Start of the running period: the enrollment or the last renewal."""
    asked: Event | None = None
    """Request for a redetermination that is not settled."""
    running: Event | None = None
    """The contact, interview or agreement with which the redetermination runs."""
    noticed: Moment | None = None
    reapply: bool = False
    """Title coverage is gone: re-apply and/or financial application (20.800.4.B)."""
    lived: bool = False
    """Something has happened since the enrollment, so the case is no longer just enrolled."""
    leaving: Event | None = None
    advised: Event | None = None
    confirmed: Event | None = None
    refused: Event | None = None
    hold: bool = False
    """The member did everything; the decision is pending at the expiration date (AMB-195)."""


@dataclass(slots=True)
class Hearing:
    """A request for a State Administrative Hearing and where it stands (20.1100)."""

    filed: Event
    state: str = "FILED"
    against: Closing | None = None
    mailed: Event | None = None
    recommended: Event | None = None
    over: bool = False


@dataclass(slots=True, eq=False)
class Story:
    """Everything derived while the events are read; one per case and instant."""

    case: Case
    book: Book
    at: Moment
    events: Sequence[Event]
    completeness: Completeness
    now: Moment
    """How far the events have been read."""
    marks: dict[str, Moment] = field(default_factory=dict)
    often: dict[str, list[Moment]] = field(default_factory=dict)
    """Every moment noted under a name: the first one after a clock's start settles it."""
    inputs: dict[str, Value] = field(default_factory=dict)
    last_days: dict[str, date] = field(default_factory=dict)
    """Last day of each clock whose end closes an application, while it runs."""
    titles: list[tuple[Moment, Program | None]] = field(default_factory=list)
    """From when the applicant is known to be in Title XIX, in Title XXI or in neither."""
    closing: Closing | None = None
    past: list[Closing] = field(default_factory=list)
    """Endings that a hearing has taken back."""
    void: str = ""
    # the medical way
    decision: Event | None = None
    """Preliminary determination: may be eligible, or not eligible."""
    incomplete: Event | None = None
    """The review could not decide and named what is missing."""
    urgent: Event | None = None
    stage: str = ""
    """PRELIM_ELIGIBLE, EVAL_SCHEDULED, NO_SHOW, EVALUATED, TESTING, MED_ELIGIBLE."""
    booked: Event | None = None
    """The visit that stands in the book."""
    interview_booked: Event | None = None
    misses: list[Event] = field(default_factory=list)
    ladder: Ladder | None = None
    visit: Event | None = None
    """The initial evaluation that was attended."""
    finding: Event | None = None
    needed: Event | None = None
    """The finding that more tests are needed, until their results are in."""
    tests: Event | None = None
    results: Event | None = None
    rescinded: Moment | None = None
    # the way of the papers
    interview: Event | None = None
    proofs: Event | None = None
    requested: dict[str, Moment] = field(default_factory=dict)
    """Papers asked for and not received, by item."""
    received: Moment | None = None
    """When papers that had been asked for last came in."""
    determined: Event | None = None
    agreement: Event | None = None
    assignment: Event | None = None
    # Title XIX and XXI
    referred: dict[str, Moment] = field(default_factory=dict)
    """Programmes applied for or referred to, and when."""
    answers: dict[str, tuple[str, Moment]] = field(default_factory=dict)
    """Approved or denied, by programme, and when."""
    own_application: bool = False
    signed: Event | None = None
    """The Medical Assistance application, signed and dated at the site."""
    altcs: str = ""
    # after
    member: Membership | None = None
    hearing: Hearing | None = None
    papers: dict[str, list[Event]] = field(default_factory=dict)
    """Events of each document, by DOC-nn."""
    memo: dict[tuple[str, Moment], Moment | None] = field(default_factory=dict)
    """When papers were complete, as worked out since the last event."""
    reached: dict[str, set[str]] = field(default_factory=dict)
    """Who has been sent a notice so far, by the notice."""

    def mark(self, name: str, moment: Moment) -> None:
        """Note a moment under its name; a newer one takes the place of an older one."""
        self.marks[name] = moment
        self.often.setdefault(name, []).append(moment)

    def mark_first(self, name: str, moment: Moment) -> None:
        """Note a moment only if none is noted yet."""
        if name not in self.marks:
            self.mark(name, moment)

    def forget(self, *names: str) -> None:
        """Take marks away: their round is over."""
        for name in names:
            self.marks.pop(name, None)
            self.often.pop(name, None)

    def title(self, moment: Moment) -> Program | None:
        """Title XIX or XXI as it was known at a moment; None = neither, or not known."""
        found: Program | None = None
        for since, program in self.titles:
            if not since.not_after(moment):
                break
            found = program
        return found

    def add_title(self, moment: Moment, program: Program | None) -> None:
        """Note what is known of Title XIX and XXI from a moment on."""
        self.titles.append((moment, program))
        self.titles.sort(key=lambda each: each[0].sort_key())
        if program is not None:
            self.mark("title_found", moment)

    def close(self, closing: Closing) -> None:
        """End the application or membership, once; what ended it first stands."""
        if self.closing is None:
            self.closing = closing

    @property
    def is_open(self) -> bool:
        """An application that is neither closed nor enrolled."""
        return self.closing is None and self.member is None and not self.void

    @property
    def is_member(self) -> bool:
        """Enrolled and not terminated."""
        return self.closing is None and self.member is not None and not self.void


def effective(events: Sequence[Event], at: Moment) -> list[Event]:
    """The events up to an instant in their order, without those that a correction took back."""
    known = [event for event in events if event.at.not_after(at)]
    if any(event.kind in ("correction", "entered_by_mistake") for event in known):
        taken_back = left_out(known)
        known = [event for event in known if not event.id or event.id not in taken_back]
    return _in_order(known)


def _in_order(events: list[Event]) -> list[Event]:
    """By day and time; an event without a time stays behind what was recorded before it that day."""
    keyed, last_day, last_time = [], date.min, WallTime.min
    in_order, before = True, (date.min, WallTime.min)
    for event in events:
        day, time = event.at.day, event.at.time
        if time is None:
            time = last_time if day == last_day else WallTime.min
        last_day, last_time = day, time
        in_order = in_order and before <= (day, time)
        before = (day, time)
        keyed.append((before, event))
    if in_order:
        return events
    keyed.sort(key=lambda each: each[0])
    return [event for _, event in keyed]


def day_after(day: date) -> date:
    """The next calendar day."""
    return day + timedelta(days=1)
