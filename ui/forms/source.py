"""Referral, page 2: who refers the applicant (20.200.1.A, B)."""

from __future__ import annotations

from crs_intake.domain.case import Case
from crs_intake.domain.people import Contact
from crs_intake.domain.text import N_
from ui.forms.common import (
    address_fields,
    or_none,
    read_address,
    read_contact,
    referral_of,
    show_address,
    text,
    with_referral,
)  # fmt: skip
from ui.forms.form import About, Answers, Choice, Field, Page, Values

USUAL = tuple(
    Choice(each, each)
    for each in (
        N_("parent"), N_("guardian"), N_("physician"), N_("school nurse"), N_("clinic nurse"),
        N_("hospital social worker"), N_("caseworker"), N_("other relative"), N_("the applicant"),
    )
)  # fmt: skip


def _nameless(answers: Answers, about: About) -> bool:
    return not answers["organization"]


def show(case: Case) -> Values:
    """The referral source as it stands on the form."""
    referral = referral_of(case)
    source = referral.source or Contact()
    return {
        "name": or_none(source.name), "organization": or_none(source.organization),
        "relation": or_none(referral.source_relation), "physician": referral.source_is_physician,
        "phone": or_none(source.phone), "fax": or_none(source.fax), **show_address("", source.address),
    }  # fmt: skip


def keep(case: Case, values: Values) -> Case:
    """The source into the referral."""
    source = read_contact(
        referral_of(case).source, name=text(values["name"]), organization=text(values["organization"]),
        phone=text(values["phone"]), fax=text(values["fax"]), address=read_address("", values),
    )  # fmt: skip
    return with_referral(
        case, source=source, source_relation=text(values["relation"]),
        source_is_physician=bool(values["physician"]),
    )  # fmt: skip


PAGE = Page(
    id="source",
    title=N_("Referral source"),
    intro=N_("The person or organization that completed the CRS Application Form."),
    show=show,
    keep=keep,
    suggest=lambda about: {"state": "AZ"},
    fields=(
        Field(key="name", label=N_("Name of the person"), kind="name", line="who", required=_nameless,
              cite="20.200.1.A"),
        Field(key="organization", label=N_("Organization"), line="who"),
        Field(key="relation", label=N_("Relationship to the applicant"), kind="offer", choices=USUAL,
              width="medium", required=True, cite="20.200.1.B", line="relation"),
        Field(key="physician", label=N_("The source is a physician"), kind="tick", line="relation"),
        Field(key="phone", label=N_("Phone"), kind="phone", required=True, line="phone", cite="20.200.1.A"),
        Field(key="fax", label=N_("Fax"), kind="phone", line="phone"),
        *address_fields(required=True, cite="20.200.1.A"),
    ),
)  # fmt: skip
