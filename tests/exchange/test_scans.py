"""A received file is read whatever it is: its pages shown, its case found by the code, or a sentence."""

import io
import random
import time
from collections.abc import Iterator

import pypdfium2
import pytest
from PIL import Image

from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.scan import LARGEST
from crs_intake.exchange import scans
from crs_intake.exchange.apart import Reader
from tests.exchange import scan_files
from tests.exchange.scan_files import FINE, NUMBER, STANDARD, blank, faxed, tad, tiff

SEED = 20


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    """The reader in a process of its own, as the desk has it."""
    made = Reader()
    yield made
    made.close()


# The code ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dots", [FINE, STANDARD], ids=["fine", "standard"])
@pytest.mark.parametrize("turn", [0, 90, 180, 270, 0.7, -1.5, 4])
@pytest.mark.parametrize("noise", [0.0, 0.02])
def test_the_code_of_a_faxed_tad_is_read(dots: tuple[int, int], turn: float, noise: float) -> None:
    for told in (True, False):  # some machines do not tell the size of their dots
        assert scans.codes(faxed(tad(), dots, turn=turn, noise=noise, told=told)) == (NUMBER,)


def test_the_half_that_des_sends_back_finds_its_case_alone() -> None:
    page = pypdfium2.PdfDocument(tad())[0].render(scale=3, grayscale=True).to_pil()
    lower = page.crop((0, page.height * 6 // 10, page.width, page.height))
    assert scans.codes(tiff([lower.convert("1")], (216, 216))) == (NUMBER,)


def test_the_code_is_found_behind_a_cover_sheet_and_in_a_pdf() -> None:
    page = pypdfium2.PdfDocument(tad())[0].render(scale=3, grayscale=True).to_pil().convert("1")
    assert scans.codes(tiff([blank(), blank(), page], (216, 216))) == (NUMBER,)
    assert scans.codes(tad()) == (NUMBER,)
    assert scans.codes(_saved(page.convert("RGB"), "PDF", resolution=216)) == (NUMBER,)


def test_a_photograph_of_the_page_on_a_desk_is_read() -> None:
    page = pypdfium2.PdfDocument(tad())[0].render(scale=2.4).to_pil().convert("RGB")
    desk = Image.new("RGB", (2400, 3200), (92, 70, 52))
    desk.paste(page.rotate(-6, Image.Resampling.BICUBIC, expand=True, fillcolor=(92, 70, 52)), (300, 500))
    assert scans.codes(_saved(desk, "JPEG", quality=60)) == (NUMBER,)


def test_a_page_without_a_code_leaves_the_case_to_a_person() -> None:
    assert scans.codes(tiff([blank()])) == ()
    assert scans.codes(faxed(tad(), STANDARD, noise=0.9)) == ()


def test_many_pages_without_a_code_do_not_hold_anybody_up() -> None:
    """Only the first pages are searched: sixty take no longer than a dozen, but for being counted."""

    def work(pages: int) -> float:
        data, begun = tiff([blank()] * pages), time.thread_time()
        assert scans.codes(data) == ()
        return time.thread_time() - begun

    assert work(60) < 3 * work(scans.CODE_PAGES)


def test_a_file_that_takes_too_long_is_given_up_and_the_next_one_is_read() -> None:
    impatient = Reader(longest=0.001)
    with pytest.raises(NotAcceptable, match="reasonable time"):
        impatient.page(faxed(tad()), 0, 2400)
    impatient.close()
    patient = Reader()
    assert patient.look(faxed(tad())).pages == 1
    patient.close()


# The picture ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dots", [FINE, STANDARD], ids=["fine", "standard"])
def test_a_fax_is_shown_as_high_as_the_paper_was(dots: tuple[int, int]) -> None:
    shown = scans.page(faxed(tad(), dots), 0, 850)
    assert shown.width == 850
    assert abs(shown.height / shown.width - 11 / 8.5) < 0.01
    assert len(shown.dots) == shown.width * shown.height * (3 if shown.coloured else 1)


def test_a_photograph_is_shown_the_way_it_was_held() -> None:
    held = Image.new("RGB", (400, 200), "white")
    turned = held.getexif()
    turned[0x0112] = 6  # the camera was turned to the right
    shown = scans.page(_saved(held, "JPEG", exif=turned), 0, 1000)
    assert (shown.width, shown.height) == (200, 400)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA", "I;16", "CMYK"])
def test_every_kind_of_picture_is_shown_on_white(mode: str) -> None:
    made = Image.new(mode, (60, 80))
    kind = "TIFF" if mode in ("CMYK", "I;16") else "PNG"
    data = _saved(made, kind)
    assert scans.look(data).pages == 1
    assert scans.page(data, 0, 500).width == 60


def test_a_page_is_looked_at_read_and_shown_by_a_process_of_its_own(reader: Reader) -> None:
    data = faxed(tad())
    assert reader.look(data).pages == 1
    assert reader.codes(data) == (NUMBER,)
    assert reader.page(data, 0, 900).width == 900


# What is refused -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "empty"),
        (bytes(LARGEST + 1), "larger than 20 MB"),
        (b"PK\x03\x04" + bytes(100), "no PDF, TIFF, PNG or JPEG"),
        (b"<html>", "no PDF, TIFF, PNG or JPEG"),
        (b"GIF89a" + bytes(50), "no PDF, TIFF, PNG or JPEG"),
        (b"%PDF-1.7 and nothing", "damaged"),
        (b"II*\0" + bytes(50), "damaged"),
        (b"\xff\xd8\xff" + bytes(50), "damaged"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "damaged"),
    ],
    ids=["empty", "large", "zip", "page", "gif", "pdf", "tiff", "jpeg", "png"],
)
def test_what_is_no_scan_is_refused_with_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(NotAcceptable, match=sentence) as refused:
        scans.look(data)
    assert refused.value.then


