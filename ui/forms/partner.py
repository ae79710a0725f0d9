"""The partner desk's forms without Qt: organization, users, meetings, e-mails, and applications assisted.

Each form shows a part of the partnership and keeps it again; `shown` and `kept` are each other's inverse.
There is no field for a password anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, replace
from typing import Any

from crs_intake.domain.partner import (
    Assisted,
    ContactUpdate,
    Meeting,
    NeededDocument,
    Owner,
    Partnership,
    Request,
    StatusLine,
    Ticket,
    Training,
    User,
    Verification,
)
from crs_intake.domain.text import N_
from ui.forms.form import Field, Form, Values
from ui.forms.partner_fields import APPLICATION, MEETINGS, ORGANIZATION, UPDATES, USERS, Partnered, about
from ui.forms.reading import NOT_KNOWN

__all__ = [
    "APPLICATION", "SHEETS", "Partnered", "Sheet", "about", "application", "form", "kept", "read", "shown",
]  # fmt: skip

ROWS: Mapping[str, type[Any]] = {
    "owners": Owner, "users": User, "trainings": Training, "contact_updates": ContactUpdate,
    "meetings": Meeting, "requests": Request, "verifications": Verification, "documents": NeededDocument,
    "statuses": StatusLine, "tickets": Ticket,
}  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """One part of the partnership as a form."""

    name: str
    title: str
    fields: tuple[Field, ...]


SHEETS: tuple[Sheet, ...] = (
    Sheet("organization", N_("Organization and agreement"), ORGANIZATION),
    Sheet("users", N_("Users and training"), USERS),
    Sheet("meetings", N_("AQC meetings"), MEETINGS),
    Sheet("updates", N_("Contact updates and e-mails"), UPDATES),
)


def form(asked: tuple[Field, ...], value: Any, about: Partnered) -> Form:
    """The form filled with what is kept."""
    return Form(asked, about).put(shown(value, asked))


def shown(value: Any, asked: tuple[Field, ...]) -> Values:
    """What the form shows of a value."""
    found: Values = {}
    for each in asked:
        one = getattr(value, each.key)
        if each.kind == "rows":
            found[each.key] = tuple(shown(row, each.columns) for row in one)
        elif each.key == "agenda":
            found[each.key] = "; ".join(one) or None
        else:
            found[each.key] = None if one == "" else one
    return found


def kept(value: Any, values: Values, asked: tuple[Field, ...]) -> Any:
    """The value with what was answered."""
    return replace(value, **_answers(type(value), values, asked))


def _answers(kind: type[Any], values: Values, asked: tuple[Field, ...]) -> dict[str, Any]:
    empty = {each.name: each.default for each in fields(kind)}
    found: dict[str, Any] = {}
    for each in asked:
        answer = values.get(each.key)
        if each.kind == "rows":
            found[each.key] = tuple(
                ROWS[each.key](**_answers(ROWS[each.key], row, each.columns)) for row in answer or ()
            )
        elif each.key == "agenda":
            found[each.key] = tuple(p.strip() for p in str(answer or "").split(";") if p.strip())
        elif answer in (None, NOT_KNOWN):
            found[each.key] = "" if empty[each.key] is MISSING else empty[each.key]
        else:
            found[each.key] = answer
    return found


def read(form: Form, value: Any, asked: tuple[Field, ...]) -> tuple[Any, tuple[str, ...]]:
    """The value as typed, or None with the paths of what is wrong or still needed."""
    values, wrong = form.read()
    missing = form.missing()
    if wrong or missing:
        return None, (*wrong, *missing)
    return kept(value, values, asked), ()


def application(partner: Partnership, one: Assisted) -> Partnership:
    """The partnership with a new or changed application."""
    others = tuple(each for each in partner.applications if each.id != one.id)
    known = any(each.id == one.id for each in partner.applications)
    if known:
        return replace(
            partner, applications=tuple(one if e.id == one.id else e for e in partner.applications)
        )
    return replace(partner, applications=(*others, one))
