"""Memory: one encrypted SQLCipher file for a desk, and the keys of the people who may open it.

The only room that knows SQLAlchemy, SQLCipher, argon2 and Alembic. Its doors
are here; what lies behind them is loaded when one is opened, as the sign-in
page needs only the names.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from crs_intake.storage import keys
from crs_intake.storage.keys import STRONG, WEAK_FOR_TESTS_ONLY, Kdf

if TYPE_CHECKING:
    from crs_intake.clock import Clock
    from crs_intake.storage.store import SqlStore

__all__ = [
    "STRONG",
    "WEAK_FOR_TESTS_ONLY",
    "Kdf",
    "create",
    "exists",
    "open_store",
    "open_with_recovery",
    "users",
]


def exists(folder: Path) -> bool:
    """Whether a desk was set up in this folder."""
    return (folder / keys.FILE).exists()


def users(folder: Path) -> tuple[str, ...]:
    """The names of the people who can sign in; read without any key. Raises UnreadableStore."""
    return keys.read(folder).names


def create(
    folder: Path, first_user: str, password: str, clock: Clock, *, site: str = "", kdf: Kdf = STRONG
) -> tuple[SqlStore, str]:
    """Set up a desk: gives the open store and the recovery code to print.

    Raises NotAcceptable (name, password) and UnreadableStore. `kdf` is lowered by tests only; the
    slots say so.
    """
    from crs_intake.storage.doors import create as behind

    return behind(folder, first_user, password, clock, site, kdf)


def open_store(folder: Path, user: str, password: str, clock: Clock, *, alone: bool = True) -> SqlStore:
    """Open the desk with a person's password. Raises UnreadableStore with a sentence.

    With `alone` a second program on the same folder is refused.
    """
    from crs_intake.storage.doors import open_store as behind

    return behind(folder, user, password, clock, alone)


def open_with_recovery(folder: Path, code: str, reason: str, clock: Clock) -> SqlStore:
    """Open the desk with the printed code; the reason stands in the audit trail. Raises UnreadableStore."""
    from crs_intake.storage.doors import open_with_recovery as behind

    return behind(folder, code, reason, clock)
