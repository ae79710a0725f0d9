"""What is taken off the income, and between which days (20.603.4, 20.603.5.4).

Care and employment belong to the twelve months that end with the determination;
premiums and bills to the twelve months before the application, for members
before the redetermination (AMB-071, AMB-151).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from crs_intake.domain.calendar import add_months
from crs_intake.domain.case import Case
from crs_intake.domain.decision import COLUMNS, ColumnName, CountedLine
from crs_intake.domain.event import Event
from crs_intake.policy import care, employment
from crs_intake.policy.proofs import application_date
from crs_intake.policy.rule import Sheet

Sums = dict[ColumnName, Fraction]
_MEMBERS_ONLY = ("redetermination_requested", "redetermination_contact", "redetermination_completed")


@dataclass(frozen=True, slots=True)
class Window:
    """The twelve months before the application, or before a member's redetermination."""

    first: date
    last: date
    border: date
    """Date of application or redetermination; unpaid bills are of before that day."""
    redetermination: bool


def member_since(case: Case, on: date) -> date | None:
    """Day since which somebody was a member before that day: told, recorded, or by a redetermination."""
    if case.member_since and case.member_since < on:
        return case.member_since
    enrolled = [each.at.day for each in case.events_of("enrolled") if each.at.day < on]
    if enrolled:
        return min(enrolled)
    findings = case.events_of("evaluation_finding")
    found = [each.at.day for each in findings if each.outcome == "eligible"]
    if not found:
        return None
    again = max((each.at.day for each in _of_members(case) if each.at.day <= on), default=None)
    return next((day for day in found if again and day < again), None)


def _of_members(case: Case) -> list[Event]:
    """What happens to members only."""
    return [each for each in case.events if each.kind in _MEMBERS_ONLY or each.document == "DOC-42"]


def window(case: Case, sheet: Sheet) -> Window:
    """The window of premiums and paid bills (AMB-071, AMB-151)."""
    again, end = redetermination(case, sheet.on), border(case, sheet)
    months = int(sheet.number("extra.window_months"))
    return Window(add_months(end, -months), end - timedelta(days=1), end, again)


def border(case: Case, sheet: Sheet) -> date:
    """The day the determination is asked for: the application, for a member the redetermination."""
    return sheet.on if redetermination(case, sheet.on) else application_date(case, sheet)


def redetermination(case: Case, on: date) -> bool:
    """Whether the determination is a member's: taken over from paper, or under way since the enrollment."""
    since = member_since(case, on)
    if since is None:
        return False
    return case.member_since is not None or any(
        since < each.at.day <= on for each in (*_of_members(case), *case.events_of("interview_held"))
    )


def of_past_year(
    case: Case, sheet: Sheet, counted: Sequence[CountedLine], inside: frozenset[str], may_ask_proof: bool
) -> Sums:
    """Cost of employment and dependent care together, by column; dollars a year (20.603.5.4)."""
    work = employment.cost(case, sheet, counted)
    if not case.care:
        return work
    cared = care.allowed(case, sheet, counted, inside, may_ask_proof)
    xxi = work["xxi"] + cared["xxi"]
    return {
        name: xxi if work[name] is work["xxi"] and cared[name] is cared["xxi"] else work[name] + cared[name]
        for name in COLUMNS
    }
