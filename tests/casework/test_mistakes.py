"""Entered by mistake: it counts no more, stays readable with its reason, and can be made to count again."""

from dataclasses import replace

import pytest

from crs_intake.casework import events, mistakes, papers, transfer
from crs_intake.casework.ports import Desk
from crs_intake.domain.errors import CannotHappenNow, NotAcceptable, NotAllowed
from crs_intake.domain.event import Event
from crs_intake.domain.moment import Moment
from crs_intake.policy import life
from tests.casework.desk import BOOK, A, B, MovableClock, as_, family, until

NOW = Moment.read("2009-03-31T07:55")


def stands(desk: Desk, number: str) -> life.Standing:
    return life.standing(desk.store.case(number).case, BOOK, NOW)


def missed(desk: Desk) -> str:
    """A missed visit typed on the wrong child; gives its id."""
    at = Moment.read("2009-03-31T07:50")
    case = events.record(desk, A, Event(kind="note", at=at, note="wrong child"))
    return case.events[-1].id


def test_an_entry_taken_back_counts_no_more_and_counts_again_when_that_was_the_mistake(morning: Desk) -> None:
    before = stands(morning, A)
    sent = next(
        e for e in morning.store.case(A).case.events if e.document == "DOC-05" and e.kind == "document_sent"
    )
    case = mistakes.take_back(morning, A, sent.id, "it still lies in the tray")
    assert "CLK-02" not in {clock.id for clock in stands(morning, A).clocks if clock.status == "met"}
    assert sent in case.events, "nothing is deleted"
    with pytest.raises(CannotHappenNow, match="counts no more already"):
        mistakes.take_back(morning, A, sent.id, "again")
    mistakes.take_back(morning, A, case.events[-1].id, "it was mailed after all")
    assert stands(morning, A) == before


def test_without_a_reason_nothing_is_taken_back(morning: Desk) -> None:
    id = missed(morning)
    with pytest.raises(NotAcceptable, match="Say why"):
        mistakes.take_back(morning, A, id, "  ")


def test_a_letter_marked_as_mailed_by_mistake_is_a_drafted_paper_again(morning: Desk) -> None:
    paper = papers.prepare(morning, B, "DOC-57", "case_file")
    papers.mark(morning, paper.id, "printed")
    papers.mark(morning, paper.id, "sent", "mail")
    sent = morning.store.case(B).case.events[-1]
    case = mistakes.take_back(morning, B, sent.id, "it lies in the tray")
    kept = morning.store.document(paper.id)
    assert (kept.status, kept.sent, kept.method) == ("printed", None, "")
    mistakes.take_back(morning, B, case.events[-1].id, "no, it went out")
    kept = morning.store.document(paper.id)
    assert (kept.status, kept.sent, kept.method) == ("sent", NOW, "mail")


def test_a_paper_entered_by_mistake_is_due_again_and_its_copy_stays_to_be_seen(
    desk: Desk, clock: MovableClock
) -> None:
    clock.put("2009-03-31T12:00")
    transfer.import_case(desk, until(family("family_b"), "2009-03-31T12:00"))
    noon = Moment.read("2009-03-31T12:00")

    def due() -> list[str]:
        found = life.standing(desk.store.case(B).case, BOOK, noon)
        return [paper.id for paper in found.documents if paper.status == "due"]

    paper = papers.prepare(desk, B, "DOC-59", "plan")
    assert due() == ["DOC-59"]
    papers.mark(desk, paper.id, "sent", "fax")
    assert due() == []
    mistakes.void_paper(desk, paper.id, "it was of another child")
    case = desk.store.case(B).case
    assert mistakes.voided_by(case, paper.id) == case.events[-1]
    assert due() == ["DOC-59"]
    kept = desk.store.document(paper.id)
    assert (kept.status, kept.pdf) == ("cancelled", paper.pdf)
    with pytest.raises(CannotHappenNow):
        mistakes.void_paper(desk, paper.id, "again")
    mistakes.take_back(desk, B, case.events[-1].id, "it was of this child")
    assert desk.store.document(paper.id).status == "sent"
    assert due() == []


def test_a_whole_case_is_voided_by_a_supervisor_only_leaves_today_and_comes_back(morning: Desk) -> None:
    before = stands(morning, A)
    with pytest.raises(NotAllowed):
        mistakes.void_case(as_(morning, "front_desk", "interviewer"), A, "typed twice")
    case = mistakes.void_case(morning, A, "typed twice")
    assert stands(morning, A).state == "ENTERED_BY_MISTAKE"
    assert A not in {each.case.number for each in morning.store.cases()}, "it has left Today"
    with pytest.raises(NotAllowed):
        mistakes.take_back(as_(morning, "front_desk", "interviewer"), A, case.events[-1].id, "it was right")
    with pytest.raises(NotAllowed):
        back = Event(kind="correction", at=NOW, corrects=case.events[-1].id, reason="it was right")
        events.record(as_(morning, "front_desk"), A, back)
    mistakes.take_back(morning, A, case.events[-1].id, "it was right")
    assert stands(morning, A) == before
    assert A in {each.case.number for each in morning.store.cases()}


def test_the_front_desk_may_take_back_its_own_slip(morning: Desk) -> None:
    id = missed(morning)
    alone = replace(as_(morning, "front_desk"), nobody_here=True)
    case = mistakes.take_back(alone, A, id, "wrong child")
    assert (case.events[-1].by, case.events[-1].reason) == ("front_desk", "wrong child")
    assert replace(case.events[-1], id="", by="") == Event(
        kind="correction", at=NOW, corrects=id, reason="wrong child"
    )
