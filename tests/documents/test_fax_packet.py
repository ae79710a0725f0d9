"""The fax to FAA as one paper: order, count of pages, stamps, sheets of one size (20.401, Attachment A)."""

import io
import re
from dataclasses import replace
from datetime import date, time

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as some

from crs_intake.documents import packet
from crs_intake.documents.facts import Facts
from crs_intake.documents.packet import Copy, Packet
from crs_intake.domain.case import Case
from crs_intake.domain.errors import Missing, NotAcceptable
from crs_intake.domain.moment import Moment
from crs_intake.exchange.fax_pages import copied
from crs_intake.policy.book import Book
from tests.documents import papers, scans
from tests.documents.papers import book, family, golden, text_of, words_of
from tests.documents.test_hostile import NAUGHTY, squeezed

DAY = date(2009, 3, 31)
LETTER = (612.0, 792.0)


def facts(case: Case | None = None, known: Book | None = None) -> Facts:
    """Family A at the desk of R. Chavez when the application was signed."""
    at = Moment(DAY, time(15, 20))
    return Facts(case or family("a_no"), known or book(), DAY, "en", "faa", at, None, "R. Chavez")


def whole(pages: int = 8) -> Packet:
    """All that family A brought along."""
    return packet.make(facts(), scans.pdf("application", pages), copies())


def copies() -> list[Copy]:
    """A copy for every row, in the order in which somebody happened to scan them."""
    return [
        Copy(scans.pdf("stub", 3), "income", "stubs.pdf"),
        Copy(scans.pdf("birth certificate", 2), "citizenship", "birth.pdf"),
        Copy(scans.pdf("lease"), "residence", "lease.pdf"),
        Copy(scans.pdf("licence"), "identity", "licence.pdf"),
        Copy(scans.pdf("card"), "ssn", "card.pdf"),
        Copy(scans.pdf("care receipt", 2), "dependent_care", "care.pdf"),
    ]


def pages_told(text: str) -> list[int]:
    """Every count of pages that a fax states."""
    told = re.findall(r"(?:Pages including cover:|Number of Pages including Cover:)\s+(\d+)", text)
    told += re.findall(r"[Pp]age \d+ of (\d+)", text)
    return [int(each) for each in told]


@pytest.mark.proves("CRS-20.401.fax24", "CRS-20.401.MA.verif", "CRS-TAD.copyapp")
def test_cover_tad_application_and_copies_follow_in_the_order_of_the_form() -> None:
    made = whole()
    text = words_of(made.pdf)
    places = [
        text.index(each)
        for each in ("Fax cover sheet", "Turn Around Document (TAD) Number", "application 1", "lease 1",
                     "licence 1", "birth certificate 1", "card 1", "care receipt 1", "stub 1")
    ]  # fmt: skip
    assert places == sorted(places)
    assert [(part.name, part.first, part.pages) for part in made.parts][:4] == [
        ("Fax cover sheet", 1, 1), ("Turn Around Document (TAD)", 2, 1),
        ("Medical Assistance Application", 3, 8), ("lease.pdf", 11, 1),
    ]  # fmt: skip
    assert made.cautions == ()
    assert made.pdf == whole().pdf


@pytest.mark.proves("CRS-TAD.pages")
def test_cover_tad_and_every_page_tell_the_same_count_of_pages() -> None:
    made = whole()
    assert made.pages == len(pypdfium2.PdfDocument(made.pdf)) == 20
    assert set(pages_told(words_of(made.pdf))) == {20}
    assert len(pages_told(words_of(made.pdf))) == 22


@given(some.integers(1, 12), some.integers(0, 3))
@settings(max_examples=8, deadline=None)
def test_whatever_goes_along_is_counted(application: int, stubs: int) -> None:
    along = [Copy(scans.pdf("stub", stubs), "income", "stubs")] if stubs else []
    made = packet.make(facts(), scans.pdf("application", application), along)
    assert made.pages == 2 + application + stubs
    assert set(pages_told(words_of(made.pdf))) == {made.pages}


