"""Looks into a received file: what it is, how many pages, what its code says, how a page looks.

Nothing here keeps or writes anything. Sizes are asked for before anything is unpacked; what cannot be
read is refused with a sentence. The desk calls it in a process of its own (`apart`), never directly.
"""

from __future__ import annotations

import io
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageFilter, ImageOps

from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.scan import LARGEST, Looked, Media, Picture
from crs_intake.domain.text import N_

MOST_PAGES = 200
MOST_DOTS = 80_000_000
"""Dots of one page: Letter at 800 dots an inch."""
WIDEST_POINTS = 14_400
CODE_PAGES = 12
"""Pages on which a code is looked for."""
CODE_SECONDS = 1.5
"""No further way to read the code is tried after that; a person picks the case."""
MOST_WIDTH = 4000
"""Dots across of a drawn page, however far it is zoomed."""
_PIL: dict[str, Media] = {"TIFF": "image/tiff", "PNG": "image/png", "JPEG": "image/jpeg"}
_LETTER = 11 / 8.5
_CODE_DPI = 204
Image.MAX_IMAGE_PIXELS = MOST_DOTS // 2  # Pillow itself refuses what is more than twice as large
_BROKEN = (
    OSError, ValueError, SyntaxError, EOFError, MemoryError, TypeError, KeyError, IndexError, AttributeError,
    OverflowError, ZeroDivisionError, RuntimeError, pypdfium2.PdfiumError,
)  # fmt: skip


def look(data: bytes) -> Looked:
    """What the file is and how many pages it has; every page's size is looked at. Raises NotAcceptable."""
    media = kind(data)
    with _plain_trouble():
        if media == "application/pdf":
            return Looked(media, _look_at_pdf(data))
        return Looked(media, _look_at_picture(data))


def kind(data: bytes) -> Media:
    """PDF, TIFF, PNG or JPEG by its first bytes; raises NotAcceptable for all else, empty and too large."""
    if not data:
        raise NotAcceptable(N_("This file is empty."), then=N_("Scan the paper again."))
    if len(data) > LARGEST:
        raise NotAcceptable(
            N_("This file is larger than 20 MB."),
            then=N_("Scan the paper in black and white, or in parts of fewer pages."),
        )
    if b"%PDF-" in data[:1024]:
        return "application/pdf"
    signs: tuple[tuple[bytes, Media], ...] = (
        (b"II*\0", "image/tiff"), (b"MM\0*", "image/tiff"), (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\xff\xd8\xff", "image/jpeg"),
    )  # fmt: skip
    found = next((media for sign, media in signs if data.startswith(sign)), None)
    if found is None:
        raise NotAcceptable(
            N_("This file is no PDF, TIFF, PNG or JPEG."), then=N_("Scan the paper, then file the scan.")
        )
    return found


def codes(data: bytes) -> tuple[str, ...]:
    """What the QR codes on the first pages say, page by page, each once; empty where none can be read."""
    begun, pages = time.monotonic(), min(look(data).pages, CODE_PAGES)
    with _plain_trouble():
        ways = [_for_reading(data, at) for at in range(pages)]
        while ways:  # every page at a glance first, then each more patiently
            said = [_read(picture) for way in ways for picture in islice(way, 1)]
            found = dict.fromkeys(text for texts in said for text in texts)
            if found or not said or time.monotonic() - begun > CODE_SECONDS:
                return tuple(found)
    return ()


def page(data: bytes, at: int, width: int) -> Picture:
    """One page upright, as wide as asked for but no wider than useful. Raises NotAcceptable."""
    with _plain_trouble():
        width = max(16, min(width, MOST_WIDTH))
        drawn = _pdf_page(data, at, width) if kind(data) == "application/pdf" else _picture(data, at, width)
        if drawn.mode not in ("L", "RGB"):
            drawn = drawn.convert("RGB")
        return Picture(drawn.width, drawn.height, drawn.mode == "RGB", drawn.tobytes())


# PDF ---------------------------------------------------------------------------------------------------


def _look_at_pdf(data: bytes) -> int:
    with _book(data) as book:
        _few_enough(len(book))
        for sheet in book:
            width, height = sheet.get_size()
            if not (1 <= width <= WIDEST_POINTS and 1 <= height <= WIDEST_POINTS):
                raise _damaged()
            for each in sheet.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,)):
                across, down = each.get_px_size()
                if across * down > MOST_DOTS:
                    raise _too_large()
            sheet.close()
        return len(book)


def _pdf_page(data: bytes, at: int, width: int, *, grey: bool = False) -> Image.Image:
    with _book(data) as book:
        sheet = book[at]
        across, down = sheet.get_size()
        scale = min(width / across, MOST_WIDTH * 2 / down)
        drawn: Image.Image = sheet.render(scale=scale, grayscale=grey, may_draw_forms=True).to_pil()
        sheet.close()
        return drawn.convert("L" if grey else "RGB")


@contextmanager
def _book(data: bytes) -> Iterator[Any]:
    try:
        book = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as trouble:
        if "password" in str(trouble).casefold():
            raise NotAcceptable(
                N_("This PDF is locked with a password."),
                then=N_("Print it and scan it, then file the scan."),
            ) from None
        raise _damaged() from None
    try:
        if book.get_formtype():
            book.init_forms()  # so that what was typed into a form is seen
        yield book
    finally:
        book.close()


