"""Whom a row of DES may mean is found by keys, and it is the same as by looking at everybody."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest

from crs_intake.domain.case import Case
from crs_intake.domain.parents import DesRecord
from crs_intake.domain.people import Person
from crs_intake.policy.parents import interface
from crs_intake.policy.parents.tips_known import Known

GIVEN, FAMILY = ("Ana", "ana ", "Eva", "Eva María", ""), ("Soto", "SOTO", "Ruiz", "de la Cruz", "")
BORN, SSN = (date(1990, 5, 1), date(1985, 1, 1), None), ("123456789", "123-45-6789", "999887777", "")


def person(draw: Random, id: str) -> Person:
    return Person(id=id, given=draw.choice(GIVEN), family=draw.choice(FAMILY), born=draw.choice(BORN),
                  ssn=draw.choice(SSN), sex=draw.choice(("F", "M", None)))  # fmt: skip


def by_hand(record: DesRecord, cases: list[Case]) -> tuple[str, str, str] | None:
    """Everybody in turn: the first full match, else the first partial one."""
    found = [(interface.match(record, each), case.number, each.id) for case in cases for each in case.people]
    for wanted in ("full", "partial"):
        for how, number, id in found:
            if how == wanted:
                return number, id, how
    return None


@pytest.mark.proves("KC-804.B.2", "KC-804.B.2.partial")
def test_the_match_by_keys_is_the_match_by_looking_at_everybody() -> None:
    draw = Random(804)
    for _ in range(400):
        cases = [
            Case(format="crs-case/1", number=f"K{n}", people=tuple(person(draw, f"p{at}") for at in range(3)))
            for n in range(4)
        ]
        known = Known(cases)
        changed = replace(cases[1], people=(person(draw, "p0"),))
        if draw.random() < 0.5:
            cases[1] = changed
            known.put(changed)
        name = f"{draw.choice(FAMILY)}, {draw.choice(GIVEN)}"
        record = DesRecord(received=date(2026, 4, 2), name=name, born=draw.choice(BORN), ssn=draw.choice(SSN),
                           gender=draw.choice(("F", "M", None)))  # fmt: skip
        found = known.match(record)
        seen = (found[0].number, found[1].id, found[2]) if found is not None else None
        assert seen == by_hand(record, cases)
