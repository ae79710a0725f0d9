"""Health coverage: AHCCCS by PMMIS, other insurance, and what was presented of both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from crs_intake.domain.people import STRICT, Contact

Program = Literal["xix", "xxi"]


@dataclass(frozen=True, kw_only=True)
class Policy:
    """One insurance of the applicant, primary or secondary (20.501.1.E-F)."""

    __pydantic_config__ = STRICT
    company: str = ""
    billing_address: str = ""
    phone: str = ""
    policy_number: str = ""
    """Policy or plan number."""
    id_number: str = ""
    group_name: str = ""
    group_number: str = ""
    """"not applicable" for an individual plan."""
    end_date: date | None = None
    open_ended: bool = False
    """No end date is known; recorded, not left blank."""
    coverage_type: str = ""
    medicare: bool = False
    covers_testing: bool | None = None
    """Whether it covers the diagnostic testing that a CRS physician asks for (20.700.2.B-C)."""


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """Other health insurance of the applicant, as the family tells it."""

    __pydantic_config__ = STRICT
    insured: bool | None = None
    """Covered by other health insurance now; absent = not known yet."""
    insured_last_3_months: bool | None = None
    """Covered at any time in the three months before the application."""
    uninsured_since: date | None = None
    """First day without insurance; tells the three months by itself."""
    state_employee_plan: bool | None = None
    """Could be covered by the State employee health plan, taken up or not."""
    primary: Policy | None = None
    secondary: Policy | None = None


@dataclass(frozen=True, kw_only=True)
class Pmmis:
    """What AHCCCS's system shows for the applicant; it is the authority (20.601.1)."""

    __pydantic_config__ = STRICT
    checked: date | None = None
    program: Literal["xix", "xxi", "none"] | None = None
    """Enrolled in Title XIX, Title XXI or neither; absent = not looked up yet."""
    ended: date | None = None
    """Last day of coverage, if it ended."""
    ahcccs_id: str = ""
    name: str = ""
    born: date | None = None
    insurance: str = ""
    """Other insurance shown in PMMIS."""
    guardian: str = ""


@dataclass(frozen=True, kw_only=True)
class Presented:
    """What the family showed at a title interview, compared with PMMIS (20.601.1, DOC-19)."""

    __pydantic_config__ = STRICT
    ahcccs_id: str = ""
    name: str = ""
    born: date | None = None
    photo_id: str = ""
    """Which photo identification, and of whom."""
    insurance_card: str = ""
    guardianship_papers: str = ""
    differences_note: str = ""
    pmmis_override_reason: str = ""
    """Why a value other than PMMIS's goes into the submission (AMB-080)."""


@dataclass(frozen=True, kw_only=True)
class Title:
    """The applicant's place in Title XIX and Title XXI."""

    __pydantic_config__ = STRICT
    enrolled: Program | None = None
    """Enrolled as the referral or family says; PMMIS overrules it."""
    pmmis: Pmmis | None = None
    presented: Presented | None = None
    plan: Contact | None = None
    """ALTCS/Acute Care Contractor (health plan or program contractor)."""
    xix_result: Literal["approved", "denied", "refused_to_apply"] | None = None
    """Answer to an application for Title XIX made in the course of this case."""
    xxi_result: Literal["approved", "denied", "refused_to_apply"] | None = None
    altcs_result: Literal["approved", "denied"] | None = None
