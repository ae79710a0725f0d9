"""What the tests of casework share: a real desk on its own file, a clock that can be moved, and people."""

from dataclasses import replace
from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import get_args

from crs_intake import storage
from crs_intake.casework.ports import Desk
from crs_intake.codec import from_file
from crs_intake.domain.actor import Actor, Role
from crs_intake.domain.case import Case
from crs_intake.domain.moment import PHOENIX, Moment
from crs_intake.policy.book import Book

ROLES: tuple[Role, ...] = get_args(Role)
BOOK = Book.load()
A, B, C, M = "PHX-2009-0001", "PHX-2009-0003", "PHX-2009-0004", "PHX-2008-0417"
"""The sample families of the written day."""


class MovableClock:
    """A clock that stands where the test puts it."""

    def __init__(self, instant: str = "2009-03-31T07:55") -> None:
        self.instant = datetime.fromisoformat(instant).replace(tzinfo=PHOENIX)

    def now(self) -> datetime:
        """The instant it was put to."""
        return self.instant

    def put(self, instant: str) -> None:
        """Move the clock."""
        self.instant = datetime.fromisoformat(instant).replace(tzinfo=PHOENIX)

    def wait(self, **time: float) -> None:
        """Let time pass: minutes, hours, days."""
        self.instant += timedelta(**time)


def set_up(folder: Path, clock: MovableClock) -> Desk:
    """A new desk whose first person holds all roles."""
    store, _ = storage.create(
        folder, "Rosa Chavez", "five quiet green tables", clock, site="PHX", kdf=storage.WEAK_FOR_TESTS_ONLY
    )
    return Desk(store, BOOK, clock, store.signed_in)


def as_(desk: Desk, *roles: Role, site: str = "PHX", id: str = "") -> Desk:
    """The same desk with another person at it."""
    return replace(desk, actor=Actor(id or "-".join(roles), " ".join(roles), frozenset(roles), site))


def family(name: str) -> Case:
    """A sample family as it is shipped."""
    return from_file(Case, (files("resources") / "sample" / f"{name}.json").read_bytes())


def until(case: Case, instant: str) -> Case:
    """The case with only what had happened by an instant."""
    at = Moment.read(instant)
    coming = tuple(
        replace(paper, received=None) if paper.received and paper.received >= at.day else paper
        for paper in case.papers
    )
    happened = tuple(event for event in case.events if event.at.not_after(at))
    return replace(case, events=happened, papers=coming)


def received(case: Case) -> Case:
    """The case as its referral form came in: no event, no number."""
    return replace(case, number="", events=())
