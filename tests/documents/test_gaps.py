"""What the site has not set is named before a paper is printed; no letter has a blank line or label."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from crs_intake.documents import catalogue, letter
from crs_intake.domain.errors import Missing
from crs_intake.domain.people import Address, Contact
from crs_intake.domain.site import Clinic, Site
from crs_intake.policy.book import Book
from tests.documents.papers import text_of, whole_site
from tests.documents.scenes import SCENES


def clinics(change: Callable[[Clinic], Clinic]) -> Callable[[Site], Site]:
    """A site whose clinics lack something."""
    return lambda site: replace(site, clinics=tuple(change(each) for each in site.clinics))


LETTERHEAD = {
    "Name of the CRS Regional Contractor": lambda site: replace(site, contractor=""),
    "Name of the clinic": clinics(lambda c: replace(c, name="")),
    "Address of the clinic": clinics(lambda c: replace(c, address=None)),
    "Phone number of the clinic": clinics(lambda c: replace(c, phone="")),
}
HALF = {
    "Address of the clinic": clinics(lambda c: replace(c, address=Address(street="124 W. Thomas Road"))),
    "Address for hearing requests": lambda s: replace(
        s, hearing_address=Address(street="150 N. 18th Avenue")
    ),
}
HEARING = {
    "Office that takes hearing requests": lambda site: replace(site, hearing_office=""),
    "Address for hearing requests": lambda site: replace(site, hearing_address=None),
}
LETTERS = [id for id in sorted({id for id, _ in letter.shipped()}) if id in SCENES
           and letter.load(id, "en").frame == "letter"]  # fmt: skip
WITH_HEARING = ["DOC-11", "DOC-13", "DOC-14", "DOC-20", "DOC-21", "DOC-38", "DOC-44", "DOC-49", "DOC-60"]


def lacks(document: str, change: Callable[[Site], Site]) -> tuple[str, ...]:
    """What the paper says it lacks on a site with a gap."""
    scene = SCENES[document]()
    with pytest.raises(Missing) as refused:
        catalogue.produce(document, scene.case, Book.load(change(whole_site())), scene.day)
    assert all(item in str(refused.value) for item in refused.value.items)
    assert refused.value.then
    return refused.value.items


@pytest.mark.parametrize("gap", LETTERHEAD)
@pytest.mark.parametrize("document", LETTERS)
def test_no_letter_goes_out_with_a_gap_in_its_letterhead(document: str, gap: str) -> None:
    found = lacks(document, LETTERHEAD[gap])
    assert any(item.startswith(gap) and "Settings, Clinic and letterhead" in item for item in found), found


@pytest.mark.proves("CRS-20.403.1.hearing")
@pytest.mark.parametrize("gap", HEARING)
@pytest.mark.parametrize("document", WITH_HEARING)
def test_no_denial_without_the_office_and_the_address_for_hearings(document: str, gap: str) -> None:
    assert lacks(document, HEARING[gap]) == (f"{gap} (Settings, Hearing address)",)


@pytest.mark.parametrize("gap", HALF)
def test_half_an_address_is_a_gap_too(gap: str) -> None:
    assert any(item.startswith(gap) for item in lacks("DOC-14", HALF[gap]))


@pytest.mark.parametrize(
    ("document", "change", "office"),
    [
        ("DOC-31", lambda site: replace(site, kidscare=None), "KidsCare office"),
        ("DOC-32", lambda site: replace(site, altcs=None), "ALTCS office"),
    ],
)
def test_an_office_that_is_not_set_is_named(
    document: str, change: Callable[[Site], Site], office: str
) -> None:
    found = lacks(document, change)
    assert found == (f"Name and address of the {office} (Settings, Other offices)",)


def test_the_update_goes_to_crsa_or_where_hearings_are_asked_and_nowhere_else() -> None:
    scene, site = SCENES["DOC-45"](), whole_site()
    own = replace(site, crsa=replace(site.altcs or Contact(), name="CRS Administration"))
    text = text_of(catalogue.produce("DOC-45", scene.case, Book.load(own), scene.day))
    assert "CRS Administration" in text
    assert "18th Avenue" not in text
    plain = text_of(catalogue.produce("DOC-45", scene.case, Book.load(site), scene.day))
    assert "150 N. 18th Avenue" in plain
    found = lacks("DOC-45", lambda s: replace(s, hearing_address=None, hearing_office=""))
    assert found == ("Name and address of ADHS/CRS (Settings, Other offices)",)


def test_a_plan_without_an_address_is_named_and_found_in_the_list_of_plans() -> None:
    scene, site = SCENES["DOC-59"](), whole_site()
    plan = scene.case.title.plan
    assert plan is not None
    bare = replace(scene.case, title=replace(scene.case.title, plan=replace(plan, address=None)))
    with pytest.raises(Missing, match="address of the AHCCCS health plan"):
        catalogue.produce("DOC-59", bare, Book.load(site), scene.day)
    listed = replace(site, plans=(plan,))
    text = text_of(catalogue.produce("DOC-59", bare, Book.load(listed), scene.day))
    assert plan.address is not None
    assert plan.address.street in text


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("document", ["DOC-11", "DOC-14", "DOC-40"])
def test_a_fax_number_that_is_not_set_leaves_no_empty_line(document: str, language: str) -> None:
    # A fax number is an offer, not a duty: without it the passage is not there.
    site = clinics(lambda c: replace(c, fax=""))(replace(whole_site(), hearing_fax=""))
    scene = SCENES[document]()
    text = text_of(catalogue.produce(document, scene.case, Book.load(site), scene.day, language=language))
    assert not any("fax" in line.casefold() for line in text.splitlines())
