"""Parents' coverage, pages 1 to 4: application, willingness, the list of 802, income and premium.

What was told, looked up and done is kept; what follows from it is shown beneath
the questions, worked out anew with each answer.
"""

from __future__ import annotations

from dataclasses import MISSING, fields, replace
from fractions import Fraction
from typing import Any, Literal, TypeVar

from crs_intake.domain.case import Case
from crs_intake.domain.errors import DeskError
from crs_intake.domain.money import shown
from crs_intake.domain.parents import (
    ChildCoverage,
    FamilyIncome,
    ParentFacts,
    ParentsApplication,
    ParentSignature,
    ParentsWithdrawal,
    PremiumContact,
)  # fmt: skip
from crs_intake.domain.parents_decision import ParentsAnswer, PersonAnswer
from crs_intake.domain.text import N_
from crs_intake.policy.parents import premium, willing
from crs_intake.policy.parents.decide import decide
from crs_intake.words import say, say_with
from ui.forms import parents_why
from ui.forms.common import known, not_future, people
from ui.forms.form import About, Answers, Choice, Field, Form, Note, Page, Values

T = TypeVar("T")
EMPTY = ParentsApplication()
WILLING = (Choice("all", N_("All members of the household")), Choice("none", N_("No members")),
           Choice("listed", N_("The members listed")))  # fmt: skip
FORMS = (Choice("current", N_("The current form")), Choice("older", N_("A previous version")),
         Choice("other", N_("Another application form")))  # fmt: skip
PROGRAMS = (Choice("kidscare", "KidsCare", named=True), Choice("sobra", "S.O.B.R.A.", named=True))
STATUSES = (Choice("receiving", N_("Receives coverage")), Choice("applied", N_("Applied")),
            Choice("denied", N_("Denied")))  # fmt: skip
CITIZENSHIP = (Choice("us_citizen", N_("U.S. citizen")), Choice("qualifying", N_("Qualifying non-citizen")),
               Choice("not_qualifying", N_("Does not qualify")))  # fmt: skip
OUTCOMES = {
    "approved": N_("Approved"), "denied": N_("Denied"), "ended": N_("Discontinued"), "hold": N_("On hold"),
    "pending": N_("Pending"), "research": N_("Research queue"), "error_queue": N_("Error queue"),
    "not_valid": N_("Not a valid application"), "not_an_applicant": N_("Not an applicant"),
    "withdrawn": N_("Withdrawn"), "referred": N_("Referred to DES"), "general": N_("General KidsCare rules"),
    "receiving": N_("Receives coverage"), "des": N_("With DES"), "eligible": N_("Eligible"),
    "not_eligible": N_("Not eligible"),
}  # fmt: skip
SIGNS = {"approved": "good", "receiving": "good", "eligible": "good", "denied": "error", "ended": "error"}


# -- values and facts -------------------------------------------------------------------------------


def told_of(case: Case) -> ParentsApplication:
    """The application, or an empty one."""
    return case.parents or EMPTY


def with_told(case: Case, **facts: Any) -> Case:
    """The case with these facts of the application; an empty one stays absent."""
    made = replace(told_of(case), **facts)
    return replace(case, parents=None if made == EMPTY and case.parents is None else made)


def row_of(told: Any, *keys: str) -> Values:
    """The answers for some facts of a value."""
    return {key: (None if (value := getattr(told, key)) in ("", ()) else value) for key in keys}


def facts_of(kind: type, row: Values, *keys: str) -> Values:
    """Answers as facts for that kind of value: texts, ticks and lists are never None."""
    defaults = {each.name: each.default for each in fields(kind)}
    made: Values = {}
    for key in keys:
        value, default = known(row[key]), defaults[key]
        made[key] = default if value is None and default is not MISSING else value
    return made


def rows(kind: type[T], given: Any, *keys: str, needs: tuple[str, ...]) -> tuple[T, ...]:
    """The rows of a table that have what they need, as values."""
    return tuple(kind(**facts_of(kind, row, *keys)) for row in given or () if all(row[key] for key in needs))


def answered(about: About) -> ParentsAnswer | None:
    """What Chapter 800 says of the case as typed so far, today; None where it cannot say."""
    if about.book is None or about.case.parents is None:
        return None

    def work() -> tuple[ParentsAnswer | None, str]:
        try:
            assert about.book is not None  # noqa: S101 - asked before
            return decide(about.case, about.book, about.now.day), ""
        except DeskError as trouble:
            return None, str(trouble)

    found: tuple[ParentsAnswer | None, str] = about.once("parents", about.case, work)
    return found[0]


