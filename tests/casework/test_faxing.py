"""The fax to FAA at the desk: kept as it went, sent until it gets through, logged once (20.401)."""

import hashlib
import io
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from PIL import Image
from pypdfium2 import PdfDocument

from crs_intake.casework import batch, events, facts, faxing, papers, transfer
from crs_intake.casework.faxing import Piece
from crs_intake.casework.ports import Desk
from crs_intake.domain.errors import CannotHappenNow, DeskError, Missing, NotAcceptable, NotAllowed
from crs_intake.domain.kept import KeptDocument
from crs_intake.domain.moment import Moment
from crs_intake.domain.site import Office
from crs_intake.domain.standing import Clock
from crs_intake.exchange import fax, fax_pages
from crs_intake.policy import life
from crs_intake.policy.book import Book
from tests.casework.desk import A, MovableClock, as_, family, until
from tests.documents import scans


class Machine:
    """Pages and faxes made by the program's own functions, in this process."""

    look = codes = page = None

    def copied(self, data: bytes) -> bytes:
        """The pages of a scan."""
        return fax_pages.copied(data)

    def fax(self, pdf: bytes, mode: faxing.Mode) -> bytes:
        """The fax file."""
        return fax.tiff(pdf, mode)


@pytest.fixture
def on_site(desk: Desk, clock: MovableClock) -> Desk:
    """Family A has signed the application at 14:50; the office of their ZIP is known."""
    whole = family("family_a_no")
    transfer.import_case(desk, replace(until(whole, "2009-03-31T14:55"), papers=whole.papers))
    office = Office(name="FAA West Thomas", contact="Ms. Hill", fax="602-555-0130", phone="602-555-0131",
                    zips=("85015",))  # fmt: skip
    site = desk.site
    clinics = tuple(replace(each, fax="602-555-0199", designee="R. Chavez") for each in site.clinics)
    book = Book.load(replace(site, offices=(office,), clinics=clinics))
    clock.put("2009-03-31T15:00")
    return replace(desk, book=book, reader=Machine())  # type: ignore[arg-type]


def pieces(desk: Desk) -> list[Piece]:
    """The application and two copies, scanned."""
    return [
        faxing.take(desk, "application", "application.pdf", scans.pdf("application", 8)),
        faxing.take(desk, "citizenship", "birth.jpg", scans.photograph(["Certificate"])),
        faxing.take(desk, "income", "stubs.tif", scans.fax_file(3)),
    ]


def made(desk: Desk) -> KeptDocument:
    """A packet that was kept."""
    return faxing.keep(desk, A, pieces(desk), uuid4())[0]


def first_page(pdf: bytes) -> str:
    """The words of the first page."""
    return " ".join(PdfDocument(pdf)[0].get_textpage().get_text_range().split())


def clock_of(desk: Desk, id: str) -> Clock | None:
    """A clock of the case as it stands now."""
    standing = life.standing(desk.store.case(A).case, desk.book, Moment.read(desk.clock.now()))
    return next((each for each in standing.clocks if each.id == id), None)


def faxes(desk: Desk) -> list[str]:
    """Kinds and results of what was noted of the fax."""
    case = desk.store.case(A).case
    told = (e for e in case.events if e.kind in ("application_faxed", "document_sent"))
    return [f"{e.kind} {e.outcome}".strip() for e in told if e.document in ("", "DOC-27")]


@pytest.mark.proves("CRS-TAD.D")
def test_a_packet_is_kept_as_it_will_go_out(on_site: Desk) -> None:
    paper, drawn = faxing.keep(on_site, A, pieces(on_site), uuid4())
    assert paper.pdf == drawn.pdf
    assert paper.sha256 == hashlib.sha256(drawn.pdf).hexdigest()
    assert (paper.document, paper.to, paper.status, faxing.pages_of(paper)) == (
        "DOC-27",
        ("faa",),
        "drafted",
        14,
    )
    assert faxing.open_packets(on_site, A) == (on_site.store.document(paper.id),)
    again, _ = faxing.keep(on_site, A, pieces(on_site), uuid4())
    assert again.id == paper.id, "the same packet is kept once"


@pytest.mark.proves("CRS-20.401.stamp")
def test_a_stamp_put_on_now_is_a_fact_of_the_case_with_the_copiers_name(on_site: Desk) -> None:
    stored = on_site.store.case(A)
    bare = tuple(replace(proof, copied=None, copied_by="") for proof in stored.case.proofs)
    facts.keep(on_site, stored, replace(stored.case, proofs=bare), uuid4())
    made(on_site)
    stamped = [p for p in on_site.store.case(A).case.proofs if p.copied]
    assert [(p.kind, p.copied, p.copied_by) for p in stamped] == [
        ("certified_birth_certificate", date(2009, 3, 31), "Rosa Chavez")
    ]


