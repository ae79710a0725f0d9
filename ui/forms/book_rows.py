"""Rows for the policy book, as they are typed or come in a CSV file, read with sentences beside the fields.

Texts in, domain rows out; what a row must be is asked of `casework.book_acts`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Generic, Literal, TypeVar, get_args

from crs_intake.casework import book_acts
from crs_intake.casework.book_acts import SIZES, Row
from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.money import Money
from crs_intake.domain.site import ChartRow, FplRow, RateBasis, RateRow, Site, WageRow
from crs_intake.words import say
from ui.forms import reading
from ui.forms.reading import Unreadable

Table = Literal["fpl", "chart", "wages", "rates"]
SIZE_KEYS = tuple(f"size_{size}" for size in range(1, SIZES + 1))
FIELDS: Mapping[Table, tuple[str, ...]] = {
    "fpl": ("effective_from", *SIZE_KEYS, "each_additional", "citation"),
    "chart": ("effective_from", "category", *SIZE_KEYS, "each_additional", "citation"),
    "wages": ("effective_from", "jurisdiction", "per_hour", "citation"),
    "rates": ("effective_from", "basis", "service", "value", "citation"),
}
HEADINGS = {
    **{f"hh{size}": f"size_{size}" for size in range(1, SIZES + 1)},
    "additional": "each_additional",
    "chart_effective_from": "effective_from",
    "source": "citation",
    "status": "citation",
}
"""Other headings that a file may have, as the published tables are usually kept."""
MOST_LINES = 2000
LONGEST_FILE = 2_000_000
_RATE = re.compile(r"^\$?\s*(\d{1,3}(?:,\d{3})+(?:\.\d{1,6})?|\d{1,7}(?:\.\d{1,6})?|\.\d{1,6})$")
_WHOLE = re.compile(r"^\$?\s*(\d{1,3}(?:,\d{3})+|\d{1,7})(?:\.0+)?$")


Given = TypeVar("Given", covariant=True)


@dataclass(frozen=True)
class Line(Generic[Given]):
    """One line of a file: what it gives, or what is wrong with it."""

    number: int
    row: Given | None
    wrong: Mapping[str, str] = field(default_factory=dict)
    looks: tuple[str, ...] = ()
    """What somebody should look at once more."""
    known: bool = False
    """It stands there already, as it is."""

    @property
    def new(self) -> bool:
        """Whether it would be added."""
        return self.row is not None and not self.wrong and not self.known


def typed(
    table: Table, texts: Mapping[str, str], site: Site, today: date
) -> tuple[Row | None, dict[str, str]]:
    """The row that was typed, and what is wrong by field."""
    wrong: dict[str, str] = {}
    day = _day(texts.get("effective_from", ""), today, wrong)
    row = _row(table, texts, day or today, wrong)
    if row is not None:
        for key, sentence in book_acts.wrong(site, row, today).items():
            if key != "effective_from" or day is not None:
                wrong.setdefault(key, sentence)
    return (None if wrong else row), wrong


def from_csv(table: Table, data: bytes, site: Site, today: date) -> tuple[Line[Row], ...]:
    """The lines of a CSV file, each checked after those before it; raises NotAcceptable without headings."""
    found = []
    for number, texts in enumerate(texts_of(FIELDS[table], data), 2):
        line = _line(table, number, texts, site, today)
        found.append(line)
        if line.new and line.row is not None:
            site = book_acts.with_row(site, line.row)
    return tuple(found)


def texts_of(fields: Sequence[str], data: bytes) -> Iterator[dict[str, str]]:
    """Each line's texts by column; raises NotAcceptable if it is no CSV file, or lacks a column."""
    text = _decoded(data)
    head = text.partition("\n")[0]
    between = ";" if head.count(";") > head.count(",") else ","  # as Excel writes it in Spanish
    reader = csv.DictReader(io.StringIO(text), delimiter=between)
    try:
        names = [_heading(name) for name in reader.fieldnames or ()]
        missing = [name for name in fields if name not in names]
        if missing:
            raise NotAcceptable(say("The first line must name the columns; these are missing: {names}.",
                                    names=", ".join(missing)))  # fmt: skip
        for number, given in enumerate(reader, 2):
            if number > MOST_LINES:
                raise NotAcceptable(
                    say("The file has more than {most} lines; take the newest years.", most=MOST_LINES)
                )
            yield {_heading(name): text or "" for name, text in given.items() if isinstance(name, str)}
    except csv.Error:
        raise NotAcceptable(
            say("This file cannot be read as text; save it as CSV and choose it again.")
        ) from None


