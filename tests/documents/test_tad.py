"""The Turn Around Document: Attachment A item by item (20.401)."""

from dataclasses import replace
from datetime import date, time

import pytest
import zxingcpp

from crs_intake.documents import catalogue
from crs_intake.domain.case import Case
from crs_intake.domain.errors import Missing
from crs_intake.domain.moment import Moment
from crs_intake.policy.book import Book
from tests.documents import papers
from tests.documents.papers import book, family, pages_of, text_of, words_of

DAY = date(2009, 3, 31)


def tad(case: Case, **more: object) -> bytes:
    """The TAD of a case on the day it was faxed."""
    return catalogue.produce("DOC-27", case, book(), DAY, to="faa", **more)  # type: ignore[arg-type]


@pytest.mark.proves(
    "CRS-TAD.A",
    "CRS-TAD.C",
    "CRS-TAD.pages",
    "CRS-TAD.datesent",
    "CRS-TAD.patient",
    "CRS-TAD.todes",
    "CRS-TAD.fromcrs",
    "CRS-TAD.tocrs",
    "CRS-TAD.fax3",
    "CRS-TAD.phone3",
    "CRS-TAD.ver.residence",
    "CRS-TAD.ver.identity",
    "CRS-TAD.ver.citizenship",
    "CRS-TAD.ver.alien",
    "CRS-TAD.ver.ssn",
    "CRS-TAD.ver.depcare",
    "CRS-TAD.ver.income",
    "CRS-TAD.copyapp",
    "CRS-TAD.dateapp",
    "CRS-20.401.fax.office",
)
def test_the_crs_part_of_family_a_is_filled_in_item_by_item() -> None:
    pdf = tad(family("a_no"), at=Moment(DAY, time(15, 20)), person="R. Chavez")
    text = words_of(pdf)
    assert pages_of(pdf) == 1
    for printed in (
        "Number of Pages including Cover: 18",  # 1 + 8 + 9 (day.md)
        "Date sent to DES: March 31, 2009",
        "CRS Patient Name: Lucía Yazzie Morales",
        "To DES Contact: Ms. Hill, FAA West Thomas",
        "From CRS Contact: R. Chavez",
        "To CRS Contact: R. Chavez",
        "FAX Number (Include Area Code): 602-555-0130",
        "Phone No (Include Area Code): 602-555-0131",
        "FAX Number (Include Area Code): 602-555-0199",
        "Phone No (Include Area Code): 602-406-6400",
        "Residence Lease for",
        "Identity Unexpired Arizona motor vehicle operator's license (father)",
        "Citizenship Certified copy of a birth certificate, stamped “DES-Copy of Original” 3/31/2009, R. C",
        "Alien Status (when applicable) not applicable",
        "Social Security Number Social Security card",
        "Dependent Care Expense Receipts for dependent care (2 sheets)",
        "Income Pay stubs (3 sheets)",
        "Include Copy of Application: included, 8 pages",
        "Date of Application: March 31, 2009",
    ):
        assert printed in text


@pytest.mark.proves(
    "CRS-TAD.B.1",
    "CRS-TAD.B.2",
    "CRS-TAD.B.2.check",
    "CRS-TAD.B.2.denied",
    "CRS-TAD.des.case",
    "CRS-TAD.des.eff",
    "CRS-TAD.des.denied",
    "CRS-TAD.des.worker",
)
def test_the_des_part_is_printed_blank_with_all_its_items() -> None:
    text = words_of(tad(family("a_no")))
    part = text[text.index("To Be Completed by DES and Returned to Children's Rehabilitative Services") :]
    labels = [
        "Case Name:", "Case Number:", "Effective Date of Eligibility:",
        "Systems check: ACTIVE, INACTIVE or PENDING:",
        "Application Denied. Reason (the reason code alone is not acceptable):",
        "Eligibility worker name (Elos Name):", "Phone No:", "Site Code:",
    ]  # fmt: skip
    places = [part.index(label) for label in labels]
    assert places == sorted(places)
    between = part[part.index("Phone No:") : part.index("Site Code:")]
    assert between.strip() == "Phone No:"


def test_the_code_carries_the_case_number_alone_on_both_halves() -> None:
    import pypdfium2

    page = pypdfium2.PdfDocument(tad(family("a_no")))[0].render(scale=3).to_pil()
    assert [found.text for found in zxingcpp.read_barcodes(page)] == ["PHX-2009-0001"] * 2


@pytest.mark.proves("CRS-20.401.MA.signed")
def test_no_tad_for_an_application_that_is_not_signed_and_dated() -> None:
    case = family("a_no")
    case = replace(
        case,
        application_date=None,
        events=tuple(e for e in case.events if e.kind != "application_signed"),
    )
    with pytest.raises(Missing) as refused:
        tad(case)
    assert "Signature on the Medical Assistance application (20.401)" in refused.value.items
    assert "Date on the Medical Assistance application (20.401)" in refused.value.items


@pytest.mark.proves("CRS-20.401.stamp")
@pytest.mark.parametrize("copier", ["", "  "])
def test_no_tad_with_a_citizenship_copy_stamped_without_a_name(copier: str) -> None:
    case = family("a_no")
    case = replace(case, proofs=tuple(replace(p, copied_by=copier) for p in case.proofs))
    with pytest.raises(Missing, match="DES-Copy of Original"):
        tad(case)


def test_a_zip_that_no_office_serves_is_asked_for_and_not_guessed() -> None:
    case = family("a_no")
    assert case.address is not None
    with pytest.raises(Missing, match="FAA local office for ZIP code 85364"):
        tad(replace(case, address=replace(case.address, zip="85364")))


@pytest.mark.parametrize("fax", ["", "555-0130"])
def test_a_fax_number_without_its_area_code_is_asked_for(fax: str) -> None:
    site = papers.whole_site()
    bare = Book.load(replace(site, offices=tuple(replace(office, fax=fax) for office in site.offices)))
    with pytest.raises(Missing, match="Fax number of the FAA office"):
        catalogue.produce("DOC-27", family("a_no"), bare, DAY, to="faa")


@pytest.mark.proves("CRS-20.401.MA.verif")
def test_papers_that_were_not_brought_are_said_to_be_not_sent() -> None:
    case = replace(family("a_no"), papers=(), proofs=())
    text = words_of(tad(case))
    assert "Income none sent" in text
    assert "Dependent Care Expense none sent" in text
    assert "Number of Pages including Cover: 9" in text


def test_medical_bills_stay_at_the_clinic() -> None:
    # DES gets what the TAD lists and no more; the bills are for the State Only worksheet.
    case = family("a_no")
    bill = replace(case.papers[0], kind="medical_paid", sheets=40)
    text = words_of(tad(replace(case, papers=(*case.papers, bill))))
    assert "Number of Pages including Cover: 18" in text


def test_a_name_too_long_for_one_sheet_takes_a_second_one_and_is_counted() -> None:
    case = family("a_no")
    long = papers.named(case, applicant="María de los Ángeles Guadalupe " * 60)
    pdf = tad(long)
    assert pages_of(pdf) > 1
    assert words_of(pdf).count("María de los Ángeles") == 60
    assert f"Number of Pages including Cover: {17 + pages_of(pdf)}" in words_of(pdf)
    assert all("PHX-2009-0001" in page for page in text_of(pdf).split("\f"))
