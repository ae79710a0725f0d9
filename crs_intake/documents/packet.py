"""The fax to FAA as one paper: cover, TAD, application, copies of verification, in this order (20.401).

Every page is Letter and says its place in the fax; scans lie below a strip that the stamps and the
page number have for themselves, so nothing of a paper is covered. The program counts the pages.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, Literal

import pikepdf
from reportlab.pdfgen.canvas import Canvas

from crs_intake.documents import cover, stamps, style, tad
from crs_intake.documents.facts import Facts
from crs_intake.documents.style import PAGE, says_something
from crs_intake.documents.tad_page import Sheet
from crs_intake.domain.case import Case
from crs_intake.domain.errors import Missing, NotAcceptable
from crs_intake.domain.proofs import Proof
from crs_intake.domain.text import N_
from crs_intake.policy import proofs
from crs_intake.words import say

TadRow = Literal["residence", "identity", "citizenship", "alien_status", "ssn", "dependent_care", "income"]
ROWS: dict[TadRow, str] = {
    "residence": "Residence",
    "identity": "Identity",
    "citizenship": "Citizenship",
    "alien_status": "Alien Status (when applicable)",
    "ssn": "Social Security Number",
    "dependent_care": "Dependent Care Expense",
    "income": "Income",
}
"""The rows of Attachment A, in their order; the copies follow it."""
APPLICATION = N_("Scan of the signed Medical Assistance application")
STRIP, SIDE, BOTTOM = 50.0, 18.0, 16.0
"""Points kept free on a page with a scan: above for stamp and page number, at the sides, below."""
_ROOM = pikepdf.Rectangle(SIDE, BOTTOM, PAGE[0] - SIDE, PAGE[1] - STRIP)
_SIDEWAYS = 0.9
"""A page that would shrink below this is turned when it then stays larger."""
_HEAD = 11.0


@dataclass(frozen=True, slots=True)
class Copy:
    """The copy of a paper that was shown, as a PDF of its pages."""

    pdf: bytes
    row: TadRow
    name: str = ""
    """What the desk calls it: file or paper."""
    kind: str = ""
    """Name of the proof, where it is known; else the one shown for this row."""
    stamped: date | None = None
    """Day and copier's name of a citizenship copy, unless the case says them."""
    copied_by: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the fax: its name, its first page, how many."""

    name: str
    first: int
    pages: int


@dataclass(frozen=True, slots=True)
class Packet:
    """The whole fax."""

    pdf: bytes
    pages: int
    """All of them, with the cover; the TAD says the same."""
    parts: tuple[Part, ...]
    cautions: tuple[str, ...] = ()


def make(facts: Facts, application: bytes | None, copies: Sequence[Copy] = ()) -> Packet:
    """The fax for the FAA office of the family's ZIP code; raises Missing naming all it lacks."""
    order = list(ROWS)
    copies = sorted(copies, key=lambda each: order.index(each.row))
    facts = _with_stamps(facts, copies)
    laid_application = on_letter(application) if application is not None else b""
    laid = [on_letter(each.pdf) for each in copies]
    sizes = [page_count(each) for each in laid]
    counted = tad.Counted(page_count(laid_application) if application is not None else 0, sum(sizes))
    sheet = _sheet(facts, counted, copies, whole=application is not None)
    own = tad.drawn(sheet, partial(_cover, facts, sheet, copies, sizes, counted.application))
    stamped = [_stamped(facts, copy, pages) for copy, pages in zip(copies, laid, strict=True)]
    with style.ONE_AT_A_TIME:
        pdf = _bound(own, [stamps.crs(laid_application), *stamped], sheet.number)
    parts = tuple(_parts(page_count(own), counted.application, copies, sizes))
    return Packet(pdf, page_count(pdf), parts, tuple(_cautions(sheet, facts, copies, counted)))


