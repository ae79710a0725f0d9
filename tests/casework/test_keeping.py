"""Facts, drafts and events: kept in one step, refused in words, never lost to a second pair of hands."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from crs_intake.casework import (
    appointments,
    cases,
    contacts,
    drafts,
    events,
    facts,
    keeping,
    people,
    start,
    transfer,
)
from crs_intake.casework import site as site_acts
from crs_intake.casework.ports import Desk
from crs_intake.domain.errors import CannotHappenNow, NotAcceptable, SavedMeanwhile
from crs_intake.domain.event import Event
from crs_intake.domain.kept import Draft
from crs_intake.domain.moment import Moment
from crs_intake.domain.site import Reading
from crs_intake.domain.standing import Standing
from crs_intake.policy import life
from crs_intake.policy.book import Book
from tests.casework.desk import BOOK, A, B, C, M, MovableClock, as_, family


def at(text: str) -> Moment:
    return Moment.read(f"2009-03-31T{text}" if len(text) == 5 else text)


def test_a_page_keeps_its_facts_and_forgets_its_draft(morning: Desk) -> None:
    stored = morning.store.case(A)
    drafts.keep(morning, Draft(A, "interview", "details", {"phone": "602"}))
    drafts.keep(morning, Draft(A, "interview", "status", {"ward": "no"}))
    changed = replace(stored.case, phones=("602-555-0100",), events=())
    kept = facts.keep(morning, stored, changed, uuid4(), wizard="interview", page="details")
    assert kept.version == stored.version + 1
    assert morning.store.case(A).case == replace(stored.case, phones=("602-555-0100",)), (
        "events are untouched"
    )
    assert [draft.page for draft in morning.store.drafts(A)] == ["status"]


def test_saved_meanwhile_keeps_what_was_typed(morning: Desk) -> None:
    stored = morning.store.case(A)
    other = as_(morning, "front_desk")
    facts.keep(other, stored, replace(stored.case, phones=("602-555-0100",)))
    drafts.keep(morning, Draft(A, "interview", "details", {"phone": "602-555-0199"}))
    with pytest.raises(SavedMeanwhile):
        facts.keep(
            morning,
            stored,
            replace(stored.case, phones=("602-555-0199",)),
            wizard="interview",
            page="details",
        )
    assert morning.store.drafts(A)[0].fields == {"phone": "602-555-0199"}
    assert morning.store.case(A).saved_by == "front_desk"


def test_a_colleague_goes_on_with_what_was_begun(morning: Desk) -> None:
    drafts.keep(morning, Draft("new:7", "referral", "applicant", {"given": "Emil"}, "given"))
    drafts.keep(morning, Draft("new:7", "referral", "source", {"name": "Jensen"}, "phone"))
    (begun,) = drafts.begun(morning)
    assert (begun.by_name, begun.said["given"]) == ("Rosa Chavez", "Emil")
    ben = as_(morning, "front_desk")
    taken = drafts.resume(ben, "new:7", "referral")
    assert taken
    assert (taken.by_name, dict(taken.said)) == ("front_desk", {"given": "Emil", "name": "Jensen"})
    assert drafts.resume(ben, "new:7", "referral") == taken
    assert drafts.resume(ben, "new:8", "referral") is None
    drafts.forget(ben, "new:7", "referral")
    assert drafts.begun(morning) == ()


@pytest.mark.proves("CRS-20.1201.A", "CRS-20.1201.D")
def test_missed_and_called_are_one_click_each(morning: Desk, clock: MovableClock) -> None:
    clock.put("2009-03-31T09:40")
    appointments.missed(morning, B, "initial_evaluation", at("09:00"))
    contacts.attempt(morning, B, "left_message")
    case = morning.store.case(B).case
    assert [(e.kind, str(e.at), e.outcome, e.method, e.by) for e in case.events[-2:]] == [
        ("visit_missed", "2009-03-31T09:00", "", "", "Rosa Chavez"),
        ("contact_attempt", "2009-03-31T09:40", "left_message", "phone", "Rosa Chavez"),
    ]
    standing = life.standing(case, BOOK, at("09:41"))
    assert standing.state == "NO_SHOW"
    assert standing.missed == 2
    assert str(standing.next_contact_not_before) == "2009-04-02T09:40"


def test_a_visit_that_has_not_come_is_neither_kept_nor_missed(morning: Desk) -> None:
    for act in (appointments.attended, appointments.missed):
        with pytest.raises(CannotHappenNow, match="has not come yet") as trouble:
            act(morning, A, "initial_evaluation", at("2009-04-02T10:00"))
        assert "cancel the appointment" in trouble.value.then


def test_appointments_stand_in_the_book_until_they_are_settled(morning: Desk, clock: MovableClock) -> None:
    def booked() -> list[tuple[str | None, str]]:
        case = morning.store.case(A).case
        return [(event.appointment, str(event.when)) for event in appointments.standing_in_the_book(case)]

    assert booked() == [("interview", "2009-03-31T13:30"), ("initial_evaluation", "2009-04-02T10:00")]
    appointments.book(morning, A, "initial_evaluation", at("2009-04-03T10:00"))
    assert booked()[1] == ("initial_evaluation", "2009-04-03T10:00")
    appointments.cancel(morning, A, "interview", at("13:30"), reason="car broke down")
    assert booked() == [("initial_evaluation", "2009-04-03T10:00")]
    clock.put("2009-04-03T11:00")
    appointments.attended(morning, A, "initial_evaluation", at("2009-04-03T10:00"))
    assert booked() == []


def test_what_cannot_happen_is_refused_with_what_can(morning: Desk) -> None:
    before = morning.store.case(M)
    with pytest.raises(CannotHappenNow) as trouble:
        events.record(morning, M, Event(kind="referral_received", at=at("07:55"), method="fax"))
    assert trouble.value.section or trouble.value.then
    assert morning.store.case(M) == before


def test_one_click_twice_is_one_event(morning: Desk, clock: MovableClock) -> None:
    clock.put("2009-03-31T11:05")
    action = uuid4()
    for _ in range(3):
        contacts.attempt(morning, M, "no_answer", action=action)
    attempts = [event for event in morning.store.case(M).case.events if event.kind == "contact_attempt"]
    assert [event.outcome for event in attempts] == ["left_message", "no_answer"]


def test_several_events_of_one_click_are_kept_together_or_not_at_all(
    morning: Desk, clock: MovableClock
) -> None:
    clock.put("2009-03-31T09:40")
    before = morning.store.case(B)
    good = Event(kind="visit_missed", at=at("09:00"), appointment="initial_evaluation")
    bad = Event(kind="enrolled", at=at("09:40"))
    with pytest.raises((CannotHappenNow, NotAcceptable)):
        events.record_all(morning, B, (good, bad))
    assert morning.store.case(B) == before


def test_a_slip_is_taken_back_with_a_reason_and_stays_readable(morning: Desk, clock: MovableClock) -> None:
    clock.put("2009-03-31T09:40")
    appointments.missed(morning, B, "initial_evaluation", at("09:00"))
    slip = morning.store.case(B).case.events[-1]
    with pytest.raises(NotAcceptable, match="Say why"):
        events.take_back(morning, B, slip.id, " ")
    with pytest.raises(NotAcceptable, match="no such entry"):
        events.take_back(morning, B, "nowhere", "slip")
    events.take_back(morning, B, slip.id, "they sat in the other waiting room")
    case = morning.store.case(B).case
    assert slip in case.events
    assert life.standing(case, BOOK, at("09:41")).missed == 1
    assert [event.appointment for event in appointments.standing_in_the_book(case)] == ["initial_evaluation"]


def test_opening_a_case_is_noted_and_looking_again_is_not(morning: Desk) -> None:
    opened = cases.view(morning, A)
    assert opened.standing.state == "EVAL_SCHEDULED"
    cases.look(morning, opened.stored)
    assert [line.act for line in cases.history(morning, A)] == ["transfer.import", "cases.view"]


def test_a_social_security_number_is_shown_for_a_reason_that_is_noted(morning: Desk) -> None:
    stored = morning.store.case(A)
    mother = stored.case.person("mother")
    assert mother
    facts.keep(morning, stored, stored.case.with_person(replace(mother, ssn="526419982")))
    with pytest.raises(NotAcceptable, match="Say why"):
        cases.reveal_ssn(morning, A, "mother", "")
    assert cases.reveal_ssn(morning, A, "mother", "fills in the DES form") == "526419982"
    assert cases.history(morning, A)[-1].details == {"person": "mother", "reason": "fills in the DES form"}
    assert cases.masked("526-41-9982") == "***-**-9982"
    assert cases.masked("") == ""


@pytest.mark.parametrize("name", ["family_a_no", "family_b", "family_c", "member_m"])
def test_a_case_leaves_and_comes_back_whole(desk: Desk, name: str) -> None:
    from crs_intake.codec import from_file
    from crs_intake.domain.case import Case

    number = transfer.import_case(desk, family(name))
    taken = from_file(Case, transfer.export_case(desk, number, "second site"))
    assert taken == family(name)
    assert desk.store.history(number)[-1].details == {"reason": "second site", "trail": "holds"}
    with pytest.raises(NotAcceptable, match="in the desk already"):
        transfer.import_case(desk, taken)
    action = uuid4()
    assert transfer.import_case(desk, replace(taken, number=""), action) == transfer.import_case(
        desk, replace(taken, number=""), action
    )


def test_the_sample_families_are_put_on_the_desk_once(desk: Desk) -> None:
    assert start.sample(desk) == (A, B, C, M)
    assert start.sample(desk) == ()
    assert {stored.case.number for stored in desk.store.cases(open_only=False)} == {A, B, C, M}


def test_an_ended_case_leaves_the_worklist_when_its_last_paper_is_out() -> None:
    over = Standing(state="DENIED", clocks=(), documents=(), may=(), may_not=())
    assert keeping.is_done(over)
    assert not keeping.is_done(replace(over, state="INTERVIEW"))
    case = family("family_b")
    assert not keeping.is_done(life.standing(case, BOOK, at("2009-04-09T08:00")))


def test_readings_are_chosen_by_a_supervisor_with_a_reason(desk: Desk) -> None:
    from crs_intake.domain.errors import NotAllowed

    site = replace(desk.site, readings=(Reading(setting="visit.max_days", value="30", reason=""),))
    with pytest.raises(NotAcceptable, match="Say why"):
        site_acts.keep(desk, site)
    with pytest.raises(NotAllowed):
        site_acts.keep(as_(desk, "site_admin"), site)
    named = replace(desk.site, contractor="CRS Yuma")
    assert site_acts.keep(as_(desk, "site_admin"), named).site.contractor == "CRS Yuma"
    assert desk.store.site().contractor == "CRS Yuma"
    with pytest.raises(NotAcceptable):
        site_acts.keep(desk, replace(named, readings=(Reading(setting="no.such", value="x", reason="r"),)))
    fixed = Reading(setting="deduct.months", value="annualise", reason="we like it")
    with pytest.raises(NotAcceptable, match="fixed in the book"):
        site_acts.keep(desk, replace(named, readings=(fixed,)))
    assert desk.store.site() == named


def test_somebody_always_can_let_people_in(desk: Desk) -> None:
    rosa = desk.actor
    with pytest.raises(NotAcceptable, match="stay site administrator"):
        people.change(desk, rosa, roles=frozenset({"front_desk"}), site="PHX")
    ben = people.add(desk, "Ben Ortiz", frozenset({"site_admin"}), "nine slow purple ladders")
    people.change(desk, rosa, roles=frozenset({"front_desk"}), site="PHX")
    with pytest.raises(NotAcceptable, match="at least one role"):
        people.change(desk, ben, roles=frozenset(), site="PHX")
    with pytest.raises(NotAcceptable, match="Another site administrator"):
        people.remove(replace(desk, actor=ben), ben)


def test_a_reading_chosen_later_says_nothing_of_the_days_before(desk: Desk) -> None:
    """Six months of enrollment from March on: in February the case still stands by twelve."""
    case, february = family("family_c_2010"), at("2010-02-20T10:00")
    six = Reading(setting="enroll.months", value="6", reason="a trial", since=date(2010, 3, 1))
    later = Book.load(replace(BOOK.site, readings=(six,)))
    now = Book.load(replace(BOOK.site, readings=(replace(six, since=date(2010, 2, 1)),)))
    expires = [life.standing(case, book, february).expires for book in (BOOK, later, now)]
    assert expires[0] is not None
    assert expires[0] == expires[1] != expires[2]
