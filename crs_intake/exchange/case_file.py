"""Case files (`crs-case/1`) and site files (`crs-site/1`): JSON in and out, losslessly.

Unknown keys are refused naming the nearest known one; values that do not fit
say where they stand and what is wanted. Ids left out are made.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any, TypeVar, get_args, get_type_hints

from pydantic import ValidationError
from rapidfuzz import process

from crs_intake import codec
from crs_intake.domain.case import Case
from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.moment import Moment
from crs_intake.domain.partner import Partnership
from crs_intake.domain.people import Person
from crs_intake.domain.site import Site
from crs_intake.domain.text import N_, clean
from crs_intake.words import say

T = TypeVar("T")
LARGEST_FILE = 20 * 1024 * 1024  # bytes
MOST_PEOPLE = 500
MOST_LINES = 10_000
YEARS = range(1900, 2200)
"""Years that a day of a file can lie in; another is a slip of the keys."""
A_DAY = N_("a day is wanted, as 2026-03-02")
WANTED = (
    ("date", A_DAY),
    ("bool", N_("true or false is wanted")),
    ("int", N_("a whole number is wanted")),
    ("decimal", N_("a number is wanted")),
    ("string", N_("text in quotation marks is wanted")),
    ("tuple", N_("a list in square brackets is wanted")),
    ("dataclass", N_("named values in braces are wanted")),
)
"""What is wanted instead, by how pydantic calls the trouble."""


def read_case(text: str | bytes) -> Case:
    """The case of a case file; raises NotAcceptable with every problem, a line each."""
    case = with_ids(_read(Case, text))
    problems = list(_problems(case))
    if problems:
        raise NotAcceptable("\n".join(problems))
    return case


def read_site(text: str | bytes) -> Site:
    """The settings of a site file; raises NotAcceptable with every problem, a line each."""
    return _read(Site, text)


def read_partner(text: str | bytes) -> Partnership:
    """The partnership of a partner file (`crs-partner/1`); raises NotAcceptable with every problem."""
    return _read(Partnership, text)


def write(value: Case | Site | Partnership) -> bytes:
    """A case, site or partnership as its file, whole and readable."""
    return codec.to_file(value) + b"\n"


def with_ids(case: Case) -> Case:
    """The case with an id for every line and event that came without one."""
    return replace(
        case,
        income=_numbered(case.income, "income"),
        care=_numbered(case.care, "care"),
        premiums=_numbered(case.premiums, "premium"),
        bills=_numbered(case.bills, "bill"),
        events=_numbered(case.events, f"{case.number or 'case'}-event"),
    )


def _numbered(lines: tuple[Any, ...], word: str) -> tuple[Any, ...]:
    taken = {line.id for line in lines}
    made = (f"{word}-{n}" for n in range(1, 2 * len(lines) + 2) if f"{word}-{n}" not in taken)
    return tuple(line if line.id else replace(line, id=next(made)) for line in lines)


def _read(kind: type[T], text: str | bytes) -> T:
    if len(text) > LARGEST_FILE:
        raise NotAcceptable(say("The file is larger than 20 MB; that is no case or site file."))
    try:
        plain = json.loads(text, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError) as error:
        where = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise NotAcceptable(say("This is not a JSON file{where}.", where=where)) from None
    if not isinstance(plain, dict):
        raise NotAcceptable(say('The file must hold one JSON object with "format" in it.'))
    try:
        plain = _clean(plain, "")
        # Strict: 0 is no day of 1970, and 1 or "yes" no answer to a yes-or-no question.
        found = codec.adapter(kind).validate_json(json.dumps(plain), strict=True)
    except ValidationError as error:
        raise NotAcceptable("\n".join(_sentences(kind, error))) from None
    except RecursionError:
        raise NotAcceptable(say("The file is nested too deeply.")) from None
    problems = list(_odd_days(found, plain, ""))
    if problems:
        raise NotAcceptable("\n".join(problems[:20]))
    return found


def _odd_days(value: Any, plain: Any, place: str) -> Iterable[str]:
    """Days that are written as something else than a day, or lie in no year that can be right."""
    if isinstance(value, (date, Moment)):
        day = value if isinstance(value, date) else value.day
        if isinstance(value, date) and plain != day.isoformat():
            yield say("{place}: {wanted}.", place=place, wanted=say(A_DAY))
        elif day.year not in YEARS:
            yield say("{place}: {day} is no day that can be right; check the year.", place=place, day=day)
    elif isinstance(value, tuple) and isinstance(plain, list):
        for n, (each, its) in enumerate(zip(value, plain, strict=False), 1):
            yield from _odd_days(each, its, f"{place}[{n}]")
    elif is_dataclass(value) and isinstance(plain, dict):
        for key, its in plain.items():
            yield from _odd_days(getattr(value, key), its, f"{place}.{key}".strip("."))


def _clean(plain: Any, place: str) -> Any:
    """The file's text in one normal form; characters that hide or turn text round are refused."""
    if isinstance(plain, str):
        text = clean(plain)
        if text is None:
            raise NotAcceptable(
                say("{place} holds control characters; type it again.", place=place or "The file")
            )
        return text
    if isinstance(plain, dict):
        return {_clean(key, place): _clean(each, f"{place}.{key}".strip(".")) for key, each in plain.items()}
    if isinstance(plain, list):
        return [_clean(each, f"{place}[{n}]") for n, each in enumerate(plain, 1)]
    return plain


