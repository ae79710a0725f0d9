"""The lists beside a determination: the application (20.501), papers (20.502), PMMIS (20.601.1).

They are made by policy and read by whoever shows or answers them; none of them changes a figure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from crs_intake.domain.decision import MissingFact, Value
from crs_intake.domain.proofs import PaperKind

PaperState = Literal["received", "outstanding", "cannot_be_had", "not_demanded", "not_applicable"]
Shown = str | date | None


@dataclass(frozen=True, slots=True)
class PaperWanted:
    """One row of the checklist of 20.502."""

    kind: PaperKind
    person: str
    """Id of the person it belongs to; "" = of the group."""
    label: str
    section: str
    demanded: bool
    """False: offered, never demanded."""
    received: date | None = None
    unavailable: bool = False
    inputs: Mapping[str, Value] = field(default_factory=dict)
    why: str = ""
    """Why what was brought does not settle it (message id with the same blanks)."""
    applicable: bool = True

    @property
    def settled(self) -> bool:
        """There, impossible to get, not to be demanded, or not applicable."""
        there = self.received is not None and not self.why
        return there or self.unavailable or not self.demanded or not self.applicable

    @property
    def state(self) -> PaperState:
        """Where the row stands: yes, no, or not applicable (20.502.1)."""
        if not self.applicable:
            return "not_applicable"
        if self.received is not None and not self.why:
            return "received"
        if self.unavailable:
            return "cannot_be_had"
        return "outstanding" if self.demanded else "not_demanded"


@dataclass(frozen=True, slots=True)
class Compared:
    """One row of the comparison."""

    name: str
    label: str
    presented: Shown
    pmmis: Shown
    section: str = "20.601.1"
    none_there: bool = False
    """PMMIS was looked up, and nothing there is an answer: no other insurance, no guardian."""

    @property
    def agrees(self) -> bool | None:
        """Whether both say the same; None while one of them says nothing."""
        if self.presented and not self.pmmis and self.none_there:
            return False
        if not self.presented or not self.pmmis:
            return None
        if isinstance(self.presented, date) or isinstance(self.pmmis, date):
            return self.presented == self.pmmis
        return " ".join(self.presented.casefold().split()) == " ".join(self.pmmis.casefold().split())


@dataclass(frozen=True, slots=True)
class Checklists:
    """The lists of a case that day: the first two for applicants outside AHCCCS, the rest for members."""

    application: tuple[MissingFact, ...] = ()
    """What the financial application lacks (20.501)."""
    papers: tuple[PaperWanted, ...] = ()
    pmmis: tuple[Compared, ...] = ()
    submitted: Mapping[str, Shown] = field(default_factory=dict)
    """What goes to CRSA, by the name of the row (20.601.1)."""
