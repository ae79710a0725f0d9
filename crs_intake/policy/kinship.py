"""Who is whose parent, husband, wife or partner: from what was entered, else from the relation's word.

The household income group (20.603.1) asks for families; a case lists people by
their relation to the applicant. Two parents in one home are taken as a couple.
"""

from __future__ import annotations

from collections.abc import Iterable

from crs_intake.domain.case import Case
from crs_intake.domain.people import Person

PARENT = ("mother", "father", "parent")
STEPPARENT = ("stepmother", "stepfather", "partner_of_parent")


class Kin:
    """Who is whose parent, spouse or partner, from what was entered and from the relation."""

    def __init__(self, case: Case, applicant: Person) -> None:
        self.people = {person.id: person for person in case.people}
        self.applicant = applicant
        self._applicant_parents = self._parents_by_word()
        self.parents_of = {person.id: self._parents(person) for person in case.people}
        self.mates: dict[str, tuple[str, bool]] = {}
        self.assumed: set[str] = set()
        """Two parents in one home of whom nobody said whether they are married: a couple either way."""
        self._declared()
        self._inferred()

    def _parents_by_word(self) -> tuple[str, ...]:
        told = self.applicant.parents
        by_word = (person.id for person in self.people.values() if person.relation in PARENT)
        return tuple(dict.fromkeys(id for id in (*told, *by_word) if id in self.people))

    def _parents(self, person: Person) -> tuple[str, ...]:
        if person.relation == "applicant":
            return self._applicant_parents
        if person.parents:
            return person.parents
        if person.relation == "sibling":
            return self._applicant_parents
        if person.relation == "child":
            return (self.applicant.id,)
        if person.relation == "stepsibling":
            return tuple(each.id for each in self.people.values() if each.relation in STEPPARENT)
        return ()

    def _declared(self) -> None:
        for person in self.people.values():
            if person.spouse in self.people and person.spouse != person.id:
                self._couple(person.id, person.spouse, married=True)
            if person.partner in self.people and person.partner != person.id:
                self._couple(person.id, person.partner, married=False)
        for person in self.people.values():
            if person.relation in ("spouse", "partner"):
                self._couple(self.applicant.id, person.id, married=person.relation == "spouse")

    def _inferred(self) -> None:
        """Two parents in one home are a couple; a stepparent is the mate of the parent who is there."""
        parents = [self.people[id] for id in self.parents_of[self.applicant.id] if self.people[id].in_home]
        free = [person for person in parents if person.id not in self.mates]
        if len(free) == 2:
            self._couple(free[0].id, free[1].id, married=True)
            self.assumed.update((free[0].id, free[1].id))
        for person in self.people.values():
            if person.relation in STEPPARENT and person.id not in self.mates:
                mate = next((each for each in parents if each.id not in self.mates), None)
                if mate is not None:
                    self._couple(mate.id, person.id, married=person.relation != "partner_of_parent")

    def _couple(self, one: str, other: str, *, married: bool) -> None:
        if one not in self.mates and other not in self.mates:
            self.mates[one] = (other, married)
            self.mates[other] = (one, married)

    def mate(self, person: Person) -> tuple[Person, bool] | None:
        """The husband, wife or declared partner, with whether they are married."""
        found = self.mates.get(person.id)
        return (self.people[found[0]], found[1]) if found else None

    def children_of(self, adults: Iterable[str]) -> list[Person]:
        """Sons and daughters of any of these people."""
        ids = set(adults)
        return [person for person in self.people.values() if not ids.isdisjoint(self.parents_of[person.id])]