def test_a_locked_pdf_is_refused_with_what_to_do() -> None:
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(tad())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="b", user="a"))
    with pytest.raises(NotAcceptable, match="locked with a password"):
        scans.look(out.getvalue())


@pytest.mark.parametrize("name", scan_files.NAMES)
def test_a_file_that_means_harm_costs_a_sentence_and_no_more(name: str, reader: Reader) -> None:
    data = scan_files.bombs()[name]
    if not _tried(reader, data):
        assert reader.look(data).pages == 1
    assert reader.look(faxed(tad())).pages == 1, "the reader is there again for the next file"


def test_any_cut_or_scratched_file_is_read_or_refused_and_nothing_hangs(reader: Reader) -> None:
    chance = random.Random(SEED)
    page = Image.frombytes("L", (64, 48), chance.randbytes(64 * 48))
    whole = [tad(), faxed(tad()), _saved(page, "PNG"), _saved(page, "JPEG"), _saved(page, "TIFF"),
             _saved(page, "PDF")]  # fmt: skip
    refused = 0
    for data in whole:
        for _ in range(25):
            cut = data[: chance.randrange(len(data))]
            scratched = bytearray(data)
            for _ in range(chance.randrange(1, 30)):
                scratched[chance.randrange(len(data))] = chance.randrange(256)
            noise = data[:8] + chance.randbytes(chance.randrange(4000))
            for each in (cut, bytes(scratched), noise):
                refused += _tried(reader, each)
    assert refused > 100, f"seed {SEED}: hardly anything was refused; the test shows nothing"


def _tried(reader: Reader, data: bytes) -> int:
    """1 if the file was refused with a sentence and a way out; whatever else is raised fails the test."""
    try:
        pages = reader.look(data).pages
        reader.codes(data)
        reader.page(data, pages - 1, 300)
    except NotAcceptable as trouble:
        return int(bool(str(trouble) and trouble.then))
    return 0


def test_a_reader_that_was_killed_starts_again(reader: Reader) -> None:
    data = faxed(tad())
    assert reader.look(data).pages == 1
    assert reader._process is not None
    reader._process.kill()
    reader._process.join()
    assert reader.look(data).pages == 1


def test_a_refused_reader_leaves_no_file_behind(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    own = Reader()
    own.page(faxed(tad()), 0, 400)
    own.codes(faxed(tad(), STANDARD))
    own.close()
    assert list(tmp_path.iterdir()) == []  # type: ignore[attr-defined]


def _saved(picture: Image.Image, kind: str, **more: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **more)  # type: ignore[arg-type]
    return out.getvalue()
