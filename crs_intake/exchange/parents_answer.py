"""What `crs-intake parents` answers: Chapter 800 on a day, for each person and the whole family.

The shapes are dataclasses, so that `crs-intake schema parents` can print them;
money is a string with two decimals, days are ISO dates.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from crs_intake import codec
from crs_intake.domain.decision import Line, ReadingUsed
from crs_intake.domain.money import plain
from crs_intake.domain.parents_decision import (
    FamilyPremium,
    ItemState,
    ParentsAnswer,
    ParentsClock,
    ParentsNotice,
    PersonAnswer,
    Requirement,
    TipsOut,
    TrackAnswer,
)  # fmt: skip
from crs_intake.domain.people import STRICT
from crs_intake.words import day, say, say_with


@dataclass(frozen=True)
class RequirementAnswer:
    """One of the fourteen items of 802.A; des = DES determines it."""

    __pydantic_config__ = STRICT
    item: str
    label: str
    state: ItemState
    reason: str
    section: str


@dataclass(frozen=True)
class WillingnessAnswer:
    """Willingness to pay (803.D): yes, no, ask (contact the PI) or unreached."""

    __pydantic_config__ = STRICT
    state: str
    documentation: str
    """not_needed, open, complete or incomplete (name, time, Fortis and ACE)."""
    lacks: tuple[str, ...]
    tries: int
    wanted: int


@dataclass(frozen=True)
class SideAnswer:
    """The parent as KidsCare or as S.O.B.R.A. parent."""

    __pydantic_config__ = STRICT
    program: str
    outcome: str
    state: str
    reason: str
    section: str
    key_code: str
    effective: date | None
    ends: date | None


@dataclass(frozen=True)
class StepAnswer:
    """A step of the DES interface (804.B)."""

    __pydantic_config__ = STRICT
    step: int
    result: str
    sentence: str
    section: str


@dataclass(frozen=True)
class PersonOut:
    """A parent, a child or a newborn."""

    __pydantic_config__ = STRICT
    person: str
    name: str
    role: str
    outcome: str
    """approved, denied, ended, hold, pending, research, error_queue, not_valid, not_an_applicant, withdrawn,
    referred, general, receiving, des, eligible, not_eligible."""
    state: str
    program: str
    dual: bool
    registered: bool
    reason: str
    reason_code: str
    section: str
    key_code: str
    premium: str | None
    """The family's amount a month for a parent; for a child what KidsCare found."""
    premium_percent: int | None
    effective: date | None
    ends: date | None
    plan: str
    """The plan chosen, "automatic", or nothing."""
    medicaid_reason: str
    """The Medicaid denial reason beside UP (803.D)."""
    willingness: WillingnessAnswer | None
    requirements: tuple[RequirementAnswer, ...]
    sides: tuple[SideAnswer, ...]
    interface: tuple[StepAnswer, ...]
    missing: tuple[str, ...]
    todo: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class PremiumOut:
    """The one family premium (806.B)."""

    __pydantic_config__ = STRICT
    gross_monthly: str
    members: int
    guideline: str
    """Dollars a year."""
    fpl_percent: str
    percent: int | None
    amount: str | None
    proposed: bool
    """From the Title XXI column of the worksheet; nobody entered it."""


@dataclass(frozen=True)
class NoticeOut:
    """A notice: DOC-64 to DOC-67."""

    __pydantic_config__ = STRICT
    document: str
    person: str
    hearing_text: bool
    sent: date | None


@dataclass(frozen=True)
class TipsAnswer:
    """A record for DES through TIPS (DOC-68)."""

    __pydantic_config__ = STRICT
    kind: str
    person: str
    reason: str
    section: str


@dataclass(frozen=True)
class ClockOut:
    """CLK-46 to CLK-50."""

    __pydantic_config__ = STRICT
    id: str
    since: date
    due: date
    status: str
    section: str
    unrolled: date | None


@dataclass(frozen=True)
class HearingOut:
    """Who attends a hearing and whether benefits go on (807)."""

    __pydantic_config__ = STRICT
    person: str
    entitled: bool
    attends: str | None
    section: str
    benefits_continue: bool
    pay_by: date | None
    packet: dict[str, bool]


@dataclass(frozen=True)
class ChangeOut:
    """Who gets a reported change (808)."""

    __pydantic_config__ = STRICT
    person: str
    kind: str
    to: str
    section: str
    sentence: str
    told: date | None


@dataclass(frozen=True)
class ProgramOut:
    """Whether the program takes parents that day (801.C)."""

    __pydantic_config__ = STRICT
    open: bool
    citation: str


@dataclass(frozen=True)
class LineOut:
    """One thing that was found, with its section."""

    __pydantic_config__ = STRICT
    label: str
    result: str
    section: str


