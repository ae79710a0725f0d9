"""Facts of people and premiums that cannot be: they are refused with a sentence before anybody is counted.

A child who is not born yet simply does not count (AMB-16A); a mother who is
not, or who is younger than her child, is a mistake in a date.
"""

from __future__ import annotations

from datetime import date

from crs_intake.domain.case import Case
from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.people import Person
from crs_intake.domain.text import N_, filled

GROWN = (
    "mother", "father", "parent", "stepmother", "stepfather", "partner_of_parent", "spouse", "partner",
    "grandparent", "aunt_or_uncle", "guardian", "caretaker",
)  # fmt: skip
PARENTS = ("mother", "father", "parent")
MOST_UNBORN = 12
NOT_BORN = N_(
    "The birth date of {name}, {born}, lies after the day of the determination, {on}. Check both dates."
)
TOO_YOUNG = N_("{name} was born on {born}, not before the child {child}, born on {day}. Check both dates.")
BACKWARDS = N_("The absence of {name} ends on {until}, before it begins on {since}. Check both dates.")
PREMIUM = N_("The last premium of {name}, {last}, lies before the first one, {first}. Check both dates.")
UNBORN = N_("The number of children expected by {name} must be between 1 and {most}.")


def check(case: Case, on: date) -> None:
    """Raise NotAcceptable for a birth date, an absence, a premium or a number that cannot be."""
    people = {person.id: person for person in case.people}
    for person in case.people:
        absence = person.absence
        if absence is not None and absence.until is not None and absence.until < absence.since:
            raise _trouble(BACKWARDS, person, "absence", until=absence.until, since=absence.since)
        if person.pregnant and not 1 <= person.expected_children <= MOST_UNBORN:
            raise _trouble(UNBORN, person, "expected_children", most=MOST_UNBORN)
        if person.born is not None and person.born > on and person.relation in GROWN:
            raise _trouble(NOT_BORN, person, "born", born=person.born, on=on)
    for premium in case.premiums:
        if premium.last is not None and premium.last < premium.first:
            name, where = premium.company or premium.id, f"premiums.{premium.id}.last"
            raise NotAcceptable(
                filled(PREMIUM, name=name, last=premium.last, first=premium.first), where=where
            )
    for person in case.people:
        if person.born is None:
            continue
        for parent in _parents(case, people, person):
            if parent.born is not None and parent.born >= person.born:
                raise _trouble(
                    TOO_YOUNG, parent, "born", born=parent.born, child=_name(person), day=person.born
                )


def _parents(case: Case, people: dict[str, Person], person: Person) -> list[Person]:
    told = [people[id] for id in person.parents if id in people and id != person.id]
    if person.relation == "applicant":
        told += [each for each in case.people if each.relation in PARENTS]
    return told


def _name(person: Person) -> str:
    return person.name or person.id


def _trouble(sentence: str, person: Person, field: str, **blanks: object) -> NotAcceptable:
    return NotAcceptable(filled(sentence, name=_name(person), **blanks), where=f"people.{person.id}.{field}")
