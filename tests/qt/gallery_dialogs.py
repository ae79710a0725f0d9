"""Pictures of every dialog of the desk: `tests.qt.gallery` asks for them with what it takes pictures of.

The dialogs stand here as they are seen in the middle of work: filled, refused once, with something to choose.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from crs_intake.casework import batch, clinic_days, people, received, referral
from crs_intake.casework.ports import Desk
from crs_intake.casework.record import to_record
from crs_intake.clock import moment, today
from crs_intake.domain.insurance import Coverage
from crs_intake.domain.kept import Determination
from crs_intake.domain.safety import Backup, Rescued
from crs_intake.policy.determine import assess
from tests.documents import scans
from tests.exchange.scan_files import STANDARD, faxed, tad
from tests.qt.desks import A_NO, B, C
from tests.qt.windows import MORNING, settle
from ui.forms.conflict import Conflict, Differing
from ui.qt.batch import BatchDialog
from ui.qt.beside import BesideDialog
from ui.qt.conflict import ConflictDialog
from ui.qt.fax_packet import FaxPacket
from ui.qt.hand_over import HandOver, HandOverAll
from ui.qt.happened import Happened
from ui.qt.join import JoinDialog
from ui.qt.merge import MergeDialog
from ui.qt.printing import PrinterDialog, SheetsDialog
from ui.qt.reason import ReasonDialog
from ui.qt.received import ReceivedDialog
from ui.qt.rescue import RescueDialog
from ui.qt.restore import RestoreDialog
from ui.qt.why import Why
from ui.qt.window import Window
from ui.wiring import Wiring

BACKUP = Backup(Path("/media/stick/crs-backups/1"), MORNING, "close", 1_482_000, 4, 211, "c0ffee")
RESCUED = Rescued(3, (C,), (B,), 7, backup=BACKUP)


Taker = Callable[[Path, QWidget, str], None]


class Album:
    """Where pictures go, and how large a window may be."""

    def __init__(
        self, folder: Path, size: tuple[int, int], take: Callable[[Path, QWidget, str], None]
    ) -> None:
        self.folder, self.size, self._take = folder, size, take

    def page(self, window: QWidget, name: str) -> None:
        """A picture of a window that stays."""
        self._take(self.folder, window, name)

    def as_is(self, window: QWidget, name: str) -> None:
        """A picture of a dialog as large as it opens, and close it."""
        window.resize(window.size().boundedTo(QSize(*self.size)))
        window.show()
        self._take(self.folder, window, name)
        window.close()
        settle()


def of_the_door(album: Album, desk: Desk, wiring: Wiring) -> None:
    """What the sign-in and the first start lead to."""
    album.as_is(RescueDialog(desk, RESCUED), "dialog-rescue")
    restore = RestoreDialog(wiring)
    restore._go()
    album.as_is(restore, "dialog-restore")
    album.as_is(JoinDialog(wiring), "dialog-join")


def of_a_case(album: Album, window: Window) -> None:
    """What is asked about one case: an entry, a person, a reason, a second person, a printer, a paper."""
    desk = window.desk
    people.add(desk, "M. Ortiz", frozenset({"front_desk"}), "nine slow yellow lamps")
    window.open_case(A_NO)
    settle()
    view = window.case_page.view
    assert view is not None
    for kind in ("", "note"):
        album.as_is(Happened(desk, view, window, kind), f"dialog-happened{'-note' if kind else ''}")
    album.as_is(HandOver(desk, A_NO, window), "dialog-hand-over")
    album.as_is(HandOverAll(desk, "R. Chavez", window), "dialog-hand-over-all")
    asked = ReasonDialog("Entered by mistake: the whole case", f"Case {A_NO} stays readable and runs no "
                         "clock any more.", "&Entered by mistake", window)  # fmt: skip
    asked.yes.click()
    album.as_is(asked, "dialog-reason")
    album.as_is(BesideDialog(desk, window), "dialog-second-person")
    album.as_is(PrinterDialog("Pages: 3", ["HP LaserJet 4050"], "", window), "dialog-printer")
    clinic = desk.site.clinic("PHX")
    sheet = SheetsDialog(
        window, "Day list", clinic_days.printed(desk, clinic, today(desk.clock)), "day-list.pdf"
    )
    album.as_is(sheet, "dialog-sheets")
    album.as_is(Why("Notice of the interview", "20.401.1", ("Day 11 of 14.",), window), "dialog-why")


def of_papers(album: Album, window: Window) -> None:
    """Papers of the fax, papers that are due, and a paper that came."""
    desk = window.desk
    packet = FaxPacket(window, A_NO, window)
    album.as_is(packet, "dialog-fax-packet")
    with TemporaryDirectory() as place:
        scan = Path(place) / "application.pdf"
        scan.write_bytes(scans.pdf("application", 8))
        packet = FaxPacket(window, A_NO, window)
        packet.take_files("application", [scan])
        album.as_is(packet, "dialog-fax-packet-made")
        fax = Path(place) / "0017.tif"
        fax.write_bytes(faxed(tad(), STANDARD, turn=0.7, noise=0.01))
        dialog = ReceivedDialog(desk, [fax], window)
        dialog.show()  # a page that is not in sight is not drawn
        wait_for(lambda: not dialog._look.busy and dialog.view.sheet.picture is not None)
        album.as_is(dialog, "dialog-received")
    form = received.look_into(desk, "referral.pdf", scans.pdf("Referral form", 2))
    received.file(desk, A_NO, "DOC-01", form)
    window.open_case(A_NO, "documents")
    settle()
    album.page(window, "case-documents-received")
    filed = window.case_page.documents.received
    filed.look_at(filed.scans[0].id)
    if filed.shown is not None:
        album.as_is(filed.shown, "dialog-received-paper")
    errands = batch.errands(desk)
    album.as_is(BatchDialog(window, errands, window), "dialog-batch")
    made = BatchDialog(window, errands, window)
    made.start()
    wait_for(lambda: not made._task.busy)
    album.as_is(made, "dialog-batch-made")


def of_the_same(album: Album, window: Window) -> None:
    """Two cases of one child, a page changed at two desks, and two determinations side by side.

    It comes before a second person is there: that one would be asked beside the first.
    """
    desk = window.desk
    case = desk.store.case(A_NO).case
    child = case.applicant
    assert child is not None
    swapped = replace(child, family=" ".join(reversed(child.family.split())))
    second = referral.open_referral(desk, replace(case.with_person(swapped), number="", events=()))
    merge = MergeDialog(desk, A_NO, window)
    album.as_is(merge, "dialog-merge")
    merge = MergeDialog(desk, A_NO, window)
    merge.reason.setText("same mother")
    merge.merge.click()
    for number, name in ((second, "merged-away"), (A_NO, "merged-here")):
        window.open_case(number)
        settle()
        album.page(window, f"case-{name}")
    newest = desk.store.case(A_NO)
    differing = (
        Differing("Covered by other health insurance now?", "no", "yes"),
        Differing("Without insurance since", "11/1/2008", ""),
        Differing("Insurance 1 · Name of the company", "", "Blue Cross Blue Shield of Arizona"),
    )
    album.as_is(ConflictDialog(Conflict("insurance", newest, differing), window), "dialog-conflict")
    decide(desk, B, "")
    stored = desk.store.case(B)
    with desk.store.work(desk.actor, "case.keep") as work:
        work.keep(replace(stored.case, coverage=Coverage(insured=True)), stored.version)
    decide(desk, B, "The insurance card came in")
    window.open_case(B, "determinations")
    settle()
    album.page(window, "case-determinations-two")


def decide(desk: Desk, number: str, reason: str) -> None:
    """Keep what the rules say now."""
    found = assess(desk.store.case(number).case, desk.book, today(desk.clock))
    with desk.store.work(desk.actor, "determination.decide") as work:
        kept = Determination(
            number, 0, found.on, desk.actor.name, moment(desk.clock), reason, to_record(found)
        )
        work.keep_determination(kept)


def wait_for(done: Callable[[], bool], seconds: int = 30) -> None:
    """Wait until work in the background is done."""
    for _ in range(seconds * 20):
        settle()
        if done():
            return
        QTest.qWait(50)
    raise TimeoutError
