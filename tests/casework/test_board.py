"""What Today keeps of a case says at every later moment what deriving it anew would say."""

import json
import random
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from crs_intake.casework.board import Reader, derived
from crs_intake.casework.due import Row, of_case
from crs_intake.casework.ports import Desk
from crs_intake.domain.case import Case
from crs_intake.domain.errors import DeskError
from crs_intake.domain.kept import OpenCase, Stored
from crs_intake.domain.moment import Moment
from crs_intake.domain.watch import Watch, Watched
from tests.casework.desk import BOOK
from tests.policy.files import entries
from tests.policy.life.test_life_cases import FOLDER, _story

SEED = 17
HOURS = ("00:00", "08:05", "13:31", "23:59")


def stories() -> list[Case]:
    """Every story that the tests of a case's life tell."""
    return [_story(*entry.values) for entry in entries(FOLDER)]


def kept_rows(desk: Desk, stored: Stored, kept: str, on: date) -> tuple[Row, ...]:
    """The kept rows as they are read on a later day."""
    case = stored.case
    name = case.applicant.name if case.applicant else ""
    told = OpenCase(case.number, name, stored.version, stored.saved_by)
    return tuple(row for _, row in Reader(desk.book, on).places(told, json.loads(kept)))


def moments(case: Case, chance: random.Random) -> list[Moment]:
    """A few moments in the life of a case and after it."""
    days = [event.at.day for event in case.events] or [date(2026, 3, 2)]
    first, length = min(days), (max(days) - min(days)).days + 90
    return [
        Moment.read(f"{first + timedelta(days=chance.randrange(length))}T{chance.choice(HOURS)}")
        for _ in range(3)
    ]


def test_kept_rows_say_what_deriving_anew_would_say_as_long_as_they_are_kept(desk: Desk) -> None:
    chance, lengths = random.Random(SEED), Counter[int]()
    for case in stories():
        stored = Stored(case, 1, "Rosa Chavez")
        for at in moments(case, chance):
            try:
                _, kept = derived(desk, stored, at)
            except DeskError:
                continue
            lengths[(kept.until.day - at.day).days] += 1
            for later in between(at, kept.until, chance):
                anew = of_case(desk, stored, at=later)
                said = kept_rows(desk, stored, kept.rows, later.day)
                assert said == anew, f"seed {SEED}, kept {at} to {kept.until}, looked at {later}"
    assert sum(lengths.values()) > 500
    assert sum(n for days, n in lengths.items() if days > 1) > 250, "rows hold for longer than a day"


def between(at: Moment, until: Moment, chance: random.Random) -> list[Moment]:
    """The same moment, the last one before the end, and some on the way."""
    start = at.instant
    end = datetime.combine(min(until.day, at.day + timedelta(days=400)), until.time or datetime.min.time())
    assert start is not None
    begin = start.replace(tzinfo=None)
    minutes = max(1, int((end - begin).total_seconds() // 60))
    steps = {0, minutes - 1, *(chance.randrange(minutes) for _ in range(2))}
    return [Moment.read(begin + timedelta(minutes=each)) for each in sorted(steps)]


def test_nothing_kept_by_the_book_remembers_a_day_under_watch(desk: Desk) -> None:
    from crs_intake.policy import clocks

    for case in stories()[:200]:
        derived(desk, Stored(case, 1), Moment.read("2026-03-25T08:00"))
    for key, term in clocks._terms_of(desk.book).items():
        days = [each.day for each in (*key[1:3], term and term.due) if isinstance(each, Moment)]
        assert not any(isinstance(day, Watched) for day in days), key


@pytest.mark.parametrize(
    ("compare", "until"),
    [
        (lambda day: day < date(2026, 3, 20), date(2026, 3, 20)),
        (lambda day: day <= date(2026, 3, 20), date(2026, 3, 20)),
        (lambda day: date(2026, 3, 20) >= day, date(2026, 3, 20)),
        (lambda day: day == date(2026, 3, 10), date(2026, 3, 11)),
        (lambda day: day > date(2026, 3, 1), date.max),
        (lambda day: day + timedelta(days=7) < date(2026, 3, 20), date(2026, 3, 13)),
        (lambda day: max(day, date(2026, 3, 12)), date(2026, 3, 12)),
        (lambda day: (day, 1) < (date(2026, 3, 20), 2), date(2026, 3, 20)),
        (lambda day: date(2026, 4, 1) - day, date(2026, 3, 11)),
        (lambda day: day - date(2026, 3, 1), date(2026, 3, 11)),
        (lambda day: day in {date(2026, 3, 20)}, date(2026, 3, 11)),
        (lambda day: day.weekday(), date(2026, 3, 11)),
        (lambda day: day.year, date(2027, 1, 1)),
        (lambda day: day.replace(day=1), date(2026, 4, 1)),
        (lambda day: f"{day}", date(2026, 3, 11)),
        (lambda day: None, date.max),
    ],
)
def test_a_watched_day_knows_when_an_answer_may_come_out_otherwise(compare, until) -> None:  # type: ignore[no-untyped-def]
    watch = Watch(Moment.read("2026-03-10T09:00"))
    compare(watch.moment().day)
    assert watch.until == Moment(until)


@pytest.mark.parametrize(
    ("compare", "until"),
    [
        (lambda now: Moment.read("2026-03-10T13:30").not_after(now), "2026-03-10T13:30"),
        (lambda now: now.not_after(Moment.read("2026-03-10T09:00")), "2026-03-10T09:00:00.000001"),
        (lambda now: now.not_after(Moment.read("2026-03-10T08:59")), "2026-03-11"),
        (lambda now: now.sort_key() < Moment.read("2026-03-12T08:00").sort_key(), "2026-03-12"),
        (lambda now: now.instant, "2026-03-10T09:00:00.000001"),
        (lambda now: f"{now.time:%H:%M}", "2026-03-10T09:00:00.000001"),
        (lambda now: str(now), "2026-03-10T09:00:00.000001"),
    ],
)
def test_a_watched_time_knows_when_an_answer_may_come_out_otherwise(compare, until) -> None:  # type: ignore[no-untyped-def]
    watch = Watch(Moment.read("2026-03-10T09:00"))
    compare(watch.moment())
    assert str(watch.until) == until


@pytest.fixture
def desk() -> Desk:
    """A desk with a book and nothing else; rows need no more."""
    return Desk(store=None, book=replace(BOOK), clock=None, actor=None)  # type: ignore[arg-type]
