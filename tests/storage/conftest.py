"""A real encrypted desk for every test, made in milliseconds."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from crs_intake.storage.store import SqlStore
from tests.storage.desk import Make, Put, set_up


@pytest.fixture
def new_desk(tmp_path: Path) -> Iterator[Make]:
    """Sets up desks in folders of their own and lets go of them after the test."""
    made: list[SqlStore] = []

    def create(name: str = "desk", site: str = "PHX") -> SqlStore:
        made.append(set_up(tmp_path / name, site))
        return made[-1]

    yield create
    for store in made:
        store.abandon()


@pytest.fixture
def store(new_desk: Make) -> SqlStore:
    return new_desk()


@pytest.fixture
def put(store: SqlStore) -> Put:
    """Puts a case on the desk and gives its number."""

    def one(case, action=None):  # type: ignore[no-untyped-def]
        with store.work(store.signed_in, "test", action) as work:
            return work.new_case(case)

    return one
