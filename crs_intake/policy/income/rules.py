"""The rules of the kinds by their name in `income_kinds.yaml`; code is listed, never discovered."""

from __future__ import annotations

from collections.abc import Mapping

from crs_intake.policy.income import (
    assets,
    benefits,
    business,
    education,
    gifts,
    native,
    plain,
    students,
    support,
    work,
)  # fmt: skip
from crs_intake.policy.income.line import Rule

RULES: Mapping[str, Rule] = {
    "excluded": plain.excluded,
    "counted": plain.counted,
    "by_column": plain.by_column,
    "wages": work.wages,
    "child_support": support.child_support,
    "alaska_native": native.alaska_native,
    "less_incentive": native.less_incentive,
    "tribal_work_study": native.tribal_work_study,
    "land_lease": native.land_lease,
    "agency_cash": gifts.agency_cash,
    "contribution": gifts.contribution,
    "ssi_contribution": gifts.ssi_contribution,
    "gift": gifts.gift,
    "educational_benefit": education.educational_benefit,
    "loan": education.loan,
    "insurance": assets.insurance,
    "paid_out": assets.paid_out,
    "settlement": assets.settlement,
    "mortgage": assets.mortgage,
    "prize": assets.prize,
    "reimbursement": assets.reimbursement,
    "stocks": assets.stocks,
    "payee": benefits.payee,
    "ssi": benefits.ssi,
    "unemployment": benefits.unemployment,
    "veterans": benefits.veterans,
    "volunteer": benefits.volunteer,
    "vista": benefits.vista,
    "profit": business.profit,
    "rent": business.rent,
    "contract": work.contract,
    "in_kind": work.in_kind,
    "bonus": work.bonus,
    "jtpa": work.jtpa,
    "work_study": students.work_study,
}
