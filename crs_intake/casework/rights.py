"""Who may do what: every act asks the one table of rights before anything else.

The table is data (`resources/policy/rights.yaml`). A refused act is noted in
the audit trail. Medical decisions belong to the Director and the designee;
the desk may type in what a physician has signed, with that physician's name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from crs_intake.casework.ports import Desk
from crs_intake.domain.actor import Actor, Role
from crs_intake.domain.case import Case
from crs_intake.domain.errors import NeedsSecond, NotAllowed
from crs_intake.domain.event import Event
from crs_intake.domain.text import N_
from crs_intake.policy import shelf
from crs_intake.words import say

ROLE_NAMES: Mapping[Role, str] = {
    "front_desk": N_("front desk"),
    "interviewer": N_("interviewer"),
    "medical_director": N_("Medical Director"),
    "designee": N_("designee"),
    "supervisor": N_("supervisor"),
    "site_admin": N_("site administrator"),
}


@dataclass(frozen=True)
class Right:
    """One line of the table."""

    act: str
    may: frozenset[Role]
    elsewhere: frozenset[Role]
    """Roles that may do it for a case which their own site does not serve."""
    beside: Mapping[Role, frozenset[Role]] = field(default_factory=dict)
    """Role of the person at the desk → roles of who signs in beside; empty where one person is enough."""
    absent: bool = False
    """Whether the weekly report stands in where the others are not at the desk just then."""

    def second_of(self, actor: Actor) -> frozenset[Role]:
        """Roles of the second person; a role that needs less than the others of this person wins."""
        asked = [self.beside[role] for role in self.beside if role in actor.roles & self.may]
        return max(asked, key=len, default=frozenset())


@cache
def table() -> Mapping[str, Right]:
    """Every act with the roles that may do it."""
    given = shelf.loaded("rights.yaml")
    roles = given["roles"]

    def named(letters: str) -> frozenset[Role]:
        return frozenset(roles[letter] for letter in letters)

    def beside(line: Mapping[str, Any]) -> Mapping[Role, frozenset[Role]]:
        told = line.get("beside", "")
        by_role = told if isinstance(told, Mapping) else dict.fromkeys(line["may"], told)
        return {roles[letter]: named(others) for letter, others in by_role.items() if others}

    return {
        act: Right(
            act,
            named(line["may"]),
            named(line.get("elsewhere", "")),
            beside(line),
            absent=line.get("absent") == "report",
        )
        for act, line in given["acts"].items()
    }


def may(actor: Actor, act: str, case: Case | None = None) -> bool:
    """Whether this person may do this act (on this case); an unknown act raises KeyError."""
    right = table()[act]
    roles = right.may if case is None or _serves(actor, case) else right.elsewhere
    return bool(actor.roles & roles)


def ask(actor: Actor, act: str, case: Case | None = None) -> None:
    """Raise NotAllowed, with who may, unless this person may do this act (on this case)."""
    if may(actor, act, case):
        return
    right = table()[act]
    if actor.roles & right.may:
        raise NotAllowed(
            N_("This case is served by another site."), then=N_("Ask that site, or a supervisor here.")
        )
    who = ", ".join(say(ROLE_NAMES[role]) for role in ROLE_NAMES if role in right.may)
    raise NotAllowed(
        N_("Your roles do not allow this step."), then=say(N_("It can be done by: {who}."), who=who)
    )


def allow(desk: Desk, act: str, case: Case | None = None) -> None:
    """As `ask` for the person at the desk; a refusal is noted in the audit trail."""
    try:
        ask(desk.actor, act, case)
    except NotAllowed:
        with desk.store.work(desk.actor, "refused") as work:
            work.note("refused", case.number if case else "", of=act)
        raise
    _beside(desk, act, case)


def _beside(desk: Desk, act: str, case: Case | None) -> None:
    """Ask for a second person where the table says so and there is one; note who it was, or that none is."""
    right = table()[act]
    wanted = right.second_of(desk.actor)
    if not wanted:
        return
    others = (each for each in desk.store.people() if each.id != desk.actor.id)
    could = {each.id for each in others if each.roles & wanted}
    signed = desk.second is not None and desk.second.id in could
    if could and not signed and not (right.absent and desk.nobody_here):
        raise NeedsSecond(
            N_("This step needs a second person."),
            then=N_("Ask somebody of the desk to sign in beside you."), absent=right.absent,
        )  # fmt: skip
    number = case.number if case else ""
    with desk.store.work(desk.actor, "second") as work:
        if desk.second is not None and signed:
            work.note("second.signed", number, of=act, beside=desk.second.id)
        else:
            work.note("second.none", number, of=act)


def allow_event(desk: Desk, event: Event, case: Case | None = None) -> None:
    """Allow or refuse the recording of an event."""
    act = act_of(event)
    if case is not None and _brings_back(event, case):
        act = "events.void"  # who may take a whole case out may take it back in
    if act.startswith("medical.") and not may(desk.actor, act, case) and event.name.strip():
        act = "medical.from_paper"  # the paper's signer stands in the event, the recorder in the audit trail
    allow(desk, act, case)


def _brings_back(event: Event, case: Case) -> bool:
    """Whether a correction makes a case count again that was merged or entered by mistake."""
    target = next((e for e in case.events if event.corrects and e.id == event.corrects), None)
    void = target is not None and target.kind in ("entered_by_mistake", "merged")
    return event.kind == "correction" and void and target is not None and not target.document_id


def act_of(event: Event) -> str:
    """The line of the table that an event falls under."""
    if event.kind == "medical_determination":
        known = event.outcome in ("may_be_eligible", "incomplete")
        return f"medical.{event.outcome}" if known else "medical.not_eligible"
    return _ACTS.get(event.kind, "events.intake")


_ACTS: Mapping[str, str] = {
    "urgent_response": "medical.answer_urgent",
    "evaluation_finding": "medical.finding",
    "tests_ordered": "medical.tests",
    **dict.fromkeys(("note", "handed_over"), "events.note"),
    "correction": "events.correction",
    "archived": "events.archive",
    **dict.fromkeys(("entered_by_mistake", "merged"), "events.void"),
    **dict.fromkeys(
        ("interview_held", "proofs_reviewed", "determination_made", "redetermination_contact",
         "redetermination_completed"),
        "events.interview",
    ),
    **dict.fromkeys(
        ("withdrawn", "denied", "application_terminated", "enrolled", "member_terminated",
         "authorization_rescinded"),
        "events.closing",
    ),
    **dict.fromkeys(
        ("hearing_notice_mailed", "hearing_denied", "hearing_withdrawn", "hearing_recommended",
         "hearing_decided", "rehearing_requested"),
        "events.hearing",
    ),
}  # fmt: skip


def _serves(actor: Actor, case: Case) -> bool:
    """Whether the person's site serves the case; without sites on either side nothing is shut off."""
    sites = {site.casefold() for site in case.sites}
    return not actor.site or not sites or actor.site.casefold() in sites
