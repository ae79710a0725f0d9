"""Papers of the HEAplus partner desk: DOC-70 forms of the partnership, DOC-71 attendance, DOC-72 notes.

They concern the organization and no case, so they are made anew each time and
not kept. A form prints what is recorded, with lines for what is signed by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from crs_intake.documents.facts import day_in
from crs_intake.documents.layout import WIDTH, Begin, Grid, Look, Row, Rule, SignHere, build, cell
from crs_intake.documents.style import ONE_AT_A_TIME, words
from crs_intake.domain.errors import Missing, NotAcceptable
from crs_intake.domain.heaplus import Broadcast
from crs_intake.domain.moment import Moment
from crs_intake.domain.partner import HARMS, Assisted, Meeting, Partnership, Request, Ticket, User
from crs_intake.domain.text import N_
from crs_intake.policy import aqc, heaplus, shelf
from crs_intake.policy.book import Book
from crs_intake.words import say

PAPERS = ("DOC-70", "DOC-71", "DOC-72")
TICK, OPEN = "\N{BALLOT BOX WITH CHECK}", "\N{BALLOT BOX}"
Story = list[Any]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that can be made now."""

    document: str
    part: str
    """Which one of its kind, for example "application" or the id of a user."""
    title: str
    """Message id with its blank filled in English; forms of AHCCCS are English."""


@dataclass(frozen=True, slots=True)
class _Made:
    title: str
    story: Story
    signer: str = ""


def listed(partner: Partnership, book: Book) -> tuple[Paper, ...]:
    """Every paper that the record holds, in the order of their numbers."""
    return tuple(_listed(partner, book))


def _listed(partner: Partnership, book: Book) -> Iterator[Paper]:
    yield Paper("DOC-70", "application", "HEAplus Community Partner Application")
    yield Paper("DOC-70", "agreement", "HEAplus Community Partner Agreement: record")
    yield Paper("DOC-70", "organization", "Organization User Application")
    for user in partner.users:
        yield Paper("DOC-70", user.id, f"Individual User Application: {user.name}")
    for update in partner.contact_updates:
        yield Paper("DOC-70", f"contact {update.changed}", f"Contact Person Update of {update.changed}")
    for meeting in partner.meetings:
        yield Paper("DOC-71", str(meeting.day), f"AQC attendance record of {meeting.day}")
    for one in partner.applications:
        for number, ticket in enumerate(one.tickets, 1):
            title = f"CP-AO ticket {ticket.number or '(no number yet)'}"
            yield Paper("DOC-72", f"ticket {one.id} {number}", title)
    for number, _ in enumerate(partner.requests, 1):
        yield Paper("DOC-72", f"request {number}", f"E-mail request {number} to the Operations Team")
    for number, each in enumerate(book.site.heaplus.broadcasts, 1):
        yield Paper("DOC-72", f"broadcast {number}", f"Broadcast note of {each.starts.day}")


def produce(document: str, part: str, partner: Partnership, book: Book, on: date) -> bytes:
    """The PDF of one paper; an empty part means the first of its kind.

    Raises NotAcceptable if there is no such paper, Missing if a form is incomplete.
    """
    found = [each for each in listed(partner, book) if each.document == document]
    chosen = next((each for each in found if each.part == (part or each.part)), None)
    if chosen is None:
        may = ", ".join(each.part for each in found) or say(N_("nothing of it is recorded yet"))
        raise NotAcceptable(
            say(N_("{document} has no part {part}; there is: {may}."), document=document, part=part, may=may),
            where="to",
        )
    made = _made(chosen, partner, book, on)
    head: Story = [
        Begin(document), words(made.title, "form_title"),
        _facts([("Organization", partner.organization), ("Printed for", _day(on))]),
        Rule(WIDTH, before=2, after=4),
    ]  # fmt: skip
    signed = [SignHere(words(made.signer, "note"), words("Date", "note"), WIDTH)] if made.signer else []
    with ONE_AT_A_TIME:
        return build(
            [*head, *made.story, *signed],
            Look(title=f"HEAplus partner {document}", foot="HEAplus Community Partner"),
        )


