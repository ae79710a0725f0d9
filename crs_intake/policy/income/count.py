"""Counts every income line of a case in its three columns (20.603.2, 20.603.3, 20.603.5.1-3)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from crs_intake.domain.case import Case
from crs_intake.domain.decision import ColumnName, CountedLine
from crs_intake.domain.quick import maker
from crs_intake.domain.text import N_
from crs_intake.policy.book import Book
from crs_intake.policy.exact import dollars
from crs_intake.policy.income import plain, students
from crs_intake.policy.income.check import check
from crs_intake.policy.income.line import ZERO, Line, Sheet, Verdict
from crs_intake.policy.income.rules import RULES

OUTSIDE = N_("This person is not in the household income group (20.603.1), so nothing is counted")
counted_as = maker(CountedLine)
Figures = Mapping[ColumnName, Fraction]
Months = Mapping[ColumnName, tuple[date, ...]]
_NOTHING: Figures = {"xix": ZERO, "xxi": ZERO, "state_only": ZERO}


def count_all(case: Case, book: Book, on: date, group: frozenset[str]) -> tuple[CountedLine, ...]:
    """Every income line in dollars a year, in the order of the case; raises NotAcceptable and NotInForce."""
    people = {person.id for person in case.people}
    for at, income in enumerate(case.income):
        check(income.id or f"income-{at + 1}", income, people)
    sheet = Sheet(case, book, on, group)
    return tuple([_count(line) if line.inside else _outside(line) for line in sheet.lines])


def _count(line: Line) -> CountedLine:
    verdict = _verdict(line)
    if verdict.xix is not verdict.xxi and verdict.xix != verdict.xxi:
        line.read("income.state_only_column")
    return _written(line, verdict)


def _verdict(line: Line) -> Verdict:
    kind = line.kind
    if kind.rule == "excluded":
        return plain.excluded(line)
    surely_earned = students.surely_earned(line)
    if surely_earned and (found := students.dependent_student(line)) is not None:
        return found
    if line.income.paid_to in ("vendor", "provider") and not kind.earned and kind.rule != "tribal_work_study":
        return plain.vendor(line)
    for fact in kind.needs:
        answer = getattr(line.income, fact)
        if answer is None or (isinstance(answer, str) and not answer.strip()):
            line.ask(fact)
    found = RULES[kind.rule](line)
    if found.earned and found.xxi and not surely_earned:
        return students.dependent_student(line) or found
    return found


def _written(line: Line, verdict: Verdict) -> CountedLine:
    counted, months = _columns(line, verdict)
    got = verdict.got
    return counted_as(
        id=line.id,
        person=line.income.person,
        kind=line.kind.name,
        label=line.kind.label,
        register=verdict.register,
        section=verdict.section,
        earned=verdict.earned,
        annual=verdict.annual if line.amounts_known else ZERO,
        counted=counted,
        arithmetic=verdict.arithmetic,
        reason=verdict.reason,
        inputs=line.inputs,
        struck=tuple([(day, dollars(cents), why) for day, cents, why in got.struck]) if got.struck else (),
        earning_months=months,
        missing=tuple(line.missing),
        readings=tuple(line.readings.values()),
        received=tuple(zip(got.days, map(dollars, got.cents), strict=True)) if got.days else (),
        expenses=verdict.costs,
        hints=tuple(line.hints),
    )


def _columns(line: Line, verdict: Verdict) -> tuple[Figures, Months]:
    """The figures and the months with earnings by column; State Only by the office's reading (AMB-103)."""
    xix, xxi, lead = verdict.xix, verdict.xxi, line.sheet.state_only
    by_xix = lead == "xix" or (lead == "lower_of_both" and xix < xxi)
    counted: Figures = {"xix": xix, "xxi": xxi, "state_only": xix if by_xix else xxi}
    if not verdict.earned:
        return counted, {}
    of_xix = of_xxi = verdict.months if xxi else ()
    if xix is not xxi or verdict.months_xix is not None:
        of_xix = (verdict.months if verdict.months_xix is None else verdict.months_xix) if xix else ()
    return counted, {"xix": of_xix, "xxi": of_xxi, "state_only": of_xix if by_xix else of_xxi}


def _outside(line: Line) -> CountedLine:
    """The line of somebody outside the income group: shown, and nothing of it counts."""
    return CountedLine(
        id=line.id,
        person=line.income.person,
        kind=line.kind.name,
        label=line.kind.label,
        register=line.kind.register,
        section="20.603.1",
        earned=line.kind.earned,
        annual=plain.anything(line).annual(),
        counted=_NOTHING,
        arithmetic="",
        reason=OUTSIDE,
        inside=False,
    )
