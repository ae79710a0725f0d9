"""Very many people on one desk, the same ones every time: cases with the words by which they are found.

They are written past the acts of the desk, which would take hours for a million; the index of the
search is then made from the words as a migration makes it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

import sqlalchemy as sa

from crs_intake.storage import finder, schema
from crs_intake.storage.search import fold

GIVEN = (
    "María José Ana Luis Jaylen Elena Daniel Lucía Tomás Karen Rosa Ben Iris Noé Eva Hugo Sofía Mateo".split()
)
FAMILY = ("García Begay Hernández López Yazzie Morales Smith Nez Johnson Benally Tso Chavez Ruiz Ortiz "
          "Carter Luna Castillo Peña O'Neil Whitfield").split()  # fmt: skip
SYLLABLES = (
    "ba be ca co da de fa ga ha he ja ka la le li lo ma me na ni no pa ra re ri ro sa so ta te to ya".split()
)
STEP, OPEN = 10_000, 2_000
SMALL = '{"format":"crs-case/1"}'
"""Facts of a closed case, which nobody opens here."""

Row = dict[str, Any]
_STAGED = "CREATE TABLE staged (word, case_id, what, person)"
_INDEX = "CREATE INDEX words_of_case ON words (case_id, word)"


class Names:
    """Names as they are spread among people: some are common, very many are rare."""

    def __init__(self, known: list[str], count: int, chance: random.Random) -> None:
        made = dict.fromkeys(known)
        while len(made) < count:
            made["".join(chance.choices(SYLLABLES, k=chance.choice((2, 2, 3, 3, 4)))).capitalize()] = None
        self.all = [(name, fold(name)) for name in made]
        self._weights = list(accumulate(1 / (at + 15) for at in range(count)))
        self._chance = chance

    def some(self, count: int) -> list[tuple[str, tuple[str, ...]]]:
        """So many of them, each with its words."""
        return self._chance.choices(self.all, cum_weights=self._weights, k=count)


def fill(connection: sa.Connection, people: int, still_open: int = OPEN) -> None:
    """Put that many cases in, the newest few of them open, with their words and the index."""
    ask = connection.exec_driver_sql
    newest = sa.select(schema.cases).order_by(schema.cases.c.id.desc()).limit(1)
    first = dict(connection.execute(newest).mappings().one())
    ask("DROP INDEX words_of_case")
    ask(_STAGED)
    for cases, words in _steps(people, still_open, first):
        connection.execute(sa.insert(schema.cases), cases)
        ask("INSERT INTO staged VALUES (?, ?, ?, ?)", words)
    ask("INSERT OR IGNORE INTO words SELECT word, case_id, what, person FROM staged ORDER BY word, case_id")
    ask("DROP TABLE staged")
    ask(_INDEX)
    finder.fill(connection)


def _steps(people: int, still_open: int, first: Row) -> Iterator[tuple[list[Row], list[tuple[Any, ...]]]]:
    chance = random.Random(20)
    given, family = Names(GIVEN, 1_500, chance), Names(FAMILY, 8_000, chance)
    for start in range(0, people, STEP):
        cases, words = [], []
        for n in range(start, min(people, start + STEP)):
            (child, mother), (one, two, three) = given.some(2), family.some(3)
            born = date(1990, 1, 1) + timedelta(days=chance.randrange(7_000))
            number, phone = f"BEN-{2000 + n % 10}-{n:07d}", f"602{chance.randrange(10**7):07d}"
            is_open, case_id = n >= people - still_open, first["id"] + 1 + n
            cases.append({
                **first, "id": case_id, "uuid": f"bench-{n}", "number": number, "born": born,
                "name": f"{child[0]} {one[0]} {two[0]}", "facts": first["facts"] if is_open else SMALL,
                "closed": None if is_open else date(2008, 6, 30),
            })  # fmt: skip
            own = [*_named(child, one, two), (f"{born:%Y%m%d}", "born"), (f"a{n:08d}", "ahcccs")]
            folded = fold(number)
            own += [("".join(folded[at:]), "number") for at in range(len(folded))]
            theirs = [*_named(mother, one, three), *((phone[-at:], "phone") for at in (10, 7, 4))]
            words += [(word, case_id, what, "applicant") for word, what in own]
            words += [(word, case_id, what, "mother") for word, what in theirs]
        yield cases, words


def _named(given: Any, one: Any, two: Any) -> Iterator[tuple[str, str]]:
    yield from ((word, "given") for word in given[1])
    yield from ((word, "family") for word in (*one[1], *two[1]))
    yield "".join(one[1] + two[1]), "family"
