"""Pages that a screen reader can follow: headings, paragraphs, lists, tables, language, title.

reportlab writes no structure by itself. The canvas marks what it draws, and
`finish` hangs a structure tree on those marks. Lines, running heads and page
numbers are artifacts, which are not read out.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from reportlab.pdfgen.canvas import Canvas

Footer = Callable[["TaggedCanvas", int, int], None]
"""Draws the running foot of a page, given its number and the number of pages."""


class Node:
    """An element of the structure tree; text is drawn into it, other elements may stand in it."""

    __slots__ = ("alt", "lang", "parent", "role", "scope")

    def __init__(
        self, role: str, parent: Node | None = None, *, alt: str = "", lang: str = "", scope: str = ""
    ) -> None:
        self.role, self.parent, self.alt, self.lang, self.scope = role, parent, alt, lang, scope


class TaggedCanvas(Canvas):  # type: ignore[misc]
    """Remembers what was drawn for which element, and draws the feet when it knows the count."""

    def __init__(self, out: io.BytesIO, footer: Footer, font: str, pagesize: tuple[float, float]) -> None:
        super().__init__(out, pagesize=pagesize, invariant=1, initialFontName=font, pageCompression=1)
        self.marks: list[tuple[int, int, Node]] = []
        self.root = Node("Document")
        self.section = self.root
        self.foot_note = ""
        self._foot = footer
        self._finished: list[dict[str, Any]] = []
        self._mark = 0

    @contextmanager
    def marked(self, node: Node) -> Iterator[None]:
        """What is drawn inside belongs to this element."""
        top = node
        while top.parent is not None:
            top = top.parent
        if top is not self.root:
            top.parent = self.section
        self.marks.append((len(self._finished), self._mark, node))
        self._code.append(f"/{node.role} <</MCID {self._mark}>> BDC")
        self._mark += 1
        yield
        self._code.append("EMC")

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """What is drawn inside is decoration and not read out."""
        self._code.append("/Artifact BMC")
        yield
        self._code.append("EMC")

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        """Keep the page until all pages are counted."""
        self._finished.append(dict(self.__dict__))
        self._startPage()
        self._mark = 0

    def save(self) -> None:
        """Draw the feet and write the file."""
        finished = list(self._finished)
        for number, page in enumerate(finished, 1):
            self.__dict__.update(page)
            with self.artifact():
                self._foot(self, number, len(finished))
            Canvas.showPage(self)
        super().save()


def finish(
    drawn: bytes, marks: list[tuple[int, int, Node]], *, root: Node, title: str, language: str
) -> bytes:
    """The drawn file with its structure tree, language and title; the same bytes for the same input."""
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        _Tree(pdf, root).grow(marks)
        catalog = pdf.Root
        catalog.MarkInfo = Dictionary(Marked=True)
        catalog.Lang = String(language)
        catalog.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        about = pdf.make_stream(_XMP.format(title=escape(title), language=language).encode())
        about.Type, about.Subtype = Name.Metadata, Name.XML
        catalog.Metadata = about
        out = io.BytesIO()
        pdf.save(out, min_version="1.7", deterministic_id=True)
    return out.getvalue()


class _Tree:
    """The structure tree while it is built from the marks, in the order of reading."""

    def __init__(self, pdf: pikepdf.Pdf, root: Node) -> None:
        self.pdf = pdf
        self.top = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.made: dict[Node, Any] = {}
        self.kids: dict[Node, list[tuple[int, int]]] = {}
        self.top.K = self._element(root, self.top)
        self.root = root
        pdf.Root.StructTreeRoot = self.top

    def grow(self, marks: list[tuple[int, int, Node]]) -> None:
        """Hang every marked run on its element."""
        pages = [page.obj for page in self.pdf.pages]
        by_page: list[list[Any]] = [[] for _ in pages]
        for page, mark, node in marks:
            element = self._of(node)
            element.K.append(Dictionary(Type=Name.MCR, Pg=pages[page], MCID=mark))
            by_page[page].append(element)
        numbers = Array()
        for index, page_object in enumerate(pages):
            page_object.StructParents = index
            page_object.Tabs = Name.S
            numbers.append(index)
            numbers.append(self.pdf.make_indirect(Array(by_page[index])))
        self.top.ParentTree = self.pdf.make_indirect(Dictionary(Nums=numbers))
        self.top.ParentTreeNextKey = len(pages)

    def _of(self, node: Node) -> Any:
        if node not in self.made:
            parent = self._of(node.parent) if node.parent is not None else self.made[self.root]
            parent.K.append(self._element(node, parent))
        return self.made[node]

    def _element(self, node: Node, parent: Any) -> Any:
        made = self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name("/" + node.role), P=parent, K=Array())
        )
        if node.alt:
            made.Alt = String(node.alt)
        if node.lang:
            made.Lang = String(node.lang)
        if node.role == "TH":
            made.A = Dictionary(O=Name.Table, Scope=Name(f"/{node.scope}"))
        self.made[node] = made
        return made


_XMP = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>'
    "<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>"
    '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
)
