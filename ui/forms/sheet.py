"""The worksheet as rows of text, the same for screen, tests and family view: lines, totals, the answer.

Nothing is computed here that decides anything; sums only gather lines of the
determination that belong together, such as the months of one child's care.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import partial
from itertools import groupby
from typing import Literal

from crs_intake.domain.case import Case
from crs_intake.domain.decision import (
    COLUMNS,
    Assessment,
    BusinessCost,
    Column,
    ColumnName,
    CountedLine,
    Line,
    MissingFact,
    Threshold,
)
from crs_intake.domain.money import shown
from crs_intake.domain.text import N_
from crs_intake.policy import shelf
from crs_intake.policy.explain import explain
from crs_intake.words import paragraph, say, say_with
from ui.forms import readings
from ui.forms.common import month

Look = Literal["plain", "muted", "struck"]
PROGRAMMES: Mapping[ColumnName, str] = {
    "xix": N_("Title XIX"), "xxi": N_("Title XXI"), "state_only": N_("State Only"),
}  # fmt: skip


@dataclass(frozen=True)
class Text:
    """One line of words in a cell, and how it looks."""

    words: str
    look: Look = "plain"


@dataclass(frozen=True)
class SheetRow:
    """A row: words at the left, one figure for each programme."""

    words: tuple[Text, ...]
    figures: tuple[str, str, str] = ("", "", "")
    section: str = ""
    strong: bool = False
    heading: bool = False
    why: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All words, for a screen reader and for tests."""
        return "\n".join(each.words for each in self.words)


@dataclass(frozen=True)
class Mark:
    """A limit on the gauge, in per cent of the guideline."""

    percent: Fraction
    label: str
    pays_nothing: bool = False
    """The limit up to which the family pays nothing (20.604.4.E)."""


def rows(assessment: Assessment, case: Case) -> tuple[SheetRow, ...]:
    """The three columns from the first income line to the adjusted gross income."""
    if not assessment.columns:
        return ()
    return (
        *_income(assessment, case),
        *_totals(assessment),
        *_deductions(assessment, case),
        *_adjusted(assessment),
        *_extra(assessment),
    )


def _heading(words: str) -> SheetRow:
    return SheetRow((Text(say(words)),), heading=True)


def _figures(assessment: Assessment, of: str) -> tuple[str, str, str]:
    columns = [assessment.columns[name] for name in COLUMNS]
    a, b, c = (shown(getattr(column, of)) for column in columns)
    return a, b, c


def _income(assessment: Assessment, case: Case) -> Iterator[SheetRow]:
    yield _heading(N_("Income"))
    if not assessment.income:
        yield SheetRow((Text(say("No income is entered."), "muted"),))
    asked = frozenset(each.key for each in assessment.missing)
    sources = {each.id: each.source for each in reversed(case.income)}
    for line in assessment.income:
        yield _income_row(line, case, sources.get(line.id, ""), asked)


def _open(fact: MissingFact, asked: frozenset[str]) -> str:
    if fact.key in asked:
        return say("Still needed: {fact}", fact=_said(fact))
    return say("Not told, and it cannot change the answer: {fact}", fact=_said(fact))


def _income_row(line: CountedLine, case: Case, source: str, asked: frozenset[str]) -> SheetRow:
    person = case.person(line.person)
    head = ", ".join(part for part in (say(line.label), person.name if person else "", source) if part)
    words = [Text(head)]
    if line.missing:
        words += [Text(_open(each, asked), "muted") for each in line.missing]
    elif line.arithmetic:
        words.append(Text(worked_out(line), "muted"))
    words += [each for stub in line.struck for each in _struck(stub, line)]
    words += [Text(_cost(each), "muted") for each in line.expenses]
    if not line.inside:
        words.append(Text(say("Not in the income group: does not count."), "muted"))
    if line.reason:
        words.append(Text(say_with(line.reason, line.inputs), "muted"))
    a, b, c = (shown(line.counted[name]) for name in COLUMNS)
    return SheetRow(tuple(words), (a, b, c), line.section, why=tuple(each.words for each in words[1:]))


