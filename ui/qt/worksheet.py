"""The worksheet, live: three columns, every line with its arithmetic and reason, and the answer.

It shows the lines of the determination and nothing else; Enter or a double
click on a row opens "Why?" with the manual's section.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from crs_intake.domain.case import Case
from crs_intake.domain.decision import Assessment
from crs_intake.words import say
from ui.forms import explained, sheet
from ui.forms.sheet import SheetRow, Text
from ui.qt import style
from ui.qt.fields import Remark, WhyButton
from ui.qt.gauge import Gauge
from ui.qt.heard import follow
from ui.qt.text import Label, clear
from ui.qt.why import show_why

ROW = Qt.ItemDataRole.UserRole + 7
_FIGURES = 104
_PAD = 6
_SIDE_BY_SIDE = 940
"""From this width, in logical pixels, the answer stands beside the columns."""


class Worksheet(QWidget):
    """Columns and answer; `show_assessment` after each keystroke."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(say("Worksheet"))
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(style.AROUND)
        heads = (say("Title XIX"), say("Title XXI"), say("State Only"))
        self.columns = Columns(say("Three columns"), heads, self)
        self.answer = Answer(self)
        self._layout.addWidget(self.columns, 5, Qt.AlignmentFlag.AlignTop)
        self._layout.addWidget(self.answer, 3)

    def show_assessment(self, assessment: Assessment | None, case: Case, trouble: str = "") -> None:
        """Show what follows from the case now."""
        self.columns.show_rows(sheet.rows(assessment, case) if assessment is not None else ())
        self.answer.show_answer(assessment, case, trouble)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put the answer first where there is no room beside the columns."""
        super().resizeEvent(event)
        wide = self.width() >= _SIDE_BY_SIDE
        self._layout.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.BottomToTop
        )


class Columns(QTableWidget):
    """Rows of words and figures; Enter on one tells why it is so."""

    def __init__(
        self, name: str, heads: Sequence[str], parent: QWidget | None = None, width: int = _FIGURES
    ) -> None:
        super().__init__(0, 1 + len(heads), parent)
        self._heads = tuple(heads)
        self.setAccessibleName(name)
        self.setAccessibleDescription(say("Enter on a line tells why."))
        self.setHorizontalHeaderLabels([say("Line"), *heads])
        self.horizontalHeader().setVisible(len(heads) > 1)
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        first = self.horizontalHeaderItem(0)
        if first is not None:
            first.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in range(1, 1 + len(heads)):
            header.resizeSection(column, width)
            item = self.horizontalHeaderItem(column)
            if item is not None:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setItemDelegateForColumn(0, _Words(self))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._fit_all)
        self._rows: tuple[SheetRow, ...] = ()
        header.sectionResized.connect(lambda column, _old, _new: self._later.start())
        self.activated.connect(lambda index: self._why(index.row()))
        follow(self)

    def show_rows(self, rows: Sequence[SheetRow]) -> None:
        """Show these rows; the one with the cursor stays, and only what is new is written anew."""
        at, before = self.currentRow(), self._rows
        self._rows = tuple(rows)
        self.setRowCount(len(rows))
        for number, row in enumerate(rows):
            if number >= len(before) or row != before[number]:
                self._put(number, row)
                self.resizeRowToContents(number)
        if 0 <= at < len(rows):
            self.setCurrentCell(at, 0)
        self._fit()

    def row_text(self, number: int) -> tuple[str, str, str, str]:
        """The words and figures of a row as they are shown."""
        items = [self.item(number, column) for column in range(4)]
        a, b, c, d = (item.text() if item is not None else "" for item in items)
        return a, b, c, d

    def why_here(self) -> None:
        """Tell why of the row with the cursor."""
        self._why(self.currentRow())

    def _put(self, number: int, row: SheetRow) -> None:
        font = QFont(self.font())
        font.setBold(row.strong or row.heading)
        font.setFeature(QFont.Tag("tnum"), 1)
        shown = row.figures[: len(self._heads)]
        wide = not any(row.figures) and len(self._heads) == 1
        if wide != (self.columnSpan(number, 0) > 1):
            self.setSpan(number, 0, 1, 1 + len(self._heads) if wide else 1)
        for column, words in enumerate((row.text, *shown)):
            item = QTableWidgetItem(words)
            if column and words:
                told = f"{row.words[0].words}, {self._heads[column - 1]}: {words}"
                item.setData(Qt.ItemDataRole.AccessibleTextRole, told.replace(", :", ":"))
            item.setFont(font)
            item.setData(ROW, row)
            if column:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            if row.heading:
                item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.setItem(number, column, item)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Wrap the words anew, once the columns have their width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._later.start()

    def _fit_all(self) -> None:
        self.resizeRowsToContents()
        self._fit()

    def _fit(self) -> None:
        height = self.horizontalHeader().height() + self.verticalHeader().length() + 4
        if height != self.height():
            self.setFixedHeight(height)

    def _why(self, number: int) -> None:
        item = self.item(number, 0)
        row = item.data(ROW) if item is not None else None
        if isinstance(row, SheetRow) and row.section:
            show_why(self, row.words[0].words, row.section, row.why)


class _Words(QStyledItemDelegate):
    """Writes the first line plainly, reasons beneath it smaller, and what was left out struck through."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem,
              index: QModelIndex | QPersistentModelIndex) -> None:  # fmt: skip
        """The lines of the cell, one under the other."""
        row = index.data(ROW)
        self.initStyleOption(option, index)
        option.text = ""
        widget = option.widget
        widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, widget)
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        y = option.rect.top() + _PAD - 3
        for font, colour, words in self._lines(option, row, chosen):
            painter.setFont(font)
            painter.setPen(colour)
            box = QRect(option.rect.left() + _PAD, y, option.rect.width() - 2 * _PAD, 10_000)
            flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
            used = painter.drawText(box, int(flags), words)
            y += used.height()
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem,
                 index: QModelIndex | QPersistentModelIndex) -> QSize:  # fmt: skip
        """Room for all lines at the column's width."""
        row = index.data(ROW)
        self.initStyleOption(option, index)
        view = self.parent()
        width = option.rect.width()
        if isinstance(view, QTableWidget):
            span = range(view.columnSpan(index.row(), 0))
            width = sum(view.columnWidth(column) for column in span) - 2 * _PAD
        height = 2 * _PAD - 1
        for font, _colour, words in self._lines(option, row, False):
            room = QRect(0, 0, max(80, width), 10_000)
            height += QFontMetrics(font).boundingRect(room, int(Qt.TextFlag.TextWordWrap), words).height()
        return QSize(120, max(height, 28))

    def _lines(
        self, option: QStyleOptionViewItem, row: object, chosen: bool
    ) -> list[tuple[QFont, QColor, str]]:
        found = []
        texts: Sequence[Text] = row.words if isinstance(row, SheetRow) else ()
        role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
        for at, each in enumerate(texts):
            font = QFont(option.font)
            colour = option.palette.color(role)
            if at or each.look != "plain":
                font.setPointSizeF(9.5)
                font.setBold(False)
                colour = colour if chosen else style.tone("muted", option.palette)
            font.setStrikeOut(each.look == "struck")
            found.append((font, colour, each.words))
        return found


