"""One page of a wizard: title, questions in one column, the program's remarks, and a part of its own.

Typing tells the session at once; a draft is kept when a field is left and
two seconds after the last key. Ctrl+Z takes back answer by answer, Ctrl+Y gives it again.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
    QWizardPage,
)  # fmt: skip

from crs_intake.words import say
from ui.forms.form import Door, Field, Note, Page, Values
from ui.forms.session import Session
from ui.forms.undo import Step, Undo
from ui.qt import mnemonics, parts, ssn, style
from ui.qt.area import Area
from ui.qt.duplicates import Duplicates, buttons
from ui.qt.fields import FieldView, Remark, Remarks
from ui.qt.form_view import FormView
from ui.qt.heard import announce
from ui.qt.rows import Cards
from ui.qt.so_far import ROOM, SoFar
from ui.qt.steps import FoldedSteps
from ui.qt.text import Label, clear
from ui.qt.why import ask_here, show_why
from ui.qt.worksheet import Worksheet

SAVE_MS = 2000
CHOSEN = ("choice", "pick", "many", "yes_no", "tick", "rows")
"""Answers that are not typed letter by letter."""


class FormPage(QWizardPage):
    """The page; `changed()` after anything was typed, `same(number)` when the form belongs to a case."""

    changed = Signal()
    same = Signal(str)
    onward = Signal()
    wished = Signal(int)
    led = Signal(object)

    def __init__(self, session: Session, page: Page, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self.page = session, page
        self.view: FormView | None = None
        self.panel: QWidget | None = None
        self.so_far: SoFar | None = None
        self.reserved: tuple[str, ...] = ()
        """Words with the letters that the window itself listens to."""
        self._lettered: list[FieldView | Cards] = []
        self._stops: list[QWidget] = []
        self.focus_path = ""
        self._undo = Undo({})
        self.setAccessibleName(say(page.title))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_MS)
        self._timer.timeout.connect(self.save)

    # -- building ----------------------------------------------------------------------------

    def enter(self, focus: str = "") -> None:
        """Come to the page: build it once, see the case as it is now, put the cursor in its place."""
        form = self.session.enter(self.page.id)
        if self.view is None:
            self._build()
        elif self.view.form is not form:
            self._rebuild()
        self.refresh()
        self._body.show()
        self._undo = Undo(form.dump(whole=True))
        if self.view is not None:
            self.view.focus_at(focus)
        if isinstance(self.panel, Duplicates):
            self.panel.typed()

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._area = Area(self)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.folded = FoldedSteps([say(each.title) for each in self.session.wizard.pages], self)
        self.folded.wished.connect(self.wished)
        self.folded.hide()
        outer.addWidget(self.folded)
        outer.addWidget(self._area)
        inside = QWidget(self._area.viewport())
        inside.setObjectName("page")
        row = self._row = QHBoxLayout(inside)
        row.setContentsMargins(style.AROUND, style.AROUND, style.AROUND, style.AROUND)
        row.setSpacing(style.AROUND)
        # Everything is made in its place and out of sight: what is moved later is dressed anew each time.
        self._area.setWidget(inside)
        self._body = QWidget(inside)
        wide = self.page.panel == "worksheet"
        if not wide:
            self._body.setMaximumWidth(style.FORM_WIDTH)
        self._body.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(self._body, 1 if wide else 10)
        if self.session.wizard.name == "worksheet" and not wide:
            self.so_far = SoFar(inside)
            self.so_far.setHidden(self.width() < ROOM)  # the page may have had its width long before
            row.addWidget(self.so_far, 0, Qt.AlignmentFlag.AlignTop)
        if not wide:
            row.addStretch(0)
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(style.BETWEEN)
        self._fill()

    def fold(self, folded: bool) -> None:
        """Show the steps in one line above the page, or not."""
        self.folded.setVisible(folded)
        edge = style.BETWEEN if folded else style.AROUND
        self._row.setContentsMargins(edge, edge, edge, edge)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The totals stand beside the questions only where both have room."""
        super().resizeEvent(event)
        if self.so_far is not None:
            self.so_far.setVisible(self.width() >= ROOM)

    def _fill(self) -> None:
        self.heading = Label(say(self.page.title), "title", parent=self._body)
        self._column.addWidget(self.heading)
        if self.page.intro:
            self._column.addWidget(Label(say(self.page.intro), "help", parent=self._body))
        self._closed = QFrame(self._body)
        self._closed.setProperty("role", "banner")
        inside = QVBoxLayout(self._closed)
        self._closed_words = Remark("due", parent=self._closed)
        inside.addWidget(self._closed_words)
        self._column.addWidget(self._closed)
        self._slot = QVBoxLayout()
        self._column.addLayout(self._slot)
        self.notes = Remarks(self._body)
        self.notes.why.connect(self._why_note)
        self._column.addWidget(self.notes)
        self._doors: tuple[Door, ...] = ()
        self._doorway = QWidget(self._body)
        self._doorway.setLayout(parts.Flow(style.GAP))
        self._doorway.hide()
        self._column.addWidget(self._doorway)
        self._make_panel()
        self._column.addStretch(1)
        self._rebuild()

    def _make_panel(self) -> None:
        if self.page.panel == "duplicates":
            panel = Duplicates(self.session, self._body)
            panel.same.connect(self.same)
            panel.another.connect(lambda _number: self.focus_first())
            self.panel = panel
        elif self.page.panel == "worksheet":
            self.panel = Worksheet(self._body)
        if self.panel is not None:
            self._column.addWidget(self.panel)

    def _rebuild(self) -> None:
        clear(self._slot)
        form = self.session.form(self.page.id)
        self.view = FormView(form, self._blank, parent=self._body)
        self.view.typed.connect(self._typed)
        self.view.left.connect(self._left)
        self.view.why.connect(self._why)
        self.view.through.connect(self._through)
        self.view.grew.connect(self._grown)
        self.view.full_wished.connect(self._full)
        self._slot.addWidget(self.view)
        self.view.show()  # a layout shows it only later, and the cursor is wanted now

    def _blank(self, key: str) -> Values:
        return self.page.blank(self.session.about(), key)

    # -- typing ------------------------------------------------------------------------------

    def _typed(self, path: str) -> None:
        form = self.session.form(self.page.id)
        by_letters = form.field(path).kind not in CHOSEN
        self._undo.typed(path, form.text(path) if by_letters else None, form.dump(whole=True))
        self.focus_path = path
        self.session.typed(self.page.id)
        self.refresh()
        self._timer.start()
        self.changed.emit()

    def _left(self, path: str) -> None:
        self.focus_path = path
        self.session.typed(self.page.id)
        self.refresh()
        self._undo.left(self.session.form(self.page.id).dump(whole=True))
        self.save()

    def undo_answer(self) -> None:
        """Take back the last answer on this page (Ctrl+Z)."""
        self._turn(self._undo.back())

    def redo_answer(self) -> None:
        """Give again what was taken back last (Ctrl+Y)."""
        self._turn(self._undo.again())

    def _turn(self, step: Step | None) -> None:
        """Show the page as it stood, with the cursor where it changed."""
        if step is None:
            return
        self.page.prepare(self.session.form(self.page.id).load(step.texts))
        self.focus_path = step.path
        self.session.typed(self.page.id)
        self.refresh()
        if self.view is not None and not self._stands_at(step.path):
            self.view.focus_at(step.path)
        self._undo.left(self.session.form(self.page.id).dump(whole=True))
        self._timer.start()
        self.changed.emit()

    def _stands_at(self, path: str) -> bool:
        """Whether the cursor is in that answer, or in something beside it such as "Not known"."""
        widget: QObject | None = QApplication.focusWidget()
        if isinstance(widget, QRadioButton):  # the cursor follows the answer
            return False
        while widget is not None and widget is not self:
            if isinstance(widget, FieldView):
                return widget.path == path
            widget = widget.parent()
        return False

    def save(self) -> None:
        """Keep what is typed as a draft, with the place of the cursor."""
        self._timer.stop()
        self.session.save_draft(
            self.page.id, self.focus_path or (self.page.fields[0].key if self.page.fields else "-")
        )

    def _through(self) -> None:
        widget = QApplication.focusWidget()
        if not self.focusNextPrevChild(True) or QApplication.focusWidget() is widget:
            self.onward.emit()

    def refresh(self) -> None:
        """Show everything that follows from what is typed."""
        bars = self.session.bars(self.page.id)
        reason = "" if bars else self.session.closed(self.page.id)
        self._closed.setVisible(bool(reason or bars))
        self._closed_words.say("due", reason or self._told(bars))
        if self.view is not None:
            self.view.locked = tuple(bars) if not reason else (
                self.page.closes or tuple(each.key for each in self.page.fields))  # fmt: skip
            self.view.setVisible(not reason or bool(self.page.closes))
            self.view.refresh()
        asked = not reason or bool(self.page.closes)
        self._show_doors()
        self.notes.show_notes(self.session.notes(self.page.id) if asked else ())
        if self.so_far is not None:
            self.so_far.show_assessment(self.session.assessment(), self.session.seen)
        if isinstance(self.panel, Worksheet):
            self.panel.show_assessment(self.session.assessment(), self.session.seen, self.session.trouble)
        elif isinstance(self.panel, Duplicates):
            self.panel.typed()
        self._grown()

    def _grown(self) -> None:
        """Questions came or went: letters and the way of Tab follow."""
        self._hand_out_letters()
        stops = list(self.view.stops()) if self.view is not None else []
        if stops != self._stops:
            self._stops = stops
            for before, after in pairwise(stops):
                QWidget.setTabOrder(before, after)

    def _told(self, bars: Mapping[str, str]) -> str:
        """Each reason once, behind the heading of the part it concerns."""
        lines: dict[str, None] = {}
        for each in self.page.fields:
            if each.key in bars:
                heading = say(each.section) if each.section else ""
                lines[f"{heading}: {bars[each.key]}" if heading else bars[each.key]] = None
        return "\n".join(lines)

    def _show_doors(self) -> None:
        doors = self.page.doors(self.session.about_page(self.page.id))
        if doors == self._doors:
            return
        self._doors = doors
        layout = self._doorway.layout()
        assert layout is not None  # noqa: S101 - made with it
        clear(layout)
        for door in doors:
            made = parts.button(say(door.words))
            made.setAutoDefault(False)
            made.clicked.connect(lambda _on=False, which=door: self.led.emit(which))
            layout.addWidget(made)
        self._doorway.setVisible(bool(doors))

    def _hand_out_letters(self) -> None:
        """Alt and a letter for each label that is shown; only when other ones are shown than before."""
        found: list[FieldView | Cards] = list(self._body.findChildren(FieldView))
        found += self._body.findChildren(Cards)
        shown = [each for each in found if each.isVisibleTo(self._body) and not _settled(each)]
        if shown == self._lettered:
            return
        self._lettered = shown
        taken = mnemonics.taken_by([*self.reserved, *buttons()])
        mnemonics.hand_out(shown, taken)

    # -- finding the way ---------------------------------------------------------------------

    def focus_first(self) -> None:
        """Put the cursor at the first open question."""
        if self.view is not None:
            self.view.focus_at("")

    def reveal(self) -> int:
        """Say everything that is wrong and go to the first of it; gives how many there are."""
        wrong = self.session.form(self.page.id).read()[1]
        if wrong and self.view is not None:
            self.view.reveal()
        return len(wrong)

    def announce(self, words: str) -> None:
        """Tell a screen reader something at once."""
        announce(self, words, urgent=True)

    def _full(self, label: Label) -> None:
        applicant = self.session.case.applicant
        if applicant is not None:
            ssn.show(self, label, self.session.desk, self.session.number, applicant.id)

    def _why(self, asked: Field | Note) -> None:
        if isinstance(asked, Note):  # a remark beside a row
            self._why_note(asked)
        else:
            show_why(self, say(asked.label), asked.cite)

    def _why_note(self, note: Note) -> None:
        show_why(self, note.about or note.text, note.section, note.why)

    def event(self, event: QEvent) -> bool:
        """Shift+F1 opens "Why?" of the question with the cursor, or else the one that stands nearest."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and _asks_why(event):
            return self._why_here()
        return super().event(event)

    def _why_here(self) -> bool:
        field = self._field_here()
        if field is None or not field.cite:
            return ask_here(self)
        self._why(field)
        return True

    def _field_here(self) -> Field | None:
        widget: QObject | None = QApplication.focusWidget()
        while widget is not None and widget is not self:
            found = getattr(widget, "field", None)
            if isinstance(found, Field) and found.cite:
                return found
            widget = widget.parent()
        return None

    def typing(self) -> bool:
        """Whether a line holds the cursor, so that Enter belongs to it."""
        return isinstance(QApplication.focusWidget(), QLineEdit)


def _settled(view: FieldView | Cards) -> bool:
    return isinstance(view, FieldView) and view.settled


def _asks_why(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_F1 and bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
