"""What the tests of the store share: a clock, a password, the sample families, and a desk opened again."""

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from importlib.resources import files
from pathlib import Path

from crs_intake import storage
from crs_intake.clock import FixedClock
from crs_intake.codec import from_file
from crs_intake.domain.actor import Actor
from crs_intake.domain.case import Case
from crs_intake.domain.moment import PHOENIX
from crs_intake.domain.people import Person
from crs_intake.storage.server import address
from crs_intake.storage.store import SqlStore

NAME = "Rosa Chavez"
PASSWORD = "five quiet green tables"
CLOCK = FixedClock(datetime(2009, 3, 31, 7, 55, tzinfo=PHOENIX))
BEN = Actor("ben", "Ben Ortiz", frozenset({"front_desk"}), "PHX")
OTHER = "nine slow purple ladders"
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


def on_server(store: object) -> bool:
    """Whether the desk lies on a server, which keeps no NUL in a text."""
    return hasattr(store, "address")


def as_ben(store: SqlStore) -> Actor:
    """Ben, as whom a line to the server was opened; at a file he sits down at the same desk."""
    return store.signed_in if on_server(store) else BEN


def settled(folder: Path) -> None:
    """Wait until the server has let go of clients that were killed; a file is free at once."""
    joined = address.joined(folder)
    if joined is None:
        return
    from crs_intake.storage.server import link

    others = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
        "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )
    with closing(link.connect(joined.address, link.role_of(NAME), PASSWORD)) as line:
        deadline = time.monotonic() + 20
        while (line.execute(others).fetchone() or (1,))[0]:
            line.rollback()
            assert time.monotonic() < deadline, "a killed client is still there"
            time.sleep(0.02)


def with_note(case: Case, note: str) -> Case:
    """The case with a note on its applicant: a change of facts."""
    applicant = case.applicant
    assert applicant
    return case.with_person(replace(applicant, note=note))


def keep(store: SqlStore, case: Case, version: int) -> int:
    """Keep a case as the first person of the desk."""
    with store.work(store.signed_in, "test") as work:
        return work.keep(case, version)
