"""Who is willing to pay, how that is known, and what it means for a child (803.A, 803.D).

An unwilling child is registered and decided; an unwilling parent is no
applicant, unless Native American (AMB-304). Nobody assumes an answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from crs_intake.domain.parents import ChildCoverage, ParentsApplication, PremiumContact, Willing
from crs_intake.domain.parents_decision import WillingAnswer
from crs_intake.domain.text import N_
from crs_intake.policy.book import Book
from crs_intake.policy.parents import figures

UP = N_("Not Willing to Pay the Premium (UP)")
NAME, TIME = N_("name of the person"), N_("time")
FORTIS, ACE = N_("annotation in Fortis"), N_("entry in ACE Comments")


def must_ask(told: ParentsApplication) -> bool:
    """The primary informant has to be contacted: another form, or the question is blank (803.D)."""
    return told.form != "current" or told.willing is None


def of(told: ParentsApplication, person: str, book: Book) -> WillingAnswer:
    """Whether someone is willing to pay for a person."""
    if not must_ask(told) and told.willing is not None:
        return WillingAnswer(_answer(told.willing, told.listed, person), "not_needed")
    answered = [each for each in told.contacts if each.reached and each.answer is not None]
    wanted = figures.tries(book)
    tried = len({each.at.day for each in told.contacts if not each.reached})
    if answered:
        last = max(answered, key=lambda each: each.at.sort_key())
        lacks = _lacks(last)
        state = _answer(last.answer or "none", last.listed, person)
        return WillingAnswer(state, "incomplete" if lacks else "complete", lacks, tried, wanted)
    return WillingAnswer("unreached" if tried >= wanted else "ask", "open", (), tried, wanted)


def _answer(answer: Willing, listed: tuple[str, ...], person: str) -> Literal["yes", "no"]:
    if answer == "listed":
        return "yes" if person in listed else "no"
    return "yes" if answer == "all" else "no"


def _lacks(note: PremiumContact) -> tuple[str, ...]:
    have = {NAME: bool(note.name.strip()), TIME: note.at.time is not None, FORTIS: note.fortis, ACE: note.ace}
    return tuple(what for what, there in have.items() if not there)


@dataclass(frozen=True, slots=True)
class ChildOutcome:
    """What the table of 803.D says for a child."""

    outcome: str
    reason: str
    section: str
    code: str = ""
    refer: bool = False
    """Goes to DES as potentially Medicaid eligible."""
    missing: tuple[str, ...] = ()
    todo: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


DETERMINE = (N_("KidsCare eligibility of the child"), N_("Premium amount of the child"),
             N_("Screening of the child for potential Medicaid eligibility"))  # fmt: skip
MEDICAID_REASON = N_("The appropriate Medicaid denial reason")
GENERAL = N_("General KidsCare rules decide; they are not supplied (AMB-309).")
HINT_UP = N_(
    "Supervisor: the manual says UP also for a child who is ineligible for another reason (AMB-308)."
)
CHILD_STANDS = N_("The child's application is not invalid by this.")
ASK_PI = N_(
    "Contact the primary informant (PI) to find out if someone is willing to pay the premium; "
    "annotate the answer in Fortis and enter it in ACE Comments with name, date and time."
)


def of_child(child: ChildCoverage, willing: WillingAnswer) -> ChildOutcome:
    """The outcome for a child by the table of 803.D."""
    if child.status == "receiving":
        return ChildOutcome("receiving", N_("Receives coverage"), "802.A.01")
    if child.status == "denied":
        return ChildOutcome("denied", N_("The child's application was denied"), "802.A.01")
    if child.program == "sobra":
        return ChildOutcome("des", N_("DES determines S.O.B.R.A. eligibility"), "804.A")
    if willing.state == "ask":
        return ChildOutcome("pending", N_("Willingness to pay is not known yet"), "803.D", todo=(ASK_PI,),
                            notes=(CHILD_STANDS,))  # fmt: skip
    if willing.state == "unreached":
        return ChildOutcome("general", GENERAL, "803.D", notes=(CHILD_STANDS,))
    missing = _undetermined(child)
    if missing:
        section = "803.D.child-no.determine" if willing.state == "no" else "803.D.child-yes.determine"
        return ChildOutcome("pending", N_("Determine eligibility and the premium amount for the child"),
                            section, missing=missing)  # fmt: skip
    return _unwilling(child) if willing.state == "no" else _willing(child)


def _undetermined(child: ChildCoverage) -> tuple[str, ...]:
    known = (child.eligible is not None, not child.eligible or child.premium is not None,
             child.potentially_medicaid is not None)  # fmt: skip
    return tuple(what for what, there in zip(DETERMINE, known, strict=True) if not there)


def _unwilling(child: ChildCoverage) -> ChildOutcome:
    medicaid = bool(child.potentially_medicaid)
    if child.eligible and not child.premium:
        return ChildOutcome("approved", N_("Eligible for KidsCare with no premium"),
                            "803.D.child-no.nopremium", refer=medicaid)  # fmt: skip
    if not medicaid:
        missing = () if child.medicaid_denial_reason.strip() else (MEDICAID_REASON,)
        hints = () if child.eligible else (HINT_UP,)
        return ChildOutcome("denied", UP, "803.D.child-no.deny", "UP", missing=missing, notes=hints)
    if child.eligible:
        return ChildOutcome("referred", N_("Eligible with a premium and potentially Medicaid eligible: "
                            "refer to DES, do not approve KidsCare"), "803.D.child-no.refer",
                            refer=True)  # fmt: skip
    return ChildOutcome("general", GENERAL, "803.D", refer=True)


def _willing(child: ChildCoverage) -> ChildOutcome:
    if child.eligible and child.premium and child.potentially_medicaid:
        return ChildOutcome("approved", N_("Eligible with a premium and potentially Medicaid eligible: "
                            "approve KidsCare and refer to DES"), "803.D.child-yes.approve-refer",
                            refer=True)  # fmt: skip
    return ChildOutcome("general", GENERAL, "803.D", refer=bool(child.potentially_medicaid))
