"""What "Why?" says of a paper, a state, a pathway, a day of the calendar: the entry, the clock, the section.

No Qt in here. Each gives the manual's section, or several, and sentences of what the program did.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from crs_intake.casework import because, worklist
from crs_intake.casework.ports import Desk
from crs_intake.clock import moment, today
from crs_intake.domain.case import Case
from crs_intake.domain.errors import DeskError
from crs_intake.domain.event import Event
from crs_intake.domain.kept import KeptDocument
from crs_intake.domain.standing import Clock, Standing
from crs_intake.policy import life
from crs_intake.policy.catalogue import catalogue
from crs_intake.words import day, say, say_with, told
from ui import clock_words, names, papers, views


class Because(NamedTuple):
    """The sections, as they are cited, and the sentences."""

    section: str
    lines: tuple[str, ...]


STATES = {
    "RECEIVED": "20.200", "INCOMPLETE": "20.402.1", "IN_REVIEW": "20.400", "PRELIM_ELIGIBLE": "20.401",
    "INTERVIEW": "20.600", "READY": "20.605", "EVAL_SCHEDULED": "20.401.2.D", "NO_SHOW": "20.1201",
    "EVALUATED": "20.700", "TESTING": "20.700.2", "MED_ELIGIBLE": "20.700.2.D", "ENROLLED": "20.700.2.D",
    "HEARING": "20.1100", "ACTIVE": "20.700.2.D", "REDET_REQUESTED": "20.800",
    "RENEWAL_NOTICED": "20.800", "REDET_RUNNING": "20.800", "TITLE_REAPPLY": "20.800",
    "MEMBER_NO_SHOW": "20.1202", "REFUSED_SERVICES": "20.604", "TERM_REQUESTED": "20.900",
    "TERMINATED": "20.900", "RETENTION": "20.1000", "ARCHIVE_READY": "20.1000", "ARCHIVED": "20.1000",
    "WITHDRAWN": "20.500", "DENIED": "20.403", "APP_TERMINATED": "20.1201",
}  # fmt: skip
"""The manual's section behind each state (states.md); an end has the section of its own ground."""
PATHWAYS = {"xix": "20.601", "xxi": "20.601", "state_only": "20.604", "unknown": "20.602.3"}


# Papers --------------------------------------------------------------------------------------------


def paper(desk: Desk, number: str, document: str, kept: KeptDocument | None = None) -> Because:
    """Why a paper is due, or was: what made it due, its clock, to whom it goes, and what became of it."""
    found = because.of_paper(desk, case_of(desk, number), document)
    known = catalogue().get(document)
    section = known.section if known is not None else ""
    if found is None:
        return Because(section, tuple(_by_hand(kept)))
    return Because(found.paper.section or section, tuple(_paper(found, moment(desk.clock).day, kept)))


def _paper(found: because.PaperBecause, on: date, kept: KeptDocument | None) -> Iterator[str]:
    row = found.paper
    if row.enclosed_in:
        carrier = catalogue()[row.enclosed_in]
        yield say(
            "It goes along with {paper} ({document}); what made that due:",
            paper=say(carrier.name),
            document=row.enclosed_in,
        )
    if found.since is None:
        yield from _by_hand(kept)
    elif found.event is not None:
        yield say(
            "Asked for since {when}: {entry}.", when=names.moment(found.since), entry=entry(found.event)
        )
    else:
        yield say("Asked for since {when}, because the day has come.", when=names.moment(found.since))
    if found.reason is not None:
        yield say("{sentence} ({section}).", sentence=say(found.reason.reason), section=found.reason.section)
    if whom := row.to or tuple(dict.fromkeys(who for event in found.done for who in event.to)):
        yield say("To: {whom}.", whom=names.recipients(whom))
    by = found.by
    yield say("Last day: {day}.", day=day(by.day)) if by else say("The manual gives it no last day.")
    if found.clock is not None:
        yield from clock(found.clock, on)
    if what := papers.told_words(found.done):
        yield say("What became of it: {what}.", what=what)
    if row.sent is not None and row.status == "sent":
        yield say("Only what is sent stops a clock; this went out {when}.", when=names.moment(row.sent))


def _by_hand(kept: KeptDocument | None) -> Iterator[str]:
    yield say("No rule asks for this paper now.")
    if kept is not None:
        yield say(
            "Made at the desk on {day} by {name}.",
            day=day(kept.made.day),
            name=kept.made_by or say("(name not known)"),
        )


def clock(found: Clock, on: date) -> Iterator[str]:
    """How a day came about: of a running clock all that is told of it."""
    if found.status not in ("met", "stopped"):
        yield from clock_words.why(found, on)
        return
    name = f"{say_with(found.name, found.inputs)} ({found.section})"
    since, due = names.moment(found.since), names.moment(found.due)
    if found.stopped is not None:
        yield say(
            "{clock}: from {since} to {due}, settled {when}.",
            clock=name,
            since=since,
            due=due,
            when=names.moment(found.stopped),
        )
    else:
        yield say("{clock}: from {since} to {due}, settled.", clock=name, since=since, due=due)
    yield from clock_words.counted(found)


# The state and the pathway of a case -----------------------------------------------------------------


