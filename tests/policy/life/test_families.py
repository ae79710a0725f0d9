"""Families A, B and C of 2009 to their end, with every date of the written days.

The sample files that the program ships are the families; each test looks at
one of them at one instant.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from crs_intake.domain.case import Case
from crs_intake.domain.errors import CannotHappenNow, NotAcceptable
from crs_intake.domain.event import Event
from crs_intake.domain.standing import Clock, DocumentDue, Standing
from crs_intake.policy import life
from tests import builders
from tests.policy.life import stories
from tests.policy.life.stories import at, event


def family(name: str, until: str = "2011-12-31") -> Case:
    """A sample family with its events up to an instant."""
    case = builders.read(stories.facts(name))
    return replace(case, events=tuple(e for e in case.events if e.at.not_after(at(until))))


def standing(case: Case | str, when: str) -> Standing:
    """Where a family stands."""
    return life.standing(family(case) if isinstance(case, str) else case, stories.book_of(), at(when))


def clock(found: Standing, id: str) -> Clock:
    """One of the clocks."""
    return next(each for each in found.clocks if each.id == id)


def paper(found: Standing, id: str) -> DocumentDue:
    """One of the papers."""
    return next(each for each in found.documents if each.id == id)


def refused(case: Case, line: str) -> str:
    """The section with which an event is refused."""
    with pytest.raises(CannotHappenNow) as cannot:
        life.check(case, event(line, 99), stories.book_of())
    return cannot.value.section


def test_every_event_of_the_families_could_happen_when_it_did() -> None:
    for name in (
        "family_a_no",
        "family_a_yes",
        "family_a_2026",
        "family_b",
        "family_c",
        "family_c_2010",
        "member_m",
    ):
        case = family(name)
        for number, happened in enumerate(case.events):
            before = replace(case, events=case.events[:number])
            life.check(before, happened, stories.book_of())


class TestFamilyA:
    """One fact decides."""

    def test_the_referral_is_complete_on_the_day_it_came(self) -> None:
        found = standing("family_a_no", "2009-03-16T08:00")
        assert found.state == "IN_REVIEW"
        assert not found.missing_items
        for id in ("CLK-01", "CLK-07"):
            assert clock(found, id).due == at("2009-03-23")
        assert (clock(found, "CLK-01").day, clock(found, "CLK-01").length) == (7, 14)

    def test_the_notice_of_day_8_goes_to_school_nurse_and_parent_only(self) -> None:
        found = standing("family_a_no", "2009-03-17T16:00")
        assert found.state == "EVAL_SCHEDULED"
        assert (clock(found, "CLK-01").status, clock(found, "CLK-01").day) == ("met", 8)
        assert clock(found, "CLK-02").due == at("2009-04-16")
        notice = paper(found, "DOC-05")
        assert set(notice.to) == {"referral_source", "applicant"}
        assert notice.enclosures == ("DOC-06", "DOC-08", "DOC-09", "DOC-10")
        assert found.authorization == "active"
        assert clock(found, "CLK-03").due == at("2009-04-02")

    def test_were_a_paper_missing_the_later_clock_decides(self) -> None:
        asked = _asked("20.502.1.D.1")
        assert clock(standing(asked, "2009-04-03"), "CLK-11").due == at("2009-04-14")
        visit = clock(standing(asked, "2009-04-03"), "CLK-10")
        assert (visit.due, visit.unrolled) == (at("2009-04-13"), at("2009-04-12"))
        assert standing(asked, "2009-04-14T23:00").state == "MED_ELIGIBLE"
        assert refused(asked, "2009-04-14T12:00 withdrawn") == "20.602.11"
        assert standing(asked, "2009-04-15").state == "WITHDRAWN"

    def test_were_a_proof_missing_the_visit_clock_alone_decides(self) -> None:
        asked = _asked("proof_of_residency")
        assert standing(asked, "2009-04-13T23:00").state == "MED_ELIGIBLE"
        assert refused(asked, "2009-04-13T12:00 withdrawn") == "20.401.2.F.2.c"
        assert standing(asked, "2009-04-14").state == "WITHDRAWN"

    def test_a_proof_that_was_never_shown_counts_as_missing_without_being_asked_for(self) -> None:
        given = {**stories.facts("family_a_yes"), "proofs": []}
        bare = replace(
            builders.read(given),
            events=_without("determination_made", "agreement_signed", case="family_a_yes"),
        )
        assert "I_PROOFS" in standing(bare, "2009-04-01").substates
        assert standing(bare, "2009-04-13").state == "MED_ELIGIBLE"
        assert standing(bare, "2009-04-14").state == "WITHDRAWN"

    def test_without_the_fact_the_family_may_be_kidscare_and_pays_nothing_settled_yet(self) -> None:
        found = standing("family_a_no", "2009-03-31T14:36")
        assert found.pathway == "unknown"
        assert "I_TITLE_PENDING" in found.substates
        assert all(each.id != "DOC-34" for each in found.documents)

    def test_the_application_at_the_site_and_its_clocks(self) -> None:
        signed = standing("family_a_no", "2009-03-31T15:00")
        assert clock(signed, "CLK-12").due == at("2009-04-01T14:50")
        assert clock(signed, "CLK-16").due == at("2009-03-31")
        found = standing("family_a_no", "2009-03-31T17:00")
        assert clock(found, "CLK-12").status == "met"
        assert {clock(found, id).due for id in ("CLK-13", "CLK-17", "CLK-19")} == {at("2009-04-14")}
        assert paper(found, "DOC-31").status == "sent"
        assert paper(found, "DOC-27").enclosures == ("DOC-24", "DOC-25", "DOC-26")

    def test_the_returned_tad_stops_three_clocks_and_kidscare_is_asked_again(self) -> None:
        found = standing("family_a_no", "2009-04-10")
        assert [clock(found, id).status for id in ("CLK-13", "CLK-17")] == ["met", "met"]
        assert not any(each.id == "CLK-18" for each in found.clocks)
        again = standing("family_a_no", "2009-04-15")
        assert clock(again, "CLK-20").due == at("2009-05-14")

    def test_with_insurance_enrolled_on_the_day_of_the_finding_for_a_year(self) -> None:
        found = standing("family_a_yes", "2009-04-02T12:00")
        assert (found.state, found.pathway) == ("ENROLLED", "state_only")
        assert (found.enrolled, found.expires, found.services_from) == (
            at("2009-04-02"), at("2010-04-02"), at("2009-04-02"),
        )  # fmt: skip

    def test_without_insurance_the_same_date_but_no_services_before_the_answer(self) -> None:
        assert standing("family_a_no", "2009-04-19").state == "MED_ELIGIBLE"
        found = standing("family_a_no", "2009-04-20T15:00")
        assert (found.state, found.pathway) == ("ENROLLED", "xxi")
        assert (found.enrolled, found.services_from) == (at("2009-04-02"), at("2009-04-20"))

    def test_must_refuse(self) -> None:
        waiting = family("family_a_no", "2009-04-03")
        second = "2009-04-03T09:00 appointment_made clinic_visit when=2009-04-09T10:00"
        assert refused(waiting, second) == "20.602.4.C"
        assert refused(waiting, "2009-04-03T09:00 tests_ordered") == "20.700.2"
        visited = replace(
            waiting, events=_without("evaluation_finding", case="family_a_no", until="2009-04-03")
        )
        assert refused(visited, "2009-04-03T09:00 tests_ordered") == "20.700.2.A"
        unsigned = replace(
            waiting, events=_without("application_signed", "application_faxed", case="family_a_no")
        )
        assert refused(unsigned, "2009-03-31T15:20 application_faxed program=xix") == "20.401"
        blank = stories.facts("family_a_no")["proofs"][0] | {"copied_by": ""}
        unstamped = builders.read(builders.merged(stories.facts("family_a_no"), {"proofs": [blank]}))
        before = replace(unstamped, events=family("family_a_no", "2009-03-31T15:00").events)
        assert refused(before, "2009-03-31T15:20 application_faxed program=xix") == "20.401"
        with pytest.raises(NotAcceptable, match="code alone"):
            life.check(
                waiting, event("2009-04-09 title_result denied program=xix reason=A17"), stories.book_of()
            )


class TestFamilyB:
    """Enrolled in Title XIX: no worksheet."""

    def test_incomplete_for_one_item_and_the_plan_is_told_but_not_the_physician(self) -> None:
        found = standing("family_b", "2009-01-09T12:00")
        assert (found.state, found.missing_items) == ("INCOMPLETE", ("20.200.2.A.2",))
        assert clock(found, "CLK-04").due == at("2009-01-23")
        assert set(paper(found, "DOC-11").to) == {"referral_source", "applicant", "plan"}

    def test_the_answer_may_come_until_the_moved_day_is_over(self) -> None:
        answer = clock(standing("family_b", "2009-01-20"), "CLK-05")
        assert (answer.due, answer.unrolled) == (at("2009-02-17"), at("2009-02-15"))
        silent = replace(
            builders.read(builders.merged(stories.facts("family_b"), {"referral": {"papers": []}})),
            events=family("family_b", "2009-02-01").events,
        )
        assert refused(silent, "2009-02-17T17:00 withdrawn") == "20.402.2"
        assert standing(silent, "2009-02-17T23:59").state == "INCOMPLETE"
        assert standing(silent, "2009-02-18").state == "WITHDRAWN"

    def test_the_determination_after_completion_goes_to_four(self) -> None:
        assert clock(standing("family_b", "2009-02-18"), "CLK-06").due == at("2009-03-03")
        due = standing(family("family_b", "2009-03-01"), "2009-03-01")
        assert set(paper(due, "DOC-12").to) == {"referral_source", "applicant", "plan", "referring_physician"}
        assert paper(due, "DOC-12").enclosures == ("DOC-06", "DOC-07", "DOC-10")
        found = standing("family_b", "2009-03-02T16:00")
        assert clock(found, "CLK-06").day == 13
        assert clock(found, "CLK-02").due == at("2009-04-01")

    def test_46_hours_do_not_count_and_48_do(self) -> None:
        early = standing("family_b", "2009-03-19T09:00")
        assert early.next_contact_not_before == at("2009-03-19T10:30")
        assert not any(each.id == "DOC-58" for each in early.documents)
        counted = standing("family_b", "2009-03-19T10:31")
        assert paper(counted, "DOC-58").by == at("2009-03-20")
        silence = clock(standing("family_b", "2009-03-19T16:30"), "CLK-33")
        assert (silence.unrolled, silence.due) == (at("2009-04-18"), at("2009-04-20"))

    def test_a_letter_that_went_out_keeps_who_has_it_when_nothing_asks_for_it_any_more(self) -> None:
        answered = paper(standing("family_b", "2009-03-23T12:00"), "DOC-58")
        assert (answered.to, answered.status) == (("applicant",), "sent")
        assert answered.sent == at("2009-03-19T16:00")

    def test_the_second_miss_is_told_to_the_plan_and_ends_nothing(self) -> None:
        missed = family("family_b", "2009-03-31T09:41")
        found = standing(missed, "2009-03-31T09:41")
        assert (found.state, found.missed) == ("NO_SHOW", 2)
        assert found.next_contact_not_before == at("2009-04-02T09:40")
        assert (paper(found, "DOC-59").to, paper(found, "DOC-59").by) == (("plan",), at("2009-04-01"))
        assert clock(found, "CLK-33").due == at("2009-04-30")
        assert refused(missed, "2009-03-31T12:00 application_terminated") == "20.1201.E"
        third = missed.after(
            event("2009-04-02T11:02 appointment_made initial_evaluation when=2009-04-08T13:00 reason=x", 60),
            event("2009-04-08T13:00 visit_missed initial_evaluation", 61),
        )
        ended = standing(third, "2009-04-08T14:00")
        assert ended.state == "APP_TERMINATED"
        assert set(paper(ended, "DOC-60").to) == {"applicant", "plan"}
        assert paper(ended, "DOC-60").enclosures == ("DOC-49",)

    def test_day_37_is_warned_of_and_not_blocked(self) -> None:
        case = family("family_b", "2009-04-02T11:01")
        late = event("2009-04-02T11:02 appointment_made initial_evaluation when=2009-04-08T13:00", 60)
        life.check(case, late, stories.book_of())
        told = life.cautions(case, late, stories.book_of())
        assert [(each.section, each.inputs["days"]) for each in told] == [("20.401.2.D", 37)]

    def test_enrolled_on_the_day_of_the_evaluation_also_if_signed_later(self) -> None:
        assert standing("family_b", "2009-04-08T15:00").enrolled == at("2009-04-08")
        case = family("family_b")
        unsigned = replace(case, events=_without("agreement_signed", case="family_b"))
        assert standing(unsigned, "2009-04-08T15:00").state == "MED_ELIGIBLE"
        later = unsigned.after(event("2009-04-20T09:00 agreement_signed DOC-35 signer=mother", 60))
        assert standing(later, "2009-04-20T10:00").enrolled == at("2009-04-08")

    def test_no_worksheet_and_no_payment_agreement(self) -> None:
        case = family("family_b", "2009-04-08T12:45")
        assert refused(case, "2009-04-08T12:46 determination_made") == "20.604.4.D"
        assert refused(case, "2009-04-08T12:46 agreement_signed DOC-34 signer=mother") == "20.601.4"
        assert refused(case, "2009-04-08T12:46 document_printed DOC-34") == "20.601.4"

    def test_an_attempt_without_its_time_is_not_taken(self) -> None:
        with pytest.raises(NotAcceptable, match="hours count"):
            attempt = event("2009-03-18 contact_attempt no_answer method=phone")
            life.check(family("family_b", "2009-03-18"), attempt, stories.book_of())


class TestFamilyC:
    """The adjusted income decides."""

    def test_complete_without_test_results(self) -> None:
        found = standing("family_c", "2009-02-20")
        assert found.state == "IN_REVIEW"
        assert clock(found, "CLK-01").due == at("2009-03-05")

    def test_one_copy_for_the_physician_who_is_the_source_and_thirty_days_that_do_not_move(self) -> None:
        found = standing("family_c", "2009-02-27T16:00")
        assert paper(found, "DOC-05").status == "sent"
        assert set(paper(found, "DOC-05").to) == {"referral_source", "applicant"}
        assert (clock(found, "CLK-02").due, clock(found, "CLK-02").unrolled) == (at("2009-03-29"), None)

    def test_not_withdrawn_on_26_march_but_from_4_april(self) -> None:
        case = family("family_c", "2009-03-25")
        open_ = replace(case, papers=tuple(replace(p, received=None) for p in case.papers if p.requested))
        assert clock(standing(open_, "2009-03-26"), "CLK-11").due == at("2009-03-25")
        assert standing(open_, "2009-03-26").state == "MED_ELIGIBLE"
        assert standing(open_, "2009-04-03T23:00").state == "MED_ELIGIBLE"
        assert standing(open_, "2009-04-04").state == "WITHDRAWN"

    def test_waiting_on_the_morning_of_the_written_day(self) -> None:
        found = standing("family_c", "2009-03-31T07:55")
        assert (clock(found, "CLK-10").status, clock(found, "CLK-10").day) == ("open", 7)
        assert clock(found, "CLK-10").due == at("2009-04-03")

    def test_enrolled_on_the_day_of_the_finding_with_services_from_completion(self) -> None:
        assert refused(family("family_c", "2009-03-31T10:44"), "2009-03-31T10:44 enrolled") == "20.605.1"
        found = standing("family_c", "2009-03-31T10:46")
        assert (found.enrolled, found.services_from, found.expires) == (
            at("2009-03-24"), at("2009-03-31"), at("2010-03-24"),
        )  # fmt: skip

    def test_no_further_visit_before_papers_and_agreements(self) -> None:
        case = family("family_c", "2009-03-25")
        line = "2009-03-25T09:00 appointment_made clinic_visit when=2009-04-02T10:00"
        assert refused(case, line) == "20.602.4.C"
        done = family("family_c", "2009-03-31T11:00")
        visit = event("2009-03-31T11:00 appointment_made clinic_visit when=2009-04-02T10:00")
        life.check(done, visit, stories.book_of())

    def test_the_renewal_of_2010(self) -> None:
        before = family("family_c", "2010-01-22")
        assert not any(each.id == "DOC-42" for each in standing(before, "2010-01-22").documents)
        assert paper(standing(before, "2010-01-23"), "DOC-42").by == at("2010-02-07")
        noticed = standing("family_c", "2010-01-30")
        assert noticed.state == "RENEWAL_NOTICED"
        scheduled = clock(noticed, "CLK-25")
        assert (scheduled.unrolled, scheduled.due) == (at("2010-02-28"), at("2010-03-01"))
        assert not any(each.id == "CLK-24" for each in noticed.clocks)
        assert refused(
            family("family_c", "2010-02-01"), "2010-03-02 member_terminated reason_code=G reason=x"
        ) == ("20.900.1.G")
        renewed = standing("family_c", "2010-02-26T16:00")
        assert (renewed.state, renewed.expires) == ("ACTIVE", at("2011-03-24"))
        assert paper(renewed, "DOC-43").status == "sent"


def test_member_m_has_waited_long_enough() -> None:
    found = standing("member_m", "2009-03-31T07:55")
    assert found.next_contact_not_before == at("2009-03-29T10:50")
    case = family("member_m")
    called = case.after(event("2009-03-31T11:05 contact_attempt no_answer method=phone", 60))
    letter = paper(standing(called, "2009-03-31T11:06"), "DOC-61")
    assert (letter.status, letter.by) == ("due", at("2009-04-01"))
    ended = "2009-03-31T11:10 member_terminated reason_code=H reason='missed visits'"
    with pytest.raises(NotAcceptable):
        life.check(called, event(ended), stories.book_of())


def _asked(item: str) -> Case:
    """Family A with insurance, one paper missing on the day of the interview and never given."""
    base = "interview_held", "visit_attended", "evaluation_finding"
    kept = [e for e in family("family_a_yes").events if e.at.day < date(2009, 3, 31) or e.kind in base]
    asked = event(f"2009-03-31T14:00 papers_requested items={item}", 90)
    return replace(family("family_a_yes"), events=(*kept, asked))


def _without(*kinds: str, case: str, until: str = "2011-12-31") -> tuple[Event, ...]:
    return tuple(e for e in family(case, until).events if e.kind not in kinds)
