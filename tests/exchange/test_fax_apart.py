"""Scans become pages, and pages a fax, in a process of their own."""

import pypdfium2
import pytest

from crs_intake.domain.errors import NotAcceptable
from crs_intake.exchange import fax
from crs_intake.exchange.apart import Reader
from tests.documents import scans


def test_the_reader_apart_gives_the_same_pages_and_the_same_fax() -> None:
    reader = Reader()
    try:
        pages = reader.copied(scans.fax_file(2))
        assert len(pypdfium2.PdfDocument(pages)) == 2
        pdf = scans.pdf("page", 2)
        assert reader.fax(pdf, "standard") == fax.tiff(pdf, "standard")
        with pytest.raises(NotAcceptable):
            reader.copied(b"hello")
    finally:
        reader.close()
