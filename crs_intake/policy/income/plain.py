"""The simple kinds: counted, not counted, or counted for one title only."""

from __future__ import annotations

from crs_intake.domain.text import N_
from crs_intake.policy.income.line import ZERO, Line, Verdict
from crs_intake.policy.income.received import Received, receive

VENDOR = N_("Paid straight to a third party for the family's expenses, so not counted (20.603.2.52)")


def counted(line: Line) -> Verdict:
    """Counted in every column."""
    return line.counts(receive(line))


def excluded(line: Line) -> Verdict:
    """Counted in no column; nothing about it needs to be known."""
    return line.leaves_out(anything(line), line.kind.says)


def by_column(line: Line) -> Verdict:
    """Counted for one title and not for the other (20.603.2.12, 2.20, 3.14)."""
    got = receive(line)
    year, told = got.annual(), line.kind.treatment
    return line.verdict(
        year if told["xix"] == "counted" else ZERO,
        year if told["xxi"] == "counted" else ZERO,
        got,
        line.kind.says if got.cents else got.reason,
        got.figures(),
    )


def vendor(line: Line) -> Verdict:
    """Handed to a third party by somebody outside the family (20.603.2.52, AMB-121)."""
    return line.leaves_out(anything(line), VENDOR, at="CRS-20.603.2.52")


def anything(line: Line) -> Received:
    """What came in, as far as it is told; asks for nothing, because it does not count."""
    kept = list(line.missing), list(line.hints), dict(line.readings)
    got = receive(line)
    line.missing, line.hints, line.readings = kept
    return got
