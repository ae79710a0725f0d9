"""What is due on one case: overdue, today, coming, or waiting for somebody else.

Derived from its clocks and papers at this moment, and from the appointments in
the book; each row leads to the page or paper that settles it. What a row says
of the present day is put into words when it is read, so a row may be kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from datetime import time as WallTime  # noqa: N812 - the field is called time
from functools import lru_cache
from typing import Literal

from crs_intake.casework import hands, keeping
from crs_intake.casework.appointments import standing_in_the_book
from crs_intake.casework.ports import Desk
from crs_intake.domain.case import Case
from crs_intake.domain.errors import NotInForce
from crs_intake.domain.kept import RETURNED, Stored
from crs_intake.domain.moment import Moment
from crs_intake.domain.standing import Clock, DocumentDue, Standing
from crs_intake.domain.text import N_
from crs_intake.domain.watch import bare
from crs_intake.policy import clocks, life, shelf
from crs_intake.policy.book import Book
from crs_intake.policy.catalogue import catalogue
from crs_intake.words import day, language, say, say_with

Kind = Literal["clock", "paper", "appointment"]
Says = Literal["", "counted", "until", "due", "time", "from", "since"]
Group = Literal["overdue", "today", "week", "waiting", "later"]
GROUPS: tuple[Group, ...] = ("overdue", "today", "week", "waiting", "later")
_AT = {group: at for at, group in enumerate(GROUPS)}
OURS = frozenset({"front_desk", "interviewer", "medical_director"})
_WEEK = timedelta(days=7)
_FAR = timedelta(days=90)
"""A wait longer than this is not looked at every day."""
_SAYS = {
    "counted": N_("day {day} of {length} · due {due}"), "until": N_("until {due}"), "due": N_("due {due}"),
    "from": N_("from {due}"), "since": N_("possible since {due}"),
}  # fmt: skip
_SILENCE = frozenset({"CLK-33", "CLK-34"})
_APPOINTMENTS = {
    "initial_evaluation": N_("Initial evaluation"), "interview": N_("Enrollment interview"),
    "clinic_visit": N_("Clinic visit"), "testing": N_("Testing"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Opens:
    """What settles a row: a page of a wizard, a paper, or a part of the case page."""

    wizard: str = ""
    page: str = ""
    document: str = ""
    part: str = ""
    """contacts, documents or history."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to do, or to wait for."""

    kind: Kind
    group: Group
    number: str
    applicant: str
    what: str
    due: Moment | None
    who: str
    """Who must act (names of `Clock.who`)."""
    section: str
    opens: Opens
    clock_id: str = ""
    to: tuple[str, ...] = ()
    """Recipients of a paper."""
    wording: str = ""
    """What happens if nothing is done."""
    says: Says = ""
    since: date | None = None
    """Day 0 of the clock."""
    last: Moment | None = None
    """The end of the clock, or the time of the appointment."""
    length: int | None = None
    unit: str = ""
    """In what the clock is counted (`domain.standing.Clock`)."""
    status: str = ""
    """Of a paper: due, drafted or printed."""
    hand: str = ""
    """Name of the person in whose hands the case is (`casework.hands`)."""
    on: date = date.min
    """The day for which the row speaks, and the day that the clock has reached on it."""
    day: int | None = None

    @property
    def key(self) -> tuple[str, ...]:
        """What tells the row from all others, and stays while it does."""
        return (self.number, self.kind, self.clock_id, *_of(self.opens), self.what, *self.to)

    @property
    def clock(self) -> str:
        """Where the clock stands: "day 11 of 14 · due Mon 16 Mar"."""
        text = self._stands()
        if self.status != "printed":
            return text
        return ", ".join(filter(None, (text, say(N_("printed, not sent yet")))))

    def _stands(self) -> str:
        if self.last is None or not self.says:
            return ""
        due, today = _near(self.last, self.on), self.last.day == self.on
        if self.says == "time":
            return f"{self.last.time:%H:%M}" if today and self.last.time else due
        if self.says == "counted" and self.day is not None and self.length:
            return say(_SAYS["counted"], day=self.day, length=self.length, due=due)
        if self.says == "counted":
            return say(_SAYS["until" if self.last.time else "due"], due=due)
        return say(_SAYS[self.says], due=due)


