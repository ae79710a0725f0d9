"""Which financial papers the family brings, person by person (20.502).

The list follows from what was entered. Papers that only prove deductions may
not be demanded while the gross is at or below 200 % of the guideline
(20.603.4.C, AMB-063); a paper the family cannot get is no refusal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from crs_intake.domain.calendar import add_months
from crs_intake.domain.case import Case
from crs_intake.domain.decision import Assessment, CountedLine, Value
from crs_intake.domain.proofs import PaperKind
from crs_intake.domain.text import N_
from crs_intake.policy.book import Book
from crs_intake.policy.employment import self_employed
from crs_intake.policy.proofs import application_date
from crs_intake.policy.rule import Sheet

AWARDS = ("legal_settlement",)


@dataclass(frozen=True, slots=True)
class PaperWanted:
    """One row of the checklist of 20.502."""

    kind: PaperKind
    person: str
    """Id of the person it belongs to; "" = of the group."""
    label: str
    section: str
    demanded: bool
    """False: offered, never demanded."""
    received: date | None = None
    unavailable: bool = False
    inputs: Mapping[str, Value] = field(default_factory=dict)

    @property
    def settled(self) -> bool:
        """There, impossible to get, or not to be demanded."""
        return self.received is not None or self.unavailable or not self.demanded


Row = tuple[PaperKind, str, str, str, bool, Mapping[str, Value]]


def wanted(case: Case, book: Book, found: Assessment) -> tuple[PaperWanted, ...]:
    """The checklist for a determination, in the order of 20.502; nothing for a title member."""
    if not found.group:
        return ()
    sheet = Sheet(book, found.on)
    rows = (*_income(case, sheet, found), *_deductions(case, sheet, found), *_awards(found))
    return tuple(_row(case, found.on, *row) for row in rows)


def _row(
    case: Case, on: date, kind: PaperKind, person: str, label: str, section: str, demanded: bool,
    inputs: Mapping[str, Value],
) -> PaperWanted:  # fmt: skip
    brought = [p for p in case.papers if p.kind == kind and p.person in ("", person)]
    received = [p.received for p in brought if p.received is not None and p.received <= on]
    unavailable = any(paper.unavailable for paper in brought)
    return PaperWanted(
        kind, person, label, section, demanded, max(received, default=None), unavailable, inputs
    )


def _people(lines: Iterator[CountedLine]) -> list[str]:
    return list(dict.fromkeys(line.person for line in lines))


def _income(case: Case, sheet: Sheet, found: Assessment) -> Iterator[Row]:
    lines = [line for line in found.income if line.inside]
    for person in _people(line for line in lines if not line.earned):
        label = N_("Evidence of all unearned income")
        yield "unearned_income", person, label, "20.502.1.A", True, {}
    border = application_date(case, sheet)
    first = border - timedelta(days=int(sheet.number("papers.stub_days")))
    stubs: dict[str, Value] = {"first": first, "last": border - timedelta(days=1)}
    for person in _people(line for line in lines if line.earned and not self_employed(line)):
        yield "pay_stubs", person, N_("Pay stubs from {first} to {last}"), "20.502.1.D.1", True, stubs
        yield "w2", person, N_("Most recent W-2 form"), "20.502.1.D.2", True, {}
        yield "tax_return", person, N_("Most recently filed federal tax return"), "20.502.1.D.3", True, {}
    for person in _people(line for line in lines if self_employed(line)):
        label = N_("Most recently filed federal tax return with Schedule C")
        yield "schedule_c", person, label, "20.502.1.E.1", True, {}
        label = N_("Most recent quarterly financial statement, signed and dated")
        yield "quarterly_statement", person, label, "20.502.1.E.2", True, {}


def _deductions(case: Case, sheet: Sheet, found: Assessment) -> Iterator[Row]:
    ask = found.ask_deduction_proof
    border = application_date(case, sheet)
    first = add_months(border, -int(sheet.number("extra.window_months")))
    span: dict[str, Value] = {"first": first, "last": border - timedelta(days=1)}
    inside = {member.person for member in found.group if member.inside}
    bills = [bill for bill in case.bills if bill.person in inside]
    for person in dict.fromkeys(bill.person for bill in bills if bill.paid):
        yield "medical_paid", person, N_("Medical bills paid from {first} to {last}"), "20.502.1.B", ask, span
    for person in dict.fromkeys(bill.person for bill in bills if not bill.paid):
        yield "medical_unpaid", person, N_("All unpaid medical bills"), "20.502.1.C", ask, {}
    if case.premiums:
        yield (
            "premiums",
            "",
            N_("Health insurance premiums paid from {first} to {last}"),
            "20.603.4.B.1",
            ask,
            span,
        )
    for person in dict.fromkeys(care.person for care in case.care if not care.unpaid):
        yield "dependent_care", person, N_("Dependent care expenses"), "20.502.1.F", ask, {}
        adult = case.person(person)
        if adult is not None and adult.born is not None and sheet.age(adult.born) >= 18:
            label = N_("Signed and dated statement of a physician or psychologist")
            yield "incapacity_statement", person, label, "20.603.4.A.1.b", ask, {}
    if any(line.earned and line.inside for line in found.income):
        # The $90 is flat, so a receipt proves nothing that is needed (20.603.4.A.2).
        yield "employee_expenses", "", N_("Employee expenses"), "20.502.1.G", False, {}


def _awards(found: Assessment) -> Iterator[Row]:
    for line in found.income:
        if line.kind in AWARDS:
            label = N_("Court award or settlement for the applicant's condition or for medical services")
            yield "award_or_settlement", line.person, label, "20.502.2.A", True, {}


def outstanding(case: Case, book: Book, found: Assessment) -> tuple[PaperWanted, ...]:
    """The papers that are still to come."""
    return tuple(paper for paper in wanted(case, book, found) if not paper.settled)
