"""The Member Payment Responsibility Worksheet: the determination on paper, line by line (20.603.5.1).

It prints the lines that the rules wrote, in the order of steps 1 to 7, in the
three columns Title XIX, Title XXI and State Only. It computes nothing but the
sums of months that are alike; every figure is the determination's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from reportlab.platypus import KeepTogether, Spacer

from crs_intake.documents import worksheet_cells as cells
from crs_intake.documents import worksheet_steps as steps
from crs_intake.documents.facts import Facts
from crs_intake.documents.layout import Begin, Cell, Grid, Look, Row, Rule, SignHere, build, cell
from crs_intake.documents.style import Run, words
from crs_intake.documents.worksheet_cells import HEADS, MARGIN, MONEY, RECEIVED, SECTION, THIN, WIDTH
from crs_intake.domain.calendar import age_on
from crs_intake.domain.decision import COLUMNS, Assessment, BusinessCost, CountedLine, MissingFact, Value
from crs_intake.domain.money import shown
from crs_intake.domain.text import N_
from crs_intake.policy import proofs
from crs_intake.policy.determine import assess
from crs_intake.policy.explain import explain
from crs_intake.policy.rule import Sheet
from crs_intake.words import paragraph, say

RELATIONS = {"aunt_or_uncle": "aunt or uncle", "partner_of_parent": "partner of a parent"}


def make(facts: Facts) -> bytes:
    """The worksheet of the case on that day; raises Missing only for case number and applicant."""
    from crs_intake.documents.catalogue import refuse

    case = facts.case
    refuse(
        [
            *([] if case.number else [N_("Case number")]),
            *([] if case.applicant and case.applicant.name else [N_("Name of the applicant")]),
        ],
        "DOC-33",
    )
    found = facts.assessment or assess(case, facts.book, facts.on)
    return build(
        [Begin("DOC-33 Member Payment Responsibility Worksheet"), *_story(facts, found)],
        Look(
            title="CRS DOC-33 Member Payment Responsibility Worksheet", foot=f"Case {case.number}",
            landscape=True, margin=MARGIN, foot_size=9, top=36, foot_room=48,
        ),
    )  # fmt: skip


def _story(facts: Facts, found: Assessment) -> Iterator[Any]:
    yield words("Member Payment Responsibility Worksheet", "form_title")
    yield _header(facts, found)
    yield from _result(found)
    yield from _plainly(facts, found)
    yield from _missing(found)
    yield from _group(facts, found)
    yield from _income(facts, found)
    yield from steps.deductions(found)
    yield from steps.screening(found)
    yield from steps.further(found)
    yield from steps.against_guideline(facts, found)
    yield from _thresholds(found)
    yield from _notes(found)
    yield from _readings(found)
    yield from _signatures(facts, found)


# The top


def _header(facts: Facts, found: Assessment) -> Grid:
    case = facts.case
    applicant = case.applicant
    applied = proofs.application_date(case, Sheet(facts.book, facts.on))
    interview = facts.last("interview_held")
    born = applicant.born if applicant else None
    rows = [
        [("Applicant", applicant.name if applicant else ""), ("Born", cells.day(born) or "not known"),
         ("Case", case.number)],
        [("Determined for", cells.day(found.on)), ("Date of application", cells.day(applied)),
         ("Interview", cells.day(interview.at.day) if interview else "not held yet")],
    ]  # fmt: skip
    widths = [88, WIDTH / 3 - 88] * 3
    return Grid(
        [
            Row([each for label, value in row for each in (cell(label, "note", heading="Row"), cell(value))])
            for row in rows
        ],
        widths, pad=1.5,
    )  # fmt: skip


def _result(found: Assessment) -> Iterator[Any]:
    yield Rule(WIDTH, before=2, after=4)
    yield words(cells.said(found.payment.sentence, found.payment.inputs), "sentence")
    line = [f"Payment responsibility: {found.payment.cls.replace('_', ' ')} ({found.payment.section}). "]
    if found.provisional:
        line.append("Provisional: proof of age, citizenship or residency is pending.")
    yield words(line, "note")
    tests = [("Age", found.age), ("Citizenship", found.citizenship), ("Residency", found.residency)]
    yield words(
        "   ".join(f"{name}: {each.state.replace('_', ' ')} ({each.section})." for name, each in tests),
        "note",
    )


def _missing(found: Assessment) -> Iterator[Any]:
    if not found.missing:
        return
    yield from cells.heading("Still to be answered")
    for each in found.missing:
        yield words(f"– {cells.said(each.label, each.inputs)} ({each.section})", "cell")


def _plainly(facts: Facts, found: Assessment) -> Iterator[Any]:
    """The paragraph that is read to the family, in English and in the family's own language."""
    told = explain(found, facts.case)
    yield from cells.heading("In plain words, for the family")
    for language in dict.fromkeys(("en", facts.case.language)):
        yield words(paragraph(told, lang=language), "cell")
        yield Spacer(1, 3)


# The group


