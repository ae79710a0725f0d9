"""What the tests of the store share: a clock, a password, the sample families, and a desk opened again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from importlib.resources import files
from pathlib import Path

from crs_intake import storage
from crs_intake.clock import FixedClock
from crs_intake.codec import from_file
from crs_intake.domain.case import Case
from crs_intake.domain.moment import PHOENIX
from crs_intake.domain.people import Person
from crs_intake.storage.store import SqlStore

NAME = "Rosa Chavez"
PASSWORD = "five quiet green tables"
CLOCK = FixedClock(datetime(2009, 3, 31, 7, 55, tzinfo=PHOENIX))
Make = Callable[..., SqlStore]
Put = Callable[..., str]


def family(name: str = "family_b") -> Case:
    """A sample family as it is shipped."""
    return from_file(Case, (files("resources") / "sample" / f"{name}.json").read_bytes())


def a_case(given: str = "Ana", family: str = "Lopez", **person: object) -> Case:
    """A case of one applicant."""
    applicant = Person(id="applicant", relation="applicant", given=given, family=family, **person)  # type: ignore[arg-type]
    return Case(format="crs-case/1", people=(applicant,))


def set_up(folder: Path, site: str = "PHX") -> SqlStore:
    """A new desk, whose passwords are cheap to guess and whose file is as sealed as any."""
    return storage.create(folder, NAME, PASSWORD, CLOCK, site=site, kdf=storage.WEAK_FOR_TESTS_ONLY)[0]


def opened(folder: Path, *, alone: bool = True) -> SqlStore:
    """The desk of that folder."""
    return storage.open_store(folder, NAME, PASSWORD, CLOCK, alone=alone)


def again(store: SqlStore) -> SqlStore:
    """The same desk, closed and opened."""
    store.close()
    return opened(store.folder)


def with_note(case: Case, note: str) -> Case:
    """The case with a note on its applicant: a change of facts."""
    applicant = case.applicant
    assert applicant
    return case.with_person(replace(applicant, note=note))


def keep(store: SqlStore, case: Case, version: int) -> int:
    """Keep a case as the first person of the desk."""
    with store.work(store.signed_in, "test") as work:
        return work.keep(case, version)
