"""What the command line answers: the assessment and the deadlines as JSON with fixed keys.

The shapes are dataclasses, so that `crs-intake schema` can print them; they
change only with a new version. Money is a string with two decimals.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Literal

from crs_intake import codec
from crs_intake.domain.checklists import Checklists, Compared, PaperWanted, Shown
from crs_intake.domain.decision import (
    Assessment,
    Column,
    Finding,
    Line,
    MissingFact,
    Outcome,
    PaymentClass,
    Value,
)
from crs_intake.domain.moment import Moment
from crs_intake.domain.money import Money, plain
from crs_intake.domain.people import STRICT
from crs_intake.domain.standing import ClockStatus, Standing
from crs_intake.words import say, say_with

Plain = str | int | bool | None


@dataclass(frozen=True)
class FindingAnswer:
    """A test of eligibility: met, not_met or unknown."""

    __pydantic_config__ = STRICT
    status: Literal["met", "not_met", "unknown"]
    section: str
    reason: str


@dataclass(frozen=True)
class EligibilityAnswer:
    """The three non-medical tests of 20.301 to 20.303."""

    __pydantic_config__ = STRICT
    age: FindingAnswer
    citizenship: FindingAnswer
    residency: FindingAnswer


@dataclass(frozen=True)
class MissingAnswer:
    """A fact that must be known or shown before the case can be decided."""

    __pydantic_config__ = STRICT
    fact: str
    label: str
    section: str


@dataclass(frozen=True)
class ColumnAnswer:
    """One programme's figures: dollars a year, two decimals; monthly = agi ÷ 12."""

    __pydantic_config__ = STRICT
    earned: str
    unearned: str
    deductions: str
    extra_deductions: str
    agi: str
    monthly: str


@dataclass(frozen=True)
class ColumnsAnswer:
    """Title XIX, Title XXI and State Only side by side."""

    __pydantic_config__ = STRICT
    xix: ColumnAnswer
    xxi: ColumnAnswer
    state_only: ColumnAnswer


@dataclass(frozen=True)
class FplAnswer:
    """The guideline used; percent = State Only adjusted gross income ÷ amount × 100, two decimals."""

    __pydantic_config__ = STRICT
    effective_from: date
    size: int
    amount: str
    percent: str | None


@dataclass(frozen=True)
class ScreeningAnswer:
    """Against the AHCCCS chart (20.602.3.B)."""

    __pydantic_config__ = STRICT
    potential: tuple[Literal["xix", "xxi", "altcs"], ...]
    category: str
    chart_effective_from: date | None
    refer_to: str


@dataclass(frozen=True)
class PaymentAnswer:
    """Payment responsibility (20.604) in one word and one sentence; `class` in the JSON."""

    __pydantic_config__ = STRICT
    cls: PaymentClass
    sentence: str
    section: str


@dataclass(frozen=True)
class AgreementAnswer:
    """An agreement that must be signed and who may sign it (20.605)."""

    __pydantic_config__ = STRICT
    document: str
    name: str
    signers: tuple[str, ...]
    section: str


@dataclass(frozen=True)
class ReadingAnswer:
    """A reading of an ambiguous rule that decided."""

    __pydantic_config__ = STRICT
    setting: str
    value: str
    ambiguity: str


@dataclass(frozen=True)
class LineAnswer:
    """One line of the worksheet, with the numbers in force."""

    __pydantic_config__ = STRICT
    label: str
    inputs: Mapping[str, Plain]
    numbers: Mapping[str, Plain]
    result: Plain
    section: str
    register: str


@dataclass(frozen=True)
class PaperAnswer:
    """A row of the checklist of financial papers (20.502); person is empty for the whole group."""

    __pydantic_config__ = STRICT
    paper: str
    person: str
    label: str
    state: Literal["received", "outstanding", "cannot_be_had", "not_demanded", "not_applicable"]
    received: date | None
    why: str
    """Why what was brought does not settle the row."""
    section: str


@dataclass(frozen=True)
class ComparedAnswer:
    """A row of the title interview: presented, beside PMMIS, and what is submitted (20.601.1)."""

    __pydantic_config__ = STRICT
    item: str
    label: str
    presented: str | None
    pmmis: str | None
    agrees: bool | None
    submitted: str | None
    section: str


