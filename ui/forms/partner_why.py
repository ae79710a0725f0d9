"""What "Why?" says on the partner desk: the words of the Community Partner page, and what was compared.

The page is no manual and has no date; its numbers and hours are the dated ones of the settings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from crs_intake.domain.heaplus import Availability, Window
from crs_intake.domain.moment import Moment
from crs_intake.domain.partner import Partnership
from crs_intake.domain.partner_standing import ACT_NAMES, STATE_NAMES, PartnerStanding
from crs_intake.policy import heaplus, shelf
from crs_intake.policy.book import Book
from crs_intake.words import day, said, say
from ui import names
from ui.forms import partner_page, partner_rows
from ui.forms.manual import Section


class Told(NamedTuple):
    """Parts of the page, and the sentences under them."""

    page: tuple[Section, ...]
    lines: tuple[str, ...]


DOWN = {
    "federal": ("CP-downtime.fed", "CP-downtime-fed"), "maintenance": ("CP-downtime.sys",),
    "production_build": ("CP-downtime.sys",), "broadcast": ("CP-downtime.extra",),
}  # fmt: skip
"""The words of the page behind each kind of downtime, by the beginning of their register ids."""
HELP = {
    "demographic": "CP-callcenter.help.1", "emergency": "CP-callcenter.help.2",
    "overdue": "CP-callcenter.help.3", "review": "CP-callcenter.help.4", "technical": "CP-callcenter.help.5",
    "accounts": "CP-siteadmin.help.1", "disabled_accounts": "CP-siteadmin.help.2",
    "navigation": "CP-siteadmin.help.3", "documents": "CP-siteadmin.help.4",
}  # fmt: skip


def page(book: Book, on: date, *begin: str) -> tuple[Section, ...]:
    """The parts of the page whose texts show a register id that begins so."""
    found = []
    for part in partner_page.page(book, on):
        texts = [each.words for each in part.texts if any(id.startswith(begin) for id in each.proves)]
        if texts:
            found.append(Section("", part.heading, " ".join(texts)))
    return tuple(found)


def now(book: Book, found: Availability) -> Told:
    """Why HEAplus is up or down: the windows that are open, and the next one."""
    kinds = [each.kind for each in found.windows] or list(DOWN)
    lines = [say("Down now:") + " " + _window(each) for each in found.windows]
    lines.append(say("Next downtime:") + " " + _window(found.next))
    return Told(page(book, found.at.day, *(id for kind in kinds for id in DOWN[kind])), tuple(lines))


def _window(each: Window) -> str:
    words = say(
        "{label}, {starts} to {ends} ({section})",
        label=say(each.label),
        starts=names.moment(each.starts),
        ends=names.moment(each.ends),
        section=each.section,
    )
    return f"{words}: {each.note}" if each.note else words


def broadcast(book: Book, each: Any, on: date) -> Told:
    """Why a broadcast counts as a downtime: it was typed in, by whom."""
    lines = [
        say("Down from {starts} to {ends}.", starts=names.moment(each.starts), ends=names.moment(each.ends)),
        say("Typed in by {name}.", name=each.by or say("(name not known)")),
    ]
    return Told(
        page(book, on, "CP-downtime.extra", "CP-downtime.check"), (*lines, *filter(None, [each.message]))
    )


def call_center(book: Book, found: Availability) -> Told:
    """Why the call center is open or closed."""
    hours = heaplus.setting(book.site.heaplus, "call_center_hours", found.at.day)
    return Told(
        page(book, found.at.day, "CP-callcenter.scope"),
        (say("Hours in force: {hours}, Monday to Friday, not on holidays of the State.", hours=hours),),
    )


def step(book: Book, told: PartnerStanding, key: str) -> Told:
    """A row of the checklist: what the page asks, and what is missing."""
    each = next(one for one in told.steps if f"step {one.number}" == key)
    id = next(row["id"] for row in shelf.loaded("partner.yaml")["steps"] if row["number"] == each.number)
    lines = [said(sentence) for sentence in each.missing] or [say("Nothing is missing.")]
    if each.number == 4:
        lines += [_item(one.label, one.received, one.processed) for one in told.items]
    return Told(page(book, told.at.day, id), tuple(lines))


def item(book: Book, told: PartnerStanding, key: str) -> Told:
    """One of the three items before the first use."""
    each = next(one for one in told.items if one.id == key)
    use = _access(told)
    return Told(page(book, told.at.day, "CP-join.4"), (_item(each.label, each.received, each.processed), use))


def state(book: Book, told: PartnerStanding) -> Told:
    """Where the organization stands, by the steps that are done and open."""
    lines = [_access(told)]
    for each in told.steps:
        words = say("Done") if each.done else say("Open")
        lines.append(
            f"{each.number}. {say(each.label)}: {words}. "
            + " ".join(said(sentence) for sentence in each.missing)
        )
    return Told(page(book, told.at.day, "CP-join"), tuple(line.strip() for line in lines))


def _access(told: PartnerStanding) -> str:
    if told.access_since:
        return say(
            "HEAplus may be used since {day}: all three items are received and processed.",
            day=told.access_since,
        )
    return say("HEAplus may not be used until all three items are received and processed.")


def _item(label: str, received: date | None, processed: date | None) -> str:
    return say(
        "{item}: received {received}, processed {processed}",
        item=say(label),
        received=day(received) if received else say("open"),
        processed=day(processed) if processed else say("open"),
    )


def user(book: Book, told: PartnerStanding, key: str) -> Told:
    """A person's account, and each act with why it is allowed or not."""
    each = next(one for one in told.users if one.id == key)
    lines = [f"{say(STATE_NAMES[each.state])}: {said(each.why)}"]
    for may in each.may:
        sign = (
            say("May {act}", act=say(ACT_NAMES[may.act]))
            if may.allowed
            else say("May not {act}", act=say(ACT_NAMES[may.act]))
        )
        lines.append(f"{sign}: {said(may.why)}")
    return Told(
        page(book, told.at.day, "CP-join.3", "CP-siteadmin.sole", "CP-callcenter.scope"), tuple(lines)
    )