@dataclass(frozen=True)
class ParentsOut:
    """Chapter 800 on a day (`crs-parents/1`)."""

    __pydantic_config__ = STRICT
    on: date
    program: ProgramOut
    people: tuple[PersonOut, ...]
    premium: PremiumOut | None
    notices: tuple[NoticeOut, ...]
    tips: tuple[TipsAnswer, ...]
    clocks: tuple[ClockOut, ...]
    hearings: tuple[HearingOut, ...]
    changes: tuple[ChangeOut, ...]
    readings: tuple[ReadingUsed, ...]
    lines: tuple[LineOut, ...]
    notes: tuple[str, ...]


def answer(found: ParentsAnswer) -> dict[str, Any]:
    """The answer as its JSON object."""
    told = ParentsOut(
        found.on, ProgramOut(found.open, found.program_citation), tuple(map(_person, found.people)),
        _premium(found.premium), tuple(map(_notice, found.notices)), tuple(map(_tips, found.tips)),
        tuple(map(_clock, found.clocks)),
        tuple(
            HearingOut(each.person, each.entitled, each.attends, each.section, each.benefits_continue,
                       each.pay_by, {say(label): there for label, there in each.packet})
            for each in found.hearings
        ),
        tuple(
            ChangeOut(each.person, each.kind, each.to, each.section, say(each.sentence), each.told)
            for each in found.changes
        ),
        found.readings, tuple(map(_line, found.lines)), tuple(map(say, found.notes)),
    )  # fmt: skip
    made: dict[str, Any] = codec.adapter(ParentsOut).dump_python(told, mode="json")
    return made


def reason(found: PersonAnswer) -> str:
    """The reason in words, with its blanks filled."""
    return say_with(found.reason, found.inputs)


def _person(found: PersonAnswer) -> PersonOut:
    pays = found.willing
    return PersonOut(
        found.person, found.name, found.role, found.outcome, found.state, found.program, found.dual,
        found.registered, reason(found), found.reason_code, found.section, found.key_code,
        _money(found.premium), found.percent, found.effective, found.ends, found.plan,
        str(found.inputs.get("medicaid_reason") or ""),
        None if pays is None else WillingnessAnswer(
            pays.state, pays.documentation, tuple(map(say, pays.lacks)), pays.tries, pays.wanted),
        tuple(map(_item, found.requirements)), tuple(map(_side, found.tracks)),
        tuple(StepAnswer(each.number, each.result, say_with(each.sentence, each.inputs), each.section)
              for each in found.steps),
        tuple(map(say, found.missing)), tuple(map(say, found.todo)), tuple(map(say, found.notes)),
    )  # fmt: skip


def _item(found: Requirement) -> RequirementAnswer:
    said = say_with(found.reason, found.inputs)
    return RequirementAnswer(found.key, say(found.label), found.state, said, found.section)


def _side(found: TrackAnswer) -> SideAnswer:
    return SideAnswer(found.program, found.outcome, found.state, say(found.reason), found.section,
                      found.key_code, found.effective, found.ends)  # fmt: skip


def _premium(found: FamilyPremium | None) -> PremiumOut | None:
    if found is None:
        return None
    return PremiumOut(
        plain(found.gross), found.members, plain(Fraction(found.guideline)), plain(found.fpl_percent),
        found.percent, _money(found.amount), found.proposed,
    )  # fmt: skip


def _notice(found: ParentsNotice) -> NoticeOut:
    return NoticeOut(found.id, found.person, found.hearing_text, found.sent)


def _tips(found: TipsOut) -> TipsAnswer:
    return TipsAnswer(found.kind, found.person, say(found.reason), found.section)


def _clock(found: ParentsClock) -> ClockOut:
    return ClockOut(found.id, found.since, found.due, found.status, found.section, found.unrolled)


def _line(found: Line) -> LineOut:
    result = found.result
    said = plain(result) if isinstance(result, Fraction) else "" if result is None else str(result)
    return LineOut(say_with(found.label, {**found.numbers, **found.inputs}), said, found.section)


def _money(amount: Fraction | None) -> str | None:
    return None if amount is None else plain(amount)


def lines(found: ParentsAnswer) -> Iterator[str]:
    """The same answer for a person at a terminal."""
    yield say("Parents' coverage on {day}", day=day(found.on))
    yield say(
        "  The program is open ({citation})." if found.open else "  The program is closed ({citation}).",
        citation=found.program_citation,
    )
    for each in found.people:
        yield f"  {each.name}: {each.outcome} {each.state} - {reason(each)} ({each.section})"
        if each.premium is not None and each.role == "parent":
            yield say("    premium {amount} a month, key code {code}", amount=plain(each.premium),
                      code=each.key_code)  # fmt: skip
        for item in each.requirements:
            if item.state != "met":
                yield f"    {item.key} {say(item.label)}: {item.state} - {say(item.reason)}"
        for what in each.missing:
            yield say("    missing: {what}", what=say(what))
        for what in (*each.todo, *each.notes):
            yield f"    {say(what)}"
    for notice in found.notices:
        yield say("  notice {document}", document=notice.id)
    for sent in found.tips:
        yield f"  TIPS: {sent.kind} - {say(sent.reason)} ({sent.section})"
    yield from (f"  {say(note)}" for note in found.notes)
