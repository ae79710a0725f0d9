"""Who lives in the applicant's home, and who counts though away (20.603.1.8, 20.603.1.9.b).

The items of the household income group ask it of each person; what nobody has
said is asked for, with the person's name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from crs_intake.domain.decision import Value
from crs_intake.domain.people import Absence, Person
from crs_intake.domain.text import N_
from crs_intake.policy.rule import Sheet

ADULT = 18
NOT_BORN = N_("Not born yet on the day of the determination")
ELSEWHERE = N_("Does not live in the home")


@dataclass(frozen=True, slots=True)
class Place:
    """Whether somebody lives with the others, and what makes an absent one count."""

    here: bool
    section: str = ""
    reason: str = ""
    inputs: Mapping[str, Value] = field(default_factory=dict)


HERE = Place(True)


class Home:
    """The applicant's home on the day of the determination."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def place(self, person: Person, *, child: bool = False) -> Place:
        """Whether the person lives in the home, or counts though absent (20.603.1.8)."""
        absence = person.absence
        if person.born is not None and person.born > self.sheet.on:
            return Place(False, "20.603.1", NOT_BORN)
        if absence is None or self.back(absence):
            return HERE if person.in_home else Place(False, "20.603.1", ELSEWHERE)
        return self._absent(person, absence, child=child)

    def _absent(self, person: Person, absence: Absence, *, child: bool) -> Place:
        days = ((absence.until or self.sheet.on) - absence.since).days
        limit = int(self.sheet.number("group.absence_days"))
        facts: dict[str, Value] = {"days": days, "since": absence.since, "limit": limit}
        if days <= limit:
            return Place(True, "20.603.1.8.a", N_("Absent for {days} days, which is {limit} or less"), facts)
        if absence.reason in ("work", "seeking_work"):
            return Place(True, "20.603.1.8.b", N_("Absent to seek employment or to keep a job"), facts)
        if absence.reason == "military":
            return Place(True, "20.603.1.8.c", N_("Absent for military service"), facts)
        if absence.reason == "education" and child:
            if self.claimed(person):
                return Place(
                    True, "20.603.1.8.c", N_("Absent for school and claimed on the parents' return"), facts
                )
            return Place(
                False, "20.603.1.8.c", N_("Absent for school, not claimed on the parents' return"), facts
            )
        return Place(False, "20.603.1.8.a", N_("Absent for {days} days, more than {limit}"), facts)

    def claimed(self, child: Person) -> bool:
        """Whether the parents claim the child on this year's tax return."""
        return bool(
            self.sheet.ask(
                f"people.{child.id}.claimed_by_parents",
                child.claimed_by_parents,
                N_("Whether the parents claim {name} on the current year's tax return"),
                "20.603.1.9.b",
                name=child.name or child.id,
            )
        )

    def minor(self, person: Person) -> bool:
        """Whether the person is a child of the group by age (AMB-123)."""
        if person.born is None:
            told = self.sheet.ask(
                f"people.{person.id}.born",
                None,
                N_("Birth date of {name}"),
                "20.501.1.G",
                options=("child", "adult"),
                name=person.name or person.id,
            )
            return told != "adult"
        age = self.sheet.age(person.born)
        if age < ADULT:
            return True
        reading = self.sheet.reading("group.child_age")
        return reading == "any_age" or (reading == "under_21" and age < 21)

    def beside(self, person: Person, other: Person) -> bool:
        """Whether somebody lives in the other's home, wherever it is, or counts though away."""
        if person.born is not None and person.born > self.sheet.on:
            return False
        absence = person.absence
        if absence is None or self.back(absence):
            return person.in_home == other.in_home
        return self._absent(person, absence, child=False).here

    def back(self, absence: Absence) -> bool:
        """Whether the person is back on the day of the determination, or has not left yet."""
        return absence.since > self.sheet.on or (absence.until is not None and absence.until <= self.sheet.on)
