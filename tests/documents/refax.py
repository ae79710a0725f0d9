"""A page sent by fax, printed, sent again, and read by a machine: how many characters are lost.

The page is drawn as the program faxes it. Then it goes through a
second machine: a little askew, a little blurred, cut again. Codes and rules are no text.
"""

import subprocess
import unicodedata
from functools import cache
from pathlib import Path
from shutil import which

import pypdfium2
from PIL import Image, ImageDraw, ImageFilter
from rapidfuzz.distance import Levenshtein

from crs_intake.exchange import fax

FINE, STANDARD = (204, 196), (204, 98)
_SAME = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "·": "-", "•": "-", "|": " ", "_": " "}
)


def readable() -> bool:
    """Whether the reading machine is installed."""
    return which("tesseract") is not None


def refaxed(page: pypdfium2.PdfPage, resolution: tuple[int, int]) -> Image.Image:
    """The page as the second machine prints it; the first is the program's own fax file."""
    across, down = resolution
    mode: fax.Mode = "fine" if resolution == FINE else "standard"
    sent = _without_codes(page, fax.lines(page, mode).convert("L"), resolution)
    width, height = sent.size
    upright = sent.resize((width * 2, round(height * 2 * across / down)), Image.Resampling.BICUBIC)
    askew = upright.rotate(0.4, resample=Image.Resampling.BICUBIC, fillcolor=255).filter(
        ImageFilter.GaussianBlur(1)
    )
    return _cut(askew.resize((width, height), Image.Resampling.BOX), 140)


def _cut(image: Image.Image, at: int) -> Image.Image:
    return image.point(lambda value: 255 if value >= at else 0)


def _without_codes(page: pypdfium2.PdfPage, drawn: Image.Image, resolution: tuple[int, int]) -> Image.Image:
    pen, high = ImageDraw.Draw(drawn), page.get_height()
    x, y = resolution[0] / 72, resolution[1] / 72
    shift = (page.get_width() * x - drawn.width) / 2
    for each in page.get_objects():
        left, bottom, right, top = each.get_bounds()
        if right - left > 30 and top - bottom > 30 and abs((right - left) - (top - bottom)) < 2:
            pen.rectangle(
                (
                    (left - 2) * x - shift,
                    (high - top - 2) * y,
                    (right + 2) * x - shift,
                    (high - bottom + 2) * y,
                ),
                fill=255,
            )
    return drawn


def read(image: Image.Image, resolution: tuple[int, int], folder: Path) -> str:
    """What the reading machine makes of it."""
    across, down = resolution
    path = folder / "fax.png"
    image.resize((image.width * 2, round(image.height * 2 * across / down)), Image.Resampling.LANCZOS).save(
        path, dpi=(across * 2, across * 2)
    )
    command = ["tesseract", str(path), "-", "--psm", "6", "-l", "eng"]
    return subprocess.run(command, capture_output=True, text=True, check=True, env=_alone()).stdout


@cache
def _alone() -> dict[str, str]:
    import os

    return {**os.environ, "OMP_THREAD_LIMIT": "1"}


def lines_of(page: pypdfium2.PdfPage) -> list[str]:
    """The lines of the page as they stand on paper, from left to right."""
    text = page.get_textpage()
    pieces = []
    for index in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(index)
        pieces.append(
            ((bottom + top) / 2, left, top - bottom, text.get_text_bounded(left, bottom, right, top))
        )
    pieces.sort(key=lambda piece: -piece[0])
    lines: list[list[tuple[float, float, float, str]]] = []
    for piece in pieces:
        if lines and abs(lines[-1][0][0] - piece[0]) < 4.5:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [" ".join(piece[3] for piece in sorted(line, key=lambda piece: piece[1])) for line in lines]


def plain(text: str) -> str:
    """Text without gaps, accents, kinds of quotes and dashes: no English machine tells them apart."""
    bare = "".join(
        letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter)
    )
    return "".join(bare.replace("\ufffe", "").translate(_SAME).split())


def lost(pdf: bytes, resolution: tuple[int, int], folder: Path, pages: int = 99) -> float:
    """The share of characters read wrongly; what it makes of the rules is not counted."""
    wrong = whole = 0
    document = pypdfium2.PdfDocument(pdf)
    for page in list(document)[:pages]:
        found = [plain(line) for line in read(refaxed(page, resolution), resolution, folder).splitlines()]
        for line in map(plain, lines_of(page)):
            wrong += min((Levenshtein.distance(line, each) for each in found), default=len(line))
            whole += len(line)
    return wrong / whole
