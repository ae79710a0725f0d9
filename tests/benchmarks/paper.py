"""Letters and the TAD beside the same pages drawn bare with tags; 1,000 due letters as one PDF job."""

from __future__ import annotations

import ctypes
import io
import resource
import tempfile
import time
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from pathlib import Path

import pypdfium2
from PIL import Image
from pypdfium2 import raw

from crs_intake import storage
from crs_intake.casework import batch, worklist
from crs_intake.casework.ports import Desk
from crs_intake.clock import FixedClock
from crs_intake.documents import catalogue, style
from crs_intake.documents.tagged import Node, TaggedCanvas, finish
from crs_intake.domain.moment import PHOENIX
from crs_intake.exchange.apart import Reader
from crs_intake.storage.store import SqlStore
from tests.benchmarks.desk import another
from tests.benchmarks.measure import in_turns, line, seconds
from tests.documents.papers import book
from tests.documents.scenes import SCENES, Scene
from tests.exchange.scan_files import faxed, tad

LETTERS = 1000
DUE = ("DOC-05", "DOC-11", "DOC-14", "DOC-58", "DOC-59", "DOC-13", "DOC-38")
"""Scenes whose letters are due together: packets of six pages and letters of one."""
AT = datetime(2009, 4, 8, 16, 30, tzinfo=PHOENIX)
PAPERS = ("DOC-05", "DOC-14", "DOC-59", "DOC-27")
Placed = tuple[str, float, float, str]
"""A line of words, where it stands, and its typeface."""


@dataclass
class Page:
    """What a page shows: words, lines, and the squares of a code."""

    words: list[Placed]
    rules: int
    squares: int


def run() -> None:
    """Print each paper beside its floor, then the job of a thousand letters with its memory."""
    for document in PAPERS:
        scene, turn = SCENES[document](), count()

        def made(document: str = document, scene: Scene = scene, turn: count[int] = turn) -> bytes:
            case = replace(scene.case, number=f"PHX-2009-{next(turn) % 10_000:04d}")
            return catalogue.produce(document, case, book(), scene.day, person="R. Chavez")

        pages = shown(made())
        floor, ours = in_turns(lambda pages=pages: bare(pages), made, 21)  # type: ignore[misc]
        line(f"{document}, {len(pages)} pages, against the same pages drawn bare with tags",
             f"{ours * 1000:.0f} ms, {floor / ours:.2f} of {floor * 1000:.0f} ms", "0.6")  # fmt: skip
    _scan()
    with tempfile.TemporaryDirectory() as folder:
        _thousand(Path(folder))


def _scan() -> None:
    """A faxed TAD from its bytes to its picture, with the code read, beside Pillow opening the same page."""
    data, reader = faxed(tad()), Reader()
    reader.warm()

    def shown() -> None:
        reader.look(data)
        reader.codes(data)
        reader.page(data, 0, 900)

    floor, ours = in_turns(lambda: Image.open(io.BytesIO(data)).convert("L").resize((900, 1165)), shown, 7)
    reader.close()
    line(
        "a scan looked at, its code read and shown",
        f"{ours * 1000:.0f} ms, {ours / floor:.0f} x Pillow",
        "1 s",
    )


