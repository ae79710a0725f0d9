"""What is laid over a paper when it leaves the desk again: that it is a copy, or what it corrects.

The kept bytes are never touched: the mark stands in the upper margin of a copy
made for the printer, tells the hash of the original, and is read out by a screen reader.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name
from reportlab.pdfgen.canvas import Canvas

from crs_intake import __version__
from crs_intake.documents import catalogue, style
from crs_intake.documents.facts import day_in
from crs_intake.domain.text import N_
from crs_intake.words import say

Line = tuple[str, float, str]
"""Text, size in points, typeface."""
COPY = {
    "mail": N_("Copy of what was mailed on {day}."), "hand": N_("Copy of what was handed over on {day}."),
    "fax": N_("Copy of what was faxed on {day}."), "": N_("Copy of what was sent on {day}."),
}  # fmt: skip
HASH = N_("SHA-256 of the original: {hash}")
CORRECTS = N_("This corrects our letter of {day}.")
CORRECTS_FAX = N_("This corrects our fax of {day}.")
_TOP = 14.0
"""Points between the edge of the sheet and the mark; the words of a paper begin lower down."""


def marked(pdf: bytes, day: date, method: str, sha256: str, language: str) -> bytes:
    """The same pages with a small mark in the upper margin of each: a copy, of when, and of which bytes."""
    words = say(COPY.get(method, COPY[""]), day=day_in(day, language, "long"), lang=language)
    proof = say(HASH, hash=sha256, lang=language)
    return _over(pdf, ((words, 8.5, style.BOLD), (proof, 7.0, style.PLAIN)), language)


def correction(pdf: bytes, day: date, language: str, words: str = CORRECTS) -> bytes:
    """A new paper that says on its first page which earlier one it puts right."""
    words = say(words, day=day_in(day, language, "long"), lang=language)
    return _over(pdf, ((words, 11.0, style.BOLD),), language, first_only=True)


@cache
def template_of(document: str, language: str) -> str:
    """Version of the words of a paper: the program's, and a hash of the letter's own files."""
    made = next((each for each in catalogue.known() if each.id == document), None)
    along = {id for ids in made.enclosures.values() for id in ids} if made is not None else set()
    told = hashlib.sha256()
    for name in (*sorted({document, *along}), "frame", "hearing"):
        for each in sorted(_files(f"{name}.{language}."), key=lambda file: str(file.name)):
            told.update(each.read_bytes())
    return f"{__version__} {told.hexdigest()[:12]}"


def _files(start: str) -> list[Any]:
    return [each for each in (files("resources") / "letters").iterdir() if each.name.startswith(start)]


def _over(pdf: bytes, lines: Sequence[Line], language: str, *, first_only: bool = False) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        said = _element(paper)
        stamps: dict[tuple[float, float], Any] = {}
        for at, page in enumerate(list(paper.pages)[: 1 if first_only else None]):
            size = (float(page.mediabox[2]), float(page.mediabox[3]))
            if size not in stamps:
                with pikepdf.open(io.BytesIO(_stamp(lines, size))) as stamp:
                    stamps[size] = paper.copy_foreign(stamp.pages[0].as_form_xobject())
            _lay(page, stamps[size], said if at == 0 else None)
        if said is not None:
            said.Lang = pikepdf.String(language)
        out = io.BytesIO()
        paper.save(out, deterministic_id=True)
    return out.getvalue()


def _lay(page: pikepdf.Page, form: Any, said: Any) -> None:
    name = page.add_resource(form, Name.XObject, Name("/Mark"))
    begin = "/Artifact BMC" if said is None else _begin(page, said)
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(f"\nQ\n{begin}\nq {name} Do Q\nEMC".encode())


def _begin(page: pikepdf.Page, said: Any) -> str:
    """The mark belongs to a paragraph of its own; on the further pages it only stands again."""
    paper = said.P
    while "/P" in paper:
        paper = paper.P
    numbers = paper.ParentTree.Nums
    own = numbers[[int(each) for each in list(numbers)[::2]].index(int(page.obj.StructParents)) * 2 + 1]
    said.K.append(Dictionary(Type=Name.MCR, Pg=page.obj, MCID=len(own)))
    own.append(said)
    return f"/P <</MCID {len(own) - 1}>> BDC"


def _element(paper: pikepdf.Pdf) -> Any:
    """A new first paragraph in the structure of a tagged paper; None where there is no structure."""
    tree = paper.Root.get("/StructTreeRoot")
    if tree is None:
        return None
    top = tree.K
    made = paper.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, P=top, K=Array()))
    top.K.insert(0, made)
    return made


def _stamp(lines: Sequence[Line], size: tuple[float, float]) -> bytes:
    out, (wide, y) = io.BytesIO(), size
    with style.ONE_AT_A_TIME:
        style.register()
        canvas = Canvas(out, pagesize=size, invariant=1, initialFontName=style.PLAIN)
        y -= _TOP
        for text, points, font in lines:
            room = wide - 2 * style.MARGIN
            points = min(points, points * room / max(style.width(text, points, font), 1))
            y -= points
            style.draw(canvas, wide - style.MARGIN - style.width(text, points, font), y, text, points, font)
            y -= 2.5
        canvas.save()
    return out.getvalue()
