"""The blank CRS Application Form: it asks whatever a referral must carry, in both languages (20.200)."""

import io
import re
from dataclasses import replace
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest

from crs_intake.documents import referral_form
from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.moment import Moment
from crs_intake.domain.referral import Referral
from crs_intake.domain.site import FormSources, Site
from crs_intake.policy import shelf
from crs_intake.policy.book import Book
from crs_intake.policy.referral import completeness
from tests.documents import reading_level
from tests.documents.papers import family, golden, pages_of, text_of, whole_site, words_of
from tests.documents.test_tags import elements, untagged

BOTH = ("en", "es")
ITEMS = {
    "en": {
        "20.200.1.A": ("Name", "Street or post box", "City, state, ZIP code", "Phone"),
        "20.200.1.B": ("related to the applicant",),
        "20.200.1.C": ("Given and family names", "female", "male"),
        "20.200.1.D": ("If the applicant is a child", "Name of at least one parent"),
        "20.200.1.E": ("Home phone", "Work phone, if any"),
        "20.200.1.F": ("Birth date", "Diagnosis", "Family doctor", "CRS services before", "the year"),
        "20.200.2": ("Has a doctor examined", "AHCCCS (Title XIX)", "KidsCare (Title XXI)",
                     "other health insurance", "with the diagnosis", "Test results",
                     "why you believe that the applicant may be eligible"),
    },
    "es": {
        "20.200.1.A": ("Nombre", "Calle o apartado postal", "Ciudad, estado, código postal", "Teléfono"),
        "20.200.1.B": ("Qué relación tiene con el solicitante",),
        "20.200.1.C": ("Nombre y todos los apellidos", "femenino", "masculino"),
        "20.200.1.D": ("Si el solicitante es un niño", "Nombre de uno de los padres"),
        "20.200.1.E": ("Teléfono de casa", "Del trabajo"),
        "20.200.1.F": ("Nacimiento", "Diagnóstico", "Médico de cabecera", "servicios de CRS antes", "año"),
        "20.200.2": ("¿Un médico ha examinado", "AHCCCS (Título XIX)", "KidsCare (Título XXI)",
                     "otro seguro de salud", "con el diagnóstico", "resultados de pruebas",
                     "por qué cree que el solicitante puede tener derecho"),
    },
}  # fmt: skip


def boxes(text: str) -> int:
    """How many boxes there are to tick."""
    return text.count(referral_form.BOX)


@pytest.mark.proves("CRS-20.200.sources")
@pytest.mark.parametrize("language", BOTH)
def test_the_blank_form_asks_every_item_of_a_referral(language: str) -> None:
    pdf = referral_form.make(whole_site(), language)
    words = words_of(pdf)
    for section, asked in ITEMS[language].items():
        assert [each for each in asked if each not in words] == [], section
    assert words.count(referral_form.form_words(language)["not_known"]) == 4  # each of F.1 to F.4
    assert boxes(words) == 21
    assert pages_of(pdf) == 2


@pytest.mark.proves("CRS-20.200.sources", "CRS-20.200.channel")
@pytest.mark.parametrize("language", BOTH)
def test_it_tells_where_it_can_be_had_and_where_it_goes(language: str) -> None:
    words = words_of(referral_form.make(whole_site(), language))
    assert "www.azdhs.gov/phs/ocshcn" in words and "CRS Referral Form" in words
    assert ("Doctors' offices" if language == "en" else "consultorios de médicos") in words
    for clinic in whole_site().clinics:
        assert clinic.name in words and clinic.fax in words
        assert clinic.address is not None and clinic.address.street in words
    assert "@" not in words and "mail" not in re.sub("mail", "", words, count=2)  # e-mail is no channel


@pytest.mark.proves("CRS-20.200.sources")
def test_the_list_of_sources_is_a_text_of_the_site_and_an_empty_one_is_the_shipped() -> None:
    site = replace(whole_site(), form_sources=FormSources(en="Ask <any> clinic & this office; crs.example."))
    assert "Ask <any> clinic & this office; crs.example." in words_of(referral_form.make(site, "en"))
    assert "azdhs.gov" not in words_of(referral_form.make(site, "en"))
    assert referral_form.sources(site, "es") == referral_form.shipped("es")
    blank = replace(site, form_sources=FormSources(en="  \n"))
    assert referral_form.sources(blank, "en") == referral_form.shipped("en")


@pytest.mark.proves("CRS-20.200.sources")
def test_a_form_from_any_other_source_is_accepted() -> None:
    case, book = family("a_no"), Book.load(replace(whole_site(), form_sources=FormSources(en="Only here.")))
    assert case.referral is not None
    assert not [each for each in Referral.__annotations__ if "source" in each and "form" in each]
    said = completeness(case, book, Moment.read("2009-03-09T08:05"), title=None)
    assert not said.missing  # nothing asks where the form was got, so nothing of it can be missing
    assert "It does not matter where you got it" in referral_form.shipped("en")


@pytest.mark.parametrize("language", BOTH)
def test_its_text_is_the_one_that_was_kept(language: str) -> None:
    once, twice = (referral_form.make(shelf.default_site(), language) for _ in range(2))
    assert once == twice
    assert text_of(once) == golden(f"DOC-01.{language}", text_of(once))


@pytest.mark.parametrize("language", BOTH)
def test_everything_on_it_is_tagged_and_it_names_nobody(language: str) -> None:
    with pikepdf.open(io.BytesIO(referral_form.make(whole_site(), language))) as pdf:
        roles, _ = elements(pdf)
        assert (str(pdf.Root.Lang), untagged(pdf)) == ("es-US" if language == "es" else "en-US", 0)
    assert (roles["/H1"], roles["/H2"]) == (1, 7)
    assert roles["/TH"] >= 29


@pytest.mark.parametrize("language", BOTH)
def test_there_is_room_to_write_by_hand(language: str) -> None:
    pdf = pypdfium2.PdfDocument(referral_form.make(whole_site(), language))
    for page in pdf:
        drawn = (each.get_bounds() for each in page.get_objects())
        rules = sorted({round(bottom) for left, bottom, right, top in drawn
                        if right - left > 400 and top - bottom < 3})  # fmt: skip
        apart = [upper - lower for lower, upper in pairwise(rules)]
        assert min(apart) >= 20
    pdf.close()


@pytest.mark.parametrize("language", BOTH)
def test_its_sentences_are_plain(language: str) -> None:
    said = referral_form.form_words(language)
    lines = [
        *said["intro"],
        said["f"][3:],
        said["reason"],
        said["sources"].replace("www.azdhs.gov/phs/ocshcn", ""),
    ]
    found = [each for line in lines for each in re.split(r"(?<=[.:?])\s+", line) if re.search(r"\w", each)]
    plain = [reading_level.PROGRAMMES.sub("", each) for each in found]
    if language == "en":
        assert reading_level.english_grade(plain) <= 6.9
    else:
        assert reading_level.spanish_ease(plain) >= 70


def test_a_site_without_clinics_and_one_with_many_get_a_whole_form() -> None:
    none = replace(whole_site(), clinics=())
    assert pages_of(referral_form.make(none)) == 2
    clinics = whole_site().clinics * 6
    many: Site = replace(whole_site(), clinics=clinics, form_sources=FormSources(en="Here and there. " * 90))
    pdf = referral_form.make(many)
    assert 3 <= pages_of(pdf) <= 4
    assert boxes(text_of(pdf)) == 21


def test_a_language_in_which_it_is_not_written_is_refused() -> None:
    with pytest.raises(NotAcceptable, match="not written in fr"):
        referral_form.make(whole_site(), "fr")
