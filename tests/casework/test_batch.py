"""All letters that are due: which, in what order, what is blocked, how they are mailed, and what is kept."""

import hashlib
import io
import os
from dataclasses import replace
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from uuid import UUID, uuid4

import pikepdf
import pypdfium2
import pytest
import sqlalchemy as sa

from crs_intake.casework import batch, facts, papers, worklist
from crs_intake.casework.ports import Desk
from crs_intake.documents import envelopes, job
from crs_intake.documents.envelopes import Mail
from crs_intake.domain.errors import CannotHappenNow, NotAcceptable, WorldTrouble
from tests.benchmarks.desk import another
from tests.casework.desk import BOOK, MovableClock, as_, family, until
from tests.storage import child

COPIES = 4
NUMBERS = tuple(f"BEN-{n:06d}" for n in range(COPIES))


@pytest.fixture
def due(desk: Desk, clock: MovableClock) -> Desk:
    """Families whose notice of the preliminary determination is due, to them and the referral source."""
    clock.put("2009-03-17T09:30")
    early = until(family("family_a_no"), "2009-03-17T09:30")
    with desk.store.work(desk.actor, "case.open") as work:
        for n in range(COPIES):
            work.new_case(another(early, n))
    return desk


def words(pdf: bytes, page: int = 0) -> str:
    """The words of a page, in the order of reading."""
    text = pypdfium2.PdfDocument(pdf)[page].get_textpage().get_text_range()
    return " ".join(text.split())


def test_letters_are_chosen_by_kind_clinic_and_day(due: Desk) -> None:
    found = batch.errands(due)
    assert {(each.document, each.to) for each in found} == {
        ("DOC-05", "applicant"), ("DOC-05", "referral_source"),
    }  # fmt: skip
    assert len(found) == 2 * COPIES
    takes = [each for each in found if batch.Choice().takes(each)]
    assert takes == list(found)
    for choice in (
        batch.Choice(frozenset({"DOC-11"})),
        batch.Choice(clinic="TUC"),
        batch.Choice(until=date(2009, 3, 22)),
    ):
        assert not any(choice.takes(each) for each in found)
    assert all(batch.Choice(clinic="phx", until=date(2009, 3, 23)).takes(each) for each in found)


def test_of_another_site_nothing_is_offered(due: Desk) -> None:
    assert batch.errands(as_(due, "front_desk", site="TUC")) == ()


def test_one_envelope_for_each_recipient_and_their_papers_together(due: Desk) -> None:
    made = batch.make(due, reversed(batch.errands(due)))
    assert (len(made.ready), made.blocked, made.left) == (2 * COPIES, (), 0)
    readers = [each.mail.to for each in made.ready]
    assert readers == sorted(readers, key=lambda lines: [line.casefold() for line in lines])
    assert len(made.mails) == COPIES + 1, "the referral source of all gets one envelope"
    assert made.pages == sum(job.pages_of(due.store.document(each.id).pdf) for each in made.ready)
    assert [len(part) for part in batch.bundles(made.ready, 2)][-1] == COPIES, "never torn apart"


def test_what_lacks_something_is_told_and_the_rest_goes_on(due: Desk) -> None:
    stored = due.store.case(NUMBERS[1])
    assert stored.case.referral
    facts.keep(due, stored, replace(stored.case, referral=replace(stored.case.referral, source=None)))
    made = batch.make(due, batch.errands(due))
    assert len(made.ready) == 2 * COPIES - 1
    (blocked,) = made.blocked
    assert (blocked.errand.number, blocked.errand.to) == (NUMBERS[1], "referral_source")
    assert any("referral source" in item for item in blocked.items)


def test_cancelled_what_is_kept_stays_and_begun_again_nothing_is_kept_twice(due: Desk) -> None:
    class Third(batch.Quiet):
        seen = 0

        def step(self, done: int, of: int) -> None:
            self.seen = done

        @property
        def cancelled(self) -> bool:  # type: ignore[override]
            return self.seen == 3

    made = batch.make(due, batch.errands(due), Third())
    assert (len(made.ready), made.left) == (3, 2 * COPIES - 3)
    again = batch.make(due, batch.errands(due))
    assert {each.id for each in made.ready} <= {each.id for each in again.ready}
    assert sum(len(due.store.documents(number)) for number in NUMBERS) == 2 * COPIES