def _sheet(facts: Facts, counted: tad.Counted, copies: Sequence[Copy], *, whole: bool) -> Sheet:
    lacks: list[str] = [] if whole else [say(APPLICATION)]
    try:
        sheet = tad.sheet(facts, counted)
    except Missing as trouble:
        raise _missing([*trouble.items, *lacks]) from None
    listed = dict(sheet.rows)
    for copy in copies:
        row = ROWS[copy.row]
        if listed[row] in (tad.NOT_SENT, tad.NOT_APPLICABLE):
            lacks.append(
                say(N_("Paper that was shown for “{row}”, of which a copy goes along: {name}"), row=row,
                    name=copy.name or row)
            )  # fmt: skip
    if lacks:
        raise _missing(lacks)
    return sheet


def _missing(lacks: Sequence[str]) -> Missing:
    asked = tuple(dict.fromkeys(lacks))
    return Missing(
        say(N_("The fax packet cannot be made yet. Missing: {items}."), items="; ".join(asked)),
        asked,
        then=say(N_("Fill in what is missing; the packet is then made whole.")),
    )


def _cautions(sheet: Sheet, facts: Facts, copies: Sequence[Copy], counted: tad.Counted) -> Iterator[str]:
    there = {ROWS[copy.row] for copy in copies}
    not_sent = (tad.NOT_SENT, tad.NOT_APPLICABLE)
    without = [row for row, value in sheet.rows if value not in not_sent and row not in there]
    if without:
        yield say(N_("The TAD names papers of which no copy goes along: {rows}."), rows=", ".join(without))
    signed = facts.last("application_signed")
    if signed is not None and signed.pages and signed.pages != counted.application:
        yield say(
            N_("The scan of the application has {pages} pages; noted when it was signed: {noted}."),
            pages=counted.application,
            noted=signed.pages,
        )


# Stamps ------------------------------------------------------------------------------------------------


def _with_stamps(facts: Facts, copies: Sequence[Copy]) -> Facts:
    """The facts, with the stamps that are put on the copies now."""
    case = facts.case
    for copy in copies:
        case = with_stamp(case, facts.on, copy)
    return replace(facts, case=case)


def with_stamp(case: Case, on: date, copy: Copy) -> Case:
    """The case knowing of the stamp on a citizenship copy; a stamp that it knew of stays (DOC-25)."""
    if copy.row != "citizenship" or copy.stamped is None or not says_something(copy.copied_by):
        return case
    shown = (
        replace(proof, copied=copy.stamped, copied_by=copy.copied_by)
        if _is_of(copy, proof, on) and not (proof.copied and says_something(proof.copied_by))
        else proof
        for proof in case.proofs
    )
    return replace(case, proofs=tuple(shown))


def _is_of(copy: Copy, proof: Proof, on: date) -> bool:
    there = proof.shown is not None and proof.shown <= on
    return there and (proof.kind == copy.kind if copy.kind else proofs.kind_of(proof).tad == copy.row)


def _stamped(facts: Facts, copy: Copy, pages: bytes) -> bytes:
    if copy.row != "citizenship":
        return pages
    proof = next((p for p in facts.case.proofs if p.copied is not None and _is_of(copy, p, facts.on)), None)
    if proof is not None and proof.copied is not None:
        return stamps.copy_of_original(pages, proof.copied, proof.copied_by)
    if copy.stamped is None:
        item = say(
            N_("Stamp “DES-Copy of Original” with date and name on the copy of: {paper}"), paper=copy.name
        )
        raise _missing([item])
    return stamps.copy_of_original(pages, copy.stamped, copy.copied_by)


# Pages -------------------------------------------------------------------------------------------------


def on_letter(pdf: bytes) -> bytes:
    """The pages on upright Letter sheets, as large as they were or as fits below the strip."""
    out = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(pdf)) as scans, pikepdf.new() as sheets:
            for page in scans.pages:
                _lay(sheets, page)
            sheets.save(out, deterministic_id=True)
    except (pikepdf.PdfError, pikepdf.DataDecodingError, ValueError, RuntimeError):
        raise NotAcceptable(say(N_("This file cannot be read as a PDF; scan the paper again."))) from None
    return out.getvalue()


