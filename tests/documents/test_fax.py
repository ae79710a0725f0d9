"""What goes by fax can still be read after a second fax, also in the coarse mode (stack.md)."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from crs_intake.documents import catalogue
from crs_intake.documents import packet as fax_packet
from crs_intake.domain.event import Event
from crs_intake.domain.moment import Moment
from crs_intake.exchange.fax_pages import copied
from tests.documents import refax, scans
from tests.documents.papers import book, family
from tests.documents.test_fax_packet import facts

pytestmark = pytest.mark.skipif(
    not refax.readable(), reason="tesseract is not installed: no page is read back"
)


@pytest.fixture(scope="module")
def tad() -> bytes:
    """The TAD of family A."""
    return catalogue.produce("DOC-27", family("a_no"), book(), date(2009, 3, 31), to="faa")


@pytest.fixture(scope="module")
def notice() -> bytes:
    """The notice of family A with its enclosures."""
    return catalogue.produce("DOC-05", family("a_no"), book(), date(2009, 3, 17))


@pytest.fixture(scope="module")
def denial() -> bytes:
    """The denial of family A."""
    case = family("a_no")
    finding = Event(
        kind="medical_determination",
        at=Moment.read("2009-03-16T11:20"),
        outcome="not_eligible",
        name="Dr. Susan Tso",
        reason="The heart murmur is harmless. CRS does not treat it.",
    )
    case = replace(case, events=(case.events[0], finding))
    return catalogue.produce("DOC-14", case, book(), date(2009, 3, 17))


@pytest.fixture(scope="module")
def packet() -> bytes:
    """The fax of family A with a photographed birth certificate."""
    birth = copied(scans.photograph([f"State of Arizona Certificate No. {n}" for n in (1000, 1077, 1154)]))
    copy = fax_packet.Copy(birth, "citizenship", "birth.jpg")
    return fax_packet.make(facts(), scans.pdf("application", 2), [copy]).pdf


def test_the_tad_survives_the_coarse_mode(tad: bytes, tmp_path: Path) -> None:
    assert refax.lost(tad, refax.STANDARD, tmp_path) <= 0.01


def test_the_notice_survives_the_coarse_mode(notice: bytes, tmp_path: Path) -> None:
    assert refax.lost(notice, refax.STANDARD, tmp_path, pages=4) <= 0.01


def test_the_denial_survives_the_coarse_mode(denial: bytes, tmp_path: Path) -> None:
    assert refax.lost(denial, refax.STANDARD, tmp_path) <= 0.01


def test_the_cover_sheet_survives_the_coarse_mode(packet: bytes, tmp_path: Path) -> None:
    assert refax.lost(packet, refax.STANDARD, tmp_path, pages=1) <= 0.01


NAMES = {
    "notice": (0, ("PHX-2009-0001", "Thursday, April 2, 2009", "602-406-6400", "Lucía Yazzie Morales")),
    "denial": (0, ("PHX-2009-0001", "Tuesday, April 21, 2009", "602-406-6400", "Lucía Yazzie Morales")),
    "packet": (0, ("PHX-2009-0001", "March 31, 2009", "602-555-0130", "602-555-0131", "602-555-0199",
                   "602-406-6400", "Ms. Hill, FAA West Thomas", "R. Chavez", "Pages including cover: 5",
                   "pages 3 to 4")),
    "application": (2, ("Case PHX-2009-0001 - page 3 of 5", "CRS", "application 1")),
    "stamp": (4, ("DES-Copy of Original", "3/31/2009, R. Chavez", "Certificate No. 1077")),
}  # fmt: skip


@pytest.mark.parametrize("paper", NAMES)
def test_names_dates_and_numbers_are_read_without_error_in_the_fine_mode(
    paper: str, notice: bytes, denial: bytes, packet: bytes, tmp_path: Path
) -> None:
    at, printed = NAMES[paper]
    page = pypdfium2.PdfDocument({"notice": notice, "denial": denial}.get(paper, packet))[at]
    found = refax.plain(refax.read(refax.refaxed(page, refax.FINE), refax.FINE, tmp_path)).casefold()
    for each in printed:
        assert refax.plain(each).casefold() in found, each


def test_names_dates_and_numbers_of_the_tad_are_read_without_error_in_the_fine_mode(
    tad: bytes, tmp_path: Path
) -> None:
    page = pypdfium2.PdfDocument(tad)[0]
    found = refax.plain(refax.read(refax.refaxed(page, refax.FINE), refax.FINE, tmp_path)).casefold()
    for printed in (
        "Lucía Yazzie Morales", "PHX-2009-0001", "18", "March 31, 2009", "Ms. Hill, FAA West Thomas",
        "R. Chavez", "602-555-0130", "602-555-0131", "602-555-0199", "602-406-6400",
    ):  # fmt: skip
        assert refax.plain(printed).casefold() in found


def test_a_grey_ground_is_what_a_fax_does_not_survive(tmp_path: Path) -> None:
    # The control: the measure sees what the rules of the fax forbid.
    from reportlab.pdfgen.canvas import Canvas

    from crs_intake.documents import style

    style.register()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792))
    for line in range(20):
        canvas.setFillGray(0.45)
        canvas.rect(50, 700 - line * 30, 500, 20, stroke=0, fill=1)
        canvas.setFillGray(0)
        canvas.setFont(style.PLAIN, 12)
        canvas.drawString(
            56, 705 - line * 30, f"Applicant number {line} of the grey form, phone 602-555-01{line:02d}"
        )
    canvas.save()
    assert refax.lost(out.getvalue(), refax.STANDARD, tmp_path) > 0.5


def test_faxed_papers_have_no_fills_no_grey_and_no_thin_rules(tad: bytes, notice: bytes) -> None:
    for pdf in (tad, notice):
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            for page in opened.pages:
                for operands, operator in pikepdf.parse_content_stream(page):
                    name = str(operator)
                    if name in ("g", "G"):
                        assert float(operands[0]) == 0
                    if name in ("rg", "RG"):
                        assert all(float(each) == 0 for each in operands)
                    if name == "w":
                        assert float(operands[0]) >= 0.75 or float(operands[0]) == 0
