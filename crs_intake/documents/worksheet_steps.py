"""Steps 4 to 7 of the worksheet: deductions, the AHCCCS chart, State Only, the guideline (20.603.5).

Months of care that are alike stand in one row; nothing else is put together here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from reportlab.platypus import KeepTogether

from crs_intake.documents import worksheet_cells as cells
from crs_intake.documents.facts import Facts
from crs_intake.documents.layout import Cell, Grid, Row, cell
from crs_intake.documents.style import words
from crs_intake.documents.worksheet_cells import HEADS, MONEY, SECTION, THIN, WIDTH
from crs_intake.domain.decision import COLUMNS, Assessment, Column, ColumnName, Line, Value
from crs_intake.domain.money import shown
from crs_intake.words import say_with

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
            same.amounts[name] = same.amounts.get(name, Fraction(0)) + cells.amount(line.result)
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


def deductions(found: Assessment) -> Iterator[Any]:
    """Step 4, and step 5 with the month."""
    yield from cells.heading("Step 4: deductions of the past 12 months (20.603.4.A, 20.603.5.4)")
    rows = [cells.heads("Deduction", *HEADS, "Section")]
    amounts = [line for line in found.lines if line.group == "deductions" and cells.is_amount(line.result)]
    rows += [_item_row(item, COLUMNS) for item in _items(amounts)]
    rows += [
        cells.total(label, found, figure, section, extra=False, rule=rule)
        for label, figure, section, rule in (
            ("Deductions (step 4)", lambda c: c.deductions, "20.603.5.4", THIN),
            ("Adjusted gross income (step 5)", lambda c: c.agi_before_extra, "20.603.5.5", THIN),
            ("A month (÷ 12), held against the AHCCCS chart", _monthly, "20.602.3.B", 0.75),
        )
    ]
    yield Grid(rows, [WIDTH - 3 * MONEY - SECTION, *[MONEY] * 3, SECTION], heads=1, pad=2)
    for line in found.lines:
        if line.group == "deductions" and not cells.is_amount(line.result):
            yield words(f"{cells.label(line)}: {cells.answer(line.result)} ({line.section})", "note")
        if line.group == "note" and line.section.startswith("20.603.4.A"):
            yield words(f"{cells.label(line)}: {cells.reason(line)} ({line.section})", "note")
    if found.ask_deduction_proof:
        yield words("Proof of the deductions may be asked for (20.603.4.C).", "note")


def _monthly(column: Column) -> Fraction:
    return column.agi_before_extra / 12  # step 5, before the further deductions


def _item_row(item: Item, columns: Sequence[ColumnName]) -> Row:
    line = item.line
    inputs = dict(line.inputs)
    if item.months:
        inputs["month"] = cells.months(item.months)
    label = say_with(line.label, cells.blanks(inputs, line.numbers), lang="en")
    if (count := len(item.months)) > 1:
        label += f"; {count} × {shown(cells.amount(line.result))}"
    told = [words(label, "cell")]
    if line.reason:
        told.append(words(say_with(line.reason, cells.blanks(inputs, line.numbers), lang="en"), "note"))
    figures = [cells.money(item.amounts[name]) if name in item.amounts else "–" for name in columns]
    return Row(
        [Cell(tuple(told), heading="Row"),
         *(cell(figure, "figure") for figure in figures), cell(line.section, "note")], THIN,
    )  # fmt: skip


# Screening, steps 6 and 7


def screening(found: Assessment) -> Iterator[Any]:
    """The rows of the AHCCCS chart that were looked at, and where they lead."""
    chart = found.screening.chart_effective_from
    since = f", chart in force from {cells.short(chart)}" if chart else ""
    yield from cells.heading(f"Against the AHCCCS Eligibility Requirements chart (20.602.3.B){since}")
    lines = [line for line in found.lines if line.group == "screening"]
    if lines:
        rows = [cells.heads("Row of the chart", "Result", "Section")]
        rows += [
            Row([Cell((words(cells.label(line), "cell"),), heading="Row"),
                 cell(cells.reason(line) or cells.answer(line.result)), cell(line.section, "note")], THIN)
            for line in lines
        ]  # fmt: skip
        yield Grid(rows, [WIDTH - 230 - SECTION, 230, SECTION], heads=1, pad=2)
    screened = found.screening
    if screened.sentence:
        yield words(cells.said(screened.sentence, screened.inputs), "cell")
    potential = [
        {"xix": "Title XIX", "xxi": "Title XXI", "altcs": "ALTCS"}[each] for each in screened.potential
    ]
    refer = f" Refer to: {screened.refer_to}." if screened.refer_to else ""
    yield words(f"Potentially eligible: {', '.join(potential) if potential else 'none'}.{refer}", "cell_bold")


def further(found: Assessment) -> Iterator[Any]:
    """Step 6, or why it is closed."""
    yield from cells.heading("Step 6: further deductions of State Only (20.602.10, 20.603.4.B)")
    if not found.extra_deductions_open:
        yield words(
            "Not open: they are taken only when no Title XIX or XXI referral is open (20.603.5.6).", "cell"
        )
        return
    rows = [cells.heads("Deduction", "State Only", "Section")]
    rows += [_item_row(item, ("state_only",)) for item in
             _items(line for line in found.lines if line.group == "extra_deductions")]  # fmt: skip
    column = found.columns["state_only"]
    rows.append(cells.sum_row("Further deductions (step 6)", [column.extra_deductions], "20.603.5.6"))
    rows.append(cells.sum_row("Adjusted gross income, State Only", [column.agi], "20.603.5.6", 0.75))
    yield Grid(rows, [WIDTH - MONEY - SECTION, MONEY, SECTION], heads=1, pad=2)


def against_guideline(facts: Facts, found: Assessment) -> Iterator[Any]:
    """Step 7: size, guideline, per cent, and the sentence."""
    story: list[Any] = [words("Step 7: against the Federal Poverty Level (20.604)", "form_heading")]
    fpl = found.fpl
    if fpl is None:
        story.append(words("No income is compared for this class.", "cell"))
    else:
        agi = found.columns["state_only"].agi
        percent = facts.book.number("payment.limit_percent", found.on)
        known = [
            ("Guideline in force from", cells.short(fpl.effective_from)),
            ("Size of the group", str(fpl.size)),
            ("Guideline for that size, a year", f"{fpl.amount:,}.00"),
            (f"{percent} % of it", shown(percent * fpl.amount / 100)),
            ("Adjusted gross income, State Only", shown(agi)),
            ("Per cent of the guideline", f"{shown(fpl.percent)} %" if fpl.percent is not None else "–"),
        ]
        heads = Row([cell(label, "note", heading="Column") for label, _ in known], THIN)
        figures = Row([cell(value, "cell_bold") for _, value in known], 0.75)
        story.append(Grid([heads, figures], [WIDTH / 6] * 6, pad=2))
    story.append(words(cells.said(found.payment.sentence, found.payment.inputs), "sentence"))
    yield KeepTogether(story)
