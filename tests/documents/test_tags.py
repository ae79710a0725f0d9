"""A screen reader finds headings, lists, tables and the language; the file's properties name nobody."""

import io
from collections import Counter
from datetime import date

import pikepdf
import pypdfium2
import pytest

from crs_intake.documents import catalogue
from tests.documents.papers import book, family


def made(document: str, name: str, day: str, to: str, language: str = "en") -> bytes:
    """One paper of a sample family."""
    return catalogue.produce(
        document, family(name), book(), date.fromisoformat(day), to=to, language=language
    )


PAPERS = {
    "notice": made("DOC-05", "a_no", "2009-03-17", "applicant"),
    "notice_es": made("DOC-05", "a_no", "2009-03-17", "applicant", "es"),
    "tad": made("DOC-27", "a_no", "2009-03-31", "faa"),
    "worksheet": made("DOC-33", "a_yes", "2009-03-31", "case_file"),
}


def elements(pdf: pikepdf.Pdf) -> tuple[Counter[str], int]:
    """How many elements of each role, and how many marked runs hang on them."""
    roles: Counter[str] = Counter()
    runs = 0

    def walk(node: pikepdf.Object) -> None:
        nonlocal runs
        if isinstance(node, pikepdf.Array):
            for each in node:
                walk(each)
        elif isinstance(node, pikepdf.Dictionary):
            if node.get("/Type") == "/MCR":
                runs += 1
            elif "/S" in node:
                roles[str(node.S)] += 1
                walk(node.K)

    walk(pdf.Root.StructTreeRoot.K)
    return roles, runs


def untagged(pdf: pikepdf.Pdf) -> int:
    """Drawing and text outside every mark."""
    count = 0
    for page in pdf.pages:
        depth = 0
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            depth += name in ("BDC", "BMC")
            depth -= name == "EMC"
            said = name != "Tj" or bytes(operands[0]).strip()  # an empty line of reportlab says nothing
            count += name in ("Tj", "TJ", "S", "f", "B", "f*", "s", "Do") and depth == 0 and bool(said)
    return count


@pytest.mark.parametrize("name", PAPERS)
def test_everything_on_the_page_is_tagged_or_decoration(name: str) -> None:
    with pikepdf.open(io.BytesIO(PAPERS[name])) as pdf:
        roles, runs = elements(pdf)
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == ("es-US" if name == "notice_es" else "en-US")
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert untagged(pdf) == 0
        assert roles["/Document"] == 1
        assert roles["/H1"] >= 1
        assert runs > 20


def test_each_part_of_the_packet_is_a_section_with_lists_and_facts() -> None:
    with pikepdf.open(io.BytesIO(PAPERS["notice"])) as pdf:
        roles, _ = elements(pdf)
    assert roles["/Sect"] == 5
    assert roles["/L"] >= 5
    assert roles["/LI"] >= 28 + 8
    assert roles["/Table"] >= 3
    assert roles["/TH"] >= 10


def test_tables_have_heading_cells_also_where_they_run_over_a_page() -> None:
    with pikepdf.open(io.BytesIO(PAPERS["worksheet"])) as pdf:
        roles, _ = elements(pdf)
    assert roles["/TR"] > 20
    assert roles["/TH"] > 20
    assert roles["/TD"] > 60


def test_the_line_in_the_other_language_is_marked_as_such() -> None:
    with pikepdf.open(io.BytesIO(PAPERS["notice"])) as pdf:
        said = [
            str(each.Lang) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/Lang" in each
        ]
    assert "es-US" in said


def test_the_code_on_the_tad_has_words() -> None:
    with pikepdf.open(io.BytesIO(PAPERS["tad"])) as pdf:
        told = [
            str(each.Alt) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each
        ]
    assert told == ["QR code: PHX-2009-0001"] * 2


@pytest.mark.parametrize("name", PAPERS)
def test_title_and_author_name_nobody(name: str) -> None:
    document = pypdfium2.PdfDocument(PAPERS[name])
    about = document.get_metadata_dict()
    assert about["Title"].startswith("CRS DOC-")
    assert about["Author"] == "CRS Intake"
    assert not any("Yazzie" in value or "Morales" in value for value in about.values())


@pytest.mark.parametrize("name", PAPERS)
def test_every_font_that_is_used_is_embedded(name: str) -> None:
    with pikepdf.open(io.BytesIO(PAPERS[name])) as pdf:
        for page in pdf.pages:
            used = {
                str(operands[0])
                for operands, operator in pikepdf.parse_content_stream(page)
                if str(operator) == "Tf"
            }
            fonts = page.Resources.Font
            for key in used:
                font = fonts[key]
                assert "/FontFile2" in font.FontDescriptor, font.BaseFont
