"""Today: the rows of the written day, where each leads, and that what is kept for speed is never wrong."""

from dataclasses import replace
from datetime import timedelta

import pytest

from crs_intake.casework import (
    appointments,
    contacts,
    drafts,
    events,
    facts,
    keeping,
    start,
    transfer,
    worklist,
)
from crs_intake.casework.ports import Desk, Store
from crs_intake.domain.event import Event
from crs_intake.domain.kept import Draft
from crs_intake.domain.moment import Moment
from crs_intake.policy import clocks, life, shelf
from tests.casework.desk import A, B, C, M, MovableClock, as_, family, until
from ui import flow, names

GROUPS = ("overdue", "today", "week", "waiting")


def seen(desk: Desk) -> list[tuple[str, str, str, str, str]]:
    """The rows as a clerk reads them: group, case, what, where the clock stands, who acts."""
    return [
        (row.group, row.number, row.what, row.clock, row.who)
        for row in worklist.today(desk).rows
        if row.group in GROUPS
    ]


@pytest.mark.proves("CRS-20.401.2.B", "CRS-20.1201.A")
def test_the_written_day_starts_with_its_five_rows(morning: Desk) -> None:
    assert seen(morning) == [
        ("today", B, "Initial evaluation; interview still open", "09:00", "front_desk"),
        ("today", A, "Enrollment interview", "13:30", "interviewer"),
        ("week", A, "Initial evaluation; interview still open", "Thu 2 Apr 10:00", "front_desk"),
        ("waiting", M, "Second contact attempt", "possible since Sun 29 Mar 10:50", "front_desk"),
        ("waiting", C, "Papers after the visit", "day 7 of 10 · due Fri 3 Apr", "applicant"),
    ]


def test_each_row_leads_to_what_settles_it(morning: Desk) -> None:
    leads = {
        (row.number, row.opens.wizard or row.opens.part, row.opens.page)
        for row in worklist.today(morning).rows
    }
    assert leads >= {
        (A, "interview", "interview"), (A, "contacts", ""), (B, "contacts", ""), (C, "interview", "papers"),
        (M, "contacts", ""),
    }  # fmt: skip
    assert all(row.section.startswith("20.") for row in worklist.today(morning).rows)


def test_after_the_second_miss_the_letter_and_the_next_call_are_on_the_list(
    morning: Desk, clock: MovableClock
) -> None:
    clock.put("2009-03-31T09:40")
    appointments.missed(morning, B, "initial_evaluation", Moment.read("2009-03-31T09:00"))
    contacts.attempt(morning, B, "left_message")
    rows = [row for row in worklist.today(morning).rows if row.number == B]
    assert [(row.group, row.what, row.clock, row.to) for row in rows] == [
        ("week", "DOC-59 No-show notice to the plan", "due Wed 1 Apr", ("plan",)),
        ("week", "Second contact attempt", "from Thu 2 Apr 09:40", ()),
    ]
    assert rows[0].opens.document == "DOC-59"


def test_a_passed_due_day_is_overdue_and_an_empty_day_is_empty(desk: Desk, clock: MovableClock) -> None:
    assert seen(desk) == []
    clock.put("2009-01-09T10:30")
    from crs_intake.casework import referral
    from tests.casework.desk import family, received

    number = referral.open_referral(desk, received(family("family_c")))
    clock.put("2009-03-06T08:00")
    rows = worklist.today(desk).rows
    assert [(row.group, row.number, row.clock, row.who) for row in rows if row.group == "overdue"] == [
        ("overdue", number, "day 15 of 14 · due Thu 5 Mar", "medical_director")
    ]
    assert rows[0].opens == worklist.Opens(wizard="preliminary", page="condition")


def test_a_wizard_that_was_begun_stands_in_today_with_the_person_who_began_it(morning: Desk) -> None:
    drafts.keep(as_(morning, "front_desk"), Draft("new:1", "referral", "source", {"name": "Jensen"}))
    (begun,) = worklist.today(morning).begun
    assert (begun.wizard, begun.page, begun.by_name) == ("referral", "source", "front_desk")


