"""Alt and a letter for each label of a page, chosen so that no two are the same.

Letters of the wizard's own buttons are taken first; a label keeps its letter
as long as it is shown, so that fingers can learn it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol


class Lettered(Protocol):
    """Something with a visible label that Alt and a letter can reach."""

    letter: str

    @property
    def words(self) -> str:
        """The label."""
        ...

    def show_letter(self, letter: str) -> None:
        """Underline the letter and listen to it; "" = none is left for this label."""
        ...


def taken_by(words: Iterable[str]) -> set[str]:
    """The letters that texts with an ampersand have taken."""
    found = set()
    for each in words:
        at = each.replace("&&", "").find("&")
        if at >= 0:
            found.add(each.replace("&&", "")[at + 1 : at + 2].casefold())
    return found


def hand_out(wanting: Iterable[Lettered], taken: set[str]) -> None:
    """Give each label a letter of its own, in the order of the page."""
    ordered, used = list(wanting), set(taken)
    for each in ordered:
        if each.letter and each.letter not in used and each.letter in each.words.casefold():
            used.add(each.letter)
        else:
            each.letter = ""
    for each in ordered:
        if not each.letter:
            each.letter = next((letter for letter in _choices(each.words) if letter not in used), "")
            used.add(each.letter)
        each.show_letter(each.letter)


def marked(words: str, letter: str) -> str:
    """The words with the ampersand before their letter; lone ampersands stay themselves."""
    shown = words.replace("&", "&&")
    if not letter:
        return shown
    starts = [at for at in range(len(shown)) if shown[at].casefold() == letter]
    first = next((at for at in starts if at == 0 or not shown[at - 1].isalnum()), starts[0] if starts else -1)
    return shown if first < 0 else f"{shown[:first]}&{shown[first:]}"


def _choices(words: str) -> Iterator[str]:
    """Letters in the order of liking: first letters of words, then all others."""
    plain = words.casefold()
    for at, letter in enumerate(plain):
        if _usable(letter) and (at == 0 or not plain[at - 1].isalnum()):
            yield letter
    yield from (letter for letter in plain if _usable(letter))


def _usable(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()
