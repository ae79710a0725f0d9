"""The same answers in lines for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from crs_intake.domain.case import Case
from crs_intake.domain.checklists import Checklists
from crs_intake.domain.decision import COLUMNS, Assessment
from crs_intake.domain.money import shown
from crs_intake.domain.standing import Standing
from crs_intake.words import day, say, say_with


def assessment(found: Assessment, case: Case) -> Iterator[str]:
    """The determination in lines: outcome, group, columns, screening, payment, what is missing."""
    yield say("Determination of {on}: {outcome}", on=found.on, outcome=found.outcome.replace("_", " "))
    for name, finding in (
        ("age", found.age),
        ("citizenship", found.citizenship),
        ("residency", found.residency),
    ):
        yield f"  {name}: {finding.state} - {say_with(finding.reason, finding.inputs)} ({finding.section})"
    for member in found.group:
        person = case.person(member.person)
        inside = say("in") if member.inside else say("not in")
        yield f"  {person.name if person else member.person}: {inside} - " + (
            f"{say_with(member.reason, member.inputs)} ({member.section})"
        )
    for label, field in (("gross", "gross"), ("deductions", "deductions"),
                         ("extra deductions", "extra_deductions"),
                         ("adjusted gross income", "agi"), ("a month", "monthly")):  # fmt: skip
        figures = "".join(f"{shown(getattr(found.columns[name], field)):>16}" for name in COLUMNS)
        yield f"  {label:<24}{figures}"
    if found.fpl and found.fpl.percent is not None:
        yield say("  {percent} % of the guideline {amount} for {size}", percent=shown(found.fpl.percent),
                  amount=shown(found.fpl.amount), size=found.fpl.size)  # fmt: skip
    if found.screening.potential:
        yield f"  {say_with(found.screening.sentence, found.screening.inputs)}"
    yield f"  {say_with(found.payment.sentence, found.payment.inputs)} ({found.payment.section})"
    for missing in found.missing:
        yield say("  missing: {label} ({section})", label=say_with(missing.label, missing.inputs),
                  section=missing.section)  # fmt: skip
    for line in found.notes:
        yield f"  {say_with(line.label, line.inputs)} ({line.section})"
    for limit in found.thresholds:
        yield f"  {say_with(limit.label, limit.inputs)} ({limit.section})"
    for reading in found.readings:
        yield f"  reading {reading.setting} = {reading.value} ({reading.ambiguity})"


def checklists(lists: Checklists, case: Case) -> Iterator[str]:
    """What the financial application lacks, which papers are to come, where PMMIS differs."""
    for fact in lists.application:
        yield say("  the financial application lacks: {label} ({section})",
                  label=say_with(fact.label, fact.inputs), section=fact.section)  # fmt: skip
    for row in lists.papers:
        if not row.settled:
            person = case.person(row.person)
            yield say("  paper to come: {label} {name} ({section})", label=say_with(row.label, row.inputs),
                      name=person.name if person else "", section=row.section)  # fmt: skip
    for pair in lists.pmmis:
        if pair.agrees is False:
            yield say("  differs from PMMIS: {label} ({section})",
                      label=say(pair.label), section=pair.section)  # fmt: skip


def deadlines(found: Standing) -> Iterator[str]:
    """State, clocks, papers and what may happen now, in lines."""
    yield found.state
    for clock in found.clocks:
        yield f"  {clock.id} {clock.status:<8} {clock.since} -> {clock.due}  {clock.who}  ({clock.section})"
        if clock.status in ("open", "overdue"):
            yield say("      stops it: {what}", what=say(clock.stops_it))
            yield say("      if nothing happens: {what}", what=say_with(clock.at_expiry, clock.inputs))
    for paper in found.documents:
        by = f" by {day(paper.by.day)}" if paper.by else ""
        yield f"  {paper.id} {paper.status}{by} to {', '.join(paper.to)}"
    yield say("  may: {events}", events=", ".join(found.may))
    for no in found.may_not:
        yield f"  may not: {no.event} - {say_with(no.reason, no.inputs)} ({no.section})"
    if found.next_contact_not_before:
        yield say("  next contact not before {at}", at=str(found.next_contact_not_before))
