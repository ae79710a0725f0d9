"""Papers that reached the desk: the file as it came, and what was found in it.

A scan is kept byte for byte with its hash and never changed; what it means for
the case is told by events. What DES wrote on a returned TAD has its own shape.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from crs_intake.domain.moment import Moment
from crs_intake.domain.text import clean

LARGEST = 20 * 1024 * 1024
"""Bytes of one file; more is refused."""
TAD_PART = "DOC-28"
"""The returned Turn Around Document with the part of DES."""

Media = Literal["application/pdf", "image/tiff", "image/png", "image/jpeg"]
ENDINGS: dict[Media, str] = {
    "application/pdf": ".pdf", "image/tiff": ".tif", "image/png": ".png", "image/jpeg": ".jpg",
}  # fmt: skip


@dataclass(frozen=True)
class Scan:
    """A received paper, kept as it came."""

    id: str
    number: str
    """Case with which it is filed."""
    document: str
    """DOC-nn, or nothing for another paper."""
    name: str
    """Name of the file as it was given, cleaned."""
    media: str
    size: int
    pages: int
    sha256: str
    received: Moment
    received_by: str
    event: str = ""
    """Id of an entry noted before to which this paper belongs."""
    note: str = ""
    content: bytes = b""
    """The bytes; left out where only the list is wanted."""


@dataclass(frozen=True)
class Looked:
    """What was found in a file before anything is kept."""

    media: Media
    pages: int


@dataclass(frozen=True)
class Picture:
    """One page as dots, row by row: one byte each where grey, three (red, green, blue) where coloured."""

    width: int
    height: int
    coloured: bool
    dots: bytes


def file_name(name: str) -> str:
    """A given file name without its folders and without signs that hide or steer; at most 120 letters."""
    last = re.split(r"[/\\\x00]", name)[-1]
    kept = "".join(sign for sign in last if (clean(sign) or "") and sign not in '<>:"|?*\n\t')
    kept = " ".join(kept.split()).strip(". ")
    return kept[-120:] or "scan"
