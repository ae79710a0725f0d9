"""The DES interface as files: what DES sends, matched with the cases (804.B-C); `tips_out` goes back.

Reading a file changes nothing. A line that lacks an item goes to the error
queue, a partial match waits for staff, and a line that is there already is known.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import cast, get_args
from uuid import NAMESPACE_OID, uuid5

from crs_intake.domain.case import Case
from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.money import Money
from crs_intake.domain.parents import (
    DesDiscontinuance,
    DesRecord,
    EndReason,
    ParentFacts,
    ParentsApplication,
    Research,
)  # fmt: skip
from crs_intake.domain.people import Address, Person
from crs_intake.domain.text import N_, clean, filled
from crs_intake.domain.tips import Record, Resolved, TipsLine, TipsPreview, TipsQueues, TipsWaiting
from crs_intake.policy.parents import figures, interface
from crs_intake.policy.parents.tips_known import Known

EXTRA = {"effective": "Effective date", "individuals": "Number in the income group"}
LONGEST_FILE = 5_000_000
MOST_LINES = 20_000
NO_HEADINGS = N_("The first line must name the columns; these are missing: {names}.")
NO_TEXT = N_("This file cannot be read as text; save it as CSV UTF-8 and choose it again.")
TOO_LONG = N_("This file is too long for one day's interface; choose another.")
NOBODY_HERE = N_("no parent with this Person ID#")
TOO_MANY = N_("more values than columns")
TWICE = N_("The first line names these columns twice: {names}. Leave each of them once.")
LONGEST_VALUE = 200
_BEYOND = "+"
"""Where a row keeps values for which there is no column."""
_ZIP = re.compile(r"[\s,]+(\d{5}(?:-\d{4})?)$")
_STATE = re.compile(r"([\s,]+)([a-z]{2}|Arizona)$", re.IGNORECASE)
_ROOM = re.compile(r"(apt|apartment|unit|suite|ste|lot|space|spc|bldg|room|rm|#)\b|#", re.IGNORECASE)


def preview(data: bytes, cases: Sequence[Case], day: date, resolved: Mapping[int, Resolved]) -> TipsPreview:
    """What a file of DES would do to these cases; `resolved` settles partial matches by line number."""
    known = Known(cases)
    lines: list[TipsLine] = []
    changed: dict[str, Case] = {}
    for number, values in _rows(data):
        if len(lines) >= MOST_LINES:
            raise NotAcceptable(TOO_LONG)
        line, case = _line(number, values, known, day, resolved.get(number))
        lines.append(line)
        if case is not None:
            changed[case.number] = case
            known.put(case)
    return TipsPreview(tuple(lines), changed)


def _line(
    number: int, values: Mapping[str, str], known: Known, day: date, resolved: Resolved | None
) -> tuple[TipsLine, Case | None]:
    if "person_id" in values:
        return _discontinued(number, values, known, day)
    record, unreadable = _des(values, day)
    return _weighed(number, record, unreadable, known, day, resolved)


def settled(record: DesRecord, cases: Sequence[Case], day: date, how: Resolved) -> TipsPreview:
    """What staff's decision on a partial match would do to these cases (804.B.2)."""
    line, case = _weighed(0, record, (), Known(cases), day, how)
    return TipsPreview((line,), {} if case is None else {case.number: case})


def queued(before: TipsQueues, lines: Sequence[TipsLine]) -> TipsQueues:
    """The queues after a file was taken in: what came out goes, what waits is there once."""
    rows = {_who(each.record): each for each in before.rows}
    for line in lines:
        if line.outcome in ("research", "error"):
            rows[_who(line.record)] = TipsWaiting(
                id=uuid5(NAMESPACE_OID, repr(line.record)).hex, record=line.record,
                queue="research" if line.outcome == "research" else "error", case=line.case,
                person=line.person, faults=line.faults,
            )  # fmt: skip
        else:
            rows.pop(_who(line.record), None)
    return replace(before, rows=tuple(rows.values()))


def _who(record: Record) -> tuple[object, ...]:
    """What tells rows apart: the kind and the person at DES; without an ID, all that they say."""
    id = record.client_id if isinstance(record, DesRecord) else record.person_id
    return type(record), id or repr(replace(record, received=date.min))


