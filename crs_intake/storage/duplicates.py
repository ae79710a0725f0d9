"""Perhaps the same child: referrals come twice, with names swapped, misspelt or a digit wrong.

Candidates are gathered by birth date, telephone and the first letters of the
names, then compared on the words by which both would be found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import product

import sqlalchemy as sa
from rapidfuzz.distance import JaroWinkler

from crs_intake.domain.case import Case
from crs_intake.domain.event import Event, left_out
from crs_intake.domain.kept import Found
from crs_intake.domain.text import N_
from crs_intake.storage import mapping, schema
from crs_intake.storage.search import Word, words_of
from crs_intake.words import say

_PARENTS = frozenset({"mother", "father", "parent", "guardian", "caretaker", "grandparent"})
_AT_MOST = 300
"""Candidates of one kind that are compared."""


@dataclass(frozen=True)
class _Face:
    """What one case shows of its child and parents."""

    words: Mapping[tuple[str, bool], frozenset[str]]
    """By what it is, and whether it is the applicant's."""

    @classmethod
    def of(cls, words: Iterable[Word]) -> _Face:
        seen: dict[tuple[str, bool], set[str]] = {}
        for word, what, person in words:
            if person == "applicant" or person in _PARENTS:
                seen.setdefault((what, person == "applicant"), set()).add(word)
        return cls({key: frozenset(value) for key, value in seen.items()})

    def own(self, what: str) -> frozenset[str]:
        return self.words.get((what, True), frozenset())

    def parents(self, what: str) -> frozenset[str]:
        return self.words.get((what, False), frozenset())

    @property
    def families(self) -> frozenset[str]:
        return self.own("family") | self.own("spelling")

    @property
    def givens(self) -> frozenset[str]:
        return self.own("given") | self.own("spelling")

    @property
    def phones(self) -> frozenset[str]:
        return frozenset(each for each in self.own("phone") | self.parents("phone") if len(each) > 4)


def possible(
    connection: sa.Connection, case: Case, ssn_word: Callable[[str], str], limit: int
) -> tuple[Found, ...]:
    """Cases that may be of the same child, the likeliest first, each with what speaks for it."""
    mine = _Face.of(words_of(case, ssn_word))
    apart = _apart(connection, case.number)
    ids = _candidates(connection, mine)
    void = _void(connection, ids)
    ids |= {kept for kept in void.values() if kept}
    theirs: dict[int, list[Word]] = {}
    word = schema.words.c
    for case_id, *each in connection.execute(
        sa.select(word.case_id, word.word, word.what, word.person).where(word.case_id.in_(ids))
    ):
        seen_as = void.get(case_id, case_id)  # a merged case speaks for the one in which it goes on
        if seen_as and not {seen_as, case_id} & apart:
            theirs.setdefault(seen_as, []).append(Word(*each))
    ranked = []
    for case_id, words in theirs.items():
        points, why = _compare(mine, _Face.of(words))
        if points:
            ranked.append((-points, case_id, why))
    return tuple(_found(connection, case_id, why) for _, case_id, why in sorted(ranked)[:limit])


def _candidates(connection: sa.Connection, mine: _Face) -> set[int]:
    word = schema.words.c
    own = word.person == "applicant"
    exact = (*mine.own("born"), *mine.own("ahcccs"), *mine.own("ssn"), *mine.phones)
    found: set[int] = set()
    if exact:
        query = sa.select(word.case_id).distinct().where(word.word.in_(exact), word.what != "number")
        found.update(connection.scalars(query.limit(2 * _AT_MOST)))
    first, second = mine.own("given"), mine.own("family")
    for length in (99, 3):  # whole names before names that only start alike
        given = [_starts(word.word, each[:length]) for each in first]
        also = schema.words.alias()
        family = [_starts(also.c.word, each[:length]) for each in second]
        if given and family:
            theirs = (also.c.case_id == word.case_id, also.c.person == "applicant", sa.or_(*family))
            query = sa.select(word.case_id).distinct().where(own, sa.or_(*given), sa.exists().where(*theirs))
            found.update(connection.scalars(query.limit(_AT_MOST)))
    return found


def _starts(column: sa.ColumnElement[str], piece: str) -> sa.ColumnElement[bool]:
    return sa.and_(column >= piece, column < piece + "\U0010ffff")


def _apart(connection: sa.Connection, number: str) -> set[int]:
    """The case itself, and those that somebody found to be another child."""
    own = connection.scalar(sa.select(schema.cases.c.id).where(schema.cases.c.number == number))
    if own is None:
        return set()
    pair = schema.different.c
    with_it = (pair.lower == own) | (pair.upper == own)
    rows = connection.execute(sa.select(pair.lower, pair.upper).where(with_it))
    return {own, *(case_id for row in rows for case_id in row)}


