"""In whose hands a case is: whoever kept it last, until somebody hands it over; a supervisor moves many."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from crs_intake import storage
from crs_intake.casework import contacts, events, hands, mistakes, transfer, worklist
from crs_intake.casework.ports import Desk
from crs_intake.domain.actor import Actor
from crs_intake.domain.errors import CannotHappenNow, NeedsSecond, NotAcceptable, NotAllowed
from crs_intake.domain.event import Event
from crs_intake.domain.moment import Moment
from tests.casework.desk import BOOK, A, B, C, M, MovableClock, as_, family, until

Joined = Callable[[str], Actor]


@pytest.fixture
def join(morning: Desk) -> Joined:
    """Lets one more person of the front desk sign in."""

    def add(name: str) -> Actor:
        return morning.store.add_person(
            morning.actor, name, frozenset({"front_desk"}), "PHX", f"{name} walks to work daily"
        )

    return add


def rows_of(desk: Desk, person: Actor) -> set[str]:
    """Cases whose rows Today shows for a person."""
    return {row.number for row in worklist.today(desk).rows if worklist.Choice(person=person).takes(row)}


def test_a_case_is_in_the_hands_of_whom_it_was_handed_to_whoever_keeps_something_later(
    morning: Desk, join: Joined
) -> None:
    ben, rosa = join("Ben Ortiz"), morning.actor
    assert rows_of(morning, rosa) == {A, B, C, M}  # nobody was given a case: who kept it last
    assert hands.hand_over(morning, C, ben)
    assert (rows_of(morning, ben), rows_of(morning, rosa)) == ({C}, {A, B, M})
    events.record(morning, C, Event(kind="note", at=Moment.read("2009-03-31T07:56"), note="Called."))
    assert rows_of(morning, ben) == {C}
    assert hands.holder(morning.store.case(C)) == "Ben Ortiz"
    contacts.attempt(replace(morning, actor=ben), M, "no_answer")
    assert rows_of(morning, ben) == {C, M}  # not given to anybody: still who kept it last


def test_a_second_hand_over_counts_and_the_same_one_again_adds_nothing(morning: Desk, join: Joined) -> None:
    ben, ana = join("Ben Ortiz"), join("Ana Lopez")
    action = uuid4()
    assert hands.hand_over(morning, C, ben, action)
    before = len(morning.store.case(C).case.events)
    assert not hands.hand_over(morning, C, ben, action)  # a click tried again
    assert not hands.hand_over(morning, C, ben)
    assert len(morning.store.case(C).case.events) == before
    assert hands.hand_over(morning, C, ana)
    assert (rows_of(morning, ana), rows_of(morning, ben)) == ({C}, set())


def test_taken_back_the_case_is_in_the_hands_it_was_in_before(morning: Desk, join: Joined) -> None:
    ben, ana = join("Ben Ortiz"), join("Ana Lopez")
    contacts.attempt(replace(morning, actor=ben), M, "no_answer")
    hands.hand_over(morning, M, ana)
    entry = hands.given(morning.store.case(M).case)
    assert entry is not None
    mistakes.take_back(morning, M, entry.id, "The wrong person")
    assert (rows_of(morning, ben), rows_of(morning, ana)) == ({M}, set())
    told = [(each.kind, each.name) for each in morning.store.case(M).case.events][-2:]
    assert told == [("handed_over", "Ana Lopez"), ("correction", "")]  # nothing was deleted
    correction = morning.store.case(M).case.events[-1]
    mistakes.take_back(morning, M, correction.id, "It was right")
    assert rows_of(morning, ana) == {M}
    other = next(each for each in morning.store.case(M).case.events if each.kind == "contact_attempt")
    with pytest.raises(NeedsSecond):  # any other entry wants a second person; a hand-over moves no clock
        mistakes.take_back(morning, M, other.id, "Nobody called")


def test_it_is_no_step_of_the_application_so_no_clock_moves(morning: Desk, join: Joined) -> None:
    def stands() -> list[tuple[str, ...]]:
        return [(row.number, row.what, row.clock) for row in worklist.today(morning).rows]

    before = stands()
    for number in (A, B, C, M):
        hands.hand_over(morning, number, join(f"Person of {number}"))
    assert stands() == before


def test_a_supervisor_hands_over_all_that_somebody_had(morning: Desk, join: Joined) -> None:
    ben, ana = join("Ben Ortiz"), join("Ana Lopez")
    hands.hand_over(morning, A, ben)
    hands.hand_over(morning, B, ben)
    held = hands.held(morning)
    assert {who: {(each.number, each.given) for each in cases} for who, cases in held.items()} == {
        "Ben Ortiz": {(A, True), (B, True)}, "Rosa Chavez": {(C, False), (M, False)},
    }  # fmt: skip
    steps: list[tuple[int, int]] = []

    class Bar:
        def step(self, done: int, of: int) -> None:
            steps.append((done, of))

    action = uuid4()
    assert hands.hand_over_all(morning, (A, B, A), ana, action, Bar()) == 2
    assert steps == [(1, 2), (2, 2)]
    assert (rows_of(morning, ana), rows_of(morning, ben)) == ({A, B}, set())
    assert hands.hand_over_all(morning, (A, B), ana, action) == 0


def test_cases_of_somebody_who_left_can_still_be_handed_over(morning: Desk, join: Joined) -> None:
    ben, ana = join("Ben Ortiz"), join("Ana Lopez")
    hands.hand_over(morning, C, ben)
    morning.store.remove_person(morning.actor, ben.id)
    assert [each.number for each in hands.held(morning)["Ben Ortiz"]] == [C]
    assert hands.hand_over_all(morning, [C], ana) == 1
    with pytest.raises(NotAcceptable, match="Ben Ortiz is not among the people of this desk"):
        hands.hand_over(morning, C, ben)


def test_all_or_none_are_handed_over(morning: Desk, join: Joined) -> None:
    mistakes.void_case(morning, B, "Typed for practice")
    ben = join("Ben Ortiz")
    with pytest.raises(CannotHappenNow):
        hands.hand_over_all(morning, (A, B), ben)
    assert rows_of(morning, ben) == set()


def test_the_front_desk_hands_over_one_case_and_only_a_supervisor_many(morning: Desk, join: Joined) -> None:
    ben = join("Ben Ortiz")
    desk = as_(morning, "front_desk")
    assert hands.hand_over(desk, C, ben)
    for act in (lambda: hands.held(desk), lambda: hands.hand_over_all(desk, [A], ben)):
        with pytest.raises(NotAllowed):
            act()
    with pytest.raises(NotAllowed):  # who keeps people and back-ups sees no case
        hands.hand_over(as_(morning, "site_admin"), A, ben)


def test_it_is_kept_in_the_file_and_read_from_the_board(tmp_path: Path, clock: MovableClock) -> None:
    store, _ = storage.create(
        tmp_path / "desk", "Rosa Chavez", "five quiet green tables", clock, site="PHX",
        kdf=storage.WEAK_FOR_TESTS_ONLY,
    )  # fmt: skip
    desk = Desk(store, BOOK, clock, store.signed_in)
    transfer.import_case(desk, until(family("family_c"), "2009-03-31T07:55"))
    ben = store.add_person(desk.actor, "Ben Ortiz", frozenset({"front_desk"}), "PHX", "five quiet green hats")
    hands.hand_over(desk, C, ben)
    assert rows_of(desk, ben) == {C}
    store.close()
    again = storage.open_store(tmp_path / "desk", "Rosa Chavez", "five quiet green tables", clock)
    later = Desk(again, BOOK, clock, again.signed_in)
    assert rows_of(later, ben) == {C}  # read back, not derived
    clock.wait(hours=26)
    assert rows_of(later, ben) == {C}  # derived anew on the next day
    again.close()
