"""Which missing facts can change the answer: the pure rules are run on what the facts could be.

An unknown yes or no is tried both ways, an unknown amount at nothing, just
above each limit and far above all; all combinations where they are few, else singly and in
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
MOST_LOOKED_AT = 40_000
"""Income lines and people that all runs together may look at, so that the largest case has an answer too."""
CENT = Fraction(1, 100)
FAR_ABOVE = Fraction(10**9)
"""Dollars a year that no deduction brings down to a limit: premiums, bills and care are taken off an assumed
amount, too."""


class Answered(Protocol):
    """A determination that says what it answers."""

    sheet: Sheet

    @property
    def answer(self) -> tuple[Any, ...]:
        """What a missing fact could change."""


Run = Callable[[Mapping[str, Any]], Answered]
Ask = Callable[[Mapping[str, Any]], Any]


def named(unknown: Unknown) -> MissingFact:
    """A missing fact as the assessment lists it."""
    return MissingFact(unknown.key, unknown.label, unknown.section, unknown.inputs)


def runs_for(size: int) -> int:
    """How often the rules may be run on a case with so many income lines and people."""
    return min(MOST_RUNS, max(2, MOST_LOOKED_AT // max(1, size)))


def effort(base: Answered, size: int) -> int:
    """How many income lines and people would be looked at to weigh what is unknown."""
    runs = prod(len(each.options) for each in base.sheet.unknown.values() if each.options)
    return min(runs, runs_for(size)) * size


def listed(base: Answered) -> tuple[Unknown, ...]:
    """Every unknown fact in page order, whether or not it can change the answer."""
    unknown = base.sheet.unknown.values()
    tried = [each for each in unknown if each.options]
    of_lines = (other for each in tried for other in base.sheet.together.get(each.key, ()))
    return (*(each for each in unknown if not each.options), *tried, *of_lines)


def decisive(base: Answered, run: Run, most: int = MOST_RUNS) -> tuple[Unknown, ...]:
    """The unknown facts that can change the answer, the one that settles the case fastest first."""
    unknown = list(base.sheet.unknown.values())
    fixed = [each for each in unknown if not each.options]
    tried = [each for each in unknown if each.options]
    if not tried or len(tried) > most:  # more than can be tried: listed as the pages ask them
        return listed(base)
    runs = prod(len(each.options) for each in tried)
    ask = _through(base, run)
    settles = _all_ways(tried, ask) if runs <= most else _singly_and_in_pairs(tried, ask, most)
    found = sorted((each for each in tried if each.key in settles), key=lambda each: settles[each.key])
    of_line = (other for each in found for other in base.sheet.together.get(each.key, ()))
    return (*fixed, *found, *of_line)


def _through(base: Answered, run: Run) -> Ask:
    """The answer on an assumption; where it opens a fact that nobody knows either, all that it could be.

    A brother who belongs to the group only if he is claimed brings an income of which nobody told the amount.
    """
    known = base.sheet.unknown.keys()

    def ask(assumed: Mapping[str, Any]) -> Any:
        made = run(assumed)
        opened = [each for key, each in made.sheet.unknown.items() if key not in known]
        answers = {made.answer, *((each.key,) for each in opened if not each.options)}
        for each in opened:
            answers.update(run({**assumed, each.key: option}).answer for option in each.options)
        return made.answer if len(answers) == 1 else frozenset(answers)

    return ask


def amounts_to_try(room: Iterable[Fraction], known: Fraction) -> tuple[Fraction, ...]:
    """Nothing, just above what is left to each limit, far above all; or all that is known to have come in."""
    if known:
        return (Fraction(0), known)
    return (Fraction(0), *sorted({left + CENT for left in room if left + CENT > 0}), FAR_ABOVE)


def _all_ways(tried: list[Unknown], ask: Ask) -> dict[str, int]:
    """Facts that matter in some combination, with how many answers are left once each is known."""
    ways = list(product(*(each.options for each in tried)))
    keys = [each.key for each in tried]
    answers = {way: ask(dict(zip(keys, way, strict=True))) for way in ways}
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


def _singly_and_in_pairs(tried: list[Unknown], ask: Ask, most: int) -> dict[str, int]:
    """Each fact by itself, then each pair, where all of them fit into so many runs.

    What does not fit stays listed, all of it, so that the order of people and lines changes nothing.
    """
    untried = {each.key: MOST_RUNS for each in tried}
    runs = sum(len(each.options) for each in tried)
    if runs > most:
        return untried
    settles: dict[str, int] = {}
    for each in tried:
        answers = {ask({each.key: option}) for option in each.options}
        if len(answers) > 1:
            settles[each.key] = len(answers)
    pairs = [
        pair for pair in combinations(tried, 2) if not (pair[0].key in settles and pair[1].key in settles)
    ]
    if runs + sum(len(one.options) * len(other.options) for one, other in pairs) > most:
        return {**untried, **settles}
    for one, other in pairs:
        rows = [[ask({one.key: a, other.key: b}) for b in other.options] for a in one.options]
        if any(len(set(column)) > 1 for column in zip(*rows, strict=True)):
            settles.setdefault(one.key, MOST_RUNS)
        if any(len(set(row)) > 1 for row in rows):
            settles.setdefault(other.key, MOST_RUNS)
    return settles
