"""The invariants of `states.md` hold on random desks.

A machine plays a desk: time passes, somebody tries something, and what may
happen is recorded. After every step the invariants are looked at. More desks
are played with CRS_DESKS=2000.
"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from crs_intake.casework.record import from_record, to_record
from crs_intake.domain.case import Case
from crs_intake.domain.errors import CannotHappenNow, NotAcceptable
from crs_intake.domain.event import Event
from crs_intake.domain.moment import PHOENIX, Moment
from crs_intake.domain.standing import Standing
from crs_intake.policy import acts, catalogue, finances, life
from crs_intake.policy.story import effective
from tests.policy.life import stories

DESKS = int(os.environ.get("CRS_DESKS", "25"))
START = datetime(2026, 3, 2, 9, tzinfo=PHOENIX)
TITLES = ("xix", "xxi")
# What somebody at the desk may try; {soon} and {later} are times of appointments.
TRIES = (
    "medical_determination may_be_eligible role=director name=Tso",
    "medical_determination may_be_eligible role=director name=Tso",
    "medical_determination not_eligible role=director name=Tso",
    "medical_determination incomplete role=director name=Tso items=growth_chart",
    "items_received items=growth_chart",
    "document_sent DOC-11 method=mail items=growth_chart",
    "document_sent DOC-05 method=mail",
    "document_sent DOC-12 method=mail",
    "appointment_made initial_evaluation when={soon}",
    "appointment_made initial_evaluation when={later}",
    "appointment_made clinic_visit when={soon}",
    "appointment_made testing when={soon}",
    "appointment_made interview when={soon}",
    "appointment_cancelled initial_evaluation",
    "visit_attended initial_evaluation",
    "visit_attended initial_evaluation",
    "visit_attended clinic_visit",
    "visit_missed initial_evaluation",
    "visit_missed clinic_visit",
    "contact_attempt no_answer method=phone",
    "contact_attempt left_message method=phone",
    "contact_response method=phone",
    "interview_held method=phone name='Ana Soto'",
    "interview_held method=phone name='Ana Soto'",
    "proofs_reviewed met",
    "proofs_reviewed not_met",
    "papers_requested items=pay_stubs",
    "papers_received items=pay_stubs",
    "refusal_recorded name=J reason=said",
    "withdrawal_requested name=Ana",
    "application_offered on_site program=xix",
    "application_signed signer=mother",
    "application_faxed program=xix",
    "followup_checked undetermined program=xix method=ivr",
    "title_result approved program=xxi",
    "title_result denied program=xix reason='over the limit of income'",
    "title_referred program=xxi",
    "determination_made",
    "determination_made",
    "agreement_signed DOC-34 signer=mother",
    "agreement_signed DOC-34 signer=mother",
    "agreement_signed DOC-35 signer=mother",
    "agreement_signed DOC-35 signer=mother",
    "agreement_refused DOC-34 name=Ana",
    "evaluation_finding eligible name=Tso",
    "evaluation_finding eligible name=Tso",
    "evaluation_finding not_eligible name=Tso",
    "evaluation_finding tests_needed name=Tso",
    "tests_ordered",
    "test_results_received",
    "withdrawn",
    "denied reason=x reason_code=age",
    "application_terminated",
    "enrolled",
    "pmmis_checked none",
    "pmmis_checked active program=xix",
    "redetermination_requested role=parent method=letter",
    "redetermination_contact",
    "redetermination_completed eligible",
    "document_sent DOC-42 method=mail",
    "document_sent DOC-61 method=mail",
    "document_sent DOC-58 method=mail",
    "document_sent DOC-60 method=mail",
    "document_sent DOC-44 method=mail",
    "document_sent DOC-14 method=mail",
    "document_sent DOC-13 method=mail",
    "services_refused name=Ana",
    "termination_requested name=Ana",
    "leaving_advised",
    "leaving_confirmed name=Ana",
    "changed_mind",
    *(f"member_terminated reason_code={code} reason=x" for code in "ABCDEFG"),
    "eligibility_update_sent",
    "hearing_requested name=Ana reason=x",
    "hearing_notice_mailed",
    "hearing_recommended",
    "hearing_decided for_applicant",
    "hearing_decided against_applicant",
    "archived",
    "medical_determination incomplete role=director name=Tso items=20.200.2.A.2",
    "items_received items=20.200.2.A.2",
    "pmmis_checked xxi",
    "pmmis_checked ended",
    "inability_recorded items=pay_stubs reason='never had any'",
    "proofs_reviewed incomplete",
    "application_by_family program=xxi",
    "family_application_confirmed program=xxi",
    "title_result approved program=xix",
    "title_result denied program=xxi reason='over the limit'",
    "altcs_referred",
    "altcs_result approved",
    "altcs_result denied",
    "urgent_request name=X",
    "urgent_response name=X",
    "document_sent DOC-38 method=mail",
    "document_sent DOC-40 method=mail",
    "document_sent DOC-46 method=mail",
    "document_sent DOC-50 method=fax",
    "document_sent DOC-59 method=mail",
    "redetermination_completed not_eligible",
    "hearing_requested name=Ana reason=x to=contractor",
    "hearing_denied reason_code=A reason=late method=letter",
    "hearing_denied reason_code=C reason=moot method=letter",
    "hearing_withdrawn method=letter",
    "rehearing_requested reason_code=C",
    "merged number=2026-0009 reason=same",
    "entered_by_mistake reason=twice",
)
# The states of states.md, with the two of a case that counts no more.
STATES = frozenset((
    "NOT_RECEIVED", "RECEIVED", "INCOMPLETE", "IN_REVIEW", "PRELIM_ELIGIBLE", "INTERVIEW", "EVAL_SCHEDULED",
    "NO_SHOW", "EVALUATED", "TESTING", "MED_ELIGIBLE", "ENROLLED", "WITHDRAWN", "DENIED", "APP_TERMINATED",
    "HEARING", "ACTIVE", "REDET_REQUESTED", "REDET_RUNNING", "RENEWAL_NOTICED", "TITLE_REAPPLY",
    "MEMBER_NO_SHOW", "REFUSED_SERVICES", "TERM_REQUESTED", "TERMINATED", "RETENTION", "ARCHIVE_READY",
    "ARCHIVED", "MERGED", "ENTERED_BY_MISTAKE",
))  # fmt: skip
ENDS = ("WITHDRAWN", "DENIED", "APP_TERMINATED", "TERMINATED", "RETENTION", "ARCHIVE_READY")
AFTER_AN_END = {"CLK-07", "CLK-08", "CLK-21", "CLK-29", "CLK-30", "CLK-31"}


class Desk(RuleBasedStateMachine):
    """One case at one desk, and everything that might be tried with it."""

    case: Case

    def __init__(self) -> None:
        super().__init__()
        self.now = START
        self.book = stories.book_of()
        self.number = 0
        self.done: list[Event] = []

    @initialize(start=st.sampled_from(("state_only", "title", "member", "title_member")))
    def open_the_case(self, start: str) -> None:
        """The case is on the desk."""
        self.case = stories.a_case(start)

    @rule(hours=st.sampled_from((1, 4, 24, 47, 48, 24 * 5, 24 * 16, 24 * 31, 24 * 75, 24 * 400)))
    def time_passes(self, hours: int) -> None:
        """Nobody does anything for a while."""
        self.now = min(self.now + timedelta(hours=hours), datetime(2030, 6, 1, tzinfo=PHOENIX))

    @rule(lines=st.lists(st.sampled_from(TRIES), min_size=1, max_size=4))
    def somebody_tries(self, lines: list[str]) -> None:
        """What may happen is recorded; what may not is refused with a section."""
        for line in lines:
            self._try(line)

    @rule(beginning=st.sampled_from(("noticed", "ready", "enrolled")))
    def the_usual_way(self, beginning: str) -> None:
        """The usual beginning, as far as it may happen now."""
        for line in stories.PREPARED[beginning]:
            words = line.split(" ", 1)[1]
            self._try(words.replace("2026-03-30T10:00", self._soon(1)))
            self.now += timedelta(hours=24 if "DOC-05" in words else 1)

    @rule()
    def a_mistake_is_taken_back(self) -> None:
        """The newest entry is taken back with a reason."""
        if self.done:
            self._try(f"correction corrects={self.done[-1].id} reason=mistake")

    def _soon(self, days: int) -> str:
        return (self.now + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")

    def _try(self, line: str) -> None:
        self.now += timedelta(minutes=5)
        self.number += 1
        text = line.format(soon=self._soon(1), later=self._soon(40))
        event = stories.event(f"{self.now:%Y-%m-%dT%H:%M} {text}", self.number)
        if not self._possible(event):
            return
        before = self._standing()
        self.case = self.case.after(event)
        self.done.append(event)
        _says_no_where_it_says_no(before, event)
        if event.kind != "correction":
            self._can_be_undone(before, event)

    def _can_be_undone(self, before: Standing, event: Event) -> None:
        undo = replace(event, kind="correction", id="undo", corrects=event.id, reason="mistake")
        undone = life.standing(self.case.after(undo), self.book, Moment.read(self.now))
        assert undone == before, event

    @rule(method=st.sampled_from(("phone", "letter")))
    def an_attempt_without_its_time(self, method: str) -> None:
        """9: refused at the desk; in a file from elsewhere it starts and settles nothing."""
        attempt = stories.event(f"{self.now:%Y-%m-%d} contact_attempt no_answer method={method}", 0)
        with pytest.raises(NotAcceptable, match="time"):
            life.check(self.case, attempt, self.book)
        found = life.standing(self.case.after(attempt), self.book, Moment.read(self.now))
        assert found.clocks == self._standing().clocks

    @rule()
    def a_determination_is_kept(self) -> None:
        """10: what is kept names the table and its date, the column and the readings used."""
        made = finances.assessed(self.case, self.book, self.now.date())
        found = from_record(to_record(made)) if made is not None else None
        if found is not None and found.group and found.fpl is not None:
            assert found.fpl.effective_from <= self.now.date()
            assert set(found.columns) == {"xix", "xxi", "state_only"}
            assert all(self.book.reading(each.setting) == each.value for each in found.readings)

    def _possible(self, event: Event) -> bool:
        try:
            life.check(self.case, event, self.book)
        except NotAcceptable as wrong:
            return not str(wrong)
        except CannotHappenNow as no:
            return not (str(no) and (no.section or event.kind == "correction"))
        return True

    def _standing(self) -> Standing:
        return life.standing(self.case, self.book, Moment.read(self.now))

    def _counted(self) -> list[Event]:
        return [e for e in effective(self.case.events, Moment.read(self.now)) if e.kind != "correction"]

    @invariant()
    def all_of_them(self) -> None:
        """The ten invariants of states.md, as far as they concern a case's life."""
        if not hasattr(self, "case"):
            return
        found, events = self._standing(), self._counted()
        kinds = {event.kind for event in events}
        title = found.pathway in TITLES
        taken_over = self.case.member_since is not None
        if found.enrolled is not None and not taken_over:  # 1
            assert {"visit_attended", "interview_held"} <= kinds
            assert any(e.kind == "evaluation_finding" and e.outcome == "eligible" for e in events)
            assert _signed(events, "DOC-35")
            assert title or _signed(events, "DOC-34") or "pmmis_checked" in kinds or "title_result" in kinds
        if (
            found.enrolled is None
            and not title
            and "title_result" not in kinds
            and "pmmis_checked" not in kinds
        ):  # 2
            visits = [e for e in events if e.kind == "visit_attended" and e.appointment == "clinic_visit"]
            assert taken_over or not visits
        if title and found.enrolled is None:  # 3
            assert not any(
                d.id == "DOC-34" and d.status in ("due", "drafted", "printed") for d in found.documents
            )
        if found.state == "DENIED":  # 4
            assert found.authorization != "active"
        for paper in found.documents:  # 5 and 7
            if paper.id in ("DOC-14", "DOC-20", "DOC-21", "DOC-38", "DOC-44"):
                assert "DOC-49" in paper.enclosures
            if paper.id in ("DOC-13", "DOC-60"):
                assert catalogue.catalogue()[paper.id].reapply
        if found.state in ("RETENTION", "ARCHIVE_READY") and (end := _ended(found)) is not None:  # 8
            assert (found.state == "ARCHIVE_READY") <= (self.now.date() >= end)
        assert found.state in STATES
        if found.state in ENDS:  # the interplay of clocks.md
            running = {each.id for each in found.clocks if each.status in ("open", "overdue")}
            assert running <= AFTER_AN_END, running
        for clock in found.clocks:  # an applicant's last day is never a closed one (AMB-006)
            if clock.unrolled is not None:
                assert clock.who == "applicant" and self.book.calendar.is_business_day(clock.due.day)

    @invariant()
    def a_member_is_not_ended_for_missed_visits(self) -> None:
        """6: with nothing but missed visits a member stays."""
        if not hasattr(self, "case") or self.case.member_since is None:
            return
        harmless = ("appointment_", "visit_", "contact_", "document_", "note", "correction")
        only = replace(
            self.case, expires=None, events=tuple(e for e in self.case.events if e.kind.startswith(harmless))
        )
        assert life.standing(only, self.book, Moment.read(self.now)).state not in (*ENDS, "ARCHIVED")

    @invariant()
    def the_same_case_stands_the_same_way_twice(self) -> None:
        """Derived, pure: the same answer twice, and every open clock has a consequence in words."""
        if not hasattr(self, "case"):
            return
        found = self._standing()
        assert found == self._standing()
        assert len({each.id for each in found.clocks}) == len(found.clocks)
        for clock in found.clocks:
            assert "{" not in life.consequence(clock, self.book), clock.id
            assert clock.since.day <= clock.due.day or clock.id in ("CLK-23",), clock
        assert not set(found.may) & {each.event for each in found.may_not if not each.inputs.keys() & _FINER}
        assert set(found.may) <= set(acts.acts())


_FINER = {"appointment", "document"}
_BY_DETAIL = ("member_terminated", "referral_received", "enrolled")


def _says_no_where_it_says_no(before: Standing, event: Event) -> None:
    """What was just accepted must not have been refused as a whole kind a moment before."""
    refused = {each.event for each in before.may_not if not each.inputs.keys() & _FINER}
    # A reason of A to G may end a membership in which visits were missed as well.
    assert event.kind not in refused or event.kind in _BY_DETAIL, event


def _signed(events: list[Event], document: str) -> bool:
    return any(event.kind == "agreement_signed" and event.document == document for event in events)


def _ended(found: Standing) -> date | None:
    return next((clock.due.day for clock in found.clocks if clock.id == "CLK-29"), None)


Desk.TestCase.settings = settings(
    max_examples=DESKS,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate, Phase.shrink) if DESKS > 25 else (Phase.generate,),
    report_multiple_bugs=False,
    database=None,
)
TestDesk = Desk.TestCase
