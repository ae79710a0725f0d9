"""The text of every paper in every language, as it was looked at and kept.

A change of a letter shows here word by word. To keep a new text, delete the file and run the test once.
"""

from dataclasses import replace

import pytest

from crs_intake.documents import catalogue
from tests.documents.papers import book, golden, text_of
from tests.documents.scenes import SCENES

PAPERS = [
    (each.id, language, each.recipients[0]) for each in catalogue.known() for language in each.languages
]


@pytest.mark.parametrize(("document", "language", "to"), PAPERS, ids=lambda value: str(value))
def test_the_text_is_the_one_that_was_kept(document: str, language: str, to: str) -> None:
    scene = SCENES[document]()
    to = "applicant" if "applicant" in catalogue.entry(document).recipients else to
    once, twice = (
        catalogue.produce(document, scene.case, book(), scene.day, language=language, to=to) for _ in range(2)
    )
    assert once == twice
    text = text_of(once)
    assert text == golden(f"{document}.{language}", text)


def test_a_number_of_sonora_is_printed_as_it_is_dialed() -> None:
    scene = SCENES["DOC-16"]()
    people = tuple(replace(each, phones=()) for each in scene.case.people)
    case = replace(scene.case, phones=("+52 631 312 0142",), people=people)
    assert "+52 631 312 0142" in text_of(catalogue.produce("DOC-16", case, book(), scene.day))
