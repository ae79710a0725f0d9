"""What the windows need of rooms they must not know: making and opening a desk's memory.

`ui.__main__` fills these with the real functions; a window only calls them, off its own thread.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ui.tastes import Taste

if TYPE_CHECKING:  # the sign-in window must not wait for these
    from crs_intake.casework.ports import Desk
    from crs_intake.domain.safety import Backup, Rescued
    from crs_intake.domain.site import Site
    from crs_intake.policy.book import Book


@dataclass(frozen=True)
class NewDesk:
    """What the first start asks for, and no more."""

    clinic: str
    phone: str
    person: str
    password: str
    backup: Path | None


@dataclass(frozen=True)
class Wiring:
    """The doors to the store, handed to the windows."""

    exists: Callable[[], bool]
    """Whether a desk has been set up in the data folder."""
    people: Callable[[], Sequence[str]]
    """Sign-in names of the desk."""
    create: Callable[[NewDesk], tuple[str, ...]]
    """Set up a desk; gives the recovery codes, one for each of two holders, that are shown once."""
    open: Callable[[str, str], Desk]
    """Open the desk for a person with a password."""
    recover: Callable[[str, str, str, str], Desk]
    """Open the desk with the recovery code: name, code, reason, new password."""
    sample: Callable[[], Desk]
    """Open the sample families on a clock of their own."""
    book: Callable[[Site], Book]
    """Read the book anew after the site's settings changed."""
    warm: Callable[[], tuple[tuple[str, str], ...]]
    """Load what opening needs while the person types; gives known clinics and their phones."""
    backups: Callable[[Path], tuple[Backup, ...]] = lambda _folder: ()
    """The back-ups that lie in a folder, the newest first."""
    first_place: Callable[[], Path] = Path
    """Where the desk's own back-ups lie."""
    restore: Callable[[Path, str, str, str], object] = lambda *_words: None
    """Put a back-up in the desk's place: its folder, name, password, recovery code."""
    rescue: Callable[[str, str], tuple[Desk, Rescued]] | None = None
    """What can be read of a damaged desk: name, password; None where a desk has no such door."""
    on_server: Callable[[], bool] = lambda: False
    """Whether the desk is on a server, where names are typed and back-ups are made."""
    join: Callable[[str, str, str], Desk] | None = None
    """Open the desk of a server for the first time on this computer: address, name, password."""
    taste: Callable[[str, Taste], str] = lambda _person, _what: ""
    """What a person likes: language, look (ui.tastes)."""
    keep_taste: Callable[[str, Taste, str], None] = lambda _person, _what, _value: None
    """Remember what a person likes."""
