"""Payments to Native Americans: Alaska corporations, BIA and tribal programs, leased Indian land."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from crs_intake.domain.calendar import first_of_month
from crs_intake.domain.money import shown
from crs_intake.domain.text import N_
from crs_intake.policy.income.line import ZERO, Line, Sheet, Verdict
from crs_intake.policy.income.plain import anything
from crs_intake.policy.income.received import Received, average, receive

ALASKA = N_("The first {exclusion} that a person receives in a calendar year is not counted; the rest counts")
INCENTIVE = N_("Counts without its incentive, food-program or training-expense part")
LIVING = N_("Only the part for living expenses that is paid directly to the student counts")
NOT_TO_STUDENT = N_("Living expenses that are not paid directly to the student are not counted")
RESOURCE = N_("In the account before the month of application: a resource, not income (20.603.2.29.b.iv)")


def alaska_native(line: Line) -> Verdict:
    """Less $2,000 for each person and calendar year, over all lines together (20.603.2.2, AMB-118)."""
    got = receive(line)
    line.inputs["exclusion"] = Fraction(line.sheet.cents("income.alaska_exclusion"), 100)
    if not got.cents:
        return line.counts(got)
    off: Fraction = line.sheet.once("alaska", _alaska).get(id(line), ZERO)
    year = got.annual()
    counted = year - off
    text = f"{got.figures()} - {shown(off)} = {shown(counted)}" if off else got.figures()
    return line.verdict(counted, counted, got, ALASKA, text)


def _alaska(sheet: Sheet) -> Mapping[int, Fraction]:
    """What is left out of each line; earlier payments of a year use up the exclusion first."""
    limit = Fraction(sheet.cents("income.alaska_exclusion"), 100)
    off: dict[int, Fraction] = {}
    yearly: dict[str, Fraction] = {}
    dated = []
    for line in sheet.lines:
        if line.kind.rule != "alaska_native":
            continue
        if line.payments:
            dated += [(day, cents, line) for day, cents in line.net_by(sheet.on)]
            continue
        got = anything(line)
        used = yearly.get(line.person.id, ZERO)
        off[id(line)] = part = min(got.annual(), limit - used)
        yearly[line.person.id] = used + part
    used_in: dict[tuple[str, int], Fraction] = {}
    first, last = sheet.window
    for day, cents, line in sorted(dated, key=lambda each: (each[0], each[1])):
        key = (line.person.id, day.year)
        used = used_in.get(key, yearly.get(line.person.id, ZERO))
        part = min(Fraction(cents, 100), limit - used)
        used_in[key] = used + part
        if first <= day <= last:
            off[id(line)] = off.get(id(line), ZERO) + part
    return off


def less_incentive(line: Line) -> Verdict:
    """Counted without the incentive or repaid part of each payment (20.603.2.7.b, 3.2, 3.9)."""
    part = int(line.income.incentive_part or 0)
    got = receive(line)
    if not part:
        return line.counts(got)
    return line.counts(got, lambda cents: max(0, cents - part), reason=INCENTIVE, minus=(part,))


def tribal_work_study(line: Line) -> Verdict:
    """Only what the student gets for living expenses counts, as unearned (20.603.2.7.c)."""
    at = "CRS-20.603.2.07.c"
    if line.income.paid_to in ("vendor", "provider"):
        return line.leaves_out(anything(line), NOT_TO_STUDENT, at=at)
    living = line.income.living_expenses
    if living is None:
        line.ask("living_expenses", section="20.603.2.7.c")
    got = receive(line)
    part = None if living is None else int(living)
    return line.counts(
        got, lambda cents: cents if part is None else min(cents, part), reason=LIVING, earned=False, at=at
    )


def land_lease(line: Line) -> Verdict:
    """Counted when posted to the account; earlier balances are a resource (20.603.2.29, AMB-119)."""
    if line.income.frequency == "monthly":
        return line.counts(_monthly(line))
    applied, readings = line.sheet.applied
    border = first_of_month(applied)
    early = tuple((day, cents, RESOURCE) for day, cents in line.payments if day < border)
    if early:
        line.have_read(readings)
        line.payments = [each for each in line.payments if each[0] >= border]
        if not line.payments:
            return line.leaves_out(Received(RESOURCE, struck=early), RESOURCE)
    got = receive(line)
    got.struck = early + got.struck
    return line.counts(got)


def _monthly(line: Line) -> Received:
    """Money that is available every month counts monthly (20.603.2.29.b.ii)."""
    income = line.income
    amount = None if income.amount is None else int(income.amount)
    if not line.payments or income.ended is not None:
        return receive(line)
    line.inputs["periods"] = periods = line.sheet.periods["monthly"]
    return average(line, amount, periods)
