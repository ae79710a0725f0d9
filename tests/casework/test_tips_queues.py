"""The queues of the DES interface: what a file leaves waits, once, until somebody decides (804.B)."""

from dataclasses import replace
from typing import Any

import pytest

from crs_intake.casework import parents
from crs_intake.casework.ports import Desk
from crs_intake.domain.errors import NotAcceptable, SavedMeanwhile
from tests.casework.desk import MovableClock
from tests.cli.test_tips import ANA, ANNA, BAD, HEAD, NEW, SSN
from tests.policy.parents import run


@pytest.fixture
def des(desk: Desk, clock: MovableClock) -> Desk:
    """A desk with one child of KidsCare and its mother."""
    clock.put("2026-04-02T08:00")
    with desk.store.work(desk.actor, "sample.load") as work:
        work.new_case(run.case_of("kidscare", SSN))
    return desk


def file(*rows: str) -> bytes:
    """A day's file of DES."""
    return "\n".join((HEAD, *rows)).encode()


def waits(desk: Desk) -> list[tuple[str, str, str]]:
    """Queue, name and case of what waits."""
    return [(each.queue, each.record.name, each.case) for each in parents.waiting(desk)]


def mother(desk: Desk) -> Any:
    """What is known of the mother."""
    told = desk.store.case("K1").case.parents
    assert told is not None
    return told.parent("mother")


def test_what_a_file_leaves_for_a_person_waits_once_however_often_the_file_comes(des: Desk) -> None:
    parents.preview(des, file(ANNA, BAD))
    assert waits(des) == [], "looking keeps nothing"
    for _ in range(2):
        parents.take_in(des, file(ANNA, BAD))
        assert waits(des) == [("research", "Soto, Anna", "K1"), ("error", "Ruiz, Eva", "")]
    assert [each.faults for each in parents.waiting(des)] == [(), ("FPL threshold",)]


def test_a_row_that_des_sends_whole_leaves_the_error_queue(des: Desk) -> None:
    parents.take_in(des, file(BAD))
    parents.take_in(des, file(NEW.replace("C2", "C4")))
    assert waits(des) == []


def test_a_partial_match_is_matched_to_the_case(des: Desk) -> None:
    parents.take_in(des, file(ANNA))
    assert mother(des).des is None
    parents.decide_waiting(des, parents.waiting(des)[0].id, "matched")
    assert mother(des).des.client_id == "C3"
    assert (mother(des).research.result, str(mother(des).research.on)) == ("matched", "2026-04-02")
    assert waits(des) == []


def test_or_it_is_created_by_hand_and_the_case_stays(des: Desk) -> None:
    parents.take_in(des, file(ANNA))
    parents.decide_waiting(des, parents.waiting(des)[0].id, "created")
    assert des.store.case("TIPS-C3").case.people[0].name == "Anna Soto"
    assert mother(des).des is None
    assert waits(des) == []


def test_a_row_with_errors_is_not_decided_but_can_be_taken_off(des: Desk) -> None:
    parents.take_in(des, file(ANA, BAD))
    (row,) = parents.waiting(des)
    with pytest.raises(NotAcceptable, match="DES sends a row with errors again"):
        parents.decide_waiting(des, row.id, "created")
    parents.drop_waiting(des, row.id)
    assert waits(des) == []
    with pytest.raises(NotAcceptable, match="waits no more"):
        parents.drop_waiting(des, row.id)


def test_a_discontinuance_of_nobody_here_waits_too(des: Desk) -> None:
    head = ("Parent's name,Parent's AZTECS Person ID#,Discontinuance effective date,"
            "Reason for discontinuance,Gross total household income,Number in the income group")  # fmt: skip
    parents.take_in(des, f'{head}\n"Nobody, N",C9,2026-05-31,Death,,'.encode())
    assert waits(des) == [("error", "Nobody, N", "")]


REFERRAL = {"parents": {"parents": {"mother": {"potentially_medicaid": True}}}}


def told(desk: Desk, *, again: bool = False) -> list[str]:
    """Save a file for DES: the kinds of its records."""
    made = parents.outgoing(desk, again=again)
    parents.told_des(desk, made)
    return [line.split(",")[4] for line in made.text.splitlines()[1:]]


@pytest.mark.proves("KC-803.E.tips", "KC-804.B.6")
def test_des_is_told_once_and_the_same_days_file_can_be_made_again(desk: Desk, clock: MovableClock) -> None:
    clock.put("2026-04-22T08:00")
    with desk.store.work(desk.actor, "sample.load") as work:
        work.new_case(run.case_of("kidscare", {**SSN, **REFERRAL}))
    assert told(desk) == ["referral"]
    assert told(desk) == ["referral"], "the file of today was lost"
    clock.put("2026-04-23T08:00")
    assert told(desk) == [], "DES was told yesterday"
    assert told(desk, again=True) == ["referral"], "somebody asks for all that stands"
    clock.put("2026-04-24T08:00")
    assert told(desk) == []


def test_a_record_that_was_only_looked_at_is_told_the_next_day(desk: Desk, clock: MovableClock) -> None:
    clock.put("2026-04-22T08:00")
    with desk.store.work(desk.actor, "sample.load") as work:
        work.new_case(run.case_of("kidscare", {**SSN, **REFERRAL}))
    parents.outgoing(desk)
    clock.put("2026-04-23T08:00")
    assert told(desk) == ["referral"]


def test_rows_that_wait_and_what_des_was_told_stay_beside_each_other(des: Desk, clock: MovableClock) -> None:
    with des.store.work(des.actor, "sample.load") as work:
        work.new_case(run.case_of("kidscare", {"number": "K2", **REFERRAL}))
    clock.put("2026-04-22T08:00")
    assert told(des) == ["referral"]
    parents.take_in(des, file(ANNA, BAD))
    parents.drop_waiting(des, parents.waiting(des)[0].id)
    clock.put("2026-04-23T08:00")
    assert told(des) == []
    assert len(waits(des)) == 1


def test_a_case_that_cannot_be_read_is_named(des: Desk, clock: MovableClock) -> None:
    clock.put("2026-04-22T08:00")
    with des.store.work(des.actor, "sample.load") as work:
        work.new_case(
            run.case_of(
                "kidscare", {"number": "K7", "parents": {"parents": {"mother": {"effective": "2002-12-31"}}}}
            )
        )
    with pytest.raises(NotAcceptable, match=r"Case K7: .* began on"):
        parents.outgoing(des)


class Meanwhile:
    """The desk's store, at which another desk saves a case right after it was read."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __getattr__(self, name: str) -> Any:
        return getattr(self._desk.store, name)

    def cases(self, *, open_only: bool = True) -> Any:
        found = list(self._desk.store.cases(open_only=open_only))
        with self._desk.store.work(self._desk.actor, "sample.load") as work:
            kept = work.case("K1")
            work.keep(replace(kept.case, phones=("602-555-0199",)), kept.version)
        return found


def test_what_another_desk_saved_meanwhile_is_not_overwritten_by_a_file_of_des(des: Desk) -> None:
    with pytest.raises(SavedMeanwhile):
        parents.take_in(replace(des, store=Meanwhile(des)), file(ANA, NEW))
    assert des.store.case("K1").case.phones == ("602-555-0199",)
    assert mother(des).des is None
    assert [each.case.number for each in des.store.cases(open_only=False)] == ["K1"], (
        "nothing of the file is kept"
    )
