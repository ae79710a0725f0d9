"""Applying again after an ending: what is known of the child and the family is carried over (20.500).

The form, its receipt, the medical papers, proofs, figures and decisions are new; they belong to the time in
which they were made.
"""

from __future__ import annotations

from dataclasses import replace

from crs_intake.domain.case import Case
from crs_intake.domain.insurance import Title
from crs_intake.domain.referral import EarlierService, Referral


def known_facts(case: Case) -> Case:
    """The facts of an ended case with which a new application of the same child starts."""
    return replace(
        case, number="", events=(), referral=_referral(case), title=Title(), proofs=(), papers=(),
        financial_application=None, income=(), no_income_stated=None, care=(), expects_earnings=None,
        premiums=(), bills=(), application_date=None, member_since=None, expires=None,
    )  # fmt: skip


def _referral(case: Case) -> Referral:
    old = case.referral or Referral()
    member = case.member_since is not None or any(event.kind == "member_terminated" for event in case.events)
    served = old.earlier_service
    if member:
        day = max((event.at.day for event in case.events), default=case.member_since)
        served = EarlierService(received_before=True, year=day.year if day else None)
    return Referral(
        diagnosis=old.diagnosis, primary_care=old.primary_care, referring_physician=old.referring_physician,
        earlier_service=served,
    )  # fmt: skip
