"""The household income group: who counts, person by person, and by which item (20.603.1).

Items 1 to 7 want people who live together; 8 and 9 say when somebody who is
away, or a child who lives elsewhere, belongs to the group all the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from crs_intake.domain.case import Case
from crs_intake.domain.decision import Membership, Value
from crs_intake.domain.people import Person
from crs_intake.domain.quick import maker
from crs_intake.domain.text import N_
from crs_intake.policy import hosts, plausible
from crs_intake.policy.kinship import STEPPARENT, Kin
from crs_intake.policy.presence import ADULT, NOT_BORN, Home
from crs_intake.policy.rule import NOTHING, Sheet

member_of = maker(Membership)
NOT_LISTED = N_("In no relation that 20.603.1 lists; neither the income nor the person counts")
CLAIMED_ELSEWHERE = N_("Lives elsewhere; the parents claim the child this year")
OWN_GROUP = N_("Between 18 and 21: a group of one's own, also when living with the parents")
BOTH_PARENTS = N_("Both parents, a couple, and the children of either")
MINORS_CHILD = N_("Child of a minor who belongs to the group")
NOT_THEIRS = N_("Belongs to the family, but not to the group of the applicant")
IN_GROUP = N_("{name} in the household income group")
OTHER_HOME = N_("The child does not live with this parent, who does not claim the child")


class _Group:
    """The group while it is put together."""

    def __init__(self, case: Case, sheet: Sheet, applicant: Person) -> None:
        self.case, self.sheet, self.applicant = case, sheet, applicant
        self.kin = Kin(case, applicant)
        self.home = Home(sheet)
        self.found: dict[str, Membership] = {}
        self.own: set[str] = set()
        """The applicant, when the group is the applicant's own and not that of the parents."""

    def put(self, person: Person, section: str, reason: str, inputs: Mapping[str, Value] = NOTHING) -> None:
        self.found.setdefault(person.id, member_of(person.id, True, reason, section, inputs))

    def leave(self, person: Person, section: str, reason: str, inputs: Mapping[str, Value] = NOTHING) -> None:
        self.found.setdefault(person.id, member_of(person.id, False, reason, section, inputs))

    # The items ----------------------------------------------------------------------------------

    def couple(self, one: Person, with_children: bool) -> tuple[list[Person], str, str]:
        """The adults of a household with the item that makes them a group (1 to 5)."""
        mate = self.kin.mate(one)
        if mate is not None and self.home.place(mate[0]).here:
            other, married = mate
            if with_children:
                item = (
                    (
                        "20.603.1.1",
                        BOTH_PARENTS
                        if one.id in self.kin.assumed
                        else N_("Married couple and the children of either"),
                    )
                    if married
                    else ("20.603.1.2", N_("Unmarried couple and the children of either"))
                )
            elif not married:
                return [one], "20.603.1.6", OWN_GROUP
            elif all(p.born is not None and self.sheet.age(p.born) >= 21 for p in (one, other)):
                item = ("20.603.1.3", N_("Married couple, both 21 or older"))
            else:
                item = ("20.603.1.4", N_("Married couple, one or both under 21, without children"))
            return [one, other], *item
        return [one], "20.603.1.5", N_("Single parent and the children")

    def household(self, adults: list[Person], section: str, reason: str) -> None:
        """The adults with their children, those away or elsewhere judged one by one."""
        for adult in adults:
            place = self.home.place(adult)
            self.put(adult, place.section or section, place.reason or reason, place.inputs)
        for child in self.kin.children_of(person.id for person in adults):
            if child.id not in self.found:
                self.child(child, section, reason)

    def child(self, child: Person, section: str, reason: str) -> None:
        """A son or daughter of the group: at home, away (8), or elsewhere and claimed (9.b)."""
        if not self.home.minor(child):
            return self.grown(child)
        place = self.home.place(child, child=True)
        if place.here:
            return self.put(child, place.section or section, place.reason or reason, place.inputs)
        if place.reason is not NOT_BORN and self.home.claimed(child):
            return self.put(child, "20.603.1.9.b", CLAIMED_ELSEWHERE)
        return self.leave(child, place.section, place.reason, place.inputs)

    def grown(self, child: Person) -> None:
        """From 18 on only a student who is away (8.c) or a claimed child elsewhere (9.b) counts (AMB-123)."""
        away = child.absence is not None and not self.home.back(child.absence)
        if away and child.absence and child.absence.reason == "education" and self.home.claimed(child):
            return self.put(child, "20.603.1.8.c", N_("Absent for school and claimed on the parents' return"))
        if not self.home.place(child, child=True).here and self.home.claimed(child):
            return self.put(child, "20.603.1.9.b", CLAIMED_ELSEWHERE)
        return self.leave(child, "20.603.1", N_("18 or older: no child of the group"))

    def minors_children(self) -> None:
        """The child of a minor belongs where the minor belongs (AMB-156)."""
        for person in self.case.people:
            if person.id in self.found:
                continue
            parents = (self.found.get(id) for id in self.kin.parents_of[person.id])
            parent = next((each for each in parents if each is not None and each.inside), None)
            if parent is not None and self.home.minor(self.kin.people[parent.person]):
                self.child(person, parent.section, MINORS_CHILD)

    # The three situations ------------------------------------------------------------------------

    def build(self) -> None:
        """Put everybody in or out."""
        applicant, sheet = self.applicant, self.sheet
        adult = applicant.born is not None and sheet.age(applicant.born) >= ADULT
        mate = self.kin.mate(applicant)
        if adult:
            self.adult_applicant()
        elif mate is not None and mate[1] and self.home.place(mate[0]).here:
            self.own_family()
        else:
            self.minor_applicant()
        contributors: set[str] = set()
        if self.sheet.book.reading("group.contributor_member") == "on":
            self.sheet.reading("group.contributor_member")
            contributors = {line.contributor for line in self.case.income if line.contributor}
        for person in self.case.people:
            if person.contributor_member or person.id in contributors:
                if person.contributor_member and not person.note and person.id not in self.found:
                    self.why_contributor(person)
                self.put(
                    person, "20.603.1.9.a", N_("Contributes to the household; ticked by staff with a reason")
                )
        self.minors_children()
        for person in self.case.people:
            self.outside(person)

    def why_contributor(self, person: Person) -> None:
        """A tick of staff goes with its reason (AMB-101)."""
        label = N_("Why {name} belongs to the group as a contributor")
        key = f"people.{person.id}.note"
        self.sheet.ask(key, None, label, "20.603.1.9.a", options=(), name=person.name or person.id)

    def outside(self, person: Person) -> None:
        """Why somebody does not count: away, of the family but of another group, or in no listed relation."""
        if person.id in self.found:
            return None
        place = self.home.place(person)
        if not place.here:
            return self.leave(person, place.section, place.reason, place.inputs)
        item = self.found[self.applicant.id].section
        parent = person.id in self.kin.parents_of[self.applicant.id]
        if parent and item in ("20.603.1.7", "20.603.1.9.c"):
            return self.leave(person, item, OTHER_HOME)
        family = parent or person.relation in (*STEPPARENT, "sibling", "stepsibling", "spouse", "partner")
        if family and self.applicant.id in self.own:
            return self.leave(person, item, NOT_THEIRS)
        return self.leave(person, "20.603.1", NOT_LISTED)

    def adult_applicant(self) -> None:
        """18 to 20: with a child or a spouse by items 1 to 5, else by item 6 (AMB-015, AMB-156)."""
        applicant, mate = self.applicant, self.kin.mate(self.applicant)
        if mate is not None and mate[1] and self.home.place(mate[0]).here:
            return self.own_family()
        if self.own_children():
            return self.own_family()
        parents = [p for p in self._parents() if self.home.place(p).here]
        if parents or applicant.claimed_by_parents:
            reading = self.sheet.reading("group.age18_20")
            if reading == "parents_group_if_tax_dependent" and self.home.claimed(applicant):
                return self.with_parents(parents or self._parents())
        self.own.add(applicant.id)
        return self.put(applicant, "20.603.1.6", OWN_GROUP)

    def own_children(self) -> list[Person]:
        """Children of the applicant or of the partner who count: in the home, away (8) or claimed (9.b)."""
        mate = self.kin.mate(self.applicant)
        adults = [self.applicant.id, *([mate[0].id] if mate and self.home.place(mate[0]).here else [])]
        return [c for c in self.kin.children_of(adults) if c.id not in adults and self._counts(c)]

    def _counts(self, child: Person) -> bool:
        place = self.home.place(child, child=True)
        if not self.home.minor(child) or place.reason is NOT_BORN:
            return False
        return place.here or self.home.claimed(child)

    def own_family(self) -> None:
        """The applicant as husband, wife, partner or parent."""
        self.own.add(self.applicant.id)
        adults, section, reason = self.couple(self.applicant, bool(self.own_children()))
        self.household(adults, section, reason)

    def _parents(self) -> list[Person]:
        return [self.kin.people[id] for id in self.kin.parents_of[self.applicant.id]]

    def minor_applicant(self) -> None:
        """Under 18: with a parent by items 1, 2, 5; else by 9.b, 9.c or 7 (AMB-102)."""
        parents = [parent for parent in self._parents() if self.home.place(parent).here]
        if parents and self.home.place(self.applicant, child=True).here:
            return self.with_parents(parents)
        return self.lives_elsewhere()

    def with_parents(self, parents: list[Person]) -> None:
        """The parents who are there, their mates, and the children of any of them."""
        adults, section, reason = self.couple(parents[0], with_children=True)
        there = {adult.id for adult in adults}
        adults += [parent for parent in parents if parent.id not in there]
        place = self.home.place(self.applicant, child=True)
        self.household(adults, section, reason)
        self.found[self.applicant.id] = member_of(
            self.applicant.id, True, place.reason or reason, place.section or section, place.inputs
        )

    def lives_elsewhere(self) -> None:
        """A child who does not live with a parent."""
        applicant = self.applicant
        home, parents = self.home, self._parents()
        always_7 = self.sheet.reading("group.child_elsewhere") == "7_always"
        host = hosts.of(applicant, self.case, self.kin, home)
        alone = len(self.case.people) == 1 and applicant.claimed_by_parents is None
        if alone and self._worksheet_wanted():
            self.sheet.ask("people", None, N_("Who lives with the applicant"), "20.501.1.G", options=())
        elif not always_7 and (parents or host or applicant.claimed_by_parents) and home.claimed(applicant):
            return self.claimed_elsewhere(parents)
        elif not always_7 and host is not None:
            return self.with_host(host)
        elif self.own_children():
            return self.own_family()
        return self.put(applicant, "20.603.1.7", N_("A child who does not live with a parent"))

    def claimed_elsewhere(self, parents: list[Person]) -> None:
        """The household of the parents who claim the child (9.b)."""
        self.put(self.applicant, "20.603.1.9.b", CLAIMED_ELSEWHERE)
        if not parents and self._worksheet_wanted():
            label = N_("The parents who claim the child, and who lives with them")
            self.sheet.ask("people.parents", None, label, "20.603.1.9.b", options=())
        if not parents:
            return
        first = next((parent for parent in parents if parent.in_home), parents[0])
        mate = self.kin.mate(first)
        together = mate is not None and self.home.beside(mate[0], first)
        item = "20.603.1.5" if not (mate and together) else "20.603.1.1" if mate[1] else "20.603.1.2"
        reason = N_("Household of the parents who claim the child")
        for adult in (first, *((mate[0],) if mate and together else ())):
            self.put(adult, item, reason)
        for child in self.kin.children_of([first.id, *([mate[0].id] if mate and together else [])]):
            theirs = self.home.beside(child, first)
            if child.id not in self.found and self.home.minor(child) and (theirs or self.home.claimed(child)):
                self.put(child, item, reason)

    def _worksheet_wanted(self) -> bool:
        """Not for wards, subsidy and foster children of whom no income was entered (AMB-164)."""
        told = self.case.income or self.case.no_income_stated or self.case.special_status is None
        return bool(told) or self.sheet.reading("finance.skip_for_wards") != "on"

    def with_host(self, host: Person) -> None:
        """The household of the person with whom an unclaimed child lives (9.c)."""
        reason = N_("Household of the person with whom the child lives; the parents do not claim the child")
        self.put(self.applicant, "20.603.1.9.c", reason)
        mate, home = self.kin.mate(host), self.home
        adults = [host, *([mate[0]] if mate and home.beside(mate[0], host) else [])]
        own = {child.id for child in self.kin.children_of(person.id for person in adults)}
        for adult in adults:
            self.put(adult, "20.603.1.9.c", reason)
        for person in self.case.people:
            theirs = person.id in own or (
                not person.parents and person.relation in ("other_relative", "sibling")
            )
            if theirs and person.id not in self.found and home.beside(person, host) and home.minor(person):
                self.put(person, "20.603.1.9.c", reason)