def outcome_note(each: PersonAnswer, found: ParentsAnswer, about: About) -> Note:
    """One line for a person: outcome, reason and section; "Why?" tells all that was looked at."""
    outcome, reason = say(OUTCOMES[each.outcome]), say_with(each.reason, each.inputs)
    said = say("{name}: {outcome}. {reason}", name=each.name, outcome=outcome, reason=reason)
    if reason == outcome:
        said = say("{name}: {reason}", name=each.name, reason=reason)
    why = parents_why.person(each, found, about.book)
    sign = SIGNS.get(each.outcome, "due")
    return Note(sign, said, each.section, why, f"{each.name}: {outcome}")  # type: ignore[arg-type]


# -- page 1: application ----------------------------------------------------------------------------

_TOLD = ("applied", "form", "informant", "willing", "listed")
_CHILD = ("person", "program", "status", "since", "eligible", "premium", "potentially_medicaid",
          "medicaid_denial_reason")  # fmt: skip
_WITHDRAWAL = ("on", "by", "manner", "applicant")


def show_application(case: Case) -> Values:
    """The application, its children, signatures and withdrawals."""
    told = told_of(case)
    return {
        **row_of(told, *_TOLD), "listed": told.listed,
        "children": tuple(row_of(each, *_CHILD) for each in told.children),
        "signatures": tuple(row_of(each, "person", "on") for each in told.signatures),
        "withdrawals": tuple(row_of(each, *_WITHDRAWAL) for each in told.withdrawals),
    }  # fmt: skip


def keep_application(case: Case, values: Values) -> Case:
    """The application into the case."""
    return with_told(
        case,
        **facts_of(ParentsApplication, values, *_TOLD),
        children=rows(ChildCoverage, values["children"], *_CHILD, needs=("person", "program")),
        signatures=rows(ParentSignature, values["signatures"], "person", "on", needs=("person", "on")),
        withdrawals=rows(ParentsWithdrawal, values["withdrawals"], *_WITHDRAWAL, needs=("on",)),
    )


def _children_notes(about: About, answers: Answers) -> tuple[Note, ...]:
    found = answered(about)
    if found is None:
        return ()
    notes = [] if found.open else [Note("error", say("The program is closed."), "801.C")]
    return (*notes, *(outcome_note(each, found, about) for each in found.people if each.role == "child"))


def _start(about: About) -> Values:
    applicant = about.case.applicant
    if about.case.parents is not None or applicant is None:
        return {}
    return {"children": ({"person": applicant.id, "program": "kidscare", "status": "applied"},)}


def _listed(answers: Answers) -> bool:
    return answers["willing"] == "listed"


def _child_summary(row: Form) -> tuple[str, ...]:
    names = {each.value: each.words for each in people(row.about)}
    found = {each.value: each.words for each in (*PROGRAMS, *STATUSES)}
    return (names.get(row.text("person"), ""), found.get(row.text("program"), ""),
            found.get(row.text("status"), ""))  # fmt: skip


APPLICATION = Page(
    id="parents_application", title=N_("Application for the parents"), show=show_application,
    keep=keep_application, notes=_children_notes, suggest=lambda about: {"form": "current"},
    intro=N_("AHCCCS Health Insurance for Parents of KidsCare or S.O.B.R.A. children (Chapter 800)."),
    fields=(
        Field(key="applied", label=N_("Date of the application"), kind="day", required=True, line="form",
              check=not_future, cite="803.A"),
        Field(key="form", label=N_("Which form"), kind="choice", choices=FORMS, cite="803.D"),
        Field(key="informant", label=N_("Primary informant (PI)"), kind="pick", choices=people,
              cite="803.C"),
        Field(key="willing", label=N_("Who is someone willing to pay the premium for?"), kind="choice",
              choices=WILLING, help=N_("Left blank: nothing is assumed, the PI is asked"), cite="803.D"),
        Field(key="listed", label=N_("Members listed"), kind="many", choices=people, when=_listed),
        Field(
            key="children", label=N_("Children with KidsCare or S.O.B.R.A. coverage"), kind="rows",
            shape="cards", one=N_("Add a child"), section=N_("Children"), cite="802.A.01",
            summary=_child_summary, headings=(N_("Child"), N_("Program"), N_("Status")),
            empty_says=N_("No child is entered yet."),
            columns=(
                Field(key="person", label=N_("Child"), kind="pick", choices=people, required=True),
                Field(key="program", label=N_("Program"), kind="choice", choices=PROGRAMS, required=True),
                Field(key="status", label=N_("Status"), kind="choice", choices=STATUSES, required=True),
                Field(key="since", label=N_("Since"), kind="day"),
                Field(key="eligible", label=N_("Found eligible for KidsCare?"), kind="yes_no",
                      cite="803.D"),
                Field(key="premium", label=N_("Premium of the child a month"), kind="money"),
                Field(key="potentially_medicaid", label=N_("Potentially eligible for Medicaid?"),
                      kind="yes_no", cite="803.D"),
                Field(key="medicaid_denial_reason", label=N_("Medicaid denial reason (ACE)"), width="long"),
            ),
        ),
        Field(
            key="signatures", label=N_("Signatures"), kind="rows", one=N_("Add a signature"), cite="803.B",
            section=N_("Signatures and withdrawals"),
            columns=(
                Field(key="person", label=N_("Signed by"), kind="pick", choices=people, required=True),
                Field(key="on", label=N_("Day"), kind="day", required=True, check=not_future),
            ),
        ),
        Field(
            key="withdrawals", label=N_("Withdrawals"), kind="rows", one=N_("Add a withdrawal"),
            cite="803.C", help=N_("Applicant empty: the entire application"),
            columns=(
                Field(key="on", label=N_("Day"), kind="day", required=True, check=not_future),
                Field(key="by", label=N_("By"), kind="pick", choices=people),
                Field(key="manner", label=N_("How"), kind="pick", choices=(
                    Choice("written", N_("In writing")), Choice("oral", N_("Orally")))),
                Field(key="applicant", label=N_("Applicant"), kind="pick", choices=people),
            ),
        ),
    ),
)  # fmt: skip


