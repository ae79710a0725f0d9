"""What is seldom done with a case: an urgent request, the same child, entered by mistake, and their undo.

What cannot be done now is switched off, and its tip says why.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol
from uuid import uuid4

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from crs_intake.casework import rights
from crs_intake.casework.ports import Desk
from crs_intake.words import say, say_with
from ui.qt.beside import beside
from ui.qt.reason import ask_reason
from ui.qt.text import plain_tip, tell_error
from ui.qt.way import Way
from ui.views import CaseView


class Page(Protocol):
    """The page of the case."""

    number: str
    view: CaseView | None

    def note_what_happened(self, kind: str = "") -> bool:
        """Note an entry of that kind."""
        ...


class CaseActs(QPushButton):
    """A button with the menu of a case."""

    def __init__(self, page: Page, way: Way) -> None:
        super().__init__(say("M&ore"))
        self.setAutoDefault(True)
        self.setAccessibleName(say("More acts of the case"))
        self._page, self._way = page, way
        self.ask: Callable[[QWidget | None, str, str, str], str] = ask_reason
        menu = QMenu(self)
        menu.setAccessibleName(self.accessibleName())
        menu.setToolTipsVisible(True)
        self.actions_by: dict[str, QAction] = {}
        self._add(menu, "urgent_request", say("&Urgent request of a plan's Medical Director…"),
                  lambda: page.note_what_happened("urgent_request"))  # fmt: skip
        self._add(menu, "received", say("File a &received paper…"),
                  lambda: way.file_received(page.number))  # fmt: skip
        self._add(menu, "hand_over", say("&Hand over…"), self.hand_over)
        self._add(menu, "heaplus", say("HEAplus &application…"),
                  lambda: way.open_partner("application", page.number))  # fmt: skip
        self._add(menu, "same", say("Perhaps the &same child…"), self.find_the_same)
        self._add(menu, "void", say("Entered by &mistake: the whole case…"), self.void_case)
        self.setMenu(menu)

    def _add(self, menu: QMenu, name: str, words: str, act: Callable[[], object]) -> None:
        self.actions_by[name] = QAction(words, menu)
        self.actions_by[name].triggered.connect(lambda _on=False: act())
        menu.addAction(self.actions_by[name])

    def hand_over(self) -> None:
        """Put the case into the hands of another person of the desk."""
        from ui.qt.hand_over import HandOver

        asked = HandOver(self._way.desk, self._page.number, self)
        asked.exec()
        if asked.handed:
            self._way.changed(self._page.number)

    def find_the_same(self) -> None:
        """Cases of perhaps the same child: told apart, or merged."""
        from ui.qt.merge import MergeDialog

        if not self._page.number:
            return
        asked = MergeDialog(self._way.desk, self._page.number, self)
        asked.exec()
        if asked.done_to:
            self._way.open_case(asked.done_to)

    def void_case(self) -> None:
        """The whole case was entered by mistake; asks for the reason."""
        from crs_intake.casework import mistakes

        reason = self.ask(
            self, say("Entered by mistake: the whole case"),
            say("Case {number} stays readable and runs no clock any more; it leaves Today. Undo brings it "
                "back as it was.", number=self._page.number), say("&Entered by mistake"),
        )  # fmt: skip
        self._do(reason, lambda desk: mistakes.void_case(desk, self._page.number, reason, uuid4()))

    def undo_void(self) -> None:
        """The case counts again: it was no mistake, or the two cases are parted; asks for the reason."""
        from crs_intake.casework import merging

        void = self._page.view.void if self._page.view is not None else None
        if void is None:
            return
        words = (
            say("Case {number} and case {other} become two cases again, as they were before.",
                number=self._page.number, other=void.number) if void.kind == "merged"
            else say("Case {number} counts again, with its clocks and papers as the dates say.",
                     number=self._page.number)
        )  # fmt: skip
        reason = self.ask(self, say("Undo"), words, say("&Undo"))
        number = self._page.number
        self._do(reason, lambda desk: merging.take_back(desk, number, void.id, reason, uuid4()))

    def _do(self, reason: str, act: Callable[[Desk], object]) -> None:
        if not reason:
            return
        try:
            beside(self, self._way.desk, act)
        except Exception as trouble:  # said in its own words; nothing was changed
            tell_error(self, trouble)
        self._way.changed(self._page.number)

    def show_view(self, view: CaseView) -> None:
        """Switch off what cannot be done now; the tip says why."""
        actor, case = self._way.desk.actor, view.case
        told = {"same": "", "void": "", "urgent_request": "", "hand_over": ""}
        if "handed_over" not in view.standing.may:
            told["hand_over"] = say("This case counts no more already.")
        if view.void is not None:
            told["same"] = told["void"] = say("This case counts no more already.")
        elif not rights.may(actor, "events.void", case):
            told["void"] = say("A supervisor does this.")
        no = next((each for each in view.standing.may_not if each.event == "urgent_request"), None)
        if "urgent_request" not in view.standing.may:
            told["urgent_request"] = say_with(no.reason, no.inputs) if no else say("Not now")
        may_help = all(rights.may(actor, act) for act in ("partner.see", "assisted.keep"))
        told["heaplus"] = "" if may_help else say("Who assists with HEAplus applications does this.")
        for name, why in told.items():
            self.actions_by[name].setEnabled(not why)
            self.actions_by[name].setToolTip(plain_tip(why))