def state(desk: Desk, number: str) -> Because:
    """Why the case is in its state: the entry that brought it, or the clock that ran out."""
    case = case_of(desk, number)
    stands = life.standing(case, desk.book, moment(desk.clock), with_acts=False)
    found = because.of_state(desk, case, lambda each: each.state)
    section = STATES.get(stands.state, "20.100")
    lines = [say("State: {name}", name=names.named(names.STATES, stands.state)) + "."]
    closing = found.closing
    if closing is not None and stands.state in ("WITHDRAWN", "DENIED", "APP_TERMINATED", "TERMINATED"):
        section = closing.section
        lines.append(f"{say(closing.reason)} ({closing.section}).")
    lines += _brought(found, moment(desk.clock).day)
    if stands.substates:
        beside = ", ".join(names.named(names.STATES, each) for each in stands.substates)
        lines.append(say("Beside it: {names}.", names=beside))
    if stands.missing_items:
        lines.append(say("Missing: {items}", items=", ".join(stands.missing_items)))
    return Because(section, tuple(lines))


def pathway(desk: Desk, number: str) -> Because:
    """Why the case is on its way: what PMMIS, the referral, an answer or the worksheet said."""
    case = case_of(desk, number)
    stands = life.standing(case, desk.book, moment(desk.clock), with_acts=False)
    lines = [say("Pathway: {name}", name=names.named(names.PATHWAYS, stands.pathway)) + "."]
    lines += _known(case, stands)
    found = because.of_state(desk, case, lambda each: each.pathway).event
    if found is not None and found.kind != "referral_received":
        lines.append(say("So since {when}: {entry}.", when=names.moment(found.at), entry=entry(found)))
    return Because(PATHWAYS[stands.pathway], tuple(lines))


def _known(case: Case, stands: Standing) -> Iterator[str]:
    pmmis = case.title.pmmis
    if pmmis is not None and pmmis.program is not None:
        shows = {
            "xix": say("Title XIX"),
            "xxi": say("Title XXI"),
            "none": say("neither Title XIX nor XXI"),
        }[pmmis.program]
        since = f", {day(pmmis.checked)}" if pmmis.checked else ""
        yield say("PMMIS: {program}", program=shows) + f"{since}."
    elif case.title.enrolled is not None:
        named = names.named(names.PATHWAYS, case.title.enrolled)
        yield say(
            "The referral names {program}; PMMIS decides once it is looked up (20.601.1).", program=named
        )
    if stands.pathway == "unknown":
        yield from _not_known(case)
    elif stands.pathway == "state_only":
        yield say("Neither Title XIX nor XXI is open, and the worksheet is determined (20.602.10).")


def _not_known(case: Case) -> Iterator[str]:
    kinds = {each.kind for each in case.events}
    if "interview_held" not in kinds:
        yield say("It is not known before the enrollment interview is held (20.600).")
    elif "determination_made" not in kinds:
        yield say("It is not known before the financial worksheet is determined (20.602.3).")
    else:
        yield say("It is not known while an AHCCCS answer is open (20.602.1).")


def _brought(found: because.StateBecause, on: date) -> Iterator[str]:
    if found.event is not None:
        yield say("So since {when}: {entry}.", when=names.moment(found.event.at), entry=entry(found.event))
    elif found.clock is not None:
        yield say("No entry brought it, but the end of a clock:")
        yield from clock(found.clock, on)
    else:
        yield say("No entry brought it: it follows from the facts and their days.")


def entry(event: Event) -> str:
    """An entry of the case in one line: what happened, and its details."""
    details = names.event_details(event)
    return f"{names.event_title(event)} ({details})" if details else names.event_title(event)


def case_of(desk: Desk, number: str) -> Case:
    """The case with what has happened so far, as its page shows it."""
    return views.until(desk.store.case(number).case, moment(desk.clock))


# Several together -----------------------------------------------------------------------------------


def all_of(found: Sequence[Because]) -> Because:
    """Several told as one, the sections of all."""
    cited = dict.fromkeys(part.strip() for each in found for part in each.section.split(",") if part.strip())
    return Because(", ".join(cited), tuple(dict.fromkeys(line for each in found for line in each.lines)))


def case(desk: Desk, number: str) -> Because:
    """A line of the list of cases: its state, its pathway, and the clock that is shown."""
    try:
        found = [state(desk, number), pathway(desk, number)]
    except DeskError as trouble:  # the list shows the same sentence in place of the state
        return Because("", (told(trouble),))
    stored = desk.store.case(number)
    first = next(iter(worklist.of_case(desk, stored)), None)
    if first is not None:
        found.append(Because(first.section, of_line(desk, first)))
    return all_of(found)


def of_line(desk: Desk, row: worklist.Row) -> tuple[str, ...]:
    """How the day of a line of the worklist came about: its clock, or what stands in the book."""
    try:
        found = worklist.clock_of(desk, row)
    except DeskError:  # closed meanwhile, or beyond the book: the row itself says so
        found = None
    if found is not None:
        return clock_words.why(found, today(desk.clock))
    return tuple(f"{name}: {words}" if name else words for name, words in clock_words.of_row(row))
