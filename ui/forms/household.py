"""The people of the household, with the facts that decide who counts (20.501.1.G, 20.603.1).

One list for interview and worksheet. The applicant stands in it too; beside
each person the group says in or out, by which item, and why.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from crs_intake.domain.case import Case
from crs_intake.domain.people import Absence, Incapacity, Person
from crs_intake.domain.text import N_
from crs_intake.words import say
from ui.forms.common import (
    SEXES,
    born_check,
    known,
    new_id,
    not_future,
    or_none,
    people,
    relations,
    text,
)  # fmt: skip
from ui.forms.details import in_ahcccs
from ui.forms.form import About, Answers, Choice, Field, Form, Page, Values
from ui.names import RELATIONS, age

STUDENT = (
    Choice("no", N_("No")), Choice("less_than_half_time", N_("Less than half-time")),
    Choice("half_time", N_("At least half-time")), Choice("full_time", N_("Full-time")),
)  # fmt: skip
ABSENCES = (
    Choice("work", N_("To work")), Choice("seeking_work", N_("To seek work")),
    Choice("military", N_("Military service")), Choice("education", N_("School")),
    Choice("separation", N_("Separation")), Choice("institution", N_("In an institution")),
    Choice("other", N_("Other")),
)  # fmt: skip
JUDGES = (
    Choice("physician", N_("Physician")), Choice("psychologist", N_("Psychologist")),
    Choice("other", N_("Somebody else")),
)  # fmt: skip
_PLAIN = {
    "relation": "relation", "born": "born", "sex": "sex", "student": "student",
    "claimed": "claimed_by_parents", "long_term_care": "needs_long_term_care", "disabled": "disabled",
    "foster": "foster_care_at_18", "state_employee": "state_employee",
}  # fmt: skip
"""Key of the question → name of the fact, where they are the same value."""


def show(case: Case) -> Values:
    """Everybody, in the order entered."""
    return {"people": tuple(_show(each) for each in case.people)}


def _show(person: Person) -> Values:
    away, unable = person.absence, person.incapacity
    return {
        "id": person.id, "given": or_none(person.given), "family": or_none(person.family),
        **{key: getattr(person, name) for key, name in _PLAIN.items()},
        "in_home": person.in_home, "spouse": or_none(person.spouse), "partner": or_none(person.partner),
        "parents": person.parents, "lives_with": or_none(person.lives_with),
        "away_since": away.since if away else None, "away_until": away.until if away else None,
        "away_reason": away.reason if away else None,
        "pregnant": person.pregnant, "expected": person.expected_children if person.pregnant else None,
        "unable": unable is not None, "unable_by": unable.by if unable else None,
        "unable_signed": unable.signed if unable else False, "unable_dated": unable.dated if unable else None,
        "contributor": person.contributor_member, "note": or_none(person.note),
    }  # fmt: skip


def keep(case: Case, values: Values) -> Case:
    """Everybody into the case; who was taken off the list goes, the applicant never does."""
    kept: list[Person] = []
    for row in values["people"]:
        id = row["id"] or new_id(replace(case, people=(*case.people, *kept)), "p1")
        kept.append(_read(case.person(id) or Person(id=id), row))
    applicant = case.applicant
    if applicant is not None and all(each.id != applicant.id for each in kept):
        kept.insert(0, applicant)
    return replace(case, people=tuple(kept))


def _read(old: Person, row: Values) -> Person:
    facts: dict[str, Any] = {name: known(row[key]) for key, name in _PLAIN.items()}
    facts["relation"] = row["relation"] or old.relation
    away = None
    if row["away_since"] is not None:
        away = Absence(since=row["away_since"], until=row["away_until"], reason=row["away_reason"] or "other")
    unable = None
    if row["unable"]:
        unable = Incapacity(
            by=row["unable_by"] or "physician", signed=bool(row["unable_signed"]), dated=row["unable_dated"]
        )
    return replace(
        old, **facts, given=text(row["given"]), family=text(row["family"]),
        in_home=row["in_home"] is not False, spouse=text(row["spouse"]), partner=text(row["partner"]),
        parents=row["parents"], lives_with=text(row["lives_with"]), absence=away, incapacity=unable,
        pregnant=bool(row["pregnant"]), expected_children=row["expected"] or 1 if row["pregnant"] else 1,
        contributor_member=bool(row["contributor"]), note=text(row["note"]),
    )  # fmt: skip


def _summary(row: Form) -> tuple[str, ...]:
    name = " ".join(part for part in (row.text("given"), row.text("family")) if part)
    born = row.look("born")[0]
    relation = row.text("relation")
    years = age(born, row.about.today) if born and born <= row.about.today else say("not known")
    group = _group(row)
    return (
        name or say("(no name yet)"),
        say(RELATIONS[relation]) if relation in RELATIONS else "",
        years,
        group,
    )


def _group(row: Form) -> str:
    assessment = row.about.assess()
    found = (
        next((each for each in assessment.group if each.person == row.text("id")), None)
        if assessment
        else None
    )
    if found is None:
        return ""
    return say("counts ({section})", section=found.section) if found.inside else say(
        "does not count ({section})", section=found.section)  # fmt: skip


def _relations(about: About) -> tuple[Choice, ...]:
    return relations()


def _not_applicant(row: Answers) -> bool:
    return row["relation"] != "applicant"


def _away(row: Answers) -> bool:
    return row["in_home"] == "no" or bool(row["away_since"])


def _young(row: Answers) -> bool:
    return row["relation"] in ("applicant", "sibling", "stepsibling", "child", "")


def _may_live_elsewhere(row: Answers) -> bool:
    """The applicant's home may be somebody else's than a parent's; others are said to be away."""
    return _young(row) and (_away(row) or row["relation"] == "applicant")