def _made(paper: Paper, partner: Partnership, book: Book, on: date) -> _Made:
    what, _, rest = paper.part.partition(" ")
    if paper.document == "DOC-70":
        own: Mapping[str, Callable[[Partnership], _Made]] = {
            "application": _application, "agreement": _agreement, "organization": _organization,
        }  # fmt: skip
        if paper.part in own:
            return own[paper.part](partner)
        if what == "contact":
            return _contact(partner, rest)
        return _user(partner, next(each for each in partner.users if each.id == paper.part))
    if paper.document == "DOC-71":
        return _attendance(partner, next(m for m in partner.meetings if str(m.day) == paper.part), book)
    if what == "ticket":
        id, _, number = rest.rpartition(" ")
        one = next(each for each in partner.applications if each.id == id)
        return _ticket(partner, one, one.tickets[int(number) - 1], book, on)
    if what == "request":
        return _request(partner, partner.requests[int(rest) - 1], book, on)
    return _broadcast(book.site.heaplus.broadcasts[int(rest) - 1])


# -- DOC-70 ------------------------------------------------------------------------------------------


def _application(partner: Partnership) -> _Made:
    admins = [each for each in partner.users if each.site_administrator]
    _complete("DOC-70", {
        N_("name of the organization"): partner.organization.strip(),
        N_("how the organization would use HEAplus"): partner.intended_use.strip(),
        N_("HEAplus Site Administrator"): admins,
    })  # fmt: skip
    attested = [(f"{each.name} ({each.position.replace('_', ' ')})", _attested(each.convicted, each.grounds))
                for each in partner.owners]  # fmt: skip
    story = [
        _facts([
            ("Address", ", ".join(partner.address.lines) if partner.address else "not entered"),
            ("Telephone", partner.phone or "not entered"), ("Intended use", partner.intended_use),
            ("HEAplus Site Administrator", "; ".join(map(_with_email, admins))),
            ("Designee", "; ".join(_with_email(u) for u in partner.users if u.designee) or "none named"),
            ("Submitted", _day(partner.applied)),
        ]),
        words("Attestations of owners and managing employees", "form_heading"),
        words(_ASKED, "note"),
        _facts(attested) if attested else words("– none recorded", "cell"),
        words("AHCCCS may deny the application in its sole discretion.", "note"),
    ]  # fmt: skip
    return _Made("HEAplus Community Partner Application", story, "For the organization")


_ASKED = ("Conviction related to fraud, waste, abuse, theft, patient harm, or anything related to the safety "
          "of individuals: yes or no, as attested.")  # fmt: skip


def _agreement(partner: Partnership) -> _Made:
    decided = {"approved": "approved", "denied": "denied"}.get(partner.decision or "", "open")
    if partner.decided:
        decided = f"{decided}, {_day(partner.decided)}"
    return _Made("HEAplus Community Partner Agreement: record", [
        _facts([
            ("Received by e-mail from AHCCCS", _day(partner.agreement_emailed)),
            ("Signed", _day(partner.agreement_signed)),
            ("Received by AHCCCS", _day(partner.agreement_received)),
            ("Processed by AHCCCS", _day(partner.agreement_processed)),
            ("Decision of AHCCCS", decided), ("Reason", partner.reason),
        ]),
    ])  # fmt: skip


def _organization(partner: Partnership) -> _Made:
    rows = [_heads("User", "Role", "Own form sent", "Received", "Processed")]
    rows += [
        Row([cell(user.name), cell(_roles(user)), cell(_day(user.form_sent)), cell(_day(user.form_received)),
             cell(_day(user.form_processed))], 0.5)
        for user in partner.users
    ]  # fmt: skip
    return _Made("Organization User Application", [
        _facts([("Sent", _day(partner.form_sent)), ("Received", _day(partner.form_received)),
                ("Processed", _day(partner.form_processed))]),
        words("Users", "form_heading"), Grid(rows, _even(5), heads=1, pad=3),
    ], "Site Administrator")  # fmt: skip


