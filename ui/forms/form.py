"""A form: what is asked on a page, and what has been typed so far.

Deep and small. Fields are data; a form holds texts, reads them into values
and sentences of what is wrong, and can be dumped into a draft and loaded
again in the middle of a word. Rows of a table are forms of their own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from crs_intake.domain.actor import Actor
from crs_intake.domain.calendar import age_on
from crs_intake.domain.case import Case
from crs_intake.domain.decision import Assessment
from crs_intake.domain.moment import Moment
from crs_intake.words import say
from ui.forms import reading
from ui.forms.reading import NOT_KNOWN, UNKNOWN_TEXT, Unreadable

if TYPE_CHECKING:
    from crs_intake.policy.book import Book

__all__ = ["NOT_KNOWN", "About", "Answers", "Choice", "Field", "Form", "Note", "Page", "Values", "Wizard"]

Kind = Literal[
    "text", "name", "day", "month", "moment", "money", "whole", "hours", "phone", "zip", "ssn",
    "choice", "pick", "offer", "many", "yes_no", "tick", "fact", "id", "rows",
]  # fmt: skip
Width = Literal["tiny", "short", "medium", "long", "full"]
Values = dict[str, Any]
"""Read values by key; None = not answered, NOT_KNOWN = said not to be known."""
Answers = Mapping[str, str]
"""Texts by key, as typed."""
_WIDTHS: dict[str, Width] = {
    "day": "short", "month": "short", "moment": "medium", "money": "short", "whole": "tiny", "hours": "tiny",
    "phone": "medium", "zip": "tiny", "ssn": "short", "name": "medium", "text": "long",
    "offer": "medium", "pick": "medium",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class About:
    """What a page may look at besides its own answers."""

    case: Case
    """The case with everything typed so far that can be read."""
    now: Moment
    actor: Actor
    book: Book | None = None
    assess: Callable[[], Assessment | None] = lambda: None
    """Today's assessment of `case`; None when it cannot be made."""

    @property
    def today(self) -> date:
        """The day at the desk."""
        return self.now.day


@dataclass(frozen=True)
class Choice:
    """One answer of a choice: what is kept, and the words that are shown (message id or a name)."""

    value: str
    label: str
    named: bool = False
    """The label is a name or other data, not a message id."""

    @property
    def words(self) -> str:
        """What is shown."""
        return self.label if self.named else say(self.label)


@dataclass(frozen=True)
class Note:
    """A remark of the program on a page, with its section."""

    sign: Literal["note", "due", "good", "error"]
    text: str
    section: str = ""


Choices = tuple[Choice, ...] | Callable[[About], tuple[Choice, ...]]
Check = Callable[[Any, About], str]


