"""Pictures of every screen: `python -m tests.qt.gallery OUT [dark] [contrast] [es] [large] [empty] [long]`.

dark, contrast: those palettes; es: in Spanish; large: 200 % on 1366 by 768; empty: no cases; long: a name of
40 letters. The pictures in docs/screens were taken with it.
"""

import os
import sys
import tempfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
if "large" in sys.argv:
    os.environ["QT_SCALE_FACTOR"] = "2"

from PIL import Image
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from crs_intake.casework import start
from crs_intake.casework.figures import TITLES
from crs_intake.casework.ports import Desk
from crs_intake.clock import FixedClock
from crs_intake.domain.moment import PHOENIX
from crs_intake.policy.book import Book
from crs_intake.words import say
from tests.qt import gallery_dialogs as dialogs
from tests.qt.desks import A_NO, B, C, a_desk
from tests.qt.gallery_dialogs import BACKUP, RESCUED
from tests.qt.windows import MORNING, settle
from ui.flow import WIZARDS
from ui.forms.help import HOW
from ui.qt import app as windows
from ui.qt import hand, style
from ui.qt.case_page import TABS
from ui.qt.keys import KeysDialog
from ui.qt.reports_page import FIGURES
from ui.qt.setup import SetUp
from ui.qt.sign_in import SignIn
from ui.qt.window import Window
from ui.qt.wizard import CaseWizard
from ui.wiring import Wiring

COLOURS, SIGNS, VIVID = 64, 20, 60
LONG = ("Maximiliana Guadalupe", "Fernández-Castellanos")  # 21 + 1 + 21 letters with the space
WRONG = {"given": "", "family": "", "born": "2/30/2008"}
PAGES = tuple((wizard.name, page.id) for wizard in WIZARDS.values() for page in wizard.pages)


