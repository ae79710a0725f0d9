"""Every field of Attachment A: filled as the manual says, and refused or said where it cannot be."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time

import pytest

from crs_intake.documents import catalogue
from crs_intake.domain.case import Case
from crs_intake.domain.errors import Missing
from crs_intake.domain.moment import Moment
from crs_intake.domain.site import Site
from crs_intake.policy.book import Book
from tests.documents import papers
from tests.documents.papers import family, words_of

DAY = date(2009, 3, 31)


def tad(case: Case | None = None, site: Site | None = None, on: date = DAY, person: str = "R. Chavez") -> str:
    """The words of the TAD."""
    book = Book.load(site or papers.whole_site())
    at = Moment(on, time(15, 20))
    made = catalogue.produce("DOC-27", case or family("a_no"), book, on, to="faa", at=at, person=person)
    return words_of(made)


def lacks(case: Case | None = None, site: Site | None = None, person: str = "R. Chavez") -> str:
    """What is asked for before the TAD can be made."""
    with pytest.raises(Missing) as refused:
        tad(case, site, person=person)
    return "; ".join(refused.value.items)


def clinics(**changes: str) -> Site:
    """The site with these facts of its clinics changed."""
    site = papers.whole_site()
    return replace(site, clinics=tuple(replace(each, **changes) for each in site.clinics))  # type: ignore[arg-type]


def offices(**changes: str) -> Site:
    """The site with these facts of its FAA office changed."""
    site = papers.whole_site()
    return replace(site, offices=tuple(replace(each, **changes) for each in site.offices))  # type: ignore[arg-type]


@pytest.mark.proves("CRS-TAD.pages")
def test_the_pages_are_counted_from_what_goes_along_and_never_blank() -> None:
    assert "Number of Pages including Cover: 18" in tad()
    bare = replace(family("a_no"), papers=(), proofs=())
    assert "Number of Pages including Cover: 9" in tad(bare)  # the TAD and eight pages of the application


@pytest.mark.proves("CRS-TAD.datesent")
def test_the_date_sent_is_the_day_of_the_fax() -> None:
    assert "Date sent to DES: March 31, 2009" in tad()
    assert "Date sent to DES: April 1, 2009" in tad(on=date(2009, 4, 1))


@pytest.mark.proves("CRS-TAD.patient")
def test_the_patient_is_the_applicant_and_not_a_parent() -> None:
    text = tad()
    assert "CRS Patient Name: Lucía Yazzie Morales" in text
    parents = [p.name for p in family("a_no").people if p.relation in ("mother", "father")]
    assert parents
    assert not any(f"CRS Patient Name: {name}" in text for name in parents)


@pytest.mark.proves("CRS-TAD.todes")
def test_an_office_without_a_named_contact_is_written_to_by_its_name() -> None:
    assert "To DES Contact: Ms. Hill, FAA West Thomas" in tad()
    assert "To DES Contact: FAA West Thomas" in tad(site=offices(contact=""))


@pytest.mark.proves("CRS-TAD.fromcrs", "CRS-TAD.tocrs")
def test_the_sender_is_never_blank_and_the_return_contact_is_the_designee() -> None:
    assert "From CRS Contact: J. Begay To CRS Contact: R. Chavez" in " ".join(tad(person="J. Begay").split())
    assert "To CRS Contact: J. Begay" in tad(site=clinics(designee=""), person="J. Begay")
    assert "Name of the CRS contact" in lacks(site=clinics(designee=""), person="")


@pytest.mark.proves("CRS-TAD.fax3", "CRS-TAD.phone3")
@pytest.mark.parametrize("short", ["", "555-0199", "1-555-0199"])
@pytest.mark.parametrize(
    ("change", "field", "asked"),
    [
        (clinics, "fax", "Fax number of the clinic, with area code"),
        (clinics, "phone", "Phone number of the clinic, with area code"),
        (offices, "fax", "Fax number of the FAA office, with area code"),
        (offices, "phone", "Phone number of the FAA office, with area code"),
    ],
)
def test_each_number_has_its_area_code(
    change: Callable[..., Site], field: str, asked: str, short: str
) -> None:
    assert asked in lacks(site=change(**{field: short}))
    for whole in ("602-555-0199", "(602) 555-0199 ext 12", "1 602 555 0199"):
        assert whole in tad(site=change(**{field: whole}))


@pytest.mark.proves("CRS-TAD.ver.alien")
def test_the_alien_status_is_not_applicable_to_a_citizen_and_named_of_others() -> None:
    assert "Alien Status (when applicable) not applicable" in tad()
    case = family("a_no")
    other = replace(case.eligibility, citizenship="qualified_alien", alien_document="refugee status letter")
    assert "Alien Status (when applicable) refugee status letter" in tad(replace(case, eligibility=other))
    unknown = replace(other, alien_document="")
    assert "Alien Status (when applicable) none sent" in tad(replace(case, eligibility=unknown))


@pytest.mark.proves("CRS-TAD.ver.depcare")
def test_without_dependent_care_the_row_is_not_applicable() -> None:
    assert "Dependent Care Expense Receipts for dependent care" in tad()
    case = family("a_no")
    none = tuple(paper for paper in case.papers if paper.kind != "dependent_care")
    assert "Dependent Care Expense not applicable" in tad(replace(case, care=(), papers=none))


@pytest.mark.proves(
    "CRS-TAD.ver.residence", "CRS-TAD.ver.identity", "CRS-TAD.ver.citizenship", "CRS-TAD.ver.ssn",
    "CRS-TAD.ver.income",
)  # fmt: skip
@pytest.mark.parametrize(
    ("row", "named"),
    [("Residence", "Lease"), ("Identity", "Unexpired Arizona motor vehicle operator's license"),
     ("Citizenship", "Certified copy of a birth certificate"),
     ("Social Security Number", "Social Security card"), ("Income", "Pay stubs (3 sheets)")],
)  # fmt: skip
def test_a_document_that_was_sent_is_named_and_one_that_was_not_is_said_to_be_missing(
    row: str, named: str
) -> None:
    assert f"{row} {named}" in tad()
    assert f"{row} none sent" in tad(replace(family("a_no"), papers=(), proofs=()))


@pytest.mark.proves("CRS-TAD.copyapp")
def test_an_application_whose_pages_nobody_counted_is_not_sent_alone() -> None:
    assert "Include Copy of Application: included, 8 pages" in tad()
    case = family("a_no")
    uncounted = tuple(replace(e, pages=None) if e.kind == "application_signed" else e for e in case.events)
    assert "Number of pages of the Medical Assistance application" in lacks(replace(case, events=uncounted))


@pytest.mark.proves("CRS-TAD.dateapp")
def test_the_date_of_the_application_is_the_day_it_was_signed_and_not_that_of_the_fax() -> None:
    text = tad(on=date(2009, 4, 1))
    assert "Date of Application: March 31, 2009" in text
    assert "Date of Application: April 1" not in text


@pytest.mark.proves("CRS-TAD.B", "CRS-TAD.B.1", "CRS-TAD.B.2")
def test_the_part_of_des_is_left_to_des() -> None:
    text = tad()
    part = text[text.index("To Be Completed by DES") :]
    for value in ("Yazzie", "March", "approved", "denied"):
        assert value not in part
    assert "the reason code alone is not acceptable" in part
    assert "ACTIVE, INACTIVE or PENDING" in part
