"""Pages as a fax machine sends them: Group 4 TIFF, 1728 dots wide, fine or standard (T.30, TIFF-F).

The page is drawn here and cut at a fixed grey, which keeps letters whole; only where a scan shows
a picture are greys scattered, so that a face on a licence stays a face.
"""

from __future__ import annotations

import io
import struct
from typing import Literal

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops, ImageFilter, ImageOps

from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.text import N_
from crs_intake.words import say

Mode = Literal["fine", "standard"]
RESOLUTIONS: dict[Mode, tuple[int, int]] = {"fine": (204, 196), "standard": (204, 98)}
"""Dots per inch across and down."""
WIDTH = 1728
"""Dots of a line (T.4)."""
_CUT = {"fine": 150, "standard": 160}
"""Grey from which a dot is white."""
_INK = 80
"""Grey below which a dot is black also in a picture: letters across it."""
_TILE = 12
_HALF_TONES = 110
"""Of 255: the share of middle greys from which a spot counts as a picture."""


def tiff(pdf: bytes, mode: Mode = "fine") -> bytes:
    """The pages of a PDF as one fax file; raises NotAcceptable for what is no PDF."""
    try:
        book = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError:
        raise NotAcceptable(say(N_("This file cannot be read as a PDF; scan the paper again."))) from None
    out = io.BytesIO()
    out.write(struct.pack("<2sHI", b"II", 42, 0))
    link = 4  # where the place of the next page's table is written
    try:
        for index in range(len(book)):
            page = book[index]
            link = _append(out, lines(page, mode), mode, (index, len(book)), link)
            page.close()
    finally:
        book.close()
    return out.getvalue()


def lines(page: pypdfium2.PdfPage, mode: Mode) -> Image.Image:
    """One page in black and white dots, 1728 across."""
    across, down = RESOLUTIONS[mode]
    width, height = page.get_size()
    size = round(width / 72 * across), round(height / 72 * down)
    if any(True for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE])):
        dots = _scan(page.render(scale=across / 72, grayscale=True).to_pil().convert("L"), size, mode)
    else:
        drawn = page.render(scale=across * 2 / 72, grayscale=True).to_pil().convert("L")
        dots = _cut(drawn.resize(size, Image.Resampling.BOX), mode)
    left = (dots.width - WIDTH) // 2
    return dots.crop((left, 0, left + WIDTH, dots.height)) if left >= 0 else _widened(dots)


def _widened(dots: Image.Image) -> Image.Image:
    sheet = Image.new("1", (WIDTH, dots.height), 255)
    sheet.paste(dots, ((WIDTH - dots.width) // 2, 0))
    return sheet


def _cut(grey: Image.Image, mode: Mode) -> Image.Image:
    at = _CUT[mode]
    return grey.point([255 if value >= at else 0 for value in range(256)]).convert(
        "1", dither=Image.Dither.NONE
    )


def _scan(grey: Image.Image, size: tuple[int, int], mode: Mode) -> Image.Image:
    """Letters cut against the paper around them, pictures scattered; `grey` has square dots."""
    even = _evened(grey)
    spots = even.point([255 if 60 <= value <= 190 else 0 for value in range(256)])
    small = spots.reduce(_TILE).filter(ImageFilter.BoxBlur(2))
    picture = small.point([255 if value >= _HALF_TONES else 0 for value in range(256)])
    picture = picture.filter(ImageFilter.MaxFilter(17)).filter(ImageFilter.MinFilter(15))  # no holes
    letters = _cut(even.resize(size, Image.Resampling.BOX), mode)
    if picture.getextrema()[1] == 0:
        return letters
    # Scattered after the light was evened, so that letters beside a picture stand on white there, too.
    flat = even.resize(size, Image.Resampling.BOX)
    ink = flat.point([255 if value >= _INK else 0 for value in range(256)])
    scattered = ImageChops.darker(flat.convert("1").convert("L"), ink).convert("1")
    return Image.composite(scattered, letters, picture.resize(size, Image.Resampling.NEAREST).convert("1"))


def _evened(grey: Image.Image) -> Image.Image:
    """The scan on white: each spot measured against the brightest near it."""
    paper = grey.reduce(8)
    for _ in range(3):
        paper = paper.filter(ImageFilter.MaxFilter(9))
    paper = paper.filter(ImageFilter.GaussianBlur(8))
    paper = paper.point([max(value, 96) for value in range(256)]).resize(grey.size, Image.Resampling.BILINEAR)
    lift = ImageChops.subtract(Image.new("L", grey.size, 255), paper)
    return ImageChops.add(grey, lift)


def _append(out: io.BytesIO, dots: Image.Image, mode: Mode, place: tuple[int, int], link: int) -> int:
    """Add a page: its dots, its resolutions, its table; gives where the next page's place is written."""
    data = _coded(dots)
    across, down = RESOLUTIONS[mode]
    strip = out.seek(0, io.SEEK_END)
    out.write(data + b"\0" * (len(data) % 2))
    ratios = out.tell()
    out.write(struct.pack("<4I", across, 1, down, 1))
    table = out.tell()
    entries = _entries(dots, strip, len(data), ratios, place)
    out.write(struct.pack("<H", len(entries)))
    for tag, kind, count, value in entries:
        out.write(struct.pack("<HHI", tag, kind, count) + value)
    after = out.tell()
    out.write(struct.pack("<I", 0))
    out.seek(link)
    out.write(struct.pack("<I", table))
    return after


def _entries(
    dots: Image.Image, strip: int, length: int, ratios: int, place: tuple[int, int]
) -> list[tuple[int, int, int, bytes]]:
    """The tags that a fax program asks for (TIFF-F), in rising order."""

    def short(*numbers: int) -> tuple[int, int, bytes]:
        return 3, len(numbers), struct.pack("<2H", *(*numbers, 0)[:2])

    def long(number: int) -> tuple[int, int, bytes]:
        return 4, 1, struct.pack("<I", number)

    tags = {
        254: long(2),  # one page of several
        256: long(dots.width), 257: long(dots.height),
        258: short(1), 259: short(4),  # one bit a dot, Group 4
        262: short(0), 266: short(1),  # nothing set is white; the first dot in the highest bit
        273: long(strip), 274: short(1), 277: short(1), 278: long(dots.height), 279: long(length),
        282: (5, 1, struct.pack("<I", ratios)), 283: (5, 1, struct.pack("<I", ratios + 8)),
        293: long(0), 296: short(2), 297: short(*place),
    }  # fmt: skip
    return [(tag, *rest) for tag, rest in sorted(tags.items())]


def _coded(dots: Image.Image) -> bytes:
    """The dots in Group 4 code, white where nothing is set."""
    out = io.BytesIO()
    ImageOps.invert(dots).save(out, format="TIFF", compression="group4", tiffinfo={278: dots.height})
    with Image.open(out) as coded:
        tags = coded.tag_v2  # type: ignore[attr-defined]
        start, length = tags[273][0], tags[279][0]
    return out.getvalue()[start : start + length]
