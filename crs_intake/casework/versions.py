"""The determinations of a case side by side: what changed, and which papers went out on the old one.

Nothing is computed again: both are read as they were kept. Figures are
compared exactly, not as they are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from crs_intake.casework.determination import Decided, versions
from crs_intake.casework.ports import Desk
from crs_intake.casework.rights import allow
from crs_intake.domain.case import Case
from crs_intake.domain.decision import (
    COLUMNS,
    Assessment,
    Column,
    ColumnName,
    CountedLine,
    Finding,
    Membership,
    Outcome,
    Value,
)
from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.kept import Determination, KeptDocument
from crs_intake.domain.money import shown
from crs_intake.domain.text import N_
from crs_intake.policy import shelf
from crs_intake.words import day, listed, say, say_with

__all__ = ["Decided", "Difference", "compare", "letters_on_old", "pair", "versions"]

OUTCOMES: Mapping[Outcome, str] = {
    "eligible": N_("Eligible"),
    "not_eligible": N_("Not eligible"),
    "not_decidable": N_("Not decidable yet"),
}
MET = {"met": N_("Met"), "not_met": N_("Not met"), "unknown": N_("Not known yet")}
RESTS_ON_DETERMINATION = frozenset(
    f"DOC-{number}" for number in (20, 21, 23, 29, 31, 32, 33, 34, 35, 39, 42, 43)
)
"""Papers whose words or figures come from the determination (documents.md)."""
FIGURES: tuple[tuple[str, Callable[[Column], Fraction], str], ...] = (
    (N_("Total income (step 1)"), lambda column: column.gross, "20.603.5.1"),
    (N_("Deductions of the past 12 months"), lambda column: column.deductions, "20.603.5.4"),
    (N_("Further deductions of State Only"), lambda column: column.extra_deductions, "20.603.5.6"),
    (N_("Adjusted gross income"), lambda column: column.agi, "20.603.5.5"),
    (N_("A month (÷ 12)"), lambda column: column.monthly, "20.602.3.B"),
)
SECTIONS: Mapping[str, str] = {
    "Outcome": "20.602.2", "Household income group": "20.603.1", "Income, dollars a year": "20.603.2",
    "Figures, dollars a year": "20.603.5", "AHCCCS chart": "20.602.3.B", "Payment responsibility": "20.604",
}  # fmt: skip
"""The manual's section behind each part of the table; single rows may name their own."""
NOTHING = ""


@dataclass(frozen=True)
class Difference:
    """One row of two determinations side by side; an empty text = it was not there."""

    part: str
    label: str
    old: str
    new: str
    changed: bool
    section: str = ""
    """The manual's section behind the row."""


def pair(desk: Desk, number: str, old: int, new: int) -> tuple[Decided, Decided]:
    """Two determinations of a case by their versions; raises NotAcceptable if there is none."""
    known = {each.kept.version: each for each in versions(desk, number)}
    for version in (old, new):
        if version not in known:
            raise NotAcceptable(say("There is no determination {version} of this case.", version=version))
    return known[old], known[new]


def compare(old: Assessment, new: Assessment, case: Case) -> tuple[Difference, ...]:
    """Every row of the two, marked where they differ; names are those of the case."""
    rows = _Comparison(old, new, case).rows()
    return tuple(row for row in rows if row.old or row.new or row.changed)


def letters_on_old(desk: Desk, number: str, version: int) -> tuple[KeptDocument, ...]:
    """Papers that went out on a determination before the next one was made; none for the newest."""
    case = desk.store.case(number).case
    allow(desk, "papers.view", case)
    made = {each.version: each for each in desk.store.determinations(number)}
    later = [each for each in made.values() if each.version > version]
    if version not in made or not later:
        return ()
    first, until = made[version], min(later, key=lambda each: each.version)
    return tuple(each for each in desk.store.documents(number) if _went_out(each, first, until))


def on_older(desk: Desk, number: str) -> frozenset[str]:
    """Ids of the papers that went out on a determination that another one has followed since."""
    made = sorted(each.version for each in desk.store.determinations(number))
    return frozenset(paper.id for version in made[:-1] for paper in letters_on_old(desk, number, version))


def _went_out(paper: KeptDocument, first: Determination, until: Determination) -> bool:
    if paper.document not in RESTS_ON_DETERMINATION or paper.sent is None:
        return False
    return first.at.sort_key() <= paper.sent.sort_key() < until.at.sort_key()


