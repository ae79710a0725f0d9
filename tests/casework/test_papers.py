"""Papers: drawn for one recipient, kept byte for byte, marked once; determinations stay as they were."""

import hashlib
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from crs_intake.casework import appointments, contacts, determination, facts, papers, worklist
from crs_intake.casework.ports import Desk
from crs_intake.casework.record import from_record, to_record
from crs_intake.domain.errors import Missing, NotAcceptable, NotAllowed
from crs_intake.domain.moment import Moment
from crs_intake.policy.determine import assess
from tests.casework.desk import BOOK, A, B, C, MovableClock, as_, family


@pytest.fixture
def missed(morning: Desk, clock: MovableClock) -> Desk:
    """Family B has missed the second visit; the plan must be told (20.1201.B)."""
    clock.put("2009-03-31T09:40")
    appointments.missed(morning, B, "initial_evaluation", Moment.read("2009-03-31T09:00"))
    contacts.attempt(morning, B, "left_message")
    return morning


def due(desk: Desk) -> list[str]:
    return [
        row.opens.document for row in worklist.today(desk).rows if row.number == B and row.kind == "paper"
    ]


@pytest.mark.proves("CRS-20.1201.B")
def test_a_paper_is_prepared_printed_and_sent_and_leaves_the_list(missed: Desk, clock: MovableClock) -> None:
    assert due(missed) == ["DOC-59"]
    paper = papers.prepare(missed, B, "DOC-59", "plan", "en")
    assert paper.pdf.startswith(b"%PDF")
    assert (paper.status, paper.sha256) == ("drafted", hashlib.sha256(paper.pdf).hexdigest())
    clock.wait(minutes=5)
    printed = papers.mark(missed, paper.id, "printed")
    assert (printed.status, printed.pdf == paper.pdf) == ("printed", True)
    assert due(missed) == ["DOC-59"], "a printed letter still lies on the desk"
    clock.put("2009-03-31T16:00")
    sent = papers.mark(missed, paper.id, "sent", "mail")
    assert (sent.status, str(sent.sent), sent.method) == ("sent", "2009-03-31T16:00", "mail")
    assert due(missed) == []
    event = missed.store.case(B).case.events[-1]
    assert (event.kind, event.document, event.document_id, event.to, event.method) == (
        "document_sent", "DOC-59", paper.id, ("plan",), "mail",
    )  # fmt: skip


def test_the_same_paper_drawn_twice_is_kept_once(missed: Desk) -> None:
    first = papers.prepare(missed, B, "DOC-59", "plan", "en")
    assert papers.prepare(missed, B, "DOC-59", "plan", "en") == first
    action = uuid4()
    assert papers.prepare(missed, B, "DOC-59", "plan", "en", action=action).id == first.id
    assert len(papers.show(missed, B)) == 1
    papers.mark(missed, first.id, "sent", "mail")
    later = papers.prepare(missed, B, "DOC-59", "plan", "en", corrects=first.id, action=action)
    assert later.id != first.id, "what was sent is never drawn over"
    assert papers.prepare(missed, B, "DOC-59", "plan", "en", corrects=first.id, action=action).id == later.id
    assert [paper.corrects for paper in papers.show(missed, B)] == ["", first.id]


def test_a_paper_shows_later_what_went_out_whatever_the_case_says_now(missed: Desk) -> None:
    paper = papers.mark(missed, papers.prepare(missed, B, "DOC-59", "plan", "en").id, "sent", "fax")
    stored = missed.store.case(B)
    child = stored.case.applicant
    assert child
    facts.keep(missed, stored, stored.case.with_person(replace(child, family="Changed")))
    assert missed.store.document(paper.id).pdf == paper.pdf
    assert "Carter" in missed.store.document(paper.id).drawn_from


