"""A determination: the ordered lines that led to it, and what they led to.

The same lines are the worksheet on the screen, the printed worksheet, the
"Why?" panel and the record. Labels are message ids with named blanks; they are
put into words only where somebody reads them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal

Value = Fraction | int | str | bool | date | None
Outcome = Literal["eligible", "not_eligible", "not_decidable"]
Met = Literal["met", "not_met", "unknown"]
ColumnName = Literal["xix", "xxi", "state_only"]
COLUMNS: tuple[ColumnName, ...] = ("xix", "xxi", "state_only")
PaymentClass = Literal[
    "exempt_ward", "exempt_adoption", "exempt_foster", "exempt_ahcccs",
    "pays_nothing_at_or_below_200", "pays_insured_above_200", "pays_uninsured_above_200", "undetermined",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was found, with its inputs, the numbers in force, and the section it rests on."""

    label: str
    """Message id; its blanks are filled from `inputs` and `numbers`."""
    result: Value = None
    """Money as an exact Fraction of dollars (a year unless the label says otherwise)."""
    section: str = ""
    """Manual section, for example 20.603.5.2."""
    register: str = ""
    """Register id, for example CRS-20.603.5.2."""
    inputs: Mapping[str, Value] = field(default_factory=dict)
    numbers: Mapping[str, Value] = field(default_factory=dict)
    """Numbers in force that were used, by their name in the book."""
    column: ColumnName | Literal[""] = ""
    """The programme the line belongs to; "" = all."""
    group: Literal["eligibility", "group", "income", "deductions", "extra_deductions", "totals", "screening",
                   "payment", "note"] = "note"  # fmt: skip
    subject: str = ""
    """Id of the person, income line, care or bill the line is about."""
    reason: str = ""
    """Why, in plain words (message id with the same blanks)."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One test of eligibility: met, not met or not known yet."""

    state: Met
    section: str
    reason: str = ""
    inputs: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Membership:
    """Whether a person is in the household income group, and by which item of 20.603.1."""

    person: str
    inside: bool
    reason: str
    section: str
    inputs: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BusinessCost:
    """One cost of a business and whether the manual lets it be taken off."""

    label: str
    amount: Fraction
    deducted: bool
    section: str


@dataclass(frozen=True, slots=True)
class CountedLine:
    """One income line in its three columns: what was entered, the annual figure, and what each counts."""

    id: str
    person: str
    kind: str
    """Plain name of the kind."""
    label: str
    register: str
    section: str
    earned: bool
    annual: Fraction
    """Annual amount received before any programme rule, dollars a year; 0 while that is not known."""
    counted: Mapping[ColumnName, Fraction]
    arithmetic: str
    """How it was annualised, for example "1,240.00 × 26" (figures only, no words)."""
    reason: str
    inputs: Mapping[str, Value] = field(default_factory=dict)
    struck: tuple[tuple[date, Fraction, str], ...] = ()
    """Payments left out, each with the reason (message id)."""
    inside: bool = True
    """The person is in the household income group."""
    earning_months: Mapping[ColumnName, tuple[date, ...]] = field(default_factory=dict)
    """Months (first days) with earnings that the column includes, for the $90 of 20.603.4.A.2."""
    missing: tuple[MissingFact, ...] = ()
    """What must still be answered before this line can be counted."""
    readings: tuple[ReadingUsed, ...] = ()
    received: tuple[tuple[date, Fraction], ...] = ()
    """Payments that count, each with the day on which it counts as received (20.603.2)."""
    expenses: tuple[BusinessCost, ...] = ()
    """Costs of a business, deducted or not (20.603.3.13)."""
    hints: tuple[str, ...] = ()
    """What a supervisor should look at (message ids with the same blanks)."""


@dataclass(frozen=True, slots=True)
class Column:
    """One programme's figures, exact dollars a year; monthly = adjusted gross income ÷ 12."""

    earned: Fraction
    unearned: Fraction
    deductions: Fraction
    extra_deductions: Fraction
    agi: Fraction
    """State Only: after the extra deductions where they are open; others: step 5."""
    agi_before_extra: Fraction

    @property
    def gross(self) -> Fraction:
        """Total of step 1 (20.603.5.1)."""
        return self.earned + self.unearned

    @property
    def monthly(self) -> Fraction:
        """Adjusted gross income ÷ 12; of Title XIX and XXI it is held against the chart (20.602.3.B)."""
        return self.agi / 12


@dataclass(frozen=True, slots=True)
class Fpl:
    """The guideline used: dollars a year for that size, and the adjusted gross income in per cent of it."""

    effective_from: date
    size: int
    amount: int
    percent: Fraction | None
    """State Only adjusted gross income ÷ guideline × 100, exact."""
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Screening:
    """Against the AHCCCS Eligibility Requirements chart (20.602.3.B)."""

    potential: tuple[Literal["xix", "xxi", "altcs"], ...] = ()
    category: str = ""
    category_label: str = ""
    limit: int | None = None
    """Monthly limit of the row that decided, whole dollars."""
    chart_effective_from: date | None = None
    refer_to: str = ""
    sentence: str = ""
    inputs: Mapping[str, Value] = field(default_factory=dict)
    section: str = "20.602.3.B"


@dataclass(frozen=True, slots=True)
class Payment:
    """Payment responsibility in one sentence (20.604)."""

    cls: PaymentClass
    sentence: str
    section: str
    inputs: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AgreementDue:
    """An agreement that must be signed, and who may sign it (20.605)."""

    document: str
    name: str
    signers: tuple[str, ...]
    section: str
    signed: date | None = None


@dataclass(frozen=True, slots=True)
class ReadingUsed:
    """A reading of an ambiguous rule that took part in this determination."""

    setting: str
    value: str
    ambiguity: str


@dataclass(frozen=True, slots=True)
class MissingFact:
    """Something that must be known or shown before the case can be decided, in page order."""

    key: str
    """Path of the fact, for example "coverage.insured" or "people.applicant.born"."""
    label: str
    section: str
    inputs: Mapping[str, Value] = field(default_factory=dict)
    on_record: bool = False
    """It changes no figure and must be on record all the same (AMB-130)."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """How far the figures are from the next limit: dollars a month (negative = less is needed)."""

    label: str
    column: ColumnName
    monthly_gap: Fraction
    section: str
    inputs: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Assessment:
    """Who is eligible, what counts and what the family pays, on one day."""

    on: date
    outcome: Outcome
    missing: tuple[MissingFact, ...]
    age: Finding
    citizenship: Finding
    residency: Finding
    group: tuple[Membership, ...]
    income: tuple[CountedLine, ...]
    columns: Mapping[ColumnName, Column]
    fpl: Fpl | None
    screening: Screening
    ask_deduction_proof: bool
    extra_deductions_open: bool
    payment: Payment
    agreements: tuple[AgreementDue, ...]
    readings: tuple[ReadingUsed, ...]
    lines: tuple[Line, ...]
    provisional: bool = False
    """Figures may be shown, but class, referral and agreement wait (AMB-094)."""
    notes: tuple[Line, ...] = ()
    """Rights and duties shown on the case: 604.1, 604.3, 604.7, hints."""
    thresholds: tuple[Threshold, ...] = ()