def _group(facts: Facts, found: Assessment) -> Iterator[Any]:
    if not found.group:
        return
    size = sum(member.inside for member in found.group)
    yield words(
        f"Household income group (20.603.1): {size} {'person' if size == 1 else 'people'}", "form_heading"
    )
    widths = [160, 96, 96, 62, WIDTH - 160 - 96 - 96 - 62 - SECTION, SECTION]
    heads = cells.heads("Person", "Relation", "Born", "Counts", "Reason", "Section")
    rows = [heads]
    for member in found.group:
        person = facts.case.person(member.person)
        born = person.born if person else None
        age = f", age {age_on(born, found.on)}" if born and born <= found.on else ""
        relation = person.relation if person else "not listed"
        name = person.name if person else ""
        rows.append(
            Row([
                cell(person.name if person and person.name else member.person, heading="Row"),
                cell(RELATIONS.get(relation, relation.replace("_", " "))),
                cell(f"{cells.short(born)}{age}" if born else "not known"),
                cell("yes" if member.inside else "no", "cell_bold" if member.inside else "cell"),
                cell(cells.said(member.reason, {"name": name, **member.inputs}), "note"),
                cell(member.section, "note"),
            ], THIN)
        )  # fmt: skip
    yield Grid(rows, widths, heads=1, pad=2)


# Steps 1 to 3


def _income(facts: Facts, found: Assessment) -> Iterator[Any]:
    yield from cells.heading("Steps 1 to 3: income of the group for a year (20.603.2, 20.603.3, 20.603.5)")
    asked = frozenset(each.key for each in found.missing)
    rows = [cells.heads("Income", "Received a year", *HEADS, "Section")]
    for earned, title in ((True, "Earned income"), (False, "Unearned income")):
        lines = [line for line in found.income if line.earned == earned]
        rows += [_income_row(facts, line, asked) for line in lines]
        rows.append(
            cells.total(
                title, found, lambda c, earned=earned: c.earned if earned else c.unearned, "20.603.5.1"
            )
        )
    rows.append(cells.total("Total income (step 1)", found, lambda c: c.gross, "20.603.5.1", rule=0.75))
    yield Grid(
        rows, [WIDTH - RECEIVED - 3 * MONEY - SECTION, RECEIVED, *[MONEY] * 3, SECTION], heads=1, pad=2
    )


def _income_row(facts: Facts, line: CountedLine, asked: frozenset[str]) -> Row:
    person = facts.case.person(line.person)
    source = next((i.source for i in facts.case.income if i.id == line.id), "")
    name = person.name if person and person.name else line.person
    head: list[str | Run] = [
        Run(name, bold=True),
        ", ",
        cells.said(line.label, line.inputs),
        *([f", {source}"] if source else []),
    ]
    told = [words(head, "cell")]
    if line.arithmetic:
        told.append(words(line.arithmetic, "cell"))
    if line.reason:
        told.append(words(cells.said(line.reason, line.inputs), "note"))
    told += [words(_struck(each, line.inputs), "note") for each in line.struck]
    told += [words(cells.said(each, line.inputs), "note") for each in line.hints]
    told += [words(_expense(each), "note") for each in line.expenses]
    told += [words(_open(each, asked), "note") for each in line.missing]
    counted = [cells.money(line.counted.get(name, Fraction(0))) if line.inside else "–" for name in COLUMNS]
    return Row(
        [Cell(tuple(told), heading="Row"), cell(cells.money(line.annual), "figure"),
         *(cell(figure, "figure") for figure in counted), cell(line.section, "note")], THIN,
    )  # fmt: skip


def _struck(payment: tuple[date, Fraction, str], inputs: Mapping[str, Value]) -> list[str | Run]:
    day, amount, reason = payment
    return [
        "Left out: ",
        Run(f"{cells.short(day)}  {shown(amount)}", struck=True),
        f"  {cells.said(reason, inputs)}",
    ]


def _open(fact: MissingFact, asked: frozenset[str]) -> str:
    said = cells.said(fact.label, fact.inputs)
    if fact.key in asked:
        return f"Still to be answered: {said}"
    return f"Not told, and it cannot change the answer: {said}"


def _expense(cost: BusinessCost) -> str:
    taken = "taken off" if cost.deducted else "not taken off"
    return f"{cells.said(cost.label, {})}: {shown(cost.amount)}, {taken} ({cost.section})"


# The foot


def _thresholds(found: Assessment) -> Iterator[Any]:
    if found.thresholds:
        yield from cells.heading("The nearest limits")
        for each in found.thresholds:
            yield words(f"– {cells.said(each.label, each.inputs)} ({each.section})", "cell")


def _notes(found: Assessment) -> Iterator[Any]:
    of_income = {each.id for each in found.income}  # their hints stand under the income itself
    notes = [line for line in found.notes if not line.subject or line.subject not in of_income]
    if notes:
        yield from cells.heading("Rights, duties and hints")
        for line in notes:
            told = ": ".join(part for part in (cells.label(line), cells.reason(line)) if part)
            yield words(f"– {told} ({line.section})", "cell")


def _readings(found: Assessment) -> Iterator[Any]:
    if found.readings:
        yield from cells.heading("Readings of open points that took part")
        yield words(
            "; ".join(f"{each.setting} = {each.value} ({each.ambiguity})" for each in found.readings) + ".",
            "note",
        )


def _signatures(facts: Facts, found: Assessment) -> Iterator[Any]:
    story: list[Any] = []
    if found.agreements:
        story.append(words("Agreements", "form_heading"))
    for due in found.agreements:
        names = [p.name for id in due.signers if (p := facts.case.person(id)) is not None]
        signed = f"signed {cells.short(due.signed)}" if due.signed else "not signed yet"
        who = f"; may be signed by {' or '.join(names)}" if names else ""
        story.append(words(f"– {say(due.name, lang='en')} ({due.section}): {signed}{who}", "cell"))
    by = f"Interviewer: {facts.person}" if facts.person else "Interviewer"
    story += [Spacer(1, 4), SignHere(words(by, "note"), words("Date", "note"), 420, room=22)]
    yield KeepTogether(story)
