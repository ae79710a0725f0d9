"""The desk's window: rooms on a rail, one search box on top, and always who is signed in.

It only leads: each room reads what it shows by itself, and asks for the next page by `Way`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from crs_intake.casework.ports import Desk
from crs_intake.clock import today
from crs_intake.domain.kept import Found
from crs_intake.domain.site import Site
from crs_intake.policy.book import Book
from crs_intake.words import say
from ui.qt import parts, style
from ui.qt.alerts import Alerts, Locking
from ui.qt.bar import NARROW, RAIL_WIDTH, ROOMS, Bar, Rail, notice
from ui.qt.drops import Drops
from ui.qt.heaplus_sign import HeaplusSign
from ui.qt.rooms import Rooms
from ui.qt.search import SearchOver
from ui.qt.table import Table
from ui.qt.task import Task, log_defect
from ui.qt.text import tell, tell_error
from ui.qt.why import ask_here
from ui.tastes import Taste

if TYPE_CHECKING:
    from ui.forms.form import Door
    from ui.qt.case_page import CasePage
    from ui.qt.partner_desk import PartnerPage
    from ui.qt.settings_view import SettingsPage
    from ui.qt.wizard import CaseWizard

LOOK_AGAIN_MS = 60_000
LOOK_AHEAD_MS = 5 * 60_000
SAID_MS = 12_000
LEARN_MS = 1_500
SEARCHED_MS = 1_500


class Window(QMainWindow):
    """Everything a signed-in person sees; `leaving(switch)` when it closes for another person or for good."""

    leaving = Signal(bool)
    searched = Signal(str, object)
    taste_wished = Signal(str, str)

    def __init__(self, desk: Desk, read_book: Callable[[Site], Book], *, said: str = "") -> None:
        super().__init__()
        self._desk = desk
        self._read_book = read_book
        self._switching = False
        self._handed_over = False
        self._back: list[tuple[str, str, str]] = []
        self._wizards: dict[tuple[str, str], CaseWizard] = {}
        self._case: CasePage | None = None
        self._last_kept = ""
        self.setWindowTitle(say("CRS Intake"))
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().hide()
        self.statusBar().messageChanged.connect(lambda words: self.statusBar().setVisible(bool(words)))
        self._make(said)
        self._rooms = Rooms(self, self.pages, self._broadcasts_checked)
        self._make_keys()
        self.drops = Drops(self, self, self._in_sight)
        self._clock = QTimer(self)
        self._clock.setInterval(LOOK_AGAIN_MS)
        self._clock.timeout.connect(self._tick)
        self._clock.start()
        self._searched: tuple[str, tuple[Found, ...]] = ("", ())
        self._search_done = QTimer(self, singleShot=True, interval=SEARCHED_MS)
        self._search_done.timeout.connect(self._note_search)
        self.searched.connect(self._remember_search)
        self._ahead = Task(self)
        self._ahead.failed.connect(log_defect)
        self._quiet = QTimer(self, singleShot=True, interval=LOOK_AHEAD_MS)
        self._quiet.timeout.connect(self._look_ahead)
        self._quiet.start()
        style.grow(self, 1366, 728)
        self._warming = Task(self)
        self._warming.done.connect(lambda _read: self._make_ready())
        self._warm = QTimer(self, singleShot=True, interval=LEARN_MS)  # Today comes first
        self._warm.timeout.connect(lambda: self._warming.start(_learn))
        self._warm.start()
        self.open_room("today")

    # What pages may ask for (Way) ------------------------------------------------------------------

    @property
    def desk(self) -> Desk:
        """Store, book, clock and the signed-in person."""
        return self._desk

    @property
    def case_page(self) -> CasePage:
        """The page on which cases are shown; made when the first one is opened."""
        if self._case is None:
            from ui.qt.case_page import CasePage

            self._case = CasePage(self)
            self.pages.addWidget(self._case)
        return self._case

    def open_case(self, number: str, part: str = "") -> None:
        """Show a case, at one of its parts."""
        self._remember()
        page = self.case_page
        try:
            page.show_case(number, part)
        except Exception as trouble:
            tell_error(self, trouble)
            return
        self.pages.setCurrentWidget(page)
        self._mark("cases")
        page.take_focus()

    def open_wizard(self, number: str, wizard: str, page: str = "", field: str = "", *,
                    again: str = "") -> None:  # fmt: skip
        """Open a wizard where it stood, or at a page and field; an open one comes to the front."""
        from ui.qt.wizard import open_wizard

        key = (number, wizard)
        known = self._wizards.get(key)
        if number and known is not None and known.isVisible():
            known.activateWindow()
            return
        try:
            opened = open_wizard(self._desk, number, wizard, page, field, self, again)
        except Exception as trouble:
            tell_error(self, trouble)
            return
        key = (number or opened.session.number, wizard)  # two new referrals may be open at once
        self._wizards[key] = opened
        for keys, act in (("Ctrl+K", lambda: self._search_over(opened)),
                          ("Ctrl+N", lambda: self.open_wizard("", "referral"))):  # fmt: skip
            QShortcut(QKeySequence(keys), opened).activated.connect(act)
        opened.kept.connect(self._wizard_kept)
        opened.closed.connect(lambda: self._wizard_closed(key, opened))
        opened.show()

    def apply_again(self, number: str) -> None:
        """A new referral of the same child, with what is known from an ended case."""
        self.open_wizard("", "referral", again=number)

    def open_paper(self, number: str, document: str) -> None:
        """Show a paper of the case, prepared and ready to print."""
        self.open_case(number, f"documents:{document}")

    def note(self, number: str, kind: str) -> None:
        """Ask for the details of something that happened, and note it."""
        if self.case_page.number != number:
            self.open_case(number)
        self.case_page.note_what_happened(kind)

    def open_settings(self, part: str) -> None:
        """Show a part of the settings."""
        self.open_room("settings")
        self.settings.open(part)

    @property
    def settings(self) -> SettingsPage:
        """The room of the settings."""
        return self._rooms.settings

    @property
    def partner(self) -> PartnerPage:
        """The partner desk's room."""
        return self._rooms.partner

    def open_heaplus(self) -> None:
        """Show whether HEAplus is up, on the partner desk."""
        self.open_partner()

    def open_partner(self, part: str = "", number: str = "") -> None:
        """Show the partner desk, at its meetings or at the application of a case."""
        self.open_room("partner")
        self.partner.turn_to(part, number)

    def _broadcasts_checked(self) -> None:
        for sign in (self.heaplus, self.heaplus_across):
            sign.checked = True
            sign.look()

    def changed(self, number: str) -> None:
        """Something of the case was kept; whatever shows it looks again."""
        if number:
            self._quiet.start()
        self._tell_day()
        page = self.pages.currentWidget()
        if page is not None and hasattr(page, "look_again"):
            page.look_again(number)

    def others_changed(self, numbers: frozenset[str]) -> None:
        """Another desk kept something of these cases; none named: of anything, also the settings."""
        if not numbers and self._desk.store.site() != self._desk.site:
            self.site_changed()
        self.changed(next(iter(numbers)) if len(numbers) == 1 else "")

    def file_received(self, number: str = "", document: str = "") -> None:
        """Ask for the files of a received paper and file them with a case."""
        self.drops.file_received(number, document)

    def site_changed(self) -> None:
        """Read the book anew with the settings that were kept."""
        self._desk = replace(self._desk, book=self._read_book(self._desk.store.site()))

    def taste(self, what: Taste, value: str) -> None:
        """Ask for another language or look; the window is made anew where it stands."""
        if what != "toured" and self.settings.unsaved:
            tell(self, say("Something typed in the settings is not saved yet."),
                 say("Save it first; then choose again."))  # fmt: skip
            self.settings.look_again()
            return
        self.taste_wished.emit(what, value)

    def hand_over(self) -> list[tuple[str, str]]:
        """Keep what is typed, close the wizards and give their cases and names: another window goes on."""
        self._handed_over = True
        begun = []
        for (_, wizard), opened in list(self._wizards.items()):
            opened.close()
            begun.append((opened.session.number, wizard))
        return begun

    def warn(self, seconds: int) -> None:
        """Say that the desk is about to be locked; any key or a move of the mouse goes on."""
        words = say("The desk locks in {seconds} seconds. Press any key to go on.", seconds=seconds)
        self.locking.tell(words if seconds else "", self)

    def leave_for_lock(self) -> None:
        """Keep what is typed and remember where the person stood, in the locked file; then close."""
        begun = [
            {"number": w.session.number, "wizard": w.session.wizard.name, "page": w.current.page.id,
             "field": w.current.focus_path}
            for w in self._wizards.values() if not w.session.over
        ]  # fmt: skip
        page = self.pages.currentWidget()
        case = self._case.number if self._case is not None and page is self._case else ""
        room = next((name for name, each in self._rooms.items() if each is page), "")
        part = getattr(page, "part", "") if case else ""
        place = {"case": case, "part": part, "room": room, "wizards": begun}
        try:
            self._desk.store.keep_preference(self._desk.actor, "place", json.dumps(place))
        except Exception as trouble:  # the lock closes whatever happens; only the place is forgotten
            log_defect(trouble)
        for dialog in QApplication.topLevelWidgets():
            if isinstance(dialog, QDialog) and dialog not in self._wizards.values():
                dialog.reject()
        clipboard = QApplication.clipboard()
        if clipboard.ownsClipboard():
            clipboard.clear()
        self.switch_user()

    def take_up(self) -> None:
        """Go back to where the person stood when the desk was locked."""
        store, actor = self._desk.store, self._desk.actor
        try:
            place = json.loads(store.preference(actor, "place") or "{}")
            if not place:
                return
            store.keep_preference(actor, "place", "")
            if place["case"]:
                self.open_case(place["case"], place["part"])
            elif place["room"]:
                self.open_room(place["room"])
            for each in place["wizards"]:
                self.open_wizard(each["number"], each["wizard"], each["page"], each["field"])
        except Exception as trouble:  # the desk is open; standing elsewhere is no harm
            log_defect(trouble)

    # Rooms -----------------------------------------------------------------------------------------

    def open_room(self, name: str) -> None:
        """Show a room of the rail."""
        self._remember()
        self._show_room(name)

    def _show_room(self, name: str) -> None:
        room = self._rooms[name]
        self.pages.setCurrentWidget(room)
        self._mark(name)
        if hasattr(room, "look_again"):
            room.look_again("")
        if hasattr(room, "take_focus"):
            room.take_focus()

    def go_back(self) -> None:
        """Show what was shown before."""
        if not self._back:
            return
        kind, name, part = self._back.pop()
        if kind == "room":
            self._show_room(name)
        else:
            self.open_case(name, part)
            self._back.pop()

    def _remember(self) -> None:
        page = self.pages.currentWidget()
        for name, room in self._rooms.items():
            if room is page:
                self._back.append(("room", name, ""))
        number = getattr(page, "number", "")
        if number and page is self._case:
            self._back.append(("case", number, getattr(page, "part", "")))
        del self._back[:-30]

    # Making ----------------------------------------------------------------------------------------

    def _make(self, words: str) -> None:
        whole = QWidget()
        whole.setMinimumSize(480, 300)  # below what the wide bar asks for, so that it can fold
        self.setCentralWidget(whole)
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.rail = Rail()
        self.rail.wished.connect(self._rail_moved)
        self.heaplus = HeaplusSign(self)
        self.heaplus.setFixedWidth(RAIL_WIDTH)
        self.heaplus_across = HeaplusSign(self, across=True)
        for sign in (self.heaplus, self.heaplus_across):
            sign.wished.connect(self.open_heaplus)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.rail, 1)
        left.addWidget(self.heaplus)
        row.addLayout(left)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        self.bar = Bar(self._desk.actor.name, self._find)
        self.bar.room_wished.connect(self.open_room)
        self.bar.case_wished.connect(self.open_case)
        self.bar.referral_wished.connect(lambda: self.open_wizard("", "referral"))
        self.bar.switch_wished.connect(self.switch_user)
        self.search = self.bar.search
        right.addWidget(self.bar)
        right.addWidget(parts.rule())
        right.addWidget(self.heaplus_across)
        if words:
            right.addWidget(notice(words))
        if self._desk.store.recovered:
            right.addWidget(notice(say(
                "The desk was opened with a recovery code; the reason stands in the history. Make a new code "
                "in Settings, People."
            )))  # fmt: skip
        self.alerts, self.locking = Alerts(), Locking()
        self.alerts.wished.connect(lambda: self.open_settings("safety"))
        right.addWidget(self.alerts)
        self.pages = QStackedWidget()
        right.addWidget(self.pages, 1)
        row.addLayout(right, 1)

    def _make_keys(self) -> None:
        def key(sequence: str, act: Callable[[], object]) -> None:
            QShortcut(QKeySequence(sequence), self).activated.connect(act)

        key("Ctrl+K", self._to_search)
        key("Ctrl+N", lambda: self.open_wizard("", "referral"))
        key("Alt+Left", self.go_back)
        key("Ctrl+E", self._note)
        key("Ctrl+I", lambda: self.file_received(self._in_sight()))
        key("F1", self.show_keys)
        key("F5", lambda: self.changed(""))
        for number, (name, _) in enumerate(ROOMS, 1):
            key(f"Alt+{number}", partial(self.open_room, name))

    # Doing -----------------------------------------------------------------------------------------

    def show_keys(self) -> None:
        """The shortcuts, in a list."""
        from ui.qt.keys import KeysDialog

        KeysDialog(self).exec()

    def switch_user(self) -> None:
        """Close the desk for the next person; what was typed stays as it stood."""
        self._switching = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Wizards keep what is typed and close with the window."""
        for timer in (self._clock, self._quiet, self._warm):
            timer.stop()
        if self._search_done.isActive():
            self._search_done.stop()
            self._note_search()
        self.locking.close()
        for wizard in list(self._wizards.values()):
            wizard.close()
        self.search.leave()
        for table in self.findChildren(Table):
            table.blockSignals(True)  # tables that go tell of rows to a store that is closed
        self.drops.leave()
        super().closeEvent(event)
        if not self._handed_over:
            self.leaving.emit(self._switching)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Shift+F1 that no row took opens the "Why?" that stands nearest to the cursor."""
        asks = event.key() == Qt.Key.Key_F1 and event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        page = self.pages.currentWidget()
        if not (asks and page is not None and ask_here(page)):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """A narrow window folds the rail into a menu and leaves the words that others can spare."""
        super().resizeEvent(event)
        self.rail.setVisible(self.width() >= NARROW)
        self.heaplus.setVisible(self.width() >= NARROW)
        self.heaplus_across.setVisible(self.width() < NARROW)
        self._tell_day()

    def _look_ahead(self) -> None:
        """Derive tomorrow's worklist beforehand, so that the next morning opens at once."""
        from crs_intake.casework import worklist

        desk = self._desk
        self._ahead.start(lambda: worklist.look_ahead(desk))

    def _make_ready(self) -> None:
        """Make the page of a case and its largest view while nobody waits for them."""
        page = self.case_page
        QTimer.singleShot(0, page, lambda: page.documents)

    def _tick(self) -> None:
        self._tell_day()
        if not self.search.text():
            self.changed("")

    def _tell_day(self) -> None:
        self.bar.tell(today(self._desk.clock), self.width())
        for sign in (self.heaplus, self.heaplus_across):
            sign.look()

    def _find(self, text: str) -> Sequence[Found]:
        from crs_intake.casework.cases import search

        found = search(self._desk, text, 12)
        self.searched.emit(text, tuple(found))  # this may be another thread
        return found

    def _remember_search(self, text: str, found: tuple[Found, ...]) -> None:
        self._searched = (text, found)
        self._search_done.start()  # noted once the person stops typing

    def _note_search(self) -> None:
        from crs_intake.casework.cases import note_search

        text, found = self._searched
        if len(text.strip()) > 1:
            note_search(self._desk, text, found)

    def _note(self) -> None:
        if self._case is not None and self.pages.currentWidget() is self._case:
            self._case.note_what_happened()

    def _in_sight(self) -> str:
        page = self._case
        return page.number if page is not None and self.pages.currentWidget() is page else ""

    def _to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _mark(self, name: str) -> None:
        self._tell_day()
        self.rail.mark(name)

    def _rail_moved(self, name: str) -> None:
        if self.pages.currentWidget() is not self._rooms.get(name):
            stays = self.rail.hasFocus()
            self.open_room(name)
            if stays:
                self.rail.setFocus()

    def _wizard_kept(self, number: str) -> None:
        self._last_kept = number
        self.changed(number)

    def _wizard_closed(self, key: tuple[str, str], wizard: CaseWizard) -> None:
        """Say what the wizard did; a new referral leads to its case."""
        self._wizards.pop(key, None)
        kept, self._last_kept = self._last_kept, ""
        if wizard.said:
            self.statusBar().showMessage(wizard.said, SAID_MS)
        if kept and (not key[0] or key[0].startswith("new:")):
            self.open_case(kept)
        else:
            self.changed("")
        self.activateWindow()
        if wizard.door is not None:
            self._lead(key[0], wizard.door)

    def _search_over(self, wizard: CaseWizard) -> None:
        over = wizard.findChild(SearchOver)
        if over is None:
            over = SearchOver(wizard, self._find)
            over.opened.connect(partial(self._leave_for, wizard))
        over.come()

    def _leave_for(self, wizard: CaseWizard, number: str) -> None:
        """Show a case that was found from within a wizard; what is typed there is kept as it stands."""
        title, typed = wizard.accessibleName(), wizard.session.touched
        wizard.close()
        self.open_case(number)
        if not typed:
            return
        words = say("{wizard} is kept as it stands; Today, Unfinished, goes on with it.", wizard=title)
        self.statusBar().showMessage(words, SAID_MS)

    def _lead(self, number: str, door: Door) -> None:
        """Go on where a wizard was left for something done elsewhere."""
        if door.again:
            self.apply_again(number)
        elif door.wizard:
            self.open_wizard(number, door.wizard, door.page)
        elif door.paper:
            self.open_paper(number, door.paper)
        else:
            self.open_case(number, door.part)


_SOON = (
    "ui.qt.case_page", "ui.qt.documents_view", "ui.qt.settings_view", "ui.qt.wizard", "ui.qt.cases",
    "ui.qt.calendar_page", "ui.qt.appointments", "ui.qt.history", "ui.qt.reports_page", "ui.qt.partner_desk",
    "ui.forms.fax_packet", "crs_intake.casework.papers", "crs_intake.casework.versions", "pypdfium2",
)  # fmt: skip
"""Code that the next click may need; read on the window's thread it would keep the window waiting."""


def _learn() -> object:
    """Read the letters, their makers and the code of rooms before somebody asks for the first of them."""
    from crs_intake.documents import catalogue

    for name in _SOON:
        import_module(name)
    return catalogue.known()
