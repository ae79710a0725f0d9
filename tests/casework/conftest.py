"""A real desk for every test, on a clock that the test moves."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from crs_intake.casework import transfer
from crs_intake.casework.ports import Desk
from tests.casework.desk import MovableClock, family, set_up, until


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
def desk(tmp_path: Path, clock: MovableClock) -> Iterator[Desk]:
    made = set_up(tmp_path / "desk", clock)
    yield made
    made.store.abandon()  # type: ignore[attr-defined]


@pytest.fixture
def morning(desk: Desk) -> Desk:
    """The desk on the written day at 07:55, with what had happened to the four families by then."""
    for name in ("family_a_no", "family_b", "family_c", "member_m"):
        transfer.import_case(desk, until(family(name), "2009-03-31T07:55"))
    return desk
