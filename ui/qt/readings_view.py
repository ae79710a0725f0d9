"""Readings: each open point of the manual, the reading chosen, what it does, and why it was chosen.

A supervisor may change the ones that a program office would choose, with a
reason; the others stand here so that the answer can be defended.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from crs_intake.casework import book_acts, rights
from crs_intake.casework.ports import Desk
from crs_intake.domain.errors import DeskError, NotAcceptable
from crs_intake.domain.site import Reading, Site
from crs_intake.policy import shelf
from crs_intake.policy.book import ReadingRule
from crs_intake.words import say, told
from ui.forms import readings
from ui.qt import parts, style
from ui.qt.table import Column, Row, Table
from ui.qt.text import Label, clear, tell_error
from ui.qt.why import asks, show_why

TABLE_HEIGHT = 240


class ReadingsView(QWidget):
    """A list of the open points and the one that is looked at; `kept()` after a reading was changed."""

    kept = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._rules = shelf.reading_rules()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        column.addWidget(Label(say("Readings"), "section"))
        column.addWidget(Label(say("Where the manual leaves something open, this is how it is read here. "
                                   "Worksheets print the readings that decided."), "help"))  # fmt: skip
        self.table = Table(say("Readings"), (
            Column(say("Open point"), stretch=3), Column(say("Reading in force"), stretch=2),
            Column(say("Section"), stretch=2, from_width=620), Column(say("Number"), from_width=720),
        ))  # fmt: skip
        self.table.setMinimumHeight(TABLE_HEIGHT)
        self.table.moved.connect(lambda _key: self._show())
        column.addWidget(self.table, 1)
        self.why = asks(self.table, self.tell_why)
        column.addWidget(self.why)
        self.detail = QFrame()
        self.detail.setProperty("role", "box")
        self._inside = QVBoxLayout(self.detail)
        self._inside.setContentsMargins(style.BETWEEN, style.BETWEEN, style.BETWEEN, style.BETWEEN)
        self._inside.setSpacing(style.GAP)
        column.addWidget(self.detail)
        self.said = Label("", "good")
        self.said.hide()
        column.addWidget(self.said)
        self.look_again()

    def look_again(self, _number: str = "") -> None:
        """Show the readings in force now."""
        site = self._desk.store.site()
        open_points = [self._row(rule, site) for rule in self._rules.values() if rule.switch]
        fixed = [self._row(rule, site) for rule in self._rules.values() if not rule.switch]
        self.table.fill(
            [say("A supervisor may change these"), *open_points, say("Fixed in the book"), *fixed]
        )
        self._show()

    def take_focus(self) -> None:
        """Start at the list."""
        self.table.setFocus()

    def open(self, setting: str) -> None:
        """Look at one reading, for example from a worksheet that names it."""
        self.table.go_to(setting)

    def tell_why(self, key: object) -> None:
        """What the manual leaves open, how it is read here, since when and by whom."""
        rule = self._rules.get(str(key))
        if rule is None:
            return
        site = self._desk.store.site()
        value = readings.value(rule.setting, _chosen(rule, site))
        lines = [
            say("Open in the manual: {question}", question=say(rule.question)),
            say("Reading in force") + f": {value}", say("Default: {reading}", reading=say(rule.reading)),
            *(_history(each) for each in site.readings if each.setting == rule.setting), rule.ambiguity,
        ]  # fmt: skip
        show_why(self, readings.name(rule), rule.section, lines, here=say("In force"))

    def _row(self, rule: ReadingRule, site: Site) -> Row:
        chosen = _chosen(rule, site)
        words, changed = readings.value(rule.setting, chosen), chosen != rule.default
        if changed:
            words = say("{value} (changed)", value=words)
        cells = (readings.name(rule), words, readings.section(rule), rule.ambiguity)
        return Row(rule.setting, cells, strong=1 if changed else -1)

    def _show(self) -> None:
        """The point that is looked at, with its history and, where it is open, the choice."""
        clear(self._inside)
        rule = self._rules.get(str(self.table.current()))
        if rule is None:
            return
        site = self._desk.store.site()
        self._inside.addWidget(Label(readings.name(rule), "strong"))
        if readings.name(rule) != say(rule.question):
            self._inside.addWidget(Label(say("Open in the manual: {question}", question=say(rule.question))))
        self._inside.addWidget(Label(say("Default: {reading}", reading=say(rule.reading))))
        self._inside.addWidget(Label(say("Section {section} · {number}", section=readings.section(rule),
                                         number=rule.ambiguity), "help"))  # fmt: skip
        for each in site.readings:
            if each.setting == rule.setting:
                self._inside.addWidget(Label(_history(each), "muted"))
        if not rule.switch:
            self._inside.addWidget(
                Label(say("This one is fixed; a program office would not choose it."), "muted")
            )
        elif rights.may(self._desk.actor, "site.readings"):
            self._make_choice(rule, site)
        else:
            self._inside.addWidget(Label(say("A supervisor can change this reading."), "muted"))

    def _make_choice(self, rule: ReadingRule, site: Site) -> None:
        self._inside.addWidget(parts.rule())
        self._inside.addWidget(Label(say("Reading from today on")))
        self.choices = QButtonGroup(self.detail)
        chosen = _chosen(rule, site)
        for value in readings.choices(rule):
            self._inside.addLayout(self._choice(rule, value, chosen))
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(56)
        parts.field(self._inside, say("&Reason (required)"), self.reason,
                    help=say("For example the letter of the program office and its day."))  # fmt: skip
        self.trouble = parts.Trouble()
        self.trouble.hide()
        self._inside.addWidget(self.trouble)
        row = QHBoxLayout()
        self.change = parts.button(say("&Change the reading"), "primary")
        self.change.clicked.connect(lambda: self._change(rule))
        row.addWidget(self.change)
        row.addStretch(1)
        self._inside.addLayout(row)

    def _choice(self, rule: ReadingRule, value: str, chosen: str) -> QVBoxLayout:
        words = readings.value(rule.setting, value)
        if value == rule.default:
            words = say("{value} (default)", value=words)
        made = QRadioButton(words.replace("&", "&&"))
        made.setAccessibleName(words)
        made.setAccessibleDescription(readings.effect(rule.setting, value))
        made.setProperty("value", value)
        made.setChecked(value == chosen)
        self.choices.addButton(made)
        holder = QVBoxLayout()
        holder.setSpacing(0)
        holder.addWidget(made)
        effect = Label(readings.effect(rule.setting, value), "help")
        effect.setContentsMargins(style.AROUND, 0, 0, 0)
        effect.setAlignment(Qt.AlignmentFlag.AlignTop)
        holder.addWidget(effect)
        return holder

    def _change(self, rule: ReadingRule) -> None:
        button = self.choices.checkedButton()
        value = str(button.property("value")) if button is not None else rule.default
        try:
            book_acts.choose_reading(self._desk, rule.setting, value, self.reason.toPlainText())
        except NotAcceptable as trouble:
            self.trouble.setText(told(trouble))
            self.trouble.show()
            (self.reason if trouble.where == "reason" else button or self.reason).setFocus()
            return
        except DeskError as trouble:
            tell_error(self, trouble)
            return
        self.said.setText(say("Changed. It counts from today on; what was determined before stays."))
        self.said.show()
        self.look_again()
        self.table.setFocus()
        self.kept.emit()


def _chosen(rule: ReadingRule, site: Site) -> str:
    found = [each for each in site.readings if each.setting == rule.setting]
    return shelf.slug(found[-1].value) if found else rule.default


def _history(reading: Reading) -> str:
    return say(
        "{value}, since {since}, by {by}: {reason}",
        value=readings.value(reading.setting, shelf.slug(reading.value)),
        since=reading.since or say("the start"),
        by=reading.by or say("not told"),
        reason=reading.reason,
    )
