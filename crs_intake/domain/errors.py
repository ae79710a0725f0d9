"""The four kinds of trouble a person at the desk can meet.

Not acceptable (stands beside the field), cannot happen now (lists what can),
the world (disk, database, saved meanwhile), and a gap in the dated book.
Each carries a sentence and what to do next; none carries personal data.
"""

from __future__ import annotations

from collections.abc import Sequence


class DeskError(Exception):
    """A trouble with a sentence for the person (`str(e)`) and a way out (`e.then`)."""

    def __init__(self, sentence: str, *, then: str = "") -> None:
        super().__init__(sentence)
        self.then = then


class NotAcceptable(DeskError, ValueError):
    """Something typed or given cannot be taken as it stands; `where` names the field."""

    def __init__(self, sentence: str, *, where: str = "", then: str = "") -> None:
        super().__init__(sentence, then=then)
        self.where = where


class CannotHappenNow(DeskError):
    """The act is not possible in the case's present state; `section` says why."""

    def __init__(self, sentence: str, *, section: str = "", then: str = "") -> None:
        super().__init__(sentence, then=then)
        self.section = section


class NotAllowed(DeskError):
    """The signed-in person has no right to this act (table of rights)."""


class NeedsSecond(NotAllowed):
    """The act waits for a second person, who signs in beside (safety: 4.6).

    `absent`: where nobody else is at the desk, the weekly report may stand in.
    """

    def __init__(self, sentence: str, *, then: str = "", absent: bool = False) -> None:
        super().__init__(sentence, then=then)
        self.absent = absent


class NotInForce(DeskError):
    """The book has no number for that day; a gap is an error, never zero."""


class Missing(DeskError):
    """Facts that a document or act needs are not there; `items` names all of them."""

    def __init__(self, sentence: str, items: Sequence[str], *, then: str = "") -> None:
        super().__init__(sentence, then=then)
        self.items = tuple(items)


class WorldTrouble(DeskError):
    """Disk, database or device failed; what was typed is kept and can be tried again."""


class SavedMeanwhile(WorldTrouble):
    """The record was saved at another desk while it was open here."""


class UnreadableStore(WorldTrouble):
    """The store cannot be opened: wrong password, newer version, damaged or unsafe place."""


class Damaged(UnreadableStore):
    """The store's file is not what was written: it is read out, never written to (safety: 4.12)."""
