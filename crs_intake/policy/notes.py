"""Rights and duties that stand beside the decision on the case (20.602.12, 20.604).

None of them changes a figure: they tell the desk what the family may claim and
what the clinic must do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from crs_intake.domain.case import Case
from crs_intake.domain.decision import (
    ColumnName,
    CountedLine,
    Line,
    Membership,
    PaymentClass,
    Screening,
    Value,
)
from crs_intake.domain.insurance import Program
from crs_intake.domain.site import RateRow
from crs_intake.domain.text import N_
from crs_intake.policy import coverage
from crs_intake.policy.rule import Sheet, line_of

MAGI_SINCE = 2014
POINTS = Fraction(5, 100)
RATES_ELSEWHERE = N_(
    "The agreement names the AHCCCS rates; what they come to is not in the book yet: billing tells the "
    "amounts, or a supervisor adds them in Settings, The book"
)
RATES = {
    "inpatient_per_diem": N_(
        "Inpatient hospital: AHCCCS per diem {value} dollars a day, from {since} ({source})"
    ),
    "outpatient_ratio": N_(
        "Outpatient hospital: {value} of the charge, AHCCCS ratio from {since} ({source})"
    ),
    "fee_schedule": N_(
        "Physicians and suppliers: AHCCCS fee schedule, {value} dollars, from {since} ({source})"
    ),
}
"""In the order of 20.604.5.C.1-3."""
RATES_BY_SERVICE = N_("{count} more AHCCCS rates by hospital, service or code are in Settings, The book")
OLD_STUB = N_("The pay stub shown for residency was {days} days old, more than {limit}; ask for a newer one")
INSURANCE_ENDED = N_(
    "The insurance on record ended on {ended}, but the answer is that the applicant is covered; ask again, "
    "as what the family pays depends on it"
)
INSURANCE_RUNS = N_(
    "The answer is that the applicant is not covered, but insurance is on record that has not ended; ask "
    "again, as what the family pays depends on it"
)
ONLY_OTHERS = N_(
    "Income is entered only of people who are not in the household income group, so nothing is counted; ask "
    "what income the group has"
)
NONE_AND_SOME = N_(
    "The family stated that nobody has income, but income is entered; what is entered counts. Ask again"
)
FIVE_POINTS = N_("{category}: above the printed limit {limit}, within the five points that AHCCCS disregards")


def of_case(
    case: Case, sheet: Sheet, title: Program | None, cls: PaymentClass, screening: Screening
) -> list[Line]:
    """The notes of 20.604.1, 20.604.3, 20.604.7 and 20.602.12 that apply."""
    insured, notes = coverage.insured(case, sheet.on), []
    if insured:
        notes.append(
            _note(N_("Private insurance: see that the insurer pays (also Section 50.300)"), "20.604.1")
        )
    if insured and title is not None:
        notes.append(
            _note(N_("A Title XIX or XXI member with private insurance need not use CRS"), "20.604.3")
        )
    if cls in ("pays_insured_above_200", "pays_uninsured_above_200"):
        notes.append(
            _note(N_("No service is denied because a co-payment or deductible cannot be paid"), "20.604.7")
        )
        notes.extend(_rates(sheet, "20.604.5.C" if cls == "pays_insured_above_200" else "20.604.6.B"))
    if "altcs" in screening.potential:
        notes.append(_note(N_("Potentially ALTCS: help the family with the referral"), "20.602.12"))
    if case.title.altcs_result == "denied":
        notes.append(
            _note(
                N_("ALTCS was denied: the first payment agreement holds, with the further deductions"),
                "20.602.12",
                "CRS-20.602.12.denied",
            )
        )
    for result, program in ((case.title.xix_result, "XIX"), (case.title.xxi_result, "XXI")):
        if result == "refused_to_apply":
            notes.append(
                Line(
                    N_("The family does not apply for Title {program}: CRS cannot accept the applicant"),
                    None,
                    "20.602.1",
                    "CRS-20.602.1",
                    {"program": program},
                )
            )
    return [*notes, *_insurance_on_record(case, sheet), *_old_stubs(case, sheet)]


def _insurance_on_record(case: Case, sheet: Sheet) -> Iterator[Line]:
    """The answer about insurance stands, but the policies on record say otherwise (20.501.1.D-F)."""
    told, on = coverage.insured(case, sheet.on), sheet.on
    policies = [each for each in (case.coverage.primary, case.coverage.secondary) if each is not None]
    ends = [each.end_date for each in policies if each.end_date is not None and not each.open_ended]
    if told and policies and len(ends) == len(policies) and max(ends) < on:
        yield Line(INSURANCE_ENDED, None, "20.501.1.E.2", "CRS-20.501.1.E.2", {"ended": max(ends)})
    elif told is False and (any(each.open_ended for each in policies) or any(end >= on for end in ends)):
        yield _note(INSURANCE_RUNS, "20.501.1.D")


def _rates(sheet: Sheet, section: str) -> Iterator[Line]:
    """The rates of the site's table that are for everything of their basis; else where to ask."""
    known = sheet.book.rates(sheet.on)
    if not known:
        yield _note(RATES_ELSEWHERE, section)
        return
    general: dict[str, RateRow] = {row.basis: row for row in known if not row.service.strip()}
    for item, (basis, label) in enumerate(RATES.items(), 1):
        if (row := general.get(basis)) is not None:
            facts: dict[str, Value] = {"value": f"{row.value:,f}", "since": row.effective_from}
            place = f"{section}.{item}"
            yield Line(label, None, place, f"CRS-{place}", {**facts, "source": row.citation})
    if len(known) > len(general):
        yield Line(RATES_BY_SERVICE, None, section, f"CRS-{section}", {"count": len(known) - len(general)})


