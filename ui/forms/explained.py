"""What "Why?" says of a result: the lines it came from, the numbers in force, and how they were worked out.

The worksheet shows the same rows in three columns; here they are sentences, for one result at a time.
"""

from __future__ import annotations

from datetime import date

from crs_intake.casework.figures import Figure, Report
from crs_intake.domain.case import Case
from crs_intake.domain.decision import Assessment
from crs_intake.domain.money import shown
from crs_intake.words import say, say_with
from ui.forms import sheet
from ui.forms.common import month
from ui.forms.sheet import SheetRow


def determination(assessment: Assessment, case: Case) -> tuple[str, ...]:
    """The answer, each line of the three columns, and the numbers beside them (20.602 to 20.604)."""
    found = [sheet.answer(assessment)]
    for row in (*sheet.rows(assessment, case), *sheet.beside(assessment)):
        if not row.heading:
            found.append(_line(row))
    return tuple(dict.fromkeys(each for each in found if each))


def about(label: str, section: str, lines: tuple[str, ...]) -> tuple[str, ...]:
    """The lines of a determination that tell of one row of it; all of them where none names it."""
    named = label.split(" (")[0].split(",")[0].casefold()
    found = tuple(each for each in lines if (section and f"({section}" in each) or named in each.casefold())
    return found or lines


def _line(row: SheetRow) -> str:
    words = ". ".join(each.words.rstrip(".") for each in row.words)
    figures = list(dict.fromkeys(each for each in row.figures if each))
    if len(figures) > 1:
        names = (say("Title XIX"), say("Title XXI"), say("State Only"))
        figures = [f"{name} {each}" for name, each in zip(names, row.figures, strict=True) if each]
    cite = f" ({row.section})" if row.section and f"({row.section})" not in words else ""
    worked = f" {'; '.join(row.why)}" if row.why else ""
    return f"{words}{': ' if figures else ''}{', '.join(figures)}{cite}{worked}"


def line_of(figure: Figure) -> str:
    """What a line of a report counts, in words; a month as people write it."""
    first = figure.inputs.get("month")
    return month(first) if isinstance(first, date) else say_with(figure.label, figure.inputs)


def report(made: Report, figure: Figure | None, told: tuple[str, ...]) -> tuple[str, ...]:
    """What a report counts and of when; of one figure how many it are of how many, and their share."""
    if figure is None:
        return told
    found = [f"{line_of(figure)}: {figure.count}"]
    if figure.of and figure.share is not None:
        worked = f"{figure.count} ÷ {figure.of} × 100 = {shown(figure.share)} %"
        found.append(say("Per cent: {worked}", worked=worked))
    return (*found, *told)
