"""How cases are found again: by any piece of a name, a date, a telephone or another number.

Every case leaves a handful of folded words in one plain index that works on
any database. What is typed is folded the same way, and every piece typed must
start one of the case's words, in whatever order.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from crs_intake.domain.case import Case
from crs_intake.domain.kept import Found
from crs_intake.domain.people import Person
from crs_intake.domain.text import N_
from crs_intake.storage import schema
from crs_intake.words import say

_BARE = str.maketrans(
    {"ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ø": "o", "Ø": "o", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d"}
    | dict.fromkeys("'’‘ʼʻˈ´`ʹ")
)  # fmt: skip
_LAST = "\U0010ffff"  # sorts after every letter: the end of a range of words that start alike
_LOOK_AT = 200
"""Cases looked at before the best are shown: sorting a million one-letter matches takes too long."""


class Word(NamedTuple):
    """One way to find a case: a folded word, what it is, and of whom."""

    word: str
    what: str
    person: str
    """Relation to the applicant; "applicant" for the applicant and the case itself."""


@dataclass(frozen=True)
class Sought:
    """One piece of what was typed; any of the alternatives will do."""

    starts: tuple[str, ...]
    exact: tuple[str, ...] = ()

    @property
    def sharp(self) -> int:
        """How well it narrows the search; the sharpest piece drives it."""
        return max(map(len, (*self.starts, *self.exact)), default=0) + 20 * (not self.starts)

    def matches(self, column: sa.ColumnElement[str], *, whole: bool = False) -> sa.ColumnElement[bool]:
        """The condition on a column of words."""
        if whole:
            return column.in_((*self.exact, *self.starts))
        ranges = [sa.and_(column >= start, column < start + _LAST) for start in self.starts]
        return sa.or_(*ranges, *([column.in_(self.exact)] if self.exact else []))

    def met_by(self, word: str) -> int:
        """2 if the word is the piece itself, 1 if it starts with it, else 0."""
        if word in self.exact or word in self.starts:
            return 2
        return int(bool(self.starts) and word.startswith(self.starts))


def fold(text: str) -> tuple[str, ...]:
    """The words of a name without accents, capitals and apostrophes: "Yázhí-O'Neil" → yazhi, oneil."""
    bare = unicodedata.normalize("NFKD", text.translate(_BARE))
    bare = "".join(each for each in bare if not unicodedata.combining(each)).casefold().translate(_BARE)
    return tuple(re.findall(r"[^\W_]+", bare))


def digits(text: str) -> str:
    """The digits of a telephone number, without the country's 1 and an extension."""
    found = "".join(each for each in re.split(r"(?i)ext|x", text)[0] if each.isascii() and each.isdigit())
    return found[1:] if len(found) == 11 and found.startswith("1") else found


def ssn_hasher(key: bytes) -> Callable[[str], str]:
    """Makes the word that stands for a Social Security number, which itself is in no index."""
    own = hmac.new(key, b"crs-intake: index of social security numbers", hashlib.sha256).digest()
    return lambda ssn: "ssn:" + hmac.new(own, ssn.encode(), hashlib.sha256).hexdigest()[:32]


def words_of(case: Case, ssn_word: Callable[[str], str]) -> frozenset[Word]:
    """Every word that finds the case."""
    found = set(_numbers(case))
    for person in case.people:
        found.update(_names(person))
        phones = _phones((*person.phones, person.message_number))
        found.update(Word(each, "phone", person.relation) for each in phones)
        if person.born:
            found.add(Word(f"{person.born:%Y%m%d}", "born", person.relation))
        if len(ssn := digits(person.ssn)) == 9:
            found.add(Word(ssn_word(ssn), "ssn", person.relation))
    found.update(Word(each, "phone", "applicant") for each in _phones(case.phones))
    return frozenset(each for each in found if each.word)


def _names(person: Person) -> Iterable[Word]:
    for name, what in ((person.given, "given"), (person.family, "family")):
        pieces = fold(name)
        yield from (Word(piece, what, person.relation) for piece in pieces)
        for at in range(len(pieces) - 1):  # "García de la Cruz" typed as delacruz
            yield Word("".join(pieces[at:]), what, person.relation)
    for name in person.other_names:
        yield from (Word(piece, "spelling", person.relation) for piece in fold(name))


