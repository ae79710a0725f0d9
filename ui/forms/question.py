"""What a page is made of: questions, answers to choose from, remarks, pages and wizards, all of them data.

A page's `show` and `keep` are each other's inverse; a form (`form.py`) holds
what has been typed into its questions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from crs_intake.domain.actor import Actor
from crs_intake.domain.case import Case
from crs_intake.domain.decision import Assessment
from crs_intake.domain.moment import Moment
from crs_intake.domain.standing import Standing
from crs_intake.words import say

if TYPE_CHECKING:
    from crs_intake.policy.book import Book
    from ui.forms.form import Form

Kind = Literal[
    "text", "name", "day", "month", "moment", "money", "whole", "hours", "phone", "zip", "state", "ssn",
    "choice", "pick", "offer", "many", "yes_no", "tick", "fact", "id", "rows",
]  # fmt: skip
Width = Literal["tiny", "short", "medium", "long", "full"]
Values = dict[str, Any]
"""Read values by key; None = not answered, NOT_KNOWN = said not to be known."""
Answers = Mapping[str, str]
"""Texts by key, as typed."""
_WIDTHS: dict[str, Width] = {
    "day": "short", "month": "short", "moment": "medium", "money": "short", "whole": "tiny", "hours": "tiny",
    "phone": "medium", "zip": "tiny", "state": "tiny", "ssn": "short", "name": "medium", "text": "long",
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
    before: Case | None = None
    """The case without what this page says of it, but with what the pages before it say."""
    standing: Callable[[Case], Standing | None] = lambda case: None
    """Where such a case stands now; None where the book has a gap."""
    once: Callable[[str, Case, Callable[[], Any]], Any] = lambda key, case, make: make()
    """Works something out once for a case, and gives it again while the case is the same."""

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
    why: tuple[str, ...] = ()
    """How it came about, for a "Why?" of its own."""
    about: str = ""
    """What that "Why?" is called, where the text is long."""


@dataclass(frozen=True)
class Door:
    """A way from a page to what is done elsewhere; the page's own answers stay as they are."""

    words: str
    """What the button says (message id)."""
    wizard: str = ""
    page: str = ""
    paper: str = ""
    part: str = ""
    """A part of the case page: documents, contacts, history."""
    again: bool = False
    """A new referral of the same child, with the known facts."""


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
    fits: Callable[[About], bool] = lambda about: True
    """Shown only on such a case."""
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
    figures: tuple[int, ...] = ()
    """Which of its columns hold figures, written at the right."""
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
    stacked: bool = False
    """Answers in one column, because they are long."""
    barred: Callable[[About], Mapping[str, str]] = lambda about: {}
    """Answers that cannot be chosen now, each with the reason in a sentence."""
    sets: Callable[[str], Answers] = lambda text: {}
    """Texts put into questions still empty once this one is answered."""

    @property
    def wide(self) -> Width:
        """The width class: as wide as the answer."""
        return self.width or _WIDTHS.get(self.kind, "long")

    def is_required(self, answers: Answers, about: About) -> bool:
        """Whether the answer is needed, given the others."""
        return self.required(Open(answers), about) if callable(self.required) else self.required

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
    bars: Callable[[About], Mapping[str, str]] = lambda about: {}
    """Questions that are shown but cannot be answered now, each with the reason in a sentence."""
    doors: Callable[[About], tuple[Door, ...]] = lambda about: ()
    """What is done elsewhere and belongs to this page."""
    optional: bool = False
    """What it asks happens only now and then; the wizard does not open at it."""

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
    along: bool = False
    """A wizard through a case's life: each page sees what the pages before it say has happened."""

    def page(self, id: str) -> Page:
        """The page with that id; raises KeyError."""
        return next(page for page in self.pages if page.id == id)


class Open(dict[str, str]):
    """Answers in which an absent one reads as empty."""

    def __missing__(self, key: str) -> str:
        return ""
