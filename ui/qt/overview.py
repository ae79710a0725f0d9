"""The first view of a case: what to do next, what happened, and the parts to open.

Wide windows show two columns, narrow ones one.
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from crs_intake.casework.cases import masked
from crs_intake.words import say
from ui import steps
from ui.qt import mnemonics, parts, style
from ui.qt.fields import WhyButton
from ui.qt.text import Label, amp, clear
from ui.views import SECTIONS, CaseView, Part

EXPLAINED = (*SECTIONS, "determination", "documents")
"""Parts whose lines come from a rule, each with its "Why?"."""
SHOWN = 40
"""Happenings on the overview; all of them stand in the history."""


class Page(Protocol):
    """The page around the overview, which leads on."""

    def take_step(self, step: steps.Step) -> None:
        """Do what is next."""
        ...

    def take_way(self, step: steps.Step) -> None:
        """Do one of the other things that are possible."""
        ...

    def why_next(self, step: steps.Step | None) -> None:
        """How the next step and its day came about."""
        ...

    def why_part(self, part: Part) -> None:
        """Where what a part shows comes from."""
        ...

    def resume(self, wizard: str, page: str, field: str) -> None:
        """Go on in a wizard that was left in the middle."""
        ...

    def open_part(self, part: Part) -> None:
        """Open a part of the case."""
        ...

    def show_number(self, label: Label) -> None:
        """Show the applicant's Social Security number for a while."""
        ...


