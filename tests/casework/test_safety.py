"""Two pairs of eyes on what takes something back; the report of who looked at what; own passwords."""

import hashlib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from crs_intake.casework import cases, facts, merging, mistakes, people, safety, sharing, transfer
from crs_intake.casework.keeping import now
from crs_intake.casework.ports import Desk
from crs_intake.clock import FixedClock
from crs_intake.domain.errors import NeedsSecond, NotAcceptable, NotAllowed, UnreadableStore
from crs_intake.domain.kept import KeptDocument
from tests.casework.desk import A, C, as_
from tests.documents.papers import text_of

DAY = date(2009, 3, 31)
BEN, WORD = "Ben Ortiz", "nine slow purple ladders"


def with_ben(desk: Desk) -> Desk:
    people.add(desk, BEN, frozenset({"front_desk"}), WORD)
    return desk


def acts(desk: Desk, number: str = A) -> list[str]:
    return [line.act for line in desk.store.history(number)]


def test_a_whole_case_is_voided_with_somebody_beside(morning: Desk) -> None:
    with_ben(morning)
    with pytest.raises(NeedsSecond, match="needs a second person"):
        mistakes.void_case(morning, A, "typed twice")
    assert mistakes.case_voided_by(morning.store.case(A).case) is None
    beside = replace(morning, second=people.sign_beside(morning, BEN, WORD))
    mistakes.void_case(beside, A, "typed twice", uuid4())
    signed = next(line for line in morning.store.history(A) if line.act == "second.signed")
    assert signed.details["beside"] == beside.second.id  # type: ignore[union-attr]
    assert mistakes.case_voided_by(morning.store.case(A).case)


def test_merging_needs_somebody_beside_too(morning: Desk) -> None:
    with_ben(morning)
    with pytest.raises(NeedsSecond):
        merging.merge(morning, A, C, "same child")
    beside = replace(morning, second=people.sign_beside(morning, BEN, WORD))
    merging.merge(beside, A, C, "same child")
    assert merging.goes_on_as(morning.store.case(A).case) == C


def test_nobody_stands_beside_themselves_or_with_a_wrong_password(morning: Desk) -> None:
    with_ben(morning)
    me = morning.actor
    with pytest.raises(UnreadableStore):
        people.sign_beside(morning, BEN, "nine quick purple ladders")
    with pytest.raises(NeedsSecond):
        mistakes.void_case(replace(morning, second=me), A, "typed twice")


def test_who_only_keeps_people_does_not_stand_beside(morning: Desk) -> None:
    people.add(morning, BEN, frozenset({"site_admin"}), WORD)
    mistakes.void_case(morning, A, "typed twice")  # nobody else of the desk: the report stands in
    report = safety.access_report(morning, DAY, DAY)
    assert [entry.number for entry in report.entries if entry.alone] == [A]


def test_alone_at_the_desk_the_weekly_report_stands_in(morning: Desk) -> None:
    mistakes.void_case(morning, A, "typed twice")
    report = safety.access_report(morning, DAY, DAY)
    alone = [entry for entry in report.entries if entry.alone]
    assert [(entry.act, entry.number) for entry in alone] == [("events.void", A)]
    assert "look at it here" in report.text


def test_the_report_names_looks_searches_exports_refusals_and_numbers_shown(morning: Desk) -> None:
    cases.view(morning, A)
    cases.view(morning, A)
    cases.note_search(morning, "526-41-9982", cases.search(morning, "526-41-9982"))
    cases.note_search(morning, "yazzie", cases.search(morning, "yazzie"))
    transfer.export_case(morning, A, "asked by the family")
    cases.reveal_ssn(morning, A, "applicant", "AHCCCS asked on the phone")
    with pytest.raises(NotAllowed):
        transfer.export_case(as_(morning, "front_desk"), A, "x")
    report = safety.access_report(morning, DAY, DAY)
    told = {(entry.act, entry.number): entry for entry in report.entries}
    assert told["cases.view", A].when == "2 times"
    assert told["ssn.reveal", A].why == "AHCCCS asked on the phone"
    assert told["transfer.export", A].why == "asked by the family"
    assert (told["transfer.export", A].who, report.doubt) == (morning.actor.name, None)
    assert "9982" not in report.text or "***9982" in report.text
    assert "526-41" not in report.text
    assert report.text.count("\r\n") == len(report.entries) + 1
    with pytest.raises(NotAllowed):
        safety.access_report(as_(morning, "interviewer"), DAY, DAY)
    with pytest.raises(NotAcceptable):
        safety.access_report(morning, DAY, date(2009, 3, 1))


