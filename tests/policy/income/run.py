"""Runs the income cases that an analyst can read; see `cases/README.md` for the words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from crs_intake import codec
from crs_intake.domain.case import Case
from crs_intake.domain.decision import COLUMNS, CountedLine
from crs_intake.domain.errors import DeskError
from crs_intake.domain.money import plain
from crs_intake.domain.site import Site
from crs_intake.policy.book import Book
from crs_intake.policy.income import count_all
from crs_intake.words import say_with
from tests.policy.files import KINDS

FOLDER = Path(__file__).parent / "cases"
DAY, FORM = date(2026, 3, 31), date(2026, 3, 6)
PEOPLE: Mapping[str, Mapping[str, Any]] = {
    "applicant": {"relation": "applicant", "born": "2016-05-04", "parents": ["mother", "father"]},
    "mother": {"relation": "mother", "born": "1990-02-11", "spouse": "father"},
    "father": {"relation": "father", "born": "1988-09-30", "spouse": "mother"},
    "sibling": {"relation": "sibling", "born": "2012-01-20", "parents": ["mother", "father"]},
}
OFTEN = ("weekly", "biweekly", "semimonthly", "monthly", "quarterly", "yearly", "once", "irregular")
KNOWN = {
    *KINDS, "lines", "day", "form", "people", "outside", "readings", "counts", "each", "earned", "annual",
    "arithmetic", "section", "register", "missing", "struck", "received", "months", "used", "hints",
    "refused", "facts", "says", "costs", "why", "sentences", "hinted",
}  # fmt: skip


def cases() -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every case of every file with its name."""
    for file in sorted(FOLDER.glob("*.yaml")):
        for entry in yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader):
            common = {word: value for word, value in entry.items() if word not in ("cases", "proves", "rule")}
            for case in entry["cases"]:
                kind = next(each for each in KINDS if each in case)
                yield f"{file.stem}: {entry['rule']}: {kind}: {case[kind]}", {**common, **case}


@cache
def book_of(readings: tuple[tuple[str, str], ...] = ()) -> Book:
    """The shipped book, or one with readings chosen."""
    if not readings:
        return Book.load()
    told = [{"setting": setting, "value": value, "reason": "test"} for setting, value in readings]
    return Book.load(codec.adapter(Site).validate_python({"format": "crs-site/1", "readings": told}))


def facts(case: Mapping[str, Any]) -> Case:
    """The case file's facts."""
    people: dict[str, dict[str, Any]] = {id: dict(told) for id, told in PEOPLE.items()}
    for id, told in case.get("people", {}).items():
        people.setdefault(id, {}).update(told)
    given = {
        "format": "crs-case/1",
        "people": [{"id": id, **told} for id, told in people.items()],
        "referral": {"form_date": case.get("form", FORM)},
        "income": [_line(at, told) for at, told in enumerate(case["lines"])],
        **case.get("facts", {}),
    }
    return codec.adapter(Case).validate_python(given)


def _line(at: int, told: Mapping[str, Any]) -> dict[str, Any]:
    line = {"id": f"line-{at + 1}", "person": "mother", **told}
    for often in OFTEN:
        if often in line:
            line["frequency"], line["amount"] = often, line.pop(often)
    payments = [{"day": day, "amount": amount} for day, amount in line.pop("paid", {}).items()]
    payments += [
        {"day": day, "mailed": day, "amount": amount} for day, amount in line.pop("mailed", {}).items()
    ]
    return {**line, "payments": payments} if payments else line


def counted(case: Mapping[str, Any]) -> Sequence[CountedLine]:
    """The lines counted."""
    told = facts(case)
    group = frozenset(person.id for person in told.people) - set(case.get("outside", ()))
    book = book_of(tuple(sorted((k, str(v)) for k, v in case.get("readings", {}).items())))
    return count_all(told, book, case.get("day", DAY), group)


def problems(case: Mapping[str, Any]) -> list[str]:
    """What comes out otherwise than the case says; nothing = the case holds."""
    unknown = set(case) - KNOWN
    if unknown:
        return [f"words that no case knows: {', '.join(sorted(unknown))}"]
    try:
        lines = counted(case)
    except DeskError as trouble:
        wanted = case.get("refused")
        return [] if wanted and wanted in str(trouble) else [f"refused: {trouble}"]
    if "refused" in case:
        return [f"not refused; it should say {case['refused']!r}"]
    return list(_differences(case, lines))


def _differences(case: Mapping[str, Any], lines: Sequence[CountedLine]) -> Iterator[str]:
    if "counts" in case:
        total = {name: plain(sum(line.counted[name] for line in lines)) for name in COLUMNS}
        yield from _differ("counts", total, _columns(case["counts"]))
    for line, wanted in zip(lines, case.get("each", ()), strict="each" in case):
        yield from _differ(line.id, {name: plain(line.counted[name]) for name in COLUMNS}, _columns(wanted))
    first = lines[0]
    found: dict[str, Any] = {
        "earned": first.earned,
        "annual": plain(first.annual),
        "arithmetic": first.arithmetic,
        "section": first.section,
        "register": first.register,
        "missing": [fact.key.rpartition(".")[2] for fact in first.missing],
        "struck": [day for day, _, _ in first.struck],
        "received": [day for day, _ in first.received],
        "used": [reading.setting for reading in first.readings],
        "why": [say_with(why, first.inputs) for _, _, why in first.struck],
        "hints": len(first.hints),
        "hinted": [say_with(hint, first.inputs) for hint in first.hints],
        "says": say_with(first.reason, first.inputs),
        "costs": [cost.deducted for cost in first.expenses],
        "months": len(first.earning_months.get("xxi", ())),
        "sentences": [say_with(line.reason, line.inputs) for line in lines],
    }
    if isinstance(case.get("months"), Mapping):
        found["months"] = {name: len(first.earning_months.get(name, ())) for name in case["months"]}
    for word, value in found.items():
        if word in case or word == "missing":
            yield from _differ(word, value, case.get(word, []))


def _columns(told: str | Mapping[str, str]) -> Mapping[str, str]:
    """One figure for all columns, or one each; State Only is as Title XXI where it is left out."""
    if isinstance(told, str):
        return dict.fromkeys(COLUMNS, told)
    return {"state_only": told["xxi"], **told}


def _differ(word: str, found: Any, wanted: Any) -> Iterator[str]:
    if found != wanted:
        yield f"{word}: {found} instead of {wanted}"