# -- page 2: willingness ----------------------------------------------------------------------------

_CONTACT = ("at", "name", "reached", "answer", "listed", "fortis", "ace", "by")


def _contact(row: Values) -> Values:
    return {**row, "at": row["at"]}


def show_contacts(case: Case) -> Values:
    """The log of contacts."""
    return {"contacts": tuple(
        {**row_of(each, *_CONTACT), "listed": each.listed} for each in told_of(case).contacts
    )}  # fmt: skip


def keep_contacts(case: Case, values: Values) -> Case:
    """The log into the case."""
    return with_told(case, contacts=rows(PremiumContact, values["contacts"], *_CONTACT, needs=("at",)))


def _willing_notes(about: About, answers: Answers) -> tuple[Note, ...]:
    found = answered(about)
    if found is None:
        return ()
    notes = []
    for each in found.people:
        pays = each.willing
        if pays is None or each.role == "newborn":
            continue
        words = {"yes": N_("{name}: someone is willing to pay"), "no": N_("{name}: no one is willing to pay"),
                 "ask": N_("{name}: ask the PI; nobody was reached on {tries} of {wanted} days"),
                 "unreached": N_("{name}: the PI was not reached on {tries} days")}[pays.state]  # fmt: skip
        sign: Literal["good", "due"] = "good" if pays.state == "yes" else "due"
        notes.append(Note(sign, say(words, name=each.name, tries=pays.tries, wanted=pays.wanted), "803.D"))
    lacks = {what: None for each in found.people if each.willing for what in each.willing.lacks}
    if lacks:
        notes.append(Note("due", say("The note of the contact lacks: {items}",
                                     items=", ".join(map(say, lacks))), "803.D"))  # fmt: skip
    return tuple(notes)


def _no_contact(about: About) -> str:
    told = told_of(about.case)
    if told.applied is not None and not willing.must_ask(told) and not told.contacts:
        return say("The current form answers the question; no contact is needed (803.D).")
    return ""


def _contact_summary(row: Form) -> tuple[str, ...]:
    said = {each.value: each.words for each in WILLING}
    return (row.text("at"), row.text("name"), said.get(row.text("answer"), ""))


def _now(about: About, key: str) -> Values:
    return {"at": about.now, "by": about.actor.name}


WILLINGNESS = Page(
    id="parents_willing", title=N_("Willingness to pay"), show=show_contacts, keep=keep_contacts,
    notes=_willing_notes, closed=_no_contact, blank=_now, optional=True,
    intro=N_("Another form, or a blank question: contact the primary informant and write down the answer "
             "in Fortis and in ACE Comments, with name, date and time."),
    fields=(
        Field(
            key="contacts", label=N_("Contacts with the primary informant"), kind="rows", shape="cards",
            one=N_("Add a contact"), cite="803.D", summary=_contact_summary,
            headings=(N_("Day and time"), N_("Person"), N_("Answer")),
            empty_says=N_("No contact is noted yet."),
            columns=(
                Field(key="at", label=N_("Day and time"), kind="moment", required=True),
                Field(key="reached", label=N_("The PI was reached"), kind="tick"),
                Field(key="name", label=N_("Name of the person"), kind="name",
                      when=lambda row: row["reached"] == "yes"),
                Field(key="answer", label=N_("Willing to pay for"), kind="choice", choices=WILLING,
                      when=lambda row: row["reached"] == "yes"),
                Field(key="listed", label=N_("Members listed"), kind="many", choices=people,
                      when=lambda row: row["answer"] == "listed"),
                Field(key="fortis", label=N_("Annotated in Fortis"), kind="tick"),
                Field(key="ace", label=N_("Entered in ACE Comments"), kind="tick"),
                Field(key="by", label=N_("Staff member"), kind="name"),
            ),
        ),
    ),
)  # fmt: skip


