"""All letters that are due, made in one go: chosen, drawn and kept one by one, then printed and mailed.

What was made when somebody presses Cancel stays made, nothing is half. A paper
that lacks something is told with what it lacks, and the rest goes on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Protocol
from uuid import UUID

from crs_intake.casework import faxing, keeping, papers, worklist
from crs_intake.casework.ports import Desk
from crs_intake.casework.rights import allow
from crs_intake.clock import today
from crs_intake.documents import catalogue, envelopes, job
from crs_intake.documents.envelopes import Mail
from crs_intake.domain.case import Case
from crs_intake.domain.errors import DeskError, Missing, NotAcceptable, WorldTrouble
from crs_intake.domain.kept import KeptDocument
from crs_intake.domain.moment import Moment
from crs_intake.domain.text import N_
from crs_intake.policy.catalogue import catalogue as listed
from crs_intake.words import say

AT_ONCE = 100
"""Cases that are read together."""


class Progress(Protocol):
    """Long work tells how far it is and asks whether the person cancelled."""

    def step(self, done: int, of: int) -> None:
        """Say that `done` of `of` parts are finished."""
        ...

    @property
    def cancelled(self) -> bool:
        """Whether the person pressed Cancel."""
        ...


class Cancelled(Exception):  # noqa: N818 - no trouble, the person wished it
    """The person pressed Cancel while several papers were noted together: none of them is."""


class Quiet:
    """Progress that nobody looks at."""

    cancelled = False

    def step(self, done: int, of: int) -> None:
        """Nobody is told."""


@dataclass(frozen=True)
class Errand:
    """One paper that has to go to one recipient."""

    number: str
    applicant: str
    document: str
    what: str
    """Its name in the language of the desk."""
    to: str
    due: Moment | None
    status: str
    """due, drafted or printed."""
    letter: bool
    """A letter, not a form that somebody has to sign first."""
    sites: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells it from all others."""
        return self.number, self.document, self.to


@dataclass(frozen=True)
class Choice:
    """Which of the errands are wanted."""

    documents: frozenset[str] | None = None
    """Numbers of papers; None = every letter."""
    clinic: str = ""
    """Id of a clinic; "" = of all."""
    until: date | None = None
    """Due by that day; None = whenever."""
    printed: bool = False
    """Also what was printed before and only has to be mailed."""

    def takes(self, errand: Errand) -> bool:
        """Whether the errand is wanted."""
        wanted = errand.letter if self.documents is None else errand.document in self.documents
        here = not self.clinic or self.clinic.casefold() in {site.casefold() for site in errand.sites}
        near = self.until is None or (errand.due is not None and errand.due.day <= self.until)
        return wanted and here and near and (self.printed or errand.status != "printed")


@dataclass(frozen=True)
class Ready:
    """A paper that was made and kept, with where it goes."""

    id: str
    errand: Errand
    pages: int
    mail: Mail
    status: str
    """drafted or printed."""


@dataclass(frozen=True)
class Blocked:
    """A paper that could not be made, why, and what to do."""

    errand: Errand
    why: str
    items: tuple[str, ...] = ()
    """The facts that it lacks."""
    then: str = ""


@dataclass(frozen=True)
class Made:
    """What came of a batch; the papers lie as they are printed, those of one recipient together."""

    ready: tuple[Ready, ...]
    blocked: tuple[Blocked, ...]
    left: int = 0
    """Errands that were not looked at, because the person cancelled."""

    @property
    def pages(self) -> int:
        """Pages of all papers."""
        return sum(each.pages for each in self.ready)

    @property
    def mails(self) -> tuple[Mail, ...]:
        """One envelope for each recipient, in the order of the papers."""
        return tuple(dict.fromkeys(each.mail for each in self.ready))


def errands(desk: Desk) -> tuple[Errand, ...]:
    """Every paper that has to go out and that this person may send, the first due first."""
    made, served = {entry.id for entry in catalogue.known()}, desk.store.served()
    found: dict[tuple[str, str, str], Errand] = {}
    for row in worklist.papers(desk):
        document, sites = row.opens.document, served.get(row.number, ())
        if document not in made or row.status == "returned" or not _ours(desk, sites):
            continue
        if document == faxing.TAD and faxing.open_packets(desk, row.number):
            continue  # the whole packet waits for the fax: no TAD alone beside it
        letter = listed()[document].kind == "letter"
        what = row.what.removeprefix(f"{document} ")
        for to in row.to:
            if to != catalogue.CASE_FILE:
                errand = Errand(row.number, row.applicant, document, what, to, row.due, row.status, letter,
                                sites)  # fmt: skip
                found.setdefault(errand.key, errand)
    return tuple(found.values())


def _ours(desk: Desk, sites: Sequence[str]) -> bool:
    own = desk.actor.site.casefold()
    return not own or not sites or own in {site.casefold() for site in sites}


def make(desk: Desk, chosen: Iterable[Errand], progress: Progress | None = None) -> Made:
    """Draw and keep each of the papers, those of one recipient together; what is blocked is told."""
    allow(desk, "papers.prepare")
    progress = progress or Quiet()
    ready: list[Ready] = []
    blocked: list[Blocked] = []
    mails, unread = _mails(desk, tuple(chosen))
    order = sorted(mails, key=lambda errand: _place(mails[errand], errand))
    blocked += unread
    for done, errand in enumerate(order):
        if progress.cancelled:
            return Made(tuple(ready), tuple(blocked), len(order) - done)
        try:
            paper = papers.prepare(desk, errand.number, errand.document, errand.to)
            pages = job.pages_of(paper.pdf)
            ready.append(Ready(paper.id, errand, pages, mails[errand], paper.status))
        except WorldTrouble:
            raise
        except DeskError as trouble:
            blocked.append(_blocked(errand, trouble))
        progress.step(done + 1, len(order))
    return Made(tuple(ready), tuple(blocked))


