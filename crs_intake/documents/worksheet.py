"""The Member Payment Responsibility Worksheet: the determination on paper, line by line (20.603.5.1).

It prints the lines that the rules wrote, in the order of steps 1 to 7, in the
three columns Title XIX, Title XXI and State Only. It computes nothing but the
sums of months that are alike; every figure is the determination's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from babel.dates import format_date
from reportlab.platypus import CondPageBreak, KeepTogether, Spacer

from crs_intake.documents.facts import Facts, day_in
from crs_intake.documents.layout import Begin, Cell, Grid, Look, Row, Rule, SignHere, build, cell
from crs_intake.documents.style import PAGE, Content, Run, words
from crs_intake.domain.calendar import age_on
from crs_intake.domain.decision import COLUMNS, Assessment, Column, ColumnName, CountedLine, Line, Value
from crs_intake.domain.money import shown
from crs_intake.domain.text import N_
from crs_intake.policy import proofs
from crs_intake.policy.determine import assess
from crs_intake.policy.rule import Sheet
from crs_intake.words import say, say_with

MARGIN = 42.0
WIDTH = PAGE[1] - 2 * MARGIN
THIN = 0.4
MONEY = 76.0
RECEIVED = 92.0
SECTION = 92.0
HEADS = ("Title XIX", "Title XXI", "State Only")
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
    yield from _missing(found)
    yield from _group(facts, found)
    yield from _income(facts, found)
    yield from _deductions(found)
    yield from _screening(found)
    yield from _extra(found)
    yield from _against_guideline(facts, found)
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
        [("Applicant", applicant.name if applicant else ""), ("Born", _day(born) or "not known"),
         ("Case", case.number)],
        [("Determined for", _day(found.on)), ("Date of application", _day(applied)),
         ("Interview", _day(interview.at.day) if interview else "not held yet")],
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
    yield words(said(found.payment.sentence, found.payment.inputs), "sentence")
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
    yield from _heading("Still to be answered")
    for each in found.missing:
        yield words(f"– {said(each.label, each.inputs)} ({each.section})", "cell")


# The group


def _group(facts: Facts, found: Assessment) -> Iterator[Any]:
    if not found.group:
        return
    size = sum(member.inside for member in found.group)
    yield words(
        f"Household income group (20.603.1): {size} {'person' if size == 1 else 'people'}", "form_heading"
    )
    widths = [160, 96, 96, 62, WIDTH - 160 - 96 - 96 - 62 - SECTION, SECTION]
    heads = _heads("Person", "Relation", "Born", "Counts", "Reason", "Section")
    rows = [heads]
    for member in found.group:
        person = facts.case.person(member.person)
        born = person.born if person else None
        age = f", age {age_on(born, found.on)}" if born and born <= found.on else ""
        relation = person.relation if person else "not listed"
        rows.append(
            Row([
                cell(person.name if person and person.name else member.person, heading="Row"),
                cell(RELATIONS.get(relation, relation.replace("_", " "))),
                cell(f"{_short(born)}{age}" if born else "not known"),
                cell("yes" if member.inside else "no", "cell_bold" if member.inside else "cell"),
                cell(said(member.reason, {"name": person.name if person else "", **member.inputs}), "note"),
                cell(member.section, "note"),
            ], THIN)
        )  # fmt: skip
    yield Grid(rows, widths, heads=1, pad=2)


# Steps 1 to 3


def _income(facts: Facts, found: Assessment) -> Iterator[Any]:
    yield from _heading("Steps 1 to 3: income of the group for a year (20.603.2, 20.603.3, 20.603.5)")
    rows = [_heads("Income", "Received a year", *HEADS, "Section")]
    for earned, title in ((True, "Earned income"), (False, "Unearned income")):
        lines = [line for line in found.income if line.earned == earned]
        rows += [_income_row(facts, line) for line in lines]
        rows.append(
            _total(title, found, lambda c, earned=earned: c.earned if earned else c.unearned, "20.603.5.1")
        )
    rows.append(_total("Total income (step 1)", found, lambda c: c.gross, "20.603.5.1", rule=0.75))
    yield Grid(
        rows, [WIDTH - RECEIVED - 3 * MONEY - SECTION, RECEIVED, *[MONEY] * 3, SECTION], heads=1, pad=2
    )


def _income_row(facts: Facts, line: CountedLine) -> Row:
    person = facts.case.person(line.person)
    source = next((i.source for i in facts.case.income if i.id == line.id), "")
    name = person.name if person and person.name else line.person
    head: list[str | Run] = [
        Run(name, bold=True),
        ", ",
        said(line.label, line.inputs),
        *([f", {source}"] if source else []),
    ]
    told = [words(head, "cell")]
    if line.arithmetic:
        told.append(words(line.arithmetic, "cell"))
    if line.reason:
        told.append(words(said(line.reason, line.inputs), "note"))
    told += [words(_struck(each, line.inputs), "note") for each in line.struck]
    told += [words(f"Still to be answered: {said(m.label, m.inputs)}", "note") for m in line.missing]
    counted = [_money(line.counted.get(name, Fraction(0))) if line.inside else "–" for name in COLUMNS]
    return Row(
        [Cell(tuple(told), heading="Row"), cell(_money(line.annual), "figure"),
         *(cell(figure, "figure") for figure in counted), cell(line.section, "note")], THIN,
    )  # fmt: skip


def _struck(payment: tuple[date, Fraction, str], inputs: Mapping[str, Value]) -> list[str | Run]:
    day, amount, reason = payment
    return ["Left out: ", Run(f"{_short(day)}  {shown(amount)}", struck=True), f"  {said(reason, inputs)}"]


# Steps 4 and 5


@dataclass(slots=True)
class Item:
    """One row of deductions: lines that differ by column, or months that are alike."""

    line: Line
    amounts: dict[str, Fraction] = field(default_factory=dict)
    months: list[date] = field(default_factory=list)


def _items(lines: Iterable[Line]) -> list[Item]:
    items: list[Item] = []
    for line in lines:
        same = next((i for i in reversed(items) if _same(i, line)), None)
        if same is None:
            items.append(same := Item(line))
        month = line.inputs.get("month")
        if isinstance(month, date) and month not in same.months:
            same.months.append(month)
        for name in COLUMNS if not line.column else (line.column,):
            same.amounts[name] = same.amounts.get(name, Fraction(0)) + _amount(line.result)
    return items


def _same(item: Item, line: Line) -> bool:
    first = item.line
    if (first.label, first.subject, first.section, first.reason) != (
        line.label, line.subject, line.section, line.reason,
    ):  # fmt: skip
        return False
    month = line.inputs.get("month")
    if (
        isinstance(month, date)
        and _other(first.inputs) == _other(line.inputs)
        and first.numbers == line.numbers
    ):
        return first.result == line.result
    return first.inputs == line.inputs and line.column != "" and line.column not in item.amounts


def _other(inputs: Mapping[str, Value]) -> dict[str, Value]:
    return {name: value for name, value in inputs.items() if name != "month"}


def _deductions(found: Assessment) -> Iterator[Any]:
    yield from _heading("Step 4: deductions of the past 12 months (20.603.4.A, 20.603.5.4)")
    rows = [_heads("Deduction", *HEADS, "Section")]
    amounts = [line for line in found.lines if line.group == "deductions" and _is_amount(line.result)]
    rows += [_item_row(item, COLUMNS) for item in _items(amounts)]
    rows += [
        _total(label, found, figure, section, extra=False, rule=rule)
        for label, figure, section, rule in (
            ("Deductions (step 4)", lambda c: c.deductions, "20.603.5.4", THIN),
            ("Adjusted gross income (step 5)", lambda c: c.agi_before_extra, "20.603.5.5", THIN),
            ("A month (÷ 12), held against the AHCCCS chart", _monthly, "20.602.3.B", 0.75),
        )
    ]
    yield Grid(rows, [WIDTH - 3 * MONEY - SECTION, *[MONEY] * 3, SECTION], heads=1, pad=2)
    for line in found.lines:
        if line.group == "deductions" and not _is_amount(line.result):
            yield words(f"{_label(line)}: {_answer(line.result)} ({line.section})", "note")
    if found.ask_deduction_proof:
        yield words("Proof of the deductions may be asked for (20.603.4.C).", "note")


def _monthly(column: Column) -> Fraction:
    return column.agi_before_extra / 12  # step 5, before the further deductions


def _item_row(item: Item, columns: Sequence[ColumnName]) -> Row:
    line = item.line
    inputs = dict(line.inputs)
    if item.months:
        inputs["month"] = _months(item.months)
    label = say_with(line.label, _blanks(inputs, line.numbers), lang="en")
    if (count := len(item.months)) > 1:
        label += f"; {count} × {shown(_amount(line.result))}"
    told = [words(label, "cell")]
    if line.reason:
        told.append(words(say_with(line.reason, _blanks(inputs, line.numbers), lang="en"), "note"))
    return Row(
        [Cell(tuple(told), heading="Row"),
         *(cell(_money(item.amounts[name]) if name in item.amounts else "–", "figure") for name in columns),
         cell(line.section, "note")], THIN,
    )  # fmt: skip


def _months(months: Sequence[date]) -> str:
    first, last = min(months), max(months)
    named = [str(format_date(day, "MMM y", locale="en_US")) for day in (first, last)]
    if first == last:
        return named[0]
    whole = (last.year - first.year) * 12 + last.month - first.month + 1 == len(months)
    return f"{named[0]} to {named[1]}" if whole else ", ".join(_months([month]) for month in sorted(months))


# Screening, steps 6 and 7


def _screening(found: Assessment) -> Iterator[Any]:
    chart = found.screening.chart_effective_from
    since = f", chart in force from {_short(chart)}" if chart else ""
    yield from _heading(f"Against the AHCCCS Eligibility Requirements chart (20.602.3.B){since}")
    lines = [line for line in found.lines if line.group == "screening"]
    if lines:
        rows = [_heads("Row of the chart", "Result", "Section")]
        rows += [
            Row([Cell((words(_label(line), "cell"),), heading="Row"),
                 cell(_reason(line) or _answer(line.result), "cell"), cell(line.section, "note")], THIN)
            for line in lines
        ]  # fmt: skip
        yield Grid(rows, [WIDTH - 230 - SECTION, 230, SECTION], heads=1, pad=2)
    screened = found.screening
    if screened.sentence:
        yield words(said(screened.sentence, screened.inputs), "cell")
    potential = [
        {"xix": "Title XIX", "xxi": "Title XXI", "altcs": "ALTCS"}[each] for each in screened.potential
    ]
    refer = f" Refer to: {screened.refer_to}." if screened.refer_to else ""
    yield words(f"Potentially eligible: {', '.join(potential) if potential else 'none'}.{refer}", "cell_bold")


def _extra(found: Assessment) -> Iterator[Any]:
    yield from _heading("Step 6: further deductions of State Only (20.602.10, 20.603.4.B)")
    if not found.extra_deductions_open:
        yield words(
            "Not open: they are taken only when no Title XIX or XXI referral is open (20.603.5.6).", "cell"
        )
        return
    rows = [_heads("Deduction", "State Only", "Section")]
    rows += [_item_row(item, ("state_only",)) for item in
             _items(line for line in found.lines if line.group == "extra_deductions")]  # fmt: skip
    column = found.columns["state_only"]
    rows.append(_sum_row("Further deductions (step 6)", [column.extra_deductions], "20.603.5.6"))
    rows.append(_sum_row("Adjusted gross income, State Only", [column.agi], "20.603.5.6", 0.75))
    yield Grid(rows, [WIDTH - MONEY - SECTION, MONEY, SECTION], heads=1, pad=2)


def _against_guideline(facts: Facts, found: Assessment) -> Iterator[Any]:
    story: list[Any] = [words("Step 7: against the Federal Poverty Level (20.604)", "form_heading")]
    fpl = found.fpl
    if fpl is None:
        story.append(words("No income is compared for this class.", "cell"))
    else:
        agi = found.columns["state_only"].agi
        percent = facts.book.number("payment.limit_percent", found.on)
        known = [
            ("Guideline in force from", _short(fpl.effective_from)),
            ("Size of the group", str(fpl.size)),
            ("Guideline for that size, a year", f"{fpl.amount:,}.00"),
            (f"{percent} % of it", shown(percent * fpl.amount / 100)),
            ("Adjusted gross income, State Only", shown(agi)),
            ("Per cent of the guideline", f"{shown(fpl.percent)} %" if fpl.percent is not None else "–"),
        ]
        heads = Row([cell(label, "note", heading="Column") for label, _ in known], THIN)
        figures = Row([cell(value, "cell_bold") for _, value in known], 0.75)
        story.append(Grid([heads, figures], [WIDTH / 6] * 6, pad=2))
    story.append(words(said(found.payment.sentence, found.payment.inputs), "sentence"))
    yield KeepTogether(story)


# The foot


def _notes(found: Assessment) -> Iterator[Any]:
    if found.notes:
        yield from _heading("Rights, duties and hints")
        for line in found.notes:
            told = ": ".join(part for part in (_label(line), _reason(line)) if part)
            yield words(f"– {told} ({line.section})", "cell")


def _readings(found: Assessment) -> Iterator[Any]:
    if found.readings:
        yield from _heading("Readings of open points that took part")
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
        signed = f"signed {_short(due.signed)}" if due.signed else "not signed yet"
        who = f"; may be signed by {' or '.join(names)}" if names else ""
        story.append(words(f"– {say(due.name, lang='en')} ({due.section}): {signed}{who}", "cell"))
    by = f"Interviewer: {facts.person}" if facts.person else "Interviewer"
    story += [Spacer(1, 4), SignHere(words(by, "note"), words("Date", "note"), 420, room=22)]
    yield KeepTogether(story)


# Cells and words


def _heading(text: str) -> Iterator[Any]:
    yield CondPageBreak(70)  # never at the foot of a page without a line of its table
    yield words(text, "form_heading")


def _heads(*titles: str) -> Row:
    last = len(titles) - 1
    money = {"Received a year", *HEADS}
    cells = [
        cell(title, "figure_bold" if title in money else "cell_bold", heading="Column")
        for index, title in enumerate(titles)
        if index <= last
    ]
    return Row(cells, 0.75)


def _total(
    label: str, found: Assessment, figure: Any, section: str, *, extra: bool = True, rule: float = THIN
) -> Row:
    columns: list[Column] = [found.columns[name] for name in COLUMNS]
    return _sum_row(label, [figure(column) for column in columns], section, rule, blank=extra)


def _sum_row(
    label: str, amounts: Sequence[Fraction], section: str, rule: float = THIN, *, blank: bool = False
) -> Row:
    cells = [cell(label, "cell_bold", heading="Row")]
    if blank:
        cells.append(cell("", "figure"))
    cells += [cell(_money(amount), "figure_bold") for amount in amounts]
    return Row([*cells, cell(section, "note")], rule)


def said(message: str, blanks: Mapping[str, Value]) -> str:
    """A message of the rules in English, its blanks filled; the worksheet stays English (agency copy)."""
    return say_with(message, _blanks(blanks, {}), lang="en")


def _label(line: Line) -> str:
    return say_with(line.label, _blanks(line.inputs, line.numbers), lang="en")


def _reason(line: Line) -> str:
    return say_with(line.reason, _blanks(line.inputs, line.numbers), lang="en")


def _blanks(inputs: Mapping[str, Value], numbers: Mapping[str, Value]) -> dict[str, Value]:
    return {name: _shown(name, value) for name, value in {**numbers, **inputs}.items()}


def _shown(name: str, value: Value) -> Value:
    if name == "month" and isinstance(value, date):
        return _months([value])
    if name in ("limit", "percent") and not isinstance(value, str) and value is not None:
        whole = Fraction(value) if isinstance(value, int | Fraction) else None
        return f"{int(whole):,}" if whole is not None and whole.denominator == 1 else value
    return value


def _is_amount(value: Value) -> bool:
    return isinstance(value, Fraction)


def _amount(value: Value) -> Fraction:
    return value if isinstance(value, Fraction) else Fraction(0)


def _answer(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else shown(value) if isinstance(value, Fraction) else str(value)


def _money(amount: Fraction) -> Content:
    return shown(amount)


def _day(day: date | None) -> str:
    return day_in(day, "en", "long")


def _short(day: date | None) -> str:
    return f"{day.month}/{day.day}/{day.year}" if day else ""
