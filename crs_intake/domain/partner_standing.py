"""What follows from a partnership's facts on a day: state, steps, who may do what, meetings, tasks.

Derived by `policy.partner` and `policy.assisted`, never stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from crs_intake.domain.moment import Moment
from crs_intake.domain.partner import Ground
from crs_intake.domain.text import N_, Sentence

OrgState = Literal[
    "NOT_APPLIED", "ORG_APPLIED", "ORG_DENIED", "AGREEMENT", "FORMS", "ORG_ACTIVE", "TRAINING_DUE"
]
UserState = Literal["NO_ACCOUNT", "USER_DENIED", "USER_ACTIVE", "USER_DISABLED"]
Act = Literal[
    "use_heaplus", "call_center", "email_operations", "control_access", "send_contact_update",
    "attend_aqc", "ask_recording", "share_recording", "ask_reactivation", "follow_tickets",
]  # fmt: skip

STATE_NAMES: Mapping[str, str] = {
    "NOT_APPLIED": N_("Not applied yet"), "ORG_APPLIED": N_("Applied"),
    "ORG_DENIED": N_("Denied by AHCCCS"), "AGREEMENT": N_("Agreement signed"),
    "FORMS": N_("Forms received"), "ORG_ACTIVE": N_("Active partner"),
    "TRAINING_DUE": N_("Active partner, training open"), "NO_ACCOUNT": N_("No account"),
    "USER_DENIED": N_("Denied"), "USER_ACTIVE": N_("Active"), "USER_DISABLED": N_("Disabled"),
    "ahead": N_("Ahead"), "today": N_("Today"), "met": N_("Attended"), "not_met": N_("Nobody attended"),
    "new": N_("New"), "in_interview": N_("In the interview"), "interviewed": N_("Interview held"),
    "signed": N_("Signed"), "submitted": N_("Submitted"), "pending": N_("Pending"),
    "documents_asked": N_("Documents asked for"), "approved": N_("Approved"), "denied": N_("Denied"),
    "withdrawn": N_("Withdrawn"), "initial": N_("Initial training"), "ongoing": N_("Ongoing training"),
    "annual_security": N_("Annual security training"),
}  # fmt: skip
"""What the states of an organization, user, meeting, application and training are called."""
ACT_NAMES: Mapping[str, str] = {
    "use_heaplus": N_("use HEAplus"), "call_center": N_("call the CP-AO Call Center"),
    "email_operations": N_("e-mail the Operations Team"), "control_access": N_("control staff access"),
    "send_contact_update": N_("send the Contact Person Update"), "attend_aqc": N_("attend AQC meetings"),
    "ask_recording": N_("ask for recordings"), "share_recording": N_("share recordings"),
    "ask_reactivation": N_("ask for activation"), "follow_tickets": N_("follow tickets"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the checklist; step 6 is upkeep, not a step of joining (AMB-402)."""

    number: int
    label: str
    done: bool
    upkeep: bool
    missing: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One of the three items that must be received and processed before the first use."""

    id: str
    label: str
    received: date | None
    processed: date | None

    @property
    def done(self) -> bool:
        """Received and processed; sent alone does not count."""
        return self.received is not None and self.processed is not None


@dataclass(frozen=True, slots=True)
class May:
    """Whether a user may do something, and why or what to do instead."""

    act: Act
    allowed: bool
    why: Sentence


@dataclass(frozen=True, slots=True)
class UserStanding:
    """One user: account, and what the person may do."""

    id: str
    name: str
    state: UserState
    why: Sentence
    may: tuple[May, ...]


@dataclass(frozen=True, slots=True)
class TrainingDue:
    """A training that is open: never finished, or due again."""

    user: str
    name: str
    kind: str
    course: str
    due: date | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class Aqc:
    """An Access Quarterly Connect by the rule: its day, whether the day is a holiday, and who went."""

    day: date
    holiday: bool
    """The date is shown with a hint to confirm and never moved (AMB-405)."""
    state: Literal["ahead", "today", "met", "not_met"]
    by: str
    """Name of the Site Administrator or designee who went."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """Something recorded that the page does not allow, with where it stands."""

    where: str
    sentence: Sentence
    section: str


@dataclass(frozen=True, slots=True)
class Whom:
    """Who helps with a problem: by which way, whether it fits now, and what to do."""

    problem: str
    contact: Literal["call_center", "operations", "site_administrator"]
    fits: bool
    value: str
    """Telephone number or address; empty where a person of the organization is asked."""
    sentence: Sentence
    open_now: bool | None
    """Of the call center; None for the others."""


@dataclass(frozen=True, slots=True)
class AssistedStanding:
    """One application: what to do next, whether it is expedited, tracked, overdue."""

    id: str
    number: str
    applicant: str
    status: str
    final: bool
    expedited: bool
    trackable: bool
    overdue_since: date | None
    """Day on which processing became overdue; None while it is not."""
    tasks: tuple[Sentence, ...]
    advice: tuple[Sentence, ...]
    contacts: tuple[Whom, ...]
    """The lines of the table of problems that fit now."""


@dataclass(frozen=True, slots=True)
class PartnerStanding:
    """The whole partnership on a day."""

    at: Moment
    state: OrgState
    access: bool
    access_since: date | None
    steps: tuple[Step, ...]
    items: tuple[Item, ...]
    users: tuple[UserStanding, ...]
    trainings: tuple[TrainingDue, ...]
    meetings: tuple[Aqc, ...]
    next_meeting: Aqc
    remind: bool
    """The next meeting is near enough to be reminded of."""
    grounds: tuple[tuple[Ground, str], ...]
    """Reasons for which AHCCCS may deny, among others; it decides in its sole discretion."""
    attested: tuple[str, ...]
    """Names of those who attested a conviction; recorded, never judged (AMB-401)."""
    wrong: tuple[Wrong, ...]
    notes: tuple[Sentence, ...]
    applications: tuple[AssistedStanding, ...]
