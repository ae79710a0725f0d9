"""Which missing facts can change the answer: the pure rules are run on what the facts could be.

An unknown yes or no is tried both ways, an unknown amount at nothing and just
above each limit; all combinations where they are few, else singly and in
pairs, never more than 64 runs. There is no second engine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from itertools import combinations, product
from math import prod
from typing import Any, Protocol

from crs_intake.domain.decision import MissingFact
from crs_intake.policy.rule import Sheet, Unknown

MOST_RUNS = 64
CENT = Fraction(1, 100)


class Answered(Protocol):
    """A determination that says what it answers."""

    sheet: Sheet

    @property
    def answer(self) -> tuple[Any, ...]:
        """What a missing fact could change."""


Run = Callable[[Mapping[str, Any]], Answered]


def named(unknown: Unknown) -> MissingFact:
    """A missing fact as the assessment lists it."""
    return MissingFact(unknown.key, unknown.label, unknown.section, unknown.inputs)


def decisive(base: Answered, run: Run) -> tuple[Unknown, ...]:
    """The unknown facts that can change the answer, the one that settles the case fastest first."""
    unknown = list(base.sheet.unknown.values())
    fixed = [each for each in unknown if not each.options]
    tried = [each for each in unknown if each.options]
    if not tried or len(tried) > MOST_RUNS:  # more than can be tried: listed as the pages ask them
        of_lines = (other for each in tried for other in base.sheet.together.get(each.key, ()))
        return (*fixed, *tried, *of_lines)
    runs = prod(len(each.options) for each in tried)
    settles = _all_ways(tried, run) if runs <= MOST_RUNS else _singly_and_in_pairs(tried, run, base)
    found = sorted((each for each in tried if each.key in settles), key=lambda each: settles[each.key])
    of_line = (other for each in found for other in base.sheet.together.get(each.key, ()))
    return (*fixed, *found, *of_line)


def amounts_to_try(room: Iterable[Fraction], known: Fraction) -> tuple[Fraction, ...]:
    """Nothing, and just above what is left to each yearly limit; or all that is known to have come in."""
    if known:
        return (Fraction(0), known)
    return (Fraction(0), *sorted({left + CENT for left in room if left + CENT > 0}))


def _all_ways(tried: list[Unknown], run: Run) -> dict[str, int]:
    """Facts that matter in some combination, with how many answers are left once each is known."""
    ways = list(product(*(each.options for each in tried)))
    keys = [each.key for each in tried]
    answers = {way: run(dict(zip(keys, way, strict=True))).answer for way in ways}
    settles: dict[str, int] = {}
    for at, each in enumerate(tried):
        by_rest: dict[tuple[Any, ...], set[Any]] = {}
        by_option: dict[Any, set[Any]] = {}
        for way, answer in answers.items():
            by_rest.setdefault((*way[:at], *way[at + 1 :]), set()).add(answer)
            by_option.setdefault(way[at], set()).add(answer)
        if any(len(found) > 1 for found in by_rest.values()):
            settles[each.key] = max(len(found) for found in by_option.values())
    return settles


def _singly_and_in_pairs(tried: list[Unknown], run: Run, base: Answered) -> dict[str, int]:
    """As far as 64 runs reach; a fact that could not be tried stays listed, in page order."""
    runs, settles = 0, {}
    for each in tried:
        if runs + len(each.options) > MOST_RUNS:
            settles[each.key] = MOST_RUNS
            continue
        runs += len(each.options)
        answers = {run({each.key: option}).answer for option in each.options}
        if len(answers) > 1:
            settles[each.key] = len(answers)
    for one, other in combinations(tried, 2):
        ways = list(product(one.options, other.options))
        if one.key in settles and other.key in settles:
            continue
        if runs + len(ways) > MOST_RUNS:
            settles.setdefault(one.key, MOST_RUNS)
            settles.setdefault(other.key, MOST_RUNS)
            continue
        runs += len(ways)
        if len({run({one.key: a, other.key: b}).answer for a, b in ways}) > 1:
            settles.setdefault(one.key, MOST_RUNS)
            settles.setdefault(other.key, MOST_RUNS)
    return settles