def test_the_next_step_is_one(morning: Desk) -> None:
    steps = {}
    for stored in morning.store.cases():
        standing = life.standing(stored.case, morning.book, Moment.read("2009-03-31T07:55"))
        step = worklist.next_step(morning, stored, standing)
        steps[stored.case.number] = step and (step.opens.wizard or step.opens.document or step.opens.part)
    assert steps == {A: "interview", B: "contacts", C: "DOC-35", M: "contacts"}


def test_every_clock_and_state_of_the_list_is_known() -> None:
    table = shelf.loaded("worklist.yaml")
    assert set(table["clocks"]) <= {rule.id for rule in clocks.rules()}
    assert set(table["states"]) <= set(names.STATES)
    pages = {(name, page.id) for name, wizard in flow.WIZARDS.items() for page in wizard.pages}
    for each in (*table["clocks"].values(), *table["states"].values()):
        opens = worklist.Opens(**each)
        assert not opens.wizard or (opens.wizard, opens.page) in pages


def test_kept_rows_are_what_would_be_derived_anew_through_two_weeks(desk: Desk, clock: MovableClock) -> None:
    clock.put("2009-03-09T07:55")
    start.sample(desk)
    for step in range(14 * 8):
        clock.wait(hours=3, minutes=7 * (step % 5))
        kept = worklist.today(desk)
        derived = [row for stored in desk.store.cases() for row in worklist.of_case(desk, stored, at=kept.at)]
        assert sorted(kept.rows, key=str) == sorted(derived, key=str), str(kept.at)
        assert worklist.today(desk) == kept


