"""The Contacts and how-to page shows all of the partner page's information; a missing text fails here."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.heaplus import HeaplusRow, SettingName
from crs_intake.domain.moment import Moment
from crs_intake.domain.partner import Assisted, Partnership, User
from crs_intake.policy import heaplus, partner
from crs_intake.policy.book import Book
from tests.house import register
from ui.forms import partner_page, partner_rows
from ui.forms.partner_fields import SIGN_UP, USERS

DAY = date(2026, 6, 15)
PRINTED = (
    "Provide personalized support to your customers in their own community",
    "Help your customers apply for multiple programs in one process",
    "Real-time electronic verification of many eligibility factors",
    "customized, detailed list of the documents needed from the customer",
    "Electronically submit your customer's documents to ensure quick and secure receipt",
    "including final eligibility results, for your customers without contacting state agencies",
    "monitoring of applications through the Workload Management features",
    "special call center that helps assistors resolve problems with their applications: 602-542-5802",
    "Health-e-Arizona Plus Fact Sheet", "Rich Text Version", "Application and Correctional assistors",
    "CP-AOOperationsTeam@azahcccs.gov", "AHCCCS Virtual Assistant (AVA)", "LIVE chat specialist",
    "Chat with Sam!", "more than 30 common questions", "www.healthearizonaplus.gov", "1-855-432-7587",
    "602-542-5802, Monday to Friday, 08:00-17:00", "https://servicedesk.azahcccs.gov/",
    'Click on "Sign up".', "Name: First and Last", "Username: Enter your email address",
    "Email: Enter your email address", "Create a password", "I'm not a Robot: Key the code that displays",
    "last Wednesday of the month", "Annual Security Training", "Constant Contact",
    "not limited to: an owner, managing employee, or user having a conviction",
    "Please check for new Broadcast Messages every time you return to your HEAplus home page",
    "Demographic changes to unsubmitted applications", "Serious physical harm to another person",
    "Uploading, e-mailing or faxing documents", "sole contact e-mailing",
    "Monday through Friday from 10:00 pm to 2:00 am MST",
    "Monday through Friday from 11:00 pm to 3:00 am MST",
)  # fmt: skip


def shown(book: Book | None = None, day: date = DAY) -> str:
    return "\n".join(t.words for part in partner_page.page(book or Book.load(), day) for t in part.texts)


def with_row(what: SettingName, value: str) -> Book:
    shipped = Book.load()
    row = HeaplusRow(what=what, effective_from=DAY, value=value, citation="e-mail of 1 June")
    return replace(shipped, site=replace(shipped.site, heaplus=replace(shipped.site.heaplus, rows=(row,))))


@pytest.mark.proves(
    "CP-about.use", "CP-advantage.1", "CP-advantage.2", "CP-advantage.3", "CP-advantage.4", "CP-advantage.5",
    "CP-advantage.6", "CP-advantage.7", "CP-advantage.8", "CP-factsheet", "CP-contact.ops", "CP-contact.ava",
    "CP-contact.sam", "CP-contact.site", "CP-contact.customer", "CP-callcenter", "CP-ticket.monitor",
    "CP-ticket.signup.1", "CP-ticket.signup.2", "CP-ticket.signup.3", "CP-ticket.signup.4",
    "CP-ticket.field.name", "CP-ticket.field.username", "CP-ticket.field.email", "CP-ticket.field.password",
    "CP-ticket.field.robot", "CP-downtime.check", "CP-subscribe", "CP-aqc.content", "CP-deny.reasons",
)  # fmt: skip
@pytest.mark.parametrize("words", PRINTED)
def test_the_page_shows_what_is_printed(words: str) -> None:
    assert words in shown()


def test_every_entry_of_the_partner_page_is_shown() -> None:
    if not register.entries():
        pytest.skip(f"the register is not at hand ({register.REGISTER})")
    told = {id for part in partner_page.page(Book.load(), DAY) for t in part.texts for id in t.proves}
    assert told == {id for id in register.entries() if id.startswith("CP-")}


@pytest.mark.proves(
    "CP-contact.ops", "CP-contact.ava", "CP-contact.sam", "CP-contact.site", "CP-contact.customer",
    "CP-ticket.signup.1", "CP-factsheet", "CP-advantage.8",
)  # fmt: skip
@pytest.mark.parametrize(
    ("what", "value"),
    [
        ("operations_email", "ops@azahcccs.gov"), ("ahcccs_page", "https://www.azahcccs.gov/"),
        ("website", "www.healthearizona.gov"), ("customer_phone", "1-855-555-0100"),
        ("call_center_phone", "602-555-0142"), ("service_desk", "https://desk.azahcccs.gov/"),
        ("fact_sheet", "https://azahcccs.gov/fact"), ("mailing_list", "https://list.example.gov/"),
    ],
)  # fmt: skip
def test_a_changed_address_is_shown_from_its_day(what: SettingName, value: str) -> None:
    changed = with_row(what, value)
    assert value in shown(changed)
    assert value not in shown(changed, date(2026, 6, 14)), "the day before, the old one stands"
    assert value not in shown()


def test_an_address_that_the_page_does_not_print_waits_for_the_site() -> None:
    assert "Fact Sheet: not entered yet, see Settings" in shown()


@pytest.mark.parametrize(
    ("what", "value"),
    [
        ("operations_email", "nobody"), ("call_center_hours", "8 to 5"), ("call_center_hours", "17:00-08:00"),
        ("maintenance_starts", "25:00"), ("thursday_anchor", "2026-06-17"), ("thursday_anchor", "soon"),
        ("aqc_months", "13"), ("processing_days", "0"), ("call_center_hours", ""),
    ],
)  # fmt: skip
def test_a_value_nobody_can_read_is_refused(what: SettingName, value: str) -> None:
    with pytest.raises(NotAcceptable):
        heaplus.readable(what, value)


def test_hours_changed_from_a_day_on_move_the_downtime() -> None:
    later = with_row("maintenance_starts", "20:00")
    assert heaplus.available(later, Moment.read("2026-06-16T19:30")).available
    assert not heaplus.available(later, Moment.read("2026-06-16T20:00")).available
    assert not heaplus.available(later, Moment.read("2026-06-09T19:30")).available, "a week before: seven"
    center = with_row("call_center_hours", "07:00-16:00")
    assert heaplus.call_center(center, Moment.read("2026-06-15T07:00"))[0]
    assert not heaplus.call_center(center, Moment.read("2026-06-15T16:00"))[0]
    build = with_row("thursday_anchor", "2026-06-18")
    assert not heaplus.available(build, Moment.read("2026-06-18T19:00")).available
    assert heaplus.available(build, Moment.read("2026-06-25T19:00")).available
    federal = with_row("federal_weekday", "02:00-06:00")
    assert heaplus.available(federal, Moment.read("2026-06-15T22:30")).available
    assert not heaplus.available(federal, Moment.read("2026-06-16T02:59")).available


@pytest.mark.proves(
    "CP-ticket.signup.1", "CP-ticket.signup.2", "CP-ticket.signup.3", "CP-ticket.signup.4",
    "CP-ticket.field.name", "CP-ticket.field.password", "CP-ticket.field.robot",
)  # fmt: skip
def test_the_sign_up_steps_are_ticked_in_their_order_and_no_field_takes_a_password() -> None:
    assert [each.value for each in SIGN_UP] == ["open_site", "click_sign_up", "fill_in", "click_again"]
    assert all(each in SIGN_UP[2].label for each in ("name", "user name", "e-mail", "password", "code"))
    asked = {column.key for field in USERS for column in field.columns}
    assert not {key for key in asked if "password" in key or "robot" in key}
    assert {"name", "email", "username"} <= asked


@pytest.mark.proves("CP-advantage.7", "CP-advantage.1")
def test_applications_are_listed_by_assistor() -> None:
    facts = Partnership(
        users=(User(id="u1", name="Ana", assistor="application"), User(id="u2", name="Eva")),
        applications=(
            Assisted(id="a1", applicant="A", assistor="u1"), Assisted(id="a2", applicant="B", assistor="u2"),
            Assisted(id="a3", applicant="C"),
        ),
    )  # fmt: skip
    found = partner.standing(facts, Book.load(), Moment.read("2026-06-15T12:00"))

    def listed(assistor: str) -> list[str]:
        return [line.cells[0] for line in partner_rows.applications(found, facts, assistor)]

    assert listed("") == ["A", "B", "C"], "everybody's, so that nothing is overlooked"
    assert listed("u1") == ["A"] and listed("u2") == ["B"]
    assert listed("nobody") == []