# -- page 3: the list of 802 ------------------------------------------------------------------------

LIST_KEYS = (
    "person", "applies", "lives_with_child", "ssn_applied", "ssn_refused", "arizona_resident", "inmate",
    "imd_patient", "citizenship", "citizenship_note", "insured", "insurance_ended", "never_insured",
    "chronic_illness", "state_employee_plan", "potentially_medicaid", "screened", "cooperates",
    "native_american", "alaska_native", "tribal_note", "hardship", "plan", "effective",
)  # fmt: skip


def show_list(case: Case) -> Values:
    """The facts behind the fourteen items, a card for each parent."""
    return {"parents": tuple(row_of(each, *LIST_KEYS) for each in told_of(case).parents)}


def keep_list(case: Case, values: Values) -> Case:
    """The cards into the parents; what other pages ask of them stays."""
    told = told_of(case)
    made = []
    for row in values["parents"] or ():
        if row["person"]:
            old = told.parent(row["person"]) or ParentFacts(person=row["person"])
            made.append(replace(old, **facts_of(ParentFacts, row, *LIST_KEYS)))
    return with_told(case, parents=tuple(made))


def list_notes(about: About, answers: Answers) -> tuple[Note, ...]:
    """Each item of 802.A that is not met, and the outcome so far."""
    found = answered(about)
    if found is None:
        return ()
    notes: list[Note] = []
    for each in found.people:
        if each.role != "parent":
            continue
        notes.append(outcome_note(each, found, about))
        for item in each.requirements:
            sign = {"met": "good", "not_met": "error"}.get(item.state, "due")
            words = say("{key} {label}: {state}. {reason}", key=item.key, label=say(item.label),
                        state=say(parents_why.STATE_WORDS[item.state]), reason=say(item.reason))  # fmt: skip
            notes.append(Note(sign, words, item.section))  # type: ignore[arg-type]
    return tuple(notes)


def _parents(about: About, key: str) -> Values:
    taken = {each.person for each in told_of(about.case).parents}
    words = ("mother", "father", "parent", "stepmother", "stepfather")
    free = next(
        (each.id for each in about.case.people if each.relation in words and each.id not in taken), None
    )
    return {"person": free, "applies": True}


def _parent_summary(row: Form) -> tuple[str, ...]:
    names = {each.value: each.words for each in people(row.about)}
    return (names.get(row.text("person"), ""),)


def _yes_no(key: str, label: str, cite: str) -> Field:
    return Field(key=key, label=label, kind="yes_no", cite=cite)