def _sentences(kind: type, error: ValidationError) -> list[str]:
    """One sentence for each thing that does not fit, with its place in the file."""
    found = [_sentence(kind, dict(each)) for each in error.errors(include_url=False)[:20]]
    return list(dict.fromkeys(found))


def _sentence(kind: type, problem: dict[str, Any]) -> str:
    place = _place(problem["loc"])
    if problem["type"] in ("unexpected_keyword_argument", "extra_forbidden"):
        known = _known_keys(kind, problem["loc"][:-1])
        near = process.extractOne(str(problem["loc"][-1]), known) if known else None
        hint = say(' Did you mean "{near}"?', near=near[0]) if near else ""
        return say("{place} is not known in this format.", place=place) + hint
    if problem["type"] in ("missing", "missing_argument", "missing_keyword_only_argument"):
        return say("{place} is missing.", place=place)
    if problem["type"] == "literal_error":
        return say("{place} must be one of: {choices}.", place=place, choices=problem["ctx"]["expected"])
    if problem["type"] == "value_error":
        return say("{place}: {trouble}", place=place, trouble=problem["ctx"]["error"])
    wanted = next((words for kind_, words in WANTED if problem["type"].startswith(kind_)), "")
    if wanted:
        return say("{place}: {wanted}.", place=place, wanted=say(wanted))
    return say("{place}: {trouble}.", place=place, trouble=problem["msg"])


def _place(loc: tuple[int | str, ...]) -> str:
    text = ""
    for step in loc:
        text += f"[{step + 1}]" if isinstance(step, int) else f"{'.' if text else ''}{step}"
    return text or "The file"


def _known_keys(kind: Any, path: Iterable[int | str]) -> list[str]:
    """The keys that the object at this place of the file may have."""
    for step in path:
        kind = next((k for k in _leaves(kind) if is_dataclass(k)), None)
        if kind is None:
            return []
        if isinstance(step, str):
            kind = get_type_hints(kind).get(step)
    kind = next((k for k in _leaves(kind) if is_dataclass(k)), None)
    return [field.name for field in fields(kind)] if kind else []


def _leaves(kind: Any) -> list[Any]:
    inner = get_args(kind)
    return [leaf for each in inner for leaf in _leaves(each)] if inner else [kind]


def _problems(case: Case) -> Iterable[str]:
    """What a file can get wrong although every value fits its place."""
    if len(case.people) > MOST_PEOPLE:
        yield say(
            "The file holds {count} people; {most} is the most.", count=len(case.people), most=MOST_PEOPLE
        )
    lines = len(case.income) + len(case.bills) + len(case.premiums) + len(case.care) + len(case.events)
    if lines > MOST_LINES:
        yield say("The file holds {count} lines; {most} is the most.", count=lines, most=MOST_LINES)
    form = case.financial_application
    if form is not None and form.household_count is not None and not 1 <= form.household_count <= MOST_PEOPLE:
        yield say(
            "financial_application.household_count: a whole number from 1 to {most} is wanted.",
            most=MOST_PEOPLE,
        )
    ids = [person.id for person in case.people]
    for twice in sorted({id for id in ids if ids.count(id) > 1}):
        yield say('Two people have the id "{id}"; give each an id of its own.', id=twice)
    if sum(person.relation == "applicant" for person in case.people) > 1:
        yield say("Two people are called the applicant; a case has one.")
    for word, lines_ in (("income", case.income), ("care", case.care), ("bills", case.bills)):
        yield from _strangers(word, lines_, set(ids))
    for person in case.people:
        yield from _unknown_relatives(person, set(ids))
    yield from _unknown_hands(case, set(ids))
    for word, rows in (("income", case.income), ("care", case.care), ("premiums", case.premiums),
                       ("bills", case.bills), ("events", case.events)):  # fmt: skip
        names = [row.id for row in rows]
        if len(set(names)) < len(names):
            yield say("Two entries of {word} have the same id.", word=word)


def _strangers(word: str, lines: tuple[Any, ...], ids: set[str]) -> Iterable[str]:
    for n, line in enumerate(lines, 1):
        if line.person not in ids:
            yield say(
                '{word}[{n}].person: nobody in the case has the id "{id}".', word=word, n=n, id=line.person
            )


def _unknown_hands(case: Case, ids: set[str]) -> Iterable[str]:
    """Whoever paid, signed or owns a paper must be one of the people."""
    form = case.financial_application
    named = (
        *((f"premiums[{n}].payer", each.payer) for n, each in enumerate(case.premiums, 1)),
        *((f"proofs[{n}].signer", each.signer) for n, each in enumerate(case.proofs, 1)),
        *((f"papers[{n}].person", each.person) for n, each in enumerate(case.papers, 1)),
        ("financial_application.signer", form.signer if form else ""),
    )
    for place, id in named:
        if id and id not in ids:
            yield say('{place}: nobody in the case has the id "{id}".', place=place, id=id)


def _unknown_relatives(person: Person, ids: set[str]) -> Iterable[str]:
    for other in (*person.parents, person.spouse, person.partner, person.lives_with):
        if other and other not in ids:
            yield say('people: "{id}" names "{other}", who is not in the case.', id=person.id, other=other)