def test_what_was_accepted_against_the_rule_stands_in_the_report(morning: Desk) -> None:
    stored = morning.store.case(C)
    proofs = (
        tuple(replace(each, override_reason="seen by the supervisor") for each in stored.case.proofs[:1])
        + stored.case.proofs[1:]
    )
    assert proofs, "the sample family has no proofs any more"
    facts.keep(morning, stored, replace(stored.case, proofs=proofs))
    report = safety.access_report(morning, DAY, DAY)
    told = [(e.number, e.alone) for e in report.entries if e.heading.startswith("Taken back")]
    assert sorted(told) == [(C, False), (C, True)]


def test_everybody_changes_their_own_password_with_the_old_one(morning: Desk) -> None:
    old, new = "five quiet green tables", "two fat brown lizards run"
    with pytest.raises(UnreadableStore):
        people.change_own_password(morning, "wrong words all over", new)
    with pytest.raises(NotAcceptable, match="easy to guess"):
        people.change_own_password(morning, old, "Password123456789")
    people.change_own_password(morning, old, new)
    assert morning.store.vouch(morning.actor.name, new) == morning.actor


def test_back_ups_are_for_the_supervisor_and_the_administrator(morning: Desk, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        safety.back_up(as_(morning, "front_desk"))
    assert safety.back_up(morning)
    with pytest.raises(NotAcceptable, match="not there"):
        safety.choose_place(morning, tmp_path / "nowhere")
    (tmp_path / "stick").mkdir()
    safety.choose_place(morning, tmp_path / "stick")
    safety.back_up(morning)
    state = safety.backup_state(morning)
    assert (state.second_there, state.second_newest is not None) == (True, True)


def test_one_entry_is_taken_back_with_somebody_beside_or_the_report_names_it(morning: Desk) -> None:
    with_ben(morning)
    event = morning.store.case(A).case.events[-1]
    with pytest.raises(NeedsSecond) as needs:
        mistakes.take_back(morning, A, event.id, "typed twice")
    assert needs.value.absent, "nobody else may be at the desk just then"
    beside = replace(morning, second=people.sign_beside(morning, BEN, WORD))
    mistakes.take_back(beside, A, event.id, "typed twice")
    again = morning.store.case(A).case.events[-1]
    mistakes.take_back(replace(morning, nobody_here=True), A, again.id, "it was right")
    report = safety.access_report(morning, DAY, DAY)
    told = [(entry.act, entry.alone) for entry in report.entries if entry.number == A]
    assert ("events.take_back", False) in told
    assert ("events.take_back", True) in told


def test_a_whole_case_waits_for_somebody_even_when_nobody_is_there(morning: Desk) -> None:
    with_ben(morning)
    with pytest.raises(NeedsSecond) as needs:
        mistakes.void_case(replace(morning, nobody_here=True), A, "typed twice")
    assert not needs.value.absent


def with_override(desk: Desk, reason: str) -> None:
    stored = desk.store.case(C)
    first, *others = stored.case.proofs
    facts.keep(desk, stored, replace(stored.case, proofs=(replace(first, override_reason=reason), *others)))


def test_a_proof_is_accepted_against_the_rule_by_two(morning: Desk) -> None:
    people.add(morning, BEN, frozenset({"interviewer"}), WORD)
    people.add(morning, "Cy Diaz", frozenset({"supervisor"}), "six round loud barns")
    interviewer = as_(morning, "interviewer")
    with pytest.raises(NeedsSecond):
        with_override(interviewer, "seen by the supervisor")
    with pytest.raises(NeedsSecond):  # another interviewer is not enough: a supervisor accepts it
        with_override(replace(interviewer, second=people.sign_beside(morning, BEN, WORD)), "seen")
    cy = people.sign_beside(morning, "Cy Diaz", "six round loud barns")
    with_override(replace(interviewer, second=cy), "seen by the supervisor")
    (signed,) = [line for line in morning.store.history(C) if line.act == "second.signed"]
    assert (signed.details["of"], signed.details["beside"]) == ("proofs.override", cy.id)
    # What stands is not asked for again, and a supervisor needs anybody beside.
    stored = morning.store.case(C)
    facts.keep(interviewer, stored, replace(stored.case, phones=("602-555-0100",)))
    supervisor = as_(morning, "supervisor")
    with pytest.raises(NeedsSecond):
        with_override(supervisor, "another reason")
    with_override(replace(supervisor, second=people.sign_beside(morning, BEN, WORD)), "another reason")
    with pytest.raises(NotAllowed, match="roles do not allow"):
        with_override(as_(morning, "front_desk"), "a third reason")


def test_a_table_that_leaves_the_desk_goes_with_the_word_of_the_history(morning: Desk) -> None:
    made = sharing.preview(morning, next(name for name, _ in sharing.plans(morning)))
    assert made.rows, "the sample desk has no title applicant of a plan any more"
    sharing.hand(morning, made)
    assert [line.details["trail"] for line in morning.store.history("") if line.act == sharing.HANDED] == [
        "holds"
    ]
    with morning.store.work(morning.actor, "test") as work:
        work.connection.exec_driver_sql("DROP TRIGGER keep_audit_update")  # type: ignore[attr-defined]
        work.connection.exec_driver_sql("UPDATE audit SET act = 'x' WHERE seq = 2")  # type: ignore[attr-defined]
    sharing.hand(morning, made)
    last = [line for line in morning.store.history("") if line.act == sharing.HANDED][-1]
    assert last.details["trail"] == "trail 2"
    assert [doubt.at for doubt in morning.store.doubts] == [2], "and it stands in red"


def test_once_a_week_every_paper_is_held_against_its_hash(morning: Desk) -> None:
    paper = KeptDocument(
        id="paper-1", number=A, document="DOC-05", language="en", to=("applicant",), made=now(morning),
        pdf=b"%PDF", sha256=hashlib.sha256(b"%PDF").hexdigest(),
    )  # fmt: skip
    with morning.store.work(morning.actor, "test") as work:
        work.keep_document(paper)
    assert morning.store.check_weekly() == ()
    with morning.store.work(morning.actor, "test") as work:
        work.connection.exec_driver_sql("DROP TRIGGER keep_documents_update")  # type: ignore[attr-defined]
        work.connection.exec_driver_sql("UPDATE documents SET pdf = x'00' WHERE seq = 1")  # type: ignore[attr-defined]
    assert morning.store.check_weekly() == (), "not again within the week"
    assert morning.store.doubts == []
    morning.store._clock = FixedClock(morning.clock.now() + timedelta(days=7))  # type: ignore[attr-defined]
    (doubt,) = morning.store.check_weekly()
    assert doubt.kind == "papers"
    assert paper.document in doubt.words
    assert morning.store.doubts == [doubt]


def test_the_report_is_a_pdf_that_says_whether_the_history_holds(morning: Desk) -> None:
    cases.reveal_ssn(morning, A, "applicant", "AHCCCS asked on the phone")
    report = safety.access_report(morning, DAY, DAY)
    told = text_of(safety.to_pdf(report, lambda act: f"<{act}>"))
    assert "AHCCCS asked on the phone" in told
    assert "<ssn.reveal>" in told
    assert "The history holds" in told
