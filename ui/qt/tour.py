"""What the program does on a machine without a display: one sample family goes through every wizard.

A hand types the family into the real windows, on the days of its story; the papers that fall due are
made and kept as PDF files, and every page and screen is left as a picture.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from PySide6.QtCore import QSize, QThreadPool, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QMessageBox, QWidget

from crs_intake.casework import start
from crs_intake.casework.ports import Desk
from crs_intake.clock import Clock
from crs_intake.domain.case import Case
from crs_intake.domain.errors import DeskError
from crs_intake.domain.moment import PHOENIX
from crs_intake.policy.book import Book
from crs_intake.words import say
from ui import flow, papers
from ui.qt import hand
from ui.qt.app import make
from ui.qt.happened import Happened
from ui.qt.sheet import Sheet
from ui.qt.window import Window
from ui.qt.wizard import CaseWizard

SIZE = QSize(1366, 728)
WIZARDS = ("referral", "preliminary", "interview", "worksheet")
DAYS = {
    name: datetime.combine(date(2009, 3, day), time(hour, minute), PHOENIX)
    for name, day, hour, minute in (
        ("referral", 9, 9, 0), ("preliminary", 16, 11, 25), ("notice", 17, 15, 30),
        ("interview", 31, 13, 35), ("worksheet", 31, 14, 0), ("papers", 31, 14, 50),
    )
}  # fmt: skip


@dataclass
class MovingClock:
    """A clock that the tour sets to the days of the story."""

    instant: datetime

    def now(self) -> datetime:
        """The instant it stands at."""
        return self.instant


class Tour:
    """One walk through the program; every step says what it left behind."""

    def __init__(self, folder: Path, desk: Desk, clock: MovingClock, read: Callable[..., Book],
                 tell: Callable[[str], None]) -> None:  # fmt: skip
        self.folder, self.clock, self.tell = folder, clock, tell
        self.family: Case = start.families()[0]
        self.number = ""
        self.troubles: list[str] = []
        self._pictures = 0
        self._boxes = QTimer()
        self._boxes.setInterval(100)
        self._boxes.timeout.connect(self._close_box)
        self._boxes.start()
        self.window = Window(desk, read)
        self.window.show()
        self.window.resize(SIZE)

    def run(self) -> None:
        """The whole story, in the order of its days."""
        self.picture(self.window, "empty-today")
        self.through("referral")
        self.screens("referred", ("today", "cases"))
        self.through("preliminary")
        self.clock.instant = DAYS["notice"]
        self.book_visits()
        self.send_notice()
        self.through("interview")
        self.through("worksheet")
        self.clock.instant = DAYS["papers"]
        self.sign_application()
        self.screens("day", ("today", "cases", "calendar", "documents", "settings"))
        self.case_pages()
        self.every_paper()

    def through(self, name: str) -> None:
        """Type the family into one wizard, page after page."""
        self.clock.instant = DAYS[name]
        self.tell(say("{wizard}: typing", wizard=say(flow.WIZARDS[name].title)))
        first = flow.WIZARDS[name].pages[0].id
        self.window.open_wizard(self.number, name, first)
        wizard = next(each for each in QApplication.topLevelWidgets() if isinstance(each, CaseWizard)
                      and each.isVisible())  # fmt: skip
        wizard.resize(SIZE)
        kept: list[str] = []
        wizard.kept.connect(kept.append)
        QTest.qWaitForWindowActive(wizard, 2000)
        hand.through(wizard, self.family, lambda page: self.picture(wizard, f"{name}-{page}"))
        self.settle()
        if not kept:
            raise hand.Lost(f"the wizard {name} kept nothing")
        self.number = self.number or kept[-1]

    def book_visits(self) -> None:
        """Book the interview and the first evaluation on the page of the case."""
        self.window.open_case(self.number, "contacts")
        page = self.window.case_page
        for kind, when in (("interview", "3/31/2009 13:30"), ("initial_evaluation", "4/2/2009 10:00")):
            page.contacts.kind.setCurrentIndex(page.contacts.kind.findData(kind))
            hand.into(page.contacts.when, when)
            hand.click(page.contacts.book)
            self.settle()
        self.picture(self.window, "case-contacts")

    def send_notice(self) -> None:
        """Make the preliminary notice for everybody who must have it, and mark it as mailed."""
        self.window.open_paper(self.number, "DOC-05")
        sheet = self.window.case_page.documents.sheet
        self.settle()
        self.picture(self.window, "case-documents-DOC-05")
        for line in [each for each in self.window.case_page.documents.lines if each.document == "DOC-05"]:
            self.window.case_page.documents.table.go_to(line.key)
            for language in ("en", "es") if line.to == "applicant" else ("",):
                self.leave_pdf(sheet, "DOC-05", line.to, language)
            hand.click(sheet.mailed)
            self.settle()

    def sign_application(self) -> None:
        """Note that the mother has signed the Medical Assistance application (20.401)."""
        self.window.open_case(self.number)
        page = self.window.case_page
        if page.view is None:
            return
        asked = Happened(self.window.desk, page.view, self.window, "application_signed")
        asked.show()
        signer = asked.fields["signer"]
        if isinstance(signer, QComboBox):
            signer.setCurrentIndex(signer.findText("Elena Morales"))
        hand.into(asked.fields["pages"], "8")
        self.picture(asked, "note-what-happened")
        hand.click(asked.keep)
        self.window.changed(self.number)
        self.settle()

    def every_paper(self) -> None:
        """Make every paper that is due or that the interview asks for, and leave it as a file."""
        for document in ("DOC-27", "DOC-33"):
            self.window.open_paper(self.number, document)
            self.settle()
            self.picture(self.window, f"case-documents-{document}")
            self.leave_pdf(self.window.case_page.documents.sheet, document, "", "")
        page = self.window.case_page.documents
        for line in [each for each in page.lines if not each.settled]:
            if line.document in ("DOC-27", "DOC-33"):
                continue
            page.table.go_to(line.key)
            self.settle()
            if page.sheet.pdf:
                self.leave_pdf(page.sheet, line.document, line.to, "")

    def leave_pdf(self, sheet: Sheet, document: str, to: str, language: str) -> None:
        """Save the paper that is shown, in a language, as a file in the folder."""
        if language:
            at = sheet.language.findData(language)
            if at < 0:
                return
            sheet.language.setCurrentIndex(at)
            sheet.language.activated.emit(at)
        self.settle()
        if not sheet.pdf:
            self.troubles.append(say("{document} could not be made.", document=document))
            return
        parts = [document, to.replace("_", "-") if to not in ("", "case_file", "applicant") else "", language]
        path = self.folder / papers.file_name("-".join(part for part in parts if part), self.number)
        if language and language != self.family.language:
            path.write_bytes(sheet.pdf)  # only to show that the language is data; it does not go out
        else:
            sheet.save_to(path)
        self.settle()
        if path.exists():
            self.tell(say("  {name}", name=path.name))

    def case_pages(self) -> None:
        """A picture of each view of the case, and of each part of the settings."""
        for part in ("", "documents", "contacts", "history"):
            self.window.open_case(self.number, part)
            self.picture(self.window, f"case-{part or 'overview'}")
        for each in self.window.settings.parts:
            self.window.open_settings(each.name)
            self.picture(self.window, f"settings-{each.name}")

    def screens(self, prefix: str, rooms: tuple[str, ...]) -> None:
        """A picture of each room."""
        for room in rooms:
            self.window.open_room(room)
            self.picture(self.window, f"{prefix}-{room}")

    def picture(self, widget: QWidget, name: str) -> None:
        """Leave the window as a picture, numbered in the order of the walk."""
        self.settle()
        self._pictures += 1
        widget.grab().save(str(self.folder / f"{self._pictures:02d}-{name}.png"))

    def settle(self) -> None:
        """Wait until nothing is being read or drawn."""
        for _ in range(3):
            hand.breathe()
            QThreadPool.globalInstance().waitForDone(20_000)
            QTest.qWait(20)

    def close(self) -> None:
        """Close the windows; the store is the caller's."""
        self._boxes.stop()
        self.window.close()
        self.settle()

    def _close_box(self) -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            self.troubles.append(f"{box.text()} {box.informativeText()}".strip())
            box.done(0)


def take(folder: Path, new_desk: Callable[[Path, Clock], Desk], read: Callable[..., Book],
         tell: Callable[[str], None]) -> int:  # fmt: skip
    """Walk the sample family through the program; gives how many things could not be done."""
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication.instance() or make([])
    clock = MovingClock(DAYS["referral"])
    with tempfile.TemporaryDirectory(prefix="crs-intake-tour-") as place:
        desk = new_desk(Path(place), clock)
        try:
            walk = Tour(folder, desk, clock, read, tell)
            try:
                walk.run()
            except (DeskError, hand.Lost) as trouble:
                walk.troubles.append(str(trouble))
            walk.close()
        finally:
            desk.store.close()
    for words in dict.fromkeys(walk.troubles):
        tell(say("Not done: {what}", what=words))
    tell(say("Papers: {count}, pictures: {pictures}.", count=len(list(folder.glob("*.pdf"))),
             pictures=len(list(folder.glob("*.png")))))  # fmt: skip
    del application
    return len(walk.troubles)
