"""Scans on their way into a fax, and the fax file itself (TIFF-F, Group 4)."""

import io
import struct
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageSequence

from crs_intake.domain.errors import NotAcceptable
from crs_intake.exchange import fax
from crs_intake.exchange.fax_pages import copied
from tests.documents import scans

SIZES: dict[fax.Mode, tuple[int, int]] = {"fine": (1728, 2156), "standard": (1728, 1078)}


def tables(data: bytes) -> list[dict[int, Any]]:
    """Every page's tags, read without any library: the file must hold for strict readers."""
    order, magic, at = struct.unpack_from("<2sHI", data)
    assert (order, magic) == (b"II", 42)
    found = []
    while at:
        (count,) = struct.unpack_from("<H", data, at)
        tags = {}
        for entry in range(count):
            tag, kind, many, value = struct.unpack_from("<HHII", data, at + 2 + entry * 12)
            tags[tag] = struct.unpack_from("<II", data, value) if kind == 5 else value
            if kind == 3:
                tags[tag] = struct.unpack_from("<2H", data, at + 10 + entry * 12)[:many]
        assert list(tags) == sorted(tags)
        found.append(tags)
        (at,) = struct.unpack_from("<I", data, at + 2 + count * 12)
    return found


@pytest.mark.parametrize("mode", ["fine", "standard"])
def test_a_fax_file_has_a_page_for_each_page_and_the_tags_that_fax_programs_ask_for(mode: fax.Mode) -> None:
    made = fax.tiff(scans.pdf("page", 3), mode)
    pages = tables(made)
    assert [each[297] for each in pages] == [(0, 3), (1, 3), (2, 3)]
    for tags in pages:
        assert (tags[256], tags[257]) == SIZES[mode]
        assert tags[259] == (4,)  # Group 4
        assert tags[262] == (0,)  # white is zero
        assert tags[266] == (1,)
        assert tags[258] == tags[277] == (1,)
        assert tags[254] == 2
        assert tags[278] == tags[257]
        assert tags[282] == (204, 1)
        assert tags[283] == ((196, 1) if mode == "fine" else (98, 1))
        assert tags[296] == (2,)


@pytest.mark.parametrize("mode", ["fine", "standard"])
def test_any_reader_of_pictures_sees_black_words_on_white(mode: fax.Mode) -> None:
    with Image.open(io.BytesIO(fax.tiff(scans.pdf("page", 2), mode))) as opened:
        frames = [frame.convert("L").copy() for frame in ImageSequence.Iterator(opened)]
    assert [frame.size for frame in frames] == [SIZES[mode]] * 2
    for frame in frames:
        assert 0 < frame.histogram()[0] < frame.width * frame.height / 50


def test_the_same_pages_give_the_same_file() -> None:
    assert fax.tiff(scans.pdf("page")) == fax.tiff(scans.pdf("page"))


def test_a_scan_on_grey_paper_keeps_its_letters_and_loses_its_ground() -> None:
    grey = scans.picture(["Gross pay 512.00"]).point([160 if value > 128 else 40 for value in range(256)])
    made = fax.tiff(copied(scans.saved(grey, "PNG", dpi=(200, 200))))
    with Image.open(io.BytesIO(made)) as opened:
        dark = opened.convert("L").histogram()[0]
    assert 500 < dark < 40_000


def test_a_photograph_keeps_its_greys_as_scattered_dots() -> None:
    made = fax.tiff(copied(scans.photograph(["State of Arizona"])))
    with Image.open(io.BytesIO(made)) as opened:
        page = opened.convert("L")
    # The portrait stands at the left; its middle is lighter than its edge, neither black nor white.
    small = page.reduce(24)
    greys = [value for value, count in enumerate(small.histogram()) if count and 60 < value < 200]
    assert len(greys) > 20


@pytest.mark.parametrize(
    ("name", "data", "pages"),
    [
        ("a PDF", scans.pdf("page", 2), 2),
        ("a fax", scans.fax_file(3), 3),
        ("a photograph", scans.photograph(["x"]), 1),
        ("black and white", scans.saved(scans.picture(["x"], mode="1"), "PNG", dpi=(200, 200)), 1),
        ("colours by number", scans.saved(scans.picture(["x"]).convert("P"), "PNG"), 1),
        ("sixteen bits", scans.saved(scans.picture(["x"]).convert("I;16"), "PNG"), 1),
        ("inks", scans.saved(scans.picture(["x"]).convert("CMYK"), "JPEG"), 1),
        ("see-through", scans.saved(scans.picture(["x"]).convert("RGBA"), "PNG"), 1),
    ],
)
def test_scans_of_all_kinds_become_pages_with_something_on_them(name: str, data: bytes, pages: int) -> None:
    book = pypdfium2.PdfDocument(copied(data))
    assert len(book) == pages, name
    for page in book:
        low, high = page.render(scale=1, grayscale=True).to_pil().convert("L").getextrema()
        assert low < 130, name
        assert high == 255 or name == "a photograph", name


def test_a_fax_whose_dots_are_not_square_comes_out_in_its_true_shape() -> None:
    page = pypdfium2.PdfDocument(copied(scans.fax_file(1)))[0]
    width, height = page.get_size()
    assert height / width == pytest.approx(11 * 204 / 1728, rel=0.01)


def test_a_photograph_that_was_turned_stands_upright() -> None:
    width, height = pypdfium2.PdfDocument(copied(scans.photograph(["x"])))[0].get_size()
    assert width > height


def test_what_was_typed_into_a_form_is_on_the_page() -> None:
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792))
    canvas.acroForm.textfield(name="x", value="TYPED", x=100, y=600, width=300, height=40, borderWidth=0)
    canvas.showPage()
    canvas.save()
    page = pypdfium2.PdfDocument(copied(out.getvalue()))[0]
    assert "TYPED" in page.get_textpage().get_text_range()


def _locked() -> bytes:
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(scans.pdf("page"))) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    return out.getvalue()


def _bomb() -> bytes:
    out = io.BytesIO()
    Image.new("1", (60_000, 60_000)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        b"%PDF-1.4 nothing",
        scans.pdf("page")[:300],
        scans.fax_file(1)[:200],
        scans.photograph(["x"])[:4000],
        b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
        scans.saved(Image.new("L", (2, 2)), "PNG"),
        b"%PDF-" + b"\0" * (20 * 1024 * 1024),
        b"II*\0" + b"\xff" * 400,
        b"GIF89a" + b"\0" * 50,
    ],
    ids=["empty", "words", "no pdf", "cut pdf", "cut fax", "cut photograph", "empty picture", "two dots",
         "too large", "broken tables", "another kind"],
)  # fmt: skip
def test_a_damaged_or_hostile_file_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(NotAcceptable) as refused:
        copied(data)
    assert str(refused.value).endswith(".")


def test_a_locked_file_and_a_picture_of_a_billion_dots_are_refused() -> None:
    for data, said in ((_locked(), "password"), (_bomb(), "too large")):
        with pytest.raises(NotAcceptable, match=said):
            copied(data)


def test_what_is_no_pdf_is_not_faxed(tmp_path: Path) -> None:
    with pytest.raises(NotAcceptable):
        fax.tiff(b"no pdf")


def test_a_sheet_narrower_than_letter_stands_on_white() -> None:
    with Image.open(io.BytesIO(fax.tiff(scans.pdf("slip", size=(300, 400))))) as opened:
        page = opened.convert("L")
    assert page.width == 1728
    assert page.getpixel((0, 10)) == page.getpixel((1727, 10)) == 255
