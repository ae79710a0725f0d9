"""Conditions and closing days: lists of single entries that are added and removed at once."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from crs_intake.clock import today
from crs_intake.words import day, say, told
from ui.forms import reading
from ui.forms.reading import Unreadable
from ui.qt import parts
from ui.qt.settings_base import Part
from ui.qt.table import Column, Row, Table
from ui.qt.text import Label
from ui.qt.way import Way


class WordsPart(Part):
    """A list of single entries that are added and removed at once."""

    def __init__(self, way: Way, title: str, purpose: str, label: str, help: str, none: str) -> None:
        super().__init__(way, title, purpose)
        row = QHBoxLayout()
        self.entry = QLineEdit()
        self.entry.setAccessibleName(label)
        self.entry.setAccessibleDescription(help)
        words = Label(label)
        words.setBuddy(self.entry)
        self.column.addWidget(words)
        self.add = parts.button(say("&Add"))
        row.addWidget(self.entry, 1)
        row.addWidget(self.add)
        self.column.addLayout(row)
        self.column.addWidget(Label(help, "help"))
        self.trouble = parts.Trouble()
        self.trouble.hide()
        self.column.addWidget(self.trouble)
        self.own = Table(title, (Column(say("Added here"), stretch=1),))
        self.own.setFixedHeight(170)
        self.none = Label(none, "muted")
        self.column.addWidget(self.own)
        self.column.addWidget(self.none)
        line = QHBoxLayout()
        self.remove = parts.button(say("&Remove"))
        self.said = Label("", "help")
        line.addWidget(self.remove)
        line.addWidget(self.said, 1)
        self.column.addLayout(line)
        self.add.clicked.connect(self._add)
        self.entry.returnPressed.connect(self._add)
        self.remove.clicked.connect(self._remove)

    def _add(self) -> None:
        raise NotImplementedError

    def _remove(self) -> None:
        raise NotImplementedError

    def complain(self, words: str) -> None:
        """Say beside the field what is wrong; empty words say nothing."""
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))
        if words:
            self.entry.setFocus()


class ConditionsPart(WordsPart):
    """The pick list of conditions."""

    name = "conditions"

    def __init__(self, way: Way) -> None:
        super().__init__(
            way, say("Conditions"),
            say("A list to pick from while typing, never a decision: the Medical Director decides (20.400)."),
            say("Condition"), say("Added to the list below."), say("Nothing added here yet."),
        )  # fmt: skip
        self.count = Label("", "help")
        self.column.addWidget(self.count)
        self.shipped = Table(
            say("Conditions of the shipped list"),
            (Column(say("Condition"), stretch=3), Column(say("Body system"), stretch=2), Column(say("CRS"))),
        )
        self.shipped.setMinimumHeight(260)
        self.column.addWidget(self.shipped)

    def show_kept(self) -> None:
        """What was added here, then the shipped list."""
        own = self.way.desk.store.site().conditions
        self.own.fill([Row(each, (each,)) for each in own])
        self.own.setVisible(bool(own))
        self.none.setVisible(not own)
        self.remove.setEnabled(bool(own))
        listed = [each for each in self.way.desk.book.conditions if each.name not in own]
        self.count.setText(say("{count} conditions of the shipped list; not verified.", count=len(listed)))
        if self.shipped.rowCount() != len(listed):
            words = {True: say("yes"), False: say("no"), None: ""}
            self.shipped.fill([Row(n, (c.name, c.system, words[c.covered])) for n, c in enumerate(listed)])

    def _add(self) -> None:
        words = reading.tidy(self.entry.text())
        site = self.way.desk.store.site()
        if not words:
            self.complain(say("Type the condition's name."))
            return
        if any(each.name.casefold() == words.casefold() for each in self.way.desk.book.conditions):
            self.complain(say("This condition is in the list already."))
            return
        self.complain("")
        if self.keep(replace(site, conditions=(*site.conditions, words)), self.said):
            self.entry.clear()
            self.show_kept()

    def _remove(self) -> None:
        site, chosen = self.way.desk.store.site(), self.own.current()
        if self.keep(replace(site, conditions=tuple(c for c in site.conditions if c != chosen)), self.said):
            self.show_kept()


class CalendarPart(WordsPart):
    """Days on which the office is closed besides the state's holidays."""

    name = "calendar"

    def __init__(self, way: Way) -> None:
        super().__init__(
            way, say("Calendar"),
            say("Business days leave out weekends, Arizona's state holidays and the days below."),
            say("Closing day"), say("Month, day, year, for example 12/24/2009."), say("No closing day yet."),
        )  # fmt: skip
        self.cover = Label("", "help")
        self.column.addWidget(self.cover)

    def show_kept(self) -> None:
        """The closing days, and the years that the list of holidays covers."""
        days = sorted(self.way.desk.store.site().closing_days)
        self.own.fill([Row(each, (day(each),)) for each in days])
        self.own.setVisible(bool(days))
        self.none.setVisible(not days)
        self.remove.setEnabled(bool(days))
        calendar = self.way.desk.book.calendar
        self.cover.setText(say("State holidays are known from {first} to {last}.",
                               first=str(calendar.first_year), last=str(calendar.last_year)))  # fmt: skip

    def _add(self) -> None:
        site = self.way.desk.store.site()
        try:
            typed = reading.read("day", self.entry.text(), today(self.way.desk.clock))
        except Unreadable as trouble:
            self.complain(told(trouble))
            return
        if typed is None or not hasattr(typed, "year"):
            self.complain(say("Type a date as month, day, year, for example 12/24/2009."))
            return
        if typed in site.closing_days:
            self.complain(say("This day is in the list already."))
            return
        self.complain("")
        if self.keep(replace(site, closing_days=tuple(sorted((*site.closing_days, typed)))), self.said):
            self.entry.clear()
            self.show_kept()

    def _remove(self) -> None:
        site, chosen = self.way.desk.store.site(), self.own.current()
        if self.keep(
            replace(site, closing_days=tuple(d for d in site.closing_days if d != chosen)), self.said
        ):
            self.show_kept()
