"""A referral is filed once, its receipt the first event; a second form of the child joins its case."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from crs_intake.casework import drafts, referral
from crs_intake.casework.ports import Desk
from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.kept import Draft
from crs_intake.domain.moment import Moment
from crs_intake.domain.people import Person
from crs_intake.policy import life
from tests.casework.desk import BOOK, A, MovableClock, family, received


@pytest.mark.proves("CRS-20.200")
def test_a_referral_opens_a_case_with_its_receipt_and_clinic(desk: Desk, clock: MovableClock) -> None:
    clock.put("2009-01-09T10:20")
    case = replace(received(family("family_b")), sites=())
    number = referral.open_referral(desk, case)
    kept = desk.store.case(number).case
    assert number == "PHX-2009-0001"
    assert kept.sites == ("PHX",)
    assert [(event.kind, str(event.at), event.method, event.by) for event in kept.events] == [
        ("referral_received", "2009-01-09T10:00", "fax", "Rosa Chavez")
    ]
    standing = life.standing(kept, BOOK, Moment.read("2009-01-09T10:20"))
    assert next(clock.id for clock in standing.clocks if clock.status == "open") in ("CLK-01", "CLK-04")


def test_a_referral_without_the_time_of_its_receipt_starts_no_clock(desk: Desk) -> None:
    case = received(family("family_b"))
    assert case.referral
    for odd in (replace(case, referral=None), replace(case, referral=replace(case.referral, received=None))):
        with pytest.raises(NotAcceptable, match="clocks run from there"):
            referral.open_referral(desk, odd)


def test_filing_twice_after_a_lost_answer_opens_one_case(desk: Desk) -> None:
    action, case = uuid4(), received(family("family_b"))
    drafts.keep(desk, Draft("new:1", "referral", "applicant", {"given": "Jaylen"}))
    numbers = {referral.open_referral(desk, case, action, draft="new:1") for _ in range(3)}
    assert len(numbers) == len(desk.store.cases()) == 1  # type: ignore[arg-type]
    assert drafts.begun(desk) == ()


def second_form() -> object:
    """The same child on another form: surnames exchanged, another telephone."""
    first = family("family_a_no")
    child = first.applicant
    assert child
    assert first.referral
    turned = replace(child, family=" ".join(reversed(child.family.split())), ssn="")
    return replace(
        received(first).with_person(turned),
        phones=("928-555-0144",),
        people=tuple(replace(p, phones=()) if p.relation != "applicant" else turned for p in first.people),
        referral=replace(first.referral, received=Moment.read("2009-03-31T11:45")),
    )


def test_a_second_form_is_recognized_before_it_is_saved(morning: Desk) -> None:
    found = referral.perhaps_the_same(morning, second_form())  # type: ignore[arg-type]
    assert [(hit.number, hit.why) for hit in found] == [(A, "birth date, given name, parent")]


def test_same_child_files_it_with_the_case_and_starts_no_clock(morning: Desk, clock: MovableClock) -> None:
    clock.put("2009-03-31T11:45")
    before = life.standing(morning.store.case(A).case, BOOK, Moment.read("2009-03-31T11:45"))
    drafts.keep(morning, Draft("new:1", "referral", "applicant", {"given": "Lucía"}))
    action = uuid4()
    for _ in range(2):
        referral.file_as_same(morning, A, second_form(), action, draft="new:1")  # type: ignore[arg-type]
    after = life.standing(morning.store.case(A).case, BOOK, Moment.read("2009-03-31T11:45"))
    assert (before.clocks, before.state) == (after.clocks, after.state)
    kept = morning.store.case(A).case
    assert (kept.events[-1].kind, kept.events[-1].outcome) == ("note", "second_referral")
    assert len([event for event in kept.events if event.outcome == "second_referral"]) == 1
    for typed in ("morales yazzie", "yazzie morales", "0144"):
        assert [hit.number for hit in morning.store.search(typed)] == [A]
    assert drafts.begun(morning) == ()


def test_another_child_is_asked_about_once(morning: Desk) -> None:
    number = referral.open_referral(morning, second_form(), another_child=(A,))  # type: ignore[arg-type]
    assert morning.store.possible_duplicates(morning.store.case(number).case) == ()
    twin = replace(received(family("family_b")))
    other = referral.open_referral(morning, twin)
    assert [hit.number for hit in morning.store.possible_duplicates(twin)]
    for hit in morning.store.possible_duplicates(morning.store.case(other).case):
        referral.another_child(morning, other, hit.number)
    assert morning.store.possible_duplicates(morning.store.case(other).case) == ()


def test_a_new_child_of_the_family_is_not_taken_for_its_brother(morning: Desk) -> None:
    case = received(family("family_a_no"))
    baby = Person(
        id="applicant", relation="applicant", given="Emilio", family="Morales", born=date(2009, 3, 12)
    )
    assert referral.perhaps_the_same(morning, case.with_person(baby)) == ()
