"""Blanks of the interview: proofs, income, what the family pays, and who signs.

The figures are those of the determination; nothing is computed here.
"""

from __future__ import annotations

from fractions import Fraction

from crs_intake.documents.blanks import FLAGS, blank, flag, items, one_line, visit_day
from crs_intake.documents.facts import Facts, day_in
from crs_intake.documents.letter import frame
from crs_intake.domain.decision import Assessment, ColumnName
from crs_intake.domain.money import shown
from crs_intake.domain.text import N_
from crs_intake.policy import referral
from crs_intake.policy.interview import turned_21
from crs_intake.words import say_with

_FIGURES = N_("Figures of the determination (Financial worksheet)")
TITLES = ("exempt_ahcccs",)
PAYS_NOTHING = (
    "exempt_ward", "exempt_adoption", "exempt_foster", "exempt_ahcccs", "pays_nothing_at_or_below_200",
)  # fmt: skip


# The home and the proofs


@blank(N_("Address of the applicant's home"))
def home_address(facts: Facts) -> str:
    person = facts.applicant
    return one_line((person.address if person else None) or facts.case.address)


@blank(N_("Phone number of the family"))
def home_phone(facts: Facts) -> str:
    reader = facts.reader
    phones = (*facts.case.phones, *(reader.phones if reader else ()))
    return phones[0] if phones else ""


@blank(N_("Birth date of the applicant, or in PMMIS"))
def birthday_21(facts: Facts) -> str:
    return day_in(turned_21(facts.story), facts.language, "long")


@blank(N_("Case number"))
def authorization_number(facts: Facts) -> str:
    event = facts.last("medical_determination", outcome="may_be_eligible")
    return (event.number if event else "") or facts.case.number


@blank(N_("Day on which the proofs were reviewed"))
def denied_day(facts: Facts) -> str:
    event = facts.last("proofs_reviewed", outcome="not_met") or facts.last("denied")
    return day_in(event.at.day if event else facts.on, facts.language, "long")


@blank(N_("Which of age, citizenship and residency is not met"))
def tests_not_met(facts: Facts) -> tuple[str, ...]:
    said, age = frame(facts.language)["tests"], facts.book.number("age.limit", facts.on)
    return tuple(said[name].format(age=age) for name in _failed(facts))


def _failed(facts: Facts) -> tuple[str, ...]:
    """Which of the three is not met: as the review recorded it, else as the facts show."""
    event = facts.last("proofs_reviewed", outcome="not_met") or facts.last("denied")
    named = {*event.items, event.reason_code} if event is not None else set()
    told = tuple(name for name in ("age", "citizenship", "residency") if name in named)
    found = facts.figures
    if told or found is None:
        return told
    shown = {"age": found.age, "citizenship": found.citizenship, "residency": found.residency}
    return tuple(name for name, finding in shown.items() if finding.state == "not_met")


@blank(N_("Reason why the authorization is rescinded (age, citizenship or residency not met)"))
def rescission_reason(facts: Facts) -> str:
    event = facts.last("authorization_rescinded")
    if event is not None and event.reason:
        return facts.reason(event.reason)
    closing = facts.story.closing
    reasons: dict[str, str] = frame("en")["rescinded"]
    return reasons.get(closing.notice, "") if closing else ""


@blank(N_("Papers that were asked for"))
def papers_asked(facts: Facts) -> tuple[str, ...]:
    names = items(facts.language)
    keys = [referral.name_of(p.kind) for p in facts.case.papers if p.requested and not p.received]
    asked = facts.last("papers_requested", "redetermination_requested")
    keys += [referral.name_of(item) for item in asked.items] if asked else []
    return tuple(names.get(key, key) for key in dict.fromkeys(keys))


@blank(N_("Day of the interview"))
def apply_by(facts: Facts) -> str:
    interview = facts.last("interview_held")
    return facts.day(facts.deadline("CLK-15", interview.at.day if interview else facts.on))


# The figures


@blank(_FIGURES)
def determined_on(facts: Facts) -> str:
    return day_in(facts.figures.on, facts.language, "long") if facts.figures else ""


@blank(_FIGURES)
def group_size(facts: Facts) -> str:
    if facts.figures is None or not facts.figures.group:
        return ""
    size = sum(member.inside for member in facts.figures.group)
    one, several = frame(facts.language)["people"]
    return str(one if size == 1 else several).format(count=size)


def _figure(facts: Facts, column: ColumnName, name: str) -> str:
    found = facts.figures
    if found is None or not found.group or column not in found.columns:
        return ""
    amount = getattr(found.columns[column], name)
    return shown(amount) if isinstance(amount, Fraction) else ""


@blank(_FIGURES)
def agi_xxi(facts: Facts) -> str:
    return _figure(facts, "xxi", "agi_before_extra")


