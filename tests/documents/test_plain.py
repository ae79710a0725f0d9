"""A family can act on what it reads: one action in a sentence, days as dates, free help in two languages."""

import re

import pytest

from crs_intake.documents import application, catalogue, letter
from crs_intake.policy import catalogue as documents_list
from tests.documents import reading_level
from tests.documents.papers import book, text_of, words_of
from tests.documents.scenes import SCENES

SHIPPED = [letter.load(id, language) for id, language in letter.shipped()]
FAMILY = [each for each in SHIPPED if "applicant" in each.recipients]
BLOCKS = {
    **{f"{each.id}.{each.language}": (each.language, each.blocks) for each in FAMILY},
    **{f"hearing.{tongue}": (tongue, letter.hearing_text(tongue)) for tongue in ("en", "es")},
}
_VERBS = {
    "en": "call|sign|send|bring|ask|give|say|tell|read|fill|look|write|apply|keep|print|fix|put|get|come|"
          "show|set|pay|fax|mail",
    "es": "llame|llámenos|firme|fírmela|fírmelo|mande|envíe|envíela|traiga|pida|pídala|dé|diga|díganos|lea|"
          "léalo|llene|mire|escriba|guarde|cambie|venga|muestre|pague|haga|llévela",
}  # fmt: skip
ASKS = {
    "en": rf"^(?:please )?(?:also )?({_VERBS['en']})\b",
    "es": rf"^(?:por favor )?(?:también )?({_VERBS['es']})\b",
}
"""How a sentence begins that asks the family to do something."""
JOINS = {"en": r"(?:,| and| then|, and) ", "es": r"(?:,| y| e| luego|, y) "}
MAY_STAND_TOGETHER = {"send or bring", "read it, or ask"}
DATES = re.compile(r"\{[a-z_]*_(?:by|day)\}")
LONGEST = {"en": 22, "es": 25}
"""Words of a sentence, names and addresses left out."""


def sentences(name: str) -> list[str]:
    """The sentences of a text without what is filled in."""
    language, blocks = BLOCKS[name]
    return reading_level.sentences(list(blocks), language)


def second_action(sentence: str, language: str) -> bool:
    """Whether a sentence that asks for one thing goes on to ask for another."""
    verbs = ASKS[language][ASKS[language].rindex("(") :]
    first = re.search(ASKS[language], sentence.strip(), re.IGNORECASE)
    return bool(first) and bool(re.search(JOINS[language] + verbs, sentence[first.end() :], re.IGNORECASE))


@pytest.mark.parametrize("name", BLOCKS)
def test_a_sentence_asks_for_one_thing(name: str) -> None:
    language, _ = BLOCKS[name]
    assert [each for each in sentences(name) if second_action(each, language)] == []


def test_two_actions_in_a_sentence_are_noticed() -> None:
    assert second_action("Sign the paper and send it to us.", "en")
    assert second_action("Firme el papel y envíe todo.", "es")
    assert not second_action("Sign the paper.", "en")
    assert not second_action("Bring the W-2 form and the tax return.", "en")


@pytest.mark.parametrize("name", BLOCKS)
def test_no_sentence_is_long(name: str) -> None:
    language, _ = BLOCKS[name]
    assert [each for each in sentences(name) if len(each.split()) > LONGEST[language]] == []


@pytest.mark.parametrize("name", BLOCKS)
def test_a_number_of_days_for_the_family_comes_with_the_date(name: str) -> None:
    _, blocks = BLOCKS[name]
    texts = [block.text for block in blocks if block.kind not in ("heading", "title")]
    counted = re.compile(r"\{(?!mail|decide|silence|own|missed)[a-z_]*days\}")
    asked = [n for n, text in enumerate(texts) if counted.search(text)]
    around = [" ".join(texts[max(0, n - 1) : n + 2]) for n in asked]
    assert [each for each in around if not DATES.search(each)] == []


@pytest.mark.parametrize(
    ("document", "language"),
    [(each.id, tongue) for each in catalogue.known() if each.id in SCENES and "applicant" in each.recipients
     and documents_list.catalogue()[each.id].kind != "enclosure" for tongue in each.languages],
)  # fmt: skip
def test_every_paper_that_a_family_gets_by_itself_offers_free_help(document: str, language: str) -> None:
    scene = SCENES[document]()
    text = words_of(catalogue.produce(document, scene.case, book(), scene.day, language=language))
    assert "Un intérprete le ayuda gratis" in text or "Esta ayuda es gratis" in text
    assert "This help is free" in text or "An interpreter will help you for free" in text


def test_the_line_of_free_help_and_the_words_in_blanks_are_plain() -> None:
    for tongue in ("en", "es"):
        said = letter.frame(tongue)
        lines = [said["interpreter"].format(phone=""), *said["why_nothing"].values(), *said["ended"].values(),
                 *said["terminated"].values(), *said["tests"].values()]  # fmt: skip
        found = [
            each for line in lines for each in re.split(r"(?<=[.:?!])\s+", line) if re.search(r"\w", each)
        ]
        plain = [reading_level.PROGRAMMES.sub("", each) for each in found]
        if tongue == "en":
            assert reading_level.english_grade(plain) <= 6.9
        else:
            assert reading_level.spanish_ease(plain) >= 70


def test_the_financial_application_is_plain() -> None:
    for tongue in ("en", "es"):
        said = application.form_words(tongue)
        lines = [*said["intro"], said["statement"], said["no_ssn"], said["none"], said["insured_part"][3:]]
        found = [
            each.replace("{applicant}", "") for line in lines for each in re.split(r"(?<=[.?])\s+", line)
        ]
        plain = [reading_level.PROGRAMMES.sub("", each) for each in found]
        if tongue == "en":
            assert reading_level.english_grade(plain) <= 6.9
        else:
            assert reading_level.spanish_ease(plain) >= 70


@pytest.mark.parametrize(("document", "language"), [("DOC-05", "en"), ("DOC-13", "es"), ("DOC-44", "es")])
def test_no_blank_or_mark_of_a_letter_is_left_on_paper(document: str, language: str) -> None:
    scene = SCENES[document]()
    text = text_of(catalogue.produce(document, scene.case, book(), scene.day, language=language))
    assert not re.search(r"\{[a-z_]+\}|\[(?:when|unless|end|sign|hearing)|::|\*\*", text)
