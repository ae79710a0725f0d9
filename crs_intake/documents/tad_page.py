"""How the Turn Around Document looks: labels at 10.5, values at 12 points, rules under them, no boxes.

The part of DES stands on the same page with its own code, so that it can be
faxed back as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reportlab.platypus import Flowable, KeepTogether, PageBreak, Spacer

from crs_intake.documents.layout import Begin, Cell, Grid, Row, Rule, code
from crs_intake.documents.style import PAGE, RULE, width, words

MARGIN, _CODE = 46.0, 50.0
WIDTH = PAGE[0] - 2 * MARGIN


@dataclass(frozen=True, slots=True)
class Contact:
    """One of the three contact columns (AMB-231)."""

    title: str
    name: str
    fax: str
    phone: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the CRS part says."""

    number: str
    patient: str
    sent: str
    contacts: tuple[Contact, Contact, Contact]
    rows: tuple[tuple[str, str], ...]
    """Verification row and the document used."""
    application_pages: int
    applied: str
    other_pages: int
    """Pages of the application and of the copies."""

    def values(self) -> tuple[tuple[str, str], ...]:
        """What may be too long for one page, by its label."""
        return (
            (PATIENT, self.patient),
            *((each.title, each.name) for each in self.contacts),
            *self.rows,
        )

    def without(self, labels: Collection[str]) -> Sheet:
        """The same with these values sent to the overflow sheet."""

        def kept(label: str, value: str) -> str:
            return SEE_OVERFLOW if label in labels else value

        first, second, third = (replace(each, name=kept(each.title, each.name)) for each in self.contacts)
        return replace(
            self,
            patient=kept(PATIENT, self.patient),
            contacts=(first, second, third),
            rows=tuple((label, kept(label, value)) for label, value in self.rows),
        )


PATIENT, SEE_OVERFLOW = "CRS Patient Name:", "see the overflow sheet"
_LINES = 38
"""Lines of values that an overflow sheet holds."""


def story(sheet: Sheet, pages: int) -> list[Any]:
    """The whole form, both parts."""
    half, third = [WIDTH / 2, WIDTH / 2], [WIDTH / 3] * 3
    contacts = sheet.contacts
    return [
        Begin("DOC-27 Turn Around Document"),
        TitleWithCode(_TITLE, "form_title", sheet.number),
        _fields(
            [
                [("Number of Pages including Cover:", str(pages)), ("Date sent to DES:", sheet.sent)],
                [(PATIENT, sheet.patient), ("CRS Case Number:", sheet.number)],
            ],
            half,
        ),
        _fields(
            [
                [(each.title, each.name) for each in contacts],
                [("FAX Number (Include Area Code):", each.fax) for each in contacts],
                [("Phone No (Include Area Code):", each.phone) for each in contacts],
            ],
            third,
        ),
        Spacer(1, 2),
        _verification(sheet.rows),
        _fields(
            [
                [
                    ("Include Copy of Application:", _included(sheet.application_pages)),
                    ("Date of Application:", sheet.applied),
                ]
            ],
            half,
        ),
        KeepTogether(_des_part(sheet)),
    ]


def overflow(number: str, values: Sequence[tuple[str, str]]) -> list[Any]:
    """Values that the form has no room for, whole, each sheet with the code of the case."""
    made: list[Any] = []
    for page in _sheets(values):
        made += [
            PageBreak(),
            Begin("DOC-27 Turn Around Document, overflow sheet"),
            TitleWithCode((_TITLE[1], "Overflow sheet"), "form_heading12", number),
            _fields([[each] for each in page], [WIDTH]),
        ]
    return made


