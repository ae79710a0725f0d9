"""Memory: one encrypted SQLCipher file for a desk, and the keys of the people who may open it.

The only room that knows SQLAlchemy, SQLCipher, argon2 and Alembic. Its doors
are here; what lies behind them is loaded when one is opened, as the sign-in
page needs only the names.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from crs_intake.domain.errors import NotAcceptable, UnreadableStore
from crs_intake.domain.text import N_
from crs_intake.storage import keys
from crs_intake.storage.server import address
from crs_intake.storage.slots import STRONG, WEAK_FOR_TESTS_ONLY, Kdf

if TYPE_CHECKING:
    from crs_intake.clock import Clock
    from crs_intake.domain.safety import Backup, Rescued
    from crs_intake.storage.server.store import ServerStore
    from crs_intake.storage.store import SqlStore

__all__ = [
    "STRONG",
    "WEAK_FOR_TESTS_ONLY",
    "Kdf",
    "backups_in",
    "create",
    "exists",
    "is_on_server",
    "join",
    "open_rescued",
    "open_store",
    "open_with_recovery",
    "restore",
    "users",
]


def exists(folder: Path) -> bool:
    """Whether a desk was set up in this folder, or joined to a server."""
    return (folder / keys.FILE).exists() or is_on_server(folder)


def is_on_server(folder: Path) -> bool:
    """Whether the desk of this folder is on a server."""
    return (folder / address.FILE).exists()


def users(folder: Path) -> tuple[str, ...]:
    """The names of the people who can sign in, or lately did on a server. Raises UnreadableStore."""
    joined = address.joined(folder)
    return joined.people if joined else keys.read(folder).names


def create(
    folder: Path,
    first_user: str,
    password: str,
    clock: Clock,
    *,
    site: str = "",
    kdf: Kdf = STRONG,
    anchors: Path | None = None,
) -> tuple[SqlStore, tuple[str, str]]:
    """Set up a desk: gives the open store and the two recovery codes to print, one for each holder.

    Raises NotAcceptable (name, password) and UnreadableStore. `kdf` is lowered by tests only; the
    slots say so. `anchors` is a folder outside the desk's, where the head of the trail is remembered.
    """
    from crs_intake.storage.doors import create as behind

    return behind(folder, first_user, password, clock, site, kdf, anchors)


def open_store(
    folder: Path, user: str, password: str, clock: Clock, *, alone: bool = True, anchors: Path | None = None
) -> SqlStore | ServerStore:
    """Open the desk with a person's password. Raises UnreadableStore with a sentence.

    With `alone` a second program on the same folder is refused (of a desk on a server there may be many).
    """
    if joined := address.joined(folder):
        return _on_server(joined, folder, user, password, clock, anchors)
    from crs_intake.storage.doors import open_store as behind

    return behind(folder, user, password, clock, alone, anchors)


def join(
    folder: Path, server: str, user: str, password: str, clock: Clock, *, anchors: Path | None = None
) -> ServerStore:
    """Open the desk of a server for the first time on this computer; the address is remembered.

    Raises NotAcceptable (the address), UnreadableStore. A folder with a desk of its own is refused.
    """
    if (folder / keys.FILE).exists():
        raise UnreadableStore(
            N_("There is a desk in this folder already."), then=N_("Choose another folder to join a server.")
        )
    return _on_server(address.Joined(address.read(server)), folder, user, password, clock, anchors)


def _on_server(
    joined: address.Joined, folder: Path, user: str, password: str, clock: Clock, anchors: Path | None
) -> ServerStore:
    from crs_intake.storage.server.doors import open_server

    store = open_server(joined.address, user, password, clock, folder, anchors)
    known = joined.with_person(store.signed_in.name)
    if known != address.joined(folder):
        address.keep(folder, known)
    return store


def open_rescued(folder: Path, user: str, password: str, clock: Clock) -> tuple[SqlStore, Rescued]:
    """What can still be read of a damaged desk, in a copy in which nothing is kept, and what is missing.

    The damaged file is only read. Raises UnreadableStore with a sentence.
    """
    from crs_intake.storage.doors import open_rescued as behind

    return behind(folder, user, password, clock)


def open_with_recovery(
    folder: Path, code: str, reason: str, clock: Clock, *, anchors: Path | None = None
) -> SqlStore:
    """Open the desk with a printed code; the reason stands in the audit trail. Raises UnreadableStore."""
    if is_on_server(folder):
        raise NotAcceptable(
            N_("A desk on a server has no recovery codes."),
            then=N_("An administrator of the site gives a new password in Settings, People."),
        )
    from crs_intake.storage.doors import open_with_recovery as behind

    return behind(folder, code, reason, clock, anchors)


def restore(
    backup: Path,
    folder: Path,
    clock: Clock,
    *,
    name: str = "",
    password: str = "",
    code: str = "",
    anchors: Path | None = None,
) -> Path | None:
    """Put a back-up in a desk's place with a password or recovery code of its time; nothing is overwritten.

    Gives the folder to which the old desk was moved, if there was one. Raises UnreadableStore, WorldTrouble.
    """
    if is_on_server(folder):
        raise NotAcceptable(
            N_("This desk is on a server; that is done there."),
            then=N_("Ask whoever looks after the server; docs/sites.md says how."),
        )
    from crs_intake.storage.doors import restore as behind

    return behind(backup, folder, clock, name=name, password=password, code=code, anchors=anchors)


def backups_in(place: Path) -> tuple[Backup, ...]:
    """The back-ups that lie in a folder, or in this desk's folder of back-ups; the newest first."""
    from crs_intake.storage import backups

    found = backups.all_in(place) or [
        each for inner in sorted(place.glob("*")) if inner.is_dir() for each in backups.all_in(inner)
    ]
    own = [] if found else [each for each in backups.all_in(place.parent) if each.folder == place]
    return tuple(sorted((*found, *own), key=lambda each: each.made, reverse=True))
