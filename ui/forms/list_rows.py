"""Entries for the lists of the settings as a CSV file brings them: read like typed ones, told line by line.

Nothing is kept here; whoever looked at the lines adds the good ones together or none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol

from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.site import Entry, ListName, Site
from crs_intake.words import day, say, told
from ui.forms import reading
from ui.forms.book_rows import Line, texts_of
from ui.forms.reading import Unreadable


class Asked(Protocol):
    """A field of an editor, which is a column of the file as well."""

    @property
    def key(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def required(self) -> bool: ...
    @property
    def lines(self) -> int: ...


@dataclass(frozen=True)
class Listed:
    """An entry of a list: what it is called, what is kept of it, and where it comes from."""

    name: str
    value: Any
    entry: Entry

    @property
    def effective_from(self) -> date | None:
        """Day from which it counts; None = always."""
        return self.entry.effective_from


def read_one(ask: Asked, words: str, today: date) -> tuple[Any, str]:
    """The value of a field, and what is wrong with it, or nothing."""
    try:
        value = words.strip() if ask.lines > 1 else reading.read(ask.kind, words, today)
    except Unreadable as trouble:
        return None, told(trouble)
    if ask.required and not words.strip():
        return value, say("Type the {what}.", what=ask.label.replace("&", "").lower())
    return value, ""


def from_csv(asks: Sequence[Asked], data: bytes, today: date, make: Callable[[Mapping[str, Any]], Listed],
             known: Callable[[Listed], Listed | None]) -> tuple[Line[Listed], ...]:  # fmt: skip
    """The lines of a CSV file whose columns are these fields; raises NotAcceptable without its headings."""
    found: list[Line[Listed]] = []
    seen: dict[str, int] = {}
    for number, texts in enumerate(texts_of(tuple(each.key for each in asks), data), 2):
        line = _line(number, asks, texts, today, make)
        if (row := line.row) is not None:
            if (first := seen.setdefault(row.entry.key.casefold(), number)) != number:
                line = replace(line, wrong={"name": say("Line {number} names it already.", number=first)})
            else:
                line = _compared(line, row, known(row))
        found.append(line)
    if not found:
        raise NotAcceptable(say("The file names its columns and has no line below them."))
    return tuple(found)


def _line(number: int, asks: Sequence[Asked], texts: Mapping[str, str], today: date,
          make: Callable[[Mapping[str, Any]], Listed]) -> Line[Listed]:  # fmt: skip
    values: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for ask in asks:
        values[ask.key], sentence = read_one(ask, texts.get(ask.key, ""), today)
        if sentence:
            wrong[ask.key] = sentence
    if wrong:
        return Line(number, None, wrong)
    try:
        return Line(number, make(values))
    except NotAcceptable as trouble:
        return Line(number, None, {"name": told(trouble)})


def _compared(line: Line[Listed], row: Listed, before: Listed | None) -> Line[Listed]:
    if before is None:
        return line
    told_of = (row.entry.effective_from, row.entry.citation)
    if before.value == row.value and told_of == (before.entry.effective_from, before.entry.citation):
        return replace(line, known=True)
    return replace(line, looks=(say("Takes the place of the entry of this name."),))


def given(table: ListName, key: str, values: Mapping[str, Any]) -> Entry:
    """Where a typed entry comes from."""
    return Entry(table=table, key=key, effective_from=values.get("effective_from"),
                 citation=values.get("citation") or "")  # fmt: skip


def with_entry(site: Site, entry: Entry, instead_of: str = "") -> Site:
    """The settings with where an entry comes from; a renamed one leaves its old name behind."""
    gone = {(entry.table, entry.key), (entry.table, instead_of)}
    left = tuple(each for each in site.entries if (each.table, each.key) not in gone)
    return replace(site, entries=(*left, entry))


def cells(entry: Entry) -> tuple[str, str, str]:
    """Since when it counts, the source, and who changed it, as the list shows them."""
    start = day(entry.effective_from) if entry.effective_from else say("the beginning")
    return start, entry.citation or say("not told"), by(entry)


def by(entry: Entry) -> str:
    """Who entered or changed it, and when."""
    if not entry.by:
        return say("not told")
    return say("{name}, {day}", name=entry.by, day=entry.added) if entry.added else entry.by


def whole(entry: Entry) -> str:
    """The same in a line below the list."""
    heads = (say("Counts from"), say("Source"), say("Changed by"))
    return " · ".join(f"{head}: {words}" for head, words in zip(heads, cells(entry), strict=True))
