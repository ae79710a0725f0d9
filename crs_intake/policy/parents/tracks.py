"""A parent as KidsCare parent and as S.O.B.R.A. parent: each track by its own rules, kept side by side.

A KidsCare parent runs through 802, 803.E and the approval by KidsCare; steps 3
to 5 of 804 are the checks that AHCCCS makes for S.O.B.R.A. parents alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from crs_intake.domain.case import Case
from crs_intake.domain.decision import Value
from crs_intake.domain.parents import (
    EndReason,
    ParentDecision,
    ParentFacts,
    ParentsApplication,
    Program,
)  # fmt: skip
from crs_intake.domain.parents_decision import FamilyPremium, Requirement, WillingAnswer
from crs_intake.domain.people import Person
from crs_intake.domain.text import N_
from crs_intake.policy.book import Book
from crs_intake.policy.parents import endings, figures, interface, premium, requirements, willing
from crs_intake.policy.parents.endings import Effect
from crs_intake.policy.parents.willing import ASK_PI

POTENTIALLY_MEDICAID = N_("Potentially Medicaid")
PROGRAM_CLOSED = N_("Program closed")
EXCESS = N_("Excess income: more than 200% of the Federal Poverty Level")
IN_PMMIS = "802.B.pmmis"
TOO_LOW = N_("Income is not over 100% of the Federal Poverty Level (801.A)")
MAY_BE_MEDICAID = N_("The parent may still be eligible for Medicaid; refer.")
SIGN = N_("A valid signature of a parent who applies")
SCREEN = N_("Screening for potential Medicaid eligibility (803.E)")
INCOME = N_("Gross family income a month and the size of the income group")
NO_LONGER = N_(
    "A requirement is not met any more: KidsCare discontinues by Chapter 1200, which is not supplied; "
    "record the discontinuance."
)


@dataclass(slots=True)
class Track:
    """How a parent stands in one of the two programmes."""

    program: Program
    outcome: str
    state: str
    reason: str
    section: str
    code: str = ""
    effective: date | None = None
    ends: date | None = None
    registered: bool = True
    refer: bool = False
    """To DES as potentially Medicaid eligible."""
    effect: Effect | None = None
    """What a discontinuance does."""
    inputs: Mapping[str, Value] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    todo: list[str] = field(default_factory=list)
    run: interface.Run | None = None

    @property
    def in_place(self) -> bool:
        """Approved and not ended."""
        return self.outcome == "approved"


@dataclass(frozen=True)
class Around:
    """What both tracks of a parent look at."""

    case: Case
    told: ParentsApplication
    facts: ParentFacts
    person: Person
    book: Book
    on: date
    willing: WillingAnswer
    items: tuple[Requirement, ...]
    income: FamilyPremium | None
    kidscare_children: bool
    sobra_children: bool

    @property
    def has_kidscare(self) -> bool:
        """The parent of a KidsCare child, or decided as one."""
        return self.kidscare_children or self.decided("kidscare") is not None

    @property
    def has_sobra(self) -> bool:
        """The parent of a S.O.B.R.A. child, in PMMIS as one, or sent by DES."""
        known = self.facts.des is not None or self.facts.pmmis_code == "325"
        return known or self.sobra_children or self.decided("sobra") is not None

    @property
    def dual(self) -> bool:
        """Both (802.B)."""
        return self.has_kidscare and self.has_sobra

    def decided(self, program: Program) -> ParentDecision | None:
        """The newest recorded decision of a programme."""
        made = [each for each in self.facts.decisions if each.program == program]
        return max(made, key=lambda each: each.on) if made else None


def kidscare(around: Around) -> Track:
    """The parent as KidsCare parent (802, 803)."""
    decided = around.decided("kidscare")
    if decided is not None and decided.outcome == "approved":
        return _kidscare_member(around, decided)
    found = _gate(around) or _decide(around)
    return found if decided is None else denied(decided, found, "802.A")


def denied(decided: ParentDecision, found: Track, section: str) -> Track:
    """A recorded denial in its own words; by its code go the hearing and the answer to DES (801.C, 804.B.6).

    The words are free, so where they name no reason of the chapter the rules' own denial gives the code.
    """
    code = figures.denial(decided.reason)
    if found.outcome == "denied" and code in ("", found.code):
        code, section = found.code, found.section
        return replace(found, state="P_DENIED", reason=decided.reason or found.reason, code=code)
    return Track(found.program, "denied", "P_DENIED", decided.reason or N_("Denied"), section,
                 code=code or decided.reason, run=found.run)  # fmt: skip


def _gate(around: Around) -> Track | None:
    """Whether there is a valid, signed application of this parent at all (803.A-C)."""
    pays, facts = around.willing.state, around.facts
    if withdrawn(around.told, facts.person):
        return Track("kidscare", "withdrawn", "P_WITHDRAWN", N_("Withdrawn"), "803.C")
    if not facts.applies:
        return Track("kidscare", "not_an_applicant", "P_NOT_VALID", N_("Does not apply"), "803.A",
                     registered=False)  # fmt: skip
    if pays == "no" and not facts.native_american:
        return Track("kidscare", "not_an_applicant", "P_NOT_VALID",
                     N_("No one is willing to pay for this parent: not an applicant for this program"),
                     "803.D.parent-no", registered=False, todo=[MAY_BE_MEDICAID])  # fmt: skip
    if pays == "unreached":
        return Track("kidscare", "not_valid", "P_NOT_VALID",
                     N_("The primary informant could not be reached: not a valid application for this "
                        "program"), "803.D", registered=False, todo=[MAY_BE_MEDICAID])  # fmt: skip
    if pays == "ask":
        return Track("kidscare", "pending", "P_APPLIED", N_("Willingness to pay is not known yet"), "803.D",
                     registered=False, todo=[ASK_PI])  # fmt: skip
    if not signed(around.told, around.book):
        return Track("kidscare", "hold", "P_HOLD_SIGNATURE",
                     N_("Registered; it cannot be approved until a valid signature is obtained"),
                     "803.B.unsigned", code="signature", missing=[SIGN])  # fmt: skip
    return None


def withdrawn(told: ParentsApplication, person: str) -> bool:
    """Whether the primary informant withdrew the whole application or this applicant (803.C)."""
    return any(may_withdraw(told, each.by) and each.applicant in ("", person) for each in told.withdrawals)


def may_withdraw(told: ParentsApplication, by: str) -> bool:
    """Only the PI withdraws; where none is named, a parent who applies."""
    if told.informant:
        return by == told.informant
    return any(each.person == by and each.applies for each in told.parents)


def signed(told: ParentsApplication, book: Book) -> bool:
    """Whether a parent who applies has signed; a stepparent only as one who applies (803.B, AMB-306)."""
    return any(is_valid_signer(told, each.person, book) for each in told.signatures)


def is_valid_signer(told: ParentsApplication, person: str, book: Book) -> bool:
    """Whether somebody's signature makes the application valid; who pays for nothing applies for nothing."""
    facts = told.parent(person)
    if facts is None or not facts.applies:
        return False
    return facts.native_american or willing.of(told, person, book).state != "no"


