"""The cases that a file of DES is weighed against, found by what a match looks at (804.B.2).

Each line asks for the people who could match; looking through every case for every line would take
minutes for a long file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crs_intake.domain.case import Case
from crs_intake.domain.parents import DesRecord, ParentFacts
from crs_intake.domain.people import Person
from crs_intake.policy.parents import interface

_Key = tuple[object, ...]
_Place = tuple[int, int]
"""Where a case stands among the cases, and a person among its people: the first decides, as on paper."""


class Known:
    """Cases by number, and their people by social security number, name, and birth date with a name."""

    def __init__(self, cases: Iterable[Case]) -> None:
        self._cases: dict[str, Case] = {}
        self._order: dict[str, int] = {}
        self._keys: dict[str, tuple[_Key, ...]] = {}
        self._people: dict[_Key, dict[_Place, tuple[str, str]]] = {}
        for case in cases:
            self.put(case)

    def put(self, case: Case) -> None:
        """Add a case, or put it in the place of the one with its number."""
        for key in self._keys.get(case.number, ()):
            self._people[key] = {at: who for at, who in self._people[key].items() if who[0] != case.number}
        order = self._order.setdefault(case.number, len(self._order))
        self._cases[case.number] = case
        made = []
        for at, key, id in _keys_of(case):
            self._people.setdefault(key, {})[order, at] = (case.number, id)
            made.append(key)
        self._keys[case.number] = tuple(made)

    def case(self, number: str) -> Case | None:
        """The case of a number, if it is here."""
        return self._cases.get(number)

    def match(self, record: DesRecord) -> tuple[Case, Person, str] | None:
        """The best match among all people: a full one before a partial one, each the first."""
        given, family = interface.split_name(record.name)
        partial = None
        for case, id in self._who(_keys(given, family, record.born, record.ssn)):
            person = case.person(id)
            how = interface.match(record, person) if person is not None else "none"
            if person is not None and how == "full":
                return case, person, how
            if person is not None and how == "partial" and partial is None:
                partial = (case, person, how)
        return partial

    def of_client(self, client_id: str) -> tuple[Case, ParentFacts] | None:
        """The parent with this AZTECS ID, as DES sent it before (804.C)."""
        for case, id in self._who([("client", client_id)]):
            facts = case.parents.parent(id) if case.parents is not None else None
            if facts is not None:
                return case, facts
        return None

    def _who(self, keys: Iterable[_Key]) -> Iterator[tuple[Case, str]]:
        found: dict[_Place, tuple[str, str]] = {}
        for key in keys:
            found.update(self._people.get(key, {}))
        return ((self._cases[number], id) for _, (number, id) in sorted(found.items()))


def _keys_of(case: Case) -> Iterator[tuple[int, _Key, str]]:
    for at, person in enumerate(case.people):
        for key in _keys(person.given, person.family, person.born, person.ssn):
            yield at, key, person.id
    for at, facts in enumerate(case.parents.parents if case.parents is not None else ()):
        if facts.des is not None:
            yield at, ("client", facts.des.client_id), facts.person


def _keys(given: str, family: str, born: object, ssn: str) -> Iterator[_Key]:
    """What `interface.match` would call at least a partial match, each as a key."""
    one, other, number = interface.plain(given), interface.plain(family), interface.digits(ssn)
    if number:
        yield "ssn", number
    if one and other:
        yield "name", one, other
    if born is not None:
        yield from (("born", born, kind, name) for kind, name in (("given", one), ("family", other)) if name)
