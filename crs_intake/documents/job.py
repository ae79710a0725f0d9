"""Many papers as one print job, written through: each is read, renumbered and forgotten before the next.

A thousand letters never lie in memory together. Headings, paragraphs and the
language of each stay readable for a screen reader; the kept bytes are not touched.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable, Mapping
from typing import Any, BinaryIO

import pikepdf

_INFO, _ROOT, _PAGES, _TREE, _TOP, _NUMBERS = range(1, 7)
"""Numbers of the objects that belong to the whole file."""
_REFERENCE = re.compile(rb"\((?:[^\\()]|\\.)*\)|(\d+) 0 R", re.DOTALL)
"""A text, which is left as it is, or a reference; qpdf writes every bracket in a text escaped."""


class Job:
    """A PDF that grows on a stream; `add` papers, then `finish`."""

    def __init__(self, out: BinaryIO, title: str, language: str = "en-US") -> None:
        self._out, self._title, self._language = out, title, language
        self._offsets: list[int] = [0] * (_NUMBERS + 1)
        self._at = 0
        self._kids: list[bytes] = []
        self._pages = 0
        self._elements: list[bytes] = []
        self._numbers: list[bytes] = []
        self._seal = hashlib.sha256()
        self._write(b"%PDF-1.7\n%\xbf\xf7\xa2\xfe\n")

    def add(self, pdf: bytes) -> int:
        """Append a paper; gives the number of its pages. What is added is on the stream, not in memory."""
        with pikepdf.open(io.BytesIO(pdf)) as paper:
            pages = len(paper.pages)
            base = len(self._offsets)
            top = self._root(paper)
            instead = self._structure(paper, base)
            renumber = _renumbered(base, instead)
            numbers = [each.objgen[0] for each in paper.objects]
            self._offsets += [0] * (max(numbers) + 1)
            for each in paper.objects:
                if each.objgen[0] not in instead:
                    self._object(base + each.objgen[0], each, renumber)
            self._kids.append(b"%d 0 R" % (base + top))
        self._pages += pages
        return pages

    def finish(self) -> int:
        """Write what holds the papers together; gives the number of pages."""
        self._plain(_INFO, b"<< /Title %s >>" % _text(self._title))
        root = b"<< /Type /Catalog /Pages %d 0 R /Lang %s /ViewerPreferences << /DisplayDocTitle true >>" % (
            _PAGES, _text(self._language))  # fmt: skip
        if self._elements:
            root += b" /MarkInfo << /Marked true >> /StructTreeRoot %d 0 R" % _TREE
            tree = b"<< /Type /StructTreeRoot /K %d 0 R /ParentTree %d 0 R /ParentTreeNextKey %d >>"
            self._plain(_TREE, tree % (_TOP, _NUMBERS, self._pages))
            self._plain(_TOP, b"<< /Type /StructElem /S /Document /P %d 0 R /K [ %s ] >>"
                        % (_TREE, b" ".join(self._elements)))  # fmt: skip
            self._plain(_NUMBERS, b"<< /Nums [ %s ] >>" % b" ".join(self._numbers))
        self._plain(_ROOT, root + b" >>")
        self._plain(_PAGES, b"<< /Type /Pages /Kids [ %s ] /Count %d >>"
                    % (b" ".join(self._kids), self._pages))  # fmt: skip
        self._cross_reference()
        return self._pages

    def _root(self, paper: pikepdf.Pdf) -> int:
        """The paper's own tree of pages becomes a branch of the whole."""
        pages = paper.Root.Pages
        pages.Parent = paper.make_indirect(pikepdf.Dictionary())  # points to the whole, see `_renumbered`
        for page in paper.pages:
            if "/StructParents" in page.obj:
                page.obj.StructParents = int(page.obj.StructParents) + self._pages
        return int(pages.objgen[0])

    def _structure(self, paper: pikepdf.Pdf, base: int) -> dict[int, int]:
        """Hang the paper's structure into the whole; gives what is not written → what stands for it."""
        gone = {paper.Root.objgen[0]: 0, paper.Root.Pages.Parent.objgen[0]: _PAGES}
        for each in (paper.Root.get("/Metadata"), paper.trailer.get("/Info")):
            if each is not None and each.is_indirect:
                gone[each.objgen[0]] = 0
        tree = paper.Root.get("/StructTreeRoot")
        if tree is not None:
            if "/Lang" in paper.Root:
                tree.K.Lang = paper.Root.Lang
            self._elements.append(b"%d 0 R" % (base + tree.K.objgen[0]))
            numbers = list(tree.ParentTree.Nums)
            for key, own in zip(numbers[::2], numbers[1::2], strict=True):
                self._numbers.append(b"%d %d 0 R" % (int(key) + self._pages, base + own.objgen[0]))
            gone[tree.objgen[0]] = _TOP
            gone[tree.ParentTree.objgen[0]] = 0
        return gone

    def _object(self, number: int, each: Any, renumber: Callable[[bytes], bytes]) -> None:
        if isinstance(each, pikepdf.Stream):
            data = each.read_raw_bytes()
            head = renumber(each.stream_dict.unparse(resolved=True))
            head = re.sub(rb"/Length \d+( 0 R)?", b"/Length %d" % len(data), head, count=1)
            self._plain(number, head + b"\nstream\n" + data + b"\nendstream")
        else:
            self._plain(number, renumber(each.unparse(resolved=True)))

    def _plain(self, number: int, text: bytes) -> None:
        self._offsets[number] = self._at
        self._write(b"%d 0 obj\n%s\nendobj\n" % (number, text))

    def _write(self, data: bytes) -> None:
        self._out.write(data)
        self._at += len(data)
        self._seal.update(data)

    def _cross_reference(self) -> None:
        start, count = self._at, len(self._offsets)
        seal = self._seal.hexdigest()[:32].encode()
        self._write(b"xref\n0 %d\n0000000000 65535 f \n" % count)
        for first in range(1, count, 10_000):
            self._write(b"".join(
                b"%010d 00000 n \n" % each if each else b"0000000000 00001 f \n"
                for each in self._offsets[first : first + 10_000]
            ))  # fmt: skip
        end = b"trailer << /Size %d /Root %d 0 R /Info %d 0 R /ID [<%s><%s>] >>\nstartxref\n%d\n%%%%EOF\n"
        self._write(end % (count, _ROOT, _INFO, seal, seal, start))


def pages_of(pdf: bytes) -> int:
    """Pages of a paper."""
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        return len(paper.pages)


def _renumbered(base: int, instead: Mapping[int, int]) -> Callable[[bytes], bytes]:
    """How the references of one paper are written in the whole file."""

    def one(found: re.Match[bytes]) -> bytes:
        given = found.group(1)
        if given is None:
            return found.group(0)
        number = int(given)
        return b"%d 0 R" % (instead.get(number) or base + number)

    return lambda text: _REFERENCE.sub(one, text)


def _text(words: str) -> bytes:
    return b"<" + ("\ufeff" + words).encode("utf-16-be").hex().encode() + b">"
