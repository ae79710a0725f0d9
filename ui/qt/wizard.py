"""The wizards: real QWizards over pages without Qt; steps at the left, nothing lost, nobody trapped.

Next keeps the page's facts; closing, Cancel and Esc keep what is typed as a
draft, and the wizard opens again where it stood.
"""

from __future__ import annotations

from itertools import pairwise
from uuid import uuid4

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QAbstractButton, QPushButton, QWidget, QWizard

from crs_intake.casework import referral
from crs_intake.casework.ports import Desk
from crs_intake.domain.case import Case
from crs_intake.domain.decision import Assessment
from crs_intake.words import say
from ui.flow import WIZARDS
from ui.forms.conflict import Conflict
from ui.forms.form import Door
from ui.forms.session import Session
from ui.qt import blank_form, family_view, style
from ui.qt.beside import within
from ui.qt.control import REDO
from ui.qt.family_view import FamilyView
from ui.qt.form_page import FormPage
from ui.qt.steps import Steps
from ui.qt.task import Task, log_defect
from ui.qt.text import tell_error, tip

FOLDS = 900
"""Below this width, in logical pixels, the list of steps folds into one line above the page."""
_Button = QWizard.WizardButton


def open_wizard(desk: Desk, number: str | None, wizard: str, page: str = "", field: str = "",
                parent: QWidget | None = None, again: str = "") -> CaseWizard:  # fmt: skip
    """A wizard for a case, where it stood or at a page and field; without a number a new referral."""
    return CaseWizard(Session(desk, WIZARDS[wizard], number or None, again), page, field, parent)


