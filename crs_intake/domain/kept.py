"""What the desk's memory hands back: a case with its version, papers, drafts, determinations.

Frozen values between `casework`, which says what is kept, and `storage`, which
keeps it. No row of a database ever leaves the store; these do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, NamedTuple

from crs_intake.domain.case import Case
from crs_intake.domain.moment import Moment
from crs_intake.domain.text import N_

PaperStatus = Literal["drafted", "printed", "sent", "returned", "cancelled"]
RETURNED: Mapping[str, str] = {
    "address_unknown": N_("address unknown"), "moved": N_("moved, no new address"),
    "refused": N_("refused"), "not_called_for": N_("not called for"), "spoilt": N_("spoilt on the way"),
    "other": N_("another reason"),
}  # fmt: skip
"""Why the post brings a letter back, as its label says."""


@dataclass(frozen=True)
class Stored:
    """A case as it was read, with the version that a later save must still find."""

    case: Case
    version: int
    saved_by: str = ""
    """Name of the person who saved this version; with `saved_at` for "saved meanwhile"."""
    saved_at: Moment | None = None


@dataclass(frozen=True)
class Found:
    """A search result: enough to recognize the case, and why it matched."""

    number: str
    name: str
    born: date | None
    why: str
    closed: bool = False


@dataclass(frozen=True)
class Draft:
    """What was typed on a wizard page and not yet kept as facts; resumed where it stood."""

    number: str
    """Case number, or any client-made name while the case is not opened yet ("new:…")."""
    wizard: str
    page: str
    fields: Mapping[str, str] = field(default_factory=dict)
    focus: str = ""
    """Name of the field in which the person stood."""
    by: str = ""
    """Id of the person who typed it; the store fills it in."""
    by_name: str = ""
    at: Moment | None = None


@dataclass(frozen=True)
class KeptDocument:
    """A produced paper, kept byte for byte with its hash and the facts it was drawn from."""

    id: str
    number: str
    document: str
    """DOC-nn."""
    language: str
    to: tuple[str, ...]
    made: Moment
    pdf: bytes
    sha256: str
    status: PaperStatus = "drafted"
    sent: Moment | None = None
    method: str = ""
    corrects: str = ""
    """Id of the paper that this one puts right."""
    made_by: str = ""
    drawn_from: str = ""
    """The case as it was when the paper was drawn (JSON of the store)."""
    template: str = ""
    """Version of the words it was drawn from; empty of papers kept before it was noted."""
    sound: bool = True
    """Whether the bytes still are those of the hash; the store looks, it keeps nothing of this."""


@dataclass(frozen=True)
class Determination:
    """A kept determination: version, who, when, why, and its lines as they were."""

    number: str
    version: int
    """1 for the first of the case; the store counts (0 = the next)."""
    on: date
    by: str
    at: Moment
    reason: str
    assessment: str
    """The assessment as JSON, as `casework.record` writes it; never recomputed."""


@dataclass(frozen=True)
class Kept:
    """Something derived from a case and kept for speed: valid for one version, from a moment to another."""

    version: int
    since: Moment
    until: Moment
    """First moment at which it must be derived anew."""
    rows: str


class OpenCase(NamedTuple):
    """What the worklist must know of an open case without reading it."""

    number: str
    name: str
    """Of the applicant."""
    version: int
    saved_by: str
    until: str = ""
    """To when the kept rows hold (text of a moment), and the rows; empty where none fit."""
    rows: str = ""


@dataclass(frozen=True)
class AuditLine:
    """One line of the audit trail: who did what to which case, and when."""

    seq: int
    at: datetime
    by: str
    workstation: str
    act: str
    number: str
    details: Mapping[str, object]