def _old_stubs(case: Case, sheet: Sheet) -> list[Line]:
    """No age is set for a pay stub as proof of residency; the desk is warned of an old one (AMB-070)."""
    limit = int(sheet.number("proof.stub_warning_days"))
    return [
        Line(OLD_STUB, None, "20.503.1.C.6", "CRS-20.503.1.C.6", {"days": days, "limit": limit})
        for proof in case.proofs
        if proof.kind == "arizona_pay_stub"
        and proof.shown
        and proof.issued
        and (days := (proof.shown - proof.issued).days) > limit
    ]


def of_group(case: Case, sheet: Sheet, group: tuple[Membership, ...]) -> list[Line]:
    """The other group of an 18- to 20-year-old student who is claimed by the parents (AMB-015)."""
    applicant = case.applicant
    own = any(m.inside and m.section == "20.603.1.6" for m in group)
    if applicant and own and applicant.claimed_by_parents:
        return [
            _note(
                N_("Claimed by the parents: their group is the other reading (8.c, 9.b); staff choose"),
                "20.603.1.6",
            )
        ]
    return []


def of_income(case: Case, counted: Sequence[CountedLine]) -> Iterator[Line]:
    """What a supervisor should look at in the lines of the group's income."""
    ours = [line for line in counted if line.inside]
    if counted and not ours and not case.no_income_stated and case.special_status is None:
        yield _note(ONLY_OTHERS, "20.603.5.1")
    if case.no_income_stated and any(any(line.counted.values()) for line in ours):
        yield _note(NONE_AND_SOME, "20.603.5.1")
    for line in counted:
        for hint in line.hints if line.inside else ():
            yield line_of(hint, None, line.section, line.register, line.inputs, subject=line.id)


def near_the_chart(sheet: Sheet, monthly: Mapping[ColumnName, Fraction], age: int, size: int) -> list[Line]:
    """AHCCCS's own five points since 2014: a hint within them, never added to the limit (AMB-083)."""
    if sheet.on.year < MAGI_SINCE:
        return []
    for row in sheet.book.chart_of_age(sheet.on, age):
        limit = row.limit(size)
        if limit is None or not row.for_everybody:
            continue
        above = monthly[row.category.title] - limit
        if above.numerator > 0 and above * 12 <= sheet.book.guideline(sheet.on, size) * POINTS:
            facts: dict[str, Value] = {"category": row.category.label, "limit": limit}
            return [Line(FIVE_POINTS, limit + above, "20.602.3.B", "CRS-20.602.3.B", facts)]
    return []


def _note(label: str, section: str, register: str = "") -> Line:
    return line_of(label, None, section, register or f"CRS-{section}")
