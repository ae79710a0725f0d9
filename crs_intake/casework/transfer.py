"""A case leaves for another site or comes from one, whole (20.1000.1); both stand in the audit trail."""

from __future__ import annotations

from uuid import UUID

from crs_intake.casework import keeping
from crs_intake.casework.ports import Desk
from crs_intake.casework.rights import allow
from crs_intake.casework.safety import word_of_trail
from crs_intake.codec import to_file
from crs_intake.domain.case import Case


def export_case(desk: Desk, number: str, reason: str = "") -> bytes:
    """The case as a case file (`crs-case/1`): every fact and dated event."""
    case = desk.store.case(number).case
    allow(desk, "transfer.export", case)
    trail = word_of_trail(desk)  # what leaves the desk goes with the word whether its history holds
    with desk.store.work(desk.actor, "transfer.export") as work:
        work.note("transfer.export", number, reason=reason, trail=trail)
    return to_file(case)


def import_case(desk: Desk, case: Case, action: UUID | None = None) -> str:
    """Take in a case that was read from a case file; gives its number. Raises NotAcceptable if it is here."""
    allow(desk, "transfer.import")
    with desk.store.work(desk.actor, "transfer.import", action) as work:
        return work.new_case(case, closed=keeping.closed_on(case, desk))
