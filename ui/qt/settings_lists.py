"""Offices by ZIP code and plans: lists with an editor for the entry that is chosen.

Each entry says since when it counts, from which source, and who changed it last; a CSV file brings more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from crs_intake.clock import today
from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.people import Contact
from crs_intake.domain.site import Entry, ListName, Office, Site, plan_name
from crs_intake.words import say
from ui.forms import list_rows
from ui.forms.book_rows import Line
from ui.forms.list_rows import Listed
from ui.qt import parts
from ui.qt.editor import Ask, Editor, save_row
from ui.qt.list_file import ListFile
from ui.qt.settings_base import Part, address_asks, of_address, read_address
from ui.qt.table import Column, Row, Table
from ui.qt.text import Label, ask, tell_error
from ui.qt.way import Way


def origin_asks() -> tuple[Ask, ...]:
    """Since when an entry counts, and who said so."""
    return (
        Ask("effective_from", say("Counts from"), "day", help=say("Empty: it counts from the beginning.")),
        Ask("citation", say("Source"), help=say("A letter, a list, or who said it on the telephone.")),
    )  # fmt: skip


def origin_columns() -> tuple[Column, ...]:
    """The columns that tell it; where they do not fit, the line below the list does."""
    return (Column(say("Counts from"), from_width=520), Column(say("Source"), stretch=2, from_width=600),
            Column(say("Changed by"), stretch=3, from_width=660))  # fmt: skip


class ListPart(Part):
    """A list of entries with an editor for the one that is chosen."""

    list_name: ListName = "offices"

    def __init__(self, way: Way, title: str, purpose: str, columns: Sequence[Column], editor: Editor,
                 none: str, one: str) -> None:  # fmt: skip
        super().__init__(way, title, purpose)
        self.at = -1
        self.table = Table(title, (*columns, *origin_columns()))
        self.table.setFixedHeight(200)
        self.column.addWidget(self.table)
        self.about = Label("", "help")
        self.column.addWidget(self.about)
        self.none = Label(none, "muted")
        self.column.addWidget(self.none)
        row = QHBoxLayout()
        self.add = parts.button(one)
        self.remove = parts.button(say("&Remove"))
        row.addWidget(self.add)
        row.addWidget(self.remove)
        row.addStretch(1)
        self.column.addLayout(row)
        self.file = ListFile(title, [each.key for each in editor.asks], self._lines)
        self.file.taken.connect(self._take)
        self.column.addWidget(self.file)
        self.editor = editor
        self.column.addWidget(editor)
        line, self.save, self.said = save_row(say("&Save"))
        self.column.addLayout(line)
        self.table.moved.connect(self._moved)
        self.add.clicked.connect(self._new)
        self.remove.clicked.connect(self._remove)
        self.save.clicked.connect(self._save)
        editor.touched.connect(self.touch)

    def entries(self, site: Site) -> tuple[Any, ...]:
        """The entries as they are kept."""
        raise NotImplementedError

    def with_entries(self, site: Site, entries: tuple[Any, ...]) -> Site:
        """The site with these entries."""
        raise NotImplementedError

    def key(self, entry: Any) -> str:
        """What tells an entry from the others of its list."""
        raise NotImplementedError

    def cells(self, entry: Any) -> tuple[str, ...]:
        """What the list shows of an entry."""
        raise NotImplementedError

    def values(self, entry: Any) -> dict[str, Any]:
        """What the editor shows of an entry."""
        raise NotImplementedError

    def made(self, values: Mapping[str, Any], old: Any) -> Any:
        """The entry that was typed."""
        raise NotImplementedError

    def show_kept(self) -> None:
        """The list, and the entry in which the person stood."""
        self._fill(max(0, self.at))

    def _fill(self, at: int) -> None:
        site = self.way.desk.store.site()
        entries = self.entries(site)
        self.table.fill([
            Row(number, (*self.cells(entry), *list_rows.cells(self._origin(site, entry))))
            for number, entry in enumerate(entries)
        ])  # fmt: skip
        self.none.setVisible(not entries)
        self.table.setVisible(bool(entries))
        self.table.go_to(min(at, len(entries) - 1))
        self._moved(self.table.current())

    def _origin(self, site: Site, entry: Any) -> Entry:
        return site.entry(self.list_name, self.key(entry))

    def _moved(self, key: object) -> None:
        self.at = key if isinstance(key, int) else -1
        site = self.way.desk.store.site()
        entries = self.entries(site)
        chosen = entries[self.at] if 0 <= self.at < len(entries) else None
        origin = self._origin(site, chosen) if chosen is not None else None
        told = {"effective_from": origin.effective_from, "citation": origin.citation} if origin else {}
        self.editor.put({**self.values(chosen), **told} if chosen is not None else {})
        self.about.setText(list_rows.whole(origin) if origin else "")
        self.about.setVisible(origin is not None)
        self.remove.setEnabled(self.at >= 0)
        self.unsaved = False

    def _new(self) -> None:
        self.table.clearSelection()
        self.at = -1
        self.editor.put({})
        self.about.hide()
        self.remove.setEnabled(False)
        self.said.setText("")
        next(iter(self.editor.fields.values())).setFocus()

    def _remove(self) -> None:
        site = self.way.desk.store.site()
        entries = self.entries(site)
        if 0 <= self.at < len(entries) and ask(
            self, say("Remove {what}?", what=self.cells(entries[self.at])[0]), yes=say("Remove"),
            then=say("Letters already sent stay as they are."),
        ):  # fmt: skip
            left = tuple(each for number, each in enumerate(entries) if number != self.at)
            if self.keep(self.with_entries(site, left), self.said):
                self._fill(max(0, self.at - 1))

    def _save(self) -> None:
        values = self.editor.read(today(self.way.desk.clock))
        if values is None:
            return
        site = self.way.desk.store.site()
        entries = self.entries(site)
        at = self.at if 0 <= self.at < len(entries) else len(entries)
        old = entries[at] if at < len(entries) else None
        others = {self.key(each).casefold() for each in entries if each is not old}
        try:
            entry = self.made(values, old)
            if self.key(entry).casefold() in others:
                raise NotAcceptable(
                    say("{name} is in the list already. Choose it there to change it.", name=self.key(entry))
                )
        except NotAcceptable as trouble:
            tell_error(self, trouble)
            return
        site = self.with_entries(site, (*entries[:at], entry, *entries[at + 1 :]))
        origin = list_rows.given(self.list_name, self.key(entry), values)
        if self.keep(self._told(site, origin, self.key(old) if old is not None else ""), self.said):
            self._fill(at)

    def _told(self, site: Site, origin: Entry, old_key: str) -> Site:
        """With where the entry comes from; who changed it last stays until it is changed again."""
        was = site.entry(origin.table, old_key)
        return list_rows.with_entry(site, replace(origin, by=was.by, added=was.added), old_key)

    # -- from a file ---------------------------------------------------------------------------

    def _known(self, site: Site, key: str) -> Any:
        found = (each for each in self.entries(site) if self.key(each).casefold() == key.casefold())
        return next(found, None)

    def _lines(self, data: bytes) -> tuple[Line[Listed], ...]:
        site = self.way.desk.store.site()

        def make(values: Mapping[str, Any]) -> Listed:
            old = self._known(site, str(values["name"]))
            entry = self.made(values, old)
            return Listed(self.cells(entry)[0], entry,
                          list_rows.given(self.list_name, self.key(entry), values))  # fmt: skip

        def known(row: Listed) -> Listed | None:
            old = self._known(site, row.entry.key)
            return None if old is None else Listed(row.name, old, self._origin(site, old))

        return list_rows.from_csv(self.editor.asks, data, today(self.way.desk.clock), make, known)

    def _take(self, rows: Sequence[Listed]) -> None:
        site = self.way.desk.store.site()
        for row in rows:
            old = self._known(site, row.entry.key)
            entries = tuple(row.value if each is old else each for each in self.entries(site))
            site = self.with_entries(site, entries if old is not None else (*entries, row.value))
            site = self._told(site, row.entry, self.key(old) if old is not None else "")
        if self.keep(site, self.said):
            self.said.setText(say("Entries taken in: {count}.", count=len(rows)))
            self._fill(0)


class OfficesPart(ListPart):
    """FAA local offices by ZIP code."""

    name = "offices"
    list_name = "offices"

    def __init__(self, way: Way) -> None:
        editor = Editor((
            Ask("name", say("Office name"), required=True),
            Ask("zips", say("ZIP codes it serves"), lines=2,
                help=say("Five digits each, with spaces between.")),
            Ask("fax", say("Fax"), "phone"), Ask("phone", say("Phone"), "phone"),
            Ask("contact", say("Contact"), width="medium"), Ask("site_code", say("Site code"), width="short"),
            Ask("last_confirmed", say("Last confirmed on"), "day"), *origin_asks(),
        ))  # fmt: skip
        super().__init__(
            way, say("FAA offices"),
            say("Found by the family's ZIP; a fax number is asked for, never guessed (20.401)."),
            (Column(say("Office"), stretch=2), Column(say("ZIP codes"), stretch=2), Column(say("Fax"))),
            editor, say("No office yet. Add the ones your families go to."), say("&Add an office"),
        )  # fmt: skip

    def entries(self, site: Site) -> tuple[Any, ...]:
        """The offices."""
        return site.offices

    def with_entries(self, site: Site, entries: tuple[Any, ...]) -> Site:
        """The site with these offices."""
        return replace(site, offices=entries)

    def key(self, entry: Any) -> str:
        """The office's name."""
        return str(entry.name)

    def cells(self, entry: Any) -> tuple[str, ...]:
        """Name, ZIPs, fax."""
        return entry.name, " ".join(entry.zips), entry.fax or say("not known")

    def values(self, entry: Any) -> dict[str, Any]:
        """The fields of an office."""
        return {"name": entry.name, "zips": " ".join(entry.zips), "fax": entry.fax, "phone": entry.phone,
                "contact": entry.contact, "site_code": entry.site_code,
                "last_confirmed": entry.last_confirmed}  # fmt: skip

    def made(self, values: Mapping[str, Any], old: Any) -> Any:
        """The office; each ZIP must have five digits."""
        zips = tuple(dict.fromkeys((values["zips"] or "").replace(",", " ").split()))
        for each in zips:
            if len(each) != 5 or not (each.isascii() and each.isdigit()):
                raise NotAcceptable(
                    say("'{zip}' is no ZIP code; type five digits, with spaces between.", zip=each)
                )
        return Office(name=values["name"], zips=zips, fax=values["fax"] or "", phone=values["phone"] or "",
                      contact=values["contact"] or "", site_code=values["site_code"] or "",
                      last_confirmed=values["last_confirmed"])  # fmt: skip