@dataclass(frozen=True, kw_only=True)
class Field:
    """One question. `label` and `help` are message ids."""

    key: str
    label: str
    kind: Kind = "text"
    required: bool | Callable[[Answers, About], bool] = False
    """Must be answered some day; it never keeps anybody on a page."""
    help: str = ""
    cite: str = ""
    """Manual section for "Why?"."""
    width: Width | None = None
    choices: Choices = ()
    when: Callable[[Answers], bool] | None = None
    """Shown only when this holds for the answers of the same form; a hidden answer is kept."""
    not_known: bool = False
    """"Not known" may be said in so many words (20.200.1.F)."""
    check: Check | None = None
    """A sentence if the value cannot be taken."""
    warn: Check | None = None
    """A sentence if the value is taken but somebody should look."""
    section: str = ""
    """Heading above the field, where it differs from the one before."""
    line: str = ""
    """Fields with the same line stand side by side."""
    settled: bool = False
    """A fact already known: shown with "Change", not asked again."""
    columns: tuple[Field, ...] = ()
    """Questions of one row."""
    shape: Literal["grid", "cards"] = "grid"
    """Rows typed in place, or listed with a form of their own beneath."""
    summary: Callable[[Form], tuple[str, ...]] | None = None
    """What the list of cards shows of a row."""
    headings: tuple[str, ...] = ()
    """Headings of that list (message ids)."""
    one: str = ""
    """Message id for "Add a person"."""
    aside: bool = False
    """Enter passes over this column of a grid; Tab stops here."""
    fixed: bool = False
    """Rows are given; none is added or removed."""
    empty_says: str = ""
    """Message id for an empty list."""
    remarks: Callable[[Form], tuple[Note, ...]] = lambda row: ()
    """What the program has to say of one row."""
    sets: Callable[[str], Answers] = lambda text: {}
    """Texts put into questions still empty once this one is answered."""

    @property
    def wide(self) -> Width:
        """The width class: as wide as the answer."""
        return self.width or _WIDTHS.get(self.kind, "long")

    def is_required(self, answers: Answers, about: About) -> bool:
        """Whether the answer is needed, given the others."""
        return self.required(_Open(answers), about) if callable(self.required) else self.required

    def options(self, about: About) -> tuple[Choice, ...]:
        """The answers to choose from."""
        return self.choices(about) if callable(self.choices) else self.choices


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of a wizard; `show` and `keep` are each other's inverse."""

    id: str
    title: str
    fields: tuple[Field, ...]
    show: Callable[[Case], Values]
    keep: Callable[[Case, Values], Case]
    suggest: Callable[[About], Values] = lambda about: {}
    """Values offered for questions that have no answer yet."""
    notes: Callable[[About, Answers], tuple[Note, ...]] = lambda about, answers: ()
    closed: Callable[[About], str] = lambda about: ""
    """Why the page asks nothing now (a sentence); "" = open."""
    intro: str = ""
    """One sentence under the title (message id)."""
    panel: Literal["", "duplicates", "group", "worksheet", "summary"] = ""
    """A part that is not a form: the window knows how to show it."""
    event: bool = False
    """What is kept happened at a time and is recorded as an event only when the wizard is finished."""
    anew: Callable[[Case], bool] = lambda case: False
    """Of a page that is an event: the last one is past, and a new one is asked for."""
    blank: Callable[[About, str], Values] = lambda about, key: {}
    """What a new row of the table `key` starts with."""
    prepare: Callable[[Form], None] = lambda form: None
    """Puts in the rows that are always there, such as the months of a year."""
    closes: tuple[str, ...] = ()
    """Which questions `closed` closes; none named = all."""

    def needs(self) -> bool:
        """Whether the page has questions at all."""
        return bool(self.fields)


@dataclass(frozen=True, kw_only=True)
class Wizard:
    """A wizard: its name, its title and its pages in order."""

    name: str
    title: str
    pages: tuple[Page, ...]
    finish: str
    """Words on the last button (message id)."""

    def page(self, id: str) -> Page:
        """The page with that id; raises KeyError."""
        return next(page for page in self.pages if page.id == id)


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
        if field.kind == "id":
            return False
        return field.when is None or field.when(self.answers if answers is None else answers)

    @property
    def answers(self) -> Answers:
        """The texts of this form and of the one around it; what is not there reads as empty."""
        filled = {
            key: str(len(rows)) for key, rows in self.tables.items() if any(not row.empty for row in rows)
        }
        age = {} if "born" not in self._by_key else {"born.age": self._years()}
        return _Open({**(self.outer.answers if self.outer else {}), **filled, **self.texts, **age})

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
        if field.warn is None or field.kind == "rows":
            return ""
        value, wrong = self._read(field)
        return field.warn(value, self.about) if not wrong and value not in (None, (), NOT_KNOWN) else ""

    @property
    def empty(self) -> bool:
        """Whether nothing is answered; an id alone is no answer, nor is a fact that was given."""
        for key, text in self.texts.items():
            if text and text != self.start.get(key):
                known = self._by_key.get(key)
                if known is None or known.kind not in ("id", "fact", "month"):
                    return False
        return all(row.empty for rows in self.tables.values() for row in rows)

    def dump(self) -> dict[str, str]:
        """Everything typed, as texts for a draft."""
        found = {key: text for key, text in self.texts.items() if text}
        for key, rows in self.tables.items():
            filled = [row.dump() for row in rows if not row.empty]
            if filled:
                found[key] = json.dumps(filled, ensure_ascii=False)
        return found

    def load(self, texts: Mapping[str, str]) -> Form:
        """Take up a draft where it stood; a field that the page no longer has is left out."""
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


class _Open(dict[str, str]):
    """Answers in which an absent one reads as empty."""

    def __missing__(self, key: str) -> str:
        return ""


def is_unknown(text: str) -> bool:
    """Whether a text says "not known"."""
    return text.strip() == UNKNOWN_TEXT
