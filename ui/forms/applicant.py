"""Referral, page 1: who the applicant is, and who stands for a child (20.200.1.C, D, F.1).

First, because the duplicate check needs these names while the form is still
in the clerk's hand.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from crs_intake.domain.calendar import age_on
from crs_intake.domain.case import Case
from crs_intake.domain.people import Person
from crs_intake.domain.text import N_
from ui.forms import reading
from ui.forms.common import (
    PARENT_RELATIONS,
    SEXES,
    born_check,
    born_warning,
    choices,
    known,
    new_id,
    not_known,
    or_none,
    parent_of,
    referral_of,
    text,
    with_applicant,
    with_referral,
)  # fmt: skip
from ui.forms.form import NOT_KNOWN, About, Answers, Field, Page, Values
from ui.names import RELATIONS

ADULT = 18  # a child or minor of the forms is under 18 (AMB-013, fixed reading)


def is_child(answers: Answers, about: About) -> bool:
    """Whether the applicant is a child; one whose birth date is not known is taken for one."""
    try:
        born = reading.read("day", answers["born"], about.today)
    except reading.Unreadable:
        return True
    return not known(born) or age_on(born, about.today) < ADULT


def show(case: Case) -> Values:
    """The applicant's names and the first parent's."""
    applicant, parent = case.applicant, parent_of(case)
    unknown = "birth_date" in referral_of(case).not_known
    return {
        "given": or_none(applicant.given) if applicant else None,
        "family": or_none(applicant.family) if applicant else None,
        "born": (applicant.born if applicant else None) or (NOT_KNOWN if unknown else None),
        "sex": applicant.sex if applicant else None,
        "parent_relation": parent.relation if parent else None,
        "parent_given": or_none(parent.given) if parent else None,
        "parent_family": or_none(parent.family) if parent else None,
    }


def keep(case: Case, values: Values) -> Case:
    """Names into people; a birth date that is not known into the referral."""
    born = values["born"]
    case = with_applicant(
        case, given=text(values["given"]), family=text(values["family"]), sex=values["sex"], born=known(born)
    )
    unknown = not_known(referral_of(case), "birth_date", born is NOT_KNOWN)
    return _with_parent(with_referral(case, not_known=unknown), values)


def _with_parent(case: Case, values: Values) -> Case:
    given, family = text(values["parent_given"]), text(values["parent_family"])
    relation: Any = values["parent_relation"]
    old = parent_of(case)
    if old is not None:
        return case.with_person(replace(old, given=given, family=family, relation=relation or old.relation))
    if not (given or family or relation):
        return case
    relation = relation or "parent"  # which of the two may be asked later
    made = Person(id=new_id(case, relation), given=given, family=family, relation=relation)
    return replace(case, people=(*case.people, made))


PAGE = Page(
    id="applicant",
    title=N_("Applicant"),
    panel="duplicates",
    show=show,
    keep=keep,
    fields=(
        Field(key="given", label=N_("Given name"), kind="name", required=True, line="name",
              cite="20.200.1.C"),
        Field(key="family", label=N_("Family name"), kind="name", required=True, line="name", width="long",
              help=N_("Both surnames, if there are two")),
        Field(key="born", label=N_("Birth date"), kind="day", not_known=True, cite="20.200.1.F", line="birth",
              check=born_check, warn=born_warning),
        Field(key="sex", label=N_("Sex"), kind="choice", required=True, choices=SEXES, line="birth",
              cite="20.200.1.C"),
        Field(key="parent_relation", label=N_("Relation to the applicant"), kind="choice",
              choices=choices(RELATIONS, *PARENT_RELATIONS), section=N_("Parent or guardian"),
              required=is_child, cite="20.200.1.D"),
        Field(key="parent_given", label=N_("Given name of the parent"), kind="name", line="parent",
              section=N_("Parent or guardian"), required=is_child),
        Field(key="parent_family", label=N_("Family name of the parent"), kind="name", line="parent",
              width="long", section=N_("Parent or guardian"), required=is_child),
    ),
)  # fmt: skip
