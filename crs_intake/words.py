"""Every word a person sees goes through here, in the language chosen at the desk.

English is the language of the message ids; other languages are gettext
catalogues in `resources/i18n`. Policy hands out message ids with named blanks.
"""

from __future__ import annotations

import gettext as _gettext
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache
from importlib.resources import as_file, files
from typing import Any

from crs_intake.domain.money import Money, shown
from crs_intake.domain.text import Filled, Sentence
from crs_intake.plurals import ONE

MESSAGE_BLANKS = frozenset(("paper", "category", "label"))
"""Blanks that policy fills with message ids: kinds of papers, rows of the chart."""
_catalogues: dict[str, _gettext.NullTranslations] = {}
_language = "en"


def use(language: str) -> None:
    """Show words in this language from now on ("en" or "es")."""
    global _language
    _language = language


def language() -> str:
    """The language in use."""
    return _language


def say(message: str, /, *, lang: str = "", **blanks: Any) -> str:
    """The words for a message id, its named blanks filled; amounts and days are written for people."""
    return say_with(message, blanks, lang=lang)


def say_with(message: str, blanks: Mapping[str, Any], *, lang: str = "") -> str:
    """As `say`, with the blanks in a mapping, as decision lines carry them."""
    text = _in_words(message, blanks, lang or _language) if message else ""
    return text.format_map(_Shown(blanks, lang or _language)) if "{" in text else text


def _in_words(message: str, blanks: Mapping[str, Any], tongue: str) -> str:
    """The words of a message; where it counts something, those for one or for many."""
    if (one := ONE.get(message)) is None:
        return _catalogue(tongue).gettext(message)
    counted, single = one
    many = blanks.get(counted)
    if not isinstance(many, int):
        many = 1 if str(many) == "1" else 2
    return _catalogue(tongue).ngettext(single, message, many)


def said(sentence: Sentence, *, lang: str = "") -> str:
    """A sentence of policy in words, with the sentences and lists inside it."""
    tongue = lang or _language
    blanks = {name: _inside(value, tongue) for name, value in sentence.blanks.items()}
    return say_with(sentence.message, blanks, lang=tongue)


def told(trouble: object) -> str:
    """The sentence of a trouble, or of its way out, in the language in use."""
    given = trouble.args if isinstance(trouble, BaseException) else (trouble,)
    sentence = given[0] if given else ""
    if isinstance(sentence, Filled):
        return say_with(sentence.message, sentence.blanks)
    text = str(sentence)
    return _catalogue(_language).gettext(text) if text else ""


def paragraph(sentences: Iterable[Sentence], *, lang: str = "") -> str:
    """Sentences one after the other, as they are read to somebody."""
    return " ".join(said(each, lang=lang) for each in sentences)


def listed(names: Sequence[str], *, lang: str = "") -> str:
    """Names as a list in a sentence: Ana, Luis and Eva."""
    if len(names) < 2:
        return "".join(names)
    *first, last = names
    tongue = lang or _language
    if tongue == "es":
        before_i = last.casefold().startswith(("i", "í", "hi")) and not last.casefold().startswith("hie")
        return f"{', '.join(first)} {'e' if before_i else 'y'} {last}"
    return f"{', '.join(first)} and {last}"


def _inside(value: object, tongue: str) -> object:
    if isinstance(value, Sentence):
        return said(value, lang=tongue)
    if isinstance(value, tuple):
        return listed([str(_inside(each, tongue)) for each in value], lang=tongue)
    return value


def day(value: date, *, lang: str = "", long: bool = False) -> str:
    """A day as the screens write it: Mon 2 Mar 2009; long for letters: March 2, 2009."""
    return _written(value, lang or _language, long)


@lru_cache(maxsize=2048)
def _written(value: date, tongue: str, long: bool) -> str:
    from babel.dates import format_date  # late: the first window needs Qt alone

    if long:
        return format_date(value, "long", locale="es_US" if tongue == "es" else "en_US")
    return format_date(value, "EEE d MMM y", locale=tongue).replace(".", "").replace("Sept ", "Sep ")


class _Shown(dict[str, Any]):
    """Blanks as people read them; an unknown blank stays visible instead of failing on screen."""

    def __init__(self, blanks: Mapping[str, Any], tongue: str) -> None:
        super().__init__(blanks)
        self._tongue = tongue

    def __getitem__(self, key: str) -> Any:
        value = super().__getitem__(key) if key in self else "{" + key + "}"
        if isinstance(value, Fraction | Money):
            return shown(value)
        if key in MESSAGE_BLANKS and isinstance(value, str) and value:
            return _catalogue(self._tongue).gettext(value)
        if isinstance(value, Sentence | tuple):
            return _inside(value, self._tongue)
        return day(value, lang=self._tongue) if isinstance(value, date) else value

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


def _catalogue(tongue: str) -> _gettext.NullTranslations:
    found = _catalogues.get(tongue)
    if found is None:
        with as_file(files("resources") / "i18n") as folder:
            found = _gettext.translation("crs_intake", str(folder), languages=[tongue], fallback=True)
        _catalogues[tongue] = found
    return found
