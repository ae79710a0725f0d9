"""What CRSA and the plans are told of one case: the tracking form and the extract, on paper.

The manual prints no layout for either (20.602.9, 20.404). Both show the columns
that the site has chosen from a day on, and the receiver's own form to which they are mapped.
"""

from __future__ import annotations

from crs_intake.documents.facts import Facts
from crs_intake.documents.layout import WIDTH, Grid, Row, cell
from crs_intake.documents.records import record, refuse_without
from crs_intake.documents.style import words
from crs_intake.domain.errors import CannotHappenNow
from crs_intake.domain.moment import Moment
from crs_intake.domain.text import N_
from crs_intake.policy import exports
from crs_intake.words import say


def tracking(facts: Facts) -> bytes:
    """DOC-03: a referral as CRSA tracks it; raises Missing before it was received (20.602.9)."""
    received = facts.story.completeness.received
    refuse_without(facts, "DOC-03", N_("Day the referral was received") if received is None else "")
    return _table(facts, "DOC-03", "tracking")


def sharing(facts: Facts) -> bytes:
    """DOC-15: what the plan is told of its member; raises CannotHappenNow outside Title XIX/XXI (20.404)."""
    refuse_without(facts, "DOC-15")
    if not exports.is_title(facts.story):
        raise CannotHappenNow(
            say(N_("Only Title XIX and XXI applicants and members are told to the plans (20.404).")),
            section="20.404", then=say(N_("Look the applicant up in PMMIS first.")),
        )  # fmt: skip
    return _table(facts, "DOC-15", "sharing")


def _table(facts: Facts, id: str, table: exports.Table) -> bytes:
    chosen = exports.columns(table, facts.book, facts.on)
    found = exports.row(table, facts.case, facts.book, facts.at or Moment(facts.on)) or {}
    rows = [
        Row([cell(heading, "note", heading="Row"), cell((found.get(name) or "–").replace("_", " "))], 0.5)
        for name, heading in zip(chosen.names, chosen.headings, strict=True)
    ]
    form = f"Mapped to the form: {chosen.form}." if chosen.form else "Not mapped to the receiver's form yet."
    note = f"Section {exports.section(table)}. Columns in force from {chosen.since.isoformat()}. {form}"
    return record(facts, id, [Grid(rows, [170, WIDTH - 170], pad=2.5), words(note, "note")])
