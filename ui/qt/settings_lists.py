"""Offices by ZIP code and plans: lists with an editor for the entry that is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from crs_intake.clock import today
from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.people import Contact
from crs_intake.domain.site import Office, Site
from crs_intake.words import say
from ui.qt import parts
from ui.qt.editor import Ask, Editor, save_row
from ui.qt.settings_base import Part, address_asks, of_address, read_address
from ui.qt.table import Column, Row, Table
from ui.qt.text import Label, ask, tell_error
from ui.qt.way import Way


class ListPart(Part):
    """A list of entries with an editor for the one that is chosen."""

    def __init__(self, way: Way, title: str, purpose: str, columns: Sequence[Column], editor: Editor,
                 none: str, one: str) -> None:  # fmt: skip
        super().__init__(way, title, purpose)
        self.at = -1
        self.table = Table(title, columns)
        self.table.setFixedHeight(200)
        self.column.addWidget(self.table)
        self.none = Label(none, "muted")
        self.column.addWidget(self.none)
        row = QHBoxLayout()
        self.add = parts.button(one)
        self.remove = parts.button(say("&Remove"))
        row.addWidget(self.add)
        row.addWidget(self.remove)
        row.addStretch(1)
        self.column.addLayout(row)
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

    def cells(self, entry: Any) -> tuple[str, ...]:
        """What the list shows of an entry."""
        raise NotImplementedError

    def values(self, entry: Any) -> dict[str, Any]:
        """What the editor shows of an entry."""
        raise NotImplementedError

    def made(self, values: dict[str, Any], old: Any) -> Any:
        """The entry that was typed."""
        raise NotImplementedError

    def show_kept(self) -> None:
        """The list, and the entry in which the person stood."""
        self._fill(max(0, self.at))

    def _fill(self, at: int) -> None:
        entries = self.entries(self.way.desk.store.site())
        self.table.fill([Row(number, self.cells(entry)) for number, entry in enumerate(entries)])
        self.none.setVisible(not entries)
        self.table.setVisible(bool(entries))
        self.table.go_to(min(at, len(entries) - 1))
        self._moved(self.table.current())

    def _moved(self, key: object) -> None:
        self.at = key if isinstance(key, int) else -1
        entries = self.entries(self.way.desk.store.site())
        self.editor.put(self.values(entries[self.at]) if 0 <= self.at < len(entries) else {})
        self.remove.setEnabled(self.at >= 0)
        self.unsaved = False

    def _new(self) -> None:
        self.table.clearSelection()
        self.at = -1
        self.editor.put({})
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
        try:
            entry = self.made(values, entries[at] if at < len(entries) else None)
        except NotAcceptable as trouble:
            tell_error(self, trouble)
            return
        if self.keep(self.with_entries(site, (*entries[:at], entry, *entries[at + 1 :])), self.said):
            self._fill(at)


class OfficesPart(ListPart):
    """FAA local offices by ZIP code."""

    name = "offices"

    def __init__(self, way: Way) -> None:
        editor = Editor((
            Ask("name", say("Office name"), required=True),
            Ask("zips", say("ZIP codes it serves"), lines=2,
                help=say("Five digits each, with spaces between.")),
            Ask("fax", say("Fax"), "phone"), Ask("phone", say("Phone"), "phone"),
            Ask("contact", say("Contact"), width="medium"), Ask("site_code", say("Site code"), width="short"),
            Ask("last_confirmed", say("Last confirmed on"), "day"),
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

    def cells(self, entry: Any) -> tuple[str, ...]:
        """Name, ZIPs, fax."""
        return entry.name, " ".join(entry.zips), entry.fax or say("not known")

    def values(self, entry: Any) -> dict[str, Any]:
        """The fields of an office."""
        return {"name": entry.name, "zips": " ".join(entry.zips), "fax": entry.fax, "phone": entry.phone,
                "contact": entry.contact, "site_code": entry.site_code,
                "last_confirmed": entry.last_confirmed}  # fmt: skip

    def made(self, values: dict[str, Any], old: Any) -> Any:
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

    def __init__(self, way: Way) -> None:
        editor = Editor((
            Ask("name", say("Plan"), required=True), *address_asks(), Ask("phone", say("Phone"), "phone"),
            Ask("fax", say("Fax"), "phone"), Ask("last_confirmed", say("Last confirmed on"), "day"),
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

    def cells(self, entry: Any) -> tuple[str, ...]:
        """Name, city, phone."""
        city = entry.address.city if entry.address else ""
        return entry.name or entry.organization, city, entry.phone or say("not known")

    def values(self, entry: Any) -> dict[str, Any]:
        """The fields of a plan."""
        return {"name": entry.name or entry.organization, **of_address(entry.address), "phone": entry.phone,
                "fax": entry.fax, "last_confirmed": entry.last_confirmed}  # fmt: skip

    def made(self, values: dict[str, Any], old: Any) -> Any:
        """The plan as a contact."""
        base = old if isinstance(old, Contact) else Contact()
        named = (
            {"name": values["name"]}
            if base.name or not base.organization
            else {"organization": values["name"]}
        )
        return replace(base, **named, address=read_address(values), phone=values["phone"] or "",
                       fax=values["fax"] or "", last_confirmed=values["last_confirmed"])  # fmt: skip