def _void(connection: sa.Connection, ids: set[int]) -> dict[int, int]:
    """Cases that count no more → the case in which they go on, or 0 for one entered by mistake."""
    event, case = schema.events.c, schema.cases.c
    ends_it = ("merged", "entered_by_mistake")
    rows = sa.select(event.case_id, event.data).where(event.case_id.in_(ids)).order_by(event.seq)
    with_kind = sa.select(event.case_id).where(event.case_id.in_(ids), event.kind.in_(ends_it)).distinct()
    told: dict[int, list[Event]] = {}
    for case_id, data in connection.execute(rows.where(event.case_id.in_(with_kind))):
        told.setdefault(case_id, []).append(mapping.event(data))
    found: dict[int, int] = {}
    for case_id, events in told.items():
        gone = left_out(events)
        ends = [e for e in events if e.kind in ends_it and not e.document_id and e.id not in gone]
        if ends:
            number = ends[0].number if ends[0].kind == "merged" else ""
            kept = connection.scalar(sa.select(case.id).where(case.number == number)) if number else None
            found[case_id] = kept or 0
    return found


def _compare(mine: _Face, other: _Face) -> tuple[int, str]:
    """How much speaks for one child (0 = not enough), and what."""
    given = _alike(mine.givens, other.givens, 0.88)
    family = _alike(mine.families, other.families, 0.9)
    crossed = not (given and family) and _crossed(mine, other)
    given, family = given or crossed, family or crossed
    born = _same_birth(mine.own("born"), other.own("born"))
    phone = bool(mine.phones & other.phones)
    parent = _alike(mine.parents("given"), other.parents("given"), 0.9) and _alike(
        mine.parents("family"), other.parents("family"), 0.9
    )
    numbers = bool(mine.own("ahcccs") & other.own("ahcccs") or mine.own("ssn") & other.own("ssn"))
    unknown = not mine.own("born") or not other.own("born")
    same = (
        numbers
        or (given and family and (born > 0 or unknown or phone or parent))
        or (born == 2 and (given or family or phone or parent))
        or (born == 1 and given and (phone or parent))
    )
    if not same:
        return 0, ""
    told = [
        (numbers, 20, N_("AHCCCS ID or Social Security number")),
        (born == 2, 6, N_("birth date")),
        (born == 1, 3, N_("birth date but for one slip")),
        (crossed, 7, N_("names in another order")),
        (given and not crossed, 4, N_("given name")),
        (family and mine.own("family") == other.own("family"), 4, N_("family name")),
        (family and not crossed and mine.own("family") != other.own("family"), 3, ""),
        (parent, 2, N_("parent")),
        (phone, 2, N_("phone")),
    ]
    why = ", ".join(say(text) for holds, _, text in told if holds and text)
    return sum(worth for holds, worth, _ in told if holds), why


def _crossed(mine: _Face, other: _Face) -> bool:
    """Whether one form has the given names where the other has the family names."""
    return _alike(mine.own("given"), other.own("family"), 0.88) and _alike(
        mine.own("family"), other.own("given"), 0.9
    )


def _alike(ones: Iterable[str], others: Iterable[str], least: float) -> bool:
    return any(
        one == other or JaroWinkler.normalized_similarity(one, other, score_cutoff=least) > 0
        for one, other in product(ones, others)
    )


def _same_birth(ones: Iterable[str], others: Iterable[str]) -> int:
    """2 = the same day, 1 = a slip of the pen apart, 0 = different or not known."""
    pairs = product(ones, others)
    return max((2 if one == other else int(_slip(one, other)) for one, other in pairs), default=0)


def _slip(one: str, other: str) -> bool:
    """One digit wrong, two neighbours swapped, or day and month exchanged (all as YYYYMMDD)."""
    differ = [at for at in range(8) if one[at] != other[at]]
    if len(differ) == 1:
        return True
    if len(differ) == 2 and differ[1] == differ[0] + 1:
        first, second = differ
        return one[first] == other[second] and one[second] == other[first]
    return one[:4] == other[:4] and one[4:6] == other[6:] and one[6:] == other[4:6]


def _found(connection: sa.Connection, case_id: int, why: str) -> Found:
    case = schema.cases.c
    row = connection.execute(
        sa.select(case.number, case.name, case.born, case.closed).where(case.id == case_id)
    ).one()
    return Found(row.number, row.name, row.born, why, row.closed is not None)
