"""What the partner desk asks: the fields of its forms, as data. There is no field for a password anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from crs_intake.domain.case import Case
from crs_intake.domain.moment import Moment
from crs_intake.domain.partner import Partnership
from crs_intake.domain.text import N_
from crs_intake.policy import shelf
from crs_intake.words import say
from ui.forms.form import About, Choice, Field, Form


@dataclass(frozen=True, kw_only=True)
class Partnered(About):
    """What these forms may look at: the partnership besides the desk."""

    partner: Partnership


def about(partner: Partnership, now: Moment, actor: Any) -> Partnered:
    """What a form looks at; there is no case."""
    return Partnered(case=Case(format="crs-case/1"), now=now, actor=actor, partner=partner)


def _words(row: Form, key: str) -> str:
    chosen = row.texts.get(key, "")
    found = next((each for each in row.field(key).options(row.about) if each.value == chosen), None)
    return found.words if found else ""


def _named(row: Form, key: str) -> str:
    names = {each.value: each.words for each in row.field(key).options(row.about)}
    chosen = row.look(key)[0]
    ids = [chosen] if isinstance(chosen, str) else chosen or ()
    return ", ".join(names.get(each, each) for each in ids)


def _role(row: Form) -> str:
    roles = [
        say("Site Administrator") if row.texts.get("site_administrator") == "yes" else "",
        say("Designee") if row.texts.get("designee") == "yes" else "",
        _words(row, "assistor"),
    ]
    return ", ".join(each for each in roles if each)


def _told(kind: str) -> tuple[Choice, ...]:
    return tuple(Choice(value, each["label"]) for value, each in shelf.loaded("partner.yaml")[kind].items())


def _users(about: About) -> tuple[Choice, ...]:
    partner = about.partner if isinstance(about, Partnered) else Partnership()
    return tuple(Choice(each.id, each.name or each.id, named=True) for each in partner.users)


def _day(key: str, label: str, line: str = "", **more: Any) -> Field:
    return Field(key=key, label=label, kind="day", line=line, **more)


def _convicted(label: str) -> tuple[Field, ...]:
    return (
        Field(key="convicted", label=label, kind="yes_no",
              help=N_("Fraud, waste, abuse, theft, patient harm, safety. Recorded, never judged.")),
        Field(key="grounds", label=N_("Related to"), kind="many", choices=_told("grounds"),
              when=lambda answers: answers["convicted"] == "yes"),
    )  # fmt: skip


DECISIONS = (Choice("approved", N_("Approved")), Choice("denied", N_("Denied")))
_ORG, _AGREEMENT, _FORM = N_("Organization"), N_("Agreement"), N_("Organization User Application form")
_DECIDED = N_("Decision of AHCCCS, in its sole discretion")

ORGANIZATION: tuple[Field, ...] = (
    Field(key="organization", label=N_("Name of the organization"), kind="name", required=True, section=_ORG),
    Field(key="intended_use", label=N_("How the organization would like to use HEAplus"), required=True,
          section=_ORG),
    Field(key="phone", label=N_("Telephone"), kind="phone", section=_ORG),
    _day("applied", N_("Application form submitted on"), section=_ORG),
    _day("agreement_emailed", N_("Agreement came by e-mail on"), "agreement", section=_AGREEMENT),
    _day("agreement_signed", N_("Agreement signed on"), "agreement", section=_AGREEMENT),
    _day("agreement_received", N_("Agreement received by AHCCCS on"), "agreement2", section=_AGREEMENT),
    _day("agreement_processed", N_("Agreement processed on"), "agreement2", section=_AGREEMENT),
    _day("form_sent", N_("Organization form sent on"), "form", section=_FORM),
    _day("form_received", N_("Organization form received on"), "form", section=_FORM),
    _day("form_processed", N_("Organization form processed on"), "form", section=_FORM),
    Field(key="decision", label=N_("Decision on the agreement"), kind="choice", choices=DECISIONS,
          section=_DECIDED),
    _day("decided", N_("Decided on"), section=_DECIDED, when=lambda answers: bool(answers["decision"])),
    Field(key="reason", label=N_("Reason given"), section=_DECIDED,
          when=lambda answers: answers["decision"] == "denied"),
    Field(key="owners", label=N_("Owners and managing employees"), kind="rows", shape="cards",
          one=N_("Add an owner or managing employee"), headings=(N_("Name"), N_("Position")),
          empty_says=N_("Nobody is listed yet."), section=N_("Attestations"),
          summary=lambda row: (row.texts.get("name", ""), _words(row, "position")),
          columns=(
              Field(key="id", label="o", kind="id"),
              Field(key="name", label=N_("Name"), kind="name", required=True),
              Field(key="position", label=N_("Position"), kind="choice", choices=(
                  Choice("owner", N_("Owner")), Choice("managing_employee", N_("Managing employee")))),
              *_convicted(N_("Attested: convicted")),
          )),
)  # fmt: skip

TRAININGS = Field(
    key="trainings", label=N_("Training"), kind="rows", one=N_("Add a training"),
    empty_says=N_("No training is noted yet."), section=N_("Training"),
    columns=(
        Field(key="kind", label=N_("Kind"), kind="pick", required=True, choices=(
            Choice("initial", N_("Initial")), Choice("ongoing", N_("Ongoing")),
            Choice("annual_security", N_("Annual security")))),
        Field(key="course", label=N_("Course"), width="medium"),
        Field(key="way", label=N_("How"), kind="pick", choices=(
            Choice("e_learning", N_("E-learning")), Choice("web_conference", N_("Web conference")))),
        _day("registered", N_("Registered")), _day("finished", N_("Finished")),
    ),
)  # fmt: skip
_OWN, _ACCOUNT, _DESK = N_("Own User Application form"), N_("Account"), N_("AHCCCS Service Desk")
SIGN_UP = (
    Choice("open_site", N_("1. Open the Service Desk in the browser")),
    Choice("click_sign_up", N_('2. Click on "Sign up"')),
    Choice("fill_in", N_("3. Fill in name, user name, e-mail, password and code")),
    Choice("click_again", N_('4. Click on "Sign up" again')),
)
USERS: tuple[Field, ...] = (
    Field(
        key="users", label=N_("Users of HEAplus"), kind="rows", shape="cards", one=N_("Add a user"),
        headings=(N_("Name"), N_("Role"), N_("Own form processed")),
        empty_says=N_("No user yet. Name the Site Administrator first."),
        summary=lambda row: (row.texts.get("name", ""), _role(row), row.texts.get("form_processed", "")),
        columns=(
            Field(key="id", label="u", kind="id"),
            Field(key="name", label=N_("Name"), kind="name", required=True,
                  help=N_("As the person signs in here, so that the desk knows who may e-mail Operations.")),
            Field(key="email", label=N_("E-mail address"), width="medium"),
            Field(key="site_administrator", label=N_("Site Administrator"), kind="tick", line="role"),
            Field(key="designee", label=N_("Designee for AQC meetings"), kind="tick", line="role"),
            Field(key="assistor", label=N_("Assistor"), kind="choice", choices=(
                Choice("application", N_("Application assistor")),
                Choice("correctional", N_("Correctional assistor")))),
            _day("form_sent", N_("Own form sent on"), "form", section=_OWN),
            _day("form_received", N_("Own form received on"), "form", section=_OWN),
            _day("form_processed", N_("Own form processed on"), "form", section=_OWN),
            *_convicted(N_("Attested: convicted")),
            Field(key="decision", label=N_("Decision of AHCCCS"), kind="choice", choices=DECISIONS,
                  section=_ACCOUNT),
            _day("decided", N_("Decided on"), section=_ACCOUNT,
                 when=lambda answers: bool(answers["decision"])),
            Field(key="reason", label=N_("Reason given"), section=_ACCOUNT,
                  when=lambda answers: answers["decision"] == "denied"),
            _day("activated", N_("Account activated on"), "account", section=_ACCOUNT),
            _day("disabled", N_("Account disabled on"), "account", section=_ACCOUNT),
            _day("reactivation_asked", N_("Activation asked for on"), "again", section=_ACCOUNT,
                 when=lambda answers: bool(answers["disabled"])),
            Field(key="reactivation_asked_by", label=N_("Asked by the Site Administrator"), kind="pick",
                  choices=_users, line="again", section=_ACCOUNT,
                  when=lambda answers: bool(answers["disabled"])),
            _day("reactivated", N_("Active again on"), "again", section=_ACCOUNT,
                 when=lambda answers: bool(answers["disabled"])),
            TRAININGS,
            Field(key="sign_up", label=N_("Sign-up steps done"), kind="many", choices=SIGN_UP, section=_DESK,
                  help=N_("Never note the password.")),
            Field(key="username", label=N_("User name: the own e-mail address"), width="medium",
                  section=_DESK),
            _day("signed_up", N_("Signed up on"), section=_DESK),
            Field(key="subscribed", label=N_("Constant Contact e-mails"), kind="yes_no",
                  section=N_("E-mail list")),
        ),
    ),
)  # fmt: skip
MEETINGS: tuple[Field, ...] = (
    Field(
        key="meetings", label=N_("AQC meetings"), kind="rows", shape="cards", one=N_("Add a meeting"),
        headings=(N_("Day"), N_("Attended by")), empty_says=N_("No meeting is noted yet."),
        summary=lambda row: (row.texts.get("day", ""), _named(row, "attended_by")),
        columns=(
            Field(key="id", label="m", kind="id"),
            _day("day", N_("Day of the meeting"), required=True),
            Field(key="attended_by", label=N_("Attended by"), kind="many", choices=_users),
            Field(key="agenda", label=N_("Agenda, with semicolons between")),
            Field(key="security_training", label=N_("Annual Security Training was reviewed"), kind="tick"),
            _day("recording_asked", N_("Recording asked for on"), "recording", section=N_("Recording")),
            Field(key="recording_asked_by", label=N_("Recording asked for by"), kind="pick", choices=_users,
                  line="recording", section=N_("Recording")),
            Field(key="shared_with", label=N_("Link shared with"), kind="many", choices=_users,
                  section=N_("Recording")),
            Field(key="note", label=N_("Note")),
        ),
    ),
)  # fmt: skip
UPDATES: tuple[Field, ...] = (
    Field(
        key="contact_updates", label=N_("Contact Person Updates"), kind="rows", shape="cards",
        one=N_("Add an update"), headings=(N_("Changed on"), N_("Contact person"), N_("Sent on")),
        empty_says=N_("The contact person has not changed."),
        summary=lambda row: tuple(row.texts.get(key, "") for key in ("changed", "name", "sent")),
        columns=(
            Field(key="id", label="c", kind="id"),
            _day("changed", N_("Changed on"), required=True),
            Field(key="name", label=N_("Contact person"), kind="name"),
            Field(key="phone", label=N_("Telephone"), kind="phone"),
            Field(key="email", label=N_("E-mail address"), width="medium"),
            _day("sent", N_("Form sent on"), "sent"),
            Field(key="sent_by", label=N_("Sent by"), kind="pick", choices=_users, line="sent"),
        ),
    ),
    Field(
        key="requests", label=N_("E-mails to the Operations Team"), kind="rows", shape="cards",
        one=N_("Add an e-mail"), headings=(N_("About"), N_("Asked by"), N_("Sent")),
        empty_says=N_("Nothing was asked of the Operations Team yet."),
        summary=lambda row: (_words(row, "about"), _named(row, "asked_by"), row.texts.get("sent", "")),
        columns=(
            Field(key="id", label="r", kind="id"),
            Field(key="about", label=N_("About"), kind="pick", required=True, choices=(
                *(c for c in _told("problems")
                  if shelf.loaded("partner.yaml")["problems"][c.value]["contact"] == "operations"),
                Choice("recording", N_("Recording of an AQC meeting")),
                Choice("other", N_("Something else")))),
            Field(key="asked_by", label=N_("Asked by"), kind="pick", choices=_users),
            Field(key="text", label=N_("What is asked")),
            Field(key="sent_by", label=N_("Sent by the Site Administrator"), kind="pick", choices=_users,
                  line="sent"),
            Field(key="sent", label=N_("Sent on"), kind="moment", line="sent"),
            _day("answered", N_("Answered on")),
        ),
    ),
)  # fmt: skip
_TALK, _PROOFS, _END = N_("Interview"), N_("Verification and documents"), N_("Signature and result")
_HELP = N_("Expedited emergency and tickets")
APPLICATION: tuple[Field, ...] = (
    Field(key="applicant", label=N_("Applicant"), kind="name", required=True),
    Field(key="case", label=N_("Case number here"), width="medium"),
    Field(key="programs", label=N_("Programs applied for"), kind="many", choices=_told("programs"),
          required=True),
    Field(key="number", label=N_("Application number"), width="medium",
          help=N_("Without it the application cannot be tracked.")),
    Field(key="assistor", label=N_("Assistor"), kind="pick", choices=_users),
    Field(key="interview_starts", label=N_("Interview starts"), kind="moment", line="talk", section=_TALK),
    Field(key="interview_ends", label=N_("Interview ended"), kind="moment", line="talk", section=_TALK),
    Field(key="with_applicant", label=N_("Held with the applicant"), kind="yes_no", section=_TALK),
    Field(key="verifications", label=N_("Facts and electronic verification"), kind="rows",
          one=N_("Add a fact"), empty_says=N_("No fact is listed yet."), section=_PROOFS,
          columns=(Field(key="fact", label=N_("Fact"), width="medium", required=True),
                   Field(key="verified", label=N_("Verified electronically"), kind="tick"))),
    Field(key="documents", label=N_("Documents needed from the customer"), kind="rows",
          one=N_("Add a document"), empty_says=N_("No document is needed."), section=_PROOFS,
          columns=(Field(key="what", label=N_("Document needed"), width="medium", required=True),
                   Field(key="sent", label=N_("Sent on"), kind="moment"),
                   Field(key="how", label=N_("How"), kind="pick", choices=(
                       Choice("uploaded", N_("Uploaded")), Choice("emailed", N_("E-mailed")),
                       Choice("faxed", N_("Faxed")), Choice("paper", N_("On paper")))))),
    Field(key="signed", label=N_("Signed by the applicant, as the last thing"), kind="moment", line="end",
          section=_END),
    Field(key="submitted", label=N_("Submitted"), kind="moment", line="end", section=_END),
    Field(key="statuses", label=N_("Status in HEAplus"), kind="rows", one=N_("Add a status"),
          empty_says=N_("No status is noted yet."), section=_END, shape="cards",
          headings=(N_("Seen on"), N_("Status"), N_("Program")),
          summary=lambda row: (row.texts.get("day", ""), _words(row, "status"), _words(row, "program")),
          columns=(_day("day", N_("Seen on"), required=True),
                   Field(key="status", label=N_("Status"), kind="pick", choices=_told("results"),
                         required=True),
                   Field(key="program", label=N_("Program"), kind="pick", choices=_told("programs")),
                   Field(key="note", label=N_("Note"), width="long"))),
    Field(key="harms", label=N_("Statements of an emergency"), kind="many", choices=_told("harms"),
          section=_HELP, help=N_("Tick what the customer states; no statement ticked means ordinary.")),
    Field(key="stated_by", label=N_("Stated by"), kind="name", line="stated", section=_HELP),
    Field(key="stated", label=N_("Stated on"), kind="moment", line="stated", section=_HELP),
    Field(key="tickets", label=N_("CP-AO tickets"), kind="rows", shape="cards", one=N_("Add a ticket"),
          headings=(N_("Number"), N_("Type"), N_("Status")), empty_says=N_("There is no ticket."),
          section=_HELP,
          summary=lambda row: (row.texts.get("number", ""), _words(row, "problem"), _words(row, "status")),
          columns=(
              Field(key="number", label=N_("Ticket number"), width="short"),
              Field(key="problem", label=N_("Type"), kind="pick", choices=_told("problems"), required=True,
                    width="long"),
              _day("opened", N_("Opened on")),
              Field(key="by", label=N_("Assistor who called"), kind="pick", choices=_users),
              Field(key="status", label=N_("Status"), kind="pick", choices=(
                  Choice("open", N_("Open")), Choice("in_progress", N_("In progress")),
                  Choice("closed", N_("Closed")))),
              _day("status_day", N_("Status since")), Field(key="note", label=N_("Note")),
          )),
)  # fmt: skip