def training(book: Book, told: PartnerStanding, key: str) -> Told:
    """A training that is open: never finished, or due again."""
    each = told.trainings[int(key)]
    due = say("due {day}", day=each.due) if each.due else say("It was never finished.")
    what = " ".join(part for part in (say(STATE_NAMES[each.kind]), each.course) if part)
    return Told(page(book, told.at.day, "CP-join.5", "CP-aqc.content"), (f"{each.name}: {what}, {due}",))


def meeting(book: Book, told: PartnerStanding, key: str) -> Told:
    """A meeting: the last Wednesday of its month, and who went."""
    each = next(one for one in (told.next_meeting, *told.meetings) if str(one.day) == key)
    lines = [say("{day}: {state}.", day=each.day, state=say(STATE_NAMES[each.state]))]
    if each.by:
        lines.append(say("Attended by {name}.", name=each.by))
    if each.holiday:
        lines.append(say("The day is a holiday: ask whether the meeting takes place."))
    return Told(page(book, told.at.day, "CP-aqc"), tuple(lines))


def application(book: Book, told: PartnerStanding, partner: Partnership, key: str) -> Told:
    """An application: its status, what is next, and by when it counts as overdue."""
    one = next(each for each in told.applications if each.id == key)
    fact = next(each for each in partner.applications if each.id == key)
    lines = [say("Status: {state}.", state=say(STATE_NAMES[one.status]))]
    lines += [words for _, words in partner_rows.remarks(one)]
    if fact.submitted is not None:
        days = heaplus.setting(book.site.heaplus, "processing_days", fact.submitted.day)
        lines.append(
            say(
                "Submitted {when}. Days until it counts as overdue: {days} (Settings, Contacts of HEAplus).",
                when=names.moment(fact.submitted),
                days=days,
            )
        )
    ids = ["CP-about.interactive", "CP-about.sign", "CP-about.verify", "CP-about.track"]
    ids += ["CP-emergency"] if one.expedited else []
    ids += ["CP-callcenter.help.3"] if one.overdue_since else []
    return Told(page(book, told.at.day, *ids), tuple(dict.fromkeys(lines)))


def whom(book: Book, lines: Sequence[partner_rows.Line], key: str, at: Moment) -> Told:
    """Which contact for a problem, and why: what the page names for it."""
    line = next(each for each in lines if each.key == key)
    return Told(
        page(book, at.day, HELP[key], "CP-siteadmin.sole", "CP-callcenter.scope"), tuple(_cells(line))
    )


def _cells(line: partner_rows.Line) -> Iterator[str]:
    problem, contact, sentence = line.cells
    yield f"{problem}: {contact}."
    yield sentence
