"""Where a case stands: its state, running clocks, papers due, and what may happen now.

All of it is derived from facts and events at one instant; nothing is stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from crs_intake.domain.decision import Value
from crs_intake.domain.moment import Moment

ClockStatus = Literal["open", "overdue", "met", "stopped", "expired"]
Who = Literal[
    "front_desk", "interviewer", "medical_director", "applicant", "faa", "kidscare", "adhs_crs", "plan"
]


@dataclass(frozen=True, slots=True)
class Clock:
    """One deadline: since when, until when, who must act, and what happens at the end."""

    id: str
    """CLK-nn."""
    name: str
    """Message id."""
    since: Moment
    due: Moment
    status: ClockStatus
    who: Who
    at_expiry: str
    """What happens if nothing is done (message id)."""
    section: str
    stopped: Moment | None = None
    unrolled: Moment | None = None
    """The due moment before an applicant's deadline was moved off a closed day."""
    subject: str = ""
    day: int | None = None
    """Day reached, of `length` ("day 8 of 14"); None for clocks of hours."""
    length: int | None = None
    stops_it: str = ""
    """What settles it (message id)."""
    inputs: Mapping[str, Value] = field(default_factory=dict)
    unit: str = ""
    """In what it is counted: calendar, business, plain (by the reading), hours, years, given."""


@dataclass(frozen=True, slots=True)
class DocumentDue:
    """A paper of the case: due, drafted, printed, sent, returned or cancelled."""

    id: str
    """DOC-nn."""
    to: tuple[str, ...]
    by: Moment | None
    status: Literal["due", "drafted", "printed", "sent", "returned", "cancelled"]
    section: str
    name: str = ""
    enclosures: tuple[str, ...] = ()
    sent: Moment | None = None
    reason: str = ""
    inputs: Mapping[str, Value] = field(default_factory=dict)
    enclosed_in: str = ""
    """The document it goes along with; such a row is no errand of its own."""


@dataclass(frozen=True, slots=True)
class NotNow:
    """An act that is not possible now, with the section and the reason."""

    event: str
    section: str
    reason: str
    inputs: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    """The derived picture of a case at an instant."""

    state: str
    """Name of `states.md`: RECEIVED, INCOMPLETE, IN_REVIEW, PRELIM_ELIGIBLE, …"""
    clocks: tuple[Clock, ...]
    documents: tuple[DocumentDue, ...]
    may: tuple[str, ...]
    """Events that may happen now."""
    may_not: tuple[NotNow, ...]
    next_contact_not_before: Moment | None = None
    pathway: Literal["xix", "xxi", "state_only", "unknown"] = "unknown"
    missing_items: tuple[str, ...] = ()
    """Mandatory referral items not there yet, by section (20.200.1.A …)."""
    authorization: Literal["none", "active", "rescinded"] = "none"
    enrolled: Moment | None = None
    expires: Moment | None = None
    services_from: Moment | None = None
    missed: int = 0
    """Missed appointments that count now."""
    substates: tuple[str, ...] = ()
    """Further states that hold beside the main one, for example I_TITLE_PENDING."""