def of_case(
    desk: Desk, stored: Stored, standing: Standing | None = None, *, at: Moment | None = None
) -> tuple[Row, ...]:
    """The rows of one case, the most pressing first; now, unless `at` says when."""
    at = at or keeping.now(desk)
    found = standing or life.standing(stored.case, desk.book, at, with_acts=False)
    on = bare(at.day)
    rows = [spoken(row, on, desk.book, hands.holder(stored)) for row in _rows(stored.case, found, at)]
    return tuple(sorted(rows, key=order))


def spoken(row: Row, on: date, book: Book, hand: str) -> Row:
    """The row as it speaks on a day."""
    since = row.since
    reached = clocks.day_reached(since, on, row.unit, book) if since is not None and row.length else None
    return replace(row, on=on, day=reached, hand=hand)


def next_step(desk: Desk, stored: Stored, standing: Standing) -> Row | None:
    """The one thing to do next on a case; None where the case only waits or has ended."""
    rows = of_case(desk, stored, standing)
    ours = next((row for row in rows if row.who in OURS and row.group != "waiting"), None)
    if ours or standing.state not in _table("states"):
        return ours
    return Row("clock", "later", stored.case.number, _name(stored.case), "", None, "front_desk", "",
               Opens(**_table("states")[standing.state]))  # fmt: skip


def uncovered(case: Case, gap: NotInForce) -> Row:
    """The row of a case whose days the book does not cover: the sentence says what to add."""
    return Row("clock", "overdue", case.number, _name(case), str(gap), None, "front_desk", "",
               Opens(part="history"))  # fmt: skip


def _rows(case: Case, standing: Standing, at: Moment) -> list[Row]:
    running = [clock for clock in standing.clocks if clock.status not in ("met", "stopped")]
    out = [_paper(case, paper, running, at) for paper in standing.documents if keeping.to_go_out(paper)]
    out += [_came_back(case, paper) for paper in standing.documents if keeping.came_back(paper)]
    booked = list(_appointments(case, standing, at))
    # A paper's row tells its clock; the row of a visit tells that the interview is still open.
    told = {row.clock_id for row in (*out, *booked)}
    found = [row for clock in running if clock.id not in told if (row := _clock(case, clock, at))]
    rows = [*out, *booked, *_one_each([row for row in found if not row.wording])]
    if rows and all(row.group == "later" and row.due is None for row in rows):
        # Only forms are open, and nothing else runs: the case waits for the family's signature.
        rows = [replace(row, group="waiting", who="applicant") for row in rows]
    return rows or [replace(row, wording="") for row in found][-1:]


def _paper(case: Case, paper: DocumentDue, running: Iterable[Clock], at: Moment) -> Row:
    known = catalogue().get(paper.id)
    clock = next((each for each in running if known and each.id == known.clock), None)
    due = paper.by or (clock.due if clock else None)
    what = f"{paper.id} {say_with(paper.name, paper.inputs)}"
    form = known is not None and known.kind == "form"
    group: Group = "later" if form and due is None else _when(due or at, at)
    row = Row(
        "paper", group, case.number, _name(case), what, due, "front_desk", paper.section,
        Opens(document=paper.id), clock.id if clock else "", paper.to, says="due", last=due,
        status=paper.status,
    )  # fmt: skip
    return _counted(row, clock) if clock else row


def _came_back(case: Case, paper: DocumentDue) -> Row:
    """The post brought a letter back: who should know does not; the address is looked for at once."""
    told = [e for e in case.events if e.kind == "document_returned" and e.document == paper.id]
    why = say(RETURNED[told[-1].reason_code]) if told and told[-1].reason_code in RETURNED else ""
    name = f"{paper.id} {say_with(paper.name, paper.inputs)}"
    words = N_("{name} came back ({why}): find the right address and send it again")
    what = say(words, name=name, why=why or say(RETURNED["other"]))
    return Row(
        "paper", "today", case.number, _name(case), what, None, "front_desk", paper.section,
        Opens(document=paper.id), to=told[-1].to if told else paper.to, status=paper.status,
    )  # fmt: skip


