"""Parents' coverage (KidsCare Manual, Chapter 800): the facts of one application for the parents.

Everything here was told, looked up or done on a day; nothing of it is a result.
The rules count what had happened by the day that is asked about.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from crs_intake.domain.moment import Moment
from crs_intake.domain.money import Money
from crs_intake.domain.people import STRICT, Address, Sex

Program = Literal["kidscare", "sobra"]
Willing = Literal["all", "none", "listed"]
EndReason = Literal[
    "citizenship", "non_payment", "medicaid", "moved_out_of_state", "death", "incarceration", "imd",
    "voluntary", "health_insurance", "state_employee_insurance", "loss_of_contact", "excess_income", "other",
]  # fmt: skip
ChangeKind = Literal[
    "death", "incarceration", "potential_health_insurance", "move_out_of_state", "address_change",
    "voluntary_discontinuance", "loss_of_contact", "other",
]  # fmt: skip
NewbornStep = Literal["kidscare.1", "kidscare.2", "kidscare.3", "kidscare.4", "sobra.1", "sobra.2"]


@dataclass(frozen=True, kw_only=True)
class PremiumContact:
    """A try to reach the primary informant about willingness to pay (803.D, DOC-63)."""

    __pydantic_config__ = STRICT
    at: Moment
    """Day and time; the note needs both."""
    name: str = ""
    """Name of the person who was spoken to."""
    reached: bool = False
    answer: Willing | None = None
    listed: tuple[str, ...] = ()
    """Ids of the people for whom someone is willing to pay."""
    fortis: bool = False
    """Annotated in Fortis."""
    ace: bool = False
    """Entered in ACE Comments."""
    by: str = ""
    """Name of the staff member."""


@dataclass(frozen=True, kw_only=True)
class ParentSignature:
    """Somebody signed the application (803.B)."""

    __pydantic_config__ = STRICT
    person: str
    """Id of the person who signed."""
    on: date


@dataclass(frozen=True, kw_only=True)
class ParentsWithdrawal:
    """A withdrawal of the whole application or of one applicant (803.C)."""

    __pydantic_config__ = STRICT
    on: date
    by: str = ""
    """Id of the person who withdraws; only the primary informant may."""
    manner: Literal["written", "oral"] = "written"
    applicant: str = ""
    """Id of the one applicant who is withdrawn; empty = the entire application."""


@dataclass(frozen=True, kw_only=True)
class ChildCoverage:
    """Where a child of the family stands in KidsCare or S.O.B.R.A. (802.A, 803.D)."""

    __pydantic_config__ = STRICT
    person: str
    """Id of the child."""
    program: Program
    status: Literal["receiving", "applied", "denied"] = "applied"
    since: date | None = None
    """Day from which the status holds; left out = from the start."""
    eligible: bool | None = None
    """KidsCare found the child eligible; absent = not determined yet."""
    premium: Money | None = None
    """Premium the child owes a month by that determination."""
    potentially_medicaid: bool | None = None
    """The income worksheet shows the child as potentially eligible for Medicaid."""
    medicaid_denial_reason: str = ""
    """The appropriate Medicaid denial reason, in ACE's words."""


@dataclass(frozen=True, kw_only=True)
class FamilyIncome:
    """Gross family income of the income group from a day on (806.B)."""

    __pydantic_config__ = STRICT
    since: date
    gross_monthly: Money
    """Dollars a month before any deduction."""
    members: int
    """People in the income group."""


@dataclass(frozen=True, kw_only=True)
class ParentPremium:
    """One month's premium and its payment (802.A, 806.A)."""

    __pydantic_config__ = STRICT
    month: date
    """First day of the month it is for."""
    due: date | None = None
    """Last day to pay, as billed (Chapter 1100)."""
    paid: date | None = None


@dataclass(frozen=True, kw_only=True)
class DebtPayment:
    """A payment toward the unpaid premiums."""

    __pydantic_config__ = STRICT
    on: date
    amount: Money


