"""With whom a child lives who does not live with a parent (20.603.1.9.c).

The household income group of a child whom the parents do not claim is that of
the person whose home it is; of several who could be it, one is asked for.
"""

from __future__ import annotations

from crs_intake.domain.case import Case
from crs_intake.domain.people import Person
from crs_intake.domain.text import N_
from crs_intake.policy.kinship import Kin
from crs_intake.policy.presence import ADULT, Home

OWN_GENERATION = ("spouse", "partner", "child")


def of(applicant: Person, case: Case, kin: Kin, home: Home) -> Person | None:
    """The person whose home it is, as entered; of several who could be it, one is asked for."""
    mine = kin.parents_of[applicant.id]
    told = kin.people.get(applicant.lives_with)
    if told is not None and told.id not in mine and told.id != applicant.id:
        return told
    at_home = home.place(applicant, child=True).here  # else the child lives where those elsewhere do
    adults = [
        person for person in case.people
        if person.id not in mine and person.relation not in ("applicant", *OWN_GENERATION)
        and not _young(person, home) and (home.place(person).here if at_home else not person.in_home)
    ]  # fmt: skip
    family = [person for person in adults if at_home and person.relation != "unrelated"]
    family = [person for person in family if person.relation in ("guardian", "caretaker")] or family
    could = family or adults
    if family and all(_one_home(kin, family[0], each) for each in family):
        return family[0]
    if not could:
        return None
    found = home.sheet.ask(
        f"people.{applicant.id}.lives_with",
        None,
        N_("With whom the child lives"),
        "20.603.1.9.c",
        options=(*(each.id for each in could), *(() if family else ("",))),
    )
    return kin.people.get(found or (family[0].id if family else ""))


def _one_home(kin: Kin, one: Person, other: Person) -> bool:
    mate = kin.mate(one)
    return one is other or (mate is not None and mate[0] is other)


def _young(person: Person, home: Home) -> bool:
    return person.born is not None and home.sheet.age(person.born) < ADULT
