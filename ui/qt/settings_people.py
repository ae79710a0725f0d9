"""Who may sign in at this desk, and with which roles."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QLineEdit

from crs_intake.casework import people
from crs_intake.clock import today
from crs_intake.domain.actor import ROLES, Role
from crs_intake.words import say
from ui import names
from ui.qt import parts, style
from ui.qt.editor import Ask, Editor, save_row
from ui.qt.settings_base import Part
from ui.qt.table import Column, Row, Table
from ui.qt.text import Label, tell_error
from ui.qt.way import Way


class PeoplePart(Part):
    """Who may sign in, and with which roles."""

    name = "people"

    def __init__(self, way: Way) -> None:
        super().__init__(way, say("People"), say("Each signs in with a name and password of their own."))
        self.table = Table(say("People"), (Column(say("Name"), stretch=1), Column(say("Roles"), stretch=2)))
        self.table.setFixedHeight(180)
        self.column.addWidget(self.table)
        self.column.addSpacing(style.GAP)
        self.column.addWidget(Label(say("Add a person"), "section"))
        self.editor = Editor((Ask("name", say("Name"), "name", required=True, width="medium"),))
        self.column.addWidget(self.editor)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        parts.field(self.column, say("First password (required)"), self.password, width=280,
                    help=say("15 characters or more."))  # fmt: skip
        self.roles: dict[Role, QCheckBox] = {
            role: QCheckBox(names.named(names.ROLES, role)) for role in ROLES
        }
        self.column.addWidget(Label(say("Roles")))
        for box in self.roles.values():
            self.column.addWidget(box)
        self.roles["front_desk"].setChecked(True)
        line, self.add, self.said = save_row(say("&Add"))
        self.add.clicked.connect(self._add)
        self.column.addLayout(line)

    def show_kept(self) -> None:
        """Everybody who may sign in."""
        everybody = self.way.desk.store.people()
        self.table.fill([
            Row(p.id, (p.name, ", ".join(names.named(names.ROLES, r) for r in ROLES if r in p.roles)))
            for p in everybody
        ])  # fmt: skip

    def _add(self) -> None:
        values = self.editor.read(today(self.way.desk.clock))
        if values is None:
            return
        desk = self.way.desk
        roles = frozenset(role for role, box in self.roles.items() if box.isChecked())
        try:
            people.add(desk, values["name"], roles, self.password.text())
        except Exception as trouble:
            tell_error(self, trouble)
            return
        self.password.clear()
        self.editor.put({})
        self.said.setText(say("{name} can sign in now.", name=values["name"]))
        self.show_kept()
