"""Hostile text through every field of every document: what is printed of a field is printed as it was typed.

First each field gets a word of its own, to see which fields a paper prints; then the same fields get
texts that have broken programs elsewhere, and every one of those must be on the paper, whole.
"""

import dataclasses
from collections.abc import Iterator, Set
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from crs_intake.documents import catalogue, style
from crs_intake.domain.case import Case
from crs_intake.domain.errors import Missing, NotAcceptable
from crs_intake.domain.people import Address
from crs_intake.domain.site import Site
from crs_intake.policy.book import Book
from tests.documents.papers import family, whole_site, words_of
from tests.documents.scenes import SCENES
from tests.documents.test_hostile import NAUGHTY, squeezed, watched

FREE = {
    "given", "family", "employer", "note", "reason", "name", "organization", "street", "city", "by",
    "source_relation", "diagnosis", "condition", "author", "contractor", "company", "billing_address",
    "policy_number", "id_number", "group_name", "group_number", "coverage_type", "photo_id", "unfit",
    "insurance_card", "guardianship_papers", "differences_note", "pmmis_override_reason", "ahcccs_id",
    "guardian", "insurance", "source", "took_part", "interpreter", "copied_by", "place_name", "payee",
    "message_number", "phone", "fax", "designee", "contact", "site_code", "hearing_office", "hearing_fax",
    "alien_document", "override_reason",
}  # fmt: skip
"""Fields into which a person types words; the others are choices, dates, amounts and numbers."""
WORDS = ("str", "tuple[str, ...]")
"""Types of such fields; a choice among codes is not one."""
LEFT = {"DOC-27": {"phone", "fax"}, "DOC-64": {"given", "family", "name"}}
"""Fields that are read: telephone numbers of the TAD, the name by which a debt is found."""
SHORT = [text for text in NAUGHTY if len(text) < 100]
PAPERS = [
    (each.id, language) for each in catalogue.known() if each.id in SCENES for language in each.languages
]


class Pen:
    """Writes into every free field of a value, and remembers what it wrote where."""

    def __init__(self, texts: Iterator[str], leave: Set[str] = frozenset()) -> None:
        self.texts, self.free = texts, FREE - leave
        self.known: dict[str, str] = {}
        self.written: list[str] = []

    def through(self, value: Any, name: str = "") -> Any:
        """The value with its free fields written over."""
        if isinstance(value, str):
            return self.word(value) if value and name in self.free else value
        if isinstance(value, tuple):
            return tuple(self.through(each, name) for each in value)
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            inner = {
                f.name: self.through(getattr(value, f.name), f.name if f.type in WORDS else "")
                for f in dataclasses.fields(value)
                if f.init
            }
            return replace(value, **inner)
        return value

    def word(self, old: str) -> str:
        """The next text; what said the same before says the same again, as names are matched."""
        if old not in self.known:
            self.known[old] = next(self.texts)
            self.written.append(self.known[old])
        return self.known[old]


def marks() -> Iterator[str]:
    """A word that stands nowhere else, for each field."""
    yield from (f"Qx{number:03}z" for number in range(2000))


def from_list(shift: int) -> Iterator[str]:
    """The hostile texts, over and over."""
    yield from (SHORT[(number + shift) % len(SHORT)] for number in range(4000))


def drawn(document: str, language: str, texts: Iterator[str]) -> tuple[str, list[str]]:
    """The words of a paper whose every free field is written over, and what was written, field by field."""
    scene, pen = SCENES[document](), Pen(texts, LEFT.get(document, set()))
    case: Case = pen.through(scene.case)
    site: Site = pen.through(replace(whole_site(), readings=()))
    pdf = catalogue.produce(document, case, Book.load(site), scene.day, language=language, person="R. Chavez")
    return words_of(pdf), pen.written


@pytest.mark.parametrize("shift", [0, 19, 38])
@pytest.mark.parametrize(("document", "language"), PAPERS)
def test_every_field_that_a_paper_prints_is_printed_as_it_was_typed(
    document: str, language: str, shift: int
) -> None:
    plain, written = drawn(document, language, marks())
    printed = [number for number, word in enumerate(written) if word in plain]
    assert len(printed) >= 2, "the scene prints nothing that a person typed"
    with watched() as seen:
        try:
            text, hostile = drawn(document, language, from_list(shift))
        except (Missing, NotAcceptable):  # a clear refusal is an answer, too
            return
    assert seen == []
    whole = squeezed(text)
    assert [hostile[number] for number in printed if squeezed(hostile[number]) not in whole] == []


def test_without_escaping_the_texts_would_be_altered_or_break_the_paper(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # The control: what the escaping guards against does happen without it.
    monkeypatch.setattr(style, "escape", lambda text: text)
    harmed = 0
    for text in SHORT:
        case = family("b")
        people = tuple(replace(p, given=text, family="") for p in case.people)
        case = replace(case, people=people, address=Address(street=text, city="Phoenix", zip="85015"))
        style._markup.cache_clear()
        try:
            pdf = catalogue.produce("DOC-58", case, Book.load(whole_site()), date(2009, 3, 19))
            harmed += squeezed(text) not in squeezed(words_of(pdf))
        except Exception:  # whatever reportlab makes of it
            harmed += 1
    style._markup.cache_clear()
    assert harmed >= 12, harmed
