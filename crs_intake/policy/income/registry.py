"""The kinds of income of 20.603.2 and 20.603.3, read once from `resources/policy/income_kinds.yaml`.

A kind is a few lines of data and, where the manual says more than counted or
not counted, the name of one small rule function.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any, Literal, cast

from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.income import ExpenseKind, Frequency
from crs_intake.domain.text import N_, Filled, filled
from crs_intake.policy import shelf

Basis = Literal["stubs", "average", "received"]
Treatment = Literal["counted", "excluded"]
FILE = "income_kinds.yaml"

_USUAL: Mapping[str, tuple[str, ...]] = {
    "stubs": ("frequency", "payments", "amount", "begun", "first_payment", "ended",
              "hours_per_month", "expected_to_continue"),
    "average": ("frequency", "amount", "payments", "begun", "ended"),
    "received": ("payments", "amount", "frequency"),
    "excluded": ("amount", "frequency", "payments"),
}  # fmt: skip
_NEAR = 12  # choices that one sentence can name

NO_COST = N_('"{name}" is no kind of business cost; it can be {choices}.')
HAS_PARTS = N_("{given} is not one kind of income; choose one of {choices}.")
WHOLE_LIST = N_("{given} is a whole list of the manual; choose one kind of it, for example {name}.")
NO_KIND = N_('"{given}" is no known kind of income.')
NO_KIND_BUT = N_('"{given}" is no known kind of income. Did you mean "{near}"?')


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of income: its names, its words, and how it counts."""

    name: str
    """Plain name, for example "child_support"."""
    register: str
    section: str
    earned: bool
    label: str
    """Message id."""
    says: str
    """The rule in plain words (message id)."""
    rule: str
    """Name of the rule function; "counted", "excluded" and "by_column" need none of their own."""
    treatment: Mapping[Literal["xix", "xxi"], Treatment]
    """For the simple kinds; empty where a rule function decides."""
    basis: Basis
    usually: Frequency
    questions: tuple[str, ...]
    """Names of the `Income` fields that its page asks for, in order."""
    needs: tuple[str, ...]
    """Those without which the line is not settled."""
    given: tuple[tuple[str, Any], ...]
    """What choosing this kind already answers."""
    also: tuple[str, ...]
    """Further register entries that mean this kind."""
    by_name: bool


@dataclass(frozen=True, slots=True)
class Expense:
    """A kind of business cost and whether it may be taken off (20.603.3.13.b-c)."""

    name: ExpenseKind
    register: str
    section: str
    label: str
    allowed: Literal["yes", "no", "if_declared"]


def kinds() -> Mapping[str, Kind]:
    """Every kind by its plain name, in the order of the manual."""
    return _book().kinds


def names() -> tuple[str, ...]:
    """The plain names of all kinds, in the order of the manual."""
    return tuple(_book().kinds)


def kind(given: str) -> Kind:
    """The kind with that plain name or register id; raises NotAcceptable naming the nearest ones."""
    found = _book().found.get(given)
    if found is None:
        raise NotAcceptable(_unknown(given), where="kind")
    return found


def expense(name: str) -> Expense:
    """The kind of business cost with that name; raises NotAcceptable."""
    found = _book().expenses.get(name)
    if found is None:
        raise NotAcceptable(
            filled(NO_COST, name=name, choices=", ".join(_book().expenses)),
            where="expenses",
        )
    return found


def expenses() -> Mapping[str, Expense]:
    """Every kind of business cost by its name."""
    return _book().expenses


def question(field: str) -> str:
    """The question that asks for a field of `Income` (message id)."""
    return _book().questions[field]


def messages() -> Iterator[str]:
    """Every message id that stands in the data file: labels, rules in plain words, questions."""
    for each in kinds().values():
        yield each.label
        yield each.says
    yield from (each.label for each in expenses().values())
    yield from _book().questions.values()


@cache
def section_of(register: str) -> str:
    """The section as the manual prints it: CRS-20.603.2.09.a → 20.603.2.9.a."""
    bits = register.removeprefix("CRS-").split(".")
    printed = [bits[0], *(bit.lstrip("0") or bit for bit in bits[1:])]
    return ".".join(bit for bit in printed if bit not in ("except", "unlisted"))


@dataclass(frozen=True, slots=True)
class _Book:
    kinds: Mapping[str, Kind]
    found: Mapping[str, Kind]
    expenses: Mapping[str, Expense]
    questions: Mapping[str, str]


@cache
def _book() -> _Book:
    told = shelf.loaded(FILE)
    listed = {name: _kind(name, entry) for name, entry in told["kinds"].items()}
    found = dict(listed)
    for each in listed.values():
        for register in () if each.by_name else (each.register, *each.also):
            if register in found:
                raise ValueError(f"{register} stands for two kinds of income")
            found[register] = each
    return _Book(listed, found, dict(_expenses(told["expenses"])), told["questions"])


def _kind(name: str, entry: Mapping[str, Any]) -> Kind:
    count = entry["count"]
    earned = entry.get("earned", entry["id"].startswith("CRS-20.603.3"))
    basis = entry.get("basis", "stubs" if earned else "average")
    plain = count in ("counted", "excluded")
    return Kind(
        name=name,
        register=entry["id"],
        section=section_of(entry["id"]),
        earned=earned,
        label=entry["label"],
        says=entry["says"],
        rule="by_column" if isinstance(count, dict) else count,
        treatment=count if isinstance(count, dict) else {"xix": count, "xxi": count} if plain else {},
        basis=basis,
        usually=entry.get("usually", "monthly"),
        questions=_questions(entry, basis),
        needs=tuple(entry.get("needs", ())),
        given=tuple(entry.get("given", {}).items()),
        also=tuple(entry.get("also", ())),
        by_name=entry.get("by_name", False),
    )


def _questions(entry: Mapping[str, Any], basis: str) -> tuple[str, ...]:
    usual = _USUAL["excluded" if entry["count"] == "excluded" else basis]
    told = (*entry.get("needs", ()), *entry.get("asks", ()), *usual)
    return tuple(dict.fromkeys(field for field in told if field not in entry.get("given", {})))


def _expenses(told: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, Expense]]:
    for name, entry in told.items():
        allowed = {True: "yes", False: "no"}.get(entry["allowed"], entry["allowed"])
        yield name, Expense(
            cast(ExpenseKind, name), entry["id"], section_of(entry["id"]), entry["label"],
            cast(Literal["yes", "no", "if_declared"], allowed),
        )  # fmt: skip


def _unknown(given: str) -> Filled:
    """The sentence for a kind that cannot be taken: its sub-kinds, or the nearest ones known."""
    parts = [each for each in kinds().values() if each.register.startswith(f"{given}.")]
    if parts and len(parts) <= _NEAR:
        choices = ", ".join(f"{each.register} ({each.name})" for each in parts)
        return filled(HAS_PARTS, given=given, choices=choices)
    if parts:
        return filled(WHOLE_LIST, given=given, name=parts[0].name)
    wanted = re.sub(r"[\s-]+", "_", given.strip().lower())
    pool = {name.lower(): name for name in _book().found}
    near = get_close_matches(given.strip().lower(), pool, 1, 0.5) or get_close_matches(wanted, pool, 1, 0.5)
    if not near:
        near = [name for name in names() if wanted and wanted in name][:1]
    if not near:
        return filled(NO_KIND, given=given)
    return filled(NO_KIND_BUT, given=given, near=pool.get(near[0], near[0]))
