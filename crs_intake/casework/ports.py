"""What casework needs of its surroundings: a store, and the things a desk has at hand.

The store is filled by `storage`; nothing in here knows about databases. The
values that go in and out of it are those of `domain.kept`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol
from uuid import UUID

from crs_intake.clock import Clock
from crs_intake.domain.actor import Actor, Role
from crs_intake.domain.case import Case
from crs_intake.domain.event import Event
from crs_intake.domain.kept import (
    AuditLine,
    Determination,
    Draft,
    Found,
    Kept,
    KeptDocument,
    OpenCase,
    PaperStatus,
    Stored,
)
from crs_intake.domain.moment import Moment
from crs_intake.domain.partner import Partnership
from crs_intake.domain.safety import Backup, BackupState, Doubt
from crs_intake.domain.scan import Looked, Picture, Scan
from crs_intake.domain.site import Site
from crs_intake.domain.tips import TipsQueues
from crs_intake.policy.book import Book


class Work(Protocol):
    """One transaction at the desk; left without error it is committed whole, else not at all."""

    result: str
    """A short answer kept with the action, given back when the action is tried again."""

    @property
    def repeated(self) -> bool:
        """Whether this action was committed before: nothing is written then, `result` tells what it gave."""
        ...

    def case(self, number: str) -> Stored:
        """The case as it is now; raises DeskError if there is none."""
        ...

    def new_case(self, case: Case, *, closed: date | None = None) -> str:
        """Put a new case in; gives its number (made if the case has none)."""
        ...

    def keep(self, case: Case, version: int, *, closed: date | None = None) -> int:
        """Keep changed facts and added events; raises SavedMeanwhile if `version` is no longer the newest.

        `closed` is the day from which the case has left the worklist, or None while it is open.
        """
        ...

    def keep_determination(self, determination: Determination) -> int:
        """Add a determination and give its version; an earlier one is never changed."""
        ...

    def keep_document(self, document: KeptDocument) -> None:
        """Add a produced paper with its bytes."""
        ...

    def keep_scan(self, scan: Scan) -> None:
        """Add a received paper with its bytes, as it came."""
        ...

    def mark_document(self, id: str, status: PaperStatus, at: Moment, method: str = "") -> None:
        """Note that a kept paper was printed, sent, returned or cancelled."""
        ...

    def restate_document(self, id: str, status: PaperStatus, sent: Moment | None, method: str) -> None:
        """Give a kept paper the status that follows after something noted of it was taken back."""
        ...

    def tips_queues(self) -> TipsQueues:
        """What waits in the queues of the DES interface (804.B)."""
        ...

    def keep_tips_queues(self, queues: TipsQueues) -> None:
        """Keep what waits, in place of what waited before."""
        ...

    def keep_draft(self, draft: Draft) -> None:
        """Keep what is typed on a page, in place of the person's earlier draft of that page."""
        ...

    def take_drafts(self, number: str, wizard: str, by: str) -> None:
        """Go on with the drafts that another person began."""
        ...

    def drop_drafts(self, number: str, wizard: str, page: str = "") -> None:
        """Forget one's own drafts of a wizard, or of one of its pages, once kept as facts."""
        ...

    def not_the_same(self, number: str, other: str) -> None:
        """Remember that two cases are different children; they are not asked about again."""
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
    def cases(self, *, open_only: bool = True, numbers: Sequence[str] | None = None) -> Iterable[Stored]: ...
    def versions(self, *, open_only: bool = True) -> Mapping[str, int]:
        """Number → version of every case, or of those still on the worklist."""
        ...

    def served(self) -> Mapping[str, tuple[str, ...]]:
        """Number → sites that serve the case, of every case that has any."""
        ...

    def board(self, at: Moment, stamp: str) -> Sequence[OpenCase]:
        """Every open case with the kept rows of Today that fit the case and the moment, if there are any."""
        ...

    def keep_board(self, stamp: str, kept: Mapping[str, Kept]) -> None:
        """Keep rows of Today by case number, in place of those that held at the same time or later."""
        ...

    def preference(self, actor: Actor, name: str) -> str:
        """What a person chose for their own screens, or nothing."""
        ...

    def keep_preference(self, actor: Actor, name: str, value: str) -> None:
        """Keep what a person chose for their own screens; nothing of a case."""
        ...

    def search(self, text: str, limit: int = 50) -> Sequence[Found]: ...
    def possible_duplicates(self, case: Case, limit: int = 5) -> Sequence[Found]: ...
    def drafts(self, number: str = "") -> Sequence[Draft]: ...
    def documents(self, number: str) -> Sequence[KeptDocument]: ...
    def document(self, id: str) -> KeptDocument: ...
    def scans(self, number: str) -> Sequence[Scan]:
        """The received papers of a case without their bytes, the oldest first."""
        ...

    def scan(self, id: str) -> Scan:
        """One received paper with its bytes, proved by their hash."""
        ...

    def determinations(self, number: str) -> Sequence[Determination]: ...
    def history(self, number: str) -> Sequence[AuditLine]: ...
    def site(self) -> Site: ...
    def keep_site(self, actor: Actor, site: Site) -> None: ...
    def tips_queues(self) -> TipsQueues: ...
    def partner(self) -> Partnership: ...
    def keep_partner(self, actor: Actor, before: Partnership, after: Partnership) -> None:
        """Keep what changed of the partnership; raises SavedMeanwhile if it was changed by another."""
        ...

    def people(self) -> Sequence[Actor]: ...
    def add_person(
        self, actor: Actor, name: str, roles: frozenset[Role], site: str, password: str
    ) -> Actor: ...
    def change_person(self, actor: Actor, person: Actor) -> None: ...
    def remove_person(self, actor: Actor, id: str) -> bool:
        """Take a person off the list and seal the data anew; False where that must wait."""
        ...

    def everybody(self) -> Sequence[Actor]:
        """Everybody who ever could sign in."""
        ...

    def set_password(self, actor: Actor, id: str, password: str) -> None: ...
    def vouch(self, name: str, password: str) -> Actor:
        """The person whom this name and password belong to; for a second signature."""
        ...

    def new_recovery_code(self, actor: Actor, holder: str = "1") -> str:
        """A new code to print for one of the two holders; the earlier one opens nothing any more."""
        ...

    # The store's own safety -------------------------------------------------------------------------

    recovered: str
    """Why the desk was opened with a recovery code; "" if it was not."""
    read_only: bool
    """Whether this is a rescued copy, in which nothing is kept."""
    doubts: list[Doubt]
    """What did not look right when the desk was opened."""

    def check_weekly(self) -> Sequence[Doubt]:
        """Once in seven days: every page, line and paper; what is wrong."""
        ...

    def look_around(self) -> Sequence[Doubt]:
        """What a glance shows while people work: a clock set back, a disk that fills."""
        ...

    def trail(self, first: date, last: date) -> Sequence[AuditLine]:
        """All lines of the trail from one day to another, the oldest first."""
        ...

    def verify_trail(self) -> Doubt | None:
        """Look at every line of the trail and its anchors; the first thing that is wrong, or None."""
        ...

    def anchor(self) -> None:
        """Remember the head of the trail outside the file."""
        ...

    def back_up(self, why: str, *, if_changed: bool = False) -> Backup | None:
        """Make a verified back-up now; None if nothing changed since the newest one."""
        ...

    def backup_state(self) -> BackupState:
        """Where back-ups go and how fresh they are."""
        ...

    def choose_backup_place(self, actor: Actor, place: Path | None) -> None:
        """Choose the second folder for back-ups."""
        ...

    def listen(self, heard: Callable[[frozenset[str]], None]) -> Callable[[], None]:
        """Tell of cases that other desks change (no numbers: anything), until the given function is called.

        What hears is called on a thread of its own.
        """
        ...

    def close(self) -> None: ...


