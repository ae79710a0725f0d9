"""Who is eligible, what counts and what the family pays: the whole determination of one day.

`assess` reads like the interview. What nobody knows yet is tried both ways, so
that only facts that can change the answer are asked, and a case that cannot be
decided says what would decide it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from crs_intake.domain.case import Case
from crs_intake.domain.decision import (
    COLUMNS,
    Assessment,
    Column,
    Finding,
    Met,
    Outcome,
    Payment,
    Screening,
    Threshold,
)
from crs_intake.domain.event import left_out
from crs_intake.domain.quick import maker
from crs_intake.domain.text import N_
from crs_intake.policy import agreements, nearest, notes, payment, whatif
from crs_intake.policy.book import Book
from crs_intake.policy.rule import Kept, Unknown
from crs_intake.policy.worksheet import Draft, draft

assessed_as = maker(Assessment)
ZERO = Fraction(0)
EMPTY = Column(ZERO, ZERO, ZERO, ZERO, ZERO, ZERO)
ANSWERS = ("approved", "denied")
AT_ONCE = 300
"""Income lines and people that may be looked at in the time of a key."""
NOBODY = Finding("unknown", "20.301", N_("No applicant has been entered yet"))


def assess(case: Case, book: Book, on: date) -> Assessment:
    """Who is eligible, what counts and what the family pays on a day; raises NotInForce outside the book."""
    return _assess(case, book, on, None)[0]


def at_once(case: Case, book: Book, on: date) -> tuple[Assessment, bool]:
    """As `assess`, within a key's time: False = every unknown fact is listed, `assess` may find fewer."""
    return _assess(case, book, on, AT_ONCE)


def _assess(case: Case, book: Book, on: date, patience: int | None) -> tuple[Assessment, bool]:
    book = book.as_of(on)
    if case.applicant is None:
        return _nobody(on), True
    case = _answered(case, on)
    kept: Kept = {}
    base = draft(case, book, on, kept=kept)
    if not base.sheet.unknown:
        return _finish(case, base, ()), True
    size = len(case.income) + len(case.people)
    if patience is not None and whatif.effort(base, size) > patience:
        return _finish(case, base, whatif.listed(base)), False
    most = whatif.runs_for(size)
    missing = whatif.decisive(base, lambda assumed: draft(case, book, on, assumed, kept), most)
    return _finish(case, base, missing), True


def _answered(case: Case, on: date) -> Case:
    """The case with what DES and KidsCare answered by that day, where only an event tells it (20.602.7-8).

    The last answer of a programme counts; what is typed as a fact stands.
    """
    told_us = case.events_of("title_result")
    answers = [each for each in told_us if each.outcome in ANSWERS and each.at.day <= on]
    if not answers:
        return case
    gone, told = left_out(case.events), {}
    for event in sorted((e for e in answers if e.id not in gone), key=lambda each: each.at.sort_key()):
        fact = f"{event.program}_result"
        if event.program is not None and getattr(case.title, fact) is None:
            told[fact] = event.outcome
    return replace(case, title=replace(case.title, **told)) if told else case  # type: ignore[arg-type]


def _finish(case: Case, made: Draft, missing: tuple[Unknown, ...]) -> Assessment:
    sheet, three = made.sheet, made.three
    state = three.state
    not_met, provisional = state == "not_met", state == "unknown"
    if not_met:
        missing = ()
    found = _payment(made, state, missing)
    settled = found.cls != "undetermined"
    named = tuple(whatif.named(each) for each in missing)
    due = (
        ()
        if not_met or provisional
        else agreements.due(case, sheet, ahcccs=made.title is not None, settled=settled)
    )
    return assessed_as(
        on=sheet.on,
        outcome=_outcome(state, missing),
        missing=named,
        age=three.age,
        citizenship=three.citizenship,
        residency=three.residency,
        group=made.group,
        income=made.counted,
        columns=made.columns or dict.fromkeys(COLUMNS, EMPTY),
        fpl=made.fpl,
        screening=_screening(made, state, missing),
        ask_deduction_proof=made.ask_proof,
        extra_deductions_open=made.extra_open,
        payment=found,
        agreements=due,
        readings=sheet.readings(),
        lines=tuple(sheet.lines),
        provisional=provisional,
        notes=(*notes.of_case(case, sheet, made.title, found.cls, made.screening), *made.notes),
        thresholds=() if not_met else _thresholds(case, made),
    )


def _screening(made: Draft, state: Met, missing: tuple[Unknown, ...]) -> Screening:
    """The referral; none is shown while the test of the three is failed or the income is not known."""
    if state == "not_met":
        return Screening(section="20.602.2.A")
    if state == "unknown":  # figures are shown, the referral waits for the proofs (AMB-094)
        return Screening(chart_effective_from=made.screening.chart_effective_from)
    if any(each.key.startswith(("income", "people")) for each in missing):
        return Screening(chart_effective_from=made.screening.chart_effective_from)
    return made.screening


def _outcome(state: Met, missing: tuple[Unknown, ...]) -> Outcome:
    if state == "not_met":
        return "not_eligible"
    return "not_decidable" if missing or state == "unknown" else "eligible"


def _payment(made: Draft, state: Met, missing: tuple[Unknown, ...]) -> Payment:
    if state == "not_met":
        return Payment("undetermined", payment.NOT_ELIGIBLE, "20.602.2.A")
    if state == "unknown":
        return Payment("undetermined", payment.PROVISIONAL, "20.602.3")
    if missing and (made.payment.cls not in ("exempt_ward", "exempt_adoption", "exempt_foster")):
        return Payment("undetermined", payment.NOT_SETTLED, "20.604", {"count": len(missing)})
    return made.payment


def _thresholds(case: Case, made: Draft) -> tuple[Threshold, ...]:
    if made.title is not None or made.columns is None or made.fpl is None:
        return ()
    return nearest.thresholds(case, made.sheet, made.monthly, made.columns["state_only"].agi, made.fpl)


def _nobody(on: date) -> Assessment:
    unknown = Unknown("people.applicant", N_("The applicant"), "20.200.1", ())
    return Assessment(
        on=on,
        outcome="not_decidable",
        missing=(whatif.named(unknown),),
        age=NOBODY,
        citizenship=NOBODY,
        residency=NOBODY,
        group=(),
        income=(),
        columns=dict.fromkeys(COLUMNS, EMPTY),
        fpl=None,
        screening=Screening(),
        ask_deduction_proof=False,
        extra_deductions_open=False,
        payment=Payment("undetermined", payment.PROVISIONAL, "20.602.3"),
        agreements=(),
        readings=(),
        lines=(),
        provisional=True,
    )
