"""Two determinations of a case side by side, as they were kept; changes have a sign and a word.

Papers that went out on the older one are named above the rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from crs_intake.casework import versions
from crs_intake.casework.ports import Desk
from crs_intake.casework.versions import Decided, Difference
from crs_intake.domain.errors import DeskError
from crs_intake.domain.kept import KeptDocument
from crs_intake.policy.catalogue import catalogue
from crs_intake.words import day, say, told
from ui.forms import explained
from ui.names import RECIPIENTS, moment
from ui.qt import parts, style
from ui.qt.fields import WhyButton
from ui.qt.table import Column, Row, Table
from ui.qt.text import Label, clear
from ui.qt.why import asks, show_why


class CompareView(QWidget):
    """Two lists to choose from, the reasons, and the rows; unchanged rows can be left out.

    `wished()` when somebody wants to make the first determination.
    """

    wished = Signal()

    def __init__(self, desk: Desk, number: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self.number = desk, number
        self._found: Sequence[Decided] = ()
        self._rows: Mapping[object, Difference] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        column.addWidget(Label(say("Determinations side by side"), "section"))
        self.none = Label("", "muted")
        column.addWidget(self.none)
        self.first = parts.button(say("Fill in the financial worksheet"))
        self.first.clicked.connect(lambda: self.wished.emit())
        row = QHBoxLayout()
        row.addWidget(self.first)
        row.addStretch(1)
        column.addLayout(row)
        self.body = QWidget()
        inside = QVBoxLayout(self.body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(style.GAP)
        self._make_choice(inside)
        self.letters = QVBoxLayout()
        inside.addLayout(self.letters)
        self._make_table(inside)
        column.addWidget(self.body, 1)
        column.addStretch(0)  # takes the room while nothing is determined
        if number:
            self.look_again()

    def show_case(self, number: str) -> None:
        """Turn to another case."""
        self.number = number
        self.look_again()

    def look_again(self, number: str = "") -> None:
        """Read the determinations of the case anew; the last two are shown first."""
        if number not in ("", self.number):
            return
        try:
            self._found = versions.versions(self._desk, self.number)
        except DeskError as trouble:
            self._found = ()
            self.none.setText(told(trouble))
        else:
            self.none.setText(_too_few(len(self._found)))
        self.none.setVisible(len(self._found) < 2)
        self.first.setVisible(not self._found)
        self.body.setVisible(bool(self._found))  # one alone is shown too, as it was kept
        if self._found:
            self._fill_choice()

    def take_focus(self) -> None:
        """Start at the older one."""
        if self.body.isVisible():  # else the cursor stays on the tab that was turned to
            self.old.setFocus()

    def choose(self, old: int, new: int) -> None:
        """Lay these two versions side by side."""
        for box, version in ((self.old, old), (self.new, new)):
            box.setCurrentIndex(max(0, box.findData(version)))

    def _make_choice(self, column: QVBoxLayout) -> None:
        self.old, self.new = QComboBox(), QComboBox()
        self.old_reason, self.new_reason = Label("", "help"), Label("", "help")
        for words, box, reason in (
            (say("&Older"), self.old, self.old_reason),
            (say("&Newer"), self.new, self.new_reason),
        ):
            parts.field(column, words, box, width=420)
            said = QHBoxLayout()
            said.setSpacing(style.GAP)
            said.addWidget(reason, 1)
            why = WhyButton(words.replace("&", ""), self, stops=True)
            why.clicked.connect(lambda _on=False, which=box: self.tell_whole(which.currentIndex()))
            said.addWidget(why)
            column.addLayout(said)
            box.currentIndexChanged.connect(lambda _at: self._show())
        self.changes = QCheckBox(say("Show only what &changed"))
        self.changes.setAccessibleName(say("Show only what changed"))
        self.changes.toggled.connect(lambda _on: self._show())
        row = QHBoxLayout()
        row.addWidget(self.changes)
        row.addStretch(1)
        column.addLayout(row)
        self.head = row

    def _make_table(self, column: QVBoxLayout) -> None:
        self.table = Table(say("Determinations side by side"), (
            Column(say("What"), stretch=2), Column(say("Older"), stretch=3), Column(say("Newer"), stretch=3),
            Column(say("Difference")),
        ))  # fmt: skip
        self.table.setMinimumHeight(280)
        self.why = asks(self.table, self.tell_why, say("The chosen row"))
        self.head.addWidget(self.why)
        column.addWidget(self.table, 1)

    def tell_whole(self, at: int) -> None:
        """One determination as it was kept: every line, the numbers in force and the readings."""
        if 0 <= at < len(self._found):
            found = self._found[at]
            show_why(self, _title(found), found.assessment.payment.section, self._lines(found))

    def tell_why(self, key: object) -> None:
        """A row of the two: its figures, and the lines and numbers in force of the newer one."""
        row = self._rows.get(key)
        if row is None:
            return
        old, new = (self._found[box.currentIndex()] for box in (self.old, self.new))
        figures = tuple(
            f"{_title(each)} → {shows or say('none')}" for each, shows in ((old, row.old), (new, row.new))
        )
        lines = explained.about(row.label, row.section, self._lines(new))
        show_why(self, f"{row.part}: {row.label}", row.section, (*figures, _reason(new), *lines))

    def _lines(self, found: Decided) -> tuple[str, ...]:
        return explained.determination(found.assessment, self._desk.store.case(self.number).case)

    def _fill_choice(self) -> None:
        for box, at in ((self.old, max(0, len(self._found) - 2)), (self.new, len(self._found) - 1)):
            box.blockSignals(True)
            box.clear()
            for each in self._found:
                box.addItem(_title(each), each.kept.version)
            box.setCurrentIndex(at)
            box.blockSignals(False)
        self._show()

    def _show(self) -> None:
        old, new = self._found[self.old.currentIndex()], self._found[self.new.currentIndex()]
        self.old_reason.setText(_reason(old))
        self.new_reason.setText(_reason(new))
        case = self._desk.store.case(self.number).case
        rows = versions.compare(old.assessment, new.assessment, case)
        if self.changes.isChecked():
            rows = tuple(row for row in rows if row.changed)
        self._rows = {(row.part, row.label): row for row in rows}
        self.table.fill(_rows(rows) or [say("Nothing changed between the two.")])
        self._show_letters(old.kept.version)

    def _show_letters(self, version: int) -> None:
        clear(self.letters)
        try:
            sent = versions.letters_on_old(self._desk, self.number, version)
        except DeskError:
            return
        if sent:
            words = say(
                "Sent on determination {version}, before the next one: {papers}. "
                "Look whether they must be corrected.",
                version=version,
                papers="; ".join(map(_paper, sent)),
            )
            self.letters.addWidget(parts.sign("due", words, "due"))


def _too_few(count: int) -> str:
    if count == 0:
        return say("Nothing has been determined yet. The financial worksheet makes the first determination.")
    return say("There is one determination so far; a correction makes the second.")


def _title(each: Decided) -> str:
    return say(
        "{version}: {day}, {who}", version=each.kept.version, day=moment(each.kept.at), who=each.kept.by
    )


def _reason(each: Decided) -> str:
    return say("Why: {reason}", reason=each.kept.reason or say("no reason was given"))


def _paper(paper: KeptDocument) -> str:
    to = ", ".join(say(RECIPIENTS.get(each, each)) for each in paper.to)
    sent = day(paper.sent.day) if paper.sent else ""
    known = catalogue().get(paper.document)
    name = say(known.name) if known else paper.document
    return say("{document} to {to}, {day}", document=name, to=to, day=sent)


def _rows(found: Sequence[Difference]) -> list[Row | str]:
    rows: list[Row | str] = []
    for part, differences in groupby(found, key=lambda each: each.part):
        rows.append(part)
        rows += [_row(part, each) for each in differences]
    return rows


def _row(part: str, each: Difference) -> Row:
    blank = say("none")
    cells = (each.label, each.old or blank, each.new or blank, _change(each))
    return Row(
        (part, each.label), cells, icon="changed" if each.changed else "", strong=2 if each.changed else -1
    )


def _change(each: Difference) -> str:
    if not each.changed:
        return say("Same")
    if not each.old:
        return say("New")
    return say("Gone") if not each.new else say("Changed")
