"""Offices that get letters from every clinic (KidsCare, ALTCS, ADHS/CRS), with the day of confirming."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from PySide6.QtWidgets import QComboBox

from crs_intake.clock import today
from crs_intake.domain.people import Contact
from crs_intake.domain.site import Site
from crs_intake.domain.text import N_
from crs_intake.words import say
from ui.qt import parts
from ui.qt.editor import Ask, Editor, save_row
from ui.qt.settings_base import Part, address_asks, of_address, read_address
from ui.qt.way import Way

Which = Literal["kidscare", "altcs", "crsa"]
OFFICES: tuple[tuple[Which, str], ...] = (
    ("kidscare", N_("KidsCare: referrals (20.602.3.B)")),
    ("altcs", N_("ALTCS: referrals (20.602.12)")),
    ("crsa", N_("ADHS/CRS: eligibility updates and tracking (20.900.2.B, 20.602.9)")),
)


class OthersPart(Part):
    """Addresses that are the same for every clinic of the site."""

    name = "others"

    def __init__(self, way: Way) -> None:
        super().__init__(way, say("Other offices"),
                         say("A letter to an office that is not set names it before printing; "
                             "nothing is left blank. Without an address of its own ADHS/CRS is reached "
                             "at the hearing address."))  # fmt: skip
        self.which = QComboBox()
        for key, label in OFFICES:
            self.which.addItem(say(label), key)
        parts.field(self.column, say("Office"), self.which, width=420)
        self.editor = Editor((
            Ask("name", say("Office name"), required=True), Ask("organization", say("Organization")),
            *address_asks(), Ask("phone", say("Phone"), "phone"), Ask("fax", say("Fax"), "phone"),
            Ask("last_confirmed", say("Last confirmed on"), "day"),
        ))  # fmt: skip
        self.editor.touched.connect(self.touch)
        self.column.addWidget(self.editor)
        line, self.save, self.said = save_row(say("&Save"))
        self.save.clicked.connect(self._save)
        self.column.addLayout(line)
        self.which.activated.connect(lambda _n: self.show_kept())

    def show_kept(self) -> None:
        """The office that is chosen."""
        kept: Contact | None = getattr(self.way.desk.store.site(), self.which.currentData())
        known = kept or Contact()
        self.editor.put({
            "name": known.name, "organization": known.organization, **of_address(known.address),
            "phone": known.phone, "fax": known.fax, "last_confirmed": known.last_confirmed,
        })  # fmt: skip
        self.said.setText("")
        self.unsaved = False

    def _save(self) -> None:
        values = self.editor.read(today(self.way.desk.clock))
        if values is None:
            return
        made = Contact(
            name=values["name"] or "", organization=values["organization"] or "",
            address=read_address(values), phone=values["phone"] or "", fax=values["fax"] or "",
            last_confirmed=values["last_confirmed"],
        )  # fmt: skip
        self.keep(_with(self.way.desk.store.site(), self.which.currentData(), made), self.said)


def _with(site: Site, which: Which, office: Contact) -> Site:
    if which == "kidscare":
        return replace(site, kidscare=office)
    return replace(site, altcs=office) if which == "altcs" else replace(site, crsa=office)