def _cost(cost: BusinessCost) -> str:
    """A cost of a business, and whether it was taken off (20.603.3.13)."""
    message = (
        N_("{what}: {amount}, taken off ({section})") if cost.deducted
        else N_("{what}: {amount}, not taken off ({section})")
    )  # fmt: skip
    return say(message, what=say(cost.label), amount=cost.amount, section=cost.section)


def worked_out(line: CountedLine) -> str:
    """The arithmetic of a line with what it leads to: "500.00 × 26 = 13,000.00"."""
    if not any(sign in line.arithmetic for sign in "×/+-"):
        return line.arithmetic
    # A rule's own step may stand in the arithmetic (165.00 × 12 after the 50.00), so the figure that
    # it ends in is the annual amount or one that counts: whichever the last step comes to.
    figures = (line.annual, *line.counted.values())
    end = _last_step(line.arithmetic.rpartition("=")[2])
    result = line.annual if end is None else min(figures, key=lambda each: abs(each - end))
    return f"{line.arithmetic} = {shown(result)}"


def _last_step(text: str) -> Fraction | None:
    """What "165.00 × 12" or "19,600.00 / 7 × 12" comes to, from left to right."""
    parts = text.replace(",", "").replace("×", " × ").split()
    try:
        found = Fraction(parts[0])
        for sign, number in zip(parts[1::2], parts[2::2], strict=True):
            value = Fraction(number)
            found = {"×": found * value, "+": found + value, "-": found - value}.get(
                sign, found / (value or 1)
            )
    except (ValueError, IndexError):
        return None
    return found


def _struck(stub: tuple[date, Fraction, str], line: CountedLine) -> tuple[Text, Text]:
    day, amount, reason = stub
    why = say("left out: {reason}", reason=say_with(reason, line.inputs))
    return Text(say("{day}  {amount}", day=day, amount=amount), "struck"), Text(why, "muted")


def _totals(assessment: Assessment) -> Iterator[SheetRow]:
    for earned, label, of, section in (
        (True, N_("Earned income"), "earned", "20.603.3"),
        (False, N_("Unearned income"), "unearned", "20.603.2"),
    ):
        ours = [each.counted for each in assessment.income if each.earned is earned and each.inside]
        why = _each(partial(_added, ours), assessment, of)
        yield SheetRow((Text(say(label)),), _figures(assessment, of), section, why=why)
    why = _each(lambda name: (" + ", [assessment.columns[name].earned, assessment.columns[name].unearned]),
                assessment, "gross")  # fmt: skip
    yield SheetRow((Text(say("Gross income a year")),), _figures(assessment, "gross"), "20.603.5.1",
                   strong=True, why=why)  # fmt: skip


def _added(amounts: Sequence[Mapping[ColumnName, Fraction]], name: ColumnName) -> tuple[str, list[Fraction]]:
    return " + ", [each[name] for each in amounts]


Worked = Callable[[ColumnName], tuple[str, list[Fraction]]]


def _each(worked: Worked, assessment: Assessment, of: str) -> tuple[str, ...]:
    """How a total comes about, once where the three programmes agree, else for each by name."""
    told = {}
    for name in COLUMNS:
        sign, parts = worked(name)
        result = getattr(assessment.columns[name], of)
        told[name] = f"{sign.join(map(shown, parts))} = {shown(result)}" if parts else ""
    if len(set(told.values())) == 1:
        return tuple(filter(None, {*told.values()}))
    return tuple(f"{say(PROGRAMMES[name])}: {words}" for name, words in told.items() if words)