def _lay(sheets: pikepdf.Pdf, page: pikepdf.Page) -> None:
    box = pikepdf.Rectangle(page.trimbox)
    wide, high = float(box.width), float(box.height)
    if int(page.obj.get("/Rotate", 0)) % 180:
        wide, high = high, wide
    if wide > high and _fits(wide, high) < min(_SIDEWAYS, _fits(high, wide)):
        page.rotate(90, relative=True)
    sheet = sheets.add_blank_page(page_size=PAGE)
    if "/Contents" not in page.obj:
        return
    form = sheets.copy_foreign(page.as_form_xobject())
    name = sheet.add_resource(form, pikepdf.Name.XObject, pikepdf.Name("/CRSScan"))
    sheet.contents_add(
        sheet.calc_form_xobject_placement(
            form, name, _ROOM, invert_transformations=True, allow_shrink=True, allow_expand=False
        )
    )


def _fits(wide: float, high: float) -> float:
    return min(float(_ROOM.width) / wide, float(_ROOM.height) / high, 1.0)


def _bound(own: bytes, scanned: Sequence[bytes], number: str) -> bytes:
    """All pages in one file; each with a scan says which page of which case's fax it is."""
    with pikepdf.open(io.BytesIO(own)) as whole:
        first = len(whole.pages)
        for each in scanned:
            with pikepdf.open(io.BytesIO(each)) as part:
                whole.pages.extend(part.pages)
        count = len(whole.pages)
        with pikepdf.open(io.BytesIO(_heads(number, first + 1, count))) as heads:
            for at, head in enumerate(heads.pages):
                page = whole.pages[first + at]
                form = whole.copy_foreign(head.as_form_xobject())
                name = page.add_resource(form, pikepdf.Name.XObject, pikepdf.Name("/CRSHead"))
                page.contents_add(b"\nq %b Do Q\n" % bytes(str(name), "ascii"))
        out = io.BytesIO()
        whole.save(out, deterministic_id=True)
    return out.getvalue()


def _heads(number: str, first: int, count: int) -> bytes:
    out = io.BytesIO()
    style.register()
    canvas = Canvas(out, pagesize=PAGE, invariant=1, initialFontName=style.PLAIN)
    for page in range(first, count + 1):
        words = f"Case {number} – page {page} of {count}"
        style.draw(canvas, SIDE + 4, PAGE[1] - 14 - _HEAD, words, _HEAD)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def page_count(pdf: bytes) -> int:
    """Pages of a PDF."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


# Cover -------------------------------------------------------------------------------------------------


def _cover(
    facts: Facts, sheet: Sheet, copies: Sequence[Copy], sizes: Sequence[int], application: int, whole: int
) -> list[Any]:
    clinic = facts.clinic
    own = max(1, whole - 1 - application - sum(sizes))
    copied = [(f"Copy: {ROWS[copy.row]}", pages) for copy, pages in zip(copies, sizes, strict=True)]
    return cover.before(
        cover.Cover(
            receiver=sheet.contacts[0],
            sender=sheet.contacts[1],
            clinic=clinic.name if clinic else "",
            contractor=facts.book.site.contractor,
            address=", ".join(clinic.address.lines) if clinic and clinic.address else "",
            sent=sheet.sent,
            number=sheet.number,
            contents=(
                ("Turn Around Document (TAD)", own), ("Medical Assistance Application", application),
                *copied,
            ),
        ),
        whole,
    )  # fmt: skip


def _parts(own: int, application: int, copies: Sequence[Copy], sizes: Sequence[int]) -> Iterator[Part]:
    yield Part(say(N_("Fax cover sheet")), 1, 1)
    yield Part(say(N_("Turn Around Document (TAD)")), 2, own - 1)
    yield Part(say(N_("Medical Assistance Application")), own + 1, application)
    first = own + application + 1
    for copy, pages in zip(copies, sizes, strict=True):
        yield Part(copy.name or ROWS[copy.row], first, pages)
        first += pages
