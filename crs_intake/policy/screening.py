"""Whether the applicant may be eligible for Title XIX, Title XXI or ALTCS (20.602.3, 20.602.12).

Adjusted gross income ÷ 12 is held against the AHCCCS chart: Title XIX first,
with the Title XIX column, then KidsCare with the Title XXI column (AMB-084).
CRS never decides these programs; it refers, and waits for the answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from crs_intake.domain.case import Case
from crs_intake.domain.decision import ColumnName, CountedLine, Screening, Value
from crs_intake.domain.people import Person
from crs_intake.domain.quick import maker
from crs_intake.domain.text import N_
from crs_intake.policy import coverage
from crs_intake.policy.book import ChartRow
from crs_intake.policy.rule import Sheet

Programme = Literal["xix", "xxi", "altcs"]
screened = maker(Screening)
LIMIT = N_("{category}: {monthly} a month, limit {limit} for {size}")
NO_LIMIT = N_("{category}: no income limit")
INSIDE, ABOVE = N_("Inside the limit"), N_("Above the limit")
OPEN_POINTS = date(2014, 1, 1)
SSI = ("ssi", "ssi_payee")
DES, AHCCCSA, ALTCS = "DES", "AHCCCSA", "ALTCS"


@dataclass(frozen=True, slots=True)
class Held:
    """The chart row the applicant falls into, if any."""

    row: ChartRow | None
    limit: int | None
    label: str
    category: str


def screen(
    case: Case,
    sheet: Sheet,
    monthly: Mapping[ColumnName, Fraction],
    size: int,
    own_child: bool,
    counted: Sequence[CountedLine],
) -> Screening:
    """Hold the columns against the chart in force; gives what the applicant may be eligible for."""
    applicant = case.applicant
    if applicant is None or applicant.born is None:
        return Screening()
    since = sheet.book.chart_effective_from(sheet.on)
    chart = sheet.book.chart_of_age(sheet.on, sheet.age(applicant.born))
    on_ssi = _on_ssi(applicant, counted)
    found = _ssi(sheet) if on_ssi else _xix(applicant, sheet, chart, monthly["xix"], size, own_child)
    title: Programme | None = "xix" if found else None
    if found and case.title.xix_result == "denied":
        title, found = None, None
    if title is None and not on_ssi:
        found = _xxi(case, sheet, chart, monthly["xxi"], size)
        title = "xxi" if found and case.title.xxi_result != "denied" else None
    altcs = bool(applicant.needs_long_term_care) and case.title.altcs_result is None
    if title is None:
        return _only_altcs(altcs, since)
    return _referral(title, found, altcs, since)


def _only_altcs(altcs: bool, since: date) -> Screening:
    if not altcs:
        return screened(chart_effective_from=since)
    return Screening(
        ("altcs",),
        "ALTCS",
        "ALTCS",
        None,
        since,
        ALTCS,
        N_("Potentially ALTCS. Help the family with the referral (20.602.12)."),
        section="20.602.12",
    )


def _referral(title: Programme, held: Held | None, altcs: bool, since: date) -> Screening:
    label = held.label if held else ""
    if title == "xxi":
        sentence = N_(
            "Potentially {label} (Title XXI). An application is needed before CRS can accept "
            "the applicant (20.602.1)."
        )
        section, to = "20.602.3.B.1", AHCCCSA
    else:
        sentence = N_(
            "Potentially Title XIX ({label}). An application is needed before CRS can accept "
            "the applicant (20.602.1)."
        )
        section, to = "20.602.3.B.2", DES
    potential: tuple[Programme, ...] = (title, "altcs") if altcs else (title,)
    return screened(
        potential,
        held.category if held else "",
        label,
        held.limit if held else None,
        since,
        to,
        sentence,
        {"label": label},
        section,
    )


# Title XIX --------------------------------------------------------------------------------------------


def _xix(
    applicant: Person, sheet: Sheet, chart: Sequence[ChartRow], monthly: Fraction, size: int, own_child: bool
) -> Held | None:
    for row in chart:
        if row.category.title != "xix" or (row.needs and not _group_of(row, applicant, own_child)):
            continue
        people = size + (applicant.expected_children if "pregnant" in row.needs else 0)
        if _within(row, sheet, monthly, people, "xix"):
            return Held(row, row.limit(people), row.category.label, row.category.id)
    return None


def _on_ssi(applicant: Person, counted: Sequence[CountedLine]) -> bool:
    return any(line.annual for line in counted if line.kind in SSI and line.person == applicant.id)


def _ssi(sheet: Sheet) -> Held:
    sheet.line(
        N_("The applicant receives SSI"),
        True,
        "20.603.2.47.b",
        "screening",
        reason=N_(
            "A child on SSI has Medicaid: look in PMMIS; if not found, refer to DES, never to KidsCare"
        ),
    )
    return Held(None, None, "SSI", "SSI")


def _group_of(row: ChartRow, applicant: Person, own_child: bool) -> bool:
    """Whether the applicant belongs to the people a Title XIX row is for."""
    true = {
        "pregnant": applicant.pregnant,
        "caretaker": own_child,
        "no_dependent_child": not own_child,
        "foster_care_at_18": applicant.foster_care_at_18 is True,
        "disabled": applicant.disabled is True,
    }
    return all(true.get(need, True) for need in row.needs)


def _within(row: ChartRow, sheet: Sheet, monthly: Fraction, size: int, column: ColumnName) -> bool:
    limit = row.limit(size)
    inside = limit is None or monthly <= limit
    facts: dict[str, Value] = {"category": row.category.label, "monthly": monthly, "size": size}
    sheet.line(
        NO_LIMIT if limit is None else LIMIT,
        inside,
        "20.602.3.B",
        "screening",
        column=column,
        inputs=facts,
        numbers={"limit": limit, "in_force_since": row.effective_from},
        reason=INSIDE if inside else ABOVE,
    )
    return inside


# KidsCare ---------------------------------------------------------------------------------------------


def _xxi(case: Case, sheet: Sheet, chart: Sequence[ChartRow], monthly: Fraction, size: int) -> Held | None:
    for row in chart:
        if row.category.title != "xxi":
            continue
        if sheet.book.reading("chart.kidscare_max_age") == "none":
            sheet.reading("chart.kidscare_max_age")
        if _within(row, sheet, monthly, size, "xxi") and _special(row, case, sheet):
            return Held(row, row.limit(size), row.category.label, row.category.id)
    return None


def _special(row: ChartRow, case: Case, sheet: Sheet) -> bool:
    """The special requirements of the chart; one that is known to be unmet settles it at once."""
    known = {need: coverage.requirement(need, case, sheet) for need in row.needs}
    unmet = [need for need in row.needs if known[need] is False]
    if unmet:
        sheet.line(
            N_("Special requirements of {category}"),
            False,
            "20.602.3.B.1",
            "screening",
            column="xxi",
            reason=REQUIREMENTS[unmet[0]][1],
            inputs={"category": row.category.label},
        )
        return False
    answers = [_asked(need, sheet) for need in row.needs if known[need] is None]
    met = all(answers)
    sheet.line(
        N_("Special requirements of {category}"),
        met,
        "20.602.3.B.1",
        "screening",
        column="xxi",
        reason=N_("All met") if met else N_("Not all known yet"),
        inputs={"category": row.category.label},
    )
    return met


REQUIREMENTS = {
    "uninsured": (
        "coverage.insured",
        N_("Covered by other health insurance now"),
        N_("Whether the applicant is covered by other health insurance now"),
    ),
    "uninsured_3_months": (
        "coverage.insured_last_3_months",
        N_("Covered in the three months before the application"),
        N_("Whether the applicant was covered in the three months before the application"),
    ),
    "no_state_plan": (
        "coverage.state_employee_plan",
        N_("Could be covered by the State employee health plan"),
        N_("Whether the State employee health plan is open to the applicant"),
    ),
}


def _asked(need: str, sheet: Sheet) -> bool:
    key, _, label = REQUIREMENTS[need]
    answer: bool | None = sheet.ask(key, None, label, "20.602.3.B.1", options=(False, True))
    return answer is False


def open_requirement(sheet: Sheet) -> bool:
    """Whether a KidsCare requirement within the income range is still unanswered."""
    return any(key in sheet.unknown and sheet.assumed.get(key) is None for key, _, _ in REQUIREMENTS.values())


def income_referral(screening: Screening) -> bool:
    """Whether a Title XIX or XXI referral is open; ALTCS does not hold the case up (20.602.12)."""
    return "xix" in screening.potential or "xxi" in screening.potential