def _user(partner: Partnership, user: User) -> _Made:
    _complete("DOC-70", {N_("name of the user"): user.name.strip()})
    return _Made("Individual User Application", [
        _facts([
            ("User", user.name), ("E-mail", user.email or "not entered"), ("Role", _roles(user)),
            ("Attestation", _attested(user.convicted, user.grounds)), ("Sent", _day(user.form_sent)),
            ("Received", _day(user.form_received)), ("Processed", _day(user.form_processed)),
            ("Decision of AHCCCS", user.decision or "open"),
        ]),
        words(_ASKED, "note"),
    ], "User")  # fmt: skip


def _contact(partner: Partnership, changed: str) -> _Made:
    update = next(each for each in partner.contact_updates if str(each.changed) == changed)
    sender = partner.user(update.sent_by)
    return _Made("HEAplus Community Partner Agreement Contact Person Update", [
        _facts([
            ("Changed on", _day(update.changed)), ("Contact person", update.name or "not entered"),
            ("Telephone", update.phone or "not entered"), ("E-mail", update.email or "not entered"),
            ("Sent", _day(update.sent)), ("Sent by", sender.name if sender else "not recorded"),
        ]),
        words("Sent by active organizations; assistors are excluded.", "note"),
    ], "For the organization")  # fmt: skip


# -- DOC-71 ------------------------------------------------------------------------------------------


def _attendance(partner: Partnership, meeting: Meeting, book: Book) -> _Made:
    by_rule = meeting.day in aqc.days_of(book, meeting.day.year)
    story: Story = [
        _facts([
            ("Date", _day(meeting.day) + ("" if by_rule else " (not the last Wednesday of an AQC month)")),
            ("Attended by", "; ".join(map(_attendee(partner), meeting.attended_by)) or "nobody recorded"),
            ("Annual Security Training", "reviewed" if meeting.security_training else "not recorded"),
        ]),
        words("Agenda", "form_heading"), *_lines(meeting.agenda), words("Recording", "form_heading"),
        _facts([
            ("Asked for on", _day(meeting.recording_asked)),
            ("Asked by", _attendee(partner)(meeting.recording_asked_by)),
            ("Link shared with", "; ".join(map(_attendee(partner), meeting.shared_with)) or "nobody"),
            ("Note", meeting.note),
        ]),
    ]  # fmt: skip
    return _Made("AQC attendance record", story, "Site Administrator")


def _attendee(partner: Partnership) -> Callable[[str], str]:
    def named(id: str) -> str:
        user = partner.user(id)
        return f"{user.name} ({_roles(user)})" if user is not None else id

    return named


# -- DOC-72 ------------------------------------------------------------------------------------------


def _ticket(partner: Partnership, one: Assisted, ticket: Ticket, book: Book, on: date) -> _Made:
    named = shelf.loaded("partner.yaml")
    phone = heaplus.setting(book.site.heaplus, "call_center_phone", on)
    caller = partner.user(ticket.by)
    story: Story = [
        _facts([
            ("Ticket number", ticket.number or "not given yet"),
            ("Type", named["problems"][ticket.problem]["label"]),
            ("Application number", one.number or "not known yet"), ("Applicant", one.applicant),
            ("Opened", _day(ticket.opened)), ("Assistor", caller.name if caller else "not recorded"),
            ("Status", " ".join(part for part in (ticket.status.replace("_", " "),
                                                  f"({_day(ticket.status_day)})" if ticket.status_day else "")
                                if part)),
            ("CP-AO Call Center", phone), ("Note", ticket.note),
        ]),
        words("Expedited emergency medical application", "form_heading"),
        words(_EMERGENCY, "note"),
        *(words(f"{TICK if harm in one.harms else OPEN} {named['harms'][harm]['label']}", "cell")
          for harm in HARMS),
        words("Expedited" if one.harms else "Ordinary: no statement is ticked", "sentence"),
        _facts([("Stated by", one.stated_by or "not recorded"),
                ("Stated", _when(one.stated) if one.stated else "not recorded")]),
    ]  # fmt: skip
    return _Made("CP-AO ticket", story)


