"""Values of a side of a parent and of the premium, in the shape of the answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from crs_intake.domain.decision import Line, Value
from crs_intake.domain.parents import ParentFacts
from crs_intake.domain.parents_decision import FamilyPremium, TrackAnswer, WillingAnswer
from crs_intake.domain.text import N_
from crs_intake.policy.parents.tracks import Track

INCOMPLETE = N_("The note of the contact is not complete")


def track(track: Track) -> TrackAnswer:
    """A side of the parent as the answer shows it."""
    code = {"kidscare": "327", "sobra": "325"}[track.program] if track.in_place else ""
    return TrackAnswer(track.program, track.outcome, track.state, track.reason, track.section, track.code,
                       track.effective, track.ends, code)  # fmt: skip


def plan(track: Track, facts: ParentFacts) -> str:
    """The plan chosen, "automatic" without a choice, or nothing (805.A)."""
    if not track.in_place:
        return ""
    return facts.plan or "automatic"


def inputs(track: Track) -> dict[str, date | str | int]:
    """Blanks of the reason."""
    due = next((each.due for each in track.run.clocks if each.id == "CLK-47"), None) if track.run else None
    return {"due": due} if due is not None else {}


def lacking(pays: WillingAnswer) -> tuple[str, ...]:
    """The note that a contact is not written down whole (803.D)."""
    return (INCOMPLETE,) if pays.documentation == "incomplete" else ()


def premium_lines(found: FamilyPremium) -> Iterator[Line]:
    """How the family's premium came out (806.B)."""
    inputs: dict[str, Value] = {"gross": found.gross, "members": found.members, "guideline": found.guideline,
              "percent": found.percent or 0}  # fmt: skip
    yield Line(N_("Gross family income {gross} a month, group of {members}: per cent of {guideline}"),
               found.fpl_percent, "806.B", "KC-806.B", inputs)  # fmt: skip
    if found.percent is not None:
        yield Line(N_("Family premium: {percent}% of the gross family income"), found.amount, "806.B",
                   "KC-806.B", inputs)  # fmt: skip