LIST = Page(
    id="parents_list", title=N_("Requirements of 802"), show=show_list, keep=keep_list, notes=list_notes,
    blank=_parents,
    fields=(
        Field(
            key="parents", label=N_("Parents"), kind="rows", shape="cards", one=N_("Add a parent"),
            cite="802.A", summary=_parent_summary, headings=(N_("Parent"),),
            empty_says=N_("No parent is entered yet."),
            columns=(
                Field(key="person", label=N_("Parent or stepparent"), kind="pick", choices=people,
                      required=True, cite="802.A.01"),
                Field(key="applies", label=N_("Asks for coverage"), kind="tick"),
                _yes_no("lives_with_child", N_("Lives with the eligible child?"), "802.A.02"),
                Field(key="ssn_applied", label=N_("Receipt of the application for a number, of"),
                      kind="day", cite="802.A.04", line="ssn"),
                Field(key="ssn_refused", label=N_("Refuses to give or apply for a number"), kind="tick",
                      line="ssn"),
                _yes_no("arizona_resident", N_("Arizona resident?"), "802.A.05"),
                _yes_no("inmate", N_("Inmate of a penal institution?"), "802.A.06"),
                _yes_no("imd_patient", N_("Patient in an Institution for Mental Disease?"), "802.A.07"),
                Field(key="citizenship", label=N_("Citizenship"), kind="choice", choices=CITIZENSHIP,
                      cite="802.A.08"),
                Field(key="citizenship_note", label=N_("Reviewer's note"), width="full"),
                _yes_no("insured", N_("Group or health insurance now?"), "802.A.09"),
                Field(key="insurance_ended", label=N_("Last day of the last insurance"), kind="day",
                      cite="802.A.10", line="ins"),
                Field(key="never_insured", label=N_("None in the last years"), kind="tick", line="ins"),
                Field(key="chronic_illness", kind="tick", cite="802.A.10",
                      label=N_("Asks for the waiver for a serious or chronic illness")),
                _yes_no("state_employee_plan", N_("Eligible for the State Employees Health Plan?"),
                        "802.A.11"),
                Field(key="screened", label=N_("Screened for Medicaid on"), kind="day", cite="803.E",
                      line="screen"),
                Field(key="potentially_medicaid", label=N_("Potentially eligible for Medicaid?"),
                      kind="yes_no", cite="802.A.12"),
                _yes_no("cooperates", N_("Cooperates with Medicaid requirements?"), "802.A.13"),
                Field(key="native_american", label=N_("Native American"), kind="tick", cite="806.A",
                      line="tribe"),
                Field(key="alaska_native", label=N_("Alaska Native"), kind="tick", line="tribe"),
                Field(key="tribal_note", label=N_("Note on the tribe"), width="long"),
                Field(key="hardship", label=N_("Claims hardship for the premium"), kind="tick",
                      cite="802.A.14"),
                Field(key="plan", label=N_("Health plan chosen"), width="medium", cite="805.A",
                      line="plan"),
                Field(key="effective", label=N_("First day of coverage (KidsCare)"), kind="day",
                      line="plan"),
            ),
        ),
    ),
)  # fmt: skip


# -- page 4: income and premium ---------------------------------------------------------------------

_INCOME = ("since", "gross_monthly", "members")


def show_income(case: Case) -> Values:
    """Gross family income by date."""
    return {"income": tuple(row_of(each, *_INCOME) for each in told_of(case).income)}


def keep_income(case: Case, values: Values) -> Case:
    """The rows into the application."""
    return with_told(case, income=rows(FamilyIncome, values["income"], *_INCOME, needs=_INCOME))


def _income_notes(about: About, answers: Answers) -> tuple[Note, ...]:
    if about.book is None or about.case.parents is None:
        return ()
    try:
        found = premium.of_family(about.case, told_of(about.case), about.book, about.now.day)
    except DeskError as gap:
        return (Note("due", str(gap), "806.B"),)
    if found is None:
        return (Note("due", say("Gross family income a month and the size of the income group are wanted."),
                     "806.B"),)  # fmt: skip
    notes = []
    why = parents_why.premium(found, about.book, about.now.day)
    if found.proposed:
        notes.append(Note("note", say("Proposed from the Title XXI column of the worksheet; Chapter 700 is "
                                      "not supplied."), "806.B"))  # fmt: skip
    notes.append(Note("note", say("{gross} a month for {members}: {percent}% of {guideline} a year",
                                  gross=shown(found.gross), members=found.members,
                                  percent=_percent(found.fpl_percent), guideline=shown(found.guideline)),
                      "801.A.parents", why, say("Per cent of the guideline")))  # fmt: skip
    if found.amount is not None:
        notes.append(Note("good", say("Family premium: {percent}% = {amount} a month", percent=found.percent,
                                      amount=shown(found.amount)), "806.B", why,
                          say("Family premium")))  # fmt: skip
    else:
        notes.append(Note("error", say("More than 200% of the Federal Poverty Level"), "801.A.parents"))
    return tuple(notes)


def _percent(value: Fraction) -> str:
    """Per cent of the guideline; a hair over a limit is told apart from the limit itself."""
    text = shown(value)
    return f"{float(value):.4f}" if text.endswith(".00") and value.denominator != 1 else text


INCOME = Page(
    id="parents_income", title=N_("Income and premium"), show=show_income, keep=keep_income,
    notes=_income_notes, blank=lambda about, key: {"since": about.today},
    intro=N_("One premium for the family: 3, 4 or 5% of the gross family income."),
    fields=(
        Field(
            key="income", label=N_("Gross family income"), kind="rows", one=N_("Add an income"),
            cite="806.B", empty_says=N_("Empty: the worksheet's figures are proposed."),
            columns=(
                Field(key="since", label=N_("Since"), kind="day", required=True),
                Field(key="gross_monthly", label=N_("Gross a month"), kind="money", required=True),
                Field(key="members", label=N_("People in the income group"), kind="whole", required=True),
            ),
        ),
    ),
)  # fmt: skip
