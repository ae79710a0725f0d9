"""What "Why?" says of parents' coverage: each requirement, the chart row in force, the band, the premium.

The sentences are those of the answer itself; only what was compared is put beside it (801, 802, 806).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from crs_intake.domain.money import shown
from crs_intake.domain.parents_decision import FamilyPremium, ParentsAnswer, PersonAnswer
from crs_intake.domain.site import ParentsProgramRow
from crs_intake.domain.text import N_
from crs_intake.policy.book import Book
from crs_intake.policy.parents import figures
from crs_intake.words import day, listed, say, say_with

STATE_WORDS = {
    "met": N_("met"),
    "not_met": N_("not met"),
    "unknown": N_("not known"),
    "pending": N_("pending"),
    "des": N_("DES determines"),
}
PROGRAMS = {"kidscare": "KidsCare", "sobra": "S.O.B.R.A."}
WILLING = {
    "yes": N_("Someone is willing to pay the premium (803.D)."),
    "no": N_("No one is willing to pay the premium (803.D)."),
    "ask": N_("The primary informant must still be asked who pays the premium (803.D)."),
    "unreached": N_("The primary informant was not reached (803.D)."),
}


def person(each: PersonAnswer, found: ParentsAnswer, book: Book | None) -> tuple[str, ...]:
    """How the outcome of a parent, child or newborn came about: what was looked at, one line each."""
    return tuple(dict.fromkeys(_person(each, found, book)))


def _person(each: PersonAnswer, found: ParentsAnswer, book: Book | None) -> Iterator[str]:
    yield f"{say_with(each.reason, each.inputs)} ({each.section})"
    state = say("Open") if found.open else say("Closed")
    yield say(
        "The program on {day}: {state}, by {citation} (801.C).",
        day=found.on,
        state=state,
        citation=found.program_citation,
    )
    for item in each.requirements:
        yield say(
            "{key} {label}: {state}. {reason}",
            key=item.key,
            label=say(item.label),
            state=say(STATE_WORDS[item.state]),
            reason=f"{say_with(item.reason, item.inputs)} ({item.section})".strip(),
        )
    if each.willing is not None:
        yield say(WILLING[each.willing.state])
    for track in each.tracks:
        yield f"{PROGRAMS[track.program]}: {say_with(track.reason, each.inputs)} ({track.section})"
    for step in each.steps:
        yield say(
            "{name}, step {number}: {sentence}",
            name=each.name,
            number=step.number,
            sentence=f"{say_with(step.sentence, step.inputs)} ({step.section})",
        )
    if each.missing:
        yield say("Missing: {items}", items=listed([say(what) for what in each.missing]))
    if each.effective is not None:
        yield say("{name}: effective {day}", name=each.name, day=day(each.effective))
    if found.premium is not None and each.role == "parent" and book is not None:
        yield from premium(found.premium, book, found.on)


def premium(found: FamilyPremium, book: Book, on: date) -> tuple[str, ...]:
    """How the family premium came about: the guideline's row, the per cent, the band, the rounding."""
    row = book.fpl_row(on)
    worked = f"{shown(found.gross)} × 12 ÷ {shown(found.guideline)} × 100 = {shown(found.fpl_percent)} %"
    lines = [
        say(
            "Gross family income {gross} a month, group of {members}.",
            gross=shown(found.gross),
            members=found.members,
        ),
        say(
            "Guideline for {members}: {guideline} a year, in force since {day}: {citation}.",
            members=found.members,
            guideline=shown(found.guideline),
            day=row.effective_from,
            citation=row.citation,
        ),
        worked + " (801.A)",
        *_bands(found, on),
    ]
    if found.amount is not None:
        amount = f"{shown(found.gross)} × {found.percent} % = {shown(found.amount)}"
        lines.append(say("{worked} a month, for the whole family (806.B).", worked=amount))
    limits = figures.dated("range", on)
    lines.append(
        say(
            "Range of the program: over {floor} % and at or below {ceiling} % ({section}).",
            floor=limits["floor"],
            ceiling=limits["ceiling"],
            section=limits["section"],
        )
    )
    return tuple(lines)


def _bands(found: FamilyPremium, on: date) -> Iterator[str]:
    for band in figures.dated("premium", on):
        words = say(
            "Up to {to} % of the guideline: {percent} % of the income ({section}).",
            to=band["to"],
            percent=band["percent"],
            section=band["section"],
        )
        yield f"→ {words}" if band["percent"] == found.percent else words


def program(book: Book, on: date) -> tuple[str, ...]:
    """Why the program is open or closed today: the row that counts, its cap, and who is approved."""
    found = figures.availability(book, on)
    lines = [
        say("Open today ({citation})", citation=found.citation)
        if found.open
        else say("Closed today ({citation})", citation=found.citation)
    ]
    lines.append(
        say("The row is the site's own.") if found.own else say("The row is shipped with the program.")
    )
    if found.cap is not None:
        approved = "–" if found.approved is None else str(found.approved)
        lines.append(
            say(
                "Cap: {cap}; approved so far: {approved}. At the cap the program is closed.",
                cap=found.cap,
                approved=approved,
            )
        )
    return tuple(lines)


def row(each: ParentsProgramRow, book: Book, on: date) -> tuple[str, ...]:
    """A row of Settings: from when it counts, where it was announced, who added it, whether it holds."""
    state = say("Open") if each.open else say("Closed")
    by = say("{name}, {day}", name=each.by, day=each.added) if each.added else each.by or say("not told")
    lines = [
        say(
            "{state} from {day} on. Announced in: {source}. Added by: {by}.",
            state=state,
            day=each.effective_from,
            source=each.citation,
            by=by,
        ),
    ]
    later = [one for one in book.site.parents_program if each.effective_from < one.effective_from <= on]
    if each.effective_from > on:
        lines.append(say("It does not count yet."))
    elif later:
        lines.append(
            say("A later row counts in its place, since {day}.", day=max(one.effective_from for one in later))
        )
    else:
        lines += program(book, on)
    return tuple(lines)
