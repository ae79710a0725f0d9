"""Who may import whom. Data walks one way: domain, policy, documents, casework, forms, windows.

To open a wall, change the table here in the same commit and say why.
"""

import sys
from dataclasses import dataclass

import pytest

from tests.house.source import Source, in_room, program


@dataclass(frozen=True)
class Wall:
    """What a room may import: other rooms of the house, and libraries beyond the standard one."""

    room: str
    rooms: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ()


DOMAIN, POLICY = "crs_intake.domain", "crs_intake.policy"
WORDS, CODEC, CLOCK = "crs_intake.words", "crs_intake.codec", "crs_intake.clock"
PLURALS = "crs_intake.plurals"
PAGES = (
    "ui.forms", "ui.batch", "ui.because_days", "ui.because_words", "ui.clock_words", "ui.flow",
    "ui.ladder_words", "ui.names", "ui.papers", "ui.steps", "ui.tastes", "ui.views", "ui.wiring",
)  # fmt: skip
BELOW_FORMS = (
    "crs_intake.casework",
    "crs_intake.documents",
    POLICY,
    DOMAIN,
    WORDS,
    CODEC,
    CLOCK,
    "resources",
)

# The first wall that fits a file holds, so the narrow ones stand first.
WALLS = (
    Wall(DOMAIN),
    Wall("crs_intake.policy.shelf", (POLICY, DOMAIN, "resources"), ("yaml",)),
    Wall(POLICY, (POLICY, DOMAIN, "resources")),
    Wall(
        "crs_intake.documents",
        (POLICY, DOMAIN, WORDS, "resources"),
        ("reportlab", "pikepdf", "segno", "yaml", "babel"),
    ),
    Wall(
        "crs_intake.storage",
        (DOMAIN, CODEC, CLOCK, WORDS),
        (
            *("sqlalchemy", "sqlcipher3", "psycopg", "alembic"),
            *("argon2", "cryptography", "rapidfuzz", "platformdirs"),
        ),
    ),
    Wall(
        "crs_intake.exchange",
        (DOMAIN, CODEC, WORDS),
        ("pydantic", "rapidfuzz", "PIL", "pypdfium2", "zxingcpp"),
    ),
    Wall(
        "crs_intake.casework",
        ("crs_intake.documents", POLICY, DOMAIN, WORDS, CODEC, CLOCK),
        ("rapidfuzz", "phonenumbers"),
    ),
    Wall(CODEC, (DOMAIN,), ("pydantic",)),
    Wall(CLOCK, (DOMAIN,)),
    Wall(WORDS, (DOMAIN, PLURALS, "resources"), ("babel",)),
    Wall(PLURALS),
    Wall("crs_intake.desk_words", ("crs_intake",), ("platformdirs",)),
    Wall("crs_intake.server_words", ("crs_intake",)),
    Wall("crs_intake.cli", ("crs_intake", "ui.__main__", "resources"), ("platformdirs",)),
    Wall("ui.forms", (*PAGES, *BELOW_FORMS), ("phonenumbers", "rapidfuzz")),
    Wall("ui.flow", (*PAGES, *BELOW_FORMS)),
    Wall("ui.qt", (*PAGES, *BELOW_FORMS), ("PySide6", "pypdfium2")),
    Wall("ui.__main__", ("crs_intake", "ui", "resources"), ("PySide6", "platformdirs")),
    Wall("resources"),
    Wall("crs_intake"),
    Wall("ui", (*PAGES, *BELOW_FORMS)),
)
OURS = ("crs_intake", "ui", "resources", "tests")

# Nothing in this program talks to a network (safety.md): there is nothing to intercept.
NETWORK = """
socket ssl http.client http.server urllib.request ftplib smtplib imaplib xmlrpc socketserver asyncio
requests httpx PySide6.QtNetwork PySide6.QtWebEngineCore PySide6.QtWebEngineWidgets
"""


MAY_OPEN_THE_STORE = (
    "crs_intake.storage", "crs_intake.cli", "crs_intake.desk_words", "crs_intake.server_words", "ui.__main__",
)  # fmt: skip


def wall_of(source: Source) -> Wall:
    return next(wall for wall in WALLS if in_room(source, wall.room))


def below(name: str, *roots: str) -> bool:
    return any(name == root or name.startswith(f"{root}.") for root in roots)


def breaches(source: Source) -> list[str]:
    """Say each import that this file's room may not make."""
    wall, said = wall_of(source), []
    for name, node in source.imports():
        top = name.split(".")[0]
        if top in OURS:
            # `from crs_intake import words` names the room; __version__ and the room itself are free.
            own = () if wall.room in {"ui", "crs_intake"} else (wall.room,)
            fine = below(name, *own, *wall.rooms) or name in {"crs_intake.__version__", "resources.here"}
        else:
            fine = top in sys.stdlib_module_names or top in wall.libraries
        if not fine:
            may = ", ".join((*wall.rooms, *wall.libraries)) or "the standard library alone"
            said.append(f"{source.at(node)}: {wall.room} imports {name}; it may import {may}")
    return said


@pytest.mark.parametrize("wall", WALLS, ids=lambda wall: wall.room)
def test_a_room_imports_only_what_it_may(wall: Wall) -> None:
    said = [line for source in program() if wall_of(source) is wall for line in breaches(source)]
    assert not said, "\n".join(sorted(set(said)))


def test_nothing_imports_the_network() -> None:
    said = [
        f"{source.at(node)} imports {name}"
        for source in program()
        for name, node in source.imports()
        if below(name, *NETWORK.split())
    ]
    assert not said, "\n".join(said)


def test_only_the_wires_and_tests_know_concrete_stores() -> None:
    # The wall table already says so; this names the one property a newcomer must keep.
    said = [
        source.at(node)
        for source in program()
        for name, node in source.imports()
        if below(name, "crs_intake.storage") and not in_room(source, *MAY_OPEN_THE_STORE)
    ]
    assert not said, "Only cli and ui.__main__ may import the store: " + ", ".join(said)
