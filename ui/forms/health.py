"""Referral, page 4: diagnosis, physicians, coverage; what is not known may stay so (20.200.1.F, 2).

Whether a physician has seen the applicant, and what coverage there is, picks
the documents that must come along (20.200.2.A, B, C).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from crs_intake.domain.case import Case
from crs_intake.domain.people import Contact
from crs_intake.domain.referral import EarlierService, Referral
from crs_intake.domain.text import N_
from crs_intake.words import say
from ui.forms.common import (
    ITEMS,
    address_fields,
    known,
    or_none,
    read_address,
    read_contact,
    referral_of,
    show_address,
    text,
    with_referral,
)  # fmt: skip
from ui.forms.form import NOT_KNOWN, About, Answers, Choice, Field, Page, Values

ENROLLED = (
    Choice("none", N_("No, or not known")), Choice("xix", N_("Title XIX (AHCCCS)")),
    Choice("xxi", N_("Title XXI (KidsCare)")),
)  # fmt: skip


def _enrolled(answers: Answers) -> bool:
    return answers["enrolled"] in ("xix", "xxi")


def _seen(answers: Answers) -> bool:
    return answers["evaluated"] == "yes"


def _needs_physician(answers: Answers) -> bool:
    # Only the letters of a Title XIX/XXI applicant go to the referring physician (20.401.1).
    return _enrolled(answers)


def _earlier(answers: Answers) -> bool:
    return answers["earlier"] == "yes"


def _year(value: Any, about: About) -> str:
    return (
        "" if 1929 <= value <= about.today.year else say("Type the year with four digits, for example 2006")
    )


def show(case: Case) -> Values:
    """Health facts of the form, with what the source does not know."""
    referral = referral_of(case)
    unknown = referral.not_known
    care, physician = referral.primary_care or Contact(), referral.referring_physician or Contact()
    earlier = referral.earlier_service or EarlierService()
    return {
        "evaluated": referral.evaluated_by_physician,
        "tests_exist": referral.tests_exist,
        "enrolled": case.title.enrolled or "none",
        "plan": or_none(case.title.plan.name) if case.title.plan else None,
        "insured": case.coverage.insured,
        "diagnosis": or_none(referral.diagnosis) or _if("diagnosis", unknown),
        "care_name": or_none(care.name) or _if("primary_care", unknown),
        "care_organization": or_none(care.organization),
        "care_phone": or_none(care.phone),
        "earlier": NOT_KNOWN if "earlier_service" in unknown else earlier.received_before,
        "earlier_year": earlier.year,
        "earlier_contractor": or_none(earlier.contractor),
        "physician_name": or_none(physician.name),
        "physician_phone": or_none(physician.phone),
        "physician_fax": or_none(physician.fax),
        **show_address("physician_", physician.address),
    }


def _if(item: str, unknown: tuple[str, ...]) -> Any:
    return NOT_KNOWN if item in unknown else None


def keep(case: Case, values: Values) -> Case:
    """Health facts into the referral, coverage into the case."""
    plan = read_contact(case.title.plan, name=text(values["plan"]))
    if plan is not None and (case.title.plan is None or plan.name != case.title.plan.name):
        plan = Contact(name=plan.name)  # another plan has another address
    enrolled = None if values["enrolled"] in (None, "none") else values["enrolled"]
    case = replace(
        case,
        title=replace(case.title, enrolled=enrolled, plan=plan),
        coverage=replace(case.coverage, insured=known(values["insured"])),
    )
    return with_referral(case, **_referral(referral_of(case), values))


def _referral(old: Referral, values: Values) -> dict[str, Any]:
    said = {"diagnosis": values["diagnosis"], "primary_care": values["care_name"],
            "earlier_service": values["earlier"]}  # fmt: skip
    unknown = {item for item, value in said.items() if value is NOT_KNOWN}
    unknown |= {"birth_date"} & set(old.not_known)
    earlier = EarlierService(
        received_before=known(values["earlier"]), year=values["earlier_year"],
        contractor=text(values["earlier_contractor"]),
    )  # fmt: skip
    return {
        "evaluated_by_physician": known(values["evaluated"]),
        "tests_exist": known(values["tests_exist"]),
        "diagnosis": text(known(values["diagnosis"])),
        "primary_care": read_contact(
            old.primary_care, name=text(known(values["care_name"])),
            organization=text(values["care_organization"]), phone=text(values["care_phone"]),
        ),
        "referring_physician": read_contact(
            old.referring_physician, name=text(values["physician_name"]),
            phone=text(values["physician_phone"]), fax=text(values["physician_fax"]),
            address=read_address("physician_", values),
        ),
        "earlier_service": None if earlier == EarlierService() else earlier,
        "not_known": tuple(item for item in ITEMS if item in unknown),
    }  # fmt: skip


def plans(about: About) -> tuple[Choice, ...]:
    """The health plans of the site."""
    plans = about.book.site.on(about.today).plans if about.book else ()
    return tuple(Choice(plan.name, plan.name, named=True) for plan in plans)


PAGE = Page(
    id="health",
    title=N_("Health and coverage"),
    intro=N_("What the referral source does not know may stay so: it never makes a referral incomplete."),
    show=show,
    keep=keep,
    suggest=lambda about: {},
    fields=(
        Field(key="evaluated", label=N_("Has a physician evaluated the applicant?"), kind="yes_no",
              required=True, cite="20.200.2"),
        Field(key="tests_exist", label=N_("Were diagnostic tests done?"), kind="yes_no", when=_seen,
              cite="20.200.2.C"),
        Field(key="enrolled", label=N_("Enrolled in AHCCCS"), kind="choice", choices=ENROLLED,
              cite="20.200.2"),
        Field(key="plan", label=N_("AHCCCS health plan"), kind="offer", choices=plans, width="medium",
              when=_enrolled, cite="20.401.1"),
        Field(key="insured", label=N_("Covered by other health insurance now?"), kind="yes_no",
              cite="20.200.2"),
        Field(key="diagnosis", label=N_("Diagnosis"), not_known=True, width="full", section=N_("If known"),
              cite="20.200.1.F"),
        Field(key="care_name", label=N_("Primary care physician"), kind="name", not_known=True,
              section=N_("If known"), line="care"),
        Field(key="care_organization", label=N_("Or the organization that cares"), section=N_("If known"),
              line="care"),
        Field(key="care_phone", label=N_("Phone of the physician or organization"), kind="phone",
              section=N_("If known")),
        Field(key="earlier", label=N_("Received CRS services before?"), kind="yes_no",
              section=N_("If known"), not_known=True),
        Field(key="earlier_year", label=N_("Year"), kind="whole", when=_earlier, line="earlier",
              section=N_("If known"), check=_year),
        Field(key="earlier_contractor", label=N_("CRS contractor of that time"), when=_earlier,
              line="earlier", section=N_("If known")),
        Field(key="physician_name", label=N_("Referring physician"), kind="name", when=_needs_physician,
              section=N_("Referring physician"), cite="20.401.1"),
        Field(key="physician_phone", label=N_("Phone of the physician"), kind="phone", line="physician",
              when=_needs_physician, section=N_("Referring physician")),
        Field(key="physician_fax", label=N_("Fax of the physician"), kind="phone", line="physician",
              when=_needs_physician, section=N_("Referring physician")),
        *(replace(each, when=_needs_physician) for each in
          address_fields("physician_", section=N_("Referring physician"))),
    ),
)  # fmt: skip
