"""Long names and many people go on by rule: next line, next page; nothing is cut or leaves the page."""

from dataclasses import replace

import pypdfium2
import pytest

from crs_intake.documents import catalogue
from crs_intake.domain.case import Case
from crs_intake.domain.people import Person
from tests.documents.papers import book, words_of
from tests.documents.scenes import SCENES
from tests.documents.test_hostile import squeezed

GIVEN, FAMILY = "María Guadalupe Esperanza Tłʼízíłichííʼ", "Hernández-Villanueva Nguyễn Thị Ánh-Đặng"
"""Forty letters and more each, with accents, Navajo, Vietnamese and several surnames."""
PAPERS = [
    (each.id, language)
    for each in catalogue.known()
    if each.id in SCENES and each.id not in ("DOC-63", "DOC-64")
    for language in each.languages
]
"""A debt (DOC-64) is found by the parent's name, an annotation (DOC-63) keeps what was heard."""


def crowded(case: Case) -> Case:
    """Twelve people in the home, all with the longest names."""
    people = [replace(p, given=f"{GIVEN}{n}", family=FAMILY) for n, p in enumerate(case.people)]
    more = [
        Person(id=f"x{n}", given=f"{GIVEN}{n}", family=FAMILY, relation="sibling")
        for n in range(len(people), 12)
    ]
    long = {old.name: new.name for old, new in zip(case.people, people, strict=True)}
    events = tuple(replace(event, name=long.get(event.name, event.name)) for event in case.events)
    return replace(case, people=(*people, *more), events=events)


def outside(pdf: bytes, room: float = 18) -> int:
    """Letters that stand nearer to the edge of the page than `room` points, or beyond it."""
    document, count = pypdfium2.PdfDocument(pdf), 0
    for page in document:
        width, height = page.get_size()
        text = page.get_textpage()
        for number in range(text.count_chars()):
            if not text.get_text_range(number, 1).strip():
                continue
            left, bottom, right, top = text.get_charbox(number)
            count += left < room or bottom < room or right > width - room or top > height - room
    document.close()
    return count


@pytest.mark.parametrize(("document", "language"), PAPERS)
def test_the_longest_names_are_whole_and_nothing_leaves_the_page(document: str, language: str) -> None:
    scene = SCENES[document]()
    case = crowded(scene.case)
    plain = words_of(catalogue.produce(document, scene.case, book(), scene.day, language=language))
    pdf = catalogue.produce(document, case, book(), scene.day, language=language)
    text = squeezed(words_of(pdf))
    told = [(old, new) for old, new in zip(scene.case.people, case.people, strict=False)
            if old.name and old.name in plain]  # fmt: skip
    assert [new.name for _, new in told if squeezed(new.name) not in text] == []
    assert outside(pdf) == 0


@pytest.mark.parametrize(("document", "language"), [("DOC-16", "en"), ("DOC-16", "es"), ("DOC-33", "en")])
def test_each_of_twelve_people_is_listed_and_the_heads_stand_again(document: str, language: str) -> None:
    scene = SCENES[document]()
    case = crowded(scene.case)
    pdf = catalogue.produce(document, case, book(), scene.day, language=language)
    text = squeezed(words_of(pdf))
    assert [p.name for p in case.people if squeezed(p.name) not in text] == []


def test_a_letter_outside_the_page_would_be_noticed() -> None:
    # The control of `outside`.
    scene = SCENES["DOC-58"]()
    assert outside(catalogue.produce("DOC-58", scene.case, book(), scene.day), room=70) > 0