@blank(_FIGURES)
def monthly_xxi(facts: Facts) -> str:
    return _figure(facts, "xxi", "monthly")


@blank(_FIGURES)
def earned_xxi(facts: Facts) -> str:
    return _figure(facts, "xxi", "earned")


@blank(_FIGURES)
def unearned_xxi(facts: Facts) -> str:
    return _figure(facts, "xxi", "unearned")


@blank(_FIGURES)
def deductions_xxi(facts: Facts) -> str:
    return _figure(facts, "xxi", "deductions")


@blank(_FIGURES)
def agi(facts: Facts) -> str:
    return _figure(facts, "state_only", "agi")


@blank(_FIGURES)
def chart_from(facts: Facts) -> str:
    chart = facts.figures.screening.chart_effective_from if facts.figures else None
    return f"in force from {day_in(chart, 'en', 'long')}" if chart else ""


@blank(_FIGURES)
def percent(facts: Facts) -> str:
    fpl = facts.figures.fpl if facts.figures else None
    return f"{shown(fpl.percent)} %" if fpl and fpl.percent is not None else ""


@blank(_FIGURES)
def fpl_from(facts: Facts) -> str:
    fpl = facts.figures.fpl if facts.figures else None
    return day_in(fpl.effective_from if fpl else None, facts.language, "long")


@blank(_FIGURES)
def why_nothing(facts: Facts) -> str:
    found = facts.figures
    if found is None or found.payment.cls not in PAYS_NOTHING:
        return ""
    limit = facts.book.number("payment.limit_percent", facts.on)
    return str(frame(facts.language)["why_nothing"][found.payment.cls]).format(limit=limit)


@blank(_FIGURES)
def class_words(facts: Facts) -> str:
    said = frame(facts.language)["class"]
    if facts.program is not None:
        return str(said["nothing"])
    cls = facts.figures.payment.cls if facts.figures else "undetermined"
    return str(said["nothing"] if cls in PAYS_NOTHING else said[cls])


# Insurance and employment, for KidsCare


def _answer(facts: Facts, known: bool | None) -> str:
    said = frame(facts.language)
    return str(said["not_known"] if known is None else said["said_yes"] if known else said["said_no"])


@blank(_FIGURES)
def insured_now(facts: Facts) -> str:
    return _answer(facts, facts.case.coverage.insured)


@blank(_FIGURES)
def insured_before(facts: Facts) -> str:
    return _answer(facts, facts.case.coverage.insured_last_3_months)


@blank(_FIGURES)
def state_plan(facts: Facts) -> str:
    return _answer(facts, facts.case.coverage.state_employee_plan)


@blank(N_("Income of the household (Financial worksheet)"))
def employment(facts: Facts) -> tuple[str, ...]:
    found = facts.figures
    lines = [line for line in found.income if line.earned and line.inside] if found else []
    sources = {income.id: income.source for income in facts.case.income}
    told = []
    for line in lines:
        person = facts.case.person(line.person)
        parts = [person.name if person else line.person, say_with(line.label, line.inputs, lang="en")]
        parts += [sources[line.id]] if sources.get(line.id) else []
        told.append(f"{', '.join(parts)}: {shown(line.counted['xxi'])} a year")
    return tuple(told) or ("no earned income",)


# Who signs


@blank(N_("Name of the applicant"))
def signer_role(facts: Facts) -> str:
    return str(frame(facts.language)["signers"]["child" if facts.child else "adult"])


@blank(N_("Name of the applicant"))
def assigner_role(facts: Facts) -> str:
    return str(frame(facts.language)["signers"]["child" if facts.child else "assigner_adult"])


# Plain facts on which passages stand


def _class(found: Assessment | None) -> str:
    return found.payment.cls if found else "undetermined"


@flag
def class_open(facts: Facts) -> bool:
    return _class(facts.figures) == "undetermined"


@flag
def class_settled(facts: Facts) -> bool:
    found = facts.figures
    return (
        found is not None
        and not class_open(facts)
        and found.fpl is not None
        and found.fpl.percent is not None
    )


@flag
def pays_nothing(facts: Facts) -> bool:
    return _class(facts.figures) in PAYS_NOTHING


@flag
def pays_insured(facts: Facts) -> bool:
    return _class(facts.figures) == "pays_insured_above_200"


@flag
def pays_uninsured(facts: Facts) -> bool:
    return _class(facts.figures) == "pays_uninsured_above_200"


FLAGS |= {
    "pays": lambda facts: pays_insured(facts) or pays_uninsured(facts) or class_open(facts),
    "papers_asked": lambda facts: bool(papers_asked(facts)),
    "visit_set": lambda facts: bool(visit_day(facts)),
}
