"""The clinic as a HEAplus community partner (`crs-partner/1`): what was sent, signed, finished and tracked.

Facts only; what follows from them is computed by `policy.partner`. Convictions are
attested yes or no and never judged here (AMB-401); a password has no place in any of this.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from crs_intake.domain.moment import Moment
from crs_intake.domain.people import STRICT, Address

Ground = Literal["fraud", "waste", "abuse", "theft", "patient_harm", "safety"]
GROUNDS: tuple[Ground, ...] = ("fraud", "waste", "abuse", "theft", "patient_harm", "safety")
Program = Literal["ahcccs_health_insurance", "nutrition_assistance", "tanf_cash_assistance"]
PROGRAMS: tuple[Program, ...] = ("ahcccs_health_insurance", "nutrition_assistance", "tanf_cash_assistance")
Harm = Literal["health", "function", "organ", "other_person"]
HARMS: tuple[Harm, ...] = ("health", "function", "organ", "other_person")
Result = Literal["submitted", "pending", "documents_asked", "approved", "denied", "withdrawn"]
FINAL: tuple[Result, ...] = ("approved", "denied", "withdrawn")
Problem = Literal[
    "demographic", "emergency", "overdue", "review", "technical",
    "accounts", "disabled_accounts", "navigation", "documents",
]  # fmt: skip
SignUp = Literal["open_site", "click_sign_up", "fill_in", "click_again"]


@dataclass(frozen=True, kw_only=True)
class Owner:
    """An owner or managing employee, with what was attested (yes or no, never judged here)."""

    __pydantic_config__ = STRICT
    id: str = ""
    name: str
    position: Literal["owner", "managing_employee"] = "owner"
    convicted: bool | None = None
    """Attested: a conviction of the listed kinds; absent = not attested yet."""
    grounds: tuple[Ground, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Training:
    """A course by e-learning or web conference; registered is not finished."""

    __pydantic_config__ = STRICT
    kind: Literal["initial", "ongoing", "annual_security"] = "initial"
    course: str = ""
    way: Literal["e_learning", "web_conference"] = "e_learning"
    registered: date | None = None
    finished: date | None = None


@dataclass(frozen=True, kw_only=True)
class User:
    """One person who uses HEAplus for the organization: roles, own form, account, training."""

    __pydantic_config__ = STRICT
    id: str
    """Short name unique in the organization, for example "u1"."""
    name: str = ""
    email: str = ""
    site_administrator: bool = False
    designee: bool = False
    """Attends AQC meetings for the Site Administrator; e-mails nobody (AMB-404)."""
    assistor: Literal["application", "correctional"] | None = None
    form_sent: date | None = None
    form_received: date | None = None
    form_processed: date | None = None
    convicted: bool | None = None
    grounds: tuple[Ground, ...] = ()
    decision: Literal["approved", "denied"] | None = None
    """What AHCCCS decided on the user's own form, in its sole discretion."""
    decided: date | None = None
    reason: str = ""
    activated: date | None = None
    disabled: date | None = None
    """Day the account was disabled or deactivated."""
    reactivation_asked: date | None = None
    reactivation_asked_by: str = ""
    """Id of the Site Administrator who asked Operations."""
    reactivated: date | None = None
    trainings: tuple[Training, ...] = ()
    sign_up: tuple[SignUp, ...] = ()
    """Steps of the Service Desk's sign-up that are done."""
    username: str = ""
    """At the Service Desk: the person's own e-mail address. Never a password."""
    signed_up: date | None = None
    subscribed: bool | None = None
    """To the Constant Contact e-mails; nothing follows from a no."""