def _numbers(case: Case) -> Iterable[Word]:
    parts = fold(case.number)
    yield from (Word("".join(parts[at:]), "number", "applicant") for at in range(len(parts)))
    for shown in (case.title.pmmis, case.title.presented):
        if shown:
            yield Word("".join(fold(shown.ahcccs_id)), "ahcccs", "applicant")
            yield from (Word(piece, "spelling", "applicant") for piece in fold(shown.name))
            if shown.born:
                yield Word(f"{shown.born:%Y%m%d}", "born", "applicant")


def _phones(given: Iterable[str]) -> Iterable[str]:
    for number in map(digits, given):
        if len(number) >= 4:  # the whole number, without area code, and the last four
            yield from {number, number[-7:], number[-4:]}


_MONTHS = {
    name: at // 2 + 1
    for at, name in enumerate(
        (
            "jan ene feb feb mar mar apr abr may may jun jun jul jul aug ago sep sep oct oct nov nov dec dic"
        ).split()
    )
}
_ISO = r"(?P<y1>\d{4})[-/.](?P<m1>\d{1,2})[-/.](?P<d1>\d{1,2})"
_US = r"(?P<m2>\d{1,2})[-/.](?P<d2>\d{1,2})[-/.](?P<y2>\d{4}|\d{2})"
_DAY_FIRST = r"(?P<d3>\d{1,2})\.?\s+(?:de\s+)?(?P<m3>[^\W\d_]{3,10})\.?,?\s+(?:de\s+)?(?P<y3>\d{4})"
_MONTH_FIRST = r"(?P<m4>[^\W\d_]{3,10})\.?\s+(?P<d4>\d{1,2}),?\s+(?P<y4>\d{4})"
_DATE = re.compile(rf"(?<!\w)(?:{_ISO}|{_US}|{_DAY_FIRST}|{_MONTH_FIRST})(?!\w)", re.ASCII | re.IGNORECASE)
_PHONE = re.compile(r"(?<!\w)(?:\+?1[ .-]*)?(?:\(?\d{3}\)?[ .-]*)?\d{3}[ .-]+\d{4}(?!\w)", re.ASCII)
_BEGUN = re.compile(r"(?<!\w)\(?\d{3}\)?[ .-]+\d{1,3}(?:[ .-]+\d{1,3})?(?!\w)", re.ASCII)
"""A telephone while it is typed: 602 5, 602 555 0, (602) 555-01."""
_SSN = re.compile(r"(?<!\w)\d{3}-\d{2}-\d{4}(?!\w)", re.ASCII)


def sought(text: str, today: date, ssn_word: Callable[[str], str]) -> tuple[Sought, ...]:
    """What was typed, piece by piece."""
    found: list[Sought] = []

    def take(match: re.Match[str], piece: Sought | None) -> str:
        if piece is None:
            return match[0]
        found.append(piece)
        return " "

    rest = unicodedata.normalize("NFC", text)[:200]
    rest = _DATE.sub(lambda match: take(match, _date_piece(match, today)), rest)
    rest = _SSN.sub(lambda match: take(match, Sought((), (ssn_word(digits(match[0])),))), rest)
    for phone in (_PHONE, _BEGUN):
        rest = phone.sub(lambda match: take(match, Sought((digits(match[0]),))), rest)
    for typed in re.split(r"[\s,;]+", rest):
        found.extend(_pieces(typed, ssn_word))
    return tuple(found[:8])


def _pieces(typed: str, ssn_word: Callable[[str], str]) -> Iterable[Sought]:
    folded = fold(typed)
    joined = "".join(folded)
    if not any(each.isdigit() for each in joined):
        return [Sought((piece,)) for piece in folded]
    exact: list[str] = []
    starts = [digits(joined) if joined.isdigit() else joined]
    if joined.isdigit() and joined.isascii():
        if len(joined) == 9:
            exact.append(ssn_word(joined))
        if len(joined) == 8:  # 09142006 as 20060914
            starts.append(joined[4:] + joined[:4])
    return [Sought(tuple(starts), tuple(exact))]


