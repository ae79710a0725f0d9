"""Typed text to values and back, one pair per kind of answer.

What cannot be read is refused with a sentence that says what to type. "?" is
an answer of its own: not known yet.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from typing import Any, Final

from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.moment import Moment
from crs_intake.domain.money import Money
from crs_intake.words import say

LONGEST = 400
"""Letters of one answer; more is a slip of the clipboard."""
MUCH = Money(100_000_000)
"""A million dollars; so much is looked at twice."""


_NOTHING: dict[str, object] = {"many": (), "tick": False}


class NotKnown:
    """The answer "not known yet"; there is only one."""

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "NOT_KNOWN"


NOT_KNOWN: Final = NotKnown()
UNKNOWN_TEXT: Final = "?"


class Unreadable(ValueError):
    """A typed text that is no answer; its sentence says what to type."""


def tidy(text: str) -> str:
    """Text as it is kept: composed letters, single spaces, no control characters."""
    if text.isascii() and text.isprintable():  # nearly every answer of a page with hundreds of them
        return " ".join(text.split())
    text = unicodedata.normalize("NFC", text)
    text = "".join(" " if unicodedata.category(each) in ("Cc", "Cf") else each for each in text)
    return " ".join(text.split())


def read(kind: str, text: str, today: date) -> Any:
    """The value of a typed text, None if there is none; raises Unreadable."""
    text = tidy(text) if text else ""
    if not text:
        return _NOTHING.get(kind)
    if text == UNKNOWN_TEXT:
        return NOT_KNOWN
    if len(text) > LONGEST:
        raise Unreadable(say("This is too long; keep it under {longest} letters", longest=LONGEST))
    if kind in _FIGURES and not text.isascii():
        text = "".join(_figure(letter) for letter in text)
    return _READERS[kind](text, today)


def write(kind: str, value: Any) -> str:
    """The text that shows a value; `read` gives the same value back."""
    if value is None or value == () or (kind == "tick" and value is False):
        return ""
    if value is NOT_KNOWN:
        return UNKNOWN_TEXT
    writer = _WRITERS.get(kind)
    return writer(value) if writer else str(value)


def odd(kind: str, value: Any) -> str:
    """The sentence of something to look at, for a value that is taken all the same."""
    if kind == "money" and value >= MUCH:
        return say("{amount} is very much; check the digits", amount=value)
    if kind == "name" and not all(_usual(letter) for letter in value):
        return say("There is a sign here that no letter can be printed with; check the name")
    if kind == "name" and not any(letter.isalpha() for letter in value):
        return say("There is no letter in this name; check it")
    return ""


def _usual(letter: str) -> bool:
    return unicodedata.category(letter) not in ("So", "Sk", "Co", "Cn", "Cs")


def unfinished(kind: str, text: str) -> bool:
    """Whether the text may still become right as it is typed, so that no error is shown yet."""
    text = tidy(text)
    shape, never = _UNFINISHED.get(kind), _NEVER.get(kind)
    if shape is None or shape.match(text) is None:
        return False
    return never is None or never.match(text) is None


def _figure(letter: str) -> str:
    """A figure of any script as 0 to 9; full-width signs as the usual ones."""
    value = unicodedata.decimal(letter, None)
    return str(value) if value is not None else unicodedata.normalize("NFKC", letter)


# -- days ------------------------------------------------------------------------------------

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january ene enero", "feb february febrero", "mar march marzo", "apr april abr abril",
            "may mayo", "jun june junio", "jul july julio", "aug august ago agosto",
            "sep sept september septiembre", "oct october octubre", "nov november noviembre",
            "dec december dic diciembre",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_NUMBERS = re.compile(r"^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})$")
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_DIGITS = re.compile(r"^(\d{2})(\d{2})(\d{4})$")
_ISO_DIGITS = re.compile(r"^(19|20)(\d{2})(\d{2})(\d{2})$")
_WEEKDAY = re.compile(r"^[^\W\d]{3,9}[.,]? (?=\d)")
_DAY_MONTH = re.compile(r"^(\d{1,2})\.? (?:de )?([^\W\d]+)\.?,? (?:de )?(\d{4}|\d{2})$")
_MONTH_DAY = re.compile(r"^([^\W\d]+)\.? (\d{1,2}),? (\d{4}|\d{2})$")


def _day(text: str, today: date) -> date:
    year, month, day = _parts(text, today)
    if not 1 <= month <= 12:
        raise Unreadable(say("There is no month {month}; type month, day, year: 3/9/2009", month=month))
    if not 1900 <= year <= 2100:
        raise Unreadable(say("Check the year {year}; type month, day, year: 3/9/2009", year=str(year)))
    try:
        return date(year, month, day)
    except ValueError:
        raise Unreadable(say("That month has no day {day}; check the date", day=day)) from None


def _parts(text: str, today: date) -> tuple[int, int, int]:
    text = re.sub(r" ?([/-]) ?", r"\1", text)
    if found := _ISO.match(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _ISO_DIGITS.match(text):  # no month is called 19 or 20
        return int(found[1] + found[2]), int(found[3]), int(found[4])
    if found := _NUMBERS.match(text) or _DIGITS.match(text):
        return _year(found[3], today), int(found[1]), int(found[2])
    bare = text if text.split()[0].lower().rstrip(".,") in _MONTHS else _WEEKDAY.sub("", text)
    if (found := _DAY_MONTH.match(bare)) and found[2].lower() in _MONTHS:
        return _year(found[3], today), _MONTHS[found[2].lower()], int(found[1])
    if (found := _MONTH_DAY.match(bare)) and found[1].lower() in _MONTHS:
        return _year(found[3], today), _MONTHS[found[1].lower()], int(found[2])
    raise Unreadable(say("Type a date as month, day, year, for example 3/9/2009"))


def _year(text: str, today: date) -> int:
    if len(text) == 4:
        return int(text)
    near = today.year // 100 * 100 + int(text)
    return near - 100 if near > today.year + 10 else near


def _month(text: str, today: date) -> date:
    found = re.match(r"^(\d{1,2})[/.\- ](\d{4})$", text)
    if found and 1 <= int(found[1]) <= 12:
        return date(int(found[2]), int(found[1]), 1)
    return _day(text, today).replace(day=1)


def _written_day(value: date) -> str:
    return f"{value.month}/{value.day}/{value.year:04d}"


_TIME = re.compile(r"^(\d{1,2})(?::?(\d{2}))?\s*([ap])?\.?\s*m?\.?$", re.IGNORECASE)


def _moment(text: str, today: date) -> Moment:
    if re.match(r"^\d{4}-\d\d-\d\dT\d\d:\d\d$", text):
        try:
            return Moment.read(text)
        except NotAcceptable as wrong:
            raise Unreadable(say(str(wrong))) from None
    found = re.match(r"^(.*?\d{4}|\S+)(?: (.+))?$", text)
    if not found:
        raise Unreadable(say("Type a date as month, day, year, for example 3/9/2009"))
    return Moment(_day(found[1], today), _time(found[2]) if found[2] else None)


def _time(text: str) -> time:
    found = _TIME.match(text.strip())
    wrong = Unreadable(say("Type a time as 8:05 or 4:40 pm"))
    if not found:
        raise wrong
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            raise wrong
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59:
        raise wrong
    return time(hour, minute)


def _written_moment(value: Moment) -> str:
    return _written_day(value.day) + (f" {value.time.strftime('%H:%M')}" if value.time else "")


# -- figures ---------------------------------------------------------------------------------


def _money(text: str, today: date) -> Money:
    try:
        return Money.read(text)
    except NotAcceptable as wrong:
        raise Unreadable(say(str(wrong))) from None


def _whole(text: str, today: date) -> int:
    if not re.fullmatch(r"\d{1,6}", text):
        raise Unreadable(say("Type a whole number, for example 4"))
    return int(text)


def _hours(text: str, today: date) -> Decimal:
    hours = Decimal(text) if re.fullmatch(r"\d{1,3}(\.\d*)?|\.\d+", text) else Decimal(-1)
    if hours < 0 or hours > 744:
        raise Unreadable(say("Type the hours of a month, for example 78 or 86.5"))
    return hours


def _written_hours(value: Decimal) -> str:
    return f"{value.normalize():f}" if value else "0"


# -- numbers that are names ------------------------------------------------------------------

_EXTENSION = re.compile(r"\s*(?:ext\.?|x|#|extension)\s*(\d{1,6})$", re.IGNORECASE)


def _phone(text: str, today: date) -> str:
    found = _EXTENSION.search(text)
    extension = found[1] if found else ""
    rest = text[: found.start()] if found else text
    shown = _abroad(rest) or _at_home(rest)
    return f"{shown} ext {extension}" if extension else shown


def _at_home(rest: str) -> str:
    digits = re.sub(r"[\s().+\-/]", "", rest)
    if not digits.isascii() or not digits.isdigit():
        raise Unreadable(say("Type a phone number with its area code, for example 602-555-0142"))
    if len(digits) == 11 and digits[0] == "1":
        digits = digits[1:]
    if len(digits) == 7:
        raise Unreadable(say("Type the area code too, for example 602-555-0142"))
    if len(digits) != 10 or digits[0] in "01" or digits[3] in "01":
        raise Unreadable(say("Type the ten digits of a phone number, for example 602-555-0142"))
    return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"


def _abroad(rest: str) -> str:
    """A number of another country in its international form; empty without a +, or with the 1 of ours."""
    begun = re.match(r"\s*(?:\+|011)[\s(.\-]*(\d)", rest)
    if not begun or begun[1] == "1":
        return ""
    import phonenumbers  # late: most families live here

    try:
        number = phonenumbers.parse(rest, "US")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or re.search(r"[^\d\s().+\-/]", rest) or not phonenumbers.is_possible_number(number):
        raise Unreadable(say("Type the whole number with + and its country, for example +52 631 312 0142"))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def _zip(text: str, today: date) -> str:
    if not re.fullmatch(r"\d{5}([- ]?\d{4})?", text):
        raise Unreadable(say("Type the five digits of the ZIP code, for example 85013"))
    if text[:5] < "00501":
        raise Unreadable(say("There is no ZIP code {zip}; check the digits", zip=text[:5]))
    return text[:5] if len(text) == 5 else f"{text[:5]}-{text[-4:]}"


_STATES = frozenset(
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC "
    "ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY AS GU MP PR VI FM MH PW AA AE AP".split()
)


def _state(text: str, today: date) -> str:
    if text.upper() not in _STATES:
        raise Unreadable(say("Type the two letters of the state: AZ"))
    return text.upper()


def _ssn(text: str, today: date) -> str:
    digits = re.sub(r"[\s\-]", "", text)
    if not re.fullmatch(r"\d{9}", digits):
        raise Unreadable(say("Type the nine digits of the social security number"))
    if digits[0] == "9":
        raise Unreadable(say("A number that starts with 9 is not a social security number; leave this empty"))
    if digits[:3] in ("000", "666") or digits[3:5] == "00" or digits[5:] == "0000":
        raise Unreadable(say("Social Security never issues this number; check the digits"))
    if digits in ("078051120", "219099999"):
        raise Unreadable(say("This number was printed as a sample and belongs to nobody; check the digits"))
    return digits


def _written_ssn(value: str) -> str:
    return f"{value[:3]}-{value[3:5]}-{value[5:]}" if len(value) == 9 else value


# -- choices ---------------------------------------------------------------------------------


def _text(text: str, today: date) -> str:
    return text


def _yes_no(text: str, today: date) -> bool:
    if text not in ("yes", "no"):
        raise Unreadable(say("Choose yes or no"))
    return text == "yes"


def _written_yes_no(value: bool) -> str:
    return "yes" if value else "no"


def _many(text: str, today: date) -> tuple[str, ...]:
    found = json.loads(text) if text.startswith("[") else [text]
    return tuple(str(each) for each in found)


def _written_many(value: tuple[str, ...]) -> str:
    return json.dumps(list(value), ensure_ascii=False)


_READERS: dict[str, Callable[[str, date], Any]] = {
    "text": _text, "name": _text, "choice": _text, "pick": _text, "offer": _text, "id": _text, "fact": _text,
    "day": _day, "month": _month, "moment": _moment, "money": _money, "whole": _whole, "hours": _hours,
    "phone": _phone, "zip": _zip, "state": _state, "ssn": _ssn, "yes_no": _yes_no, "tick": _yes_no,
    "many": _many,
}  # fmt: skip
_WRITERS: dict[str, Callable[[Any], str]] = {
    "day": _written_day, "month": _written_day, "moment": _written_moment, "hours": _written_hours,
    "ssn": _written_ssn, "yes_no": _written_yes_no, "tick": _written_yes_no, "many": _written_many,
}  # fmt: skip
_UNFINISHED = {
    kind: re.compile(shape)
    for kind, shape in {
        "day": r"^[\d\w./, \-]*$(?<!\d{4})", "month": r"^[\d\w./, \-]*$(?<!\d{4})",
        "moment": r"^[\w\d./,: \-]*$(?<!\d{4})", "phone": r"^[\d\s().+\-/]*(?:e?x?t?\.?\s*)?$",
        "zip": r"^\d{0,4}$|^\d{5}[- ]?\d{0,3}$", "ssn": r"^[\s\-]*(\d[\s\-]*){0,8}$",
        "money": r"^\$?[\d,]*\.?\d{0,2}$", "state": r"^[A-Za-z]?$",
        "hours": r"^\d*\.?\d*$",
    }.items()
}  # fmt: skip
_NO_MONTH = r"(0{2}|1[3-9]|[2-9]\d)[/-]"
_NO_DAY = r"\d{1,2}[/-]([4-9]\d|3[2-9]|00)|(0?[469]|11)[/-]31|0?2[/-]3\d"
_YEAR_OVER = r"\d{1,2}[/.-]\d{1,2}[/.-](0[^/.-]|1[0-8]|2[2-9]|[3-9]\d)$"
_NEVER = {
    kind: re.compile(shape)
    for kind, shape in {
        "day": f"{_NO_MONTH}|{_NO_DAY}|{_YEAR_OVER}", "moment": f"{_NO_MONTH}|{_NO_DAY}",
        "ssn": r"[\s\-]*(9|000|666|\d{3}[\s\-]*00)", "zip": r"00[0-4]", "money": r"\$?(\d,?){11}",
    }.items()
}  # fmt: skip
"""What no further letter can put right, although it looks like a beginning."""
_FIGURES = frozenset(_READERS) - {"text", "name", "choice", "pick", "offer", "id", "fact", "many"}