def _from_age(row: Answers, years: int) -> bool:
    """Whether the person has that age; one whose birth date is not known may have."""
    return not row["born.age"] or int(row["born.age"]) >= years


def _may_study(row: Answers) -> bool:
    return _young(row) and _from_age(row, 5)


def _may_pair(row: Answers) -> bool:
    return (not _young(row) or row["relation"] == "applicant") and _from_age(row, 14)


def _may_bear(row: Answers) -> bool:
    return row["sex"] != "M" and _from_age(row, 10) and (not row["born.age"] or int(row["born.age"]) < 60)


def _adult(row: Answers) -> bool:
    return _from_age(row, 18)


def _unable(row: Answers) -> bool:
    return row["unable"] == "yes" and _adult(row)


def _applicant_of_age(row: Answers) -> bool:
    return row["relation"] == "applicant" and _from_age(row, 18)


PAGE = Page(
    id="household",
    title=N_("Household"),
    intro=N_("Everybody who lives in the home, and sons and daughters who live elsewhere."),
    panel="group",
    show=show,
    keep=keep,
    closed=in_ahcccs,
    blank=lambda about, key: {"in_home": True},
    fields=(
        Field(
            key="people", label=N_("People"), kind="rows", shape="cards", one=N_("Add a person"),
            cite="20.603.1", summary=_summary,
            headings=(N_("Name"), N_("Relation"), N_("Age"), N_("Income group")),
            empty_says=N_("Nobody is entered yet."),
            columns=(
                Field(key="id", label="p", kind="id"),
                Field(key="relation", label=N_("Relation to the applicant"), kind="pick",
                      choices=_relations, required=True, width="medium", when=_not_applicant,
                      cite="20.603.1"),
                Field(key="given", label=N_("Given name"), kind="name", required=True, line="name"),
                Field(key="family", label=N_("Family name"), kind="name", required=True, line="name",
                      width="long"),
                Field(key="born", label=N_("Birth date"), kind="day", required=True, line="birth",
                      check=born_check, cite="20.501.1.G"),
                Field(key="sex", label=N_("Sex"), kind="choice", choices=SEXES, line="birth"),
                Field(key="in_home", label=N_("Lives in the home?"), kind="yes_no", required=True,
                      cite="20.603.1"),
                Field(key="away_since", label=N_("Away since"), kind="day", check=not_future, when=_away,
                      line="away", cite="20.603.1.8"),
                Field(key="away_until", label=N_("Came back on"), kind="day", when=_away, line="away"),
                Field(key="away_reason", label=N_("Why away"), kind="pick", choices=ABSENCES, when=_away,
                      width="medium", line="away"),
                Field(key="lives_with", label=N_("Lives in the home of"), kind="pick", choices=people,
                      width="medium", when=_may_live_elsewhere, cite="20.603.1.9",
                      help=N_("For a child who does not live with a parent")),
                Field(key="claimed", label=N_("Claimed on the parents' tax return this year?"),
                      kind="yes_no", when=_may_live_elsewhere, cite="20.603.1.9"),
                Field(key="contributor", label=N_("Contributes and belongs to the group (supervisor)"),
                      kind="tick", when=lambda row: _away(row) and not _young(row), cite="20.603.1.9"),
                Field(key="student", label=N_("Attends school?"), kind="pick", choices=STUDENT,
                      width="medium", when=_may_study, cite="20.603.2.14"),
                Field(key="spouse", label=N_("Married to"), kind="pick", choices=people, width="medium",
                      line="mate", when=_may_pair, cite="20.603.1.1"),
                Field(key="partner", label=N_("Or a couple with"), kind="pick", choices=people,
                      width="medium", line="mate", when=_may_pair, cite="20.603.1.2"),
                Field(key="parents", label=N_("Parents, if not plain from the relation"), kind="many",
                      choices=people, when=_young),
                Field(key="pregnant", label=N_("Pregnant"), kind="tick", line="pregnant",
                      when=_may_bear,
                      cite="20.602.3.B"),
                Field(key="expected", label=N_("Children expected"), kind="whole", line="pregnant",
                      when=lambda row: row["pregnant"] == "yes" and _may_bear(row)),
                Field(key="unable", label=N_("An adult who needs care because of incapacity"), kind="tick",
                      when=_adult, cite="20.603.4.A.1.b"),
                Field(key="unable_by", label=N_("Determined by"), kind="choice", choices=JUDGES,
                      when=_unable, line="unable"),
                Field(key="unable_dated", label=N_("Statement dated"), kind="day", check=not_future,
                      when=_unable, line="unable"),
                Field(key="unable_signed", label=N_("Statement signed"), kind="tick",
                      when=_unable, line="unable"),
                Field(key="disabled", label=N_("Blind or disabled by the rules of Social Security?"),
                      kind="yes_no", section=N_("For AHCCCS"), cite="20.602.3.B"),
                Field(key="long_term_care", label=N_("May need the care of a nursing institution?"),
                      kind="yes_no", section=N_("For AHCCCS"), cite="20.602.12"),
                Field(key="foster", label=N_("In Arizona foster care on the 18th birthday?"), kind="yes_no",
                      section=N_("For AHCCCS"), when=_applicant_of_age),
                Field(key="state_employee", label=N_("Employee of the State?"), kind="yes_no",
                      section=N_("For AHCCCS"), when=_adult, cite="20.602.3.B.1"),
                Field(key="note", label=N_("Note"), width="full",
                      required=lambda row, about: row["contributor"] == "yes"),
            ),
        ),
    ),
)  # fmt: skip
