"""Lists of single entries that are added and removed at once, and the one of the conditions.

Each entry says since when it counts, from which source, and who added it; a CSV file brings more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from crs_intake.clock import today
from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.site import Entry, Site
from crs_intake.words import say, told
from ui.forms import list_rows, reading
from ui.forms.book_rows import Line
from ui.forms.list_rows import Listed
from ui.forms.reading import Unreadable
from ui.qt import parts, style
from ui.qt.editor import Ask, Editor
from ui.qt.list_file import ListFile
from ui.qt.settings_base import Part
from ui.qt.settings_lists import origin_asks, origin_columns
from ui.qt.table import Column, Row, Table
from ui.qt.text import Label
from ui.qt.way import Way


class WordsPart(Part):
    """A list of single entries that are added and removed at once."""

    asks: tuple[Ask, ...] = ()
    """The columns of a file."""
    wide = 460
    """Pixels of the field, as wide as its answer."""

    def __init__(self, way: Way, title: str, purpose: str, label: str, help: str, none: str) -> None:
        super().__init__(way, title, purpose)
        self.above()
        self.entry = QLineEdit()
        self.add = parts.button(say("&Add"))
        self.trouble = parts.asked(
            self.column,
            label,
            parts.beside(self.entry, self.add),
            line=self.entry,
            help=help,
            width=self.wide + self.add.sizeHint().width() + style.GAP,
        )
        self.origin = Editor(self.origin_asks())
        self.column.addWidget(self.origin)
        self.own = Table(title, (Column(say("Added here"), stretch=2), *origin_columns()))
        self.own.setFixedHeight(170)
        self.none = Label(none, "muted")
        self.column.addWidget(self.own)
        self.about = Label("", "help")
        self.column.addWidget(self.about)
        self.column.addWidget(self.none)
        line = QHBoxLayout()
        self.remove = parts.button(say("&Remove"))
        self.said = Label("", "help")
        line.addWidget(self.remove)
        line.addWidget(self.said, 1)
        self.column.addLayout(line)
        self.file = ListFile(title, [each.key for each in self.asks], self._lines)
        self.file.taken.connect(self._take)
        self.column.addWidget(self.file)
        self.add.clicked.connect(self._add)
        self.entry.returnPressed.connect(self._add)
        self.remove.clicked.connect(self._remove)
        self.own.moved.connect(self._tell)

    def above(self) -> None:
        """What is chosen before an entry is typed."""

    def origin_asks(self) -> tuple[Ask, ...]:
        """What is asked besides the entry itself."""
        return origin_asks()

    def listed(self, site: Site) -> list[Listed]:
        """What was added here."""
        raise NotImplementedError

    def typed(self, values: Mapping[str, Any]) -> Listed:
        """The entry of what was typed, or of a line of a file; raises NotAcceptable."""
        raise NotImplementedError

    def values(self, words: str, on: date) -> dict[str, Any]:
        """What was typed above, as a line of a file would give it; raises Unreadable, NotAcceptable."""
        raise NotImplementedError

    def with_value(self, site: Site, entry: Entry, value: Any) -> Site:
        """The site with an entry more."""
        raise NotImplementedError

    def without(self, site: Site, key: object) -> Site:
        """The site without an entry."""
        raise NotImplementedError

    def row_key(self, row: Listed) -> object:
        """What identifies it in the list."""
        return row.entry.key

    def show_kept(self) -> None:
        """What was added here, each with where it comes from."""
        found = self.listed(self.way.desk.store.site())
        self.own.fill([Row(self.row_key(each), (each.name, *self.told_of(each))) for each in found])
        self.own.setVisible(bool(found))
        self.none.setVisible(not found)
        self.remove.setEnabled(bool(found))
        self._tell(self.own.current())

    def told_of(self, row: Listed) -> tuple[str, ...]:
        """Since when it counts, the source, and who added it."""
        return list_rows.cells(row.entry)

    def _tell(self, key: object) -> None:
        found = next((r for r in self.listed(self.way.desk.store.site()) if self.row_key(r) == key), None)
        heads = (say("Counts from"), say("Source"), say("Changed by"))
        told_of = zip(heads, self.told_of(found), strict=True) if found is not None else ()
        self.about.setText(" · ".join(f"{head}: {words}" for head, words in told_of))
        self.about.setVisible(found is not None)

    def _add(self) -> None:
        on = today(self.way.desk.clock)
        more = self.origin.read(on)
        if more is None:
            return
        site = self.way.desk.store.site()
        try:
            row = self.typed({**self.values(self.entry.text(), on), **more})
            if self._known(site, row) is not None:
                raise NotAcceptable(self.known_already())
        except (Unreadable, NotAcceptable) as trouble:
            self.complain(told(trouble))
            return
        self.complain("")
        site = list_rows.with_entry(self.with_value(site, row.entry, row.value), row.entry)
        if self.keep(site, self.said):
            self.entry.clear()
            self.origin.put({})
            self.unsaved = False
            self.show_kept()

    def known_already(self) -> str:
        """What is said of an entry that is there."""
        return say("This day is in the list already.")

    def _known(self, site: Site, row: Listed) -> Listed | None:
        key = row.entry.key.casefold()
        return next((each for each in self.listed(site) if each.entry.key.casefold() == key), None)

    def _remove(self) -> None:
        site, chosen = self.way.desk.store.site(), self.own.current()
        if chosen is not None and self.keep(self.without(site, chosen), self.said):
            self.show_kept()

    def _lines(self, data: bytes) -> tuple[Line[Listed], ...]:
        site, on = self.way.desk.store.site(), today(self.way.desk.clock)
        return list_rows.from_csv(self.asks, data, on, self.typed, lambda row: self._known(site, row))

    def _take(self, rows: Sequence[Listed]) -> None:
        site = self.way.desk.store.site()
        for row in rows:
            if self._known(site, row) is None:
                site = self.with_value(site, row.entry, row.value)
            site = list_rows.with_entry(site, row.entry)
        if self.keep(site, self.said):
            self.said.setText(say("Entries taken in: {count}.", count=len(rows)))
            self.show_kept()

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
        self.asks = (Ask("condition", say("Condition"), required=True), *origin_asks())
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
        super().show_kept()
        own = self.way.desk.store.site().conditions
        listed = [each for each in self.way.desk.book.conditions if each.name not in own]
        self.count.setText(say("{count} conditions of the shipped list; not verified.", count=len(listed)))
        if self.shipped.rowCount() != len(listed):
            words = {True: say("yes"), False: say("no"), None: ""}
            self.shipped.fill([Row(n, (c.name, c.system, words[c.covered])) for n, c in enumerate(listed)])

    def listed(self, site: Site) -> list[Listed]:
        """The conditions that were added here."""
        return [Listed(each, each, site.entry("conditions", each)) for each in site.conditions]

    def values(self, words: str, on: date) -> dict[str, Any]:
        """The condition's name."""
        del on
        if not (found := reading.tidy(words)):
            raise NotAcceptable(say("Type the condition's name."))
        return {"condition": found}

    def typed(self, values: Mapping[str, Any]) -> Listed:
        """A condition; one of the shipped list is there already."""
        name, own = str(values["condition"]), self.way.desk.store.site().conditions
        shipped = (each.name for each in self.way.desk.book.conditions if each.name not in own)
        if any(each.casefold() == name.casefold() for each in shipped):
            raise NotAcceptable(self.known_already())
        return Listed(name, name, list_rows.given("conditions", name, values))

    def known_already(self) -> str:
        """What is said of a condition that is there."""
        return say("This condition is in the list already.")

    def with_value(self, site: Site, entry: Entry, value: Any) -> Site:
        """The site with a condition more."""
        del entry
        return replace(site, conditions=(*site.conditions, value))

    def without(self, site: Site, key: object) -> Site:
        """The site without a condition."""
        return replace(site, conditions=tuple(each for each in site.conditions if each != key))
