"""Two cases of one child: one goes on in the other, and apart again nothing is missing."""

from dataclasses import replace

import pytest

from crs_intake.casework import cases, events, facts, merging, mistakes, papers, referral
from crs_intake.casework.ports import Desk
from crs_intake.domain.errors import CannotHappenNow, NotAcceptable, NotAllowed
from crs_intake.domain.event import Event
from crs_intake.domain.moment import Moment
from crs_intake.policy import life
from crs_intake.policy.story import effective
from tests.casework.desk import BOOK, A, B, C, M, MovableClock, as_, received

NOW = Moment.read("2009-03-31T07:55")


def a_second_case(desk: Desk) -> str:
    """The same child once more, with the names swapped and a slip in the birth date."""
    case = received(desk.store.case(A).case)
    child = case.applicant
    assert child is not None and child.born is not None
    first, *rest = child.family.split()
    swapped = replace(child, family=" ".join([*rest, first]), born=child.born.replace(day=child.born.day + 1))
    form = case.referral
    assert form is not None
    return referral.open_referral(desk, replace(case.with_person(swapped), referral=form))


def picture(desk: Desk, number: str) -> object:
    """All that a case is: facts, events that count, papers, standing, and where it is listed."""
    stored = desk.store.case(number)
    facts = replace(stored.case, events=())
    counted = [e for e in effective(stored.case.events, NOW) if e.kind != "correction"]
    return (
        facts,
        counted,
        desk.store.documents(number),
        life.standing(stored.case, BOOK, NOW),
        number in {each.case.number for each in desk.store.cases()},
    )


def test_merged_the_one_is_a_pointer_and_the_other_shows_its_events_and_papers(morning: Desk) -> None:
    second = a_second_case(morning)
    paper = papers.prepare(morning, second, "DOC-57", "case_file")
    assert [each.number for each in merging.candidates(morning, A)] == [second]
    merging.merge(morning, second, A, "same mother, same telephone")
    gone, kept = morning.store.case(second).case, morning.store.case(A).case
    assert (merging.goes_on_as(gone), merging.merged_here(kept)) == (A, (second,))
    assert life.standing(gone, BOOK, NOW).state == "MERGED"
    assert second not in {each.case.number for each in morning.store.cases()}, "it has left Today"
    assert [each.case for each in merging.attached(morning, A)] == [gone]
    assert [each.id for each in merging.papers_of_attached(morning, A)] == [paper.id]
    assert [line.act for line in morning.store.history(second)].count("cases.merged") == 2


def test_parted_again_both_are_exactly_what_they_were(morning: Desk, clock: MovableClock) -> None:
    second = a_second_case(morning)
    papers.prepare(morning, second, "DOC-57", "case_file")
    before = picture(morning, A), picture(morning, second)
    merging.merge(morning, second, A, "same child")
    merging.undo(morning, second, "two cousins of one name")
    assert (picture(morning, A), picture(morning, second)) == before
    assert merging.merged_here(morning.store.case(A).case) == ()
    assert merging.goes_on_as(morning.store.case(second).case) == ""
    merging.merge(morning, second, A, "one child after all")
    assert merging.goes_on_as(morning.store.case(second).case) == A


def test_a_case_that_had_left_today_keeps_its_day_of_leaving(morning: Desk, clock: MovableClock) -> None:
    second = a_second_case(morning)
    mistakes.void_case(morning, second, "typed twice")
    assert second not in {each.case.number for each in morning.store.cases()}


def test_a_third_form_of_the_child_finds_the_kept_case_through_the_merged_one(morning: Desk) -> None:
    second = a_second_case(morning)
    third = received(morning.store.case(second).case)
    merging.merge(morning, second, A, "same child")
    assert [each.number for each in morning.store.possible_duplicates(third)] == [A]
    merging.undo(morning, second, "no")
    assert {each.number for each in morning.store.possible_duplicates(third)} == {A, second}
    mistakes.void_case(morning, second, "typed twice")
    assert [each.number for each in morning.store.possible_duplicates(third)] == [A]


def test_a_merged_case_is_only_read(morning: Desk) -> None:
    second = a_second_case(morning)
    merging.merge(morning, second, A, "same child")
    stored = morning.store.case(second)
    with pytest.raises(CannotHappenNow, match="counts no more") as trouble:
        facts.keep(morning, stored, replace(stored.case, phones=("602-555-0100",)))
    assert trouble.value.then == f"Open case {A}, in which it goes on."
    merging.undo(morning, second, "two cousins")
    stored = morning.store.case(second)
    assert (
        facts.keep(morning, stored, replace(stored.case, phones=("602-555-0100",))).version > stored.version
    )


def test_only_a_supervisor_merges_and_parts(morning: Desk) -> None:
    second = a_second_case(morning)
    with pytest.raises(NotAllowed):
        merging.merge(as_(morning, "front_desk", "interviewer"), second, A, "same child")
    supervisor = replace(as_(morning, "supervisor"), second=morning.actor)
    merging.merge(supervisor, second, A, "same child")
    with pytest.raises(NotAllowed):
        merging.undo(as_(morning, "front_desk", "interviewer"), second, "no")


def test_what_may_not_be_merged(morning: Desk) -> None:
    second = a_second_case(morning)
    with pytest.raises(NotAcceptable, match="two different"):
        merging.merge(morning, A, A, "same")
    with pytest.raises(NotAcceptable, match="how you know"):
        merging.merge(morning, second, A, " ")
    with pytest.raises(CannotHappenNow, match="member"):
        merging.merge(morning, M, A, "same child")
    merging.merge(morning, second, A, "same child")
    for gone, kept in ((second, B), (B, second)):
        with pytest.raises(CannotHappenNow, match="counts no more"):
            merging.merge(morning, gone, kept, "same child")
    merging.merge(morning, A, C, "same child")
    assert [each.case.number for each in merging.attached(morning, C)] == [A, second]


def test_which_case_to_keep_is_advised(morning: Desk) -> None:
    second = a_second_case(morning)
    pair = merging.advise(morning, second, A)
    assert (pair.kept.number, pair.gone.number, pair.why) == (A, second, "More has happened in it.")
    assert merging.advise(morning, A, M).why == "It is the case of a member."


def test_the_merge_is_taken_back_from_the_history_too(morning: Desk) -> None:
    second = a_second_case(morning)
    merging.merge(morning, second, A, "same child")
    note = morning.store.case(A).case.events[-1]
    merging.take_back(morning, A, note.id, "two cousins")
    assert merging.goes_on_as(morning.store.case(second).case) == ""
    assert merging.merged_here(morning.store.case(A).case) == ()
    plain = events.record(morning, A, Event(kind="note", at=NOW, note="x")).events[-1]
    merging.take_back(morning, A, plain.id, "wrong child")
    assert cases.view(morning, A).stored.case.events[-1].corrects == plain.id