def _decide(around: Around) -> Track:
    failed = next((each for each in around.items if each.state == "not_met"), None)
    if around.facts.potentially_medicaid is None:
        return _pending([SCREEN], N_("No screen, no disposition"), "803.E.screen")
    if around.facts.potentially_medicaid:
        return Track("kidscare", "denied", "P_DENIED", POTENTIALLY_MEDICAID, "803.D.parent-yes.medicaid",
                     "potentially_medicaid", refer=True)  # fmt: skip
    if failed is not None:
        return Track("kidscare", "denied", "P_DENIED", failed.reason, failed.section, f"802.A.{failed.key}")
    within = premium.in_range(around.income, around.book, around.on)
    if within == "high":
        return Track("kidscare", "denied", "P_DENIED", EXCESS, "801.A.parents", "excess_income")
    if within == "low":
        return Track("kidscare", "denied", "P_DENIED", TOO_LOW, "801.A.parents", "income_too_low")
    if not figures.availability(around.book, around.on).open:
        return Track("kidscare", "denied", "P_DENIED", PROGRAM_CLOSED, "801.C.closed", "program_closed")
    open_items = [each for each in around.items if each.state == "unknown" or _waits(each)]
    missing = [each.label for each in open_items] + ([INCOME] if within == "unknown" else [])
    if missing:
        section = open_items[0].section if open_items else "801.A.parents"
        return _pending(missing, N_("Not decidable yet"), section)
    return _approved(around)


