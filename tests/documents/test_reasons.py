"""A reason that is picked from the list speaks the family's language; own words are printed and marked."""

from dataclasses import replace

import pytest

from crs_intake.documents import catalogue
from crs_intake.policy import reasons
from tests.documents import reading_level
from tests.documents.papers import book, words_of
from tests.documents.scenes import SCENES

LETTERS = {
    "DOC-14": "medical_determination",
    "DOC-38": "evaluation_finding",
    "DOC-13": "withdrawn",
    "DOC-44": "member_terminated",
}


def letter(document: str, reason: str, language: str) -> str:
    """The letter with this reason in the place of the scene's own."""
    scene, kind = SCENES[document](), LETTERS[document]
    events = tuple(replace(e, reason=reason) if e.kind == kind else e for e in scene.case.events)
    case = replace(scene.case, events=events)
    return words_of(catalogue.produce(document, case, book(), scene.day, language=language))


@pytest.mark.parametrize(
    ("document", "reason"), [(d, each) for d, kind in LETTERS.items() for each in reasons.offered(kind)]
)
def test_a_standard_reason_is_said_in_the_language_of_the_letter(
    document: str, reason: reasons.Reason
) -> None:
    for typed in (reason.en, reason.es):
        assert reason.en in letter(document, typed, "en")
        spanish = letter(document, typed, "es")
        assert reason.es in spanish
        assert "Así lo escribió la clínica" not in spanish


@pytest.mark.parametrize("document", LETTERS)
def test_own_words_stand_in_a_spanish_letter_as_typed_and_are_marked(document: str) -> None:
    own = "The MRI of <March> shows {applicant} & nothing else."
    assert f"Así lo escribió la clínica: “{own}”" in letter(document, own, "es")
    english = letter(document, own, "en")
    assert own in english
    assert "escribió" not in english


def test_a_copy_for_an_agency_gets_the_english_of_a_reason_picked_in_spanish() -> None:
    found = reasons.offered("medical_determination")[0]
    scene = SCENES["DOC-14"]()
    events = tuple(
        replace(e, reason=found.es) if e.kind == "medical_determination" else e for e in scene.case.events
    )
    case = replace(scene.case, events=events)
    pdf = catalogue.produce("DOC-14", case, book(), scene.day, language="es", to="referral_source")
    assert found.en in words_of(pdf)


@pytest.mark.parametrize("each", reasons.standard(), ids=lambda each: each.en[:40])
def test_a_standard_reason_is_plain_in_both_languages_and_names_its_section(each: reasons.Reason) -> None:
    assert reading_level.english_grade([s for s in each.en.split(". ") if s]) <= 8
    assert reading_level.spanish_ease([s for s in each.es.split(". ") if s]) >= 60
    assert each.section.startswith("20.")
    assert each.kinds


def test_the_list_as_a_whole_is_as_plain_as_the_letters() -> None:
    english = [s for each in reasons.standard() for s in each.en.split(". ")]
    spanish = [s for each in reasons.standard() for s in each.es.split(". ")]
    assert reading_level.english_grade(english) <= 6.9
    assert reading_level.spanish_ease(spanish) >= 70