@pytest.mark.proves("CRS-20.401.fax24")
def test_a_busy_line_stops_nothing_and_the_packet_is_tried_again(on_site: Desk, clock: MovableClock) -> None:
    paper = made(on_site)
    for result in ("busy", "no_answer", "failed"):
        clock.wait(minutes=5)
        faxing.note(on_site, paper.id, result, action=uuid4())  # type: ignore[arg-type]
    running = clock_of(on_site, "CLK-12")
    assert running is not None
    assert running.status == "open"
    assert on_site.store.document(paper.id).status == "drafted"
    clock.put("2009-03-31T15:20")
    faxing.note(on_site, paper.id, "ok", action=uuid4())
    met = clock_of(on_site, "CLK-12")
    assert met is not None
    assert (met.status, str(met.stopped)) == ("met", "2009-03-31T15:20")
    assert clock_of(on_site, "CLK-13").due.day == date(2009, 4, 14)  # type: ignore[union-attr]
    assert on_site.store.document(paper.id).status == "sent"
    assert faxes(on_site) == [
        "application_faxed busy", "application_faxed no_answer", "application_faxed failed",
        "application_faxed ok", "document_sent",
    ]  # fmt: skip


def test_the_log_says_when_to_which_number_how_and_how_many_pages(on_site: Desk, clock: MovableClock) -> None:
    paper = made(on_site)
    clock.put("2009-03-31T15:10")
    faxing.note(on_site, paper.id, "busy", action=uuid4())
    clock.put("2009-03-31T15:20")
    faxing.note(on_site, paper.id, "ok", number="602-555-0777", action=uuid4())
    case = on_site.store.case(A).case
    assert [(str(x.at), x.number, x.result, x.pages, x.by) for x in faxing.log(case)] == [
        ("2009-03-31T15:10", "602-555-0130", "busy", 14, "Rosa Chavez"),
        ("2009-03-31T15:20", "602-555-0777", "ok", 14, "Rosa Chavez"),
    ]
    assert faxing.through(case) == faxing.log(case)[1]


def test_sent_once_more_it_is_logged_but_no_second_event_is_made(on_site: Desk, clock: MovableClock) -> None:
    paper, click = made(on_site), uuid4()
    clock.put("2009-03-31T15:20")
    faxing.note(on_site, paper.id, "ok", action=click)
    faxing.note(on_site, paper.id, "ok", action=click)
    clock.put("2009-03-31T16:00")
    faxing.note(on_site, paper.id, "ok", action=uuid4())
    assert faxes(on_site) == ["application_faxed ok", "document_sent"]
    assert "papers.faxed_again" in [line.act for line in on_site.store.history(A)]
    assert str(clock_of(on_site, "CLK-12").stopped) == "2009-03-31T15:20"  # type: ignore[union-attr]


def test_an_entry_made_by_mistake_opens_the_clock_again(on_site: Desk) -> None:
    paper = made(on_site)
    case = faxing.note(on_site, paper.id, "ok", action=uuid4())
    for event in [e for e in case.events if e.document_id == paper.id]:
        events.take_back(on_site, A, event.id, "it was the wrong machine", uuid4())
    assert faxing.through(on_site.store.case(A).case) is None
    assert clock_of(on_site, "CLK-12").status == "open"  # type: ignore[union-attr]


@pytest.mark.proves("CRS-TAD.datesent")
def test_the_fax_goes_on_the_day_that_the_tad_says(on_site: Desk, clock: MovableClock) -> None:
    paper = made(on_site)
    clock.put("2009-04-01T08:00")
    with pytest.raises(NotAcceptable, match="Make the packet anew"):
        faxing.note(on_site, paper.id, "ok", action=uuid4())
    with pytest.raises(NotAcceptable, match="before"):
        faxing.note(on_site, paper.id, "ok", at=Moment.read("2009-03-31T14:59"), action=uuid4())
    with pytest.raises(NotAcceptable, match="still to come"):
        faxing.note(on_site, paper.id, "ok", at=Moment.read("2009-04-01T09:00"), action=uuid4())
    faxing.note(on_site, paper.id, "ok", at=Moment.read("2009-03-31T15:30"), action=uuid4())
    assert str(clock_of(on_site, "CLK-12").stopped) == "2009-03-31T15:30"  # type: ignore[union-attr]


