"""Parents' coverage open or closed, and its cap, from a day on (KidsCare Manual 801.C).

A row that was used stays; another one comes into force from its day on.
"""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox

from crs_intake.casework import parents as acts
from crs_intake.clock import today
from crs_intake.domain.site import ParentsProgramRow
from crs_intake.policy.parents import figures
from crs_intake.words import day, say
from ui.forms import parents_why
from ui.qt import parts
from ui.qt.editor import Ask, Editor, save_row
from ui.qt.fields import WhyButton
from ui.qt.settings_base import Part
from ui.qt.table import Column, Row, Table
from ui.qt.text import Label, tell_error
from ui.qt.way import Way
from ui.qt.why import asks, show_why


class ParentsPart(Part):
    """The rows in force, and an editor for the next one."""

    name = "parents"

    def __init__(self, way: Way) -> None:
        super().__init__(
            way, say("Parents' coverage"),
            say("Whether the program takes parents (801.C). Closed, or at its cap, applications are denied "
                "without hearing rights; who is approved stays approved."),
        )  # fmt: skip
        self.now = Label("", "strong")
        self.now_why = WhyButton(say("Parents' coverage"), self, stops=True)
        self.now_why.clicked.connect(self.tell_now)
        self.column.addLayout(parts.told(self.now, self.now_why))
        self.kept = Table(say("Parents' coverage"), (
            # Shares by the width of the headings, so that none is cut; who added a row needs more room.
            Column(say("Counts from"), stretch=13), Column(say("Program"), stretch=10),
            Column(say("Cap"), right=True, stretch=7),
            Column(say("Approved"), right=True, stretch=11, from_width=430),
            Column(say("Announced in"), stretch=15), Column(say("Added by"), stretch=13, from_width=700),
        ))  # fmt: skip
        self.kept.setFixedHeight(150)
        self.column.addWidget(self.kept)
        self.why = asks(self.kept, self.tell_row)
        self.column.addWidget(self.why)
        self.pick = QComboBox()
        for value, words in (("open", say("Open")), ("closed", say("Closed"))):
            self.pick.addItem(words, value)
        self.pick.activated.connect(lambda _at: self.touch())
        parts.field(self.column, say("&Program"), self.pick, width=200)
        self.editor = Editor((
            Ask("effective_from", say("Counts from"), "day", required=True),
            Ask("cap", say("Cap: parents at most"), "whole", width="short",
                help=say("Empty: no number is known")),
            Ask("approved", say("Approved so far"), "whole", width="short"),
            Ask("citation", say("Announced in"), required=True),
        ))  # fmt: skip
        self.column.addWidget(self.editor)
        line, self.save, self.said = save_row(say("&Save"))
        self.column.addLayout(line)
        self.save.clicked.connect(self._save)
        self.editor.touched.connect(self.touch)

    def show_kept(self) -> None:
        """The rows, the newest first, and what holds today."""
        desk = self.way.desk
        found = figures.availability(desk.book, today(desk.clock))
        words = say("Open today ({citation})") if found.open else say("Closed today ({citation})")
        self.now.setText(words.format(citation=found.citation))
        rows = []
        for number, each in enumerate(reversed(desk.store.site().parents_program)):
            cap = "" if each.cap is None else str(each.cap)
            approved = "" if each.approved is None else str(each.approved)
            state = say("Open") if each.open else say("Closed")
            rows.append(Row(number, (day(each.effective_from), state, cap, approved, each.citation, each.by)))
        self.kept.fill(rows)
        for part in (self.kept, self.why):
            part.setVisible(bool(rows))
        self.editor.put({})
        self.unsaved = False

    def tell_now(self) -> None:
        """Why the program is open or closed today."""
        desk = self.way.desk
        show_why(self, self.now.text(), "801.C", parents_why.program(desk.book, today(desk.clock)),
                 here=say("In force"))  # fmt: skip

    def tell_row(self, key: object) -> None:
        """From when a row counts, where it was announced, and whether it holds today."""
        found = self.way.desk.store.site().parents_program[::-1]
        if isinstance(key, int) and key < len(found):
            desk = self.way.desk
            lines = parents_why.row(found[key], desk.book, today(desk.clock))
            show_why(self, self.title, "801.C", lines, here=say("In force"))

    def _save(self) -> None:
        values = self.editor.read(today(self.way.desk.clock))
        if values is None:
            return
        row = ParentsProgramRow(
            effective_from=values["effective_from"], open=self.pick.currentData() == "open",
            cap=values["cap"], approved=values["approved"], citation=values["citation"] or "",
        )  # fmt: skip
        try:
            acts.add_program_row(self.way.desk, row)
            self.way.site_changed()
        except Exception as trouble:
            tell_error(self, trouble)
            return
        self.show_kept()
        self.said.setText(say("Saved. It counts from {day}.", day=day(row.effective_from)))