def _deductions(assessment: Assessment, case: Case) -> Iterator[SheetRow]:
    lines = [each for each in assessment.lines if each.group == "deductions" and _is_amount(each)]
    left_out = [each for each in assessment.lines
                if each.group == "note" and each.section.startswith("20.603.4.A")]  # fmt: skip
    if not lines and not left_out:
        return
    yield _heading(N_("Deductions of the past 12 months"))
    for subject, found in groupby(
        lines, key=lambda each: (each.subject, each.section.startswith("20.603.4.A.1"))
    ):
        yield from _deduction(list(found), subject[1], case)
    for line in left_out:
        yield SheetRow((Text(_said(line)), *_because(line)), _by_column([line]), line.section)


def _deduction(lines: list[Line], care: bool, case: Case) -> Iterator[SheetRow]:
    if not care:
        for _words, found in groupby(lines, key=_said):
            same = list(found)
            yield SheetRow((Text(_said(same[0])), *_because(same[0])), _by_column(same), same[0].section)
        return
    person = case.person(lines[0].subject)
    once = [each for each in lines if each.column == lines[0].column]  # the months of one programme
    words = (Text(say("Care of {name}", name=person.name if person else lines[0].subject)),
             *(Text(each, "muted") for each in months(once)))  # fmt: skip
    yield SheetRow(words, _by_column(lines), lines[0].section, why=tuple(_said(each) for each in once))


def _by_column(lines: Iterable[Line]) -> tuple[str, str, str]:
    """What lines come to in each programme; a line without one is of all three."""
    found = dict.fromkeys(COLUMNS, Fraction(0))
    for line in lines:
        for name in (line.column,) if line.column else COLUMNS:
            found[name] += _amount(line)
    a, b, c = (shown(found[name]) for name in COLUMNS)
    return a, b, c


def months(lines: Iterable[Line]) -> Iterator[str]:
    """Months with the same amount and reason in one sentence."""
    for (amount, reason), found in groupby(lines, key=lambda each: (_amount(each), _reason(each))):
        found_in = [day for each in found if isinstance(day := each.inputs.get("month"), date)]
        if not found_in:
            yield reason
            continue
        span = month(found_in[0]) if len(found_in) == 1 else f"{month(found_in[0])} – {month(found_in[-1])}"
        yield say("{span}: {count} × {amount}. {reason}", span=span, count=len(found_in), amount=amount,
                  reason=reason)  # fmt: skip


def _adjusted(assessment: Assessment) -> Iterator[SheetRow]:
    columns = assessment.columns
    lines = [each for each in assessment.lines if each.group == "deductions" and _is_amount(each)]
    why = _each(lambda name: (" + ", [_amount(each) for each in lines if each.column in ("", name)]),
                assessment, "deductions")  # fmt: skip
    yield SheetRow((Text(say("Deductions")),), _figures(assessment, "deductions"), "20.603.5.4", why=why)
    why = _each(lambda name: (" - ", [columns[name].gross, columns[name].deductions]),
                assessment, "agi_before_extra")  # fmt: skip
    yield SheetRow((Text(say("Adjusted gross income a year")),), _figures(assessment, "agi_before_extra"),
                   "20.603.5.5", strong=True, why=(*why, say("It is never less than nothing.")))  # fmt: skip
    months = {name: shown(columns[name].agi_before_extra / 12) for name in COLUMNS}
    a, b, c = months.values()
    years = {name: f"{shown(columns[name].agi_before_extra)} ÷ 12 = {months[name]}" for name in COLUMNS}
    told = tuple(dict.fromkeys(years.values()))
    if len(told) > 1:
        told = tuple(f"{say(PROGRAMMES[name])}: {words}" for name, words in years.items())
    yield SheetRow((Text(say("÷ 12, for the AHCCCS chart")),), (a, b, c), "20.602.3.B", why=told)