def bare(pages: list[Page]) -> bytes:
    """The same words, rules and squares at their places, each line a paragraph of the structure."""
    style.register()
    out = io.BytesIO()
    canvas = TaggedCanvas(out, lambda *_: None, style.PLAIN, style.PAGE)
    for page in pages:
        section = Node("Sect", canvas.root)
        for words, x, y, font in page.words:
            with canvas.marked(Node("P", section)):
                style.draw(canvas, x, y, words, 11, font)
        for at in range(page.rules):
            with canvas.artifact():
                canvas.line(64, 70 + at * 10, 548, 70 + at * 10)
        if page.squares:
            path = canvas.beginPath()
            for at in range(page.squares):
                path.rect(400 + at % 30, 600 + at // 30, 1, 1)
            canvas.drawPath(path, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return finish(out.getvalue(), canvas.marks, root=canvas.root, title="bare", language="en-US")


def shown(pdf: bytes) -> list[Page]:
    """What stands on the pages of a paper."""
    pages: list[Page] = []
    for page in pypdfium2.PdfDocument(pdf):
        text = page.get_textpage()
        rects = [text.get_rect(at) for at in range(text.count_rects())]
        words = [(text.get_text_bounded(*rect), rect[0], rect[1], _font(text, rect)) for rect in rects]
        parts = [raw.FPDFPath_CountSegments(each.raw) for each in page.get_objects((raw.FPDF_PAGEOBJ_PATH,))]
        pages.append(Page(words, sum(n < 40 for n in parts), sum(n // 5 for n in parts if n >= 40)))
    return pages


def _font(text: pypdfium2.PdfTextPage, rect: tuple[float, float, float, float]) -> str:
    at = raw.FPDFText_GetCharIndexAtPos(text.raw, rect[0] + 1, (rect[1] + rect[3]) / 2, 4, 4)
    name, flags = ctypes.create_string_buffer(120), ctypes.c_int()
    raw.FPDFText_GetFontInfo(text.raw, at, name, 120, ctypes.byref(flags))
    return style.BOLD if b"Bold" in name.value else style.PLAIN


def _thousand(folder: Path) -> None:
    store, _ = storage.create(
        folder, "Bench", "a long enough password", FixedClock(AT), site="PHX",
        kdf=storage.WEAK_FOR_TESTS_ONLY,
    )  # fmt: skip
    desk = Desk(store=store, book=book(), clock=FixedClock(AT), actor=store.signed_in)
    cases = _fill(store, LETTERS)
    worklist.look(desk)
    found: list[batch.Errand] = []
    line(f"which papers are due, over {cases:,} cases with rows kept",
         f"{seconds(lambda: found.extend(batch.errands(desk))) * 1000:.0f} ms", "500 ms")  # fmt: skip
    chosen = [each for each in found if batch.Choice().takes(each)][:LETTERS]
    _job(desk, chosen, folder)
    store.close()


def _fill(store: SqlStore, count: int) -> int:
    """So many cases, each with ids and a number of its own; what happened after a scene's day is left out."""
    scenes = [SCENES[each]() for each in DUE]
    models = [
        replace(scene.case, events=tuple(e for e in scene.case.events if e.at.day <= scene.day and not
                                         (e.kind == "document_sent" and e.document == document)))
        for document, scene in zip(DUE, scenes, strict=True)
    ]  # fmt: skip
    with store.work(store.signed_in, "case.open") as work:
        for n in range(count):
            work.new_case(another(models[n % len(models)], n))
    return count


def _job(desk: Desk, chosen: list[batch.Errand], folder: Path) -> None:
    made: list[batch.Made] = []
    before, path, busy = _memory(), folder / "job.pdf", time.process_time()
    drawn = seconds(lambda: made.append(batch.make(desk, chosen)))
    between, ready = _memory(), made[0].ready
    written = seconds(lambda: batch.to_file(desk, ready, path))
    after, busy = _memory(), time.process_time() - busy
    noted = seconds(lambda: batch.mark_mailed(desk, [each.id for each in ready]))
    size = path.stat().st_size / 1e6
    line(f"{len(ready):,} due letters as one PDF, {made[0].pages:,} pages, {size:.0f} MB",
         f"{drawn:.0f} s + {written:.0f} s, processor {busy:.0f} s", "60 s")  # fmt: skip
    line("memory before, after drawing, after writing", f"{before:.0f}, {between:.0f}, {after:.0f} MB",
         "steady")  # fmt: skip
    line("all of them marked as mailed, in one transaction", f"{noted:.1f} s", "30 s")


def _memory() -> float:
    """Resident memory now, MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6
