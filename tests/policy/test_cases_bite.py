"""The policy cases notice a change: one number or branch is broken at a time, and a case must fail.

A rule whose numbers could drift unnoticed is not proved, however many cases
pass. Income kinds have such a watch of their own.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from crs_intake.domain.decision import Column
from crs_intake.domain.errors import DeskError
from crs_intake.policy import (
    agreements,
    application,
    care,
    care_hours,
    coverage,
    deductions,
    determine,
    eligibility,
    employment,
    further,
    hosts,
    household,
    nearest,
    notes,
    papers,
    payment,
    plausible,
    pmmis,
    presence,
    proofs,
    screening,
    totals,
    whatif,
    worksheet,
)
from crs_intake.policy.book import Book
from tests.policy.test_cases import FOLDER, check

BOOK = Book.load()
FILES = {
    "care": "deductions", "employment": "deductions", "payment": "calculation", "proof": "deductions",
    "extra": "deductions", "age": "eligibility", "papers": "papers", "alien.enrolled_before": "eligibility",
    "group": "household",
}  # fmt: skip
SEEN_ELSEWHERE = {
    "proof.stub_warning_days",
    "book.stale_after_months",
    "alien.present_since",
}
TOLD_ONLY = "alien.present_since"  # stands in a sentence, decides nothing
OURS = [
    key
    for key in BOOK.numbers
    if key.split(".")[0] in {*FILES, "alien"} and key not in {*SEEN_ELSEWHERE, TOLD_ONLY}
]
IN_FILE = {
    "proof.stub_warning_days": "proofs",
    "proof.registration_months": "proofs",
    "proof.record_years": "proofs",
    "alien.enrolled_before": "eligibility",
}


def cases_of(name: str) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    for entry in yaml.load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader):
        for case in entry["cases"]:
            yield entry, case


def some_case_fails(name: str, book: Book | None = None) -> bool:
    for entry, case in cases_of(name):
        readings = case.get("readings", entry.get("readings", ""))
        try:
            check(entry, case, None if readings else book)
        except (AssertionError, DeskError, KeyError, TypeError, pytest.fail.Exception):
            return True
    return False


def moved(key: str) -> Book:
    """The book with that number one step away from what is printed."""
    steps = BOOK.numbers[key]
    if steps[-1].unit == "date":
        value = (date.fromisoformat(steps[-1].value or "") + timedelta(days=1)).isoformat()
    else:
        value = str(Fraction(steps[-1].value or "0") + 1)
    return replace(
        BOOK, numbers={**BOOK.numbers, key: (*steps[:-1], replace(steps[-1], value=value))}, _days={}
    )


@pytest.mark.parametrize("key", OURS)
def test_a_number_that_drifts_fails_a_case(key: str) -> None:
    assert some_case_fails(IN_FILE.get(key) or FILES[key.split(".")[0]], moved(key))


def _never(*_: Any, **__: Any) -> bool:
    return False


def _always(*_: Any, **__: Any) -> bool:
    return True


def _no_floor(earned: Fraction, unearned: Fraction, taken_off: Fraction) -> Column:
    agi = earned + unearned - taken_off
    return Column(earned, unearned, taken_off, Fraction(0), agi, agi)


def _every(days: list[date]) -> Callable[..., list[date]]:
    return lambda *_: days


BROKEN: list[tuple[Any, str, Any, str]] = [
    (eligibility, "_nondocumented", lambda *_: eligibility.Finding("met", "20.302.C"), "eligibility"),
    (eligibility, "_qualified_alien", lambda *_: eligibility.Finding("met", "20.302.B"), "eligibility"),
    (eligibility, "title_route", lambda *_: None, "title"),
    (proofs, "may_swear", _always, "proofs"),
    (
        proofs,
        "_judge",
        lambda case, sheet, proof, kind, fact: proofs.Judged(proof, kind, True, "20.503", ""),
        "proofs",
    ),
    (presence.Home, "minor", _always, "household"),
    (presence.Home, "claimed", _never, "household"),
    (household._Group, "own_children", lambda _: [], "household"),
    (household._Group, "minors_children", lambda _: None, "household"),
    (presence.Home, "beside", _always, "household"),
    (household._Group, "_worksheet_wanted", _always, "household"),
    (proofs, "_listed_paper_shown", _never, "proofs"),
    (proofs, "_unexpired_if_dated", lambda *_: proofs.PASSES, "proofs"),
    (proofs, "_TESTS", {**proofs._TESTS, "made_before": lambda *_: proofs.PASSES}, "proofs"),
    (papers, "_paid_in", _always, "papers"),
    (papers, "_owed", _always, "papers"),
    (papers, "_covered", _always, "papers"),
    (papers, "_own_business", _never, "papers"),
    (papers, "_not_applicable", lambda *_: [], "papers"),
    (application, "_signers", lambda case, _: {p.id for p in case.people}, "papers"),
    (application, "_policy", lambda *_: [], "papers"),
    (application, "_parent", lambda *_: [], "papers"),
    (pmmis, "submitted", lambda _: {}, "papers"),
    (hosts, "of", lambda *_: None, "household"),
    (household.Kin, "_inferred", lambda _: None, "household"),
    (employment, "_of_person", lambda *_: Fraction(1080), "deductions"),
    (care, "_expected", _always, "deductions"),
    (care, "_shown", _always, "deductions"),
    (care, "_shown", _never, "deductions"),
    (care, "_why_not", lambda *_: "", "deductions"),
    (care, "_adult_months", lambda *_: set(), "deductions"),
    (care_hours, "full_time", _always, "deductions"),
    (further, "_why_not", lambda *_: "", "deductions"),
    (further, "premium_days", _every([]), "deductions"),
    (deductions, "redetermination", _never, "deductions"),
    (totals, "_column", _no_floor, "calculation"),
    (worksheet, "_settle", lambda case, sheet, made, inside, free: made, "calculation"),
    (screening, "_special", _always, "screening"),
    (screening, "_on_ssi", _never, "screening"),
    (screening, "_group_of", _always, "screening"),
    (screening, "income_referral", _never, "deductions"),
    (screening, "open_requirement", _never, "screening"),
    (payment, "exempt", lambda *_: None, "payment"),
    (agreements, "may_sign", lambda *_: (), "payment"),
    (notes, "near_the_chart", lambda *_: [], "screening"),
    (nearest, "limits", lambda *_: [], "missing"),
    (coverage, "insured", _always, "screening"),
    (coverage, "requirement", _always, "screening"),
    (plausible, "check", _always, "missing"),
    (determine, "_outcome", lambda *_: "eligible", "missing"),
    (whatif, "_all_ways", lambda *_: {}, "missing"),
    (whatif, "_singly_and_in_pairs", lambda *_: {}, "missing"),
]


@pytest.mark.parametrize(("module", "name", "broken", "file"), BROKEN, ids=[f"{b[1]}" for b in BROKEN])
def test_a_broken_branch_fails_a_case(
    module: Any, name: str, broken: Any, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, name, broken)
    assert some_case_fails(file)


NO_RULES = {"book", "shelf", "exact", "rule", "explain", "checklists"}
"""They carry numbers, lines and words; what they carry is broken by the tests of the rules."""
ROOM = Path(str(worksheet.__file__)).parent


def _uses(module: str) -> set[str]:
    """The rooms of policy that a module takes from."""
    found: set[str] = set()
    for node in ast.walk(ast.parse((ROOM / f"{module}.py").read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "crs_intake.policy":
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("crs_intake.policy."):
            found.add(str(node.module).split(".")[2])
    return {each for each in found if (ROOM / f"{each}.py").exists()}


def test_every_rule_module_of_a_determination_is_broken_somewhere() -> None:
    """Income kinds have a watch of their own, beside their cases."""
    known, waiting = set[str](), ["determine", "checklists"]
    while waiting:
        module = waiting.pop()
        if module not in known:
            known.add(module)
            waiting += _uses(module)
    broken = {getattr(holder, "__module__", getattr(holder, "__name__", "")) for holder, *_ in BROKEN}
    broken |= {getattr(holder, "__name__", "") for holder, *_ in BROKEN}
    left = {each for each in known - NO_RULES if f"crs_intake.policy.{each}" not in broken}
    assert not left


@pytest.mark.parametrize("name", sorted(set(FILES.values())))
def test_the_unbroken_book_fails_none(name: str) -> None:
    assert not some_case_fails(name, BOOK)
