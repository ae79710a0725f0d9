"""Who may sign in at this desk, and with which roles."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QInputDialog, QLineEdit, QPushButton

from crs_intake.casework import people, rights
from crs_intake.clock import today
from crs_intake.domain.actor import ROLES, Actor, Role
from crs_intake.words import say
from ui import names
from ui.qt import parts, style
from ui.qt.editor import Ask, Editor, save_row
from ui.qt.settings_base import Part
from ui.qt.table import Column, Row, Table
from ui.qt.text import Label, ask, tell, tell_error
from ui.qt.way import Way


class PeoplePart(Part):
    """Who may sign in, and with which roles."""

    name = "people"

    def __init__(self, way: Way) -> None:
        super().__init__(way, say("People"), say("Each signs in with a name and password of their own."))
        self.table = Table(say("People"), (Column(say("Name"), stretch=1), Column(say("Roles"), stretch=2)))
        self.table.setFixedHeight(180)
        self.column.addWidget(self.table)
        row = QHBoxLayout()
        self.take_off = parts.button(say("Take o&ff the list…"))
        self.give = parts.button(say("&New first password…"))
        self.take_off.clicked.connect(self._take_off)
        self.give.clicked.connect(self._give)
        row.addWidget(self.take_off)
        row.addWidget(self.give)
        self.hand_over = parts.button(say("&Hand over cases…"))
        self.hand_over.clicked.connect(self._hand_over)
        row.addWidget(self.hand_over)
        row.addStretch(1)
        self.column.addLayout(row)
        self.done_to = Label("", "help")
        self.column.addWidget(self.done_to)
        self.column.addSpacing(style.GAP)
        self.column.addWidget(Label(say("Recovery codes"), "section"))
        self.column.addWidget(Label(say("Two people hold one code each, sealed. A new code makes that "
                                        "holder's earlier one void."), "help"))  # fmt: skip
        codes = QHBoxLayout()
        self.codes: dict[str, QPushButton] = {}
        named = (say("New code, &first holder…"), say("New code, &second holder…"))
        for holder, words in zip(("1", "2"), named, strict=True):
            self.codes[holder] = parts.button(words)
            self.codes[holder].clicked.connect(partial(self._new_code, holder))
            codes.addWidget(self.codes[holder])
        codes.addStretch(1)
        self.column.addLayout(codes)
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

        may = rights.may(self.way.desk.actor, "people.keep")
        for each in (self.take_off, self.give, self.add, *self.codes.values()):
            each.setEnabled(may)
        self.hand_over.setEnabled(rights.may(self.way.desk.actor, "hands.all"))

    def _chosen(self) -> Actor | None:
        key = self.table.current()
        found = next((each for each in self.way.desk.store.people() if each.id == key), None)
        if found is None:
            self.done_to.setText(say("Choose a person in the list first."))
        return found

    def _take_off(self) -> None:
        person = self._chosen()
        if person is None or not ask(
            self, say("Take {name} off the list?", name=person.name), yes=say("&Take off the list"),
            then=say("They sign in no more; what they did keeps their name. Cases in their hands stay so "
                     "until a supervisor hands them over. A back-up is made first, then the desk's file is "
                     "locked with a new key."),
        ):  # fmt: skip
            return
        try:
            sealed = people.remove(self.way.desk, person)
        except Exception as trouble:
            tell_error(self, trouble)
            return
        self.done_to.setText(
            say("{name} is off the list, and the key they knew opens nothing.", name=person.name) if sealed
            else say("{name} is off the list. The file gets its new key when everybody has signed in once "
                     "and new recovery codes were made.", name=person.name)
        )  # fmt: skip
        self.show_kept()

    def _hand_over(self) -> None:
        from ui.qt.hand_over import HandOverAll

        key = self.table.current()
        person = next((each.name for each in self.way.desk.store.people() if each.id == key), "")
        asked = HandOverAll(self.way.desk, person, self)
        asked.exec()
        if asked.moved:
            self.done_to.setText(say("{count} cases changed hands.", count=asked.moved))
            self.way.changed("")

    def _give(self) -> None:
        person = self._chosen()
        if person is None:
            return
        word, given = QInputDialog.getText(
            self, say("New first password"), say("15 characters or more."), QLineEdit.EchoMode.Password
        )
        if not given:
            return
        try:
            people.give_password(self.way.desk, person, word)
        except Exception as trouble:
            tell_error(self, trouble)
            return
        self.done_to.setText(say("{name} signs in with the new password from now on.", name=person.name))

    def _new_code(self, holder: str) -> None:
        if not ask(self, say("Make a new recovery code?"), yes=say("&Make it"),
                   then=say("The code that this holder has opens nothing any more.")):  # fmt: skip
            return
        try:
            code = people.new_recovery_code(self.way.desk, holder)
        except Exception as trouble:
            tell_error(self, trouble)
            return
        tell(self, code, say("Write it down now; it is shown only once. Seal it and lock it away."),
             title=say("New recovery code"))  # fmt: skip

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