def test_an_unset_office_is_named_before_anything_is_kept(on_site: Desk) -> None:
    bare = replace(on_site, book=Book.load(replace(on_site.site, offices=())))
    with pytest.raises(Missing, match="FAA local office for ZIP code 85015"):
        faxing.keep(bare, A, pieces(bare), uuid4())
    assert not bare.store.documents(A)


def test_a_bad_scan_is_refused_by_its_name(on_site: Desk) -> None:
    with pytest.raises(NotAcceptable, match=r"lease\.pdf: .*no PDF, TIFF, PNG or JPEG"):
        faxing.take(on_site, "residence", "lease.pdf", b"hello")
    with pytest.raises(NotAcceptable, match="one file"):
        faxing.draw(on_site, on_site.store.case(A).case, [*pieces(on_site), pieces(on_site)[0]])
    with pytest.raises(DeskError):
        faxing.take(replace(on_site, reader=None), "residence", "lease.pdf", b"hello")


def test_the_kept_packet_leaves_as_pdf_and_as_fax_file(on_site: Desk) -> None:
    paper = made(on_site)
    assert faxing.exported(on_site, paper) == paper.pdf
    with Image.open(io.BytesIO(faxing.exported(on_site, paper, "standard"))) as opened:
        assert (opened.n_frames, opened.size) == (14, (1728, 1078))  # type: ignore[attr-defined]


def test_only_who_may_mark_papers_may_log_a_fax(on_site: Desk) -> None:
    paper = made(on_site)
    with pytest.raises(NotAllowed):
        faxing.note(as_(on_site, "site_admin"), paper.id, "ok", action=uuid4())
    with pytest.raises(NotAcceptable, match="how the fax went"):
        faxing.note(on_site, paper.id, "perhaps", action=uuid4())  # type: ignore[arg-type]


def test_a_cancelled_packet_is_not_sent(on_site: Desk) -> None:
    paper = made(on_site)
    papers.mark(on_site, paper.id, "cancelled", reason="a page is missing", action=uuid4())
    with pytest.raises(CannotHappenNow, match="cancelled"):
        faxing.note(on_site, paper.id, "ok", action=uuid4())


def test_a_packet_that_went_out_wrong_is_put_right_by_a_whole_packet_that_says_so(
    on_site: Desk, clock: MovableClock
) -> None:
    first = made(on_site)
    with pytest.raises(NotAcceptable, match="Only a paper of this case that was sent"):
        faxing.keep(on_site, A, pieces(on_site), uuid4(), corrects=first.id)
    clock.put("2009-03-31T15:20")
    faxing.note(on_site, first.id, "ok", action=uuid4())
    clock.put("2009-03-31T16:00")
    second, packet = faxing.keep(on_site, A, pieces(on_site), uuid4(), corrects=first.id)
    assert faxing.is_packet(second)
    assert second.corrects == first.id
    assert "This corrects our fax of March 31, 2009." in first_page(packet.pdf)
    assert "This corrects" not in first_page(first.pdf)
    faxing.note(on_site, second.id, "busy", action=uuid4())
    assert on_site.store.document(second.id).status == "drafted"
    faxing.note(on_site, second.id, "ok", action=uuid4())
    assert on_site.store.document(second.id).status == "sent"
    assert str(clock_of(on_site, "CLK-12").stopped) == "2009-03-31T15:20", (
        "the first fax stopped the 24 hours"
    )  # type: ignore[union-attr]


def test_a_packet_that_waits_for_the_fax_is_not_printed_as_a_tad_with_the_letters(on_site: Desk) -> None:
    def tads() -> list[str]:
        return [each.document for each in batch.errands(on_site) if each.document == "DOC-27"]

    assert tads() == ["DOC-27"]
    made(on_site)
    assert tads() == []


def test_a_printed_packet_is_faxed_from_the_list_and_the_24_hours_stop_only_when_it_got_through(
    on_site: Desk,
) -> None:
    packet = made(on_site)
    papers.printed(on_site, packet, "Office", 13)
    faxing.note(on_site, packet.id, "busy", number="602-555-0130")
    waits = clock_of(on_site, "CLK-12")
    assert waits is not None and waits.status == "open"
    assert on_site.store.document(packet.id).status == "printed"
    faxing.note(on_site, packet.id, "ok", number="602-555-0777")
    met = clock_of(on_site, "CLK-12")
    assert met is not None and (met.status, str(met.stopped)) == ("met", "2009-03-31T15:00")
    assert on_site.store.document(packet.id).method == "fax"
