"""Scanned papers on their way into a fax: read in memory, made harmless, given back as a plain PDF.

What comes from a scanner or a phone is not trusted: only four kinds are opened, sizes are told before
anything is unpacked, and of a PDF only what is seen on its pages goes on.
"""

from __future__ import annotations

import io
import warnings

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageOps, ImageSequence

from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.text import N_
from crs_intake.exchange import scans

_ROOM = (576.0, 720.0)
"""Where a picture of unknown size is fitted in, points."""
_DPI_GREY, _DPI_BLACK = 204, 408
"""More dots than these are never sent by a fax machine."""
_TOLD = 100
"""A file that tells fewer dots per inch tells a camera's or a screen's default."""
_FEWEST = 8
"""Dots of a side; a smaller picture is no paper."""
_BROKEN = (
    OSError, ValueError, SyntaxError, EOFError, MemoryError, TypeError, KeyError, IndexError, OverflowError,
    ZeroDivisionError, Image.DecompressionBombError, pypdfium2.PdfiumError,
)  # fmt: skip


def copied(data: bytes) -> bytes:
    """A scanned PDF, JPEG, TIFF or PNG as a PDF of its pages; raises NotAcceptable with what to do."""
    looked = scans.look(data)
    try:
        return _from_pdf(data) if looked.media == "application/pdf" else _from_picture(data)
    except NotAcceptable:
        raise
    except _BROKEN:
        raise NotAcceptable(
            N_("This file is damaged; it cannot be read."), then=N_("Scan the paper again.")
        ) from None


def _from_pdf(data: bytes) -> bytes:
    """The pages with filled fields and notes drawn in, and nothing that could act."""
    with pypdfium2.PdfDocument(data) as book, pypdfium2.PdfDocument.new() as clean:
        if book.get_formtype():
            book.init_forms()
        for index in range(len(book)):
            page = book[index]
            page.render(scale=200 / max(*page.get_size(), 200)).close()  # one that cannot be drawn says so
            pdfium.FPDFPage_Flatten(page, pdfium.FLAT_PRINT)
            page.close()
        clean.import_pages(book)
        out = io.BytesIO()
        clean.save(out)
    return out.getvalue()


# Pictures ----------------------------------------------------------------------------------------------


def _from_picture(data: bytes) -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a picture's small faults are no news for the desk
        with Image.open(io.BytesIO(data), formats=("TIFF", "JPEG", "PNG")) as picture:
            return _bound([_page(each) for each in ImageSequence.Iterator(picture)])


def _page(frame: Image.Image) -> bytes:
    """One page as a PDF, grey or black and white, upright as it was taken, in the size of the paper."""
    if min(frame.size) < _FEWEST:
        raise NotAcceptable(N_("This picture is too small to be a paper."), then=N_("Scan the paper again."))
    across, down = _resolution(frame)
    flat = _flat(ImageOps.exif_transpose(frame) or frame)
    if flat.size != frame.size:
        across, down = down, across
    if not across:
        across = down = max(flat.width / _ROOM[0], flat.height / _ROOM[1]) * 72
    flat, across, down = _fewer_dots(flat, across, down)
    out = io.BytesIO()
    quality = {} if flat.mode == "1" else {"quality": 80}
    flat.save(out, "PDF", dpi=(across, down), **quality)
    return out.getvalue()


def _resolution(frame: Image.Image) -> tuple[float, float]:
    told = frame.info.get("dpi") or (0, 0)
    try:
        across, down = float(told[0]), float(told[1])
    except (TypeError, ValueError, ZeroDivisionError, IndexError):
        return 0.0, 0.0
    inches = (frame.width / across, frame.height / down) if across > 0 and down > 0 else (0.0, 0.0)
    believable = max(across, down) >= _TOLD and all(0.4 <= side <= 40 for side in inches)
    return (across, down) if believable else (0.0, 0.0)


def _flat(frame: Image.Image) -> Image.Image:
    """Black and white as it is, all else as grey on white paper."""
    if frame.mode == "1":
        return frame
    if frame.mode.startswith("I") or frame.mode == "F":
        _, high = frame.convert("F").getextrema()
        top = 65_535.0 if isinstance(high, float | int) and high > 255 else 255.0
        return frame.convert("F").point(lambda value: value * (255 / top) + 0).convert("L")
    if frame.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in frame.info:
        seen = frame.convert("RGBA")
        paper = Image.new("RGBA", seen.size, "white")
        return Image.alpha_composite(paper, seen).convert("L")
    return frame.convert("L")


def _fewer_dots(picture: Image.Image, across: float, down: float) -> tuple[Image.Image, float, float]:
    most = _DPI_BLACK if picture.mode == "1" else _DPI_GREY
    most = round(most / min(1.0, _shrunk(picture, across, down)))
    if across <= most * 1.2 and down <= most * 1.2:
        return picture, across, down
    x, y = min(1.0, most / across), min(1.0, most / down)
    size = max(1, round(picture.width * x)), max(1, round(picture.height * y))
    return picture.resize(size, Image.Resampling.BOX), across * x, down * y


def _shrunk(picture: Image.Image, across: float, down: float) -> float:
    """How much smaller a sheet larger than Letter will be on Letter."""
    sides = sorted((picture.width / across * 72, picture.height / down * 72))
    return min(_ROOM[0] / sides[0], _ROOM[1] / sides[1], 1.0)


def _bound(pages: list[bytes]) -> bytes:
    if len(pages) == 1:
        return pages[0]
    whole = pypdfium2.PdfDocument.new()
    try:
        for page in pages:
            with pypdfium2.PdfDocument(page) as one:
                whole.import_pages(one)
        out = io.BytesIO()
        whole.save(out)
    finally:
        whole.close()
    return out.getvalue()
