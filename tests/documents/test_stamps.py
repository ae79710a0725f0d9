"""The stamps of 20.401 and 20.602.6, and the packet that is faxed."""

import io
from datetime import date

import pikepdf
import pypdfium2
import pytest

from crs_intake.documents import catalogue, stamps
from crs_intake.documents.layout import Look, build
from crs_intake.documents.style import words
from crs_intake.domain.errors import Missing, NotAcceptable
from tests.documents.papers import book, family, pages_of, text_of, words_of

DAY = date(2009, 3, 31)


def scan(text: str, pages: int = 1) -> bytes:
    """A stand-in for a scanned paper."""
    return build([words(f"{text} {n} " * 400) for n in range(pages)], Look("scan"))


@pytest.mark.proves("CRS-20.602.6")
def test_the_application_bears_crs_on_page_one_only() -> None:
    stamped = text_of(stamps.crs(scan("application", 2))).split("\f")
    assert "CRS" in stamped[0]
    assert all("CRS" not in page for page in stamped[1:])


@pytest.mark.proves("CRS-20.401.stamp")
def test_a_citizenship_copy_bears_stamp_day_and_name_on_every_page() -> None:
    stamped = text_of(stamps.copy_of_original(scan("certificate", 2), DAY, "R. Chávez")).split("\f")
    for page in stamped:
        assert "DES-Copy of Original" in page
        assert "3/31/2009, R. Chávez" in page
    with pytest.raises(Missing):
        stamps.copy_of_original(scan("certificate"), DAY, " ")


@pytest.mark.proves("CRS-20.401.fax24")
def test_the_packet_is_tad_application_and_copies_in_this_order() -> None:
    tad = catalogue.produce("DOC-27", family("a_no"), book(), DAY, to="faa")
    application, birth, lease = scan("application"), scan("birth certificate"), scan("lease")
    whole = stamps.packet(tad, application, [stamps.Copy(birth, DAY, "R. Chavez"), stamps.Copy(lease)])
    assert pages_of(whole) == sum(map(pages_of, (tad, application, birth, lease)))
    text = words_of(whole)
    places = [
        text.index(each)
        for each in ("Turn Around Document", "application 0", "birth certificate 0", "lease 0")
    ]
    assert places == sorted(places)
    assert text.count("DES-Copy of Original") >= 2
    assert whole == stamps.packet(
        tad, application, [stamps.Copy(birth, DAY, "R. Chavez"), stamps.Copy(lease)]
    )


def test_a_file_that_is_no_pdf_is_refused_with_a_sentence() -> None:
    with pytest.raises(NotAcceptable, match="scan the paper again"):
        stamps.crs(b"not a pdf")


def test_a_sheet_scanned_sideways_is_stamped_where_the_reader_looks() -> None:
    with pikepdf.open(io.BytesIO(scan("certificate"))) as pdf:
        for page in pdf.pages:
            page.rotate(90, relative=True)
        out = io.BytesIO()
        pdf.save(out)
    page = pypdfium2.PdfDocument(stamps.copy_of_original(out.getvalue(), DAY, "R. Chavez"))[0]
    width, height = page.get_size()
    assert width > height
    shown = page.render(scale=1).to_pil().convert("L")
    corner = shown.crop((round(width) - 160, 0, round(width), 45))
    assert corner.getextrema()[0] < 100
