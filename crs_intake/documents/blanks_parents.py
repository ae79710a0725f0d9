"""Blanks of the notices of parents' coverage (DOC-64 to DOC-67); the answer of the day fills them.

One letter tells every parent of the case with that outcome, a point for each.
"""

from __future__ import annotations

from crs_intake.documents.blanks import blank, flag
from crs_intake.documents.facts import Facts, day_in
from crs_intake.domain.errors import DeskError
from crs_intake.domain.money import shown
from crs_intake.domain.parents import Debt, ParentFacts
from crs_intake.domain.parents_decision import ParentsAnswer, PersonAnswer
from crs_intake.domain.text import N_
from crs_intake.policy.parents import figures
from crs_intake.policy.parents.decide import decide
from crs_intake.words import say, say_with

NOTICES = {"denied": "DOC-65", "approved": "DOC-66", "ended": "DOC-67"}


def answer(facts: Facts) -> ParentsAnswer | None:
    """What Chapter 800 says of the case that day; None without an application or outside its dates."""
    if facts.case.parents is None:
        return None
    try:
        return decide(facts.case, facts.book, facts.on)
    except DeskError:
        return None


def _those(facts: Facts, outcome: str) -> tuple[PersonAnswer, ...]:
    found = answer(facts)
    if found is None:
        return ()
    told = {each.person for each in found.notices if each.id == NOTICES[outcome]}
    return tuple(each for each in found.people if each.person in told)


def _why(each: PersonAnswer, facts: Facts) -> str:
    return f"{each.name}: {say_with(each.reason, each.inputs, lang=facts.language)}"


# DOC-64


def _debtor(facts: Facts) -> tuple[ParentFacts, Debt] | None:
    found, told = answer(facts), facts.case.parents
    owing = {each.person for each in found.notices if each.id == "DOC-64"} if found is not None else set()
    for parent in told.parents if told is not None else ():
        if parent.person in owing and parent.debt is not None:
            return parent, parent.debt
    return None


@blank(N_("A parent with unpaid premiums (DBF)"))
def past_due_parent(facts: Facts) -> str:
    owing = _debtor(facts)
    person = facts.case.person(owing[0].person) if owing is not None else None
    return person.name if person is not None else ""


@blank(N_("Balance of the unpaid premiums (DBF)"))
def past_due_amount(facts: Facts) -> str:
    owing = _debtor(facts)
    return f"${owing[1].unpaid}" if owing is not None else ""


@blank(N_("A parent with unpaid premiums (DBF)"))
def past_due_by(facts: Facts) -> str:
    owing = _debtor(facts)
    if owing is None:
        return ""
    return facts.day(figures.term("CLK-47", owing[1].notice or facts.on, facts.book)[0])


# DOC-65 to DOC-67


@blank(N_("A parent whose application is denied"))
def denied_parents(facts: Facts) -> tuple[str, ...]:
    return tuple(_why(each, facts) for each in _those(facts, "denied"))


@blank(N_("A parent who is approved, with the first day of coverage"))
def approved_parents(facts: Facts) -> tuple[str, ...]:
    points = []
    for each in _those(facts, "approved"):
        if each.effective is None:
            return ()
        day = facts.day(each.effective)
        said = say(N_("{name}: from {day}."), lang=facts.language, name=each.name, day=day)
        if each.plan not in ("", "automatic"):
            said += " " + say(N_("Health plan: {plan}."), lang=facts.language, plan=each.plan)
        points.append(said)
    return tuple(points)


@blank(N_("Gross family income a month and the size of the income group"))
def parents_premium(facts: Facts) -> str:
    approved = _those(facts, "approved")
    pays = next((each for each in approved if each.premium), None)
    if pays is not None and pays.premium is not None:
        words = N_("${amount} a month, which is {percent}% of the gross family income")
        return say(words, lang=facts.language, amount=shown(pays.premium), percent=pays.percent)
    percent = next((each.percent for each in approved if each.percent), None)
    if percent is not None:
        return say(N_("{percent}% of the gross family income a month"), lang=facts.language, percent=percent)
    return say(N_("no premium"), lang=facts.language) if approved else ""


@blank(N_("A parent whose coverage ends"))
def ended_parents(facts: Facts) -> tuple[str, ...]:
    points = []
    for each in _those(facts, "ended"):
        last = say(N_("Last day: {day}."), lang=facts.language, day=day_in(each.ends, facts.language, "long"))
        points.append(f"{_why(each, facts)}. {last if each.ends else ''}".strip())
    return tuple(points)


@flag
def parents_may_appeal(facts: Facts) -> bool:
    found = answer(facts)
    return found is not None and any(each.id == "DOC-65" and each.hearing_text for each in found.notices)


@flag
def parents_go_to_des(facts: Facts) -> bool:
    found = answer(facts)
    return found is not None and any(each.kind == "referral" for each in found.tips)


@flag
def parents_pay(facts: Facts) -> bool:
    return any(not _exempt(facts, each) for each in _those(facts, "approved"))


@flag
def parents_prepay(facts: Facts) -> bool:
    return any(not _exempt(facts, each) for each in _those(facts, "ended"))


def _exempt(facts: Facts, each: PersonAnswer) -> bool:
    """Native Americans and Alaska Natives owe no premium, so none in advance (806.A, 807.B)."""
    told = facts.case.parents.parent(each.person) if facts.case.parents is not None else None
    return told is not None and told.exempt


@flag
def parents_plan_open(facts: Facts) -> bool:
    return any(each.plan == "automatic" for each in _those(facts, "approved"))