def test_the_one_file_holds_every_page_with_its_headings(due: Desk, tmp_path: Path) -> None:
    made = batch.make(due, batch.errands(due))
    path = tmp_path / "all.pdf"
    assert batch.to_file(due, made.ready, path)
    with pikepdf.open(path) as whole:
        assert len(whole.pages) == made.pages
        assert whole.check_pdf_syntax() == []
        assert len(whole.Root.StructTreeRoot.K.K) == len(made.ready)
        keys = [int(each) for each in list(whole.Root.StructTreeRoot.ParentTree.Nums)[::2]]
        assert keys == list(range(made.pages))
    at = 0
    for each in made.ready:
        own = due.store.document(each.id).pdf
        assert words(path.read_bytes(), at) == words(own)
        at += each.pages
    assert [each.name for each in tmp_path.glob("all*")] == ["all.pdf"]


def test_a_cancelled_file_is_no_file(due: Desk, tmp_path: Path) -> None:
    class Now(batch.Quiet):
        cancelled = True

    made = batch.make(due, batch.errands(due))
    assert not batch.to_file(due, made.ready, tmp_path / "all.pdf", Now())
    assert not list(tmp_path.glob("all*"))


def test_mailed_on_a_day_with_one_left_out(due: Desk, clock: MovableClock) -> None:
    made = batch.make(due, batch.errands(due))
    ready = batch.mark_printed(due, made.ready, "Front desk")
    assert {each.status for each in ready} == {"printed"}
    assert len(batch.printed(due)) == 2 * COPIES
    clock.put("2009-03-19T08:00")
    batch.mark_mailed(due, [each.id for each in ready[1:]], date(2009, 3, 18))
    assert [each.id for each in batch.printed(due)] == [ready[0].id]
    assert str(due.store.document(ready[1].id).sent) == "2009-03-18"
    for day in (date(2009, 3, 20), date(2009, 3, 16)):
        with pytest.raises(NotAcceptable):
            batch.mark_mailed(due, [ready[0].id], day)


def test_cancelled_while_marking_none_is_marked(due: Desk) -> None:
    class Now(batch.Quiet):
        cancelled = True

    made = batch.make(due, batch.errands(due))
    with pytest.raises(batch.Cancelled):
        batch.mark_mailed(due, [each.id for each in made.ready], progress=Now())
    assert {due.store.document(each.id).status for each in made.ready} == {"drafted"}


def mark(pipe: Connection, folder: Path, ids: tuple[str, ...], action: UUID, *, together: bool) -> None:
    """Another program that marks letters as mailed and stops in the middle, to be killed there."""
    store = child.opened(folder, alone=False)
    clock = MovableClock("2009-03-17T10:00")
    desk = Desk(store, BOOK, clock, store.signed_in)

    def tell(done: int, of: int) -> None:
        if done == of // 2:
            pipe.send(done)
            pipe.recv()  # killed here

    if together:
        papers.mark_all(desk, ids, "sent", "mail", action=action, tell=tell)
    for at, id in enumerate(ids, 1):
        papers.mark(desk, id, "sent", "mail")
        tell(at, len(ids))


def together(pipe: Connection, folder: Path, ids: tuple[str, ...], action: UUID) -> None:
    """As the program does it."""
    mark(pipe, folder, ids, action, together=True)


def one_by_one(pipe: Connection, folder: Path, ids: tuple[str, ...], action: UUID) -> None:
    """The control: each letter in a transaction of its own."""
    mark(pipe, folder, ids, action, together=False)


