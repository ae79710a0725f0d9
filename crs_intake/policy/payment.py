"""What the family pays for CRS services, in one class and one sentence (20.604).

At or below 200 % of the Federal Poverty Level a State Only family pays
nothing; the comparison is exact, annual against annual (AMB-001, AMB-003).
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from crs_intake.domain.case import Case
from crs_intake.domain.decision import Fpl, Payment, PaymentClass, Value
from crs_intake.domain.insurance import Program
from crs_intake.domain.text import N_
from crs_intake.policy import coverage
from crs_intake.policy.rule import Sheet, rule

STATUS: Mapping[str, tuple[PaymentClass, str, str]] = {
    "ward": (
        "exempt_ward",
        "20.604.4.A",
        N_("Ward of the state or court: no payment for CRS services (20.604.4.A)."),
    ),
    "adoption_subsidy": (
        "exempt_adoption",
        "20.604.4.B",
        N_("DES adoption subsidy: no payment for CRS services (20.604.4.B)."),
    ),
    "foster": (
        "exempt_foster",
        "20.604.4.C",
        N_("DES/CMDP foster child: no payment for CRS services (20.604.4.C)."),
    ),
}
PROGRAM_NAMES = {"xix": "XIX", "xxi": "XXI"}
NOTHING_INSURED = N_(
    "State Only, insured, {percent} % of the guideline: the family pays nothing for CRS services "
    "(20.604.4.E); the insurer is billed first (20.604.1)."
)
NOTHING_UNINSURED = N_(
    "State Only, without insurance, {percent} % of the guideline: the family pays nothing for CRS services "
    "(20.604.4.E, 20.604.6.A)."
)
NOTHING_EITHER = N_(
    "State Only, {percent} % of the guideline: the family pays nothing for CRS services (20.604.4.E), "
    "with or without insurance."
)
INSURED_ABOVE = N_(
    "State Only, insured, {percent} % of the guideline: the family pays co-payments (not for CRS Regional or "
    "Outreach Clinic visits) and deductibles; 100 % of the AHCCCS rates where the insurer denies as out of "
    "network or non-covered (20.604.5)."
)
UNINSURED_ABOVE = N_(
    "State Only, without insurance, {percent} % of the guideline: the family pays 100 % of the AHCCCS rates "
    "(20.604.6.B)."
)
AHCCCS = N_("Enrolled in Title {program}: no payment for CRS services (20.604.4.D).")
REFERRED_XIX = N_(
    "Potentially Title XIX ({label}). An application is needed before CRS can accept the applicant "
    "(20.602.1). What the family pays is not settled while that is open."
)
REFERRED_XXI = N_(
    "Potentially {label} (Title XXI). An application is needed before CRS can accept the applicant "
    "(20.602.1). What the family pays is not settled while that is open."
)
PROVISIONAL = N_(
    "Provisional: what the family pays waits until age, citizenship and residency are met (20.602.3)."
)
NOT_SETTLED = N_("What the family pays is not settled; facts are missing: {count}.")
NOT_ELIGIBLE = N_("Not eligible for CRS: nothing is settled about payment (20.602.2.A).")


@rule(N_("Adjusted gross income in per cent of the guideline"), cite="20.603.5.7", group="payment")
def percent_of_guideline(agi: Fraction, guideline: int) -> Fraction:
    """Exact per cent of the guideline for the family size."""
    return agi * 100 / guideline


@rule(
    N_("At or below {limit} % of the guideline"),
    cite="20.604.4.E",
    group="payment",
    limit="payment.limit_percent",
)
def at_or_below_limit(agi: Fraction, guideline: int, *, limit: Fraction) -> bool:
    """Inclusive and unrounded, annual against annual (AMB-003)."""
    return agi * 100 <= limit * guideline


RATES = (
    ("1", N_("The AHCCCS hospital per diem rates for all inpatient hospital services")),
    ("2", N_("The AHCCCS hospital outpatient cost to charge ratio for all hospital outpatient services")),
    ("3", N_("The AHCCCS fee schedule for all physician and supplier services")),
)


def rate_basis(cls: PaymentClass) -> tuple[tuple[str, str], ...]:
    """What 100 % is taken of, with the section: printed on the agreement of those above 200 % alone."""
    section = {"pays_insured_above_200": "20.604.5.C", "pays_uninsured_above_200": "20.604.6.B"}.get(cls)
    return tuple((words, f"{section}.{number}") for number, words in RATES) if section else ()


def exempt(case: Case, title: Program | None) -> Payment | None:
    """The class of members who never pay: AHCCCS members, wards, subsidy and foster children."""
    if title is not None:
        return Payment("exempt_ahcccs", AHCCCS, "20.604.4.D", {"program": PROGRAM_NAMES[title]})
    if case.special_status is not None:
        cls, section, sentence = STATUS[case.special_status]
        return Payment(cls, sentence, section)
    return None


def responsibility(case: Case, sheet: Sheet, agi: Fraction, fpl: Fpl) -> Payment:
    """The State Only class by income and insurance (20.604.4.E, 20.604.5, 20.604.6)."""
    facts: dict[str, Value] = {"percent": fpl.percent, "size": fpl.size, "guideline": fpl.amount, "agi": agi}
    within = sheet.apply(at_or_below_limit, agi, fpl.amount, agi=agi, guideline=fpl.amount)
    insured = coverage.insured(case, sheet.on)
    if within:
        if insured is None:
            return Payment("pays_nothing_at_or_below_200", NOTHING_EITHER, "20.604.4.E", facts)
        sentence = NOTHING_INSURED if insured else NOTHING_UNINSURED
        return Payment("pays_nothing_at_or_below_200", sentence, "20.604.4.E", facts)
    told: bool | None = sheet.ask(
        "coverage.insured",
        insured,
        N_("Whether the applicant is covered by other health insurance now"),
        "20.604.5",
    )
    if told:
        return Payment("pays_insured_above_200", INSURED_ABOVE, "20.604.5", facts)
    return Payment("pays_uninsured_above_200", UNINSURED_ABOVE, "20.604.6.B", facts)
