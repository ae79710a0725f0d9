"""Facts entered on a wizard page, kept when the page is left; what happened is not touched by them."""

from __future__ import annotations

from dataclasses import fields, replace
from uuid import UUID

from crs_intake.casework import keeping, mistakes
from crs_intake.casework.ports import Desk
from crs_intake.casework.rights import allow
from crs_intake.domain.case import Case
from crs_intake.domain.errors import CannotHappenNow
from crs_intake.domain.kept import Stored
from crs_intake.domain.text import N_
from crs_intake.words import say

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
    counts(stored.case)
    for act in acts_for(stored.case, case):
        allow(desk, act, stored.case)
    with desk.store.work(desk.actor, "facts.keep", action) as work:
        version = work.keep(case, stored.version, closed=keeping.closed_on(case, desk))
        if wizard:
            work.drop_drafts(case.number, wizard, page)
    return replace(stored, case=case, version=version)


def counts(case: Case) -> None:
    """Raise CannotHappenNow for a case that was merged or entered by mistake: it is only read."""
    void = mistakes.case_voided_by(case)
    if void is None:
        return
    then = (
        say(N_("Open case {number}, in which it goes on."), number=void.number) if void.kind == "merged"
        else N_("A supervisor can make it count again.")
    )  # fmt: skip
    raise CannotHappenNow(N_("This case counts no more already."), section="", then=then)


def acts_for(before: Case, after: Case) -> tuple[str, ...]:
    """The lines of the table of rights that a change of facts falls under."""
    changed = {
        field.name
        for field in fields(Case)
        if field.name != "events" and getattr(before, field.name) != getattr(after, field.name)
    }
    finances = ("facts.finances",) if changed & FINANCES else ()
    against = ("proofs.override",) if _overrides(after) - _overrides(before) else ()
    kept = (*finances, "facts.intake") if changed - FINANCES or not finances else finances
    return (*kept, *against)


def _overrides(case: Case) -> set[tuple[str, str]]:
    """The proofs that were accepted against the rule, with the reason."""
    return {(repr(each.kind), each.override_reason) for each in case.proofs if each.override_reason.strip()}