def _weighed(
    number: int, record: DesRecord, unreadable: tuple[str, ...], known: Known, day: date,
    resolved: Resolved | None,
) -> tuple[TipsLine, Case | None]:  # fmt: skip
    faults = (*unreadable, *interface.faults_of(record))
    if faults:
        return TipsLine(number, "error", record, faults=tuple(dict.fromkeys(faults))), None
    found = known.match(record)
    if found is None or (found[2] == "partial" and resolved == "created"):
        return _new(number, record, known, resolved, day)
    case, person, how = found
    if how == "partial" and resolved is None and not _has(case, person.id, record):
        return TipsLine(number, "research", record, case.number, person.id), None
    if _has(case, person.id, record):
        return TipsLine(number, "known", record, case.number, person.id), None
    made = _taken(case, person, record, resolved if how == "partial" else None, day)
    return TipsLine(number, "update", record, case.number, person.id), made


def _has(case: Case, person: str, record: DesRecord) -> bool:
    told = case.parents.parent(person) if case.parents is not None else None
    old = told.des if told is not None else None
    return old is not None and replace(old, received=record.received) == record


def _taken(case: Case, person: Person, record: DesRecord, how: Resolved | None, day: date) -> Case:
    """The case with the record and the new address; what it held before stays (804.B.2)."""
    told = case.parents or ParentsApplication()
    facts = told.parent(person.id) or ParentFacts(person=person.id)
    research = Research(on=day, result=how) if how is not None else facts.research
    made = replace(facts, des=record, research=research)
    others = tuple(each for each in told.parents if each.person != person.id)
    case = case.with_person(replace(person, address=record.address))
    return replace(case, parents=replace(told, parents=(*others, made)))


def _new(
    number: int, record: DesRecord, known: Known, how: Resolved | None, day: date
) -> tuple[TipsLine, Case | None]:
    name = f"TIPS-{record.client_id}"
    before = known.case(name)
    if before is not None:  # taken in before; the person was changed since
        if _has(before, "parent", record):
            return TipsLine(number, "known", record, name, "parent"), None
        return TipsLine(number, "research", record, name, "parent"), None
    given, family = interface.split_name(record.name)
    person = Person(id="parent", given=given, family=family, relation="parent", born=record.born,
                    sex=record.gender, ssn=interface.digits(record.ssn), address=record.address)  # fmt: skip
    blank = Case(format="crs-case/1", number=name, people=(person,), address=record.address)
    return TipsLine(number, "new", record, name, "parent"), _taken(blank, person, record, how, day)


def _discontinued(
    number: int, values: Mapping[str, str], known: Known, day: date
) -> tuple[TipsLine, Case | None]:
    record, unreadable = _ending(values, day)
    faults = [*unreadable, *interface.faults_of_discontinuance(record)]
    found = known.of_client(record.person_id) if not faults else None
    if found is not None:
        case, facts = found
        old, told = facts.des_discontinuance, case.parents
        assert told is not None  # noqa: S101 - it has these parents
        if old is not None and replace(old, received=record.received) == record:
            return TipsLine(number, "known", record, case.number, facts.person), None
        parents = tuple(replace(each, des_discontinuance=record) if each is facts else each
                        for each in told.parents)  # fmt: skip
        made = replace(case, parents=replace(told, parents=parents))
        return TipsLine(number, "update", record, case.number, facts.person), made
    asked = tuple(dict.fromkeys(faults)) or (NOBODY_HERE,)
    return TipsLine(number, "error", record, faults=asked), None


# Reading -------------------------------------------------------------------------------------------