class _Comparison:
    def __init__(self, old: Assessment, new: Assessment, case: Case) -> None:
        self.old, self.new, self.case = old, new, case

    def rows(self) -> Iterator[Difference]:
        yield from self.outcome()
        yield from self.group()
        yield from self.income()
        yield from self.figures()
        yield from self.screening()
        yield from self.payment()

    def row(
        self, part: str, label: str, old: object, new: object, shows: tuple[str, str], section: str = ""
    ) -> Difference:
        return Difference(say(part), label, *shows, old != new, section or SECTIONS.get(part, ""))

    def words(self, part: str, label: str, old: str, new: str, *, section: str = "") -> Difference:
        return Difference(say(part), label, old, new, old != new, section or SECTIONS.get(part, ""))

    def outcome(self) -> Iterator[Difference]:
        part, old, new = N_("Outcome"), self.old, self.new
        yield self.words(part, say("Determined on"), day(old.on), day(new.on))
        yield self.words(part, say("Outcome"), say(OUTCOMES[old.outcome]), say(OUTCOMES[new.outcome]))
        for label, one, other in (
            (N_("Age"), old.age, new.age),
            (N_("Citizenship"), old.citizenship, new.citizenship),
            (N_("Residency"), old.residency, new.residency),
        ):
            yield self.words(part, say(label), _finding(one), _finding(other), section=other.section)
        missing = [listed([say_with(m.label, m.inputs) for m in each.missing]) for each in (old, new)]
        if any(missing):
            yield self.words(part, say("Missing"), *missing, section="20.602.3")

    def group(self) -> Iterator[Difference]:
        one = {each.person: each for each in self.old.group}
        other = {each.person: each for each in self.new.group}
        for id in _in_both(one, other):
            yield self.words(
                N_("Household income group"), self.name(id), _member(one.get(id)), _member(other.get(id))
            )
        sizes = [each.fpl.size if each.fpl else 0 for each in (self.old, self.new)]
        if any(sizes):
            yield self.words(N_("Household income group"), say("Family size"), *map(str, sizes))

    def income(self) -> Iterator[Difference]:
        one = {each.id: each for each in self.old.income}
        other = {each.id: each for each in self.new.income}
        for id in _in_both(one, other):
            line = other.get(id) or one[id]
            label = say("{what}, {name}", what=say_with(line.label, line.inputs), name=self.name(line.person))
            yield self.row(N_("Income, dollars a year"), label, _counts(one.get(id)), _counts(other.get(id)),
                           (_line(one.get(id)), _line(other.get(id))), line.section)  # fmt: skip

    def figures(self) -> Iterator[Difference]:
        part = N_("Figures, dollars a year")
        for label, figure, section in FIGURES:
            one, other = _three(self.old.columns, figure), _three(self.new.columns, figure)
            yield self.row(part, say(label), one, other, (_shown(one), _shown(other)), section)
        one_fpl, other_fpl = self.old.fpl, self.new.fpl
        yield self.words(part, say("Guideline"),
                         shown(one_fpl.amount) if one_fpl else NOTHING,
                         shown(other_fpl.amount) if other_fpl else NOTHING,
                         section="20.604.4.E")  # fmt: skip
        one_percent = one_fpl.percent if one_fpl else None
        other_percent = other_fpl.percent if other_fpl else None
        yield self.row(part, say("Per cent of the guideline"), one_percent, other_percent,
                       (_percent(one_percent), _percent(other_percent)), "20.603.5.7")  # fmt: skip

    def screening(self) -> Iterator[Difference]:
        part, one, other = N_("AHCCCS chart"), self.old.screening, self.new.screening
        yield self.words(part, say("Potentially"), say(one.category_label), say(other.category_label))
        yield self.words(part, say("Refer to"), one.refer_to, other.refer_to)
        yield self.words(part, say("Monthly limit"), _limit(one.limit), _limit(other.limit))

    def payment(self) -> Iterator[Difference]:
        part, one, other = N_("Payment responsibility"), self.old.payment, self.new.payment
        said = (say_with(one.sentence, one.inputs), say_with(other.sentence, other.inputs))
        yield self.row(part, say("The family pays"), one.cls, other.cls, said, other.section)
        due = [listed([say(a.name) for a in each.agreements]) for each in (self.old, self.new)]
        yield self.words(part, say("Agreements"), *due, section="20.605.1")
        used = [{r.setting: r.value for r in each.readings} for each in (self.old, self.new)]
        for setting in _in_both(*used):
            values = [each.get(setting, NOTHING) for each in used]
            if values[0] != values[1]:
                rule = shelf.reading_rules().get(setting)
                label = say(rule.question) if rule is not None else setting
                shows = [each.replace("_", " ") for each in values]
                yield self.words(N_("Readings"), label, *shows,
                                 section=rule.section if rule is not None else "")  # fmt: skip

    def name(self, id: str) -> str:
        """The name in the case now, else as it stood in either determination."""
        person = self.case.person(id)
        if person is not None and person.name:
            return person.name
        lines = (line for line in (*self.new.lines, *self.old.lines) if line.subject == id)
        return next((str(line.inputs["name"]) for line in lines if line.inputs.get("name")), id)


def _in_both(one: Iterable[str], other: Iterable[str]) -> list[str]:
    """Keys of either, in the order of the newer one, with the lost ones at the end."""
    return list(dict.fromkeys((*other, *one)))


def _finding(found: Finding) -> str:
    return say("{state}: {reason}", state=say(MET[found.state]), reason=say_with(found.reason, found.inputs))


def _member(member: Membership | None) -> str:
    if member is None:
        return NOTHING
    reason = say_with(member.reason, member.inputs)
    return say("In: {reason}", reason=reason) if member.inside else say("Not in: {reason}", reason=reason)


Three = tuple[Fraction, ...]


def _counts(line: CountedLine | None) -> Value | Three:
    if line is None or not line.inside:
        return None
    return tuple(line.counted[column] for column in COLUMNS)


def _line(line: CountedLine | None) -> str:
    if line is None:
        return NOTHING
    if not line.inside:
        return say("Outside the group")
    return _shown(tuple(line.counted[column] for column in COLUMNS))


def _three(columns: Mapping[ColumnName, Column], figure: Callable[[Column], Fraction]) -> Three:
    return tuple(figure(columns[column]) for column in COLUMNS)


def _shown(amounts: Three) -> str:
    """One figure where the three columns agree, else the three by name."""
    if len(set(amounts)) == 1:
        return shown(amounts[0])
    return say("XIX {xix} · XXI {xxi} · State Only {state_only}",
               xix=amounts[0], xxi=amounts[1], state_only=amounts[2])  # fmt: skip


def _percent(percent: Fraction | None) -> str:
    return NOTHING if percent is None else say("{percent} %", percent=percent)


def _limit(limit: int | None) -> str:
    return NOTHING if limit is None else shown(limit)