def test_a_batch_is_marked_together_or_not_at_all(missed: Desk) -> None:
    one = papers.prepare(missed, B, "DOC-59", "plan", "en")
    with pytest.raises(NotAcceptable, match="no such paper"):
        papers.mark_all(missed, (one.id, "nowhere"), "sent", "mail")
    with pytest.raises(NotAcceptable, match="Say how it went out"):
        papers.mark_all(missed, (one.id,), "sent")
    assert missed.store.document(one.id).status == "drafted"
    action = uuid4()
    for _ in range(2):
        papers.mark_all(missed, (one.id,), "sent", "mail", action=action)
    sent = [event for event in missed.store.case(B).case.events if event.document == "DOC-59"]
    assert [event.kind for event in sent] == ["document_sent"]


def test_a_paper_that_lacks_something_names_all_of_it_and_is_not_kept(morning: Desk) -> None:
    stored = morning.store.case(B)
    facts.keep(morning, stored, replace(stored.case, title=replace(stored.case.title, plan=None)))
    with pytest.raises(Missing) as trouble:
        papers.prepare(morning, B, "DOC-59", "plan", "en")
    assert trouble.value.items
    assert papers.show(morning, B) == ()


def test_who_may_look_at_papers_may_not_always_send_them(missed: Desk) -> None:
    paper = papers.prepare(missed, B, "DOC-59", "plan", "en")
    director = as_(missed, "medical_director")
    assert papers.show(director, B)
    for act in (
        lambda: papers.prepare(director, B, "DOC-59", "plan", "en"),
        lambda: papers.mark(director, paper.id, "sent", "mail"),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert papers.exported(director, paper) == paper.pdf
    assert missed.store.history(B)[-1].act == "papers.exported"


@pytest.mark.parametrize("name", ["family_a_no", "family_a_yes", "family_b", "family_c", "member_m"])
def test_a_determination_is_read_back_as_it_was_made(name: str) -> None:
    made = assess(family(name), BOOK, date(2009, 3, 31))
    assert from_record(to_record(made)) == made


@pytest.mark.proves("CRS-20.603.5.7")
def test_the_family_is_decided_and_every_version_stays(desk: Desk, clock: MovableClock) -> None:
    from crs_intake.casework import transfer
    from tests.casework.desk import until

    clock.put("2009-03-31T10:35")
    transfer.import_case(desk, until(family("family_c"), "2009-03-31T10:35"))
    stored = desk.store.case(C)
    whole = family("family_c")
    stored = facts.keep(desk, stored, replace(stored.case, bills=stored.case.bills[:1], papers=whole.papers))
    action = uuid4()
    first, again = (determination.decide(desk, C, "papers so far", action) for _ in range(2))
    assert again == first
    facts.keep(desk, desk.store.case(C), replace(desk.store.case(C).case, bills=whole.bills))
    with pytest.raises(NotAcceptable, match="Say why it is decided again"):
        determination.decide(desk, C)
    second = determination.decide(desk, C, "the bill came")
    kept = determination.versions(desk, C)
    assert [(each.kept.version, each.kept.reason) for each in kept] == [
        (1, "papers so far"),
        (2, "the bill came"),
    ]
    assert [each.assessment for each in kept] == [first, second]
    assert first.columns["state_only"].agi > second.columns["state_only"].agi
    assert f"{float(second.fpl.percent or 0):.2f}" == "199.67"  # type: ignore[union-attr]
    made = [event for event in desk.store.case(C).case.events if event.kind == "determination_made"]
    assert [(event.outcome, event.number) for event in made] == [("eligible", "1"), ("eligible", "2")]


def test_a_case_that_cannot_be_decided_says_what_is_missing(morning: Desk) -> None:
    stored = morning.store.case(A)
    assert stored.case.applicant
    unknown = stored.case.with_person(replace(stored.case.applicant, born=None))
    facts.keep(morning, stored, unknown)
    with pytest.raises(Missing) as trouble:
        determination.decide(morning, A)
    assert trouble.value.items
    assert determination.versions(morning, A) == ()
    assert determination.figures(morning, unknown).outcome == "not_decidable"
