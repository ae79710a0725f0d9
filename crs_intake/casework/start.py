"""The sample families of the tour: a desk to look around in, with no real person on it."""

from __future__ import annotations

import json
from importlib.resources import files

from crs_intake.casework import keeping
from crs_intake.casework.ports import Desk
from crs_intake.casework.rights import allow
from crs_intake.codec import from_file
from crs_intake.domain.case import Case


def families() -> tuple[Case, ...]:
    """The families of the sample desk, as they are shipped."""
    folder = files("resources") / "sample"
    names = json.loads((folder / "desk.json").read_text(encoding="utf-8"))
    return tuple(from_file(Case, (folder / f"{name}.json").read_bytes()) for name in names)


def sample(desk: Desk) -> tuple[str, ...]:
    """Put the sample families on the desk, as far as they are not there; gives their numbers."""
    allow(desk, "sample.load")
    there = {stored.case.number for stored in desk.store.cases(open_only=False)}
    new = [case for case in families() if case.number not in there]
    with desk.store.work(desk.actor, "sample.load") as work:
        return tuple(work.new_case(case, closed=keeping.closed_on(case, desk)) for case in new)