class Overview(QWidget):
    """What next and the timeline at the left, the parts at the right."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._step: steps.Step | None = None
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, style.GAP, 0, style.BETWEEN)
        self._row.setSpacing(style.AROUND)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.setSpacing(style.BETWEEN)
        right.setSpacing(style.GAP)
        left.addWidget(self._make_next())
        self.timeline = QVBoxLayout()
        self.timeline.setSpacing(style.GAP)
        left.addWidget(Label(say("What happened"), "section"))
        left.addLayout(self.timeline)
        left.addStretch(1)
        right.addWidget(Label(say("Parts of the case"), "section"))
        self.cards = QVBoxLayout()
        self.cards.setSpacing(style.GAP)
        right.addLayout(self.cards)
        right.addStretch(1)
        self._row.addLayout(left, 1)
        self._row.addLayout(right, 1)

    def lay_out(self, *, wide: bool) -> None:
        """Two columns, or one."""
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.LeftToRight if wide else ways.TopToBottom)

    def show_view(self, view: CaseView) -> None:
        """Show what a case is and what is next."""
        step = self._step = steps.next_step(view)
        self.next_button.setText(amp(step.words))
        self.next_button.setAccessibleName(step.words)
        section = f"({step.section})" if step.section else ""
        self.why.setVisible(bool(step.section))
        self.next_why.setText(f"{step.why} {section}".strip())
        self.next_button.setVisible(bool(step.wizard or step.paper or step.tab or step.happened))
        self._fill_drafts(view)
        self._fill_further(view)
        self._fill_timeline(view)
        self._fill_cards(view)

    def _make_next(self) -> QWidget:
        box = QFrame()
        box.setProperty("role", "box")
        column = QVBoxLayout(box)
        column.setContentsMargins(style.BETWEEN, style.BETWEEN, style.BETWEEN, style.BETWEEN)
        column.setSpacing(style.GAP)
        column.addWidget(Label(say("What next"), "section"))
        self.next_why = Label("")
        why = QHBoxLayout()
        why.addWidget(self.next_why, 1)
        self.why = WhyButton(say("What next"), box, stops=True)
        self.why.clicked.connect(lambda: self._page.why_next(self._step))
        why.addWidget(self.why, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(why)
        self.next_button = parts.button("", "primary")
        self.next_button.clicked.connect(self._take_step)
        row = QHBoxLayout()
        row.addWidget(self.next_button)
        row.addStretch(1)
        column.addLayout(row)
        self.drafts = QVBoxLayout()
        column.addLayout(self.drafts)
        self.further = QWidget()
        self.further.setLayout(parts.Flow(style.GAP))
        column.addWidget(self.further)
        return box

    def _take_step(self) -> None:
        if self._step is not None:
            self._page.take_step(self._step)

    def _fill_drafts(self, view: CaseView) -> None:
        clear(self.drafts)
        for draft in steps.resumable(view.drafts):
            row = QHBoxLayout()
            row.addWidget(Label(draft.words), 1)
            go_on = parts.button(say("&Continue"), name=say("Continue: {what}", what=draft.words))
            go_on.clicked.connect(
                lambda _on=False, d=draft: self._page.resume(d.draft.wizard, d.draft.page, d.draft.focus)
            )
            row.addWidget(go_on)
            self.drafts.addLayout(row)

    def _fill_further(self, view: CaseView) -> None:
        layout = self.further.layout()
        assert layout is not None  # noqa: S101 - made with it
        clear(layout)
        found = steps.further(view)
        taken = mnemonics.taken_by([say("&Note what happened…"), say("&Continue")])
        for step in found:
            free = (each for each in step.words.casefold() if each.isalpha() and each not in taken)
            letter = next(free, "")
            taken.add(letter)
            made = parts.button(mnemonics.marked(step.words, letter), name=step.words)
            made.clicked.connect(lambda _on=False, which=step: self._page.take_way(which))
            layout.addWidget(made)
        self.further.setVisible(bool(found))

    def _fill_timeline(self, view: CaseView) -> None:
        clear(self.timeline)
        for each in view.happened[:SHOWN]:
            block = QVBoxLayout()
            block.setSpacing(0)
            block.addWidget(_struck(Label(f"{each.when}   {each.title}"), struck=each.left_out is not None))
            if each.details:
                block.addWidget(Label(each.details, "help"))
            self.timeline.addLayout(block)
        if not view.happened:
            self.timeline.addWidget(Label(say("Nothing has happened yet."), "muted"))
        elif len(view.happened) > SHOWN:
            self.timeline.addWidget(Label(say("Older entries stand in the history."), "help"))

    def _fill_cards(self, view: CaseView) -> None:
        clear(self.cards)
        for part in view.parts:
            card = QFrame()
            card.setProperty("role", "box")
            column = QVBoxLayout(card)
            column.setContentsMargins(style.BETWEEN, style.GAP, style.BETWEEN, style.GAP)
            column.setSpacing(2)
            opens = parts.button(part.title, "link", name=part.title)
            opens.clicked.connect(lambda _on=False, which=part: self._page.open_part(which))
            head = QHBoxLayout()
            head.addWidget(opens)
            if part.name in EXPLAINED:
                why = WhyButton(part.title, stops=True)
                why.clicked.connect(lambda _on=False, which=part: self._page.why_part(which))
                head.addWidget(why)
            head.addStretch(1)
            column.addLayout(head)
            for line in part.lines:
                column.addWidget(Label(line))
            self.cards.addWidget(card)
        self._fill_number(view)

    def _fill_number(self, view: CaseView) -> None:
        applicant = view.case.applicant
        if applicant is None or not applicant.ssn:
            return
        row = QHBoxLayout()
        row.addWidget(Label(say("Social Security number"), wrap=False))
        number = Label(masked(applicant.ssn), wrap=False)
        row.addWidget(number)
        full = parts.button(say("Show for 20 seconds"), "link",
                            name=say("Show for 20 seconds: {question}",
                                     question=say("Social Security number")))  # fmt: skip
        full.clicked.connect(lambda: self._page.show_number(number))
        row.addWidget(full)
        row.addStretch(1)
        self.cards.addLayout(row)


def _struck(label: Label, *, struck: bool) -> Label:
    font = label.font()
    font.setStrikeOut(struck)
    label.setFont(font)
    return label
