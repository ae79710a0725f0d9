"""What the partner desk lists, without Qt: checklist, users, trainings, meetings, applications, contacts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from crs_intake.domain.moment import Moment
from crs_intake.domain.partner import Assisted, Partnership, User
from crs_intake.domain.partner_standing import ACT_NAMES, STATE_NAMES, AssistedStanding, PartnerStanding
from crs_intake.policy import assisted, shelf
from crs_intake.policy.book import Book
from crs_intake.words import day, listed, said, say


@dataclass(frozen=True)
class Line:
    """A row of a list: what it is about, its cells, and a sign."""

    key: str
    cells: tuple[str, ...]
    icon: str = ""
    tip: str = ""


def checklist(found: PartnerStanding) -> Iterator[Line]:
    """The six steps: done, open, or upkeep, and what is missing."""
    for step in found.steps:
        words = say("Done") if step.done else say("Open")
        if step.upkeep:
            words = say("Upkeep, open") if step.missing else say("Upkeep, nothing open")
        missing = " ".join(said(each) for each in step.missing)
        icon = "good" if step.done else "open" if step.upkeep and not step.missing else "due"
        yield Line(f"step {step.number}", (f"{step.number}", say(step.label), words, missing), icon, missing)


def items(found: PartnerStanding) -> Iterator[Line]:
    """The three items for the first use: received and processed."""
    for each in found.items:
        received = day(each.received) if each.received else say("open")
        processed = day(each.processed) if each.processed else say("open")
        cells = (say(each.label), received, processed)
        yield Line(each.id, cells, "good" if each.done else "due")


def users(found: PartnerStanding) -> Iterator[Line]:
    """Each user's account and what the person may do."""
    for user in found.users:
        may = listed([say(ACT_NAMES[each.act]) for each in user.may if each.allowed]) or say("nothing yet")
        icon = "good" if user.state == "USER_ACTIVE" else "due"
        yield Line(user.id, (user.name, say(STATE_NAMES[user.state]), said(user.why), may), icon, may)


def trainings(found: PartnerStanding) -> Iterator[Line]:
    """Trainings that are open, overdue ones marked."""
    for number, each in enumerate(found.trainings):
        what = " ".join(part for part in (say(STATE_NAMES[each.kind]), each.course) if part)
        due = say("due {day}", day=each.due) if each.due else say("open")
        yield Line(f"{number}", (each.name, what, due), "overdue" if each.overdue else "due")


def meetings(found: PartnerStanding) -> Iterator[Line]:
    """The next AQC first, then those before it."""
    for each in (found.next_meeting, *reversed([m for m in found.meetings if m != found.next_meeting])):
        hint = say("a holiday: ask whether it takes place") if each.holiday else ""
        state = say(STATE_NAMES[each.state])
        icon = {"met": "good", "not_met": "overdue", "today": "due"}.get(each.state, "open")
        if each is found.next_meeting and found.remind and each.state != "met":
            hint, icon = "; ".join(part for part in (say("soon"), hint) if part), "due"
        yield Line(str(each.day), (day(each.day), state, each.by, hint), icon)


def applications(found: PartnerStanding, partner: Partnership, assistor: str = "") -> Iterator[Line]:
    """The applications, those of one assistor or all: status, what is next, overdue."""
    facts = {each.id: each for each in partner.applications}
    for one in found.applications:
        if assistor and facts[one.id].assistor != assistor:
            continue
        helper = partner.user(facts[one.id].assistor)
        next_one = said(one.tasks[0]) if one.tasks else say("Nothing more to do.")
        if one.overdue_since:
            next_one = say("Overdue since {day}: ask the CP-AO Call Center.", day=one.overdue_since)
        icon = "overdue" if one.overdue_since else "good" if one.final else "due" if one.tasks else "open"
        words = say(STATE_NAMES[one.status])
        if one.expedited:
            words = say("{status} · expedited emergency", status=words)
        cells = (
            one.applicant,
            one.number or say("no number"),
            words,
            next_one,
            helper.name if helper else "",
        )
        yield Line(one.id, cells, icon)


def remarks(one: AssistedStanding) -> Iterator[tuple[str, str]]:
    """Sign and sentence for each thing to do or to know of an application."""
    for sentence in one.advice:
        yield "due", said(sentence)
    if one.expedited:
        yield "due", say("Expedited emergency medical application: call the CP-AO Call Center.")
    if not one.trackable:
        yield "note", say("No application number yet, so the application cannot be tracked.")
    if one.overdue_since:
        yield "error", say("Processing is overdue since {day}.", day=one.overdue_since)
    for sentence in one.tasks:
        yield "note", said(sentence)
    if one.final:
        yield "good", say("The final result is noted.")


def whom(
    partner: Partnership, user: User | None, book: Book, at: Moment, one: Assisted | None = None
) -> Iterator[Line]:  # fmt: skip
    """Which contact for which problem, for the person who asks."""
    told = shelf.loaded("partner.yaml")["problems"]
    for problem in assisted.problems():
        found = assisted.whom(problem, partner, user, book, at, one)
        contact = {
            "call_center": say("CP-AO Call Center"), "operations": say("CP-AO Operations Team"),
            "site_administrator": say("Site Administrator"),
        }[found.contact]  # fmt: skip
        icon = "good" if found.fits and found.open_now is not False else "open"
        yield Line(problem, (say(told[problem]["label"]), contact, said(found.sentence)), icon)