def test_a_tad_with_an_overflow_sheet_is_counted_with_it() -> None:
    long = papers.named(family("a_no"), applicant="María de los Ángeles Guadalupe " * 60)
    made = packet.make(facts(long), scans.pdf("application", 8))
    assert made.pages == 1 + 2 + 8
    assert set(pages_told(words_of(made.pdf))) == {11}
    pages = text_of(made.pdf).split("\f")
    assert "Overflow sheet" in pages[2]
    assert "María" not in pages[0]


@pytest.mark.proves("CRS-20.602.6", "CRS-20.401.stamp")
def test_stamps_stand_on_page_one_of_the_application_and_on_citizenship_copies_only() -> None:
    pages = text_of(whole().pdf).split("\f")
    crs = [at for at, page in enumerate(pages, 1) if re.search(r"^CRS( Case PHX.*)?$", page, re.M)]
    assert crs == [3]
    stamped = [at for at, page in enumerate(pages, 1) if re.search(r"^DES-Copy of Original$", page, re.M)]
    assert stamped == [13, 14]
    assert all("3/31/2009, R. Chavez" in pages[at - 1] for at in stamped)


@pytest.mark.proves("CRS-20.401.stamp")
def test_a_citizenship_copy_without_the_copiers_name_is_not_taken() -> None:
    case = family("a_no")
    bare = replace(case, proofs=tuple(replace(p, copied=None, copied_by="") for p in case.proofs))
    birth = Copy(scans.pdf("birth certificate"), "citizenship", "birth.pdf")
    with pytest.raises(Missing, match="DES-Copy of Original"):
        packet.make(facts(bare), scans.pdf("application"), [birth])
    now = replace(birth, stamped=DAY, copied_by="J. Begay")
    made = packet.make(facts(bare), scans.pdf("application"), [now])
    assert "stamped “DES-Copy of Original” 3/31/2009, J. Begay" in words_of(made.pdf)
    assert "3/31/2009, J. Begay" in text_of(made.pdf).split("\f")[-1]


@pytest.mark.proves("CRS-TAD.copyapp")
def test_no_packet_without_the_application() -> None:
    with pytest.raises(Missing) as refused:
        packet.make(facts(), None, copies())
    assert refused.value.items == ("Scan of the signed Medical Assistance application",)


@pytest.mark.proves(
    "CRS-TAD.ver.residence", "CRS-TAD.ver.identity", "CRS-TAD.ver.citizenship", "CRS-TAD.ver.ssn",
    "CRS-TAD.ver.depcare", "CRS-TAD.ver.income", "CRS-TAD.ver.alien",
)  # fmt: skip
@pytest.mark.parametrize("row", list(packet.ROWS))
def test_a_copy_goes_along_only_if_the_tad_names_its_paper(row: packet.TadRow) -> None:
    bare = replace(family("a_no"), proofs=(), papers=())
    along = Copy(scans.pdf("paper"), row, "paper.pdf", stamped=DAY, copied_by="R. Chavez")
    with pytest.raises(Missing, match=re.escape(packet.ROWS[row])):
        packet.make(facts(bare), scans.pdf("application"), [along])


def test_a_paper_that_the_tad_names_without_a_copy_is_said_before() -> None:
    made = packet.make(facts(), scans.pdf("application", 7), copies()[1:])
    assert made.cautions == (
        "The TAD names papers of which no copy goes along: Income.",
        "The scan of the application has 7 pages; noted when it was signed: 8.",
    )


@pytest.mark.proves("CRS-20.401.fax.office")
def test_without_the_office_of_the_zip_the_packet_names_what_is_missing() -> None:
    site = replace(papers.whole_site(), offices=())
    with pytest.raises(Missing, match="FAA local office for ZIP code 85015"):
        packet.make(facts(known=Book.load(site)), scans.pdf("application"))


def test_the_cover_names_no_person_of_the_family_and_no_illness() -> None:
    case = family("a_no")
    first = text_of(whole().pdf).split("\f")[0]
    for person in case.people:
        for name in (person.given, person.family):
            assert not name or name not in first
    assert case.condition not in first or not case.condition
    for said in ("602-555-0130", "602-555-0131", "602-555-0199", "602-406-6400", "March 31, 2009",
                 "PHX-2009-0001", "confidential"):  # fmt: skip
        assert said in first


