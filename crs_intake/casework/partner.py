"""The partner desk's acts: keep the partnership's facts, note a broadcast, look whether HEAplus is up.

A record that the partner page does not allow is refused with the page's own rule;
downtime is only ever told, it blocks nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import uuid4

from crs_intake.casework import keeping
from crs_intake.casework.ports import Desk
from crs_intake.casework.rights import allow
from crs_intake.domain.errors import DeskError, NotAcceptable
from crs_intake.domain.heaplus import Availability, Broadcast
from crs_intake.domain.moment import Moment
from crs_intake.domain.partner import Assisted, Partnership, User
from crs_intake.domain.partner_standing import PartnerStanding
from crs_intake.domain.text import N_, with_blanks
from crs_intake.policy import assisted, heaplus, partner_rules
from crs_intake.policy import partner as rules
from crs_intake.words import said, say


def look(desk: Desk) -> tuple[Partnership, PartnerStanding]:
    """The partnership and how it stands now."""
    allow(desk, "partner.see")
    found = desk.store.partner()
    return found, rules.standing(found, desk.book, keeping.now(desk))


def me(desk: Desk, partner: Partnership) -> User | None:
    """The signed-in person among the users, by name; None for who is no user."""
    return partner.named(desk.actor.name)


def keep(desk: Desk, before: Partnership, after: Partnership) -> None:
    """Keep what changed; raises NotAcceptable if it adds something the partner page does not allow."""
    header = replace(before, applications=()) != replace(after, applications=())
    if header:
        allow(desk, "partner.keep")
    if before.applications != after.applications:
        allow(desk, "assisted.keep")
    at = keeping.now(desk)
    known = {(each.where, said(each.sentence)) for each in partner_rules.wrong(before, at)}
    for each in partner_rules.wrong(after, at):
        if (each.where, said(each.sentence)) not in known:
            sentence = each.sentence
            english = sentence.message.format_map(sentence.blanks)
            raise NotAcceptable(with_blanks(english, sentence.message, sentence.blanks))
    desk.store.keep_partner(desk.actor, before, after)


def printed(desk: Desk, document: str, part: str) -> bytes:
    """A paper of the partner desk as a PDF; that it left the screen is noted."""
    from crs_intake.documents import partner_papers

    allow(desk, "partner.see")
    pdf = partner_papers.produce(document, part, desk.store.partner(), desk.book, keeping.now(desk).day)
    with desk.store.work(desk.actor, "partner.printed") as work:
        work.note("partner.printed", "", document=document, part=part)
    return pdf


def has_case(desk: Desk, one: Assisted) -> bool:
    """Whether the application names a case of this desk, so that one can turn to it."""
    try:
        return bool(one.case) and bool(desk.store.case(one.case))
    except DeskError:
        return False


def new_id() -> str:
    """An id for a new application."""
    return uuid4().hex[:12]


def up(desk: Desk) -> Availability:
    """Whether HEAplus is up at the desk's instant."""
    return heaplus.available(desk.book, keeping.now(desk))


def note_broadcast(desk: Desk, broadcast: Broadcast) -> None:
    """Keep a Broadcast Message that somebody typed in, with the name and the day."""
    allow(desk, "heaplus.broadcast")
    site = desk.store.site()
    told = replace(broadcast, by=desk.actor.name, added=keeping.now(desk).day)
    settings = replace(site.heaplus, broadcasts=(*site.heaplus.broadcasts, told))
    heaplus.check(settings)
    desk.store.keep_site(desk.actor, replace(site, heaplus=settings))


def drop_broadcast(desk: Desk, at: int) -> None:
    """Take a broadcast out that was typed in by mistake; the audit trail keeps it."""
    allow(desk, "heaplus.broadcast")
    site = desk.store.site()
    left = tuple(each for number, each in enumerate(site.heaplus.broadcasts) if number != at)
    desk.store.keep_site(desk.actor, replace(site, heaplus=replace(site.heaplus, broadcasts=left)))


def interview_warning(desk: Desk, starts: Moment, ends: Moment | None = None) -> Sequence[str]:
    """Sentences if an interview of that time would run into a downtime; advice, never a block."""
    if starts.time is None:
        return ()
    return [said(each) for each in assisted.runs_into(desk.book, starts, ends)]


def remember_checked(desk: Desk) -> None:
    """The person looked at the Broadcast Messages in HEAplus; asked again at the next session."""
    allow(desk, "partner.see")
    desk.store.keep_preference(desk.actor, "heaplus checked", str(keeping.now(desk)))


def checked(desk: Desk) -> str:
    """When the person last said that the Broadcast Messages were looked at, in words."""
    kept = desk.store.preference(desk.actor, "heaplus checked")
    if not kept:
        return ""
    when = Moment.read(kept)
    words = N_("You last looked on {day} at {time}.")
    return say(words, day=when.day, time=f"{when.time:%H:%M}" if when.time else "")
