"""The worksheet: group, income, deductions, chart, State Only deductions, class, in that order (20.603.5).

One run of the pure rules on the facts as they are, or with an assumption in
the place of a fact nobody knows. Every figure becomes a line on the sheet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Any

from crs_intake.domain.case import Case
from crs_intake.domain.decision import (
    COLUMNS,
    Column,
    ColumnName,
    CountedLine,
    Fpl,
    Line,
    Membership,
    Payment,
    Screening,
)
from crs_intake.domain.insurance import Program
from crs_intake.domain.quick import maker
from crs_intake.domain.text import N_
from crs_intake.policy import (
    deductions,
    eligibility,
    exact,
    further,
    household,
    income,
    nearest,
    notes,
    payment,
    screening,
    totals,
    whatif,
)
from crs_intake.policy.book import Book
from crs_intake.policy.eligibility import Three
from crs_intake.policy.rule import NOTHING, Kept, Sheet, Unknown, line_of, rule
from crs_intake.policy.totals import Sums, by_column

ZERO = Fraction(0)
NOT_SCREENED = Screening()
fpl_of = maker(Fpl)


@dataclass(slots=True)
class Draft:
    """A determination on the facts as they are, or as they were assumed."""

    sheet: Sheet
    three: Three
    title: Program | None
    payment: Payment
    """The class if the three tests are met."""
    group: tuple[Membership, ...] = ()
    counted: tuple[CountedLine, ...] = ()
    columns: Mapping[ColumnName, Column] | None = None
    fpl: Fpl | None = None
    screening: Screening = NOT_SCREENED
    ask_proof: bool = False
    extra_open: bool = False
    monthly: Mapping[ColumnName, Fraction] = field(default_factory=dict)
    """What is held against the chart: adjusted gross income ÷ 12, before the further deductions."""
    notes: tuple[Line, ...] = ()

    @property
    def answer(self) -> tuple[Any, ...]:
        """What a missing fact could change: the tests, the referral, the class."""
        return (self.three.state, self.screening.potential, self.payment.cls)


def draft(
    case: Case, book: Book, on: date, assumed: Mapping[str, Any] = NOTHING, kept: Kept | None = None
) -> Draft:
    """Run the rules once, on the facts and what is assumed for unknown ones; `kept` is shared by the runs."""
    sheet = Sheet(book, on, assumed, kept)
    title = eligibility.title_route(case, sheet)
    if title is None:
        book.fpl_row(on)  # a day outside the book is refused before anything is counted
    three = eligibility.three_tests(case, sheet, title)
    eligibility.write(three, sheet)
    free = payment.exempt(case, title)
    if title is not None and free is not None:
        sheet.line(free.sentence, free.cls, free.section, "payment", inputs=free.inputs)
        return Draft(sheet, three, title, free)
    made = _worksheet(case, sheet, three, free)
    if made.payment.section:
        sheet.line(
            made.payment.sentence,
            made.payment.cls,
            made.payment.section,
            "payment",
            inputs=made.payment.inputs,
        )
    return made


def _worksheet(case: Case, sheet: Sheet, three: Three, free: Payment | None) -> Draft:
    home = household.income_group(case, sheet)
    household.write(home.members, case, sheet)
    group, inside = home.members, home.inside
    size = household.size(case, sheet, len(inside))
    counted = _count(case, sheet, inside, optional=_optional(sheet, free))
    earned, unearned = _write_income(sheet, counted)
    fpl = _guideline(case, sheet, size)
    gross = earned["state_only"] + unearned["state_only"]
    may_ask = not sheet.apply(gross_at_or_below_limit, gross, fpl.amount, gross=gross, guideline=fpl.amount)
    taken_off = deductions.of_past_year(case, sheet, counted, inside, may_ask)
    columns = totals.of_columns(earned, unearned, taken_off)
    monthly = totals.monthly(columns, sheet)
    totals.write(sheet, columns, monthly)
    found = NOT_SCREENED
    if counted or case.no_income_stated or free is None:
        found = screening.screen(case, sheet, monthly, size, home.own_child, counted)
    made = Draft(sheet, three, None, UNSETTLED, group, counted, columns, fpl, found, may_ask)
    made.monthly = monthly
    made.notes = tuple(_hints(case, sheet, made))
    if sheet.unknown:
        _amounts_to_try(case, sheet, made)
    return _settle(case, sheet, made, inside, free)


UNSETTLED = Payment("undetermined", payment.NOT_SETTLED, "", {"count": 0})


def _optional(sheet: Sheet, free: Payment | None) -> bool:
    """Wards, subsidy and foster children pay nothing, so nobody has to tell an income (AMB-164)."""
    return free is not None and sheet.reading("finance.skip_for_wards") == "on"


def _settle(case: Case, sheet: Sheet, made: Draft, inside: frozenset[str], free: Payment | None) -> Draft:
    """The State Only deductions and the class, once no XIX or XXI referral is open (20.602.10)."""
    columns, fpl = made.columns, made.fpl
    assert columns is not None  # noqa: S101 - tells the type
    assert fpl is not None  # noqa: S101 - tells the type
    state_only = columns["state_only"]
    referred = screening.income_referral(made.screening)
    made.extra_open = not referred and not screening.open_requirement(sheet)
    if made.extra_open:
        state_only = totals.with_extra(sheet, state_only, further.total(case, sheet, inside))
        made.columns = {**columns, "state_only": state_only}
    elif case.premiums or case.bills:
        sheet.line(
            N_("Further deductions of State Only"),
            ZERO,
            "20.603.4.B",
            "note",
            reason=N_("Closed while a referral to Title XIX or XXI is open"),
        )
    percent = sheet.apply(
        payment.percent_of_guideline,
        state_only.agi,
        fpl.amount,
        agi=state_only.agi,
        guideline=fpl.amount,
        size=fpl.size,
    )
    made.fpl = fpl_of(fpl.effective_from, fpl.size, fpl.amount, percent, fpl.citation)
    if free is not None:
        made.payment = free
    elif referred:
        made.payment = _referred(made.screening)
    else:
        made.payment = payment.responsibility(case, sheet, state_only.agi, made.fpl)
    return made


def _referred(found: Screening) -> Payment:
    sentence = payment.REFERRED_XIX if "xix" in found.potential else payment.REFERRED_XXI
    return Payment("undetermined", sentence, "20.602.1", {"label": found.category_label})


# Income ------------------------------------------------------------------------------------------------


def _count(case: Case, sheet: Sheet, inside: frozenset[str], *, optional: bool) -> tuple[CountedLine, ...]:
    """Every income line, counted; one that cannot be counted yet is asked for."""
    counted = sheet.once(("counted", inside), lambda: income.count_all(case, sheet.book, sheet.on, inside))
    if not counted and not case.no_income_stated and not optional:
        label = N_("The income of the household income group, or that there is none")
        sheet.unknown["income"] = Unknown("income", label, "20.603.5.1", ())
        if amount := sheet.assumed.get("income"):
            return (_stand_in(case, amount),)
    for line in counted:
        if line.missing and line.inside and not optional:
            _must_be_on_record(sheet, line)
    return tuple([_filled(sheet, line) if line.missing and line.inside else line for line in counted])


def _must_be_on_record(sheet: Sheet, line: CountedLine) -> None:
    """What changes no figure cannot be tried, so it is asked until it is told (AMB-130)."""
    for fact in line.missing:
        if fact.on_record:
            sheet.unknown[fact.key] = Unknown(fact.key, fact.label, fact.section, (), fact.inputs)


def _filled(sheet: Sheet, line: CountedLine) -> CountedLine:
    """A line that cannot be counted yet: asked for, and filled with what is assumed."""
    asked = [
        Unknown(fact.key, fact.label, fact.section, (), fact.inputs)
        for fact in line.missing
        if not fact.on_record
    ]
    if not asked:
        return line
    first, *others = asked
    sheet.unknown[first.key] = first
    sheet.together.setdefault(first.key, []).extend(others)
    amount: Fraction | None = sheet.assumed.get(first.key)
    if amount is None:
        return line
    most = line.annual or amount  # one fact may be open for two lines: each counts no more than came in
    return replace(line, counted=dict.fromkeys(COLUMNS, min(amount, most)))


def _amounts_to_try(case: Case, sheet: Sheet, made: Draft) -> None:
    """Give each unknown amount what it could be: nothing, and just above each limit."""
    columns, fpl = made.columns, made.fpl
    if columns is None or fpl is None:
        return
    limits: list[tuple[Fraction, ColumnName]] = [
        (Fraction(row.limit(fpl.size) or 0) * 12, row.category.title) for row in nearest.limits(case, sheet)
    ]
    limits.append((sheet.number("payment.limit_percent") * fpl.amount / 100, "state_only"))
    for key, lines in {"income": [], **_lines_of_facts(made.counted)}.items():
        if key in sheet.unknown:
            room = (
                limit
                + columns[name].deductions
                - columns[name].gross
                + sum(line.counted[name] for line in lines)
                for limit, name in limits
            )
            came = [line.annual for line in lines]  # 0 = not known either, so nothing is the most it could be
            tried = whatif.amounts_to_try(room, sum(came, ZERO) if all(came) else ZERO)
            sheet.unknown[key] = replace(sheet.unknown[key], options=tried)


def _lines_of_facts(counted: Sequence[CountedLine]) -> dict[str, list[CountedLine]]:
    """The lines that cannot be counted yet, by the fact that is asked for first."""
    found: dict[str, list[CountedLine]] = {}
    for line in counted:
        asked = next((fact for fact in line.missing if line.inside and not fact.on_record), None)
        if asked is not None:
            found.setdefault(asked.key, []).append(line)
    return found


def _stand_in(case: Case, amount: Fraction) -> CountedLine:
    who = case.applicant.id if case.applicant else ""
    return CountedLine(
        "assumed",
        who,
        "assumed",
        N_("Assumed income"),
        "CRS-20.603.5.1",
        "20.603.5.1",
        False,
        amount,
        dict.fromkeys(COLUMNS, amount),
        "",
        "",
    )


def _write_income(sheet: Sheet, counted: Sequence[CountedLine]) -> tuple[Sums, Sums]:
    """A line for each source of the group, and what they add up to: earned, unearned."""
    inside = [line for line in counted if line.inside]
    for line in counted:
        for reading in line.readings:
            sheet.used[reading.setting] = reading.value
    for line in inside:
        for column, amount in by_column(line.counted):
            sheet.lines.append(
                line_of(line.label, amount, line.section, line.register, line.inputs, NOTHING, column,
                        "income", line.id, line.reason)
            )  # fmt: skip
    return _sums(inside, earned=True), _sums(inside, earned=False)


def _sums(lines: Sequence[CountedLine], *, earned: bool) -> Sums:
    """The columns added up; two columns with the same amounts share one sum."""
    amounts = [line.counted for line in lines if line.earned is earned]
    xxi = exact.total([each["xxi"] for each in amounts])
    found: Sums = {"xix": xxi, "xxi": xxi, "state_only": xxi}
    if all(each["xix"] is each["xxi"] is each["state_only"] for each in amounts):
        return found
    for name in ("xix", "state_only"):
        if any(each[name] is not each["xxi"] for each in amounts):
            other = exact.total([each[name] for each in amounts])
            found[name] = xxi if other == xxi else other
    return found


# Figures -----------------------------------------------------------------------------------------------


@rule(
    N_("Gross at or below {limit} % of the guideline: no proof of deductions may be asked"),
    cite="20.603.4.C",
    group="deductions",
    limit="proof.limit_percent",
)
def gross_at_or_below_limit(gross: Fraction, guideline: int, *, limit: Fraction) -> bool:
    """Step 1 of State Only against the guideline, inclusive (AMB-146)."""
    return gross * 100 <= limit * guideline


def _applied_before(case: Case, day: date) -> bool:
    """Whether any day that can be the application's lies before that day; asks no reading."""
    financial, referral = case.financial_application, case.referral
    days = (
        financial.signed if financial else None, case.application_date,
        *((referral.form_date, referral.received.day if referral.received else None) if referral else ()),
    )  # fmt: skip
    return any(each is not None and each < day for each in days)


def _guideline(case: Case, sheet: Sheet, size: int) -> Fpl:
    row = sheet.book.fpl_row(sheet.on)
    if sheet.book.reading("fpl.table") == "application_date":
        sheet.reading("fpl.table")
        row = sheet.book.fpl_row(deductions.border(case, sheet))
    elif _applied_before(case, row.effective_from) and deductions.border(case, sheet) < row.effective_from:
        sheet.reading("fpl.table")  # the other day would give another guideline
    return fpl_of(row.effective_from, size, row.of(size), None, row.citation)


def _hints(case: Case, sheet: Sheet, made: Draft) -> list[Line]:
    found = notes.of_group(case, sheet, made.group)
    born = case.applicant.born if case.applicant else None
    if born is not None and made.fpl is not None and not screening.income_referral(made.screening):
        found += notes.near_the_chart(sheet, made.monthly, sheet.age(born), made.fpl.size)
    return [*found, *notes.of_income(case, made.counted)]
