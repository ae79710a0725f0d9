"""Envelopes and labels: addresses as the post's machines read them, nothing cut.

Capitals without points and commas, the town on the last line (USPS Publication
28). A line that is too long is set smaller, then continued on the next line;
what does not fit a label even so is told, and goes on an envelope.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from crs_intake.documents import style
from crs_intake.documents.addressee import addressee
from crs_intake.documents.facts import Facts
from crs_intake.documents.tagged import Node, TaggedCanvas, finish
from crs_intake.domain.case import Case
from crs_intake.domain.moment import Moment
from crs_intake.domain.site import Clinic
from crs_intake.policy.book import Book

Lines = tuple[str, ...]
NO_10 = (684.0, 297.0)
"""A No. 10 envelope without a window, points: 9 1/2 by 4 1/8 inches."""
_RETURN = (30.0, 30.0)
"""From the left and the upper edge to the return address."""
_ADDRESS = (300.0, 45.0, 198.0)
"""Left edge, lowest and highest line of the address: the field that the post's machines read."""
PER_SHEET, _ACROSS = 30, 3
_LABEL, _PITCH, _FIRST = (189.0, 72.0), (198.0, 72.0), (13.5, 36.0)
"""Avery 5160: size of a label, distance to the next, left and upper margin of the sheet; points."""
_INSIDE = (9.0, 5.0)


@dataclass(frozen=True)
class Mail:
    """Where one envelope goes, and who sends it."""

    to: Lines
    back: Lines = ()


def mail(
    case: Case, book: Book, on: date, to: str, *, language: str = "en", at: Moment | None = None
) -> Mail:  # fmt: skip
    """The recipient of a paper as it stands on the envelope, and the clinic that sends it."""
    facts = Facts(case, book, on, language, to, at)
    return Mail(addressee(facts).lines, _clinic(facts.clinic))


def _clinic(clinic: Clinic | None) -> Lines:
    if clinic is None or clinic.address is None or not clinic.address.complete:
        return ()
    return tuple(line for line in (clinic.name, *clinic.address.lines) if line)


def usps(lines: Sequence[str]) -> Lines:
    """An address in capitals, without points and commas; a ZIP+4 keeps its hyphen."""
    plain = (" ".join(style.clean(line).upper().translate(_NO_MARKS).split()) for line in lines)
    return tuple(line for line in plain if line)


_NO_MARKS = str.maketrans({".": "", ",": " ", ";": " "})


def envelopes(all_mail: Sequence[Mail]) -> bytes:
    """One No. 10 envelope for each, in this order."""
    with style.ONE_AT_A_TIME:
        canvas, out = _canvas(NO_10)
        for each in all_mail:
            section = Node("Sect", canvas.root)
            y = NO_10[1] - _RETURN[1]
            for line in _folded(usps(each.back), 8, _ADDRESS[0] - _RETURN[0] - 20):
                y -= 10
                _say(canvas, section, _RETURN[0], y, line, 8)
            left, low, high = _ADDRESS
            size, lines = _fitted(usps(each.to), NO_10[0] - left - 36, high - low, (12, 11, 10, 9, 8))
            y = low + (high - low + len(lines) * size * 1.25) / 2
            for line in lines:
                y -= size * 1.25
                _say(canvas, section, left, y, line, size)
            canvas.showPage()
        return _done(canvas, out, "CRS envelopes")


def labels(all_mail: Sequence[Mail], start: int = 1) -> tuple[bytes, tuple[Mail, ...]]:
    """Labels on sheets of Avery 5160 from a place on (1 to 30), and what does not fit on any label."""
    room, tall = _LABEL[0] - 2 * _INSIDE[0], _LABEL[1] - 2 * _INSIDE[1]
    place, left_out = start - 1, []
    with style.ONE_AT_A_TIME:
        canvas, out = _canvas(style.PAGE)
        for each in all_mail:
            size, lines = _fitted(usps(each.to), room, tall, (11, 10, 9, 8, 7))
            if len(lines) * size * 1.2 > tall:
                left_out.append(each)
                continue
            if place == PER_SHEET:
                canvas.showPage()
                place = 0
            x = _FIRST[0] + place % _ACROSS * _PITCH[0] + _INSIDE[0]
            middle = style.PAGE[1] - _FIRST[1] - place // _ACROSS * _PITCH[1] - _LABEL[1] / 2
            y, section = middle + len(lines) * size * 0.6, Node("Sect", canvas.root)
            for line in lines:
                y -= size * 1.2
                _say(canvas, section, x, y + size * 0.25, line, size)
            place += 1
        canvas.showPage()
        return _done(canvas, out, "CRS labels"), tuple(left_out)


def _fitted(lines: Lines, room: float, tall: float, sizes: Sequence[float]) -> tuple[float, Lines]:
    """The largest size at which every line is whole, then the largest at which they can be continued."""
    for size in sizes[:3]:
        if all(style.width(line, size) <= room for line in lines) and len(lines) * size * 1.25 <= tall:
            return size, lines
    for size in sizes:
        folded = _folded(lines, size, room)
        if len(folded) * size * 1.25 <= tall:
            break
    return size, folded


def _folded(lines: Lines, size: float, room: float) -> Lines:
    """Lines that are too long go on in the next one, at a space where there is one."""
    return tuple(part for line in lines for part in _parts(line, size, room))


def _parts(line: str, size: float, room: float) -> list[str]:
    parts, begun = [], ""
    for word in line.split(" "):
        longer = f"{begun} {word}".strip()
        if style.width(longer, size) <= room:
            begun = longer
            continue
        parts += [begun] if begun else []
        while style.width(word, size) > room:  # one word wider than the paper
            fits = max(n for n in range(1, len(word) + 1) if n == 1 or style.width(word[:n], size) <= room)
            parts.append(word[:fits])
            word = word[fits:]
        begun = word
    return [*parts, begun] if begun else parts


def _canvas(size: tuple[float, float]) -> tuple[TaggedCanvas, io.BytesIO]:
    style.register()
    out = io.BytesIO()
    return TaggedCanvas(out, lambda *_: None, style.PLAIN, size), out


def _say(canvas: TaggedCanvas, section: Node, x: float, y: float, line: str, size: float) -> None:
    with canvas.marked(Node("P", section)):
        style.draw(canvas, x, y, line, size)


def _done(canvas: TaggedCanvas, out: io.BytesIO, title: str) -> bytes:
    canvas.setTitle(title)
    canvas.setAuthor("CRS Intake")
    canvas.save()
    return finish(out.getvalue(), canvas.marks, root=canvas.root, title=title, language="en-US")
