"""Which details an event must carry, and which values they may have.

What each kind needs is data (`resources/policy/events.yaml`); the finer
demands of the manual stand here. A detail that is missing is named.
"""

from __future__ import annotations

import re

from crs_intake.domain.case import Case
from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.event import Event
from crs_intake.domain.scan import TAD_PART
from crs_intake.domain.text import N_, Sentence, filled
from crs_intake.policy import agreements, guards_after, hearing, referral, termination
from crs_intake.policy.acts import acts
from crs_intake.policy.catalogue import catalogue

_PARTS = {
    "name": N_("the name of the person"),
    "role": N_("in which role the person acted"),
    "outcome": N_("the outcome"),
    "method": N_("how it was done"),
    "document": N_("which document"),
    "items": N_("which items"),
    "appointment": N_("which appointment"),
    "when": N_("day and time of the appointment"),
    "program": N_("which program"),
    "reason": N_("the reason in words"),
    "reason_code": N_("the reason's letter"),
    "signer": N_("who signed"),
    "number": N_("the number of the other case"),
    "corrects": N_("which entry is taken back"),
    "note": N_("what is to be noted"),
}


def demand_details(case: Case, event: Event) -> None:
    """Raise NotAcceptable for the first detail that is missing or wrong."""
    act = acts()[event.kind]
    for need in act.needs:
        names = need.split("|")
        if not any(getattr(event, name) for name in names):
            what = _PARTS.get(names[0], names[0])
            raise NotAcceptable(
                filled(N_("{label}: give {part}"), label=act.label, part=Sentence(what)), where=names[0]
            )
    if act.timed and event.at.time is None:
        raise NotAcceptable(
            filled(N_("{label}: give the time, because hours count"), label=act.label), where="at"
        )
    if act.outcomes and event.outcome and event.outcome not in act.outcomes:
        raise NotAcceptable(
            filled(
                N_("{label}: the outcome can be {outcomes}; not {given}"),
                label=act.label,
                outcomes=", ".join(act.outcomes),
                given=event.outcome,
            ),
            where="outcome",
        )
    detail = _DETAILS.get(event.kind)
    if detail is not None:
        detail(case, event)


def _determination(case: Case, event: Event) -> None:
    if event.role not in ("director", "designee"):
        raise NotAcceptable(N_("The Medical Director or a designee decides; give the role"), where="role")
    if event.outcome == "incomplete" and not event.items:
        raise NotAcceptable(N_("Name each item that is missing (20.402.1.A)"), where="items")


def _document_known(case: Case, event: Event) -> None:
    listed = catalogue().get(event.document)
    if listed is None or listed.kind == "partner":  # the partner desk's papers are of no case
        raise NotAcceptable(
            filled(N_("There is no document called {id}"), id=event.document), where="document"
        )


def _result(case: Case, event: Event) -> None:
    if event.program == "xix" and event.outcome == "denied" and not says_why(event.reason):
        raise NotAcceptable(
            N_("Ask DES for the specific reason; a code alone is not enough (Attachment A, B.2)"),
            where="reason",
        )
    if event.document != TAD_PART:
        return
    if event.outcome == "denied" and event.effective is not None:
        raise NotAcceptable(
            N_("A denied application has no effective date; leave it empty (Attachment A)"), where="effective"
        )
    if event.outcome == "approved" and event.effective is None:
        raise NotAcceptable(
            N_("Copy the effective date of eligibility from the TAD, or ask DES for it (Attachment A)"),
            where="effective",
        )


def says_why(reason: str) -> bool:
    """Whether a reason says something beyond a code: two words at least that are no part of one."""
    found = (word for word in _WORD.findall(reason) if word.casefold() not in _OF_A_CODE)
    return sum(not (word.isupper() and len(word) < 5) for word in found) > 1


_WORD = re.compile(r"(?<!\w)[^\W\d_]{2,}(?!\w)")
_OF_A_CODE = frozenset(
    """
code codes codigo código reason reasons motivo denial denied deny denegado denegada rejected number no nr num
numero número see ver only alone closure closed type list lista tabla table the is are was for por el la de by
with of and per
""".split()
)