@dataclass(frozen=True)
class AssessmentAnswer:
    """The answer of `crs-intake assess --json`."""

    __pydantic_config__ = STRICT
    format: Literal["crs-assessment/1"]
    on: date
    outcome: Outcome
    missing: tuple[MissingAnswer, ...]
    eligibility: EligibilityAnswer
    group: tuple[dict[str, str | bool], ...]
    """For each person: person (id), in (true or false), reason, section."""
    columns: ColumnsAnswer
    fpl: FplAnswer | None
    screening: ScreeningAnswer
    ask_deduction_proof: bool
    payment: PaymentAnswer
    agreements: tuple[AgreementAnswer, ...]
    readings: tuple[ReadingAnswer, ...]
    trace: tuple[LineAnswer, ...]
    financial_application: tuple[MissingAnswer, ...] = ()
    """What the financial application still lacks (20.501); nothing for a title member."""
    papers: tuple[PaperAnswer, ...] = ()
    pmmis: tuple[ComparedAnswer, ...] = ()
    """For a title member."""


@dataclass(frozen=True)
class ClockAnswer:
    """A clock: a day, or an instant with Arizona's offset where hours count."""

    __pydantic_config__ = STRICT
    id: str
    since: str
    due: str
    status: ClockStatus
    who: str
    at_expiry: str
    section: str


@dataclass(frozen=True)
class DocumentAnswer:
    """A paper of the case and where it stands."""

    __pydantic_config__ = STRICT
    id: str
    to: tuple[str, ...]
    by: str | None
    status: Literal["due", "drafted", "printed", "sent", "returned", "cancelled"]


@dataclass(frozen=True)
class MayNotAnswer:
    """An event that cannot happen now, and why."""

    __pydantic_config__ = STRICT
    event: str
    section: str
    reason: str


@dataclass(frozen=True)
class DeadlinesAnswer:
    """The answer of `crs-intake deadlines --json`."""

    __pydantic_config__ = STRICT
    state: str
    clocks: tuple[ClockAnswer, ...]
    documents: tuple[DocumentAnswer, ...]
    may: tuple[str, ...]
    may_not: tuple[MayNotAnswer, ...]
    next_contact_not_before: str | None


def assessment(found: Assessment, lists: Checklists | None = None) -> dict[str, Any]:
    """The assessment as its JSON object, with the lists that stand beside it."""
    beside = lists or Checklists()
    answer = AssessmentAnswer(
        format="crs-assessment/1",
        on=found.on,
        outcome=found.outcome,
        missing=tuple(map(_lacking, found.missing)),
        eligibility=EligibilityAnswer(*map(_finding, (found.age, found.citizenship, found.residency))),
        group=tuple(
            {"person": m.person, "in": m.inside, "reason": say_with(m.reason, m.inputs), "section": m.section}
            for m in found.group
        ),
        columns=ColumnsAnswer(*(_column(found.columns[name]) for name in ("xix", "xxi", "state_only"))),
        fpl=_fpl(found),
        screening=_screening(found),
        ask_deduction_proof=found.ask_deduction_proof,
        payment=PaymentAnswer(
            found.payment.cls, say_with(found.payment.sentence, found.payment.inputs), found.payment.section
        ),
        agreements=tuple(
            AgreementAnswer(a.document, say(a.name), a.signers, a.section) for a in found.agreements
        ),
        readings=tuple(ReadingAnswer(r.setting, r.value, r.ambiguity) for r in found.readings),
        trace=tuple(map(_line, (*found.lines, *found.notes))),
        financial_application=tuple(map(_lacking, beside.application)),
        papers=tuple(map(_paper, beside.papers)),
        pmmis=tuple(_compared(row, beside.submitted) for row in beside.pmmis),
    )
    plain_answer: dict[str, Any] = codec.adapter(AssessmentAnswer).dump_python(answer, mode="json")
    return _class_named(plain_answer)