class Counting:
    """A store that notes how many cases were read."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.read: list[int] = []

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)

    def cases(self, **given: object) -> object:
        """As the store, and noted."""
        found = list(self._store.cases(**given))  # type: ignore[arg-type]
        self.read.append(len(found))
        return found


def test_kept_rows_are_used_until_the_case_or_the_book_changes(morning: Desk, clock: MovableClock) -> None:
    clock.put("2009-04-01T08:00")
    store = Counting(morning.store)
    counted = replace(morning, store=store)  # type: ignore[arg-type]
    for _ in range(3):
        worklist.today(counted)
    assert store.read == [4], "the second and third look read what the first one kept"
    stored = morning.store.case(C)
    facts.keep(morning, stored, replace(stored.case, phones=("602-555-0100",)))
    worklist.today(counted)
    assert store.read == [4, 1], "only the case that changed"
    other_book = replace(counted, book=type(morning.book).load(replace(morning.site, contractor="Another")))
    worklist.today(other_book)
    assert store.read == [4, 1, 4]


def test_a_new_morning_derives_only_the_cases_for_which_something_changes(
    morning: Desk, clock: MovableClock
) -> None:
    clock.put("2009-04-03T08:00")
    worklist.today(morning)
    store = Counting(morning.store)
    clock.put("2009-04-04T08:00")
    worklist.today(replace(morning, store=store))  # type: ignore[arg-type]
    assert sum(store.read) < 4


def test_a_board_reads_only_the_case_that_changed_and_forgets_one_that_is_gone(
    morning: Desk, clock: MovableClock
) -> None:
    clock.put("2009-04-01T08:00")
    store, board = Counting(morning.store), worklist.Board()
    counted = replace(morning, store=store)  # type: ignore[arg-type]
    before = worklist.look(counted, board)
    contacts.attempt(morning, M, "no_answer")
    after = worklist.look(counted, board)
    assert store.read == [4, 1]
    assert [row for row in after.rows if row.number != M] == [row for row in before.rows if row.number != M]
    assert after.rows == worklist.today(morning).rows
    stored = morning.store.case(B)
    with morning.store.work(morning.actor, "case.close") as work:
        work.keep(stored.case, stored.version, closed=clock.now().date())
    assert all(row.number != B for row in worklist.look(counted, board).rows)


def test_the_first_look_may_leave_cases_for_the_next(morning: Desk) -> None:
    board = worklist.Board()
    first = worklist.look(morning, board, 1)
    assert (len({row.number for row in first.rows}), first.unread) == (1, 3)
    second = worklist.look(morning, board)
    assert (second.rows, second.unread) == (worklist.today(morning).rows, 0)


def test_a_case_beyond_the_book_says_so_and_hides_no_other(morning: Desk, clock: MovableClock) -> None:
    stored = morning.store.case(C)
    assert stored.case.referral
    odd = replace(stored.case.referral, received=Moment.read("1901-01-02T08:00"))
    first = replace(stored.case.events[0], id="", at=Moment.read("1901-01-02T08:00"))
    from crs_intake.casework import transfer

    number = transfer.import_case(morning, replace(stored.case, number="", referral=odd, events=(first,)))
    rows = worklist.today(morning).rows
    assert len({row.number for row in rows}) == 5
    strange = [row for row in rows if row.number == number]
    assert all(row.group == "overdue" for row in strange)
    stored = morning.store.case(number)
    facts.keep(morning, stored, replace(stored.case, phones=("602-555-0100",)))


def test_tomorrow_is_ready_beforehand(morning: Desk, clock: MovableClock) -> None:
    clock.put("2009-04-02T17:00")
    worklist.today(morning)
    worklist.look_ahead(morning)
    clock.instant += timedelta(hours=15)
    store = Counting(morning.store)
    worklist.today(replace(morning, store=store))  # type: ignore[arg-type]
    assert sum(store.read) <= 1, "only a case on which something has its time before eight"


def test_rows_can_be_shown_by_kind_and_by_whose_hands_they_are_in(morning: Desk) -> None:
    rows = [row for row in worklist.today(morning).rows if row.group in GROUPS]
    kinds = {kind: [r.number for r in rows if worklist.Choice(kind).takes(r)] for kind in worklist.KINDS}
    assert kinds["appointments"] == [B, A, A]
    assert (kinds["contacts"], kinds["deadlines"], kinds["unfinished"]) == ([M], [C], [])
    assert len(kinds[""]) == len(rows)
    ben = as_(morning, "front_desk")
    contacts.attempt(ben, M, "no_answer")
    now = worklist.today(morning).rows
    assert {row.number for row in now if worklist.Choice(person=ben.actor).takes(row)} == {M}
    director = as_(morning, "medical_director").actor
    decides = replace(rows[0], who="medical_director")
    assert worklist.Choice(person=director).takes(decides)
    assert not worklist.Choice(person=ben.actor).takes(decides)


@pytest.mark.proves("CRS-20.605.1", "CRS-20.605.2")
def test_a_case_that_waits_for_signatures_alone_is_not_lost(desk: Desk, clock: MovableClock) -> None:
    def waiting(number: str) -> set[tuple[str, str]]:
        rows = worklist.today(desk).group("waiting")
        return {(row.opens.document or row.clock_id, row.who) for row in rows if row.number == number}

    case = family("family_c")  # every paper is in
    told = tuple(e for e in case.events if e.at.not_after(Moment.read("2009-03-31T10:41")))
    transfer.import_case(desk, replace(case, events=told))
    transfer.import_case(desk, until(family("family_a_no"), "2009-03-31T10:41"))
    clock.put("2009-03-31T10:42")
    assert waiting(C) == {("DOC-34", "applicant"), ("DOC-35", "applicant")}
    assert waiting(A) == set()  # a visit is booked: that is what to look at
    signed = Event(kind="agreement_signed", at=keeping.now(desk), document="DOC-34", signer="mother")
    events.record_all(desk, C, (signed, replace(signed, document="DOC-35")))
    assert waiting(C) == set()


def test_what_one_chose_to_see_is_remembered_for_that_person_only(morning: Desk) -> None:
    worklist.keep_choice(morning, worklist.Choice("papers", morning.actor))
    assert worklist.chosen(morning) == worklist.Choice("papers", morning.store.people()[0])
    assert worklist.chosen(as_(morning, "front_desk")) == worklist.Choice()


def test_a_row_leads_to_all_that_is_known_of_its_clock(morning: Desk) -> None:
    row = next(row for row in worklist.today(morning).rows if row.number == C)
    clock = worklist.clock_of(morning, row)
    assert clock is not None
    assert (clock.id, str(clock.since), str(clock.due), clock.who) == (
        "CLK-10", "2009-03-24", "2009-04-03", "applicant"
    )  # fmt: skip
    assert clock.stops_it and clock.at_expiry