class CaseWizard(QWizard):
    """A wizard of one case; `kept(number)` when facts or events were kept, `closed()` at the end."""

    kept = Signal(str)
    closed = Signal()

    def __init__(
        self, session: Session, page: str = "", field: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.said = ""
        """What finishing did, in a sentence for the window that opened the wizard."""
        self.door: Door | None = None
        """Where the person wished to go on when the wizard was left."""
        self.family: FamilyView | None = None
        """The page turned to the family, while it is shown."""
        self._jumping = True
        self._at = -1
        self._warned = -1
        self._walked = False
        """Whether the person has gone from one page to another."""
        wizard = session.wizard
        self._pages = [FormPage(session, each) for each in wizard.pages]
        for index, each in enumerate(self._pages):
            self.setPage(index, each)
            each.changed.connect(self._show_states)
            each.same.connect(self._same_child)
            each.onward.connect(self.next)
            each.wished.connect(self.go)
            each.led.connect(self.lead)
        self._aside = Task(self)
        self._aside.done.connect(self._weighed)
        self._aside.failed.connect(log_defect)
        session.later = self._aside.start
        self._dress()
        self.currentIdChanged.connect(self._moved)
        self.restart()
        start, focus = session.place(page, field)
        self._jump(self._index(start))
        self._jumping = False
        self._arrive(focus)

    # -- looks -------------------------------------------------------------------------------

    def _dress(self) -> None:
        wizard = self.session.wizard
        title = say(wizard.title)
        self.setWindowTitle(title if self.session.is_new else f"{title} · {self.session.number}")
        self.setAccessibleName(title)
        self.setWizardStyle(QWizard.WizardStyle.ClassicStyle)
        self.setOption(QWizard.WizardOption.IndependentPages)
        self.setOption(QWizard.WizardOption.HaveCustomButton1)
        self.steps = Steps(title, [say(each.title) for each in wizard.pages], self)
        self.steps.wished.connect(self.go)
        self.setSideWidget(self.steps)
        texts = {
            _Button.BackButton: say("&Back"), _Button.NextButton: say("&Next"),
            _Button.FinishButton: say(wizard.finish), _Button.CustomButton1: say("Save and &close"),
            _Button.CancelButton: say("Cancel"),
        }  # fmt: skip
        for which, words in texts.items():
            self.setButtonText(which, words)
            button: QAbstractButton = self.button(which)
            button.setAccessibleName(words.replace("&", ""))
        for page in self._pages:
            page.reserved = tuple(texts.values())
        for which in (_Button.NextButton, _Button.FinishButton):
            self.button(which).setProperty("role", "primary")
            self.button(which).style().polish(self.button(which))
        self.button(_Button.CancelButton).setAccessibleDescription(say("What is typed stays as a draft"))
        layout = [_Button.BackButton, _Button.NextButton, _Button.FinishButton, _Button.Stretch,
                  _Button.CustomButton1, _Button.CancelButton]  # fmt: skip
        if any(each.panel == "worksheet" for each in wizard.pages):
            layout.insert(4, _Button.CustomButton2)
            self._make_family_button()
        elif wizard.name == "referral" and self.session.is_new:
            layout.insert(4, _Button.CustomButton2)
            self._make_form_button()
        self.setButtonLayout(layout)
        shown = [self.button(each) for each in layout if each != _Button.Stretch]
        for first, then in pairwise(shown):
            self.setTabOrder(first, then)
        self.button(_Button.CustomButton1).clicked.connect(self.save_and_close)
        QShortcut(QKeySequence("F1"), self).activated.connect(self.show_help)
        for key in (
            "Ctrl+Z",
            *REDO,
        ):  # a line gives these keys to its page, whatever else has the cursor here
            what = (
                (lambda: self.current.undo_answer())
                if key == "Ctrl+Z"
                else (lambda: self.current.redo_answer())
            )
            QShortcut(QKeySequence(key), self).activated.connect(what)
        back = QShortcut(QKeySequence("F6"), self)
        back.activated.connect(lambda: self.steps.list.setFocus(Qt.FocusReason.ShortcutFocusReason))
        parent = self.parentWidget()
        room = parent.window().size() if parent is not None else None
        style.grow(self, room.width() if room else 1180, room.height() if room else 740)

    def _make_form_button(self) -> None:
        """Whoever has no form yet can be given a blank one (20.200)."""
        self.setOption(QWizard.WizardOption.HaveCustomButton2)
        self.setButtonText(_Button.CustomButton2, say("Blank form"))
        button = self.button(_Button.CustomButton2)
        button.setAccessibleName(say("Blank form: referral"))
        if isinstance(button, QPushButton):
            blank_form.give_menu(button, self.session.desk, self)

    def show_help(self) -> None:
        """How this wizard is done."""
        from ui.qt.keys import KeysDialog

        KeysDialog(self, self.session.wizard.name).exec()

    def _make_family_button(self) -> None:
        words, tip_words = family_view.words()
        self.setOption(QWizard.WizardOption.HaveCustomButton2)
        self.setButtonText(_Button.CustomButton2, words)
        button = self.button(_Button.CustomButton2)
        button.setAccessibleName(words.replace("&", ""))
        tip(button, tip_words)
        button.clicked.connect(self.turn_to_family)
        QShortcut(QKeySequence("F9"), self).activated.connect(self.turn_to_family)

    def turn_to_family(self) -> None:
        """Turn the worksheet to the family, or put it away."""
        if self.family is not None:
            self.family.close()
            return
        self.family = made = FamilyView(self)
        made.gone.connect(self._family_gone)
        self._show_family()
        made.turn_to_family()

    def _family_gone(self) -> None:
        gone, self.family = self.family, None
        if gone is not None:
            gone.deleteLater()

    def _show_family(self) -> None:
        if self.family is not None:
            self.family.show_case(self.session.assessment(), self.session.seen)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """What hides the worksheet (lock, another person, its end) takes the family's page away."""
        super().hideEvent(event)
        if self.family is not None:
            self.family.close()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fold the steps where there is no room for them."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        folded = self.width() < FOLDS
        if self.steps.isHidden() != folded:
            self.steps.setVisible(not folded)
        if 0 <= self._at < len(self._pages):
            self._pages[self._at].fold(folded)

    def _show_states(self) -> None:
        ids = [each.id for each in self.session.wizard.pages]
        states = [self.session.state(id) for id in ids]
        visited = [self.session.wizard.along or id in self.session.visited for id in ids]
        self.steps.show_states(states, self._at, visited)
        self._pages[self._at].folded.show_states(states, self._at, visited)
        self._show_family()

    def _weighed(self, result: tuple[Case, Assessment]) -> None:
        """Show which missing facts matter, once that was tried off this thread."""
        if self.session.weighed(*result) and not self.session.over and self._at >= 0:
            self.current.refresh()
            self._show_states()

    # -- going about -------------------------------------------------------------------------

    def page_at(self, id: str) -> FormPage:
        """The page with that id."""
        return self._pages[self._index(id)]

    @property
    def current(self) -> FormPage:
        """The page in hand."""
        return self._pages[self._at]

    def _index(self, id: str) -> int:
        ids = [each.id for each in self.session.wizard.pages]
        return ids.index(id) if id in ids else 0

    def go(self, index: int) -> None:
        """Go to a visited page with one click; the page left is kept."""
        if index == self._at or not 0 <= index < len(self._pages):
            return
        self._jumping = True
        self.setUpdatesEnabled(False)
        self._jump(index)
        self.setUpdatesEnabled(True)
        self._jumping = False
        self._walked = True
        self._leave()
        self._arrive()

    def _jump(self, index: int) -> None:
        # QWizard knows only neighbours, and its history must hold every page before the one in hand.
        while self.currentId() > index:
            self.back()
        while 0 <= self.currentId() < index:
            self.next()

    def initializePage(self, id: int) -> None:  # noqa: N802 - Qt's name
        """Pages build themselves when somebody arrives."""

    def nextId(self) -> int:  # noqa: N802 - Qt's name
        """The pages are in a fixed order; Next passes over those that ask nothing of this applicant."""
        following = range(self.currentId() + 1, len(self._pages))
        if self._jumping:
            return next(iter(following), -1)
        ids = [each.id for each in self.session.wizard.pages]
        needed = (at for at in following if self.session.asks(ids[at]))
        return next(needed, following[-1] if following else -1)

    def setVisible(self, visible: bool) -> None:  # noqa: N802 - Qt's name
        """Put the cursor in its place once the window is there."""
        super().setVisible(visible)
        if visible:
            QTimer.singleShot(0, self, self._refocus)

    def _refocus(self) -> None:
        if self._at >= 0 and self.current.view is not None:
            self.current.view.focus_at(self.current.focus_path)

    def validateCurrentPage(self) -> bool:  # noqa: N802 - Qt's name
        """Stop once at what cannot be taken; a second Next goes on and leaves it for later."""
        if self._jumping:
            return True
        wrong = self.current.reveal()
        if not wrong or self._warned == self._at:
            return True
        self._warned = self._at
        self.current.announce(say("An answer cannot be taken. Put it right, or press Next again to go on."))
        return False

    def _moved(self, id: int) -> None:
        if not self._jumping and id >= 0 and id != self._at:
            self._walked = True
            self._leave()
            self._arrive()

    def _leave(self) -> None:
        """Keep the facts of the page that was in hand."""
        try:
            if self._keep() and not self.session.is_new:
                self.kept.emit(self.session.number)
        except Exception as trouble:  # whatever it is, the draft is kept and the person hears of it
            self.current.save()
            self._tell(trouble)

    def _tell(self, trouble: Exception) -> None:
        """Say a trouble; of a page changed at two desks show both versions and keep the one chosen."""
        if not isinstance(trouble, Conflict):
            tell_error(self, trouble)
            return
        from ui.qt.conflict import ask_which

        choice = ask_which(trouble, self)
        if choice == "later":
            return
        try:
            self.session.settle(trouble, mine=choice == "mine")
        except Exception as again:  # saved once more meanwhile: the draft stays
            tell_error(self, again)
            return
        self.kept.emit(self.session.number)

    def _keep(self) -> bool:
        return within(self, self.session, lambda: self.session.leave(self.current.page.id))

    def _arrive(self, focus: str = "") -> None:
        self._at = self.currentId()
        self._warned = -1
        page = self.current
        page.focus_path = focus
        page.enter(focus)
        self._fold()
        self._show_states()
        if self.session.touched:
            page.save()
        page.announce(say("Page {n} of {count}: {page}", n=self._at + 1, count=len(self._pages),
                          page=say(page.page.title)))  # fmt: skip

    # -- the end -----------------------------------------------------------------------------

    def accept(self) -> None:
        """Finish: keep the page, do what the wizard is for, and close; a refusal says what is missing."""
        if self._warned != self._at and self.current.reveal():
            self._warned = self._at
            return
        try:
            self._keep()
            done = within(self, self.session, lambda: self.session.finish(uuid4()))
        except Exception as trouble:  # shown in its own words, and nothing typed is lost
            self._tell(trouble)
            self.current.enter(self.current.focus_path)
            return
        self.said = done.said
        self.kept.emit(done.number)
        super().accept()
        self._close()

    def save_and_close(self) -> None:
        """Keep what is a fact, leave the rest as a draft, and close."""
        self.current.save()
        self._leave()
        if self.session.begun or self._walked:  # who goes on later goes on here
            self.current.save()
        self.session.over = True  # closing takes the cursor out of its line, which keeps a draft
        super().reject()
        self._close()

    def lead(self, door: Door) -> None:
        """Leave what is typed as it stands and go on elsewhere; the wizard is taken up again later."""
        self.door = door
        self.save_and_close()

    def reject(self) -> None:
        """Cancel, Esc, or the window's cross: what is typed stays as a draft."""
        self.current.save()
        super().reject()
        self._close()

    def _close(self) -> None:
        self.session.over = True
        self.closed.emit()
        self.deleteLater()

    def _same_child(self, number: str) -> None:
        """File the form with the case of the same child; both spellings find it."""
        try:
            referral.file_as_same(
                self.session.desk, number, self.session.seen, uuid4(), draft=self.session.number
            )
        except Exception as trouble:  # shown in its own words; the form stays open
            tell_error(self, trouble)
            return
        self.kept.emit(number)
        super().reject()
        self._close()