class PlansPart(ListPart):
    """ALTCS and acute care contractors."""

    name = "plans"
    list_name = "plans"

    def __init__(self, way: Way) -> None:
        editor = Editor((
            Ask("name", say("Plan"), required=True), *address_asks(), Ask("phone", say("Phone"), "phone"),
            Ask("fax", say("Fax"), "phone"), Ask("last_confirmed", say("Last confirmed on"), "day"),
            *origin_asks(),
        ))  # fmt: skip
        super().__init__(
            way, say("Plans"), say("ALTCS and acute care contractors that get copies (20.401.1)."),
            (Column(say("Plan"), stretch=2), Column(say("City"), stretch=1), Column(say("Phone"))),
            editor, say("No plan yet."), say("&Add a plan"),
        )  # fmt: skip

    def entries(self, site: Site) -> tuple[Any, ...]:
        """The plans."""
        return site.plans

    def with_entries(self, site: Site, entries: tuple[Any, ...]) -> Site:
        """The site with these plans."""
        return replace(site, plans=entries)

    def key(self, entry: Any) -> str:
        """The plan's name."""
        return plan_name(entry)

    def cells(self, entry: Any) -> tuple[str, ...]:
        """Name, city, phone."""
        city = entry.address.city if entry.address else ""
        return plan_name(entry), city, entry.phone or say("not known")

    def values(self, entry: Any) -> dict[str, Any]:
        """The fields of a plan."""
        return {"name": plan_name(entry), **of_address(entry.address), "phone": entry.phone,
                "fax": entry.fax, "last_confirmed": entry.last_confirmed}  # fmt: skip

    def made(self, values: Mapping[str, Any], old: Any) -> Any:
        """The plan as a contact."""
        base = old if isinstance(old, Contact) else Contact()
        named = (
            {"name": values["name"]}
            if base.name or not base.organization
            else {"organization": values["name"]}
        )
        return replace(base, **named, address=read_address(values), phone=values["phone"] or "",
                       fax=values["fax"] or "", last_confirmed=values["last_confirmed"])  # fmt: skip
