"""A form of the partner desk in a window: what was typed stays until it is saved; errors stand beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crs_intake.clock import moment
from crs_intake.domain.partner import Partnership
from crs_intake.words import say
from ui.forms import partner as forms
from ui.forms.form import Field
from ui.qt import style
from ui.qt.editor import save_row
from ui.qt.form_view import FormView
from ui.qt.text import Label, clear, tell_error
from ui.qt.way import Way

Keep = Callable[[Any], None]


class SheetView(QWidget):
    """The questions of one part with a Save button; `typed()` after every key."""

    typed = Signal()

    def __init__(self, way: Way, asked: tuple[Field, ...], keep: Keep, save: str = "") -> None:
        super().__init__()
        self._way, self._asked, self._keep = way, asked, keep
        self.unsaved = False
        self.view: FormView | None = None
        self._value: Any = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        self._holder = QVBoxLayout()
        column.addLayout(self._holder)
        line, self.save, self.said = save_row(save or say("&Save"))
        column.addLayout(line)
        self.trouble = Label("", "error")
        self.trouble.hide()
        column.addWidget(self.trouble)
        self.save.clicked.connect(self.keep)

    @property
    def value(self) -> Any:
        """What is shown, as it was kept."""
        return self._value

    def show_value(self, value: Any, partner: Partnership) -> None:
        """Show what is kept; words that are not saved yet stay."""
        if self.unsaved and self._value is not None and getattr(value, "id", "") == getattr(
            self._value, "id", ""
        ):  # fmt: skip
            return
        if self.view is not None and value == self._value and partner.users == self._about.partner.users:
            return
        self.put(value, partner)

    def put(self, value: Any, partner: Partnership, *, of: Any = None) -> None:
        """Show a value anew; `of` is what is kept, where the value goes beyond it."""
        desk = self._way.desk
        self._value, self.unsaved = value if of is None else of, of is not None
        self._about = forms.about(partner, moment(desk.clock), desk.actor)
        clear(self._holder)
        self.view = FormView(forms.form(self._asked, value, self._about), lambda _key: {})
        self.view.typed.connect(self._typed)
        self.view.left.connect(lambda _path: self.view.refresh() if self.view else None)
        self._holder.addWidget(self.view)
        self.trouble.hide()

    def read(self) -> Any:
        """The value as far as it is typed and can be read; None while something is wrong."""
        if self.view is None:
            return None
        return forms.read(self.view.form, self._value, self._asked)[0]

    def take_focus(self) -> None:
        """Start at the first question without an answer."""
        if self.view is not None:
            self.view.focus_at("")

    def keep(self) -> None:
        """Keep what is typed, or say what is wrong and where."""
        if self.view is None:
            return
        value, wrong = forms.read(self.view.form, self._value, self._asked)
        if value is None:
            self.view.reveal()
            labels = ", ".join(dict.fromkeys(say(self.view.form.field(path).label) for path in wrong))
            self.trouble.setText(say("Look at: {fields}.", fields=labels))
            self.trouble.show()
            self.view.focus_at(wrong[0])
            return
        try:
            self._keep(value)
        except Exception as trouble:
            tell_error(self, trouble)
            return
        self.unsaved = False
        self.trouble.hide()
        self.said.setText(say("Saved."))

    def _typed(self, _path: str) -> None:
        self.unsaved = True
        self.said.setText("")
        if self.view is not None:
            self.view.refresh()
        self.typed.emit()
