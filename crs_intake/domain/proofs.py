"""What was shown: proofs of age, citizenship and residency, and the financial papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from crs_intake.domain.people import STRICT

Citizenship = Literal["us_citizen", "qualified_alien", "nondocumented", "visitor", "other"]


@dataclass(frozen=True, kw_only=True)
class Proof:
    """A document shown as proof (20.503); what it proves comes from the dated list of proofs."""

    __pydantic_config__ = STRICT
    kind: str
    """Name of the list (see `crs-intake schema case`), for example "certified_birth_certificate", "lease"."""
    shown: date | None = None
    """Day it was shown at the desk; absent = promised, not shown."""
    issued: date | None = None
    """Issue or registration date, where the list tests it."""
    created: date | None = None
    """Day the record was made (20.503.1.B.7-8)."""
    expires: date | None = None
    foreign: bool = False
    """A birth certificate of another country."""
    signer: str = ""
    """Id of the person who signed, for an affidavit."""
    copied: date | None = None
    """Day a copy was stamped "DES-Copy of Original" (20.401)."""
    copied_by: str = ""
    """Name of the person who made the stamped copy."""
    pages: int = 1
    """Sheets of the copy, for the fax packet."""
    note: str = ""
    unfit: str = ""
    """Why this paper is not what the list asks for (a plain photocopy, no date of birth, another address)."""
    override_reason: str = ""
    """A supervisor accepted something that is not on the list (AMB-064)."""


@dataclass(frozen=True, kw_only=True)
class Eligibility:
    """What the applicant or parent states about citizenship and residency (20.302, 20.303)."""

    __pydantic_config__ = STRICT
    citizenship: Citizenship | None = None
    alien_exempt_group: bool | None = None
    """A.R.S. 36-2903.03(B): a group exempted in 8 U.S.C. 1613(b)."""
    alien_five_years: bool | None = None
    """A.R.S. 36-2903.03(B): a qualified alien for five years or more."""
    alien_since_1996: bool | None = None
    """A.R.S. 36-2903.03(B): continuously present since 1996-08-21."""
    alien_document: str = ""
    """The named document that shows the alien status (AMB-065)."""
    crs_enrolled: date | None = None
    """Day of an earlier CRS enrollment, for 20.302.C."""
    lives_in_arizona: bool | None = None
    intends_to_remain: bool | None = None
    no_other_residency_proof: bool | None = None
    """None of the documents 20.503.1.C.1-11 is available, so the affidavit may be used."""


PaperKind = Literal[
    "unearned_income", "medical_paid", "medical_unpaid", "pay_stubs", "w2", "tax_return",
    "schedule_c", "quarterly_statement", "dependent_care", "employee_expenses", "award_or_settlement",
    "premiums", "incapacity_statement",
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A financial record asked for or brought along (20.502)."""

    __pydantic_config__ = STRICT
    kind: PaperKind
    person: str = ""
    """Id of the person it belongs to."""
    requested: date | None = None
    received: date | None = None
    sheets: int = 1
    unavailable: bool = False
    """The family cannot obtain it: no refusal (A.R.S. 36-263)."""
    unfit: str = ""
    """Why it is not what the list asks for (no Schedule C, not signed, an older year, told only)."""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class FinancialApplication:
    """The CRS financial application form (20.501): who signed it and when."""

    __pydantic_config__ = STRICT
    signer: str = ""
    """Id of the person who signed."""
    signed: date | None = None
    household_count: int | None = None
    """Number of members of the household as the form says (20.501.1.G)."""
