"""Work with a rule of its own: wages of the season, contracts, pay in goods, training pay, advances."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from crs_intake.domain.calendar import add_months, first_of_month
from crs_intake.domain.money import shown
from crs_intake.domain.text import N_
from crs_intake.policy.income.benefits import nothing
from crs_intake.policy.income.line import ZERO, Line, Sheet, Verdict, months_until
from crs_intake.policy.income.plain import anything
from crs_intake.policy.income.received import NOT_BEGUN, UNKNOWN, Received, receive

SEASON = N_("Seasonal work: what was earned in {year}, the last full calendar year (20.603.5.3)")
CONTRACT = N_("The whole year's contract pay, however many months it is paid over (20.603.3.6)")
CONTRACT_ENDED = N_(
    "The contract ended; its months of pay: {months}, of them in the last twelve: {months_counted} (AMB-157)"
)
NO_WORK = N_("Nothing was done for it, so it is not earned (20.603.3.8)")
VALUE = N_("The value of what is received for work counts as earned (20.603.3.8)")
ADVANCE = N_("An advance that is paid back from later pay counts there, not twice (20.603.3.17.a)")
JTPA_STUDENT = N_("A student's or of Job Corps: counted for Title XXI, not for Title XIX (20.603.3.10)")
JTPA_MONTHS = N_("For Title XIX the first {excluded} months of pay in a year do not count (20.603.3.10.b)")
IS_STUDENT = N_("Is this person a student?")


def wages(line: Line) -> Verdict:
    """Gross pay; seasonal work by the previous year (20.603.3.17, 20.603.5.2-3, AMB-149)."""
    income = line.income
    if not income.seasonal:
        return line.counts(receive(line))
    line.inputs["year"] = line.sheet.on.year - 1
    if income.previous_year is None:
        line.ask("previous_year", section="20.603.5.3")
        return line.counts(receive(line))
    cents = int(income.previous_year)
    days = tuple(day for day, _ in line.payments)
    months = line.months_of(days) if days else line.months_since_start()
    return line.counts(Received(SEASON, (cents,), (), 0, line.until_end(months)))


def contract(line: Line) -> Verdict:
    """A year's contract counts once (20.603.3.6)."""
    income, on = line.income, line.sheet.on
    cents = _contract_cents(line)
    if cents is None:
        line.ask("contract_total")
        return line.counts(receive(line))
    if line.start is not None and line.start > on:
        return line.leaves_out(Received(NOT_BEGUN), NOT_BEGUN)
    total = Fraction(cents, 100)
    if income.ended is not None and income.ended <= on:
        return _ended_contract(line, total, income.ended)
    got = Received(CONTRACT, (cents,), (), 0, line.months_of(_pay_months(line)))
    return line.verdict(total, total, got, CONTRACT, shown(total))


def _contract_cents(line: Line) -> int | None:
    """The whole contract: as told, or each pay times the pays of the months it is paid over."""
    income = line.income
    periods = line.sheet.periods.get(income.frequency or "", 0)
    if income.contract_total is not None:
        return int(income.contract_total)
    if income.amount is None or income.covers_months is None or not periods:
        return None
    return int(income.amount) * max(1, round(periods * income.covers_months / 12))


def _ended_contract(line: Line, total: Fraction, ended: date) -> Verdict:
    """Of a contract that ended, the months of pay that lie in the last twelve (AMB-157)."""
    if line.payments or line.read("income.ended") == "not_counted":
        return line.counts(receive(line))
    paid = line.until_end(_pay_months(line, ended))
    counted = line.months_of(paid)
    line.inputs["months"], line.inputs["months_counted"] = len(paid), len(counted)
    year = total * len(counted) / len(paid) if paid else ZERO
    got = Received(CONTRACT_ENDED, (int(total * 100),), (), 0, counted)
    text = f"{shown(total)} / {len(paid)} × {len(counted)}" if paid else shown(ZERO)
    return line.verdict(year, year, got, CONTRACT_ENDED, text)