@dataclass(frozen=True, slots=True)
class IncomeGroup:
    """Everybody of the case, in or out, with what the chart asks about the group."""

    members: tuple[Membership, ...]
    inside: frozenset[str]
    own_child: bool
    """The applicant has a child in the group (rows of the chart for caretakers)."""


NOBODY = IncomeGroup((), frozenset(), False)


def income_group(case: Case, sheet: Sheet) -> IncomeGroup:
    """Each person of the case, in or out of the household income group, with its item (20.603.1)."""
    applicant = case.applicant
    if applicant is None:
        return NOBODY
    plausible.check(case, sheet.on)
    group = _Group(case, sheet, applicant)
    group.build()
    members = tuple(group.found[person.id] for person in case.people)
    inside = frozenset(member.person for member in members if member.inside)
    own = any(child.id in inside for child in group.kin.children_of((applicant.id,)))
    return IncomeGroup(members, inside, own)


def size(case: Case, sheet: Sheet, inside: int) -> int:
    """Family size for the guideline: people in the group, or as the reading says (AMB-002)."""
    if sheet.book.reading("fpl.size_basis") == "income_group":
        return max(inside, 1)
    sheet.reading("fpl.size_basis")
    told = case.financial_application.household_count if case.financial_application else None
    return max(told or sum(person.in_home for person in case.people), 1)


def write(members: tuple[Membership, ...], case: Case, sheet: Sheet) -> None:
    """Put the group on the sheet, one line a person."""
    names = {person.id: person.name or person.id for person in case.people}
    for member in members:
        sheet.line(
            IN_GROUP,
            member.inside,
            member.section,
            "group",
            subject=member.person,
            reason=member.reason,
            inputs={**member.inputs, "name": names[member.person]},
        )