_EMERGENCY = (
    "A medical condition that, in the absence of immediate medical attention or medication, is reasonably "
    "likely to result in at least one of the following, as stated by the customer:"
)


def _request(partner: Partnership, request: Request, book: Book, on: date) -> _Made:
    problems = shelf.loaded("partner.yaml")["problems"]
    label = problems[request.about]["label"] if request.about in problems else request.about
    asker, sender = partner.user(request.asked_by), partner.user(request.sent_by)
    return _Made("E-mail request to the CP-AO Operations Team", [
        _facts([
            ("To", heaplus.setting(book.site.heaplus, "operations_email", on)), ("About", label),
            ("Asked by", asker.name if asker else "not recorded"),
            ("Sent by (Site Administrator)", sender.name if sender else "waits for the Site Administrator"),
            ("Sent", _when(request.sent) if request.sent else "not sent yet"), ("Text", request.text),
            ("Answered", _day(request.answered)),
        ]),
        words("Only the Site Administrator e-mails the Operations Team.", "note"),
    ])  # fmt: skip


def _broadcast(broadcast: Broadcast) -> _Made:
    return _Made("HEAplus Broadcast Message: note", [
        _facts([
            ("Down from", _when(broadcast.starts)), ("Up again", _when(broadcast.ends)),
            ("Message", broadcast.message or "not noted"), ("Source", "Broadcast Message in HEAplus"),
            ("Typed in by", broadcast.by or "not recorded"), ("On", _day(broadcast.added)),
        ]),
    ])  # fmt: skip


# -- shapes ------------------------------------------------------------------------------------------


def _complete(document: str, wanted: Mapping[str, object]) -> None:
    items = [say(name) for name, value in wanted.items() if not value]
    if items:
        sentence = N_("{document} cannot be made yet. Missing: {items}.")
        raise Missing(say(sentence, document=document, items="; ".join(items)), items)


def _roles(user: User) -> str:
    roles = [
        "Site Administrator" if user.site_administrator else "", "designee" if user.designee else "",
        f"{user.assistor.capitalize()} assistor" if user.assistor else "",
    ]  # fmt: skip
    return ", ".join(role for role in roles if role) or "no role entered"


def _attested(convicted: bool | None, grounds: Sequence[str]) -> str:
    if convicted is None:
        return "not attested yet"
    told = shelf.loaded("partner.yaml")["grounds"]
    kinds = "; ".join(told[each]["label"] for each in grounds)
    return f"yes{': ' + kinds if kinds else ''}" if convicted else "no"


def _with_email(user: User) -> str:
    return f"{user.name} ({user.email})" if user.email else user.name


def _day(when: date | None) -> str:
    return day_in(when, "en", "long") if when else "open"


def _when(when: Moment) -> str:
    return f"{_day(when.day)}{f', {when.time:%H:%M}' if when.time else ''}"


def _facts(pairs: Sequence[tuple[str, str]]) -> Grid:
    rows = [Row([cell(label, "note", heading="Row"), cell(value)]) for label, value in pairs if value]
    return Grid(rows or [Row([cell("–"), cell("")])], [150, WIDTH - 150], pad=2)


def _heads(*titles: str) -> Row:
    return Row([cell(title, "cell_bold", heading="Column") for title in titles], 0.75)


def _even(count: int) -> list[float]:
    return [WIDTH / count] * count


def _lines(items: Sequence[str]) -> Story:
    return [words(f"– {item}", "cell") for item in items or ["none recorded"]]
