"""A form: what is asked on a page, and what has been typed so far.

Deep and small. Fields are data; a form holds texts, reads them into values
and sentences of what is wrong, and can be dumped into a draft and loaded
again in the middle of a word. Rows of a table are forms of their own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from crs_intake.domain.calendar import age_on
from crs_intake.words import say
from ui.forms import reading
from ui.forms.question import (
    About,
    Answers,
    Check,
    Choice,
    Choices,
    Door,
    Field,
    Kind,
    Note,
    Open,
    Page,
    Values,
    Width,
    Wizard,
)  # fmt: skip
from ui.forms.reading import NOT_KNOWN, UNKNOWN_TEXT, Unreadable

__all__ = [
    "NOT_KNOWN", "About", "Answers", "Check", "Choice", "Choices", "Door", "Field", "Form", "Kind", "Note",
    "Page", "Values", "Width", "Wizard",
]  # fmt: skip

_START = "(offered)"
"""Under this name a row that is dumped whole tells what it was offered."""


@dataclass
class Form:
    """What has been typed into a set of fields, and its reading."""

    fields: tuple[Field, ...]
    about: About
    texts: dict[str, str] = field(default_factory=dict)
    tables: dict[str, list[Form]] = field(default_factory=dict)
    outer: Form | None = None
    """The form in whose table this one is a row."""
    start: dict[str, str] = field(default_factory=dict)
    """What a new row was offered; as long as nothing else is typed, the row is empty."""

    def __post_init__(self) -> None:
        self._by_key = {each.key: each for each in self.fields}

    def put(self, values: Values) -> Form:
        """Fill in values; questions that are not named keep what they have."""
        for each in self.fields:
            if each.key not in values:
                continue
            if each.kind == "rows":
                rows = values[each.key] or ()
                self.tables[each.key] = [self._row(each).put(row) for row in rows]
            else:
                self.texts[each.key] = reading.write(each.kind, values[each.key])
        return self

    def field(self, path: str) -> Field:
        """The field at a path such as "income.0.payments.3.amount"."""
        form, key = self._at(path)
        return form._by_key[key]

    def text(self, path: str) -> str:
        """The text at a path."""
        form, key = self._at(path)
        return form.texts.get(key, "")

    def type_in(self, path: str, text: str) -> None:
        """Put a text in the place of the one at a path."""
        form, key = self._at(path, grow=True)
        form.texts[key] = text
        field = form._by_key[key]
        for other, offered in field.sets(text).items():
            if not form.texts.get(other):
                form.texts[other] = offered

    def rows(self, key: str) -> list[Form]:
        """The rows of a table, in order; each is a form."""
        return self.tables.setdefault(key, [])

    def add_row(self, key: str, values: Values | None = None) -> Form:
        """A new row at the end of a table."""
        table = self._by_key[key]
        row = self._row(table).put(values or {})
        named = next((each for each in table.columns if each.kind == "id"), None)
        if named is not None and not row.texts.get(named.key):
            taken = {other.texts.get(named.key) for other in self.rows(key)}
            row.texts[named.key] = next(
                name for n in range(1, 1000) if (name := f"{named.label}{n}") not in taken
            )
        row.start = dict(row.texts)
        self.rows(key).append(row)
        return row

    def remove_row(self, key: str, index: int) -> None:
        """Take a row out."""
        del self.rows(key)[index]

    def shown(self, field: Field, answers: Answers | None = None) -> bool:
        """Whether a question is asked, given the other answers."""
        if field.kind == "id" or not field.fits(self.about):
            return False
        return field.when is None or field.when(self.answers if answers is None else answers)

    @property
    def answers(self) -> Answers:
        """The texts of this form and of the one around it; what is not there reads as empty."""
        filled = {
            key: str(len(rows)) for key, rows in self.tables.items() if any(not row.empty for row in rows)
        }
        age = {} if "born" not in self._by_key else {"born.age": self._years()}
        return Open({**(self.outer.answers if self.outer else {}), **filled, **self.texts, **age})

    def _years(self) -> str:
        """Completed years by the birth date of this form, so that nobody is asked what cannot be."""
        born = self._read(self._by_key["born"])[0]
        return str(age_on(born, self.about.today)) if isinstance(born, date) else ""

    def _row(self, table: Field) -> Form:
        return Form(table.columns, self.about, outer=self)

    def asked(self) -> Iterator[Field]:
        """The questions that are asked now."""
        answers = self.answers
        return (each for each in self.fields if self.shown(each, answers))

    def look(self, key: str) -> tuple[Any, str]:
        """The value of one field and the sentence of what is wrong with it."""
        return self._read(self._by_key[key])

    def read(self) -> tuple[Values, dict[str, str]]:
        """All values that can be read, and what is wrong, by path."""
        values: Values = {}
        wrong: dict[str, str] = {}
        for each in self.fields:
            if each.kind == "rows":
                values[each.key] = self._read_rows(each, wrong)
                continue
            value, sentence = self._read(each)
            if sentence and self.shown(each):
                wrong[each.key] = sentence
            else:
                values[each.key] = value
        return values, wrong

    def missing(self) -> tuple[str, ...]:
        """Paths of required questions without an answer."""
        found, answers = [], self.answers
        for each in self.fields:
            if not self.shown(each, answers):
                continue
            if each.kind == "rows":
                found += [
                    f"{each.key}.{i}.{path}"
                    for i, row in enumerate(self.rows(each.key))
                    if not row.empty
                    for path in row.missing()
                ]
            answered = self.rows(each.key) if each.kind == "rows" else self.texts.get(each.key)
            if answered == UNKNOWN_TEXT and not each.not_known:
                answered = ""
            if not answered and each.is_required(answers, self.about):
                found.append(each.key)
        return tuple(found)

    def warning(self, field: Field) -> str:
        """The sentence of something to look at, for a value that is taken all the same."""
        value, wrong = self._read(field) if field.kind != "rows" else (None, "")
        if wrong or value in (None, (), NOT_KNOWN):
            return ""
        own = field.warn(value, self.about) if field.warn is not None else ""
        return own or reading.odd(field.kind, value)

    @property
    def empty(self) -> bool:
        """Whether nothing is answered; an id alone is no answer, nor is a fact that was given."""
        for key, text in self.texts.items():
            if text and text != self.start.get(key):
                known = self._by_key.get(key)
                if known is None or known.kind not in ("id", "fact", "month"):
                    return False
        return all(row.empty for rows in self.tables.values() for row in rows)

    def dump(self, *, whole: bool = False) -> dict[str, str]:
        """Everything typed, as texts for a draft; `whole` also tells of rows that are still empty."""
        found = {key: text for key, text in self.texts.items() if text}
        if whole and self.start:
            found[_START] = json.dumps(self.start, ensure_ascii=False)
        for key, rows in self.tables.items():
            filled = [row.dump(whole=whole) for row in rows if whole or not row.empty]
            if filled:
                found[key] = json.dumps(filled, ensure_ascii=False)
        return found

    def load(self, texts: Mapping[str, str]) -> Form:
        """Take up a draft where it stood; a field that the page no longer has is left out."""
        self.start = json.loads(texts.get(_START) or "{}")
        for each in self.fields:
            if each.kind == "rows":
                rows = json.loads(texts.get(each.key) or "[]")
                self.tables[each.key] = [self._row(each).load(row) for row in rows]
            else:
                self.texts[each.key] = texts.get(each.key, "")
        return self

    def see(self, about: About) -> None:
        """Look at the case as it is now."""
        self.about = about
        for rows in self.tables.values():
            for row in rows:
                row.see(about)

    def _read(self, field: Field) -> tuple[Any, str]:
        text = self.texts.get(field.key, "")
        try:
            value = reading.read(field.kind, text, self.about.today)
        except Unreadable as wrong:
            return None, str(wrong)
        if value is NOT_KNOWN and not field.not_known:
            return None, "" if field.kind == "yes_no" else say("Leave this empty if it is not known yet")
        if value in (None, (), NOT_KNOWN) or value is False:
            return value, ""
        if field.check is not None and (sentence := field.check(value, self.about)):
            return None, sentence
        return value, ""

    def _read_rows(self, field: Field, wrong: dict[str, str]) -> tuple[Values, ...]:
        found = []
        for index, row in enumerate(self.rows(field.key)):
            if row.empty and not field.fixed:
                continue
            values, errors = row.read()
            wrong.update({f"{field.key}.{index}.{path}": sentence for path, sentence in errors.items()})
            found.append({each.key: values.get(each.key) for each in field.columns})
        return tuple(found)

    def _at(self, path: str, grow: bool = False) -> tuple[Form, str]:
        form, parts = self, path.split(".")
        while len(parts) > 2:
            key, index = parts[0], int(parts[1])
            while grow and len(form.rows(key)) <= index:
                form.add_row(key)
            form, parts = form.rows(key)[index], parts[2:]
        return form, parts[0]
