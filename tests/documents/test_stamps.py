"""The stamps of 20.401 and 20.602.6."""

import io
from datetime import date

import pikepdf
import pypdfium2
import pytest

from crs_intake.documents import stamps
from crs_intake.documents.layout import Look, build
from crs_intake.documents.style import words
from crs_intake.domain.errors import Missing, NotAcceptable
from tests.documents.papers import text_of

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
