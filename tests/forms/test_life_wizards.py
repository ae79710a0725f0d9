"""The wizards through a case's life, typed without a window: what can be said when, and what follows."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from crs_intake.casework import transfer
from crs_intake.casework.ports import Desk
from crs_intake.clock import moment
from crs_intake.domain.case import Case
from crs_intake.domain.errors import DeskError, Missing
from crs_intake.domain.event import Event
from crs_intake.domain.moment import Moment
from crs_intake.policy import shelf
from crs_intake.policy.life import standing
from tests.casework.desk import MovableClock, family, set_up, until
from ui.flow import WIZARDS
from ui.forms.session import Session


class Clerk:
    """A desk, its clock, and one case on it."""

    def __init__(self, desk: Desk, clock: MovableClock) -> None:
        self.desk, self.clock, self.number = desk, clock, ""

    def has(self, case: Case, when: str) -> "Clerk":
        self.clock.put(when)
        self.number = transfer.import_case(self.desk, until(case, when))
        return self

    def opens(self, wizard: str, when: str = "") -> Session:
        if when:
            self.clock.put(when)
        return Session(self.desk, WIZARDS[wizard], self.number)

    @property
    def case(self) -> Case:
        return self.desk.store.case(self.number).case

    @property
    def stands(self):  # type: ignore[no-untyped-def]
        return standing(self.case, self.desk.book, moment(self.clock))


@pytest.fixture
def clerk(tmp_path: Path) -> Iterator[Clerk]:
    clock = MovableClock()
    made = set_up(tmp_path / "desk", clock)
    yield Clerk(made, clock)
    made.store.abandon()  # type: ignore[attr-defined]


def says(session: Session, page: str, **answers: str) -> list[str]:
    """Answers typed on a page, and what the program says of them; the page is left with Next."""
    form = session.enter(page)
    for key, text in answers.items():
        assert key not in session.bars(page), session.bars(page)[key]
        form.type_in(key, text)
        session.typed(page)
    told = [f"{note.text} ({note.section})" if note.section else note.text for note in session.notes(page)]
    session.leave(page)
    return told


def barred(session: Session, page: str, key: str) -> dict[str, str]:
    """Answers of a question that cannot be chosen now, with the reason."""
    form = session.enter(page)
    field = next(each for each in form.fields if each.key == key)
    return dict(field.barred(form.about))


def kinds(case: Case, since: int = 0) -> list[str]:
    return [event.kind for event in case.events[since:]]


def without(case: Case, *which: str) -> Case:
    return replace(case, events=tuple(each for each in case.events if each.kind not in which))


def test_every_row_of_today_that_opens_a_wizard_opens_a_page_it_has() -> None:
    places = [row for table in ("clocks", "states") for row in shelf.loaded("worklist.yaml")[table].values()]
    for row in places:
        if "wizard" in row:
            assert WIZARDS[row["wizard"]].page(row["page"]), row


# -- initial evaluation -------------------------------------------------------------------------------


@pytest.mark.proves("CRS-20.700.2.D.title", "CRS-20.700.1")
def test_family_b_is_enrolled_on_the_day_of_the_evaluation(clerk: Clerk) -> None:
    clerk.has(family("family_b"), "2009-04-08T12:55")
    session = clerk.opens("evaluation", "2009-04-08T14:05")
    assert session.place() == ("visit", "")
    assert "Recorded on" in session.closed("booking")
    assert session.state("finding") == "later"
    assert "20.700.1" in session.closed("finding")
    assert "20.601.4" in session.closed("testing")
    says(session, "visit", kind="visit_attended")
    assert session.form("visit").text("at") == "4/8/2009 13:00", "the visit's own time is offered"
    says(session, "finding", outcome="eligible", name="Dr. Susan Tso")
    due = says(session, "due")
    assert any("Enrolled from Wed 8 Apr 2009, services from Wed 8 Apr 2009" in line for line in due)
    assert any("DOC-39" in line for line in due)
    done = session.finish(uuid4())
    assert "DOC-39" in done.said
    assert clerk.stands.state == "ENROLLED"
    assert clerk.stands.enrolled == Moment.read("2009-04-08")
    again = clerk.opens("evaluation")
    assert all("Recorded on Wed 8 Apr 2009" in again.closed(page) for page in ("visit", "finding"))
    assert again.state("visit") == "done"


def test_a_started_wizard_is_resumed_on_the_same_page_with_what_was_typed(clerk: Clerk) -> None:
    clerk.has(family("family_b"), "2009-04-08T12:55")
    session = clerk.opens("evaluation", "2009-04-08T14:05")
    says(session, "visit", kind="visit_attended")
    session.enter("finding").type_in("name", "Dr. Sus")
    session.typed("finding")
    session.save_draft("finding", "name")
    before = len(clerk.case.events)
    again = clerk.opens("evaluation")
    assert again.place() == ("finding", "name")
    assert again.form("finding").text("name") == "Dr. Sus"
    assert again.form("visit").text("kind") == "visit_attended"
    assert len(clerk.case.events) == before, "nothing is recorded before the last button"


@pytest.mark.proves("CRS-20.700.2.A", "CRS-20.700.2.C", "CRS-20.700.2.C.2")
def test_no_test_before_the_signed_agreement_and_no_finding_before_the_results(clerk: Clerk) -> None:
    clerk.has(without(family("family_c"), "evaluation_finding"), "2009-03-24T11:00")
    session = clerk.opens("evaluation")
    assert "more tests" in session.closed("testing")
    says(session, "finding", outcome="tests_needed", name="Dr. Susan Tso")
    assert session.closed("testing") == ""
    assert "20.700.2.A" in session.closed("tests")
    says(session, "testing", kind="agreement_signed", signer="mother")
    assert "insurer" in barred(session, "tests", "method")
    says(session, "tests", method="crs", name="Dr. Susan Tso", note="X-ray")
    assert "20.700.2.B.3" in session.closed("review")
    session.finish(uuid4())
    assert clerk.stands.state == "TESTING"
    session = clerk.opens("evaluation", "2009-04-01T09:00")
    assert session.place() == ("results", "")
    says(session, "results", **{"in": "yes"})
    says(session, "review", outcome="eligible", name="Dr. Susan Tso")
    session.finish(uuid4())
    assert kinds(clerk.case)[-2:] == ["test_results_received", "evaluation_finding"]
    assert clerk.stands.state == "MED_ELIGIBLE"


@pytest.mark.proves("CRS-20.700.2.A.refuse")
def test_whoever_refuses_the_agreement_withdraws_and_whoever_thinks_about_it_does_not(clerk: Clerk) -> None:
    clerk.has(without(family("family_c"), "evaluation_finding"), "2009-03-24T11:00")
    session = clerk.opens("evaluation")
    says(session, "finding", outcome="tests_needed", name="Dr. Susan Tso")
    says(session, "testing")
    session.finish(uuid4())
    assert clerk.stands.state == "EVALUATED"
    session = clerk.opens("evaluation")
    told = says(session, "testing", kind="agreement_refused", name="Rachel Whitman")
    assert any("tests cannot be ordered" in line for line in told)
    session.finish(uuid4())
    assert clerk.stands.state == "WITHDRAWN"


@pytest.mark.proves("CRS-20.700.2.D.nontitle.block", "CRS-20.700.2.D.nontitle.date")
def test_outside_title_services_wait_and_the_date_is_that_of_the_finding(clerk: Clerk) -> None:
    case = without(family("family_c"), "evaluation_finding", "agreement_signed")
    clerk.has(case, "2009-03-24T11:00")
    session = clerk.opens("evaluation")
    says(session, "finding", outcome="eligible", name="Dr. Susan Tso")
    told = says(session, "signatures")
    assert any("No CRS services until" in line for line in told)
    assert any("20.602.4.C" in line for line in told)
    session.finish(uuid4())
    assert clerk.stands.state == "MED_ELIGIBLE"
    later = [e for e in family("family_c").events if e.at.day.isoformat() == "2009-03-31"]
    came = [each for each in later if each.document == ""]
    case = replace(clerk.case, papers=family("family_c").papers).after(*came)
    with clerk.desk.store.work(clerk.desk.actor, "facts.keep") as work:
        work.keep(case, clerk.desk.store.case(clerk.number).version, closed=None)
    session = clerk.opens("evaluation", "2009-03-31T10:45")
    told = says(session, "signatures", assignment_signer="mother", payment_signer="mother")
    assert "Enrolled from Tue 24 Mar 2009, services from Tue 31 Mar 2009. (20.700.2.D)" in told
    session.finish(uuid4())
    assert clerk.stands.state == "ENROLLED"


@pytest.mark.proves("CRS-20.700.2.E")
def test_a_denial_wants_its_reason_and_makes_the_letter_due(clerk: Clerk) -> None:
    clerk.has(without(family("family_b"), "evaluation_finding"), "2009-04-08T13:30")
    session = clerk.opens("evaluation")
    told = says(session, "finding", outcome="not_eligible", name="Dr. Susan Tso")
    assert any(line.startswith("Still needed to record this: Reason") for line in told)
    with pytest.raises(Missing, match="Finding: still needed to record this: Reason"):
        session.finish(uuid4())
    says(session, "finding", reason="The condition is not covered")
    assert any("DOC-38" in line and "Plan" in line for line in says(session, "due"))
    session.finish(uuid4())
    assert clerk.stands.state == "DENIED"


# -- redetermination ------------------------------------------------------------------------------------


@pytest.mark.proves("CRS-20.800.4.C", "CRS-20.800.4.C.3", "CRS-20.800.4.C.4")
def test_family_c_renews_in_2010_from_the_notice_to_the_new_expiration_date(clerk: Clerk) -> None:
    clerk.has(family("family_c_2010"), "2010-01-30T09:00")
    session = clerk.opens("redetermination")
    told = says(session, "renewal")
    assert any("State Only at or below 200 %" in line for line in told)
    assert "The enrollment expires on Wed 24 Mar 2010. (20.900.1.G)" in told
    assert "The notice went out on Fri 29 Jan 2010. (20.800.4.C.1)" in told
    assert "20.800.4" in session.closed("renewed")
    assert "20.800.4.C.2" in session.closed("new_agreement")
    session = clerk.opens("redetermination", "2010-02-09T10:00")
    says(session, "renewal_contact", name="Rachel Whitman", method="phone", interview_when="2/26/2010 9:00")
    session.finish(uuid4())
    session = clerk.opens("redetermination", "2010-02-26T09:50")
    assert "Recorded on" in session.closed("renewal_contact")
    says(session, "renewal_interview", method="in_person", name="Rachel Whitman")
    assert session.closed("renewed") == ""
    told = says(session, "renewed", outcome="eligible")
    assert any("New expiration date: Thu 24 Mar 2011" in line for line in told)
    assert any("DOC-43" in line for line in says(session, "due"))
    session.finish(uuid4())
    assert clerk.stands.expires == Moment.read("2011-03-24")
    assert clerk.opens("redetermination").closed("renewal_contact") == "", "a new round begins"


@pytest.mark.proves("CRS-20.800.4.A.3", "CRS-20.800.4.B")
def test_a_title_member_signs_no_agreement_and_one_who_lost_it_applies_again(clerk: Clerk) -> None:
    clerk.has(family("family_b"), "2010-02-20T09:00")
    session = clerk.opens("redetermination")
    assert any("Class A" in line for line in says(session, "renewal"))
    assert "20.800.4.A.3" in session.closed("new_agreement")
    assert "20.800.4.A" in session.closed("reapply")
    says(session, "renewal_pmmis", outcome="none")
    assert session.closed("reapply") == ""
    assert session.closed("title_answer") != ""
    says(session, "reapply", kind="application_by_family", program="xix")
    assert "20.800.4" in session.closed("renewed")
    session.finish(uuid4())
    assert clerk.stands.state == "TITLE_REAPPLY"
    assert clerk.case.title.pmmis is not None
    assert clerk.case.title.pmmis.program == "none", "the worksheet sees it too"
    session = clerk.opens("redetermination", "2010-03-05T09:00")
    assert any("Class B" in line for line in says(session, "renewal"))
    told = says(session, "title_answer", outcome="denied", program="xix", reason="A17")
    assert any("code alone" in line for line in told)


@pytest.mark.proves("CRS-20.800.2", "CRS-20.800.1")
def test_a_member_asks_in_writing_and_the_contractor_names_a_day(clerk: Clerk) -> None:
    clerk.has(family("family_c_2010"), "2009-06-01T09:00")
    session = clerk.opens("redetermination")
    told = says(session, "renewal_asked", role="member", method="phone")
    assert any("in writing (20.800.2)" in line for line in told)
    with pytest.raises(DeskError):
        session.finish(uuid4())
    says(session, "renewal_asked", role="contractor", effective="7/6/2009", note="pay stubs")
    assert any("DOC-40" in line for line in says(session, "due"))
    session.finish(uuid4())
    clock = next(each for each in clerk.stands.clocks if each.id == "CLK-27")
    assert clock.due == Moment.read("2009-07-06")
    session = clerk.opens("redetermination", "2009-06-20T09:00")
    form = session.enter("papers")
    row = f"papers.{len(form.rows('papers'))}"
    form.type_in(f"{row}.kind", "pay_stubs")
    form.type_in(f"{row}.received", "6/20/2009")
    session.typed("papers")
    session.leave("papers")
    session.finish(uuid4())
    assert clerk.case.events[-1].items == ("pay_stubs",)
    assert next(each for each in clerk.stands.clocks if each.id == "CLK-27").status == "met"
    before = len(clerk.case.events)
    again = clerk.opens("redetermination")
    again.enter("papers")
    again.finish(uuid4())
    assert len(clerk.case.events) == before, "what came is told once"


# -- termination -------------------------------------------------------------------------------------------


@pytest.mark.proves("CRS-20.900.1.G", "CRS-20.900.1.F", "CRS-20.900.1.B")
def test_silence_after_the_notice_ends_nobody_before_the_expiration_date(clerk: Clerk) -> None:
    clerk.has(family("family_c_2010"), "2010-02-08T09:00")
    found = barred(clerk.opens("termination"), "ending", "reason_code")
    assert found["G"] == "Not before the expiration date Wed 24 Mar 2010 is over (20.900.1.G)"
    assert set(found) == {"B", "C", "D", "F", "G"}
    assert "20.900.1.F" in found["F"]


@pytest.mark.proves("CRS-20.900.1.D", "CRS-20.900.1.D.advise", "CRS-20.900.2.D")
def test_a_title_member_is_advised_before_leaving_and_may_change_the_mind(clerk: Clerk) -> None:
    clerk.has(family("family_b"), "2009-06-01T09:00")
    session = clerk.opens("termination")
    assert "D" in barred(session, "ending", "reason_code")
    told = says(session, "leaving", role="other", name="An aunt")
    assert any("Only the member, or the parent" in line for line in told)
    says(session, "leaving", role="parent", name="Denise Carter")
    assert session.closed("confirmation") == ""
    assert "leaving_confirmed" in barred(session, "confirmation", "kind")
    told = says(session, "advice", explained="yes")
    assert any("Refer the member to the plan too" in line for line in told)
    says(session, "advice", referred="yes")
    says(session, "confirmation", kind="leaving_confirmed", name="Denise Carter")
    assert "D" not in barred(session, "ending", "reason_code")
    says(session, "ending", reason_code="D", reason="own wish")
    assert any("DOC-44" in line and "Plan" in line for line in says(session, "due"))
    session.finish(uuid4())
    assert kinds(clerk.case)[-4:] == [
        "termination_requested", "leaving_advised", "leaving_confirmed", "member_terminated",
    ]  # fmt: skip
    assert clerk.stands.state == "TERMINATED"


def test_a_family_that_changes_its_mind_stays(clerk: Clerk) -> None:
    clerk.has(family("family_b"), "2009-06-01T09:00")
    session = clerk.opens("termination")
    says(session, "leaving", role="parent", name="Denise Carter")
    says(session, "confirmation", kind="changed_mind", name="Denise Carter")
    session.finish(uuid4())
    assert clerk.stands.state in ("ACTIVE", "ENROLLED")
    assert "D" in barred(clerk.opens("termination"), "ending", "reason_code")


def test_an_ended_case_applies_again_with_what_is_known(clerk: Clerk) -> None:
    clerk.has(family("family_b"), "2009-06-01T09:00")
    session = clerk.opens("termination")
    says(session, "ending", reason_code="A", reason="moved to Nevada")
    session.finish(uuid4())
    old = clerk.case
    session = Session(clerk.desk, WIZARDS["referral"], None, again=clerk.number)
    assert session.is_new
    assert session.case.people == old.people
    assert session.case.address == old.address
    assert session.case.events == ()
    assert session.case.referral is not None
    assert session.case.referral.received is None
    assert session.case.title.enrolled is None, "what PMMIS shows is looked up anew"
    assert any(clerk.number in note.text for note in session.notes("applicant"))
    first = session.place()[0]
    session.enter(first)
    session.save_draft(first, "")
    resumed = Session(clerk.desk, WIZARDS["referral"], session.number)
    assert resumed.again == clerk.number
    assert resumed.case.people == old.people
    says(resumed, "receipt", received="6/1/2009 9:00", channel="fax")
    done = resumed.finish(uuid4())
    made = clerk.desk.store.case(done.number).case
    assert made.number != old.number
    assert [event.number for event in made.events if event.outcome == "applied_again"] == [old.number]


# -- hearing -------------------------------------------------------------------------------------------------


def denied(case: Case, sent: str = "2009-04-10T14:00") -> Case:
    """Family B, found not eligible at the evaluation, with the letter mailed."""
    found = Event(kind="evaluation_finding", id="x1", at=Moment.read("2009-04-08T14:00"),
                  outcome="not_eligible", name="Dr. Susan Tso", role="physician",
                  reason="not covered")  # fmt: skip
    letter = Event(kind="document_sent", id="x2", at=Moment.read(sent), document="DOC-38", method="mail",
                   to=("applicant", "plan", "referring_physician"))  # fmt: skip
    return without(case, "evaluation_finding").after(found, letter)


@pytest.mark.proves("CRS-20.1100.W2", "CRS-20.1100.T1.content", "CRS-20.1100.N2", "CRS-20.1100.D1")
def test_a_hearing_from_the_request_to_the_decision_for_the_applicant(clerk: Clerk) -> None:
    clerk.has(denied(family("family_b")), "2009-04-20T09:00")
    session = clerk.opens("hearing")
    assert session.place() == ("hearing_request", "")
    assert "No request waits" in session.closed("hearing_answer")
    told = says(session, "hearing_request", role="provider", name="Dr. Abrams", reason="tests not seen")
    assert any("until Fri 15 May 2009" in line for line in told)
    assert any("written consent" in line for line in told)
    with pytest.raises(DeskError):
        session.finish(uuid4())
    says(session, "hearing_request", consent="yes", method="fax", handed="adhs_crs")
    told = says(session, "hearing_answer", kind="hearing_notice_mailed", when="6/2/2009 9:00",
                place="OAH Phoenix", items='["20.1100.N2.A", "20.1100.N2.B", "20.1100.N2.C"]')  # fmt: skip
    assert [line for line in told if "Hearing lacks" in line] == [
        "The Notice of Hearing lacks: Short plain statement of the matters in question (20.1100)"
    ]
    session.finish(uuid4())
    assert clerk.stands.state == "HEARING"
    session = clerk.opens("hearing", "2009-06-20T09:00")
    assert session.place() == ("recommendation", ""), "what seldom happens is passed over"
    assert "forwarded to the Office" in " ".join(says(session, "hearing_withdrawal"))
    says(session, "recommendation", made="yes")
    assert any("20 Jul 2009" in line for line in says(session, "due"))
    says(session, "decision_mailed", outcome="for_applicant")
    session.finish(uuid4())
    assert clerk.stands.state == "EVALUATED"


def test_a_rehearing_goes_the_same_way_again(clerk: Clerk) -> None:
    clerk.has(denied(family("family_b")), "2009-04-20T09:00")
    session = clerk.opens("hearing")
    says(session, "hearing_request", role="parent", name="Denise Carter", reason="x", handed="adhs_crs")
    says(session, "hearing_answer", kind="hearing_notice_mailed", when="6/2/2009 9:00", place="OAH")
    says(session, "recommendation", made="yes")
    says(session, "decision_mailed", outcome="against_applicant")
    says(session, "rehearing", reason_code="C", reason="a new test result", name="Denise Carter")
    session.finish(uuid4())
    session = clerk.opens("hearing", "2009-07-20T09:00")
    assert session.place() == ("recommendation", "")
    says(session, "recommendation", made="yes")
    says(session, "decision_mailed", outcome="for_applicant")
    session.finish(uuid4())
    assert clerk.stands.state == "EVALUATED"


@pytest.mark.proves("CRS-20.1100.X1.A", "CRS-20.1100.V1", "CRS-20.1100.M1")
def test_an_untimely_request_is_denied_in_writing_and_a_timely_one_never_for_that(clerk: Clerk) -> None:
    clerk.has(denied(family("family_b")), "2009-05-15T09:00")
    session = clerk.opens("hearing")
    says(session, "hearing_request", role="parent", name="Denise Carter", reason="x", handed="adhs_crs")
    assert "A" in barred(session, "hearing_answer", "reason_code")
    assert barred(session, "hearing_answer", "kind") == {}
    late = clerk.opens("hearing", "2009-05-18T09:00")
    told = says(late, "hearing_request", role="parent", name="Denise Carter", reason="x",
                handed="adhs_crs", at="5/18/2009 9:00")  # fmt: skip
    assert any("after day 30" in line for line in told)
    assert "A" not in barred(late, "hearing_answer", "reason_code")
    assert "hearing_notice_mailed" in barred(late, "hearing_answer", "kind")
    told = says(late, "hearing_withdrawal", method="phone")
    assert any("in writing" in line for line in told)
    assert any("ADHS/CRS accepts" in line for line in told)
    assert "AHCCCS" in " ".join(says(late, "rehearing"))