@pytest.mark.skipif(child.FORKED == "spawn" or os.name != "posix", reason="no SIGKILL here")
@pytest.mark.parametrize(("work", "kept"), [(together, 0), (one_by_one, COPIES)])
def test_killed_while_marking_all_or_none_are_mailed(due: Desk, work: object, kept: int) -> None:
    ids, action = tuple(each.id for each in batch.make(due, batch.errands(due)).ready), uuid4()
    process, pipe = child.start(work, due.store.folder, ids, action)  # type: ignore[arg-type, attr-defined]
    assert pipe.recv() == COPIES
    process.kill()
    process.join()
    sent = [id for id in ids if due.store.document(id).status == "sent"]
    events = [e for n in NUMBERS for e in due.store.case(n).case.events if e.kind == "document_sent"]
    assert (len(sent), len(events)) == (kept, kept)
    if not kept:  # tried again with the same id, all are mailed, once
        for _ in range(2):
            batch.mark_mailed(due, ids, action=action)
        assert {due.store.document(id).status for id in ids} == {"sent"}
        assert len([e for n in NUMBERS for e in due.store.case(n).case.events
                    if e.kind == "document_sent"]) == len(ids)  # fmt: skip


# Kept as sent ------------------------------------------------------------------------------------------


def one(desk: Desk, to: str = "referral_source") -> str:
    """A notice that is kept as drafted."""
    return papers.prepare(desk, NUMBERS[0], "DOC-05", to).id


def test_a_second_print_is_the_same_page_with_a_mark_and_the_hash_of_the_original(due: Desk) -> None:
    id = one(due, "applicant")
    drafted = due.store.document(id)
    assert papers.on_paper(drafted) == drafted.pdf, "nobody has it yet, so nothing is a copy"
    sent = papers.mark(due, id, "sent", "mail")
    copy = papers.on_paper(sent)
    assert copy != sent.pdf
    assert due.store.document(id).pdf == drafted.pdf, "the kept bytes are not touched"
    assert "Copia de lo que se envió por correo el 17 de marzo de 2009." in words(copy)
    assert f"SHA-256 del original: {hashlib.sha256(sent.pdf).hexdigest()}" in words(copy)
    assert words(sent.pdf, 1) in words(copy, 1)
    with pikepdf.open(io.BytesIO(copy)) as marked:
        assert marked.Root.StructTreeRoot.K.K[0].S == "/P", "a screen reader hears the mark first"


def test_an_agency_copy_is_marked_in_english(due: Desk) -> None:
    sent = papers.mark(due, one(due), "sent", "fax", told=papers.Told(number="602-555-0130"))
    assert "Copy of what was faxed on March 17, 2009." in words(papers.on_paper(sent))
    (event,) = papers.told_of(due.store.case(NUMBERS[0]).case, sent.id)
    assert (event.kind, event.number) == ("document_sent", "602-555-0130")


def test_a_correction_names_the_letter_it_puts_right(due: Desk, clock: MovableClock) -> None:
    old = papers.prepare(due, NUMBERS[0], "DOC-05", "referral_source")
    with pytest.raises(NotAcceptable, match="that was sent can be corrected"):
        papers.prepare(due, NUMBERS[0], "DOC-05", "referral_source", corrects=old.id)
    papers.mark(due, old.id, "sent", "mail")
    clock.put("2009-03-20T09:00")
    new = papers.prepare(due, NUMBERS[0], "DOC-05", "referral_source", corrects=old.id)
    assert (new.corrects, new.id != old.id) == (old.id, True)
    assert "This corrects our letter of March 17, 2009." in words(new.pdf)
    assert "corrects" not in words(due.store.document(old.id).pdf)


def test_a_paper_is_sent_once_unless_somebody_says_that_it_really_went_twice(due: Desk) -> None:
    id = one(due)
    assert papers.sent_before(due.store.case(NUMBERS[0]).case, "DOC-05", "referral_source") == ()
    papers.mark(due, id, "sent", "mail")
    with pytest.raises(CannotHappenNow, match="sent already on"):
        papers.mark(due, id, "sent", "mail")
    (event,) = papers.sent_before(due.store.case(NUMBERS[0]).case, "DOC-05", "referral_source")
    assert event.at.day == date(2009, 3, 17)
    papers.mark(due, id, "sent", "mail", told=papers.Told(again=True))
    assert len(papers.sent_before(due.store.case(NUMBERS[0]).case, "DOC-05", "referral_source")) == 2


