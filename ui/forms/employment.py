"""Worksheet: the cost of employment, counted by months with earnings (20.603.4.A.2).

Nothing is typed here that was said before: the page shows what follows.
"""

from __future__ import annotations

from dataclasses import replace

from crs_intake.domain.case import Case
from crs_intake.domain.text import N_
from crs_intake.words import say
from ui.forms.care import line_words
from ui.forms.common import known
from ui.forms.details import in_ahcccs
from ui.forms.form import About, Answers, Field, Note, Page, Values


def show(case: Case) -> Values:
    """Whether earnings are expected."""
    return {"expects": case.expects_earnings}


def keep(case: Case, values: Values) -> Case:
    """Into the case."""
    return replace(case, expects_earnings=known(values["expects"]))


def notes(about: About, answers: Answers) -> tuple[Note, ...]:
    """Each earner's months and amount."""
    assessment = about.assess()
    if assessment is None:
        return ()
    found = [each for each in assessment.lines
             if each.group == "deductions" and each.section.startswith("20.603.4.A.2")]  # fmt: skip
    if not found:
        return (Note("note", say("Nobody of the income group has counted earnings in the past 12 months."),
                     "20.603.4.A.2"),)  # fmt: skip
    return tuple(Note("note", line_words(each), each.section) for each in found)


PAGE = Page(
    id="employment",
    title=N_("Cost of employment"),
    intro=N_("It follows from the earnings that are entered; nothing has to be typed."),
    show=show,
    keep=keep,
    closed=in_ahcccs,
    notes=notes,
    fields=(
        Field(key="expects", label=N_("Does the family expect earnings for the next 12 months?"),
              kind="yes_no", settled=True, cite="20.603.4.A.1"),
    ),
)  # fmt: skip
