"""What the worksheet says so far, beside the pages on which its figures are typed, where there is room."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from crs_intake.domain.case import Case
from crs_intake.domain.decision import COLUMNS, Assessment, Column, ColumnName
from crs_intake.domain.money import shown
from crs_intake.domain.text import N_
from crs_intake.words import say
from ui.forms import explained, sheet
from ui.qt import style
from ui.qt.fields import WhyButton
from ui.qt.text import Label
from ui.qt.why import show_why

ROOM = style.FORM_WIDTH + 2 * style.AROUND + 320
"""From this width of the page, in logical pixels, there is room beside the questions."""
_FIGURES = (
    ("gross", N_("Gross income a year")), ("deductions", N_("Deductions")),
    ("agi_before_extra", N_("Adjusted gross income a year")), ("a month", N_("÷ 12, for the AHCCCS chart")),
    ("extra_deductions", N_("Further deductions")), ("agi", N_("Adjusted gross income of State Only")),
)  # fmt: skip


_NAMED = dict(_FIGURES)


class SoFar(QFrame):
    """Three columns of totals and the answer in one sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "box")
        self.setAccessibleName(say("So far"))
        self.setFixedWidth(320)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.BETWEEN, style.BETWEEN, style.BETWEEN, style.BETWEEN)
        column.setSpacing(style.GAP)
        top = QHBoxLayout()
        top.addWidget(Label(say("So far"), "strong", parent=self))
        self._known: tuple[Assessment, Case] | None = None
        self.why = WhyButton(say("So far"), self, stops=True)
        self.why.clicked.connect(self.tell_why)
        top.addWidget(self.why)
        top.addStretch(1)
        column.addLayout(top)
        self.sentence = Label("", parent=self)
        column.addWidget(self.sentence)
        grid = QGridLayout()
        grid.setHorizontalSpacing(style.GAP)
        grid.setVerticalSpacing(2)
        column.addLayout(grid)
        for at, words in enumerate((N_("Title XIX"), N_("Title XXI"), N_("State Only"))):
            head = Label(say(words), "help", wrap=False, parent=self)
            head.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(head, 0, at)
        self._cells: dict[tuple[str, ColumnName], Label] = {}
        for row, (key, words) in enumerate(_FIGURES):
            label = Label(say(words), "help", parent=self)
            label.setContentsMargins(0, style.INNER, 0, 0)
            grid.addWidget(label, 2 * row + 1, 0, 1, 3)
            for at, name in enumerate(COLUMNS):
                cell = Label("", wrap=False, parent=self)
                cell.setAlignment(Qt.AlignmentFlag.AlignRight)
                grid.addWidget(cell, 2 * row + 2, at)
                self._cells[key, name] = cell
        self.percent = Label("", "help", parent=self)
        column.addWidget(self.percent)
        column.addStretch(1)

    def tell_why(self) -> None:
        """The lines behind the totals, the numbers in force, and the section of the answer."""
        if self._known is not None:
            assessment, case = self._known
            lines = explained.determination(assessment, case)
            show_why(self, say("So far"), assessment.payment.section, lines)

    def show_assessment(self, assessment: Assessment | None, case: Case) -> None:
        """Show the totals of the case as it would be."""
        known = assessment if assessment is not None and assessment.columns else None
        self._known = (known, case) if known is not None else None
        self.why.setVisible(known is not None)
        self.sentence.setText(sheet.answer(known) if known else say("No figures yet."))
        for (key, name), cell in self._cells.items():
            only_state = key in ("extra_deductions", "agi") and name != "state_only"
            figure = shown(_of(known.columns[name], key)) if known and not only_state else ""
            cell.setText(figure)
            cell.setAccessibleName(
                f"{say(_NAMED[key])}, {say(sheet.PROGRAMMES[name])}: {figure}" if figure else ""
            )
        fpl = known.fpl if known else None
        if fpl is None or fpl.percent is None:
            self.percent.setText("")
            return
        self.percent.setText(
            say("{percent} % of the guideline for {size}", percent=fpl.percent, size=fpl.size)
        )


def _of(column: Column, key: str) -> Fraction:
    if key == "a month":
        return column.agi_before_extra / 12
    figure: Fraction = getattr(column, key)
    return figure
