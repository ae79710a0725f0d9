"""What casework needs of its surroundings: a store, and the things a desk has at hand.

The store is filled by `storage`; nothing in here knows about databases.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, Protocol
from uuid import UUID

from crs_intake.clock import Clock
from crs_intake.domain.actor import Actor
from crs_intake.domain.case import Case
from crs_intake.domain.event import Event
from crs_intake.domain.moment import Moment
from crs_intake.domain.site import Site
from crs_intake.policy.book import Book


@dataclass(frozen=True)
class Stored:
    """A case as it was read, with the version that a later save must still find."""

    case: Case
    version: int


@dataclass(frozen=True)
class Found:
    """A search result: enough to recognize the case, and why it matched."""

    number: str
    name: str
    born: date | None
    why: str


@dataclass(frozen=True)
class Draft:
    """What was typed on a wizard page and not yet kept as facts; resumed where it stood."""

    number: str
    wizard: str
    page: str
    fields: dict[str, str] = field(default_factory=dict)
    focus: str = ""
    by: str = ""
    at: Moment | None = None


@dataclass(frozen=True)
class KeptDocument:
    """A produced paper, kept byte for byte with its hash and the facts it used."""

    id: str
    number: str
    document: str
    """DOC-nn."""
    language: str
    to: tuple[str, ...]
    made: Moment
    pdf: bytes
    sha256: str
    status: Literal["drafted", "printed", "sent", "returned", "cancelled"] = "drafted"
    sent: Moment | None = None
    method: str = ""
    corrects: str = ""


@dataclass(frozen=True)
class Determination:
    """A kept determination: version, who, when, why, and its lines as they were."""

    number: str
    version: int
    on: date
    by: str
    at: Moment
    reason: str
    assessment: str
    """The assessment as JSON (format crs-assessment/1); never recomputed."""


class Work(Protocol):
    """One transaction at the desk; left without error it is committed whole, else not at all."""

    def case(self, number: str) -> Stored:
        """The case as it is now; raises DeskError if there is none."""
        ...

    def new_case(self, case: Case) -> str:
        """Put a new case in; gives its number (made if the case has none)."""
        ...

    def keep(self, case: Case, version: int) -> int:
        """Keep changed facts and added events; raises SavedMeanwhile if `version` is no longer the newest."""
        ...

    def keep_determination(self, determination: Determination) -> None:
        """Add a determination; an earlier one is never changed."""
        ...

    def keep_document(self, document: KeptDocument) -> None:
        """Add a produced paper with its bytes."""
        ...

    def mark_document(self, id: str, status: str, at: Moment, method: str = "") -> None:
        """Note that a kept paper was printed, sent, returned or cancelled."""
        ...

    def keep_draft(self, draft: Draft) -> None:
        """Keep what is typed on a page, in place of the page's earlier draft."""
        ...

    def drop_drafts(self, number: str, wizard: str, page: str = "") -> None:
        """Forget the drafts of a wizard, or of one of its pages, once kept as facts."""
        ...

    def note(self, act: str, number: str = "", **details: str) -> None:
        """Put a line into the audit trail (views, searches, prints; changes are noted by themselves)."""
        ...


class Store(Protocol):
    """The memory of the desk."""

    def work(self, actor: Actor, act: str, action: UUID | None = None) -> AbstractContextManager[Work]:
        """One transaction; the same `action` id a second time changes nothing and raises nothing."""
        ...

    def done(self, action: UUID) -> bool:
        """Whether that action has been committed (a retry after a lost answer asks this)."""
        ...

    def case(self, number: str) -> Stored: ...
    def cases(self, *, open_only: bool = True) -> Iterable[Stored]: ...
    def search(self, text: str, limit: int = 50) -> Sequence[Found]: ...
    def possible_duplicates(self, case: Case, limit: int = 5) -> Sequence[Found]: ...
    def drafts(self, number: str = "") -> Sequence[Draft]: ...
    def documents(self, number: str) -> Sequence[KeptDocument]: ...
    def determinations(self, number: str) -> Sequence[Determination]: ...
    def site(self) -> Site: ...
    def keep_site(self, actor: Actor, site: Site) -> None: ...
    def close(self) -> None: ...


@dataclass(frozen=True)
class Desk:
    """What every act has at hand: where it is kept, the book of the day, who acts, and when it is."""

    store: Store
    book: Book
    clock: Clock
    actor: Actor

    @property
    def site(self) -> Site:
        """The site's settings, as the book carries them."""
        return self.book.site


__all__ = ["Desk", "Determination", "Draft", "Event", "Found", "KeptDocument", "Store", "Stored", "Work"]
