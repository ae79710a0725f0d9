"""Letters are whole, plain, in both languages, and the same bytes each time."""

import pytest

from crs_intake.documents import blanks, catalogue, letter
from crs_intake.policy import catalogue as documents_list
from tests.documents import papers, reading_level

SHIPPED = [letter.load(id, language) for id, language in letter.shipped()]
FAMILY = [each for each in SHIPPED if "applicant" in each.recipients]


def _name(each: letter.Letter) -> str:
    return f"{each.id}.{each.language}"


@pytest.mark.parametrize("each", SHIPPED, ids=_name)
def test_a_letter_prints_every_blank_and_the_same_bytes_twice(each: letter.Letter) -> None:
    names = dict.fromkeys(
        (*each.blanks, *(name for b in letter.hearing_text(each.language) for name in b.blanks))
    )
    facts = {name: f"[{name}]" for name in names}
    pdf = letter.to_pdf(each, facts)
    printed = papers.words_of(pdf).replace(" ", "")
    assert [name for name in each.blanks if f"[{name}]" not in printed] == []
    assert pdf == letter.to_pdf(each, facts)


@pytest.mark.parametrize("each", FAMILY, ids=_name)
def test_a_family_can_read_it(each: letter.Letter) -> None:
    level = reading_level.measured(each)
    if each.language == "en":
        assert level <= 6.9, f"grade {level:.1f}"
    else:
        assert level >= 70, f"ease {level:.1f}"


def test_the_hearing_text_is_readable_too() -> None:
    assert reading_level.measured_hearing("en") <= 8
    assert reading_level.measured_hearing("es") >= 60


def test_hard_words_are_measured_as_hard() -> None:
    # The control: without it an empty measure would pass every letter.
    hard = [
        "Notwithstanding the aforementioned administrative determination, reconsideration is unavailable."
    ]
    assert reading_level.english_grade(hard) > 15
    duro = ["La determinación administrativa anteriormente mencionada imposibilita toda reconsideración."]
    assert reading_level.spanish_ease(duro) < 20


@pytest.mark.parametrize("each", FAMILY, ids=_name)
def test_a_family_gets_its_letters_in_both_languages_with_the_same_facts(each: letter.Letter) -> None:
    other = letter.load(each.id, "es" if each.language == "en" else "en")
    assert set(each.blanks) == set(other.blanks)
    assert (each.cite, each.hearing, each.must_say, each.encloses, each.frame) == (
        other.cite,
        other.hearing,
        other.must_say,
        other.encloses,
        other.frame,
    )


@pytest.mark.parametrize("each", SHIPPED, ids=_name)
def test_a_letter_says_what_its_header_promises(each: letter.Letter) -> None:
    assert [name for name in each.must_say if name not in each.blanks] == []
    assert [name for name in each.blanks if name not in catalogue.blanks()] == []
    flags = {fact for block in each.blocks for fact, _ in block.when}
    assert flags <= set(blanks.FLAGS)
    assert each.cite.startswith(("20.", "80"))  # CRS manual, KidsCare Manual
    assert set(each.recipients) <= {*letter.frame("en")["recipients"]}


@pytest.mark.parametrize("each", [each for each in SHIPPED if each.language == "en"], ids=_name)
def test_letters_and_the_list_of_documents_agree(each: letter.Letter) -> None:
    listed = documents_list.catalogue()[each.id]
    if each.frame == "letter" and "clinic" not in listed.to:
        assert set(each.recipients) >= set(listed.to)
    hearing = {"always": "yes", "": "no"}.get(listed.hearing, listed.hearing)
    own = {"DOC-11": "notice.incomplete_hearing_text", "DOC-49": "yes"}  # AMB-044; the text itself
    assert each.hearing == own.get(each.id, hearing)
    if each.encloses:
        assert each.encloses["title"] == listed.for_title
        assert each.encloses["nontitle"] == listed.for_others


def test_passages_stand_or_fall_with_a_plain_fact() -> None:
    made = letter.load("DOC-05", "en")
    assert "papers_by" in made.needs({"nontitle"})
    assert "papers_by" not in made.needs({"title"})
