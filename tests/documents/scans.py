"""Scanned papers as they come from a scanner, a phone or a fax, made up for the tests."""

import io
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfgen.canvas import Canvas

FONT = Path(__file__).resolve().parents[2] / "resources" / "fonts" / "LiberationSans-Regular.ttf"


def pdf(text: str, pages: int = 1, size: tuple[float, float] = (612, 792)) -> bytes:
    """A PDF whose pages say the text and their number."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1)
    for number in range(1, pages + 1):
        canvas.setFont("Helvetica", 14)
        canvas.drawString(50, size[1] - 60, f"{text} {number}")
        canvas.drawString(50, 40, f"{text} {number} ends")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def picture(lines: Sequence[str], size: tuple[int, int] = (1700, 2200), mode: str = "L") -> Image.Image:
    """A white sheet with lines of 12 points at 200 dots an inch."""
    drawn = Image.new("L", size, 255)
    pen, font = ImageDraw.Draw(drawn), ImageFont.truetype(str(FONT), 34)
    for at, line in enumerate(lines):
        pen.text((120, 140 + at * 56), line, font=font, fill=0)
    return drawn.convert(mode)


def saved(image: Image.Image, kind: str, **how: object) -> bytes:
    """A picture as a file."""
    out = io.BytesIO()
    image.save(out, kind, **how)  # type: ignore[arg-type]
    return out.getvalue()


def photograph(lines: Sequence[str]) -> bytes:
    """A page photographed by a phone: dark table, uneven light, a portrait; turned, as phones say in Exif."""
    wide, high = 3000, 2200
    light = Image.linear_gradient("L").resize((wide, high)).point(lambda value: 150 + value * 80 // 255)
    shot = Image.new("L", (wide, high), 80)
    shot.paste(light.crop((100, 100, wide - 100, high - 100)), (100, 100))
    pen, font = ImageDraw.Draw(shot), ImageFont.truetype(str(FONT), 70)
    for at, line in enumerate(lines):
        pen.text((900, 250 + at * 150), line, font=font, fill=40)
    face = Image.radial_gradient("L").resize((600, 800)).point(lambda value: 200 - value * 150 // 255)
    shot.paste(face, (200, 300))
    held = Image.Exif()
    held[0x0112] = 6
    return saved(shot.rotate(90, expand=True), "JPEG", quality=85, exif=held, dpi=(72, 72))


def fax_file(pages: int, resolution: tuple[int, int] = (204, 98)) -> bytes:
    """A fax that came in: Group 4, dots that are not square."""
    sheets = [
        picture([f"Pay stub {number}", "Gross pay 512.00"], (1728, 2244), "L")
        .resize((1728, 11 * resolution[1]))
        .convert("1")
        for number in range(1, pages + 1)
    ]
    return saved(
        sheets[0], "TIFF", compression="group4", dpi=resolution, save_all=True, append_images=sheets[1:]
    )
