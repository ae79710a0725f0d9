"""Enrollment interview, page 1: when, how and with whom (20.600).

In the manner that is most efficient, timely and considerate of the family.
The interview is an event; it is recorded when the wizard is finished.
"""

from __future__ import annotations

from crs_intake.domain.case import Case
from crs_intake.domain.errors import NotInForce
from crs_intake.domain.event import Event
from crs_intake.domain.text import N_
from crs_intake.policy import assisted
from crs_intake.words import said, say
from ui.forms.common import or_none, text
from ui.forms.decision import latest
from ui.forms.form import About, Answers, Choice, Field, Note, Page, Values

MODES = (
    Choice("in_person", N_("In person")), Choice("phone", N_("By phone")), Choice("video", N_("By video")),
    Choice("mail", N_("By mail")), Choice("other", N_("In another way")),
)  # fmt: skip
LANGUAGES = (
    Choice("en", N_("English")),
    Choice("es", N_("Spanish")),
    Choice("other", N_("With an interpreter")),
)


def show(case: Case) -> Values:
    """The last interview."""
    event = latest(case, "interview_held")
    return {
        "at": event.at if event else None,
        "method": or_none(event.method) if event else None,
        "name": or_none(event.name) if event else None,
        "interviewer": or_none(event.by) if event else None,
        "place": or_none(event.place or event.note) if event else None,
        "language": or_none(event.language) if event else None,
        "took_part": or_none(", ".join(event.took_part)) if event else None,
        "interpreter": or_none(event.interpreter) if event else None,
    }


def keep(case: Case, values: Values) -> Case:
    """An interview is an event; the same answers make no second one."""
    if show(case) == values or values["at"] is None:
        return case
    return case.after(
        Event(
            kind="interview_held", at=values["at"], method=text(values["method"]), name=text(values["name"]),
            by=text(values["interviewer"]), place=text(values["place"]), language=text(values["language"]),
            took_part=_names(text(values["took_part"])), interpreter=text(values["interpreter"]),
        )
    )  # fmt: skip


def _names(written: str) -> tuple[str, ...]:
    return tuple(name for each in written.split(",") if (name := each.strip()))


def _people(about: About) -> tuple[Choice, ...]:
    return tuple(Choice(each.name, each.name, named=True) for each in about.case.people if each.name)


def _places(about: About) -> tuple[Choice, ...]:
    clinics = about.book.site.clinics if about.book else ()
    return tuple(Choice(each.name, each.name, named=True) for each in clinics if each.name)


def _suggest(about: About) -> Values:
    parent = next((each for each in about.case.people if each.relation != "applicant" and each.name), None)
    return {
        "at": about.now, "method": "in_person", "interviewer": about.actor.name,
        "name": parent.name if parent else None, "language": about.case.language,
    }  # fmt: skip


def notes(about: About, answers: Answers) -> tuple[Note, ...]:
    """What must hold before the interview, and what it starts."""
    made = [each for each in about.case.events if each.kind == "appointment_made"]
    visit = next((each.when for each in reversed(made) if each.appointment == "initial_evaluation"), None)
    if visit is not None and visit.day < about.today:
        late = Note("due", say("The interview belongs before or on the day of the initial evaluation, "
                               "{day}.", day=visit.day), "20.401.2.B")  # fmt: skip
        return (late, *_interpreted(answers), *_downtime(about))
    return (*_interpreted(answers), *_downtime(about))


def _interpreted(answers: Answers) -> tuple[Note, ...]:
    """The record lacks who interpreted; it stops nothing."""
    if answers.get("language") != "other" or answers.get("interpreter"):
        return ()
    return (Note("due", say("Write down who interpreted, a person or a service."), "20.600"),)


def _downtime(about: About) -> tuple[Note, ...]:
    """Advice if an interview that starts now would run into a downtime of HEAplus; it stops nothing."""
    if about.book is None or about.now.time is None:
        return ()
    try:
        found = tuple(assisted.runs_into(about.book, about.now))
    except NotInForce:
        return ()
    return tuple(Note("due", said(each)) for each in found)


PAGE = Page(
    id="interview",
    title=N_("Interview"),
    intro=N_("It is recorded when you finish this wizard; until then it is a draft."),
    show=show,
    keep=keep,
    notes=notes,
    event=True,
    suggest=_suggest,
    fields=(
        Field(key="at", label=N_("Held on"), kind="moment", required=True, cite="20.600",
              check=lambda value, about: "" if value.not_after(about.now)
              else say("This moment has not come yet; check the date")),
        Field(key="method", label=N_("How"), kind="choice", choices=MODES, required=True, cite="20.600"),
        Field(key="name", label=N_("With whom"), kind="offer", choices=_people, required=True, line="who",
              width="medium"),
        Field(key="interviewer", label=N_("Interviewer"), kind="name", required=True, line="who"),
        Field(key="took_part", label=N_("Who else took part"), width="long", cite="20.600",
              help=N_("Names, with commas between.")),
        Field(key="place", label=N_("Place"), kind="offer", choices=_places, width="long"),
        Field(key="language", label=N_("Language of the interview"), kind="choice", choices=LANGUAGES),
        Field(key="interpreter", label=N_("Interpreter"), width="medium",
              help=N_("Name or service; empty where nobody was needed.")),
    ),
)  # fmt: skip