def _line(table: Table, number: int, texts: Mapping[str, str], site: Site, today: date) -> Line[Row]:
    row, wrong = typed(table, texts, site, today)
    read: dict[str, str] = {}
    bare = _row(table, texts, _day(texts.get("effective_from", ""), today, read) or today, read)
    if bare is not None and not read and _in_book(bare, site):
        return Line(number, bare, known=True)
    if row is None:
        return Line(number, None, wrong)
    return Line(number, row, looks=book_acts.unusual(site, row))


def _in_book(row: Row, site: Site) -> bool:
    return book_acts.known_amounts(site, row).get(row.effective_from) == book_acts.amounts(row)


def _row(table: Table, texts: Mapping[str, str], day: date, wrong: dict[str, str]) -> Row | None:
    citation = reading.tidy(texts.get("citation", ""))
    if table == "wages":
        where = reading.tidy(texts.get("jurisdiction", "")).casefold()
        if where not in ("federal", "arizona"):
            wrong["jurisdiction"] = say("Choose federal or Arizona.")
        per_hour = _money(texts.get("per_hour", ""), wrong)
        return WageRow(effective_from=day, jurisdiction="federal" if where == "federal" else "arizona",
                       per_hour=per_hour, citation=citation)  # fmt: skip
    if table == "rates":
        return RateRow(effective_from=day, basis=_basis(texts.get("basis", ""), wrong),
                       service=reading.tidy(texts.get("service", "")),
                       value=_rate(texts.get("value", ""), wrong), citation=citation)  # fmt: skip
    amounts = tuple(_whole(texts.get(key, ""), key, wrong) for key in SIZE_KEYS)
    more = _whole(texts.get("each_additional", ""), "each_additional", wrong)
    fpl = FplRow(effective_from=day, amounts=amounts, each_additional=more, citation=citation)
    if table == "fpl":
        return fpl
    return ChartRow(effective_from=day, category=texts.get("category", "").strip(), amounts=fpl.amounts,
                    each_additional=more, citation=citation)  # fmt: skip


def _day(text: str, today: date, wrong: dict[str, str]) -> date | None:
    try:
        found = reading.read("day", text, today)
    except Unreadable as trouble:
        wrong["effective_from"] = str(trouble)
        return None
    if not isinstance(found, date):
        wrong["effective_from"] = say("Type the day from which it counts, for example 1/14/2027.")
        return None
    return found


def _whole(text: str, key: str, wrong: dict[str, str]) -> int:
    found = _WHOLE.match(text.strip()) if text.isascii() else None
    if found is None:
        wrong[key] = say("Type whole dollars, for example 33,000.")
        return 0
    return int(found[1].replace(",", ""))


def _money(text: str, wrong: dict[str, str]) -> Money:
    try:
        return Money.read(text)
    except NotAcceptable:
        wrong["per_hour"] = say("Type the dollars an hour, for example 15.15.")
        return Money(0)


def _basis(text: str, wrong: dict[str, str]) -> RateBasis:
    found = next((each for each in get_args(RateBasis) if each == text.strip().casefold()), None)
    if found is None:
        wrong["basis"] = say("Choose what the rate is: inpatient_per_diem, outpatient_ratio or fee_schedule.")
    return found or "fee_schedule"


def _rate(text: str, wrong: dict[str, str]) -> Decimal:
    found = _RATE.match(text.strip()) if text.isascii() else None
    if found is None:
        wrong["value"] = say("Type the rate, more than nothing, for example 1,250.00 or 0.2155.")
        return Decimal(0)
    return Decimal(found[1].replace(",", ""))


def _heading(name: str) -> str:
    plain = name.strip().casefold().replace(" ", "_")
    return HEADINGS.get(plain, plain)


def _decoded(data: bytes) -> str:
    if len(data) > LONGEST_FILE:
        raise NotAcceptable(say("This file is too long to be a table of the book; choose another."))
    for encoding in () if b"\0" in data else ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotAcceptable(say("This file cannot be read as text; save it as CSV and choose it again."))


__all__ = ["FIELDS", "SIZE_KEYS", "Line", "Table", "from_csv", "texts_of", "typed"]
