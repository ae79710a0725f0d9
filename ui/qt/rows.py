"""Tables one fills in: a list of people, papers or income, the chosen row with all its questions beneath.

The grid for short rows stands in `grid.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from crs_intake.words import say
from ui.forms.form import Field, Form, Values
from ui.qt import style
from ui.qt.fields import Remarks
from ui.qt.grid import Grid, RowsHead
from ui.qt.heard import beside
from ui.qt.mnemonics import marked
from ui.qt.table import Column, Row, Table
from ui.qt.text import Label

__all__ = ["Cards", "Grid"]


_SOON_MS = 5
"""After so long the first row's questions are made: the page is painted, and a key was heard."""


class Cards(QWidget):
    """A list of rows; the chosen one is filled in beneath it."""

    typed = Signal(str)
    left = Signal(str)
    why = Signal(object)
    grew = Signal()
    """The questions of another row stand there now."""

    def __init__(self, form: Form, field: Field, prefix: str, blank: Callable[[str], Values],
                 parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(parent)
        self.form, self.field, self.path = form, field, prefix + field.key
        self._blank = blank
        self._made: QWidget | None = None
        self._listed: object = None
        self._filling = False
        self.letter = ""
        self.view: object = None
        self._at = -1
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        head = RowsHead(field, self)
        head.why.connect(lambda: self.why.emit(field))
        column.addWidget(head)
        columns = [
            Column(say(each), stretch=1, right=at in field.figures) for at, each in enumerate(field.headings)
        ]
        self.list = Table(say(field.label), columns, self)
        self.list.installEventFilter(self)
        self.list.moved.connect(self._moved)
        self.list.chosen.connect(lambda _key: self.enter())
        column.addWidget(self.list)
        self._empty = Label(say(field.empty_says), "help", parent=self)
        column.addWidget(self._empty)
        column.addLayout(self._buttons())
        self._box = QFrame(self)
        self._box.setProperty("role", "box")
        self._inside = QVBoxLayout(self._box)
        self._inside.setContentsMargins(style.BETWEEN, style.BETWEEN, style.BETWEEN, style.BETWEEN)
        self._inside.setSpacing(style.BETWEEN)
        column.addWidget(self._box)
        self._remarks = Remarks(self._box)
        self._remarks.why.connect(self.why)
        self._inside.addWidget(self._remarks)
        # The list stands first; its first row's questions come once it is painted.
        self._first = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._first.timeout.connect(self._open_first)
        if form.rows(field.key):
            self._at = 0
            self._box.hide()
            self._first.start()
            self.refresh()
        else:
            self._show(-1)

    @property
    def _detail(self) -> QWidget | None:
        """The questions of the chosen row; whoever asks for them has them made."""
        self._open_first()
        return self._made

    def _open_first(self) -> None:
        if self._first.isActive() or (self._made is None and self._at >= 0):
            self._show(self._at)

    @property
    def words(self) -> str:
        """What the button that adds a row says."""
        return say(self.field.one)

    def show_letter(self, letter: str) -> None:
        """Alt and this letter add a row."""
        self.add_button.setText(marked(self.words, letter))

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(style.GAP)
        self.add_button = QPushButton(say(self.field.one), self)
        self.add_button.setAccessibleName(say(self.field.one))
        self.add_button.setAutoDefault(False)
        self.add_button.clicked.connect(self.add)
        self.remove_button = QPushButton(say("Remove"), self)
        alone = not beside(self.form, self.field)
        name = say("Remove") if alone else say("Remove: {what}", what=say(self.field.label))
        self.remove_button.setAccessibleName(name)
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
        self.typed.emit(self.path)  # before the cursor goes on, so that the row is a step of its own
        self._show(len(self.form.rows(self.field.key)) - 1)
        self.enter()

    def remove(self) -> None:
        """Take the chosen row out; Ctrl+Z brings it back."""
        if self._at < 0:
            return
        self.form.remove_row(self.field.key, self._at)
        self.typed.emit(self.path)
        self._show(min(self._at, len(self.form.rows(self.field.key)) - 1))
        (self.list if self.form.rows(self.field.key) else self.add_button).setFocus()
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

        self._first.stop()
        self._at = at
        old, self._made = self._made, None  # hiding it takes the cursor out, which refreshes the page
        if old is not None:
            self._inside.removeWidget(old)
            old.hide()
            old.deleteLater()
        rows = self.form.rows(self.field.key)
        self._box.setVisible(0 <= at < len(rows))
        if 0 <= at < len(rows):
            view = FormView(rows[at], self._blank, f"{self.path}.{at}.", self._box)
            view.typed.connect(self.typed)
            view.left.connect(self.left)
            view.why.connect(self.why)
            self._made = view
            self._inside.insertWidget(0, view)
            view.show()  # a layout shows it only later, and the cursor is wanted now
        self.refresh()
        self.grew.emit()

    def refresh(self) -> None:
        """Show the list and the chosen row as they are now."""
        rows = self.form.rows(self.field.key)
        if self._at >= len(rows) or (self._made is not None and self._made.form is not rows[self._at]):  # type: ignore[attr-defined]
            self._show(min(self._at, len(rows) - 1) if rows else -1)
            return
        summary = self.field.summary or (lambda row: ())
        self._fill(
            [Row(index, summary(row), "error" if row.read()[1] else "") for index, row in enumerate(rows)]
        )
        if self._made is not None:
            self._made.refresh()  # type: ignore[attr-defined]
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

    def stops(self) -> Iterator[QWidget]:
        """Where Tab stops, in the order of the eye."""
        yield from (self.list, self.add_button, self.remove_button)
        if self._made is not None:
            yield from self._made.stops()  # type: ignore[attr-defined]

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
