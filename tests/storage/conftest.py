"""A real desk for every test, made in milliseconds: as an encrypted file, and on a PostgreSQL server."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from crs_intake import storage
from crs_intake.storage.server import address
from crs_intake.storage.server.store import ServerStore
from crs_intake.storage.store import SqlStore
from tests.storage.desk import BEN, CLOCK, NAME, OTHER, PASSWORD, Make, Put, set_up
from tests.storage.server import Server, running


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every test of the store runs on both, unless it is about the file itself."""
    if "place" in metafunc.fixturenames:
        of_a_file = metafunc.definition.get_closest_marker("of_a_file")
        metafunc.parametrize("place", ["file"] if of_a_file else ["file", "server"], indirect=True)


@pytest.fixture
def place(request: pytest.FixtureRequest) -> str:
    """Where the desk of the test lies: "file" or "server"."""
    return str(request.param)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A server of this worker's own; where its programs are missing the test is skipped and says so."""
    yield from running()


@pytest.fixture
def joined(server: Server, tmp_path: Path) -> Iterator[Callable[..., ServerStore]]:
    """Opens desks on the server, each in a folder of its own; `desk` of an earlier one opens that again."""
    made: list[ServerStore] = []

    def open_desk(
        name: str = "desk", site: str = "PHX", *, desk: address.Address | None = None, user: str = NAME,
        password: str = PASSWORD,
    ) -> ServerStore:  # fmt: skip
        folder = tmp_path / name
        place = desk or server.new_desk(site)
        made.append(storage.join(folder, place.url, user, password, CLOCK))
        return made[-1]

    yield open_desk
    for store in made:
        store.abandon()
    for place in {store.address for store in made}:
        server.forget(place)


@pytest.fixture
def new_desk(place: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Make]:
    """Sets up desks in folders of their own and lets go of them after the test."""
    made: list[SqlStore] = []
    joined = request.getfixturevalue("joined") if place == "server" else None

    def create(name: str = "desk", site: str = "PHX") -> SqlStore:
        if joined is not None:
            return joined(name, site)  # type: ignore[no-any-return]
        made.append(set_up(tmp_path / name, site))
        return made[-1]

    yield create
    for store in made:
        store.abandon()


@pytest.fixture
def store(new_desk: Make) -> SqlStore:
    return new_desk()


@pytest.fixture
def ben(place: str, store: SqlStore, request: pytest.FixtureRequest) -> SqlStore:
    """The store as Ben of the same site has it: on a server he signs in beside, with his own password."""
    if place == "file":
        return store
    joined, on_server = request.getfixturevalue("joined"), store.address  # type: ignore[attr-defined]
    store.add_person(store.signed_in, BEN.name, BEN.roles, BEN.site, OTHER)
    return joined("ben", desk=on_server, user=BEN.name, password=OTHER)  # type: ignore[no-any-return]


@pytest.fixture
def put(store: SqlStore) -> Put:
    """Puts a case on the desk and gives its number."""

    def one(case, action=None):  # type: ignore[no-untyped-def]
        with store.work(store.signed_in, "test", action) as work:
            return work.new_case(case)

    return one
