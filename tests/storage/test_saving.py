"""What was saved is there, once and whole: after a kill, a lost answer, or two people at a time."""

from dataclasses import fields, replace
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crs_intake.domain.case import Case
from crs_intake.domain.errors import NotAcceptable, SavedMeanwhile, WorldTrouble
from crs_intake.domain.event import Event
from crs_intake.domain.income import Income, Payment
from crs_intake.domain.kept import Determination, Draft, KeptDocument
from crs_intake.domain.moment import Moment
from crs_intake.domain.money import Money
from crs_intake.storage import engine
from crs_intake.storage.store import SqlStore
from tests.storage import child, drills
from tests.storage.desk import Put, a_case, family, keep, on_server, opened, with_note

SEED = 4
NOW = Moment.read("2009-03-31T07:55")
SAMPLES = ("family_a_no", "family_a_yes", "family_b", "family_c", "family_c_2010", "member_m")


@pytest.mark.parametrize("name", SAMPLES)
def test_a_case_comes_back_as_it_was_kept(store: SqlStore, put: Put, name: str) -> None:
    case = family(name)
    assert store.case(put(case)).case == case


def test_money_lies_in_the_file_as_whole_cents(store: SqlStore, put: Put) -> None:
    number = put(family("family_c"))
    with store.work(store.signed_in, "test") as work:
        facts = work.connection.execute(sa.text("SELECT facts FROM cases")).scalar_one()
        days = work.connection.execute(sa.text("SELECT day FROM events ORDER BY seq LIMIT 1")).one()
    assert '"receipts":2590000' in facts
    assert "25900.00" not in facts
    assert str(days[0]) == "2009-02-19"
    income = store.case(number).case.income[0]
    assert income.business is not None
    assert income.business.receipts == Money.read("25900.00")


def test_a_case_without_a_number_gets_the_next_of_its_clinic_and_year(store: SqlStore, put: Put) -> None:
    first = put(family("family_b"))
    assert first == "PHX-2009-0003"
    numbers = [put(replace(family("family_b"), number="")) for _ in range(4)]
    assert numbers == ["PHX-2009-0001", "PHX-2009-0002", "PHX-2009-0004", "PHX-2009-0005"]
    assert put(replace(family("family_c_2010"), number="", sites=("tuc",), referral=None)).startswith("TUC-")


@pytest.mark.parametrize("number", ["", "A B", "../x", "x" * 33, "Ana-López", "-1"])
def test_a_case_number_is_plain_and_short(put: Put, number: str) -> None:
    case = replace(a_case(), number=number)
    if number == "":
        assert put(case) == "PHX-2009-0001"
    else:
        with pytest.raises(NotAcceptable, match="letters, figures and hyphens"):
            put(case)


def test_two_cases_never_share_a_number(put: Put) -> None:
    put(family())
    with pytest.raises(NotAcceptable, match="in the desk already"):
        put(family())


def test_a_save_on_an_older_version_is_refused_with_a_way_out(store: SqlStore, put: Put) -> None:
    stored = store.case(put(family()))
    assert keep(store, with_note(stored.case, "first"), stored.version) == stored.version + 1
    with pytest.raises(SavedMeanwhile, match="saved at another desk while you had it open") as trouble:
        keep(store, with_note(stored.case, "second"), stored.version)
    assert trouble.value.then == "Open it again; what you typed is kept"
    now = store.case(stored.case.number)
    assert now.case.applicant
    assert (now.case.applicant.note, now.saved_by) == ("first", "Rosa Chavez")


def test_a_page_left_unchanged_makes_no_new_version(store: SqlStore, put: Put) -> None:
    stored = store.case(put(family()))
    assert keep(store, stored.case, stored.version) == stored.version
    assert len(store.history(stored.case.number)) == 1


def test_events_can_be_added_and_never_changed_by_a_save(store: SqlStore, put: Put) -> None:
    stored = store.case(put(family()))
    case = stored.case.after(Event(kind="note", at=NOW, note="called"))
    version = keep(store, case, stored.version)
    kept = store.case(case.number).case
    assert kept.events[:-1] == stored.case.events
    assert (kept.events[-1].note, bool(kept.events[-1].id)) == ("called", True)
    for events in (kept.events[1:], tuple(reversed(kept.events)), ()):
        with pytest.raises(ValueError, match="never changed"):
            keep(store, replace(kept, events=events), version)


