"""Tables as CSV that a spreadsheet shows and never executes (safety.md: CSV).

A cell that begins like a formula gets an apostrophe before it; every line is
quoted by RFC 4180, so that commas, quotes and line ends stay what they were.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

FORMULA = frozenset("=+-@\t\r\n＝＋－＠")


def cell(text: str) -> str:
    """The text as a spreadsheet may have it: nothing that starts a formula, no NUL."""
    text = text.replace("\0", "")
    return f"'{text}" if text[:1] in FORMULA or text.lstrip()[:1] in FORMULA else text


def to_csv(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Headings and rows as CSV text with CRLF line ends."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow([cell(each) for each in headings])
    writer.writerows([cell(each) for each in row] for row in rows)
    return written.getvalue()


def to_bytes(text: str) -> bytes:
    """The text as UTF-8 with the mark by which spreadsheets know it."""
    return text.encode("utf-8-sig", "replace")