def _waits(item: Requirement) -> bool:
    """An item that is open before the decision; the premium is paid at enrollment (AMB-303)."""
    return item.state == "pending" and item.key != "14"


def _pending(missing: list[str], reason: str, section: str) -> Track:
    return Track("kidscare", "pending", "P_APPLIED", reason, section, missing=missing)


def _approved(around: Around) -> Track:
    effective = around.facts.effective
    if effective is not None:
        figures.in_force(effective)
    return Track("kidscare", "approved", "P_APPROVED", N_("All requirements of 802.A are met"), "802.A",
                 effective=effective)  # fmt: skip


def _kidscare_member(around: Around, decided: ParentDecision) -> Track:
    """A KidsCare parent who was approved: goes on, or was discontinued."""
    facts, on = around.facts, around.on
    figures.in_force(decided.effective or decided.on)
    state = "P_ENROLLED" if decided.effective is None or decided.effective <= on else "P_APPROVED"
    made = Track("kidscare", "approved", state, N_("Approved"), "802.A",
                 effective=decided.effective)  # fmt: skip
    ending = next(
        (each for each in facts.endings if each.program == "kidscare" and each.on >= decided.on), None
    )
    _say_what_fails(made, around)
    if ending is not None:
        return ended(made, endings.by_kidscare(ending.reason, dual=around.dual), ending.reason,
                      ending.effective)  # fmt: skip
    des = facts.des_discontinuance
    if (
        around.dual
        and des is not None
        and des.reason is not None
        and not after(made, des.effective)
        and not faulty(around)
    ):
        effect = endings.by_des(des.reason, dual=True)
        if effect.kidscare_ends:
            return ended(made, effect, des.reason, des.effective)
        made.todo.append(effect.sentence)
    if facts.potentially_medicaid and facts.screened is not None and facts.screened > decided.on:
        made = ended(made, endings.by_kidscare("medicaid", dual=around.dual), "medicaid", None)
        made.reason, made.section, made.refer = POTENTIALLY_MEDICAID, "803.D.parent-yes.medicaid", True
        return made
    if not facts.exempt and requirements.unpaid_month(facts, on) is not None:
        made.todo.append(N_("A premium was not paid: KidsCare discontinues by Chapter 1200, which is not "
                            "supplied; record the discontinuance."))  # fmt: skip
    return made


def _say_what_fails(made: Track, around: Around) -> None:
    """What a member does not meet any more; the discontinuance is a person's act (802.A, 809.A)."""
    failed = any(each.state == "not_met" and each.key != "14" for each in around.items)
    if failed or premium.in_range(around.income, around.book, around.on) == "high":
        made.todo.append(NO_LONGER)


def ended(made: Track, effect: Effect, reason: EndReason, ends: date | None) -> Track:
    made.outcome, made.state, made.effect, made.ends = "ended", "P_ENDED", effect, ends
    made.reason, made.section, made.code = endings.reason_words(reason), effect.section, reason
    return made


def faulty(around: Around) -> bool:
    des = around.facts.des_discontinuance
    return des is not None and any(interface.faults_of_discontinuance(des))


def after(made: Track, last: date | None) -> bool:
    """Coverage that began after a last day is another than the one that ended."""
    return made.effective is not None and last is not None and made.effective > last
