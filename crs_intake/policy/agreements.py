"""Which agreements must be signed, and who may sign them (20.605).

Every applicant assigns benefits; only those outside AHCCCS sign what they pay.
"""

from __future__ import annotations

from datetime import date

from crs_intake.domain.case import Case
from crs_intake.domain.decision import AgreementDue
from crs_intake.domain.people import Person
from crs_intake.domain.quick import maker
from crs_intake.domain.text import N_
from crs_intake.policy.proofs import PARENTS
from crs_intake.policy.rule import Sheet

PAYMENT_AGREEMENT = "DOC-34"
ASSIGNMENT = "DOC-35"
agreement_due = maker(AgreementDue)


def due(case: Case, sheet: Sheet, *, ahcccs: bool, settled: bool) -> tuple[AgreementDue, ...]:
    """The agreements to sign: the assignment by everybody, the payment agreement once a class is settled."""
    signers = tuple(person.id for person in may_sign(case, sheet))
    found = [
        agreement_due(
            ASSIGNMENT,
            N_("Assignment of Benefits"),
            signers,
            "20.601.4" if ahcccs else "20.605.2",
            _signed(case, ASSIGNMENT, sheet.on),
        )
    ]
    if settled and not ahcccs:
        found.insert(
            0,
            agreement_due(
                PAYMENT_AGREEMENT,
                N_("Member Payment Agreement"),
                signers,
                "20.605.1",
                _signed(case, PAYMENT_AGREEMENT, sheet.on),
            ),
        )
    return tuple(found)


def may_sign(case: Case, sheet: Sheet) -> tuple[Person, ...]:
    """Who may sign: a parent for a minor; from 18 the applicant, spouse, parent or guardian (20.605.3)."""
    applicant = case.applicant
    if applicant is None:
        return ()
    adult = applicant.born is not None and sheet.age(applicant.born) >= 18  # exactly 18 included (AMB-013)
    parents = [p for p in case.people if p.relation in PARENTS or p.id in applicant.parents]
    guardians = [p for p in case.people if p.relation == "guardian"]
    if not adult:
        papers = case.title.presented.guardianship_papers if case.title.presented else ""
        accepted = papers and guardians and sheet.reading("sign.guardian_of_minor") == "with_papers"
        return (*parents, *(guardians if accepted else ()))
    spouses = [
        p
        for p in case.people
        if (p.relation == "spouse" or p.id == applicant.spouse or p.spouse == applicant.id)
        and p.born is not None
        and sheet.age(p.born) >= 18
    ]
    return (applicant, *spouses, *parents, *guardians)


def _signed(case: Case, document: str, on: date) -> date | None:
    days = [each.at.day for each in case.events_of("agreement_signed") if each.document == document]
    return max((day for day in days if day <= on), default=None)
