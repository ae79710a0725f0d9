"""Income as it is entered: one line per source and person, with its payments.

How a kind of income counts is told by the book and `policy.income`; a line
only carries what was seen. Questions that only some kinds ask are optional
here; the list of kinds (`resources/policy/income_kinds.yaml`) says which.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from crs_intake.domain.money import Money
from crs_intake.domain.people import STRICT

Frequency = Literal[
    "weekly", "biweekly", "semimonthly", "monthly", "quarterly", "yearly", "once", "irregular"
]
Need = Literal[
    "food", "shelter", "utilities", "household_supplies", "public_transportation", "clothing", "hygiene",
    "other",
]  # fmt: skip
Funder = Literal[
    "us_department_of_education", "veterans_education", "bia", "tribal", "state", "college", "private",
    "other",
]  # fmt: skip
ExpenseKind = Literal[
    "stock", "operating_costs", "rent", "mortgage_interest", "property_tax", "salaries", "insurance",
    "advertising", "other_overhead", "depreciation", "income_tax", "entertainment",
    "personal_transportation", "capital_equipment", "loan_principal",
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Payment:
    """One amount received, as a stub or statement shows it."""

    __pydantic_config__ = STRICT
    day: date
    """Day it was received (pay date of a stub, posting date of land-lease money)."""
    amount: Money
    """Gross amount in dollars, before any deduction (20.603.3.17)."""
    mailed: date | None = None
    """Day an unemployment benefit was mailed (20.603.2.51)."""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class BusinessExpense:
    """A cost of a business, allowed or not by its kind (20.603.3.13.b-c)."""

    __pydantic_config__ = STRICT
    kind: ExpenseKind
    amount: Money
    declared_on_tax_return: bool = False
    """Depreciation counts only if a federal tax form shows it (AMB-128)."""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Business:
    """A business year: receipts and costs of the previous calendar year (20.603.5.3)."""

    __pydantic_config__ = STRICT
    since: date | None = None
    """First day of self-employment."""
    year: int | None = None
    """Calendar year the figures belong to; the last full one before the determination."""
    receipts: Money | None = None
    """Gross business receipts, all cash received (20.603.3.13.a); left out = not told yet."""
    expenses: tuple[BusinessExpense, ...] = ()
    months: int | None = None
    """Months the figures cover; left out = from the first day, or the whole year (20.603.5.3)."""


@dataclass(frozen=True, kw_only=True)
class Income:
    """One source of income of one person."""

    __pydantic_config__ = STRICT
    id: str = ""
    """Name of the line, unique in the case; made on import if left out."""
    person: str
    """Id of the person who receives it."""
    kind: str
    """Plain name or register id: "wages", "child_support", "CRS-20.603.2.09"."""
    source: str = ""
    """Employer, agency or payer, for the worksheet."""
    frequency: Frequency | None = None
    """How often it is paid."""
    amount: Money | None = None
    """Amount of each payment, where the payments are all alike."""
    payments: tuple[Payment, ...] = ()
    """Single payments as stubs or statements show them."""
    begun: date | None = None
    """First day of the job or first payment of the benefit."""
    first_payment: date | None = None
    """Day of the first pay, where it differs from the first day of the job."""
    ended: date | None = None
    """Last day, if it has ended (AMB-157)."""
    hours_per_month: Decimal | None = None
    """Hours of work in a month; 86 or more is full-time (20.603.4.A.1.a)."""
    expected_to_continue: bool | None = None
    """The person expects these earnings for the next 12 months (20.603.4.A.1)."""
    business: Business | None = None
    """For self-employment, rent with work, child care and plasma sales."""
    seasonal: bool = False
    """Seasonal work: the previous year's earnings count (20.603.5.3)."""
    previous_year: Money | None = None
    """Earnings of the last full calendar year, for seasonal workers."""
    contract_total: Money | None = None
    """Contract pay for twelve months, however many months it is paid over (20.603.3.06)."""
    for_child: str = ""
    """Child support: id of the child it is for; left out = for all the children together."""
    children: int | None = None
    """Child support not split by child: number of children it is for."""
    intended_for: Need | None = None
    """Cash of an agency: what it is meant for (20.603.2.10)."""
    paid_to: Literal["family", "student", "vendor", "provider"] | None = None
    """Who is handed the money."""
    payee: Literal["self", "in_home", "elsewhere"] | None = None
    """Representative payee of Social Security or SSI (20.603.2.43.c)."""
    made_available: Money | None = None
    """What a payee elsewhere makes available in each payment."""
    recouped: Money | None = None
    """Part of each payment kept back for an earlier overpayment (20.603.2)."""
    attorney_fees: Money | None = None
    actual_expense: Money | None = None
    """Actual expense that a reimbursement covers (20.603.2.37, 3.17.b)."""
    interest_part: Money | None = None
    """Part of each payment that is interest (20.603.2.32)."""
    medical_adjustment: Money | None = None
    """Part of each VA payment for medical expenses or Aid and Attendance (20.603.2.53)."""
    incentive_part: Money | None = None
    """Incentive, food-programme or training-reimbursement part of each payment (2.07.b, 3.02, 3.03, 3.09)."""
    living_expenses: Money | None = None
    """Part of each payment for living expenses, paid to the student (20.603.2.07.c)."""
    education_costs: Money | None = None
    """Tuition, fees, books and required supplies of the whole period (20.603.2.15)."""
    covers_from: date | None = None
    """First month an educational benefit is meant for."""
    covers_months: int | None = None
    """Number of months it is meant for."""
    funded_by: Funder | None = None
    """Who pays for a grant, scholarship, educational loan or work study."""
    educational: bool | None = None
    """The loan is an educational loan (AMB-109)."""
    paid_out: bool | None = None
    """Interest or proceeds were paid out, not left on deposit or reinvested (20.603.2.27, 45)."""
    gain: Money | None = None
    """Gain of stocks sold (AMB-116)."""
    cash: bool | None = None
    """A prize in money, not in goods (20.603.2.34)."""
    for_work: bool | None = None
    """A prize won for work done, or rent with work of the owner (20.603.2.34, 3.12)."""
    recurring: bool | None = None
    """A gift that comes again and again is a contribution (20.603.2.33, 11.a)."""
    contributor: str = ""
    """Id of the person on SSI who contributes (20.603.2.11.b)."""
    contributor_otherwise_included: bool | None = None
    """Condition i: the contributor's income would have to be included without SSI."""
    income_otherwise_available: bool | None = None
    """Condition ii: the contributor's income is already available in the adjusted gross income."""
    beyond_own_share: bool | None = None
    """Condition iii: it is for other than the contributor's share of household expenses."""
    job_corps: bool = False
    """A Job Corps participant is always a student (20.603.3.10.b)."""
    months_already_excluded: int | None = None
    """Months of this calendar year whose JTPA pay was left out elsewhere (20.603.3.10.b)."""
    repaid_from_wages: bool | None = None
    """The advance is paid back from later pay, whose gross amount counts (20.603.3.17.a)."""
    assigned: bool | None = None
    """A settlement for medical care that is assigned to CRS (20.605.2.B, AMB-120)."""
    hours: Decimal | None = None
    """Hours that a volunteer's compensation in each payment is for (20.603.2.54)."""
    direct_deposit: bool = False
    """Unemployment benefit paid into an account: the deposit day counts (AMB-112)."""
    market_value: Money | None = None
    """Value of pay in goods or lodging (20.603.3.08)."""
    earmarked: bool = False
    """Insurance money designated for a bill, debt or estimate (20.603.2.26.b)."""
    note: str = ""
    """Mandatory for income that the manual does not list (AMB-130)."""
    unverified: bool = False
    """Taken on the family's statement, no paper seen yet."""