def _extra(assessment: Assessment) -> Iterator[SheetRow]:
    lines = [each for each in assessment.lines if each.group == "extra_deductions"]
    if not lines and not assessment.extra_deductions_open:
        return
    yield _heading(N_("Further deductions of State Only"))
    for line in lines:
        amount = shown(_amount(line))
        yield SheetRow((Text(_said(line)), *_because(line)), ("", "", amount), line.section)
    column: Column = assessment.columns["state_only"]
    if not lines:
        yield SheetRow((Text(say("None entered."), "muted"),), ("", "", shown(Fraction(0))), "20.603.4.B")
    why = " - ".join(shown(each) for each in (column.gross, column.deductions, column.extra_deductions))
    yield SheetRow((Text(say("Adjusted gross income of State Only")),), ("", "", shown(column.agi)),
                   "20.603.5.6", strong=True,
                   why=(f"{why} = {shown(column.agi)}", say("It is never less than nothing.")))  # fmt: skip


def _said(line: Line | MissingFact | Threshold) -> str:
    numbers = line.numbers if isinstance(line, Line) else {}
    return say_with(line.label, {**numbers, **line.inputs})


def _reason(line: Line) -> str:
    return say_with(line.reason, {**line.numbers, **line.inputs}) if line.reason else ""


def _because(line: Line) -> tuple[Text, ...]:
    reason = _reason(line)
    return (Text(reason, "muted"),) if reason else ()


def _amount(line: Line) -> Fraction:
    return Fraction(line.result) if isinstance(line.result, Fraction | int) else Fraction(0)


def _is_amount(line: Line) -> bool:
    return isinstance(line.result, Fraction) and not isinstance(line.result, bool)


# -- the answer ------------------------------------------------------------------------------


def answer(assessment: Assessment) -> str:
    """The payment responsibility or the referral in one sentence."""
    return say_with(assessment.payment.sentence, assessment.payment.inputs)


def provisional(assessment: Assessment) -> str:
    """Why the figures are not final yet (AMB-094); "" when they are."""
    if not assessment.provisional:
        return ""
    return say("Provisional: age, citizenship and residency are not all shown yet. The figures stand; "
               "what the family pays, a referral and agreements wait (20.602.3).")  # fmt: skip


def beside(assessment: Assessment) -> tuple[SheetRow, ...]:
    """The figures beside the columns: guideline, chart, next limits, and what the desk must know."""
    parts = (
        (N_("Federal Poverty Level"), guideline(assessment)),
        (N_("AHCCCS chart"), chart(assessment)),
        (N_("What could still change it"), could_change(assessment)),
        (N_("Rights and duties"), duties(assessment)),
        (N_("Readings that took part"), decided_by(assessment)),
    )
    return tuple(row for title, rows in parts if rows for row in (_heading(title), *rows))


def _told(words: str, section: str, figure: str = "", why: Iterable[str] = ()) -> SheetRow:
    return SheetRow((Text(words),), (figure, "", ""), section, why=tuple(why))


def chart(assessment: Assessment) -> tuple[SheetRow, ...]:
    """Each row of the AHCCCS chart that was looked at, with its limit."""
    found = []
    for line in assessment.lines:
        if line.group == "screening":
            reason, limit = _reason(line), line.numbers.get("limit")
            if isinstance(limit, int) and not isinstance(limit, bool):  # dollars, so written with cents
                line = replace(line, numbers={**line.numbers, "limit": Fraction(limit)})
            words = f"{_said(line)}: {reason.lower()}" if reason else _said(line)
            found.append(_told(words, line.section))
    return tuple(found)


def duties(assessment: Assessment) -> tuple[SheetRow, ...]:
    """Rights of the family and duties of the clinic that stand beside the decision (20.604.1, .3, .7)."""
    return tuple(_told(f"{_said(each)} ({each.section})", each.section) for each in assessment.notes)


def decided_by(assessment: Assessment) -> tuple[SheetRow, ...]:
    """The readings of open points that took part, in the words of the book."""
    rules = shelf.reading_rules()
    found = []
    for each in assessment.readings:
        rule = rules[each.setting]
        words = say(
            "{what}: {value}", what=readings.name(rule), value=readings.value(each.setting, each.value)
        )
        found.append(_told(words, rule.section, why=(say(rule.reading), each.ambiguity)))
    return tuple(found)