class Answer(QWidget):
    """What the family pays in one sentence, the gauge, and what could still change it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.BETWEEN)
        self._banner = QFrame(self)
        self._banner.setProperty("role", "banner")
        inside = QVBoxLayout(self._banner)
        self._provisional = Remark("due", parent=self._banner)
        inside.addWidget(self._provisional)
        column.addWidget(self._banner)
        self.sentence = Label("", "section", parent=self)
        row = QHBoxLayout()
        row.addWidget(self.sentence, 1)
        self._known: tuple[Assessment, Case] | None = None
        self.why = WhyButton(say("Payment responsibility"), self, stops=True)
        self.why.clicked.connect(self.tell_why)
        row.addWidget(self.why, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        self.gauge = Gauge(self)
        column.addWidget(self.gauge)
        column.addWidget(Label(say("Enter or a double click on a line tells why."), "help", parent=self))
        self.beside = Columns(say("Limits and readings"), ("",), self, width=150)
        column.addWidget(self.beside)
        self._shape: tuple[tuple[str, int], ...] = ()
        self._labels: list[Label] = []
        self._rest = QVBoxLayout()
        self._rest.setSpacing(style.INNER)
        column.addLayout(self._rest)
        column.addStretch(1)
        self.setMinimumWidth(280)

    def tell_why(self) -> None:
        """The lines behind the answer, the numbers in force, and the manual's section."""
        if self._known is not None:
            assessment, case = self._known
            lines = explained.determination(assessment, case)
            show_why(self, say("Payment responsibility"), assessment.payment.section, lines)

    def show_answer(self, assessment: Assessment | None, case: Case, trouble: str) -> None:
        """Show the answer of an assessment, or why there is none."""
        self._known = (assessment, case) if assessment is not None else None
        self.why.setVisible(assessment is not None)
        if assessment is None:
            self._parts()
            self._banner.setVisible(bool(trouble))
            self._provisional.say("error", trouble)
            self.sentence.setText("")
            self.gauge.show_percent(None, ())
            self.beside.show_rows(())
            return
        words = sheet.provisional(assessment)
        self._banner.setVisible(bool(words))
        self._provisional.say("due", words)
        self.sentence.setText(sheet.answer(assessment))
        heard = say("Payment responsibility: {sentence}", sentence=self.sentence.text())
        self.sentence.setAccessibleName(heard)
        percent = assessment.fpl.percent if assessment.fpl is not None else None
        self.gauge.show_percent(percent, sheet.marks(assessment))
        self.beside.show_rows(sheet.beside(assessment))
        self._parts(
            (say("Agreements"), sheet.agreements(assessment)),
            (say("In plain words, for the family"), sheet.for_family(assessment, case)),
        )

    def _parts(self, *parts: tuple[str, Sequence[str]]) -> None:
        """What follows in words, each part under its heading; labels that are there take the new words."""
        shown = [(title, lines) for title, lines in parts if lines]
        shape = tuple((title, len(lines)) for title, lines in shown)
        if shape != self._shape:
            self._shape = shape
            clear(self._rest)
            self._labels = [label for _, lines in shown for label in _part(len(lines), self)]
            for label in self._labels:
                self._rest.addWidget(label)
        words = [each for title, lines in shown for each in (title, *lines)]
        for label, text in zip(self._labels, words, strict=True):
            if label.text() != text:
                label.setText(text)


def _part(lines: int, parent: QWidget) -> list[Label]:
    head = Label("", "strong", parent=parent)
    head.setContentsMargins(0, style.GAP, 0, 0)
    return [head, *(Label("", parent=parent) for _ in range(lines))]
