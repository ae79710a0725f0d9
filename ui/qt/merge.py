"""Two cases that may be of one child: side by side, told apart for good, or merged by a supervisor.

Merging copies and deletes nothing: one case goes on in the other, and can be parted again.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from crs_intake.casework import merging, referral, rights
from crs_intake.casework.ports import Desk
from crs_intake.domain.errors import DeskError
from crs_intake.domain.kept import Found
from crs_intake.words import say, told
from ui import names
from ui.forms import reading
from ui.qt import heard, parts, style
from ui.qt.beside import beside
from ui.qt.duplicates import compared_facts, side_by_side
from ui.qt.table import Column, Row, Table
from ui.qt.text import Label, clear


class MergeDialog(QDialog):
    """Cases like this one, the chosen one beside it; `done_to` is the case that is kept after a merge."""

    def __init__(self, desk: Desk, number: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._number = desk, number
        self._pair: merging.Pair | None = None
        self.done_to = ""
        self.told_apart = False
        self.setWindowTitle(say("The same child?"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(style.AROUND, style.AROUND, style.AROUND, style.AROUND)
        inside, column = parts.page(0)
        outer.addWidget(parts.scrolling(inside), 1)
        column.addWidget(Label(say("The same child?"), "title"))
        column.addWidget(Label(say("Cases like case {number}. Choose one, or type the number of another.",
                                   number=number), "help"))  # fmt: skip
        self.table = Table(say("Cases of perhaps the same child"), (
            Column(say("Name"), stretch=2), Column(say("Born")), Column(say("What speaks for it"), stretch=3),
            Column(say("Case")),
        ))  # fmt: skip
        self.table.setFixedHeight(116)
        self.table.moved.connect(self._moved)
        column.addWidget(self.table)
        self.none = Label(say("No case looks like this child."), "muted")
        column.addWidget(self.none)
        self.typed = QLineEdit()
        heard.finished(self.typed, self._typed)
        parts.field(column, say("Another case &number"), self.typed, width=220)
        self.beside = QVBoxLayout()
        column.addLayout(self.beside)
        self._make_choice(column)
        column.addStretch(1)
        outer.addLayout(self._make_buttons())
        self._fill(merging.candidates(desk, number))
        style.grow(self, 860, 640)

    def choose(self, number: str) -> None:
        """Put another case beside this one; a number that cannot be is said in words."""
        self._say("")
        try:
            self._pair = merging.advise(self._desk, self._number, number) if number else None
            if number == self._number:
                self._pair = None
        except DeskError as trouble:
            self._pair = None
            self._say(told(trouble))
        self._show()

    def _make_choice(self, column: QVBoxLayout) -> None:
        self.choice = QWidget()
        inner = QVBoxLayout(self.choice)
        inner.setContentsMargins(0, style.GAP, 0, 0)
        inner.setSpacing(style.GAP)
        inner.addWidget(Label(say("Which case is kept (required)"), "strong"))
        self.keeps = QButtonGroup(self)
        self.keep_this, self.keep_other = QRadioButton(), QRadioButton()
        for each in (self.keep_this, self.keep_other):
            self.keeps.addButton(each)
            inner.addWidget(each)
        self.advice = Label("", "help")
        inner.addWidget(self.advice)
        self.reason = QLineEdit()
        self.reason.setMaxLength(500)
        parts.field(inner, say("How do you know? &Reason (required)"), self.reason)
        words = say("The other case becomes a pointer: its history and papers are seen from the kept one, "
                    "its clocks stop. Undo brings both back as they were.")  # fmt: skip
        inner.addWidget(Label(words, "help"))
        column.addWidget(self.choice)

    def _make_buttons(self) -> QVBoxLayout:
        column = QVBoxLayout()
        self.trouble = parts.Trouble()
        self.trouble.hide()
        column.addWidget(self.trouble)
        self.merge = parts.button(say("&Merge"), "primary")
        self.apart = parts.button(say("Anot&her child"))
        leave = parts.button(say("Cancel"))
        self.merge.clicked.connect(self._merge)
        self.apart.clicked.connect(self._apart)
        leave.clicked.connect(self.reject)
        column.addWidget(parts.foot(self.merge, self.apart, leave))
        return column

    def _fill(self, found: Sequence[Found]) -> None:
        self.table.fill([
            Row(each.number, (each.name, names.short_day(each.born) if each.born else "–", each.why,
                              each.number))
            for each in found
        ])  # fmt: skip
        self.table.setVisible(bool(found))
        self.none.setVisible(not found)
        self.choose(str(self.table.current() or ""))

    def _moved(self, key: object) -> None:
        self.typed.clear()
        self.choose(str(key or ""))

    def _typed(self) -> None:
        if number := reading.tidy(self.typed.text()):
            self.choose(number)

    def _show(self) -> None:
        clear(self.beside)
        pair = self._pair
        self.choice.setVisible(pair is not None)
        self.apart.setEnabled(pair is not None)
        self.merge.setEnabled(False)
        if pair is None:
            return
        here = pair.kept if pair.kept.number == self._number else pair.gone
        there = pair.gone if here is pair.kept else pair.kept
        heads = tuple(say("Case {number}", number=case.number) for case in (here, there))
        self.beside.addLayout(side_by_side((heads[0], heads[1]), compared_facts(here, there)))
        for button, case in ((self.keep_this, here), (self.keep_other, there)):
            button.setText(say("Keep case {number}", number=case.number))
            button.setAccessibleName(button.text())
            button.setProperty("number", case.number)
            button.setChecked(case is pair.kept)
        self.advice.setText(say("Advised: case {number}. {why}", number=pair.kept.number, why=say(pair.why)))
        may = rights.may(self._desk.actor, "cases.merge", pair.kept)
        self.merge.setEnabled(may)
        if not may:
            self._say(say("A supervisor merges cases; you can say that it is another child."))

    def _merge(self) -> None:
        if self._pair is None:
            return
        kept = str((self.keep_this if self.keep_this.isChecked() else self.keep_other).property("number"))
        gone = self._pair.gone.number if kept == self._pair.kept.number else self._pair.kept.number
        try:
            reason, action = reading.tidy(self.reason.text()), uuid4()
            if not beside(self, self._desk, lambda desk: merging.merge(desk, gone, kept, reason, action)):
                return
        except DeskError as trouble:
            self._say(f"{told(trouble)} {told(trouble.then)}".strip())
            if not self.reason.text().strip():
                self.reason.setFocus()
                parts.Scroll.bring(self.reason)
            return
        self.done_to = kept
        self.accept()

    def _apart(self) -> None:
        if self._pair is None:
            return
        try:
            referral.another_child(self._desk, self._pair.kept.number, self._pair.gone.number, uuid4())
        except DeskError as trouble:
            self._say(told(trouble))
            return
        self.told_apart = True
        self._fill(merging.candidates(self._desk, self._number))

    def _say(self, words: str) -> None:
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))