@dataclass(frozen=True, kw_only=True)
class CareMonth:
    """What was paid for care in one month."""

    __pydantic_config__ = STRICT
    month: date
    """Any day of the month, by habit the first."""
    paid: Money


@dataclass(frozen=True, kw_only=True)
class Care:
    """Dependent care of one child or incapacitated adult (20.603.4.A.1)."""

    __pydantic_config__ = STRICT
    id: str = ""
    person: str
    """Id of the person cared for."""
    provider: str = ""
    """Name of the sitter, day-care or provider."""
    unpaid: bool = False
    months: tuple[CareMonth, ...] = ()
    earner: str = ""
    """Id of the wage earner who needs the care; left out = the earner with fewer hours (AMB-141)."""


@dataclass(frozen=True, kw_only=True)
class Premium:
    """Health insurance premiums that the group pays (20.603.4.B.1)."""

    __pydantic_config__ = STRICT
    id: str = ""
    amount: Money
    """Amount of each premium."""
    frequency: Frequency = "monthly"
    first: date
    """Day the first premium was paid."""
    last: date | None = None
    """Day the last one was paid; left out = still paid; same as `first` = paid once."""
    payer: str = ""
    """Id of the person who pays; left out = somebody of the group."""
    company: str = ""


@dataclass(frozen=True, kw_only=True)
class MedicalBill:
    """A medical or dental bill, paid or unpaid (20.603.4.B.2-3)."""

    __pydantic_config__ = STRICT
    id: str = ""
    person: str
    """Id of the person whose bill it is."""
    incurred: date | None = None
    """Day of the bill or service."""
    amount: Money
    """Amount of the bill; of a paid bill, what the household paid; of an unpaid one, the balance."""
    paid: date | None = None
    """Day it was paid; left out = unpaid."""
    third_party: Money = Money(0)
    """What an insurer or other third party paid back or owes (AMB-155)."""
    note: str = ""
