"""What may be a name and a password: long, and not put together from what everybody tries first.

The list of common pieces lies beside this file and needs no network. A long
password is only as good as what it is made of, so one that falls apart into
common pieces, runs of the keyboard, figures and the person's name is refused.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.text import N_

SHORTEST = 15
"""Characters of the shortest password; the key space of the whole store hangs on it."""

_LOOKALIKES = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s",
                             "!": "i"})  # fmt: skip
_RUNS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiopasdfghjklzxcvbnm",
         "qazwsxedcrfvtgbyhnujmikolp",
         "1q2w3e4r5t6y7u8i9o0p", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p")  # fmt: skip


def clean_name(name: str) -> str:
    """A person's name as it is kept; raises NotAcceptable."""
    clean = unicodedata.normalize("NFC", " ".join(name.split()))
    if not clean or len(clean) > 80 or not clean.isprintable():
        raise NotAcceptable(N_("Type the person's name, at most 80 letters."), where="name")
    return clean


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same at the sign-in page (capitals and spaces aside)."""
    return folded(one) == folded(other)


def folded(name: str) -> str:
    """A name as it is compared."""
    return unicodedata.normalize("NFKC", " ".join(name.split())).casefold()


def check_password(password: str, name: str) -> None:
    """Refuse a password that is too easy to guess; raises NotAcceptable with what to do."""
    typed = unicodedata.normalize("NFC", password)
    if len(typed) < SHORTEST:
        raise NotAcceptable(
            N_("The password needs 15 characters or more; a sentence of four or five words is easy to keep."),
            where="password",
        )
    if len(set(typed.casefold())) < 5 or is_common(typed, name):
        raise NotAcceptable(
            N_("This password is too easy to guess; take four or five words that do not belong together."),
            where="password",
        )


def is_common(password: str, name: str = "") -> bool:
    """Whether a password stands in the list, or is put together from common pieces and little else."""
    typed = folded(password)
    if typed in sentences() or "".join(filter(str.isalnum, typed)) in sentences():
        return True
    own = tuple(piece for piece in folded(name).split() if len(piece) > 1)
    plain = "".join(filter(str.isalnum, typed))
    alike = "".join(filter(str.isalnum, typed.translate(_LOOKALIKES)))
    return any(_left(each, own) <= 3 for each in (plain, alike)) or _repeats(plain)


def _left(text: str, own: tuple[str, ...]) -> int:
    """How many letters of the text remain when common pieces, runs and figures are taken out."""
    best = [0] * (len(text) + 1)
    known = pieces()
    for at in range(1, len(text) + 1):
        best[at] = best[at - 1] + (not text[at - 1].isdigit())
        for size in range(2, min(at, 24) + 1):
            piece = text[at - size : at]
            if piece in known or piece in own or (size > 3 and _is_run(piece)):
                best[at] = min(best[at], best[at - size])
    return best[-1]


def _is_run(piece: str) -> bool:
    return any(piece in run or piece in run[::-1] for run in _RUNS) or len(set(piece)) == 1


def _repeats(text: str) -> bool:
    """Whether the text is one short piece again and again."""
    return any(
        (text[:size] * (len(text) // size + 1))[: len(text)] == text for size in range(1, len(text) // 2 + 1)
        if size < 8
    )  # fmt: skip


@cache
def pieces() -> frozenset[str]:
    """The common pieces, folded."""
    return frozenset(line for line in _lines() if " " not in line)


@cache
def sentences() -> frozenset[str]:
    """Whole sentences that stand in every guesser's list, with and without their spaces."""
    found = [line for line in _lines() if " " in line]
    return frozenset(found) | frozenset(line.replace(" ", "") for line in found)


def _lines() -> list[str]:
    text = Path(__file__).with_name("common_passwords.txt").read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
