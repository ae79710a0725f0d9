"""Tables for others: which columns the plans and CRSA get, in which order, from when (20.404, 20.602.9).

A layout that was used stays; another one comes into force from its day on.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout

from crs_intake.casework import sharing
from crs_intake.clock import today
from crs_intake.domain.site import ExportColumn, ExportLayout
from crs_intake.domain.text import N_
from crs_intake.policy import exports
from crs_intake.words import day, say
from ui.forms import reading
from ui.qt import parts, style
from ui.qt.editor import Ask, Editor, save_row
from ui.qt.settings_base import Part
from ui.qt.table import Column, Row, Table
from ui.qt.text import Label, tell_error
from ui.qt.way import Way

TABLES = {
    "sharing": N_("Extract for the plans (20.404)"),
    "tracking": N_("Referral tracking for CRSA (20.602.9)"),
}
NAME = Qt.ItemDataRole.UserRole


class ExportsPart(Part):
    """The columns in force, and an editor for the ones that come after them."""

    name = "exports"

    def __init__(self, way: Way) -> None:
        super().__init__(
            way, say("Tables for others"),
            say("The manual prints no layout; the columns are chosen here, in their order, from a day on."),
        )  # fmt: skip
        self.pick = QComboBox()
        for value, words in TABLES.items():
            self.pick.addItem(say(words), value)
        self.pick.activated.connect(lambda _at: self.show_kept())
        parts.field(self.column, say("&Table"), self.pick, width=360)
        self.kept = Table(say("Layouts"), (
            Column(say("Counts from")), Column(say("Columns"), stretch=3),
            Column(say("Who asked for it"), stretch=1, from_width=520),
            Column(say("Added by"), from_width=620),
        ))  # fmt: skip
        self.kept.setFixedHeight(130)
        self.column.addWidget(self.kept)
        self.column.addWidget(Label(say("Other columns"), "strong"))
        self._make_list()
        self.editor = Editor((
            Ask("effective_from", say("Counts from"), "day", required=True),
            Ask("citation", say("Who asked for it, and where"), required=True),
            Ask("form", say("Form to which the columns are mapped"),
                help=say("For CRSA's own form; empty = the program's own table.")),
        ))  # fmt: skip
        self.column.addWidget(self.editor)
        line, self.save, self.said = save_row(say("&Save"))
        self.column.addLayout(line)
        self.save.clicked.connect(self._save)
        self.editor.touched.connect(self.touch)

    def show_kept(self) -> None:
        """The layouts of the table, and the newest one in the list."""
        table, site = self._table, self.way.desk.store.site()
        shipped = exports.known(table)
        own = [each for each in site.exports if each.table == table]
        rows = []
        for number, each in enumerate(reversed(own)):
            headings = ", ".join(column.heading or shipped[column.name] for column in each.columns)
            rows.append(Row(number, (day(each.effective_from), headings, each.citation, each.by)))
        self.kept.fill(rows)
        self.kept.setVisible(bool(own))
        now = exports.columns(table, self.way.desk.book, today(self.way.desk.clock))
        self._fill(dict(zip(now.names, now.headings, strict=True)))
        self.editor.put({"form": now.form})
        self.unsaved = False

    def chosen(self) -> tuple[ExportColumn, ...]:
        """The ticked columns in their order, with the headings that were changed."""
        items = [self.list.item(row) for row in range(self.list.count())]
        known = exports.known(self._table)
        ticked = [item for item in items if item.checkState() == Qt.CheckState.Checked]
        told = [(str(item.data(NAME)), reading.tidy(item.text())) for item in ticked]
        return tuple(
            ExportColumn(name=name, heading="" if words == known[name] else words) for name, words in told
        )

    @property
    def _table(self) -> exports.Table:
        return "tracking" if self.pick.currentData() == "tracking" else "sharing"

    def _make_list(self) -> None:
        row = QHBoxLayout()
        self.list = QListWidget()
        self.list.setAccessibleName(say("Columns in their order"))
        self.list.setMinimumHeight(220)
        self.list.itemChanged.connect(lambda _item: self.touch())
        row.addWidget(self.list, 1)
        moves = QVBoxLayout()
        moves.setSpacing(style.GAP)
        self.up, self.down = parts.button(say("&Up")), parts.button(say("&Down"))
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        moves.addWidget(self.up)
        moves.addWidget(self.down)
        moves.addStretch(1)
        row.addLayout(moves)
        self.column.addLayout(row)
        words = say("Space takes a column in or out; F2 or a double click changes its heading.")
        self.list.setAccessibleDescription(words)
        self.column.addWidget(Label(words, "help"))

    def _fill(self, names: dict[str, str]) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        known = exports.known(self._table)
        for name in (*names, *(each for each in known if each not in names)):
            item = QListWidgetItem(names.get(name, known[name]))
            item.setData(NAME, name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEditable)
            item.setCheckState(Qt.CheckState.Checked if name in names else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.list.setCurrentRow(0)

    def _move(self, by: int) -> None:
        row = self.list.currentRow()
        to = row + by
        if row >= 0 and 0 <= to < self.list.count():
            self.list.insertItem(to, self.list.takeItem(row))
            self.list.setCurrentRow(to)
            self.touch()

    def _save(self) -> None:
        values = self.editor.read(today(self.way.desk.clock))
        if values is None:
            return
        layout = ExportLayout(
            table=self._table, effective_from=values["effective_from"], citation=values["citation"],
            form=values["form"] or "", columns=self.chosen(),
        )  # fmt: skip
        try:
            sharing.keep_layout(self.way.desk, layout)
            self.way.site_changed()
        except Exception as trouble:
            tell_error(self, trouble)
            return
        self.show_kept()
        self.said.setText(say("Saved. It counts from {day}.", day=day(layout.effective_from)))
