"""A referral comes in (20.200): a new case is opened, or it is filed with the child it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from crs_intake.casework import keeping
from crs_intake.casework.ports import Desk
from crs_intake.casework.rights import allow
from crs_intake.domain.case import Case
from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.event import Event
from crs_intake.domain.kept import Found
from crs_intake.domain.moment import Moment
from crs_intake.domain.people import Person
from crs_intake.domain.text import N_

WIZARD = "referral"


def perhaps_the_same(desk: Desk, case: Case, limit: int = 5) -> Sequence[Found]:
    """Cases that may be of the same child, while the referral is typed; each says why."""
    allow(desk, "cases.search")
    return desk.store.possible_duplicates(case, limit)


def open_referral(
    desk: Desk, case: Case, action: UUID | None = None, *, draft: str = "",
    another_child: Sequence[str] = (), again: str = "",
) -> str:  # fmt: skip
    """Open a case from a referral form as it was received; gives its number.

    `draft` names the drafts it was typed in; `another_child` are case numbers found to be other children;
    `again` is the ended case of the same child from which the known facts were carried over.
    """
    allow(desk, "referral.open")
    case = _received(desk, case, action)
    if again:
        earlier = Event(kind="note", at=keeping.now(desk), outcome="applied_again", number=again,
                        reason=N_("Applies again; the known facts were carried over"))  # fmt: skip
        case = case.after(keeping.signed(desk, earlier, action, 1))
    with desk.store.work(desk.actor, "referral.open", action) as work:
        number = work.new_case(case, closed=None)
        for other in another_child:
            work.not_the_same(number, other)
        if draft:
            work.drop_drafts(draft, WIZARD)
    return number


def file_as_same(
    desk: Desk, number: str, second: Case, action: UUID | None = None, *, draft: str = ""
) -> Case:
    """File a second form of the same child with its case: no clock starts, both spellings find it."""
    stored = desk.store.case(number)
    allow(desk, "referral.same", stored.case)
    with desk.store.work(desk.actor, "referral.same", action) as work:
        stored = work.case(number)
        if work.repeated:
            return stored.case
        case = _with_spellings(stored.case, second).after(_second_form(desk, second, action))
        work.keep(case, stored.version, closed=keeping.closed_on(case, desk))
        if draft:
            work.drop_drafts(draft, WIZARD)
    return case


def another_child(desk: Desk, number: str, other: str, action: UUID | None = None) -> None:
    """Remember that two cases are two children; nobody is asked about the pair again."""
    allow(desk, "referral.different", desk.store.case(number).case)
    with desk.store.work(desk.actor, "referral.different", action) as work:
        work.not_the_same(number, other)


def _received(desk: Desk, case: Case, action: UUID | None) -> Case:
    """The case with its receipt as first event and the clinic that serves it."""
    referral = case.referral
    if referral is None or referral.received is None:
        raise NotAcceptable(
            N_("Enter when the form was received; the clocks run from there."), where="referral.received"
        )
    if not case.sites and (clinic := referral.clinic or desk.actor.site):
        case = replace(case, sites=(clinic,))
    if any(event.kind == "referral_received" for event in case.events):
        return case
    event = Event(kind="referral_received", at=referral.received, method=referral.channel or "")
    return case.after(keeping.signed(desk, event, action))


def _with_spellings(case: Case, second: Case) -> Case:
    """The case, found also by the names and telephones of the second form."""
    applicant, other = case.applicant, second.applicant
    if applicant is None or other is None:
        return case
    names = {applicant.name, *applicant.other_names}
    new = tuple(name for name in (other.name, *other.other_names) if name and name not in names)
    phones = (*second.phones, *(phone for person in second.people for phone in person.phones))
    known = {*case.phones, *(phone for person in case.people for phone in person.phones)}
    added = tuple(dict.fromkeys(phone for phone in phones if phone not in known))
    spelt: Person = replace(applicant, other_names=(*applicant.other_names, *new))
    return replace(case.with_person(spelt), phones=(*case.phones, *added))


def _second_form(desk: Desk, second: Case, action: UUID | None) -> Event:
    referral = second.referral
    received: Moment = (referral.received if referral else None) or keeping.now(desk)
    source = referral.source if referral else None
    event = Event(
        kind="note",
        at=received,
        outcome="second_referral",
        method=(referral.channel or "") if referral else "",
        name=(source.name or source.organization) if source else "",
        reason=N_("Same child; filed with this case, no clock starts"),
    )
    return keeping.signed(desk, event, action)
