"""The desk's tables: rows of 32 px, headings that stay, Enter opens, and words where there is nothing.

Rows may stand under group headings that the arrow keys pass over.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from PySide6.QtCore import QEvent, QMetaMethod, QRect, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from ui.qt import style
from ui.qt.heard import follow
from ui.qt.text import plain_tip

KEY = Qt.ItemDataRole.UserRole
PADDING = 11
"""Room at each side of a cell's words, with the frame of the style sheet."""
ICON = 22
"""A sign before a cell's words, with the room behind it."""


@dataclass(frozen=True)
class Column:
    """A column: its heading, how it takes room, and from which table width on it is shown."""

    heading: str
    stretch: int = 0
    """Share of the room that is left; 0 = as wide as its words."""
    from_width: int = 0
    right: bool = False


@dataclass(frozen=True)
class Row:
    """A row: what identifies it, its cells, a sign before the first, and a longer tip."""

    key: object
    cells: Sequence[str]
    icon: str = ""
    tip: str = ""
    strong: int = -1
    """Number of the cell in bold, or -1."""
    struck: bool = False
    """One cell struck through: it counts no more. The cells say so in words as well."""
    strikes: int = 1
    """Number of that cell."""
    heading: bool = False
    """It looks like a heading, in one cell over the whole width, and still can be stood on."""


