"""The seven reports of the desk as figures: what is counted, of how many, and which cases those are.

Pure functions over cases. Each takes the cases once, so that a hundred thousand can pass by; nothing is
kept of a case but its number. The words are message ids; screen, paper and table fill them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from crs_intake.casework import keeping
from crs_intake.casework.reports import UNTIL
from crs_intake.domain.case import Case
from crs_intake.domain.decision import Value
from crs_intake.domain.errors import DeskError
from crs_intake.domain.event import left_out
from crs_intake.domain.moment import Moment
from crs_intake.domain.standing import Clock
from crs_intake.domain.text import N_
from crs_intake.policy import exports, life
from crs_intake.policy.book import Book
from crs_intake.policy.determine import assess

AGES = (14, 30, 45, 90)
"""Upper ends, in days since receipt, of the bands in which waiting applications are shown."""
BEGINNING = date(1900, 1, 1)
NOTICES = ("CLK-01", "CLK-04", "CLK-06", "CLK-07")
"""Clocks of the notices about a referral: eligible, incomplete, after completion, denied (20.401-403)."""
STEPS: Mapping[str, str] = {
    "received": N_("Referral received"), "complete": N_("Referral complete"),
    "determined": N_("Preliminary determination made"), "noticed": N_("Notice sent"),
    "interview": N_("Interview held"), "evaluation": N_("Initial evaluation attended"),
    "enrolled": N_("Enrolled"), "ended": N_("Ended"),
}  # fmt: skip
ENDINGS: Mapping[str, str] = {
    "open": N_("Still open"), "ENROLLED": N_("Enrolled"), "DENIED": N_("Denied"),
    "WITHDRAWN": N_("Withdrawn"), "APP_TERMINATED": N_("Application terminated"),
    "TERMINATED": N_("Membership ended"),
}  # fmt: skip
CLASSES: Mapping[str, str] = {
    "exempt_ward": N_("Pays nothing: ward of the state or the court"),
    "exempt_adoption": N_("Pays nothing: DES adoption subsidy"),
    "exempt_foster": N_("Pays nothing: DES foster child"),
    "exempt_ahcccs": N_("Pays nothing: Title XIX or XXI"),
    "pays_nothing_at_or_below_200": N_("Pays nothing: income at or below the limit"),
    "pays_insured_above_200": N_("Pays co-pays and deductibles of the health plan"),
    "pays_uninsured_above_200": N_("Pays the AHCCCS rates"),
    "undecided": N_("Not decided"),
}  # fmt: skip


@dataclass(frozen=True)
class Figure:
    """One line of a report: its words, how many of how many, and the cases behind it."""

    label: str
    """Message id."""
    count: int
    cases: tuple[str, ...]
    of: int = 0
    """The whole of which it is a part; 0 where nothing is shared out."""
    inputs: Mapping[str, Value] = field(default_factory=dict)

    @property
    def share(self) -> Fraction | None:
        """Per cent of the whole, exact; None where there is no whole."""
        return Fraction(self.count * 100, self.of) if self.of else None


@dataclass(frozen=True)
class Report:
    """A report at an instant, of what happened from `first` to `last`, both included."""

    name: str
    title: str
    says: str
    """Message id of the sentence that tells what is counted."""
    section: str
    first: date
    last: date
    at: Moment
    figures: tuple[Figure, ...]
    unread: tuple[str, ...] = ()
    """Cases that could not be counted, for example because the book does not reach their days."""


class _Tally:
    """Figures while the cases pass by; lines come in the order in which they are first named."""

    def __init__(self, *labels: str) -> None:
        self._cases: dict[str, list[str]] = {each: [] for each in labels}
        self._counts: dict[str, int] = dict.fromkeys(labels, 0)
        self._whole: dict[str, int] = dict.fromkeys(labels, 0)
        self.inputs: dict[str, Mapping[str, Value]] = {}
        self.unread: list[str] = []

    def add(self, label: str, number: str, count: int = 1, of: int = 0) -> None:
        """Count something of a case under a label."""
        cases = self._cases.setdefault(label, [])
        if count and (not cases or cases[-1] != number):
            cases.append(number)
        self._counts[label] = self._counts.get(label, 0) + count
        self._whole[label] = self._whole.get(label, 0) + of

    def month(self, of: date) -> str:
        """The label of a month, which sorts; people read it from its input."""
        label = f"{of:%Y-%m}"
        self.inputs[label] = {"month": of.replace(day=1)}
        return label

    def figures(self, words: Mapping[str, str] | None = None, whole: int = 0, *,
                empty: bool = True, ordered: bool = False) -> tuple[Figure, ...]:  # fmt: skip
        """The lines; `whole` is shared out over all of them where they have none of their own."""
        names = sorted(self._cases) if ordered else list(self._cases)
        return tuple(
            Figure((words or {}).get(each, each), self._counts[each], tuple(self._cases[each]),
                   self._whole[each] or whole, self.inputs.get(each, {}))
            for each in names if empty or self._counts[each] or self._whole[each]
        )  # fmt: skip


def tracking(cases: Iterable[Case], book: Book, at: Moment, first: date, last: date) -> Report:
    """How far the referrals received in the span have come (20.602.9)."""
    tally, received = _Tally(*UNTIL), 0
    for case, row in _rows(cases, book, at, tally):
        if first.isoformat() <= row["received"] <= last.isoformat():
            received += 1
            for step in UNTIL:
                tally.add(step, case.number, int(bool(row[step])))
    return Report("tracking", N_("Referral tracking"),
                  N_("Referrals received in the span, and how many of them have reached each step."),
                  "20.602.9", first, last, at, tally.figures(STEPS, received),
                  tuple(tally.unread))  # fmt: skip


def timeliness(cases: Iterable[Case], book: Book, at: Moment, first: date, last: date) -> Report:
    """The share of notices about referrals that went out in time, by the month in which the clock began."""
    tally = _Tally()
    for case in cases:
        rounds: dict[date, list[bool]] = {}  # one referral, one notice: its clocks start together
        for clock in _clocks(case, book, at, tally):
            if clock.id in NOTICES and first <= clock.since.day <= last:
                settled = clock.stopped if clock.status == "met" else None
                if settled is not None or clock.status in ("overdue", "expired"):
                    on_time = settled is not None and settled.not_after(clock.due)
                    rounds.setdefault(clock.since.day, []).append(on_time)
        for since, found in rounds.items():
            tally.add(tally.month(since), case.number, int(any(found)), 1)
    return Report("timeliness", N_("Timeliness"),
                  N_("Referrals whose notice went out within its 14 days, by the month in which the days "
                     "began. Those still running are left out."),
                  "20.401.1", first, last, at, tally.figures(ordered=True), tuple(tally.unread))  # fmt: skip


def pending(cases: Iterable[Case], book: Book, at: Moment, first: date, last: date) -> Report:
    """Applications that are neither enrolled nor ended, by the days since their referral came."""
    bands, tally, whole = _bands(), _Tally(), 0
    for label, (low, high) in bands.items():
        tally.add(label, "", 0)
        tally.inputs[label] = {"low": low, "high": high}
    for case, row in _rows(cases, book, at, tally):
        if row["enrolled"] or row["ended"] or not first.isoformat() <= row["received"] <= last.isoformat():
            continue
        days = (at.day - date.fromisoformat(row["received"])).days
        whole += 1
        tally.add(next(name for name, (_, high) in bands.items() if days <= high), case.number)
    words = {label: N_("{low} to {high} days") for label in bands}
    words[list(bands)[-1]] = N_("{low} days or more")
    return Report("pending", N_("Pending by age"),
                  N_("Applications received in the span that wait today, by the days since their receipt."),
                  "20.401", first, last, at, tally.figures(words, whole), tuple(tally.unread))  # fmt: skip


def no_shows(cases: Iterable[Case], book: Book, at: Moment, first: date, last: date) -> Report:
    """Missed visits of all visits that were attended or missed, by month (20.1200)."""
    del book
    tally = _Tally()
    for case in cases:
        gone = left_out(case.events)
        for event in case.events:
            visit = event.kind in ("visit_missed", "visit_attended") and event.id not in gone
            if visit and first <= event.at.day <= last and event.at.not_after(at):
                missed = event.kind == "visit_missed"
                tally.add(tally.month(event.at.day), case.number, int(missed), 1)
    return Report("no_shows", N_("No-shows"),
                  N_("Visits that were missed, of all that were attended or missed, by month."),
                  "20.1200", first, last, at, tally.figures(ordered=True))  # fmt: skip


def outcomes(cases: Iterable[Case], book: Book, at: Moment, first: date, last: date) -> Report:
    """What became of the referrals received in the span."""
    tally, whole = _Tally(*ENDINGS), 0
    for case, row in _rows(cases, book, at, tally):
        if not first.isoformat() <= row["received"] <= last.isoformat():
            continue
        whole += 1
        ended = row["status"] if row["status"] in ENDINGS else "TERMINATED" if row["ended"] else ""
        tally.add(ended or ("ENROLLED" if row["enrolled"] else "open"), case.number)
    return Report("outcomes", N_("Outcomes"), N_("Referrals received in the span, by what became of them."),
                  "20.602.9", first, last, at, tally.figures(ENDINGS, whole),
                  tuple(tally.unread))  # fmt: skip


def payment_classes(cases: Iterable[Case], book: Book, at: Moment, first: date, last: date) -> Report:
    """What the families pay that were determined, or enrolled without that, in the span (20.604)."""
    tally, whole = _Tally(*CLASSES), 0
    for case in cases:
        try:
            settled = _settled(case, book, at)
            if settled is None or not first <= settled <= last:
                continue
            name = _class(case, book, settled, at.day)
        except DeskError:
            tally.unread.append(case.number)
            continue
        whole += 1
        tally.add(name, case.number)
    return Report("payment_classes", N_("Payment classes"),
                  N_("Families determined in the span, or enrolled in it where PMMIS left nothing to "
                     "determine, by what they pay."),
                  "20.604", first, last, at, tally.figures(CLASSES, whole, empty=False),
                  tuple(tally.unread))  # fmt: skip


def _settled(case: Case, book: Book, at: Moment) -> date | None:
    """The day of the last determination; of a family that needed none, the day of enrollment (20.601.2)."""
    gone = left_out(case.events)
    made = [each.at.day for each in case.events if each.kind == "determination_made"
            and each.id not in gone and each.at.not_after(at)]  # fmt: skip
    if made:
        return max(made)
    enrolled = life.standing(case, book, at, with_acts=False).enrolled
    return enrolled.day if enrolled else None


def _class(case: Case, book: Book, settled: date, today: date) -> str:
    """The class of that day; one that was open then is the one that holds today (20.700.2.A)."""
    for day in (settled, today):
        name = str(assess(case, book.as_of(day), day).payment.cls)
        if name != "undecided" and name in CLASSES:
            return name
    return "undecided"


def letters_due(cases: Iterable[Case], book: Book, at: Moment, first: date, last: date) -> Report:
    """Papers that have to go out, as the room Documents lists them; the span is that of their last days."""
    tally = _Tally()
    for case in cases:
        try:
            papers = life.standing(case, book, at, with_acts=False).documents
        except DeskError:
            tally.unread.append(case.number)
            continue
        for paper in papers:
            waits = keeping.to_go_out(paper) or keeping.came_back(paper)
            if waits and (paper.by is None or first <= paper.by.day <= last):
                late = paper.by is not None and paper.by.day < at.day
                tally.add(paper.id, case.number)
                tally.inputs[paper.id] = {"document": paper.id, "paper": paper.name}
                tally.add("late", case.number, int(late))
    words = {each: N_("{document}: {paper}") for each in tally.inputs}
    words["late"] = N_("Past their last day")
    return Report("letters_due", N_("Letters due"),
                  N_("Papers that have to go out and are not sent yet, by kind."),
                  "20.401", first, last, at, tally.figures(words, ordered=True, empty=False),
                  tuple(tally.unread))  # fmt: skip


REPORTS: Mapping[str, Callable[[Iterable[Case], Book, Moment, date, date], Report]] = {
    "tracking": tracking, "timeliness": timeliness, "pending": pending, "no_shows": no_shows,
    "outcomes": outcomes, "payment_classes": payment_classes, "letters_due": letters_due,
}  # fmt: skip
TITLES: Mapping[str, str] = {
    "tracking": N_("Referral tracking"), "timeliness": N_("Timeliness"), "pending": N_("Pending by age"),
    "no_shows": N_("No-shows"), "outcomes": N_("Outcomes"), "payment_classes": N_("Payment classes"),
    "letters_due": N_("Letters due"),
}  # fmt: skip


def _bands() -> dict[str, tuple[int, int]]:
    ends = (*AGES, 10**6)
    lows = (0, *(each + 1 for each in AGES))
    return {f"{low}": (low, high) for low, high in zip(lows, ends, strict=True)}


def _rows(
    cases: Iterable[Case], book: Book, at: Moment, tally: _Tally
) -> Iterable[tuple[Case, Mapping[str, str]]]:
    for case in cases:
        try:
            row = exports.row("tracking", case, book, at)
        except DeskError:
            tally.unread.append(case.number)
            continue
        if row is not None:
            yield case, row


def _clocks(case: Case, book: Book, at: Moment, tally: _Tally) -> Iterable[Clock]:
    try:
        return life.standing(case, book, at, with_acts=False).clocks
    except DeskError:
        tally.unread.append(case.number)
        return ()


SPANS: Mapping[str, str] = {
    "all": N_("From the beginning"), "month": N_("This month"), "last_month": N_("Last month"),
    "quarter": N_("This quarter"), "year": N_("This year"), "last_year": N_("Last year"),
}  # fmt: skip


def span(name: str, today: date) -> tuple[date, date]:
    """First and last day of a named span."""
    month = today.replace(day=1)
    if name == "month":
        return month, _end(month)
    if name == "last_month":
        before = month - timedelta(days=1)
        return before.replace(day=1), before
    if name == "quarter":
        begin = today.replace(month=3 * ((today.month - 1) // 3) + 1, day=1)
        return begin, _end(begin.replace(month=begin.month + 2))
    if name in ("year", "last_year"):
        year = today.year - (name == "last_year")
        return date(year, 1, 1), date(year, 12, 31)
    return BEGINNING, date(today.year + 1, 12, 31)


def _end(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
