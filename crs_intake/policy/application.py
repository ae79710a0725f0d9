"""Is the financial application whole? Items A to G, signed and dated (20.501).

Only applicants outside Title XIX and XXI fill it in. "Has none" is an answer,
a blank is not; what is missing is listed in the order of the form.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from crs_intake.domain.case import Case
from crs_intake.domain.decision import MissingFact
from crs_intake.domain.insurance import Policy
from crs_intake.domain.people import Person
from crs_intake.domain.text import N_
from crs_intake.policy import agreements, eligibility
from crs_intake.policy.book import Book
from crs_intake.policy.proofs import PARENTS
from crs_intake.policy.rule import Sheet


def missing(case: Case, book: Book, on: date) -> tuple[MissingFact, ...]:
    """Everything the financial application still lacks, in its own order; nothing for a title member."""
    sheet = Sheet(book, on)
    applicant = case.applicant
    if applicant is None or eligibility.title_route(case, sheet) is not None:
        return ()
    adult = applicant.born is not None and sheet.age(applicant.born) >= 18
    return tuple(
        MissingFact(key, label, section)
        for key, label, section in (
            *_applicant(case, applicant),
            *(() if adult else _parent(case, applicant)),
            *_number(applicant),
            *_insurance(case),
            *_household(case),
            *_signature(case, sheet),
        )
    )


Item = tuple[str, str, str]


def _applicant(case: Case, applicant: Person) -> Iterator[Item]:
    home = applicant.address or case.address
    if not applicant.name:
        yield "people.applicant.name", N_("The applicant's name"), "20.501.1.A"
    if home is None or not home.complete:
        yield "address", N_("The applicant's address"), "20.501.1.A"
    if not (case.phones or applicant.phones or applicant.message_number):
        yield "phones", N_("A telephone or message number of the applicant"), "20.501.1.A"


def _parent(case: Case, applicant: Person) -> Iterator[Item]:
    """The block of at least one parent: name, address, and one number (item B)."""
    parents = [p for p in case.people if p.relation in PARENTS or p.id in applicant.parents]
    if any(_parent_whole(case, parent) for parent in parents):
        return
    if not any(parent.name for parent in parents):
        yield "people.parent", N_("Name, address and a number of one parent"), "20.501.1.B"
        return
    first = next(parent for parent in parents if parent.name)
    home = first.address or case.address
    if home is None or not home.complete:
        yield f"people.{first.id}.address", N_("Address of the parent"), "20.501.1.B"
    if not _reachable(case, first):
        yield f"people.{first.id}.phones", N_("A telephone or message number of the parent"), "20.501.1.B"


def _parent_whole(case: Case, parent: Person) -> bool:
    home = parent.address or case.address
    return bool(parent.name and home is not None and home.complete and _reachable(case, parent))


def _reachable(case: Case, person: Person) -> bool:
    return bool(person.phones or person.message_number or (person.in_home and case.phones))


def _number(applicant: Person) -> Iterator[Item]:
    if not applicant.ssn and not applicant.no_ssn:
        label = N_("The applicant's social security number, or that there is none")
        yield "people.applicant.ssn", label, "20.501.1.C"


def _insurance(case: Case) -> Iterator[Item]:
    told = case.coverage
    if told.insured is None:
        yield "coverage.insured", N_("Whether the applicant is covered by health insurance"), "20.501.1.D"
    if told.insured:
        yield from _policy("coverage.primary", told.primary or Policy(), "20.501.1.E")
        if told.secondary is not None:
            yield from _policy("coverage.secondary", told.secondary, "20.501.1.F")


def _policy(key: str, policy: Policy, section: str) -> Iterator[Item]:
    for name, value, label in (
        ("company", policy.company, N_("Insurance company")),
        ("billing_address", policy.billing_address, N_("Billing address of the insurance company")),
        ("phone", policy.phone, N_("Telephone of the insurance company")),
    ):
        if not value:
            yield f"{key}.{name}", label, f"{section}.1"
    ended = "known" if policy.end_date or policy.open_ended else ""
    for name, value, label in (
        ("policy_number", policy.policy_number, N_("Policy or plan number")),
        ("id_number", policy.id_number, N_("ID number of the policy")),
        ("group_name", policy.group_name, N_("Group name, or not applicable")),
        ("group_number", policy.group_number, N_("Group number, or not applicable")),
        ("end_date", ended, N_("End date of the policy, or open-ended")),
        ("coverage_type", policy.coverage_type, N_("Type of coverage")),
    ):
        if not value:
            yield f"{key}.{name}", label, f"{section}.2"


def _household(case: Case) -> Iterator[Item]:
    """Number and identification: name, birth date, relation of each (AMB-060)."""
    form = case.financial_application
    home = [person for person in case.people if person.in_home]
    if form is None or form.household_count is None:
        key, label = "financial_application.household_count", N_("Number of members of the household")
        yield key, label, "20.501.1.G"
    elif form.household_count != len(home):
        label = N_("The number of members of the household differs from those named")
        yield "financial_application.household_count", label, "20.501.1.G"
    for person in home:
        if not person.name or person.born is None:
            yield f"people.{person.id}", N_("Name and birth date of a member of the household"), "20.501.1.G"


def _signature(case: Case, sheet: Sheet) -> Iterator[Item]:
    """Signed and dated by the applicant, or for a child by a parent (20.501.2)."""
    form = case.financial_application
    may = _signers(case, sheet)
    key = "financial_application"
    if form is None or not form.signer:
        yield f"{key}.signer", N_("Signature of the applicant, or of a parent for a child"), "20.501.2"
    elif form.signer not in may:
        yield f"{key}.signer", N_("This person may not sign the financial application"), "20.501.2"
    if form is None or form.signed is None or form.signed > sheet.on:
        yield f"{key}.signed", N_("Date of the signature"), "20.501.2"


def _signers(case: Case, sheet: Sheet) -> set[str]:
    """The applicant; for a child a parent, or a legal guardian with papers, as in 20.401.2.F.1.b."""
    applicant = case.applicant
    adult = applicant is not None and applicant.born is not None and sheet.age(applicant.born) >= 18
    if adult and applicant is not None:
        return {applicant.id}
    return {person.id for person in agreements.may_sign(case, sheet)}
