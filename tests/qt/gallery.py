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
from crs_intake.casework.ports import Desk
from crs_intake.clock import FixedClock
from crs_intake.domain.moment import PHOENIX
from crs_intake.policy.book import Book
from tests.qt.desks import A_NO, B, a_desk
from tests.qt.windows import MORNING, settle
from ui.flow import WIZARDS
from ui.qt import app as windows
from ui.qt import hand, style
from ui.qt.happened import Happened
from ui.qt.keys import KeysDialog
from ui.qt.setup import SetUp
from ui.qt.sign_in import SignIn
from ui.qt.window import Window
from ui.wiring import Wiring

COLOURS = 48
LONG = ("Maximiliana Guadalupe", "Fernández-Castellanos")  # 21 + 1 + 21 letters with the space
PAGES = tuple((wizard.name, page.id) for wizard in WIZARDS.values() for page in wizard.pages)
FEWER = {
    "applicant",
    "health",
    "receipt",
    "decision",
    "interview",
    "pmmis",
    "proofs",
    "insurance",
    "household",
    "income",
    "care",
    "costs",
    "worksheet",
    "papers",
    "visit",
    "signatures",
    "renewal",
    "renewed",
    "ending",
    "hearing_request",
    "parents_decision",
}
"""Pages of which dark and 200 % have pictures too: one of each make; light and Spanish have all."""


def main(folder: Path, words: set[str]) -> None:
    """Take all pictures into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    qt = windows.make([], dark="dark" in words)
    if "contrast" in words:
        style.choose(qt, "contrast")
    windows.speak("es" if "es" in words else "en")
    size = (683, 384) if "large" in words else (1366, 728)
    with tempfile.TemporaryDirectory() as place:
        desk = a_desk(Path(place) / "desk", MORNING, families=False)
        if "empty" not in words:
            fill(desk, long="long" in words)
        doors(folder, size)
        rooms(folder, desk, size, empty="empty" in words, whole=not words - {"es"})
        desk.store.close()


def fill(desk: Desk, *, long: bool) -> None:
    """Put the sample families on the desk, the first one under a long name if it is asked for."""
    first, *others = start.families()
    if long and first.applicant is not None:
        given, family = LONG
        first = first.with_person(replace(first.applicant, given=given, family=family))
    with desk.store.work(desk.actor, "sample.load") as work:
        for case in (first, *others):
            work.new_case(case)


def doors(folder: Path, size: tuple[int, int]) -> None:
    """First start and sign-in."""
    wiring = Wiring(
        exists=lambda: True, people=lambda: ["R. Chavez", "M. Ortiz"], create=lambda _new: ("", ""),
        open=lambda _name, _word: None, recover=lambda *_words: None, sample=lambda: None,
        book=Book.load, warm=lambda: (("CRS Phoenix regional clinic", "602-406-6400"),),
    )  # type: ignore[arg-type]  # fmt: skip
    for name, window in (("sign-in", SignIn(wiring)), ("first-start", SetUp(wiring))):
        window.resize(min(size[0], 640), min(size[1], 560))
        window.show()
        picture(folder, window, name)
        if isinstance(window, SetUp):
            window.set_up.click()
            window.make.click()
            picture(folder, window, "first-start-questions")
        window.close()


def rooms(folder: Path, desk: Desk, size: tuple[int, int], *, empty: bool, whole: bool) -> None:
    """Every room, view and dialog, and wizard pages: all of them, or one of each make."""
    window = Window(desk, Book.load)
    window.show()
    window.resize(*size)
    for room in ("today", "cases", "calendar", "documents", "partner", "reports"):
        window.open_room(room)
        picture(folder, window, room)
    window.pages.currentWidget().tabs.setCurrentIndex(2)
    picture(folder, window, "reports-figures")
    for part in window.settings.parts[:: 1 if whole else 5]:
        window.open_settings(part.name)
        picture(folder, window, f"settings-{part.name}")
    picture_of(folder, KeysDialog(window), "keys", size)
    if not empty:
        for part in ("", "documents", "contacts", "history"):
            window.open_case(A_NO, part)
            picture(folder, window, f"case-{part or 'overview'}")
        window.open_case(B, "contacts")
        picture(folder, window, "case-contacts-visit")
        window.open_paper(A_NO, "DOC-27")
        picture(folder, window, "case-paper-missing")
        hand.into(window.search, "mor")
        hand.press(windows.Qt.Key.Key_Down)
        picture(folder, window, "search")
        window.search.leave()
        if window.case_page.view is not None:
            picture_of(folder, Happened(desk, window.case_page.view, window), "note-what-happened", size)
    later = replace(desk, clock=FixedClock(datetime(2009, 3, 31, 14, 30, tzinfo=PHOENIX)))
    window._desk = later
    for wizard, page in PAGES:
        number = "" if empty else A_NO
        if (empty and wizard != "referral") or not (whole or page in FEWER):
            continue
        window.open_wizard(number, wizard, page)
        shown = next(iter(window._wizards.values()))
        shown.resize(*size)
        picture(folder, shown, f"wizard-{wizard}-{page}")
        if page == "worksheet":
            shown.turn_to_family()
            if shown.family is not None:
                shown.family.resize(min(size[0], 960), min(size[1], 680))
                picture(folder, shown.family, "family-view")
        shown.close()
        settle()
    window.close()


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
    often = sorted(whole.getcolors(1 << 24) or [], reverse=True)[:COLOURS]
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for _count, colour in often for part in colour])  # type: ignore[union-attr]
    few = whole.quantize(palette=palette, dither=Image.Dither.NONE)
    few.save(folder / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), set(sys.argv[2:]))
    QApplication.quit()