@dataclass(frozen=True, kw_only=True)
class Debt:
    """What the search of DBF showed of unpaid premiums (804.B.3)."""

    __pydantic_config__ = STRICT
    searched: date
    unpaid: Money
    """Balance; zero = none exist."""
    notice: date | None = None
    """Day of the Notice to Pay Past Due Premiums."""
    checks: tuple[date, ...] = ()
    """Days on which DBF was checked for the payment."""
    payments: tuple[DebtPayment, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MedicaidLookup:
    """What PMMIS showed of the parent's Medicaid coverage (804.B.4)."""

    __pydantic_config__ = STRICT
    looked_up: date
    covered: bool
    ends: date | None = None
    """End date in PMMIS; absent = none."""


@dataclass(frozen=True, kw_only=True)
class ProgramLookup:
    """Whether PMMIS showed the program as available (804.B.5)."""

    __pydantic_config__ = STRICT
    looked_up: date
    available: bool


@dataclass(frozen=True, kw_only=True)
class DesRecord:
    """What DES sends for the parent of a S.O.B.R.A. child: the nine items of 804.B.1 and its date."""

    __pydantic_config__ = STRICT
    received: date
    aztecs_case: str = ""
    """AZTECS Case Number."""
    name: str = ""
    """Parent's name, family name first: "Lopez, Ana"."""
    client_id: str = ""
    """AZTECS Client ID, called Person ID# in 804.C (AMB-312)."""
    ssn: str = ""
    born: date | None = None
    gender: Sex | None = None
    address: Address | None = None
    fpl_threshold: int | None = None
    """150, 175 or 200 per cent."""
    members: int | None = None
    """Members of the income group."""
    effective: date | None = None
    """Effective date that DES sends."""


@dataclass(frozen=True, kw_only=True)
class Research:
    """How Tech Service staff settled a partial match (804.B.2)."""

    __pydantic_config__ = STRICT
    on: date
    result: Literal["matched", "created"]
    by: str = ""


@dataclass(frozen=True, kw_only=True)
class DesDiscontinuance:
    """What DES sends when it discontinues a S.O.B.R.A. parent: the five items of 804.C."""

    __pydantic_config__ = STRICT
    received: date
    name: str = ""
    person_id: str = ""
    """AZTECS Person ID#."""
    effective: date | None = None
    reason: EndReason | None = None
    gross_household_income: Money | None = None
    """Gross total household income; only for excess income."""
    members: int | None = None
    """Individuals in the income group; only for excess income."""


@dataclass(frozen=True, kw_only=True)
class ParentDecision:
    """A decision that AHCCCS has made and recorded for a parent."""

    __pydantic_config__ = STRICT
    on: date
    program: Program
    outcome: Literal["approved", "denied"]
    effective: date | None = None
    """First day of coverage."""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class ParentEnding:
    """A discontinuance that KidsCare or ACE made (809); what DES sends is `des_discontinuance`."""

    __pydantic_config__ = STRICT
    on: date
    program: Program
    reason: EndReason
    effective: date | None = None
    """Last day of coverage, as the notice says."""


@dataclass(frozen=True, kw_only=True)
class ReportedChange:
    """A change that the Communications Center or MFIS heard of (808)."""

    __pydantic_config__ = STRICT
    on: date
    kind: ChangeKind
    already_updated: bool = False
    told_to_ask_des: date | None = None
    """Day the parent was told to contact the DES eligibility specialist."""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ParentHearing:
    """A hearing that the parent asked for (807)."""

    __pydantic_config__ = STRICT
    requested: date
    program: Program
    about: Literal["denial", "discontinuance", "premium"]
    reason: str = ""
    """Reason of the denial or discontinuance: non_payment, medicaid, program_closed or another."""
    continued_from: date | None = None
    """First month of continued benefits; left out = the month after the request."""
    prepaid: date | None = None
    """Day on which a month's premium was paid in advance."""
    des_data: date | None = None
    """Day on which the S.O.B.R.A. data came from DES for the hearing packet."""


@dataclass(frozen=True, kw_only=True)
class StepDone:
    """A step of the enrollment of a newborn, done on a day (805.B)."""

    __pydantic_config__ = STRICT
    step: NewbornStep
    on: date


@dataclass(frozen=True, kw_only=True)
class Newborn:
    """A child born to a parent in the program (805.B)."""

    __pydantic_config__ = STRICT
    parent: str
    """Id of the enrolled parent."""
    born: date
    name: str = ""
    steps: tuple[StepDone, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ParentFacts:
    """One parent: the facts behind the list of 802.A, and what was looked up, decided and reported."""

    __pydantic_config__ = STRICT
    person: str
    """Id of the parent or stepparent."""
    applies: bool = True
    """Asks for coverage."""
    lives_with_child: bool | None = None
    """Left out = as the household says."""
    ssn_applied: date | None = None
    """Day of the receipt of an application for a social security number."""
    ssn_refused: bool = False
    arizona_resident: bool | None = None
    """Left out = by the address."""
    inmate: bool | None = None
    """Inmate of a penal institution."""
    imd_patient: bool | None = None
    """Patient in an Institution for Mental Disease; a hospital ward is none."""
    citizenship: Literal["us_citizen", "qualifying", "not_qualifying"] | None = None
    citizenship_note: str = ""
    """Reviewer's note; Chapter 500 is not supplied."""
    insured: bool | None = None
    """Group or health insurance now."""
    insurance_ended: date | None = None
    """Last day of the last group or health insurance."""
    never_insured: bool = False
    """No group or health insurance in the last years."""
    chronic_illness: bool = False
    """Asks to waive the three months for a serious or chronic illness; the waiver does not apply."""
    state_employee_plan: bool | None = None
    """Eligible for the State Employees Health Plan, enrolled or not; left out = as the person's row says."""
    potentially_medicaid: bool | None = None
    """Result of the screening by the income worksheet (803.E)."""
    screened: date | None = None
    """Day of that screening."""
    cooperates: bool | None = None
    """Cooperates with Medicaid requirements."""
    native_american: bool = False
    alaska_native: bool = False
    tribal_note: str = ""
    hardship: bool = False
    """Claims hardship for the premium; waivers do not apply."""
    plan: str = ""
    """AHCCCS Health Plan that the parent chose."""
    effective: date | None = None
    """First day of coverage that KidsCare sets for a KidsCare parent."""
    premiums: tuple[ParentPremium, ...] = ()
    pmmis_code: Literal["325", "327"] | None = None
    """Key code under which PMMIS lists the parent already."""
    medicaid_approved: date | None = None
    """Day on which the parent was approved for Medicaid."""
    des: DesRecord | None = None
    research: Research | None = None
    debt: Debt | None = None
    medicaid: MedicaidLookup | None = None
    available: ProgramLookup | None = None
    des_discontinuance: DesDiscontinuance | None = None
    decisions: tuple[ParentDecision, ...] = ()
    endings: tuple[ParentEnding, ...] = ()
    changes: tuple[ReportedChange, ...] = ()
    hearings: tuple[ParentHearing, ...] = ()

    @property
    def exempt(self) -> bool:
        """Owes no premium (806.A)."""
        return self.native_american or self.alaska_native


@dataclass(frozen=True, kw_only=True)
class ParentsApplication:
    """An application for AHCCCS Health Insurance for Parents with everything that followed it."""

    __pydantic_config__ = STRICT
    applied: date | None = None
    """Date of the application."""
    form: Literal["current", "older", "other"] = "current"
    """Current Application for AHCCCS Health Insurance, a previous version, or another form."""
    informant: str = ""
    """Id of the primary informant (PI); left out = a parent who applies."""
    willing: Willing | None = None
    """Answer to the question who is willing to pay; absent = left blank."""
    listed: tuple[str, ...] = ()
    """Ids of the members of the household that were listed."""
    contacts: tuple[PremiumContact, ...] = ()
    signatures: tuple[ParentSignature, ...] = ()
    withdrawals: tuple[ParentsWithdrawal, ...] = ()
    children: tuple[ChildCoverage, ...] = ()
    parents: tuple[ParentFacts, ...] = ()
    income: tuple[FamilyIncome, ...] = ()
    """Left out = proposed from the Title XXI column of the worksheet."""
    newborns: tuple[Newborn, ...] = ()

    def parent(self, person: str) -> ParentFacts | None:
        """The facts of one parent."""
        return next((each for each in self.parents if each.person == person), None)