@pytest.mark.of_a_file
@pytest.mark.parametrize("table", ["events", "determinations", "audit", "documents"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET rowid = rowid + 1", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_change_what_is_only_added_to(
    store: SqlStore, put: Put, table: str, statement: str
) -> None:
    number = put(family())
    with store.work(store.signed_in, "test") as work:
        work.keep_determination(Determination(number, 0, NOW.day, "Rosa", NOW, "", "{}"))
        work.keep_document(a_paper(number))
    if table == "documents" and statement.startswith("UPDATE"):
        statement = "UPDATE {} SET pdf = x'00'"
    elif statement.startswith("UPDATE"):
        statement = {"events": "UPDATE {} SET data = ''", "determinations": "UPDATE {} SET reason = 'x'",
                     "audit": "UPDATE {} SET act = 'x'"}[table]  # fmt: skip
    with pytest.raises(sa.exc.IntegrityError, match="only added, never changed"):  # noqa: SIM117
        with store.work(store.signed_in, "test") as work:
            work.connection.exec_driver_sql(statement.format(table))


@pytest.mark.of_a_file
def test_replacing_a_row_does_not_slip_past_the_triggers(store: SqlStore, put: Put) -> None:
    put(family())
    with pytest.raises(sa.exc.IntegrityError, match="only added, never changed"):  # noqa: SIM117
        with store.work(store.signed_in, "test") as work:
            work.connection.exec_driver_sql("INSERT OR REPLACE INTO events SELECT * FROM events")


def a_paper(number: str, id: str = "paper-1", pdf: bytes = b"%PDF-1.7") -> KeptDocument:
    import hashlib

    return KeptDocument(
        id=id, number=number, document="DOC-05", language="en", to=("applicant", "plan"), made=NOW, pdf=pdf,
        sha256=hashlib.sha256(pdf).hexdigest(), made_by="Rosa Chavez",
    )  # fmt: skip


def test_a_paper_is_kept_byte_for_byte_and_only_its_way_is_noted(store: SqlStore, put: Put) -> None:
    number = put(family())
    paper = a_paper(number, pdf=bytes(range(256)) * 100)
    with store.work(store.signed_in, "test") as work:
        work.keep_document(paper)
    assert store.document("paper-1") == paper
    with store.work(store.signed_in, "test") as work:
        work.mark_document("paper-1", "printed", NOW)
        work.mark_document("paper-1", "sent", NOW, "mail")
    sent = replace(paper, status="sent", sent=NOW, method="mail")
    assert store.documents(number) == (sent,)
    with pytest.raises(NotAcceptable, match="no such paper"), store.work(store.signed_in, "test") as work:
        work.mark_document("paper-2", "sent", NOW)


def test_a_step_that_fails_leaves_nothing_behind(store: SqlStore, put: Put) -> None:
    stored = store.case(put(family()))
    with pytest.raises(RuntimeError), store.work(store.signed_in, "test", uuid4()) as work:
        work.keep(with_note(stored.case, "half"), stored.version)
        work.keep_document(a_paper(stored.case.number))
        work.keep_draft(Draft(stored.case.number, "interview", "papers"))
        raise RuntimeError
    assert store.case(stored.case.number) == stored
    assert store.documents(stored.case.number) == ()
    assert store.drafts() == ()
    assert len(store.history(stored.case.number)) == 1


def test_the_same_action_again_changes_nothing_and_gives_the_same_answer(store: SqlStore, put: Put) -> None:
    action = uuid4()
    assert not store.done(action)
    first = put(replace(family(), number=""), action)
    assert store.done(action)
    assert put(replace(family(), number=""), action) == first
    assert len(store.cases()) == 1
    stored, step = store.case(first), uuid4()
    for _ in range(3):
        with store.work(store.signed_in, "test", step) as work:
            version = work.keep(stored.case.after(Event(kind="note", at=NOW)), stored.version)
            work.keep_document(a_paper(first))
            work.keep_determination(Determination(first, 0, NOW.day, "Rosa", NOW, "", "{}"))
        assert version == stored.version + 1
    assert len(store.case(first).case.events) == len(stored.case.events) + 1
    assert len(store.documents(first)) == len(store.determinations(first)) == 1


def test_determinations_are_numbered_and_stay(store: SqlStore, put: Put) -> None:
    number = put(family())
    for reason in ("first", "after the bill came"):
        with store.work(store.signed_in, "test") as work:
            work.keep_determination(Determination(number, 0, NOW.day, "Rosa", NOW, reason, '{"a": 1}'))
    assert [(each.version, each.reason) for each in store.determinations(number)] == [
        (1, "first"),
        (2, "after the bill came"),
    ]


def test_closed_cases_leave_the_worklist_and_stay_findable(store: SqlStore, put: Put) -> None:
    stored = store.case(put(family()))
    with store.work(store.signed_in, "test") as work:
        work.keep(stored.case, stored.version, closed=NOW.day)
    assert store.cases() == []
    assert [each.case.number for each in store.cases(open_only=False)] == [stored.case.number]
    assert [(found.number, found.closed) for found in store.search("carter")] == [(stored.case.number, True)]


@pytest.mark.skipif(child.FORKED == "spawn", reason="no SIGKILL here")
def test_kills_lose_nothing_that_was_acknowledged(store: SqlStore, put: Put) -> None:
    number = put(family())
    store.close()
    told = drills.kill_drill(store.folder, number, 8, SEED)
    assert told["kills"] == 8
    assert told["saves"] >= 4  # on a busy machine some are killed before their first


@pytest.mark.skipif(child.FORKED == "spawn", reason="no SIGKILL here")
def test_the_control_two_transactions_leave_half_a_step(store: SqlStore, put: Put) -> None:
    number = put(family())
    store.close()
    process, pipe = child.start(child.save_in_two_steps, store.folder, number)
    assert pipe.recv() == 0
    process.kill()
    process.join()
    survivor = opened(store.folder)
    with pytest.raises(AssertionError, match="half a step"):
        drills.whole_steps(survivor, number)
    survivor.close()


def test_four_people_at_a_time_lose_no_edit(store: SqlStore, put: Put) -> None:
    number = put(family())
    running = [child.start(child.count_up, store.folder, number, 15, seed) for seed in range(4)]
    refused = sum(pipe.recv() for _, pipe in running)
    for process, _ in running:
        process.join(10)
    applicant = store.case(number).case.applicant
    assert applicant
    assert applicant.note == str(4 * 15)
    assert refused > 0, "nobody met anybody; the test shows nothing"


def test_the_control_without_the_version_edits_are_lost(store: SqlStore, put: Put) -> None:
    number = put(family())
    running = [child.start(child.count_up_blindly, store.folder, number, 15) for _ in range(4)]
    for process, pipe in running:
        pipe.recv()
        process.join(10)
    applicant = store.case(number).case.applicant
    assert applicant
    assert int(applicant.note) < 4 * 15


@pytest.mark.of_a_file
def test_a_full_disk_or_a_held_lock_is_told_in_words(store: SqlStore, put: Put) -> None:
    stored = store.case(put(family()))
    with store.work(store.signed_in, "test") as work:
        work.connection.exec_driver_sql("PRAGMA max_page_count = 1")  # as if the disk had no page left
    with pytest.raises(WorldTrouble, match="disk is full") as trouble:
        keep(store, with_note(stored.case, "x" * 100_000), stored.version)
    assert "Make room" in trouble.value.then
    with store.work(store.signed_in, "test") as work:
        work.connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    keep(store, with_note(stored.case, "y" * 100_000), stored.version)
    holder = engine.connect(store.folder / engine.DATABASE, store._key)
    holder.execute("BEGIN IMMEDIATE")
    with store._engine.connect() as waiting:
        waiting.exec_driver_sql("PRAGMA busy_timeout = 10")
    try:
        with pytest.raises(WorldTrouble, match="Another program is writing"):
            keep(store, with_note(stored.case, "z"), stored.version + 1)
    finally:
        holder.rollback()
        holder.close()


NAUGHTY = (
    "", " ", "\t\n", "NULL", "undefined", "0", "-1", "1e309", "'", "\"", "`", "\\", "--",
    "%s%n", "{0}", "${x}", "';DROP TABLE cases;--", "<b>Maria", "<img src='/etc/passwd'>",
    "&#x110000;", "<!-- x -->", "\x00", "\x00a", "a\x00b", "\x1b[31m", "\u202eabc",
    "\u200b", "\ufeff", "Tłʼízí", "Yázhí", "Ya\u0301zhi\u0301", "Nguyễn", "Łukasz", "王小明",
    "김", "محمد", "שלום", "\U0001f469\u200d\U0001f467", "\U0001f1fa\U0001f1f8", "ß", "ﬁ",
    "İ", "ı", "A\u030a", "x" * 20_000, "=HYPERLINK(1)", "@a", "+1", "C:\\CON", "../../x",
    "file://x", "\\\\host\\share", "9" * 400, "0x0", "true", "[]", "{}", "\\u0000", "\r\n",
    "\u2028", "\ud7ff\ue000", "\U0010ffff",
)  # fmt: skip


def test_naughty_words_come_back_letter_by_letter(store: SqlStore, put: Put) -> None:
    case = a_case()
    for at, word in enumerate(NAUGHTY):
        if on_server(store) and "\x00" in word:
            with pytest.raises(NotAcceptable, match="type that field again"):
                put(replace(case, people=(replace(case.people[0], given=word),)))
            continue
        person = replace(case.people[0], given=word, family=word[::-1], note=word, other_names=(word,))
        number = put(replace(case, people=(person,), condition=word, phones=(word,)))
        kept = store.case(number).case
        assert kept.people == (person,), at
        assert (kept.condition, kept.phones) == (word, (word,)), at
        with store.work(store.signed_in, "test") as work:
            work.keep_draft(Draft(number, word[:400], word[:400], {"field": word, word: "x"}, word))
        draft = store.drafts(number)[0]
        assert (draft.wizard, draft.page, draft.focus) == (word[:400], word[:400], word)
        assert draft.fields["field"] == word
        store.search(word)
        store.possible_duplicates(kept)
    store.check(thorough=True)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(word=st.text(max_size=60), cents=st.integers(0, 10**11))
def test_any_text_and_amount_comes_back_or_is_refused_in_words(
    store: SqlStore, word: str, cents: int
) -> None:
    line = Income(
        person="applicant", kind="wages", source=word, payments=(Payment(day=NOW.day, amount=Money(cents)),)
    )
    case = replace(a_case(word, word), income=(line,))
    if on_server(store) and "\x00" in word:
        with pytest.raises(NotAcceptable), store.work(store.signed_in, "test") as work:
            work.new_case(case)
        return
    with store.work(store.signed_in, "test") as work:
        number = work.new_case(case)
    assert store.case(number).case == replace(case, number=number)
    store.search(word)


def test_half_a_character_is_refused_in_words_and_kept_in_a_draft(store: SqlStore, put: Put) -> None:
    with pytest.raises(NotAcceptable, match="type that field again"):
        put(a_case("\ud800"))
    with store.work(store.signed_in, "test") as work:
        work.keep_draft(Draft("new:1", "referral", "applicant", {"given": "\ud800"}))
    assert store.drafts("new:1")[0].fields == {"given": "\ud800"}


def test_every_fact_of_a_case_survives(store: SqlStore, put: Put) -> None:
    whole = family("family_a_yes")
    filled = {field.name for field in fields(Case) if getattr(whole, field.name) not in ("", (), None)}
    assert len(filled) > 12, "the sample family has become too thin for this test"
    number = put(whole)
    for name in filled - {"format", "number", "events", "people", "sites"}:
        stored = store.case(number)
        emptied = replace(stored.case, **{name: getattr(Case(format="crs-case/1"), name)})
        keep(store, emptied, stored.version)
        assert store.case(number).case == emptied
        keep(store, stored.case, stored.version + 1)
        assert store.case(number).case == whole


@pytest.mark.of_a_file
def test_the_folder_holds_what_it_should_and_no_more(store: SqlStore, put: Put, tmp_path: Path) -> None:
    put(family())
    store.close()
    assert {file.name for file in store.folder.iterdir()} == {"desk.db", "desk.lock", "keys.json"}
    assert {file.name for file in tmp_path.iterdir()} == {"desk"}
