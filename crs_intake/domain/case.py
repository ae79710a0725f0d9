"""A case: the facts entered and the list of dated events. The only source of truth.

State, clocks, what is due and what may happen next are derived from it by
`policy`; nothing derived is stored here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Literal

from crs_intake.domain.event import Event
from crs_intake.domain.income import Care, Income, MedicalBill, Premium
from crs_intake.domain.insurance import Coverage, Title
from crs_intake.domain.parents import ParentsApplication
from crs_intake.domain.people import STRICT, Address, Person
from crs_intake.domain.proofs import Eligibility, FinancialApplication, Paper, Proof
from crs_intake.domain.referral import Referral

SpecialStatus = Literal["ward", "adoption_subsidy", "foster"]


@dataclass(frozen=True, kw_only=True)
class Case:
    """Everything that is known of one applicant or member (`crs-case/1`)."""

    __pydantic_config__ = STRICT
    format: Literal["crs-case/1"]
    number: str = ""
    """Case number of the clinic; carries no personal data."""
    sites: tuple[str, ...] = ()
    """Ids of the clinics that serve the case (20.1000.1)."""
    language: Literal["en", "es"] = "en"
    """Language of the letters to the family."""
    address: Address | None = None
    """Home of the applicant's household."""
    phones: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    """The applicant (relation "applicant") and everyone of the household and family."""
    special_status: SpecialStatus | None = None
    """Ward of the state or court, DES adoption subsidy, DES/CMDP foster child (20.604.4.A-C)."""
    referral: Referral | None = None
    condition: str = ""
    """Condition picked from the editable list; never a decision by itself."""
    title: Title = Title()
    coverage: Coverage = Coverage()
    eligibility: Eligibility = Eligibility()
    proofs: tuple[Proof, ...] = ()
    papers: tuple[Paper, ...] = ()
    financial_application: FinancialApplication | None = None
    income: tuple[Income, ...] = ()
    no_income_stated: bool | None = None
    """The family states that nobody has any income."""
    care: tuple[Care, ...] = ()
    expects_earnings: bool | None = None
    """The group expects earned income for the next 12 months (20.603.4.A.1); each line may say so itself."""
    premiums: tuple[Premium, ...] = ()
    bills: tuple[MedicalBill, ...] = ()
    faa_worker_on_site: bool | None = None
    application_date: date | None = None
    """Date on the Medical Assistance application (TAD 'Date of Application')."""
    first_ahcccs_application: date | None = None
    """Earliest AHCCCS application date, for records that must be five years older (AMB-066)."""
    member_since: date | None = None
    """Enrollment date of a member taken over from paper; else it follows from the events."""
    expires: date | None = None
    """CRS expiration date of a member taken over from paper."""
    parents: ParentsApplication | None = None
    """The application for parents' coverage (KidsCare Manual, Chapter 800)."""
    events: tuple[Event, ...] = ()

    @cached_property
    def applicant(self) -> Person | None:
        """The applicant, or None while nobody is entered."""
        return next((person for person in self.people if person.relation == "applicant"), None)

    def person(self, id: str) -> Person | None:
        """The person with that id."""
        return self._by_id.get(id)

    @cached_property
    def _by_id(self) -> Mapping[str, Person]:
        return {person.id: person for person in reversed(self.people)}  # the first of an id stands

    def events_of(self, kind: str) -> Sequence[Event]:
        """The events of a kind, in the order in which they were recorded."""
        return self._by_kind.get(kind, ())

    @cached_property
    def _by_kind(self) -> Mapping[str, Sequence[Event]]:
        found: dict[str, list[Event]] = {}
        for event in self.events:
            found.setdefault(event.kind, []).append(event)
        return found

    def after(self, *events: Event) -> Case:
        """The same case with these events added at the end."""
        return replace(self, events=(*self.events, *events))

    def with_person(self, person: Person) -> Case:
        """The same case with this person put in, or put in the place of the one with the same id."""
        if self.person(person.id) is None:
            return replace(self, people=(*self.people, person))
        return replace(self, people=tuple(person if p.id == person.id else p for p in self.people))