def main(folder: Path, words: set[str]) -> None:
    """Take all pictures into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    qt = windows.make([], dark="dark" in words)
    sys.excepthook = sys.__excepthook__  # a message box would wait for a hand
    if "contrast" in words:
        style.choose(qt, "contrast")
    windows.speak("es" if "es" in words else "en")
    size = (683, 384) if "large" in words else (1366, 728)
    with tempfile.TemporaryDirectory() as place:
        desk = a_desk(Path(place) / "desk", MORNING, families=False)
        if "empty" not in words:
            fill(desk, long="long" in words)
        doors(folder, desk, size)
        inside(folder, desk, size, empty="empty" in words)
        desk.store.close()


def inside(folder: Path, desk: Desk, size: tuple[int, int], *, empty: bool) -> None:
    """The desk in the morning, its wizards in the afternoon, and the dialogs in the middle of work."""
    window = Window(desk, Book.load, said=say("Welcome. F1 shows the first day in five steps."))
    window.show()
    window.resize(*size)
    picture(folder, window, "welcome")
    window.close()
    window = Window(desk, Book.load)
    window.show()
    window.resize(*size)
    rooms(folder, window, size)
    if not empty:
        cases(folder, window)
    window._desk = replace(desk, clock=FixedClock(datetime(2009, 3, 31, 14, 30, tzinfo=PHOENIX)))
    wizards(folder, window, size, empty=empty)
    if not empty:
        album = dialogs.Album(folder, size, picture)
        dialogs.of_the_door(album, desk, a_wiring(desk))
        dialogs.of_the_same(album, window)
        dialogs.of_papers(album, window)
        dialogs.of_a_case(album, window)
    window.close()


def fill(desk: Desk, *, long: bool) -> None:
    """Put the sample families on the desk, the first one under a long name if it is asked for."""
    first, *others = start.families()
    if long and first.applicant is not None:
        given, family = LONG
        first = first.with_person(replace(first.applicant, given=given, family=family))
    with desk.store.work(desk.actor, "sample.load") as work:
        for case in (first, *others):
            work.new_case(case)


def doors(folder: Path, desk: Desk, size: tuple[int, int]) -> None:
    """First start and sign-in, the desk that was locked, a refused password, and what they lead to."""
    wiring = a_wiring(desk)
    locked = say("The desk is locked. What was begun stands in Today.")
    for name, window in (
        ("sign-in", SignIn(wiring)), ("locked", SignIn(wiring, said=locked)), ("first-start", SetUp(wiring)),
    ):  # fmt: skip
        window.resize(min(size[0], 640), min(size[1], 560))
        window.show()
        picture(folder, window, name)
        if isinstance(window, SetUp):
            window.set_up.click()
            window.make.click()
            picture(folder, window, "first-start-questions")
            window._show_code(("4KD7-WQ2M-9XHT-B6RN", "T8VC-3JPL-Z5GY-M7EA"))
            picture(folder, window, "first-start-codes")
        elif name == "sign-in":
            window.sign_in.click()
            picture(folder, window, "sign-in-refused")
            window.forgot.click()
            picture(folder, window, "sign-in-recovery")
        window.close()


def a_wiring(desk: Desk) -> Wiring:
    """Doors that lead nowhere."""
    return Wiring(
        exists=lambda: True, people=lambda: ["R. Chavez", "M. Ortiz"], create=lambda _new: ("", ""),
        open=lambda _name, _word: None, recover=lambda *_words: None, sample=lambda: None,
        book=Book.load, warm=lambda: (("CRS Phoenix regional clinic", "602-406-6400"),),
        backups=lambda _folder: (BACKUP,), first_place=lambda: Path("/media/stick/crs-backups"),
        rescue=lambda *_words: (desk, RESCUED),
    )  # type: ignore[arg-type]  # fmt: skip


def rooms(folder: Path, window: Window, size: tuple[int, int]) -> None:
    """Every room, with each of its tabs, each report and each part of the settings."""
    for room in ("today", "cases", "calendar", "documents"):
        window.open_room(room)
        picture(folder, window, room)
    for room in ("partner", "reports"):
        window.open_room(room)
        tabbed = window.pages.currentWidget()
        for at in range(tabbed.tabs.count()):
            tabbed.open(at)
            picture(folder, window, f"{room}-{at + 1}" if at else room)
    reports(folder, window)
    window.open_room("partner")
    record = window.partner.record
    window.partner.open(1)
    for at in range(record.tabs.count()):
        record.tabs.setCurrentIndex(at)
        picture(folder, window, f"partner-record-{at + 1}")
    for part in window.settings.parts:
        window.open_settings(part.name)
        picture(folder, window, f"settings-{part.name}")
    for topic in ("keys", "tour", *HOW):
        picture_of(folder, KeysDialog(window, topic), f"help-{topic}", size)


def reports(folder: Path, window: Window) -> None:
    """Each report with its bars, and the cases behind a figure."""
    window.open_room("reports")
    page = window.pages.currentWidget()
    page.open(FIGURES)
    view = page.figures
    for at, name in enumerate(TITLES):
        view.which.setCurrentIndex(at)
        view.look_again()
        picture(folder, window, f"reports-figures-{name}")
    view.which.setCurrentIndex(0)
    view.look_again()
    settle()
    view._list(0)
    view.parent().parent().ensureWidgetVisible(view.cases)
    picture(folder, window, "reports-figures-cases")


def cases(folder: Path, window: Window) -> None:
    """The case page with every part, a paper in the window, the calendar gone on, and a search."""
    for part in TABS:
        window.open_case(A_NO, part)
        picture(folder, window, f"case-{part or 'overview'}")
    for number, part in ((B, ""), (B, "contacts"), (C, ""), (C, "determinations")):
        window.open_case(number, part)
        picture(folder, window, f"case-{part or 'overview'}-{number[-1]}")
    for paper in ("DOC-27", "DOC-57", "DOC-05"):
        window.open_paper(A_NO, paper)
        picture(folder, window, f"case-paper-{paper}")
    window.open_room("calendar")
    calendar = window.pages.currentWidget()
    calendar.go_to.setText("4/1/2009")
    calendar._go()
    picture(folder, window, "calendar-day")
    calendar.table.setCurrentCell(calendar.table.rowCount() - 1, 0)
    picture(folder, window, "calendar-end")
    hand.into(window.search, "mor")
    hand.press(windows.Qt.Key.Key_Down)
    picture(folder, window, "search")
    hand.into(window.search, "nobody of this name")
    picture(folder, window, "search-nothing")
    window.search.leave()


def wizards(folder: Path, window: Window, size: tuple[int, int], *, empty: bool) -> None:
    """Every page of the wizards; the page turned to the family; what is wrong beside its field."""
    for wizard, page in PAGES:
        if empty and wizard != "referral":
            continue
        shown = wizard_at(window, "" if empty else A_NO, wizard, page, size)
        picture(folder, shown, f"wizard-{wizard}-{page}")
        if page == "worksheet":
            shown.turn_to_family()
            if shown.family is not None:
                shown.family.resize(min(size[0], 960), min(size[1], 680))
                picture(folder, shown.family, "family-view")
        shown.close()
        settle()
    shown = wizard_at(window, "", "referral", "applicant", size)
    for key, words in WRONG.items():
        hand.into(shown.current.view.views[key].control.inputs()[0], words)
    hand.press(windows.Qt.Key.Key_Tab)
    picture(folder, shown, "wizard-errors")
    hand.into(shown.current.view.views["given"].control.inputs()[0], "Lucía")
    hand.into(shown.current.view.views["family"].control.inputs()[0], "Yazzie Morales")
    QTest.qWait(400)
    shown.current._area.verticalScrollBar().setValue(1 << 20)
    picture(folder, shown, "wizard-duplicates")
    shown.close()
    settle()


def wizard_at(window: Window, number: str, wizard: str, page: str, size: tuple[int, int]) -> CaseWizard:
    """A wizard at a page, as large as asked for."""
    window.open_wizard(number, wizard, page)
    shown = next(iter(window._wizards.values()))
    shown.resize(*size)
    return shown


def picture_of(folder: Path, window: QWidget, name: str, size: tuple[int, int]) -> None:
    """A picture of a dialog, and close it."""
    window.resize(min(size[0], 900), min(size[1], 600))
    window.show()
    picture(folder, window, name)
    window.close()


def picture(folder: Path, widget: QWidget, name: str) -> None:
    """A picture of a window once nothing moves in it any more."""
    for _ in range(4):
        settle()
        QTest.qWait(25)
    # Few colours are all that these windows use; the files stay small.
    drawn = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    size = (drawn.width(), drawn.height())
    whole = Image.frombuffer("RGB", size, bytes(drawn.constBits()), "raw", "RGB", drawn.bytesPerLine(), 1)
    often = sorted(whole.getcolors(1 << 24) or [], reverse=True)
    signs = [each for each in often if max(each[1]) - min(each[1]) > VIVID]  # small, and never to turn grey
    often = [*signs[:SIGNS], *often[: COLOURS - SIGNS]]
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for _count, colour in often for part in colour])  # type: ignore[union-attr]
    few = whole.quantize(palette=palette, dither=Image.Dither.NONE)
    few.save(folder / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), set(sys.argv[2:]))
    QApplication.quit()
