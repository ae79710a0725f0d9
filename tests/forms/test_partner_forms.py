"""The partner desk's forms without Qt: what is shown is kept again; an interview into a downtime is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from crs_intake.domain.actor import Actor
from crs_intake.domain.case import Case
from crs_intake.domain.moment import Moment
from crs_intake.domain.partner import (
    Assisted,
    ContactUpdate,
    Meeting,
    NeededDocument,
    Owner,
    Partnership,
    Request,
    StatusLine,
    Ticket,
    Training,
    User,
    Verification,
)
from crs_intake.policy import partner as policy
from crs_intake.policy.book import Book
from ui.forms import interview, partner, partner_rows
from ui.forms.form import About

CLERK = Actor("1", "R. Diaz", frozenset({"front_desk"}), "PHX")
NOON = Moment.read("2026-06-16T12:00")
DAY = date(2026, 6, 1)
WHOLE = Partnership(
    organization="CRS Phoenix", intended_use="Help families", phone="602-555-0142", applied=DAY,
    agreement_emailed=DAY, agreement_signed=DAY, agreement_received=DAY, agreement_processed=DAY,
    form_sent=DAY, form_received=DAY, form_processed=DAY, decision="approved", decided=DAY,
    owners=(Owner(id="o1", name="B. Stone", convicted=True, grounds=("theft",)),),
    users=(
        User(id="u1", name="R. Diaz", site_administrator=True, convicted=False, subscribed=True,
             form_sent=DAY, form_received=DAY, form_processed=DAY,
             trainings=(Training(kind="initial", registered=DAY, finished=DAY),)),
        User(id="u2", name="Ana Luz", email="a@example.org", assistor="correctional", designee=True,
             sign_up=("open_site", "click_sign_up"), username="a@example.org", signed_up=DAY, disabled=DAY,
             reactivation_asked=DAY, reactivation_asked_by="u1", reactivated=DAY),
    ),
    contact_updates=(ContactUpdate(id="c1", changed=DAY, name="C. Ruiz", sent=DAY, sent_by="u1"),),
    meetings=(Meeting(id="m1", day=date(2026, 3, 25), attended_by=("u1", "u2"), agenda=("One", "Two"),
                      security_training=True, shared_with=("u2",)),),
    requests=(Request(id="r1", about="accounts", asked_by="u2", sent_by="u1", sent=NOON, text="Please"),),
)  # fmt: skip
ONE = Assisted(
    id="a1", applicant="M. Yazzie", programs=("tanf_cash_assistance",), number="4711", assistor="u2",
    with_applicant=True, interview_starts=NOON, interview_ends=NOON, signed=NOON, submitted=NOON,
    verifications=(Verification(fact="income", verified=True), Verification(fact="identity")),
    documents=(NeededDocument(what="pay stubs", sent=NOON, how="uploaded"),),
    statuses=(StatusLine(day=DAY, status="approved", program="tanf_cash_assistance"),), harms=("health",),
    stated_by="Mother", stated=NOON, tickets=(Ticket(number="4711", problem="emergency", opened=DAY),),
)  # fmt: skip


@pytest.mark.parametrize("sheet", partner.SHEETS, ids=lambda sheet: sheet.name)
def test_what_a_sheet_shows_it_keeps_again(sheet: partner.Sheet) -> None:
    form = partner.form(sheet.fields, WHOLE, partner.about(WHOLE, NOON, CLERK))
    assert partner.read(form, WHOLE, sheet.fields) == (WHOLE, ())


def test_what_the_application_shows_it_keeps_again() -> None:
    form = partner.form(partner.APPLICATION, ONE, partner.about(WHOLE, NOON, CLERK))
    assert partner.read(form, ONE, partner.APPLICATION) == (ONE, ())


def test_what_is_needed_is_named_and_nothing_half_is_kept() -> None:
    empty = Assisted(id="a2")
    form = partner.form(partner.APPLICATION, empty, partner.about(WHOLE, NOON, CLERK))
    value, wrong = partner.read(form, empty, partner.APPLICATION)
    assert value is None and set(wrong) == {"applicant", "programs"}
    form.type_in("interview_starts", "never")
    assert "interview_starts" in partner.read(form, empty, partner.APPLICATION)[1]


def test_an_application_takes_its_place_among_the_others() -> None:
    both = partner.application(partner.application(WHOLE, ONE), replace(ONE, id="a2"))
    changed = partner.application(both, replace(ONE, applicant="N. Yazzie"))
    assert [each.id for each in changed.applications] == ["a1", "a2"]
    assert changed.applications[0].applicant == "N. Yazzie"


def test_the_lists_say_what_is_missing_who_may_and_what_is_next() -> None:
    found = policy.standing(partner.application(WHOLE, ONE), Book.load(), NOON)
    steps = list(partner_rows.checklist(found))
    assert len(steps) == 6 and steps[5].cells[2] == "Upkeep, nothing open"
    users = {line.key: line.cells for line in partner_rows.users(found)}
    assert "e-mail the Operations Team" in users["u1"][3] and "e-mail" not in users["u2"][3]
    meeting = next(iter(partner_rows.meetings(found)))
    assert meeting.cells[0] == "Wed 24 Jun 2026" and "soon" in meeting.cells[3]
    one = next(iter(partner_rows.remarks(found.applications[0])))
    assert one == ("due", "Expedited emergency medical application: call the CP-AO Call Center.")


@pytest.mark.parametrize(("at", "told"), [("17:59", 0), ("18:00", 0), ("18:01", 1), ("19:00", 1)])
def test_an_interview_started_into_a_downtime_is_told_and_not_stopped(at: str, told: int) -> None:
    about = About(
        case=Case(format="crs-case/1"), now=Moment.read(f"2026-06-16T{at}"), actor=CLERK, book=Book.load()
    )
    notes = interview.notes(about, {})
    assert len(notes) == told and all("downtime of HEAplus" in note.text for note in notes)
    assert interview.PAGE.closed(about) == ""