@dataclass(frozen=True, kw_only=True)
class ContactUpdate:
    """Agreement Contact Person Update: who is the contact now, and who sent the form."""

    __pydantic_config__ = STRICT
    id: str = ""
    changed: date
    name: str = ""
    phone: str = ""
    email: str = ""
    sent: date | None = None
    sent_by: str = ""
    """Id of the user who sent it; not an assistor."""


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """An Access Quarterly Connect: who went, what was told, and who got the recording."""

    __pydantic_config__ = STRICT
    id: str = ""
    day: date
    attended_by: tuple[str, ...] = ()
    """Ids of users; the Site Administrator's or a designee's attendance counts."""
    agenda: tuple[str, ...] = ()
    security_training: bool = False
    """Annual Security Training was reviewed."""
    recording_asked: date | None = None
    recording_asked_by: str = ""
    shared_with: tuple[str, ...] = ()
    """Ids of active assistors, or names of others, with whom the link was shared."""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Request:
    """An e-mail to the CP-AO Operations Team, sent by the Site Administrator alone."""

    __pydantic_config__ = STRICT
    id: str = ""
    about: Literal["accounts", "disabled_accounts", "navigation", "documents", "recording", "other"]
    asked_by: str = ""
    """Id of the user who needs it."""
    sent_by: str = ""
    """Id of the Site Administrator who sent it; empty = waits for the Site Administrator."""
    sent: Moment | None = None
    text: str = ""
    answered: date | None = None


@dataclass(frozen=True, kw_only=True)
class Verification:
    """One fact of an application: verified by an electronic source, or open."""

    __pydantic_config__ = STRICT
    fact: str
    verified: bool = False


@dataclass(frozen=True, kw_only=True)
class NeededDocument:
    """A document asked of the customer, and how it reached the application."""

    __pydantic_config__ = STRICT
    what: str
    sent: Moment | None = None
    how: Literal["uploaded", "emailed", "faxed", "paper"] | None = None


@dataclass(frozen=True, kw_only=True)
class StatusLine:
    """What HEAplus showed of an application on a day."""

    __pydantic_config__ = STRICT
    day: date
    status: Result
    program: Program | None = None
    """Left out = of the whole application."""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Ticket:
    """A CP-AO ticket of an application."""

    __pydantic_config__ = STRICT
    number: str = ""
    problem: Problem = "technical"
    opened: date | None = None
    by: str = ""
    """Id of the assistor who called."""
    status: Literal["open", "in_progress", "closed"] = "open"
    status_day: date | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Assisted:
    """One application in which an assistor helps, from the interview to its final result."""

    __pydantic_config__ = STRICT
    id: str
    applicant: str = ""
    case: str = ""
    """Number of the case here, if there is one."""
    programs: tuple[Program, ...] = ()
    number: str = ""
    """Application number of HEAplus; without it nothing can be tracked."""
    assistor: str = ""
    """Id of the user who helps."""
    with_applicant: bool | None = None
    """The interview was interactive: the applicant answered (CP-AO Program)."""
    interview_starts: Moment | None = None
    interview_ends: Moment | None = None
    verifications: tuple[Verification, ...] = ()
    documents: tuple[NeededDocument, ...] = ()
    signed: Moment | None = None
    submitted: Moment | None = None
    statuses: tuple[StatusLine, ...] = ()
    harms: tuple[Harm, ...] = ()
    """Statements of the customer that were ticked; no medical judgement."""
    stated_by: str = ""
    stated: Moment | None = None
    tickets: tuple[Ticket, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Partnership:
    """The organization's partnership with HEAplus (`crs-partner/1`)."""

    __pydantic_config__ = STRICT
    format: Literal["crs-partner/1"] = "crs-partner/1"
    organization: str = ""
    address: Address | None = None
    phone: str = ""
    intended_use: str = ""
    """How the organization would like to use HEAplus, as on the application form."""
    applied: date | None = None
    """Day the Partner Application form was submitted."""
    agreement_emailed: date | None = None
    agreement_signed: date | None = None
    agreement_received: date | None = None
    """Day AHCCCS had the signed agreement."""
    agreement_processed: date | None = None
    form_sent: date | None = None
    """The Organization User Application form."""
    form_received: date | None = None
    form_processed: date | None = None
    owners: tuple[Owner, ...] = ()
    decision: Literal["approved", "denied"] | None = None
    """What AHCCCS decided on the agreement, in its sole discretion."""
    decided: date | None = None
    reason: str = ""
    users: tuple[User, ...] = ()
    contact_updates: tuple[ContactUpdate, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    requests: tuple[Request, ...] = ()
    applications: tuple[Assisted, ...] = ()

    def user(self, id: str) -> User | None:
        """The user with that id."""
        return next((each for each in self.users if each.id == id and id), None)

    def named(self, name: str) -> User | None:
        """The user of that name, as the signed-in person is looked up."""
        wanted = " ".join(name.casefold().split())
        return next((u for u in self.users if wanted and " ".join(u.name.casefold().split()) == wanted), None)
