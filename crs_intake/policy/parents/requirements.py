"""The fourteen requirements of 802.A, each with its state and the reason.

What the case knows already is not asked again: relation, home, number, address.
An unknown item is unknown, never met. Chapters that are not supplied stay a
person's tick.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from crs_intake.domain.calendar import add_months
from crs_intake.domain.case import Case
from crs_intake.domain.parents import ParentFacts, ParentsApplication
from crs_intake.domain.parents_decision import ItemState, Requirement, WillingAnswer
from crs_intake.domain.people import Person
from crs_intake.domain.text import N_
from crs_intake.policy.book import Book
from crs_intake.policy.kinship import Kin
from crs_intake.policy.parents import figures

Found = tuple[ItemState, str]


@dataclass(frozen=True)
class Asked:
    """What the fourteen items look at."""

    case: Case
    told: ParentsApplication
    facts: ParentFacts
    person: Person
    willing: WillingAnswer
    book: Book
    on: date
    eligible: frozenset[str] = frozenset()
    """Children who receive coverage or were found eligible."""
    open: frozenset[str] = frozenset()
    """Children who are not decided yet."""
    enrolled: bool = False


def all_of(asked: Asked) -> tuple[Requirement, ...]:
    """The fourteen items in the order of the page."""
    told = figures.data()["requirements"]
    return tuple(_item(key, told[key], asked) for key in sorted(told))


def _item(key: str, told: dict[str, str], asked: Asked) -> Requirement:
    state, reason = ITEMS[key](asked)
    return Requirement(key, told["label"], state, told["section"], reason)


def children_of(case: Case, person: Person, among: Iterable[str]) -> frozenset[str]:
    """Which of these children are the person's own, or of the person's husband or wife (stepchildren)."""
    if case.applicant is None:
        return frozenset()
    kin = Kin(case, case.applicant)
    mate = kin.mate(person)
    couple = {person.id, *((mate[0].id,) if mate is not None and mate[1] else ())}
    own = {child.id for child in kin.children_of(couple)}
    if person.relation in ("stepmother", "stepfather"):
        own.add(case.applicant.id)
    return frozenset(own & set(among))


def _child(asked: Asked) -> Found:
    every = {each.person for each in asked.told.children}
    own = children_of(asked.case, asked.person, every)
    if not own:
        return ("not_met", N_("Not the parent or stepparent of a child with this coverage")) if every else (
            "unknown", N_("No child is entered with KidsCare or S.O.B.R.A. coverage"))  # fmt: skip
    if own & asked.eligible:
        return "met", N_("Parent or stepparent of such a child")
    if own & asked.open:
        return "pending", N_("The child is not determined yet")
    return "not_met", N_("No child of this parent receives KidsCare or S.O.B.R.A. coverage")


def _home(asked: Asked) -> Found:
    if asked.facts.lives_with_child is not None:
        return _yes(asked.facts.lives_with_child, N_("Lives with the child"), N_("Lives elsewhere"))
    own = children_of(asked.case, asked.person, (each.person for each in asked.told.children))
    people = [each for each in (asked.case.person(id) for id in own) if each is not None]
    if not people:
        return "unknown", N_("Not told yet")
    both = any(_at_home(asked.person) and _at_home(child) for child in people)
    return _yes(both, N_("Both live in the applicant's home"), N_("The household says: not in one home"))


def _at_home(person: Person) -> bool:
    return person.in_home and (person.absence is None or person.absence.until is not None)


def _willing(asked: Asked) -> Found:
    if asked.willing.state == "yes":
        return "met", N_("Someone is willing to pay for this parent")
    if asked.willing.state == "no" and asked.facts.native_american:
        return "met", N_("Unwilling, but Native American: registered, and owes no premium (803.A, AMB-304)")
    if asked.willing.state == "no":
        return "not_met", N_("No one is willing to pay for this parent")
    if asked.willing.state == "unreached":
        return "not_met", N_("The primary informant could not be reached")
    return "pending", N_("The primary informant has to be asked")


def _ssn(asked: Asked) -> Found:
    if asked.person.ssn:
        return "met", N_("The number is entered")
    if asked.facts.ssn_applied is not None:
        return "met", N_("The receipt of the application for a number was shown")
    if asked.facts.ssn_refused:
        return "not_met", N_("Refuses to give a number and to apply for one")
    return "unknown", N_("Give the number, or apply for one")


def _resident(asked: Asked) -> Found:
    told = asked.facts.arizona_resident
    if told is not None:
        return _yes(told, N_("Lives in Arizona"), N_("Not an Arizona resident"))
    address = asked.person.address or asked.case.address
    if address is None or not address.city:
        return "unknown", N_("Not told yet")
    return _yes(address.state.upper() == "AZ", N_("The address is in Arizona"),
                N_("The address is in another state"))  # fmt: skip


def _inmate(asked: Asked) -> Found:
    return _no(asked.facts.inmate, N_("Not incarcerated"), N_("Inmate of a penal institution"))


def _imd(asked: Asked) -> Found:
    return _no(asked.facts.imd_patient, N_("Not a patient there"),
               N_("Patient in an Institution for Mental Disease"))  # fmt: skip


def _citizen(asked: Asked) -> Found:
    told = asked.facts.citizenship
    if told is None:
        return "unknown", N_("Not told yet")
    words = {"us_citizen": N_("U.S. citizen"),
             "qualifying": N_("Qualifying non-citizen, by the reviewer's note"),
             "not_qualifying": N_("The status does not qualify")}  # fmt: skip
    return ("not_met" if told == "not_qualifying" else "met"), words[told]


def insured_now(facts: ParentFacts, on: date) -> bool | None:
    """Whether the parent has group or health insurance on a day."""
    if facts.insured is not None:
        return facts.insured
    if facts.never_insured:
        return False
    return None if facts.insurance_ended is None else facts.insurance_ended >= on


def _insured(asked: Asked) -> Found:
    return _no(insured_now(asked.facts, asked.on), N_("Uninsured now"), N_("Has group or health insurance"))


def insurance_border(asked: Asked) -> date | None:
    """The first day on which the parent must have been without insurance (CLK-46, AMB-305)."""
    applied = asked.told.applied
    months = int(figures.dated("insurance_months", asked.on))
    return None if applied is None else add_months(applied, -months)


def _insured_before(asked: Asked) -> Found:
    facts, border = asked.facts, insurance_border(asked)
    if insured_now(facts, asked.on):
        return "not_met", N_("Has group or health insurance")
    if facts.never_insured and facts.insurance_ended is None:
        return "met", N_("Had none in that time")
    if facts.insurance_ended is None:
        return "unknown", N_("The last day of the last insurance is not told yet")
    if border is None:
        return "unknown", N_("The date of the application is not told yet")
    if facts.insurance_ended + timedelta(days=1) <= border:
        return "met", N_("The insurance ended more than 3 months before the application")
    if facts.chronic_illness:
        return "not_met", N_("Insured in the 3 months before the application; the waiver for a serious or "
                             "chronic illness does not apply")  # fmt: skip
    return "not_met", N_("Insured in the 3 months before the application")


def _state_plan(asked: Asked) -> Found:
    told = asked.facts.state_employee_plan
    if told is None:
        told = asked.person.state_employee
    return _no(told, N_("Not eligible for that plan"), N_("Eligible for that plan, enrolled or not"))


def _medicaid(asked: Asked) -> Found:
    return _no(asked.facts.potentially_medicaid, N_("The screening shows no potential Medicaid eligibility"),
               N_("The income worksheet shows potential Medicaid eligibility"),
               N_("Screen for potential Medicaid eligibility (803.E)"))  # fmt: skip


def _cooperates(asked: Asked) -> Found:
    told = asked.facts.cooperates
    if told is None:
        return "unknown", N_("Not told yet")
    return _yes(told, N_("Cooperates"), N_("Refuses to cooperate"))


def unpaid_month(facts: ParentFacts, on: date, since: date | None = None) -> date | None:
    """The first month of this coverage whose premium was due before a day and was not paid in time."""
    first = since.replace(day=1) if since is not None else date.min
    billed = [
        each for each in facts.premiums if each.due is not None and each.due < on and each.month >= first
    ]
    late = [each.month for each in billed if each.paid is None or each.paid > (each.due or each.paid)]
    return min(late) if late else None


def _pays(asked: Asked) -> Found:
    facts = asked.facts
    if facts.exempt:
        return "met", N_("Native Americans and Alaska Natives pay no premium (806.A)")
    if unpaid_month(facts, asked.on) is not None:
        return "not_met", (
            N_("A premium was not paid; premium hardship waivers do not apply") if facts.hardship
            else N_("A premium was not paid")
        )  # fmt: skip
    if any(each.paid for each in facts.premiums):
        return "met", N_("Paid")
    return "pending", (
        N_("Premium hardship waivers do not apply; paid at enrollment and every month (AMB-303)")
        if facts.hardship
        else N_("Paid at enrollment and every month (AMB-303)")
    )


def _yes(told: bool, met: str, not_met: str) -> Found:
    return ("met", met) if told else ("not_met", not_met)


def _no(told: bool | None, met: str, not_met: str, unknown: str = N_("Not told yet")) -> Found:
    if told is None:
        return "unknown", unknown
    return ("not_met", not_met) if told else ("met", met)


ITEMS: dict[str, Callable[[Asked], Found]] = {
    "01": _child, "02": _home, "03": _willing, "04": _ssn, "05": _resident, "06": _inmate, "07": _imd,
    "08": _citizen, "09": _insured, "10": _insured_before, "11": _state_plan, "12": _medicaid,
    "13": _cooperates, "14": _pays,
}  # fmt: skip
