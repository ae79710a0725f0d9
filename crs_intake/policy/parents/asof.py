"""The application as it stood on a day: what came later has not happened yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from crs_intake.domain.parents import (
    ChildCoverage,
    Debt,
    Newborn,
    ParentFacts,
    ParentHearing,
    ParentsApplication,
)  # fmt: skip


def as_of(told: ParentsApplication, on: date) -> ParentsApplication:
    """The same application without what happened after `on`."""
    return replace(
        told,
        contacts=tuple(each for each in told.contacts if each.at.day <= on),
        signatures=tuple(each for each in told.signatures if each.on <= on),
        withdrawals=tuple(each for each in told.withdrawals if each.on <= on),
        children=tuple(_child(each, on) for each in told.children),
        parents=tuple(_parent(each, on) for each in told.parents),
        income=tuple(each for each in told.income if each.since <= on),
        newborns=tuple(_newborn(each, on) for each in told.newborns if each.born <= on),
    )


def _child(told: ChildCoverage, on: date) -> ChildCoverage:
    if told.since is None or told.since <= on:
        return told
    return replace(told, status="applied", since=None, eligible=None, premium=None)


def _parent(told: ParentFacts, on: date) -> ParentFacts:
    return replace(
        told,
        ssn_applied=_by(told.ssn_applied, on),
        potentially_medicaid=told.potentially_medicaid if (told.screened or on) <= on else None,
        screened=_by(told.screened, on),
        premiums=tuple(replace(each, paid=_by(each.paid, on)) for each in told.premiums),
        medicaid_approved=_by(told.medicaid_approved, on),
        des=told.des if told.des and told.des.received <= on else None,
        research=told.research if told.research and told.research.on <= on else None,
        debt=_debt(told.debt, on),
        medicaid=told.medicaid if told.medicaid and told.medicaid.looked_up <= on else None,
        available=told.available if told.available and told.available.looked_up <= on else None,
        des_discontinuance=told.des_discontinuance
        if told.des_discontinuance and told.des_discontinuance.received <= on
        else None,
        decisions=tuple(each for each in told.decisions if each.on <= on),
        endings=tuple(each for each in told.endings if each.on <= on),
        changes=tuple(
            replace(each, told_to_ask_des=_by(each.told_to_ask_des, on))
            for each in told.changes
            if each.on <= on
        ),
        hearings=tuple(_hearing(each, on) for each in told.hearings if each.requested <= on),
    )


def _debt(told: Debt | None, on: date) -> Debt | None:
    if told is None or told.searched > on:
        return None
    return replace(
        told,
        notice=_by(told.notice, on),
        checks=tuple(each for each in told.checks if each <= on),
        payments=tuple(each for each in told.payments if each.on <= on),
    )


def _hearing(told: ParentHearing, on: date) -> ParentHearing:
    return replace(told, prepaid=_by(told.prepaid, on), des_data=_by(told.des_data, on))


def _newborn(told: Newborn, on: date) -> Newborn:
    return replace(told, steps=tuple(each for each in told.steps if each.on <= on))


def _by(day: date | None, on: date) -> date | None:
    return day if day is not None and day <= on else None
