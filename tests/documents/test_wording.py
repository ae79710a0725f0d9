"""Which words of a language a person of the site has confirmed, by their hash."""

from dataclasses import replace

from crs_intake.documents import catalogue, letter, wording
from crs_intake.domain.site import ConfirmedText
from tests.documents.papers import book, text_of, whole_site
from tests.documents.scenes import SCENES


def test_every_spanish_text_that_a_family_reads_is_on_the_list() -> None:
    listed = {each.document for each in wording.texts("es")}
    spanish = {id for id, language in letter.shipped() if language == "es"}
    assert listed == spanish | {"DOC-01", "DOC-16", *wording.COMMON}
    made = {each.id for each in catalogue.known() if "es" in each.languages}
    assert made - listed == {"DOC-12"}  # it prints the words of DOC-05 or DOC-14


def test_a_text_is_open_until_it_is_confirmed_and_open_again_when_it_changes() -> None:
    site = whole_site()
    assert all(each.confirmed is None and each.changed is None for each in wording.known(site))
    text = wording.texts("es")[0]
    said = ConfirmedText(document=text.document, language="es", sha256=text.sha256, by="R. Chavez")
    assert wording.known(replace(site, letters=(said,)))[0].confirmed == said
    other = replace(said, sha256="0" * 64)
    after = wording.known(replace(site, letters=(other,)))[0]
    assert (after.confirmed, after.changed) == (None, other)
    english = replace(said, language="en")
    assert wording.known(replace(site, letters=(english,)))[0].confirmed is None


def test_the_mark_never_stands_on_a_letter() -> None:
    for document in ("DOC-05", "DOC-16", "DOC-34"):
        scene = SCENES[document]()
        text = text_of(catalogue.produce(document, scene.case, book(), scene.day, language="es"))
        assert "confirm" not in text.casefold()