def _rows(data: bytes) -> list[tuple[int, dict[str, str]]]:
    if len(data) > LONGEST_FILE:
        raise NotAcceptable(TOO_LONG)
    try:
        text = clean(data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n"))
        reader = list(csv.reader(io.StringIO(text or "")))
    except (UnicodeDecodeError, csv.Error):
        raise NotAcceptable(NO_TEXT) from None
    if text is None or not reader:
        raise NotAcceptable(NO_TEXT)
    headings = [_field(each) for each in reader[0]]
    wanted = "discontinuance" if "person_id" in headings else "approval"
    items = figures.data()["interface"][wanted]
    missing = [each["label"] for each in items if each["field"] not in headings]
    if missing:
        raise NotAcceptable(filled(NO_HEADINGS, names=", ".join(missing)))
    known = {each["field"] for each in items} | set(EXTRA)
    twice = sorted({_label(each, wanted) for each in headings if each in known and headings.count(each) > 1})
    if twice:
        raise NotAcceptable(filled(TWICE, names=", ".join(twice)))
    return [
        (number, {**dict(zip(headings, row, strict=False)), _BEYOND: "".join(row[len(headings) :])})
        for number, row in enumerate(([" ".join(each.split()) for each in row] for row in reader[1:]), 2)
        if any(row)
    ]


def _field(heading: str) -> str:
    plain = heading.strip().casefold()
    told = figures.data()["interface"]
    for item in (*told["approval"], *told["discontinuance"]):
        if plain in (item["field"], item["label"].casefold()):
            return str(item["field"])
    return next((field for field, label in EXTRA.items() if plain in (field, label.casefold())), plain)


def _des(values: Mapping[str, str], day: date) -> tuple[DesRecord, tuple[str, ...]]:
    wrong = _unfit(values, "approval")
    gender = values.get("gender", "").upper()[:1]
    address = values.get("address", "")
    made = DesRecord(
        received=day,
        aztecs_case=values.get("aztecs_case", ""),
        name=values.get("name", ""),
        client_id=values.get("client_id", ""),
        ssn=interface.digits(values.get("ssn", "")),
        born=_day(values, "born", wrong, by=day),
        gender="F" if gender == "F" else "M" if gender == "M" else None,
        address=_address(address) if address else None,
        fpl_threshold=_whole(values, "fpl_threshold", wrong),
        members=_whole(values, "members", wrong),
        effective=_day(values, "effective", wrong),
    )
    return made, tuple(wrong)


def _ending(values: Mapping[str, str], day: date) -> tuple[DesDiscontinuance, tuple[str, ...]]:
    wrong = _unfit(values, "discontinuance")
    income = values.get("gross_household_income", "")
    try:
        money = Money.read(income) if income else None
    except NotAcceptable:
        money = None
        wrong.append(_label("gross_household_income", "discontinuance"))
    made = DesDiscontinuance(
        received=day,
        name=values.get("name", ""),
        person_id=values.get("person_id", ""),
        effective=_day(values, "effective", wrong, "discontinuance"),
        reason=_reason(values.get("reason", "")),
        gross_household_income=money,
        members=_whole(values, "individuals", wrong, "discontinuance"),
    )
    return made, tuple(wrong)


def _reason(text: str) -> EndReason | None:
    """The reason by its key or its words; words that are on no list are another reason."""
    plain = text.strip().casefold()
    for key in get_args(EndReason):
        if plain in (key, figures.data()["reasons"][key]["label"].casefold()):
            return cast("EndReason", key)
    return "other" if plain else None


def _unfit(values: Mapping[str, str], kind: str) -> list[str]:
    """Labels of values that are longer than any such item, and the word that a row has too many."""
    long = [_label(field, kind) for field, value in values.items() if len(value) > LONGEST_VALUE]
    return [*([TOO_MANY] if values.get(_BEYOND) else []), *long]


def _label(field: str, kind: str) -> str:
    items = figures.data()["interface"][kind]
    return next((str(each["label"]) for each in items if each["field"] == field), EXTRA.get(field, field))


def _day(
    values: Mapping[str, str], field: str, wrong: list[str], kind: str = "approval", by: date = date.max
) -> date | None:
    text = values.get(field, "")
    if not text:
        return None
    try:
        read = date.fromisoformat(text)
    except ValueError:
        read = None
    if read is None or read > by:
        wrong.append(_label(field, kind))
        return None
    return read


def _whole(values: Mapping[str, str], field: str, wrong: list[str], kind: str = "approval") -> int | None:
    text = values.get(field, "").rstrip("%").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit()) or len(text) > 6:
        wrong.append(_label(field, kind))
        return None
    return int(text)


def _address(text: str) -> Address:
    """ "12 Elm St, Apt 4, Yuma, AZ 85364" in its parts; what cannot be told apart stays in the street."""
    rest, zip_code, state = text.strip(" ,"), "", ""
    if found := _ZIP.search(rest):
        rest, zip_code = rest[: found.start()], found[1]
    if (found := _STATE.search(rest)) and ("," in found[1] or (zip_code and "," in rest[: found.start()])):
        rest, state = rest[: found.start()], found[2].upper()
    street, comma, city = rest.rpartition(",")
    if not comma or _ROOM.match(city.strip()):
        return Address(street=text)
    state = "AZ" if state in ("", "ARIZONA") else state
    return Address(street=street.strip(), city=city.strip(), state=state, zip=zip_code)
