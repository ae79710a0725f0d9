"""Which financial papers the family brings, person by person (20.502).

The list follows from what was entered. Papers that only prove deductions may
not be demanded while the gross is at or below 200 % of the guideline
(20.603.4.C, AMB-063); a paper the family cannot get is no refusal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from crs_intake.domain.case import Case
from crs_intake.domain.checklists import PaperWanted
from crs_intake.domain.decision import Assessment, CountedLine, Value
from crs_intake.domain.income import MedicalBill
from crs_intake.domain.proofs import PaperKind
from crs_intake.domain.text import N_
from crs_intake.policy.book import Book
from crs_intake.policy.deductions import border, window
from crs_intake.policy.employment import self_employed
from crs_intake.policy.rule import Sheet

AWARDS = ("legal_settlement",)


NOT_FIT = N_("not what the list asks for ({why})")
NOT_COVERED = N_("no stub entered was paid from {first} to {last}")
SELF_EMPLOYED = ("20.603.3.3", "20.603.3.4", "20.603.3.12")
GROUPS: tuple[tuple[PaperKind, str, str], ...] = (
    ("unearned_income", N_("Evidence of all unearned income"), "20.502.1.A"),
    ("medical_paid", N_("Medical bills paid from {first} to {last}"), "20.502.1.B"),
    ("medical_unpaid", N_("All unpaid medical bills"), "20.502.1.C"),
    ("pay_stubs", N_("Pay stubs from {first} to {last}"), "20.502.1.D"),
    ("schedule_c", N_("Papers of the self-employed"), "20.502.1.E"),
    ("dependent_care", N_("Dependent care expenses"), "20.502.1.F"),
    ("employee_expenses", N_("Employee expenses"), "20.502.1.G"),
    (
        "award_or_settlement",
        N_("Court award or settlement for the applicant's condition or for medical services"),
        "20.502.2.A",
    ),
)
"""The groups of the list, A to G and 2.A; one without a paper to bring is shown as not applicable."""


Row = tuple[PaperKind, str, str, str, bool, Mapping[str, Value]]


def wanted(case: Case, book: Book, found: Assessment) -> tuple[PaperWanted, ...]:
    """The checklist for a determination, in the order of 20.502; nothing for a title member."""
    if not found.group or found.outcome == "not_eligible":
        return ()
    sheet = Sheet(book, found.on)
    rows = (*_income(case, sheet, found), *_deductions(case, sheet, found), *_awards(found))
    made = [_row(case, found.on, *row) for row in rows]
    made += _not_applicable(made, _windows(case, sheet))
    return tuple(sorted(made, key=lambda row: _place(row.section)))


def _windows(case: Case, sheet: Sheet) -> Mapping[str, Mapping[str, Value]]:
    asked = border(case, sheet)
    first = asked - timedelta(days=int(sheet.number("papers.stub_days")))
    span = window(case, sheet)
    return {
        "pay_stubs": {"first": first, "last": asked - timedelta(days=1)},
        "medical_paid": {"first": span.first, "last": span.last},
    }


def _not_applicable(made: list[PaperWanted], windows: Mapping[str, Mapping[str, Value]]) -> list[PaperWanted]:
    return [
        PaperWanted(kind, "", label, section, False, inputs=windows.get(kind, {}), applicable=False)
        for kind, label, section in GROUPS
        if not any(f"{row.section}.".startswith(f"{section}.") for row in made)
    ]


def _place(section: str) -> int:
    """Where a row stands: in the list's order, what the list does not name after it."""
    found = (
        n for n, (_, _, group) in enumerate(GROUPS) if section == group or section.startswith(f"{group}.")
    )
    return next(found, len(GROUPS))


def _row(
    case: Case, on: date, kind: PaperKind, person: str, label: str, section: str, demanded: bool,
    inputs: Mapping[str, Value],
) -> PaperWanted:  # fmt: skip
    brought = [p for p in case.papers if p.kind == kind and p.person in ("", person)]
    there = [p for p in brought if p.received is not None and p.received <= on]
    received = [p.received for p in there if not p.unfit]
    unavailable = any(paper.unavailable for paper in brought)
    why, facts = "", dict(inputs)
    if there and not received:
        why, facts["why"] = NOT_FIT, there[-1].unfit
        received = [p.received for p in there]
    elif kind == "pay_stubs" and received and not _covered(case, person, inputs):
        why = NOT_COVERED
    days = [day for day in received if day is not None]
    return PaperWanted(
        kind, person, label, section, demanded, max(days, default=None), unavailable, facts, why
    )


