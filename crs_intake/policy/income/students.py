"""Students: earnings of a dependent child, and college work-study (20.603.2.14, 20.603.3.15)."""

from __future__ import annotations

from crs_intake.domain.text import N_
from crs_intake.policy.income.line import Line, Verdict
from crs_intake.policy.income.native import tribal_work_study
from crs_intake.policy.income.plain import anything
from crs_intake.policy.income.received import receive

STUDENT = N_("Earnings of a dependent child at school at least half-time are not counted (20.603.2.14)")
FEDERAL = N_("Work-study paid by the U.S. Department of Education is not counted")
_HALF_TIME = ("half_time", "full_time")
_TRIBAL = ("bia", "tribal")


def surely_earned(line: Line) -> bool:
    """Whether it is earned whatever its rule finds; rent without work and tribal work-study are not."""
    if line.kind.rule == "rent":
        return line.kind.earned and line.income.for_work is not False
    return line.kind.earned and (line.kind.rule != "work_study" or line.income.funded_by not in _TRIBAL)


def dependent_student(line: Line) -> Verdict | None:
    """Leaves out the earnings of a dependent child at school at least half-time (AMB-124, AMB-133)."""
    person = line.person
    if not line.sheet.is_child(person):
        return None
    if person.student is None:
        line.ask(
            "student",
            key=f"people.{person.id}.student",
            section="20.603.2.14",
            label=N_("Does this child attend school, and at least half-time?"),
        )
        return None
    if person.student not in _HALF_TIME:
        return None
    return line.leaves_out(anything(line), STUDENT, at="CRS-20.603.2.14")


def work_study(line: Line) -> Verdict:
    """College work-study, by who funds it (20.603.3.15)."""
    funder = line.income.funded_by
    if funder in _TRIBAL:
        return tribal_work_study(line)
    if funder == "us_department_of_education":
        return line.leaves_out(anything(line), FEDERAL, at="CRS-20.603.3.15.a")
    if funder is None:
        line.ask("funded_by")
    return line.counts(receive(line))
