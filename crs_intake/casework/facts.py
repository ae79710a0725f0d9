"""Facts entered on a wizard page, kept when the page is left; what happened is not touched by them."""

from __future__ import annotations

from dataclasses import fields, replace
from uuid import UUID

from crs_intake.casework import keeping
from crs_intake.casework.ports import Desk
from crs_intake.casework.rights import allow
from crs_intake.domain.case import Case
from crs_intake.domain.kept import Stored

FINANCES = frozenset(
    {"financial_application", "income", "no_income_stated", "care", "expects_earnings", "premiums", "bills"}
)
"""Facts that belong to the interviewer (20.501, 20.603)."""


def keep(
    desk: Desk, stored: Stored, case: Case, action: UUID | None = None, *, wizard: str = "", page: str = ""
) -> Stored:
    """Keep changed facts on the version that was read, and forget the page's draft.

    Raises SavedMeanwhile if somebody saved the case since; what was typed is still in the draft.
    """
    case = replace(case, number=stored.case.number, events=stored.case.events)
    for act in acts_for(stored.case, case):
        allow(desk, act, stored.case)
    with desk.store.work(desk.actor, "facts.keep", action) as work:
        version = work.keep(case, stored.version, closed=keeping.closed_on(case, desk))
        if wizard:
            work.drop_drafts(case.number, wizard, page)
    return replace(stored, case=case, version=version)


def acts_for(before: Case, after: Case) -> tuple[str, ...]:
    """The lines of the table of rights that a change of facts falls under."""
    changed = {
        field.name
        for field in fields(Case)
        if field.name != "events" and getattr(before, field.name) != getattr(after, field.name)
    }
    finances = ("facts.finances",) if changed & FINANCES else ()
    return (*finances, "facts.intake") if changed - FINANCES or not finances else finances
