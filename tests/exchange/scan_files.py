"""Received files for tests: the program's own TAD as a fax brings it back, and files that mean harm."""

import io
import random
import struct
import zlib
from datetime import date
from functools import cache

import pypdfium2
from PIL import Image

from crs_intake.documents import catalogue
from tests.documents.papers import book, family

FINE, STANDARD = (204, 196), (204, 98)
NUMBER = "PHX-2009-0001"
NAMES = (
    "png of 900 million dots",
    "png one dot too large",
    "pdf with a picture of 1,600 million dots",
    "pdf whose page unpacks to 800 MB",
    "pdf that packs its page twice",
    "pdf that draws ten million lines",
    "pdf with a form inside itself",
    "pdf of 5,000 pages",
    "pdf whose pages hold themselves",
    "pdf as wide as a house",
    "pdf of no size",
    "tiff whose pages follow themselves",
    "tiff of 2,000 pages",
)


@cache
def tad() -> bytes:
    """The TAD of family A as it was sent."""
    return catalogue.produce("DOC-27", family("a_no"), book(), date(2009, 3, 31), to="faa")


def faxed(pdf: bytes, dots: tuple[int, int] = FINE, *, turn: float = 0, noise: float = 0.0,
          told: bool = True, seed: int = 7) -> bytes:  # fmt: skip
    """The pages as a fax machine hands them on: Group 4 TIFF, askew by `turn` degrees, with specks."""
    pages = [_faxed(page.render(scale=3, grayscale=True).to_pil(), dots, turn, noise, seed)
             for page in pypdfium2.PdfDocument(pdf)]  # fmt: skip
    return tiff(pages, dots if told else None)


def tiff(pages: list[Image.Image], dots: tuple[int, int] | None = FINE) -> bytes:
    """Black and white pages as one TIFF."""
    out, more = io.BytesIO(), {} if dots is None else {"dpi": dots}
    pages[0].save(out, "TIFF", compression="group4", save_all=True, append_images=pages[1:], **more)
    return out.getvalue()


def _faxed(page: Image.Image, dots: tuple[int, int], turn: float, noise: float, seed: int) -> Image.Image:
    if turn % 90:
        page = page.rotate(turn, Image.Resampling.BICUBIC, fillcolor=255)
    elif turn:
        page = page.rotate(turn, expand=True)
    size = round(page.width / 216 * dots[0]), round(page.height / 216 * dots[1])
    small = page.resize(size, Image.Resampling.BOX).point(lambda value: 255 if value > 140 else 0)
    chance, dot = random.Random(seed), small.load()
    assert dot is not None
    for _ in range(int(size[0] * size[1] * noise)):
        dot[chance.randrange(size[0]), chance.randrange(size[1])] = chance.choice((0, 255))
    return small.convert("1")


def blank(size: tuple[int, int] = (1728, 2200)) -> Image.Image:
    """A white page."""
    return Image.new("1", size, 1)


def png(width: int, height: int) -> bytes:
    """A white PNG of any size, in a few bytes for each million dots."""
    row = b"\0" + b"\xff" * ((width + 7) // 8)
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", packed), (b"IEND", b""))
    told = (struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
            for name, data in chunks)  # fmt: skip
    return b"\x89PNG\r\n\x1a\n" + b"".join(told)


def pdf(*objects: bytes) -> bytes:
    """A PDF of these objects, numbered from 1; the first one is the catalogue."""
    out, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + each + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer <</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(places) + 1, start)


def stream(words: bytes, data: bytes) -> bytes:
    """A stream object of compressed data."""
    packed = zlib.compress(data, 9)
    head = b"<<" + words + b"/Filter/FlateDecode/Length %d>>" % len(packed)
    return head + b"stream\n" + packed + b"\nendstream"


def one_page(content: bytes, resources: bytes = b"", *more: bytes, box: bytes = b"0 0 612 792") -> bytes:
    """A PDF of one page; its content is object 4, further objects follow."""
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[" + box + b"]/Contents 4 0 R/Resources<<" + resources + b">>>>"
    )
    return pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, content, *more)


@cache
def bombs() -> dict[str, bytes]:
    """Small files that want to become large, deep or endless."""
    image = b"/Type/XObject/Subtype/Image/Width 40000/Height 40000/ColorSpace/DeviceGray/BitsPerComponent 8"
    itself = b"/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<</XObject<</F 5 0 R>>>>"
    kids = b" ".join(b"3 0 R" for _ in range(5000))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>"
    loop = b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 100000>>"
    endless = b"II*\0" + struct.pack("<IH", 8, 0) + struct.pack("<I", 8)
    return {
        "png of 900 million dots": png(30_000, 30_000),
        "png one dot too large": png(10_000, 8_001),
        "pdf with a picture of 1,600 million dots": one_page(
            stream(b"", b"q 612 0 0 792 0 0 cm /I Do Q"), b"/XObject<</I 5 0 R>>", stream(image, bytes(10**7))
        ),
        "pdf whose page unpacks to 800 MB": one_page(_spaces(800)),
        "pdf that packs its page twice": one_page(_twice()),
        "pdf that draws ten million lines": one_page(_lines()),
        "pdf with a form inside itself": one_page(
            stream(b"", b"/F Do"), b"/XObject<</F 5 0 R>>", stream(itself, b"/F Do /F Do /F Do")
        ),
        "pdf of 5,000 pages": pdf(
            b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[" + kids + b"]/Count 5000>>", page
        ),
        "pdf whose pages hold themselves": pdf(b"<</Type/Catalog/Pages 2 0 R>>", loop),
        "pdf as wide as a house": one_page(stream(b"", b"0 0 m"), box=b"0 0 900000 900000"),
        "pdf of no size": one_page(stream(b"", b"0 0 m"), box=b"0 0 0 0"),
        "tiff whose pages follow themselves": endless,
        "tiff of 2,000 pages": tiff([blank((16, 16))] * 2000),
    }  # fmt: skip


def _repeated(block: bytes, times: int) -> bytes:
    """A packed block many times over, without packing it as often."""
    packer = zlib.compressobj(9)
    first = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    return first + again * (times - 1)


def _packed(words: bytes, packed: bytes) -> bytes:
    return b"<<%b/Length %d>>stream\n" % (words, len(packed)) + packed + b"\nendstream"


def _spaces(megabytes: int) -> bytes:
    return _packed(b"/Filter/FlateDecode", _repeated(b" " * 1_000_000, megabytes))


def _twice() -> bytes:
    once = _repeated(b" " * 1_000_000, 2000)
    return _packed(b"/Filter[/FlateDecode/FlateDecode]", zlib.compress(once, 9))


def _lines() -> bytes:
    return _packed(b"/Filter/FlateDecode", _repeated(b"0 0 m 600 700 l S\n" * 10_000, 1000))