def test_the_cover_reads_as_it_was_looked_at() -> None:
    first, second = text_of(whole().pdf).split("\f")[:2]
    assert golden("fax_packet.cover", first) == first
    assert golden("fax_packet.tad", second) == second


@pytest.mark.parametrize(
    ("size", "turned"), [((612, 792), False), ((792, 612), True), ((1224, 792), True), ((595, 842), False),
                         ((612, 1008), False), ((243, 153), False)],
)  # fmt: skip
def test_every_sheet_comes_to_upright_letter_with_nothing_cut_off(
    size: tuple[float, float], turned: bool
) -> None:
    laid = packet.on_letter(scans.pdf("sheet", size=size))
    page = pypdfium2.PdfDocument(laid)[0]
    assert page.get_size() == LETTER
    text = page.get_textpage()
    assert "sheet 1 ends" in text.get_text_range()
    for index in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(index)
        assert 0 <= left <= right <= 612
        assert 0 <= bottom <= top <= 792 - 50
    upright = text.get_charbox(0)[2] - text.get_charbox(0)[0] < text.get_charbox(3)[0]
    assert upright
    first, third = text.get_charbox(0), text.get_charbox(3)
    assert (abs(first[0] - third[0]) < 3) is turned


def test_a_sheet_that_a_scanner_laid_on_its_side_is_read_upright() -> None:
    with pikepdf.open(io.BytesIO(scans.pdf("sheet", size=(792, 612)))) as turned:
        turned.pages[0].rotate(90, relative=True)
        out = io.BytesIO()
        turned.save(out)
    assert pypdfium2.PdfDocument(packet.on_letter(out.getvalue()))[0].get_size() == LETTER


def test_the_code_of_the_case_and_nothing_else_stands_on_both_halves_of_the_tad() -> None:
    long = papers.named(family("a_no"), applicant="María de los Ángeles Guadalupe " * 60)
    made = packet.make(facts(long), scans.pdf("application"))
    found = [
        [each.text for each in zxingcpp.read_barcodes(page.render(scale=3).to_pil())]
        for page in pypdfium2.PdfDocument(made.pdf)
    ]
    assert found == [[], ["PHX-2009-0001"] * 2, ["PHX-2009-0001"], []]
    assert all("PHX-2009-0001" in page for page in text_of(made.pdf).split("\f"))


def test_what_acts_in_a_file_stays_behind() -> None:
    with pikepdf.open(io.BytesIO(scans.pdf("application"))) as bad:
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        bad.Root.OpenAction = script
        bad.pages[0].obj.AA = pikepdf.Dictionary(O=script)
        bad.attachments["secret.txt"] = pikepdf.AttachedFileSpec(bad, b"secret")
        out = io.BytesIO()
        bad.save(out)
    made = packet.make(facts(), copied(out.getvalue()))
    with pikepdf.open(io.BytesIO(made.pdf)) as whole_pdf:
        plain = b"".join(each.unparse() for each in whole_pdf.objects)
    assert b"JavaScript" not in plain
    assert b"secret" not in plain
    assert b"app.alert" not in plain


def test_a_file_that_is_no_pdf_is_refused_with_a_sentence() -> None:
    with pytest.raises(NotAcceptable, match="scan the paper again"):
        packet.on_letter(b"not a pdf")


@pytest.mark.parametrize("text", NAUGHTY)
def test_whatever_was_typed_goes_through_cover_tad_and_stamp(text: str) -> None:
    site = papers.whole_site()
    offices = tuple(replace(office, name=text, contact="") for office in site.offices)
    case = papers.named(family("a_no"), applicant=text)
    bare = tuple(replace(proof, copied=None, copied_by="") for proof in case.proofs)
    birth = Copy(scans.pdf("birth certificate"), "citizenship", text, stamped=DAY, copied_by=text)
    made = packet.make(
        facts(replace(case, proofs=bare), Book.load(replace(site, offices=offices))),
        scans.pdf("application"),
        [birth],
    )
    assert set(pages_told(words_of(made.pdf))) == {made.pages}
    wanted = squeezed(text)
    pages = [squeezed(page) for page in text_of(made.pdf).split("\f")]
    assert wanted in pages[0]
    assert wanted in pages[-1]
    assert any(wanted in page for page in pages[1:-1])
