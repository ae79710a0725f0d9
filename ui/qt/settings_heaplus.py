"""Contacts of HEAplus: addresses, numbers, hours, build Thursday, AQC months, each with day and source."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QHBoxLayout

from crs_intake.clock import today
from crs_intake.domain.errors import DeskError
from crs_intake.domain.heaplus import DaylightYear, HeaplusRow
from crs_intake.policy import heaplus
from crs_intake.words import day, say
from ui.qt import parts, style
from ui.qt.editor import Ask, Editor, save_row
from ui.qt.settings_base import Part
from ui.qt.table import Column, Row, Table
from ui.qt.text import Label, tell_error
from ui.qt.way import Way


class HeaplusPart(Part):
    """What is in force today, what was changed here, and a form for the next change."""

    name = "heaplus"

    def __init__(self, way: Way) -> None:
        super().__init__(
            way, say("Contacts of HEAplus"),
            say("As the partner page prints them, until a row here says otherwise from a day on."),
        )  # fmt: skip
        self.table = Table(say("Contacts of HEAplus"), (
            Column(say("What"), stretch=3), Column(say("In force"), stretch=4), Column(say("Since")),
            Column(say("Source"), stretch=2, from_width=700), Column(say("Added by"), from_width=760),
        ))  # fmt: skip
        self.table.setFixedHeight(style.ROW_HEIGHT * 9)
        self.column.addWidget(self.table)
        self._make_change()
        self._make_daylight()

    def show_kept(self) -> None:
        """What is in force today, with its source and who added it."""
        desk = self.way.desk
        settings, on = desk.store.site().heaplus, today(desk.clock)
        rows = []
        for what in heaplus.names():
            value = heaplus.setting(settings, what, on)
            if what == "thursday_anchor" and not value and settings.thursday_anchor:
                value = settings.thursday_anchor.isoformat()
            if what == "aqc_months":
                value = value or desk.book.reading("aqc.months")
            own = [r for r in settings.rows if r.what == what and r.effective_from <= on]
            row = max(reversed(own), key=lambda each: each.effective_from) if own else None
            rows.append(Row(what, (
                say(heaplus.named(what)["label"]), value or say("not entered yet"),
                day(row.effective_from) if row else say("as printed"),
                row.citation if row else say("partner page"), row.by if row else "",
            )))  # fmt: skip
        at = self.table.current()
        self.table.fill(rows)
        if at is not None:
            self.table.go_to(at)
        self.years.fill([
            Row(n, (str(each.begins.year), day(each.begins), day(each.ends), each.citation, each.by))
            for n, each in enumerate(settings.daylight)
        ])  # fmt: skip
        self.years.setVisible(bool(settings.daylight))

    def _make_change(self) -> None:
        self.column.addWidget(Label(say("A change"), "strong"))
        self.what = QComboBox()
        for what in heaplus.names():
            self.what.addItem(say(heaplus.named(what)["label"]), what)
        self.what.activated.connect(lambda _at: self._offer())
        parts.field(self.column, say("&What changes"), self.what, width=420)
        self.table.moved.connect(lambda key: self._choose(key))
        self.editor = Editor((
            Ask("value", say("New value"), width="long",
                help=say("Hours as 08:00-17:00, a Thursday as 2026-06-18, months as 3,6,9,12.")),
            Ask("effective_from", say("Counts from"), "day", required=True),
            Ask("citation", say("Source"), required=True, width="long"),
        ))  # fmt: skip
        self.editor.touched.connect(self.touch)
        self.column.addWidget(self.editor)
        line, self.save, self.said = save_row(say("&Save"))
        self.column.addLayout(line)
        self.save.clicked.connect(self._save)

    def _make_daylight(self) -> None:
        self.column.addWidget(Label(say("Daylight saving dates by hand"), "section"))
        self.column.addWidget(Label(say(
            "Second Sunday of March to first Sunday of November, unless dates of a year are typed in here."
        ), "help"))  # fmt: skip
        self.years = Table(say("Daylight saving dates by hand"), (
            Column(say("Year")), Column(say("Begins"), stretch=1), Column(say("Ends"), stretch=1),
            Column(say("Source"), stretch=1, from_width=520), Column(say("Added by"), from_width=620),
        ))  # fmt: skip
        self.years.setFixedHeight(120)
        self.column.addWidget(self.years)
        self.dates = Editor((
            Ask("begins", say("Begins on"), "day", required=True),
            Ask("ends", say("Ends on"), "day", required=True),
            Ask("citation", say("Source of the dates"), required=True, width="long"),
        ))  # fmt: skip
        self.column.addWidget(self.dates)
        row = QHBoxLayout()
        self.add = parts.button(say("Save the &dates"))
        self.add.setAccessibleName(say("Save the dates"))
        self.add.clicked.connect(self._save_dates)
        row.addWidget(self.add)
        self.said_dates = Label("", "help")
        row.addWidget(self.said_dates, 1)
        self.column.addLayout(row)

    def _choose(self, key: object) -> None:
        at = self.what.findData(key)
        if at >= 0 and not self.unsaved:
            self.what.setCurrentIndex(at)
            self._offer()

    def _offer(self) -> None:
        desk, what = self.way.desk, self.what.currentData()
        on = today(desk.clock)
        value = heaplus.setting(desk.store.site().heaplus, what, on)
        self.editor.put({"value": value, "effective_from": on})
        self.said.setText("")
        self.unsaved = False

    def _save(self) -> None:
        desk = self.way.desk
        values = self.editor.read(today(desk.clock))
        if values is None:
            return
        what = self.what.currentData()
        site = desk.store.site()
        try:
            row = HeaplusRow(
                what=what, effective_from=values["effective_from"],
                value=heaplus.readable(what, values["value"] or ""), citation=values["citation"],
                by=desk.actor.name, added=today(desk.clock),
            )  # fmt: skip
        except DeskError as trouble:
            tell_error(self, trouble)
            return
        settings = replace(site.heaplus, rows=(*site.heaplus.rows, row))
        if self.keep(replace(site, heaplus=settings), self.said):
            self.show_kept()

    def _save_dates(self) -> None:
        desk = self.way.desk
        values = self.dates.read(today(desk.clock))
        if values is None:
            return
        begins, ends = values["begins"], values["ends"]
        if begins.year != ends.year or begins >= ends:
            self.said_dates.setText(say("Both dates lie in one year, the beginning first."))
            return
        site = desk.store.site()
        made = DaylightYear(begins=begins, ends=ends, citation=values["citation"], by=desk.actor.name,
                            added=today(desk.clock))  # fmt: skip
        others = tuple(each for each in site.heaplus.daylight if each.begins.year != begins.year)
        settings = replace(site.heaplus, daylight=(*others, made))
        if self.keep(replace(site, heaplus=settings), self.said_dates):
            self.dates.put({})
            self.show_kept()
