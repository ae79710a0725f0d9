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
from operator import itemgetter
from typing import NamedTuple

import sqlalchemy as sa

from crs_intake.domain.case import Case
from crs_intake.domain.kept import Found
from crs_intake.domain.people import Person
from crs_intake.domain.text import N_
from crs_intake.storage import finder
from crs_intake.words import say

_BARE = str.maketrans(
    {"ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ø": "o", "Ø": "o", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d"}
    | dict.fromkeys("'’‘ʼʻˈ´`ʹ")
)  # fmt: skip


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
        ranges = [sa.and_(column >= start, column < start + finder.LAST) for start in self.starts]
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
    if not bare.isascii():  # figures of other scripts are figures
        bare = "".join(str(unicodedata.decimal(each, each)) for each in bare)
    return tuple(re.findall(r"[^\W_]+", bare))


def digits(text: str) -> str:
    """The digits of a telephone number, without the country's 1 and an extension."""
    found = "".join(each for each in re.split(r"(?i)ext|x", text)[0] if each.isascii() and each.isdigit())
    found = found.removeprefix("00") if len(found) == 13 else found
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
        if len(number) >= 4:  # the whole number, without country, without area code, and the last four
            yield from {number, number[-10:], number[-7:], number[-4:]}


_MONTHS = {
    name: at // 2 + 1
    for at, name in enumerate(
        (
            "january enero february febrero march marzo april abril may mayo june junio july julio "
            "august agosto september septiembre october octubre november noviembre december diciembre"
        ).split()
    )
}
_TH = r"(?:st|nd|rd|th|º|\.)?"
_ISO = r"(?P<y1>\d{4})[-/. ](?P<m1>\d{1,2})[-/. ](?P<d1>\d{1,2})"
_US = r"(?P<m2>\d{1,2})[-/.](?P<d2>\d{1,2})[-/.](?P<y2>\d{4}|\d{2})"
_SPACED = r"(?P<m5>\d{1,2}) +(?P<d5>\d{1,2}) +(?P<y5>\d{4}|\d{2})"
_WORD = r"(?:jan|ene|feb|mar|apr|abr|may|jun|jul|aug|ago|sep|oct|nov|dec|dic)[^\W\d_]{0,7}"
_YEAR = r"\d{4}|['’]?\d{2}"
_DAY_FIRST = rf"(?P<d3>\d{{1,2}}){_TH}[\s/-]*(?:de\s+)?(?P<m3>{_WORD})\.?,?[\s/-]*(?:del?\s+)?(?P<y3>{_YEAR})"
_MONTH_FIRST = rf"(?P<m4>{_WORD})\.?[\s/-]*(?P<d4>\d{{1,2}}){_TH},?[\s/-]+(?:del?\s+)?(?P<y4>{_YEAR})"
_YEAR_FIRST = rf"(?P<y6>\d{{4}})[\s/-]+(?P<m6>{_WORD})\.?[\s/-]+(?P<d6>\d{{1,2}}){_TH}"
_DATE = re.compile(
    rf"(?<!\w)(?:{_ISO}|{_US}|{_SPACED}|{_DAY_FIRST}|{_MONTH_FIRST}|{_YEAR_FIRST})(?!\w|[-/.]\d)",
    re.ASCII | re.IGNORECASE,
)
_BESIDE_A_DATE = re.compile(
    r"\b(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?|lun(?:es)?|mar(?:tes)?|mi[eé](?:rcoles)?|"
    r"jue(?:ves)?|vie(?:rnes)?|s[aá]b(?:ado)?|dom(?:ingo)?|d\.?o\.?b|born|birth ?da(?:te|y)|nacid[oa]|"
    r"fecha de nacimiento)\b[.:,]*(?: on| el)?(?= )",
    re.IGNORECASE,
)
"""What people write before a date, and the weekday with which this program writes it."""
_PHONE = re.compile(
    r"(?<!\w)(?:(?:(?:\+|00)?1[ .-]*)?\(?\d{3}\)?[ ./-]*)?\d{3}[ .-]+\d{4}(?:\s*(?:ext\.?|x)\s*\d+)?(?!\w)",
    re.ASCII | re.IGNORECASE,
)
_BEGUN = re.compile(r"(?<!\w)\(?\d{3}\)?[ .-]+\d{1,3}(?:[ .-]+\d{1,3})?(?!\w)", re.ASCII)
"""A telephone while it is typed: 602 5, 602 555 0, (602) 555-01."""
_SSN = re.compile(r"(?<!\w)\d{3}([- .])\d{2}\1\d{4}(?!\w)", re.ASCII)


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
    if found:
        rest = _BESIDE_A_DATE.sub(" ", rest)
    rest = _SSN.sub(lambda match: take(match, Sought((), (ssn_word(digits(match[0])),))), rest)
    for phone in (_PHONE, _BEGUN):
        rest = phone.sub(lambda match: take(match, Sought((digits(match[0]),))), rest)
    for typed in re.split(r"[\s,;]+", rest):
        found.extend(_pieces(typed, today, ssn_word))
    return tuple(found[:8])


def _pieces(typed: str, today: date, ssn_word: Callable[[str], str]) -> Iterable[Sought]:
    folded = fold(typed)
    joined = "".join(folded)
    if not any(each.isdigit() for each in joined):
        return [Sought((piece,)) for piece in folded]
    if not (joined.isascii() and joined.isdigit()):
        return [Sought((joined,))]
    exact = [ssn_word(joined)] if len(joined) == 9 else []
    if born := _run_together(joined, today):
        exact.append(born)
    return [Sought((digits(joined), *_ahcccs(joined)), tuple(exact))]


def _ahcccs(figures: str) -> tuple[str, ...]:
    """The AHCCCS ID of which somebody says the figures alone."""
    return (f"a{figures}",) if 4 <= len(figures) <= 9 else ()


def _run_together(figures: str, today: date) -> str:
    """The day of 09142006 or 091406, or nothing."""
    if len(figures) not in (6, 8):
        return ""
    return _day(figures[4:], int(figures[:2]), int(figures[2:4]), today)


def _date_piece(match: re.Match[str], today: date) -> Sought | None:
    part = {name[0]: value for name, value in match.groupdict().items() if value}
    month = int(part["m"]) if part["m"].isdigit() else _month(part["m"])
    year = part["y"].lstrip("'’")
    days = [_day(year, month, int(part["d"]), today)]
    if "." in match[0] and part["m"].isdigit():  # 5.3.2001 is the fifth of March for much of the world
        days.append(_day(year, int(part["d"]), month, today))
    named = tuple(dict.fromkeys(day for day in days if day))
    return Sought((), named) if named else None


def _month(typed: str) -> int:
    name = "".join(fold(typed))
    return next((month for full, month in _MONTHS.items() if full.startswith(name)), 0)


def _day(typed: str, month: int, day: int, today: date) -> str:
    """The word of a day, or nothing if there is no such day; the month comes first where it can."""
    year = int(typed)
    if len(typed) == 2:
        year += today.year - today.year % 100
        year -= 100 * (year > today.year)
    if month > 12 >= day:
        month, day = day, month
    try:
        return f"{date(year, month, day):%Y%m%d}"
    except ValueError:
        return ""


def search(place: finder.Finder, pieces: Sequence[Sought], limit: int) -> tuple[Found, ...]:
    """The cases that every piece finds, the best first; after them those of names written in one word."""
    best = _best(place, pieces, limit) if pieces else []
    if len(best) == limit:
        return tuple(best)
    found = {hit.number: hit for hit in best}
    for word, each in _joined(pieces, always=not found):
        for hit in _best(place, each, limit) if place.begins(word) else ():
            found.setdefault(hit.number, hit)
    return tuple(found.values())[:limit]


_BEFORE_AN_APOSTROPHE = "odlm"
"""O'Brien, D'Angelo, L'Heureux, M'Baye: somebody may say what comes after it."""


def _joined(pieces: Sequence[Sought], *, always: bool) -> Iterable[tuple[str, tuple[Sought, ...]]]:
    """Neighbours as one word, "de la cruz" for Delacruz, and what is sought then; short ones always.

    If nothing was found, "brien" is tried as O'Brien too.
    """
    for many in (2, 3):
        for at in range(len(pieces) - many + 1):
            run = pieces[at : at + many]
            if all(each.starts for each in run) and (always or len(run[0].starts[0]) <= 3):
                word = "".join(each.starts[0] for each in run)
                yield word, (*pieces[:at], Sought((word,)), *pieces[at + many :])
    for at, piece in enumerate(pieces if always else ()):
        for word in (letter + start for start in piece.starts for letter in _BEFORE_AN_APOSTROPHE):
            yield word, (*pieces[:at], Sought((word,)), *pieces[at + 1 :])


def _best(place: finder.Finder, pieces: Sequence[Sought], limit: int) -> list[Found]:
    ids = place.cases(pieces, limit)
    if not ids:
        return []
    ranked, why = [], _Why()
    for card, words in place.shown(ids, pieces):
        worth, best = 0, []
        for piece in pieces:
            most, met = _meets(piece, words)
            worth += most
            best.append(met)
        ranked.append((worth, card.closed is None, card.opened or "", card, tuple(best)))
    ranked.sort(key=lambda each: each[3].number)
    ranked.sort(key=_WORTH, reverse=True)
    return [_found(card, why[best]) for *_, card, best in ranked[:limit]]


_WORTH = itemgetter(0, 1, 2)


def _found(card: finder.Card, why: str) -> Found:
    born = date.fromisoformat(card.born) if card.born else None
    return Found(card.number, card.name, born, why, card.closed is not None)


def _meets(piece: Sought, words: Iterable[finder.Met]) -> tuple[int, tuple[str, str]]:
    """How well these words meet the piece, and what the best of them is, and of whom."""
    most, best = 0, ("", "")
    for word, what, person in words:
        if met := piece.met_by(word):
            worth = met * 4 + (person == "applicant") * 2 + (what not in ("born", "spelling"))
            if worth > most:
                most, best = worth, (what, person)
    return most, best


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


class _Why(dict[tuple[tuple[str, str], ...], str]):
    """What met the pieces, and of whom, → the words for it; most cases of one search have the same."""

    def __missing__(self, hits: tuple[tuple[str, str], ...]) -> str:
        told: dict[str, None] = {}
        for kind, person in hits:
            what = say(WHAT[kind])
            whose = WHOSE.get(person)
            told[say(N_("{what} of {whom}"), what=what, whom=say(whose)) if whose else what] = None
        self[hits] = ", ".join(told)
        return self[hits]