def test_a_letter_that_came_back_is_a_task_until_it_is_sent_again_or_given_up(due: Desk) -> None:
    ids = [each.id for each in batch.make(due, batch.errands(due)).ready if each.errand.number == NUMBERS[0]]
    papers.mark_all(due, ids, "sent", "mail")
    mine = [row for row in worklist.today(due).rows if row.number == NUMBERS[0] and row.kind == "paper"]
    assert not mine
    family_copy = next(id for id in ids if due.store.document(id).to == ("applicant",))
    papers.mark(due, family_copy, "returned", told=papers.Told(code="address_unknown"))
    (row,) = [row for row in worklist.today(due).rows if row.number == NUMBERS[0] and row.kind == "paper"]
    assert "came back (address unknown): find the right address" in row.what
    assert (row.group, row.opens.document, row.to) == ("today", "DOC-05", ("applicant",))
    assert not [each for each in batch.errands(due) if each.number == NUMBERS[0]], "not printed among many"
    again = papers.prepare(due, NUMBERS[0], "DOC-05", "applicant")
    papers.mark(due, again.id, "sent", "mail")
    assert not [row for row in worklist.today(due).rows if row.number == NUMBERS[0] and row.kind == "paper"]


def test_a_draft_is_given_up_only_with_a_reason(due: Desk) -> None:
    id = one(due)
    with pytest.raises(NotAcceptable, match="not needed"):
        papers.mark(due, id, "cancelled")
    assert papers.mark(due, id, "cancelled", reason="the family called").status == "cancelled"
    with pytest.raises(CannotHappenNow, match="was sent can come back"):
        papers.mark(due, id, "returned")


def test_a_paper_whose_bytes_changed_is_flagged_and_used_for_nothing(due: Desk) -> None:
    id = one(due)
    with due.store.work(due.actor, "test") as work:
        connection = work.connection  # type: ignore[attr-defined]
        connection.exec_driver_sql("DROP TRIGGER keep_documents_update")
        connection.execute(sa.text("UPDATE documents SET pdf = x'255044' WHERE id = :id"), {"id": id})
    (paper,) = papers.show(due, NUMBERS[0])
    assert not paper.sound
    for act in (
        lambda: papers.on_paper(paper),
        lambda: papers.exported(due, paper),
        lambda: papers.mark(due, id, "sent", "mail"),
    ):
        with pytest.raises(WorldTrouble, match="do not match their hash"):
            act()
    assert papers.prepare(due, NUMBERS[0], "DOC-05", "referral_source").id != id, "a new one is made"


def test_the_version_of_the_words_is_kept(due: Desk) -> None:
    program, words_hash = due.store.document(one(due, "applicant")).template.split()
    assert program
    assert len(words_hash) == 12


# Envelopes and labels ----------------------------------------------------------------------------------

LONG = "María de los Ángeles Hernández-Villavicencio Gutiérrez de la Cruz y Montenegro"


def test_an_address_is_written_as_the_post_reads_it() -> None:
    lines = ("Denise Carter", "908 E. Roeser Road, Apt. 14", "Phoenix, AZ 85040-1234")
    assert envelopes.usps(lines) == ("DENISE CARTER", "908 E ROESER ROAD APT 14", "PHOENIX AZ 85040-1234")


@pytest.mark.parametrize("name", [LONG, "Tłʼízí Yázhí Begay", "X" * 120])
def test_no_name_is_cut_on_an_envelope(name: str) -> None:
    mail = Mail((name, "1 Main St", "Yuma, AZ 85364"), ("CRS", "1 A St", "Mesa, AZ 85201"))
    pdf = envelopes.envelopes([mail])
    said = words(pdf)
    assert "".join(name.upper().split()) in "".join(said.split())
    assert "YUMA AZ 85364" in said


def test_labels_begin_at_the_first_free_place_and_tell_what_does_not_fit() -> None:
    mail = [Mail((f"Family {n}", "1 Main St", "Yuma, AZ 85364")) for n in range(31)]
    pdf, left_out = envelopes.labels(mail, start=5)
    assert (job.pages_of(pdf), left_out) == (2, ())
    assert "FAMILY 25" in words(pdf)
    assert "FAMILY 26" in words(pdf, 1)
    tall = Mail(tuple(f"line {n} of an address that is far too long for a label" for n in range(9)))
    assert envelopes.labels([tall])[1] == (tall,)
