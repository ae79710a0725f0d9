"""A grid one types into: payments, costs, the months of a year.

The Enter key goes on: day, Enter, amount, Enter, and the next row is there.
What is wrong in a cell is said beneath the grid with its row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from crs_intake.words import say
from ui.forms import reading
from ui.forms.common import month as month_words
from ui.forms.form import Field, Form, Values
from ui.qt import controls, style
from ui.qt.fields import Remark, WhyButton
from ui.qt.heard import announce, beside
from ui.qt.text import Label

_NARROW = {"money": 78, "day": 92, "whole": 56, "pick": 88, "tick": 90, "text": 64, "name": 64, "month": 84}
_BLOCKS = 3


class RowsHead(QWidget):
    """Label, "Why?" and help above a table."""

    why = Signal()

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        row = QHBoxLayout()
        row.setSpacing(style.GAP)
        row.addWidget(Label(say(field.label), "strong", wrap=False, parent=self))
        if field.cite:
            button = WhyButton(say(field.label), self)
            button.clicked.connect(self.why)
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        if field.help:
            column.addWidget(Label(say(field.help), "help", parent=self))


class Grid(QWidget):
    """Rows typed in place; there is always an empty one at the end."""

    typed = Signal(str)
    left = Signal(str)
    why = Signal(object)
    through = Signal()
    """Enter in the empty row at the end: go on to the next question."""

    def __init__(self, form: Form, field: Field, prefix: str, blank: Callable[[str], Values],
                 parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(parent)
        self.form, self.field, self.path = form, field, prefix + field.key
        self._blank = blank
        self._cells: list[dict[str, controls.Control]] = []
        self._removers: list[QToolButton] = []
        self._said: list[str] = []
        self._beside: tuple[Field, ...] = ()
        self._columns = [each for each in field.columns if self._asked(each)]
        self._blocks = _BLOCKS if field.fixed else 1
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.INNER)
        head = RowsHead(field, self)
        head.why.connect(lambda: self.why.emit(field))
        column.addWidget(head)
        self.setAccessibleName(say(field.label))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(style.GAP)
        self._grid.setVerticalSpacing(style.INNER)
        holder = QHBoxLayout()
        holder.addLayout(self._grid)
        holder.addStretch(1)
        column.addLayout(holder)
        self._remark = Remark(parent=self)
        column.addWidget(self._remark)
        self._headings()
        self.refresh()

    def _asked(self, column: Field) -> bool:
        if column.kind == "id":
            return False
        # A column may hang on the line around the table: only unemployment benefits are mailed.
        probe = Form(self.field.columns, self.form.about, outer=self.form)
        return column.when is None or column.when(probe.answers) or column.kind == "tick"

    def _headings(self) -> None:
        for block in range(self._blocks):
            for at, column in enumerate(self._columns):
                words = Label(say(column.label), "help", wrap=True, parent=self)
                words.setMinimumWidth(_NARROW.get(column.kind, 100) if column.kind != "month" else 72)
                place = block * (len(self._columns) + 1) + at
                self._grid.addWidget(words, 0, place, Qt.AlignmentFlag.AlignBottom)

    def _place(self, index: int, at: int) -> tuple[int, int]:
        """Where a cell stands; the months of a year stand in blocks side by side."""
        count = len(self.form.rows(self.field.key))
        tall = -(-count // self._blocks) if self._blocks > 1 else count + 1
        return index % tall + 1, index // tall * (len(self._columns) + 1) + at

    # -- rows --------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the rows as they are, and what is wrong with them."""
        rows = self.form.rows(self.field.key)
        self._beside = beside(self.form, self.field)
        if not self.field.fixed and (not rows or not rows[-1].empty):
            self.form.add_row(self.field.key)
        while len(self._cells) > len(rows):
            self._take_last()
        while len(self._cells) < len(rows):
            self._add_widgets(len(self._cells))
        for index, row in enumerate(rows):
            self._fill(index, row)
        self._say()

    def _add_widgets(self, index: int) -> None:
        row = self.form.rows(self.field.key)[index]
        cells: dict[str, controls.Control] = {}
        for at, column in enumerate(self._columns):
            if column.kind == "month":
                month = row.look(column.key)[0]
                words = Label(month_words(month), wrap=False, parent=self)
                self._grid.addWidget(words, *self._place(index, at))
                continue
            cell = controls.made(column, column.options(row.about), self)
            if isinstance(cell, controls.Tick):
                cell.box.setText("")  # the heading says it
            for each in cell.inputs():
                each.setMinimumWidth(_NARROW.get(column.kind, 100))
                each.installEventFilter(self)
            cell.edited.connect(lambda text, i=index, c=column: self._typed(i, c, text))
            cell.left.connect(lambda i=index, c=column: self._left(i, c))
            self._grid.addWidget(cell, *self._place(index, at))
            cells[column.key] = cell
        self._cells.append(cells)
        if not self.field.fixed:
            self._add_remover(index)

    def _add_remover(self, index: int) -> None:
        button = QToolButton(self)
        button.setText("×")
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Ctrl+Delete removes from the row itself
        button.setAccessibleName(self._told_apart(say("Remove row {n}", n=index + 1)))
        button.setToolTip(say("Remove (Ctrl+Delete)"))
        button.clicked.connect(lambda: self.remove(index))
        self._grid.addWidget(button, *self._place(index, len(self._columns)))
        self._removers.append(button)

    def _take_last(self) -> None:
        for cell in self._cells.pop().values():
            self._grid.removeWidget(cell)
            cell.hide()
            cell.deleteLater()
        if self._removers:
            button = self._removers.pop()
            self._grid.removeWidget(button)
            button.hide()
            button.deleteLater()

    def remove(self, index: int) -> None:
        """Take a row out; the cursor stays in its place."""
        rows = self.form.rows(self.field.key)
        if self.field.fixed or index >= len(rows) - 1:
            return
        self.form.remove_row(self.field.key, index)
        self.refresh()
        self.typed.emit(self.path)
        self._go(min(index, len(self._cells) - 1), 0)
        self.left.emit(self.path)

    def _fill(self, index: int, row: Form) -> None:
        for column in self._columns:
            cell = self._cells[index].get(column.key)
            if cell is None:
                continue
            if isinstance(cell, controls.Pick):
                cell.offer(column.options(row.about))
            text = row.texts.get(column.key, "")
            if cell.text() != text:
                cell.set_text(text)
            wrong = "" if self._quiet(index, column, text) else row.look(column.key)[1]
            cell.mark(bool(wrong))
            said = [say("required") if column.is_required(row.answers, row.about) else "",
                    wrong or row.warning(column)]  # fmt: skip
            name = self._cell_name(column, row, index)
            cell.describe(self._told_apart(name, column), ". ".join(part for part in said if part))
            cell.setEnabled(row.shown(column))
        if self._removers:
            self._removers[index].setVisible(index < len(self._cells) - 1)

    def _told_apart(self, name: str, column: Field | None = None) -> str:
        """The name, with its table where another one of the page has a cell or button of the same name."""
        shared = any(column is None or _has(each, column) for each in self._beside)
        return f"{name}, {say(self.field.label)}" if shared else name

    def _cell_name(self, column: Field, row: Form, index: int) -> str:
        """Heading and row; a row that is a month is called by it."""
        month = row.look("month")[0] if any(each.kind == "month" for each in row.fields) else None
        if month:
            return f"{say(column.label)} {month_words(month)}"
        return say("{column}, row {n}", column=say(column.label), n=index + 1)

    def _quiet(self, index: int, column: Field, text: str) -> bool:
        """Whether nothing is said yet of a cell, because it is being typed."""
        cell = self._cells[index].get(column.key) if index < len(self._cells) else None
        here = cell is not None and any(each.hasFocus() for each in cell.inputs())
        return here and reading.unfinished(column.kind, text)

    def _say(self) -> None:
        wrong: list[str] = []
        odd: list[str] = []
        for index, row in enumerate(self.form.rows(self.field.key)):
            if row.empty:
                continue
            for column in self._columns:
                sentence, warning = row.look(column.key)[1], row.warning(column)
                if not warning and self._quiet(index, column, row.texts.get(column.key, "")):
                    continue
                if sentence or warning:
                    (wrong if sentence else odd).append(
                        say("Row {n}, {column}: {sentence}", n=index + 1, column=say(column.label),
                            sentence=sentence or warning))  # fmt: skip
        self._remark.say("error" if wrong else "due", "\n".join((*wrong, *odd)))
        new = [each for each in (*wrong, *odd) if each not in self._said]
        if new and self.isVisible():
            announce(self, " ".join(new))
        self._said = [*wrong, *odd]

    # -- typing ------------------------------------------------------------------------------

    def _typed(self, index: int, column: Field, text: str) -> None:
        row = self.form.rows(self.field.key)[index]
        fresh = row.empty
        row.type_in(column.key, text)
        if fresh and text:
            for key, value in self._blank(self.field.key).items():
                if not row.texts.get(key):
                    row.put({key: value})
        self.refresh()
        self.typed.emit(f"{self.path}.{index}.{column.key}")

    def _left(self, index: int, column: Field) -> None:
        rows = self.form.rows(self.field.key)
        if index >= len(rows):
            return
        row = rows[index]
        value, wrong = row.look(column.key)
        if not wrong and value is not None and column.kind in ("day", "money"):
            row.texts[column.key] = reading.write(column.kind, value)
        self.refresh()
        self.left.emit(f"{self.path}.{index}.{column.key}")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Enter goes on, arrows go up and down, Ctrl+D repeats, Ctrl+Delete removes."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            at = self._where(watched)
            if at is not None and self._key(event, *at):
                return True
        return super().eventFilter(watched, event)

    def _where(self, widget: QObject) -> tuple[int, int] | None:
        for index, cells in enumerate(self._cells):
            for at, column in enumerate(self._columns):
                cell = cells.get(column.key)
                if cell is not None and widget in cell.inputs():
                    return index, at
        return None

    def _key(self, event: QKeyEvent, index: int, at: int) -> bool:
        key, control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        column = self._columns[at]
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control:
            self._onward(index, at)
            return True
        if control and key == Qt.Key.Key_D and index > 0:
            above = self._cells[index - 1].get(column.key)
            self._typed(index, column, above.text() if above is not None else "")
            self._onward(index, at)
            return True
        if control and key == Qt.Key.Key_Delete:
            self.remove(index)
            return True
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and column.kind not in ("pick", "tick"):
            return self._go(index + (1 if key == Qt.Key.Key_Down else -1), at)
        return False

    def _onward(self, index: int, at: int) -> None:
        """To the next cell that Enter stops at; in the empty row at the end, out of the grid."""
        row = self.form.rows(self.field.key)[index]
        if row.empty and index == len(self._cells) - 1 and not self.field.fixed:
            self.through.emit()
            return
        for further in range(at + 1, len(self._columns)):
            if (
                not self._columns[further].aside
                and row.shown(self._columns[further])
                and self._go(index, further)
            ):
                return
        if not self._go(index + 1, self._first()):
            self.through.emit()

    def _first(self) -> int:
        return next((i for i, each in enumerate(self._columns) if each.kind != "month"), 0)

    def _go(self, index: int, at: int) -> bool:
        if not 0 <= index < len(self._cells):
            return False
        cell = self._cells[index].get(self._columns[at].key)
        if cell is None:
            cell = next(iter(self._cells[index].values()))
        cell.focus()
        box = cell.inputs()[0]
        if isinstance(box, QLineEdit):
            box.selectAll()
        return True

    def focus_at(self, rest: str) -> bool:
        """Put the cursor at "3.amount"; "" = the first cell."""
        index, _, key = rest.partition(".")
        row = int(index) if index.isdigit() else 0
        names = [each.key for each in self._columns]
        return self._go(min(row, len(self._cells) - 1), names.index(key) if key in names else self._first())

    def stops(self) -> Iterator[QWidget]:
        """Where Tab stops, in the order of the eye."""
        for cells in self._cells:
            yield from cells.values()

    def reveal(self) -> None:
        """Say everything that is wrong."""
        self.refresh()

    @property
    def wrong(self) -> bool:
        """Whether a cell cannot be taken as it stands."""
        return any(row.read()[1] for row in self.form.rows(self.field.key) if not row.empty)


def _has(table: Field, column: Field) -> bool:
    return any(each.label == column.label for each in table.columns)
