"""A form on the screen: its questions in order, those that are asked now, under their headings.

Used for a whole page and for the details of one row. Questions are made when
they are first asked, so that a page with many of them opens at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crs_intake.words import say
from ui.forms.form import Field, Form, Values
from ui.qt import style
from ui.qt.fields import FieldView
from ui.qt.lines import Flow
from ui.qt.rows import Cards, Grid
from ui.qt.text import Label

View = FieldView | Grid | Cards


@dataclass
class _Group:
    """Questions that stand side by side, or a heading."""

    heading: str = ""
    section: str = ""
    fields: list[Field] = field(default_factory=list)
    widget: QWidget | None = None
    head: _Group | None = None
    """The heading over these questions; its widget holds them, and has its name."""


class FormView(QWidget):
    """The questions of a form; `typed(path)`, `left(path)`, `why(field)`."""

    typed = Signal(str)
    left = Signal(str)
    why = Signal(object)
    through = Signal()
    full_wished = Signal(object)
    grew = Signal()
    """More questions stand there than a moment ago."""

    def __init__(self, form: Form, blank: Callable[[str], Values], prefix: str = "",
                 parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(parent)
        self.form, self._blank, self._prefix = form, blank, prefix
        self.views: dict[str, View] = {}
        self.locked: tuple[str, ...] = ()
        self._groups = list(_grouped(form.fields))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(style.BETWEEN)
        self.refresh()

    def refresh(self) -> None:
        """Show what is asked now, as it stands."""
        asked = {each.key for each in self.form.asked()}
        sections = {each.section for each in self.form.fields if each.key in asked}
        for group in self._groups:
            if group.heading:
                self._show_group(group, group.section in sections)
                continue
            wanted = [each for each in group.fields if each.key in asked]
            self._show_group(group, bool(wanted))
            for each in group.fields:
                self._show_field(group, each, each.key in asked)

    def _show_group(self, group: _Group, wanted: bool) -> None:
        if group.widget is None and wanted:
            group.widget = QWidget(group.head.widget if group.head and group.head.widget else self)
            if group.heading:
                _headed(group.widget, say(group.heading))
            else:
                Flow(group.widget) if len(group.fields) > 1 else _plain(group.widget)
            self._insert(group, group.widget)
        if group.widget is not None:
            group.widget.setVisible(wanted)

    def _insert(self, group: _Group, widget: QWidget) -> None:
        """Put what is first asked now in its place, under its heading."""
        around = group.head.widget.layout() if group.head and group.head.widget else self._column
        assert isinstance(around, QVBoxLayout)  # noqa: S101 - made with it
        before = self._groups[: self._groups.index(group)]
        there = sum(each.widget is not None for each in before if each.head is group.head)
        around.insertWidget(there + (group.head is not None), widget)

    def _show_field(self, group: _Group, field: Field, wanted: bool) -> None:
        view = self.views.get(field.key)
        if view is None:
            if not wanted or group.widget is None:
                return
            view = self.views[field.key] = self._make(field, group.widget, alone=len(group.fields) == 1)
            layout = group.widget.layout()
            assert layout is not None  # noqa: S101 - made with the group
            layout.addWidget(view)
            if field.key in self.locked:
                view.setEnabled(False)
                view.refresh()
        else:
            view.setEnabled(field.key not in self.locked)
            view.refresh()
        view.setVisible(wanted)

    def _make(self, field: Field, parent: QWidget, *, alone: bool) -> View:
        view: View
        if field.kind != "rows":
            view = FieldView(self.form, field, self._prefix, alone, parent)
            view.full_wished.connect(self.full_wished)
        elif field.shape == "cards":
            view = Cards(self.form, field, self._prefix, self._blank, parent)
            view.grew.connect(self.grew)
        else:
            view = Grid(self.form, field, self._prefix, self._blank, parent)
            view.through.connect(self.through)
        view.typed.connect(self.typed)
        view.left.connect(self.left)
        view.why.connect(self.why)
        return view

    # -- finding a place ---------------------------------------------------------------------

    def focus_at(self, path: str) -> bool:
        """Put the cursor at a path; "" = the first question without an answer, else the first."""
        key, _, rest = path.partition(".")
        view = self.views.get(key) or self._first()
        if view is None:
            return False
        if isinstance(view, FieldView):
            view.focus()
            return True
        return view.focus_at(rest if view.field.key == key else "")

    def _first(self) -> View | None:
        shown = [self.views[each.key] for each in self.form.asked() if each.key in self.views]
        empty = [
            view for view in shown if isinstance(view, FieldView) and not view.form.texts.get(view.field.key)
        ]
        plain = [view for view in empty if view.field.kind != "tick"]
        return next(iter(plain or shown), None)

    def stops(self) -> Iterator[QWidget]:
        """Where Tab stops, in the order of the eye; questions are made in the order in which they came up."""
        for group in self._groups:
            for each in group.fields:
                if each.key in self.views:
                    yield from self.views[each.key].stops()

    def reveal(self) -> str:
        """Say all that is wrong and put the cursor at the first; gives its path, "" if nothing is."""
        first = ""
        for each in self.form.asked():
            view = self.views.get(each.key)
            if view is not None and view.wrong:
                view.reveal()
                first = first or self._prefix + each.key
                if first == self._prefix + each.key:
                    view.focus() if isinstance(view, FieldView) else view.focus_at("")
        return first


def _plain(widget: QWidget) -> None:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)


def _headed(widget: QWidget, words: str) -> None:
    widget.setAccessibleName(words)
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(style.BETWEEN)
    column.addWidget(Label(words, "section", parent=widget))


def _grouped(fields: tuple[Field, ...]) -> Iterator[_Group]:
    section, last = "", None
    head: _Group | None = None
    for each in fields:
        if each.kind == "id":
            continue
        if each.section and each.section != section:
            head = _Group(heading=each.section, section=each.section)
            yield head
        section = each.section
        if each.line and last is not None and last.fields[0].line == each.line:
            last.fields.append(each)
            continue
        last = _Group(section=each.section, fields=[each], head=head if each.section else None)
        yield last