def _date_piece(match: re.Match[str], today: date) -> Sought | None:
    part = {name[0]: value for name, value in match.groupdict().items() if value}
    month = int(part["m"]) if part["m"].isdigit() else _MONTHS.get("".join(fold(part["m"]))[:3], 0)
    day, year = int(part["d"]), int(part["y"])
    if len(part["y"]) == 2:
        year += today.year - today.year % 100
        year -= 100 * (year > today.year)
    if month > 12 >= day:
        month, day = day, month
    try:
        return Sought((), (f"{date(year, month, day):%Y%m%d}",))
    except ValueError:
        return None


def search(connection: sa.Connection, pieces: Sequence[Sought], limit: int) -> tuple[Found, ...]:
    """The cases that every piece finds, the best first."""
    if not pieces:
        return ()
    ids = _cases(connection, pieces, whole=True)
    if len(ids) < _LOOK_AT:
        ids |= _cases(connection, pieces, whole=False)
    word = schema.words.c
    hits: dict[int, list[Word]] = {}
    # All words of the few cases: asked for by word, the database would walk everybody of that name.
    rows = sa.select(word.case_id, word.word, word.what, word.person).where(word.case_id.in_(ids))
    for case_id, *hit in connection.execute(rows):
        if any(piece.met_by(hit[0]) for piece in pieces):
            hits.setdefault(case_id, []).append(Word(*hit))
    return _best(connection, pieces, hits, limit)


def _cases(connection: sa.Connection, pieces: Sequence[Sought], *, whole: bool) -> set[int]:
    first, *others = sorted(pieces, key=lambda piece: -piece.sharp)
    word = schema.words.alias()
    query = sa.select(word.c.case_id).distinct().where(first.matches(word.c.word, whole=whole))
    for other in others:
        also = schema.words.alias()
        query = query.where(
            sa.exists().where(also.c.case_id == word.c.case_id, other.matches(also.c.word, whole=whole))
        )
    return set(connection.scalars(query.limit(_LOOK_AT)))


def _best(
    connection: sa.Connection, pieces: Sequence[Sought], hits: dict[int, list[Word]], limit: int
) -> tuple[Found, ...]:
    case = schema.cases.c
    columns = sa.select(case.id, case.number, case.name, case.born, case.opened, case.closed)
    ranked = []
    for row in connection.execute(columns.where(case.id.in_(hits))):
        best = [max(hits[row.id], key=lambda hit, piece=piece: _worth(piece, hit)) for piece in pieces]  # type: ignore[misc]
        worth = sum(_worth(piece, hit) for piece, hit in zip(pieces, best, strict=True))
        opened = row.opened.toordinal() if row.opened else 0
        found = Found(row.number, row.name, row.born, _why(best), row.closed is not None)
        ranked.append(((-worth, found.closed, -opened, row.number), found))
    return tuple(found for _, found in sorted(ranked, key=lambda each: each[0])[:limit])


def _worth(piece: Sought, hit: Word) -> int:
    met = piece.met_by(hit.word)
    return met * 4 + (hit.person == "applicant") * 2 + (hit.what not in ("born", "spelling")) if met else 0


WHAT = {
    "given": N_("name"), "family": N_("name"), "spelling": N_("another spelling"), "born": N_("birth date"),
    "phone": N_("phone"), "ahcccs": N_("AHCCCS ID"), "number": N_("case number"),
    "ssn": N_("Social Security number"),
}  # fmt: skip
WHOSE = {
    "mother": N_("mother"),
    "father": N_("father"), "parent": N_("parent"), "stepmother": N_("stepmother"),
    "stepfather": N_("stepfather"), "partner_of_parent": N_("partner of a parent"), "spouse": N_("spouse"),
    "partner": N_("partner"), "child": N_("child"), "sibling": N_("sibling"),
    "stepsibling": N_("stepsibling"),
    "grandparent": N_("grandparent"), "aunt_or_uncle": N_("aunt or uncle"), "guardian": N_("guardian"),
    "caretaker": N_("caretaker"), "other_relative": N_("relative"), "unrelated": N_("household member"),
}  # fmt: skip


def _why(hits: Iterable[Word]) -> str:
    told: dict[str, None] = {}
    for hit in hits:
        what = say(WHAT[hit.what])
        whose = WHOSE.get(hit.person)
        told[say(N_("{what} of {whom}"), what=what, whom=say(whose)) if whose else what] = None
    return ", ".join(told)
