"""Whose letter it is: name and address of every recipient a notice can have.

The family's copy goes to a parent of a child, else to the applicant; agencies
get theirs in English, with a line that says it is a copy.
"""

from __future__ import annotations

from dataclasses import dataclass

from crs_intake.documents.facts import Facts
from crs_intake.documents.style import says_something
from crs_intake.domain.people import Address, Contact
from crs_intake.domain.text import N_

FAMILY = "applicant"


@dataclass(frozen=True, slots=True)
class Addressee:
    """Name, address and numbers of a recipient; what is not known is empty."""

    name: str = ""
    organization: str = ""
    address: Address | None = None
    fax: str = ""
    phone: str = ""
    expected: str = ""
    """What to ask for when it is not known (message id)."""
    plain: str = ""
    """The address as it was typed, where it is not kept in parts."""

    @property
    def lines(self) -> tuple[str, ...]:
        """As on an envelope."""
        named = tuple(dict.fromkeys(part for part in (self.name, self.organization) if says_something(part)))
        typed = (line.strip() for line in self.plain.splitlines())
        return (*named, *(self.address.lines if self.address else ()), *(line for line in typed if line))

    @property
    def known(self) -> bool:
        """Whether a letter can reach it."""
        reached = bool(self.address and self.address.complete) or says_something(self.plain)
        return says_something(self.name + self.organization) and reached


def addressee(facts: Facts) -> Addressee:
    """The recipient named by `facts.to`."""
    return _WHO[facts.to](facts)


def _family(facts: Facts) -> Addressee:
    reader, expected = facts.reader, N_("Name and address of the applicant, or of a parent of a child")
    if reader is None:
        return Addressee(expected=expected)
    return Addressee(reader.name, "", reader.address or facts.case.address, expected=expected)


def _contact(contact: Contact | None, expected: str) -> Addressee:
    if contact is None:
        return Addressee(expected=expected)
    return Addressee(
        contact.name, contact.organization, contact.address, contact.fax, contact.phone, expected
    )


def _source(facts: Facts) -> Addressee:
    referral = facts.case.referral
    return _contact(referral.source if referral else None, N_("Name and address of the referral source"))


def _physician(facts: Facts) -> Addressee:
    referral = facts.case.referral
    named = referral.referring_physician if referral else None
    if named is None and referral is not None and referral.source_is_physician:
        named = referral.source
    return _contact(named, N_("Name and address of the referring physician"))


def _pcp(facts: Facts) -> Addressee:
    referral = facts.case.referral
    return _contact(
        referral.primary_care if referral else None, N_("Name and address of the primary care physician")
    )


def _plan(facts: Facts) -> Addressee:
    plan, expected = facts.case.title.plan, N_("Name and address of the AHCCCS health plan")
    if plan is not None and (plan.address is None or not plan.address.complete):
        listed = (p for p in facts.book.site.on(facts.on).plans if p.name.casefold() == plan.name.casefold())
        plan = next(listed, plan)
    return _contact(plan, expected)


def _kidscare(facts: Facts) -> Addressee:
    return _contact(
        facts.book.site.kidscare, N_("Name and address of the KidsCare office (Settings, Other offices)")
    )


def _altcs(facts: Facts) -> Addressee:
    site = facts.book.site.on(facts.on)
    listed = (p for p in site.plans if "altcs" in f"{p.name} {p.organization}".casefold())
    return _contact(
        site.altcs or next(listed, None), N_("Name and address of the ALTCS office (Settings, Other offices)")
    )


def _crsa(facts: Facts) -> Addressee:
    site, expected = facts.book.site, N_("Name and address of ADHS/CRS (Settings, Other offices)")
    if site.crsa is not None:
        return _contact(site.crsa, expected)
    return Addressee(
        site.hearing_office, "", site.hearing_address, site.hearing_fax, "",
        expected,
    )  # fmt: skip


def _clinic(facts: Facts) -> Addressee:
    visit = facts.appointment("initial_evaluation")
    clinic = (facts.clinic_called(visit.place) if visit and visit.place else None) or facts.clinic
    if clinic is None:
        return Addressee(expected=N_("Name and address of the clinic (Settings, Clinic and letterhead)"))
    return Addressee(
        clinic.name, "", clinic.address, clinic.fax, clinic.phone,
        N_("Name and address of the clinic (Settings, Clinic and letterhead)"),
    )  # fmt: skip


def _insurer(facts: Facts) -> Addressee:
    policy, expected = facts.case.coverage.primary, N_("Name and billing address of the insurance company")
    if policy is None:
        return Addressee(expected=expected)
    return Addressee(policy.company, phone=policy.phone, expected=expected, plain=policy.billing_address)


_WHO = {
    FAMILY: _family, "referral_source": _source, "referring_physician": _physician, "pcp": _pcp,
    "plan": _plan, "ahcccsa": _kidscare, "clinic": _clinic, "altcs": _altcs,
    "crsa": _crsa, "insurer": _insurer,
}  # fmt: skip