class ScanReader(Protocol):
    """What looks into a received file; whatever is in it, an answer or a DeskError comes within seconds."""

    def look(self, data: bytes) -> Looked:
        """What it is and how many pages it has; raises NotAcceptable with a sentence."""
        ...

    def codes(self, data: bytes) -> tuple[str, ...]:
        """What the codes on its pages say; empty where none can be read."""
        ...

    def page(self, data: bytes, at: int, width: int) -> Picture:
        """One page, drawn in memory at most that many dots wide; `at` counts from 0."""
        ...


@dataclass(frozen=True)
class Desk:
    """What every act has at hand: where it is kept, the book of the day, who acts, and when it is."""

    store: Store
    book: Book
    clock: Clock
    actor: Actor
    second: Actor | None = None
    """Who signed in beside for the act in hand."""
    nobody_here: bool = False
    """The person says that nobody is there to sign beside for the act in hand; the weekly report tells it."""
    reader: ScanReader | None = None
    """Looks into received files; None where nobody hands any in."""

    @property
    def site(self) -> Site:
        """The site's settings, as the book carries them."""
        return self.book.site


__all__ = [
    "AuditLine", "Desk", "Determination", "Draft", "Event", "Found", "KeptDocument", "Scan", "ScanReader",
    "Store", "Stored", "Work",
]  # fmt: skip
