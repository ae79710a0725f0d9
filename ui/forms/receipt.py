"""Referral, page 5: how and when the form came, and the documents with it (20.200.2).

The clocks run from the moment that is noted here. Which documents are needed
follows from three answers of the page before; the page says so at once.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from crs_intake.domain.case import Case
from crs_intake.domain.referral import ReferralPaper
from crs_intake.domain.text import N_
from crs_intake.policy.referral import completeness, label_of
from crs_intake.words import say
from ui.forms.common import choices, not_future, or_none, referral_of, text, with_referral
from ui.forms.form import About, Answers, Choice, Field, Form, Note, Page, Values

CHANNELS = (Choice("fax", N_("Fax")), Choice("mail", N_("Mail")), Choice("in_person", N_("In person")))
KINDS = {
    "physician_diagnosis": N_("Physician's document with the diagnosis"),
    "test_results": N_("Diagnostic test results"),
    "reason_statement": N_("Reason the source believes the applicant may be eligible"),
}


def _clinics(about: About) -> tuple[Choice, ...]:
    clinics = about.book.site.clinics if about.book else ()
    return tuple(Choice(clinic.id, clinic.name or clinic.id, named=True) for clinic in clinics)


def _after_receipt(value: Any, about: About) -> str:
    received = about.case.referral.received if about.case.referral else None
    if received is not None and value > received.day:
        return say("The form is dated after the day it came; check both dates")
    return ""


def _came(value: Any, about: About) -> str:
    return say("This moment has not come yet; check the date") if not value.not_after(about.now) else ""


def show(case: Case) -> Values:
    """Receipt and papers of the referral."""
    referral = referral_of(case)
    return {
        "received": referral.received, "channel": referral.channel,
        "clinic": or_none(referral.clinic), "form_date": referral.form_date,
        "papers": tuple(
            {"kind": each.kind, "author": or_none(each.author), "dated": each.dated,
             "received": each.received, "states": each.states_diagnosis,
             "sheets": each.sheets, "note": or_none(each.note)}
            for each in referral.papers
        ),
    }  # fmt: skip


def keep(case: Case, values: Values) -> Case:
    """Receipt and papers into the referral; the clinic that received it serves the case."""
    clinic = text(values["clinic"])
    case = with_referral(
        case, received=values["received"], channel=values["channel"], clinic=clinic,
        form_date=values["form_date"],
        papers=tuple(_paper(row) for row in values["papers"] if row["kind"]),
    )  # fmt: skip
    if clinic and clinic not in case.sites:
        case = replace(case, sites=(*case.sites, clinic))
    return case


def _paper(row: Values) -> ReferralPaper:
    return ReferralPaper(
        kind=row["kind"], author=text(row["author"]), dated=row["dated"], received=row["received"],
        states_diagnosis=bool(row["states"]), sheets=row["sheets"] or 1, note=text(row["note"]),
    )  # fmt: skip


def _suggest(about: About) -> Values:
    clinics = about.book.site.clinics if about.book else ()
    own = about.actor.site if any(each.id == about.actor.site for each in clinics) else ""
    return {"received": about.now, "clinic": own or (clinics[0].id if len(clinics) == 1 else None)}


def _summary(row: Form) -> tuple[str, ...]:
    kind = row.text("kind")
    return (say(KINDS[kind]) if kind in KINDS else "", row.text("author"), row.text("dated"))


def notes(about: About, answers: Answers) -> tuple[Note, ...]:
    """Which documents this applicant's route needs, and what the referral still lacks."""
    title = about.case.title.enrolled
    if about.book is None or about.case.referral is None or about.case.referral.received is None:
        return ()
    found = completeness(about.case, about.book, about.now, title=title)
    if found.unanswered:
        return (Note("due", say("Which documents are needed depends on the page 'Health and coverage': has a "
                                "physician evaluated the applicant, and is there other insurance?"),
                     "20.200.2"),)  # fmt: skip
    if not found.missing:
        route = f"20.200.2.{found.papers}" if found.papers in ("A", "B", "C") else "20.200.1"
        return (Note("good", say("The referral is complete."), route),)
    return tuple(
        Note("due", say("Missing: {item}", item=say(label_of(each))), each) for each in found.missing
    )


PAGE = Page(
    id="receipt",
    title=N_("Receipt and documents"),
    show=show,
    keep=keep,
    suggest=_suggest,
    notes=notes,
    blank=lambda about, key: {"states": True, "sheets": 1},
    fields=(
        Field(key="received", label=N_("Received"), kind="moment", required=True, check=_came, line="came",
              cite="20.401.1", help=N_("Day and time at the clinic; the 14 days run from here")),
        Field(key="form_date", label=N_("Date on the form"), kind="day", required=True, check=not_future,
              warn=_after_receipt, line="came", cite="20.502.1"),
        Field(key="channel", label=N_("How it came"), kind="choice", choices=CHANNELS, required=True,
              cite="20.200"),
        Field(key="clinic", label=N_("Clinic that received it"), kind="choice", choices=_clinics,
              required=True, width="long"),
        Field(
            key="papers", label=N_("Documents that came"), kind="rows", shape="cards",
            one=N_("Add a document"),
            section=N_("Documents"), cite="20.200.2", summary=_summary,
            headings=(N_("Document"), N_("Written by"), N_("Dated")),
            empty_says=N_("No document is entered. Add each one that came with the form."),
            columns=(
                Field(key="kind", label=N_("Document"), kind="choice", choices=choices(KINDS), required=True,
                      width="full"),
                Field(key="author", label=N_("Written by"), kind="name", line="author"),
                Field(key="dated", label=N_("Dated"), kind="day", check=not_future, line="author"),
                Field(key="sheets", label=N_("Sheets"), kind="whole", line="author"),
                Field(key="states", label=N_("It states a diagnosis, not only symptoms"), kind="tick",
                      when=lambda row: row["kind"] == "physician_diagnosis"),
                Field(key="received", label=N_("Came later, on"), kind="moment", check=_came,
                      help=N_("Empty: together with the form")),
                Field(key="note", label=N_("Note"), width="full"),
            ),
        ),
    ),
)  # fmt: skip
