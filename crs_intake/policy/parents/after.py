"""After the decision: newborns, hearings and reported changes (805.B, 807, 808)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from crs_intake.domain.parents import Newborn, ParentFacts, ParentHearing
from crs_intake.domain.parents_decision import (
    ChangeAnswer,
    HearingAnswer,
    PersonAnswer,
    TipsOut,
    TrackAnswer,
)  # fmt: skip
from crs_intake.domain.text import N_
from crs_intake.policy.parents import figures

UNPAID_OR_MEDICAID = ("non_payment", "medicaid")
TELL = N_("Tell the parent to contact the DES eligibility specialist; DES processes it.")
KIDSCARE = N_("Report it to KidsCare; Chapter 1200 is not supplied.")
NOTHING = N_("Already updated: nothing is passed on.")


def newborn_id(told: Newborn, among: tuple[Newborn, ...]) -> str:
    """The id of a newborn, who is no person of the case yet; the second of twins is told apart."""
    same = [each for each in among if (each.parent, each.born) == (told.parent, told.born)]
    place = next((at for at, each in enumerate(same, 1) if each is told), 1)
    return f"newborn of {told.parent} {told.born}{f' ({place})' if place > 1 else ''}"


def newborn(told: Newborn, id: str, parent: PersonAnswer | None) -> PersonAnswer:
    """A newborn of a parent: eligible by itself, and the steps of the parent's programme (805.B)."""
    name = told.name or "newborn"
    side = _enrolled_then(parent, told.born)
    if side is None:
        return PersonAnswer(
            id, name, "newborn", "not_eligible", "",
            N_("Born while the parent was not enrolled; not eligible by this rule"), "805.B.deemed",
        )  # fmt: skip
    kidscare = side.program == "kidscare"
    steps = figures.data()["newborn"]["kidscare" if kidscare else "sobra"]
    done = {each.step for each in told.steps}
    todo = tuple(step["label"] for step in steps if step["step"] not in done)
    return PersonAnswer(
        id, name, "newborn", "eligible", "",
        N_("Born to an enrolled parent: automatically eligible"), "805.B.deemed", registered=True,
        program="kidscare" if kidscare else "sobra", key_code="359" if kidscare else "447", todo=todo,
    )  # fmt: skip


def newborn_tips(told: Newborn, answer: PersonAnswer) -> tuple[TipsOut, ...]:
    """The daily deemed newborn interface to DES, for the child of a S.O.B.R.A. parent (805.B)."""
    if answer.key_code != "447" or "sobra.2" in {each.step for each in told.steps}:
        return ()
    return (TipsOut("deemed_newborn", answer.person, N_("Deemed newborn"), "805.B.sobra.2"),)


def steps_of(program: str) -> tuple[Mapping[str, Any], ...]:
    """The steps for a newborn, in their order."""
    return tuple(figures.data()["newborn"][program])


def _enrolled_then(parent: PersonAnswer | None, born: date) -> TrackAnswer | None:
    """The side on which the parent was enrolled on the day of birth; KidsCare before S.O.B.R.A. (802.B)."""
    sides = parent.tracks if parent is not None else ()
    return next((each for each in sides if _covers(each, born)), None)


def _covers(side: TrackAnswer, day: date) -> bool:
    if side.outcome not in ("approved", "ended"):
        return False
    begun = side.effective <= day if side.effective is not None else side.section == "802.B.pmmis"
    return begun and (side.ends is None or day <= side.ends)


def hearing(told: ParentHearing, facts: ParentFacts) -> HearingAnswer:
    """Who attends, and whether benefits go on while the appeal runs; who owes nothing prepays nothing."""
    closed = told.about == "denial" and told.reason == "program_closed"
    attends, section = _attends(told)
    goes_on = told.about != "denial"  # after a denial there are no benefits that could go on
    pay_by = _pay_by(told) if goes_on and not facts.exempt else None
    paid = pay_by is None or (told.prepaid is not None and told.prepaid <= pay_by)
    packet = [(N_("Proof of the premium paid in advance"), told.prepaid is not None)] if pay_by else []
    if told.program == "sobra" and not closed:
        packet.append((N_("DES data obtained"), told.des_data is not None))
    return HearingAnswer(
        facts.person, not closed, None if closed else attends, "801.C.nohearing" if closed else section,
        paid and goes_on, pay_by, tuple(packet),
    )  # fmt: skip


def _pay_by(told: ParentHearing) -> date:
    """The day before the first month of continued benefits (AMB-314)."""
    first = (told.continued_from or figures.month_after(told.requested)).replace(day=1)
    return first - timedelta(days=1)


def _attends(told: ParentHearing) -> tuple[Any, str]:
    if told.program == "kidscare":
        return "AHCCCS", "807.A.1"
    if told.about == "premium":
        return "AHCCCS", "807.A.3"
    if told.about == "discontinuance":
        return "AHCCCS", "807.A.4"
    return ("AHCCCS" if told.reason in UNPAID_OR_MEDICAID else "DES"), "807.A.2"


def changes(facts: ParentFacts, answer: PersonAnswer) -> tuple[ChangeAnswer, ...]:
    """Each reported change and who gets it: KidsCare, or for a S.O.B.R.A. parent alone DES (808)."""
    only_sobra = answer.program == "sobra" and not answer.dual
    told = figures.data()["changes"]
    found = []
    for each in facts.changes:
        section = str(told[each.kind]["section"])
        if each.already_updated:
            found.append(ChangeAnswer(facts.person, each.kind, "nobody", section, NOTHING))
        elif only_sobra:
            found.append(ChangeAnswer(facts.person, each.kind, "DES", "808.C", TELL, each.told_to_ask_des))
        else:
            found.append(ChangeAnswer(facts.person, each.kind, "KidsCare", section, KIDSCARE))
    return tuple(found)
