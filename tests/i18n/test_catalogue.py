"""Every word that can be shown has a Spanish one, with the same blanks and keys; the .mo is fresh."""

import gettext
import io
import re
from datetime import date

import pytest

from crs_intake import words
from crs_intake.domain.errors import NotInForce
from crs_intake.plurals import ONE
from crs_intake.policy.book import Book
from tests.i18n import catalogue

BLANK = re.compile(r"\{(\w+)\}")
KEY = re.compile(r"&(?!&| )")
SPANISH = {
    english: spanish for each in catalogue.read("es") for english, spanish in catalogue.forms(each) if english
}


def test_no_message_lacks_its_spanish_words() -> None:
    missing = catalogue.untranslated("es")
    assert not missing, f"{len(missing)} without Spanish words (resources/i18n/README.md):\n" + "\n".join(
        missing[:20]
    )


def test_blanks_are_the_same_in_both_languages() -> None:
    wrong = [
        f"{message!r} -> {string!r}"
        for message, string in SPANISH.items()
        if string and set(BLANK.findall(message)) != set(BLANK.findall(string))
    ]
    assert not wrong, "\n".join(wrong)


def test_a_key_with_alt_stays_one_key() -> None:
    wrong = [
        f"{message!r} -> {string!r}"
        for message, string in SPANISH.items()
        if string and len(KEY.findall(message)) != len(KEY.findall(string))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("english", "never"), [(r"\bwizards?\b", r"\basistentes?\b"), (r"\bdue\b", r"\btoca\b"),
                           (r"\bEnter\b", r"\bEntrar\b")],
)  # fmt: skip
def test_one_thing_has_one_spanish_word(english: str, never: str) -> None:
    """Wizard: trámite, for asistente is an assistor; due: vence; the key Enter: Intro."""
    wrong = [
        string for message, string in SPANISH.items()
        if re.search(english, message) and re.search(never, string, re.IGNORECASE)
    ]  # fmt: skip
    assert wrong == []


def test_spaces_and_line_breaks_around_the_words_are_kept() -> None:
    def edges(text: str) -> tuple[str, str, int]:
        return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :], text.count("\n")

    wrong = [message for message, string in SPANISH.items() if string and edges(message) != edges(string)]
    assert not wrong


def test_the_compiled_catalogue_is_that_of_the_texts() -> None:
    compiled = gettext.GNUTranslations(io.BytesIO(catalogue.path("es", "mo").read_bytes()))
    stale = [
        message for message, string in SPANISH.items() if string and _compiled(compiled, message) != string
    ]
    assert not stale, "Run: python tests/i18n/catalogue.py"


def _compiled(texts: gettext.GNUTranslations, message: str) -> str:
    for many, (_, one) in ONE.items():
        if message in (one, many):
            return texts.ngettext(one, many, 1 if message == one else 2)
    return texts.gettext(message)


def test_nothing_is_said_that_no_room_says_any_more() -> None:
    gone = sorted(set(SPANISH) - set(catalogue.messages()) - {single for _, single in ONE.values()})
    assert len(gone) <= 40, f"Run: python tests/i18n/catalogue.py\n{gone}"


def test_the_words_change_with_the_language_and_english_needs_no_catalogue() -> None:
    assert words.say("Determinations side by side", lang="es") == "Determinaciones lado a lado"
    assert words.say("Determinations side by side") == "Determinations side by side"
    assert words.say("Type the {what}.", lang="es", what="nombre") == "Escriba: nombre."


@pytest.mark.parametrize(
    ("names", "english", "spanish"),
    [
        ((), "", ""),
        (("Ana",), "Ana", "Ana"),
        (("Ana", "Irene"), "Ana and Irene", "Ana e Irene"),
        (("Ana", "Hierro"), "Ana and Hierro", "Ana y Hierro"),
        (("Ana", "Luis", "Eva"), "Ana, Luis and Eva", "Ana, Luis y Eva"),
    ],
)
def test_names_are_listed_as_people_say_them(names: tuple[str, ...], english: str, spanish: str) -> None:
    assert words.listed(names, lang="en") == english
    assert words.listed(names, lang="es") == spanish


def test_words_are_found_in_code_and_in_policy_data() -> None:
    found = catalogue.messages()
    assert "crs_intake/policy/explain.py" in found["We do not count {names}."]
    assert "resources/policy/readings.yaml" in found["Gift above $30: all or excess"]
    assert list(catalogue.in_code('say("yes" if x else "no"); say(f"{x}"); N_("a" "b")')) == [
        "yes",
        "no",
        "ab",
    ]


def test_a_trouble_is_said_in_the_language_of_the_desk() -> None:
    with pytest.raises(NotInForce) as found:
        Book.load().guideline(date(2050, 1, 1), 4)
    assert str(found.value).startswith("The last Federal Poverty Level in the book is of 2026-01-13")
    words.use("es")
    try:
        assert words.told(found.value).startswith(
            "El último nivel federal de pobreza del libro es del mar 13 ene 2026"
        )
        assert words.told("Give the person at least one role.") == "Dé al menos una función a la persona."
        assert words.told("{odd} %s") == "{odd} %s"
    finally:
        words.use("en")


def test_kinds_of_papers_inside_a_sentence_are_said_in_its_language_and_names_are_not() -> None:
    paper = "United States passport, current or expired"
    told = words.say("{paper}: it had expired when it was shown", lang="es", paper=paper)
    assert told.startswith("Pasaporte de Estados Unidos, vigente o vencido: había vencido")
    assert words.say("Care of {name}", lang="es", name="Care") == "Cuidado de Care"


def test_a_message_that_sends_somebody_to_the_settings_names_a_part_that_is_there() -> None:
    from ui.qt.settings_view import TITLES

    lost = []
    for message, string in SPANISH.items():
        for language, text, room in (("en", message, "Settings, "), ("es", string, "Ajustes, ")):
            titles = [words.say(title, lang=language) for title in TITLES]
            for after in text.split(room)[1:]:
                known = any(after.startswith(title) for title in titles) or after.startswith("{")
                if after[:1].isupper() and not known:
                    lost.append(f"{language}: {text}")
    assert lost == []
