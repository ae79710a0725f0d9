"""A report on paper: its figures as a table, what was counted, and of when; no names of families."""

from __future__ import annotations

from collections.abc import Sequence

from crs_intake.documents.layout import Begin, Grid, Look, Row, Rule, build, cell
from crs_intake.documents.style import MARGIN, ONE_AT_A_TIME, PAGE, words
from crs_intake.domain.text import N_
from crs_intake.words import language, say

ACROSS = PAGE[0] - 2 * MARGIN


def report(
    title: str, told: Sequence[str], heads: Sequence[str], rows: Sequence[Sequence[str]],
    widths: Sequence[float] = (),
) -> bytes:  # fmt: skip
    """The table as a PDF in the language of the desk; `told` stands above it, line by line.

    `widths` are the columns' points but for the last one; the page then lies on its side.
    """
    head = Row([cell(each, "cell_bold", heading="Column") for each in heads], 0.75)
    lines = [head, *(Row([cell(each) for each in row], 0.5) for row in rows)]
    narrow = 74.0
    across = PAGE[1] - 2 * MARGIN if widths else ACROSS
    columns = (
        [*widths, across - sum(widths)] if widths
        else [ACROSS - narrow * (len(heads) - 1), *[narrow] * (len(heads) - 1)]
    )  # fmt: skip
    none = words(say(N_("Nothing to count in this span.")), "cell")
    story = [
        Begin(title), words(title, "form_title"), *(words(each, "note") for each in told),
        Rule(across, before=4, after=6),
        Grid(lines, columns, heads=1, pad=4) if rows else none,
    ]  # fmt: skip
    look = Look(
        title=title, landscape=bool(widths), language="es-US" if language() == "es" else "en-US",
        page_words=say(N_("Page {number} of {count}"), number="{number}", count="{count}"),
    )  # fmt: skip
    with ONE_AT_A_TIME:
        return build(story, look)
