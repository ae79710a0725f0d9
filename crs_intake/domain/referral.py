"""The referral: the CRS Application Form and what came with it (20.200)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from crs_intake.domain.moment import Moment
from crs_intake.domain.people import STRICT, Contact

Channel = Literal["fax", "mail", "in_person"]
ReferralDocument = Literal["physician_diagnosis", "test_results", "reason_statement"]


@dataclass(frozen=True, kw_only=True)
class ReferralPaper:
    """A medical document that came with, or after, the form (20.200.2)."""

    __pydantic_config__ = STRICT
    kind: ReferralDocument
    received: Moment | None = None
    """When it came; left out = together with the form."""
    dated: date | None = None
    author: str = ""
    """Physician or referral source who wrote it."""
    states_diagnosis: bool = True
    """The physician's document states a diagnosis, not only symptoms (20.200.2.C.1)."""
    sheets: int = 1
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class EarlierService:
    """CRS services received before (20.200.1.F.4)."""

    __pydantic_config__ = STRICT
    received_before: bool | None = None
    year: int | None = None
    contractor: str = ""


@dataclass(frozen=True, kw_only=True)
class Referral:
    """The CRS Application Form as it was received."""

    __pydantic_config__ = STRICT
    received: Moment | None = None
    """Day and time it reached the clinic; the clocks run from here."""
    channel: Channel | None = None
    clinic: str = ""
    """Id of the clinic that received it."""
    form_date: date | None = None
    """Date written on the form; the 12-month and 30-day windows end the day before (AMB-071)."""
    source: Contact | None = None
    """Referral source: name, address and phone (20.200.1.A)."""
    source_relation: str = ""
    """Relationship to the applicant of the person who completed the form (20.200.1.B)."""
    source_is_physician: bool = False
    evaluated_by_physician: bool | None = None
    """A physician has evaluated the applicant; it picks the list of 20.200.2."""
    diagnosis: str = ""
    """Diagnosis as the form gives it (20.200.1.F.2)."""
    primary_care: Contact | None = None
    """Primary care physician, or the organization where the applicant gets care (20.200.1.F.3)."""
    referring_physician: Contact | None = None
    earlier_service: EarlierService | None = None
    not_known: tuple[Literal["birth_date", "diagnosis", "primary_care", "earlier_service"], ...] = ()
    """Items of 20.200.1.F that the referral source does not know."""
    papers: tuple[ReferralPaper, ...] = ()
    tests_exist: bool | None = None
    """Diagnostic tests were done; if not, "not available" settles 20.200.2.C.2."""
