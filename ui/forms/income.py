"""Worksheet: income, one line per source and person (20.603.2, 20.603.3).

The kind asks only what its rule needs. Stubs are typed day, Enter, amount,
Enter; what each programme counts stands beneath the line at once.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from crs_intake.domain.case import Case
from crs_intake.domain.decision import CountedLine
from crs_intake.domain.income import Business, BusinessExpense, Income, Payment
from crs_intake.domain.money import shown
from crs_intake.domain.text import N_
from crs_intake.policy.income import registry
from crs_intake.words import say, say_with
from ui.forms.common import known, listed, not_future, or_none, people, text
from ui.forms.details import in_ahcccs
from ui.forms.form import About, Answers, Choice, Field, Form, Kind, Note, Page, Values
from ui.forms.income_asks import (
    AFTER,
    CHOICES,
    FIRST,
    SELDOM,
    a_business,
    business_year,
    needs,
    single_payments,
    when,
)
from ui.forms.sheet import worked_out

_PLAIN: dict[str, Kind] = {**FIRST, "amount": "money", **AFTER, **SELDOM}
"""Facts of an income line that one question answers each."""
_TEXTS = ("for_child", "contributor", "note")
_TICKS = tuple(key for key, kind in _PLAIN.items() if kind == "tick")


def show(case: Case) -> Values:
    """Every line as entered."""
    return {"none": case.no_income_stated, "income": tuple(_show(each) for each in case.income)}


def _show(line: Income) -> Values:
    business = line.business or Business()
    facts = {key: getattr(line, key) for key in _PLAIN}
    return {
        **{key: or_none(value) if key in _TEXTS else value for key, value in facts.items()},
        "id": line.id, "person": line.person, "kind": _name(line.kind), "source": or_none(line.source),
        "payments": tuple(
            {"day": each.day, "amount": each.amount, "mailed": each.mailed, "remark": or_none(each.note)}
            for each in line.payments
        ),
        "has_business": line.business is not None,
        "since": business.since, "year": business.year,
        "receipts": business.receipts,
        "expenses": tuple(
            {"cost": each.kind, "spent": each.amount, "declared": each.declared_on_tax_return,
             "remark": or_none(each.note)}
            for each in business.expenses
        ),
        "unverified": line.unverified,
    }  # fmt: skip


def _name(given: str) -> str:
    kinds = registry.kinds()
    return given if given in kinds or not given else registry.kind(given).name


def keep(case: Case, values: Values) -> Case:
    """The lines into the case; a line without person or kind waits in the draft."""
    lines = tuple(
        _read(next((old for old in case.income if old.id and old.id == row["id"]), None), row)
        for row in values["income"]
        if row["person"] and row["kind"]
    )
    return replace(case, no_income_stated=known(values["none"]), income=lines)


def _read(old: Income | None, row: Values) -> Income:
    facts: dict[str, Any] = {key: known(row[key]) for key in _PLAIN}
    facts |= {key: text(facts[key]) for key in _TEXTS} | {key: bool(facts[key]) for key in _TICKS}
    kind = old.kind if old is not None and _name(old.kind) == row["kind"] else row["kind"]
    return Income(
        **facts, id=text(row["id"]), person=row["person"], kind=kind, source=text(row["source"]),
        payments=tuple(
            Payment(day=each["day"], amount=each["amount"], mailed=each["mailed"], note=text(each["remark"]))
            for each in row["payments"]
            if each["day"] is not None and each["amount"] is not None
        ),
        business=_business(old.business if old is not None else None, row),
        unverified=bool(row["unverified"]),
    )  # fmt: skip


def _business(old: Business | None, row: Values) -> Business | None:
    made = Business(
        since=row["since"], year=row["year"], receipts=row["receipts"], months=old.months if old else None,
        expenses=tuple(
            BusinessExpense(kind=each["cost"], amount=each["spent"], note=text(each["remark"]),
                            declared_on_tax_return=bool(each["declared"]))
            for each in row["expenses"]
            if each["cost"] and each["spent"] is not None
        ),
    )  # fmt: skip
    return made if made != Business() or row["has_business"] else None


# -- a line on the page ----------------------------------------------------------------------


def _usually(name: str) -> Answers:
    kind = registry.kinds().get(name)
    if kind is None or "frequency" not in kind.questions or "business" in kind.needs:
        return {}
    return {"frequency": kind.usually}


def _kinds(about: About) -> tuple[Choice, ...]:
    usual = ("wages", "self_employment", "child_support", "social_security", "ssi", "unemployment_insurance",
             "tanf")  # fmt: skip
    kinds = registry.kinds()
    first = [name for name in usual if name in kinds]
    return tuple(Choice(name, kinds[name].label) for name in (*first, *(n for n in kinds if n not in first)))


def _costs(about: About) -> tuple[Choice, ...]:
    return tuple(Choice(name, each.label) for name, each in registry.expenses().items())


def _year(value: Any, about: About) -> str:
    if 1990 <= value <= about.today.year:
        return ""
    return say("Type the calendar year of the figures, for example {year}", year=str(about.today.year - 1))


def ownerless(case: Case) -> str:
    """A sentence for income of somebody who was taken off the list: nothing can be worked out before."""
    for line in case.income:
        if case.person(line.person) is None:
            kind = registry.kinds().get(_name(line.kind))
            what = " · ".join(part for part in (say(kind.label) if kind else "", line.source) if part)
            return say("{what}: the person is no longer on the list of people. On the page 'Income' choose "
                       "somebody, or take the line out.", what=what)  # fmt: skip
    return ""


def line_of(row: Form) -> CountedLine | None:
    """How today's assessment counts the line of a row."""
    assessment = row.about.assess()
    if assessment is None:
        return None
    return next((each for each in assessment.income if each.id == row.text("id")), None)


