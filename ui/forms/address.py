"""Referral, page 3: where the applicant or a child's parent can be reached (20.200.1.E)."""

from __future__ import annotations

from dataclasses import replace

from crs_intake.domain.case import Case
from crs_intake.domain.text import N_
from ui.forms.common import address_fields, or_none, read_address, show_address, text
from ui.forms.form import Choice, Field, Page, Values

LANGUAGES = (Choice("en", N_("English")), Choice("es", N_("Spanish")))


def show(case: Case) -> Values:
    """Home and phones of the household."""
    phones = [*case.phones, "", "", ""]
    return {
        **show_address("", case.address),
        "phone": or_none(phones[0]), "work_phone": or_none(phones[1]), "other_phone": or_none(phones[2]),
        "language": case.language,
    }  # fmt: skip


def keep(case: Case, values: Values) -> Case:
    """Address and phones into the case; further phones that it knows stay."""
    phones = tuple(text(values[key]) for key in ("phone", "work_phone", "other_phone"))
    return replace(
        case,
        address=read_address("", values),
        phones=tuple(each for each in phones if each) + case.phones[3:],
        language=values["language"] or "en",
    )


PAGE = Page(
    id="address",
    title=N_("Address and phones"),
    intro=N_("Of the applicant or, for a child, of a parent."),
    show=show,
    keep=keep,
    suggest=lambda about: {"state": "AZ", "language": "en"},
    fields=(
        *address_fields(required=True, cite="20.200.1.E", residence=True),
        Field(key="phone", label=N_("Home phone"), kind="phone", required=True, line="phones",
              cite="20.200.1.E"),
        Field(key="work_phone", label=N_("Work phone"), kind="phone", line="phones"),
        Field(key="other_phone", label=N_("Other phone"), kind="phone", line="phones"),
        Field(key="language", label=N_("Language of the letters to the family"), kind="choice",
              choices=LANGUAGES),
    ),
)  # fmt: skip
