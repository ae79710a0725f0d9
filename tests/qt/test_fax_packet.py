"""The fax packet in the window: gaps first, scans chosen, pages seen, the fax logged."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from crs_intake.casework import faxing, transfer
from crs_intake.casework.ports import Desk
from crs_intake.domain.moment import PHOENIX
from crs_intake.domain.site import Office
from crs_intake.exchange import fax, fax_pages
from crs_intake.policy import life
from crs_intake.policy.book import Book
from tests.casework.desk import family, until
from tests.documents import scans
from tests.qt.desks import A_NO, a_desk
from tests.qt.windows import opened as window_of
from tests.qt.windows import settle
from ui.forms.form import Door
from ui.papers import FAX_PACKET
from ui.qt import style
from ui.qt.fax_packet import FaxPacket


class Machine:
    """The program's own functions, in this process."""

    look = codes = page = None

    def copied(self, data: bytes) -> bytes:
        """The pages of a scan."""
        return fax_pages.copied(data)

    def fax(self, pdf: bytes, mode: faxing.Mode) -> bytes:
        """The fax file."""
        return fax.tiff(pdf, mode)


class Way:
    """Where the page leads; only remembered."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.led: list[tuple[Any, ...]] = []

    def changed(self, number: str) -> None:
        """Something was kept."""
        self.led.append(("changed", number))

    def open_settings(self, part: str) -> None:
        """Settings are asked for."""
        self.led.append(("settings", part))


@pytest.fixture
def way(tmp_path: Path, qapp: QApplication) -> Iterator[Way]:
    """Family A after the signature; the office of their ZIP is known."""
    if not qapp.styleSheet():
        style.apply(qapp, dark=False)
    made = a_desk(tmp_path / "desk", datetime(2009, 3, 31, 15, 20, tzinfo=PHOENIX), families=False)
    whole = family("family_a_no")
    transfer.import_case(made, replace(until(whole, "2009-03-31T14:55"), papers=whole.papers))
    office = Office(name="FAA West Thomas", fax="602-555-0130", phone="602-555-0131", zips=("85015",))
    clinics = tuple(replace(each, fax="602-555-0199", designee="R. Chavez") for each in made.site.clinics)
    book = Book.load(replace(made.site, offices=(office,), clinics=clinics))
    made.store.keep_site(made.actor, book.site)
    yield Way(replace(made, book=book, reader=Machine()))  # type: ignore[arg-type]
    settle()
    made.store.close()


def opened(qtbot: Any, way: Way) -> FaxPacket:
    """The page on the screen."""
    page = FaxPacket(way, A_NO)  # type: ignore[arg-type]
    qtbot.addWidget(page)
    page.show()
    settle()
    return page


def choose(page: FaxPacket, folder: Path, key: str, name: str, data: bytes) -> None:
    """A scan is chosen for a paper."""
    (folder / name).write_bytes(data)
    page.take_files(key, [folder / name])
    settle()


def said(page: FaxPacket) -> str:
    """All words that are seen."""
    seen = [each.text() for each in page.findChildren(QLabel) if each.isVisible()]
    return "\n".join(seen + [each.text() for each in page.findChildren(QPushButton) if each.isVisible()])


def test_the_packet_is_put_together_looked_at_saved_and_logged(qtbot: Any, way: Way, tmp_path: Path) -> None:
    page = opened(qtbot, way)
    assert "Scan of the signed Medical Assistance application" in said(page)
    assert not page.save_pdf.isEnabled()
    assert not page.log_it.isEnabled()
    choose(page, tmp_path, "residence:0", "lease.pdf", b"no scan")
    assert "lease.pdf: This file is no PDF, TIFF, PNG or JPEG." in page.trouble.words.text()
    choose(page, tmp_path, "application", "app.pdf", scans.pdf("application", 8))
    choose(page, tmp_path, "citizenship:0", "birth.jpg", scans.photograph(["State of Arizona"]))
    assert not page.trouble.isVisible()
    assert page.preview.count == 11
    assert page.summary.text().startswith("11 pages: Fax cover sheet 1")
    assert "no copy goes along: Residence, Identity" in said(page)
    page.save_to(tmp_path / "out.tif", "standard")
    settle()
    with Image.open(io.BytesIO((tmp_path / "out.tif").read_bytes())) as tiff:
        assert tiff.n_frames == 11  # type: ignore[attr-defined]
    page.how.setCurrentIndex(page.how.findData("busy"))
    page.log_it.click()
    settle()
    page.how.setCurrentIndex(page.how.findData("ok"))
    page.log_it.click()
    settle()
    assert [line.result for line in faxing.log(way.desk.store.case(A_NO).case)] == ["busy", "ok"]
    assert "Tue 31 Mar 2009 15:20: got through · to 602-555-0130 · 11 pages" in said(page)
    assert ("changed", A_NO) in way.led
    papers = [each for each in way.desk.store.documents(A_NO) if faxing.is_packet(each)]
    assert [paper.status for paper in papers] == ["sent"]


def test_a_packet_that_did_not_get_through_waits_for_the_next_try(
    qtbot: Any, way: Way, tmp_path: Path
) -> None:
    first = opened(qtbot, way)
    choose(first, tmp_path, "application", "app.pdf", scans.pdf("application", 8))
    first.how.setCurrentIndex(first.how.findData("no_answer"))
    first.log_it.click()
    settle()
    again = opened(qtbot, way)
    assert "Packet of 10 pages, made Tue 31 Mar 2009 15:20" in again.summary.text()
    assert again.preview.count == 10
    again.log_it.click()
    settle()
    assert [line.result for line in faxing.log(way.desk.store.case(A_NO).case)] == ["no_answer", "ok"]


def test_a_sent_packet_is_put_right_by_a_whole_packet(qtbot: Any, way: Way, tmp_path: Path) -> None:
    from ui.qt.documents_view import CaseDocuments

    page = opened(qtbot, way)
    choose(page, tmp_path, "application", "app.pdf", scans.pdf("application", 8))
    page.log_it.click()
    settle()
    window = window_of(qtbot, way.desk)
    window.open_case(A_NO, "documents")
    settle()
    shown = next(each for each in window.findChildren(CaseDocuments) if each.isVisible())
    sent = next(line for line in shown.lines if line.kept is not None and faxing.is_packet(line.kept))
    shown.table.go_to(sent.key)
    settle()
    assert shown.sheet.again.text().replace("&", "") == "Send a correction"
    shown.sheet.again.click()
    settle()
    assert "Puts the fax of Tue 31 Mar 2009 15:20 right; its cover says so." in said(shown.packet)
    choose(shown.packet, tmp_path, "application", "app.pdf", scans.pdf("application", 8))
    assert shown.packet.preview.count == 10
    shown.packet.log_it.click()
    settle()
    packets = [each for each in way.desk.store.documents(A_NO) if faxing.is_packet(each)]
    assert [each.status for each in packets] == ["sent", "sent"]
    assert packets[1].corrects == packets[0].id
    shown.packet.reject()


def test_an_unset_office_is_a_gap_that_leads_to_the_settings(qtbot: Any, way: Way, tmp_path: Path) -> None:
    way.desk = replace(way.desk, book=Book.load(replace(way.desk.site, offices=())))
    page = opened(qtbot, way)
    choose(page, tmp_path, "application", "app.pdf", scans.pdf("application", 8))
    assert "No FAA office is known for ZIP code 85015" in page.office.text()
    gap = next(b for b in page.missing.findChildren(QPushButton) if "85015" in b.text())
    gap.click()
    assert way.led == [("settings", "offices")] or way.led[0][0] == "settings"


def test_everything_can_be_reached_and_has_a_name(qtbot: Any, way: Way) -> None:
    page = opened(qtbot, way)
    for each in (page.table, page.how, page.fax_number, page.preview):
        assert each.accessibleName()
    marks = [b.text().split("&")[1][0].casefold() for b in page.findChildren(QPushButton) if "&" in b.text()]
    assert len(marks) == len(set(marks))


def test_the_papers_of_a_case_lead_to_the_packet_once_the_application_is_signed(qtbot: Any, way: Way) -> None:
    from ui.qt.documents_view import CaseDocuments

    window = window_of(qtbot, way.desk)
    window.open_case(A_NO, "documents")
    settle()
    shown = [each for each in window.findChildren(CaseDocuments) if each.isVisible()]
    assert [each.fax_packet.isVisible() for each in shown] == [True]
    assert shown[0].fax_packet.text().replace("&", "") == "Fax packet to FAA…"


def kept_packet(desk: Desk) -> Any:
    """A packet that was put together and kept, and has not gone out."""
    application = faxing.take(desk, "application", "app.pdf", scans.pdf("application", 8))
    return faxing.keep(desk, A_NO, [application], uuid4())[0]


def test_a_waiting_packet_is_shown_printed_saved_and_faxed_as_it_was_kept(
    qtbot: Any, way: Way, tmp_path: Path
) -> None:
    packet = kept_packet(way.desk)
    window = window_of(qtbot, way.desk)
    window.open_paper(A_NO, "DOC-27")
    settle()
    page, sheet = window.case_page.documents, window.case_page.documents.sheet
    assert sheet.title.text() == "Fax packet to FAA, 10 pages"
    assert (sheet.pdf, sheet.preview.count) == (packet.pdf, 10)
    printed: list[bytes] = []
    sheet.print_with = lambda _parent, pdf, _usual: bool(printed.append(pdf)) or "Office"
    sheet.print_it.click()
    settle()
    sheet.save_to(tmp_path / "packet.pdf")
    settle()
    assert printed == [packet.pdf] == [(tmp_path / "packet.pdf").read_bytes()]
    assert sheet.number.text() == "602-555-0130" and sheet.how.isVisible()
    sheet.how.setCurrentIndex(sheet.how.findData("busy"))
    sheet.faxed.click()
    settle()
    assert not way.desk.store.document(packet.id).sent, "a busy line stops nothing"
    assert "busy 31 Mar 2009 (602-555-0130)" in sheet.state.text()
    assert sheet.how.currentData() == "ok"
    sheet.number.setText("602-555-0777")
    sheet.faxed.click()
    settle()
    case = way.desk.store.case(A_NO).case
    assert [(line.result, line.number, line.pages) for line in faxing.log(case)] == [
        ("busy", "602-555-0130", 10), ("ok", "602-555-0777", 10),
    ]  # fmt: skip
    clocks = {clock.id: clock for clock in life.standing(case, way.desk.book, case.events[-1].at).clocks}
    assert (clocks["CLK-12"].status, str(clocks["CLK-12"].stopped)) == ("met", "2009-03-31T15:20")
    papers = [each for each in way.desk.store.documents(A_NO) if each.document == "DOC-27"]
    assert [(each.id, each.status, each.method) for each in papers] == [(packet.id, "sent", "fax")]
    assert "Fax packet to FAA, 10 pages" in [line.name for line in page.lines]


def test_after_the_packet_another_paper_is_shown_as_itself(qtbot: Any, way: Way) -> None:
    packet = kept_packet(way.desk)
    window = window_of(qtbot, way.desk)
    sheet = window.case_page.documents.sheet
    window.open_paper(A_NO, "DOC-04")
    settle()
    first = sheet.pdf
    window.open_paper(A_NO, "DOC-27")
    settle()
    assert sheet.pdf == packet.pdf
    window.open_paper(A_NO, "DOC-04")
    settle()
    assert sheet.pdf and sheet.pdf != packet.pdf
    assert len(sheet.pdf) == len(first)


def test_the_interview_leads_to_the_fax_packet(qtbot: Any, way: Way) -> None:
    window = window_of(qtbot, way.desk)
    window._lead(A_NO, Door("Fax packet to FAA…", paper=FAX_PACKET))
    settle()
    packet = window.case_page.documents.packet
    assert packet is not None and packet.isVisible()
    assert window.case_page.documents.isVisible()
    packet.reject()