def _summary(row: Form) -> tuple[str, ...]:
    person = row.about.case.person(row.text("person"))
    kind = registry.kinds().get(row.text("kind"))
    line = line_of(row)
    year = shown(line.annual) if line is not None and not line.missing else ""
    return (person.name if person else "", say(kind.label) if kind else say("(kind not chosen)"),
            row.text("source"), year)  # fmt: skip


def remarks(row: Form) -> tuple[Note, ...]:
    """The rule in plain words, the arithmetic, the stubs left out, and what is still needed."""
    kind = registry.kinds().get(row.text("kind"))
    if kind is None:
        return ()
    found = [Note("note", say(kind.says), kind.section)]
    line = line_of(row)
    if line is None:
        return tuple(found)
    found += [Note("due", say_with(each.label, each.inputs), each.section) for each in line.missing]
    if not line.missing:
        year = say("{sum} a year", sum=worked_out(line))
        counts = say(
            "counts XIX {xix}, XXI {xxi}, State Only {state_only}",
            xix=line.counted["xix"],
            xxi=line.counted["xxi"],
            state_only=line.counted["state_only"],
        )
        found.append(Note("good", f"{year}; {counts}" if line.arithmetic else counts, line.section))
    found += [Note("note", say_with(hint, line.inputs), line.section) for hint in line.hints]
    found += [
        Note("due", say("{day}, {amount} is left out: {reason}", day=day, amount=amount,
                        reason=say_with(reason, line.inputs)), line.section)
        for day, amount, reason in line.struck
    ]  # fmt: skip
    return tuple(found)


def _question(key: str, kind: Kind, line: str = "", section: str = "") -> Field:
    wide = {"note": "full", "frequency": "medium"}.get(key)
    return Field(
        key=key, label=registry.question(key), kind=kind, choices=CHOICES.get(key, ()),
        when=when(key), required=needs(key), width=wide,  # type: ignore[arg-type]
        check=_began if key in ("begun", "first_payment") else None, line=line, section=section,
    )  # fmt: skip


def _began(value: Any, about: About) -> str:
    return not_future(value, about)


_LINES = {"begun": "since", "first_payment": "since", "ended": "since"}


def _mailed(row: Answers) -> bool:
    return row["kind"] == "unemployment_insurance" and row["direct_deposit"] != "yes"


PAGE = Page(
    id="income",
    title=N_("Income"),
    show=show,
    keep=keep,
    closed=in_ahcccs,
    fields=(
        Field(
            key="income", label=N_("Income of the household"), kind="rows", shape="cards",
            one=N_("Add income"), cite="20.603.2", summary=_summary, remarks=remarks,
            headings=(N_("Person"), N_("Kind"), N_("From"), N_("A year")), figures=(3,),
            empty_says=N_("No income is entered. Add each source of each person."),
            columns=(
                Field(key="id", label="income-", kind="id"),
                Field(key="person", label=N_("Person"), kind="pick", choices=people, required=True,
                      width="medium", line="who", warn=listed),
                Field(key="kind", label=N_("Kind of income"), kind="pick", choices=_kinds, required=True,
                      width="long", line="who", sets=_usually),
                Field(key="source", label=N_("Employer or payer"), width="long"),
                *(_question(key, kind) for key, kind in FIRST.items()),
                _question("amount", "money"),
                Field(
                    key="payments", label=N_("What was received"), kind="rows", when=single_payments,
                    one=N_("Add a payment"), help=N_("Day, Enter, gross amount, Enter"), cite="20.603.5.2",
                    columns=(
                        Field(key="day", label=N_("Day"), kind="day", required=True),
                        Field(key="amount", label=N_("Gross amount"), kind="money", required=True),
                        Field(key="mailed", label=N_("Mailed on"), kind="day", when=_mailed),
                        Field(key="remark", label=N_("Note"), width="medium", aside=True),
                    ),
                ),
                Field(key="has_business", label="", kind="tick", when=lambda row: False),
                Field(key="since", label=N_("In business since"), kind="day", when=business_year,
                      check=not_future, line="business", cite="20.603.5.3"),
                Field(key="year", label=N_("Calendar year of the figures"), kind="whole", check=_year,
                      when=business_year, line="business", width="short"),
                Field(key="receipts", label=N_("Gross business receipts"), kind="money",
                      required=lambda row, about: a_business(row),
                      when=business_year, line="business", cite="20.603.3.13.a"),
                Field(
                    key="expenses", label=N_("Business costs"), kind="rows", when=business_year,
                    one=N_("Add a cost"), cite="20.603.3.13.b",
                    columns=(
                        Field(key="cost", label=N_("Cost"), kind="pick", choices=_costs, required=True,
                              width="long"),
                        Field(key="spent", label=N_("Amount"), kind="money", required=True),
                        Field(key="declared", label=N_("On the tax return"), kind="tick",
                              when=lambda row: row["cost"] == "depreciation"),
                        Field(key="remark", label=N_("Note"), width="medium", aside=True),
                    ),
                ),
                *(_question(key, kind, line=_LINES.get(key, "")) for key, kind in AFTER.items()),
                *(_question(key, kind, section=N_("If it applies")) for key, kind in SELDOM.items()),
                Field(key="unverified", label=N_("On the family's word; no paper seen yet"), kind="tick",
                      section=N_("If it applies")),
            ),
        ),
        Field(key="none", label=N_("Does the family state that nobody has any income?"), kind="yes_no",
              when=lambda answers: not answers["income"], cite="20.603.5.1"),
    ),
)  # fmt: skip