def _interviewed(case: Case, event: Event) -> None:
    if not referral.is_child(case, event.at.day) or _with_authority(case, event):
        return
    raise NotAcceptable(
        N_("For a minor a parent or guardian takes part in the interview (20.600)"), where="role"
    )


def _with_authority(case: Case, event: Event) -> bool:
    """Whether somebody who may speak for a minor took part; a stranger to the case is not doubted."""
    if event.role:
        return event.role in _MAY_SPEAK or any(_speaks(case, name) for name in event.took_part)
    there = (event.name, *event.took_part)
    known = {p.name.casefold() for p in case.people if p.name}
    strangers = [name for name in there if name.strip() and name.strip().casefold() not in known]
    return bool(strangers) or any(_speaks(case, name) for name in there)


def _speaks(case: Case, name: str) -> bool:
    named = (p for p in case.people if p.name.casefold() == name.strip().casefold())
    return any(person.relation in _MAY_SPEAK for person in named)


_MAY_SPEAK = ("parent", "guardian", "mother", "father")


def _agreement(case: Case, event: Event) -> None:
    if event.document not in (agreements.PAYMENT_AGREEMENT, agreements.ASSIGNMENT):
        raise NotAcceptable(N_("Agreements are DOC-34 and DOC-35"), where="document")


def _correction(case: Case, event: Event) -> None:
    if all(each.id != event.corrects for each in case.events):
        raise NotAcceptable(N_("The entry that is taken back is not in this case"), where="corrects")


def _request(case: Case, event: Event) -> None:
    if event.role not in guards_after.CONTRACTOR and event.method == "phone":
        raise NotAcceptable(
            N_("A member asks for a redetermination in writing (20.800.2); note the call"), where="method"
        )


def _leaving(case: Case, event: Event) -> None:
    if event.role and event.role not in ("member", "applicant", *_MAY_SPEAK):
        raise NotAcceptable(
            N_("Only the member, or the parent or guardian of a minor, asks to end CRS (20.900.1.D)"),
            where="role",
        )


def _hearing_request(case: Case, event: Event) -> None:
    if event.method == "phone":
        raise NotAcceptable(N_("A hearing is asked for in writing (20.1100)"), where="method")


def _hearing_ground(case: Case, event: Event) -> None:
    if event.reason_code not in hearing.DENIAL_GROUNDS:
        raise NotAcceptable(N_("A hearing request is denied for ground A, B, C or D"), where="reason_code")
    if event.method == "phone":
        raise NotAcceptable(N_("A hearing request is denied by written determination"), where="method")


def _rehearing_ground(case: Case, event: Event) -> None:
    if event.reason_code not in hearing.REHEARING_GROUNDS:
        raise NotAcceptable(N_("A rehearing is granted for ground A, B, C, D, E or F"), where="reason_code")


def _termination(case: Case, event: Event) -> None:
    if event.reason_code not in termination.REASONS:
        raise NotAcceptable(
            N_("An enrollment ends only for a reason A to G of 20.900.1; missed visits are none"),
            where="reason_code",
        )


def _form_came(case: Case, event: Event) -> None:
    if event.method not in _CHANNELS:
        raise NotAcceptable(
            N_("The form comes by fax, by mail or in person (20.200); note a call"), where="method"
        )


_CHANNELS = ("fax", "mail", "letter", "in_person", "hand")

_DETAILS = {
    "referral_received": _form_came,
    "medical_determination": _determination,
    "document_drafted": _document_known,
    "document_printed": _document_known,
    "document_sent": _document_known,
    "title_result": _result,
    "interview_held": _interviewed,
    "agreement_signed": _agreement,
    "correction": _correction,
    "redetermination_requested": _request,
    "termination_requested": _leaving,
    "hearing_requested": _hearing_request,
    "hearing_denied": _hearing_ground,
    "rehearing_requested": _rehearing_ground,
    "member_terminated": _termination,
}