class Table(QTableWidget):
    """Rows to choose from; `chosen(key)` on Enter or double click, `moved(key)` as the row changes."""

    chosen = Signal(object)
    moved = Signal(object)
    why = Signal(object)
    """Shift+F1 on a row asks why it stands there so."""

    def __init__(self, name: str, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(0, len(columns), parent)
        self.columns = columns
        self._shown: list[Row | str] = []
        self._widths: dict[int, int] = {}
        self._widest: dict[int, int] = {}
        self._least: dict[int, int] = {}
        self._left_out: frozenset[int] = frozenset()
        self._drawn: object = None
        """The palette for which the signs were drawn."""
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels([each.heading for each in columns])
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        for place, column in enumerate(columns):
            heading = self.horizontalHeaderItem(place)
            if heading is not None:
                heading.setToolTip(plain_tip(column.heading))  # for a table too narrow for its headings
            if column.right and heading is not None:
                heading.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(style.ROW_HEIGHT)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setAlternatingRowColors(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.doubleClicked.connect(lambda index: self._choose(index.row()))
        self.currentCellChanged.connect(self._tell_moved)
        follow(self)

    def fill(self, rows: Sequence[Row | str]) -> None:
        """Show these rows; a bare text is a heading over the rows after it. What stays is not touched."""
        kept, stood, before, new = self.current(), self.currentRow(), self._shown, list(rows)
        if new == before:
            self._go_back_to(kept, stood)
            return
        still = self.blockSignals(True)  # a table of a window that closed stays silent
        self.setUpdatesEnabled(False)
        changed: list[int] = []
        for what, first, last, start, stop in reversed(_changes(before, new)):
            if what != "equal":
                for number in range(last - 1, first - 1, -1):
                    self.removeRow(number)
                for number in range(start, stop):
                    self.insertRow(first + number - start)
                    self._put(first + number - start, new[number])
                changed += range(start, stop)
        self._shown, self._drawn = new, _wearing()
        self._share_width(changed if before and new else None)
        self.setUpdatesEnabled(True)
        self.blockSignals(still)
        self._go_back_to(kept, stood)

    def leave_out(self, places: Collection[int]) -> None:
        """Do not show these columns: nothing stands in them now."""
        self._left_out = frozenset(places)
        self._share_width()

    def current(self) -> object:
        """The key of the row in which the person stands, or None."""
        item = self.item(self.currentRow(), 0) if self.currentRow() >= 0 else None
        return item.data(KEY) if item is not None else None

    def go_to(self, key: object) -> bool:
        """Stand on the row with that key; False if there is none."""
        for number in range(self.rowCount()):
            item = self.item(number, 0)
            if item is not None and item.data(KEY) == key and item.flags() & Qt.ItemFlag.ItemIsEnabled:
                self.setCurrentCell(number, 0)
                return True
        return False

    def keys(self) -> list[object]:
        """The keys of all rows, in order."""
        items = [self.item(number, 0) for number in range(self.rowCount())]
        return [item.data(KEY) for item in items if item and item.flags() & Qt.ItemFlag.ItemIsEnabled]

    def text_of(self, key: object) -> list[str]:
        """The cells of a row as they are shown."""
        for number in range(self.rowCount()):
            first = self.item(number, 0)
            if first is not None and first.data(KEY) == key:
                items = [self.item(number, each) for each in range(self.columnCount())]
                return [item.text() for item in items if item is not None]
        return []

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter chooses the row, Home and End go to the first and the last; the rest is the table's own."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentRow() >= 0:
            self._choose(self.currentRow())
            return
        asks = event.key() == Qt.Key.Key_F1 and event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if asks and self.isSignalConnected(QMetaMethod.fromSignal(self.why)):
            self.why.emit(self.current())
            return
        stood, key = self.currentRow(), event.key()
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go_to_edge(last=key == Qt.Key.Key_End)
            return
        super().keyPressEvent(event)
        if self.currentRow() == stood and key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._go_to_edge(last=key == Qt.Key.Key_PageDown)  # Qt stops before a heading there

    def _go_to_edge(self, *, last: bool) -> None:
        """Stand on the first or the last row on which one can stand."""
        rows = range(self.rowCount())
        for number in reversed(rows) if last else rows:
            item = self.item(number, 0)
            if item is not None and item.flags() & Qt.ItemFlag.ItemIsEnabled:
                self.setCurrentCell(number, 0)
                return

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Share the new width among the columns."""
        super().resizeEvent(event)
        self._share_width(())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Measure anew when the font or palette changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._share_width()
        if event.type() == QEvent.Type.PaletteChange and self._shown and self._drawn != _wearing():
            again, self._shown = self._shown, []
            self.setRowCount(0)
            self.fill(again)

    def _choose(self, number: int) -> None:
        item = self.item(number, 0)
        if item is not None and item.flags() & Qt.ItemFlag.ItemIsEnabled:
            self.chosen.emit(item.data(KEY))

    def _tell_moved(self, *_: int) -> None:
        self.moved.emit(self.current())

    def _put(self, number: int, row: Row | str) -> None:
        if isinstance(row, str):
            self._put_heading(number, row).setFlags(Qt.ItemFlag.NoItemFlags)
        elif row.heading:
            item = self._put_heading(number, row.cells[0])
            item.setData(KEY, row.key)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        else:
            self._put_row(number, row)

    def _put_heading(self, number: int, words: str) -> QTableWidgetItem:
        item = QTableWidgetItem(words)
        font = QFont(self.font())
        font.setBold(True)
        item.setFont(font)
        item.setForeground(self.palette().windowText())
        item.setTextAlignment(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft)
        self.setItem(number, 0, item)
        if len(self.columns) > 1:
            self.setSpan(number, 0, 1, len(self.columns))
        return item

    def _put_row(self, number: int, row: Row) -> None:
        for place, words in enumerate(row.cells):
            item = QTableWidgetItem(words)
            item.setData(KEY, row.key)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            if row.tip:
                item.setToolTip(plain_tip(row.tip))
            if place == 0 and row.icon:
                item.setIcon(style.icon(row.icon))
            if place == row.strong or row.struck:
                font = QFont(self.font())
                font.setBold(place == row.strong)
                font.setStrikeOut(row.struck and place == row.strikes)
                item.setFont(font)
            if self.columns[place].right:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.setItem(number, place, item)

    def _go_back_to(self, key: object, stood: int) -> None:
        """Stand on the same row, or on the one that took its place, or on the first."""
        if key is None or not self.go_to(key):
            numbers = [at for at in range(self.rowCount()) if self._can_stand(at)]
            if numbers:
                self.setCurrentCell(next((at for at in numbers if at >= stood), numbers[-1]), 0)
        self.moved.emit(self.current())

    def _can_stand(self, number: int) -> bool:
        item = self.item(number, 0)
        return item is not None and bool(item.flags() & Qt.ItemFlag.ItemIsEnabled)

    def _share_width(self, changed: Sequence[int] | None = None) -> None:
        """Give words their width and the stretching columns the rest; rows grow where words wrap.

        Only rows that changed are measured anew, or all where nothing is named or a column comes into sight.
        No column is narrower than its heading and its longest word while there is room for all of them.
        """
        room = self.viewport().width()
        shown = [place for place, column in enumerate(self.columns)
                 if room >= column.from_width and place not in self._left_out]  # fmt: skip
        for place in range(len(self.columns)):
            self.setColumnHidden(place, place not in shown)
        stretching = [place for place in shown if self.columns[place].stretch]
        if changed is None:
            self._widest, self._least = {}, {}
        for place in shown:
            known = changed is not None and place in self._least
            rows = changed if changed is not None and known else range(min(self.rowCount(), 300))
            least, most = self._words_width(place, rows)
            self._least[place] = max(self._least.get(place, 0), least)
            self._widest[place] = max(self._widest.get(place, 0), most)
        wished = {place: self._widest[place] for place in shown if place not in stretching}
        needed = sum(self._least[place] for place in stretching)
        least = min(sum(self._least[each] for each in wished), room - needed)
        left_over = room - sum(self._widest[place] for place in stretching)
        spare = max(room // 2, least, left_over) if stretching else room
        widths = _narrowed(wished, self._least, spare)
        left = room - sum(widths.values())
        whole = sum(self._widest[each] for each in stretching) <= left  # no word need wrap
        shares = {each: self.columns[each].stretch for each in stretching}
        widths |= _stretched(shares, self._widest if whole else self._least, left)
        for place, width in widths.items():
            self.horizontalHeader().resizeSection(place, width)
        same, self._widths = widths == self._widths, widths
        self._share_height(widths, changed if changed is not None and same else range(self.rowCount()))

    def _share_height(self, widths: dict[int, int], rows: Sequence[int]) -> None:
        for number in rows:
            height = style.ROW_HEIGHT
            if self.columnSpan(number, 0) == 1:
                height = max(height, *(self._words_height(number, place, widths[place]) for place in widths))
            if self.rowHeight(number) != height:
                self.setRowHeight(number, height)

    def _words_height(self, number: int, place: int, width: int) -> int:
        item = self.item(number, place)
        if item is None:
            return 0
        text, inner = item.text(), width - 2 * PADDING - (ICON if not item.icon().isNull() else 0)
        metrics = QFontMetrics(item.font())
        if metrics.horizontalAdvance(text) <= inner and "\n" not in text:
            return 0
        if not item.toolTip() and metrics.horizontalAdvance(_longest(text)) > inner:
            item.setToolTip(plain_tip(text))  # a word for which there is no room ends in dots
        box = metrics.boundingRect(QRect(0, 0, max(24, inner), 4000), Qt.TextFlag.TextWordWrap, text)
        return box.height() + 12

    def _words_width(self, place: int, rows: Sequence[int]) -> tuple[int, int]:
        """What a column needs for its heading and longest word, and for all its words in one line."""
        least = most = self.horizontalHeader().sectionSizeHint(place)
        metrics = self.fontMetrics()
        for number in rows:
            item = self.item(number, place)
            if item is not None and self.columnSpan(number, place) == 1:
                words, more = item.text(), 2 * PADDING + 4 + (0 if item.icon().isNull() else ICON)
                whole = metrics.horizontalAdvance(words) + more
                if whole > least:
                    least = max(least, metrics.horizontalAdvance(_longest(words)) + more)
                most = max(most, whole)
        return least, most


def _longest(words: str) -> str:
    return max(words.split(), key=len, default="")


def _narrowed(wished: dict[int, int], least: dict[int, int], room: int) -> dict[int, int]:
    """Widths as wished; where the room is too small each gives from what it has beyond its least."""
    wanted, needed = sum(wished.values()), sum(least[place] for place in wished)
    if wanted <= room:
        return wished
    if needed >= room or wanted <= needed:
        return {place: least[place] * room // needed for place in wished}
    part = (room - needed) / (wanted - needed)
    return {place: least[place] + int((width - least[place]) * part) for place, width in wished.items()}


def _stretched(shares: dict[int, int], least: dict[int, int], room: int) -> dict[int, int]:
    """Widths by share, but none below its least while the room is enough for all."""
    needed = sum(least[place] for place in shares)
    if needed >= room:
        return {place: least[place] * room // needed for place in shares}
    open_ = dict(shares)
    widths: dict[int, int] = {}
    while True:
        whole = sum(open_.values())
        small = [place for place, share in open_.items() if room * share // whole < least[place]]
        if not small:
            return widths | {place: room * share // whole for place, share in open_.items()}
        for place in small:
            widths[place] = least[place]
            room -= least[place]
            del open_[place]


def _wearing() -> object:
    """What the drawn signs hang on: the chosen look, and light or dark."""
    return style.look(), style.is_dark()


def _changes(before: Sequence[Row | str], new: Sequence[Row | str]) -> list[tuple[str, int, int, int, int]]:
    """Which rows stay, go and come, as difflib tells it."""
    if not before:
        return [("insert", 0, 0, 0, len(new))]
    was, now = [_told(row) for row in before], [_told(row) for row in new]
    found = SequenceMatcher(a=was, b=now, autojunk=False).get_opcodes()
    return [(str(what), first, last, start, stop) for what, first, last, start, stop in found]


def _told(row: Row | str) -> Hashable:
    if isinstance(row, str):
        return row
    return str(row.key), tuple(row.cells), row.icon, row.tip, row.strong, row.heading
