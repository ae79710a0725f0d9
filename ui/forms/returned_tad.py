"""The part of DES on a returned TAD, typed beside its picture, in the order of the paper (Attachment A).

What DES left blank is not known yet and keeps nobody here; what it decided is needed to record anything.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from crs_intake.casework.returned import Answer, Doubt
from crs_intake.domain.text import N_
from crs_intake.policy.demands import says_why
from crs_intake.words import say
from ui.forms.form import About, Answers, Choice, Field, Form, Note

CHECKS = (
    Choice("active", N_("Active")), Choice("inactive", N_("Inactive")), Choice("pending", N_("Pending")),
)  # fmt: skip
DECISIONS = (
    Choice("approved", N_("Eligible from a day")), Choice("denied", N_("Denied, with the reason")),
    Choice("pending", N_("Not decided yet")),
)  # fmt: skip
RECORD, ONLY_FILE = "record", "only_file"


def _specific(value: Any, about: About) -> str:
    if says_why(str(value)):
        return ""
    return say("A code alone is not enough: ask DES for the specific reason and type it in words")


def _eligible_day(value: Any, about: About) -> str:
    if isinstance(value, date) and abs((value - about.today).days) > 730:
        return say("This day is more than two years away; check the date")
    return ""


FIELDS: tuple[Field, ...] = (
    Field(key="case_name", label=N_("Case name"), width="medium", line="case", cite="Attachment A"),
    Field(key="number", label=N_("Case number of DES"), width="medium", line="case"),
    Field(key="systems_check", label=N_("Systems check"), kind="choice", choices=CHECKS,
          cite="Attachment A, B.2"),
    Field(key="decided", label=N_("What DES decided"), kind="choice", choices=DECISIONS, required=True,
          stacked=True, cite="20.401"),
    Field(key="effective", label=N_("Effective date of eligibility"), kind="day", required=True,
          when=lambda answers: answers["decided"] == "approved", check=_eligible_day),
    Field(key="reason", label=N_("Specific reason of the denial"), required=True, width="full",
          when=lambda answers: answers["decided"] == "denied", check=_specific,
          help=N_("In words; the reason code alone is not acceptable"), cite="Attachment A, B.2"),
    Field(key="worker", label=N_("Eligibility worker name (Elos Name)"), kind="name", width="long"),
    Field(key="phone", label=N_("Phone of the worker"), kind="phone", line="worker"),
    Field(key="site_code", label=N_("Site code"), width="tiny", line="worker"),
)  # fmt: skip
_ASKED = (
    ("number", N_("the case number")), ("worker", N_("the eligibility worker's name")),
    ("systems_check", N_("the systems check")),
)  # fmt: skip


def answer(form: Form) -> Answer:
    """What is typed, as an answer; what cannot be read is left out (see `wrong`)."""
    values, _ = form.read()
    shown = {each.key for each in form.asked()}

    def text(key: str) -> str:
        value = values.get(key) if key in shown else None
        return value if isinstance(value, str) else ""

    day = values.get("effective") if "effective" in shown else None
    return Answer(
        decided=text("decided"), case_name=text("case_name"), number=text("number"),
        systems_check=text("systems_check"), effective=day if isinstance(day, date) else None,
        reason=text("reason"), worker=text("worker"), phone=text("phone"), site_code=text("site_code"),
    )  # fmt: skip


def wrong(form: Form) -> dict[str, str]:
    """What keeps the answer from being recorded, by question: it cannot be read, or it is needed."""
    _, found = form.read()
    for key in form.missing():
        found.setdefault(key, _needed(key))
    return found


def _needed(key: str) -> str:
    return {
        "decided": say("Say what DES decided"),
        "effective": say("Copy the effective date from the page, or ask DES for it"),
        "reason": say("Type the reason in words; a code alone is not enough"),
    }.get(key, say("This is needed"))


def blanks(answers: Answers) -> tuple[Note, ...]:
    """What DES left blank and should be asked for; it keeps nobody from recording the answer."""
    open_ = [say(words) for key, words in _ASKED if not answers[key]]
    if not answers["decided"] or not open_:
        return ()
    return (Note("due", say("DES left blank: {what}. Ask DES.", what=", ".join(open_)), "Attachment A"),)


def ways(doubts: tuple[Doubt, ...]) -> tuple[Choice, ...]:
    """What may be done with the page: record its answer, unless something is against it, or only file it."""
    file = Choice(ONLY_FILE, N_("Only file the page with the case"))
    return (file,) if any(each.blocks for each in doubts) else (Choice(RECORD, N_("Record the answer")), file)