def _covered(case: Case, person: str, span: Mapping[str, Value]) -> bool:
    """Whether a stub that was entered was paid in the 30 days; where none was entered, the paper says it."""
    first, last = span["first"], span["last"]
    days = [each.day for line in case.income if line.person == person for each in line.payments]
    return not days or any(first <= day <= last for day in days)  # type: ignore[operator]


def _people(lines: Iterator[CountedLine]) -> list[str]:
    return list(dict.fromkeys(line.person for line in lines))


def _own_business(line: CountedLine) -> bool:
    return self_employed(line) or line.section in SELF_EMPLOYED


def _income(case: Case, sheet: Sheet, found: Assessment) -> Iterator[Row]:
    lines = [line for line in found.income if line.inside]
    for person in _people(line for line in lines if not line.earned):
        label = N_("Evidence of all unearned income")
        yield "unearned_income", person, label, "20.502.1.A", True, {}
    stubs = _windows(case, sheet)["pay_stubs"]
    for person in _people(line for line in lines if line.earned and not _own_business(line)):
        yield "pay_stubs", person, N_("Pay stubs from {first} to {last}"), "20.502.1.D.1", True, stubs
        yield "w2", person, N_("Most recent W-2 form"), "20.502.1.D.2", True, {}
        yield "tax_return", person, N_("Most recently filed federal tax return"), "20.502.1.D.3", True, {}
    for person in _people(line for line in lines if line.earned and _own_business(line)):
        label = N_("Most recently filed federal tax return with Schedule C")
        yield "schedule_c", person, label, "20.502.1.E.1", True, {}
        label = N_("Most recent quarterly financial statement, signed and dated")
        yield "quarterly_statement", person, label, "20.502.1.E.2", True, {}


def _deductions(case: Case, sheet: Sheet, found: Assessment) -> Iterator[Row]:
    ask = found.ask_deduction_proof
    span = _windows(case, sheet)["medical_paid"]
    inside = {member.person for member in found.group if member.inside}
    bills = [bill for bill in case.bills if bill.person in inside]
    for person in dict.fromkeys(bill.person for bill in bills if _paid_in(bill, span)):
        yield "medical_paid", person, N_("Medical bills paid from {first} to {last}"), "20.502.1.B", ask, span
    for person in dict.fromkeys(bill.person for bill in bills if _owed(bill, sheet.on)):
        yield "medical_unpaid", person, N_("All unpaid medical bills"), "20.502.1.C", ask, {}
    if case.premiums:
        label = N_("Health insurance premiums paid from {first} to {last}")
        yield "premiums", "", label, "20.603.4.B.1", ask, span
    for person in dict.fromkeys(care.person for care in case.care if not care.unpaid):
        yield "dependent_care", person, N_("Dependent care expenses"), "20.502.1.F", ask, {}
        adult = case.person(person)
        if adult is not None and adult.born is not None and sheet.age(adult.born) >= 18:
            label = N_("Signed and dated statement of a physician or psychologist")
            yield "incapacity_statement", person, label, "20.603.4.A.1.b", ask, {}
    if any(line.earned and line.inside for line in found.income):
        # The $90 is flat, so a receipt proves nothing that is needed (20.603.4.A.2).
        yield "employee_expenses", "", N_("Employee expenses"), "20.502.1.G", False, {}


def _paid_in(bill: MedicalBill, span: Mapping[str, Value]) -> bool:
    return bill.paid is not None and span["first"] <= bill.paid <= span["last"]  # type: ignore[operator]


def _owed(bill: MedicalBill, on: date) -> bool:
    """An unpaid bill of which something is left to the household; what an insurer owes is not its own."""
    return (bill.paid is None or bill.paid > on) and int(bill.amount) > int(bill.third_party)


def _awards(found: Assessment) -> Iterator[Row]:
    for line in found.income:
        if line.kind in AWARDS:
            label = N_("Court award or settlement for the applicant's condition or for medical services")
            yield "award_or_settlement", line.person, label, "20.502.2.A", True, {}


def outstanding(case: Case, book: Book, found: Assessment) -> tuple[PaperWanted, ...]:
    """The papers that are still to come."""
    return tuple(paper for paper in wanted(case, book, found) if not paper.settled)