def marks(assessment: Assessment) -> tuple[Mark, ...]:
    """The limits on the gauge: those of the chart and the one below which nothing is paid."""
    fpl = assessment.fpl
    if fpl is None or not fpl.amount:
        return ()
    found = []
    for line in assessment.lines:
        limit = line.numbers.get("limit")
        if line.group == "screening" and isinstance(limit, int | Fraction) and not isinstance(limit, bool):
            label = say(str(line.inputs.get("category") or line.column))
            found.append(Mark(Fraction(limit) * 12 * 100 / fpl.amount, label))
    percent = next((each.inputs.get("percent") for each in assessment.thresholds
                    if each.column == "state_only" and each.section.startswith("20.604")), None)  # fmt: skip
    if isinstance(percent, int | Fraction):
        words = say("Pays nothing up to {percent} %", percent=str(Fraction(percent)))
        found.append(Mark(Fraction(percent), words, pays_nothing=True))
    return tuple(found)


def guideline(assessment: Assessment) -> tuple[SheetRow, ...]:
    """The gauge's numbers as rows."""
    fpl = assessment.fpl
    if fpl is None:
        return ()
    found = [
        _told(say("People in the income group"), "20.603.1", str(fpl.size)),
        _told(say("Guideline a year, in force since {day}", day=fpl.effective_from), "20.604.4.E",
              shown(fpl.amount), [fpl.citation] if fpl.citation else []),
    ]  # fmt: skip
    if fpl.percent is not None:
        agi = assessment.columns["state_only"].agi
        worked = f"{shown(agi)} ÷ {shown(fpl.amount)} × 100 = {shown(fpl.percent)}"
        found.append(
            _told(say("Per cent of the guideline"), "20.603.5.7", f"{shown(fpl.percent)} %", [worked])
        )
    for mark in marks(assessment):
        dollars = mark.percent * fpl.amount / 100
        words = say("{label}, a year", label=mark.label)
        section = "20.604.4.E" if mark.pays_nothing else "20.602.3.B"
        found.append(_told(words, section, f"{shown(dollars)} ({shown(mark.percent)} %)"))
    return tuple(found)


def could_change(assessment: Assessment) -> tuple[SheetRow, ...]:
    """What could still change the answer: facts still open, and how far the next limits are."""
    found = [_told(say("Open: {fact} ({section})", fact=_said(each), section=each.section), each.section)
             for each in assessment.missing]  # fmt: skip
    found += [_told(f"{_said(each)} ({each.section})", each.section) for each in assessment.thresholds]
    if useless := cannot_change(assessment):
        found.append(_told(useless, "20.603.5.6"))
    return tuple(found)


def for_family(assessment: Assessment, case: Case) -> tuple[str, ...]:
    """The outcome as one plain paragraph in the family's language, to be read to them."""
    return (paragraph(explain(assessment, case), lang=case.language),)


def cannot_change(assessment: Assessment) -> str:
    """That premiums and bills make no difference, where the family pays nothing without them."""
    limit = next((each for each in marks(assessment) if each.pays_nothing), None)
    if not assessment.extra_deductions_open or assessment.fpl is None or limit is None:
        return ""
    before = assessment.columns["state_only"].agi_before_extra
    if before * 100 > limit.percent * assessment.fpl.amount:
        return ""
    percent = before * 100 / assessment.fpl.amount
    return say(
        "Premiums and bills cannot change the answer: without them it is {percent} %.", percent=percent
    )


def agreements(assessment: Assessment) -> tuple[str, ...]:
    """The agreements that must be signed, and which are."""
    return tuple(
        say("{document} {name}: signed {day}", document=each.document, name=say(each.name), day=each.signed)
        if each.signed else say("{document} {name}: to be signed ({section})", document=each.document,
                                name=say(each.name), section=each.section)
        for each in assessment.agreements
    )  # fmt: skip
