"""The fax packet on the screen, without Qt: which papers are asked for, what the page says of them."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from crs_intake.casework.faxing import Line, Piece
from crs_intake.clock import FixedClock
from crs_intake.domain.event import Event
from crs_intake.domain.kept import KeptDocument
from crs_intake.domain.moment import PHOENIX, Moment
from crs_intake.domain.standing import DocumentDue
from crs_intake.policy.book import Book
from tests.casework import desk
from tests.documents import papers, scans
from tests.documents.papers import family
from tests.forms.families import about
from ui.forms import fax_packet as form
from ui.forms import papers as pages
from ui.forms import proofs
from ui.forms.form import Page
from ui.papers import FAX_PACKET, lines_of, told_words

DAY = date(2009, 3, 31)


def packing() -> form.Packing:
    """What is asked for of family A."""
    return form.Packing(form.slots(family("a_no"), DAY))


def test_the_papers_that_the_tad_names_are_asked_for_in_the_order_of_the_form() -> None:
    assert [slot.key for slot in packing().slots] == [
        "application", "residence:0", "identity:0", "citizenship:0", "ssn:0", "dependent_care:0", "income:0",
    ]  # fmt: skip
    stamps = {slot.key: slot.stamp for slot in packing().slots if slot.stamp}
    assert stamps == {"application": "“CRS” on page one", "citizenship:0": "“DES-Copy of Original”"}


def test_what_was_not_shown_by_that_day_is_not_asked_for() -> None:
    case = family("a_no")
    assert [slot.key for slot in form.slots(replace(case, papers=(), proofs=()), DAY)] == ["application"]


def test_chosen_scans_are_told_with_their_pages_and_go_in_order() -> None:
    held = packing()
    held.put("income:0", [Piece("income", "one.pdf", scans.pdf("x", 2)),
                          Piece("income", "two.pdf", scans.pdf("x", 1))])  # fmt: skip
    held.put("application", [Piece("application", "app.pdf", scans.pdf("x", 1))])
    cells = {slot.key: held.cells(slot) for slot in held.slots}
    assert cells["income:0"][1] == "one.pdf, two.pdf, 3 pages"
    assert cells["application"][1:] == ("app.pdf, 1 page", "“CRS” on page one")
    assert cells["ssn:0"][1:] == ("no scan chosen", "")
    assert [piece.name for piece in held.pieces()] == ["app.pdf", "one.pdf", "two.pdf"]
    held.leave_out("income:0")
    assert [piece.name for piece in held.pieces()] == ["app.pdf"]


class _Desk:
    def __init__(self, book: Book) -> None:
        self.book, self.site = book, book.site
        self.clock = FixedClock(datetime(2009, 3, 31, 7, 55, tzinfo=PHOENIX))


def test_the_office_is_told_with_the_day_on_which_its_number_was_confirmed() -> None:
    site = papers.whole_site()
    (office,) = site.offices

    def words(*offices: object) -> str:
        desk = _Desk(Book.load(replace(site, offices=offices)))  # type: ignore[arg-type]
        return form.office_words(desk, family("a_no"))  # type: ignore[arg-type]

    assert words(office) == "To FAA West Thomas, fax 602-555-0130 (never confirmed; call before you fax)"
    assert "confirmed on Mon 2 Mar 2009" in words(replace(office, last_confirmed=date(2009, 3, 2)))
    assert "fax number not known" in words(replace(office, fax=""))
    assert words() == "No FAA office is known for ZIP code 85015; set it in Settings, FAA offices."


def test_a_line_of_the_log_says_when_how_to_which_number_and_how_many_pages() -> None:
    line = Line("x", Moment.read("2009-03-31T15:20"), "602-555-0130", "busy", 19, "R. Chavez")
    told = form.log_words(line)
    assert told == "Tue 31 Mar 2009 15:20: busy · to 602-555-0130 · 19 pages · R. Chavez"


def test_the_name_of_a_file_tells_no_name() -> None:
    assert form.file_name("PHX-2009-0001", DAY, "tif") == "FAX-PHX-2009-0001-2009-03-31.tif"
    assert "/" not in form.file_name("../x", DAY, "pdf")


@pytest.mark.parametrize("page", [proofs.PAGE, pages.PAGE])
def test_the_interview_leads_to_the_fax_once_the_application_is_signed_until_faa_has_it(page: Page) -> None:
    def doors(until: str, *more: Event) -> list[tuple[str, str]]:
        case = replace(desk.until(desk.family("family_a_no"), until))
        case = replace(case, events=(*case.events, *more))
        return [(door.words, door.paper) for door in page.doors(about(case))]

    led = [("Fax packet to FAA…", FAX_PACKET)]
    fax = Event(kind="application_faxed", at=Moment.read("2009-03-31T15:00"), outcome="busy", id="x1")
    assert doors("2009-03-31T14:49") == [], "it is not signed yet"
    assert doors("2009-03-31T14:55") == led
    assert doors("2009-03-31T14:55", fax) == led, "a busy line is tried again"
    assert doors("2009-03-31T14:55", replace(fax, outcome="ok")) == []
    assert doors("2009-03-31T14:55", replace(fax, at=Moment.read("2009-03-30T15:00"), outcome="ok")) == led


def test_a_waiting_packet_stands_for_the_tad_under_its_own_name_and_a_draft_of_the_tad_beside_it() -> None:
    due = DocumentDue("DOC-27", ("faa",), None, "due", "20.401")
    bare = KeptDocument(id="t", number="N", document="DOC-27", language="en", to=("faa",),
                        made=Moment.read("2009-03-31T15:00"), pdf=b"t", sha256="")  # fmt: skip
    packet = replace(bare, id="p", template="fax-packet 11")
    lines = lines_of([due], [packet, bare], {"DOC-27": "TAD"})
    assert [(each.name, each.kept and each.kept.id) for each in lines] == [
        ("Fax packet to FAA, 11 pages", "p"), ("TAD", "t"),
    ]  # fmt: skip
    assert next(each for each in lines if each.due is not None).kept == packet
    busy = Event(kind="application_faxed", at=Moment.read("2009-03-31T15:00"), outcome="busy",
                 number="602-555-0130")  # fmt: skip
    assert told_words([busy]) == "busy 31 Mar 2009 (602-555-0130)"
    assert told_words([replace(busy, outcome="ok")]) == "", "that one is told as sent"
