"""Closing days and further clinic days: the days that Settings add to the state's holidays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QComboBox

from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.site import Entry, Site
from crs_intake.words import day, say
from ui.forms import list_rows, reading
from ui.forms.list_rows import Listed
from ui.qt import parts
from ui.qt.editor import Ask
from ui.qt.settings_lists import origin_asks
from ui.qt.settings_words import WordsPart
from ui.qt.text import Label
from ui.qt.way import Way

Dates = tuple[date, ...]


class CalendarPart(WordsPart):
    """Days on which the office is closed besides the state's holidays, and further days of a clinic."""

    name = "calendar"
    wide = 140

    def __init__(self, way: Way) -> None:
        self.asks = (
            Ask("day", say("Day"), "day", required=True), Ask("kind", say("Kind of day"), required=True),
            Ask("clinic", say("Clinic")), Ask("citation", say("Source")),
        )  # fmt: skip
        super().__init__(
            way, say("Calendar"),
            say("Business days leave out weekends, Arizona's state holidays and the closing days below. "
                "The weekdays of a clinic stand in Clinic and letterhead; its further days stand here too."),
            say("Closing day"), say("Month, day, year, for example 12/24/2009."),
            say("No closing day and no further clinic day yet."),
        )  # fmt: skip
        kinds = say("Kind is closing or clinic; a clinic day names its clinic, for example PHX.")
        self.column.addWidget(Label(kinds, "help"))
        self.cover = Label("", "help")
        self.column.addWidget(self.cover)

    def above(self) -> None:
        """Closed, or a further day of one of the clinics."""
        self.kind = QComboBox()
        parts.field(self.column, say("Kind of day"), self.kind, width=420)
        self._fill_kinds()
        self.kind.activated.connect(lambda _at: self._name_entry())

    def origin_asks(self) -> tuple[Ask, ...]:
        """A day of the calendar counts on that day alone."""
        return origin_asks()[1:]

    def _fill_kinds(self) -> None:
        chosen = self.kind.currentData()
        self.kind.clear()
        self.kind.addItem(say("Closing day"), "")
        for clinic in self.way.desk.store.site().clinics:
            self.kind.addItem(say("Clinic day: {clinic}", clinic=clinic.name or clinic.id), clinic.id)
        self.kind.setCurrentIndex(max(0, self.kind.findData(chosen)))

    def _name_entry(self) -> None:
        words = self.kind.currentText()
        self.entry.setAccessibleName(words)
        for label in self.findChildren(Label):
            if label.buddy() is self.entry:
                label.setText(words.replace("&", "&&"))

    def show_kept(self) -> None:
        """The days, and the years that the list of holidays covers."""
        if not self.unsaved:
            self._fill_kinds()
            self._name_entry()
        super().show_kept()
        calendar = self.way.desk.book.calendar
        self.cover.setText(say("State holidays are known from {first} to {last}.",
                               first=str(calendar.first_year), last=str(calendar.last_year)))  # fmt: skip

    def listed(self, site: Site) -> list[Listed]:
        """The closing days and the further days of the clinics, the earliest first."""
        found = [
            Listed(say("Closed"), each, site.entry("closing_days", each.isoformat()))
            for each in site.closing_days
        ]
        for clinic in site.clinics:
            words = say("Clinic day: {clinic}", clinic=clinic.name or clinic.id)
            found += [Listed(words, each, site.entry("clinic_dates", f"{clinic.id} {each.isoformat()}"))
                      for each in clinic.clinic_dates]  # fmt: skip
        return sorted(found, key=lambda each: (each.value, each.entry.table))

    def row_key(self, row: Listed) -> object:
        """A closing day by itself, a clinic's day with its clinic."""
        return row.value if row.entry.table == "closing_days" else row.entry.key

    def told_of(self, row: Listed) -> tuple[str, ...]:
        """The day itself is that on which it counts."""
        return (day(row.value), *list_rows.cells(row.entry)[1:])

    def values(self, words: str, on: date) -> dict[str, Any]:
        """The day, and what it is."""
        typed, clinic = reading.read("day", words, on), str(self.kind.currentData() or "")
        if not isinstance(typed, date):
            raise NotAcceptable(say("Type a date as month, day, year, for example 12/24/2009."))
        return {"day": typed, "kind": "clinic" if clinic else "closing", "clinic": clinic}

    def typed(self, values: Mapping[str, Any]) -> Listed:
        """A closing day, or a day of a clinic of this site."""
        on, kind = values["day"], str(values["kind"]).casefold()
        if kind == "closing":
            return Listed(say("Closed"), on, list_rows.given("closing_days", on.isoformat(), values))
        clinic = self.way.desk.store.site().clinic(str(values["clinic"] or ""))
        if kind != "clinic" or clinic is None:
            known = ", ".join(each.id for each in self.way.desk.store.site().clinics)
            raise NotAcceptable(
                say("Kind is closing, or clinic with one of these: {clinics}.", clinics=known)
            )
        entry = list_rows.given("clinic_dates", f"{clinic.id} {on.isoformat()}", values)
        return Listed(say("Clinic day: {clinic}", clinic=clinic.name or clinic.id), on, entry)

    def with_value(self, site: Site, entry: Entry, value: Any) -> Site:
        """The site with a day more."""
        if entry.table == "closing_days":
            return replace(site, closing_days=tuple(sorted((*site.closing_days, value))))
        return _with_clinic_dates(site, entry.key.rsplit(" ", 1)[0], lambda dates: (*dates, value))

    def without(self, site: Site, key: object) -> Site:
        """The site without a day."""
        if isinstance(key, date):
            return replace(site, closing_days=tuple(each for each in site.closing_days if each != key))
        clinic, gone = str(key).rsplit(" ", 1)
        return _with_clinic_dates(
            site, clinic, lambda dates: tuple(each for each in dates if each.isoformat() != gone)
        )


def _with_clinic_dates(site: Site, clinic: str, change: Callable[[Dates], Dates]) -> Site:
    clinics = (
        replace(each, clinic_dates=tuple(sorted(change(each.clinic_dates)))) if each.id == clinic else each
        for each in site.clinics
    )
    return replace(site, clinics=tuple(clinics))