# Pictures ----------------------------------------------------------------------------------------------


def _look_at_picture(data: bytes) -> int:
    with _opened(data) as picture:
        pages = getattr(picture, "n_frames", 1)
        _few_enough(pages)
        for at in range(pages):
            picture.seek(at)
            if picture.width * picture.height > MOST_DOTS:
                raise _too_large()
        picture.seek(0)
        picture.load()  # one that cannot be drawn says so
        return pages


def _picture(data: bytes, at: int, width: int) -> Image.Image:
    """A frame upright, with square dots, no wider than asked for."""
    with _opened(data) as picture:
        picture.seek(at)
        picture.draft(
            "L" if picture.mode == "L" else "RGB", (width, width)
        )  # a photograph shrinks as it is read
        drawn = _flat(picture)
        across, down = _stretch(picture)
    drawn = ImageOps.exif_transpose(drawn) or drawn
    wide, high = drawn.width * across, drawn.height * down
    if wide > width:
        wide, high = width, high * width / wide
    size = (max(1, round(wide)), max(1, round(min(high, MOST_WIDTH * 4))))
    return drawn if size == drawn.size else drawn.resize(size, Image.Resampling.BOX if size[0] <= drawn.width
                                                         else Image.Resampling.BICUBIC)  # fmt: skip


def _stretch(picture: Image.Image) -> tuple[float, float]:
    """By how much a dot is wider or higher than the other way: a fax's dots are not square."""
    told = picture.info.get("dpi") or picture.info.get("resolution") or (0, 0)
    try:
        across, down = float(told[0]), float(told[1])
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        across = down = 0.0
    if across > 0 and down > 0 and 0.2 < across / down < 5:
        return (1.0, across / down) if across >= down else (down / across, 1.0)
    return 1.0, 1.0


def _flat(frame: Image.Image) -> Image.Image:
    """Grey or coloured, on white paper, with what the file says of how it was held."""
    held = frame.getexif()
    if frame.mode in ("1", "L", "P") and "transparency" not in frame.info:
        flat = frame.convert("RGB" if frame.mode == "P" else "L")
    elif frame.mode.startswith("I") or frame.mode == "F":
        _, high = frame.convert("F").getextrema()
        top = 65_535.0 if isinstance(high, float | int) and high > 255 else 255.0
        flat = frame.convert("F").point(lambda value: value * (255 / top) + 0).convert("L")
    elif "A" in frame.mode or "transparency" in frame.info:
        seen = frame.convert("RGBA")
        flat = Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen).convert("RGB")
    else:
        flat = frame.convert("RGB")
    turned = held.get(0x0112)
    if turned:
        flat.getexif()[0x0112] = turned
    return flat


@contextmanager
def _opened(data: bytes) -> Iterator[Image.Image]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a picture's small faults are no news for the desk
        with Image.open(io.BytesIO(data), formats=tuple(_PIL)) as picture:
            yield picture


# The code ----------------------------------------------------------------------------------------------


def _for_reading(data: bytes, at: int) -> Iterator[Image.Image]:
    """The page as a reader of codes can take it: as it is, doubled and softened, and drawn out to Letter."""
    if kind(data) == "application/pdf":
        yield _pdf_page(data, at, round(8.5 * _CODE_DPI), grey=True)
        drawn = _pdf_page(data, at, round(8.5 * 2 * _CODE_DPI), grey=True)
        yield drawn
        yield drawn.filter(ImageFilter.GaussianBlur(2))
        return
    drawn = _picture(data, at, round(8.5 * 2 * _CODE_DPI)).convert("L")
    yield drawn
    if drawn.width < 8.5 * 1.5 * _CODE_DPI:
        drawn = drawn.resize((drawn.width * 2, drawn.height * 2), Image.Resampling.BICUBIC)
        yield drawn
    if drawn.width > drawn.height:  # a fax that does not tell its dots, or a sheet on its side
        tall = drawn.resize((drawn.width, round(drawn.width * _LETTER)), Image.Resampling.BICUBIC)
        yield tall
        yield tall.filter(ImageFilter.GaussianBlur(2))
    for soft in (1.5, 3):
        yield drawn.filter(ImageFilter.GaussianBlur(soft))


def _read(picture: Image.Image) -> list[str]:
    import zxingcpp

    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.barcode_formats_from_str("QRCode"))
    return [each.text for each in found if each.valid and 0 < len(each.text) <= 100]


# What is refused ---------------------------------------------------------------------------------------


@contextmanager
def _plain_trouble() -> Iterator[None]:
    try:
        yield
    except NotAcceptable:
        raise
    except Image.DecompressionBombError:
        raise _too_large() from None
    except _BROKEN:
        raise _damaged() from None


def _few_enough(pages: int) -> None:
    if pages < 1:
        raise NotAcceptable(N_("This file is empty."), then=N_("Scan the paper again."))
    if pages > MOST_PAGES:
        raise NotAcceptable(N_("This file has more than 200 pages."), then=N_("File it in parts."))


def _damaged() -> NotAcceptable:
    return NotAcceptable(
        N_("This file is damaged; it cannot be read."), then=N_("Scan the paper again, or ask for it again.")
    )


def _too_large() -> NotAcceptable:
    return NotAcceptable(
        N_("A page of this file is too large to be the scan of a paper."),
        then=N_("Scan the paper again at 200 or 300 dots an inch."),
    )
