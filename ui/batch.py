"""The words around a batch of letters: what is chosen, what was made, what is blocked; no Qt in here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from crs_intake.casework.batch import Blocked, Choice, Errand, Made, Ready
from crs_intake.domain.text import N_
from crs_intake.words import say, told
from ui import names

SPANS: tuple[tuple[int | None, str], ...] = (
    (None, N_("Whenever they are due")), (0, N_("Overdue or due today")), (7, N_("Due within 7 days")),
)  # fmt: skip
"""Days from today within which a paper is due, and how the choice is called."""


@dataclass(frozen=True)
class Kind:
    """One kind of paper that can be chosen."""

    document: str
    words: str
    count: int
    letter: bool


def kinds(errands: Iterable[Errand]) -> tuple[Kind, ...]:
    """The kinds that are due with how many of each: letters first, then forms to be signed."""
    some: dict[str, Errand] = {}
    counts: Counter[str] = Counter()
    for errand in errands:
        some.setdefault(errand.document, errand)
        counts[errand.document] += 1
    made = [
        Kind(id, say("{document} {name} ({count})", document=id, name=some[id].what, count=counts[id]),
             counts[id], some[id].letter)
        for id in some
    ]  # fmt: skip
    return tuple(sorted(made, key=lambda kind: (not kind.letter, kind.document)))


def choice(documents: Iterable[str], clinic: str, days: int | None, on: date, *, printed: bool) -> Choice:
    """What the person ticked."""
    until = None if days is None else on + timedelta(days=days)
    return Choice(frozenset(documents), clinic, until, printed)


def chosen_words(chosen: Sequence[Errand]) -> str:
    """How many papers of how many cases, or what to do while it is none."""
    if not chosen:
        return say("No paper is chosen. Tick what is to be made; forms are made only when they are ticked.")
    cases = len({errand.number for errand in chosen})
    return say("Papers: {count}, of cases: {cases}.", count=len(chosen), cases=cases)


def made_words(made: Made) -> str:
    """What came of it, before anything is printed."""
    words = say(
        "Papers ready: {count}, for recipients: {recipients}, pages: {pages}.", count=len(made.ready),
        recipients=len(made.mails), pages=made.pages,
    )  # fmt: skip
    if made.blocked:
        words += " " + say("Not made: {count}; below stands what to do.", count=len(made.blocked))
    if made.left:
        words += " " + say("Cancelled: {count} were not begun.", count=made.left)
    return words


def ready_words(ready: Ready) -> str:
    """A paper in the list of those that went out."""
    errand = ready.errand
    first = ready.mail.to[0] if ready.mail.to else names.recipients((errand.to,))
    return say("{reader} · {document} {name} · {applicant}", reader=first, document=errand.document,
               name=errand.what, applicant=errand.applicant or say("(name not known)"))  # fmt: skip


def blocked_words(blocked: Blocked) -> tuple[str, str]:
    """A paper that was not made, and what to do about it."""
    errand = blocked.errand
    title = say("{applicant}: {document} {name}, {to}", applicant=errand.applicant or errand.number,
                document=errand.document, name=errand.what, to=names.recipients((errand.to,)))  # fmt: skip
    lacks = "; ".join(blocked.items)
    why = say("It lacks: {items}.", items=lacks) if lacks else told(blocked.why)
    return title, " ".join(part for part in (why, told(blocked.then)) if part)
