"""Tables one types into: a grid for payments and months, a list with details for people and papers.

In a grid the Enter key goes on: day, Enter, amount, Enter, and the next row
is there. What is wrong in a cell is said beneath the grid with its row.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from crs_intake.words import say
from ui.forms import reading
from ui.forms.form import Field, Form, Values
from ui.qt import controls, style
from ui.qt.fields import Remark, Remarks, WhyButton
from ui.qt.table import Column, Row, Table
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
        row.addWidget(Label(say(field.label), "strong", wrap=False))
        if field.cite:
            button = WhyButton(say(field.label), self)
            button.clicked.connect(self.why)
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        if field.help:
            column.addWidget(Label(say(field.help), "help"))


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
        self._columns = [each for each in field.columns if self._asked(each)]
        self._blocks = _BLOCKS if field.fixed else 1
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.INNER)
        head = RowsHead(field, self)
        head.why.connect(lambda: self.why.emit(field))
        column.addWidget(head)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(style.GAP)
        self._grid.setVerticalSpacing(style.INNER)
        holder = QHBoxLayout()
        holder.addLayout(self._grid)
        holder.addStretch(1)
        column.addLayout(holder)
        self._remark = Remark()
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
                words = Label(say(column.label), "help", wrap=True)
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
                words = Label(f"{month:%b %Y}", wrap=False)
                self._grid.addWidget(words, *self._place(index, at))
                continue
            cell = controls.made(column, column.options(row.about))
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
        button.setAccessibleName(say("Remove row {n}", n=index + 1))
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
        self._go(min(index, len(self._cells) - 1), 0)
        self.typed.emit(self.path)
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
            wrong = row.look(column.key)[1]
            cell.mark(bool(wrong) and not reading.unfinished(column.kind, text))
            said = [say("required") if column.is_required(row.answers, row.about) else "", wrong]
            name = say("{column}, row {n}", column=self._cell_name(column, row), n=index + 1)
            cell.describe(name, ". ".join(part for part in said if part))
            cell.setEnabled(row.shown(column))
        if self._removers:
            self._removers[index].setVisible(index < len(self._cells) - 1)

    def _cell_name(self, column: Field, row: Form) -> str:
        month = row.look("month")[0] if any(each.kind == "month" for each in row.fields) else None
        return f"{say(column.label)} {month:%B %Y}" if month else say(column.label)

    def _say(self) -> None:
        wrong = []
        for index, row in enumerate(self.form.rows(self.field.key)):
            if row.empty:
                continue
            for column in self._columns:
                sentence = row.look(column.key)[1]
                if sentence and not reading.unfinished(column.kind, row.texts.get(column.key, "")):
                    wrong.append(say("Row {n}, {column}: {sentence}", n=index + 1, column=say(column.label),
                                     sentence=sentence))  # fmt: skip
        self._remark.say("error", "\n".join(wrong))

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

    def reveal(self) -> None:
        """Say everything that is wrong."""
        self.refresh()

    @property
    def wrong(self) -> bool:
        """Whether a cell cannot be taken as it stands."""
        return any(row.read()[1] for row in self.form.rows(self.field.key) if not row.empty)


class Cards(QWidget):
    """A list of rows; the chosen one is filled in beneath it."""

    typed = Signal(str)
    left = Signal(str)
    why = Signal(object)

    def __init__(self, form: Form, field: Field, prefix: str, blank: Callable[[str], Values],
                 parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(parent)
        self.form, self.field, self.path = form, field, prefix + field.key
        self._blank = blank
        self._detail: QWidget | None = None
        self._listed: object = None
        self._filling = False
        self.view: object = None
        self._at = -1
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        head = RowsHead(field, self)
        head.why.connect(lambda: self.why.emit(field))
        column.addWidget(head)
        self.list = Table(say(field.label), [Column(say(each), stretch=1) for each in field.headings], self)
        self.list.installEventFilter(self)
        self.list.moved.connect(self._moved)
        self.list.chosen.connect(lambda _key: self.enter())
        column.addWidget(self.list)
        self._empty = Label(say(field.empty_says), "help")
        column.addWidget(self._empty)
        column.addLayout(self._buttons())
        self._box = QFrame(self)
        self._box.setProperty("role", "box")
        self._inside = QVBoxLayout(self._box)
        self._inside.setContentsMargins(style.BETWEEN, style.BETWEEN, style.BETWEEN, style.BETWEEN)
        self._inside.setSpacing(style.BETWEEN)
        column.addWidget(self._box)
        self._remarks = Remarks()
        self._inside.addWidget(self._remarks)
        self._show(0 if form.rows(field.key) else -1)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(style.GAP)
        self.add_button = QPushButton(say(self.field.one), self)
        self.add_button.setAutoDefault(False)
        self.add_button.clicked.connect(self.add)
        self.remove_button = QPushButton(say("Remove"), self)
        self.remove_button.setAutoDefault(False)
        self.remove_button.clicked.connect(self.remove)
        row.addWidget(self.add_button)
        row.addWidget(self.remove_button)
        row.addStretch(1)
        return row

    # -- rows --------------------------------------------------------------------------------

    def add(self) -> None:
        """A new row, ready to be typed."""
        self.form.add_row(self.field.key, self._blank(self.field.key))
        self._show(len(self.form.rows(self.field.key)) - 1)
        self.enter()
        self.typed.emit(self.path)

    def remove(self) -> None:
        """Take the chosen row out; Ctrl+Z brings it back."""
        if self._at < 0:
            return
        self.form.remove_row(self.field.key, self._at)
        self._show(min(self._at, len(self.form.rows(self.field.key)) - 1))
        self.list.setFocus()
        self.typed.emit(self.path)
        self.left.emit(self.path)

    def enter(self) -> None:
        """Put the cursor into the details of the chosen row."""
        if isinstance(self._detail, QWidget):
            self._detail.focus_at("")  # type: ignore[attr-defined]

    def _moved(self, key: object) -> None:
        if not self._filling and isinstance(key, int) and key != self._at:
            self._show(key)

    def _show(self, at: int) -> None:
        from ui.qt.form_view import FormView  # a row is a form, and a form may have rows

        self._at = at
        if self._detail is not None:
            self._inside.removeWidget(self._detail)
            self._detail.hide()
            self._detail.deleteLater()
            self._detail = None
        rows = self.form.rows(self.field.key)
        self._box.setVisible(0 <= at < len(rows))
        if 0 <= at < len(rows):
            view = FormView(rows[at], self._blank, f"{self.path}.{at}.", self)
            view.typed.connect(self.typed)
            view.left.connect(self.left)
            view.why.connect(self.why)
            self._detail = view
            self._inside.insertWidget(0, view)
            view.show()  # a layout shows it only later, and the cursor is wanted now
        self.refresh()

    def refresh(self) -> None:
        """Show the list and the chosen row as they are now."""
        rows = self.form.rows(self.field.key)
        if self._at >= len(rows) or (self._detail is not None and self._detail.form is not rows[self._at]):  # type: ignore[attr-defined]
            self._show(min(self._at, len(rows) - 1) if rows else -1)
            return
        summary = self.field.summary or (lambda row: ())
        self._fill(
            [Row(index, summary(row), "error" if row.read()[1] else "") for index, row in enumerate(rows)]
        )
        if self._detail is not None:
            self._detail.refresh()  # type: ignore[attr-defined]
        self._tell(rows)

    def _fill(self, rows: list[Row]) -> None:
        if self._listed == (rows, self._at):
            return
        self._listed = (rows, self._at)
        self.list.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        self.remove_button.setEnabled(0 <= self._at < len(rows))
        self._filling = True  # the list tells where it stands while it is filled; nobody went there
        self.list.fill(rows)
        if 0 <= self._at < len(rows):
            self.list.setCurrentCell(self._at, 0)
        self._filling = False
        self._fit()

    def _fit(self) -> None:
        """As tall as its rows, up to eight of them."""
        header = self.list.horizontalHeader().sizeHint().height()
        height = sum(self.list.rowHeight(i) for i in range(self.list.rowCount()))
        self.list.setFixedHeight(header + min(height, 10 * style.ROW_HEIGHT) + 4)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Words wrap anew at another width, so the list becomes taller or lower."""
        if event.type() == QEvent.Type.Resize and watched is self.list:
            QTimer.singleShot(0, self, self._fit)
        return super().eventFilter(watched, event)

    def _tell(self, rows: list[Form]) -> None:
        notes = self.field.remarks(rows[self._at]) if 0 <= self._at < len(rows) else ()
        self._remarks.show_notes(notes)

    # -- finding a place ---------------------------------------------------------------------

    def focus_at(self, rest: str) -> bool:
        """Put the cursor at "2.kind"; "" = the list, or the button that adds."""
        index, _, inner = rest.partition(".")
        rows = self.form.rows(self.field.key)
        if index.isdigit() and int(index) < len(rows):
            if int(index) != self._at:
                self._show(int(index))
            return bool(self._detail is not None and self._detail.focus_at(inner))  # type: ignore[attr-defined]
        (self.list if rows else self.add_button).setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def reveal(self) -> None:
        """Open the first row with something wrong, and say it."""
        for index, row in enumerate(self.form.rows(self.field.key)):
            if row.read()[1]:
                self._show(index)
                break
        if self._detail is not None:
            self._detail.reveal()  # type: ignore[attr-defined]

    @property
    def wrong(self) -> bool:
        """Whether a row has something that cannot be taken."""
        return any(row.read()[1] for row in self.form.rows(self.field.key) if not row.empty)