def printed(desk: Desk) -> tuple[Ready, ...]:
    """What was printed and is still to be mailed, in the order of the recipients."""
    waiting = {each.key: each for each in errands(desk) if each.status == "printed"}
    mails, _ = _mails(desk, tuple(waiting.values()))
    found: list[Ready] = []
    for number in dict.fromkeys(each.number for each in mails):
        newest = {(each.document, to): each for each in desk.store.documents(number) for to in each.to}
        for errand in (each for each in mails if each.number == number):
            paper = newest.get((errand.document, errand.to))
            if paper is not None and paper.status == "printed" and paper.sound:
                pages = job.pages_of(paper.pdf)
                found.append(Ready(paper.id, errand, pages, mails[errand], paper.status))
    return tuple(sorted(found, key=lambda each: _place(each.mail, each.errand)))


def sheets(desk: Desk, ready: Iterable[Ready]) -> Iterator[tuple[Ready, KeptDocument]]:
    """The papers one after the other, as they were kept; only one of them lies in memory."""
    for each in ready:
        paper = desk.store.document(each.id)
        papers.proved(paper)
        yield each, paper


def to_file(desk: Desk, ready: Sequence[Ready], path: Path, progress: Progress | None = None) -> bool:
    """Write all papers as one PDF; cancelled or failed, there is no file. Notes each as taken out."""
    progress = progress or Quiet()
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as out:
            whole = job.Job(out, "CRS letters")
            for done, (_, paper) in enumerate(sheets(desk, ready), 1):
                if progress.cancelled:
                    return False
                whole.add(paper.pdf)
                progress.step(done, len(ready))
            whole.finish()
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    with desk.store.work(desk.actor, "papers.exported") as work:
        for each in ready:
            work.note("papers.exported", each.errand.number, id=each.id, document=each.errand.document)
    return True


def mark_printed(
    desk: Desk, ready: Sequence[Ready], printer: str = "", progress: Progress | None = None
) -> tuple[Ready, ...]:  # fmt: skip
    """Note that papers came out of a printer, all or none; what was printed before is not noted again."""
    new = [each.id for each in ready if each.status != "printed"]
    if new:
        told = papers.Told(printer=printer)
        papers.mark_all(desk, new, "printed", told=told, tell=(progress or Quiet()).step)
    return tuple(replace(each, status="printed") for each in ready)


def mark_mailed(
    desk: Desk, ids: Sequence[str], on: date | None = None, *, action: UUID | None = None,
    progress: Progress | None = None,
) -> None:  # fmt: skip
    """Note that papers were mailed on a day (today, if none is given), all of them or none."""
    told, progress = papers.Told(on=on), progress or Quiet()

    def tell(done: int, of: int) -> None:
        progress.step(done, of)
        if progress.cancelled:
            raise Cancelled

    papers.mark_all(desk, ids, "sent", "mail", told=told, action=action, tell=tell)


def bundles(ready: Sequence[Ready], most: int = 50) -> Iterator[tuple[Ready, ...]]:
    """Papers in parts for the printer: about so many, and never one recipient's papers torn apart."""
    begun: list[Ready] = []
    for each in ready:
        if len(begun) >= most and each.mail != begun[-1].mail:
            yield tuple(begun)
            begun = []
        begun.append(each)
    if begun:
        yield tuple(begun)


def _mails(desk: Desk, chosen: Sequence[Errand]) -> tuple[dict[Errand, Mail], list[Blocked]]:
    """Where each paper goes; cases are read some at a time and not kept."""
    on, at = today(desk.clock), keeping.now(desk)
    wanted: dict[str, list[Errand]] = {}
    for errand in chosen:
        wanted.setdefault(errand.number, []).append(errand)
    numbers, found, blocked = list(wanted), dict[Errand, Mail](), list[Blocked]()
    for start in range(0, len(numbers), AT_ONCE):
        for stored in desk.store.cases(numbers=numbers[start : start + AT_ONCE]):
            for errand in wanted[stored.case.number]:
                try:
                    _readable(desk, stored.case, errand)
                    found[errand] = envelopes.mail(stored.case, desk.book, on, errand.to, at=at)
                except DeskError as trouble:
                    blocked.append(_blocked(errand, trouble))
    return found, blocked


def _place(mail: Mail, errand: Errand) -> tuple[object, ...]:
    lines = tuple(line.casefold() for line in mail.to)
    return lines, mail.back, errand.applicant.casefold(), errand.number, errand.document


def _readable(desk: Desk, case: Case, errand: Errand) -> None:
    """A paper with letters that no font has is not printed among many: somebody must look at it."""
    lacking = papers.unprintable(desk, case, errand.document, errand.to)
    if lacking:
        raise NotAcceptable(
            say(N_("No font here has these letters: {letters}."), letters=lacking),
            then=N_("Print it by itself, and write the words by hand."),
        )


def _blocked(errand: Errand, trouble: DeskError) -> Blocked:
    items = tuple(trouble.items) if isinstance(trouble, Missing) else ()
    return Blocked(errand, str(trouble), items, trouble.then)
