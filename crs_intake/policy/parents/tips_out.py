"""What goes to DES through TIPS: referrals, denials, endings, newborns, each told once (803.E, 804.B.6).

A record stands as long as its facts do; what an earlier day's file told is not
told again, and the same day's file may be made again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import NAMESPACE_OID, uuid5

from crs_intake.domain.case import Case
from crs_intake.domain.errors import DeskError, NotAcceptable
from crs_intake.domain.parents import Newborn, ParentsApplication
from crs_intake.domain.parents_decision import TipsOut
from crs_intake.domain.text import N_, Filled, Sentence, filled
from crs_intake.domain.tips import TipsQueues, TipsSent
from crs_intake.policy.book import Book
from crs_intake.policy.parents import after
from crs_intake.policy.parents.decide import decide

SENT = ("case", "name", "client_id", "kind", "reason", "date", "section")
IN_CASE = N_("Case {case}: {reason}")


@dataclass(frozen=True, slots=True)
class Record:
    """One line for DES; `key` is the same on every day on which it stands."""

    key: str
    cells: tuple[str, ...]
    """Under `SENT`."""


def standing(cases: Sequence[Case], book: Book, day: date) -> tuple[Record, ...]:
    """Every record for DES that stands on a day; raises NotAcceptable naming a case that cannot be read."""
    return tuple(
        _record(case, case.parents, sent, day)
        for case in cases
        if case.parents is not None
        for sent in _of_case(case, book, day)
    )


def _of_case(case: Case, book: Book, day: date) -> tuple[TipsOut, ...]:
    try:
        return decide(case, book, day).tips
    except DeskError as trouble:
        raise NotAcceptable(filled(IN_CASE, case=case.number, reason=_sentence(trouble))) from None


def _sentence(trouble: DeskError) -> Sentence | str:
    """The trouble with its message id, so that it is said in the language in use."""
    said = trouble.args[0]
    return Sentence(said.message, said.blanks) if isinstance(said, Filled) else str(said)


def unsent(records: Sequence[Record], before: TipsQueues, day: date) -> tuple[Record, ...]:
    """The records that no file of an earlier day told."""
    told = {each.key for each in before.sent if each.on < day}
    return tuple(each for each in records if each.key not in told)


def marked(before: TipsQueues, records: Sequence[Record], day: date) -> TipsQueues:
    """The queues after a file with the unsent records was written; what stands no more is forgotten."""
    told = {each.key: each.on for each in before.sent}
    keys = dict.fromkeys(each.key for each in records)
    return replace(before, sent=tuple(TipsSent(key=key, on=told.get(key, day)) for key in keys))


def _record(case: Case, told: ParentsApplication, sent: TipsOut, day: date) -> Record:
    newborn = _newborn(told, sent)
    id = newborn.parent if newborn is not None else sent.person
    facts = told.parent(id)
    client = facts.des.client_id if facts is not None and facts.des is not None else ""
    key = uuid5(NAMESPACE_OID, repr((case.number, sent.person, sent.kind, sent.reason, sent.section))).hex
    cells = (case.number, whom(case, sent), client, sent.kind, sent.reason, day.isoformat(), sent.section)
    return Record(key, cells)


def whom(case: Case, sent: TipsOut) -> str:
    """The person of a record as DES reads it; a newborn by its name, birth date and parent."""
    newborn = _newborn(case.parents, sent) if case.parents is not None else None
    id = newborn.parent if newborn is not None else sent.person
    person = case.person(id)
    name = f"{person.family}, {person.given}" if person is not None else id
    return f"{newborn.name or 'Newborn'} (born {newborn.born}) of {name}" if newborn is not None else name


def _newborn(told: ParentsApplication, sent: TipsOut) -> Newborn | None:
    return next(
        (each for each in told.newborns if after.newborn_id(each, told.newborns) == sent.person), None
    )
