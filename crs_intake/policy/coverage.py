"""What is known of other health insurance, and the chart's special requirements about it (20.602.3.B.1).

An answer may follow from another one: a first day without insurance says that
there is none now, and parents who all say they are no State employees say that
the State's plan is not open.
"""

from __future__ import annotations

from datetime import date

from crs_intake.domain.calendar import add_months
from crs_intake.domain.case import Case
from crs_intake.policy.deductions import border
from crs_intake.policy.rule import Sheet

PARENTS = ("mother", "father", "parent", "stepmother", "stepfather", "guardian")


def insured(case: Case, on: date) -> bool | None:
    """Whether the applicant is covered by other insurance now; None while nobody has said."""
    told = case.coverage
    if told.insured is None and told.uninsured_since is not None and told.uninsured_since <= on:
        return False
    return told.insured


def requirement(need: str, case: Case, sheet: Sheet) -> bool | None:
    """Whether a special requirement of the chart is met; None while nobody has said."""
    if need == "uninsured":
        now = insured(case, sheet.on)
        return None if now is None else not now
    if need == "uninsured_3_months":
        return _three_months(case, sheet)
    if need == "no_state_plan":
        plan = state_plan(case)
        return None if plan is None else not plan
    return True


def _three_months(case: Case, sheet: Sheet) -> bool | None:
    """Uninsured for the three months before the application, or before a redetermination."""
    told = case.coverage
    if told.uninsured_since is not None:
        return told.uninsured_since <= add_months(border(case, sheet), -3)
    return None if told.insured_last_3_months is None else not told.insured_last_3_months


def state_plan(case: Case) -> bool | None:
    """Whether the State employee health plan is open to the applicant."""
    told = case.coverage.state_employee_plan
    if told is not None:
        return told
    parents = [person.state_employee for person in case.people if person.relation in PARENTS]
    if any(parents):
        return True
    return False if parents and all(answer is False for answer in parents) else None
