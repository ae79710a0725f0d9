"""The policy, case by case: every file in `cases/` is run against the rules as they are.

An analyst can read and add one. An entry names what it proves and gives an
example, a counterexample and the edge; see `cases/README.md` for the words.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from crs_intake import codec
from crs_intake.domain.checklists import Checklists
from crs_intake.domain.decision import Assessment
from crs_intake.domain.errors import DeskError
from crs_intake.domain.money import plain
from crs_intake.domain.site import Site
from crs_intake.exchange import answers
from crs_intake.policy import checklists
from crs_intake.policy.book import Book
from crs_intake.policy.determine import assess
from crs_intake.words import say_with
from resources import here
from tests import builders
from tests.policy.files import KINDS, entries

FOLDER = Path(__file__).parent / "cases"
DAY = date(2026, 6, 1)


@cache
def book_of(readings: str = "") -> Book:
    """The shipped book, or one with readings given as "setting=value,…"."""
    if not readings:
        return Book.load()
    chosen = [dict(zip(("setting", "value"), pair.split("="), strict=True)) for pair in readings.split(",")]
    site = {"format": "crs-site/1", "readings": [{**each, "reason": "test"} for each in chosen]}
    return Book.load(codec.adapter(Site).validate_python(site))


@pytest.mark.parametrize(("entry", "case"), list(entries(FOLDER)))
def test_the_policy_decides_as_the_case_says(entry: Mapping[str, Any], case: Mapping[str, Any]) -> None:
    check(entry, case)


def check(entry: Mapping[str, Any], case: Mapping[str, Any], book: Book | None = None) -> None:
    """Run one case; an expectation that does not hold is an AssertionError."""
    on = case.get("day", entry.get("day", DAY))
    book = book or book_of(case.get("readings", entry.get("readings", "")))
    start = case.get("start", entry.get("start"))
    facts = sample(start) if start else builders.FAMILY
    facts = builders.merged(builders.merged(facts, entry.get("given", {})), case.get("given", {}))
    if "refused" in case:
        with pytest.raises(DeskError, match=case["refused"]):
            assess(builders.read(facts), book, on)
        return
    read = builders.read(facts)
    found = assess(read, book, on)
    lists = checklists.of(read, book, found)
    for what, wanted in {**entry.get("expect", {}), **case.get("expect", {})}.items():
        assert seen(found, what, wanted, lists) == as_text(wanted), f"{what} ({case})"


@cache
def sample(name: str) -> dict[str, Any]:
    """The facts of a sample family that the program ships."""
    found: dict[str, Any] = yaml.load(
        (here() / "sample" / f"{name}.json").read_text("utf-8"), yaml.CSafeLoader
    )
    return found


def as_text(value: Any) -> Any:
    """A value as the answer's JSON writes it."""
    if isinstance(value, Mapping):
        return {key: as_text(each) for key, each in value.items()}
    if isinstance(value, list):
        return [as_text(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def seen(found: Assessment, what: str, wanted: Any, lists: Checklists) -> Any:
    """What the determination says about one expectation, in the shape of the expectation."""
    if what in LISTS:
        return LISTS[what](answers.assessment(found, lists), wanted)
    special = SPECIAL.get(what)
    if special is not None:
        return special(found, wanted)
    value: Any = answers.assessment(found)
    for key in what.split("."):
        value = value[key]
    if what.startswith("eligibility.") and isinstance(value, Mapping) and isinstance(wanted, str):
        return (
            value["status"]
            if wanted in ("met", "not_met", "unknown")
            else f"{value['status']} {value['section']}"
        )
    return value


def _group(found: Assessment, wanted: Mapping[str, Any]) -> dict[str, str]:
    members = {each.person: each for each in found.group}
    return {id: f"{'in' if members[id].inside else 'out'} {members[id].section}" for id in wanted}


def _lines(found: Assessment, wanted: Mapping[str, str]) -> dict[str, str]:
    """Results of lines by label; the same label twice adds up."""
    written: dict[str, Any] = {}
    for line in found.lines:
        label = say_with(line.label, {**line.numbers, **line.inputs})
        if label in wanted:
            old = written.get(label)
            written[label] = (
                line.result if old is None or isinstance(line.result, bool) else old + line.result
            )
    return {
        label: plain(value) if not isinstance(value, bool | str) else value
        for label, value in written.items()
    }


def _because(found: Assessment, wanted: Mapping[str, str]) -> dict[str, str]:
    """Reasons of lines by label."""
    said = {say_with(each.label, {**each.numbers, **each.inputs}): each for each in found.lines}
    return {
        label: say_with(line.reason, {**line.numbers, **line.inputs})
        for label in wanted
        if (line := said.get(label)) is not None
    }


def _reading(found: Assessment, wanted: str) -> Any:
    used = [f"{each.setting}={each.value}" for each in found.readings]
    return wanted if wanted in used else used


def _without(found: Assessment, setting: str) -> Any:
    used = [each.setting for each in found.readings]
    return used if setting in used else setting


def _papers(answer: Mapping[str, Any], wanted: Mapping[str, str]) -> dict[str, str]:
    """State of each row by "paper person"; a row that is not there is "none"."""
    rows = {f"{row['paper']} {row['person']}".strip(): row["state"] for row in answer["papers"]}
    return {name: rows.get(name, "none") for name in wanted}


def _pmmis(answer: Mapping[str, Any], wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Whether each row agrees, and what is submitted: "agrees" or "differs", then the value."""
    words = {True: "agrees", False: "differs", None: "open"}
    rows = {each["item"]: f"{words[each['agrees']]} {each['submitted'] or ''}" for each in answer["pmmis"]}
    return {name: rows.get(name, "none").strip() for name in wanted}


LISTS: dict[str, Any] = {
    "application": lambda answer, _: [each["fact"] for each in answer["financial_application"]],
    "papers": _papers,
    "all_papers": lambda answer, _: [row["paper"] for row in answer["papers"]],
    "paper_labels": lambda answer, wanted: {
        name: next(row["label"] for row in answer["papers"] if row["paper"] == name) for name in wanted
    },
    "pmmis": _pmmis,
}
SPECIAL: dict[str, Any] = {
    "missing": lambda found, _: [each.key for each in found.missing],
    "group": _group,
    "in_group": lambda found, _: sorted(each.person for each in found.group if each.inside),
    "agreements": lambda found, _: {each.document: list(each.signers) for each in found.agreements},
    "notes": lambda found, _: [each.section for each in found.notes],
    "lines": _lines,
    "because": _because,
    "agreed": lambda found, _: {each.document: each.section for each in found.agreements},
    "reading": _reading,
    "without_reading": _without,
    "extra_open": lambda found, _: found.extra_deductions_open,
    "provisional": lambda found, _: found.provisional,
    "thresholds": lambda found, _: [say_with(each.label, each.inputs) for each in found.thresholds],
    "reasons": lambda found, wanted: {
        id: next(say_with(m.reason, m.inputs) for m in found.group if m.person == id) for id in wanted
    },
}  # fmt: skip


def test_every_entry_has_an_example_a_counterexample_and_an_edge() -> None:
    for file in sorted(FOLDER.glob("*.yaml")):
        for entry in yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader):
            kinds = {kind for case in entry["cases"] for kind in KINDS if kind in case}
            assert entry["proves"], file.name
            assert kinds >= set(entry.get("kinds", KINDS)), (
                f"{file.name}: {entry['rule']} has only {sorted(kinds)}"
            )