def _pay_months(line: Line, ended: date | None = None) -> Sequence[date]:
    """The months of pay, where they are told; else all since it began, or the year up to its end."""
    income = line.income
    if line.payments:
        return [first_of_month(day) for day, _ in line.payments]
    if income.covers_from is not None and income.covers_months is not None:
        start = first_of_month(income.covers_from)
        return [add_months(start, step) for step in range(income.covers_months)]
    return line.months_since_start() if ended is None else months_until(ended)


def in_kind(line: Line) -> Verdict:
    """The market value of what is received for work (20.603.3.8, AMB-125)."""
    income, value = line.income, line.income.market_value
    if income.for_work is False:
        return line.leaves_out(anything(line), NO_WORK)
    if value is None and income.amount is None and not line.payments:
        line.ask("market_value")
        return line.leaves_out(Received(UNKNOWN), UNKNOWN)
    return line.counts(receive(line, None if value is None else int(value)), reason=VALUE)


def bonus(line: Line) -> Verdict:
    """Advances, bonuses, commissions: once, when received (20.603.3.17.a)."""
    if line.income.repaid_from_wages:
        return line.leaves_out(anything(line), ADVANCE)
    return line.counts(receive(line))


def jtpa(line: Line) -> Verdict:
    """Counted for Title XXI; for Title XIX by student status and month (20.603.3.10, AMB-126)."""
    got = receive(line)
    student = line.person.student
    if line.income.job_corps or student not in (None, "no"):
        return line.counts(got, xix=nothing, reason=JTPA_STUDENT)
    if student is None:
        line.ask("student", key=f"people.{line.person.id}.student", section="20.603.3.10.b", label=IS_STUDENT)
    return _non_student(line, got)


def _non_student(line: Line, got: Received) -> Verdict:
    line.inputs["excluded"] = int(line.sheet.book.number("income.jtpa_months", line.sheet.on))
    left_out: set[date] = line.sheet.once("jtpa", _left_out).get(line.person.id, set())
    kept = tuple(month for month in got.months if month not in left_out)
    if got.days and not got.periods:
        cents = [c for day, c in zip(got.days, got.net(), strict=True) if first_of_month(day) not in left_out]
        xix, text = Fraction(sum(cents), 100), shown(Fraction(sum(cents), 100))
    elif got.periods and not got.pay_days:
        # Each month that counts brings a twelfth of the year.
        xix, text = got.annual() * len(kept) / 12, f"{shown(got.annual())} / 12 × {len(kept)}"
    else:
        xix = got.annual() * len(kept) / len(got.months) if got.months else ZERO
        text = shown(xix)
    reason = JTPA_MONTHS if got.cents else got.reason
    found = line.verdict(xix, got.annual(), got, reason, f"{got.figures()}; XIX: {text}")
    found.months_xix = kept
    return found


def _left_out(sheet: Sheet) -> Mapping[str, set[date]]:
    """For each person the first six months with such pay in each calendar year, over all lines."""
    paid: dict[str, set[date]] = {}
    already: dict[str, int] = {}
    for line in sheet.lines:
        if line.kind.rule == "jtpa":
            paid.setdefault(line.person.id, set()).update(_months_paid(line))
            told = line.income.months_already_excluded or 0
            already[line.person.id] = max(told, already.get(line.person.id, 0))
    limit = int(sheet.book.number("income.jtpa_months", sheet.on))
    found: dict[str, set[date]] = {}
    for person, months in paid.items():
        for year in {month.year for month in months}:
            first = sorted(month for month in months if month.year == year)
            rest = max(0, limit - (already[person] if year == sheet.on.year else 0))
            found.setdefault(person, set()).update(first[:rest])
    return found


def _months_paid(line: Line) -> set[date]:
    """The months with pay, from the start of the first calendar year that the last twelve months touch."""
    income, sheet = line.income, line.sheet
    recurring = income.frequency in sheet.periods
    if line.payments and not recurring:
        return {first_of_month(day) for day, _ in line.received_by(sheet.on)}
    january = sheet.months[0].replace(month=1)
    start = max(january, first_of_month(line.start)) if line.start else january
    end = min(sheet.on, income.ended) if income.ended else sheet.on
    months = {first_of_month(day) for day, _ in line.received_by(sheet.on)}
    while start <= end:
        months.add(start)
        start = add_months(start, 1)
    return months
