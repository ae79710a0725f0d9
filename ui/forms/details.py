"""Enrollment interview, page 3: what the financial application asks of the applicant (20.501.1.A-C).

Most of it came with the referral: it is shown, and asked only where it is
missing.
"""

from __future__ import annotations

from dataclasses import replace

from crs_intake.domain.case import Case
from crs_intake.domain.people import Person
from crs_intake.domain.text import N_
from crs_intake.words import say
from ui.forms.common import (
    SEXES,
    address_fields,
    born_check,
    born_warning,
    known,
    or_none,
    parent_of,
    read_address,
    show_address,
    text,
    with_applicant,
)  # fmt: skip
from ui.forms.form import About, Answers, Choice, Field, Page, Values

STATUSES = (
    Choice("none", N_("None of these")), Choice("ward", N_("Ward of the state or court")),
    Choice("adoption_subsidy", N_("DES adoption subsidy")), Choice("foster", N_("DES/CMDP foster child")),
)  # fmt: skip
HAS_SSN = (Choice("number", N_("Number")), Choice("none", N_("None")))


def in_ahcccs(about: About) -> str:
    """The sentence that closes a page which only applicants outside AHCCCS fill in."""
    pmmis = about.case.title.pmmis
    if pmmis is not None and pmmis.program in ("xix", "xxi"):
        return say("PMMIS shows the applicant in AHCCCS: this page is not needed (20.601).")
    return ""


def show(case: Case) -> Values:
    """The applicant and the parent who applies."""
    applicant = case.applicant or Person(id="applicant")
    parent = parent_of(case)
    phones = [*case.phones, ""]
    return {
        "given": or_none(applicant.given), "family": or_none(applicant.family), "born": applicant.born,
        "sex": applicant.sex, "phone": or_none(phones[0]), **show_address("", case.address),
        "ssn": or_none(applicant.ssn), "no_ssn": applicant.no_ssn,
        "message": or_none(applicant.message_number),
        "status": case.special_status or "none",
        "employer": or_none(parent.employer) if parent else None,
        "parent_phone": or_none(parent.phones[0]) if parent and parent.phones else None,
        "parent_message": or_none(parent.message_number) if parent else None,
    }  # fmt: skip


def keep(case: Case, values: Values) -> Case:
    """The answers into the people and the case."""
    case = with_applicant(
        case, given=text(values["given"]), family=text(values["family"]), born=known(values["born"]),
        sex=values["sex"], ssn=text(values["ssn"]), no_ssn=bool(values["no_ssn"]),
        message_number=text(values["message"]),
    )  # fmt: skip
    parent = parent_of(case)
    if parent is not None:
        first = (text(values["parent_phone"]),) if values["parent_phone"] else ()
        case = case.with_person(
            replace(parent, employer=text(values["employer"]), phones=first + parent.phones[1:],
                    message_number=text(values["parent_message"]))
        )  # fmt: skip
    home = (text(values["phone"]),) if values["phone"] else ()
    status = None if values["status"] in (None, "none") else values["status"]
    return replace(
        case, address=read_address("", values), phones=home + case.phones[1:], special_status=status
    )


def _has_none(answers: Answers) -> bool:
    return answers["no_ssn"] != "yes"


PAGE = Page(
    id="details",
    title=N_("Applicant and parent"),
    intro=N_("What the referral said is shown; change only what is wrong."),
    show=show,
    keep=keep,
    closed=in_ahcccs,
    fields=(
        Field(key="given", label=N_("Given name"), kind="name", required=True, settled=True, line="name",
              cite="20.501.1.A"),
        Field(key="family", label=N_("Family name"), kind="name", required=True, settled=True, line="name",
              width="long"),
        Field(key="born", label=N_("Birth date"), kind="day", required=True, settled=True, line="birth",
              check=born_check, warn=born_warning, cite="20.301"),
        Field(key="sex", label=N_("Sex"), kind="choice", choices=SEXES, settled=True, line="birth"),
        *address_fields(required=True, residence=True, settled=True, cite="20.501.1.A"),
        Field(key="phone", label=N_("Home phone"), kind="phone", settled=True, required=True, line="phone"),
        Field(key="message", label=N_("Message number"), kind="phone", line="phone"),
        Field(key="ssn", label=N_("Social security number"), kind="ssn", line="ssn", settled=True,
              when=_has_none,              cite="20.501.1.C"),
        Field(key="no_ssn", label=N_("The applicant has none"), kind="tick", line="ssn"),
        Field(key="status", label=N_("Special status"), kind="choice", choices=STATUSES, cite="20.604.4"),
        Field(key="employer", label=N_("Employer and work address of the parent"), width="full",
              section=N_("Parent"), cite="20.501.1.B"),
        Field(key="parent_phone", label=N_("Phone of the parent"), kind="phone", section=N_("Parent"),
              line="parent"),
        Field(key="parent_message", label=N_("Message number of the parent"), kind="phone",
              section=N_("Parent"), line="parent"),
    ),
)  # fmt: skip