def _appointments(case: Case, standing: Standing, at: Moment) -> Iterator[Row]:
    interview_open = any(
        clock.id == "CLK-03" and clock.status in ("open", "overdue") for clock in standing.clocks
    )
    for event in standing_in_the_book(case, at):
        if event.when is None or event.appointment is None:
            continue
        row = Row("appointment", _when(event.when, at), case.number, _name(case),
                  say(_APPOINTMENTS[event.appointment]), event.when, "front_desk", "20.401.2.D",
                  Opens(part="contacts"), says="time", last=event.when)  # fmt: skip
        if event.appointment == "interview":
            row = replace(row, who="interviewer", section="20.600", opens=Opens("interview", "interview"))
        elif event.appointment == "initial_evaluation" and interview_open:
            what = say(N_("{visit}; interview still open"), visit=row.what)
            row = replace(row, what=what, clock_id="CLK-03")
        yield row


def _clock(case: Case, clock: Clock, at: Moment) -> Row | None:
    """The row of a running clock; one with a `wording` counts only where the case has no other row."""
    rule = clocks.rule(clock.id)
    if rule.counts or (rule.ends and not at.day <= clock.due.day <= at.day + _WEEK):
        return None
    what = say_with(clock.name, clock.inputs)
    opens = Opens(**_table("clocks").get(clock.id, {"part": "history"}))
    row = Row("clock", "waiting", case.number, _name(case), what, clock.due, clock.who,
              clock.section, opens, clock.id)  # fmt: skip
    row = _counted(row, clock)
    if rule.gap:
        return _gap(row, clock, at)
    if clock.status == "expired" and not rule.ends:
        return replace(row, group="today", wording=say_with(clock.at_expiry, clock.inputs))
    if clock.who in OURS:
        return replace(row, group="overdue" if clock.status == "overdue" else _when(clock.due, at))
    if clock.status == "overdue":
        return replace(row, group="overdue")
    return replace(row, group="later") if clock.due.day > at.day + _FAR else row


def _gap(row: Row, clock: Clock, at: Moment) -> Row:
    """A least time between two acts: before it nothing counts, after it the act only waits to be done."""
    passed = clock.due.not_after(at)
    says: Says = "since" if passed else "from"
    return replace(row, says=says, last=clock.due, group="waiting" if passed else _when(clock.due, at))


def _one_each(rows: Sequence[Row]) -> list[Row]:
    """One row for each thing to do: of two waits the later decides (AMB-033), else the first due."""
    kept: dict[tuple[Opens, str], Row] = {}
    gap = any(clocks.rule(row.clock_id).gap for row in rows)
    for row in rows:
        if gap and row.group == "waiting" and row.clock_id in _SILENCE:
            continue  # while the second attempt is open, it is what to look at
        key = (row.opens, "" if row.opens.wizard else row.clock_id)
        other = kept.get(key)
        if other is None or _decides(row, other):
            kept[key] = row
    return list(kept.values())


def _decides(row: Row, other: Row) -> bool:
    if row.group == other.group == "waiting":
        return _time(row) > _time(other)
    return _time(row) < _time(other)


def _counted(row: Row, clock: Clock) -> Row:
    return replace(
        row, says="counted", since=clock.since.day, last=clock.due, length=clock.length, unit=clock.unit
    )


def _when(due: Moment, at: Moment) -> Group:
    if due.day < at.day:
        return "overdue"
    if due.day == at.day:
        return "today"
    return "week" if due.day <= at.day + _WEEK else "later"


@lru_cache(maxsize=4096)
def _day(day_: date, tongue: str) -> str:
    return day(day_, lang=tongue)


def _near(moment: Moment, on: date) -> str:
    """A day near today as the screens write it, without the year where it is this year's."""
    words = _day(moment.day, language())
    if moment.day.year == on.year:
        words = words.rsplit(" ", 1)[0]
    return f"{words} {moment.time:%H:%M}" if moment.time else words


def _of(opens: Opens) -> tuple[str, str, str, str]:
    return opens.wizard, opens.page, opens.document, opens.part


def order(row: Row) -> tuple[object, ...]:
    """Where a row stands in the list: by group, then by time."""
    return place(row.group, str(row.due) if row.due else "", row)


def place(group: Group, due: str, row: Row) -> tuple[object, ...]:
    """As `order`, with the text of the moment at hand; what has no day comes last."""
    return _AT[group], due or "~", row.applicant, row.what, row.number


def _time(row: Row) -> tuple[date, WallTime]:
    return row.due.sort_key() if row.due else (date.max, WallTime.max)


def _name(case: Case) -> str:
    return case.applicant.name if case.applicant else ""


def _table(name: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = shelf.loaded("worklist.yaml")[name]
    return found
