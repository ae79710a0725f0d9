"""The letterhead and the hearing address of a site.

What nobody could confirm for us starts unset; a letter that needs it names it before printing.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Literal

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout

from crs_intake.clock import today
from crs_intake.domain.site import Clinic
from crs_intake.words import say, told
from ui.forms import reading
from ui.forms.reading import Unreadable
from ui.qt import parts
from ui.qt.editor import Ask, Editor, save_row
from ui.qt.settings_base import Part, address_asks, of_address, read_address
from ui.qt.text import Label
from ui.qt.way import Way

DAYS: tuple[Literal["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"], ...] = (
    "Mon",
    "Tue",
    "Wed",
    "Thu",
    "Fri",
    "Sat",
    "Sun",
)


class ClinicPart(Part):
    """Clinic and letterhead."""

    name = "clinic"

    def __init__(self, way: Way) -> None:
        super().__init__(way, say("Clinic and letterhead"), say("Heads every letter and stands on the TAD."))
        self.contractor = Editor((Ask("contractor", say("CRS Regional Contractor")),))
        self.column.addWidget(self.contractor)
        self.which = QComboBox()
        parts.field(self.column, say("Clinic"), self.which, width=420)
        self.editor = Editor((
            Ask("name", say("Clinic name"), required=True), *address_asks(),
            Ask("phone", say("Phone"), "phone"), Ask("fax", say("Fax"), "phone"),
            Ask("designee", say("CRS designee"), width="medium",
                help=say("To whom DES faxes the TAD back (20.401).")),
        ))  # fmt: skip
        self.column.addWidget(self.editor)
        self.days = [QCheckBox(say(each)) for each in DAYS]
        row = QHBoxLayout()
        for box in self.days:
            box.toggled.connect(self.touch)
            row.addWidget(box)
        row.addStretch(1)
        self.column.addWidget(Label(say("Clinic days")))
        self.column.addLayout(row)
        self.clinic_days = Editor((
            Ask("dates", say("Further clinic dates"), width="long",
                help=say("Month, day, year, with semicolons between them: 4/11/2009; 5/9/2009.")),
            Ask("places", say("Places on a clinic day"), "whole", width="short",
                help=say("How many visits a clinic day has room for; the calendar says when it is full.")),
        ))  # fmt: skip
        self.column.addWidget(self.clinic_days)
        self.printer = QComboBox()
        self.printer.setEditable(True)
        self.printer.activated.connect(lambda _n: self.touch())
        self.printer.editTextChanged.connect(lambda _words: self.touch())
        parts.field(
            self.column,
            say("Usual printer"),
            self.printer,
            width=420,
            help=say("Offered first when something is printed here; the name is shown each time."),
        )
        line, self.save, self.said = save_row(say("&Save"))
        self.save.clicked.connect(self._save)
        self.column.addLayout(line)
        for editor in (self.contractor, self.editor, self.clinic_days):
            editor.touched.connect(self.touch)
        self.which.activated.connect(lambda _n: self._show_clinic())

    def show_kept(self) -> None:
        """The site's clinics, the person's own first."""
        site, here = self.way.desk.store.site(), self.which.currentData() or self.way.desk.actor.site
        self.contractor.put({"contractor": site.contractor})
        self.which.clear()
        for clinic in site.clinics:
            self.which.addItem(clinic.name or clinic.id, clinic.id)
        self.which.setCurrentIndex(max(0, self.which.findData(here)))
        self._show_clinic()

    def _show_clinic(self) -> None:
        clinic = self._clinic()
        self.editor.put({"name": clinic.name, **of_address(clinic.address), "phone": clinic.phone,
                         "fax": clinic.fax, "designee": clinic.designee})  # fmt: skip
        dates = "; ".join(reading.write("day", each) for each in clinic.clinic_dates)
        self.clinic_days.put({"dates": dates, "places": clinic.places})
        self._show_printer(clinic)
        for name, box in zip(DAYS, self.days, strict=True):
            box.blockSignals(True)
            box.setChecked(name in clinic.clinic_days)
            box.blockSignals(False)
        self.unsaved = False

    def _show_printer(self, clinic: Clinic) -> None:
        from ui.qt.printing import printers

        self.printer.blockSignals(True)
        self.printer.clear()
        self.printer.addItems(["", *printers()])
        self.printer.setEditText(clinic.printer)
        self.printer.blockSignals(False)

    def _clinic(self) -> Clinic:
        return self.way.desk.store.site().clinic(self.which.currentData() or "") or Clinic(id="clinic")

    def _save(self) -> None:
        day_here = today(self.way.desk.clock)
        top, values = self.contractor.read(day_here), self.editor.read(day_here)
        more = self.clinic_days.read(day_here)
        if top is None or values is None or more is None:
            return
        try:
            dates = _dates(more["dates"] or "", day_here)
        except Unreadable as trouble:
            self.said.setText(told(trouble))
            self.clinic_days.fields["dates"].setFocus()
            return
        site = self.way.desk.store.site()
        clinic = replace(
            self._clinic(), name=values["name"], address=read_address(values), phone=values["phone"] or "",
            fax=values["fax"] or "", designee=values["designee"] or "",
            clinic_days=tuple(n for n, box in zip(DAYS, self.days, strict=True) if box.isChecked()),
            clinic_dates=dates, places=more["places"] or None,
            printer=reading.tidy(self.printer.currentText()),
        )  # fmt: skip
        known = site.clinic(clinic.id)
        clinics = tuple(clinic if each.id == clinic.id else each for each in site.clinics)
        self.keep(replace(site, contractor=top["contractor"] or "",
                          clinics=clinics if known else (*site.clinics, clinic)), self.said)  # fmt: skip
        self.which.setItemText(self.which.currentIndex(), clinic.name)


def _dates(text: str, today: date) -> tuple[date, ...]:
    """The dates of a text with semicolons between them; raises Unreadable for one that is none."""
    typed = [reading.read("day", each, today) for each in text.split(";") if each.strip()]
    return tuple(sorted(dict.fromkeys(each for each in typed if isinstance(each, date))))


class HearingPart(Part):
    """Where hearing requests go."""

    name = "hearing"

    def __init__(self, way: Way) -> None:
        super().__init__(way, say("Hearing address"),
                         say("Every denial tells the family where to ask for a hearing (20.1100). "
                             "Confirm it with ADHS/CRS."))  # fmt: skip
        self.editor = Editor((Ask("office", say("Office"), required=True), *address_asks(),
                              Ask("fax", say("Fax"), "phone"),
                              Ask("confirmed", say("Last confirmed on"), "day")))  # fmt: skip
        self.editor.touched.connect(self.touch)
        self.column.addWidget(self.editor)
        line, self.save, self.said = save_row(say("&Save"))
        self.save.clicked.connect(self._save)
        self.column.addLayout(line)

    def show_kept(self) -> None:
        """The address in use."""
        site = self.way.desk.store.site()
        self.editor.put({"office": site.hearing_office, **of_address(site.hearing_address),
                         "fax": site.hearing_fax, "confirmed": site.hearing_confirmed})  # fmt: skip

    def _save(self) -> None:
        values = self.editor.read(today(self.way.desk.clock))
        if values is not None:
            site = self.way.desk.store.site()
            self.keep(replace(site, hearing_office=values["office"], hearing_address=read_address(values),
                              hearing_fax=values["fax"] or "", hearing_confirmed=values["confirmed"]),
                      self.said)  # fmt: skip
