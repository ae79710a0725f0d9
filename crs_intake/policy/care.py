"""Dependent care, month by month and person by person (20.603.4.A.1).

The lesser of what was paid and the cap of the month: the cap goes by the age
on the first of the month and by whether the earner who needs the care works 86
hours or more. Only the twelve months that end with the determination count.
Care that gives no deduction leaves a line that says why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from crs_intake.domain.calendar import add_months, birthday, first_of_month
from crs_intake.domain.case import Case
from crs_intake.domain.decision import COLUMNS, ColumnName, CountedLine, Value
from crs_intake.domain.income import Care
from crs_intake.domain.people import Person
from crs_intake.domain.quick import maker
from crs_intake.domain.text import N_
from crs_intake.policy import care_hours
from crs_intake.policy.exact import dollars
from crs_intake.policy.rule import Sheet, line_of

ZERO = Fraction(0)
GROUP: Any = "deductions"
ADULT = 18
MONTH = N_("Care of {name}, {month}: {paid}, at most {cap}")
NOTHING_PAID = (0, date.min)
Sums = dict[ColumnName, Fraction]
Paid = dict[date, tuple[int, date]]
"""By month the cents paid, and the day that was entered for it."""


@dataclass(frozen=True, slots=True)
class Cap:
    """The most that is allowed a month, and for whom."""

    number: str
    """Its key in the book."""
    section: str
    reason: str


CAPS: Mapping[tuple[str, bool], Cap] = {
    ("under_two", True): Cap(
        "care.full_time.under_two",
        "20.603.4.A.1.a.i",
        N_("Under two on the first of the month, earner full-time"),
    ),
    ("under_two", False): Cap(
        "care.part_time.under_two",
        "20.603.4.A.1.a.ii",
        N_("Under two on the first of the month, earner part-time"),
    ),
    ("two_or_more", True): Cap(
        "care.full_time.two_or_more",
        "20.603.4.A.1.a.i",
        N_("Two or older on the first of the month, earner full-time"),
    ),
    ("two_or_more", False): Cap(
        "care.part_time.two_or_more",
        "20.603.4.A.1.a.ii",
        N_("Two or older on the first of the month, earner part-time"),
    ),
    ("adult", True): Cap(
        "care.full_time.adult", "20.603.4.A.1.b.i", N_("Incapacitated adult, earner full-time")
    ),
    ("adult", False): Cap(
        "care.part_time.adult", "20.603.4.A.1.b.ii", N_("Incapacitated adult, earner part-time")
    ),
}
"""By the age of the one cared for, and whether the earner works full-time."""


@dataclass(frozen=True, slots=True)
class CareMonth:
    """Care of one person in one month: what was paid, the cap, what is allowed; whole cents."""

    person: str
    name: str
    month: date
    paid: int
    cap: int
    allowed: int
    """The lesser of cost and cap."""
    law: Cap


care_month = maker(CareMonth)


def allowed(
    case: Case, sheet: Sheet, counted: Sequence[CountedLine], inside: frozenset[str], may_ask_proof: bool
) -> Sums:
    """Dependent care, month by month and person by person, by column; dollars a year."""
    total: Sums = dict.fromkeys(COLUMNS, ZERO)
    if not case.care:
        return total
    earned = [line for line in counted if line.earned and line.inside]
    earners: dict[str, str] = {}
    """Each person with earnings that count, with the first line of them."""
    for line in earned:
        if any(line.counted.values()):
            earners.setdefault(line.person, line.id)
    if not earners:
        _left_out(sheet, N_("Only with earned income of the group, received and expected"))
        return total
    if not _expected(case, sheet, earned):
        return total
    months = _care_months(case, sheet, earners, inside, may_ask_proof)
    with_earnings = [column for column in COLUMNS if any(line.counted[column] for line in earned)]
    shown: Sequence[str] = [""] if len(with_earnings) == 3 else with_earnings
    for column in shown:
        _write(sheet, months, column)
    allowed = dollars(sum([each.allowed for each in months]))
    if months and sheet.book.reading("deduct.months") == "annualise":
        sheet.reading("deduct.months")
        whole = allowed / len({each.month for each in months}) * 12
        for column in shown:
            sheet.line(N_("Dependent care, annualized"), whole - allowed, "20.603.5.4", GROUP, column=column)
        allowed = whole
    for column in with_earnings:
        total[column] = allowed
    return total


def _expected(case: Case, sheet: Sheet, earned: Sequence[CountedLine]) -> bool:
    """The group expects earned income for the next 12 months (AMB-140)."""
    told = case.expects_earnings
    if told is None:
        ours = {line.id for line in earned}
        by_line = [line.expected_to_continue for line in case.income if line.id in ours]
        told = True if True in by_line else None
        if told is None and False in by_line and None not in by_line:
            told = False
    found = sheet.ask(
        "expects_earnings",
        told,
        N_("Whether earned income is expected for the next 12 months"),
        "20.603.4.A.1",
    )
    if found is False:
        _left_out(sheet, N_("No earned income is expected for the next 12 months"))
    elif found is None:
        _left_out(sheet, N_("Nobody has said whether earned income is expected for the next 12 months"))
    return bool(found)


def _left_out(
    sheet: Sheet, reason: str, person: Person | None = None, section: str = "20.603.4.A.1", **inputs: Value
) -> None:
    """Say why care gives no deduction."""
    sheet.line(
        N_("Care of {name}") if person else N_("Dependent care"),
        ZERO,
        section,
        "note",
        subject=person.id if person else "",
        reason=reason,
        inputs={"name": person.name or person.id, **inputs} if person else inputs,
    )


def _write(sheet: Sheet, months: Sequence[CareMonth], column: Any) -> None:
    for each in months:
        law = each.law
        facts: Mapping[str, Value] = {"name": each.name, "month": each.month, "paid": dollars(each.paid)}
        sheet.lines.append(
            line_of(MONTH, dollars(each.allowed), law.section, "CRS-" + law.section, facts,
                    {"cap": dollars(each.cap)}, column, GROUP, each.person, law.reason)
        )  # fmt: skip


def _care_months(
    case: Case, sheet: Sheet, earners: Mapping[str, str], inside: frozenset[str], may_ask_proof: bool
) -> list[CareMonth]:
    adults_paid: dict[date, int] = {}
    hours = care_hours.told(case, sheet, earners)
    months: list[CareMonth] = []
    for person, lines in _cared_for(case):
        paid = _paid(sheet, lines)
        reason = _why_not(person, lines, paid, inside)
        if reason:
            first = add_months(first_of_month(sheet.on), -11)
            _left_out(sheet, reason, person, first=first, last=sheet.on)
            continue
        days = _days(sheet, paid)
        adult = _adult_months(person, sheet, days)
        if adult and not _shown(person, sheet, may_ask_proof):
            days = {month: day for month, day in days.items() if month not in adult}
        if not days:
            continue
        full_time = care_hours.full_time(case, sheet, lines, earners, hours)
        if full_time is None:
            _left_out(sheet, N_("No earner of the income group lives in the home"), person)
            continue
        laws = _laws(person, sheet, days, adult, full_time)
        months += _capped(person, sheet, paid, laws, adult, adults_paid)
    return months


def _cared_for(case: Case) -> list[tuple[Person, list[Care]]]:
    """Each person of the case who is cared for, with the care that is paid for."""
    paid: dict[str, list[Care]] = {}
    for care in case.care:
        lines = paid.setdefault(care.person, [])
        if not care.unpaid:
            lines.append(care)
    return [(person, lines) for id, lines in paid.items() if (person := case.person(id)) is not None]


def _paid(sheet: Sheet, lines: Sequence[Care]) -> Paid:
    """Cents paid in each of the twelve months, and the day that was entered for it."""
    first = add_months(first_of_month(sheet.on), -11)
    paid: Paid = {}
    for line in lines:
        for entry in line.months:
            if first <= entry.month <= sheet.on:
                month = entry.month.replace(day=1)
                before, _ = paid.get(month, NOTHING_PAID)
                paid[month] = (before + entry.paid, entry.month)
    return paid


def _why_not(
    person: Person, lines: Sequence[Care], paid: Mapping[date, object], inside: frozenset[str]
) -> str:
    """Why the care of this person gives nothing in any month; "" = it may."""
    if not lines:
        return N_("The care is not paid for")
    if not person.in_home:
        return N_("Does not live in the home")
    if person.id not in inside and (person.relation == "unrelated" or person.born is None):
        return N_("Not of the family household")
    return "" if paid else N_("Nothing was paid from {first} to {last}")


def _days(sheet: Sheet, paid: Paid) -> dict[date, date]:
    """For each month the day whose age decides: its first, or the day of payment (AMB-142)."""
    if sheet.reading("deduct.child_age_date") == "day_of_payment":
        return {month: paid[month][1] for month in sorted(paid)}
    return {month: month for month in sorted(paid)}


def _adult_months(person: Person, sheet: Sheet, days: Mapping[date, date]) -> set[date]:
    if person.born is None:
        return set()
    grown = birthday(person.born, ADULT, feb29_on_march_1=sheet.march_1)
    return {month for month, day in days.items() if day >= grown}


def _laws(
    person: Person, sheet: Sheet, days: Mapping[date, date], adult: Set[date], full_time: bool
) -> dict[date, Cap]:
    """The cap that holds in each month (20.603.4.A.1.a-b)."""
    child = person.born is not None and not set(days) <= adult
    two = sheet.birthday(person.born, 2) if child and person.born else date.min
    under, over, grown = (
        CAPS["under_two", full_time],
        CAPS["two_or_more", full_time],
        CAPS["adult", full_time],
    )
    return {month: grown if month in adult else under if day < two else over for month, day in days.items()}


def _shown(person: Person, sheet: Sheet, may_ask_proof: bool) -> bool:
    """Whether the incapacity of an adult is shown, or stated where no proof may be asked (AMB-154)."""
    shown = person.incapacity
    if shown is None and not may_ask_proof:
        reason = N_("Nobody has stated that a physician or psychologist found an incapacity")
        _left_out(sheet, reason, person, "20.603.4.A.1.b")
        return False
    if shown is not None and shown.by != "other":
        in_writing = shown.signed and shown.dated is not None and shown.dated <= sheet.on
        if in_writing or not may_ask_proof:
            return True
    reason = N_("No signed and dated statement of a licensed physician or psychologist")
    _left_out(sheet, reason, person, "20.603.4.A.1.b")
    return False


def _capped(
    person: Person,
    sheet: Sheet,
    paid: Paid,
    laws: Mapping[date, Cap],
    adult: Set[date],
    adults_paid: dict[date, int],
) -> list[CareMonth]:
    """What is allowed; `adults_paid` = what was allowed for other adults, by month (AMB-143)."""
    name = person.name or person.id
    months = []
    for month, law in laws.items():
        cost, cap = paid[month][0], sheet.cents(law.number)
        if month in adult:
            others = adults_paid.get(month, 0)
            if sheet.reading("deduct.adult_basis") == "per_household":
                cap -= others
            adults_paid[month] = others + min(cost, cap)
        months.append(care_month(person.id, name, month, cost, cap, min(cost, cap), law))
    return months