def _sheets(values: Sequence[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    pages: list[list[tuple[str, str]]] = []
    room = 0
    for label, value in values:
        for index, piece in enumerate(_pieces(value)):
            cost = _lines(piece) + 2
            if not pages or cost > room:
                pages.append([])
                room = _LINES + 2
            room -= cost
            pages[-1].append((f"{label} (continued)" if index else label, piece))
    return pages


def _lines(text: str) -> int:
    return 1 + int(width(text, 12) / (WIDTH * 0.9))


def _pieces(value: str) -> list[str]:
    """A text in parts of a sheet, parted between words where there are any."""
    parts: list[str] = []
    while _lines(value) > _LINES:
        most = len(value) * _LINES // (_lines(value) + 1)
        at = value.rfind(" ", 1, most)
        at = at if at > most // 2 else most
        parts.append(value[:at])
        value = value[at:].lstrip()
    return [*parts, value]


_TITLE = (
    "Children's Rehabilitative Services (CRS)",
    "Referral Application Process Turn Around Document (TAD)",
)


def _des_part(sheet: Sheet) -> list[Any]:
    back = sheet.contacts[2]
    third = [WIDTH * 0.46, WIDTH * 0.3, WIDTH * 0.24]
    return [
        Rule(WIDTH, before=4, after=4, thickness=2),
        TitleWithCode(
            ("To Be Completed by DES and Returned to", "Children's Rehabilitative Services"),
            "form_heading12",
            sheet.number,
        ),
        _fields(
            [
                [("Case Name:", ""), ("Case Number:", "")],
                [("Effective Date of Eligibility:", ""), ("Systems check: ACTIVE, INACTIVE or PENDING:", "")],
            ],
            [WIDTH / 2, WIDTH / 2],
        ),
        _fields(
            [[("Application Denied. Reason (the reason code alone is not acceptable):", "")]],
            [WIDTH],
            room=20,
        ),
        _fields(
            [[("Eligibility worker name (Elos Name):", ""), ("Phone No:", ""), ("Site Code:", "")]], third
        ),
        words(f"Fax this page back to {back.name} at {back.fax}. CRS case number {sheet.number}.", "small"),
    ]


def _included(pages: int) -> str:
    return f"included, {pages} {'page' if pages == 1 else 'pages'}"


def _fields(rows: Sequence[Sequence[tuple[str, str]]], widths: Sequence[float], *, room: float = 0) -> Grid:
    lines = []
    for row in rows:
        cells = [
            Cell((words(label, "small_label"), words(value or "\u00a0", "value"))) for label, value in row
        ]
        lines.append(Row(cells, RULE))
        if room:
            lines.append(Row([Cell((words("\u00a0", "value"),))], RULE))
    return Grid(lines, widths, pad=2.5, gap=10)


def _verification(rows: Sequence[tuple[str, str]]) -> Grid:
    heads = [
        Cell((words("Verification Documents", "small_label"),), heading="Column"),
        Cell((words("List the document used for verification", "small_label"),), heading="Column"),
    ]
    body = [
        Row([Cell((words(label, "row_label"),), heading="Row"), Cell((words(value, "value"),))], RULE)
        for label, value in rows
    ]
    return Grid([Row(heads, RULE), *body], [WIDTH * 0.34, WIDTH * 0.66], heads=1, pad=2.5, gap=10)


class TitleWithCode(Flowable):  # type: ignore[misc]
    """A heading with the code of the case number at its right."""

    def __init__(self, lines: Sequence[str], style_name: str, number: str) -> None:
        super().__init__()
        self.lines = [words(line, style_name) for line in lines]
        for line in self.lines[1:]:
            line.node = self.lines[0].node
        self.number = number

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """Width and height in points."""
        self.tall = max(_CODE, sum(line.wrap(WIDTH - _CODE - 20, 1e6)[1] for line in self.lines)) + 4
        return WIDTH, self.tall

    def draw(self) -> None:
        """Heading first, then the code."""
        y = self.tall
        for line in self.lines:
            y -= line.wrap(WIDTH - _CODE - 20, 1e6)[1]
            line.drawOn(self.canv, 0, y)
        code(self.canv, WIDTH - _CODE, self.tall - _CODE, _CODE, self.number)
