"""Worksheet: child care and the care of an incapacitated adult, month by month (20.603.4.A.1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from crs_intake.domain.calendar import add_months, first_of_month
from crs_intake.domain.case import Case
from crs_intake.domain.income import Care, CareMonth
from crs_intake.domain.money import shown
from crs_intake.domain.text import N_
from crs_intake.words import say, say_with
from ui.forms.common import known, listed, or_none, people, text
from ui.forms.details import in_ahcccs
from ui.forms.form import About, Choice, Field, Form, Note, Page, Values
from ui.forms.sheet import months


def show(case: Case) -> Values:
    """Care of each person."""
    return {
        "expects": case.expects_earnings,
        "care": tuple(
            {
                "id": each.id, "person": each.person, "provider": or_none(each.provider),
                "unpaid": each.unpaid, "earner": or_none(each.earner),
                "months": tuple({"month": m.month.replace(day=1), "paid": m.paid}
                                for m in sorted(each.months, key=lambda m: m.month)),
            }
            for each in case.care
        ),
    }  # fmt: skip


def keep(case: Case, values: Values) -> Case:
    """Care into the case; months without an amount are left out."""
    return replace(
        case,
        expects_earnings=known(values["expects"]),
        care=tuple(_read(case, row) for row in values["care"] if row["person"]),
    )


def _read(case: Case, row: Values) -> Care:
    return Care(
        id=text(row["id"]), person=row["person"], provider=text(row["provider"]), unpaid=bool(row["unpaid"]),
        earner=text(row["earner"]),
        months=tuple(CareMonth(month=each["month"], paid=each["paid"])
                     for each in row["months"] if each["paid"] is not None),
    )  # fmt: skip


def months_of(today: date) -> tuple[date, ...]:
    """The twelve months that end with this one (AMB-145)."""
    last = first_of_month(today)
    return tuple(add_months(last, -back) for back in range(11, -1, -1))


def prepare(form: Form) -> None:
    """Every line of care shows the twelve months, filled in or not."""
    for row in form.rows("care"):
        there = {each.look("month")[0]: each for each in row.rows("months")}
        wanted = sorted({*months_of(form.about.today), *(month for month in there if month)})
        table = row.rows("months")
        table[:] = [there[month] if month in there else row.add_row("months", {"month": month})
                    for month in wanted]  # fmt: skip


def _earners(about: About) -> tuple[Choice, ...]:
    earning = {line.person for line in about.case.income}
    return tuple(each for each in people(about) if each.value in earning)


def _summary(row: Form) -> tuple[str, ...]:
    person = row.about.case.person(row.text("person"))
    amounts = [each.look("paid")[0] for each in row.rows("months")]
    paid = sum(int(each) for each in amounts if each)
    return (
        person.name if person else say("(nobody chosen)"),
        row.text("provider"),
        f"{paid // 100:,}.{paid % 100:02d}",
    )


def remarks(row: Form) -> tuple[Note, ...]:
    """What is allowed for this person, with the months and caps."""
    assessment = row.about.assess()
    if assessment is None:
        return ()
    ids = {row.text("id"), row.text("person")}
    found = [each for each in assessment.lines if each.group == "deductions" and each.subject in ids
             and each.section.startswith("20.603.4.A.1")]  # fmt: skip
    return tuple(Note("note", words, found[0].section) for words in months(found))


def line_words(line: Any) -> str:
    """A line of the determination in words, with its result."""
    said = say_with(line.label, {**line.numbers, **line.inputs})
    reason = say_with(line.reason, {**line.numbers, **line.inputs}) if line.reason else ""
    result = shown(line.result) if not isinstance(line.result, str | bool | date | None) else ""
    return " ".join(
        part for part in (f"{said}:" if result else said, result, reason and f"({reason})") if part
    )


PAGE = Page(
    id="care",
    title=N_("Child care"),
    intro=N_("Care of a child, or of an incapacitated adult, so that somebody can work."),
    show=show,
    keep=keep,
    closed=in_ahcccs,
    prepare=prepare,
    fields=(
        Field(key="expects", label=N_("Does the family expect earnings for the next 12 months?"),
              kind="yes_no", cite="20.603.4.A.1"),
        Field(
            key="care", label=N_("Care"), kind="rows", shape="cards", one=N_("Add care"), summary=_summary,
            remarks=remarks, cite="20.603.4.A.1", figures=(2,),
            headings=(N_("Of"), N_("Paid to"), N_("Paid")),
            empty_says=N_("No care is entered. Without costs for care go on."),
            columns=(
                Field(key="id", label="care-", kind="id"),
                Field(key="person", label=N_("Care of"), kind="pick", choices=people, required=True,
                      width="medium", line="who", warn=listed),
                Field(key="provider", label=N_("Sitter, day care or provider"), width="medium", line="who"),
                Field(key="unpaid", label=N_("Nobody is paid for it"), kind="tick", line="earner"),
                Field(key="earner", label=N_("Needed for the work of"), kind="pick", choices=_earners,
                      width="medium", line="earner", cite="20.603.4.A.1.a",
                      help=N_("Empty: the earner with fewer hours")),
                Field(
                    key="months", label=N_("Paid in each month"), kind="rows", fixed=True,
                    help=N_("Amount, Enter. Ctrl+D repeats the amount above."),
                    columns=(
                        Field(key="month", label=N_("Month"), kind="month"),
                        Field(key="paid", label=N_("Paid"), kind="money"),
                    ),
                ),
            ),
        ),
    ),
)  # fmt: skip
