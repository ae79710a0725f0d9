"""Enrollment interview, last page: the signed application and the financial papers (20.501.2, 20.502)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from crs_intake.domain.case import Case
from crs_intake.domain.checklists import PaperWanted
from crs_intake.domain.decision import Assessment
from crs_intake.domain.proofs import FinancialApplication, Paper
from crs_intake.domain.text import N_
from crs_intake.policy import checklists
from crs_intake.words import say, say_with
from ui.forms.common import fax_door, not_future, or_none, people, text
from ui.forms.details import in_ahcccs
from ui.forms.form import About, Answers, Choice, Field, Form, Note, Page, Values
from ui.names import short_day

KINDS = {
    "pay_stubs": N_("Pay stubs"), "w2": N_("W-2 form"), "tax_return": N_("Federal tax return"),
    "schedule_c": N_("Tax return with Schedule C"), "quarterly_statement": N_("Quarterly statement"),
    "unearned_income": N_("Evidence of unearned income"), "dependent_care": N_("Receipts for care"),
    "incapacity_statement": N_("Statement of incapacity"), "premiums": N_("Premium papers"),
    "medical_paid": N_("Paid medical bills"), "medical_unpaid": N_("Unpaid medical bills"),
    "employee_expenses": N_("Employee expenses"), "award_or_settlement": N_("Award or settlement"),
}  # fmt: skip
DEDUCTIONS = ("dependent_care", "incapacity_statement", "premiums", "medical_paid", "medical_unpaid",
              "employee_expenses")  # fmt: skip


def show(case: Case) -> Values:
    """The application form and the papers."""
    form = case.financial_application or FinancialApplication()
    return {
        "signer": or_none(form.signer), "signed": form.signed, "count": form.household_count,
        "papers": tuple(
            {"kind": each.kind, "person": or_none(each.person), "requested": each.requested,
             "received": each.received, "sheets": each.sheets, "unavailable": each.unavailable,
             "unfit": or_none(each.unfit), "note": or_none(each.note)}
            for each in case.papers
        ),
    }  # fmt: skip


def keep(case: Case, values: Values) -> Case:
    """Both into the case."""
    form = FinancialApplication(
        signer=text(values["signer"]), signed=values["signed"], household_count=values["count"]
    )
    papers = tuple(
        Paper(
            kind=row["kind"], person=text(row["person"]), requested=row["requested"],
            received=row["received"], sheets=row["sheets"] or 1, unavailable=bool(row["unavailable"]),
            unfit=text(row["unfit"]), note=text(row["note"]),
        )
        for row in values["papers"]
        if row["kind"]
    )  # fmt: skip
    return replace(
        case, financial_application=None if form == FinancialApplication() else form, papers=papers
    )


def _summary(row: Form) -> tuple[str, ...]:
    person = row.about.case.person(row.text("person"))
    received, requested = row.look("received")[0], row.look("requested")[0]
    if received:
        state = say("received {day}", day=short_day(received))
    elif row.text("unavailable") == "yes":
        state = say("cannot be had")
    else:
        state = say("asked for {day}", day=short_day(requested)) if requested else say("open")
    kind = row.text("kind")
    return (say(KINDS[kind]) if kind in KINDS else "", person.name if person else "", state)


def notes(about: About, answers: Answers) -> tuple[Note, ...]:
    """When no proof of deductions may be asked (20.603.4.C), and how many people were counted."""
    assessment = about.assess()
    if assessment is None:
        return ()
    found = []
    if assessment.columns and not assessment.ask_deduction_proof and about.case.income:
        found.append(Note("note", say("Gross income is at or below 200 % of the guideline: do not ask for "
                                      "proof of deductions."), "20.603.4.C"))  # fmt: skip
    counted = sum(each.inside for each in assessment.group)
    if answers["count"].isdigit() and int(answers["count"]) != len(about.case.people):
        words = say(
            "People on the form: {form}; entered here: {people}, in the household income group: {counted}.",
            form=answers["count"], people=len(about.case.people), counted=counted,
        )  # fmt: skip
        found.append(Note("due", words, "20.501.1.G"))
    return (*found, *_open(about, assessment))


def _open(about: About, assessment: Assessment) -> Iterator[Note]:
    """What the application still lacks, and which papers are still to come (20.501, 20.502)."""
    if about.book is None:
        return
    lists = checklists.of(about.case, about.book, assessment)
    lacks = [say_with(fact.label, fact.inputs) for fact in lists.application]
    if lacks:
        yield Note("due", say("The application still lacks: {items}.", items="; ".join(lacks)), "20.501")
    to_come = [_named(about.case, row) for row in lists.papers if not row.settled]
    if to_come:
        yield Note("due", say("Papers still to come: {items}.", items="; ".join(to_come)), "20.502")
    offered = [_named(about.case, row) for row in lists.papers if row.state == "not_demanded"]
    if offered:
        words = say("May be brought, never demanded: {items}.", items="; ".join(offered))
        yield Note("note", words, "20.603.4.C")


def _named(case: Case, row: PaperWanted) -> str:
    person = case.person(row.person)
    words = say_with(row.label, row.inputs) + (f", {person.name or person.id}" if person else "")
    return f"{words} ({say_with(row.why, row.inputs)})" if row.why else words


def _kinds(about: About) -> tuple[Choice, ...]:
    return tuple(Choice(key, words) for key, words in KINDS.items())


PAGE = Page(
    id="papers",
    title=N_("Application and papers"),
    show=show,
    keep=keep,
    notes=notes,
    closed=in_ahcccs,
    doors=fax_door,
    blank=lambda about, key: {"received": about.today, "sheets": 1},
    fields=(
        Field(key="signer", label=N_("Financial application signed by"), kind="pick", choices=people,
              required=True, width="medium", line="signed", cite="20.501.2"),
        Field(key="signed", label=N_("Signed on"), kind="day", required=True, check=not_future,
              line="signed"),
        Field(key="count", label=N_("Household members by the form"), kind="whole", line="signed",
              cite="20.501.1.G"),
        Field(
            key="papers", label=N_("Financial papers"), kind="rows", shape="cards", one=N_("Add a paper"),
            cite="20.502", summary=_summary, headings=(N_("Paper"), N_("Of"), N_("Stands")),
            empty_says=N_("No paper is entered. Add what lies on the desk and what was asked for."),
            columns=(
                Field(key="kind", label=N_("Paper"), kind="pick", choices=_kinds, required=True,
                      width="long", line="kind"),
                Field(key="person", label=N_("Of"), kind="pick", choices=people, width="medium",
                      line="kind"),
                Field(key="received", label=N_("Received on"), kind="day", check=not_future, line="days",
                      help=N_("Empty: not yet")),
                Field(key="requested", label=N_("Asked for on"), kind="day", check=not_future, line="days"),
                Field(key="sheets", label=N_("Sheets"), kind="whole", line="days"),
                Field(key="unavailable", label=N_("The family cannot obtain it"), kind="tick"),
                Field(key="unfit", label=N_("Not what the list asks for, because"), width="full",
                      help=N_("No Schedule C, not signed, an older year"), cite="20.502"),
                Field(key="note", label=N_("Note"), width="full"),
            ),
        ),
    ),
)  # fmt: skip
