"""Two people changed one page: what each of them has, question by question, so that one can choose.

Nobody's words are thrown away unseen: what was typed here stays a draft until the person decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from crs_intake.domain.errors import SavedMeanwhile
from crs_intake.domain.kept import Stored
from crs_intake.words import say
from ui.forms.form import Field, Form
from ui.forms.reading import UNKNOWN_TEXT


@dataclass(frozen=True)
class Differing:
    """One question that the two versions answer differently, as texts."""

    question: str
    mine: str
    theirs: str


class Conflict(SavedMeanwhile):
    """The same page was changed at another desk; both versions are shown, and one is chosen."""

    def __init__(self, page: str, newest: Stored, differing: tuple[Differing, ...]) -> None:
        super().__init__(
            say("This page was changed at another desk while you had it open."),
            then=say("What you typed is kept as a draft. Look at the case, then open the wizard again."),
        )
        self.page, self.newest, self.differing = page, newest, differing


def compare(mine: Form, theirs: Form) -> tuple[Differing, ...]:
    """The questions that two versions of a page answer differently, in the page's order."""
    here, there = dict(_told(mine)), dict(_told(theirs))
    questions = dict.fromkeys((*here, *there))
    return tuple(
        Differing(" · ".join(path), here.get(path, ""), there.get(path, ""))
        for path in questions
        if here.get(path, "") != there.get(path, "")
    )


def _told(form: Form, before: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every answer with the way to its question; a row is told by its number."""
    for each in form.fields:
        label = say(each.label) if each.kind != "id" else ""
        if each.kind == "rows":
            for number, row in enumerate(form.rows(each.key), 1):
                if not row.empty:
                    yield from _told(row, (*before, f"{label} {number}".strip()))
        elif each.kind not in ("id", "fact"):
            yield (*before, label), _words(each, form)


def _words(field: Field, form: Form) -> str:
    text = form.texts.get(field.key, "")
    if text == UNKNOWN_TEXT:
        return say("not known")
    if field.kind == "ssn" and len(text) >= 4:
        return f"***-**-{text[-4:]}"
    if field.kind in ("yes_no", "tick"):
        return {"yes": say("yes"), "no": say("no")}.get(text, text)
    chosen = {each.value: each.words for each in field.options(form.about)}
    parts = text.split(",") if field.kind == "many" else [text]
    return ", ".join(chosen.get(part.strip(), part.strip()) for part in parts if part.strip())