def deadlines(found: Standing) -> dict[str, Any]:
    """The standing as its JSON object."""
    answer = DeadlinesAnswer(
        state=found.state,
        clocks=tuple(
            ClockAnswer(
                c.id,
                instant(c.since),
                instant(c.due),
                c.status,
                c.who,
                say_with(c.at_expiry, c.inputs),
                c.section,
            )
            for c in found.clocks
        ),
        documents=tuple(
            DocumentAnswer(d.id, d.to, instant(d.by) if d.by else None, d.status) for d in found.documents
        ),
        may=found.may,
        may_not=tuple(MayNotAnswer(n.event, n.section, say_with(n.reason, n.inputs)) for n in found.may_not),
        next_contact_not_before=(
            instant(found.next_contact_not_before) if found.next_contact_not_before else None
        ),
    )
    plain_answer: dict[str, Any] = codec.adapter(DeadlinesAnswer).dump_python(answer, mode="json")
    return plain_answer


def schema(kind: type) -> dict[str, Any]:
    """The JSON Schema of an answer, with `class` spelled as it is printed."""
    found = codec.schema(kind)
    payment = found.get("$defs", {}).get("PaymentAnswer")
    if payment:
        payment["properties"]["class"] = payment["properties"].pop("cls")
        payment["required"] = ["class" if name == "cls" else name for name in payment["required"]]
    return found


def instant(moment: Moment) -> str:
    """A day as 2009-03-23; a moment with its time as an instant of Arizona, offset included."""
    exact = moment.instant
    return moment.day.isoformat() if exact is None else exact.isoformat()


def _class_named(answer: dict[str, Any]) -> dict[str, Any]:
    payment = answer["payment"]
    return answer | {"payment": {"class": payment.pop("cls"), **payment}}


def _lacking(fact: MissingFact) -> MissingAnswer:
    return MissingAnswer(fact.key, say_with(fact.label, fact.inputs), fact.section)


def _paper(row: PaperWanted) -> PaperAnswer:
    label, why = say_with(row.label, row.inputs), say_with(row.why, row.inputs)
    return PaperAnswer(row.kind, row.person, label, row.state, row.received, why, row.section)


def _compared(row: Compared, submitted: Mapping[str, Shown]) -> ComparedAnswer:
    return ComparedAnswer(
        row.name, say(row.label), _text(row.presented), _text(row.pmmis), row.agrees,
        _text(submitted.get(row.name)), row.section,
    )  # fmt: skip


def _text(value: Shown) -> str | None:
    return value.isoformat() if isinstance(value, date) else value or None


def _finding(found: Finding) -> FindingAnswer:
    return FindingAnswer(found.state, found.section, say_with(found.reason, found.inputs))


def _column(found: Column) -> ColumnAnswer:
    return ColumnAnswer(
        plain(found.earned), plain(found.unearned), plain(found.deductions),
        plain(found.extra_deductions), plain(found.agi), plain(found.monthly),
    )  # fmt: skip


def _fpl(found: Assessment) -> FplAnswer | None:
    fpl = found.fpl
    if fpl is None:
        return None
    percent = None if fpl.percent is None else plain(fpl.percent)
    return FplAnswer(fpl.effective_from, fpl.size, plain(Fraction(fpl.amount)), percent)


def _screening(found: Assessment) -> ScreeningAnswer:
    s = found.screening
    return ScreeningAnswer(s.potential, s.category, s.chart_effective_from, say_with(s.refer_to, s.inputs))


_OF_INCOME = frozenset(("periods", "disregard", "exclusion", "limit", "wage", "excluded"))
"""Blanks of an income line that are dated numbers of the book."""


def _line(line: Line) -> LineAnswer:
    of_income = _OF_INCOME if line.group == "income" else frozenset()
    in_force = {name: value for name, value in line.inputs.items() if name in of_income}
    facts = {name: value for name, value in line.inputs.items() if name not in of_income}
    column = {"column": line.column} if line.column else {}
    return LineAnswer(
        label=say_with(line.label, {**line.numbers, **line.inputs}),
        inputs={**{name: _plain(value) for name, value in facts.items()}, **column},
        numbers={name: _plain(value) for name, value in {**in_force, **line.numbers}.items()},
        result=_plain(line.result),
        section=line.section,
        register=line.register,
    )


def _plain(value: Value | Money | Moment) -> Plain:
    """A value of a line for JSON: amounts with two decimals, days as ISO dates."""
    if isinstance(value, Money):
        return value.plain()
    if isinstance(value, Fraction):
        return plain(value)
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str | int | bool) or value is None else str(value)
