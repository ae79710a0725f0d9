"""A desk with many cases, for the benchmarks: the sample families with other names and numbers."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files

from crs_intake.casework.ports import Store
from crs_intake.domain.actor import Actor
from crs_intake.domain.case import Case
from crs_intake.domain.moment import Moment
from crs_intake.exchange.case_file import read_case

NAMES = ("family_a_no", "family_b", "family_c", "member_m")


def sample_bytes(name: str) -> bytes:
    """A sample case file."""
    return (files("resources") / "sample" / f"{name}.json").read_bytes()


def fill(store: Store, actor: Actor, count: int, until: Moment | None = None) -> None:
    """Put `count` cases in, in steps of 100, each with ids and a number of its own; lived until a moment."""
    models = [read_case(sample_bytes(name)) for name in NAMES]
    if until is not None:
        models = [
            replace(case, events=tuple(e for e in case.events if e.at.not_after(until))) for case in models
        ]
    for start in range(0, count, 100):
        with store.work(actor, "case.open") as work:
            for n in range(start, min(count, start + 100)):
                work.new_case(another(models[n % len(models)], n))


def another(case: Case, n: int) -> Case:
    """The same case with a number, ids and names of its own."""
    people = tuple(replace(person, family=f"{person.family} {n}") for person in case.people)
    events = tuple(replace(event, id=f"{event.id or at}-{n}") for at, event in enumerate(case.events))
    return replace(case, number=f"BEN-{n:06d}", people=people, events=events)
