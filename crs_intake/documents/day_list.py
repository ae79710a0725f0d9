"""The day list of a clinic: who comes when, to lie beside the telephone; made anew each time, never kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crs_intake.documents.layout import Begin, Grid, Look, Row, Rule, build, cell
from crs_intake.documents.style import MARGIN, ONE_AT_A_TIME, PAGE, words
from crs_intake.domain.text import N_
from crs_intake.words import language, say

LANGUAGES = {"en": N_("English"), "es": N_("Spanish")}
ACROSS = PAGE[1] - 2 * MARGIN
"""Room on the page, which lies on its side."""
_WIDTHS = (44.0, 160.0, 0.0, 84.0, 64.0, 96.0, 44.0)
TICK = "\N{BALLOT BOX}"


@dataclass(frozen=True)
class Line:
    """One visit of the day."""

    time: str
    name: str
    what: str
    phone: str
    language: str
    number: str


def day_list(clinic: str, day: str, told: str, lines: Sequence[Line]) -> bytes:
    """The list as a PDF in the language of the desk; it names no condition and no figures."""
    heads = (N_("Time"), N_("Applicant"), N_("What"), N_("Phone"), N_("Language"), N_("Case"), N_("Came"))
    rows = [Row([cell(say(each), "cell_bold", heading="Column") for each in heads], 0.75)]
    for line in lines:
        tongue = say(LANGUAGES.get(line.language, ""))
        texts = (line.time, line.name, line.what, line.phone, tongue, line.number, TICK)
        rows.append(Row([cell(each) for each in texts], 0.5))
    widths = [each or ACROSS - sum(_WIDTHS) for each in _WIDTHS]
    title = say(N_("Day list"))
    story = [
        Begin(title), words(f"{title}: {day}", "form_title"),
        words(" · ".join(part for part in (clinic, told) if part), "note"), Rule(ACROSS, before=2, after=4),
        Grid(rows, widths, heads=1, pad=4) if lines else words(say(N_("Nobody stands in the book.")), "cell"),
    ]  # fmt: skip
    foot = say(N_("Personal data: keep it out of sight and shred it at the end of the day."))
    look = Look(
        title="CRS day list", landscape=True, language="es-US" if language() == "es" else "en-US", foot=foot,
        foot_size=8.5,
        page_words=say(N_("Page {number} of {count}"), number="{number}", count="{count}"),
    )  # fmt: skip
    with ONE_AT_A_TIME:
        return build(story, look)
