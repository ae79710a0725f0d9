"""What the rules of Chapter 800 answer for a day: each parent, child and newborn, and what follows.

Reasons and sentences are message ids; they are put into words where somebody reads them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal

from crs_intake.domain.decision import Line, ReadingUsed, Value

ClockStatus = Literal["open", "met", "expired"]
ItemState = Literal["met", "not_met", "unknown", "pending", "des"]
"""des = DES determines it, by the same criteria."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One of the fourteen items of 802.A."""

    key: str
    """01 … 14."""
    label: str
    state: ItemState
    section: str
    reason: str = ""
    inputs: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WillingAnswer:
    """Whether someone is willing to pay for a person, and how that is known (803.D)."""

    state: Literal["yes", "no", "ask", "unreached"]
    documentation: Literal["not_needed", "open", "complete", "incomplete"]
    lacks: tuple[str, ...] = ()
    """What the note of the contact lacks."""
    tries: int = 0
    """Days on which nobody was reached."""
    wanted: int = 0


@dataclass(frozen=True, slots=True)
class ParentsNotice:
    """A notice that is due: DOC-64 to DOC-67."""

    id: str
    person: str
    hearing_text: bool
    sent: date | None = None


@dataclass(frozen=True, slots=True)
class TipsOut:
    """A record for DES through TIPS."""

    kind: Literal["referral", "denial", "discontinuance", "disposition", "deemed_newborn"]
    person: str
    reason: str
    section: str


@dataclass(frozen=True, slots=True)
class ParentsClock:
    """One of CLK-46 to CLK-50 on a day."""

    id: str
    since: date
    due: date
    status: ClockStatus
    section: str
    unrolled: date | None = None


@dataclass(frozen=True, slots=True)
class InterfaceStep:
    """One step of the DES interface with what it found (804.B)."""

    number: int
    result: str
    section: str
    sentence: str
    inputs: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FamilyPremium:
    """The one premium of the family: gross monthly income x per cent (806.B)."""

    gross: Fraction
    members: int
    guideline: int
    """Dollars a year."""
    fpl_percent: Fraction
    percent: int | None
    """3, 4 or 5; None over the highest band."""
    amount: Fraction | None
    """Dollars a month, rounded; None over the highest band."""
    proposed: bool
    """The income comes from the worksheet, nobody entered it here."""


@dataclass(frozen=True, slots=True)
class HearingAnswer:
    """Who attends a hearing, and whether benefits go on (807)."""

    person: str
    entitled: bool
    attends: Literal["AHCCCS", "DES"] | None
    section: str
    benefits_continue: bool
    pay_by: date | None
    """Last day for a month's premium in advance; None where none is owed, or no benefits could go on."""
    packet: tuple[tuple[str, bool], ...]
    """Rows of the hearing packet, and whether they are there."""


@dataclass(frozen=True, slots=True)
class ChangeAnswer:
    """Who gets a reported change (808)."""

    person: str
    kind: str
    to: Literal["KidsCare", "DES", "nobody"]
    section: str
    sentence: str
    told: date | None = None


@dataclass(frozen=True, slots=True)
class TrackAnswer:
    """A parent as KidsCare parent or as S.O.B.R.A. parent."""

    program: Literal["kidscare", "sobra"]
    outcome: str
    state: str
    reason: str
    section: str
    reason_code: str = ""
    effective: date | None = None
    ends: date | None = None
    key_code: str = ""


@dataclass(frozen=True, slots=True)
class PersonAnswer:
    """What comes out for one parent, child or newborn."""

    person: str
    name: str
    role: Literal["parent", "child", "newborn"]
    outcome: str
    """approved, denied, ended, hold, pending, research, not_valid, not_an_applicant, withdrawn, referred,
    general, receiving, des, eligible, not_eligible."""
    state: str
    """P_… of the states, for a parent."""
    reason: str
    section: str
    registered: bool = False
    reason_code: str = ""
    program: str = ""
    dual: bool = False
    key_code: str = ""
    premium: Fraction | None = None
    percent: int | None = None
    effective: date | None = None
    ends: date | None = None
    plan: str = ""
    inputs: Mapping[str, Value] = field(default_factory=dict)
    requirements: tuple[Requirement, ...] = ()
    willing: WillingAnswer | None = None
    tracks: tuple[TrackAnswer, ...] = ()
    steps: tuple[InterfaceStep, ...] = ()
    missing: tuple[str, ...] = ()
    todo: tuple[str, ...] = ()
    """What the manual asks somebody to do now."""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ParentsAnswer:
    """Chapter 800 on a day."""

    on: date
    open: bool
    """The program takes parents that day (801.C)."""
    program_citation: str
    people: tuple[PersonAnswer, ...]
    premium: FamilyPremium | None
    notices: tuple[ParentsNotice, ...]
    tips: tuple[TipsOut, ...]
    clocks: tuple[ParentsClock, ...]
    hearings: tuple[HearingAnswer, ...]
    changes: tuple[ChangeAnswer, ...]
    readings: tuple[ReadingUsed, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()

    def person(self, id: str) -> PersonAnswer:
        """The answer for one person; raises KeyError."""
        found = next((each for each in self.people if each.person == id), None)
        if found is None:
            raise KeyError(id)
        return found
