"""Worksheet: premiums and medical bills, State Only's extra deductions (20.602.10, 20.603.4.B).

Closed, with the reason, while a referral to Title XIX or XXI is open; what
was typed stays and counts again as soon as they open.
"""

from __future__ import annotations

from dataclasses import replace

from crs_intake.domain.case import Case
from crs_intake.domain.income import MedicalBill, Premium
from crs_intake.domain.money import Money
from crs_intake.domain.text import N_
from crs_intake.words import say, say_with
from ui.forms.care import line_words
from ui.forms.common import FREQUENCIES, by_given_name, known, listed, not_future, or_none, text
from ui.forms.details import in_ahcccs
from ui.forms.form import About, Answers, Field, Note, Page, Values


def show(case: Case) -> Values:
    """Premiums and bills as entered."""
    return {
        "insured": case.coverage.insured,
        "premiums": tuple(
            {"id": each.id, "amount": each.amount, "frequency": each.frequency, "first": each.first,
             "last": each.last, "payer": or_none(each.payer), "company": or_none(each.company)}
            for each in case.premiums
        ),
        "bills": tuple(
            {"id": each.id, "person": each.person, "incurred": each.incurred, "amount": each.amount,
             "paid": each.paid, "third_party": each.third_party or None, "note": or_none(each.note)}
            for each in case.bills
        ),
    }  # fmt: skip


def keep(case: Case, values: Values) -> Case:
    """Into the case; a row that lacks its amount or day waits in the draft."""
    return replace(
        case,
        coverage=replace(case.coverage, insured=known(values["insured"])),
        premiums=tuple(
            Premium(id=text(row["id"]), amount=row["amount"], frequency=row["frequency"] or "monthly",
                    first=row["first"], last=row["last"], payer=text(row["payer"]),
                    company=text(row["company"]))
            for row in values["premiums"]
            if row["amount"] is not None and row["first"] is not None
        ),
        bills=tuple(
            MedicalBill(id=text(row["id"]), person=row["person"], incurred=row["incurred"],
                        amount=row["amount"], paid=row["paid"], third_party=row["third_party"] or Money(0),
                        note=text(row["note"]))
            for row in values["bills"]
            if row["person"] and row["amount"] is not None
        ),
    )  # fmt: skip


def closed(about: About) -> str:
    """The reason while a referral is open, or why a member of AHCCCS is not asked at all."""
    if reason := in_ahcccs(about):
        return reason
    assessment = about.assess()
    if assessment is None or assessment.extra_deductions_open or not assessment.screening.potential:
        return ""
    found = say_with(assessment.screening.sentence, assessment.screening.inputs)
    rest = say("Premiums and bills are not used while that is open; what is typed is kept.")
    return f"{found} {rest}"


def notes(about: About, answers: Answers) -> tuple[Note, ...]:
    """Each premium and bill: counted or not, and why."""
    assessment = about.assess()
    if assessment is None:
        return ()
    return tuple(
        Note("note", line_words(each), each.section)
        for each in assessment.lines
        if each.group == "extra_deductions"
    )


PAGE = Page(
    id="costs",
    title=N_("Premiums and medical bills"),
    show=show,
    keep=keep,
    notes=notes,
    closed=closed,
    closes=("premiums", "bills"),
    blank=lambda about, key: {"frequency": "monthly"} if key == "premiums" else {},
    fields=(
        Field(key="insured", label=N_("Covered by other health insurance now?"), kind="yes_no",
              cite="20.602.3.B.1"),
        Field(
            key="premiums", label=N_("Health insurance premiums"), kind="rows", one=N_("Add a premium"),
            cite="20.603.4.B.1", help=N_("Last day empty: still paid"),
            columns=(
                Field(key="id", label="premium-", kind="id"),
                Field(key="amount", label=N_("Amount"), kind="money", required=True),
                Field(key="frequency", label=N_("How often"), kind="pick", choices=FREQUENCIES),
                Field(key="first", label=N_("First paid"), kind="day", required=True, check=not_future),
                Field(key="last", label=N_("Last paid"), kind="day"),
                Field(key="payer", label=N_("Paid by"), kind="pick", choices=by_given_name, aside=True),
                Field(key="company", label=N_("Company"), width="medium", aside=True),
            ),
        ),
        Field(
            key="bills", label=N_("Medical and dental bills"), kind="rows", one=N_("Add a bill"),
            cite="20.603.4.B.2", help=N_("Paid on: empty while it is unpaid"),
            columns=(
                Field(key="id", label="bill-", kind="id"),
                Field(key="person", label=N_("Of"), kind="pick", choices=by_given_name, required=True,
                      warn=listed),
                Field(key="incurred", label=N_("Day of the bill"), kind="day", check=not_future),
                Field(key="amount", label=N_("Amount"), kind="money", required=True),
                Field(key="paid", label=N_("Paid on"), kind="day", check=not_future),
                Field(key="third_party", label=N_("Insurer's part"), kind="money"),
                Field(key="note", label=N_("Note"), width="medium", aside=True),
            ),
        ),
    ),
)  # fmt: skip
