"""The stamps on what goes to DES: "CRS" on the application, "DES-Copy of Original" on citizenship copies.

The scans themselves are not touched: the stamp is laid over the page, black and
without a ground, so that a fax keeps both.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

import pikepdf
from reportlab.pdfgen.canvas import Canvas

from crs_intake.documents import style
from crs_intake.documents.style import says_something
from crs_intake.domain.errors import Missing, NotAcceptable
from crs_intake.domain.text import N_
from crs_intake.words import say

CRS = "CRS"
COPY = "DES-Copy of Original"


def crs(application: bytes) -> bytes:
    """The Medical Assistance application with "CRS" on page one (20.602.6, DOC-26)."""
    return _over(application, [(CRS, 20.0)], first_only=True)


def copy_of_original(copy: bytes, on: date, by: str) -> bytes:
    """A citizenship copy stamped on every page with the day and the copier's name (20.401, DOC-25)."""
    if not says_something(by):
        asked = (say(N_("Name of the person who made the copy")),)
        raise Missing(say(N_("The stamp needs the name of the person who made the copy.")), asked)
    return _over(copy, [(COPY, 12.0), (f"{on.month}/{on.day}/{on.year}, {by}", 11.0)])


def _over(pdf: bytes, lines: Sequence[tuple[str, float]], *, first_only: bool = False) -> bytes:
    with _opened(pdf) as scans:
        for page in list(scans.pages)[: 1 if first_only else None]:
            _lay_over(scans, page, lines)
        out = io.BytesIO()
        scans.save(out, deterministic_id=True)
    return out.getvalue()


def _lay_over(scans: pikepdf.Pdf, page: pikepdf.Page, lines: Sequence[tuple[str, float]]) -> None:
    """One page: what it draws is closed off first, so that nothing in the scan moves or hides the stamp."""
    place = pikepdf.Rectangle(page.trimbox)
    across, down = float(place.width), float(place.height)
    if int(page.obj.get("/Rotate", 0)) % 180:
        across, down = down, across  # a sheet scanned sideways is stamped as it is read
    with pikepdf.open(io.BytesIO(_stamp(lines, across, down))) as stamp:
        form = scans.copy_foreign(stamp.pages[0].as_form_xobject())
    name = page.add_resource(form, pikepdf.Name.XObject, pikepdf.Name("/CRSStamp"))
    placed = page.calc_form_xobject_placement(
        form, name, place, invert_transformations=True, allow_shrink=True, allow_expand=True
    )
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(b"\nQ\n" + placed)


def _stamp(lines: Sequence[tuple[str, float]], width: float, height: float) -> bytes:
    out = io.BytesIO()
    with style.ONE_AT_A_TIME:
        canvas = Canvas(out, pagesize=(width, height), invariant=1, initialFontName=_font())
        y = height - 14
        for text, size in lines:
            size = min(size, size * (width - 36) / max(style.width(text, size, style.BOLD), 1))
            y -= size + 3
            style.draw(canvas, width - 18 - style.width(text, size, style.BOLD), y, text, size, style.BOLD)
        canvas.save()
    return out.getvalue()


def _font() -> str:
    style.register()
    return style.PLAIN


def _opened(pdf: bytes) -> pikepdf.Pdf:
    try:
        return pikepdf.open(io.BytesIO(pdf))
    except pikepdf.PdfError:
        raise NotAcceptable(say(N_("This file cannot be read as a PDF; scan the paper again."))) from None
